"""What goes in and out of a dialogue: neutral incoming acts, and replies made of text keys, never finished words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias


class Typed(str):
    """Text a person typed. It is escaped and kept apart from the writing direction around it when shown."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A message key and its arguments.

    Integers are shown formatted; one named `count` or ending in `_count` is passed as a number, to choose a plural.
    A tuple of texts is shown as lines, or one behind the other where the argument is named `items`.
    `language` is for what is quoted in another language than the person's, with all that stands in it.
    """

    key: str
    args: Mapping[str, Arg] = field(default_factory=lambda: MappingProxyType({}))
    language: str | None = None


Arg: TypeAlias = "str | int | Decimal | date | datetime | Text | tuple[Text, ...]"


class Act(StrEnum):
    """What a person did, whatever the messenger calls it."""

    TEXT = "text"
    PRESS = "press"
    COMMAND = "command"
    EDIT = "edit"
    OTHER = "other"
    LEFT = "left"
    CAME_BACK = "came_back"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One act of a person. `text` is what was typed, a command's argument, or the kind of media for `OTHER`.

    `data` is what a pressed button carried. `language` is the hint the messenger gives, if any.
    """

    act: Act
    text: str = ""
    command: str = ""
    data: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A choice on a screen: its label, and the action a press brings back (short ASCII)."""

    label: Text
    action: str


@dataclass(frozen=True, slots=True)
class Screen:
    """One message to the person: lines of text and rows of buttons.

    `fresh` asks for a new message even where the last one could be edited in place, so that what is worth keeping
    stays in the chat. `document` is sent as a file: name and content.
    """

    lines: tuple[Text, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    fresh: bool = False
    document: tuple[str, bytes] | None = None
