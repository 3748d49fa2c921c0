"""Calls that go beside the receiving: acknowledging presses, leaving groups. No update ever waits for one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

log = logging.getLogger(__name__)
SECONDS = 5.0
AT_ONCE = 8
MOST_WAITING = 1_000


class Aside:
    """A task group of small calls, each given up after a few seconds; at its end they are waited for.

    Few run at once, so that a messenger that hangs holds no connection that answers need; the seconds count from the
    start, and what comes when very many wait is left out. None of them is worth more than that.
    """

    def __init__(self, *, seconds: float = SECONDS, at_once: int = AT_ONCE) -> None:
        self.seconds = seconds
        self._free = asyncio.Semaphore(at_once)
        self._tasks = asyncio.TaskGroup()
        self._waiting = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def __aenter__(self) -> Self:
        await self._tasks.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._tasks.__aexit__(kind, error, trace)

    def start(self, call: Callable[[], Awaitable[Any]]) -> None:
        """Begin a call; its failure is nobody's."""
        if self._waiting < MOST_WAITING:
            self._waiting += 1
            self._idle.clear()
            self._tasks.create_task(self._run(call))

    async def drained(self) -> None:
        """Wait until nothing runs or waits."""
        await self._idle.wait()

    async def _run(self, call: Callable[[], Awaitable[Any]]) -> None:
        try:
            async with asyncio.timeout(self.seconds), self._free:
                await call()
        except Exception as error:
            log.debug("a call beside was given up (%s)", type(error).__name__)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._idle.set()
