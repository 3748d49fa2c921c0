"""The parts of the gates that can be wrong without anybody noticing."""

from __future__ import annotations

import ast
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from types import ModuleType

import pytest

from tests.gates import changes, lines
from tests.gates.changes import Change
from tests.gates.lines import Line

SOURCE = '''"""日本"""
from dataclasses import dataclass


@dataclass(frozen=True)
class Most:
    """Words."""

    number: int = 30


def rings(points: int, known: bool) -> bool:
    """日本"""
    if not known and points >= 70:  # 合計
        print(f"{points > 1}")
    count = 0
    count += max(points, 3)
    return any(x in (points,) for x in (count,)) is True


def walk(self) -> Iterator[int]:
    for share in self.shares:
        if 0 <= share < 0.5:
            continue
        self.last = share
        yield share
    raise StopIteration
'''
WANTED = {
    (9, "30 -> 31"),
    (14, "`not known and points >= 70` -> `not known or points >= 70`"),
    (14, "`not known` -> without not"),
    (14, "`points >= 70` -> `points > 70`"),
    (14, "70 -> 71"),
    (15, "`print(f'{points > 1}')` deleted"),
    (16, "0 -> 1"),
    (17, "`count += max(points, 3)` deleted"),
    (17, "max -> min"),
    (17, "3 -> 4"),
    (18, "`return any((x in (points,) for x in (count,))) is True` -> return None"),
    (18, "`any((x in (points,) for x in (count,))) is True` -> `any((x in (points,) for x in (count,))) is not True`"),
    (18, "any -> all"),
    (18, "`x in (points,)` -> `x not in (points,)`"),
    (18, "True -> False"),
    (23, "`0 <= share < 0.5` -> `0 < share < 0.5`"),
    (23, "`0 <= share < 0.5` -> `0 <= share <= 0.5`"),
    (23, "0 -> 1"),
    (23, "0.5 -> 1.5"),
    (24, "`continue` deleted"),
    (25, "`self.last = share` deleted"),
    (26, "`yield share` deleted"),
    (27, "`raise StopIteration` deleted"),
}


def test_the_changes_of_a_module() -> None:
    found = list(changes.changes("m.py", SOURCE))
    assert {(c.line, c.what) for c in found} == WANTED
    assert {c.statement for c in found if c.line == 9} == {0}
    assert all(c.statement == c.line for c in found if c.line != 9)


def test_each_is_one_change_and_nothing_else() -> None:
    found = list(changes.changes("m.py", SOURCE))
    made = [change.made(SOURCE) for change in found]
    assert len(set(made)) == len(made)
    before = SOURCE.splitlines()
    for change, source in zip(found, made, strict=True):
        assert ast.dump(ast.parse(source)) != ast.dump(ast.parse(SOURCE))
        after = source.splitlines()
        assert [n for n, (a, b) in enumerate(zip(before, after, strict=True), 1) if a != b] == [change.line]


def _in_statements(path: Path) -> Iterator[tuple[str, Change]]:
    """Every change to a file, with the statement at its top that it is in: the places are those within that."""
    source = path.read_text(encoding="utf-8")
    raw = source.encode().splitlines(keepends=True)
    ends = [0, *(node.end_lineno or 0 for node in ast.parse(source).body)]
    parts = [b"".join(raw[begin:end]) for begin, end in pairwise(ends)]
    starts = [0, *accumulate(map(len, parts))]
    for change in changes.changes(path.name, source):
        which = bisect_right(starts, change.start) - 1
        yield parts[which].decode(), replace(change, start=change.start - starts[which], end=change.end - starts[which])


def test_every_change_to_our_own_code_can_be_made() -> None:
    number = 0
    for path in sorted((lines.ROOT / "bot" / "office").rglob("*.py")):
        for statement, change in _in_statements(path):
            # To compile the whole file for each change takes several times as long, and finds the same.
            compile(change.made(statement), path.name, "exec", annotations.compiler_flag, dont_inherit=True)
            number += 1
    assert number > 300


@pytest.mark.parametrize(
    ("context", "test"),
    [
        ("", None),
        ("tests/bot/test_a.py::test_b[x (y)]", "tests/bot/test_a.py::test_b[x (y)]"),
        ("tests/bot/test_a.py::test_b (call)", "tests/bot/test_a.py::test_b"),
        ("tests/bot/test_a.py::test_b (setup)|", "tests/bot/test_a.py::test_b"),
    ],
)
def test_whose_a_context_is(context: str, test: str | None) -> None:
    assert changes.test_of(context) == test


def test_a_constant_is_met_by_whole_files_first() -> None:
    tests = [f"tests/{file}.py::test_{n}" for file in "abcd" for n in (1, 2)]
    assert changes.whole_files(tests) == ["tests/a.py", "tests/b.py", "tests/c.py", *tests[-2:]]


def test_the_tests_that_look_the_closest_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    breadth = {f"t{n:02}": n for n in range(20)}
    monkeypatch.setattr(changes, "MOST_TESTS", 6)
    found = changes.ordered(list(reversed(breadth)), breadth, random.Random(1))
    assert found[:3] == ["t00", "t01", "t02"]
    assert found == sorted(set(found))
    assert len(found) == 6
    assert changes.ordered(["t05", "t03"], breadth, random.Random(1)) == ["t03", "t05"]


def test_lines_are_held_against_their_excuses() -> None:
    excused = lines.excuses(
        '[[exception]]\nfile = "bot/a.py"\nlines = ["raise Odd", "gone()"]\nwhy = "only when the disk burns"\n'
    )
    missing = [Line("bot/a.py", 3, "raise Odd"), Line("bot/b.py", 3, "raise Odd")]
    said = lines.verdict(missing, excused)
    assert said.bare == [missing[1]]
    assert said.excused == [missing[0]]
    assert said.idle == [("bot/a.py", "gone()")]
    assert not said.passes
    assert lines.verdict([missing[0]], {("bot/a.py", "raise Odd"): "why"}).passes


@pytest.mark.parametrize("gate", [lines, changes])
def test_it_is_written_down_how_to_run_them(gate: ModuleType) -> None:
    house = (lines.ROOT / "deploy" / "HOUSE.md").read_text(encoding="utf-8")
    assert f"python -m {gate.__name__} --" in house
    assert f"python -m {gate.__name__} " in str(gate.__doc__)


def test_an_exception_says_why() -> None:
    with pytest.raises(ValueError, match="no reason"):
        lines.excuses('[[exception]]\nfile = "bot/a.py"\nlines = ["x"]\nwhy = " "\n')
    for (file, line), _ in lines.excuses(lines.EXCEPTIONS.read_text(encoding="utf-8")).items():
        stripped = {text.strip() for text in (lines.ROOT / file).read_text(encoding="utf-8").splitlines()}
        assert line in stripped, f"{file} has no such line any more: {line}"


def test_which_lines_a_test_ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test of a small tree, one that starts a process and one that lives in a fork of it, seen with their names.

    So is what comes after an error in a coroutine that another awaits, of which Python 3.11 tells a tracer by halves.
    """
    _tree(tmp_path)
    monkeypatch.setattr(lines, "ROOT", tmp_path)
    data = tmp_path / "data"
    assert lines.run(data, ["tests"], "0") == 0
    assert [(line.number, line.text) for line in lines.not_run(data, ["bot"])] == [(11, "return 4")]
    covering = changes.Covering(data)  # of another checkout than this one
    here, there, too = (f"tests/test_m.py::test_{name}" for name in ("here", "there", "here_too[1 2]"))
    caught = "tests/test_m.py::test_caught"
    for line, tests in ((3, [here, too]), (7, [there]), (8, [there]), (11, []), (21, [caught]), (30, [caught])):
        assert covering.tests_of(Change("bot/m.py", line, line, "", 0, 0, "")) == tests
    assert covering.tests_of(Change("bot/m.py", 2, 0, "", 0, 0, "")) == [caught, here, too, there]


def test_a_change_in_a_copy_is_met_by_its_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the copy is as before, though the file has the same length in the same second."""
    (tmp_path / "scratch").mkdir()
    _tree(tmp_path / "tree")
    monkeypatch.setattr(changes, "ROOT", tmp_path / "tree")
    copies = changes.Copies(tmp_path / "scratch", 1, libraries=())
    source = (tmp_path / "tree" / "bot" / "m.py").read_text(encoding="utf-8")
    [other] = [change for change in changes.changes("bot/m.py", source) if (change.line, change.what) == (3, "1 -> 2")]
    here = "tests/test_m.py::test_here_too[1 2]"
    assert copies.failing([here], other) == [here]
    assert copies.failing([here]) == []
    # A list of another day names tests that are gone: those did not notice anything.
    gone = ["tests/test_m.py::test_gone"]
    [noticed] = copies.failing(gone, other)
    assert changes.Outcome(other, gone, noticed).witnesses == gone
    assert changes.Outcome(other, [here, *gone], here).witnesses == (here,)
    assert changes.Outcome(other, [here], None).witnesses == ()
    copies.close()


def _tree(root: Path) -> None:
    files = {
        "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\n',
        "bot/__init__.py": "",
        "bot/m.py": (
            "from os import _exit\ndef here():\n    return 1\n\ndef there():\n    from os import fork, wait\n"
            "    if fork() == 0: _exit(0)\n    wait()\n\ndef nowhere():\n    return 4\n\n"
            "async def inner(future):\n    try:\n        await future\n    except ValueError:\n        return 1\n\n"
            "async def outer(future):\n    await inner(future)\n    return 2\n\n"
            "def caught():\n    import asyncio\n    async def fails():\n"
            "        future = asyncio.get_running_loop().create_future()\n"
            "        asyncio.get_running_loop().call_soon(future.set_exception, ValueError())\n"
            "        return await outer(future)\n    asyncio.run(fails())\n    return 5\n"
        ),
        "tests/test_m.py": (
            "import subprocess, sys, pytest\nfrom bot.m import caught, here\ndef test_here():\n    assert here() == 1\n"
            "def test_there():\n"
            "    subprocess.run([sys.executable, '-c', 'from bot.m import there; there()'], check=True)\n"
            "def test_caught():\n    assert caught() == 5\n"
            "@pytest.mark.parametrize('text', ['1 2'])\ndef test_here_too(text):\n    assert here() == 1\n"
        ),
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
