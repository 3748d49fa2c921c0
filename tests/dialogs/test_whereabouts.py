"""Where a person lives: the zone of the place that their words name, and how far the clocks are apart."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.whereabouts import JAPAN, PlacesError, Whereabouts, read_places, zone_named
from tests.dialogs.walker import real_words

# What people typed is set apart, whichever way it is written.
ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))
WINTER, SUMMER = date(2026, 12, 1), date(2027, 7, 1)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Bangalore, India; weekdays after 18:00", "Asia/Kolkata"),
        ("ＢＡＮＧＡＬＯＲＥ", "Asia/Kolkata"),
        ("Jakarta, Indonesia", "Asia/Jakarta"),
        ("インドネシアのジャカルタ", "Asia/Jakarta"),
        ("高崎市、平日は18時以降", JAPAN),
        ("千葉、インドには春に帰ります", JAPAN),
        ("ドイツ、日本時間の夜", "Europe/Berlin"),
        ("日本時間の夜なら。ドイツです", "Europe/Berlin"),
        ("osaka. anytime except morning", JAPAN),
        ("I am from the USA. Now in Hanoi.", "Asia/Ho_Chi_Minh"),
        ("インドネシア", None),
        ("I live in Vietnam. Evenings", "Asia/Ho_Chi_Minh"),
        ("Berlin.", "Europe/Berlin"),
        ("USA.", None),
        ("USA, evenings", None),
        ("somewhere quiet", None),
        ("indiana", None),
        ("", None),
    ],
)
def test_the_zone_is_that_of_the_first_place_named(words: str, zone: str | None) -> None:
    assert zone_named(words) == zone


@pytest.mark.parametrize(
    ("zone", "day", "english", "japanese"),
    [
        ("Asia/Kolkata", WINTER, "x (clock 3:30 h behind Japan)", "x（日本時間より3:30時間遅い）"),
        ("Europe/Berlin", WINTER, "x (clock 8 h behind Japan)", "x（日本時間より8時間遅い）"),
        ("Europe/Berlin", SUMMER, "x (clock 7 h behind Japan)", "x（日本時間より7時間遅い）"),
        ("Pacific/Auckland", WINTER, "x (clock 4 h ahead of Japan)", "x（日本時間より4時間早い）"),
        (JAPAN, WINTER, "x", "x"),
        ("Nowhere/Gone", WINTER, "x", "x"),
        (None, WINTER, "x", "x"),
    ],
)
def test_the_clock_there_is_told_beside_the_words(zone: str | None, day: date, english: str, japanese: str) -> None:
    shown = Whereabouts(zone, "x").shown(day)
    said = [real_words().plain(language, shown).translate(ISOLATES) for language in ("en", "ja")]
    assert said == [english, japanese]


def test_what_is_kept_is_read_back() -> None:
    for there in (Whereabouts("Asia/Kolkata", "Pune | evenings"), Whereabouts(None, "far")):
        assert Whereabouts.of(there.kept()) == there
    for other in (None, "Pune", ["Pune"], 5):
        assert Whereabouts.of(other) is None


@pytest.mark.parametrize(
    "text", ['"Asia/Nowhere" = ["x"]', '"Asia/Tokyo" = ["Tokyo"]', '"Asia/Tokyo" = ["x"]\n"UTC" = ["x"]']
)
def test_a_slip_in_a_file_of_places_is_named(text: str) -> None:
    with pytest.raises(PlacesError, match="places.toml: "):
        read_places({"places.toml": text})
