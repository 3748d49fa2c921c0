"""The buttons under a lead card: at most eight at once, the rest behind one of them.

While staff are in the middle of something (a list is open, papers are ticked, times are laid out) there is nothing but
that. Else the card has what is needed every day; where that is too much, some of it goes behind "more", where what is
rarely needed is anyway.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dialogs.desk.booking_acts import open_ones
from dialogs.desk.choosing import MORE
from dialogs.desk.matter import LeadRecord
from dialogs.desk.staff import CHOICES, END, MOST_BESIDE, TALK, TIMES, StaffRule
from dialogs.lead import Lead
from dialogs.messages import Button, Text
from dialogs.office import Office

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

MOST_BUTTONS = 8
# What goes behind "more" where a card would have too many buttons, the first of these first.
YIELDING = (
    "sheet",
    "check",
    "decline",
    "cancel_talk",
    "move_talk",
    "withdraw_times",
    "unask",
    "saved",
    "propose",
    "outcome",
    "done",
    "ask",
)
CLOSE, NEXT_PAGE = "close", "more_page"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A button of an act."""

    act: str
    line: int
    button: Button


@dataclass(frozen=True, slots=True)
class CardButtons:
    """What the buttons of a card depend on. `lead` is None where the card cannot be made."""

    acts: Mapping[str, StaffRule]
    lead: Lead | None
    office: Office
    bookings: Sequence[Booking] = ()

    def laid_out(self, record: LeadRecord) -> Iterator[tuple[Button, ...]]:
        """Yield the buttons line by line, in the order of the acts."""
        shown = self._shown(record)
        for line, most in MOST_BESIDE.items():
            buttons = [one.button for one in shown if one.line == line]
            yield from (tuple(buttons[i : i + most]) for i in range(0, len(buttons), most))

    def _shown(self, record: LeadRecord) -> list[_Shown]:
        if record.menu is not None and record.menu.name == MORE:
            return self._behind(record, record.menu.value)
        offered = self._offered(record)
        if record.menu is not None:
            return _of_lines(offered, (CHOICES, END), but=("hand_back",))
        if record.checking:
            return [one for one in offered if one.act in ("ok", "checked")]
        if self.bookings and any(booking.desk for booking in open_ones(self.bookings)):
            return [one for one in offered if one.line in (TIMES, TALK) and one.act not in ("came", "missed")]
        hidden = _hidden(offered)
        return [one for one in offered if one.act not in hidden]

    def _offered(self, record: LeadRecord) -> list[_Shown]:
        return [
            _Shown(name, rule.line, button)
            for name, rule in self.acts.items()
            for button in rule.buttons(name, record, self.lead, self.office, self.bookings)
        ]

    def _behind(self, record: LeadRecord, page: object) -> list[_Shown]:
        """Return what lies behind "more": what had no room, then what is rarely needed, page by page."""
        usual = self._offered(replace(record, menu=None))
        hidden, known = _hidden(usual), {one.act for one in usual}
        # Where a list was opened beside it, what had no room is offered no more.
        here = [one for one in usual if one.act in hidden]
        rare = [one for one in self._offered(record) if one.act not in known]
        close = [one for one in rare if one.act == CLOSE]
        found = [*here, *(one for one in rare if one.act != CLOSE)]
        if len(found) + len(close) <= MOST_BUTTONS:
            return [*found, *close]
        most = MOST_BUTTONS - len(close) - 1
        pages = -(-len(found) // most)
        number = page % pages if isinstance(page, int) else 0
        turn = Button(Text("staff-more"), f"{NEXT_PAGE}:{record.number}:{(number + 1) % pages}")
        return [*found[number * most : (number + 1) * most], _Shown(NEXT_PAGE, END, turn), *close]


def _of_lines(shown: Sequence[_Shown], lines: Collection[int], but: Collection[str]) -> list[_Shown]:
    return [one for one in shown if one.line in lines and one.act not in but]


def _hidden(shown: Sequence[_Shown]) -> frozenset[str]:
    """Return the acts for whose buttons there is no room."""
    hidden: set[str] = set()
    for name in YIELDING:
        if sum(one.act not in hidden for one in shown) <= MOST_BUTTONS:
            break
        hidden.add(name)
    return frozenset(hidden)
