"""What the parts that follow from the score share: names of what is still needed, and the facts of earlier days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dialogs.conversation import Value
from dialogs.messages import Text
from dialogs.parsing import PartialDate
from dialogs.parts.spells import with_spells
from dialogs.situation import Situation
from dialogs.telling import listed
from scoring import Category, Confidence, Degree, Japanese, Profile, completed_years
from scoring.calendar import ONE_DAY
from scoring.groups import age_limits

# A look back of three years, and the year in which a birthday may lie.
_YEARS_OLDER = 4
# Facts that go with an employer. Whether earlier work was of another kind, staff look at.
_OF_EMPLOYER = (
    "employer_innovation_support",
    "employer_sme",
    "employer_rd_ratio",
    "employer_local_support",
    "growth_field",
    "investment_management",
    "position",
    "invested_100m_yen",
)
# Facts gained for good: a person without one today never had it.
_OF_DEGREES = ("japanese_degree", "designated_university", "degrees_in_different_fields")
_GAINED = (
    "patents",
    "foreign_grants",
    "papers",
    "other_research_recognised",
    "licences",
    "foreign_qualification",
    "designated_training",
)
_FIELD_OF = {"salary": "salary_yen", "japanese": "japanese", "degrees": "degrees"}
QUESTION_BEFORE = {field: f"{fact}_before" for fact, field in _FIELD_OF.items()}
"""For a profile field the question that asks how it was before."""


def name_of(situation: Situation, wanted: str) -> Text:
    """The name of a question, or of a profile field without a question of its own."""
    question = situation.questionnaire.by_id.get(wanted) or situation.questionnaire.of_field(wanted)
    return Text(f"{question.text_key}.short") if question is not None else Text(f"field-{wanted}")


def names_of(situation: Situation, wanted: Iterable[str]) -> Text:
    """The names of several, each once."""
    found = {text.key: text for text in (name_of(situation, name) for name in wanted)}
    return listed(list(found.values()))


def unanswered(situation: Situation, *question_ids: str) -> tuple[str, ...]:
    """Those of the questions that exist and have no answer that stands, or only "I don't know"."""
    return tuple(
        name
        for name in question_ids
        if name in situation.questionnaire and (not situation.is_answered(name) or situation.value(name) is None)
    )


def when_for_staff(when: Text, confidence: Confidence) -> Text:
    """A day on the card, with a word where staff are to confirm it."""
    return when if confidence is Confidence.VERIFIED else Text("follows-card-to-confirm", {"when": when})


def day_of(value: Value, *, last: bool = True) -> date | None:
    """A day from an answer; of a month or a year the last or the first day."""
    if value is None:
        return None
    day = PartialDate.parse_iso(str(value))
    return day.last() if last else day.first()


def vague(situation: Situation, *question_ids: str) -> tuple[str, ...]:
    """Return those of these questions for a day that were answered with a month or a year only."""
    values = {name: situation.value(name) for name in question_ids}
    return tuple(n for n, v in values.items() if v is not None and PartialDate.parse_iso(str(v)).day is None)


def exact_birth(situation: Situation) -> Profile:
    """The profile without an age that a month or a year of birth settles for today's points and not for other days.

    Where every day it can mean makes the same age today, that age counts as given.
    """
    profile, told = situation.profile, situation.value("birth_date")
    if profile.birth_date is not None or profile.age is None or told is None:
        return profile
    birth = PartialDate.parse_iso(str(told))
    if completed_years(birth.first(), situation.today) == completed_years(birth.last(), situation.today):
        return profile
    moves = any(profile.age - _YEARS_OLDER < limit for table in situation.tables for limit in age_limits(table))
    return replace(profile, age=None) if moves else profile


def with_history(situation: Situation, category: Category) -> tuple[Profile, frozenset[str]]:
    """Return the facts with those of earlier days, and the fields that differed then in a way the answers leave open.

    The one profile for everything that looks at other days. Until the person has answered
    what differed, nothing is known of earlier days. A month of change stands for any day in it.
    """
    profile = with_spells(situation, exact_birth(situation), category)
    changed = situation.value("changed_facts")
    if not isinstance(changed, list):
        return profile, frozenset()
    unknown = set(_OF_EMPLOYER) if {"employer", "points"} & set(changed) else set()
    if "points" in changed:
        unknown |= {field for field in _GAINED if getattr(profile, field)}
    changes: list[tuple[date, date, dict[str, Any]]] = []
    for fact, field in _FIELD_OF.items():
        if fact not in changed:
            continue
        before, since = situation.value(f"{fact}_before"), situation.value(f"{fact}_since")
        # What goes with a degree came with the new one, or with one held before.
        with_it = [f for f in _OF_DEGREES if getattr(profile, f)] if fact == "degrees" else []
        if before != []:
            unknown.update(with_it)
        if before is None:
            unknown.add(field)
            continue
        without = dict.fromkeys(with_it, False) if before == [] else {}
        first, last = day_of(since, last=False) or date.min + ONE_DAY, day_of(since) or situation.today
        changes.append((first - ONE_DAY, min(last, situation.today), {field: _before(fact, before), **without}))
    return replace(profile, earlier=tuple(_snapshots(changes, situation.today))), frozenset(unknown)


def _snapshots(changes: Sequence[tuple[date, date, dict[str, Any]]], today: date) -> Iterator[tuple[date, Profile]]:
    """Earlier days on which each changed fact is known: the last of the old ones, and the first of the new ones.

    None where nothing changed: that says that all days were like today.
    """
    for day in sorted({date.min} | {day for old, new, _ in changes for day in (old, new)} if changes else ()):
        if day < today and all(day <= old or day >= new for old, new, _ in changes):
            then: dict[str, Any] = {}
            for old, _, facts in changes:
                if day <= old:
                    then |= facts
            yield day, Profile(**then)


def _before(fact: str, value: Value) -> Any:
    if fact == "japanese":
        return Japanese(str(value))
    if fact == "degrees":
        return frozenset(Degree(level) for level in value) if isinstance(value, list) else frozenset()
    return value
