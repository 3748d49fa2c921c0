"""What can still change the answer to what a person came for: the fields, not known, that decide its own day.

The mark of today decides a first permission alone. Permanent residence looks back one or three years, HSP (ii) counts
on the day when three years are over, and the family asks for income and a child's age.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from scoring.calendar import months_later, years_after, years_before
from scoring.engine import age_band, score
from scoring.history import ended_before, facts_on
from scoring.j_skip import j_skip, j_skip_facts
from scoring.known import Known
from scoring.mixtures import crossing, mixture
from scoring.profile import Category, Profile
from scoring.ruleset import ruleset_for
from scoring.stay.family import family
from scoring.stay.held import course
from scoring.stay.own_route import own_routes
from scoring.stay.residence_rules import ResidenceRules, RouteRule, residence_rules
from scoring.stay.statuses import BEFORE_WORK, FIRST_STAGE, HIGHLY_SKILLED, StatusCode, status_of

_MONTHS_TO_BEGIN = 12


def day_of_points(profile: Profile, as_of: date) -> date:
    """Return the day for which the points of a first permission are counted: when the work begins, if it is to come."""
    begins = profile.work_begins
    return begins if begins is not None and begins > as_of and status_of(profile.status) in BEFORE_WORK else as_of


def at_the_beginning(profile: Profile, as_of: date) -> tuple[Profile, date]:
    """Return the facts of the day for which the points are counted, and that day; years of work stand still until it.

    Of other people these are the facts of `as_of`.
    """
    day = day_of_points(profile, as_of)
    facts = profile
    if day > as_of and profile.work_periods is not None:
        facts = replace(profile, work_periods=ended_before(profile.work_periods, as_of))
    facts = facts_on(facts, day)
    if facts.birth_date is None and facts.age is not None and day > as_of:
        # A birthday may lie between; which, an age does not tell.
        facts = replace(facts, age=None) if _age_matters(facts, as_of, day) else facts
    return replace(facts, as_of=day), day


def deciding(profile: Profile, goal: str | None, as_of: date, *, rules: ResidenceRules | None = None) -> frozenset[str]:
    """Return the profile fields, not known, that can still change the answer to a goal.

    Goals are "hsp", "pr", "hsp2" and "family"; any other is answered like "hsp". While it is not known what differed on
    earlier days, the facts are taken to have been as they are: where they differ, ask again. Without a category, what
    decides in any of them.
    """
    find = _BY_GOAL.get(goal or "", _first_stage)
    categories = [profile.category] if profile.category is not None else list(Category)
    return frozenset(name for category in categories for name in find(profile, category, as_of, rules))


def _first_stage(profile: Profile, category: Category, as_of: date, rules: ResidenceRules | None) -> Iterator[str]:
    """HSP (i), first or again: the pass mark on the day for which points are counted, or J-Skip."""
    facts, day = at_the_beginning(profile, as_of)
    mark = ruleset_for(day).categories[category].pass_mark
    yield from _of_day(replace(facts, work_begins=None), category, day, day, mark)
    yield from _j_skip(facts, category, day)
    if status_of(profile.status) in BEFORE_WORK and profile.work_begins is None:
        later = months_later(as_of, _MONTHS_TO_BEGIN)
        if _verdicts(profile, category, as_of) != _verdicts(replace(profile, work_begins=later), category, as_of):
            yield "work_begins"


def _permanent(profile: Profile, category: Category, as_of: date, rules: ResidenceRules | None) -> Iterator[str]:
    """Permanent residence: whether a mark is held on every day a route counts; nothing once the soonest is sure."""
    status = status_of(profile.status)
    if status is StatusCode.PERMANENT:
        return
    if status is StatusCode.ABROAD:
        # The years begin with a first permission.
        yield from _first_stage(profile, category, as_of, rules)
        return
    rules = rules or residence_rules(as_of)
    own = own_routes(profile, as_of=as_of, rules=rules)
    if any(route.met for route in own):
        return
    yield from (name for route in own for name in route.ask)
    found: list[str] = []
    looking_back = [rule for rule in rules.routes if rule.since <= as_of and not rule.holding]
    for rule in sorted(looking_back, key=lambda rule: rule.years):
        names, held = _of_route(profile, category, as_of, rule)
        found += names
        if held and not found:
            break
    yield from found


def _of_route(profile: Profile, category: Category, as_of: date, rule: RouteRule) -> tuple[list[str], bool]:
    """Return what decides a route on the days it counts, and whether it is held on all of them."""
    begun = min((d for d in (profile.status_since, profile.in_japan_since) if d is not None), default=None)
    if day_of_points(profile, as_of) > as_of:
        # No day before the work begins has its points.
        begun = profile.work_begins
    start, filing = years_before(as_of, rule.years), as_of
    if begun is not None and begun > start:
        start, filing = begun, max(as_of, years_after(begun, rule.years))
    supposed = profile if profile.earlier is not None or profile.since is not None else replace(profile, earlier=())
    days = course(supposed, category, as_of=as_of, start=start, end=filing)
    if rule.mark is None:
        return list(_j_skip(profile, category, as_of)), all(day.holds(None) for day in days)
    names = [name for day in days for name in _of_day(supposed, category, day.first, as_of, rule.mark)]
    return list(dict.fromkeys(names)), all(day.holds(rule.mark) for day in days)


def _indefinite(profile: Profile, category: Category, as_of: date, rules: ResidenceRules | None) -> Iterator[str]:
    """HSP (ii): the pass mark on the day when the years with HSP (i) are over; others need HSP (i) first."""
    status = status_of(profile.status)
    if status in (StatusCode.HSP2, StatusCode.PERMANENT):
        return
    if status not in FIRST_STAGE | {StatusCode.HSP_DESIGNATED}:
        yield from _first_stage(profile, category, as_of, rules)
        return
    if profile.status_since is None:
        yield "status_since"
        filing = as_of
    else:
        rules = rules or residence_rules(as_of)
        special = status is StatusCode.J_SKIP and as_of >= rules.indefinite.j_skip_since
        years = rules.indefinite.j_skip_years if special else rules.indefinite.years
        filing = max(as_of, years_after(profile.status_since, years))
    mark = ruleset_for(as_of).categories[category].pass_mark
    names = list(_of_day(profile, category, filing, as_of, mark))
    yield from names
    if names or not _is_held(profile, category, filing, as_of, mark):
        yield from _j_skip(profile, category, as_of)


def _family(profile: Profile, category: Category, as_of: date, rules: ResidenceRules | None) -> Iterator[str]:
    """The family: income, the child's age and what the benefits ask for; points only of who holds no such status."""
    status = status_of(profile.status)
    if status is StatusCode.PERMANENT:
        return
    if status not in HIGHLY_SKILLED:
        yield from _first_stage(profile, category, as_of, rules)
    table = ruleset_for(as_of).categories[category]
    special = j_skip(facts_on(profile, as_of), table).met
    missing = {name for benefit in family(profile, as_of=as_of, j_skip=special) for name in benefit.missing}
    yield from (name for name in _OF_THE_FAMILY if name in missing)
    if "j_skip" in missing:
        # Pay alone mostly rules it out, and may prove the household's income.
        open_facts = j_skip_facts(facts_on(profile, as_of), table)
        yield from ("salary_yen",) if "salary_yen" in open_facts else open_facts


_OF_THE_FAMILY = ("children", "pregnancy", "household_income_yen", "investment_management")
_BY_GOAL: Mapping[str, Callable[[Profile, Category, date, ResidenceRules | None], Iterator[str]]] = MappingProxyType(
    {"hsp": _first_stage, "pr": _permanent, "hsp2": _indefinite, "family": _family}
)


def _is_held(profile: Profile, category: Category, day: date, as_of: date, mark: int) -> bool:
    """Return whether a mark is surely reached on a day, with the gates."""
    found = mixture(ruleset_for(day).categories[category], Known(profile, category, as_of).possible(day))
    return found.least >= mark and found.gates is True


def _of_day(profile: Profile, category: Category, day: date, as_of: date, mark: int) -> Iterator[str]:
    """Yield the fields, not known today, that can change whether a mark is reached on a day."""
    known = Known(profile, category, as_of)
    today = known.possible(as_of)
    for name in crossing(ruleset_for(day).categories[category], known.possible(day), mark):
        if None in today[name]:
            yield "birth_date" if name == "age" else name
        elif name == "age" and len(today[name]) < len(known.possible(day)[name]):
            yield "birth_date"


def _j_skip(profile: Profile, category: Category, day: date) -> tuple[str, ...]:
    return j_skip_facts(facts_on(profile, day), ruleset_for(day).categories[category])


def _verdicts(profile: Profile, category: Category, as_of: date) -> object:
    facts, day = at_the_beginning(replace(profile, category=category), as_of)
    return score(facts, as_of=day).of(category).verdict


def _age_matters(facts: Profile, as_of: date, day: date) -> bool:
    """Whether a birthday between two days can bring another age band."""
    table = ruleset_for(day).categories[Category.B]
    age = facts.age or 0
    return age_band(table, age) != age_band(table, age + day.year - as_of.year + 1)
