"""A process that has imported all that `intake run` needs, and forks one life of it after another.

    python -m tests.e2e.nursery

It reads an order a line (`folder`, `environment`, `log`, as JSON) and answers with two: the number of the process,
and, when that has ended, how. Each life is a process of its own that a SIGKILL ends; what it is spared are the seconds
of importing. `Nursery` speaks to it from a test.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import threading
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from typing import Any

import alembic.command
import alembic.config

import bot.channels.telegram.channel
import bot.commands.run
import bot.delivery.outbox
import bot.office.telegram.connection
import bot.run
from bot.__main__ import main as run_command
from bot.delivery.pace import Pace

ROOT = Path(__file__).parents[2]
# A life that has this in its environment does not keep to Telegram's pace: minutes would pass for nothing.
UNHURRIED = "TESTS_UNHURRIED"
# What a life imports only when it comes to it.
IMPORTED = (
    *(bot.commands.run, bot.run, bot.channels.telegram.channel, bot.office.telegram.connection),
    *(alembic.command, alembic.config),
)


@dataclass
class Forked:
    """One life, seen from the test: what `asyncio.subprocess.Process` says of a process, as far as it is asked."""

    pid: int
    answers: asyncio.StreamReader
    returncode: int | None = None

    def kill(self) -> None:
        """SIGKILL. Its number is not given to another process before we have heard of its end."""
        os.kill(self.pid, SIGKILL)

    async def wait(self) -> int:
        """How it ended: an exit code, or a signal below zero."""
        if self.returncode is None:
            self.returncode = int(await self.answers.readline())
        return self.returncode


@dataclass
class Nursery:
    """The process, seen from the test. It lives one life at a time."""

    process: asyncio.subprocess.Process

    @classmethod
    async def open(cls, environment: Mapping[str, str]) -> Nursery:
        """Start it; it imports while others go on."""
        pipe = asyncio.subprocess.PIPE
        return cls(
            await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.e2e.nursery"), cwd=ROOT, env=environment, stdin=pipe, stdout=pipe
            )
        )

    async def bear(self, folder: Path, environment: Mapping[str, str], log: Path) -> Forked:
        """Begin a life in a folder, with this environment, whose output is added to a file."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        order = {"folder": str(folder), "environment": dict(environment), "log": str(log)}
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        await self.process.stdin.drain()
        return Forked(int(await self.process.stdout.readline()), self.process.stdout)

    async def close(self) -> None:
        """Let it go; the life in it has ended."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        await self.process.wait()


def main() -> int:
    """Import and read everything once; then fork a life for each order, until there are no more."""
    # A thread would not come along, and what it holds would stay held.
    assert threading.active_count() == 1
    # What is there now is shared with every life, not copied when it first collects.
    gc.freeze()
    last = 0
    for line in sys.stdin:
        if last:
            # Only now, when the test has heard of its end: until here the number was given to nobody else.
            os.waitpid(last, 0)
        last = os.fork()
        if not last:
            os._exit(_live(json.loads(line)))
        print(last, flush=True)
        ended = os.waitid(os.P_PID, last, os.WEXITED | os.WNOWAIT)
        assert ended is not None
        print(ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status, flush=True)
    return 0


def become(order: Mapping[str, Any]) -> None:
    """Be a process as it was ordered: its log, its folder, its environment."""
    nothing, log = os.open(os.devnull, os.O_RDONLY), os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for ours, its in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(ours, its)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])


def _live(order: Mapping[str, Any]) -> int:
    """Be `intake run`, as if just started."""
    become(order)
    if UNHURRIED in os.environ:
        bot.delivery.outbox.Pace = lambda: Pace(*[10_000] * 6)  # type: ignore[assignment,misc]  # in this life alone
    try:
        return run_command(["run"])
    except BaseException:
        # Nothing of ours may go on in it, least of all this loop.
        traceback.print_exc()
        return 70
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
