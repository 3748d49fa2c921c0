"""What pages show of the house's own words, held once it was made: the same for everybody, and telling of nobody."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from bot.web.markup import Markup, untagged
from dialogs.messages import Text

T = TypeVar("T")
# So many are held of a kind; and numbers below this, as a step has one, tell of nobody.
MOST, SMALL = 4_096, 100
# What chooses between words of the house by what kind of thing it is, and never holds what anybody said.
CHOOSES = frozenset({"whose"})
# Stand in what is held for what differs; nobody can write them.
_OURS = secrets.token_hex(16)
KEY, MARK, AT = f"{_OURS}k", f"{_OURS}m", f"{_OURS}a"
LOG, NOW, LAST, EARLIER = f"{_OURS}l", f"{_OURS}n", f"{_OURS}z", f"{_OURS}e"


class Still(Markup):
    """A part of a page that is held, with what a screen reader is told of it."""

    __slots__ = ("plain",)
    plain: str

    def __new__(cls, part: Markup) -> Still:
        """Hold a part that is safe already."""
        held = super().__new__(cls, part)
        held.plain = untagged(part)
        return held


class MadeOnce(Generic[T]):
    """What was made already, by what it was made of."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: dict[Hashable, T] = {}

    def __len__(self) -> int:
        return len(self._made)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is made of a key, made now where it was not."""
        found = self._made.get(key)
        if found is None:
            if len(self._made) >= MOST:
                self._made.clear()
            found = self._made[key] = make()
        return found


def key_of(text: Text) -> Hashable | None:
    """Return all that a text is made of, where that is words of the house and small numbers; None of what may tell of
    somebody.
    """
    if not text.args:
        return text.key, text.language
    parts: list[Any] = [text.key, text.language]
    for name, value in text.args.items():
        if value.__class__ is Text:
            inner = key_of(value)
            if inner is None:
                return None
            parts += (name, inner)
        elif (value.__class__ is int and 0 <= value < SMALL) or (value.__class__ is str and name in CHOOSES):
            parts += (name, value)
        else:
            return None
    return tuple(parts)


__all__ = ["AT", "EARLIER", "KEY", "LAST", "LOG", "MARK", "NOW", "MadeOnce", "Still", "key_of"]
