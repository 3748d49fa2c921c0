"""The checks of style and types, as tests: whoever runs the tests has run them all."""

import ast
import re
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import settings

from tests import conftest, properties
from tests.properties import examples

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
PROFILES = {"properties.py", "conftest.py", "test_quality.py"}
CLOCKS = ("now", "today", "utcnow")
LUCK = re.compile(rf"\brandom\b|\bhypothesis\b|\.\s*(?:{'|'.join(CLOCKS)})\b")


@pytest.mark.parametrize(
    "check",
    [
        pytest.param(("ruff", "check"), id="ruff check"),
        pytest.param(("ruff", "format", "--check"), id="ruff format --check"),
        # It keeps what it found in .mypy_cache, and the next run takes seconds; without that it takes a minute.
        pytest.param(("mypy",), id="mypy", marks=pytest.mark.long),
    ],
)
def test_the_tree_passes(check: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *check], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_test_passes_or_fails_by_luck() -> None:
    """Chance has a seed, examples of properties come from the one profile, and nobody looks at the clock of the day."""
    found = set()
    for path in sorted(TESTS.rglob("*.py")):
        name, source = path.relative_to(TESTS).as_posix(), path.read_text(encoding="utf-8")
        # Nothing of it can stand in a file without these words, and reading every file takes seconds.
        for node in ast.walk(ast.parse(source)) if LUCK.search(source) else ():
            if isinstance(node, ast.ImportFrom) and (node.module == "random" or name not in PROFILES):
                luck = {"random": {alias.name for alias in node.names}, "hypothesis": {"settings", "seed"}}
                found |= {f"{name}: {a.name}" for a in node.names if a.name in luck.get(str(node.module), ())}
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                whose, what = node.func.value, node.func.attr
                # A generator of one's own, with a seed, gives the same on every run.
                seeded = what == "Random" and node.args
                if (isinstance(whose, ast.Name) and whose.id == "random" and not seeded) or what in CLOCKS:
                    found.add(f"{name}: {ast.unparse(node)}")
    assert found == set()


def test_a_property_looks_at_what_was_asked_for() -> None:
    is_long = settings.get_current_profile_name() == properties.LONG
    assert examples(150).max_examples == (3_000 if is_long else 60)
    assert settings().max_examples == (2_000 if is_long else 40)
    assert settings().derandomize is not is_long
    assert settings.get_profile(properties.LONG).print_blob


def test_a_core_tells_what_came_of_a_test_and_each_fault_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []
    hook = SimpleNamespace(
        pytest_runtest_logreport=lambda report: told.append((report.when, report.outcome)),
        pytest_runtest_logfinish=lambda nodeid, location: None,
    )
    option = SimpleNamespace(durations=None, xmlpath=None)
    config = SimpleNamespace(workerinput={}, option=option)
    item: Any = SimpleNamespace(config=config, ihook=hook, nodeid="", location=())
    for made_ready, put_away in product(("passed", "failed", "skipped"), ("passed", "failed")):
        came = [
            ("setup", made_ready),
            *([("call", "passed")] if made_ready == "passed" else []),
            ("teardown", put_away),
        ]
        reports = [SimpleNamespace(when=when, outcome=outcome, passed=outcome == "passed") for when, outcome in came]
        monkeypatch.setattr(conftest, "runtestprotocol", lambda *_args, reports=reports, **_more: reports)
        told.clear()
        assert conftest.pytest_runtest_protocol(item, None)
        assert told == [one for one in came if one == ("call", "passed") or one[1] != "passed"]
    option.durations = 10
    assert conftest.pytest_runtest_protocol(item, None) is None, "who asks how long all took is told of all"


def test_the_folders_of_tests_are_in_memory_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=conftest.ROOM_BYTES))
    assert conftest.in_memory(tmp_path)
    assert not conftest.in_memory(tmp_path / "none")
    # As much as a container has, unless told otherwise.
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=64_000_000))
    assert not conftest.in_memory(tmp_path)
