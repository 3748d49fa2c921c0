"""What can go wrong in scoring.

    ScoringError
    ├── ProfileError          a field of a profile is unknown, of the wrong type or impossible
    ├── RulesetError          a rule file is not a complete, strictly readable table
    └── NoRulesetForDate      no table was in force on that day
        └── NoRulesForDate    no version of another rule file was

Each message says what happened, where, and what would be accepted. A profile's values never appear in one.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date


class ScoringError(Exception):
    """Base of everything this package raises on purpose."""


class ProfileError(ScoringError):
    """A profile cannot be read; `field` names the place, for programs."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class RulesetError(ScoringError):
    """A rule file is wrong; the message holds the file, the key and what was expected."""

    def __init__(self, file: str, key: str, expected: str) -> None:
        super().__init__(f"{file}: {key}: expected {expected}")
        self.file = file
        self.key = key


class NoRulesetForDate(ScoringError):
    """No table was in force on the day; we never use the nearest one instead."""

    def __init__(self, as_of: date, first: date) -> None:
        super().__init__(
            f"there is no points table for {as_of.isoformat()}: the first one known here took effect on "
            f"{first.isoformat()}; use that day or a later one"
        )
        self.as_of = as_of
        self.first = first


class NoRulesForDate(NoRulesetForDate):
    """No version of another rule file was in force on the day; we never use the nearest one instead."""

    def __init__(self, name: str, day: date, first: date) -> None:
        ScoringError.__init__(
            self,
            f"there are no rules of {name}.toml for {day.isoformat()}: the first known here took effect on "
            f"{first.isoformat()}; use that day or a later one",
        )
        self.as_of = day
        self.first = first


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """Return the end of a sentence that offers the known name nearest to an unknown one; nothing if none is near."""
    near = difflib.get_close_matches(str(name), list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""
