"""What somebody hostile types comes out of every exit as words, and every exit is in the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile import texts
from tests.hostile.exits import EXCUSED, EXITS, SIGNS, Exit

BOT = Path(__file__).parents[2] / "bot"


@pytest.mark.parametrize("exit_", EXITS, ids=[one.name for one in EXITS])
def test_whatever_is_typed_comes_out_as_words(exit_: Exit) -> None:
    for one in texts():
        exit_.check(one.text)


def test_every_module_that_makes_something_is_in_the_list() -> None:
    found = {
        ".".join(file.relative_to(BOT).with_suffix("").parts)
        for file in BOT.rglob("*.py")
        if any(sign in text for text in [file.read_text("utf-8")] for sign in SIGNS)
    }
    listed = {name for one in EXITS for name in one.modules} | set(EXCUSED)
    assert found - listed == set(), "an exit of its own, or one that is listed, checks what it makes"
    missing = [name for name in listed if not (BOT / f"{name.replace('.', '/')}.py").is_file()]
    assert not missing
