"""Random small changes to the code, each met by the tests that run its line: which ones does nobody notice?

    python -m tests.gates.lines --keep /tmp/lines          (once: which test runs which line)
    python -m tests.gates.changes --lines /tmp/lines --seed 7 --count 100 [--package bot]

Works on a copy of the tree. The seed chooses the same changes again. Prints each change nobody noticed, and a count.
A change to a line that no test runs counts as unnoticed at once.
"""

from __future__ import annotations

import argparse
import ast
import copy
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "dialogs", "scoring")
PATIENCE_SECONDS = 300
MOST_TESTS = 400
_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SWAPPED = {"any": "all", "all": "any", "min": "max", "max": "min"}


@dataclass(frozen=True)
class Change:
    """One changed file: where, what was done, and the whole new source."""

    file: str
    line: int
    what: str
    source: str


def changes(path: Path) -> Iterator[Change]:
    """Every small change to a module, in the order of its lines."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    for number, node in enumerate(ast.walk(tree)):
        for which, (what, _) in enumerate(_variants(node)):
            yield Change(str(path), getattr(node, "lineno", 1), what, f"{number}:{which}")


def made(path: Path, address: str) -> str:
    """The source with one change made."""
    number, which = map(int, address.split(":"))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for at, node in enumerate(ast.walk(tree)):
        if at == number:
            _, new = _variants(node)[which]
            _replace(parents[node], node, new)
            return ast.unparse(ast.fix_missing_locations(tree))
    raise AssertionError(address)


def _variants(node: ast.AST) -> list[tuple[str, ast.AST]]:
    found: list[tuple[str, ast.AST]] = []
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _FLIPPED:
        new = copy.deepcopy(node)
        new.ops[0] = _FLIPPED[type(node.ops[0])]()
        found.append((f"`{ast.unparse(node)}` -> `{ast.unparse(new)}`", new))
    elif isinstance(node, ast.BoolOp):
        swapped = ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        found.append((f"`{ast.unparse(node)}` -> `{ast.unparse(swapped)}`", swapped))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        found.append((f"`{ast.unparse(node)}` -> without not", node.operand))
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        found.append((f"{node.value} -> {not node.value}", ast.Constant(not node.value)))
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        found.append((f"{node.value} -> {node.value + 1}", ast.Constant(node.value + 1)))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SWAPPED:
        new_call = ast.Call(ast.Name(_SWAPPED[node.func.id], ast.Load()), node.args, node.keywords)
        found.append((f"{node.func.id} -> {_SWAPPED[node.func.id]}", new_call))
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        found.append((f"`{ast.unparse(node)[:60]}` -> return None", ast.Return(ast.Constant(None))))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await) or isinstance(node, ast.AugAssign):
        found.append((f"`{ast.unparse(node)[:60]}` deleted", ast.Pass()))
    return found


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _replace(parent: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for name, value in ast.iter_fields(parent):
        if value is old:
            setattr(parent, name, new)
        elif isinstance(value, list) and old in value:
            value[value.index(old)] = new


class Gate:
    """A copy of the tree to change, and which tests run which line."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.copy = folder / "tree"
        ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".mypy_cache", ".hypothesis")
        shutil.copytree(ROOT, self.copy, ignore=ignored)
        self.data = CoverageData(str(data))
        self.data.read()

    def tests_of(self, change: Change) -> list[str]:
        """The tests that run a line; none where nobody does."""
        contexts = self.data.contexts_by_lineno(change.file).get(change.line, ())
        return sorted({context.partition("|")[0] for context in contexts if "::" in context})

    def noticed(self, change: Change, tests: list[str], chance: random.Random) -> bool:
        """Whether any of the tests fails with the change in place (or does not come to an end)."""
        path = self.copy / Path(change.file).relative_to(ROOT)
        before = path.read_text(encoding="utf-8")
        path.write_text(made(Path(change.file), change.source), encoding="utf-8")
        chosen = tests if len(tests) <= MOST_TESTS else sorted(chance.sample(tests, MOST_TESTS))
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "2", "-p", "no:cacheprovider", *chosen]
        try:
            done = subprocess.run(command, cwd=self.copy, capture_output=True, timeout=PATIENCE_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return True
        finally:
            path.write_text(before, encoding="utf-8")
        return done.returncode != 0


def main() -> int:
    """Choose, change, run, print; the exit code is 1 when something went unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, required=True, help="what tests.gates.lines --keep left")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--package", choices=PACKAGES, action="append", help="all where none is named")
    args = parser.parse_args()
    chance = random.Random(args.seed)
    files = [path for package in args.package or PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    everything = [change for path in files for change in changes(path)]
    chosen = chance.sample(everything, min(args.count, len(everything)))
    unnoticed = 0
    with tempfile.TemporaryDirectory() as scratch:
        gate = Gate(Path(scratch), args.lines.resolve())
        for number, change in enumerate(chosen, 1):
            tests = gate.tests_of(change)
            if tests and gate.noticed(change, tests, chance):
                continue
            unnoticed += 1
            where = f"{Path(change.file).relative_to(ROOT)}:{change.line}"
            print(f"[{number}] {where}: {change.what} ({len(tests)} tests run the line)", flush=True)
    print(f"{len(chosen) - unnoticed} of {len(chosen)} noticed (seed {args.seed})")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
