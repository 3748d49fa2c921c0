"""What the tests of figures as people type them share: how a text is read, and what is then kept or offered.

Today is the day of the labelled texts, 2026-11-22.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dialogs.questionnaires.hsp import HSP
from dialogs.understanding import Understood
from tests.answers.report import Today, reader

# By question and language: what is kept at once, what is offered (the likeliest first), and what is asked again.
Taken = Mapping[tuple[str, str], Mapping[str, Any]]
Offered = Mapping[tuple[str, str], Mapping[str, Sequence[Any]]]
Asked = Mapping[tuple[str, str], Sequence[str]]


def read(text: str, asked: str, language: str) -> Understood:
    """Return what the reader that ships understands."""
    return reader().read(text, HSP.by_id[asked] if asked else None, language, Today())


def candidates(text: str, asked: str, language: str) -> tuple[Any, ...]:
    """Return what is offered for the asked question."""
    fact = read(text, asked, language).of(asked)
    return () if fact is None else fact.candidates


def kept(text: str, asked: str, language: str) -> Any:
    """Return what is kept at once for the asked question; None where it is read back or asked."""
    fact = read(text, asked, language).of(asked)
    return fact.candidates[0] if fact is not None and fact.settled else None
