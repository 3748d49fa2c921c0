"""Strict reading of rule files: every key known, present and of its type."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from scoring.confidence import Confidence
from scoring.errors import RulesetError, did_you_mean

# What a file's values are called, in the words of TOML's readers.
_CALLED: Mapping[type, str] = {
    int: "a whole number",
    float: "a number with a point",
    str: "a text",
    bool: "true or false",
    date: "a date",
    list: "a list",
    dict: "a table",
}
# What a rule can say of days, months, years and points, and of yen.
_MOST, _MOST_YEN = 1_000, 10**12
# The keys of a table of fees, whose amounts are in yen.
_FEES = frozenset({"counter", "online", "settlement"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a rule file. Every reader raises `RulesetError` naming file, key and what was expected."""

    file: str
    place: str
    values: Mapping[str, Any]

    def only(self, required: Iterable[str], optional: Iterable[str] = ()) -> Section:
        """Return the section, after checking that no key is unknown and none is missing."""
        expected, known = set(required), {*required, *optional}
        # A misspelt key first: it is why another is missing.
        for key in sorted(set(self.values) - known):
            hint = did_you_mean(key, sorted(known)) or f"; known here: {', '.join(sorted(known))}"
            raise self.fail(key, f"a known key{hint}")
        for key in sorted(expected - set(self.values)):
            raise self.fail(key, "a value here; the key is missing")
        return self

    def day(self, key: str) -> date:
        """A date that a rule can have, so that reckoning from it stays within the calendar."""
        value = self._of(key, date)
        if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
            raise self.fail(key, f"a date between {_FIRST_YEAR} and {_LAST_YEAR}")
        return value

    def whole(self, key: str, *, least: int = 1, most: int | None = None, what: str = "") -> int:
        """A whole number, above 0 unless another least is given; `what` names what is expected.

        Without a `most` it is one that days, months, years and points can have; only what is in yen may be greater.
        """
        value = self._of(key, int)
        if most is None and value > (limit := _MOST_YEN if _is_yen(key) else _MOST):
            raise self.fail(key, what or f"a number up to {limit}")
        if value < least or (most is not None and value > most):
            told = "a number above 0" if least == 1 else f"{least} or more"
            raise self.fail(key, what or (told if most is None else f"{least} or more and at most {most}"))
        return value

    def real(self, key: str) -> float:
        """A number with a point."""
        return self._of(key, float)

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self._of(key, str)
        if not value.strip():
            raise self.fail(key, "a text")
        if value != value.strip():
            raise self.fail(key, "a text without spaces around it")
        return value

    def flag(self, key: str) -> bool:
        """True or false."""
        return self._of(key, bool)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none twice, at least one: where there is none, the key is left out."""
        values = self._of(key, list)
        if not values:
            raise self.fail(key, "at least one text, or no such key")
        if not all(isinstance(value, str) for value in values) or len(set(values)) != len(values):
            raise self.fail(key, "a list of texts, none twice")
        if any(value.strip() != value or not value for value in values):
            raise self.fail(key, "texts that are not empty, without spaces around them")
        return tuple(values)

    def one_of(self, key: str, choices: type[_E]) -> _E:
        """One of the values of an enumeration."""
        value = self.values.get(key)
        if not isinstance(value, str) or value not in set(choices):
            raise self.fail(key, " or ".join(f'"{choice}"' for choice in choices))
        return choices(value)

    def members(self, key: str, choices: type[_E], what: str, *, least: int = 1) -> tuple[_E, ...]:
        """A list of values of an enumeration, `least` of them or more; `what` names them."""
        names = self._of(key, list)
        if len(names) < least:
            raise self.fail(key, f"at least {least} of the {what}")
        if not all(isinstance(name, str) and name in set(choices) for name in names):
            raise self.fail(key, f"{what} among " + ", ".join(choices))
        return tuple(choices(name) for name in names)

    def wholes(self, key: str, what: str) -> tuple[int, ...]:
        """A list of whole numbers above 0, at least one; `what` names them."""
        values = self._of(key, list)
        if not values:
            raise self.fail(key, what)
        for value in values:
            if type(value) is not int:
                raise self.fail(key, _CALLED[int])
            if not 0 < value <= _MOST:
                raise self.fail(key, what)
        return tuple(values)

    def confidence(self, key: str = "confidence") -> Confidence:
        """Return the confidence of the statement."""
        return self.one_of(key, Confidence)

    def maybe_text(self, key: str) -> str:
        """A text, or an empty one where the key is absent."""
        return self.text(key) if key in self.values else ""

    def maybe_flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        return self.flag(key) if key in self.values else False

    def maybe_day(self, key: str) -> date | None:
        """A date, or None where the key is absent."""
        return self.day(key) if key in self.values else None

    def maybe_whole(self, key: str) -> int | None:
        """A whole number above 0, or None where the key is absent."""
        return self.whole(key) if key in self.values else None

    def maybe_texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; none where the key is absent."""
        return self.texts(key) if key in self.values else ()

    def child(self, key: str) -> Section:
        """A table inside this one."""
        return Section(self.file, f"{self.place}{key}.", self._of(key, dict))

    def children(self, key: str) -> Iterator[tuple[str, Section]]:
        """The tables inside a table, by their names, in the order of the file."""
        parent = self.child(key)
        return ((name, parent.child(name)) for name in parent.values)

    def tables(self, key: str) -> list[Section]:
        """The tables of a list, in its order."""
        found = []
        for i, entry in enumerate(self._of(key, list)):
            if not isinstance(entry, dict):
                raise self.fail(f"{key}[{i}]", _CALLED[dict])
            found.append(Section(self.file, f"{self.place}{key}[{i}].", entry))
        return found

    def fail(self, key: str, expected: str) -> RulesetError:
        """Return the error to raise for one key of this section."""
        return RulesetError(self.file, f"{self.place}{key}", expected)

    def _of(self, key: str, kind: type[_T]) -> _T:
        value = self.values.get(key)
        # Exactly this type: a bool is an int, and a datetime a date.
        if not isinstance(value, kind) or type(value) is not kind:
            raise self.fail(key, _CALLED[kind])
        return value


def parse_file(name: str, text: str) -> Section:
    """Return a rule file's text as its outermost section."""
    try:
        return Section(name, "", tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RulesetError(name, "the file", f"valid TOML ({error})") from error


def parse_rules(name: str, text: str, parts: Iterable[str]) -> Section:
    """Return a rule file's text as its outermost section, after checking its head and that it has these parts."""
    file = parse_file(name, text).only({"head", *parts})
    head = file.child("head").only({"effective_from", "title", "reference", "last_checked_on"})
    head.day("effective_from")
    head.text("title")
    head.text("reference")
    head.day("last_checked_on")
    return file


def rules_folder() -> Traversable:
    """Return the folder of the rule files that ship."""
    return resources.files("scoring") / "rules"


def shipped_rules(name: str) -> str:
    """Return the text of a rule file that ships."""
    return (rules_folder() / name).read_text(encoding="utf-8")


def _is_yen(key: str) -> bool:
    return key in _FEES or "yen" in key.split("_")
