"""Why a line stands as it does: the key of a sentence and its arguments, and how sure we are of it."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from scoring.confidence import Confidence
from scoring.groups import Facts, research_kinds
from scoring.points import Reason, ReasonValue, Status
from scoring.profile import GRADUATE_DEGREES, Japanese
from scoring.ruleset import CategoryRules, Row, Tier


class CountedRow(NamedTuple):
    """One row of the table as it is counted: what its sentence is about."""

    id: str
    points: int
    most: int
    status: Status


# Rows whose points can be counted now and still be lost or raised by something not known.
_PROVISIONAL = {"n2": "why-n2-unless", "jica": "why-jica-unless", "research": "why-research-more"}
# Far less than a day.
_LESS_THAN_A_MONTH = Decimal("0.001")


def explain(counted: CountedRow, row: Row, facts: Facts) -> Reason:
    """The sentence for one line, by the exact facts of its group.

    Keys are `why-<row>` when points are counted, `why-<row>-<case>` otherwise.
    """
    if counted.status is Status.UNKNOWN:
        return _explain_unknown(counted, facts)
    details = _details(counted, row, facts)
    if counted.status is Status.SCORED:
        recognised = counted.id == "research" and _needs_recognition(counted, row, facts)
        return Reason("why-research-recognised" if recognised else f"why-{counted.id}", details)
    return Reason(f"why-{counted.id}-{_case(counted, facts, row)}", details)


def explain_floor(met: bool | None, rules: CategoryRules) -> Reason:
    """The sentence for the least pay a category asks for."""
    suffix = "-unknown" if met is None else "" if met else "-none"
    return Reason(f"why-min-salary{suffix}", {"need_yen": rules.min_salary_yen or 0})


def confidence_of(counted: CountedRow, row: Row, facts: Facts, eve: bool) -> Confidence:
    """The row's own confidence, lowered where these facts make it a case for staff; `eve` as for `score`."""
    recognised = counted.id == "research" and _needs_recognition(counted, row, facts)
    doubtful = recognised or (eve and _looks_at_next(row, facts))
    return Confidence.STAFF_CONFIRMS if doubtful else row.confidence


def _looks_at_next(row: Row, facts: Facts) -> bool:
    """Whether the next age changes this row's step."""
    if row.id not in ("age", "salary"):
        return False
    return facts["age"] + 1 in [t.under_age if row.id == "salary" else t.at for t in row.tiers]


def _explain_unknown(counted: CountedRow, facts: Facts) -> Reason:
    if counted.points:
        return Reason(_PROVISIONAL[counted.id], {"points": counted.points, "most": counted.most})
    if counted.id == "salary" and facts["salary_yen"] is not None:
        return Reason("why-salary-age-unknown", {"salary_yen": facts["salary_yen"], "most": counted.most})
    return Reason("why-unknown", {"most": counted.most})


def _details(counted: CountedRow, row: Row, facts: Facts) -> dict[str, ReasonValue]:
    details: dict[str, ReasonValue] = {"points": counted.points}
    if counted.id == "academic":
        degrees = facts["degrees"] or frozenset()
        details["level"] = next((str(t.at) for t in row.tiers if t.at in degrees), "none")
    elif counted.id == "career":
        details["years"], details["months_count"] = _years_and_months(facts["experience_years"])
        details["need"] = int(row.tiers[-1].at)
    elif counted.id == "salary":
        details["salary_yen"] = facts["salary_yen"] or 0
        details["need_yen"] = _lowest_step(row.tiers, facts.get("age"))
    elif counted.id == "age":
        details["age"] = facts["age"] or 0
        details["limit"] = int(row.tiers[-1].at)
    elif counted.id == "research":
        details["kinds"] = research_kinds(facts)
    elif counted.id == "licence":
        details["count"] = facts["licences"] or 0
    elif counted.id == "position":
        details["position"] = str(facts["position"])
    return details


def _case(counted: CountedRow, facts: Facts, row: Row) -> str:
    """Return which sentence explains why there are no points."""
    if counted.id == "salary":
        salary = facts["salary_yen"] or 0
        # The last step is the lowest.
        return "too-old" if salary >= int(row.tiers[-1].at) else "none"
    if counted.id == "multi_degree":
        no_graduate = facts["degrees"] is not None and not facts["degrees"] & GRADUATE_DEGREES
        return "no-graduate" if no_graduate else "none"
    if counted.id == "innovation_sme" and facts["employer_sme"]:
        return "alone"
    if counted.id == "rd_ratio" and facts["employer_sme"] is False:
        return "no-sme"
    if counted.id == "rd_ratio" and facts["employer_rd_ratio"] == row.over_ratio:
        return "at-limit"
    if counted.id == "n2" and facts["japanese"] in (Japanese.N1, Japanese.MAJOR_ABROAD):
        return "covered"
    return "excluded" if counted.status is Status.EXCLUDED else "none"


@lru_cache(maxsize=4_096)
def _years_and_months(years: float | None) -> tuple[int, int]:
    """Return years and months for display, as they were stated: no month is shown that was not worked."""
    # What was stated in months came as a fraction of years, which is never exact.
    whole = Decimal(str(years or 0)) * 12 + _LESS_THAN_A_MONTH
    return divmod(int(whole), 12)


@lru_cache(maxsize=1_024)
def _lowest_step(tiers: tuple[Tier, ...], age: int | None) -> int:
    """The least pay that would score at this age; with an unknown age, for the oldest."""
    return min(int(t.at) for t in tiers if t.under_age is None or (age is not None and age < t.under_age))


def _needs_recognition(counted: CountedRow, row: Row, facts: Facts) -> bool:
    """Whether the points counted rest on an achievement only the Minister can recognise."""
    certain = research_kinds(facts, recognised=False)
    return counted.points > next((t.points for t in row.tiers if certain >= int(t.at)), 0)
