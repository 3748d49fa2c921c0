"""Ways of their own to permanent residence, without points: spouses of Japanese or permanent residents, long-term
residents (永住許可に関するガイドライン2(1)(2)); and the time abroad that breaks the years in Japan.

Whether a marriage is real, and what a child needs, staff look at: every such way is for staff to confirm.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scoring.calendar import years_after, years_before
from scoring.confidence import Confidence
from scoring.points import Gate, Reason, ReasonValue
from scoring.profile import Profile
from scoring.stay.residence_rules import AbsenceRule, OwnRouteRule, ResidenceRules
from scoring.stay.statuses import StatusCode, status_of
from scoring.three import every


@dataclass(frozen=True, slots=True)
class OwnRoute:
    """How one such way stands for a filing on a day; its gates say why: `marriage` where it asks for one, and `stay`.

    `earliest` is the first filing day on which its years are over, if nothing else changes; None while a day that
    decides is not known. `married_years` is None where no marriage is asked for. `ask` names profile fields.
    """

    id: str
    met: bool | None
    earliest: date | None
    married_years: int | None
    stay_years: int
    gates: tuple[Gate, ...]
    ask: tuple[str, ...]
    citation: str
    confidence: Confidence


def own_routes(profile: Profile, *, as_of: date, rules: ResidenceRules) -> tuple[OwnRoute, ...]:
    """Return the ways open to a person by status, or by a marriage whatever the status."""
    status = status_of(profile.status)
    if status in (StatusCode.PERMANENT, StatusCode.ABROAD):
        return ()
    begun = profile.in_japan_since
    return tuple(
        _route(rule, profile, status, as_of, begun)
        for rule in rules.own_routes
        if status in rule.statuses or (rule.married_years is not None and profile.married_since is not None)
    )


def soonest(routes: Iterable[OwnRoute]) -> OwnRoute | None:
    """Return the way that opens first; of those without a day, one that is not ruled out. None where there is none."""
    return min(routes, key=lambda r: (r.earliest or date.max, r.met is False, -r.stay_years), default=None)


def absence(profile: Profile, rule: AbsenceRule) -> Gate:
    """Return whether the time abroad leaves the years in Japan unbroken; what breaks them is practice: for staff.

    Never False: above the days that offices name, only staff can say whether and when the years began anew.
    """
    args: dict[str, ReasonValue] = {"trip_days": rule.trip_days, "year_days": rule.year_days}
    if is_long_abroad(profile, rule):
        return Gate("absence", None, Reason("follows-absence-long", args), Confidence.STAFF_CONFIRMS, rule.citation)
    if profile.longest_trip_days is None or profile.days_abroad_a_year is None:
        return Gate("absence", None, Reason("follows-absence-unknown", args), rule.confidence, rule.citation)
    return Gate("absence", True, Reason("follows-absence", args), rule.confidence, rule.citation)


def is_long_abroad(profile: Profile, rule: AbsenceRule) -> bool:
    """Return whether time abroad is known to be as long as what breaks the years by practice."""
    trip, year = profile.longest_trip_days, profile.days_abroad_a_year
    return (trip is not None and trip >= rule.trip_days) or (year is not None and year >= rule.year_days)


def _route(
    rule: OwnRouteRule, profile: Profile, status: StatusCode | None, as_of: date, begun: date | None
) -> OwnRoute:
    gates, days, ask = [], [], []
    if rule.married_years is not None:
        gates.append(_since("marriage", "follows-own-marriage", profile.married_since, rule.married_years, as_of, rule))
        days.append(_over(profile.married_since, rule.married_years))
        ask += ["married_since"] if profile.married_since is None else []
    if rule.holding:
        # A person of another status, who said no more than "spouse or long-term", may not hold it at all.
        since = profile.status_since if status is StatusCode.LONG_TERM else None
        ask += ["status_since"] if profile.status_since is None else []
        ask += ["status"] if status is not StatusCode.LONG_TERM else []
    else:
        # A status held is a stay, which may have begun before it.
        since = min((day for day in (begun, profile.status_since) if day is not None), default=None)
        if begun is None and (since is None or since > years_before(as_of, rule.stay_years)):
            since, ask = None, [*ask, "in_japan_since"]
    gates.append(_since("stay", "follows-own-stay", since, rule.stay_years, as_of, rule))
    days.append(_over(since, rule.stay_years))
    met = every(gate.met for gate in gates)
    known = [day for day in days if day is not None]
    return OwnRoute(
        id=rule.id,
        met=met,
        earliest=max(as_of, *known) if len(known) == len(days) else None,
        married_years=rule.married_years,
        stay_years=rule.stay_years,
        gates=tuple(gates),
        ask=tuple(ask),
        citation=rule.citation,
        confidence=rule.confidence,
    )


def _since(gate: str, key: str, since: date | None, years: int, as_of: date, rule: OwnRouteRule) -> Gate:
    start = years_before(as_of, years)
    met = None if since is None else since <= start
    suffix = {True: "", False: "-none", None: "-unknown"}[met]
    return Gate(gate, met, Reason(f"{key}{suffix}", {"years": years, "day": start}), rule.confidence, rule.citation)


def _over(since: date | None, years: int) -> date | None:
    return None if since is None else years_after(since, years)
