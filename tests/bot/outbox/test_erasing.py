"""What waits or is under way when its person is erased."""

from __future__ import annotations

import asyncio

import pytest

from bot.delivery.courier import ErasedMeanwhile, TryLater
from bot.delivery.outbox import Pace
from bot.delivery.post import Post
from tests.bot.outbox.posts import say
from tests.bot.paper import PaperOffice, paper_office, screen, staff, words
from tests.patience import PATIENCE_SECONDS


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
