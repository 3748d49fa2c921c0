"""The calendar as a file: a second parser reads back what was written, and no line is too long for any."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from bot.sheets.calendar import LONGEST_LINK, CalendarEntry, calendar, google_link, uid_of
from bot.words.clean import clean

NOW = datetime(2026, 11, 27, 0, 0, tzinfo=UTC)
JAPAN = timezone(timedelta(hours=9))
ENTRY = CalendarEntry(
    uid=uid_of(7, "tsubakuro"),
    sequence=3,
    begins=datetime(2026, 11, 30, 10, tzinfo=JAPAN),
    ends=datetime(2026, 11, 30, 11, tzinfo=JAPAN),
    summary="Consultation; online, with Tsubakuro",
    place="https://meet.example/one",
    details="Link to the talk: https://meet.example/one\nTo move it, write /book.",
)
# RFC 5545: bytes, the end of the line not counted.
LONGEST_LINE = 75
SAID = st.text(min_size=1)


def test_a_second_parser_reads_back_what_was_written() -> None:
    whole = calendar([ENTRY], NOW)
    read = vobject.readOne(whole)
    event = read.vevent
    assert (read.method.value, event.uid.value, event.sequence.value) == ("PUBLISH", "booking-7@tsubakuro", "3")
    assert (event.dtstart.value, event.dtend.value, event.dtstamp.value) == (ENTRY.begins, ENTRY.ends, NOW)
    assert event.dtstart.value.utcoffset() == timedelta(0)
    assert (event.summary.value, event.location.value) == (ENTRY.summary, ENTRY.place)
    assert (event.description.value, event.status.value) == (ENTRY.details, "CONFIRMED")
    assert not {"attendee", "organizer"} & set(event.contents)
    # UTC needs no description of a zone.
    assert "DTSTART:20261130T010000Z\r\n" in whole
    assert "VTIMEZONE" not in whole


def test_what_is_cancelled_says_so() -> None:
    cancelled = CalendarEntry(uid="a", sequence=4, begins=NOW, ends=NOW, summary="a", is_cancelled=True)
    assert vobject.readOne(calendar([cancelled], NOW)).vevent.status.value == "CANCELLED"


@given(SAID, SAID)
@example("0", "\ufeff")
def test_long_lines_are_folded_between_letters_and_read_back(summary: str, details: str) -> None:
    entry = CalendarEntry(uid="a", sequence=0, begins=NOW, ends=NOW, summary=summary * 20, details=details * 20)
    whole = calendar([entry], NOW)
    assert max(len(line.encode()) for line in whole.split("\r\n")) <= LONGEST_LINE
    event = vobject.readOne(whole).vevent
    said = (clean(summary * 20, lines=False), clean(details * 20))
    assert (event.summary.value, event.description.value) == said, "without what nobody sees"


def test_a_calendar_without_entries_is_one() -> None:
    assert vobject.readOne(calendar([], NOW)).version.value == "2.0"


@pytest.mark.parametrize("place", ["https://meet.example/one", "前橋市" * 40, ""])
@pytest.mark.parametrize("summary", ["Consultation, online: Tsubakuro", "オンライン相談：行政書士事務所" * 10, "a&b=c"])
def test_the_link_for_google_says_the_same_and_is_never_long(summary: str, place: str) -> None:
    entry = CalendarEntry(uid="a", sequence=0, begins=NOW, ends=NOW + timedelta(hours=1), summary=summary, place=place)
    link = google_link(entry)
    assert len(link) <= LONGEST_LINK
    told = parse_qs(urlsplit(link).query)
    assert told["dates"] == ["20261127T000000Z/20261127T010000Z"]
    assert summary.startswith(told["text"][0].rstrip("…"))
    assert told.get("location", [place or "nowhere"])[0] in (place, "nowhere")
    assert len(told["text"][0]) > 25 or told["text"] == [summary]
