"""Rules that change on a day: every version of a rule file is a whole file, beside the one before it.

`family.toml` is the first version; `family.2027-04-01.toml` holds from that day on, and nothing older is touched. Each
says its first day in its head, `effective_from`. Inside a version an entry may begin or end on a day of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, Generic, TypeVar

from scoring.errors import NoRulesForDate, RulesetError
from scoring.rule_files import parse_file, rules_folder

_T = TypeVar("_T")
Load = Callable[[str, str], _T]


class DatedRules(Generic[_T]):
    """All versions of one rule file. `load` reads one, from its name and text."""

    def __init__(self, name: str, load: Load[_T]) -> None:
        self.name = name
        self.load = load

    def on(self, day: date) -> _T:
        """Return the rules in force on a day. Raises `NoRulesForDate` for a day before the first version."""
        read = self.versions()
        return read[version_on(self.name, tuple(read), day)]

    def versions(self) -> Mapping[date, _T]:
        """Return all versions by their first days, oldest first. Raises `RulesetError` for a fault in any of them."""
        read: Mapping[date, _T] = _read(self.name, self.load)
        return read


@cache
def texts_of(name: str) -> Mapping[date, tuple[str, str]]:
    """Return each version of a rule file, as the name and text of its file, oldest first, by its first day."""
    names = (path.name for path in rules_folder().iterdir())
    later = sorted(file for file in names if file.startswith(f"{name}.") and file.count(".") > 1)
    found: dict[date, tuple[str, str]] = {}
    for file in (f"{name}.toml", *later):
        text = (rules_folder() / file).read_text(encoding="utf-8")
        first = parse_file(file, text).child("head").day("effective_from")
        if found and file != f"{name}.{first.isoformat()}.toml":
            raise RulesetError(file, "head.effective_from", "the day that is in the file's name")
        if found and first <= max(found):
            raise RulesetError(file, "head.effective_from", f"a day after {max(found)}, on which the one before began")
        found[first] = file, text
    return found


def version_on(name: str, first_days: tuple[date, ...], day: date) -> date:
    """Return the first day of the version in force on a day, of several, oldest first."""
    in_force = [first for first in first_days if first <= day]
    if not in_force:
        raise NoRulesForDate(name, day, first_days[0])
    return in_force[-1]


@cache
def _read(name: str, load: Load[Any]) -> Mapping[date, Any]:
    return {first: load(file, text) for first, (file, text) in texts_of(name).items()}


def forget() -> None:
    """Read the files anew when they are next asked for."""
    texts_of.cache_clear()
    _read.cache_clear()
