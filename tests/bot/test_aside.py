"""Calls beside the receiving: nobody waits for them, none runs for long, and none is left behind."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.receiving import aside as module
from bot.receiving.aside import Aside
from tests.patience import PATIENCE_SECONDS


class Call:
    """A call that waits until it is let go."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.let = asyncio.Event()
        self.outcome = "waits"

    async def __call__(self) -> None:
        self.begun.set()
        try:
            await self.let.wait()
            self.outcome = "done"
        except asyncio.CancelledError:
            self.outcome = "cut off"
            raise


async def test_nobody_waits_for_a_call_but_the_end_does() -> None:
    call = Call()
    async with Aside() as aside:
        aside.start(call)
        await call.begun.wait()
        call.let.set()
        assert call.outcome == "waits"
    assert call.outcome == "done"


async def test_a_call_that_hangs_is_cut_off() -> None:
    call = Call()
    async with Aside(seconds=0.001) as aside:
        aside.start(call)
    assert call.outcome == "cut off"


async def test_a_failure_is_nobodys_and_tells_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def failing() -> None:
        raise OSError("https://api.telegram.org/bot100:secret/leaveChat")

    async with Aside() as aside:
        aside.start(failing)
        await asyncio.wait_for(aside.drained(), PATIENCE_SECONDS)
        call = Call()
        call.let.set()
        aside.start(call)
    assert call.outcome == "done"
    assert "OSError" in caplog.text
    assert "secret" not in caplog.text


async def test_few_run_at_once_and_those_who_wait_too_long_are_left_out(caplog: pytest.LogCaptureFixture) -> None:
    """A Telegram that hangs must not hold the connections that answers need."""
    caplog.set_level(logging.DEBUG)
    calls = [Call() for _ in range(5)]
    async with Aside(seconds=PATIENCE_SECONDS, at_once=2) as aside:
        for call in calls[:2]:
            aside.start(call)
            await asyncio.wait_for(call.begun.wait(), PATIENCE_SECONDS)
        aside.seconds = 0
        for call in calls[2:]:
            aside.start(call)
        for _ in range(20):  # turns of the event loop, however long each takes
            await asyncio.sleep(0)
        assert caplog.text.count("given up") == 3
        for call in calls:
            call.let.set()
    assert [call.outcome for call in calls] == ["done", "done", "waits", "waits", "waits"]


async def test_what_comes_when_very_many_wait_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 2)
    calls = [Call() for _ in range(3)]
    async with Aside() as aside:
        for call in calls:
            call.let.set()
            aside.start(call)
        await asyncio.wait_for(aside.drained(), PATIENCE_SECONDS)
        assert [call.outcome for call in calls] == ["done", "done", "waits"]
        aside.start(calls[2])
    assert calls[2].outcome == "done"
