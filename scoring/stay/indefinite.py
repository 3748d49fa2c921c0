"""HSP (ii), the status without a time limit (高度専門職2号): whether it is open, from when, and what it gives.

Points count on the day of the filing only; the years before are years with the first stage, whatever the points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from scoring.calendar import years_after, years_before
from scoring.confidence import Confidence
from scoring.points import Gate, Notice, Reason
from scoring.profile import Category, Profile
from scoring.ruleset import ruleset_for
from scoring.stay.held import Stretch, course, on_eves, runs, without_recognition
from scoring.stay.residence_rules import IndefiniteRules, ResidenceRules, residence_rules
from scoring.stay.statuses import FIRST_STAGE, StatusCode, is_unknown_text, status_of
from scoring.three import every

_FROM = FIRST_STAGE | {StatusCode.HSP_DESIGNATED}
_SURE = (Confidence.VERIFIED, Confidence.STAFF_CONFIRMS)


@dataclass(frozen=True, slots=True)
class Statement:
    """Something to show, and how sure it is; `why` names its text."""

    id: str
    why: Reason
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Indefinite:
    """How HSP (ii) stands for a filing on a day.

    `gates` are `points` (or J-Skip) and `stay`; `others` are looked at by the agency and not judged here. `earliest`
    is the first day, up to five years ahead, on which both gates are known to be met if nothing else changes; with
    `may_be_sooner` what is not known may bring it forward. `years_over` is the day on which the years are over, where
    the points are not known to be enough on it. `years` are the years asked of this person.
    `ask` names profile fields that are not known. `held` is whether the person
    has the status already.
    """

    met: bool | None
    earliest: date | None
    gates: tuple[Gate, ...]
    others: tuple[Statement, ...]
    gives: tuple[Statement, ...]
    years: int
    ask: tuple[str, ...]
    held: bool
    notices: tuple[Notice, ...]
    citation: str
    confidence: Confidence
    may_be_sooner: bool = False
    years_over: date | None = None

    @property
    def state(self) -> bool | None:
        """Whether it is open; None also where it is not, and may be sooner than on the day named."""
        return None if self.met is False and self.may_be_sooner else self.met


def indefinite(profile: Profile, category: Category, *, as_of: date, known: ResidenceRules | None = None) -> Indefinite:
    """How HSP (ii) stands on a day. Raises `ProfileError` for a birth after the day.

    `status_since` counts as the first day of an unbroken stay with the first stage. `known` stand for the rules that
    ship.
    """
    profile.age_on(as_of)
    known = known or residence_rules(as_of)
    rules = known.indefinite
    status = status_of(profile.status)
    years = rules.j_skip_years if status is StatusCode.J_SKIP and as_of >= rules.j_skip_since else rules.years
    end = years_after(as_of, known.years_ahead)
    days = course(profile, category, as_of=as_of, start=as_of, end=end)
    mark = ruleset_for(as_of).categories[category].pass_mark
    points = _points(days[0], mark, rules)
    held = status is StatusCode.HSP2
    begun = as_of >= rules.since
    earliest = None if held or not begun else _earliest(profile, status, as_of, years, days, mark)
    sure = rules.confidence
    # What else may be right: the older age on the eve of a birthday, and no recognition by the Minister.
    others = [on_eves(days)] if any(s.older for s in days) else []
    certain = without_recognition(profile)
    others += [course(certain, category, as_of=as_of, start=as_of, end=end)] if certain != profile else []
    for other in others:
        if _reaches(other[0], mark) is not points.met:
            points = replace(points, confidence=Confidence.STAFF_CONFIRMS)
        if earliest is not None and _earliest(profile, status, as_of, years, other, mark) != earliest:
            sure = Confidence.STAFF_CONFIRMS
    gates = (points, _stay(profile, status, as_of, years, days[0], rules))
    met = False if held or not begun else every(g.met for g in gates)
    first = None if held or not begun else _earliest(profile, status, as_of, years, days, mark, surely=False)
    sooner = met is False and first is not None and (earliest is None or first < earliest)
    over = None if held or not begun else _enough(profile, status, as_of, years)
    unsure = [s for s in days if over is not None and s.last >= over and s.first <= (earliest or s.first)]
    open_later = [d.field for s in unsure for d in (*s.deciding(mark), *s.deciding(None))] if sooner else []
    return Indefinite(
        met=met,
        earliest=earliest,
        gates=gates,
        others=_statements("follows-hsp2-other", rules.others),
        gives=_statements(
            "follows-hsp2-gives", tuple((gift.id, gift.confidence) for gift in rules.gives if gift.holds_on(as_of))
        ),
        years=years,
        ask=_asked(profile, status, days[0], mark) if met is None else tuple(dict.fromkeys(open_later)),
        held=held,
        notices=tuple(_notices(profile, status, as_of, days[0], rules)),
        citation=rules.citation,
        confidence=max((sure, *(g.confidence for g in gates)), key=_SURE.index),
        may_be_sooner=sooner,
        years_over=over if over is not None and over > as_of and over != earliest else None,
    )


def _points(today: Stretch, mark: int, rules: IndefiniteRules) -> Gate:
    """The pass mark with its other gates, or J-Skip in their place."""
    if today.j_skip:
        return Gate("points", True, Reason("follows-hsp2-points-j-skip"), rules.confidence, rules.citation)
    met = _reaches(today, mark)
    suffix = {True: "", False: "-none", None: "-unknown"}[met]
    if met is not True and today.least >= mark:
        suffix = "-gate"
    elif met is False and today.greatest >= mark:
        # Some total would do: it is the pay floor or the kind of work that closes it.
        suffix = "-closed"
    args = {"mark": mark, "least": today.least, "greatest": today.greatest}
    return Gate("points", met, Reason(f"follows-hsp2-points{suffix}", args), rules.confidence, rules.citation)


def _reaches(stretch: Stretch, mark: int) -> bool | None:
    answers = {stretch.holds(mark), stretch.holds(None)}
    return True if True in answers else None if None in answers else False


def _stay(
    profile: Profile, status: StatusCode | None, as_of: date, years: int, today: Stretch, rules: IndefiniteRules
) -> Gate:
    since = profile.status_since
    start = years_before(as_of, years)
    met: bool | None
    if status is None or (status in _FROM and since is None):
        met, key = None, "follows-hsp2-stay-unknown"
    elif status not in _FROM:
        # One immigration office accepts former holders of HSP (i); whether all do is for staff to ask.
        why = Reason("follows-hsp2-stay-other", {"years": years, "day": start})
        holds = status is StatusCode.HSP2
        sure = Confidence.VERIFIED if holds else Confidence.STAFF_CONFIRMS
        return Gate("stay", False, why, sure, rules.citation)
    else:
        met = since is not None and since <= start
        key = "follows-hsp2-stay" if met else "follows-hsp2-stay-none"
    # No source says whether one year is still enough once J-Skip is no longer met.
    certain = status is not StatusCode.J_SKIP or today.j_skip
    sure = Confidence.VERIFIED if certain else Confidence.STAFF_CONFIRMS
    return Gate("stay", met, Reason(key, {"years": years, "day": start}), sure, rules.citation)


def _enough(profile: Profile, status: StatusCode | None, as_of: date, years: int) -> date | None:
    """The first day on which the years are over."""
    since = profile.status_since
    return None if status not in _FROM or since is None else max(as_of, years_after(since, years))


def _earliest(
    profile: Profile,
    status: StatusCode | None,
    as_of: date,
    years: int,
    days: tuple[Stretch, ...],
    mark: int,
    *,
    surely: bool = True,
) -> date | None:
    enough = _enough(profile, status, as_of, years)
    if enough is None:
        return None
    spans = sorted([*runs(days, mark, surely=surely), *runs(days, None, surely=surely)])
    return min((max(first, enough) for first, last in spans if max(first, enough) <= last), default=None)


def _asked(profile: Profile, status: StatusCode | None, today: Stretch, mark: int) -> tuple[str, ...]:
    open_points = _reaches(today, mark) is None
    names = [s.field for s in (*today.deciding(mark), *today.deciding(None))] if open_points else []
    names += ["status"] if status is None else ["status_since"] if profile.status_since is None else []
    return tuple(dict.fromkeys(names))


def _statements(prefix: str, entries: tuple[tuple[str, Confidence], ...]) -> tuple[Statement, ...]:
    return tuple(Statement(name, Reason(f"{prefix}-{name.replace('_', '-')}"), sure) for name, sure in entries)


def _notices(
    profile: Profile, status: StatusCode | None, as_of: date, today: Stretch, rules: IndefiniteRules
) -> list[Notice]:
    found = []
    if is_unknown_text(profile.status):
        found.append(Notice("unknown_status", Reason("follows-notice-unknown-status")))
    by_points = status in FIRST_STAGE - {StatusCode.J_SKIP}
    if by_points and today.j_skip and as_of >= rules.j_skip_since:
        # The note on the residence card decides which years count.
        found.append(Notice("j_skip_by_points", Reason("follows-notice-j-skip-by-points")))
    return found
