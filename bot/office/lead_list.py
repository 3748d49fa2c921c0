"""The list of leads that staff work from: open ones by what is due first, and the closed apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.delivery.post import PostButton
from bot.office.filters import AHEAD, FILTERS, NO_TALKS, Looked, Talks
from bot.office.moments import day_of
from bot.turns.records import StoredLead
from dialogs.card_lines import contact_text
from dialogs.deadline import deadline_in
from dialogs.desk.staff import state_text
from dialogs.desk.summary import day_of as agreed_until
from dialogs.lead import URGENT
from dialogs.messages import Text, Typed
from dialogs.office import HalfDay, Office, today
from dialogs.situation import half_day_text

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

MOST_OPEN, MOST_CLOSED = 30, 10
LONGEST_NAME_LISTED = 40
NO_MOVES: Mapping[int, Text] = MappingProxyType({})


# The buttons over the list: so many side by side.
MOST_BESIDE = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """One message of the list: its lines, and whose leads stand in it; `rows` are its buttons."""

    lines: tuple[Text, ...]
    persons: tuple[str, ...]
    rows: tuple[tuple[PostButton, ...], ...] = field(default=())


def lists(
    stored: Sequence[StoredLead],
    office: Office,
    now: datetime,
    *,
    page: int = 1,
    kept: int = 0,
    wanted: str | None = None,
    looked: Looked | None = None,
) -> list[Listed]:
    """Return the messages of a page of the list: the buttons that choose, what is to be done, and on the first page
    apart what is done.

    `kept` is how many leads there are, where `stored` has not all of them. `wanted` is the filter that was chosen.
    """
    if not stored:
        return [Listed((Text("staff-list-empty"),), ())]
    looked = looked or Looked(None, today(office, now), office.zone)
    line = LeadLine(office, today(office, now), looked.moves or {}, looked.talks)
    found = [lead for lead in stored if wanted is None or FILTERS[wanted](lead, looked)]
    work = sorted((lead for lead in found if lead.record.is_open), key=line.due)
    closed = [lead for lead in found if not lead.record.is_open]
    pages = max(1, -(-len(work) // MOST_OPEN))
    page = min(page, pages)
    told = [_chooser(stored, wanted, page, pages, looked)]
    if work:
        told.append(_work(work, page, pages, line, wanted))
    if closed and page == 1:
        key = "staff-list-closed-title" if len(closed) > MOST_CLOSED else "staff-list-closed-all-title"
        title = Text(key, {"number": str(len(closed)), "shown": str(MOST_CLOSED)})
        told.append(_listed(title, closed[:MOST_CLOSED], line.closed))
    if not found:
        told.append(Listed((Text("staff-list-none-of-these"),), ()))
    if kept > len(stored):
        older = Text("staff-list-older", {"shown": str(len(stored)), "number": str(kept)})
        told.append(Listed((older,), ()))
    return told


def _chooser(stored: Sequence[StoredLead], wanted: str | None, page: int, pages: int, looked: Looked) -> Listed:
    """Return the buttons over the list: all, and each filter with how many open leads it has."""
    open_ones = [lead for lead in stored if lead.record.is_open]
    buttons = [PostButton(_label("all", len(open_ones), chosen=wanted is None), "leads:all:1")]
    for name, wants in FILTERS.items():
        count = None if name == AHEAD and looked.moves is None else sum(wants(lead, looked) for lead in open_ones)
        buttons.append(PostButton(_label(name, count, chosen=wanted == name), f"leads:{name}:1"))
    rows = [tuple(buttons[i : i + MOST_BESIDE]) for i in range(0, len(buttons), MOST_BESIDE)]
    if page < pages:
        rows.append((PostButton(Text("staff-list-next"), f"leads:{wanted or 'all'}:{page + 1}"),))
    title = Text("staff-list-chosen", {"name": Text(f"staff-filter-{wanted or 'all'}")})
    return Listed((title,), (), tuple(rows))


def _label(name: str, count: int | None, *, chosen: bool) -> Text:
    label = Text(f"staff-filter-{name}")
    if count is not None:
        label = Text("staff-list-count", {"name": label, "number": str(count)})
    return Text("ticked", {"label": label}) if chosen else label


def _work(leads: Sequence[StoredLead], page: int, pages: int, line: LeadLine, wanted: str | None) -> Listed:
    shown = leads[(page - 1) * MOST_OPEN : page * MOST_OPEN]
    first = (page - 1) * MOST_OPEN + 1
    args = {"number": str(len(leads)), "first": str(first), "last": str(first + len(shown) - 1)}
    title = Text("staff-list-title" if pages == 1 else "staff-list-title-of-page", args)
    listed = _listed(title, shown, line.open)
    if page == pages:
        return listed
    more = Text("staff-list-more", {"words": f"{wanted} " if wanted else "", "page": str(page + 1)})
    return replace(listed, lines=(*listed.lines, more))


def _listed(title: Text, leads: Sequence[StoredLead], line: Callable[[StoredLead], Text]) -> Listed:
    return Listed((title, *map(line, leads)), tuple(lead.person for lead in leads))


def is_urgent(stored: StoredLead) -> bool:
    """Return whether something of a lead cannot wait."""
    return not URGENT.isdisjoint(stored.record.consented.summary.flags)


def _yes(told: bool) -> str:
    return "yes" if told else "no"


class LeadLine:
    """The line of a lead, at an office on a day; `moves` says what moves soon, by number, `talks` who has a talk."""

    def __init__(
        self, office: Office, day: date, moves: Mapping[int, Text] = NO_MOVES, talks: Talks = NO_TALKS
    ) -> None:
        self.office = office
        self.day = day
        self.moves = moves
        self.talks = talks

    def due(self, stored: StoredLead) -> tuple[date, float]:
        """Return by what the list is ordered: the next day something is due, then who waits longest."""
        deadline, wish = deadline_in(stored.record.consented), self._half_day_wished(stored)
        days = [deadline.day.first()] if deadline is not None and deadline.is_urgent(self.day) else []
        # A day that was wished for and is over is nothing to hurry for.
        days += [wish.day] if wish is not None and wish.day >= self.day else []
        agreed = self._agreed_on(stored)
        days += [] if agreed is None else [agreed]
        talk = self._talk_of(stored)
        days += [] if talk is None else [day_of(talk.start or 0, self.office.zone)]
        return min(days, default=date.max), stored.created_at

    def open(self, stored: StoredLead) -> Text:
        """Return what staff act on: who, what is next, how to answer, since when, its state."""
        items = (self.name(stored), *self.next(stored), *self.rest(stored), state_text(stored.record))
        number = str(stored.record.number)
        return Text("staff-list-line", {"number": number, "urgent": _yes(is_urgent(stored)), "items": items})

    def next(self, stored: StoredLead) -> list[Text]:
        """Return what staff act on next: the deadline, the talk or the wish, what was agreed, what moves."""
        deadline, wish = deadline_in(stored.record.consented), self._half_day_wished(stored)
        items = []
        if stored.record.missed:
            items.append(Text("card-missed", {"count": stored.record.missed}))
        if deadline is not None:
            items.append(Text("staff-list-deadline", {"value": deadline.shown(self.day)}))
        if wish is not None:
            over = "yes" if wish.day < self.day else "no"
            items.append(Text("staff-list-wish", {"value": half_day_text(wish), "over": over}))
        if (talk := self._talk_of(stored)) is not None:
            items.append(self._talk(talk))
        if (agreed := self._agreed_on(stored)) is not None:
            items.append(Text("staff-list-agreed", {"day": agreed}))
        if stored.record.number in self.moves:
            items.append(self.moves[stored.record.number])
        return items

    def rest(self, stored: StoredLead) -> list[Text]:
        """Return how to answer, and since when it is there."""
        consented = stored.record.consented
        since = Text("staff-list-since", {"day": day_of(stored.created_at, self.office.zone)})
        return [contact_text(consented.text("contact"), consented.text("contact_way")), since]

    def closed(self, stored: StoredLead) -> Text:
        """Return who it was, and what became of it."""
        items = (self.name(stored), state_text(stored.record))
        return Text("staff-list-line", {"number": str(stored.record.number), "urgent": "no", "items": items})

    def name(self, stored: StoredLead) -> Text:
        """Return who it is."""
        name = stored.record.consented.name
        if not name:
            return Text("staff-list-no-name")
        short = name if len(name) <= LONGEST_NAME_LISTED else f"{name[:LONGEST_NAME_LISTED]}…"
        return Text("value-typed", {"text": Typed(short)})

    @staticmethod
    def _agreed_on(stored: StoredLead) -> date | None:
        """Return the day until which something was agreed after the last talk; None without one."""
        return agreed_until(stored.record.wrap_ups[-1]) if stored.record.wrap_ups else None

    def _talk_of(self, stored: StoredLead) -> Booking | None:
        """Return the talk that is ahead of somebody, from today on, or was asked for; None without one."""
        found = [one for one in self.talks.get(stored.person, ()) if str(one.state) in ("booked", "requested")]
        ahead = [one for one in found if not one.ended and day_of(one.start or 0, self.office.zone) >= self.day]
        return min(ahead, key=lambda one: one.start or 0, default=None)

    def _talk(self, talk: Booking) -> Text:
        # An office without bookings loads nothing of them.
        from dialogs.booking.shown import moment_label

        time = moment_label(talk.start or 0, self.office)
        return Text("staff-list-talk", {"time": time, "state": str(talk.state)})

    def _half_day_wished(self, stored: StoredLead) -> HalfDay | None:
        """Return the next half-day that is wished for; the last, where all are over."""
        halves = sorted(half for half in map(HalfDay.parse, stored.record.wishes) if half is not None)
        return next((half for half in halves if half.day >= self.day), halves[-1] if halves else None)
