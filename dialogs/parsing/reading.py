"""What comes out of reading an answer: one value, a few possible values, or a kind explanation of what would do.

These types know neither questions nor languages: a problem is a text key and its arguments.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, TypeAlias, TypeVar

ProblemArg: TypeAlias = str | int | Decimal | date
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

MOST_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Certain(Generic[T_co]):
    """The text has one reasonable meaning; it may be kept without asking back."""

    value: T_co


@dataclass(frozen=True, slots=True)
class Ambiguous(Generic[T_co]):
    """The text has one to three possible meanings, likeliest first; none may be kept before the person chose it.

    A single candidate is a value that was worked out rather than written: 「月50万」 is read back as 6,000,000 a year.
    """

    candidates: tuple[T_co, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.candidates) <= MOST_CANDIDATES:
            raise ValueError(f"an Ambiguous carries 1 to {MOST_CANDIDATES} candidates, not {len(self.candidates)}")


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """The text cannot be used; `key` names a text that says what would be accepted, `args` fill its placeholders."""

    key: str
    # A mapping has no hash; equal problems still hash alike, by their key.
    args: Mapping[str, ProblemArg] = field(default_factory=dict, hash=False)


Reading: TypeAlias = Certain[T] | Ambiguous[T] | AnswerProblem

PROBLEM_KEYS: Mapping[str, frozenset[str]] = {
    "problem-yen": frozenset(),
    "problem-yen-currency": frozenset(),
    "problem-yen-too-large": frozenset(),
    "problem-yen-net": frozenset(),
    "problem-yen-hourly": frozenset(),
    "problem-yen-undecided": frozenset(),
    "problem-yen-overtime": frozenset(),
    "problem-yen-bonus": frozenset(),
    "problem-yen-included": frozenset(),
    "problem-yen-several": frozenset(),
    "problem-whole": frozenset(),
    "problem-whole-range": frozenset({"low", "high"}),
    "problem-whole-related": frozenset(),
    "problem-years": frozenset(),
    "problem-years-since": frozenset(),
    "problem-years-about": frozenset(),
    "problem-percent": frozenset(),
    "problem-name": frozenset(),
    "problem-contact": frozenset(),
    "problem-contact-mail": frozenset(),
    "problem-contact-letters": frozenset(),
    "problem-contact-digits": frozenset(),
    "problem-day": frozenset(),
    "problem-day-age": frozenset(),
    "problem-day-impossible": frozenset(),
    "problem-day-range": frozenset({"earliest", "latest"}),
}
"""Every problem key the readers use and the names of its arguments: what each catalogue has to translate."""


def ask_back(candidates: Iterable[T]) -> Ambiguous[T]:
    """Offer the candidates without repeats, in the order given, cut to what fits on a phone's keyboard."""
    return Ambiguous(tuple(dict.fromkeys(candidates))[:MOST_CANDIDATES])
