"""The gate of lines: no line of `bot`, `dialogs`, `scoring` without a test.

    python -m tests.gates.lines [--keep FILE]

Runs all tests with coverage (some minutes), then lists the lines no test ran that `exceptions.toml` does not excuse.
Exits 1 if there are any, or if an excuse is needed no more. Tests in processes of their own (kills, commands) count.
`--keep` leaves the data, with the tests that ran each line, for `tests.gates.changes`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from coverage import Coverage, CoverageData

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "dialogs", "scoring")
EXCEPTIONS = Path(__file__).with_name("exceptions.toml")


def run_all(data: Path) -> int:
    """Run all tests and leave in `data` which test ran which line; the exit code of pytest."""
    config = data.with_suffix(".ini")
    config.write_text(
        f"[run]\ndata_file = {data}\nsource = {','.join(PACKAGES)}\npatch = subprocess\nparallel = true\n",
        encoding="utf-8",
    )
    command = ["-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal", "-p", "no:cacheprovider"]
    covered = [f"--cov-config={config}", "--cov", "--cov-context=test", "--cov-report="]
    return subprocess.run([sys.executable, *command, *covered], cwd=ROOT, check=False).returncode


def not_run(data: Path) -> dict[str, list[tuple[int, str]]]:
    """File -> (number, text) of each line that no test ran."""
    coverage = Coverage(data_file=str(data), config_file=False)
    coverage.load()
    found: dict[str, list[tuple[int, str]]] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            _, _, missing, _ = coverage.analysis(str(path))
            lines = path.read_text(encoding="utf-8").splitlines()
            if missing:
                name = str(path.relative_to(ROOT))
                found[name] = [(number, lines[number - 1].strip()) for number in missing]
    return found


def excused() -> dict[tuple[str, str], str]:
    """(file, text of the line) -> why no test runs it."""
    content = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    return {(entry["file"], entry["line"]): entry["why"] for entry in content.get("exception", ())}


def measured(data: Path) -> bool:
    """Whether there is something to look at."""
    kept = CoverageData(str(data))
    kept.read()
    return bool(kept.measured_files())


def main() -> int:
    """Run, compare, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="where to leave the coverage data")
    parser.add_argument("--read", type=Path, help="look at data kept earlier instead of running the tests")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        data = (args.read or args.keep or Path(scratch) / "lines").resolve()
        if args.read is None and run_all(data) != 0:
            print("some tests failed: the lines say nothing then")
            return 1
        if not measured(data):
            print(f"{data}: nothing was measured")
            return 1
        missing, excuses = not_run(data), excused()
    bare = [(f, n, text) for f, entries in missing.items() for n, text in entries if (f, text) not in excuses]
    needed = {(f, text) for f, entries in missing.items() for _, text in entries}
    idle = [key for key in excuses if key not in needed]
    for file, number, text in bare:
        print(f"{file}:{number}: no test runs: {text}")
    for file, text in idle:
        print(f"{file}: excused, but a test runs it (or it is gone): {text}")
    print(f"{len(bare)} lines without a test, {len(excuses) - len(idle)} excused, {len(idle)} idle excuses")
    return 1 if bare or idle else 0


if __name__ == "__main__":
    sys.exit(main())
