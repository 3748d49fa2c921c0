"""What staff are told of a calendar that cannot be read: once that it is behind, and once that it is back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.calendars.listing import OfficeCalendar
from bot.delivery.post import Content
from bot.turns.apply import Batch
from bot.turns.records import StoredCalendar
from dialogs.booking.shown import moment_label
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF, Office

Change = tuple[OfficeCalendar, StoredCalendar | None, StoredCalendar]
"""A calendar, what was kept of it before a read, and what is kept after it."""


def tell(batch: Batch, changes: Sequence[Change], now: datetime) -> None:
    """Tell staff what became of calendars, all in one message of a kind."""
    office = batch.dialogue.around.office
    fell = [(calendar, after) for calendar, before, after in changes if after.told and not _was_told(before)]
    back = [calendar for calendar, before, after in changes if _was_told(before) and not after.told]
    if fell:
        lines = [behind(office, calendar.name, after) for calendar, after in fell]
        _say(batch, [*lines, Text("staff-calendar-until-then")], now)
    if back:
        _say(batch, [Text("staff-calendar-back", {"name": calendar.name}) for calendar in back], now)


def behind(office: Office, name: str, kept: StoredCalendar) -> Text:
    """Return that a calendar is behind, since when, why, and what to do."""
    why = Text("calendar-trouble", {"kind": kept.trouble or ""})
    if kept.read_at is None:
        return Text("staff-calendar-never", {"name": name, "why": why})
    return Text("staff-calendar-behind", {"name": name, "since": moment_label(kept.read_at, office), "why": why})


def _was_told(before: StoredCalendar | None) -> bool:
    return before is not None and before.told


def _say(batch: Batch, lines: Sequence[Text], now: datetime) -> None:
    batch.posting.reply_to_staff(Content(LANGUAGE_OF_STAFF, tuple(lines)), None, now)
