"""What a message of Telegram says, as the values of `dialogs.talk`: checked, bounded, and never a reason to stumble.

Telegram counts letters in UTF-16, and names formatting by entities; what we do not know of either is left out, and the
words stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from bot.receiving.values import Json, Odd, fields_of, number_of, short, whole
from dialogs.talk import CONTACT, FILES, LINK, LOCATION, MARKS, QUOTE, VENUE, Emphasis, Media, Utterance

LONGEST_TEXT = 4096  # Telegram's own limit of a message; whatever is longer did not come from there
LONGEST_ID, LONGEST_NAME, LONGEST_LINK, MOST_MARKS = 128, 128, 2048, 100
# What goes with a kind, as far as it is told to the other side; all of them numbers but for the emoji of a sticker.
_ABOUT = ("duration", "width", "height", "length")
# What a sticker that moves says of how it does.
_MOVING = ("is_animated", "is_video")
_KINDS = {kind: kind for kind in MARKS} | {"expandable_blockquote": QUOTE}
_LINKS = ("http://", "https://", "mailto:", "tel:")


def said_in(message: Json) -> Utterance:
    """What a message says."""
    text = whole(message.get("text") or message.get("caption"), LONGEST_TEXT)
    entities = message.get("entities" if "text" in message else "caption_entities")
    return Utterance(
        text,
        tuple(_marks(text, entities)) if entities else (),
        _media(message),
        _name(message.get("message_id")),
        _answered(message),
        short(message.get("media_group_id"), LONGEST_ID),
    )


def _answered(message: Json) -> str:
    """The message that is answered; in a topic every message answers the one that began it, which says nothing."""
    answered = message.get("reply_to_message")
    name = _name(answered.get("message_id")) if isinstance(answered, dict) else ""
    return "" if name == _name(message.get("message_thread_id")) else name


def _name(value: object) -> str:
    try:
        return str(number_of(value))
    except Odd:
        return ""


def _marks(text: str, entities: object) -> Sequence[Emphasis]:
    if not isinstance(entities, list):
        return ()
    at = _letters(text)
    found = []
    for entity in entities[:MOST_MARKS]:
        kind = _KINDS.get(str(entity.get("type"))) if isinstance(entity, dict) else None
        if kind is None:
            continue
        try:
            start = number_of(entity.get("offset"))
            end = start + number_of(entity.get("length"))
        except Odd:
            continue
        link = entity.get("url") if kind == LINK else ""
        is_link = isinstance(link, str) and len(link) <= LONGEST_LINK and link.lower().startswith(_LINKS)
        if not 0 <= start < end <= len(at) - 1 or (kind == LINK and not is_link):
            continue
        found.append(Emphasis(kind, at[start], at[end] - at[start], str(link)))
    return found


def _letters(text: str) -> Sequence[int]:
    """For each place counted in UTF-16, the place counted in letters."""
    if text.isascii():
        return range(len(text) + 1)
    places: list[int] = []
    for number, letter in enumerate(text):
        places += [number] * (2 if ord(letter) > 0xFFFF else 1)
    return [*places, len(text)]


# --- files, places, cards ---------------------------------------------------------------------------------------------


def _media(message: Json) -> Media | None:
    for kind, read in _READERS.items():
        held = message.get(kind)
        if held:
            try:
                return read(kind, held)
            except Odd:
                return None
    return None


def _file(kind: str, held: object) -> Media:
    if kind == "photo":
        # In several sizes, the largest last.
        held = held[-1] if isinstance(held, list) else None
    told = fields_of(held)
    file = short(told.get("file_id"), 256)
    if not file:
        raise Odd
    size = told.get("file_size")
    about = {name: str(told[name]) for name in _ABOUT if type(told.get(name)) is int}
    if kind == "sticker":
        moves = next((name for name in _MOVING if told.get(name) is True), "")
        about = {"emoji": whole(told.get("emoji"), 16)} | ({"moves": moves} if moves else {})
    name, same = whole(told.get("file_name"), LONGEST_NAME), short(told.get("file_unique_id"), LONGEST_ID)
    return Media(kind, file, name, size if type(size) is int else None, about, same)


def _contact(kind: str, held: object) -> Media:
    told = fields_of(held)
    names = (whole(told.get(name), LONGEST_NAME) for name in ("first_name", "last_name"))
    about = {"phone": whole(told.get("phone_number"), LONGEST_NAME), "name": " ".join(filter(None, names))}
    return Media(kind, about=about)


def _place(told: Json) -> dict[str, str]:
    place = {name: told.get(name) for name in ("latitude", "longitude")}
    if not all(isinstance(value, float | int) and abs(value) <= 180 for value in place.values()):
        raise Odd
    return {name: str(value) for name, value in place.items()}


def _location(kind: str, held: object) -> Media:
    return Media(kind, about=_place(fields_of(held)))


def _venue(kind: str, held: object) -> Media:
    told = fields_of(held)
    named = {name: whole(told.get(name), 256) for name in ("title", "address")}
    return Media(kind, about=_place(fields_of(told.get("location"))) | named)


# An animation is told of as a document as well, and a place with a name as a place without one: those come first.
_READERS: Mapping[str, Callable[[str, Any], Media]] = MappingProxyType(
    {VENUE: _venue, "animation": _file}
    | {kind: _file for kind in FILES if kind != "animation"}
    | {CONTACT: _contact, LOCATION: _location}
)
