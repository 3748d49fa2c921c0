"""How long `intake rescore` takes over many stored people, and how much slower turns are meanwhile.

    python -m tests.benchmarks.rescore [--people 10000] [--rounds 3] [--folder /dev/shm]

People who were scored, whose pay, age and Japanese differ, are stored. Turns go one at a time to the same database,
alone and beside the command in a process of its own, which scores everybody by a table of next April. Printed are its
seconds and the p50 and p99 that a turn waits for its commit, alone (before and after it) and meanwhile: p50 may be at
most 1.25 times as long. The files are removed at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.benchmarks.stored import Filler, Many, Pattern, patterns
from tests.benchmarks.throughput import script
from tests.scoring.drafts import LESS_FOR_N1, NAME, draft_text
from tests.support import core_in

# So many people differ from each other; the others are like one of them.
DIFFERENT = 1_000
TURNS_ALONE = 600
PAUSE_SECONDS = 0.002
MOST_RATIO = 1.25


def varied(like: Sequence[Pattern], chance: random.Random) -> Iterator[Pattern]:
    """People who were scored, each with another pay and birth date."""
    scored = [pattern for pattern in like if pattern.person.conversation.last_run is not None]
    for number in range(DIFFERENT):
        pattern = scored[number % len(scored)]
        conversation = deepcopy(pattern.person.conversation)
        given = conversation.answers["salary_yen"].given_on
        conversation.keep("salary_yen", chance.randrange(3_000_000, 12_000_000, 10_000), given)
        conversation.keep("japanese", chance.choice(["n1", "n2", "none", None]), given)
        born = date(chance.randrange(1970, 2000), chance.randrange(1, 13), chance.randrange(1, 29))
        conversation.keep("birth_date", born.isoformat(), given)
        yield replace(pattern, person=replace(pattern.person, conversation=conversation))


async def one(waits: Iterator[float]) -> float:
    """How long one turn waits; people act now and then, so that there is a moment after each."""
    seconds = next(waits)
    await asyncio.sleep(PAUSE_SECONDS)
    return seconds


async def alone(waits: Iterator[float]) -> list[float]:
    """How long turns wait with nothing beside them."""
    return [await one(waits) for _ in range(TURNS_ALONE)]


async def beside(many: Many, waits: Iterator[float], rules: Path) -> tuple[list[float], float, dict[str, object]]:
    """How long turns wait beside the command; how long that took, and what it found."""
    environment = {**os.environ, "INTAKE_DATABASE": f"sqlite:///{many.core.database.backend.place}"}
    argv = ("-m", "bot", "rescore", "--rules", str(rules), "--json")
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *argv, env=environment, stdout=asyncio.subprocess.PIPE
    )
    ended, during = asyncio.ensure_future(process.communicate()), []
    while not ended.done():
        during.append(await one(waits))
    took, (printed, _) = time.perf_counter() - begun, ended.result()
    if process.returncode:
        raise SystemExit("intake rescore failed")
    found = json.loads(printed)
    return during, took, {name: found[name] for name in ("scored", "may_cross", "marks")}


def told(name: str, seconds: Sequence[float]) -> float:
    """Print how long turns waited, in milliseconds; return the median."""
    ordered = sorted(seconds)
    middle = statistics.median(ordered)
    last = ordered[len(ordered) * 99 // 100]
    print(f"  {name:<8} {len(ordered):>6} turns: p50 {middle * 1e3:.2f} ms, p99 {last * 1e3:.2f} ms", flush=True)
    return middle


def main(people: int, rounds: int, place: str | None) -> None:
    """Measure and print."""
    todo = script(24)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        many = Many(core_in(Path(folder)))
        Filler(many.core, list(varied(patterns(script(60)), random.Random(1)))).fill(people, sound=True)
        rules = Path(folder) / NAME
        rules.write_text(draft_text(LESS_FOR_N1), encoding="utf-8")
        waits, ratios = many.seconds_each(todo), []
        asyncio.run(alone(waits))
        for number in range(rounds):
            before = asyncio.run(alone(waits))
            during, took, found = asyncio.run(beside(many, waits, rules))
            after = asyncio.run(alone(waits))
            print(f"round {number + 1}: {took:.1f} s for {people:,} people; {found}", flush=True)
            usual, meanwhile = told("alone", [*before, *after]), told("beside", during)
            ratios.append(meanwhile / usual)
        print(f"p50 beside it: {statistics.median(ratios):.2f} times (at most {MOST_RATIO})")
        many.core.database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", default=None)
    given = parser.parse_args()
    main(given.people, given.rounds, given.folder)
