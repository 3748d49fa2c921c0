"""The application in lines: which one comes next, its papers, the photo, steps, usual time, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dialogs.checked import confidence
from dialogs.deadline import HAS_NO_STAY
from dialogs.messages import Arg, Text
from dialogs.office import OfficeFee
from dialogs.parts.counting import needs_no_points
from dialogs.situation import Situation
from dialogs.telling import dashed
from scoring.confidence import Confidence
from scoring.proof.fees import government_fee
from scoring.proof.procedures import NextProcedure, Procedure, ProcedureRule, procedure_for, procedure_rules
from scoring.stay.statuses import StatusCode

# Papers of the permanent residence that show points, which a way without them does not ask for.
_OF_POINTS = frozenset({"points_sheets_both_days", "proofs"})
_SERVICES = {Procedure.PERMANENT: "permanent_residence", Procedure.PARENTS: "hsp_parents"}


def lines(situation: Situation) -> Iterator[Text]:
    """The procedure and why, its papers, photo, steps, time, the government's fee of today and the office's own."""
    choice = choice_of(situation)
    why = Text(choice.why.key, choice.why.args)
    if choice.procedure is None:
        # A person who answered "HSP" still has to say which kind of it.
        kind_only = situation.value("residence") == "hsp" and situation.profile.status is None
        yield Text("procedure-why-kind") if kind_only else why
        yield Text("procedure-ask-office", {"phone": situation.around.office.phone})
        return
    rule = procedure_rules(situation.today).procedures[choice.procedure]
    yield Text("procedure-title", {"name": Text(f"procedure-{dashed(choice.procedure)}")})
    own = choice.procedure is Procedure.PERMANENT and needs_no_points(situation)
    yield Text("procedure-own-way") if own else why
    if choice.procedure is Procedure.PERMANENT:
        yield Text("follows-notice-ends-family")
    if choice.procedure is Procedure.PARENTS:
        yield Text("follows-family-ends")
    yield from _papers(situation, choice.procedure, rule)
    yield Text("procedure-steps")
    for number, step in enumerate(rule.steps, 1):
        yield Text("procedure-step-line", {"number": number, "text": Text(f"procedure-step-{dashed(step)}")})
    yield Text("procedure-who")
    yield _time(rule)
    yield from _government_fee(situation, choice.procedure, rule)
    yield from _office(situation, choice.procedure)
    if Confidence.STAFF_CONFIRMS in (
        choice.confidence,
        _sure(situation, f"procedures.{choice.procedure}", rule.confidence),
    ):
        yield Text("procedure-staff-confirms")


def choice_of(situation: Situation) -> NextProcedure:
    """The procedure for this person's status and goal."""
    goal = situation.value("goal")
    return procedure_for(_status(situation), None if goal is None else str(goal))


def _status(situation: Situation) -> str | None:
    """Return the status as a code; an expired one is "other", which goes to staff."""
    return StatusCode.OTHER if situation.value("residence") in HAS_NO_STAY else situation.profile.status


def _papers(situation: Situation, procedure: Procedure, rule: ProcedureRule) -> Iterator[Text]:
    yield Text("procedure-papers")
    no_points = procedure is Procedure.PERMANENT and needs_no_points(situation)
    for paper in rule.papers:
        if no_points and paper.id in _OF_POINTS:
            continue
        about = Text(f"procedure-paper-{dashed(paper.id)}")
        yield Text("procedure-paper-line", {"name": paper.name, "about": about})
    photo = procedure_rules(situation.today).photo
    size = {"high": Decimal(photo.high_mm) / 10, "wide": Decimal(photo.wide_mm) / 10}
    yield Text("procedure-photo", size | {"months": photo.within_months})
    if procedure is Procedure.PERMANENT:
        yield from () if no_points else _years(situation)
    elif situation.score.j_skip.met:
        yield Text("procedure-j-skip")


def _years(situation: Situation) -> Iterator[Text]:
    """For how many years papers of taxes and insurance are filed, by the mark; by J-Skip for who meets it."""
    for years in procedure_rules(situation.today).permanent:
        counts: dict[str, Arg] = {"tax_count": years.tax_years, "insurance_count": years.insurance_years}
        if years.mark is not None:
            yield Text("procedure-years-line", counts | {"mark": years.mark})
        elif situation.score.j_skip.met:
            yield Text("procedure-years-line-j-skip", counts)
        else:
            continue
        if _sure(situation, f"permanent.{years.id}", years.confidence) is Confidence.STAFF_CONFIRMS:
            yield Text("follows-staff-confirms")


def _sure(situation: Situation, rule: str, given: Confidence) -> Confidence:
    """How sure a rule of the applications is at this office."""
    return confidence(situation.around.office.checked, f"procedures.{rule}", given, situation.today)


def _time(rule: ProcedureRule) -> Text:
    if rule.target_days is None or rule.reported_days is None:
        return Text("procedure-time-unknown")
    least, most = rule.reported_days
    return Text("procedure-time", {"target": rule.target_days, "least": least, "most": most})


def _government_fee(situation: Situation, procedure: Procedure, rule: ProcedureRule) -> Iterator[Text]:
    """Yield today's government fees; where no source gives one, none is shown."""
    counter = government_fee(procedure, situation.today, rule.period_months, online=False)
    online = government_fee(procedure, situation.today, rule.period_months, online=True)
    if counter is None:
        yield Text("procedure-fee-unknown")
    elif counter.yen == 0:
        yield Text("procedure-fee-free")
    else:
        yield Text("procedure-fee", {"day": situation.today, "counter_yen": counter.yen})
        if online is None:
            yield Text("procedure-fee-counter-only")
        else:
            extra = online.settlement_yen
            settlement = Text("value-unknown") if extra is None else Text("value-yen", {"yen": extra})
            yield Text("procedure-fee-online", {"online_yen": online.yen, "settlement": settlement})


def _office(situation: Situation, procedure: Procedure) -> Iterator[Text]:
    """What the office takes and does, as its profile says; what it has not stated is to be asked."""
    office = situation.around.office
    service = office.service(_SERVICES.get(procedure, "hsp"))
    if service is not None and service.includes is not None:
        yield Text("procedure-office-includes", {"text": situation.office_text(service.includes)})
    if service is None or service.fee is None:
        yield Text("procedure-office-ask", {"phone": office.phone})
        return
    yield from _terms(situation, service.fee)


def _terms(situation: Situation, fee: OfficeFee) -> Iterator[Text]:
    yield Text(
        "procedure-office-fee",
        {
            "total_yen": fee.total_yen,
            "with_tax_yen": fee.total_yen_with_tax,
            "retainer_yen": fee.retainer_yen,
            "success_yen": fee.success_yen,
            "due": situation.office_text(fee.due),
        },
    )
    yield Text("procedure-office-refund" if fee.refund_if_refused else "procedure-office-no-refund")
    included = {True: "yes", False: "no", None: "unknown"}[fee.government_fee_included]
    yield Text("procedure-office-government-fee", {"included": included})
