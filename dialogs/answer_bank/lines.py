"""The answer to a question in lines: its text, what the office's profile adds, and the way to a person.

What the office has not stated is not said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

from dialogs.messages import Text
from dialogs.office import Office, OfficeFee, Service, Span
from dialogs.pages.hours import hours_line
from dialogs.parts.counting import needs_no_points
from dialogs.situation import WEEKDAYS, Situation

# Answered by a person alone: the reason decides, and we do not know it.
STAFF_ANSWERS = ("refused", "overstay", "work-without-permission")
# How many points are needed: by a way of one's own to permanent residence, none.
POINTS_NEEDED = "points-needed"
# Entries that explain a word.
GLOSSARY = "term-"
# No law is told in these, so nothing more has to be said of the person's own case.
ABOUT_THE_CHAT = ("privacy", "robot", "success-rate")
# Answered in kind: no title, nothing more.
COURTESIES = ("thanks", "greeting")
_GOVERNMENT_FEE = {True: "yes", False: "no", None: "unknown"}


def answer_lines(entry_id: str, situation: Situation) -> Iterator[Text]:
    """Return the answer of an entry of the bank, its title first, ending with the way to a person."""
    if entry_id in COURTESIES:
        yield Text(f"answer-{entry_id}")
        return
    yield Text("answer-title", {"title": Text(f"answer-{entry_id}.title")})
    if entry_id in OFFICE_ANSWERS:
        yield from OFFICE_ANSWERS[entry_id](situation)
        return
    if entry_id == POINTS_NEEDED and needs_no_points(situation):
        yield Text("answer-points-needed-own-way")
        return
    yield Text(f"answer-{entry_id}")
    if entry_id in STAFF_ANSWERS:
        yield Text("answer-staff", {"phone": situation.around.office.phone})
        yield hours_line(situation)
    elif not entry_id.startswith(GLOSSARY) and entry_id not in ABOUT_THE_CHAT:
        yield Text("answer-general")


def _fees(situation: Situation) -> Iterator[Text]:
    office = situation.around.office
    with_fee = [(service, service.fee) for service in office.services if service.fee is not None]
    if not with_fee:
        yield Text("answer-office-fee-unknown", {"phone": office.phone})
        return
    yield Text("answer-office-fee")
    yield from (_fee_line(situation, service, fee) for service, fee in with_fee)
    if len(with_fee) < len(office.services):
        yield Text("answer-office-fee-others", {"phone": office.phone})


def _fee_line(situation: Situation, service: Service, fee: OfficeFee) -> Text:
    return Text(
        "answer-fee-line",
        {
            "service": situation.office_text(service.label),
            "retainer": fee.retainer_yen,
            "retainer_tax": fee.retainer_yen_with_tax,
            "success": fee.success_yen,
            "total": fee.total_yen,
            "total_tax": fee.total_yen_with_tax,
            "due": situation.office_text(fee.due),
            "refund": "yes" if fee.refund_if_refused else "no",
            "government": _GOVERNMENT_FEE[fee.government_fee_included],
        },
    )


def _hours(situation: Situation) -> Iterator[Text]:
    office = situation.around.office
    yield Text("answer-hours")
    yield from _week(office)
    if office.closed_on_holidays:
        yield Text("answer-holidays-line")
    for closure in office.closures:
        if closure.last_day >= situation.today:
            note = situation.office_text(closure.note)
            yield Text("answer-closure-line", {"first": closure.first_day, "last": closure.last_day, "note": note})
    yield situation.office_text(office.by_appointment)
    yield situation.office_text(office.outside_hours)
    yield hours_line(situation)


def _week(office: Office) -> Iterator[Text]:
    """The days of a week, those in a row with the same hours together."""
    for spans, run in groupby(range(len(WEEKDAYS)), key=lambda day: office.hours[day]):
        days = [WEEKDAYS[day] for day in run]
        last = days[-1] if len(days) > 1 else "single"
        times = ", ".join(map(_times, spans)) or "closed"
        yield Text("answer-hours-line", {"first": days[0], "last": last, "times": times})


def _times(span: Span) -> str:
    return f"{span.opens:%H:%M}–{span.closes:%H:%M}"


def _contact(situation: Situation) -> Iterator[Text]:
    office = situation.around.office
    yield Text("answer-contact", {"phone": office.phone})
    if office.email is not None:
        yield Text("answer-email-line", {"email": office.email})
    if office.website is not None:
        yield Text("answer-website-line", {"website": office.website})
    yield situation.office_text(office.contact_form_note)
    yield situation.office_text(office.languages_note)
    yield hours_line(situation)


def _location(situation: Situation) -> Iterator[Text]:
    office = situation.around.office
    yield Text(
        "answer-location",
        {"address": situation.office_text(office.address), "access": situation.office_text(office.access)},
    )
    if office.map_link is not None:
        yield Text("answer-map-line", {"link": office.map_link})
    yield situation.office_text(office.regions)


def _consultation(situation: Situation) -> Iterator[Text]:
    office = situation.around.office
    yield Text("answer-consultation")
    for way in office.consultation_ways:
        label = situation.office_text(way.label)
        about = tuple(situation.office_text(texts) for texts in (way.cost, way.note) if texts is not None)
        yield Text("way-line", {"way": label, "about": about}) if about else label
    yield situation.office_text(office.by_appointment)


def _languages(situation: Situation) -> Iterator[Text]:
    yield Text("answer-languages-spoken")
    yield situation.office_text(situation.around.office.languages_note)


def _services(situation: Situation) -> Iterator[Text]:
    office = situation.around.office
    yield Text("answer-other-services")
    # One under the other they would fill two screens of a phone.
    services = Text("list", {"items": tuple(situation.office_text(service.label) for service in office.services)})
    yield Text("answer-service-line", {"service": services})
    if office.cases:
        yield Text("answer-cases")
        for case in office.cases:
            yield Text("answer-service-line", {"service": situation.office_text(case)})
    yield Text("answer-other-services-ask", {"phone": office.phone})


OFFICE_ANSWERS: Mapping[str, Callable[[Situation], Iterator[Text]]] = {
    "office-fee": _fees,
    "hours": _hours,
    "contact": _contact,
    "location": _location,
    "consultation": _consultation,
    "languages-spoken": _languages,
    "other-services": _services,
}
"""Answers made from the office's profile, by entry."""
