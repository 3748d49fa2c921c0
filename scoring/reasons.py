"""Why a line stands as it does: the key of a sentence and its arguments, and how sure we are of it."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from scoring.calendar import completed_years, is_eve
from scoring.groups import KINDS_NEED, research_kinds
from scoring.points import Reason, ReasonValue, Status
from scoring.profile import GRADUATE_DEGREES, Category, Japanese, Profile
from scoring.ruleset import CategoryRules, Confidence, Row


class Line(NamedTuple):
    """One row of the table as it is counted: what its sentence is about."""

    id: str
    points: int
    most: int
    status: Status


# Rows whose points can be counted now and still be lost or raised by something not known.
_PROVISIONAL = {"n2": "why-n2-unless", "jica": "why-jica-unless", "research": "why-research-more"}


def explain(item: Line, row: Row, profile: Profile, day: date, rules: CategoryRules) -> Reason:
    """The sentence for one line. Keys are `why-<row>` when points are counted, `why-<row>-<case>` otherwise."""
    if item.status is Status.UNKNOWN:
        return _explain_unknown(item, profile, day)
    details = _details(item, row, profile, day, rules)
    if item.status is Status.SCORED:
        recognised = item.id == "research" and _needs_recognition(item, row, profile)
        return Reason("why-research-recognised" if recognised else f"why-{item.id}", details)
    return Reason(f"why-{item.id}-{_case(item, profile, day, row)}", details)


def explain_floor(met: bool | None, rules: CategoryRules) -> Reason:
    """The sentence for the least pay a category asks for."""
    suffix = "-unknown" if met is None else "" if met else "-none"
    return Reason(f"why-min-salary{suffix}", {"need_yen": rules.min_salary_yen or 0})


def confidence_of(item: Line, row: Row, profile: Profile, day: date) -> Confidence:
    """The row's own confidence, lowered where these facts make it a case for staff."""
    doubtful = (item.id == "research" and _needs_recognition(item, row, profile)) or (
        item.id in ("age", "salary") and is_eve_of_band(profile, day, row)
    )
    return Confidence.STAFF_CONFIRMS if doubtful else row.confidence


def is_eve_of_band(profile: Profile, day: date, row: Row) -> bool:
    """Whether tomorrow's birthday changes this row's step: by the law on ages, the day before may already count."""
    if profile.birth_date is None:
        return False
    next_age = completed_years(profile.birth_date, day) + 1
    limits = [t.under_age if row.id == "salary" else t.at for t in row.tiers]
    return next_age in limits and is_eve(profile.birth_date, day)


def _explain_unknown(item: Line, profile: Profile, day: date) -> Reason:
    if item.points:
        return Reason(_PROVISIONAL[item.id], {"points": item.points, "most": item.most})
    if item.id == "salary" and profile.salary_yen is not None:
        return Reason("why-salary-age-unknown", {"salary_yen": profile.salary_yen, "most": item.most})
    return Reason("why-unknown", {"most": item.most})


def _details(item: Line, row: Row, profile: Profile, day: date, rules: CategoryRules) -> dict[str, ReasonValue]:
    details: dict[str, ReasonValue] = {"points": item.points}
    if item.id == "academic":
        degrees = profile.degrees or frozenset()
        details["level"] = next((str(t.at) for t in row.tiers if t.at in degrees), "none")
    elif item.id == "career":
        details["years"] = _years(profile, rules.category)
        details["need"] = int(row.tiers[-1].at)
    elif item.id == "salary":
        details["salary_yen"] = profile.salary_yen or 0
        details["need_yen"] = _lowest_step(row, profile.age_on(day))
    elif item.id == "age":
        details["age"] = profile.age_on(day) or 0
        details["limit"] = int(row.tiers[-1].at)
    elif item.id == "research":
        details["kinds"] = research_kinds(_research_facts(profile))
    elif item.id == "licence":
        details["count"] = profile.licences or 0
    elif item.id == "position":
        details["position"] = str(profile.position)
    return details


def _case(item: Line, profile: Profile, day: date, row: Row) -> str:
    """Which sentence tells why there are no points."""
    if item.id == "salary":
        salary = profile.salary_yen or 0
        too_old = any(salary >= int(t.at) for t in row.tiers)
        return "too-old" if too_old else "none"
    if item.id == "multi_degree":
        no_graduate = profile.degrees is not None and not profile.degrees & GRADUATE_DEGREES
        return "no-graduate" if no_graduate else "none"
    if item.id == "innovation_sme" and profile.employer_sme:
        return "alone"
    if item.id == "rd_ratio" and profile.employer_sme is False:
        return "no-sme"
    if item.id == "rd_ratio" and profile.employer_rd_ratio == row.over_ratio:
        return "at-limit"
    if item.id == "n2" and profile.japanese in (Japanese.N1, Japanese.MAJOR_ABROAD):
        return "covered"
    return "excluded" if item.status is Status.EXCLUDED else "none"


def _years(profile: Profile, category: Category) -> Decimal:
    """Years for showing: rounded down to a tenth, so that nobody reads more than they have."""
    return Decimal(str(profile.experience_years.years(category) or 0)).quantize(Decimal("0.1"), ROUND_DOWN)


def _lowest_step(row: Row, age: int | None) -> int:
    """The least pay that would score at this age; with an unknown age, for the oldest."""
    return min(int(t.at) for t in row.tiers if t.under_age is None or (age is not None and age < t.under_age))


def _research_facts(profile: Profile) -> dict[str, int | bool | None]:
    names = (*KINDS_NEED, "other_research_recognised")
    return {name: getattr(profile, name) for name in names}


def _needs_recognition(item: Line, row: Row, profile: Profile) -> bool:
    """Whether the points counted rest on an achievement only the Minister can recognise."""
    certain = research_kinds(_research_facts(profile), recognised=False)
    return item.points > next((t.points for t in row.tiers if certain >= int(t.at)), 0)
