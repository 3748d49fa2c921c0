"""Several `intake run` at a time on one PostgreSQL, as processes of their own that are killed, stopped and continued.

    python -m tests.e2e.crowd

All are forked by a process that has imported what they need (`tests.e2e.nursery`); it reads an order a line and answers
with the number of the process. Leases of theirs are short, so that nobody has to wait until one runs out.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bot.commands.run
import bot.delivery.outbox
import bot.holding
import bot.stopping
from bot.__main__ import main as run_command
from bot.delivery.pace import Pace
from bot.receiving.budget import Allowance
from bot.settings import Settings
from bot.storage.keeper import Terms
from tests.e2e.mother import Mother, fork_each
from tests.e2e.nursery import IMPORTED, ROOT, become
from tests.e2e.world import CLIENT_TOKEN, OFFICE_TOKEN, STAFF_CHAT, World
from tests.patience import PATIENCE_SECONDS

assert IMPORTED
# Short, so that nobody waits long for another to take over; long enough for a machine that is busy with other tests.
TERMS = Terms(lasts=4.0, every=0.4, spare=0.5)
_BEGUN = re.compile(r"\b(\w+): done by this process from now on")
_LOST = re.compile(r"\b(\w+): another process does it by now")


@dataclass
class Member:
    """One process, seen from the test."""

    pid: int
    log: Path

    def send(self, sign: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, sign)

    @property
    def text(self) -> str:
        """What it logged."""
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    @property
    def lives(self) -> bool:
        """Whether it has not ended yet, in whatever way."""
        try:
            return "\nState:\tZ" not in Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        except FileNotFoundError:
            return False

    @property
    def ended(self) -> int | None:
        """With which exit code it ended by itself; None where it lives, or was killed."""
        end = self.log.with_suffix(".end")
        return int(end.read_text(encoding="utf-8")) if end.exists() else None

    @property
    def does(self) -> set[str]:
        """What it does now, by its own words."""
        holds: set[str] = set()
        for line in self.text.splitlines():
            if begun := _BEGUN.search(line):
                holds.add(begun[1])
            elif lost := _LOST.search(line):
                holds.discard(lost[1])
        return holds


@dataclass
class Crowd:
    """All of them, in one world."""

    world: World
    mother: Mother
    settings: Settings
    environment: Mapping[str, str]
    members: list[Member] = field(default_factory=list)

    def join(self, role: str = "all", *, patience: float | None = None) -> Member:
        """Begin another process; `patience` is how long what is under way may take once it is asked to stop."""
        folder, name = str(self.world.folder), f"{role}-{len(self.members)}.log"
        log = self.world.folder / name
        order = {"folder": folder, "role": role, "log": str(log), "environment": self.environment, "patience": patience}
        self.members.append(Member(self.mother.bear(order), log))
        return self.members[-1]

    async def until(self, member: Member, *parts: str) -> None:
        """Wait until a process does some parts."""
        await wait_for(lambda: member.does >= set(parts))

    def errors(self) -> list[str]:
        """What went wrong, by their logs."""
        lines = [line for member in self.members for line in member.text.splitlines()]
        return [line for line in lines if "ERROR" in line or "Traceback" in line]

    def end(self) -> None:
        """Kill whoever is left."""
        for member in self.members:
            with contextlib.suppress(ProcessLookupError):
                member.send(signal.SIGKILL)


async def wait_for(predicate: Callable[[], bool]) -> None:
    """Wait until something can be seen from outside of a process."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not predicate():
            await asyncio.sleep(0.01)


def crowd(world: World, mother: Mother, settings: Settings, **more: str) -> Crowd:
    """Nobody yet, in a world on a database; `more` are further settings."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTAKE_")} | {
        "INTAKE_CLIENT_TOKEN": CLIENT_TOKEN,
        "INTAKE_OFFICE_TOKEN": OFFICE_TOKEN,
        "INTAKE_OFFICE_CHAT": str(STAFF_CHAT),
        "INTAKE_TELEGRAM_API": world.fake.base_url,
        "INTAKE_DATABASE": settings.database,
        "INTAKE_KEY": settings.key or "",
        "PYTHONPATH": str(ROOT),
    }
    return Crowd(world, mother, settings, environment | more)


def _live_and_tell(order: Mapping[str, Any]) -> int:
    code = _live(order)
    # Whole at once: somebody is looking.
    end = Path(order["log"]).with_suffix(".end")
    end.with_suffix(".new").write_text(str(code), encoding="utf-8")
    end.with_suffix(".new").replace(end)
    return code


def _live(order: Mapping[str, Any]) -> int:
    """Be `intake run`, as if just started."""
    become(order)
    bot.delivery.outbox.Pace = lambda: Pace(*[10_000] * 6)  # type: ignore[assignment,misc]  # in this life alone
    # Nor is anybody told that they say too much at once.
    Allowance.__init__.__defaults__ = (1_000_000, *(Allowance.__init__.__defaults__ or ())[1:])
    bot.holding.TERMS = TERMS
    if order["patience"] is not None:
        bot.stopping.PATIENCE_SECONDS = order["patience"]
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


if __name__ == "__main__":
    raise SystemExit(fork_each(_live_and_tell))


__all__ = ["Crowd", "Member", "Mother", "crowd", "wait_for"]
