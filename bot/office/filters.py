"""Which leads of a list are wanted: those of one person of staff, those that wait, and so on.

To add a filter: one entry in `FILTERS`, and its words in `staff.ftl`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bot.office.moments import day_of
from bot.turns.records import StoredLead
from bot.words.words import Words
from dialogs.desk.bookings import has_talk
from dialogs.desk.matter import NEW, Member
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking


# The bookings of people, by their ids.
Talks: TypeAlias = "Mapping[str, Sequence[Booking]]"
NO_TALKS: Talks = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Looked:
    """Who looks at a list, on which day, and in which time zone.

    `moves` are the numbers of leads for which something moves soon, None where that was not worked out; `talks` are the
    bookings of whoever has some.
    """

    by: Member | None
    day: date
    zone: tzinfo
    moves: Mapping[int, Text] | None = None
    talks: Talks = field(default_factory=lambda: NO_TALKS)


def _is_mine(lead: StoredLead, looked: Looked) -> bool:
    taken_by = lead.record.taken_by
    return looked.by is not None and taken_by is not None and taken_by.is_same(looked.by)


def _waits(lead: StoredLead, looked: Looked) -> bool:
    return waits_for_somebody(lead, looked.talks)


def waits_for_somebody(lead: StoredLead, talks: Talks) -> bool:
    """Return whether nobody of staff has a lead yet; who has a talk, or had it, has somebody."""
    return lead.record.state == NEW and not has_talk(talks.get(lead.person, ()))


def _came_this_week(lead: StoredLead, looked: Looked) -> bool:
    monday = looked.day - timedelta(days=looked.day.weekday())
    return day_of(lead.created_at, looked.zone) >= monday


# By the name of a filter, whether it wants a lead.
FILTERS: Mapping[str, Callable[[StoredLead, Looked], bool]] = MappingProxyType(
    {
        "mine": _is_mine,
        "waiting": _waits,
        "week": _came_this_week,
        "qualifies": lambda lead, _looked: lead.record.consented.summary.verdict == "qualifies",
        "changes": lambda lead, looked: looked.moves is not None and lead.record.number in looked.moves,
    }
)
# The one that takes work for each lead.
AHEAD = "changes"


class ListWanted(NamedTuple):
    """Which filter a command names, if any, and which page."""

    filter: str | None
    page: int


def wanted_in(words: Words, typed: str) -> ListWanted | None:
    """Return what is typed behind the command, in staff's language or by name; None for what is no filter."""
    name, page = None, 1
    for word in unicodedata.normalize("NFKC", typed[:100]).casefold().split():
        if word.isdecimal():
            page = max(1, int(word)) if len(word) <= 4 else 1
        elif name is None and (found := _named(words, word)) is not None:
            name = found
        else:
            return None
    return ListWanted(name, page)


def _named(words: Words, word: str) -> str | None:
    for name in FILTERS:
        spoken = words.plain(LANGUAGE_OF_STAFF, Text(f"staff-filter-{name}.words"))
        if word == name or word in (each.strip().casefold() for each in spoken.split("|")):
            return name
    return None
