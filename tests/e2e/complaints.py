"""Lists of what people complain of in other systems, each with the tests that would fail if we did the same.

A list is the docstring of a module: one entry a complaint, which begins with a dash, says it in plain words with the
public threads where people wrote it, and names tests in backticks. `tests/x/test_y.py::test_z` counts from the
repository, `test_y.py::test_z` lies beside the list; a name alone is in the file named before it in the entry, or else
in the list's own module.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
_ENTRY = re.compile(r"^- (.+?)(?=^- |^\S|\Z)", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`(?:([\w/]+\.py)::)?(test_\w+)`")
_QUOTED = re.compile(r"`[^`]*`")
_TEST = re.compile(r"^(?:async )?def (test_\w+)\(", re.MULTILINE)


def entries(listed: str) -> list[str]:
    """Return the complaints of a list, whole."""
    return _ENTRY.findall(listed)


def named(entry: str, module: Path) -> list[tuple[Path, str]]:
    """Return the tests that an entry of a module's list names, each with its file."""
    found, file = [], module
    for path, name in _NAMED.findall(entry):
        if path:
            file = ROOT / path if path.startswith("tests/") else module.parent / path
        found.append((file, name))
    return found


def faults(listed: str, module: Path) -> list[str]:
    """Return what is wrong with the list of a module: complaints that no test shows, tests that are not there."""
    found = []
    shown = {name for entry in entries(listed) for file, name in named(entry, module) if file == module}
    for entry in entries(listed):
        words, tests = entry.partition(":")[0], named(entry, module)
        if not tests:
            found.append(f"no test shows: {words}")
        if len(tests) != len(_QUOTED.findall(entry)):
            found.append(f"something else than a test is named: {words}")
        found += [f"there is no {name} in {file}" for file, name in tests if name not in _tests(file)]
    own = _tests(module) - shown - {"test_each_complaint_has_its_tests"}
    return found + [f"in no entry: {name}" for name in sorted(own)]


def _tests(file: Path) -> set[str]:
    return set(_TEST.findall(file.read_text("utf-8"))) if file.is_file() else set()
