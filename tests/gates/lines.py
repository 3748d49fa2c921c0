"""The gate of lines: no line of `bot`, `dialogs`, `scoring` without a test.

    python -m tests.gates.lines [--keep FILE | --read FILE] [--package PACKAGE ...] [TESTS ...]

Runs all tests (or those named) with coverage, some minutes, then lists the lines no test ran that `exceptions.toml`
does not excuse. Exits 1 if there are any, or if an excuse is needed no more. What a test starts as a process of its own
counts as well (commands, forked lives), except the lives that a SIGKILL ends.
`--keep` leaves the data, with the tests that ran each line, for `--read` and for `tests.gates.changes`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coverage import Coverage, CoverageData

HERE = Path(__file__).resolve().parents[2]
ROOT = HERE
PACKAGES = ("bot", "dialogs", "scoring")
EXCEPTIONS = Path(__file__).with_name("exceptions.toml")
# A process reads it when it starts. pytest leaves the test that runs in the environment, and so its children know it.
CONFIG = """
[run]
data_file = {data}
include = {include}
parallel = true
plugins = tests.gates.tracer
core = pytrace
patch =
    _exit
    fork
context = ${{PYTEST_CURRENT_TEST-}}
disable_warnings = no-data-collected, include-ignored, couldnt-parse
"""


@dataclass(frozen=True)
class Line:
    """One line of the code."""

    file: str
    number: int
    text: str


@dataclass(frozen=True)
class Verdict:
    """What is to be said: lines nobody runs and nobody excuses, and excuses nobody needs."""

    bare: list[Line]
    excused: list[Line]
    idle: list[tuple[str, str]]

    @property
    def passes(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.bare and not self.idle


def run(data: Path, tests: Sequence[str], workers: str) -> int:
    """Run tests and leave in `data` which of them ran which line; the exit code of pytest."""
    with tempfile.TemporaryDirectory() as scratch:
        parts = Path(scratch) / "part"
        config = parts.with_suffix(".ini")
        include = ", ".join(str(ROOT / package / "*") for package in PACKAGES)
        config.write_text(CONFIG.format(data=parts, include=include), encoding="utf-8")
        command = ["-m", "pytest", "-q", "-n", workers, "--dist", "worksteal", "-p", "no:cacheprovider"]
        environment = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
        environment["COVERAGE_PROCESS_START"] = str(config)
        # Where the tracer is found, also by a process that starts elsewhere.
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(HERE), environment.get("PYTHONPATH")]))
        ended = subprocess.run(
            [sys.executable, *command, "-p", "tests.gates.contexts", *tests], cwd=ROOT, env=environment, check=False
        ).returncode
        data.unlink(missing_ok=True)
        whole = Coverage(data_file=str(data), config_file=False)
        whole.combine([str(part) for part in Path(scratch).glob("part.*.*")])
        whole.save()
    return ended


def not_run(data: Path, packages: Iterable[str]) -> list[Line]:
    """Each line that no test ran."""
    coverage = Coverage(data_file=str(data), config_file=False)
    coverage.load()
    found = []
    for path in (path for package in packages for path in sorted((ROOT / package).rglob("*.py"))):
        _, _, missing, _ = coverage.analysis(str(path))
        lines = path.read_text(encoding="utf-8").splitlines()
        name = path.relative_to(ROOT).as_posix()
        found += [Line(name, number, lines[number - 1].strip()) for number in missing]
    return found


def excuses(content: str) -> dict[tuple[str, str], str]:
    """(file, text of the line) -> why no test runs it."""
    entries = tomllib.loads(content).get("exception", [])
    found = {(entry["file"], line): entry["why"] for entry in entries for line in entry["lines"]}
    if not all(why.strip() for why in found.values()):
        raise ValueError("an exception gives no reason")
    return found


def verdict(missing: Sequence[Line], excused: Mapping[tuple[str, str], str]) -> Verdict:
    """Hold the lines that nobody ran against the excuses."""
    needed = {(line.file, line.text) for line in missing}
    return Verdict(
        [line for line in missing if (line.file, line.text) not in excused],
        [line for line in missing if (line.file, line.text) in excused],
        [key for key in excused if key not in needed],
    )


def main() -> int:
    """Run, compare, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument("--keep", type=Path, help="where to leave the coverage data")
    kept.add_argument("--read", type=Path, help="look at data kept earlier instead of running the tests")
    parser.add_argument("--package", choices=PACKAGES, action="append", help="all where none is named")
    parser.add_argument("--workers", default="auto", help="how many tests run at a time")
    parser.add_argument("tests", nargs="*", help="all where none is named; what pytest is to be told comes after --")
    args = parser.parse_args()
    packages = args.package or PACKAGES
    with tempfile.TemporaryDirectory() as scratch:
        data = (args.read or args.keep or Path(scratch) / "lines").resolve()
        if args.read is None and run(data, args.tests, args.workers) != 0:
            print("some tests failed: the lines say less then")
            return 1
        if not measured(data):
            print(f"{data}: nothing was measured")
            return 1
        missing = not_run(data, packages)
    asked = {
        key: why
        for key, why in excuses(EXCEPTIONS.read_text(encoding="utf-8")).items()
        if key[0].partition("/")[0] in packages
    }
    said = verdict(missing, asked)
    for line in said.bare:
        print(f"{line.file}:{line.number}: no test runs: {line.text}")
    for file, text in said.idle:
        print(f"{file}: excused, but a test runs it (or it is gone): {text}")
    print(f"{len(said.bare)} lines without a test, {len(said.excused)} excused, {len(said.idle)} idle excuses")
    return 0 if said.passes else 1


def measured(data: Path) -> bool:
    """Whether there is something to look at."""
    if not data.exists():
        return False
    kept = CoverageData(str(data))
    kept.read()
    return bool(kept.measured_files())


if __name__ == "__main__":
    sys.exit(main())
