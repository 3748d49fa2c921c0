"""Whether a process lives and is ready, and how it stands in figures: what its own server of three pages answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Protocol

from aiohttp import web

from bot.clock import Clock
from bot.errors import StorageTrouble
from bot.holding import Holding
from bot.observing import metrics
from bot.observing.counted import CountingObserver
from bot.observing.metrics import Measured
from bot.observing.probe import Probe
from bot.parts import WorkPart
from bot.receiving.server import make_server, serve
from bot.storage.gauges import SqlGauges

# How long the database may take for an answer, before one is given without it.
PATIENCE_SECONDS = 2.0
# For so long what it said is not asked again, and for so long it still stands where nothing newer is known.
FRESH_SECONDS, KNOWN_SECONDS = 5.0, 60.0
# So often readiness may be asked of the database.
READY_FRESH_SECONDS = 1.0


class Running(Protocol):
    """A process as its health is looked at."""

    parts: frozenset[WorkPart]
    holding: Holding
    ready: asyncio.Event
    stop: asyncio.Event

    @property
    def is_alive(self) -> bool:
        """Whether what must never end has not ended."""

    @property
    def open_pages(self) -> int:
        """How many pages of the website's chat are open."""

    @property
    def calendar_written_at(self) -> float | None:
        """When the office's calendar was last as it should be; None where that is not known here."""


class Health:
    """Answers `/healthz`, `/readyz` and `/metrics` at an address of its own, from before the start until the end."""

    def __init__(self, observer: CountingObserver, gauges: SqlGauges, clock: Clock, host: str, port: int) -> None:
        self.observer = observer
        self.at = host, port
        self._figures = Probe(lambda: gauges.read(clock.now()), FRESH_SECONDS, clock.monotonic)
        self._faults = Probe(lambda: _faults(gauges), READY_FRESH_SECONDS, clock.monotonic)
        self._is_up = self._is_ready = False

    @asynccontextmanager
    async def served(self, running: Running) -> AsyncIterator[None]:
        """Serve for as long as a block runs. Raises `IntakeError` where nothing can listen there."""
        self.observer.also(lambda: self._read(running))
        closing, opened = asyncio.Event(), asyncio.Event()

        async def metrics_page(request: web.Request) -> web.Response:
            return await self._metrics(request, running)

        async def ready_page(_request: web.Request) -> web.Response:
            return await self._ready(running)

        pages = {"/metrics": metrics_page, "/readyz": ready_page}
        server = make_server({}, pages, is_alive=lambda: running.is_alive)
        serving = asyncio.ensure_future(
            serve(server, *self.at, closing, named="INTAKE_METRICS_PORT", at_open=opened.set)
        )
        opening = asyncio.ensure_future(opened.wait())
        try:
            await asyncio.wait([serving, opening], return_when=asyncio.FIRST_COMPLETED)
            if serving.done():
                serving.result()
            yield
        finally:
            opening.cancel()
            closing.set()
            await serving

    async def why_not(self, running: Running) -> list[str]:
        """Return why nothing should be sent here; nothing where it should."""
        if running.stop.is_set():
            return ["stopping"]
        if not running.ready.is_set():
            return ["starting"]
        found = [] if running.is_alive else ["writer"]
        if not running.holding.is_agreed:
            found.append("leases")
        faults = await self._faults.answer(PATIENCE_SECONDS)
        return found + (["database"] if faults is None else faults)

    async def _ready(self, running: Running) -> web.Response:
        why = await self.why_not(running)
        self._is_ready = not why
        told = {"ready": not why, "why": why, "parts": _parts(running)}
        return web.json_response(told, status=503 if why else 200, headers={"Cache-Control": "no-store"})

    async def _metrics(self, request: web.Request, running: Running) -> web.Response:
        self._is_up = await self._figures.answer(PATIENCE_SECONDS) is not None
        self._is_ready = not await self.why_not(running)
        body, content_type = self.observer.written(request.headers.get("Accept", ""))
        return web.Response(body=body, headers={"Content-Type": content_type, "Cache-Control": "no-store"})

    def _read(self, running: Running) -> Iterable[Measured]:
        """All that is not counted, but as it stands."""
        yield metrics.BUILD, metrics.BUILD.labels["version"], 1
        yield metrics.READY, (), self._is_ready
        yield metrics.DATABASE_UP, (), self._is_up
        yield metrics.WEB_STREAMS, (), running.open_pages
        yield from _leases(running)
        if running.calendar_written_at is not None:
            yield metrics.CALENDAR_WRITTEN, (), running.calendar_written_at
        yield from self._figures.last(KNOWN_SECONDS) or ()


def _faults(gauges: SqlGauges) -> list[str]:
    try:
        return gauges.faults()
    except StorageTrouble:
        return ["database"]


def _parts(running: Running) -> Mapping[str, str]:
    """What is done of each part of this process's role."""
    states = {part: running.holding.fence(part) for part in sorted(running.parts)}
    return {str(part): "stands by" if fence is None else "runs" for part, fence in states.items()}


def _leases(running: Running) -> Iterator[Measured]:
    for part in sorted(running.parts):
        fence = running.holding.fence(part)
        yield metrics.LEASE_HELD, (str(part),), fence is not None
        if fence:
            yield metrics.LEASE_FENCE, (str(part),), fence


__all__ = ["Health", "Running"]
