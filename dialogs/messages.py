"""What goes in and out of a dialogue: neutral acts, and replies made of text keys, never finished words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from dialogs.talk import Utterance

# No person types more at once; what is longer is cut here before anything looks at it.
LONGEST_TYPED = 4_096
# No label, no phrasing and no mark of a question needs more. It bounds what was typed and, once more, what that becomes
# when compatibility characters unfold (one of them into eighteen).
LONGEST_MATCHED = 500

# One for all texts without arguments, which are most.
NO_ARGS: Mapping[str, Arg] = MappingProxyType({})


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
    args: Mapping[str, Arg] = field(default_factory=lambda: NO_ARGS)
    language: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values: a text can be kept and said again later, in any language. What it lacks is left out."""
        data: dict[str, Any] = {"key": self.key}
        if self.args:
            data["args"] = {k: _arg_to_json(v) for k, v in self.args.items()}
        if self.language is not None:
            data["language"] = self.language
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Text:
        """The reverse of `to_json`."""
        args = data.get("args")
        return cls(
            data["key"], {k: _arg_from_json(v) for k, v in args.items()} if args else NO_ARGS, data.get("language")
        )


Arg: TypeAlias = "str | int | Decimal | date | datetime | Text | tuple[Text, ...]"


def _arg_to_json(value: Arg) -> Any:
    """Numbers and plain words as they are, everything else under its kind."""
    if isinstance(value, Text):
        return {"text": value.to_json()}
    if isinstance(value, tuple):
        return {"texts": [text.to_json() for text in value]}
    if isinstance(value, Typed):
        return {"typed": str(value)}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def _arg_from_json(value: Any) -> Arg:
    if not isinstance(value, dict):
        plain: str | int = value
        return plain
    [(kind, content)] = value.items()
    if kind == "texts":
        return tuple(Text.from_json(text) for text in content)
    readers: Mapping[str, Callable[[Any], Arg]] = {
        "text": Text.from_json,
        "typed": Typed,
        "moment": datetime.fromisoformat,
        "day": date.fromisoformat,
        "decimal": Decimal,
    }
    return readers[kind](content)


class ActKind(StrEnum):
    """The kinds of acts, whatever the messenger calls it.

    `TOO_FAST` stands for acts we do not read, because they were too many at once; what they say is passed on to staff,
    where these have the request. Its `data` is not empty where that was told before.
    """

    TEXT = "text"
    PRESS = "press"
    COMMAND = "command"
    EDIT = "edit"
    OTHER = "other"
    LEFT = "left"
    CAME_BACK = "came_back"
    TOO_FAST = "too_fast"


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a person. `text` is what was typed, a command's argument, or the kind of media for `OTHER`.

    `data` is what a pressed button carried, `message` the name the channel gives the message it was on.
    `language` is the hint the messenger gives, if any. `album` is the name of the album it is a part of. `said` is the
    whole message, for whom it is passed on to; None where a channel knows no more than words.
    """

    kind: ActKind
    text: str = ""
    command: str = ""
    data: str = ""
    language: str | None = None
    message: str = ""
    album: str = ""
    said: Utterance | None = field(default=None, compare=False)


# Every screen has a handful: a tuple is made in half the time.
class Button(NamedTuple):
    """A choice on a screen: its label, and the action a press brings back (short ASCII)."""

    label: Text
    action: str


@dataclass(frozen=True, slots=True)
class Screen:
    """One message to the person: lines of text and rows of buttons.

    `fresh` asks for a new message even where the last one could be edited in place, so that what is worth keeping
    stays in the chat. `again` says that the question stays as it was and only what is said above it is new (a tick, a
    word of help). `document` is sent as a file: name and content.
    """

    lines: tuple[Text, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    fresh: bool = False
    again: bool = False
    document: tuple[str, bytes] | None = None
