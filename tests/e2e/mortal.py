"""`intake run` as a process of its own that dies by SIGKILL at a chosen call to Telegram, and is started again.

The first life is the command itself; those after it are forked by a process that has done the importing.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import random
import signal
import sys
import tempfile
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from tests.e2e.nursery import ROOT, UNHURRIED, Forked, Nursery
from tests.e2e.world import CLIENT_TOKEN, OFFICE_TOKEN, STAFF_CHAT
from tests.telegram import Call, FakeTelegram

# What changes something for a reader; polls, and answers to presses, are not what a death is about.
WORK = frozenset(
    {
        *("sendMessage", "editMessageText", "editMessageReplyMarkup", "createForumTopic", "editForumTopic"),
        *("sendPhoto", "sendDocument", "sendMediaGroup", "editMessageCaption", "setMessageReaction", "deleteMessages"),
    }
)
# Before Telegram took the call; after it did, its answer never heard; after the answer was sent.
Place = Literal["before", "after", "answered"]


@dataclass
class Mortal:
    """The process. `fate()` says after how many calls, and where, each life ends; None is never.

    `linger()` is how many seconds it lives on when it may hear an answer; `deaths` are those of fate, `ends` has how
    many calls Telegram had taken by the end of each life. `unhurried` lives do not keep to Telegram's pace, and all
    of them are forked. `settings` are more of them than every life has.
    """

    fake: FakeTelegram
    folder: Path
    fate: Callable[[], tuple[int, Place] | None]
    linger: Callable[[], float]
    unhurried: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)
    deaths: list[Place] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    process: asyncio.subprocess.Process | Forked | None = None
    _left: int = 0
    _place: Place | None = None

    def __post_init__(self) -> None:
        hold = self.fake.world.faults.hold

        async def held(call: Call, *, after: bool) -> None:
            await hold(call, after=after)
            if call.method not in WORK or self._place is None:
                return
            if not after:
                self._left -= 1
            if self._left:
                return
            if after and self._place == "answered":
                # The answer leaves first: what dies is whatever comes of it.
                asyncio.get_running_loop().call_later(self.linger(), self.kill)
            elif after or self._place == "before":
                self.kill()
                if not after:
                    raise ConnectionResetError

        self.fake.world.faults.hold = held  # type: ignore[method-assign]  # the one place every call passes

    async def live(self) -> None:
        """Live and die, until cancelled. Raises when the process ends by itself."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("INTAKE_")} | {
            "INTAKE_CLIENT_TOKEN": CLIENT_TOKEN,
            "INTAKE_OFFICE_TOKEN": OFFICE_TOKEN,
            "INTAKE_OFFICE_CHAT": str(STAFF_CHAT),
            "INTAKE_TELEGRAM_API": self.fake.base_url,
            "INTAKE_DATABASE": f"sqlite:///{self.folder / 'intake.db'}",
            "PYTHONPATH": str(ROOT),
            **self.settings,
        }
        if self.unhurried:
            environment[UNHURRIED] = "yes"
        log = self.folder / "run.log"
        nursery = await Nursery.open(environment)
        try:
            while True:
                fate = self.fate()
                self._left, self._place = fate or (0, None)
                if self.process is None and not self.unhurried:
                    with log.open("ab") as out:
                        self.process = await asyncio.create_subprocess_exec(
                            *(sys.executable, "-m", "bot", "run"),
                            cwd=self.folder,
                            env=environment,
                            stdout=out,
                            stderr=out,
                        )
                else:
                    self.process = await nursery.bear(self.folder, environment, log)
                status = await self.process.wait()
                if status != -signal.SIGKILL:
                    raise AssertionError(f"`intake run` ended by itself with {status}:\n{log.read_text()[-2_000:]}")
                # Noted now and not at the kill: what it had sent by then may still have been on its way.
                self.ends.append(len(self.fake.calls))
                if fate is not None:
                    self.deaths.append(fate[1])
        finally:
            self.kill()
            if self.process is not None:
                await self.process.wait()
            await nursery.close()
            self.ends.append(len(self.fake.calls))

    def kill(self) -> None:
        """SIGKILL, if it lives."""
        self._place = None
        if self.process is not None and self.process.returncode is None:
            self.process.kill()


class Cost(Protocol):
    """What deaths cost: said in a line, with what went wrong."""

    @property
    def wrong(self) -> list[str]:
        """What was lost, out of order, or doubled without need."""


def fate(lots: random.Random) -> tuple[int, Place]:
    """After how many calls, and where, a life ends by lot."""
    return lots.randint(1, 8), lots.choice(("before", "after", "answered"))


def count_what_is_lost(suffer: Callable[[Path, int, int], Coroutine[Any, Any, Cost]], about: str | None) -> int:
    """Run as often as asked on the command line, print the figures; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    # A request whose sender died is no news here.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        toll = asyncio.run(suffer(Path(folder), args.kills, args.seed))
    print(toll)
    for line in toll.wrong:
        print("  ", line)
    return 1 if toll.wrong else 0
