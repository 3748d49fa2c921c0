"""What can go wrong in scoring.

    ScoringError
    ├── Refusal                   what was asked cannot be answered as it was put; the person asking can put it right
    │   ├── ProfileError          a field of a profile is unknown, of the wrong type or impossible
    │   └── NoRulesetForDate      no table was in force on that day
    │       └── NoRulesForDate    no version of another rule file was
    └── RulesetError              a rule file is not a complete, strictly readable table

A refusal is the key of a text and its arguments, as a reason is: whoever shows it has the words, in every language. The
error of a rule file is for whoever writes one, in English: what happened, where, and what would be accepted. A
profile's values stand in neither.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import date


class ScoringError(Exception):
    """Base of everything this package raises on purpose."""


class Refusal(ScoringError):
    """What was asked cannot be answered: `key` names the text that says why and what to do, `values` stand in it."""

    def __init__(self, place: str, key: str, values: Mapping[str, str]) -> None:
        super().__init__(": ".join([place, key]) + "".join(f" {name}={value}" for name, value in values.items()))
        self.key = key
        self.values = values


class ProfileError(Refusal):
    """A profile cannot be read; `field` names the place, for programs."""

    def __init__(self, field: str, key: str, /, **values: str) -> None:
        super().__init__(field, key, values)
        self.field = field


class NoRulesetForDate(Refusal):
    """No table was in force on the day; we never use the nearest one instead."""

    def __init__(self, as_of: date, first: date) -> None:
        super().__init__("as_of", "fault-no-table", {"day": as_of.isoformat(), "first": first.isoformat()})
        self.as_of = as_of
        self.first = first


class NoRulesForDate(NoRulesetForDate):
    """No version of another rule file was in force on the day; we never use the nearest one instead."""

    def __init__(self, name: str, day: date, first: date) -> None:
        values = {"file": f"{name}.toml", "day": day.isoformat(), "first": first.isoformat()}
        Refusal.__init__(self, "as_of", "fault-no-rules", values)
        self.as_of = day
        self.first = first


class RulesetError(ScoringError):
    """A rule file is wrong; the message holds the file, the key and what was expected."""

    def __init__(self, file: str, key: str, expected: str) -> None:
        super().__init__(f"{file}: {key}: expected {expected}")
        self.file = file
        self.key = key


def nearest(name: object, known: Iterable[str]) -> str | None:
    """Return the known name nearest to an unknown one; None if none is near."""
    near = difflib.get_close_matches(str(name), list(known), n=1)
    return near[0] if near else None


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """Return the end of a sentence that offers the known name nearest to an unknown one; nothing if none is near."""
    near = nearest(name, known)
    return f"; did you mean {near}?" if near else ""
