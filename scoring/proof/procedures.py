"""The applications themselves: which one is next for a person, its own papers, steps and usual times.

The lists are data (`rules/procedures.toml`); which procedure follows from a status and a goal is reasoned here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.confidence import Confidence
from scoring.dated_rules import DatedRules
from scoring.points import Reason
from scoring.rule_files import Section, parse_rules
from scoring.sources import cited
from scoring.stay.statuses import FIRST_STAGE, HIGHLY_SKILLED, StatusCode, status_of


class Procedure(StrEnum):
    """An application: certificate of eligibility, change to HSP (i), renewal, change to HSP (ii), permanent residence,
    a stay for the parents."""

    COE = "coe"
    CHANGE = "change"
    RENEWAL = "renewal"
    CHANGE_II = "change_ii"
    PERMANENT = "permanent"
    PARENTS = "parents"


@dataclass(frozen=True, slots=True)
class NextProcedure:
    """The procedure that comes next, or None where there is none or staff must look; `why` tells either."""

    procedure: Procedure | None
    why: Reason
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ApplicationPaper:
    """One paper of an application, by its Japanese name."""

    id: str
    name: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ProcedureRule:
    """What a procedure asks for. `period_months` is the period of stay granted, where it is always the same.

    `target_days` is the agency's target, never a promise; `reported_days` are the least and the most reported.
    """

    papers: tuple[ApplicationPaper, ...]
    steps: tuple[str, ...]
    period_months: int | None
    target_days: int | None
    reported_days: tuple[int, int] | None
    confidence: Confidence
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhotoRule:
    """The photo: size in millimetres, and the months before the application within which it is taken."""

    high_mm: int
    wide_mm: int
    within_months: int
    confidence: Confidence
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PermanentYears:
    """For how many years tax and insurance papers are filed for permanent residence with a mark; None is J-Skip."""

    id: str
    mark: int | None
    tax_years: int
    insurance_years: int
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ProcedureRules:
    """Everything known about the applications."""

    procedures: Mapping[Procedure, ProcedureRule]
    photo: PhotoRule
    permanent: tuple[PermanentYears, ...]


def procedure_for(status: str | None, goal: str | None) -> NextProcedure:
    """The application that comes next for a person with a status (codes of `StatusCode`) and a goal.

    Goals: "hsp", "pr", "hsp2", "family"; any other goes to staff. HSP (ii) and the family's stay need HSP (i) first, so
    for others the way there is given.
    """
    code = status_of(status)
    if code is None or goal is None:
        return NextProcedure(None, Reason("procedure-why-unknown"), Confidence.STAFF_CONFIRMS)
    if goal not in _BY_GOAL or code is StatusCode.OTHER:
        return _none("staff")
    if code is StatusCode.PERMANENT:
        # What the family has by a highly skilled status, a permanent resident cannot bring (source A4).
        return _none("permanent-family" if goal == "family" else "holds")
    return _BY_GOAL[goal](code)


def _first_stage(code: StatusCode) -> NextProcedure:
    """HSP (i): from abroad with a certificate, in Japan by change; holders renew, a new employer is a change again."""
    if code is StatusCode.HSP2:
        return _none("holds")
    if code is StatusCode.ABROAD:
        return _take(Procedure.COE)
    if code is StatusCode.J_SKIP:
        return _without_points(Procedure.RENEWAL)
    # Designated activities are of many kinds; from some of them no change is usual.
    sure = Confidence.STAFF_CONFIRMS if code is StatusCode.DESIGNATED else Confidence.VERIFIED
    return _take(Procedure.RENEWAL if code in FIRST_STAGE else Procedure.CHANGE, sure)


def _second_stage(code: StatusCode) -> NextProcedure:
    """HSP (ii): only by change from HSP (i) or the designated activities before it."""
    if code is StatusCode.HSP2:
        return _none("holds")
    if code is StatusCode.J_SKIP:
        return _without_points(Procedure.CHANGE_II)
    return _take(Procedure.CHANGE_II) if code in HIGHLY_SKILLED else _first(code)


def _permanent(code: StatusCode) -> NextProcedure:
    """Permanent residence: any work status may look back; for a spouse's one office says so; others ask staff.

    The years are counted in Japan, in any work status: from abroad HSP (i) is one way there and no condition.
    """
    if code is StatusCode.ABROAD:
        return NextProcedure(Procedure.COE, Reason("procedure-why-in-japan-first"), Confidence.STAFF_CONFIRMS)
    if code in (StatusCode.STUDENT, StatusCode.DEPENDENT, StatusCode.DESIGNATED):
        return _none("staff")
    sure = code in HIGHLY_SKILLED or code is StatusCode.WORK
    return _take(Procedure.PERMANENT, Confidence.VERIFIED if sure else Confidence.STAFF_CONFIRMS)


def _family(code: StatusCode) -> NextProcedure:
    """Return the procedure for the parents of a highly skilled person."""
    return _take(Procedure.PARENTS) if code in HIGHLY_SKILLED else _first(code)


_BY_GOAL = {"hsp": _first_stage, "hsp2": _second_stage, "pr": _permanent, "family": _family}


def _take(procedure: Procedure, confidence: Confidence = Confidence.VERIFIED) -> NextProcedure:
    return NextProcedure(procedure, Reason(f"procedure-why-{procedure.value.replace('_', '-')}"), confidence)


def _without_points(procedure: Procedure) -> NextProcedure:
    """For holders of J-Skip: pay and degree or years stand in place of the points."""
    return NextProcedure(
        procedure, Reason(f"procedure-why-{procedure.value.replace('_', '-')}-j-skip"), Confidence.VERIFIED
    )


def _first(code: StatusCode) -> NextProcedure:
    """HSP (i) is needed before what is wanted."""
    return NextProcedure(_first_stage(code).procedure, Reason("procedure-why-first"), Confidence.VERIFIED)


def _none(why: str) -> NextProcedure:
    return NextProcedure(None, Reason(f"procedure-why-{why}"), Confidence.STAFF_CONFIRMS)


def load_procedures(name: str, text: str) -> ProcedureRules:
    """Read a procedure file strictly. Raises `RulesetError` with file, key and what was expected."""
    file = parse_rules(name, text, {"photo", "permanent", "papers", "procedures"})
    papers = {key: _paper(key, section) for key, section in file.children("papers")}
    rules = file.child("procedures").only(set(Procedure))
    procedures = {procedure: _procedure(rules.child(procedure), papers) for procedure in Procedure}
    unused = set(papers) - {paper.id for rule in procedures.values() for paper in rule.papers}
    if unused:
        raise file.fail(f"papers.{min(unused)}", "a procedure that asks for it")
    photo = file.child("photo").only({"high_mm", "wide_mm", "within_months", "confidence", "source"})
    return ProcedureRules(
        procedures,
        PhotoRule(
            photo.whole("high_mm"),
            photo.whole("wide_mm"),
            photo.whole("within_months"),
            photo.confidence(),
            cited(photo),
        ),
        tuple(_years(key, section) for key, section in file.children("permanent")),
    )


def _paper(key: str, section: Section) -> ApplicationPaper:
    section.only({"name", "confidence", "source"})
    cited(section)
    return ApplicationPaper(key, section.text("name"), section.confidence())


def _years(key: str, section: Section) -> PermanentYears:
    section.only({"tax_years", "insurance_years", "since", "confidence", "source"}, {"mark"})
    cited(section)
    section.day("since")
    return PermanentYears(
        id=key,
        mark=section.maybe_whole("mark"),
        tax_years=section.whole("tax_years"),
        insurance_years=section.whole("insurance_years"),
        confidence=section.confidence(),
    )


def _procedure(section: Section, papers: Mapping[str, ApplicationPaper]) -> ProcedureRule:
    optional = {"period_months", "target_days", "reported_least_days", "reported_most_days"}
    section.only({"papers", "steps", "confidence", "source"}, optional)
    names = section.texts("papers")
    strange = set(names) - set(papers)
    if strange:
        raise section.fail("papers", f"only papers of this file, not {min(strange)!r}")
    least, most = section.maybe_whole("reported_least_days"), section.maybe_whole("reported_most_days")
    if (least is None) is not (most is None) or (least or 0) > (most or 0):
        raise section.fail("reported_most_days", "both days or neither, the least first")
    return ProcedureRule(
        papers=tuple(papers[name] for name in names),
        steps=section.texts("steps"),
        period_months=section.maybe_whole("period_months"),
        target_days=section.maybe_whole("target_days"),
        reported_days=None if least is None or most is None else (least, most),
        confidence=section.confidence(),
        source=cited(section),
    )


_DATED = DatedRules("procedures", load_procedures)


def procedure_rules(day: date) -> ProcedureRules:
    """Return the procedures of a day. Raises `NoRulesForDate` for a day before the first version."""
    return _DATED.on(day)
