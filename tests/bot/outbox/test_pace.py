"""How fast messages leave, in a chat and in the staff group."""

from __future__ import annotations

import asyncio

from bot.delivery.courier import Dispatch, Undeliverable
from bot.delivery.outbox import Pace
from bot.delivery.pace import Share
from bot.delivery.post import Post
from bot.turns.acts import OFFICE
from tests.bot.outbox.posts import say
from tests.bot.paper import PaperCourier, PaperOffice, paper_office, screen, staff, strip, words
from tests.support import CLIENT

# --- pace -----------------------------------------------------------------------------------------------------------


async def test_the_pace_of_a_chat() -> None:
    async with paper_office(Pace(chat_burst=3, chat_per_second=0.5)) as office:
        office.add(*(say(str(n)) for n in range(6)))
        await office.pass_time(6)
        assert [at for at, _ in office.courier.sent] == [0, 0, 0, 2, 4, 6]


async def test_edits_and_strips_take_nothing_of_the_pace() -> None:
    async with paper_office(Pace(chat_burst=1, bot_a_second=1)) as office:
        office.add(screen("question", "c:1", rows=True))
        await office.turns()
        for number in range(10):
            office.add(screen(f"edit {number}", "c:1", rows=True, replaces="c:1"), strip("c:0"))
            await office.quiet()
        assert len(office.courier.sent) == 21
        assert office.timer.seconds == 0


async def test_an_edit_that_becomes_a_message_waits_for_its_pace() -> None:
    async with paper_office(Pace(chat_burst=1)) as office:
        office.add(say("one"))
        office.add(screen("two", "c:2", rows=True, replaces="c:1"))
        await office.pass_time(0.9)
        assert office.courier.texts == ["one"]
        await office.pass_time(0.1)
        assert office.courier.texts == ["one", "two"]


async def test_an_edit_that_must_wait_is_withdrawn_for_what_overtakes_it() -> None:
    async with paper_office(Pace(chat_burst=1)) as office:
        office.add(say("one"))
        office.add(screen("two", "c:2", rows=True, replaces="c:1"))
        await office.turns()
        assert words(office.courier.begun[-1]) == "two"
        office.add(screen("three", "c:3", rows=True, replaces="c:1"))
        await office.pass_time(1)
        assert office.courier.texts == ["one", "three"]
        assert office.writer.left() == []


async def test_a_bot_sends_thirty_in_any_second_and_the_rest_later() -> None:
    async with paper_office(Pace()) as office:
        office.add(*(say("hello", f"person {n}") for n in range(70)))
        await office.pass_time(3)
        times = [at for at, _ in office.courier.sent]
        assert len(times) == 70
        assert all(later - first > 1 for first, later in zip(times, times[30:], strict=False))


async def test_a_text_in_three_messages_is_one_thing_to_the_pace() -> None:
    class Wordy(PaperCourier):
        async def deliver(self, post: Post, dispatch: Dispatch) -> dict[str, str]:
            await dispatch.may_send(3)
            self.sent.append((self.timer.seconds, post))
            return {}

    async with paper_office(Pace()) as office:
        office.outbox.couriers = {CLIENT: Wordy(office.timer, sent=office.courier.sent)}
        office.add(say("one"), say("two"))
        await office.pass_time(3)
        assert [at for at, _ in office.courier.sent] == [0, 1]


# --- the staff group ------------------------------------------------------------------------------------------------


async def test_a_new_card_is_there_at_once_whatever_one_client_writes() -> None:
    """Shown in 0.2.0: 100 messages of one client put another's new card 245 s late."""
    async with paper_office(Pace()) as office:
        for number in range(100):
            office.add(staff("note", f"note {number}"))
        await office.pass_time(20)
        assert len(office.courier.sent) == 15
        office.add(staff("card", "Ken's card", "ken", ring=True), staff("note", "Ken's note", "ken"))
        await office.pass_time(5)
        assert office.courier.texts[15:] == ["Ken's card"]
        await office.pass_time(36)
        assert office.courier.texts[16:18] == ["note 15", "Ken's note"], "and Ken has his turn with notes"


async def test_notes_that_wait_are_sent_as_one() -> None:
    async with paper_office(Pace()) as office:
        office.courier.room = 1000
        for number in range(100):
            office.add(staff("note", f"{number}"))
            await office.turns()
        assert len(office.courier.sent) == 15
        await office.pass_time(60)
        assert office.courier.texts[15:] == ["+".join(map(str, range(15, 100)))]
        await office.quiet()
        assert office.writer.left() == [], "and every one of them is recorded"
        assert len(office.writer.handles) == 16


async def test_a_note_that_cannot_be_sent_does_not_take_the_others_with_it(office: PaperOffice) -> None:
    gate = office.courier.gates["office"] = asyncio.Event()
    office.courier.room = 1000
    office.courier.broken = lambda post: Undeliverable("odd") if "bad" in words(post) else None
    office.add(staff("card", "card"))
    await office.turns()
    office.add(staff("note", "good 1"), staff("note", "bad"), staff("note", "good 2"))
    gate.set()
    await office.quiet()
    assert office.courier.texts == ["card", "good 1", "good 2"]
    assert office.writer.left() == [("bad", "dead")]


async def test_a_card_can_be_changed_while_a_new_one_waits_for_room() -> None:
    async with paper_office(Pace(group_a_minute=1)) as office:
        office.add(staff("card", "Maria's card"))
        await office.turns()
        office.add(staff("card", "Ken's card", "ken"))
        await office.turns()
        office.add(staff("card", "Maria's card, taken"))
        await office.turns()
        assert office.courier.texts == ["Maria's card", "Maria's card, taken"]
        await office.pass_time(60)
        assert office.courier.texts[2:] == ["Ken's card"]


async def test_a_note_that_must_wait_stands_back_for_a_card() -> None:
    """It had begun, and was about to make a message."""

    class Slow(PaperCourier):
        """Notes make their topic first."""

        async def deliver(self, post: Post, dispatch: Dispatch) -> dict[str, str]:
            if post.kind == "note":
                self.begun.append(post)
                await self.gates["topic"].wait()
            return dict(await super().deliver(post, dispatch))

    async with paper_office(Pace(notes_a_minute=1)) as office:
        slow = Slow(office.timer)
        office.outbox.couriers = {OFFICE: slow}
        slow.gates["topic"] = asyncio.Event()
        office.add(staff("note", "note", "ken"))
        await office.turns()
        office.outbox.meter.take((OFFICE, "office"), Share.NOTE, 0.0)
        slow.gates["topic"].set()
        await office.turns()
        office.add(staff("card", "card"))
        await office.turns()
        assert slow.texts == ["card"]
        await office.pass_time(60)
        assert slow.texts == ["card", "note"]
