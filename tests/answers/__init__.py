"""Labelled questions in each language, by which the answer bank is measured; half of them were held out of tuning.

`<language>.toml` holds what people ask the office, `questions/<language>.toml` what they type between the questions of
the interview, also about the question that is being asked, `varied/<language>.toml` short and hurried ways to ask for
each entry, and what must be declined; all of it was looked at. `fresh/<language>.toml` asks for each entry as its
answer alone suggests, with near misses: each round was measured before it was looked at.
`blind/questions/<language>.toml` is by somebody who had seen neither the bank nor the other sets: it is measured before
anybody looks at it for tuning.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "ja")
# The help of the question being asked answers.
HELP = "help"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question as typed, what may answer it (nothing: it must be declined), and the list it stands in.

    `asked` is the question being asked, where it is about that one.
    """

    text: str
    answers: frozenset[str]
    kind: str
    held_out: bool
    asked: str | None = None

    def is_right(self, found: tuple[str, ...]) -> bool:
        """Return whether one of the entries found is an answer; a word explained is as good as help."""
        explained = self.asked is not None and any(entry.startswith("term-") for entry in found)
        return explained or not self.answers.isdisjoint(found)


@cache
def labelled(language: str) -> tuple[Labelled, ...]:
    """Return every question that people ask the office in a language, in the order of the file."""
    data = _read(_HERE / f"{language}.toml")
    return (*_of(data["answered"], answered=True), *_of(data["declined"], answered=False))


@cache
def asked_in_between(language: str) -> tuple[Labelled, ...]:
    """Return every question typed between the questions of the interview, in the order of the file."""
    return tuple(_in_between(_read(_HERE / "questions" / f"{language}.toml")))


@cache
def asked_variedly(language: str) -> tuple[Labelled, ...]:
    """Return every question of the set that asks for each entry in many ways, in the order of the file."""
    return tuple(_in_between(_read(_HERE / "varied" / f"{language}.toml")))


@cache
def asked_freshly(language: str) -> tuple[Labelled, ...]:
    """Return every question of the set written from the answers alone, in the order of the file."""
    return tuple(_in_between(_read(_HERE / "fresh" / f"{language}.toml")))


@cache
def asked_blind(language: str) -> tuple[Labelled, ...]:
    """Return every question of the blind set, in the order of the file: all of it is held out."""
    data = _read(_HERE / "blind" / "questions" / f"{language}.toml")
    return tuple(replace(question, held_out=True) for question in _in_between(data))


def _in_between(data: Mapping[str, Any]) -> Iterator[Labelled]:
    yield from _of(data["answered"], answered=True)
    yield from _of(data["declined"], answered=False)
    yield from (
        Labelled(given["text"], frozenset(given["entries"]), "either", held_out=bool(place % 2))
        for place, given in enumerate(data["either"])
    )
    yield from (
        Labelled(text, frozenset((HELP,)), "help", held_out=bool(place % 2), asked=asked)
        for asked, texts in data["help"].items()
        for place, text in enumerate(texts)
    )


def _read(path: Path) -> Mapping[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _of(lists: Mapping[str, list[str]], *, answered: bool) -> Iterator[Labelled]:
    for kind, texts in lists.items():
        for place, text in enumerate(texts):
            yield Labelled(text, frozenset((kind,) if answered else ()), kind, held_out=bool(place % 2))
