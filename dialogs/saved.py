"""Texts that staff keep to answer with: one for each language, with holes for the client's own values.

What may stand in a hole is a closed list. A value that is missing, or a language that has no text, stops the sending by
its name, so that no client reads a hole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dialogs.desk.matter import LeadRecord, Matter
from dialogs.messages import Text
from dialogs.ports import Translator
from dialogs.situation import Surroundings

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

LONGEST_NAME, LONGEST_SAVED, MOST_SAVED = 30, 1_000, 40
_HOLE = re.compile(r"\{\s*([^{}\n]{0,30}?)\s*\}")
# "ja:" at the beginning of a line begins the text of a language.
_LANGUAGE = re.compile(r"(?m)^[ \t]*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)[ \t]*[:：]")


@dataclass(frozen=True, slots=True)
class SavedText:
    """A text that staff kept: what they call it, and what it says in each language."""

    id: str
    name: str
    texts: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {"name": self.name, "texts": dict(self.texts)}

    @classmethod
    def from_json(cls, saved_id: str, data: Mapping[str, Any]) -> SavedText:
        """Do the reverse of `to_json`."""
        return cls(saved_id, data["name"], dict(data["texts"]))


@dataclass(frozen=True, slots=True)
class Filled:
    """A saved text with the client's values in its holes; `missing` names the first that has none."""

    text: str
    missing: str = ""


# --- what stands in a hole --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """One client at a moment, to be told of in a language."""

    around: Surroundings
    words: Translator
    matter: Matter
    record: LeadRecord
    language: str
    now: datetime

    @property
    def talk(self) -> Booking | None:
        """The client's next talk; an office without bookings has none."""
        ahead = [b for b in self.matter.bookings if b.state == "booked" and (b.start or 0) > self.now.timestamp()]
        return min(ahead, key=lambda booking: booking.start or 0, default=None)


def _time(look: _Look) -> str | None:
    talk = look.talk
    if talk is None or talk.start is None:
        return None
    from dialogs.booking.shown import time_shown, zone_of

    office = look.around.office
    return look.words.plain(look.language, time_shown(talk.start, office, zone_of(talk.zone, office)))


def _total(look: _Look) -> str | None:
    total = look.record.consented.summary.total
    return None if total is None else str(total)


VALUES: Mapping[str, Callable[[_Look], str | None]] = MappingProxyType(
    {
        "name": lambda look: look.record.consented.name,
        "time": _time,
        "room": lambda look: None if look.talk is None else look.talk.room,
        "total": _total,
        "number": lambda look: str(look.record.number),
        "office": lambda look: look.around.office.desk_in(look.language),
        "phone": lambda look: look.around.office.phone,
        "email": lambda look: look.around.office.email,
        "map": lambda look: look.around.office.map_link,
    }
)
"""What can stand in a hole, by its name; None where the client has no such value."""


def filled(around: Surroundings, words: Translator, matter: Matter, text: str, language: str, now: datetime) -> Filled:
    """Return a text with a client's values in its holes; what they hold is filled in once, and read no further."""
    assert matter.record is not None, "a text goes to who sent a lead"
    look = _Look(around, words, matter, matter.record, language, now)
    missing: list[str] = []

    def value(found: re.Match[str]) -> str:
        rule = VALUES.get(found[1])
        known = None if rule is None else rule(look)
        if known is None or not known.strip():
            missing.append(f"{{{found[1]}}}")
            return found[0]
        return known

    done = _HOLE.sub(value, text)
    return Filled(done, missing[0] if missing else "")


# --- what staff write to keep one -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TypedText:
    """What is written to keep a text: what it is called and says; or why it cannot be kept."""

    name: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    problem: Text | None = None


def read_saved(text: str, languages: Collection[str], needed: str) -> TypedText:
    """Read what follows the command: a line with the name, then each language's text behind its code."""
    name, _, rest = text.strip().partition("\n")
    found = [one for one in _LANGUAGE.finditer(rest) if one[1] in languages]
    texts = {
        one[1]: rest[one.end() : following].strip()
        for one, following in zip(found, [*(one.start() for one in found[1:]), len(rest)], strict=False)
    }
    return checked_text(name, texts, languages, needed)


def checked_text(name: str, texts: Mapping[str, str], languages: Collection[str], needed: str) -> TypedText:
    """Return a text to be kept, or why it cannot be; what is empty in a language is not there."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        return TypedText(problem=Text("staff-saved-name", {"most": LONGEST_NAME}))
    texts = {code: said.strip() for code, said in texts.items() if said.strip()}
    if needed not in texts:
        return TypedText(problem=Text("staff-saved-how", {"languages": _listed(languages)}))
    for code, said in texts.items():
        if len(said) > LONGEST_SAVED:
            return TypedText(problem=Text("staff-saved-long", {"language": code, "most": LONGEST_SAVED}))
        for hole in _HOLE.findall(said):
            if hole not in VALUES:
                known = "、".join(f"{{{name}}}" for name in VALUES)
                return TypedText(problem=Text("staff-saved-unknown", {"value": f"{{{hole}}}", "known": known}))
    return TypedText(name, texts)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, each with whether it is the name of a hole instead of words."""
    for number, piece in enumerate(_HOLE.split(text)):
        if piece:
            yield piece, number % 2 == 1


def _listed(languages: Iterable[str]) -> str:
    return "、".join(languages)


def named(saved: Collection[SavedText], name: str) -> SavedText | None:
    """Return the saved text that staff call so."""
    wanted = " ".join(name.split()).casefold()
    return next((one for one in saved if one.name.casefold() == wanted), None)
