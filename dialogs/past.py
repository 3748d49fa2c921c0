"""The facts of other days: since when each is so, and how it was before, as far as the answers tell.

The one profile for everything that looks at other days. A month or a year of a change is its last day, or its first:
whoever needs to know what depends on that asks for both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

from dialogs.answers import RESEARCH
from dialogs.conversation import Value
from dialogs.kinds import NONE
from dialogs.parsing import PartialDate
from dialogs.parts.spells import with_spells
from scoring import Category, CategoryRules, Degree, Japanese, Position, Profile, completed_years
from scoring.bands import age_limits
from scoring.calendar import ONE_DAY, years_before
from scoring.known import before_it, brings_nothing
from scoring.profile import STARTING

# What a fact that began was before, where there is but one such thing.
_NOTHING_ELSE = (frozenset({0}), frozenset({False}))
# A look back of three years, and the year in which a birthday may lie.
_YEARS_BACK = 3
_YEARS_OLDER = 4
# What goes with a degree came with the newest one, or with one held before.
_OF_DEGREES = ("japanese_degree", "designated_university", "degrees_in_different_fields")
OF_EMPLOYER = (
    *("employer_innovation_support", "employer_sme", "employer_rd_ratio", "employer_local_support"),
    *("growth_field", "investment_management"),
)
"""Facts of an employer: of these it is asked together since when all of them are so."""
STARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "salary_since": ("salary_yen",),
        "japanese_since": ("japanese",),
        "degrees_since": ("degrees",),
        **{f"{name}_since": (name,) for name in _OF_DEGREES},
        "research_since": ("patents", "foreign_grants", "papers", "other_research_recognised"),
        "licences_since": ("licences",),
        "training_since": ("designated_training", "designated_training_at_japanese_university"),
        "foreign_qualification_since": ("foreign_qualification",),
        "employer_since": OF_EMPLOYER,
        "position_since": ("position",),
        "investment_since": ("invested_100m_yen",),
    }
)
"""For a question that asks since when something is so, the profile fields it is asked of."""
OF_RESEARCH = {kind: field for kind, (field, _) in RESEARCH.items()}
"""For a choice of the question about research, the profile field."""
OF_EMPLOYER_BEFORE = {name.removeprefix("employer_"): name for name in OF_EMPLOYER}
"""For a choice of the question about the employer before, the profile field."""
BEFORE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "salary_before": ("salary_yen",),
        "japanese_before": ("japanese",),
        "degrees_before": ("degrees",),
        "research_before": tuple(OF_RESEARCH.values()),
        "licences_before": ("licences",),
        "employer_before": OF_EMPLOYER,
        "position_before": ("position",),
    }
)
"""For a question that asks how something was before, the profile fields."""
# A share of research and development that brings points, for who says only that it did.
_ENOUGH_RD = 0.031
BEGUN: Mapping[str, str] = MappingProxyType(
    {
        "status_since": "status_since",
        "resident_since": "status_since",
        "in_japan_since": "in_japan_since",
        "married_since": "married_since",
    }
)
"""For a question from which day a stay, a status or a marriage counts, the profile field."""


class Tells(Protocol):
    """What the answers tell on a day."""

    @property
    def today(self) -> date:
        """The day."""

    @property
    def profile(self) -> Profile:
        """The facts as of the day."""

    @property
    def tables(self) -> tuple[CategoryRules, ...]:
        """The tables this person is scored by."""

    def value(self, question_id: str) -> Value:
        """Return an answer that stands; None without one."""

    def is_answered(self, question_id: str) -> bool:
        """Return whether there is an answer that stands, "I don't know" included."""


def day_of(value: Value, *, last: bool = True) -> date | None:
    """A day from an answer; of a month or a year the last or the first day, and None where there is no such day."""
    if value in (None, NONE):
        return None
    day = PartialDate.parse_iso(str(value))
    return day.last() if last else day.first()


def exact_birth(told: Tells) -> Profile:
    """The profile without an age that a month or a year of birth settles for today's points and not for other days.

    Where every day it can mean makes the same age today, that age counts as given.
    """
    profile, answer = told.profile, told.value("birth_date")
    if profile.birth_date is not None or profile.age is None or answer is None:
        return profile
    birth = PartialDate.parse_iso(str(answer))
    if completed_years(birth.first(), told.today) == completed_years(birth.last(), told.today):
        return profile
    moves = any(profile.age - _YEARS_OLDER < limit for table in told.tables for limit in age_limits(table))
    return replace(profile, age=None) if moves else profile


def with_history(told: Tells, category: Category, *, first: Collection[str] = ()) -> Profile:
    """Return the facts with their first days and with those of earlier days.

    Until one such day was asked for, nothing is known of earlier days. A month or a year is its last day; in answers to
    the questions of `first`, its first.
    """
    profile = with_spells(told, exact_birth(told), category)
    for question in BEGUN.keys() & set(first):
        profile = profile.with_facts(**{BEGUN[question]: day_of(told.value(question), last=False)})
    if not any(told.is_answered(name) for name in STARTS):
        return profile
    since = _since(told, profile, first)
    changes = list(_changes(told, since))
    earlier = tuple(_snapshots(changes, told.today)) if changes else None
    return replace(profile, since=tuple(since.items()), earlier=earlier)


def supposed(told: Tells, category: Category) -> Profile:
    """Return the facts with their history; what nobody was asked about yet is taken to have always been so.

    So is what is known to have begun while it was not asked yet how it was before: that is asked first.
    """
    profile = with_history(told, category)
    asked = {name for question, names in STARTS.items() if told.is_answered(question) for name in names}
    always = {name: date.min for name in STARTING if name not in asked}
    open_before = {
        name: date.min
        for question, names in BEFORE.items()
        if told.value(question.replace("_before", "_since")) is not None and not told.is_answered(question)
        for name in names
        if _is_open_before(name, getattr(profile, name))
    }
    return replace(profile, since=tuple({**always, **dict(profile.since or ()), **open_before}.items()))


def _is_open_before(name: str, value: Any) -> bool:
    """Return whether a fact can have been one of several things before the day from which it is as it is."""
    return value is not None and not brings_nothing(value) and before_it(name, value) not in _NOTHING_ELSE


def _since(told: Tells, profile: Profile, first: Collection[str]) -> dict[str, date]:
    """Return the first days told, of what is known today."""
    found: dict[str, date] = {}
    for question, names in STARTS.items():
        day = day_of(told.value(question), last=question not in first)
        if day is not None:
            found |= {name: min(day, told.today) for name in names if getattr(profile, name) is not None}
    _part_research(told, profile, found)
    newest = found.get("degrees")
    if newest is not None and newest <= years_before(told.today, _YEARS_BACK):
        # They came with a degree that is older than any day looked back to.
        found = {name: newest for name in _OF_DEGREES if getattr(profile, name)} | found
    return found


def _part_research(told: Tells, profile: Profile, found: dict[str, date]) -> None:
    """Tell several kinds of research apart: the day that was told is that of the last of them.

    Which were there before is asked; until then nothing is known of the days before it.
    """
    kinds = [name for name in OF_RESEARCH.values() if getattr(profile, name) and name in found]
    if len(kinds) < 2:
        return
    before = told.value("research_before")
    held = {OF_RESEARCH[kind] for kind in before} if isinstance(before, list) else None
    for name in kinds:
        if held is None:
            del found[name]
        elif name in held:
            found[name] = date.min


def _changes(told: Tells, since: Mapping[str, date]) -> Iterator[tuple[date, Mapping[str, Any]]]:
    """Yield the first day of each fact of which it is known how it was before, and how."""
    for question, names in BEFORE.items():
        before = told.value(question)
        known = [name for name in names if name in since]
        if before is not None and known and question != "research_before":
            yield since[known[0]], {name: _before(name, before) for name in known}


def _snapshots(changes: Sequence[tuple[date, Mapping[str, Any]]], today: date) -> Iterator[tuple[date, Profile]]:
    """Earlier days on which each changed fact is known: the last of the old ones, and the first of the new ones."""
    days = {date.min} | {day for first, _ in changes for day in (first - ONE_DAY, first)}
    for day in sorted(day for day in days if day < today):
        then: dict[str, Any] = {}
        for first, facts in changes:
            if day < first:
                then |= facts
        yield day, Profile(**then)


def _before(field: str, before: Value) -> Any:
    if field == "japanese":
        return Japanese(str(before))
    if field == "position":
        return Position(str(before))
    chosen = before if isinstance(before, list) else []
    if field == "degrees":
        return frozenset(Degree(level) for level in chosen)
    if field in OF_EMPLOYER:
        had = field in {OF_EMPLOYER_BEFORE[choice] for choice in chosen}
        return had if field != "employer_rd_ratio" else _ENOUGH_RD if had else 0.0
    return before
