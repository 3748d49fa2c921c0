"""The demo end to end, as its page drives it: the real code, a real file, a clock that is put on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import read_answers
from bot.clock import Clock
from bot.demo.clock import MovingClock
from bot.demo.people import PEOPLE, Invented
from bot.demo.wiring import Demo, make_demo, settings_of
from bot.turns.ledger import Call
from tests.patience import PATIENCE_SECONDS

# A Tuesday, ten in the morning at the office.
TUESDAY = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
MARIA, WEI, ARJUN = PEOPLE


@asynccontextmanager
async def demo_in(folder: Path) -> AsyncIterator[Demo]:
    """A running demo that nobody reaches from outside."""
    clock = MovingClock(Clock(now=lambda: TUESDAY))
    demo = make_demo(replace(settings_of(folder, 1, None), public_url=None), clock=clock)
    read_answers(demo.core)
    running = asyncio.ensure_future(demo.runner.run())
    try:
        await demo.runner.ready.wait()
        yield demo
    finally:
        demo.runner.stop.set()
        await asyncio.wait_for(running, PATIENCE_SECONDS)
        demo.core.database.close()


async def brings(demo: Demo, *people: Invented) -> None:
    for one in people:
        await demo.nursery.bring(one)
    await demo.machine.settled()


def card_of(demo: Demo) -> tuple[int, int]:
    """The only topic, and the number of the card in it."""
    [topic] = demo.board.topics
    [card] = [one.number for one in demo.board.within(topic) if one.rows]
    return topic, card


def button(demo: Demo, number: int, begins: str) -> str:
    return next(data for row in demo.board.messages[number].rows for _, data in row if data.startswith(begins))


def texts(demo: Demo, topic: int | None) -> str:
    return "\n".join(one.html for one in demo.board.within(topic))


async def test_people_to_start_from_stop_where_each_of_them_stops(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        await brings(demo, *PEOPLE)
        assert list(demo.chats.all) == ["Maria", "Wei", "Arjun"]
        topic, card = card_of(demo)
        assert "Maria Santos" in demo.board.topics[topic].name
        assert demo.board.messages[card].rings
        wei, arjun = (demo.chats.all[name].board.within(None) for name in ("Wei", "Arjun"))
        assert any("points" in one.html for one in wei)
        assert arjun[-1].rows


async def test_staff_take_a_lead_and_the_client_hears_of_it(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        await brings(demo, MARIA)
        topic, card = card_of(demo)
        before = len(demo.chats.all["Maria"].board.messages)
        assert await demo.desk.press(card, button(demo, card, "take:"), demo.staff.leading) is None
        await demo.machine.settled()
        assert demo.staff.leading.name in texts(demo, topic)
        await demo.desk.write("When can you come to the office?", topic, demo.staff.leading)
        await demo.machine.settled()
        chat = demo.chats.all["Maria"].board
        assert len(chat.messages) > before
        assert any("When can you come" in one.html for one in chat.within(None))
        assert any(one.sign for one in demo.board.within(topic)), "staff see that it arrived"
        await demo.clients.write("Maria", "On Friday, thank you")
        await demo.machine.settled()
        assert "On Friday, thank you" in texts(demo, topic)


async def test_a_note_among_staff_goes_to_nobody(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        await brings(demo, MARIA)
        topic, _ = card_of(demo)
        await demo.desk.write("//she seems to be in a hurry", topic, demo.staff.leading)
        await demo.machine.settled()
        assert all("in a hurry" not in one.html for one in demo.chats.all["Maria"].board.messages.values())
        assert "in a hurry" in texts(demo, topic)


async def test_commands_are_answered_where_they_are_written(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        await brings(demo, MARIA)
        await demo.desk.write("／leads", None, demo.staff.leading)
        await demo.machine.settled()
        assert "Maria Santos" in texts(demo, None)


async def test_whoever_may_do_less_is_told_who_can(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        await brings(demo, MARIA)
        await demo.desk.write("/audit 1", None, demo.staff.helps)
        await demo.machine.settled()
        assert demo.staff.leading.name in demo.board.within(None)[-1].html


async def test_a_worksheet_is_a_file_in_the_topic(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        await brings(demo, MARIA)
        topic, card = card_of(demo)
        await demo.desk.press(card, button(demo, card, "sheet:"), demo.staff.leading)
        await demo.machine.settled()
        [file] = [one.file for one in demo.board.within(topic) if one.file is not None]
        assert file[1].startswith(b"%PDF")


async def test_a_button_that_is_not_there_does_nothing(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        await brings(demo, MARIA)
        topic, card = card_of(demo)
        said = texts(demo, topic)
        await demo.desk.press(card, "done:2", demo.staff.leading)
        await demo.desk.press(10**9, "done:1", demo.staff.leading)
        await demo.clients.press("Maria", 10**9, "1.forget")
        await demo.machine.settled()
        assert texts(demo, topic) == said


async def test_a_lead_that_nobody_takes_is_shown_again_as_time_goes_by(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        await brings(demo, MARIA)
        topic, _ = card_of(demo)
        said = len(demo.board.within(topic))
        await demo.machine.go_on(timedelta(days=2))
        assert demo.clock.moment() >= TUESDAY + timedelta(days=2)
        assert len(demo.board.within(topic)) > said


async def test_the_morning_digest_comes_each_day_at_its_own_time(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        await brings(demo, MARIA)
        morning = demo.machine.next_morning()
        assert morning is not None
        await demo.machine.go_to(morning)
        digest = demo.board.within(None)[-1]
        assert "Maria Santos" not in digest.html
        assert digest.at == morning
        await demo.machine.go_on(timedelta(days=2))
        assert len({one.at.date() for one in demo.board.within(None)}) >= 2


async def test_whose_keeping_time_is_over_is_erased(tmp_path: Path) -> None:
    """The clock that was put on is believed."""
    async with demo_in(tmp_path) as demo:
        await brings(demo, MARIA)
        numbers = Call(lambda batch: batch.tx.lead_numbers())
        assert await demo.runner.writer.submit(numbers) == [1]
        await demo.machine.go_on(timedelta(days=demo.core.office.privacy.keep_days + 2))
        assert await demo.runner.writer.submit(numbers) == []
        assert demo.board.topics == {}
