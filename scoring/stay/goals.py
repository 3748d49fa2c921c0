"""Which goal is best: permanent residence, a way of one's own to it, HSP (ii), and staying as now, side by side.

Each with the first day on which it is open, or what is missing, or what closes it; what it gives, what it ends, and
what it asks afterwards. A gate that closes several is stated once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from scoring.confidence import Confidence
from scoring.engine import score
from scoring.points import Gate, Reason
from scoring.profile import Category, Profile
from scoring.stay.duties import Duty, duties
from scoring.stay.family import family
from scoring.stay.indefinite import Indefinite, Statement, indefinite
from scoring.stay.own_route import OwnRoute, soonest
from scoring.stay.residence import NO_ANSWERS, Residence, permanent_residence
from scoring.stay.residence_rules import Gift, ResidenceRules, residence_rules
from scoring.stay.starts import Start, starts_needed
from scoring.stay.statuses import HIGHLY_SKILLED, StatusCode, status_of

PERMANENT, OWN, HSP2, STAY = "permanent_residence", "own_route", "hsp2", "stay"


class GoalState(StrEnum):
    """How a goal stands: held already, open today, from a day on, not known yet, closed as things are."""

    HELD = "held"
    OPEN = "open"
    FROM = "from"
    UNKNOWN = "unknown"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class GoalOption:
    """One goal for a person on a day.

    `earliest` is the first filing day; where the state is unknown the day by which it is open at the latest, if there
    is one. `missing` names profile fields, `starts` those whose first day must be known. `closed` are the gates that
    fail. `asks` are the duties that come with it.
    """

    id: str
    route: str | None
    state: GoalState
    earliest: date | None
    missing: tuple[str, ...]
    starts: tuple[Start, ...]
    closed: tuple[Gate, ...]
    gives: tuple[Statement, ...]
    ends: tuple[Statement, ...]
    asks: tuple[Duty, ...]
    citations: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ClosedGate:
    """A gate that fails, and all that it closes: "hsp" and ids of goals."""

    gate: Gate
    closes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goals:
    """All goals, the best first. `best` is None where none has a day; `why` says why it is the best.

    `ends_family` is whether something met or possible for the family would end with permanent residence.
    """

    category: Category
    as_of: date
    options: tuple[GoalOption, ...]
    best: GoalOption | None
    why: Reason
    closed: tuple[ClosedGate, ...]
    ends_family: bool


def goals(
    profile: Profile,
    category: Category,
    *,
    as_of: date,
    conditions: Mapping[str, bool | None] = NO_ANSWERS,
    grounds: Mapping[str, bool | None] = MappingProxyType({}),
    rules: ResidenceRules | None = None,
) -> Goals:
    """Return every goal for a person on a day; arguments are as for `permanent_residence` and `family`.

    The soonest is the best; of two on one day permanent residence, unless it would end what the family has.
    """
    rules = rules or residence_rules(as_of)
    residence = permanent_residence(profile, category, as_of=as_of, conditions=conditions, rules=rules)
    second = indefinite(profile, category, as_of=as_of, known=rules)
    entry = score(profile.with_facts(category=category), as_of=as_of).of(category)
    benefits = family(profile, as_of=as_of, j_skip=entry.j_skip.met, grounds=grounds)
    holds = status_of(profile.status) in HIGHLY_SKILLED
    ends_family = holds and any(b.met is not False and b.ends_with_permanent for b in benefits)
    has_family = holds and any(b.met and b.ends_with_permanent for b in benefits)
    own = soonest(residence.own)
    options = [
        _permanent(profile, residence, rules),
        *([_own(own, residence, rules)] if own is not None else []),
        _second(second, as_of),
        _stay(profile, second, as_of, rules),
    ]
    order = [HSP2, OWN, PERMANENT] if has_family else [OWN, PERMANENT, HSP2]
    ranked = sorted(options, key=lambda option: _rank(option, order))
    best = ranked[0] if _is_goal(ranked[0]) else None
    return Goals(
        category=category,
        as_of=as_of,
        options=tuple(ranked),
        best=best,
        why=_why(best, ranked, has_family=has_family),
        closed=closed_gates(profile, category, as_of=as_of, rules=rules),
        ends_family=ends_family,
    )


def closed_gates(
    profile: Profile, category: Category, *, as_of: date, rules: ResidenceRules | None = None
) -> tuple[ClosedGate, ...]:
    """Return each gate that fails, once, with all that it closes.

    What the points' gates close, J-Skip opens; a holder's family does not hang on them.
    """
    entry = score(profile.with_facts(category=category), as_of=as_of).of(category)
    status = status_of(profile.status)
    found = []
    closes = ["hsp", PERMANENT, HSP2, *([] if status in HIGHLY_SKILLED else ["family"])]
    if not entry.j_skip.met and status is not StatusCode.PERMANENT:
        found += [ClosedGate(gate, tuple(closes)) for gate in entry.gates[1:] if gate.met is False]
    if status is StatusCode.PERMANENT:
        rules = rules or residence_rules(as_of)
        why = Reason("follows-goal-closed-permanent")
        found.append(
            ClosedGate(
                Gate("permanent", False, why, Confidence.VERIFIED, rules.permanent_citation), ("hsp", HSP2, "family")
            )
        )
    return tuple(found)


def _permanent(profile: Profile, residence: Residence, rules: ResidenceRules) -> GoalOption:
    best, held = residence.best, status_of(profile.status) is StatusCode.PERMANENT
    met = best.state if best is not None else False
    earliest = best.earliest if best is not None else None
    starts: tuple[Start, ...] = ()
    if best is not None and best.mark is not None and best.met is None and "work_begins" not in best.ask:
        starts = starts_needed(
            profile, residence.category, as_of=residence.as_of, look_back=best.look_back, mark=best.mark
        )
    state = GoalState.HELD if held else _state(met, earliest)
    broken = not held and residence.may_begin_anew
    if broken:
        state, earliest = _anew(state), None
    return GoalOption(
        id=PERMANENT,
        route=best.id if best is not None else None,
        state=state,
        earliest=earliest,
        missing=tuple(n for n in best.ask if n not in {s.field for s in starts}) if best is not None else (),
        starts=starts,
        closed=_failing(best.gates if best is not None else (), state),
        gives=_gifts(rules.permanent_gives, "follows-permanent-gives", earliest or residence.as_of),
        ends=() if held else _gifts(rules.permanent_ends, "follows-permanent-ends", earliest or residence.as_of),
        asks=duties(StatusCode.PERMANENT, earliest or residence.as_of),
        citations=(best.citation,) if best is not None else (rules.permanent_citation,),
        confidence=Confidence.STAFF_CONFIRMS
        if broken
        else best.confidence
        if best is not None
        else Confidence.VERIFIED,
    )


def _own(best: OwnRoute, residence: Residence, rules: ResidenceRules) -> GoalOption:
    """The best of the ways without points."""
    state, earliest = _state(best.met, best.earliest), best.earliest
    day = best.earliest or residence.as_of
    if residence.may_begin_anew:
        state, earliest = _anew(state), None
    return GoalOption(
        id=OWN,
        route=best.id,
        state=state,
        earliest=earliest,
        missing=best.ask,
        starts=(),
        closed=_failing(best.gates, state),
        gives=_gifts(rules.permanent_gives, "follows-permanent-gives", day),
        ends=_gifts(rules.permanent_ends, "follows-permanent-ends", day),
        asks=duties(StatusCode.PERMANENT, day),
        citations=(best.citation,),
        confidence=best.confidence,
    )


def _second(second: Indefinite, as_of: date) -> GoalOption:
    state = GoalState.HELD if second.held else _state(second.state, second.earliest)
    return GoalOption(
        id=HSP2,
        route=None,
        state=state,
        earliest=second.earliest,
        missing=second.ask,
        starts=(),
        closed=() if second.held else _failing(second.gates, state),
        gives=second.gives,
        ends=(),
        asks=duties(StatusCode.HSP2, second.earliest or as_of),
        citations=(second.citation,),
        confidence=second.confidence,
    )


def _stay(profile: Profile, second: Indefinite, as_of: date, rules: ResidenceRules) -> GoalOption:
    """Staying as now: what the status gives, and the duties it has."""
    status = status_of(profile.status)
    gives: tuple[Statement, ...] = ()
    if status is StatusCode.HSP2:
        gives = second.gives
    elif status is StatusCode.PERMANENT:
        gives = _gifts(rules.permanent_gives, "follows-permanent-gives", as_of)
    elif status in HIGHLY_SKILLED:
        gives = tuple(gift for gift in second.gives if gift.id == "family")
    known = status is not None
    return GoalOption(
        id=STAY,
        route=None,
        state=GoalState.HELD if known else GoalState.UNKNOWN,
        earliest=None,
        missing=() if known else ("status",),
        starts=(),
        closed=(),
        gives=gives,
        ends=(),
        asks=duties(profile.status, as_of),
        citations=(),
        confidence=Confidence.VERIFIED,
    )


def _state(met: bool | None, earliest: date | None) -> GoalState:
    if met is True:
        return GoalState.OPEN
    if met is None:
        return GoalState.UNKNOWN
    return GoalState.FROM if earliest is not None else GoalState.CLOSED


def _anew(state: GoalState) -> GoalState:
    """Return the state where, by practice, the years in Japan may have begun anew: then no day is certain."""
    return GoalState.UNKNOWN if state in (GoalState.OPEN, GoalState.FROM) else state


def _failing(gates: tuple[Gate, ...], state: GoalState) -> tuple[Gate, ...]:
    """Return the gates that fail; what will open by itself is not closed."""
    return tuple(gate for gate in gates if gate.met is False) if state is GoalState.CLOSED else ()


def _is_goal(option: GoalOption) -> bool:
    """Whether something can be aimed at: permanent residence held already is, too."""
    if option.id == PERMANENT and option.state is GoalState.HELD:
        return True
    return option.id != STAY and (option.state is GoalState.OPEN or option.earliest is not None)


def _rank(option: GoalOption, order: list[str]) -> tuple[bool, bool, date, int]:
    held = option.id == PERMANENT and option.state is GoalState.HELD
    place = order.index(option.id) if option.id in order else len(order)
    return not held, not _is_goal(option), option.earliest or date.max, place


def _why(best: GoalOption | None, options: list[GoalOption], *, has_family: bool) -> Reason:
    if best is None:
        return Reason("follows-goal-none")
    if best.state is GoalState.HELD:
        return Reason("follows-goal-held")
    if (
        best.id == HSP2
        and has_family
        and any(o.id in (PERMANENT, OWN) and o.earliest == best.earliest for o in options)
    ):
        return Reason("follows-goal-family")
    if any(o is not best and _is_goal(o) and o.earliest == best.earliest and o.state is best.state for o in options):
        return Reason("follows-goal-same-day")
    return Reason("follows-goal-soonest" if sum(_is_goal(o) for o in options) > 1 else "follows-goal-only")


def _gifts(gifts: tuple[Gift, ...], prefix: str, day: date) -> tuple[Statement, ...]:
    return tuple(_statements(gifts, prefix, day))


def _statements(gifts: tuple[Gift, ...], prefix: str, day: date) -> Iterator[Statement]:
    for gift in gifts:
        if gift.holds_on(day):
            yield Statement(gift.id, Reason(f"{prefix}-{gift.id.replace('_', '-')}"), gift.confidence)
