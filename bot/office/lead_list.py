"""The list of leads that staff work from: open ones by what is due first, and the closed apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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


def page_of(typed: str) -> int:
    """Return which page is asked for; the first where what was typed is no number of one."""
    # Whoever writes Japanese may well type full-width figures.
    plain = unicodedata.normalize("NFKC", typed[:100]).strip()
    return max(1, int(plain)) if plain.isdecimal() and len(plain) <= 4 else 1


def lists(stored: Sequence[StoredLead], office: Office, now: datetime, *, page: int = 1, kept: int = 0) -> list[Listed]:
    """Return the messages of a page of the list: what is to be done, and on the first page apart what is done.

    `kept` is how many leads there are, where `stored` has not all of them.
    """
    line = _Line(office, today(office, now))
    work = sorted((lead for lead in stored if lead.record.is_open), key=line.due)
    closed = [lead for lead in stored if not lead.record.is_open]
    found = [_work(work, page, line)] if work else []
    if closed and (page == 1 or not work):
        args = {"number": str(len(closed)), "shown": str(min(len(closed), MOST_CLOSED))}
        found.append(_listed(Text("staff-list-closed-title", args), closed[:MOST_CLOSED], line.closed))
    if kept > len(stored):
        older = Text("staff-list-older", {"shown": str(len(stored)), "number": str(kept)})
        found.append(Listed((older,), ()))
    return found or [Listed((Text("staff-list-empty"),), ())]


def _work(leads: Sequence[StoredLead], page: int, line: _Line) -> Listed:
    pages = -(-len(leads) // MOST_OPEN)
    page = min(page, pages)
    shown = leads[(page - 1) * MOST_OPEN : page * MOST_OPEN]
    first = (page - 1) * MOST_OPEN + 1
    args = {"number": str(len(leads)), "first": str(first), "last": str(first + len(shown) - 1)}
    title = Text("staff-list-title" if pages == 1 else "staff-list-title-of-page", args)
    listed = _listed(title, shown, line.open)
    if page == pages:
        return listed
    return replace(listed, lines=(*listed.lines, Text("staff-list-more", {"page": str(page + 1)})))


def _listed(title: Text, leads: Sequence[StoredLead], line: Callable[[StoredLead], Text]) -> Listed:
    return Listed((title, *map(line, leads)), tuple(lead.person for lead in leads))


class _Line:
    """The line of a lead, at an office on a day."""

    def __init__(self, office: Office, day: date) -> None:
        self.office = office
        self.day = day

    def due(self, stored: StoredLead) -> tuple[date, float]:
        """Return by what the list is ordered: the next day something is due, then who waits longest."""
        deadline, wish = deadline_in(stored.record.consented), self._half_day_wished(stored)
        days = [deadline.day.first()] if deadline is not None and deadline.is_urgent(self.day) else []
        # A day that was wished for and is over is nothing to hurry for.
        days += [wish.day] if wish is not None and wish.day >= self.day else []
        return min(days, default=date.max), stored.created_at

    def open(self, stored: StoredLead) -> Text:
        """Return what staff act on: who, the deadline, the wish, how to answer, since when it waits, and its state."""
        consented = stored.record.consented
        deadline, wish = deadline_in(consented), self._half_day_wished(stored)
        items = [self._name(stored)]
        if stored.record.missed:
            items.append(Text("card-missed", {"count": stored.record.missed}))
        if deadline is not None:
            items.append(Text("staff-list-deadline", {"value": deadline.shown(self.day)}))
        if wish is not None:
            over = "yes" if wish.day < self.day else "no"
            items.append(Text("staff-list-wish", {"value": half_day_text(wish), "over": over}))
        items.append(contact_text(consented.text("contact")))
        since = datetime.fromtimestamp(stored.created_at, self.office.zone).date()
        items.append(Text("staff-list-since", {"day": since}))
        items.append(state_text(stored.record))
        urgent = "no" if URGENT.isdisjoint(consented.summary.flags) else "yes"
        number = str(stored.record.number)
        return Text("staff-list-line", {"number": number, "urgent": urgent, "items": tuple(items)})

    def closed(self, stored: StoredLead) -> Text:
        """Return who it was, and what became of it."""
        items = (self._name(stored), state_text(stored.record))
        return Text("staff-list-line", {"number": str(stored.record.number), "urgent": "no", "items": items})

    def _name(self, stored: StoredLead) -> Text:
        name = stored.record.consented.name
        if not name:
            return Text("staff-list-no-name")
        short = name if len(name) <= LONGEST_NAME_LISTED else f"{name[:LONGEST_NAME_LISTED]}…"
        return Text("value-typed", {"text": Typed(short)})

    def _half_day_wished(self, stored: StoredLead) -> HalfDay | None:
        """Return the next half-day that is wished for; the last, where all are over."""
        halves = sorted(half for half in map(HalfDay.parse, stored.record.wishes) if half is not None)
        return next((half for half in halves if half.day >= self.day), halves[-1] if halves else None)
