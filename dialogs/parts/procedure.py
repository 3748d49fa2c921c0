"""The application in lines: which one comes next, its papers, the photo, steps, usual time, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dialogs.checked import confidence
from dialogs.messages import Arg, Text
from dialogs.office import Fee as OfficeFee
from dialogs.telling import dashed
from dialogs.view import View
from scoring.confidence import Confidence
from scoring.proof.fees import government_fee
from scoring.proof.procedures import Choice, Procedure, ProcedureRule, procedure_for, procedure_rules
from scoring.stay.statuses import StatusCode

_SERVICES = {Procedure.PERMANENT: "permanent_residence", Procedure.PARENTS: "hsp_parents"}


def lines(view: View) -> Iterator[Text]:
    """The procedure and why, its papers, photo, steps, time, the government's fee of today and the office's own."""
    choice = choice_of(view)
    why = Text(choice.why.key, choice.why.args)
    if choice.procedure is None:
        # Who holds HSP has told all but its kind.
        kind_only = view.value("residence") == "hsp" and view.profile.status is None
        yield Text("procedure-why-kind") if kind_only else why
        yield Text("procedure-ask-office", {"phone": view.around.office.phone})
        return
    rule = procedure_rules().procedures[choice.procedure]
    yield Text("procedure-title", {"name": Text(f"procedure-{dashed(choice.procedure)}")})
    yield why
    if choice.procedure is Procedure.PERMANENT:
        yield Text("follows-notice-ends-family")
    if choice.procedure is Procedure.PARENTS:
        yield Text("follows-family-ends")
    yield from _papers(view, choice.procedure, rule)
    yield Text("procedure-steps")
    for number, step in enumerate(rule.steps, 1):
        yield Text("procedure-step-line", {"number": number, "text": Text(f"procedure-step-{dashed(step)}")})
    yield Text("procedure-who")
    yield _time(rule)
    yield from _government_fee(view, choice.procedure, rule)
    yield from _office(view, choice.procedure)
    if Confidence.STAFF_CONFIRMS in (choice.confidence, _sure(view, f"procedures.{choice.procedure}", rule.confidence)):
        yield Text("procedure-staff-confirms")


def choice_of(view: View) -> Choice:
    """The procedure for this person's status and goal."""
    goal = view.value("goal")
    return procedure_for(_status(view), None if goal is None else str(goal))


def _status(view: View) -> str | None:
    """The status as a code; one that has expired is staff's alone."""
    return StatusCode.OTHER if view.value("residence") == "expired" else view.profile.status


def _papers(view: View, procedure: Procedure, rule: ProcedureRule) -> Iterator[Text]:
    yield Text("procedure-papers")
    for paper in rule.papers:
        about = Text(f"procedure-paper-{dashed(paper.id)}")
        yield Text("procedure-paper-line", {"name": paper.name, "about": about})
    photo = procedure_rules().photo
    size = {"high": Decimal(photo.high_mm) / 10, "wide": Decimal(photo.wide_mm) / 10}
    yield Text("procedure-photo", size | {"months": photo.within_months})
    if procedure is Procedure.PERMANENT:
        yield from _years(view)
    elif view.score.j_skip.met:
        yield Text("procedure-j-skip")


def _years(view: View) -> Iterator[Text]:
    """For how many years papers of taxes and insurance are filed, by the mark; by J-Skip for who meets it."""
    for years in procedure_rules().permanent:
        counts: dict[str, Arg] = {"tax_count": years.tax_years, "insurance_count": years.insurance_years}
        if years.mark is not None:
            yield Text("procedure-years-line", counts | {"mark": years.mark})
        elif view.score.j_skip.met:
            yield Text("procedure-years-line-j-skip", counts)
        else:
            continue
        if _sure(view, f"permanent.{years.id}", years.confidence) is Confidence.STAFF_CONFIRMS:
            yield Text("follows-staff-confirms")


def _sure(view: View, rule: str, given: Confidence) -> Confidence:
    """How sure a rule of the applications is at this office."""
    return confidence(view.around.office.checked, f"procedures.{rule}", given, view.today)


def _time(rule: ProcedureRule) -> Text:
    if rule.target_days is None or rule.reported_days is None:
        return Text("procedure-time-unknown")
    least, most = rule.reported_days
    return Text("procedure-time", {"target": rule.target_days, "least": least, "most": most})


def _government_fee(view: View, procedure: Procedure, rule: ProcedureRule) -> Iterator[Text]:
    """Today's figures. Where no source gives one, none is shown."""
    counter = government_fee(procedure, view.today, rule.period_months, online=False)
    online = government_fee(procedure, view.today, rule.period_months, online=True)
    if counter is None:
        yield Text("procedure-fee-unknown")
    elif counter.yen == 0:
        yield Text("procedure-fee-free")
    else:
        yield Text("procedure-fee", {"day": view.today, "counter_yen": counter.yen})
        if online is None:
            yield Text("procedure-fee-counter-only")
        else:
            extra = online.settlement_yen
            settlement = Text("value-unknown") if extra is None else Text("value-yen", {"yen": extra})
            yield Text("procedure-fee-online", {"online_yen": online.yen, "settlement": settlement})


def _office(view: View, procedure: Procedure) -> Iterator[Text]:
    """What the office takes and does, as its profile says; what it has not stated is to be asked."""
    office = view.around.office
    service = office.service(_SERVICES.get(procedure, "hsp"))
    if service is not None and service.includes is not None:
        yield Text("procedure-office-includes", {"text": view.office_text(service.includes)})
    if service is None or service.fee is None:
        yield Text("procedure-office-ask", {"phone": office.phone})
        return
    yield from _terms(view, service.fee)


def _terms(view: View, fee: OfficeFee) -> Iterator[Text]:
    yield Text(
        "procedure-office-fee",
        {
            "total_yen": fee.total_yen,
            "with_tax_yen": fee.total_yen_with_tax,
            "retainer_yen": fee.retainer_yen,
            "success_yen": fee.success_yen,
            "due": view.office_text(fee.due),
        },
    )
    yield Text("procedure-office-refund" if fee.refund_if_refused else "procedure-office-no-refund")
    included = {True: "yes", False: "no", None: "unknown"}[fee.government_fee_included]
    yield Text("procedure-office-government-fee", {"included": included})
