"""The list of leads that staff work from: open ones by what is due first, and the closed apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.turns.records import StoredLead
from dialogs.card_lines import contact_text
from dialogs.deadline import deadline_in
from dialogs.desk.staff import state_text
from dialogs.lead import URGENT
from dialogs.messages import Text, Typed
from dialogs.office import HalfDay, Office, today
from dialogs.situation import half_day_text

MOST_OPEN, MOST_CLOSED = 30, 10
LONGEST_NAME_LISTED = 40


@dataclass(frozen=True, slots=True)
class Listed:
    """One message of the list: its lines, and whose leads stand in it."""

    lines: tuple[Text, ...]
    persons: tuple[str, ...]


def lists(stored: Sequence[StoredLead], office: Office, now: datetime) -> list[Listed]:
    """Return the messages of the list: what is to be done, then what is done."""
    if not stored:
        return [Listed((Text("staff-list-empty"),), ())]
    line = _Line(office, today(office, now))
    work = sorted((lead for lead in stored if lead.record.is_open), key=line.due)
    closed = [lead for lead in stored if not lead.record.is_open]
    return [
        *_listed("staff-list-title", work, MOST_OPEN, line.open),
        *_listed("staff-list-closed-title", closed, MOST_CLOSED, line.closed),
    ]


def _listed(title: str, leads: Sequence[StoredLead], most: int, line: Callable[[StoredLead], Text]) -> Iterator[Listed]:
    if leads:
        shown = leads[:most]
        lines = (Text(title, {"number": str(len(leads))}), *map(line, shown))
        yield Listed(lines, tuple(lead.person for lead in shown))


class _Line:
    """The line of a lead, at an office on a day."""

    def __init__(self, office: Office, day: date) -> None:
        self.office = office
        self.day = day

    def due(self, stored: StoredLead) -> tuple[date, float]:
        """Return by what the list is ordered: the next day something is due, then who waits longest."""
        deadline, wish = deadline_in(stored.record.consented), _half_day_wished(stored)
        days = [deadline.day.first()] if deadline is not None and deadline.is_urgent(self.day) else []
        days += [wish.day] if wish is not None else []
        return min(days, default=date.max), stored.created_at

    def open(self, stored: StoredLead) -> Text:
        """Return what staff act on: the deadline, since when it waits, the wish, how to answer, and its state."""
        consented = stored.record.consented
        deadline, wish = deadline_in(consented), _half_day_wished(stored)
        none = Text("staff-list-none")
        return Text(
            "staff-list-line",
            {
                **self._who(stored),
                "urgent": "no" if URGENT.isdisjoint(consented.summary.flags) else "yes",
                "deadline": none if deadline is None else deadline.shown(self.day),
                "since": datetime.fromtimestamp(stored.created_at, self.office.zone).date(),
                "wish": none if wish is None else half_day_text(wish),
                "contact": contact_text(consented.text("contact")),
            },
        )

    def closed(self, stored: StoredLead) -> Text:
        """Return who it was, and what became of it."""
        return Text("staff-list-closed-line", self._who(stored))

    def _who(self, stored: StoredLead) -> dict[str, str | Text]:
        name = stored.record.consented.name
        return {
            "number": str(stored.record.number),
            "state": state_text(stored.record),
            "name": Typed(name[:LONGEST_NAME_LISTED]) if name else Text("staff-list-no-name"),
        }


def _half_day_wished(stored: StoredLead) -> HalfDay | None:
    """Return the first half-day that is wished for."""
    halves = sorted(half for half in map(HalfDay.parse, stored.record.wishes) if half is not None)
    return halves[0] if halves else None
