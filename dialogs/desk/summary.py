"""What a wrap-up says: the summary that the client is sent of a talk, and the line of it on the card.

Both are made of what staff chose by buttons, and of nothing that anybody typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from dialogs.desk.bookings import shown_at
from dialogs.desk.choosing import OUTCOME
from dialogs.desk.matter import LeadRecord, WrapUp
from dialogs.messages import Arg, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, Office, local_at
from dialogs.parts.papers import label_of
from dialogs.telling import listed

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

# The lists of buttons that staff choose a wrap-up from, by the part that each is about; the last shows what is sent.
PAPERS: Final = "awaited"
STEP: Final = "next_step"
UNTIL: Final = "by_when"
READY: Final = "summary"
MENUS = (OUTCOME, PAPERS, STEP, UNTIL, READY)


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do after a talk; `is_clients` says that it is theirs to do, else it is the office's."""

    is_clients: bool


# To add a step: one entry, and its words (`staff-step-…`, `summary-step-…`; of a client's, `reminder-agreed-…`).
STEPS: Mapping[str, NextStep] = MappingProxyType(
    {
        "papers": NextStep(is_clients=True),
        "decide": NextStep(is_clients=True),
        "employer": NextStep(is_clients=True),
        "talk": NextStep(is_clients=True),
        "quote": NextStep(is_clients=False),
        "check": NextStep(is_clients=False),
        "prepare": NextStep(is_clients=False),
    }
)


def is_about(record: LeadRecord) -> bool:
    """Return whether the list that is open is about what came of a talk."""
    return record.menu is not None and record.menu.name in MENUS


def booking_of(wrap_up: WrapUp, bookings: Sequence[Booking]) -> Booking | None:
    """Return the talk of a wrap-up; None of one that was not booked here."""
    return next((booking for booking in bookings if booking.number == wrap_up.talk != 0), None)


def was_thanked(booking: Booking | None, wrap_up: WrapUp) -> bool:
    """Return whether the client has been thanked for a talk: by the summary before, or without one."""
    if booking is None:
        return wrap_up.replaces is not None
    from dialogs.reminding.talks import THANKS

    return wrap_up.replaces is not None or THANKS in booking.reminded


def is_clients_day(wrap_up: WrapUp) -> bool:
    """Return whether the client has something to do until the day of a wrap-up."""
    step = STEPS.get(wrap_up.step or "")
    return bool(wrap_up.until) and (bool(wrap_up.papers) or (step is not None and step.is_clients))


def day_of(wrap_up: WrapUp) -> date | None:
    """Return the day until which the next thing is to be done; None without one."""
    return date.fromisoformat(wrap_up.until) if wrap_up.until else None


def summary(office: Office, wrap_up: WrapUp, booking: Booking | None, language: str, *, thanked: bool) -> Text:
    """Return what the client is sent of a talk; `thanked` says that they have been thanked for it already."""
    return Text("summary", {"lines": tuple(_lines(office, wrap_up, booking, language, thanked=thanked))})


def _lines(office: Office, wrap_up: WrapUp, booking: Booking | None, language: str, *, thanked: bool) -> Iterator[Text]:
    if wrap_up.replaces is not None:
        yield Text("summary-replaces", {"day": local_at(office, wrap_up.replaces).date()})
    if not thanked:
        yield Text("summary-thanks")
    if booking is None or booking.start is None:
        yield Text("summary-title")
    else:
        yield Text("summary-title-of", {"time": shown_at(office, booking, booking.start)})
    if wrap_up.outcome:
        yield Text("summary-outcome", {"outcome": wrap_up.outcome})
    if wrap_up.papers:
        yield Text("summary-papers", {"count": len(wrap_up.papers)})
        yield from (paper_named(paper, language) for paper in wrap_up.papers)
    if wrap_up.step and not (wrap_up.step == "papers" and wrap_up.papers):
        yield Text(f"summary-step-{wrap_up.step}")
    day = day_of(wrap_up)
    if day is not None:
        yield Text("summary-until", {"day": day})
    if is_clients_day(wrap_up):
        yield Text("summary-remind")
    yield Text("summary-reach", {"name": office.desk_in(language), "phone": office.phone})


def paper_named(paper: str, language: str) -> Text:
    """Return a paper by its name in both languages; in one for whoever reads that of staff."""
    label = label_of(paper)
    if language == LANGUAGE_OF_STAFF:
        return Text("summary-paper", {"label": label})
    return Text("summary-paper-both", {"label": label, "japanese": replace(label, language=LANGUAGE_OF_STAFF)})


# --- for staff --------------------------------------------------------------------------------------------------------


def preview(office: Office, record: LeadRecord, bookings: Sequence[Booking]) -> Text:
    """Return what would be sent, over the buttons that send it or choose a part of it anew."""
    assert record.draft is not None, "nothing is laid out to be sent without a draft"
    booking = booking_of(record.draft, bookings)
    thanked = was_thanked(booking, record.draft)
    text = summary(office, record.draft, booking, LANGUAGE_OF_STAFF, thanked=thanked)
    return Text("staff-menu-summary", {"text": text})


def card_lines_of(office: Office, record: LeadRecord) -> Iterator[Text]:
    """Yield what was recorded of the last talk, and what staff are about to record."""
    for wrap_up, state in ((record.wrap_ups[-1] if record.wrap_ups else None, "sent"), (record.draft, "draft")):
        if wrap_up is None or (state == "draft" and not _is_begun(wrap_up)):
            continue
        at = f"{local_at(office, wrap_up.at):%Y-%m-%d %H:%M}"
        args: dict[str, Arg] = {"state": state, "at": at, "by": Typed(wrap_up.by.name)}
        # How it ended stands in a line of its own.
        yield Text("card-wrap-up", {**args, "lines": tuple(agreed(wrap_up))})


def _is_begun(wrap_up: WrapUp) -> bool:
    return any(part is not None for part in (wrap_up.outcome, wrap_up.papers, wrap_up.step, wrap_up.until))


def agreed(wrap_up: WrapUp) -> Iterator[Text]:
    """Yield what is awaited, the next step and the day for it, as staff read it."""
    if wrap_up.papers:
        yield Text("card-awaited", {"papers": papers_named(wrap_up.papers)})
    if wrap_up.step:
        yield Text("card-step", {"step": Text(f"staff-step-{wrap_up.step}")})
    day = day_of(wrap_up)
    if day is not None:
        yield Text("card-until", {"day": day})


def papers_named(papers: Sequence[str]) -> Text:
    """Return some papers by their names, one behind the other."""
    return listed(map(label_of, papers))
