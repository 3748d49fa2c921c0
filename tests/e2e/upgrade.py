"""An update without a stop, with real processes on a PostgreSQL of the tests and the strict fake Bot API.

    python -m tests.e2e.upgrade [--people 20]

People talk all the while: first with this version; then the next one migrates, is killed amid it, and migrates again;
then both versions work side by side; then this one ends, and what is used no more is taken away. It prints how many
messages were answered, how long the longest answer took in each part, and what was lost, which is nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import psycopg

from bot.clock import steady
from bot.storage.database import version_on_disk
from tests import postgres
from tests.e2e.crowd import Crowd, crowd, wait_for
from tests.e2e.mother import Mother
from tests.e2e.nursery import ROOT
from tests.e2e.world import make_world
from tests.storage import newer

THERE = "SELECT count(*) FROM leases WHERE name LIKE 'process %' AND ends_at > extract(epoch FROM now())"
WORDS = ("/start", "/help")


class Talkers:
    """People who say something as soon as they are answered, and wait for each answer."""

    def __init__(self, crowd: Crowd, number: int) -> None:
        self.crowd = crowd
        self.people = [crowd.world.person(7_000 + n) for n in range(number)]
        self.said = self.answered = 0
        self.longest = 0.0
        self._over = asyncio.Event()

    async def _talk(self, number: int) -> None:
        bot, person = self.crowd.world.client, self.people[number]
        while not self._over.is_set():
            before, began = self._heard(number), steady()
            await person.send(bot, WORDS[before > 0])
            self.said += 1
            await wait_for(partial(self._hears, number, before + 1))
            self.answered += 1
            self.longest = max(self.longest, steady() - began)

    def _hears(self, number: int, messages: int) -> bool:
        return self._heard(number) >= messages

    def _heard(self, number: int) -> int:
        return sum(message.from_bot for message in self.people[number].messages(self.crowd.world.client))

    @asynccontextmanager
    async def talking(self) -> AsyncIterator[None]:
        """Have them talk, until each was answered."""
        async with asyncio.TaskGroup() as group:
            for number in range(len(self.people)):
                group.create_task(self._talk(number))
            try:
                yield
            finally:
                self._over.set()

    async def enough(self, part: str) -> None:
        """Wait until they were answered often enough in a part; say how that went."""
        before = self.answered
        await wait_for(lambda: self.answered > before + len(self.people))
        _say(f"{part}: {self.answered} answers so far, the longest took {self.longest:.1f} s")
        self.longest = 0.0


async def _next_version(
    crowd: Crowd, folder: Path, *command: str, log: Path | None = None
) -> asyncio.subprocess.Process:
    out = asyncio.subprocess.PIPE if log is None else log.open("wb")
    arguments = ("-m", "tests.storage.newer", str(folder), "intake", *command)
    return await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, env=crowd.environment, stdout=out, stderr=out
    )


async def _migrated(crowd: Crowd, folder: Path) -> str:
    process = await _next_version(crowd, folder, "migrate")
    said = b"".join(filter(None, await process.communicate())).decode().strip()
    return f"intake migrate, exit {process.returncode}: {said}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def upgrade(folder: Path, people: int) -> int:
    """Go through all of it; returns how many messages were lost."""
    later = folder / "later"
    later.mkdir()
    mother = Mother("tests.e2e.crowd")
    async with make_world(folder) as world:
        world.allows("Error handling request")
        with postgres.fresh() as settings, psycopg.connect(settings.database, autocommit=True) as looking:
            town = crowd(world, mother, settings)
            talkers = Talkers(town, people)
            runs = None
            try:
                old = town.join()
                async with talkers.talking():
                    await talkers.enough("this version")
                    newer.write(later, newer.EXPANDS, newer.BUILDS)
                    # Held up by somebody's transaction, so that it can be killed amid its work.
                    with psycopg.connect(settings.database, application_name="a report") as report:
                        report.execute("SELECT FROM people")
                        dying = await _next_version(town, later, "migrate")
                        waits = "SELECT FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'"
                        await wait_for(lambda: looking.execute(waits).fetchone() is not None)
                        await talkers.enough("the next version waits for a table")
                        dying.send_signal(signal.SIGKILL)
                        await dying.wait()
                    await talkers.enough("its migration was killed")
                    _say(await _migrated(town, later))
                    await talkers.enough("the next version has migrated")
                    runs = await _next_version(town, later, "run", log=folder / "next.log")
                    await wait_for(lambda: looking.execute(THERE).fetchone() == (2,))
                    await talkers.enough("both versions are there")
                    newer.write(later, newer.EXPANDS, newer.BUILDS, newer.CONTRACTS, oldest=(0, 0, 2))
                    _say(await _migrated(town, later))
                    await talkers.enough("taking away was refused")
                    old.send(signal.SIGTERM)
                    await wait_for(lambda: not old.lives)
                    await talkers.enough("only the next version is there")
                    _say(await _migrated(town, later))
                    await talkers.enough("what is used no more is taken away")
                _say(f"schema {version_on_disk(settings)}; said {talkers.said}, answered {talkers.answered}")
                [[taken]] = looking.execute("SELECT count(*) FROM updates WHERE channel = 'telegram'").fetchall()
                troubles = [*town.errors(), *_errors(folder / "next.log")]
                _say(f"kept {taken}; errors in the logs: {troubles or 'none'}")
                return talkers.said - min(talkers.answered, int(taken)) + len(troubles)
            finally:
                if runs is not None and runs.returncode is None:
                    runs.terminate()
                    await runs.wait()
                town.end()
                mother.close()


def _errors(log: Path) -> list[str]:
    return [line for line in log.read_text(encoding="utf-8").splitlines() if "ERROR" in line or "Traceback" in line]


def main() -> int:
    """Run it in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=20)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("INTAKE_DATABASE", None)
        return min(1, asyncio.run(upgrade(Path(folder), parser.parse_args().people)))


if __name__ == "__main__":
    raise SystemExit(main())
