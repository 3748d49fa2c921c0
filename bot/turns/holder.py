"""The writer as those have it who act under a lease: what another process has taken over is written there alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.turns.leases import Hold, Lease, Overtaken
from bot.turns.ledger import Call, Job
from bot.turns.writer import Writes


class HoldersWriter:
    """Implements `bot.turns.writer.Writes`: each call is made while the lease is held, or not at all.

    Whoever was overtaken does not hear of that call any more: they are about to be stopped.
    """

    def __init__(self, writer: Writes, hold: Hold) -> None:
        self.writer = writer
        self.hold = hold

    async def submit(self, job: Job) -> Any:
        """Wait until a job is committed, and return what became of it."""
        lease = self.hold.lease
        if lease is not None:
            try:
                return await self.writer.submit(_under(job, lease))
            except Overtaken:
                self.hold.lost(lease)
        return await asyncio.get_running_loop().create_future()

    def later(self, job: Job) -> asyncio.Future[Any]:
        """Do a job with the next transaction."""
        lease, heard = self.hold.lease, asyncio.get_running_loop().create_future()

        def done(future: asyncio.Future[Any]) -> None:
            error = future.exception()
            if isinstance(error, Overtaken):
                self.hold.lost(lease)
            elif error is not None:
                heard.set_exception(error)
            else:
                heard.set_result(future.result())

        if lease is not None:
            self.writer.later(_under(job, lease)).add_done_callback(done)
        return heard

    def tell(self, loop: asyncio.AbstractEventLoop, call: Callable[[], object]) -> None:
        """Have something called on an event loop, together with the results of a batch."""
        self.writer.tell(loop, call)


def _under(job: Job, lease: Lease) -> Job:
    assert isinstance(job, Call), "turns are everybody's"
    return replace(job, under=lease)


__all__ = ["HoldersWriter"]
