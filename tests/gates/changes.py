"""Random small changes to the code, each met by the tests that run its line: which ones does nobody notice?

    python -m tests.gates.lines --keep /tmp/lines          (once: which test runs which line)
    python -m tests.gates.changes --lines /tmp/lines --seed 7 --count 100 [--package bot]

Works on copies of the tree. The seed chooses the same changes again; `--skip 25 --count 25` tries the second piece of a
hundred. Prints each change nobody noticed (some of them mean the same as before: that is for people to say) and a count
for each package. A line that no test runs counts as unnoticed at once; a line that is run once, when its module is
imported, is met by tests that run anything else in it. A test that fails without any change says nothing, and is named.
"""

from __future__ import annotations

import argparse
import ast
import copy
import itertools
import json
import queue
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "dialogs", "scoring")
MOST_TESTS = 150
# Most tests that a change makes wait give up by themselves before (tests/patience.py); this is for the others.
_ONE_TEST_SECONDS = 180
_ALL_SECONDS = 1800
_WHOLE_FILES = 3
_DOES_NOT_START, _DOES_NOT_END = "(it does not start)", "(it does not end)"
_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SWAPPED = {"any": "all", "all": "any", "min": "max", "max": "min"}
_FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/.+?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Change:
    """One change: where it is, what is done, and what is put where in the source (in bytes).

    `statement` is the line its statement begins at; 0 outside all functions, where only an import comes by.
    """

    file: str
    line: int
    statement: int
    what: str
    start: int
    end: int
    new: str

    def made(self, source: str) -> str:
        """The source with this change."""
        raw = source.encode()
        return (raw[: self.start] + self.new.encode() + raw[self.end :]).decode()


@dataclass(frozen=True)
class Outcome:
    """What became of a change: which tests met it, and the one that failed (None: nobody noticed)."""

    change: Change
    tests: Sequence[str]
    noticed_by: str | None

    @property
    def witnesses(self) -> Sequence[str]:
        """The tests that have to pass without the change, or it was not the change that they noticed."""
        if self.noticed_by in (None, _DOES_NOT_END):
            return ()
        return self.tests if self.noticed_by == _DOES_NOT_START else (self.noticed_by,)


def changes(file: str, source: str) -> Iterator[Change]:
    """Every small change to a module, in the order of its tree."""
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, statement in _nodes(ast.parse(source), within=False):
        for what, new in _variants(node):
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
            text = ast.unparse(ast.fix_missing_locations(new))
            # What stands around it binds as it did before.
            text = text if isinstance(new, ast.stmt | ast.Constant) else f"({text})"
            yield Change(file, node.lineno, statement, what, start, end, text)


def _nodes(node: ast.AST, statement: int = 0, *, within: bool) -> Iterator[tuple[ast.expr | ast.stmt, int]]:
    """Each expression and statement with the line its statement begins at, or 0 where that is not `within` a function.

    Not inside f-strings, whose parts have no place of their own; nor how a dataclass is made, nor annotations.
    """
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.JoinedStr):
                continue
            if name == "decorator_list" and "dataclass" in ast.unparse(child):
                continue
            inside = within or (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and name == "body")
            begins = child.lineno if inside and isinstance(child, ast.stmt) else statement
            if isinstance(child, ast.expr | ast.stmt):
                yield child, begins
            yield from _nodes(child, begins, within=inside)


def _variants(node: ast.expr | ast.stmt) -> list[tuple[str, ast.expr | ast.stmt]]:
    found: list[tuple[str, ast.expr | ast.stmt]] = []
    if isinstance(node, ast.Compare):
        for which, op in enumerate(node.ops):
            new = copy.deepcopy(node)
            new.ops[which] = _FLIPPED[type(op)]()
            found.append((f"`{ast.unparse(node)}` -> `{ast.unparse(new)}`", new))
    elif isinstance(node, ast.BoolOp):
        swapped = ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        found.append((f"`{ast.unparse(node)}` -> `{ast.unparse(swapped)}`", swapped))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        found.append((f"`{ast.unparse(node)}` -> without not", node.operand))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        found.append((f"{node.value} -> {not node.value}", ast.Constant(not node.value)))
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        found.append((f"{node.value} -> {node.value + 1}", ast.Constant(node.value + 1)))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SWAPPED:
        new_call = ast.Call(ast.Name(_SWAPPED[node.func.id], ast.Load()), node.args, node.keywords)
        found.append((f"{node.func.id} -> {_SWAPPED[node.func.id]}", new_call))
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        found.append((f"`{ast.unparse(node)[:60]}` -> return None", ast.Return(ast.Constant(None))))
    elif _can_go(node):
        found.append((f"`{ast.unparse(node)[:60]}` deleted", ast.Pass()))
    return found


def _can_go(node: ast.expr | ast.stmt) -> bool:
    """Whether the code still runs without this statement: it does something, and defines no name."""
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return all(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets)
    return isinstance(node, ast.AugAssign | ast.Raise | ast.Delete | ast.Break | ast.Continue)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


class Covering:
    """Which tests run which line."""

    def __init__(self, data: Path) -> None:
        self.data = CoverageData(str(data))
        self.data.read()
        self._lines: dict[str, dict[int, set[str]]] = {}

    def tests_of(self, change: Change) -> list[str]:
        """The tests that run the line of a change (or its statement); none where nobody runs it."""
        lines = self._of(change.file)
        if not change.statement:
            return sorted(set().union(*lines.values()))
        return sorted(lines.get(change.line) or lines.get(change.statement) or set())

    def breadth(self) -> Mapping[str, int]:
        """How many lines each test runs."""
        found: Counter[str] = Counter()
        for path in self.data.measured_files():
            for contexts in self.data.contexts_by_lineno(path).values():
                found.update(set(filter(None, map(test_of, contexts))))
        return found

    def _of(self, file: str) -> dict[int, set[str]]:
        if file not in self._lines:
            # It may have been measured in another checkout.
            path = next((path for path in self.data.measured_files() if path.endswith(f"/{file}")), "")
            found = self.data.contexts_by_lineno(path) if path else {}
            self._lines[file] = {line: set(filter(None, map(test_of, among))) for line, among in found.items()}
        return self._lines[file]


def test_of(context: str) -> str | None:
    """The test that a context of coverage names: `id`, `id (phase)` of a process it started, or nothing."""
    test = re.sub(r" \((?:setup|call|teardown)\)$", "", context.partition("|")[0])
    return test if "::" in test else None


class Nursery:
    """A process that has imported the libraries, which takes seconds; tests are run in forks of it."""

    def __init__(self, folder: Path, libraries: Sequence[str]) -> None:
        self._folder, self._numbers = folder, itertools.count()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _NURSERY, *libraries], stdin=subprocess.PIPE, cwd=folder, text=True
        )

    def run(self, tree: Path, arguments: Sequence[str]) -> tuple[bool, str]:
        """Run pytest in a tree: whether all is well, and what it said. Raises `TimeoutError`."""
        assert self._process.stdin is not None
        out = self._folder / f"out{next(self._numbers)}"
        self._process.stdin.write(json.dumps([str(tree), str(out), list(arguments)]) + "\n")
        self._process.stdin.flush()
        code = out.with_suffix(".code")
        for _ in range(_ALL_SECONDS * 10):
            if code.exists():
                return code.read_text() == "0", out.read_text(encoding="utf-8", errors="replace")
            if self._process.poll() is not None:
                raise RuntimeError("the process that the tests are forked from has ended")
            time.sleep(0.1)
        raise TimeoutError

    def close(self) -> None:
        """End it."""
        self._process.communicate()


_LIBRARIES = (
    "aiogram", "telegram.ext", "sqlalchemy", "alembic.command", "aiohttp.web", "cryptography.fernet", "transitions",
    "fluent.runtime", "babel.numbers", "holidays", "PIL.Image", "fpdf", "hypothesis",
)  # fmt: skip
# Each line of its input is a run: a tree, where the output goes, the arguments of pytest. A fork waits for a fork, so
# that a code is left whatever ends the tests.
_NURSERY = """
import importlib, json, os, sys

os.environ["PTB_TIMEDELTA"] = "1"  # as bot.office.telegram has it
for library in sys.argv[1:]:
    importlib.import_module(library)

def run(tree, arguments):
    os.setsid()
    os.chdir(tree)
    sys.path.insert(0, tree)
    import pytest
    return int(pytest.main(["-W", "ignore::pytest.PytestAssertRewriteWarning", *arguments]))

for line in sys.stdin:
    tree, out, arguments = json.loads(line)
    if keeper := os.fork():
        os.waitpid(keeper, 0)
        continue
    if os.fork():
        os._exit(0)
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT), 1)
        os.dup2(1, 2)
        code = 70
        try:
            code = run(tree, arguments)
        finally:
            sys.stdout.flush()
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with open(out + ".part", "w") as file:
        file.write(str(code))
    os.rename(out + ".part", out + ".code")
    os._exit(0)
"""


class Copies:
    """Copies of the tree to change, one for each who works at a time."""

    def __init__(self, folder: Path, number: int, libraries: Sequence[str] = _LIBRARIES) -> None:
        ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis")
        self._free: queue.Queue[Path] = queue.Queue()
        for which in range(number):
            tree = folder / f"tree{which}"
            shutil.copytree(ROOT, tree, ignore=ignored)
            self._free.put(tree)
        self._nursery = Nursery(folder, libraries)

    def close(self) -> None:
        """End the process that the tests are forked from."""
        self._nursery.close()

    def failing(self, tests: Sequence[str], change: Change | None = None) -> list[str]:
        """Run tests with a change in place: those that fail, at least the first one; what hangs fails."""
        tree = self._free.get()
        path = None if change is None else tree / change.file
        before = "" if path is None else path.read_text(encoding="utf-8")
        first = ("-x",) if change is not None else ()
        options = (*first, "--tb=no", "-p", "no:cacheprovider", f"--timeout={_ONE_TEST_SECONDS}")
        try:
            if path is not None and change is not None:
                _put(path, change.made(before))
            passed, said = self._nursery.run(tree, ["-q", *options, *tests])
        except TimeoutError:
            return [_DOES_NOT_END]
        finally:
            if path is not None:
                _put(path, before)
            self._free.put(tree)
        return [] if passed else _FAILED.findall(said) or [_DOES_NOT_START]


def _put(path: Path, source: str) -> None:
    """Have a module say this from now on.

    Python trusts what it compiled from a file of the same second and length.
    """
    path.write_text(source, encoding="utf-8")
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        compiled.unlink()


def ordered(tests: Sequence[str], breadth: Mapping[str, int], chance: random.Random) -> list[str]:
    """At most so many tests, those that run the fewest lines first: they look the closest, and take the least time.

    Where there are too many, half are those, and half are any of the others.
    """
    narrow = sorted(tests, key=lambda test: (breadth[test], test))
    if len(tests) <= MOST_TESTS:
        return narrow
    close, others = narrow[: MOST_TESTS // 2], narrow[MOST_TESTS // 2 :]
    return close + sorted(chance.sample(others, MOST_TESTS - len(close)), key=narrow.index)


def whole_files(tests: Sequence[str]) -> list[str]:
    """Some test files as a whole before their tests: who looks at a constant alone runs no line of its module."""
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))[:_WHOLE_FILES]
    return [*files, *(test for test in tests if test.partition("::")[0] not in files)]


def main() -> int:
    """Choose, change, run, print; the exit code is 1 when something went unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, required=True, help="what tests.gates.lines --keep left")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--skip", type=int, default=0, help="the seed's first so many were tried before")
    parser.add_argument("--package", choices=PACKAGES, action="append", help="all where none is named")
    parser.add_argument("--at-once", type=int, default=2, help="how many changes are tried at a time")
    args = parser.parse_args()
    chance = random.Random(args.seed)
    paths = [path for package in args.package or PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    files = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    everything = [change for file, source in files.items() for change in changes(file, source)]
    chance.shuffle(everything)
    chosen = everything[args.skip :][: args.count]
    covering = Covering(args.lines.resolve())
    breadth = covering.breadth()
    meeting = [ordered(covering.tests_of(change), breadth, chance) for change in chosen]
    meeting = [tests if change.statement else whole_files(tests) for change, tests in zip(chosen, meeting, strict=True)]
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(args.at_once) as pool:
        copies = Copies(Path(scratch), args.at_once)
        outcomes = []
        for outcome in pool.map(lambda pair: _met(copies, *pair), zip(chosen, meeting, strict=True)):
            outcomes.append(outcome)
            _tell(len(outcomes), outcome)
        noticing = {test for outcome in outcomes for test in outcome.witnesses}
        luckless = copies.failing(sorted(noticing)) if noticing else []
        copies.close()
    if luckless:
        print(f"these fail without any change, so they say nothing: {', '.join(luckless)}")
    tried = Counter(o.change.file.partition("/")[0] for o in outcomes)
    noticed = Counter(o.change.file.partition("/")[0] for o in outcomes if o.noticed_by is not None)
    for package in tried:
        print(f"{package}: {noticed[package]} of {tried[package]} noticed (seed {args.seed})")
    return 0 if noticed == tried and not luckless else 1


def _met(copies: Copies, change: Change, tests: Sequence[str]) -> Outcome:
    failed = copies.failing(tests, change) if tests else []
    return Outcome(change, tests, failed[0] if failed else None)


def _tell(number: int, outcome: Outcome) -> None:
    change = outcome.change
    said = f"[{number}] {change.file}:{change.line}: {change.what} ({len(outcome.tests)} tests)"
    print(f"{said}: noticed by {outcome.noticed_by}" if outcome.noticed_by else f"{said}: NOBODY NOTICED", flush=True)


if __name__ == "__main__":
    sys.exit(main())
