"""How long an office of many people takes to move from SQLite to PostgreSQL and back, and how much memory that needs.

    python -m tests.benchmarks.copying [--people 1000 100000] [--folder /dev/shm]

A file is filled with people like real ones; then `intake copy` moves it to a database of its own on the PostgreSQL of
the tests, and from there to a new file. Everything is read back and compared, as it always is.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests import postgres
from tests.benchmarks.stored import Filler, patterns
from tests.benchmarks.throughput import script
from tests.support import core_in

MIB = 1024


def move(people: int, folder: Path) -> None:
    """Fill a file, move it there and back, and print what each took."""
    office = core_in(folder)
    Filler(office, patterns(script(24))).fill(people)
    office.database.close()
    file = folder / "intake.db"
    print(f"{people:,} people, {file.stat().st_size / MIB / MIB:,.0f} MiB")
    with postgres.fresh() as server:
        for name, source, target in (
            ("to PostgreSQL", f"sqlite:///{file}", server.database),
            ("back to SQLite", server.database, f"sqlite:///{folder}/back.db"),
        ):
            took, core, most = run("copy", "--from", source, "--to", target, key=f"{file}.key")
            print(f"  {name}: {took:.1f} s, {core:.1f} of a core, at most {most:.0f} MiB of memory")


# Runs `intake` and tells the most memory it had; what the system says to its parent is of both.
RUNS = """
import sys, time
from bot.__main__ import main
code = main(sys.argv[1:])
[most] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(most, time.process_time())
sys.exit(code)
"""


def run(*words: str, key: str) -> tuple[float, float, float]:
    """Run `intake`; return how many seconds it took, how many of a core, and the most memory it had, in MiB."""
    begun = time.perf_counter()
    environment = {**os.environ, "INTAKE_KEY_FILE": key}
    command = [sys.executable, "-c", RUNS, *words]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    most, core = done.stdout.split()[-2:]
    return time.perf_counter() - begun, float(core), int(most) / MIB


def main(argv: Sequence[str] | None = None) -> None:
    """Read the command line and move."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--folder", type=Path, default=None)
    args = parser.parse_args(argv)
    for people in args.people:
        with tempfile.TemporaryDirectory(dir=args.folder) as folder:
            move(people, Path(folder))


if __name__ == "__main__":
    main()
