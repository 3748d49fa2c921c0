"""What pages read, in threads of their own beside the turns.

Those that wait for a thread are read by the next one together: for a look at what is known already, the way to a thread
and to the database costs far more than the look.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from bot.turns.ports import Store, Transaction

T = TypeVar("T")
# So many threads read at the same time: fewer than connections that stay open, since opening one costs more than to
# wait for another's. And so many looks are one's, as long as nobody waits longer for others than for themselves.
THREADS, TOGETHER = 3, 8


@dataclass(frozen=True, slots=True)
class _Waiting:
    look: Callable[[Transaction], Any]
    future: asyncio.Future[Any]


class Looks:
    """Reads for pages; each sees all that was committed before it was asked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._waiting: deque[_Waiting] = deque()
        self._threads = 0
        self._is_soon = False

    async def __call__(self, look: Callable[[Transaction], T]) -> T:
        """Read something. Raises what the look does, and `StorageTrouble`."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._waiting.append(_Waiting(look, future))
        if not self._is_soon and self._threads < THREADS:
            # Not before the event loop has done what it has to do now: what came in together is read together.
            self._is_soon = True
            loop.call_soon(self._begin, loop)
        return await future

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        self._is_soon = False
        while self._waiting and self._threads < THREADS:
            some = [self._waiting.popleft() for _ in range(min(TOGETHER, len(self._waiting)))]
            self._threads += 1
            done = loop.run_in_executor(None, self._read, some)
            done.add_done_callback(partial(self._end, some))

    def _end(self, some: Sequence[_Waiting], done: asyncio.Future[list[Any]]) -> None:
        self._threads -= 1
        # Whatever kept a thread from reading is told to all of them, so that nobody waits for ever.
        error = asyncio.CancelledError() if done.cancelled() else done.exception()
        for one, found in zip(some, done.result() if error is None else [error] * len(some), strict=True):
            if one.future.done():
                continue  # its caller does not wait any more
            if isinstance(found, BaseException):
                one.future.set_exception(found)
            else:
                one.future.set_result(found)
        self._begin(asyncio.get_running_loop())

    def _read(self, some: Sequence[_Waiting]) -> list[Any]:
        """Read for some at one moment; where one of them fails, for each by itself, so that it harms no other."""
        try:
            with self.store.reading() as tx:
                return [one.look(tx) for one in some]
        except Exception as error:
            return [error] if len(some) == 1 else [found for one in some for found in self._read([one])]


__all__ = ["Looks"]
