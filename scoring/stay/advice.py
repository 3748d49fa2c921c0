"""Which category the work may fall under: all of them side by side, why one is closed, and J-Skip unasked.

The category follows the work, not the points: where two fit, staff decide.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from scoring.confidence import Confidence
from scoring.engine import if_older, totals
from scoring.history import facts_on
from scoring.j_skip import j_skip
from scoring.points import Notice, Reason, ReasonValue, Verdict
from scoring.profile import Category, Experience, Profile
from scoring.ruleset import ruleset_for
from scoring.stay.manager import ManagerCriteria, has_knowledge, has_until, manager_criteria
from scoring.stay.statuses import FIRST_STAGE, StatusCode, status_of
from scoring.three import every, some


@dataclass(frozen=True, slots=True)
class Closing:
    """Something that closes a category, or would if it is so; `met` as for a gate: False closes, None is not known."""

    id: str
    met: bool | None
    why: Reason
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class CategoryAdvice:
    """One category for this person. `told` is whether it is the one the person's own answer leads to.

    `doubtful` is whether total or verdict are others with the age of the next day, where that may count already.
    `open` is False where something closes it, None where that is not known yet. A category that was not stated is
    conditional: it counts only if the work is of its kind.
    """

    category: Category
    told: bool
    open: bool | None
    verdict: Verdict
    total: int
    least: int
    greatest: int
    pass_mark: int
    j_skip: bool | None
    closings: tuple[Closing, ...]
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """All categories, the stated one first, then the most promising; and what to know."""

    categories: tuple[CategoryAdvice, ...]
    j_skip: bool | None
    notices: tuple[Notice, ...]

    def of(self, category: Category) -> CategoryAdvice:
        """The advice on one category."""
        return next(entry for entry in self.categories if entry.category is category)


def advice(profile: Profile, *, as_of: date) -> Advice:
    """Every category side by side on a day.

    Years of work given as one number for a stated category count for that one alone: whether they were work of another
    kind is not known.
    """
    entries = [_advise(profile, category, as_of) for category in Category]
    entries.sort(key=lambda e: (not e.told, e.open is False, -e.total))
    met = some(e.j_skip for e in entries)
    return Advice(tuple(entries), met, tuple(_notices(profile, entries, met)))


def _advise(profile: Profile, category: Category, as_of: date) -> CategoryAdvice:
    facts = replace(_for_category(profile, category), category=category)
    rules, now = ruleset_for(as_of).categories[category], facts_on(facts, as_of)
    entry, special = totals(now, as_of, rules), j_skip(now, rules)
    older = if_older(now, as_of, rules)
    closings = [
        Closing(gate.id, gate.met, gate.why, gate.confidence) for gate in entry.other_gates if gate.met is not True
    ]
    criteria = manager_criteria(as_of)
    if category is Category.C and as_of >= criteria.since:
        closings.append(_manager(facts, as_of, criteria))
    judged = [c.met for c in closings]
    return CategoryAdvice(
        category=category,
        told=profile.category is category,
        open=every(judged),
        verdict=entry.verdict,
        total=entry.total,
        least=entry.least,
        greatest=entry.greatest,
        pass_mark=rules.pass_mark,
        j_skip=special.met,
        closings=tuple(closings),
        doubtful=older is not None and (older.total, older.verdict) != (entry.total, entry.verdict),
    )


def _for_category(profile: Profile, category: Category) -> Profile:
    """The facts as far as they speak for a category."""
    if profile.category in (None, category):
        return profile
    years = {profile.experience_years.years(c) for c in Category}
    one_number = len(years) == 1
    return replace(profile, experience_years=Experience()) if one_number else profile


def _manager(profile: Profile, as_of: date, criteria: ManagerCriteria) -> Closing:
    """The criteria of 2025-10-16: capital, an employee, Japanese, a degree or years, a checked plan.

    Only the degree or years follow from the facts. As it is not certain that they bind (c), they never close it
    here: staff look at them.
    """
    args: dict[str, ReasonValue] = {"day": criteria.since, "years": criteria.years, "yen": criteria.capital_yen}
    key = "follows-advice-manager"
    if has_until(profile, as_of, criteria):
        key, args = "follows-advice-manager-holder", {"day": criteria.holders_until, "since": criteria.since}
    elif has_knowledge(profile, as_of, criteria) is False:
        key = "follows-advice-manager-none"
    return Closing("manager_criteria", None, Reason(key, args), criteria.confidence)


def _notices(profile: Profile, entries: list[CategoryAdvice], j_skip: bool | None) -> list[Notice]:
    found = []
    told = entries[0]
    # J-Skip in a category of other work says nothing about the work that was stated.
    if told.j_skip if told.told else j_skip:
        by_points = status_of(profile.status) in FIRST_STAGE - {StatusCode.J_SKIP}
        key = "follows-notice-j-skip-by-points" if by_points else "follows-advice-j-skip"
        found.append(Notice("j_skip", Reason(key)))
    if any(e.doubtful for e in entries):
        found.append(Notice("day_before_birthday", Reason("follows-advice-eve")))
    better = [e for e in entries[1:] if e.open is not False and e.verdict is Verdict.QUALIFIES]
    if told.told and better and (told.open is False or told.verdict is not Verdict.QUALIFIES):
        args = {"category": better[0].category.value}
        found.append(Notice("other_category", Reason("follows-advice-other-category", args), better[0].category))
    return found
