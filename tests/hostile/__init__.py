"""What somebody hostile types: one list (`hostile.json`), and every exit that it must come out of as words.

A text belongs to the kind of exit that it is meant to break; each goes to all of them. Half a pair of surrogates cannot
stand in a text file, so they are written as JSON has them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("hostile.json")


@dataclass(frozen=True, slots=True)
class Hostile:
    """A text, and the kind of exit that it is meant for."""

    kind: str
    text: str


@cache
def texts() -> tuple[Hostile, ...]:
    """Return the whole list."""
    said = json.loads(FILE.read_text("utf-8"))
    return tuple(Hostile(one["kind"], one["text"] * one.get("times", 1)) for one in said)


@cache
def short(longest: int = 64) -> tuple[str, ...]:
    """Return those that fit into a field of so many signs."""
    return tuple(one.text for one in texts() if 0 < len(one.text) <= longest)


__all__ = ["FILE", "Hostile", "short", "texts"]
