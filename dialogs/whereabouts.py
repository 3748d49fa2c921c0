"""Where a person lives and when they can be reached: their own words, and the time zone of the place these name.

The names of places stand in `locales/<language>/places.toml`. People mix languages, so that the names of all are known
to all.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from re import Pattern, compile
from zoneinfo import ZoneInfo

from dialogs.errors import DialogueError
from dialogs.messages import Text, Typed
from dialogs.parsing.lexicon import any_word

FILE = "places.toml"
# Names of places that lie in more than one zone, and words that name none.
SEVERAL = "several"
# A place is named at the beginning; some characters unfold into many.
MOST_READ = 120
JAPAN = "Asia/Tokyo"
_MINUTE = timedelta(minutes=1)


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
        """Return the words, with how far the clock there is from the one in Japan on a day."""
        said: Text = Text("value-typed", {"text": Typed(self.words)})
        apart = None if self.zone is None else apart_from_japan(self.zone, day)
        if not apart:
            return said
        hours, minutes = divmod(abs(apart) // _MINUTE, 60)
        length = f"{hours}:{minutes:02}" if minutes else str(hours)
        return Text(
            "where-apart", {"where": said, "sign": "behind" if apart < timedelta() else "ahead", "time": length}
        )


def apart_from_japan(zone: str, day: date) -> timedelta | None:
    """Return how far the clock of a zone is ahead of the one in Japan on a day; None for a zone nobody knows."""
    noon = datetime.combine(day, time(3), UTC)
    try:
        there = noon.astimezone(ZoneInfo(zone)).utcoffset()
    except (KeyError, ValueError, OSError):
        return None
    here = noon.astimezone(ZoneInfo(JAPAN)).utcoffset()
    return None if there is None or here is None else there - here


def zone_named(words: str) -> str | None:
    """Return the zone of the first place that words name; None where they name none that lies in one zone."""
    names, named = _places()
    plain = _plain(words[:MOST_READ])[:MOST_READ]
    # A word may end a sentence: its point is no part of the name.
    zones = (names[found[0].rstrip(".")] for found in named.finditer(plain))
    return next((zone for zone in zones if zone != SEVERAL), None)


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
            if zone != SEVERAL and apart_from_japan(zone, date(2026, 1, 1)) is None:
                raise PlacesError(file, zone)
            for name in names:
                if _plain(name) != name or found.get(name, zone) != zone:
                    raise PlacesError(file, zone, name)
                found[name] = zone
    return found


def _plain(text: str) -> str:
    """Small letters of usual width. Kanji stay as they are: in the name of a place they are no numbers."""
    return unicodedata.normalize("NFKC", text).casefold()
