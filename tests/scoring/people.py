"""People to score: complete facts in contract names, strategies, and fixed days. Nothing here asks what day it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from math import prod
from typing import Any

from hypothesis import strategies as st

from scoring import CategoryScore, Profile, Score, all_rulesets, read_profile, score
from scoring.profile import Category
from tests.scoring.reference import FIELDS, domain

TODAY = date(2026, 11, 22)

# Everything known, and nothing in favour.
NOTHING: dict[str, Any] = {
    "degrees": [],
    "degrees_in_different_fields": False,
    "experience_years": 0,
    "salary_yen": 0,
    "age": 60,
    "patents": 0,
    "foreign_grants": 0,
    "papers": 0,
    "other_research_recognised": False,
    "licences": 0,
    "position": "none",
    "employer_innovation_support": False,
    "employer_sme": False,
    "employer_rd_ratio": 0,
    "employer_local_support": False,
    "foreign_qualification": False,
    "japanese_degree": False,
    "japanese": "none",
    "designated_training": False,
    "designated_training_at_japanese_university": False,
    "growth_field": False,
    "designated_university": False,
    "invested_100m_yen": False,
    "investment_management": False,
    "international_services": False,
}
UNKNOWN: dict[str, Any] = dict.fromkeys(FIELDS)

FIRST_DAYS = [
    date(2013, 12, 24),
    date(2015, 4, 1),
    date(2017, 4, 26),
    date(2019, 3, 15),
    date(2019, 3, 29),
    date(2021, 7, 30),
    date(2023, 4, 1),
    date(2023, 4, 21),
]
# The first and the last day of every version.
EDGE_DAYS = sorted({*FIRST_DAYS, *(day - timedelta(days=1) for day in FIRST_DAYS[1:]), TODAY})


def read(facts: Mapping[str, Any], day: date = TODAY, category: str | None = None) -> Profile:
    """The profile of these facts, read as JSON."""
    return read_profile({**facts, "category": category}, as_of=day)


def scored(facts: Mapping[str, Any], category: str, day: date = TODAY) -> CategoryScore:
    """The score of these facts in one category."""
    return score(read(facts, day, category)).of(Category(category))


def full(facts: Mapping[str, Any], day: date = TODAY) -> Score:
    """The score in all categories."""
    return score(read(facts, day))


def table(category: str, day: date = TODAY) -> Any:
    """One category's table in force on a day."""
    in_force = [rules for rules in all_rulesets() if rules.effective_from <= day]
    return in_force[-1].categories[Category(category)]


LEVELS = ["bachelor", "master", "professional", "mba_mot", "doctorate"]
categories = st.sampled_from(["a", "b", "c"])
days = st.sampled_from(EDGE_DAYS)
_yes_no = st.booleans()
known_facts = st.fixed_dictionaries(
    dict.fromkeys(FIELDS, _yes_no)
    | {
        "degrees": st.lists(st.sampled_from(LEVELS), unique=True),
        "experience_years": st.integers(0, 144).map(lambda months: months / 12),
        "salary_yen": st.one_of(
            st.integers(2, 11).map(lambda m: m * 1_000_000),
            st.sampled_from([0, 2_999_999, 3_000_000]),
            st.integers(2, 11).map(lambda m: m * 1_000_000 - 1),
            st.integers(0, 45).map(lambda m: m * 1_000_000),
        ),
        "age": st.one_of(st.integers(20, 65), st.sampled_from([29, 30, 34, 35, 39, 40])),
        "patents": st.integers(0, 2),
        "foreign_grants": st.integers(0, 4),
        "papers": st.integers(0, 4),
        "licences": st.integers(0, 3),
        "position": st.sampled_from(["none", "director", "representative"]),
        "employer_rd_ratio": st.sampled_from([0, 0.029, 0.03, 0.0300001, 0.05, 1.2]),
        "japanese": st.sampled_from(["none", "n2", "n1", "japanese_major_abroad"]),
    }
)


@st.composite
def partly_known(draw: st.DrawFn, most_unknown: int = 5, most_cases: int = 1_000) -> tuple[str, dict[str, Any]]:
    """A category, and facts of which a few that this search can afford are not known.

    Facts the category never reads are unknown too: they must not matter.
    """
    category = draw(categories)
    facts: dict[str, Any] = dict(draw(known_facts))
    chosen: list[str] = []
    # Facts that stand together in an exclusion or a matrix are drawn together more often.
    close = draw(st.sampled_from([FIELDS, FIELDS[:5], FIELDS[5:10], FIELDS[11:14], FIELDS[16:20], FIELDS]))
    names = draw(
        st.lists(st.one_of(st.sampled_from(close), st.sampled_from(FIELDS)), unique=True, max_size=most_unknown)
    )
    for name in names:
        if prod(len(domain(n, category)) for n in [*chosen, name]) <= most_cases:
            chosen.append(name)
            facts[name] = None
    return category, facts


def in_json(value: Any) -> Any:
    """Values as JSON has them; "unknown" and "none" are null."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: in_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [in_json(inner) for inner in value]
    return None if value in ("unknown", "none") else value
