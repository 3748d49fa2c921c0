"""Figures of a month, without names: how many leads came, how soon they were taken, which talks took place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from math import ceil
from statistics import median
from typing import TYPE_CHECKING

from bot.office.lead_list import Listed
from bot.office.moments import day_of
from bot.turns.records import StoredLead
from dialogs.desk.matter import Recorded
from dialogs.desk.response import MINUTES_OF_TWO_HOURS, in_words
from dialogs.messages import Arg, Text

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

# Acts by which somebody takes a lead.
_TAKES = ("take", "write", "pass_to")
MINUTE = 60.0
MOST_SOURCES = 10
# Where somebody came from is named only if so many did: a link made for one person would name them.
FEWEST_SHARED, OTHERS = 3, "*"


@dataclass
class Month:
    """What is counted of one month."""

    first: date
    leads: int = 0
    rang: int = 0
    taken_after: list[float] = field(default_factory=list)
    kept: int = 0
    missed: int = 0
    recorded: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    sources: Counter[tuple[str, str]] = field(default_factory=Counter)

    def has(self, seconds: float, zone: tzinfo) -> bool:
        """Return whether a moment lies in it."""
        day = day_of(seconds, zone)
        return (day.year, day.month) == (self.first.year, self.first.month)


def count(
    months: Sequence[Month], lead: StoredLead, recorded: Sequence[Recorded], bookings: Iterable[Booking], zone: tzinfo
) -> None:
    """Count a lead in the month in which it came, and its talks in the months in which they were."""
    consented = lead.record.consented
    for month in months:
        if month.has(lead.created_at, zone):
            month.leads += 1
            month.rang += consented.rings
            taken = next((one.at for one in recorded if one.act in _TAKES), None)
            if taken is not None:
                month.taken_after.append(max(0.0, taken - lead.created_at))
            if lead.record.outcome:
                month.outcomes[lead.record.outcome] += 1
            month.sources[(consented.source or "", consented.language)] += 1
        month.recorded += sum(month.has(one.at, zone) for one in lead.record.wrap_ups)
        for booking in bookings:
            if booking.start is not None and month.has(booking.start, zone):
                month.kept += str(booking.state) == "kept"
                month.missed += str(booking.state) == "missed"


def figures(months: Sequence[Month], *, has_talks: bool) -> Listed:
    """Return the figures of each month, the newest first."""
    lines = [Text("staff-stats-title")]
    for month in months:
        lines.append(Text("staff-stats-month", {"month": f"{month.first:%Y-%m}"}))
        lines.append(Text("staff-stats-leads", {"leads": str(month.leads), "rang": str(month.rang)}))
        lines.append(_taken(month))
        if has_talks:
            talks = {"kept": month.kept, "missed": month.missed, "recorded": month.recorded}
            lines.append(Text("staff-stats-talks", {name: str(number) for name, number in talks.items()}))
        if month.outcomes:
            each = [
                Text("staff-list-count", {"name": Text(f"staff-ended-{name}"), "number": str(number)})
                for name, number in month.outcomes.most_common()
            ]
            lines.append(Text("staff-stats-outcomes", {"items": tuple(each)}))
        if month.sources:
            lines.append(Text("staff-stats-sources", {"items": tuple(_sources(month))}))
    return Listed(tuple(lines), ())


def _taken(month: Month) -> Text:
    if not month.taken_after:
        return Text("staff-stats-none-taken")
    # So long at the most: "within 0 minutes" says nothing.
    minutes = max(1, ceil(median(month.taken_after) / MINUTE))
    if minutes > MINUTES_OF_TWO_HOURS:
        minutes = ceil(minutes / 60) * 60
    return Text("staff-stats-taken", {"number": str(len(month.taken_after)), "time": in_words(minutes)})


def _sources(month: Month) -> Iterable[Text]:
    shared = Counter[str]()
    for (source, _), number in month.sources.items():
        shared[source] += number
    told = Counter[tuple[str, str]]()
    for (source, language), number in month.sources.items():
        told[(source if not source or shared[source] >= FEWEST_SHARED else OTHERS, language)] += number
    for (source, language), number in told.most_common(MOST_SOURCES):
        name = Text("value-plain", {"text": source}) if source else Text("staff-stats-no-source")
        if source == OTHERS:
            name = Text("staff-stats-other-source")
        args: dict[str, Arg] = {"name": name, "language": Text(f"language-{language}.name"), "number": str(number)}
        yield Text("staff-stats-source", args)
