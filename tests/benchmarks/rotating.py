"""What `intake keys rotate` takes off live turns: turns a second beside it and without it, in turn, on both databases.

    python -m tests.benchmarks.rotating [--database sqlite postgresql] [--people 1500] [--rounds 5] [--folder /dev/shm]

So many people have come to the hand-off. Then, round by round: turns of new people for a while, and turns while
another process rotates the key from its first piece to its last. What counts is the median of the rounds' ratios; 0.75
is promised. Exits with 1 where a database stays below.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from bot.app import build_core
from bot.settings import Settings
from bot.storage.database import open_database
from tests.benchmarks.stored import Many
from tests.benchmarks.throughput import Act as Done
from tests.benchmarks.throughput import script

PROMISED = 0.75
TOGETHER = 32
POLL_SECONDS = 0.005


class Rotated:
    """A database with people in it, and the key file that is rotated."""

    def __init__(self, address: str, folder: Path) -> None:
        key = folder / "keys" / "intake.key"
        key.parent.mkdir()
        key.write_text("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", encoding="ascii")
        key.chmod(0o600)
        self.key = key
        self.environment = {**os.environ, "INTAKE_DATABASE": address, "INTAKE_KEY_FILE": str(key)}
        settings = Settings.load(self.environment, folder)
        open_database(settings, migrating=True).close()
        self.many = Many(build_core(settings))
        self._numbers = iter(range(1, 1 << 40))

    def fill(self, people: int, todo: Sequence[Done]) -> None:
        """Let so many people come to the end of the script."""
        for _ in range(people // TOGETHER):
            chats = [f"9{next(self._numbers)}" for _ in range(TOGETHER)]
            for act in todo:
                self.many.turns(chats, act)

    def alone(self, turns: Iterator[float], seconds: float) -> float:
        """Turns a second without a rotation, for so long."""
        return _per_second(turns, lambda begun: time.perf_counter() - begun < seconds)

    def beside(self, turns: Iterator[float]) -> tuple[float, float]:
        """Turns a second while another process rotates, and how long that took."""
        before = self.key.stat().st_mtime_ns
        rotating = subprocess.Popen(
            [sys.executable, "-m", "bot", "keys", "rotate"], env=self.environment, stdout=subprocess.DEVNULL
        )
        while self.key.stat().st_mtime_ns == before and rotating.poll() is None:
            time.sleep(POLL_SECONDS)
        begun = time.perf_counter()
        found = _per_second(turns, lambda _begun: rotating.poll() is None)
        if rotating.returncode:
            raise SystemExit("intake keys rotate failed")
        return found, time.perf_counter() - begun


def _per_second(turns: Iterator[float], goes_on: object) -> float:
    begun, done = time.perf_counter(), 0
    assert callable(goes_on)
    while goes_on(begun):
        next(turns)
        done += 1
    return done / (time.perf_counter() - begun)


def measured(address: str, folder: Path, people: int, rounds: int) -> float:
    """Print the figures of a database, and return the median ratio."""
    todo = script(60)
    one = Rotated(address, folder)
    name = address.partition(":")[0]
    one.fill(people, todo)
    turns = one.many.seconds_each(todo)
    _, seconds = one.beside(turns)  # warms up, and says how long one takes
    ratios = []
    for _ in range(rounds):
        alone = one.alone(turns, seconds)
        found, took = one.beside(turns)
        ratios.append(found / alone)
        print(f"  {alone:6.0f} turns/s alone, {found:6.0f} beside a rotation of {took:.1f} s", flush=True)
    one.many.core.database.close()
    median = statistics.median(ratios)
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(f"{name}, {people:,} people: {median:.2f} of the turns beside a rotation ({spread})", flush=True)
    return median


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rotating")
    parser.add_argument("--database", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    parser.add_argument("--people", type=int, default=1_500)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder")
    args = parser.parse_args()
    found = []
    for database in args.database:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=args.folder)))
            address = f"sqlite:///{folder}/intake.db"
            if database == "postgresql":
                from tests import postgres  # needs a server, which the other does not

                address = stack.enter_context(postgres.fresh(migrated=False)).database
            found.append(measured(address, folder, args.people, args.rounds))
    return 0 if all(ratio >= PROMISED for ratio in found) else 1


if __name__ == "__main__":
    sys.exit(main())
