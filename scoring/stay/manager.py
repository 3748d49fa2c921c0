"""The landing criteria of Business Manager, raised on 2025-10-16, as far as they bind (c), one by one.

That they bind (c) offices say, and the text was not read (rulebook 7 and 14-9): each is for staff to confirm, and none
changes the verdict of the points.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scoring.confidence import Confidence
from scoring.dated_rules import DatedRules
from scoring.history import facts_on
from scoring.points import Gate, Reason, ReasonValue
from scoring.profile import GRADUATE_DEGREES, Category, Profile
from scoring.rule_files import parse_rules
from scoring.sources import cited
from scoring.stay.statuses import StatusCode, status_of

TOLD = (
    *("capital_30m_yen", "full_time_employee", "japanese_b2_in_company"),
    *("business_plan_checked", "office_apart_from_home"),
)
"""Fields of a profile that tell a condition each; the degree or the years of management follow from other facts."""


@dataclass(frozen=True, slots=True)
class ManagerCriteria:
    """The landing criteria of Business Manager as raised on `since`; earlier holders have until `holders_until`."""

    since: date
    holders_until: date
    capital_yen: int
    years: int
    confidence: Confidence
    citation: str


@dataclass(frozen=True, slots=True)
class ManagerConditions:
    """The criteria for one person on one day. `gates` is empty where they do not bind yet.

    `holders_until` is set where the person held the status before them, so that they bind from the day after it;
    `perhaps_held` where that is not known.
    """

    criteria: ManagerCriteria
    gates: tuple[Gate, ...]
    holders_until: date | None
    perhaps_held: bool


def manager_conditions(profile: Profile, *, as_of: date) -> ManagerConditions:
    """Return how each of the criteria stands for somebody who manages a company, or will."""
    criteria, status = manager_criteria(as_of), status_of(profile.status)
    if as_of < criteria.since or status is StatusCode.PERMANENT:
        return ManagerConditions(criteria, (), None, perhaps_held=False)
    if has_until(profile, as_of, criteria):
        return ManagerConditions(criteria, (), criteria.holders_until, perhaps_held=False)
    # Of a work visa it is not known whether it is that of a manager, nor since when it is held.
    perhaps = status in (StatusCode.WORK, None) and as_of <= criteria.holders_until
    return ManagerConditions(criteria, tuple(_gates(profile, as_of, criteria)), None, perhaps_held=perhaps)


def has_until(profile: Profile, as_of: date, criteria: ManagerCriteria) -> bool:
    """Return whether somebody held (c) before the criteria, or may have, and their transition still runs."""
    held = status_of(profile.status) is StatusCode.HSP1C
    before = profile.status_since is None or profile.status_since < criteria.since
    return held and before and as_of <= criteria.holders_until


def _gates(profile: Profile, as_of: date, criteria: ManagerCriteria) -> list[Gate]:
    figures: dict[str, ReasonValue] = {"yen": criteria.capital_yen, "years": criteria.years}
    told: dict[str, bool | None] = {name: getattr(profile, name) for name in TOLD[:3]}
    told["degree_or_years"] = has_knowledge(profile, as_of, criteria)
    told |= {name: getattr(profile, name) for name in TOLD[3:]}
    return [
        Gate(
            name,
            met,
            Reason(f"follows-manager-{name.replace('_', '-')}", figures),
            criteria.confidence,
            criteria.citation,
        )
        for name, met in told.items()
    ]


def has_knowledge(profile: Profile, as_of: date, criteria: ManagerCriteria) -> bool | None:
    """Return whether a graduate degree, or the years of management, are there."""
    years = facts_on(profile, as_of).experience_years.years(Category.C)
    degree = None if profile.degrees is None else bool(profile.degrees & GRADUATE_DEGREES)
    if degree or (years is not None and years >= criteria.years):
        return True
    return None if degree is None or years is None else False


def load_categories(name: str, text: str) -> ManagerCriteria:
    """Read the rule file strictly. Raises `RulesetError` with file, key and what was expected."""
    file = parse_rules(name, text, {"manager_criteria"})
    section = file.child("manager_criteria")
    cited(section.only({"since", "holders_until", "capital_yen", "years", "citation", "confidence", "source"}))
    return ManagerCriteria(
        since=section.day("since"),
        holders_until=section.day("holders_until"),
        capital_yen=section.whole("capital_yen"),
        years=section.whole("years"),
        confidence=section.confidence(),
        citation=section.text("citation"),
    )


_DATED = DatedRules("categories", load_categories)


def manager_criteria(day: date) -> ManagerCriteria:
    """Return the criteria known of a day. Raises `NoRulesForDate` for a day before the first version."""
    return _DATED.on(day)
