"""Times as people read them: in both zones, with both days, counted to 24."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.words import Words, languages
from dialogs import booking
from dialogs.booking.shown import (
    PartOfDay,
    day_label,
    differ,
    part_label,
    part_of,
    slot_label,
    time_shown,
    where,
    zone_of,
)
from dialogs.booking.slots import Slot
from dialogs.messages import Text
from tests.dialogs.booking.offices import a_booking, office, seconds
from tests.dialogs.booking.zones import CHANGES, NAMES, NIGHTS
from tests.dialogs.walker import real_dialogue

words = cache(Words)
TOKYO = office()
NEW_YORK = ZoneInfo("America/New_York")
START = seconds("2026-11-25T10:00")
SLOT = Slot(START, 60, "online", "a", False)


def said(text: Text, language: str = "en") -> str:
    return words().plain(language, text)


def test_a_time_is_shown_in_both_zones_with_the_day_of_each() -> None:
    assert said(time_shown(START, TOKYO, NEW_YORK)) == (
        "Tue, November 24, 2026, 20:00 (your time), that is Wed, November 25, 2026, 10:00 (Japan time)"
    )
    assert said(time_shown(START, TOKYO, NEW_YORK), "ja") == (
        "2026年11月24日(火)20:00（お客様の現地時間）、日本時間では2026年11月25日(水)10:00"
    )


def test_where_both_clocks_show_the_same_it_is_shown_once() -> None:
    assert said(time_shown(START, TOKYO, ZoneInfo("Asia/Seoul"))) == "Wed, November 25, 2026, 10:00 (Japan time)"
    assert said(time_shown(START, TOKYO, TOKYO.zone), "ja") == "2026年11月25日(水)10:00（日本時間）"
    for_staff = time_shown(START, TOKYO, TOKYO.zone, for_staff=True)
    assert said(for_staff, "ja") == "2026年11月25日(水)10:00", "they know whose clock it is"


def test_a_button_has_both_times_too_and_says_what_needs_an_approval() -> None:
    assert said(slot_label(SLOT, TOKYO, TOKYO.zone)) == "Wed 25 Nov 10:00"
    assert said(slot_label(SLOT, TOKYO, NEW_YORK)) == "Tue 24 Nov 20:00 · Japan Wed 25 Nov 10:00"
    asked = Slot(START, 60, "online", "a", True)
    assert said(slot_label(asked, TOKYO, NEW_YORK), "ja") == "11月24日(火)20:00・日本11月25日(水)10:00（要承認）"


def test_an_office_elsewhere_is_not_said_to_be_in_japan() -> None:
    of = office(zone="Europe/London")
    assert "office's time" in said(time_shown(START, of, NEW_YORK))
    assert "· office " in said(slot_label(SLOT, of, NEW_YORK))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("hour", range(24))
def test_hours_are_counted_to_24_in_every_language(hour: int, language: str) -> None:
    """A correction once came in a 12-hour format, and an evening was read as a morning."""
    start = seconds(f"2026-11-25T{hour:02}:30")
    for text in (time_shown(start, TOKYO, NEW_YORK), slot_label(Slot(start, 60, "a", "a", True), TOKYO, NEW_YORK)):
        shown = said(text, language)
        assert f"{hour:02}:30" in shown
        assert not re.search(r"\b[ap]\.?m\b|午前|午後", shown, re.IGNORECASE)


def test_days_and_parts_of_a_day_have_names() -> None:
    assert [said(day_label(date(2026, 11, 25)), language) for language in ("en", "ja")] == [
        "Wed 25 Nov",
        "11月25日(水)",
    ]
    for language in languages():
        assert len({said(part_label(part), language) for part in PartOfDay}) == 4


@pytest.mark.parametrize(
    ("clock", "part"),
    [("00:00", "night"), ("05:59", "night"), ("06:00", "morning"), ("11:59", "morning"), ("12:00", "afternoon"),
     ("16:59", "afternoon"), ("17:00", "evening"), ("23:59", "evening")],
)  # fmt: skip
def test_the_part_of_a_day_is_that_of_the_client(clock: str, part: str) -> None:
    start = seconds(f"2026-11-25T{clock}", "America/New_York")
    assert part_of(start, NEW_YORK) == part


def test_a_zone_nobody_knows_is_that_of_the_office() -> None:
    for name in (None, "", "Asia/Edo", "../etc/passwd"):
        assert zone_of(name, TOKYO).key == "Asia/Tokyo"
    assert zone_of("Asia/Kathmandu", TOKYO).key == "Asia/Kathmandu"


# Clocks that change, on either side


@given(st.sampled_from(NIGHTS), st.sampled_from([*CHANGES, "Asia/Tokyo"]), st.integers(-300, 600), st.booleans())
def test_both_clocks_show_the_moment_around_a_change_of_either(
    night: tuple[str, date], other: str, fives: int, office_changes: bool
) -> None:
    changing, day = night
    of, client = office(zone=changing if office_changes else other), other if office_changes else changing
    start = int((datetime.combine(day, time(), UTC) + timedelta(minutes=5 * fives)).timestamp())
    text = time_shown(start, of, ZoneInfo(client))
    for name, zone in (("here", of.timezone), ("there", client)):
        if name not in text.args:
            assert not differ(start, of, ZoneInfo(client))
            continue
        shown = text.args[name]
        assert isinstance(shown, Text)
        assert isinstance(shown.args["day"], date)
        at = datetime.combine(shown.args["day"], time.fromisoformat(str(shown.args["time"])), ZoneInfo(zone))
        # A time that comes twice that night is read as either.
        assert start in {int(at.replace(fold=fold).timestamp()) for fold in (0, 1)}
        assert shown.args["weekday"] == at.strftime("%a").lower()


@pytest.mark.parametrize(("zone", "day"), NIGHTS, ids=NAMES)
def test_a_change_of_the_clients_clock_moves_what_they_are_shown_and_not_the_slot(zone: str, day: date) -> None:
    before, after = (seconds(f"{day + timedelta(days=days)}T10:00") for days in (-2, 2))
    clocks = []
    for start in (before, after):
        there = time_shown(start, TOKYO, ZoneInfo(zone)).args["there"]
        assert isinstance(there, Text)
        clocks.append(there.args["time"])
    assert after - before == 4 * 86_400
    assert clocks[0] != clocks[1]


@pytest.mark.parametrize("language", languages())
def test_every_text_of_bookings_has_words(language: str) -> None:
    sources = (path.read_text(encoding="utf-8") for path in Path(booking.__file__).parent.glob("*.py"))
    keys = {key for source in sources for key in re.findall(r'Text\(\s*"([a-z-]+)"', source)}
    assert len(keys) > 15
    assert [key for key in keys if not words().has(language, key)] == []


def test_where_a_talk_is_held_in_the_office_is_shown_on_a_map_and_of_a_way_that_is_gone_nothing_is_said() -> None:
    with_map = replace(real_dialogue().around.office, map_link="https://maps.example/office")
    found = list(where(with_map, a_booking(START, way="office"), "en"))
    assert found[-1] == Text("booking-map", {"link": "https://maps.example/office"})
    assert list(where(replace(with_map, map_link=None), a_booking(START, way="office"), "en")) == found[:-1]
    assert list(where(with_map, a_booking(START, way="no-more"), "en")) == []
