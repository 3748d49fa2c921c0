"""Patterns of a catalogue made into functions: filled with arguments that are words already, and numbers to choose by.

Most texts are words with a few arguments; those become one `%` template, which is as quick as Python can be. What a
pattern may hold, `bot.words.catalogue` says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.words.catalogue import Pattern

Number = int | Decimal
Template = Callable[[Mapping[str, str], Mapping[str, Number]], str]
"""Takes every argument as words, and those that are numbers once more as such. KeyError names one that is missing."""
Plural = Callable[[Number], str]


class NotOurs(Exception):
    """A pattern, or one that it shows, uses more of Fluent than a template can."""


def template(key: str, texts: Mapping[str, Pattern], plural: Plural) -> Template:
    """The function that renders a text. Raises `NotOurs`, and LookupError for a text that shows one there is not."""
    return _made(_flat(texts[key], texts, (key,)), plural)


def _flat(pattern: Pattern, texts: Mapping[str, Pattern], within: tuple[str, ...]) -> list[Any]:
    """A pattern with the texts that it shows put in their places."""
    if pattern is None:
        raise NotOurs
    parts: list[Any] = []
    for part in [pattern] if isinstance(pattern, str) else pattern:
        if isinstance(part, str) or part[0] == "$":
            parts.append(part)
        elif part[0] == "@":
            if part[1] in within:
                raise LookupError(f"{part[1]} shows itself")
            parts += _flat(texts[part[1]], texts, (*within, part[1]))
        else:
            _, name, variants, default = part
            flat = [(kind, value, _flat(inner, texts, within)) for kind, value, inner in variants]
            parts.append(("?", name, flat, default))
    return parts


def _made(parts: Sequence[Any], plural: Plural) -> Template:
    pieces: list[Template] = []
    words = ""
    for part in parts:
        if isinstance(part, str):
            words += part.replace("%", "%%")
        elif part[0] == "$":
            words += f"%({part[1]})s"
        else:
            if words:
                pieces.append(_words(words))
            words = ""
            pieces.append(_choice(part, plural))
    if words or not pieces:
        pieces.append(_words(words))
    if len(pieces) == 1:
        return pieces[0]
    return lambda shown, numbers: "".join([piece(shown, numbers) for piece in pieces])


def _words(words: str) -> Template:
    return lambda shown, _numbers: words % shown


def _choice(part: Any, plural: Plural) -> Template:
    """A choice as Fluent makes it: a number by its value, then by its plural; words by themselves."""
    _, name, variants, default = part
    made: list[tuple[str, Any, Template]] = [
        (kind, _key(kind, value), _made(inner, plural)) for kind, value, inner in variants
    ]
    otherwise: Template = made[default][2]

    def choose(shown: Mapping[str, str], numbers: Mapping[str, Number]) -> str:
        number = numbers.get(name)
        word = shown[name] if number is None else plural(number)
        for kind, key, render in made:
            if (number == key if number is not None else plural(key) == word) if kind == "#" else word == key:
                return render(shown, numbers)
        return otherwise(shown, numbers)

    return choose


def _key(kind: str, value: str) -> Any:
    if kind == "=":
        return value
    return float(value) if "." in value else int(value)
