"""A process that has imported everything, and forks `intake run` as often as it is ordered to.

    python -m tests.e2e.chaos.life

Each life has a clock that others can set, whose seconds pass faster while it waits, and says with each call to a
messenger which posts it is about, in a header.
"""

from __future__ import annotations

import asyncio
import contextvars
import signal
import struct
import sys
import time
import traceback
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

import bot.clock
import bot.commands.run
import bot.delivery.outbox
import bot.holding
from bot.__main__ import main as run_command
from bot.delivery.lanes import Lane, Parcel
from bot.delivery.pace import Pace
from bot.delivery.trouble import ChannelTrouble
from bot.storage.keeper import Terms
from tests.e2e.mother import fork_each
from tests.e2e.nursery import IMPORTED, become

assert IMPORTED
# Names the process, the kind and the posts that a call is about.
HEADER = "X-Chaos-Post"
# Waiting goes so many times faster: a flood wait of half a minute takes three seconds.
SPEED = 10.0
# Short, so that nobody waits long for another to take over; long enough for a machine that is busy.
TERMS = Terms(lasts=4.0, every=0.4, spare=0.5)
_about: contextvars.ContextVar[str] = contextvars.ContextVar("about")


class Dial:
    """By how many seconds the clock of a process is off; a file, so that it can be set from outside."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def set(self, seconds: float) -> None:
        """Set it, whole at any moment."""
        new = self.path.with_suffix(".new")
        new.write_bytes(struct.pack("d", seconds))
        new.rename(self.path)

    def read(self) -> float:
        """What it is set to."""
        found: tuple[float] = struct.unpack("d", self.path.read_bytes())
        return found[0]


def has_ended(pid: int) -> bool:
    """Whether a child of the mother has ended; she does not look after it, so that its number stays its own."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def _live(order: Mapping[str, Any]) -> int:
    """Be `intake run`, as if just started."""
    become(order)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _set_clock(Dial(Path(order["dial"])))
    _tell_posts(order["member"])
    bot.delivery.outbox.Pace = lambda: Pace(*[10_000] * 6)  # type: ignore[assignment,misc]  # in this life alone
    bot.holding.TERMS = TERMS
    # Nobody here waits for the first answer.
    bot.commands.run._be_ready_to_talk = lambda core: None
    try:
        return run_command(["run", "--role", order["role"]])
    except BaseException:
        traceback.print_exc()
        return 70
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def _set_clock(dial: Dial) -> None:
    machine_now = bot.clock.now

    def now() -> datetime:
        return machine_now() + timedelta(seconds=dial.read())

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(seconds / SPEED)

    for module in [module for name, module in sys.modules.items() if name.startswith("bot.")]:
        if getattr(module, "now", None) is bot.clock.now:
            module.now = now  # type: ignore[attr-defined]  # in this life alone
    bot.clock.Clock.__init__.__defaults__ = (now, lambda: time.monotonic() * SPEED, sleep)


def _tell_posts(member: str) -> None:
    deliver, request = bot.delivery.outbox.Outbox._deliver, aiohttp.ClientSession._request

    async def delivered(self: Any, lane: Lane, parcel: Parcel, trouble: ChannelTrouble) -> None:
        token = _about.set(f"{member} {parcel.post.kind} {','.join(post.id for post in parcel.posts)}")
        try:
            await deliver(self, lane, parcel, trouble)
        finally:
            _about.reset(token)

    async def requested(self: Any, *args: Any, **given: Any) -> Any:
        if (about := _about.get(None)) is not None:
            given["headers"] = {**(given.get("headers") or {}), HEADER: about}
        return await request(self, *args, **given)

    bot.delivery.outbox.Outbox._deliver = delivered  # type: ignore[method-assign]
    aiohttp.ClientSession._request = requested  # type: ignore[method-assign]


if __name__ == "__main__":
    raise SystemExit(fork_each(_live))


__all__ = ["HEADER", "SPEED", "TERMS", "Dial", "has_ended"]
