"""What the clock does at the desk: acts caused by time passing, not by a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from dialogs.desk.bookings import has_talk
from dialogs.desk.decision import Decision, EraseEverything, WriteToStaff
from dialogs.desk.matter import Matter
from dialogs.messages import Text
from dialogs.office import SENT, Office, is_open, next_opening
from dialogs.situation import Surroundings

# From so many hours on, a wait is shown in days.
_HOURS_OF_TWO_DAYS = 48


@dataclass(frozen=True, slots=True)
class DayBegan:
    """A day began: time to look whether the person's data may still be kept.

    `kind` is the class of data that it is (`dialogs.office.KeepingRule`), `contact` the last moment (seconds) at which
    something was between them and the office beside what they did here, a time to come included.
    """

    kind: str = SENT
    contact: float = 0.0


@dataclass(frozen=True, slots=True)
class Waited:
    """A lead has waited for staff for as long as the office allows."""


def kept_since(office: Office, now: datetime, kind: str = SENT) -> float:
    """Return the moment (seconds): what is of a class and nothing happened to since before it must be erased."""
    return (now - timedelta(days=office.kept_days(kind))).timestamp()


def begin_day(around: Surroundings, matter: Matter, began: DayBegan, now: datetime) -> Decision:
    """Erase a person whose keeping time is over; silently, since a message after so long would be unasked for."""
    if max(matter.acted_at, began.contact) >= kept_since(around.office, now, began.kind):
        return Decision(matter)
    return Decision(matter, (EraseEverything("staff-erased-overdue", asked=False),))


def show_again(around: Surroundings, matter: Matter, now: datetime) -> Decision:
    """Show staff, once and during opening hours, a lead that none of them has taken and that has no talk."""
    record, after = matter.record, around.office.leads.shown_again_after
    if record is None or record.waits_since is None or after is None:
        return Decision(matter)
    waited = timedelta(seconds=now.timestamp() - record.waits_since)
    if waited < after or not is_open(around.office, now, around.holiday):
        return Decision(matter)
    if has_talk(matter.bookings):
        # Staff know of them by the talk: there is nothing to be reminded of.
        return Decision(replace(matter, record=replace(record, waits_since=None)))
    text = Text("staff-waits", {"number": str(record.number), "waited": _in_words(waited)})
    return Decision(replace(matter, record=replace(record, waits_since=None)), (WriteToStaff(text, ring=True),))


def next_look(around: Surroundings, waits_since: float | None, now: datetime) -> datetime | None:
    """Return when to look again for leads that wait, None where the office shows none again.

    `waits_since` (seconds) is when the lead came that waits longest, if any does. One that comes later than now is not
    due before the longest allowed wait is over once more.
    """
    after = around.office.leads.shown_again_after
    if after is None:
        return None
    due = now + after
    if waits_since is not None:
        due = min(due, datetime.fromtimestamp(waits_since, UTC) + after)
    due = max(due, now)
    if is_open(around.office, due, around.holiday):
        return due
    return next_opening(around.office, due, around.holiday) or due + timedelta(days=1)


def _in_words(waited: timedelta) -> Text:
    hours = int(waited.total_seconds() // 3600)
    if hours >= _HOURS_OF_TWO_DAYS:
        return Text("staff-waited-days", {"count": hours // 24})
    return Text("staff-waited-hours", {"count": hours})
