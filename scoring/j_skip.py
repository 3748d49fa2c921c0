"""J-Skip (特別高度人材): pay, and a degree or years, in each category; points play no part."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from scoring.points import CategoryScore, JSkip, Reason
from scoring.profile import Degree, Profile
from scoring.ruleset import CategoryRules
from scoring.three import every, some

# The facts J-Skip reads, in the order of `j_skip_met`'s parameters.
J_SKIP_FACTS = ("salary_yen", "degrees", "experience_years", "international_services")


def j_skip_facts(profile: Profile, rules: CategoryRules) -> tuple[str, ...]:
    """The unknown facts that still decide J-Skip; empty once it is met or ruled out."""
    rule = rules.j_skip
    if rule is None or j_skip(profile, rules).met is not None:
        return ()
    years = profile.experience_years.years(rules.category)
    learned = bool(rule.degrees and profile.degrees and profile.degrees & rule.degrees)
    decides = {
        "salary_yen": profile.salary_yen is None,
        "degrees": bool(rule.degrees) and profile.degrees is None and (years is None or years < rule.min_years),
        "experience_years": years is None and not learned,
    }
    return tuple(name for name in decides if decides[name])


def j_skip(profile: Profile, rules: CategoryRules) -> JSkip:
    """J-Skip in one category: pay, and a degree or years; None while what is known leaves it open.

    A known international-services activity rules it out where the category excludes that; points play no part.
    """
    return j_skip_by(rules, gate_facts(profile, rules))


def j_skip_by(rules: CategoryRules, facts: GateFacts) -> JSkip:
    """`j_skip` by these facts."""
    ruled_out = bool(rules.excludes_international_services and facts.services)
    return _j_skip_told(rules, j_skip_met(rules, *facts), ruled_out)


@lru_cache(maxsize=1_024)
def _j_skip_told(rules: CategoryRules, met: bool | None, ruled_out: bool) -> JSkip:
    rule = rules.j_skip
    if rule is None:
        return JSkip(False, Reason("why-j-skip-before"), None)
    if ruled_out:
        return JSkip(False, Reason("why-j-skip-services"), rule.citation)
    args = {
        "salary_yen": rule.min_salary_yen,
        "years": rule.min_years,
        "degree": "yes" if rule.degrees else "no",
    }
    key = {True: "why-j-skip", False: "why-j-skip-none", None: "why-j-skip-unknown"}[met]
    return JSkip(met, Reason(key, args), rule.citation)


def j_skip_met(
    rules: CategoryRules,
    salary_yen: int | None,
    degrees: frozenset[Degree] | None,
    years: float | None,
    services: bool | None,
) -> bool | None:
    """Whether J-Skip is met by these facts (`J_SKIP_FACTS`); None while one that decides is not known."""
    rule = rules.j_skip
    if rule is None or (rules.excludes_international_services and services):
        return False
    paid = None if salary_yen is None else salary_yen >= rule.min_salary_yen
    long_enough = None if years is None else years >= rule.min_years
    if not rule.degrees:
        return every((paid, long_enough))
    learned = None if degrees is None else bool(degrees & rule.degrees)
    return every((paid, some((learned, long_enough))))


class GateFacts(NamedTuple):
    """The facts that decide gates and J-Skip (`J_SKIP_FACTS`)."""

    salary_yen: int | None
    degrees: frozenset[Degree] | None
    years: float | None
    services: bool | None


def gate_facts(profile: Profile, rules: CategoryRules) -> GateFacts:
    """These facts of a profile, whether or not a row of the table reads them; the services only where they decide."""
    years = profile.experience_years.years(rules.category)
    services = profile.international_services if rules.excludes_international_services else None
    return GateFacts(profile.salary_yen, profile.degrees, years, services)


def overall_j_skip(categories: Iterable[CategoryScore]) -> JSkip:
    """Return J-Skip over all categories scored: met where one meets it, else open where one is."""
    results = [c.j_skip for c in categories]
    if len(results) == 1:
        return results[0]
    for met in (True, None):
        for result in results:
            if result.met is met:
                return result
    return results[0]
