"""An outbox that is not the only one: it sends while nobody else can be sending, and begins anew when it may again."""

from __future__ import annotations

import asyncio

from tests.bot.outbox.posts import say
from tests.bot.paper import PaperOffice, strip


async def test_nothing_is_sent_while_another_process_may_have_taken_over(office: PaperOffice) -> None:
    is_good = [False]
    office.outbox.may_send = lambda: is_good[0]
    office.add(say("M1"), strip("c:9"))
    await office.pass_time(30)
    assert office.courier.begun == []
    is_good[0] = True
    await office.pass_time(1)
    assert office.courier.texts == ["M1", "strip c:9"]


async def test_what_was_to_be_sent_in_a_moment_waits_as_well(office: PaperOffice) -> None:
    """The courier has it already, and asks for room only now."""
    answers = iter([True, False])
    office.outbox.may_send = lambda: next(answers, True)
    office.add(say("M1"))
    await office.turns()
    await office.pass_time(1)
    assert len(office.courier.begun) == 2
    assert office.courier.texts == ["M1"]


async def test_whoever_was_overtaken_begins_anew_with_what_is_left(office: PaperOffice) -> None:
    office.courier.gates["ken"] = gate = asyncio.Event()
    office.add(say("M1"), say("K1", "ken"))
    await office.turns()
    office.running.cancel()
    await asyncio.gather(office.running, return_exceptions=True)
    assert office.writer.news.known is None, "it hears of nothing, so that others call whoever delivers"
    # The other process sends what was under way, and something new comes.
    office.writer.posts = {key: post for key, post in office.writer.posts.items() if post.lane != "ken"}
    office.add(say("M2"))
    gate.set()
    await office.turns()
    assert office.courier.texts == ["M1"]
    office.running = asyncio.ensure_future(office.outbox.run(office.stop))
    await office.quiet()
    office.add(say("K2", "ken"))
    await office.quiet()
    assert office.courier.texts == ["M1", "M2", "K2"]
