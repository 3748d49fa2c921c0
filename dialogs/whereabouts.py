"""Where a person lives and when they can be reached: their own words, and the time zone of the place these name.

The names of places stand in `locales/<language>/places.toml`. People mix languages, so that the names of all are known
to all.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from re import Pattern, compile
from zoneinfo import ZoneInfo

from dialogs.errors import DialogueError
from dialogs.messages import Text, Typed
from dialogs.parsing.lexicon import any_word
from dialogs.telling import listed

FILE = "places.toml"
# Names of places that lie in more than one zone; and words that name no place, though a shorter name is within them.
SEVERAL, NO_PLACE = "several", "no place"
# A place is named at the beginning; some characters unfold into many.
MOST_READ = 120
JAPAN = "Asia/Tokyo"
# A clock as people write it: 8pm, 8:30 p.m., 18:00, 20時, 夜8時半.
_CLOCK = compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))?\s*(?P<half>[ap])\.?m\b"
    r"|(?<![\d:])(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?![\d:])"
    r"|(?P<part>午前|午後|朝|昼|夕方|夜)?の?(?<!\d)(?P<hour_ja>\d{1,2})時(?!間)(?:(?P<minute_ja>[0-5]?\d)分|(?P<half_ja>半))?"
)
_AFTER_NOON = ("午後", "夕方", "夜")
_JAPANESE_CLOCK = compile(r"\bjst\b|japan(?:ese)? (?:standard )?time|日本時間|日本の時間")
# Whose clock is meant, only the person knows.
_OTHER_CLOCK = compile(r"\b(?:utc|gmt|your)\b|そちら|世界時")
# Where no clock is named, the part of the day is: one clock within it shows how far apart the two are.
_PARTS = (
    (compile(r"\bmornings?\b|午前|朝"), time(9)),
    (compile(r"\bafternoons?\b|午後"), time(14)),
    (compile(r"\bevenings?\b|\bafter work\b|夕方"), time(18)),
    (compile(r"\bnights?\b|夜"), time(20)),
)
MOST_CLOCKS = 2
NOON = time(12)


class PlacesError(DialogueError):
    """A file of places that cannot be used: which file, which zone, and which of its names stands wrong, if one does.

    A zone goes by its IANA name; names are in small letters, each under one zone.
    """

    def __init__(self, file: str, zone: str, name: str = "") -> None:
        super().__init__(": ".join(part for part in (file, zone, name) if part))


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What a person said of it: `zone` by its IANA name, None where the words name no place we know."""

    zone: str | None
    words: str

    def kept(self) -> list[str]:
        """Return it as a stored value."""
        return [self.zone or "", self.words]

    @classmethod
    def of(cls, kept: object) -> Whereabouts | None:
        """Return the reverse of `kept`; None for a value that is none."""
        if not isinstance(kept, list) or len(kept) != 2:
            return None
        zone, words = kept
        return cls(str(zone) or None, str(words))

    def shown(self, day: date) -> Text:
        """Return the words; for a place abroad the clocks in them there and in Japan on a day, else noon in Japan.

        A place we do not know is no place in Japan: then it says that the time there is not known.
        """
        said: Text = Text("value-typed", {"text": Typed(self.words)})
        apart = None if self.zone is None else apart_from_japan(self.zone, day)
        if apart is None:
            return Text("where-unknown", {"where": said})
        if not apart:
            return said
        clocks = dict.fromkeys(_clocks_there(self.words, apart))
        # Noon in Japan is a clock that nobody wished for: it only shows how far apart the two are.
        shown = listed(_both(clock, apart) for clock in clocks) if clocks else _at_noon(apart)
        return Text("where-apart", {"where": said, "clocks": shown})


def apart_from_japan(zone: str, day: date) -> timedelta | None:
    """Return how far the clock of a zone is ahead of the one in Japan on a day; None for a zone nobody knows."""
    noon = datetime.combine(day, time(3), UTC)
    try:
        there = noon.astimezone(ZoneInfo(zone)).utcoffset()
    except (KeyError, ValueError, OSError):
        return None
    here = noon.astimezone(ZoneInfo(JAPAN)).utcoffset()
    return None if there is None or here is None else there - here


def names_a_time(words: str) -> bool:
    """Return whether words name a clock or a part of the day."""
    plain = _plain(words)
    return any(True for _ in _clocks(plain)) or any(True for _ in _parts(plain))


def _clocks_there(words: str, apart: timedelta) -> list[time]:
    """Return the clocks that words name, as they are there."""
    plain = _plain(words)
    clocks = [] if _OTHER_CLOCK.search(plain) else (list(_clocks(plain)) or list(_parts(plain)))[:MOST_CLOCKS]
    return [_shifted(clock, apart) for clock in clocks] if _JAPANESE_CLOCK.search(plain) else clocks


def _clocks(plain: str) -> Iterator[time]:
    for found in _CLOCK.finditer(plain):
        hour = int(found["hour"] or found["hour24"] or found["hour_ja"])
        minute = 30 if found["half_ja"] else int(found["minute"] or found["minute24"] or found["minute_ja"] or 0)
        if found["half"] is not None:
            hour = hour % 12 + (12 if found["half"] == "p" else 0) if 1 <= hour <= 12 else 24
        elif found["part"] in _AFTER_NOON and hour < 12:
            hour += 12
        if hour < 24:
            yield time(hour, minute)


def _parts(plain: str) -> Iterator[time]:
    return (clock for part, clock in _PARTS if part.search(plain))


def _shifted(clock: time, by: timedelta) -> time:
    return (datetime.combine(date(2000, 1, 2), clock) + by).time()


def _at_noon(apart: timedelta) -> Text:
    there = datetime.combine(date(2000, 1, 2), NOON) + apart
    day = {1: "before", 2: "same", 3: "next"}[there.day]
    return Text("where-noon", {"there": _told(there.time()), "day": day})


def _both(there: time, apart: timedelta) -> Text:
    """Return one moment by both clocks, and whether it is another day in Japan by then."""
    in_japan = datetime.combine(date(2000, 1, 2), there) - apart
    day = {1: "before", 2: "same", 3: "next"}[in_japan.day]
    return Text("where-clock", {"there": _told(there), "here": _told(in_japan.time()), "day": day})


def _told(clock: time) -> str:
    return f"{clock.hour}:{clock.minute:02}"


def zone_named(words: str) -> str | None:
    """Return the zone of the first place that words name; None where they name none that lies in one zone."""
    return next((zone for zone in _zones(words) if zone != SEVERAL), None)


def names_abroad(words: str) -> bool:
    """Return whether words name a country of several zones, and so a place that is none in Japan."""
    return SEVERAL in _zones(words)


def _zones(words: str) -> list[str]:
    """Return the zone of each place that words name, or that it lies in several."""
    names, named = _places()
    plain = _plain(words[:MOST_READ])[:MOST_READ]
    # A word may end a sentence: its point is no part of the name.
    zones = (names[found[0].rstrip(".")] for found in named.finditer(plain))
    return [zone for zone in zones if zone != NO_PLACE]


@cache
def _places() -> tuple[Mapping[str, str], Pattern[str]]:
    folders = sorted(resources.files("locales").iterdir(), key=lambda folder: folder.name)
    files = {f"locales/{folder.name}/{FILE}": folder / FILE for folder in folders if (folder / FILE).is_file()}
    names = read_places({name: file.read_text(encoding="utf-8") for name, file in files.items()})
    return names, compile(any_word(*names))


def read_places(files: Mapping[str, str]) -> Mapping[str, str]:
    """Return each name of a place with its zone. Raises `PlacesError` for a zone or a name that cannot be used."""
    found: dict[str, str] = {}
    for file, text in files.items():
        for zone, names in tomllib.loads(text).items():
            if zone not in (SEVERAL, NO_PLACE) and apart_from_japan(zone, date(2026, 1, 1)) is None:
                raise PlacesError(file, zone)
            for name in names:
                if _plain(name) != name or found.get(name, zone) != zone:
                    raise PlacesError(file, zone, name)
                found[name] = zone
    return found


def _plain(text: str) -> str:
    """Small letters of usual width. Kanji stay as they are: in the name of a place they are no numbers."""
    return unicodedata.normalize("NFKC", text).casefold()
