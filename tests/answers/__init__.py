"""Labelled questions in each language, by which the answer bank is measured; half of them were held out of tuning."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question as typed, the entry that answers it (None: it must be declined), and the list it stands in."""

    text: str
    answer: str | None
    kind: str
    held_out: bool


@cache
def labelled(language: str) -> tuple[Labelled, ...]:
    """Every question of a language, in the order of the file."""
    data = tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))
    return (*_of(data["answered"], answered=True), *_of(data["declined"], answered=False))


def _of(lists: Mapping[str, list[str]], *, answered: bool) -> list[Labelled]:
    return [
        Labelled(text, kind if answered else None, kind, held_out=bool(place % 2))
        for kind, texts in lists.items()
        for place, text in enumerate(texts)
    ]
