"""The demo end to end, as its page drives it: the real code, a real file, a clock that is put on."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from bot.app import read_answers
from bot.channels.web.forms import SentFile
from bot.channels.web.sessions import SignedIn
from bot.clock import Clock
from bot.demo import law
from bot.demo.clock import MovingClock
from bot.demo.moving import CLOCK_MEMO
from bot.demo.people import PEOPLE, Invented, soon_forty
from bot.demo.staff import BoardFiles
from bot.demo.wiring import Demo, make_demo, settings_of
from bot.office_profile.profile import load_office
from bot.turns.acts import OFFICE
from bot.turns.ledger import Call
from bot.turns.ports import Transaction
from tests.bot.test_webhook import free_port
from tests.patience import PATIENCE_SECONDS

# A Tuesday, ten in the morning at the office.
TUESDAY = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
MARIA, WEI, ARJUN = PEOPLE


@asynccontextmanager
async def demo_in(folder: Path, *, keeps: bool = False, now: datetime = TUESDAY) -> AsyncIterator[Demo]:
    """A running demo that nobody reaches from outside."""
    clock = MovingClock(Clock(now=lambda: now))
    demo = make_demo(settings_of(folder, free_port(), None), clock=clock)
    read_answers(demo.core)
    running = asyncio.ensure_future(demo.runner.run())
    try:
        await demo.runner.ready.wait()
        yield demo
    finally:
        demo.runner.stop.set()
        await asyncio.wait_for(running, PATIENCE_SECONDS)
        if keeps:
            demo.keep_group()
        demo.core.database.close()


async def brings(demo: Demo, *people: Invented) -> list[SignedIn]:
    found = await demo.nursery.bring(*people)
    await demo.machine.settled()
    return found


async def page_of(demo: Demo, name: str) -> str:
    """What somebody's page says."""
    [who] = [one.person for one in await demo.chats.all() if one.to == name]

    def look(tx: Transaction) -> str:
        person = tx.whole_person(who)
        assert person is not None
        page = demo.chats.site.view.whole(tx, person)
        names = (name for item in page.items for _, name in item.files)
        return " ".join([*(item.told for item in page.items), *names, page.asked.told if page.asked else ""])

    found: str = await demo.chats.site.looked(look)
    return found


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
        assert [one.to for one in await demo.chats.all()] == ["Arjun", "Maria", "Wei"]
        topic, card = card_of(demo)
        assert "Maria Santos" in demo.board.topics[topic].name
        assert demo.board.messages[card].rings
        assert "points" in await page_of(demo, "Wei")
        assert "How much will you be paid" in await page_of(demo, "Arjun")


def test_a_made_up_birthday_is_near_on_any_day() -> None:
    assert soon_forty(date(2026, 11, 24)) == "1986-12-30"
    assert soon_forty(date(2028, 1, 24)) == "1988-03-01"


async def test_staff_take_a_lead_write_with_a_file_and_take_it_back(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        [maria] = await brings(demo, MARIA)
        topic, card = card_of(demo)
        assert await demo.desk.press(card, button(demo, card, "take:"), demo.staff.leading) is None
        await demo.machine.settled()
        assert demo.staff.leading.name in texts(demo, topic)
        sheet = SentFile("document", "papers.pdf", b"%PDF-1.4")
        await demo.desk.write("When can you come to the office?", topic, demo.staff.leading, file=sheet)
        await demo.machine.settled()
        page = await page_of(demo, "Maria")
        assert "When can you come" in page
        assert "papers.pdf" in page
        [said] = [one for one in demo.board.within(topic) if one.by]
        assert said.sign, "staff see that it arrived"
        async with BoardFiles(demo.board).open(str(said.number), 100) as pieces:
            assert [piece async for piece in pieces] == [b"%PDF-1.4"]
        await demo.nursery.does(maria, "On Friday, thank you")
        await demo.machine.settled()
        heard = demo.board.within(topic)[-1]
        assert "On Friday, thank you" in heard.html
        await demo.desk.write("/unsend", topic, demo.staff.leading, said.number)
        await demo.machine.settled()
        assert "When can you come" not in await page_of(demo, "Maria")


async def test_a_note_among_staff_goes_to_nobody(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        await brings(demo, MARIA)
        topic, _ = card_of(demo)
        await demo.desk.write("//she seems to be in a hurry", topic, demo.staff.leading)
        await demo.machine.settled()
        assert "in a hurry" not in await page_of(demo, "Maria")
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
    profile = settings_of(tmp_path, 1, None).office
    assert profile is not None
    text = profile.read_text(encoding="utf-8")
    before, _, after = text.partition("[keeping]")
    text = before + after.partition("talk = 90")[2]  # all is kept equally long
    profile.write_text(text.replace("keep_days = 365", "keep_days = 30"), encoding="utf-8")
    async with demo_in(tmp_path) as demo:
        await brings(demo, MARIA)
        numbers = Call(lambda batch: batch.tx.lead_numbers())
        assert await demo.runner.writer.submit(numbers) == [1]
        await demo.machine.go_on(timedelta(days=demo.core.office.privacy.keep_days + 2))
        assert await demo.runner.writer.submit(numbers) == []
        assert demo.board.topics == {}


async def test_a_made_up_law_change_is_told_to_who_agreed_once_staff_say_so(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        await brings(demo, MARIA)

        async def proposes() -> str:
            told = await law.propose(demo.core, demo.runner.writer, demo.clock.clock)
            await demo.machine.settled()
            return told

        assert await proposes() == "demo-law-asked"
        card = demo.board.within(None)[-1]
        assert law.MADE_UP in card.html
        assert "2027年4月1日" in card.html
        assert "The law changes" not in await page_of(demo, "Maria")
        await demo.desk.press(card.number, button(demo, card.number, "law_send"), demo.staff.leading)
        await demo.machine.go_on(timedelta(hours=1))
        assert "The law changes" in await page_of(demo, "Maria")
        assert await proposes() == "demo-law-nobody", "nothing is told twice"


async def test_while_the_messenger_of_staff_is_down_nothing_is_lost(tmp_path: Path) -> None:
    async with demo_in(tmp_path) as demo:
        demo.board.is_out = True
        await brings(demo, MARIA)
        assert demo.board.topics == {}
        demo.board.is_out = False
        demo.runner.outbox.wake(OFFICE)
        await demo.machine.settled()
        assert "Maria Santos" in demo.board.topics[card_of(demo)[0]].name


def test_a_week_of_an_office_of_ones_own_has_a_closed_day_in_a_copy_of_its_profile(tmp_path: Path) -> None:
    kept, own, day = tmp_path / "kept", tmp_path / "office.toml", date(2026, 11, 25)
    kept.mkdir()
    shipped = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
    own.write_text(shipped, encoding="utf-8")
    path = settings_of(kept, 1, own, day).office
    assert [(one.first_day, one.last_day) for one in load_office(path).closures] == [(day, day)]
    assert own.read_text(encoding="utf-8") == shipped
    assert path is not None
    assert path.parent == kept, "what is changed on the page of staff is changed there"
    later = path.stat().st_mtime + 5
    os.utime(own, (later, later))
    assert load_office(settings_of(kept, 1, own).office).closures == (), "what was changed in it since holds"


async def test_a_demo_that_is_kept_has_its_group_again_and_after_a_death_the_cards(tmp_path: Path) -> None:
    async with demo_in(tmp_path, keeps=True) as demo:
        await brings(demo, MARIA)
        topic, _ = card_of(demo)
        sheet = SentFile("document", "papers.pdf", b"%PDF-1.4")
        await demo.desk.write("//she seems to be in a hurry", topic, demo.staff.leading)
        await demo.desk.write("Here you are", topic, demo.staff.leading, file=sheet)
        await demo.machine.go_on(timedelta(days=3))
    async with demo_in(tmp_path, now=TUESDAY + timedelta(hours=1)) as demo:
        assert demo.is_as_left
        assert "in a hurry" in texts(demo, topic)
        assert ("papers.pdf", b"%PDF-1.4") in [one.file for one in demo.board.within(topic)]
        [card] = [one for one in demo.board.within(topic) if "done:" in str(one.rows)]
        await demo.desk.press(card.number, button(demo, card.number, "done:"), demo.staff.leading)
        await demo.machine.settled()
        assert "✅" in card.html, "the card that was there, and no other"
    async with demo_in(tmp_path) as demo:
        assert not demo.is_as_left, "nobody kept it this time"
        assert demo.clock.moment() == TUESDAY
        await demo.show_leads()
        await demo.machine.settled()
        assert "Maria Santos" in demo.board.topics[card_of(demo)[0]].name
        assert not demo.board.messages[card_of(demo)[1]].rings
        demo.machine.wind(demo.core.ledger.do(Call(lambda batch: batch.tx.memo(CLOCK_MEMO))))
        assert demo.clock.moment() == TUESDAY + timedelta(days=3)
