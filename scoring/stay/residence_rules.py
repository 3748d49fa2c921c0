"""The rule file on permanent residence and on HSP (ii): its types, and strict loading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scoring.confidence import Confidence
from scoring.dated_rules import DatedRules
from scoring.rule_files import Section, parse_rules
from scoring.sources import cited
from scoring.stay.statuses import StatusCode


@dataclass(frozen=True, slots=True)
class RouteRule:
    """One route: years of stay, the mark (None for J-Skip), and whether a highly skilled status must be held."""

    id: str
    since: date
    years: int
    mark: int | None
    holding: bool
    citation: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class OwnRouteRule:
    """A way without points: of which statuses, years of marriage where one is asked for, years of stay, and whether
    the status must be held for them."""

    id: str
    statuses: frozenset[StatusCode]
    married_years: int | None
    stay_years: int
    holding: bool
    citation: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class AbsenceRule:
    """Days abroad at once, and in a year, that by practice break the years in Japan.

    `citation` is what the whole file stands on.
    """

    trip_days: int
    year_days: int
    citation: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something besides points and stay that the agency looks at. An answer of True means in order.

    `citation` is what the whole file stands on. From a filing on `staff_from` even a good answer goes to staff.
    `met_by` are statuses that settle it.
    """

    id: str
    citation: str
    confidence: Confidence
    staff_from: date | None
    met_by: frozenset[StatusCode]

    @property
    def text(self) -> str:
        """Key of the words that name it."""
        return f"follows-condition-{self.id.replace('_', '-')}"


@dataclass(frozen=True, slots=True)
class Gift:
    """Something a status gives or ends, from `since` to `until`, both included; None is open."""

    id: str
    since: date | None
    until: date | None
    confidence: Confidence

    def holds_on(self, day: date) -> bool:
        """Whether it is so on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class IndefiniteRules:
    """高度専門職2号: years with the first stage, and what else is looked at (`others`) and given (`gives`)."""

    since: date
    years: int
    j_skip_since: date
    j_skip_years: int
    citation: str
    confidence: Confidence
    others: tuple[tuple[str, Confidence], ...]
    gives: tuple[Gift, ...]


@dataclass(frozen=True, slots=True)
class ResidenceRules:
    """Everything the rule file says.

    `any_status` are the ordinary statuses for which the look-back routes are sure. The new guideline was published on
    `published_on` and is for filings from `new_from`; for filings between the two the sources differ about income.
    """

    years_ahead: int
    leap_day: Confidence
    any_status: frozenset[StatusCode]
    published_on: date
    new_from: date
    routes: tuple[RouteRule, ...]
    conditions: tuple[Requirement, ...]
    indefinite: IndefiniteRules
    own_routes: tuple[OwnRouteRule, ...]
    absence: AbsenceRule
    permanent_citation: str
    permanent_gives: tuple[Gift, ...]
    permanent_ends: tuple[Gift, ...]


def load_residence(name: str, text: str) -> ResidenceRules:
    """Read the rule file strictly. Raises `RulesetError` with file, key and what was expected."""
    parts = {"head", "horizon", "look_back", "new_guideline", "routes", "conditions", "indefinite"}
    parts |= {"own_routes", "absence", "permanent"}
    file = parse_rules(name, text, parts)
    reference = file.child("head").text("reference")
    horizon = _sure(file.child("horizon"), {"years"})
    look_back = file.child("look_back").only({"leap_day", "any_status", "source"})
    cited(look_back)
    new = _sure(file.child("new_guideline"), {"since", "filings_from"})
    absence = _sure(file.child("absence"), {"trip_days", "year_days"})
    permanent = _sure(file.child("permanent"), {"citation", "gives", "ends"})
    return ResidenceRules(
        years_ahead=horizon.whole("years"),
        leap_day=look_back.confidence("leap_day"),
        any_status=_statuses(look_back, "any_status"),
        published_on=new.day("since"),
        new_from=new.day("filings_from"),
        routes=tuple(_route(route_id, section) for route_id, section in file.children("routes")),
        conditions=tuple(
            _requirement(condition_id, section, reference) for condition_id, section in file.children("conditions")
        ),
        indefinite=_indefinite(file.child("indefinite")),
        own_routes=tuple(_own_route(route_id, section) for route_id, section in file.children("own_routes")),
        absence=AbsenceRule(absence.whole("trip_days"), absence.whole("year_days"), reference, absence.confidence()),
        permanent_citation=permanent.text("citation"),
        permanent_gives=tuple(_gift(name, gift) for name, gift in permanent.children("gives")),
        permanent_ends=tuple(_gift(name, gift) for name, gift in permanent.children("ends")),
    )


def _sure(section: Section, keys: set[str]) -> Section:
    """A section that says how sure it is and where it comes from."""
    cited(section.only({*keys, "confidence", "source"}))
    section.confidence()
    return section


def _route(route_id: str, section: Section) -> RouteRule:
    section.only({"since", "years", "holding", "citation", "confidence", "source"}, {"points"})
    cited(section)
    return RouteRule(
        id=route_id,
        since=section.day("since"),
        years=section.whole("years"),
        mark=section.maybe_whole("points"),
        holding=section.flag("holding"),
        citation=section.text("citation"),
        confidence=section.confidence(),
    )


def _own_route(route_id: str, section: Section) -> OwnRouteRule:
    section.only({"statuses", "stay_years", "holding", "citation", "confidence", "source"}, {"married_years"})
    cited(section)
    return OwnRouteRule(
        id=route_id,
        statuses=_statuses(section, "statuses"),
        married_years=section.maybe_whole("married_years"),
        stay_years=section.whole("stay_years"),
        holding=section.flag("holding"),
        citation=section.text("citation"),
        confidence=section.confidence(),
    )


def _requirement(condition_id: str, section: Section, citation: str) -> Requirement:
    section.only({"confidence", "source"}, {"staff_from", "met_by"})
    cited(section)
    return Requirement(
        id=condition_id,
        citation=citation,
        confidence=section.confidence(),
        staff_from=section.maybe_day("staff_from"),
        met_by=_statuses(section, "met_by"),
    )


def _indefinite(section: Section) -> IndefiniteRules:
    section.only(
        {"since", "years", "j_skip_since", "j_skip_years", "citation", "confidence", "source", "others", "gives"}
    )
    cited(section)
    others = section.child("others")
    return IndefiniteRules(
        since=section.day("since"),
        years=section.whole("years"),
        j_skip_since=section.day("j_skip_since"),
        j_skip_years=section.whole("j_skip_years"),
        citation=section.text("citation"),
        confidence=section.confidence(),
        others=tuple((name, others.confidence(name)) for name in others.values),
        gives=tuple(_gift(name, gift) for name, gift in section.children("gives")),
    )


def _gift(name: str, section: Section) -> Gift:
    section.only({"confidence"}, {"since", "until", "source"})
    if "source" in section.values:
        cited(section)
    return Gift(name, section.maybe_day("since"), section.maybe_day("until"), section.confidence())


def _statuses(section: Section, key: str) -> frozenset[StatusCode]:
    names = section.maybe_texts(key)
    if not set(names) <= set(StatusCode):
        raise section.fail(key, "statuses among " + ", ".join(StatusCode))
    return frozenset(StatusCode(name) for name in names)


_DATED = DatedRules("residence", load_residence)


def residence_rules(day: date) -> ResidenceRules:
    """Return the rules of a day. Raises `NoRulesForDate` for a day before the first version."""
    return _DATED.on(day)
