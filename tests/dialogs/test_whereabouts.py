"""Where a person lives: the zone of the place that their words name, and how far the clocks are apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from dialogs.kinds.words import Home
from dialogs.parsing import Certain
from dialogs.whereabouts import JAPAN, PlacesError, Whereabouts, read_places, zone_named
from tests.answers.report import Today
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


INDIA, SEOUL, BRAZIL = "Asia/Kolkata", "Asia/Seoul", "America/Sao_Paulo"


@pytest.mark.parametrize(
    ("zone", "words", "day", "english", "japanese"),
    [
        (INDIA, "x", WINTER, "noon in Japan = 8:30 there", "日本の正午は現地8:30"),
        (INDIA, "after 8pm IST", WINTER, "20:00 there = 23:30 in Japan", "現地20:00＝日本23:30"),
        (INDIA, "Evenings", WINTER, "18:00 there = 21:30 in Japan", "現地18:00＝日本21:30"),
        (INDIA, "夜8時半から", WINTER, "20:30 there = 0:00 in Japan the next day", "現地20:30＝日本翌日0:00"),
        (INDIA, "12 p.m., 12am", WINTER, None, "現地12:00＝日本15:30、現地0:00＝日本3:30"),
        (BRAZIL, "20:00-22:00", WINTER, None, "現地20:00＝日本翌日8:00、現地22:00＝日本翌日10:00"),
        # A clock of Japan, and clocks of which only the person knows where they hang.
        (BRAZIL, "20:00 JST", WINTER, "8:00 there = 20:00 in Japan", "現地8:00＝日本20:00"),
        (BRAZIL, "日本時間の夜", WINTER, None, "現地8:00＝日本20:00"),
        (BRAZIL, "your evening", WINTER, None, "日本の正午は現地0:00"),
        (BRAZIL, "20:00 UTC", WINTER, None, "日本の正午は現地0:00"),
        # What is no clock: a telephone number, hours long, an hour that no day has.
        (INDIA, "+91 98 123, 2時間, 25時", WINTER, None, "日本の正午は現地8:30"),
        ("Europe/Berlin", "morning", SUMMER, None, "現地9:00＝日本16:00"),
        ("Europe/Berlin", "morning", WINTER, None, "現地9:00＝日本17:00"),
        ("Pacific/Auckland", "1 am", WINTER, "1:00 there = 21:00 in Japan the day before", "現地1:00＝日本前日21:00"),
    ],
)
def test_local_time_and_that_of_japan_are_told_together(
    zone: str, words: str, day: date, english: str | None, japanese: str
) -> None:
    shown = Whereabouts(zone, words).shown(day)
    assert real_words().plain("ja", shown).translate(ISOLATES) == f"{words}（{japanese}）"
    if english is not None:
        assert real_words().plain("en", shown).translate(ISOLATES) == f"{words} ({english})"


@pytest.mark.parametrize("zone", [JAPAN, SEOUL])
def test_where_the_clock_is_that_of_japan_nothing_is_told(zone: str) -> None:
    shown = Whereabouts(zone, "after 18:00").shown(WINTER)
    assert real_words().plain("ja", shown).translate(ISOLATES) == "after 18:00"


@pytest.mark.parametrize("zone", [None, "Nowhere/Gone"])
def test_a_place_we_do_not_know_is_not_taken_for_japan(zone: str | None) -> None:
    shown = Whereabouts(zone, "x").shown(WINTER)
    said = [real_words().plain(language, shown).translate(ISOLATES) for language in ("en", "ja")]
    assert said == ["x (time there not known)", "x（時差未確認）"]


@dataclass(frozen=True)
class Here(Today):
    """Somebody who said where they stay, or not yet."""

    lives_in_japan: bool = False


@pytest.mark.parametrize(
    ("words", "in_japan", "zone"),
    [
        # No list has every town in Japan; but no town in Japan is in the USA.
        ("Oizumi, after work", True, JAPAN),
        ("anytime, Japanese is fine", True, JAPAN),
        ("USA, evenings", True, ""),
        ("オーストラリア、夜", True, ""),
        ("Oizumi, after work", False, ""),
        ("Bangalroe", False, ""),
        ("Maebashi", False, JAPAN),
    ],
)
def test_only_of_who_is_in_japan_an_unknown_town_is_in_japan(words: str, in_japan: bool, zone: str) -> None:
    assert Home().read(words, Here(lives_in_japan=in_japan)) == Certain([zone, words])


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
