"""Whether a process is ready, and its figures while the database is well, is down, or hangs."""

from __future__ import annotations

import asyncio
import threading
from datetime import datetime
from typing import Any

import pytest

from bot.clock import Clock
from bot.errors import StorageTrouble
from bot.holding import Alone, Holding
from bot.observing import health, metrics
from bot.observing.counted import CountingObserver
from bot.observing.health import Health
from bot.observing.metrics import Measured
from bot.observing.probe import Probe
from bot.parts import WorkPart
from tests.support import TUESDAY_MORNING


class Gauges:
    """A database that is well, in trouble, or does not answer."""

    def __init__(self) -> None:
        self.trouble: StorageTrouble | None = None
        self.wrong: list[str] = []
        self.answers = threading.Event()
        self.answers.set()
        self.asked = 0

    def read(self, now: datetime) -> list[Measured]:
        """Figures."""
        self._meet()
        return [(metrics.LEADS, ("new",), 3)]

    def faults(self) -> list[str]:
        """Faults."""
        self._meet()
        return self.wrong

    def _meet(self) -> None:
        self.asked += 1
        assert self.answers.wait(60)
        if self.trouble is not None:
            raise self.trouble


class Process:
    """A process that serves."""

    def __init__(self) -> None:
        self.parts = frozenset({WorkPart.CLIENT, WorkPart.TIMERS})
        self.holding: Holding = Alone()
        self.ready, self.stop = asyncio.Event(), asyncio.Event()
        self.is_alive = True
        self.open_pages = 2
        self.calendar_written_at: float | None = None


class Bench:
    """Both, and a clock to move."""

    def __init__(self) -> None:
        self.gauges, self.process, self.observer, self.moment = Gauges(), Process(), CountingObserver(), 100.0
        clock = Clock(now=lambda: TUESDAY_MORNING, monotonic=lambda: self.moment)
        gauges: Any = self.gauges
        self.health = Health(self.observer, gauges, clock, "127.0.0.1", 1)
        self.observer.also(lambda: self.health._read(self.process))

    async def figures(self) -> dict[str, float]:
        """What is told of the process, but for what is counted."""
        request: Any = type("Request", (), {"headers": {}})
        body = (await self.health._metrics(request, self.process)).body
        assert isinstance(body, bytes)
        lines = [line for line in body.decode().splitlines() if line.startswith("intake_")]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


@pytest.fixture
async def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.02)
    return Bench()


async def test_it_is_ready_once_it_runs_and_not_any_more_once_it_is_to_stop(bench: Bench) -> None:
    assert await bench.health.why_not(bench.process) == ["starting"]
    bench.process.ready.set()
    assert await _why_not(bench) == []
    bench.process.is_alive = False
    assert await _why_not(bench) == ["writer"]
    bench.gauges.wrong = ["key"]
    assert await _why_not(bench) == ["writer", "key"]
    bench.gauges.trouble = StorageTrouble("error-database-held", path="x", error="y")
    assert await _why_not(bench) == ["writer", "database"]
    bench.process.stop.set()
    assert await bench.health.why_not(bench.process) == ["stopping"]


async def _why_not(bench: Bench) -> list[str]:
    """Probe anew, and as often as a busy machine needs to answer in time."""
    bench.moment += 2
    await bench.health.why_not(bench.process)
    while bench.health._faults._running is not None:
        await bench.health.why_not(bench.process)
    return await bench.health.why_not(bench.process)


async def test_a_database_that_hangs_keeps_no_page_waiting_and_is_asked_once(bench: Bench) -> None:
    bench.process.ready.set()
    bench.gauges.answers.clear()
    for _ in range(3):
        assert await bench.health.why_not(bench.process) == ["database"]
        figures = await bench.figures()
        assert (figures["intake_database_up"], figures["intake_ready"]) == (0, 0)
        assert 'intake_leads{state="new"}' not in figures, "what is not known is not there"
        assert figures["intake_web_streams"] == 2
    assert bench.gauges.asked == 2, "once for each page, in threads that nobody waits for"
    bench.gauges.answers.set()


async def test_what_is_known_stands_for_a_minute(bench: Bench) -> None:
    bench.process.ready.set()
    while (await bench.figures())["intake_database_up"] == 0:
        pass
    asked = bench.gauges.asked
    assert (await bench.figures())['intake_leads{state="new"}'] == 3
    assert bench.gauges.asked == asked, "and is not asked at every look"
    bench.gauges.trouble = StorageTrouble("error-database-held", path="x", error="y")
    bench.moment += 30
    figures = await bench.figures()
    assert (figures["intake_database_up"], figures['intake_leads{state="new"}']) == (0, 3)
    bench.moment += 31
    assert 'intake_leads{state="new"}' not in await bench.figures()


async def test_a_question_that_fails_is_asked_again() -> None:
    fails = iter([True, False])

    def ask() -> int:
        if next(fails):
            raise ValueError("no")
        return 7

    asked = Probe(ask, 5.0, lambda: 0.0)
    assert [await asked.answer(60), await asked.answer(60), await asked.answer(60)] == [None, 7, 7]
