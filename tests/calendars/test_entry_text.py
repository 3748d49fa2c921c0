"""What of an entry is ours, and what is left as staff have it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendars.entry_text import UnreadableEntry, changed_text, new_text, times_in
from bot.sheets.calendar import CalendarEntry
from bot.turns.records import EntryKept
from dialogs.booking.office_entry import GONE
from tests.calendars.ics import busy, calendar, event
from tests.calendars.small_office import FRIDAY, HOUR, event_in

JAPAN = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
TEN = datetime.fromtimestamp(FRIDAY, UTC)
UID = "booking-7@tsubakuro"


def entry(begins: datetime = TEN, *, line: str = "#12 online", place: str = "https://a.example/") -> CalendarEntry:
    """A talk of an hour as it is to be."""
    return CalendarEntry(
        uid=UID, sequence=3, begins=begins, ends=begins + timedelta(hours=1), summary=line, place=place
    )


def text_with(*lines: str) -> str:
    """An object whose entry says this of its time."""
    return "\r\n".join(("BEGIN:VCALENDAR", "BEGIN:VEVENT", f"UID:{UID}", *lines, "END:VEVENT", "END:VCALENDAR", ""))


@pytest.mark.parametrize(
    ("lines", "times"),
    [
        (("DTSTART:20261127T010000Z", "DTEND:20261127T020000Z"), (FRIDAY, FRIDAY + HOUR)),
        (("DTSTART;TZID=Asia/Tokyo:20261127T100000", "DURATION:PT45M"), (FRIDAY, FRIDAY + 45 * 60)),
        # On the clock of the office, where no other is named.
        (("DTSTART:20261127T100000", "DTEND:20261127T110000"), (FRIDAY, FRIDAY + HOUR)),
        # Without an hour: the day begins at midnight in Japan.
        (("DTSTART;VALUE=DATE:20261127",), (FRIDAY - 10 * HOUR, FRIDAY - 10 * HOUR)),
        (("DTSTART:20261127T010000Z",), (FRIDAY, FRIDAY)),
        (("DTSTART:20261127T010000Z", "DTEND:20261127T140000Z"), (FRIDAY, FRIDAY)),
        (("DTSTART:20261127T010000Z", "DTEND:20261126T020000Z"), (FRIDAY, FRIDAY)),
        (("DTSTART:20261127T010000Z", "DTEND:20261127T020000Z", "STATUS:cancelled"), GONE),
    ],
)
def test_its_times_are_those_that_staff_see(lines: tuple[str, ...], times: tuple[int, int]) -> None:
    assert times_in(text_with(*lines), UID, JAPAN) == times
    assert times_in(text_with(*lines), "booking-77@tsubakuro", JAPAN) == GONE


@pytest.mark.parametrize("hours", [3, 9])
def test_a_zone_is_the_one_that_its_own_object_defines(hours: int) -> None:
    """Outlook calls whatever zone "Customized Time Zone": another calendar that was read before means another one."""

    def zone(east: int) -> tuple[str, ...]:
        shift = (f"TZOFFSETFROM:+{east:02}00", f"TZOFFSETTO:+{east:02}00")
        inside = ("BEGIN:STANDARD", "DTSTART:16010101T000000", *shift, "END:STANDARD")
        return ("BEGIN:VTIMEZONE", "TZID:Customized Time Zone", *inside, "END:VTIMEZONE")

    named = "TZID=Customized Time Zone"
    times = (f"DTSTART;{named}:20261127T100000", f"DTEND;{named}:20261127T110000")
    assert busy(calendar(*zone(5), event(*times)), since="2026-11-01 00:00") == ["2026-11-27 14:00 - 2026-11-27 15:00"]
    head, _, tail = text_with(*times).partition("\r\n")
    text = "\r\n".join((head, *zone(hours), tail))
    begins = FRIDAY + (9 - hours) * HOUR
    assert times_in(text, UID, JAPAN) == (begins, begins + HOUR)
    at = entry(datetime.fromtimestamp(begins, UTC))
    kept = EntryKept(times=((begins, begins + HOUR),))
    assert "Customized" in changed_text(text, at, kept, NOW, keeps_times=False), "they are as they are to be"


def test_of_a_repetition_the_entry_itself_counts_and_not_what_was_changed_of_it() -> None:
    times = ("DTSTART:20261127T010000Z", "DTEND:20261127T020000Z")
    other = ("END:VEVENT", "BEGIN:VEVENT", f"UID:{UID}", "RECURRENCE-ID:20261204T010000Z", "DTSTART:20261204T050000Z")
    assert times_in(text_with(*times, "RRULE:FREQ=WEEKLY", *other), UID, JAPAN) == (FRIDAY, FRIDAY + HOUR)


def test_what_is_so_already_is_not_written_again() -> None:
    text = new_text(entry(), NOW)
    kept = EntryKept(line="#12 online", place="https://a.example/")
    assert changed_text(text, entry(), kept, NOW + timedelta(hours=1), keeps_times=False) == text


def test_what_is_ours_is_changed_as_long_as_staff_left_it() -> None:
    kept = EntryKept(line="#12 online", place="https://a.example/")
    text = new_text(entry(), NOW).replace("SUMMARY:#12 online", "SUMMARY:first! #12 online (call)")
    moved = entry(TEN + timedelta(hours=2), line="#12 office", place="")
    after = event_in(changed_text(text, moved, kept, NOW, keeps_times=False))
    assert (str(after["SUMMARY"]), "LOCATION" in after) == ("first! #12 office (call)", False)
    assert after["DTSTART"].dt == TEN + timedelta(hours=2)
    assert after["SEQUENCE"] == 4
    renamed = text.replace("first! #12 online (call)", "Maria").replace("https://a.example/", "upstairs")
    after = event_in(changed_text(renamed, moved, kept, NOW, keeps_times=True))
    assert (str(after["SUMMARY"]), str(after["LOCATION"])) == ("Maria", "upstairs")
    assert after["DTSTART"].dt == TEN


def test_a_length_in_another_form_and_a_mark_of_the_last_change_are_renewed() -> None:
    text = text_with("DTSTART:20261127T030000Z", "DURATION:PT2H", "LAST-MODIFIED:20200101T000000Z", "SEQUENCE:9")
    after = event_in(changed_text(text, entry(), EntryKept(), NOW, keeps_times=False))
    assert "DURATION" not in after
    assert after["DTEND"].dt - after["DTSTART"].dt == timedelta(hours=1)
    assert (after["LAST-MODIFIED"].dt, after["SEQUENCE"], str(after["SUMMARY"])) == (NOW, 10, "#12 online")


@pytest.mark.parametrize(
    "text", [text_with("X:1").replace(UID, "other"), text_with("X:1"), "BEGIN:VCALENDAR\r\nnothing", "<html>", ""]
)
def test_what_cannot_be_read_is_not_written_over(text: str) -> None:
    with pytest.raises(UnreadableEntry):
        changed_text(text, entry(), EntryKept(), NOW, keeps_times=False)


def test_lines_that_cannot_be_read_stay_where_they_are() -> None:
    """As programs write guests whose name has a semicolon; staff would miss them."""
    guest = f"ATTENDEE;CN=Sato;{'very ' * 20}long:mailto:sato@example.jp"
    times = ("DTSTART:20261127T010000Z", "DTEND:20261127T020000Z", "SUMMARY:#12 online", "SEQUENCE:many")
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT5M", "DESCRIPTION:END:VEVENT", "END:VALARM")
    other = ("RECURRENCE-ID:20261204T010000Z", "DTSTART:20261204T050000Z", "no line of the entry itself", "END:VEVENT")
    text = text_with(*other, "BEGIN:VEVENT", f"UID:{UID}", *times, f"{guest[:30]}\r\n {guest[30:]}", "no line", *alarm)
    after = changed_text(text, entry(TEN + timedelta(hours=2)), EntryKept(), NOW, keeps_times=False)
    assert after.replace("\r\n ", "").split("\r\n")[-5:] == [guest, "no line", "END:VEVENT", "END:VCALENDAR", ""]
    assert max(len(line) for line in after.split("\r\n")) <= 75
    assert after.index("no line of the entry itself") < after.index("END:VEVENT")
    assert times_in(after, UID, JAPAN) == (FRIDAY + 2 * HOUR, FRIDAY + 3 * HOUR)
    assert changed_text(after, entry(TEN + timedelta(hours=2)), EntryKept(), NOW, keeps_times=False) == after
