"""The outbox among paper: order, pace, waiting, waking, recording, erasing, stopping. Nothing real is sent or kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bot.delivery.courier import Blocked, Dispatch, ErasedMeanwhile, ShutOut, TryLater, Undeliverable, Unknown
from bot.delivery.outbox import Pace
from bot.delivery.pace import Share
from bot.delivery.post import Post
from bot.errors import StorageTrouble
from bot.turns.acts import CLIENT, OFFICE
from tests.bot.paper import PaperCourier, PaperOffice, PaperWriter, paper_office, screen, staff, strip, words
from tests.patience import PATIENCE_SECONDS


@pytest.fixture
async def office() -> AsyncIterator[PaperOffice]:
    """An outbox in no hurry."""
    async with paper_office() as made:
        yield made


def say(text: str, lane: str = "maria", handle: str | None = None) -> Post:
    """Something that must be sent."""
    return screen(text, handle, lane=lane, keep=True)


# --- order ------------------------------------------------------------------------------------------------------------


async def test_a_lane_keeps_its_order_and_posts_are_gone_once_delivered(office: PaperOffice) -> None:
    office.add(*(say(f"text {n}", handle=f"c:{n}") for n in range(5)))
    office.add(say("text 5", handle="c:5"))
    await office.quiet()
    assert office.courier.texts == [f"text {n}" for n in range(6)]
    assert office.writer.left() == []
    assert office.writer.handles == {f"c:{n}": str(101 + n) for n in range(6)}


async def test_lanes_do_not_wait_for_each_other(office: PaperOffice) -> None:
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(say("M1"), say("M2"), say("K1", "ken"), say("K2", "ken"))
    await office.until(lambda: office.courier.texts == ["K1", "K2"])
    assert [words(post) for post in office.courier.begun if post.lane == "maria"] == ["M1"]
    gate.set()
    await office.quiet()
    assert office.courier.texts == ["K1", "K2", "M1", "M2"]


async def test_what_was_left_goes_first_and_nothing_twice() -> None:
    writer = PaperWriter()
    writer.commit([say("one"), say("two")])
    async with paper_office(writer=writer) as office:
        office.outbox.offer(writer.waiting(), frozenset())
        office.add(say("three"))
        await office.quiet()
        assert office.courier.texts == ["one", "two", "three"]


async def test_posts_of_a_bot_that_is_not_there_are_kept(office: PaperOffice) -> None:
    stranger = Post(0, "s", "another", "maria", "screen", None, "maria", say("hello").payload)
    office.add(stranger, say("one"))
    await office.quiet()
    assert office.courier.texts == ["one"]
    assert office.writer.left() == [("hello", "queued")]


async def test_the_answer_goes_first_and_old_buttons_last() -> None:
    async with paper_office(Pace(chat_burst=1)) as office:
        office.add(screen("one", "c:2", rows=True), strip("c:1"))
        office.add(say("a word"))
        await office.turns()
        assert office.courier.texts == ["one"], "the word waits for its pace, and the strip for the word"
        await office.pass_time(1)
        assert office.courier.texts == ["one", "a word", "strip c:1"]


async def test_waiting_questions_are_replaced_by_newer_ones(office: PaperOffice) -> None:
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(say("first"))
    await office.turns()
    office.add(screen("question 1", "c:1", rows=True), strip("c:0"))
    office.add(say("a result"))
    office.add(screen("question 2", "c:2", rows=True), strip("c:1"))
    gate.set()
    await office.quiet()
    assert office.courier.texts == ["first", "a result", "question 2", "strip c:0", "strip c:1"]
    assert office.writer.left() == []


async def test_buttons_given_anew_are_not_taken_away(office: PaperOffice) -> None:
    """An old copy is shown again by its own id, while its buttons wait to be taken away by our name of it."""
    office.add(screen("question", "c:1", rows=True))
    await office.quiet()
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(say("a word"), strip("c:1"))
    await office.turns()
    office.add(screen("again", "c:2", rows=True, at=office.writer.handles["c:1"]))
    gate.set()
    await office.quiet()
    assert office.courier.texts == ["question", "a word", "again"]
    assert office.writer.left() == []
    assert office.writer.handles["c:2"] == office.writer.handles["c:1"]


async def test_an_old_copy_that_was_shown_anew_keeps_its_buttons(office: PaperOffice) -> None:
    """The same, where the copy was to be stripped by its id and is shown by our name of it."""
    office.add(screen("question", "c:1", rows=True))
    await office.quiet()
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(say("a word"), strip(None, at=office.writer.handles["c:1"]), strip(None, at="77"))
    await office.turns()
    office.add(screen("again", "c:1", rows=True, replaces="c:1"))
    gate.set()
    await office.quiet()
    assert office.courier.texts == ["question", "a word", "again", "strip 77"]


# --- pace -------------------------------------------------------------------------------------------------------------


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


# --- the staff group --------------------------------------------------------------------------------------------------


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


# --- waiting ----------------------------------------------------------------------------------------------------------


async def test_a_flood_wait_holds_one_chat_for_exactly_that_long(office: PaperOffice) -> None:
    office.courier.troubles["maria"] = [lambda: TryLater("flood wait", 35)]
    office.add(say("M1"), say("M2"), say("K1", "ken"))
    await office.pass_time(34.9)
    office.outbox.wake(CLIENT)
    await office.turns()
    assert office.courier.texts == ["K1"], "and nothing wakes it"
    await office.pass_time(0.1)
    assert office.courier.texts == ["K1", "M1", "M2"]
    assert office.timer.naps == [35]


async def test_an_edit_too_many_holds_its_chat_too(office: PaperOffice) -> None:
    office.add(screen("question", "c:1", rows=True))
    await office.quiet()
    office.courier.troubles["maria"] = [lambda: TryLater("flood wait", 3)]
    office.add(screen("edit", "c:1", rows=True, replaces="c:1"))
    await office.turns()
    office.add(screen("newer", "c:1", rows=True, replaces="c:1"))
    await office.pass_time(2.9)
    assert office.courier.texts == ["question"]
    await office.pass_time(0.1)
    assert office.courier.texts == ["question", "newer"]


async def test_a_flood_wait_is_not_forgotten_when_its_chat_is_emptied(office: PaperOffice) -> None:
    office.courier.troubles["maria"] = [lambda: TryLater("flood wait", 35)]
    office.add(say("M1"))
    await office.turns()
    office.writer.commit([], ["maria"])
    await office.turns()
    office.add(say("M2", handle="c:2"))
    await office.pass_time(34.9)
    assert office.courier.texts == []
    await office.pass_time(0.1)
    assert office.courier.texts == ["M2"]


async def test_a_bot_told_to_wait_in_many_chats_at_once_rests_everywhere(office: PaperOffice) -> None:
    for lane, seconds in (("one", 30), ("two", 10), ("three", 20)):
        office.courier.troubles[lane] = [lambda seconds=seconds: TryLater("flood wait", seconds)]  # type: ignore[misc]
        office.add(say(lane, lane))
    await office.turns()
    office.add(say("four", "four"), staff("card", "card"))
    await office.pass_time(9.9)
    assert office.courier.texts == ["card"]
    await office.pass_time(0.1)
    assert sorted(office.courier.texts) == ["card", "four", "two"]
    await office.pass_time(20)
    assert len(office.courier.sent) == 5


async def test_a_few_who_are_told_to_wait_while_others_are_not_hold_up_nobody(office: PaperOffice) -> None:
    """Three who press as fast as they can are each told so by Telegram; that says nothing about the bot."""
    for lane in ("one", "two", "three"):
        office.courier.troubles[lane] = [lambda: TryLater("flood wait", 30)]
        office.add(say(lane, lane))
        await office.turns()
        office.add(say(f"beside {lane}", "ken"))
        await office.turns()
    office.add(say("four", "four"))
    await office.turns()
    assert office.courier.texts == ["beside one", "beside two", "beside three", "four"]
    await office.pass_time(30)
    assert len(office.courier.sent) == 7


async def test_answers_are_there_soon_after_an_outage(office: PaperOffice) -> None:
    """Shown in 0.2.0: 21 s after an outage of 70 s."""
    is_out = True
    office.courier.broken = lambda _post: TryLater("network") if is_out else None
    office.add(*(say("hello", f"person {n}") for n in range(20)))
    await office.pass_time(30)
    office.add(*(say("hello", f"late {n}") for n in range(20)))
    await office.pass_time(40)
    # Three try at once; then one a time, each time another, after 0.5, 1, 2, 4, 4, 4 ... seconds.
    tried = [post.lane for post in office.courier.begun]
    assert tried[:6] == [f"person {n}" for n in (0, 1, 2, 0, 1, 2)]
    assert tried[6:12] == [f"person {n}" for n in range(3, 9)]
    assert len(tried) < 25
    assert office.timer.naps[:5] == [0.5, 1, 2, 4, 4]
    assert max(office.timer.naps) == 4
    is_out = False
    await office.pass_time(4)
    assert len(office.courier.sent) == 40


async def test_an_outage_is_told_once(office: PaperOffice, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    office.courier.troubles["maria"] = [lambda: TryLater("no network")] * 9
    office.add(say("M1"))
    await office.pass_time(60)
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "telegram: calls do not get through (no network); trying until they do"),
        ("INFO", "telegram: calls get through again"),
    ]


async def test_each_outage_begins_anew(office: PaperOffice, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        office.timer.naps.clear()
        caplog.clear()
        office.courier.broken = lambda _post: TryLater("network")
        office.add(*(say("hello", lane) for lane in ("maria", "ken", "eva", "tom")))
        await office.turns()
        assert len(caplog.records) == 1
        assert len(office.courier.begun) == 3, "the fourth does not even try"
        office.courier.broken = lambda _post: None
        await office.pass_time(1)
        assert office.timer.naps == [0.5]
        office.courier.begun.clear()


async def test_one_failing_call_does_not_keep_others_from_trying(office: PaperOffice) -> None:
    office.courier.troubles["maria"] = [lambda: TryLater("network")]
    office.add(say("M1"))
    await office.turns()
    office.add(say("K1", "ken"))
    await office.turns()
    assert office.courier.texts == ["K1", "M1"], "and their success wakes it"
    assert office.timer.seconds == 0


async def test_a_chat_with_a_trouble_of_its_own_waits_alone_and_longer_each_time(office: PaperOffice) -> None:
    office.courier.broken = lambda post: TryLater("server error") if post.lane == "maria" else None
    office.add(say("M1"))
    for number in range(600):
        office.add(say(f"K{number}", "ken"))
        await office.pass_time(1)
    assert len(office.courier.sent) == 600
    assert len(office.courier.begun) - 600 < 20
    assert max(office.timer.naps) == 60


async def test_what_is_woken_by_receiving(office: PaperOffice) -> None:
    """Updates come again: calls get through. Of another bot's troubles that says nothing."""
    office.courier.broken = lambda _post: TryLater("network")
    office.add(say("M1"), say("K1", "ken"), staff("card", "card"))
    await office.pass_time(8)
    office.courier.broken = lambda _post: None
    office.outbox.wake(CLIENT)
    await office.turns()
    assert sorted(office.courier.texts) == ["K1", "M1"]
    office.outbox.wake("another")
    await office.pass_time(4)
    assert "card" in office.courier.texts


async def test_a_lead_is_there_as_soon_as_the_bot_is_let_back_in(
    office: PaperOffice, caplog: pytest.LogCaptureFixture
) -> None:
    """Shown in 0.2.0: 44 s later."""
    is_out = True
    office.courier.broken = lambda _post: ShutOut("not in the group") if is_out else None
    office.add(staff("card", "card", ring=True))
    await office.pass_time(119)
    assert len(office.courier.begun) == 2, "it asks every minute"
    assert len(caplog.records) == 1, "which is told once"
    is_out = False
    office.outbox.wake(OFFICE)
    await office.turns()
    assert office.courier.texts == ["card"]


async def test_the_one_that_tries_may_have_nothing_to_send_any_more(office: PaperOffice) -> None:
    office.courier.broken = lambda _post: TryLater("network")
    office.add(*(say("hello", lane) for lane in ("maria", "ken", "eva")))
    await office.turns()
    office.courier.broken = lambda _post: None
    office.writer.commit([], ["maria"])
    await office.pass_time(0.5)
    assert [post.lane for _, post in office.courier.sent] == ["ken", "eva"]


async def test_the_one_that_tries_may_stumble_over_something_else(office: PaperOffice) -> None:
    office.courier.broken = lambda _post: TryLater("network")
    office.add(*(say("hello", lane) for lane in ("maria", "ken", "eva")))
    await office.turns()
    office.courier.broken = lambda post: KeyError("ours") if post.lane == "maria" else None
    await office.pass_time(0.5)
    assert [post.lane for _, post in office.courier.sent] == ["ken", "eva"], "and the next one tries at once"


async def test_who_comes_when_all_who_failed_are_gone_tries_at_once(office: PaperOffice) -> None:
    office.courier.broken = lambda _post: TryLater("network")
    office.add(*(say("hello", lane) for lane in ("maria", "ken", "eva")))
    await office.turns()
    office.writer.commit([], ["maria", "ken", "eva"])
    await office.pass_time(0.5)
    office.courier.broken = lambda _post: None
    office.add(say("hello", "tom"))
    await office.turns()
    assert office.courier.texts == ["hello"]


# --- people who cannot be reached, and posts that cannot be sent ------------------------------------------------------


async def test_a_block_holds_the_whole_lane(office: PaperOffice) -> None:
    office.courier.troubles["maria"] = [lambda: Blocked("403")]
    office.add(say("M1"), say("M2"), say("K1", "ken"))
    await office.quiet()
    assert office.courier.texts == ["K1"]
    assert office.writer.left() == [("M1", "held"), ("M2", "held")]
    office.outbox.offer(list(office.writer.posts.values()), frozenset())
    await office.quiet()
    assert office.courier.texts == ["K1", "M1", "M2"], "and they may be offered again"


async def test_the_staff_group_is_never_given_up(office: PaperOffice) -> None:
    office.courier.troubles["office"] = [lambda: Blocked("403")]
    office.add(staff("card", "card"))
    await office.pass_time(60)
    assert office.courier.texts == ["card"]


async def test_a_dead_post_is_kept_and_the_next_goes_on(office: PaperOffice, caplog: pytest.LogCaptureFixture) -> None:
    office.courier.troubles["maria"] = [lambda: Undeliverable('can\'t parse "Maria Santos"')]
    office.add(say("M1"), say("M2"))
    await office.quiet()
    assert office.courier.texts == ["M2"]
    assert office.writer.left() == [("M1", "dead")]
    assert "can't parse …" in caplog.text, "not what it quotes"
    assert office.outbox.counts().buried == 1


async def test_old_buttons_that_cannot_be_taken_away_are_no_dead_post(office: PaperOffice) -> None:
    office.courier.troubles["maria"] = [lambda: Undeliverable("MESSAGE_ID_INVALID")]
    office.add(strip("c:1"))
    await office.quiet()
    assert (office.writer.left(), office.outbox.counts().buried) == ([], 0)


@pytest.mark.parametrize("error", [Unknown("THEIR_NEWEST_ERROR"), KeyError("Maria Santos")], ids=["theirs", "ours"])
async def test_an_unknown_error_holds_up_nobody_is_told_once_and_never_given_up(
    office: PaperOffice, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    is_broken = True
    office.courier.broken = lambda post: error if is_broken and words(post) == "M1" else None
    office.add(say("M1"), say("M2"))
    await office.turns()
    assert office.courier.texts == ["M2"]
    assert office.writer.left() == [("M1", "doubtful")]
    await office.pass_time(24 * 3600)
    assert (len(caplog.records), office.outbox.counts().set_aside) == (1, 1)
    assert "Maria" not in caplog.text
    assert max(office.timer.naps) == 600
    is_broken = False
    await office.pass_time(600)
    assert office.courier.texts == ["M2", "M1"]
    assert office.writer.left() == []


async def test_what_was_set_aside_is_not_sent_when_a_newer_question_came(office: PaperOffice) -> None:
    office.courier.troubles["maria"] = [lambda: Unknown("odd")]
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(screen("old", "c:1", rows=True))
    await office.turns()
    office.add(screen("new", "c:2", rows=True))
    gate.set()
    await office.quiet()
    assert office.courier.texts == ["new"]
    assert office.writer.left() == []


# --- erasing ----------------------------------------------------------------------------------------------------------


async def test_erasing_drops_what_waits_and_takes_back_what_was_under_way(office: PaperOffice) -> None:
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(say("M1", handle="c:1"), say("M2", handle="c:2"))
    await office.turns()
    office.writer.commit([say("receipt")], ["maria"])
    gate.set()
    await office.quiet()
    assert office.courier.texts == ["M1", "receipt"]
    assert office.courier.retracted == [(office.courier.sent[0][1].id, {"c:1": "101"})]
    assert (office.writer.left(), office.writer.handles) == ([], {})
    assert await office.outbox.lookup("c:1") == {}


async def test_what_cannot_be_taken_back_is_told_and_stops_nothing(
    office: PaperOffice, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_post: Post, _made: object) -> None:
        raise ValueError("Maria Santos")

    monkeypatch.setattr(office.courier, "retract", fail)
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(say("M1", handle="c:1"))
    await office.turns()
    office.writer.commit([], ["maria"])
    gate.set()
    await office.quiet()
    office.add(say("K1", "ken"))
    await office.quiet()
    assert office.courier.texts == ["M1", "K1"]
    assert "somebody erased stays (ValueError)" in caplog.text
    assert "Maria" not in caplog.text


async def test_erasing_while_it_waits_to_be_tried_again(office: PaperOffice) -> None:
    office.courier.troubles["maria"] = [lambda: TryLater("network")]
    office.add(say("M1"))
    await office.turns()
    office.writer.commit([say("receipt")], ["maria"])
    await office.pass_time(1)
    assert office.courier.texts == ["receipt"]


async def test_erasing_while_it_waits_for_its_pace() -> None:
    async with paper_office(Pace(chat_burst=1)) as office:
        office.add(say("M1"), screen("M2", "c:2", replaces="c:9", keep=True))
        await office.turns()
        assert words(office.courier.begun[-1]) == "M2", "it has begun, and waits for leave to send"
        office.writer.commit([say("receipt", "maria's receipt")], ["maria"])
        await office.pass_time(2)
        assert office.courier.texts == ["M1", "receipt"]


async def test_erasing_while_it_waits_for_its_bot() -> None:
    async with paper_office(Pace(bot_a_second=1)) as office:
        office.add(say("K1", "ken"), say("M1"))
        await office.turns()
        office.writer.commit([], ["maria"])
        await office.pass_time(5)
        assert office.courier.texts == ["K1"]


async def test_a_list_that_speaks_of_the_erased_is_not_sent(office: PaperOffice) -> None:
    office.courier.troubles["office"] = [lambda: TryLater("flood wait", 30)]
    listing = staff("reply", "all leads", None)
    office.add(listing)
    await office.turns()
    office.writer.commit([staff("reply", "receipt", None)], ["maria", listing.id])
    await office.pass_time(30)
    assert office.courier.texts == ["receipt"]


async def test_a_courier_may_say_that_the_person_is_gone(office: PaperOffice) -> None:
    office.courier.troubles["maria"] = [lambda: ErasedMeanwhile("meanwhile")]
    office.add(say("M1"), say("M2"))
    await office.quiet()
    assert office.courier.texts == ["M2"]
    assert office.timer.naps == []


async def test_all_is_drained_when_what_was_under_way_is_taken_back(
    office: PaperOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = asyncio.Event()

    async def retract(_post: Post, _made: object) -> None:
        await slow.wait()

    monkeypatch.setattr(office.courier, "retract", retract)
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(say("M1", handle="c:1"))
    await office.turns()
    office.writer.commit([], ["maria"])
    gate.set()
    await office.turns()
    drained = asyncio.ensure_future(office.outbox.drained())
    await office.turns()
    assert not drained.done()
    slow.set()
    await asyncio.wait_for(drained, PATIENCE_SECONDS)


# --- recording --------------------------------------------------------------------------------------------------------


async def test_the_next_post_does_not_wait_for_the_record_of_the_last(office: PaperOffice) -> None:
    office.writer.is_slow = True
    office.add(screen("one", "c:1", rows=True))
    await office.turns()
    office.add(screen("two", "c:1", rows=True, replaces="c:1"))
    await office.turns()
    assert office.courier.texts == ["one", "two"]
    assert len(office.courier.begun) == 2, "and the message is known at once"
    assert office.writer.handles == {"c:1": "101"}, "recorded with the transaction of the next turn"
    assert office.writer.left() == [("two", "queued")]
    await office.quiet()
    assert office.writer.left() == []


async def test_many_deliveries_are_one_record(office: PaperOffice) -> None:
    office.writer.is_slow = True
    office.add(*(say("hello", f"person {n}") for n in range(50)))
    await office.turns()
    assert len(office.courier.sent) == 50
    before = office.writer.transactions
    await office.quiet()
    assert office.writer.transactions == before + 2, "the one that asks, and what waited for it"
    assert office.writer.left() == []


async def test_a_post_is_not_sent_again_before_it_is_recorded(office: PaperOffice) -> None:
    office.writer.is_slow = True
    office.add(say("one"))
    await office.turns()
    office.outbox.offer(list(office.writer.posts.values()), frozenset())
    await office.quiet()
    assert office.courier.texts == ["one"]


async def test_a_delivery_is_recorded_as_often_as_it_takes(
    office: PaperOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.add(say("one"))
    office.writer.trouble = StorageTrouble("the disk is full")
    await office.pass_time(200)
    assert office.timer.naps[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert office.courier.texts == ["one"], "and it is sent once"
    office.writer.trouble = None
    await office.pass_time(60)
    await office.quiet()
    assert office.writer.left() == []
    assert office.courier.retracted == []
    assert "could not be recorded (StorageTrouble)" in caplog.text


async def test_what_must_be_kept_is_kept_as_often_as_it_takes(office: PaperOffice) -> None:
    office.courier.troubles["maria"] = [lambda: Undeliverable("odd")]
    office.add(say("one"))
    office.writer.trouble = StorageTrouble("the disk is full")
    await office.pass_time(10)
    office.writer.trouble = None
    await office.pass_time(60)
    assert office.writer.left() == [("one", "dead")]


@pytest.mark.parametrize("comes_back", [True, False])
async def test_a_database_in_trouble_at_the_start(comes_back: bool) -> None:
    writer = PaperWriter()
    writer.commit([say("one")])
    writer.trouble = StorageTrouble("busy")
    async with paper_office(writer=writer) as office:
        await office.pass_time(5)
        if comes_back:
            writer.trouble = None
            await office.pass_time(60)
        office.stop.set()
        await asyncio.wait_for(office.running, PATIENCE_SECONDS)
        assert office.courier.texts == (["one"] if comes_back else [])
        assert office.timer.sleeping == 0


async def test_stopping_does_not_wait_for_the_database(office: PaperOffice) -> None:
    office.courier.troubles["maria"] = [lambda: Undeliverable("odd")]
    office.add(say("one"))
    office.writer.trouble = StorageTrouble("the disk is full")
    await office.pass_time(10)
    office.stop.set()
    await asyncio.wait_for(office.running, PATIENCE_SECONDS)
    assert office.writer.left() == [("one", "queued")]


async def test_a_database_that_cannot_be_asked_is_asked_again(office: PaperOffice) -> None:
    office.writer.trouble = StorageTrouble("busy")
    office.add(screen("one", "c:1", rows=True, replaces="c:1"))
    await office.turns()
    office.writer.trouble = None
    assert office.courier.texts == []
    await office.pass_time(2)
    assert office.courier.texts == ["one"]


async def test_messages_are_known_from_memory_from_the_database_or_not_at_all(
    office: PaperOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.handles.MOST_REMEMBERED", 2)
    office.add(*(say(f"text {n}", handle=f"c:{n}") for n in range(3)))
    await office.quiet()
    before = office.writer.transactions
    assert await office.outbox.lookup("c:1", "c:2") == {"c:1": "102", "c:2": "103"}
    assert office.writer.transactions == before
    assert await office.outbox.lookup("c:0", "c:2", "c:9") == {"c:0": "101", "c:2": "103"}
    assert office.writer.transactions == before + 1
    office.outbox.handles.forget()
    office.writer.handles.clear()
    assert await office.outbox.lookup("c:1", "c:2") == {}
    assert await office.outbox.lookup() == {}


async def test_a_courier_keeps_what_it_made_on_the_way(office: PaperOffice) -> None:
    class Topics(PaperCourier):
        async def deliver(self, post: Post, dispatch: Dispatch) -> dict[str, str]:
            if not await dispatch.remember("t:1", "900"):
                raise ErasedMeanwhile("meanwhile")
            self.sent.append((0, post))
            return {}

    office.outbox.couriers = {OFFICE: Topics(office.timer, sent=office.courier.sent)}
    office.add(staff("card", "card"))
    await office.quiet()
    assert office.writer.handles == {"t:1": "900"}
    assert await office.outbox.lookup("t:1") == {"t:1": "900"}
    office.writer.posts.clear()
    office.outbox.offer([staff("card", "of somebody erased")], frozenset())
    await office.quiet()
    assert office.courier.texts == ["card"]


async def test_how_it_stands(office: PaperOffice) -> None:
    assert office.outbox.counts().oldest == 0
    office.courier.troubles["maria"] = [lambda: TryLater("flood wait", 100)]
    office.add(say("M1"), say("M2"))
    await office.pass_time(10)
    office.add(say("M3"))
    await office.pass_time(10)
    counts = office.outbox.counts()
    assert (counts.waiting, counts.oldest, counts.set_aside, counts.buried) == (3, 20, 0, 0)


# --- stopping ---------------------------------------------------------------------------------------------------------


async def test_stopping_finishes_what_is_under_way_and_begins_nothing(office: PaperOffice) -> None:
    gate = office.courier.gates["maria"] = asyncio.Event()
    office.add(say("M1", handle="c:1"), say("M2"))
    await office.turns()
    office.stop.set()
    await office.turns()
    office.outbox.offer([say("M3")], frozenset())
    assert not office.running.done()
    gate.set()
    await asyncio.wait_for(office.running, PATIENCE_SECONDS)
    assert office.courier.texts == ["M1"]
    assert office.writer.left() == [("M2", "queued")]
    assert office.writer.handles == {"c:1": "101"}


PAUSES = {
    "a flood": TryLater("flood wait", 3000),
    "the network": TryLater("network"),
    "the group": ShutOut("not there"),
    "an unknown error": Unknown("odd"),
}


@pytest.mark.parametrize("error", PAUSES.values(), ids=PAUSES.keys())
async def test_stopping_does_not_wait_for_the_end_of_a_pause(office: PaperOffice, error: Exception) -> None:
    office.courier.broken = lambda _post: error
    office.add(say("M1"), staff("card", "card"))
    await office.turns()
    office.stop.set()
    await asyncio.wait_for(office.running, PATIENCE_SECONDS)
    assert len(office.writer.left()) == 2
    assert office.timer.sleeping == 0, "and nothing sleeps on"


@pytest.mark.parametrize("pace", [Pace(chat_burst=1, chat_per_second=0.001), Pace(bot_a_second=1)])
@pytest.mark.parametrize("replaces", [None, "c:9"])
async def test_stopping_does_not_wait_for_a_pace(pace: Pace, replaces: str | None) -> None:
    async with paper_office(pace) as office:
        office.add(say("M1"), screen("M2", "c:2", replaces=replaces, keep=True))
        await office.turns()
        office.stop.set()
        await asyncio.wait_for(office.running, PATIENCE_SECONDS)
        assert office.courier.texts == ["M1"]
        assert office.writer.left() == [("M2", "queued")]
        assert office.timer.sleeping == 0


async def test_a_text_in_parts_is_finished_when_we_stop() -> None:
    class Parts(PaperCourier):
        async def deliver(self, post: Post, dispatch: Dispatch) -> dict[str, str]:
            for part in range(3):
                await dispatch.may_send()
                self.sent.append((part, post))
            return {}

    async with paper_office(Pace(chat_burst=1)) as office:
        office.outbox.couriers = {CLIENT: Parts(office.timer, sent=office.courier.sent)}
        office.add(say("M1"), say("M2"))
        await office.turns()
        office.stop.set()
        await asyncio.wait_for(office.running, PATIENCE_SECONDS)
        assert office.courier.texts == ["M1"] * 3
        assert office.writer.left() == [("M2", "queued")]


async def test_what_cannot_be_recorded_at_the_end_is_sent_again_after_a_start(
    office: PaperOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.add(say("one"))
    office.writer.trouble = StorageTrouble("the disk is full")
    await office.pass_time(1)
    office.stop.set()
    await asyncio.wait_for(office.running, PATIENCE_SECONDS)
    assert office.writer.left() == [("one", "queued")]
    assert "made again after a start" in caplog.text
    office.writer.trouble = None
    async with paper_office(writer=office.writer) as again:
        await again.quiet()
        assert again.courier.texts == ["one"]
