"""The checks of style and types, as tests: whoever runs the tests has run them all."""

import ast
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests import properties
from tests.properties import examples

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
PROFILES = {"properties.py", "conftest.py", "test_quality.py"}
# A generator of one's own, with a seed, gives the same on every run; the module's functions share one without.
LUCK = {f"random.{name}" for name in dir(random) if name.islower()} | {"random.Random()", "random.SystemRandom()"}


@pytest.mark.parametrize(
    "check",
    [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)],
    ids=" ".join,
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
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = path.relative_to(TESTS).as_posix()
            if isinstance(node, ast.ImportFrom) and node.module == "random":
                found.add(f"{name}: from random import")
            if isinstance(node, ast.ImportFrom) and node.module == "hypothesis" and name not in PROFILES:
                found |= {f"{name}: {alias.name}" for alias in node.names if alias.name in ("settings", "seed")}
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in LUCK or ast.unparse(node) in LUCK or called.endswith((".now", ".today", ".utcnow")):
                    found.add(f"{name}: {ast.unparse(node)}")
    assert found == set()


def test_a_property_looks_at_what_was_asked_for() -> None:
    factor = 20 if settings.get_current_profile_name() == properties.LONG else 1
    assert examples(150).max_examples == 150 * factor
    assert settings().max_examples == properties.USUAL * factor
    assert settings().derandomize is (factor == 1)
    assert settings.get_profile(properties.LONG).print_blob
