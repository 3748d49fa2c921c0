"""Reminders of a talk: a day before, an hour before, thanks after it; asked, answered, and seen on the card."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.run import Runner
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import Timer
from dialogs.booking.booking import Booking, State
from dialogs.booking.policy import NotDone, finish
from tests.e2e import peek
from tests.e2e.booking.offices import RULE, STAFF, bookings_of, card_of, chooses, is_told, with_bookings
from tests.e2e.world import World, make_world, talk
from tests.patience import PATIENCE_SECONDS
from tests.telegram import FakeMessage, FakeUser

# The talk is on Friday 27 November, 10:00 in Japan; the world begins on Tuesday at 10:00.
BOOKED = ("Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
TALK = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)
ASKED, AGAIN, THANKS = "Are you still coming?", "Your consultation:", "Thank you for talking with us"
POOL = '[rooms]\npool = ["https://meet.example/one"]\n'
LAX = RULE.replace("change_until_hours = 24", "change_until_hours = 2")


async def books(world: World, service: Runner, number: int = 7, acts: Sequence[str] = BOOKED) -> FakeUser:
    """Somebody books a talk."""
    maria = world.person(number)
    await chooses(world, service, maria)
    await talk(world, service, maria, *acts)
    return maria


async def until(world: World, service: Runner, moment: datetime) -> None:
    """Let time pass until a moment, and whatever is due by then be done."""
    await world.pass_quietly(moment - world.clock())
    await nothing_is_due(world, service)
    await world.settled(service)


async def nothing_is_due(world: World, service: Runner) -> None:
    """Wait until every timer whose time has come was fired."""

    def left(batch: Batch) -> list[Timer]:
        return batch.tx.due_timers(world.clock().timestamp(), 1)

    async with asyncio.timeout(PATIENCE_SECONDS):
        while await service.writer.submit(Call(left)):
            pass


def reminders(world: World, user: FakeUser, words: str = "⏰") -> list[FakeMessage]:
    """The messages with these words that a person got."""
    return [message for message in user.messages(world.client) if words in message.text]


async def ends(service: Runner, user: FakeUser, now: datetime, *, came: bool = True) -> None:
    """The office records what became of the talk."""
    found = peek.person(service.core.database, user)
    assert found is not None

    def keep(batch: Batch) -> None:
        person = batch.tx.person(found.id)
        assert person is not None
        kept = batch.tx.bookings_of(person.id)
        after = finish(tuple(stored.booking for stored in kept), kept[0].booking.number, now, came=came)
        assert not isinstance(after, NotDone)
        batch.bookkeeping.keep(person, kept, after, now)

    await service.writer.submit(Call(keep))


async def booking_of(service: Runner, user: FakeUser) -> Booking:
    """The person's booking."""
    return (await bookings_of(service, user))[0]


async def test_a_talk_from_its_booking_to_the_thanks(tmp_path: Path) -> None:
    office = with_bookings(tmp_path, RULE, STAFF, POOL)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = await books(world, service)
        await until(world, service, TALK - timedelta(hours=25))
        assert reminders(world, maria) == []
        await until(world, service, TALK - timedelta(hours=24))
        [asked] = reminders(world, maria)
        assert "Fri, November 27, 2026, 10:00 (Japan time)" in asked.text
        assert "https://meet.example/one" in asked.text
        assert "Please have ready" in asked.text
        assert [label for row in asked.buttons for label, _ in row] == [
            "Yes, I am coming",
            "Another time",
            "Cancel",
        ]
        assert "11月26日(木) 10:00に通知、返答なし" in card_of(world).text
        world.clock.advance(timedelta(minutes=20))
        answer = await talk(world, service, maria, "[Yes, I am coming]")
        assert "We expect you" in answer.text
        assert "来る（11月26日(木) 10:20）" in card_of(world).text
        booking = await booking_of(service, maria)
        assert (booking.answered, booking.sequence) == ("yes", 1)
        await until(world, service, TALK - timedelta(hours=1))
        asked, again = reminders(world, maria)
        assert ASKED not in again.text, "who has said yes is not asked again"
        assert [label for row in again.buttons for label, _ in row] == ["Move or cancel"]
        await until(world, service, TALK + timedelta(hours=1))
        await ends(service, maria, world.clock())
        await until(world, service, TALK + timedelta(hours=2, minutes=1))
        [thanks] = reminders(world, maria, THANKS)
        assert thanks.buttons == []
        await until(world, service, TALK + timedelta(days=3))
        assert (len(reminders(world, maria)), len(reminders(world, maria, THANKS))) == (2, 1)


async def test_a_cancelled_and_a_moved_talk_remind_of_nothing_that_is_gone(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = await books(world, service)
        ken = await books(world, service, 8, ("Friday 1pm", "[Fri 27 Nov 13:00]", "[Yes, take it]"))
        await talk(world, service, maria, "/book", "[Cancel it]", "[Yes, cancel it]")
        await talk(world, service, ken, "/book", "[Move it]", "Monday 1pm", "[Mon 30 Nov 13:00]", "[Yes, take it]")
        await until(world, service, TALK + timedelta(days=1))
        assert reminders(world, maria) == []
        assert reminders(world, ken) == []
        await until(world, service, datetime(2026, 11, 29, 4, 0, tzinfo=UTC))
        [asked] = reminders(world, ken)
        assert "Mon, November 30, 2026, 13:00" in asked.text


async def test_a_kill_between_makes_no_second_one(tmp_path: Path) -> None:
    """What is overdue when it comes up again is told once, and the last of it says it all."""
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world:
        async with world.service() as service:
            maria = await books(world, service)
            await until(world, service, TALK - timedelta(hours=24))
        async with world.service() as service:
            await until(world, service, TALK - timedelta(hours=23))
            assert len(reminders(world, maria)) == 1
        world.clock.advance(timedelta(hours=22, minutes=10))
        async with world.service() as service:
            await until(world, service, TALK - timedelta(minutes=40))
            assert len(reminders(world, maria)) == 2
        async with world.service() as service:
            await until(world, service, TALK + timedelta(days=2))
            assert len(reminders(world, maria)) == 2


async def test_a_clock_far_ahead_reminds_of_no_talk_that_is_past(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world:
        async with world.service() as service:
            maria = await books(world, service)
        world.clock.advance(timedelta(days=9))
        async with world.service() as service:
            await until(world, service, world.clock() + timedelta(minutes=5))
            assert reminders(world, maria) == []


@pytest.mark.parametrize(
    ("button", "words", "card"),
    [("Cancel", "cannot come", "来られない"), ("Another time", "another time", "時間変更の希望")],
)
async def test_who_may_not_change_it_any_more_tells_staff_by_the_same_button(
    tmp_path: Path, button: str, words: str, card: str
) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = await books(world, service)
        await until(world, service, TALK - timedelta(hours=23))
        answer = await talk(world, service, maria, f"[{button}]")
        assert words in answer.text
        assert card in card_of(world).text
        assert sum("もう" in message.text and "チャットでは" in message.text for message in world.group.messages()) == 1
        assert (await booking_of(service, maria)).state is State.BOOKED
        await until(world, service, TALK - timedelta(minutes=50))
        assert len(reminders(world, maria)) == (1 if button == "Cancel" else 2)


async def test_who_may_change_it_does_so_by_the_same_button(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path, LAX, STAFF)) as world, world.service() as service:
        maria = await books(world, service)
        await until(world, service, TALK - timedelta(hours=24))
        shown = await talk(world, service, maria, "[Cancel]")
        assert "Really cancel?" in shown.text
        await talk(world, service, maria, "[No, keep it]")
        [asked] = reminders(world, maria)
        old = (
            next(str(data) for row in asked.buttons for label, data in row if "coming" in label)
            if asked.buttons
            else ""
        )
        moved = await talk(
            world, service, maria, "/book", "[Move it]", "Monday 1pm", "[Mon 30 Nov 13:00]", "[Yes, take it]"
        )
        assert "It has been moved." in moved.text
        number = (await booking_of(service, maria)).number
        await maria.press(world.client, asked, old or f"k/{number}.1.coming")
        stale = await talk(world, service, maria)
        assert "This has changed since" in stale.text
        assert "Mon, November 30" in stale.text
        assert (await booking_of(service, maria)).answered is None


async def test_nobody_is_reminded_who_has_blocked_the_bot(tmp_path: Path) -> None:
    """What waits until they come back would be old by then."""
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = await books(world, service)
        await maria.block(world.client)
        await world.settled(service)
        await until(world, service, TALK + timedelta(days=1))
        await maria.unblock(world.client)
        await world.settled(service)
        assert reminders(world, maria) == []


@pytest.mark.parametrize("wants_to_know", [True, False])
async def test_how_a_talk_was_is_asked_only_where_the_office_wants_to_know(tmp_path: Path, wants_to_know: bool) -> None:
    office = with_bookings(tmp_path, RULE, STAFF, "[reminders]\nmood = true\n" if wants_to_know else "")
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = await books(world, service)
        await until(world, service, TALK + timedelta(hours=1))
        await ends(service, maria, world.clock())
        await until(world, service, TALK + timedelta(hours=2, minutes=1))
        [thanks] = reminders(world, maria, THANKS)
        assert ("How was it?" in thanks.text, "🙂" in thanks.labels) == (wants_to_know, wants_to_know)
        if not wants_to_know:
            return
        answer = await talk(world, service, maria, "[🙂]")
        assert "The office sees it" in answer.text
        assert (await booking_of(service, maria)).mood == "good"
        assert "💭 🙂" in card_of(world).text
        await is_told(world, maria, "The office sees it")


async def test_an_answer_may_be_typed_and_any_other_word_goes_to_staff(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = await books(world, service)
        await talk(world, service, maria, "[Close]", "ok")
        assert (await booking_of(service, maria)).answered is None, "nobody asked yet"
        await until(world, service, TALK - timedelta(hours=24))
        await talk(world, service, maria, "is the office near the station?")
        assert (await booking_of(service, maria)).answered is None
        answer = await talk(world, service, maria, "Yes, I'm coming!")
        assert "We expect you" in answer.text
        assert (await booking_of(service, maria)).answered == "yes"
        assert not any("coming!" in message.text for message in world.group.messages())
