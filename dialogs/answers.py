"""From answers to a `scoring.Profile`: the only place that knows which answer brings which fact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dialogs.conversation import Answer, Value
from dialogs.kinds import NONE
from dialogs.parsing import PartialDate
from scoring import Category, Degree, Experience, Japanese, Position, Profile, completed_years

CATEGORY_OF_ACTIVITY = {"research": Category.A, "specialist": Category.B, "manage": Category.C}
# One answer for the four kinds of research: the law counts kinds, and each has the number it asks for.
RESEARCH: Mapping[str, tuple[str, int | bool]] = {
    "patents": ("patents", 1),
    "foreign_grants": ("foreign_grants", 3),
    "papers": ("papers", 3),
    "recognised": ("other_research_recognised", True),
}
# What follows from the field of a specialist's work, where the person says nothing else of it: whose knowledge is
# technical or of finance does no "international services" (rulebook 7), and investment management is work of finance.
OF_THE_FIELD: Mapping[str, Mapping[str, bool]] = {
    "technical": {"international_services": False, "investment_management": False},
    "finance": {"international_services": False},
    "business": {"investment_management": False},
    "language": {"investment_management": False},
}
_NUMBERS = ("salary_yen", "licences", "household_income_yen", "longest_trip_days", "days_abroad_a_year")

# Answers about the visa that are a status (`Profile.status`) of the same name; holders of HSP say which, and an expired
# one is none. "spouse" was a choice of earlier versions.
_STATUSES = frozenset(
    {"abroad", "work", "student", "dependent", "designated", "spouse_of", "long_term", "permanent", "other", "spouse"}
)


def profile_from(answers: Mapping[str, Answer], day: date) -> Profile:
    """The facts the answers prove. "I don't know" and what was not asked stay unknown."""
    facts: dict[str, Any] = {"as_of": day}
    for question_id, given in answers.items():
        if given.value is None:
            continue
        found = facts_of(question_id, given.value, day)
        # What somebody says of a fact itself is surer than what follows from their field.
        facts = found | facts if question_id == "work_field" else facts | found
    return Profile(**facts)


def category_of(answers: Mapping[str, Answer]) -> Category | None:
    """The category the activity leads to; None while it is not known."""
    given = answers.get("activity")
    return CATEGORY_OF_ACTIVITY.get(str(given.value)) if given else None


def facts_of(question_id: str, value: Value, day: date) -> dict[str, Any]:
    """Return the facts that one answer brings; none for an answer that says nothing of the points or what follows."""
    if question_id == "activity":
        category = CATEGORY_OF_ACTIVITY.get(str(value))
        return {"category": category} if category else {}
    if question_id == "work_field":
        return dict(OF_THE_FIELD.get(str(value), {}))
    if question_id == "birth_date":
        return _birth(PartialDate.parse_iso(str(value)), day)
    if question_id == "research" and isinstance(value, list) and set(value) <= set(RESEARCH):
        return {field: (met if kind in value else type(met)()) for kind, (field, met) in RESEARCH.items()}
    if question_id == "experience_years" and isinstance(value, int):
        return {"experience_years": Experience.everywhere(value / 12)}
    if question_id == "degrees" and isinstance(value, list):
        return {"degrees": frozenset(Degree(level) for level in value)}
    if question_id in ("residence", "hsp_kind"):
        return {"status": str(value)} if question_id == "hsp_kind" or value in _STATUSES else {}
    if question_id in ("status_since", "resident_since", "in_japan_since", "married_since", "work_begins"):
        if value == NONE:
            return {}
        question_id = "status_since" if question_id == "resident_since" else question_id
        # Of a month or a year the last day: no years are counted too soon.
        return {question_id: PartialDate.parse_iso(str(value)).last()}
    if question_id == "has_children":
        return {} if value == "yes" else {"children": ()}
    if question_id == "youngest_child":
        # Of a month or a year the first day: what a child's age opens must not be promised too long.
        return {"children": (PartialDate.parse_iso(str(value)).first(),)}
    if question_id == "japanese":
        return {"japanese": Japanese(str(value))}
    if question_id == "position":
        return {"position": Position(str(value))}
    if question_id == "employer_rd_ratio":
        return {"employer_rd_ratio": float(str(value))}
    if question_id in _NUMBERS and isinstance(value, int):
        return {question_id: value}
    if question_id in Profile.__dataclass_fields__ and value in ("yes", "no"):
        return {question_id: value == "yes"}
    return {}


def _birth(birth: PartialDate, day: date) -> dict[str, Any]:
    """A whole date as it is; a month or a year as an age, of the youngest it can mean.

    It was only accepted while every reading lies in one age band; once that no longer holds, `Situation` asks again.
    """
    if birth.day is not None:
        return {"birth_date": birth.first()}
    return {"age": max(0, completed_years(birth.last(), day))}
