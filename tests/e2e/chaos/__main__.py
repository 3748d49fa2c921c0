"""Let faults befall an office of real processes while people come to it, and count what was lost or doubled.

    python -m tests.e2e.chaos --turns 10000 --faults 1000 --seed 1
    python -m tests.e2e.chaos --turns 2000 --faults 200 --seed 1 --on-file

What people do and which fault comes when follows from the seed; how the processes share the work meanwhile is the
machine's. Even seeds have a staff group with topics, odd ones a plain group that becomes a supergroup on the way.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import tempfile
from pathlib import Path

from tests.e2e.chaos.run import suffer


def main() -> int:
    """Run as asked on the command line, print the figures; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=10_000)
    parser.add_argument("--faults", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on-file", action="store_true", help="one process on SQLite, not several on PostgreSQL")
    parser.add_argument("--keep", type=Path, help="a folder in which the processes' logs stay")
    parser.add_argument("--minutes", type=float, default=600.0, help="after so long nobody comes any more")
    args = parser.parse_args()
    # A request whose sender died is no news here.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as made:
        folder = args.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        toll = asyncio.run(
            suffer(folder, args.turns, args.faults, args.seed, on_file=args.on_file, minutes=args.minutes)
        )
    print(toll)
    for line in toll.verdict.wrong:
        print("  ", line)
    return 1 if toll.verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
