"""`python -m tests.fuzz`: see the package."""

from __future__ import annotations

import argparse
import logging
import sys

from tests.fuzz.readers import readers
from tests.fuzz.running import fuzz, shares


def main(argv: list[str] | None = None) -> int:
    """Run, print what each reader was given and what was found; 1 if anything was."""
    asks = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asks.add_argument("--runs", type=int, default=100_000, help="inputs in all")
    asks.add_argument("--seed", type=int, default=1)
    asks.add_argument("--only", default="", help="readers whose name has this in it")
    args = asks.parse_args(argv)
    logging.disable(logging.CRITICAL)
    chosen = [reader for reader in readers() if args.only in reader.name]
    finds, runs = 0, 0
    print(f"{'reader':<24}{'inputs':>9}{'refused':>9}{'ms each':>8}{'slowest':>9}{'of signs':>9}  finds")
    for reader, most in zip(chosen, shares(chosen, args.runs), strict=True):
        count = fuzz(reader, most, args.seed)
        finds, runs = finds + len(count.finds), runs + count.runs
        each = 1000 * count.seconds / max(1, count.runs)
        told = f"{count.runs:>9}{count.refused:>9}{each:>8.3f}{count.slowest:>9.3f}{count.slowest_size:>9}"
        print(f"{reader.name:<24}{told}  {len(count.finds)}", flush=True)
        for find in count.finds[:5]:
            print(f"    no. {find.number} (seed {args.seed}): {find.what}\n      {repr(find.given)[:400]}", flush=True)
    print(f"{runs} inputs, seed {args.seed}: {finds} finds")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
