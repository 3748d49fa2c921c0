"""The page on who could do harm: every threat names the tests that show what stops it, and each of them exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
# Who the page must speak of, and what it says of each.
WHO, PARTS = 8, 3


def threats(name: str) -> list[str]:
    """The parts of the page, one for each who could do harm."""
    return (ROOT / "deploy" / name).read_text("utf-8").split("\n## ")[1:]


def faults(threat: str) -> list[str]:
    """What is wrong with a part: it says too little, or names tests that are not there."""
    who, named = threat.partition("\n")[0], _NAMED.findall(threat)
    found = [] if threat.count("\n- **") == PARTS else [f"{who}: what is reached, what stops it, what does not"]
    found += [] if named else [f"{who}: no test shows it"]
    for file, test in named:
        path = ROOT / file
        text = path.read_text("utf-8") if path.is_file() else ""
        if not re.search(rf"^(?:async )?def {test}\(", text, re.MULTILINE):
            found.append(f"{who}: there is no {test} in {file}")
    return found


@pytest.mark.parametrize("name", ["THREATS.md", "THREATS.ja.md"])
def test_each_threat_names_tests_that_exist(name: str) -> None:
    parts = threats(name)
    assert len(parts) == WHO
    assert [fault for part in parts for fault in faults(part)] == []


def test_what_the_page_says_wrongly_is_found() -> None:
    right = threats("THREATS.md")[0]
    assert faults(right.replace("test_whatever_is_typed_comes_out_as_words", "test_of_nothing"))
    assert faults(right.replace("tests/hostile/test_exits.py", "tests/nothing.py"))
    assert faults(_NAMED.sub("", right))
    assert faults(right.replace("- **Not stopped**", "**Not stopped**"))
