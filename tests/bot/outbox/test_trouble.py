"""Flood waits, outages, blocks, and posts that cannot be sent."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.delivery.courier import Blocked, ShutOut, TryLater, Undeliverable, Unknown
from bot.turns.acts import OFFICE
from tests.bot.outbox.posts import say
from tests.bot.paper import PaperOffice, screen, staff, strip, words
from tests.support import CLIENT

# --- waiting --------------------------------------------------------------------------------------------------------


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


# --- people who cannot be reached, and posts that cannot be sent ----------------------------------------------------


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


async def test_a_time_out_of_their_own_while_buttons_go_is_an_error_as_any_other(
    office: PaperOffice, caplog: pytest.LogCaptureFixture
) -> None:
    """Only our own limit says that something new goes first."""
    office.courier.troubles["maria"] = [TimeoutError]
    office.add(strip("c:1"))
    await office.turns()
    assert "a strip met an unknown error and is tried again later (TimeoutError)" in caplog.text
    await office.pass_time(600)
    assert (office.courier.texts, office.writer.left()) == (["strip c:1"], [])


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


async def test_who_came_back_before_it_was_known_that_they_had_gone_has_what_waited(office: PaperOffice) -> None:
    """They block the bot, a message is refused, they open the chat again, and only then the refusal is noted."""
    office.courier.troubles["maria"] = [lambda: Blocked("403")]
    office.writer.came_back.add("maria")
    office.add(say("M1"), say("M2"))
    await office.pass_time(5)
    await office.quiet()
    assert office.courier.texts == ["M1", "M2"]
    assert office.writer.left() == []
