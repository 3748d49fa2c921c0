"""Stopping finishes what is under way, and begins nothing."""

from __future__ import annotations

import asyncio

import pytest

from bot.delivery.courier import Dispatch, ShutOut, TryLater, Unknown
from bot.delivery.outbox import Pace
from bot.delivery.post import Post
from bot.errors import StorageTrouble
from tests.bot.outbox.posts import say
from tests.bot.paper import PaperCourier, PaperOffice, paper_office, screen, staff
from tests.patience import PATIENCE_SECONDS
from tests.support import CLIENT


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
    office.writer.trouble = StorageTrouble("error-database-rewritten")
    await office.pass_time(1)
    office.stop.set()
    await asyncio.wait_for(office.running, PATIENCE_SECONDS)
    assert office.writer.left() == [("one", "queued")]
    assert "made again after a start" in caplog.text
    office.writer.trouble = None
    async with paper_office(writer=office.writer) as again:
        await again.quiet()
        assert again.courier.texts == ["one"]
