"""When a client's own calendar hears of a booking, and when what was to be sent is true no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dialogs.booking.booking import Booking, State
from dialogs.booking.entry import EntryChange, EntryNews, news_of, still_so
from tests.dialogs.booking.offices import a_booking

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
START, LATER = int(NOW.timestamp()) + 86_400, int(NOW.timestamp()) + 90_000
BOOKED = a_booking(START, number=7)
HELD, CANCELLED = replace(BOOKED, state=State.HELD), replace(BOOKED, state=State.CANCELLED, cells=None, sequence=1)
NEW = EntryNews(7, EntryChange.NEW, START)
MOVED = EntryNews(7, EntryChange.MOVED, LATER, START)
GONE = EntryNews(7, EntryChange.CANCELLED, START)


@pytest.mark.parametrize(
    ("before", "after", "news"),
    [
        (None, BOOKED, NEW),
        (HELD, BOOKED, NEW),
        (replace(BOOKED, state=State.REQUESTED), BOOKED, NEW),
        (BOOKED, replace(BOOKED, start=LATER), MOVED),
        (BOOKED, CANCELLED, GONE),
        # Longer, or elsewhere: the entry is another at the same time.
        (BOOKED, replace(BOOKED, minutes=90), EntryNews(7, EntryChange.MOVED, START, START)),
        (BOOKED, replace(BOOKED, way="office"), EntryNews(7, EntryChange.MOVED, START, START)),
        # What was never booked is in no calendar.
        (None, HELD, None),
        (HELD, replace(HELD, state=State.EXPIRED), None),
        (replace(BOOKED, state=State.REQUESTED), CANCELLED, None),
        (None, replace(BOOKED, state=State.WAITING, start=None, cells=None), None),
        # What a client need not know of, or was told otherwise.
        (BOOKED, replace(BOOKED, proposed=(LATER,), sequence=1), None),
        (BOOKED, replace(BOOKED, room="https://meet.example/one"), None),
        (BOOKED, replace(BOOKED, state=State.KEPT), None),
        (replace(BOOKED, state=State.KEPT), replace(BOOKED, state=State.MISSED), None),
    ],
)
def test_what_a_calendar_hears(before: Booking | None, after: Booking, news: EntryNews | None) -> None:
    assert news_of(before, after) == news


@pytest.mark.parametrize("news", [NEW, MOVED, GONE])
def test_news_are_kept_as_plain_values(news: EntryNews) -> None:
    assert EntryNews.from_json(news.to_json()) == news


def test_what_is_true_no_more_is_not_sent() -> None:
    assert still_so(NEW, BOOKED, NOW)
    assert not still_so(NEW, replace(BOOKED, start=LATER), NOW)
    assert not still_so(NEW, CANCELLED, NOW)
    assert still_so(GONE, CANCELLED, NOW)
    assert not still_so(GONE, BOOKED, NOW)
    over = datetime.fromtimestamp(START + 3_600, UTC)
    assert not still_so(NEW, BOOKED, over)
    assert not still_so(GONE, CANCELLED, over)
