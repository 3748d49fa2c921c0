"""A year of an office in one process, decided by one seed and replayed by it to the letter.

    python -m tests.simulation --seed 1 [--people 10000] [--acts 300000] [--faults 20000] [--days 365]
                               [--replay] [--shrink] [--trace 60]

It prints what happened and a digest of the whole history: two runs with one seed print the same one. `--replay` lives
the year twice and compares. What must hold and does not is told with the seed and, with `--shrink`, the shortest story
that shows it; the exit code is 1 then.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time

from .faults import DEATHS
from .shrinking import shrunk
from .universe import Find, Story
from .watch import RULES
from .year import Year, lived


def main(arguments: list[str] | None = None) -> int:
    """Live a year as the command line says; return 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--acts", type=int, default=300_000)
    parser.add_argument("--faults", type=int, default=20_000)
    parser.add_argument("--days", type=float, default=365.0)
    parser.add_argument("--replay", action="store_true", help="live it twice and compare")
    parser.add_argument("--shrink", action="store_true", help="look for the shortest story of a find")
    parser.add_argument("--trace", type=int, default=0, help="print so many of the last lines of the history")
    args = parser.parse_args(arguments)
    story = Story(args.seed, args.people, args.acts, args.faults, args.days)
    digests = []
    for _ in range(2 if args.replay else 1):
        begun = time.perf_counter()
        try:
            year = lived(story, trace=bool(args.trace), progress=10_000)
        except Find as find:
            told_find(find, story, args)
            return 1
        told(year, time.perf_counter() - begun)
        digests.append(year.universe.digest)
    if len(set(digests)) > 1:
        print(f"NOT THE SAME: {digests}")
        return 1
    return 0


def told(year: Year, seconds: float) -> None:
    """Print the figures of a year."""
    universe, watch = year.universe, year.watch
    figures, eye = universe.figures, year.counted
    faults = universe.faults.counts()
    acts, calls = year.acts, sum(figures.calls.values())
    whole = f"{len(year.clients):,} people, {acts:,} acts, {calls:,} calls"
    print(f"seed {universe.seed}: {universe.story.days:g} days, {whole}")
    deaths = sum(count for kind, count in faults.items() if kind in DEATHS)
    print(f"faults: {faults.total():,} ({deaths:,} deaths, {figures.stops} stops, {figures.given_up} starts given up)")
    print("  " + ", ".join(f"{kind} {count:,}" for kind, count in sorted(faults.items())))
    print("kept: " + ", ".join(f"{count:,} {what}" for what, count in eye.items()))
    print("happened: " + ", ".join(f"{count:,} {what}" for what, count in sorted(figures.seen.items())))
    print("looked at: " + ", ".join(f"{rule} {watch.checked[rule]:,}" for rule in RULES if watch.checked[rule]))
    unknown = f"{watch.orphans:,} of them kept the name of somebody erased"
    print(f"said twice as nobody could know better: {watch.doubles:,}, {unknown}; sweeps {watch.checked['sweeps']:,}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"{figures.seconds:.1f} s of processor time ({seconds:.1f} s), {figures.seconds / max(acts, 1) * 1e3:.2f} ms an"
        f" act, {memory} MiB; digest {universe.digest}",
        flush=True,
    )


def told_find(find: Find, story: Story, args: argparse.Namespace) -> None:
    """Print what was found, and the shortest story that shows it where that is asked for."""
    year: Year = find.year  # type: ignore[attr-defined]  # put there by who lived it
    print(f"FOUND with seed {story.seed} after {year.acts:,} acts and {len(year.universe.faults.happened):,} faults")
    print(f"  {find.rule}: {find.what}")
    if args.trace:
        print("\n".join((year.universe.trace or [])[-args.trace :]))
    if args.shrink:
        print("\n".join(shrunk(story, find).lines()))


if __name__ == "__main__":
    sys.exit(main())
