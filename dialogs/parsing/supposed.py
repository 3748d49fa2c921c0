"""Finds what a text only supposes ("what if I pass N1?", 「年収800万なら」), and the part that says it as a fact.

The words are data of each language (`parsing.supposed`, `parsing.supposed_as`). What the part says, the reader reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from dialogs.parsing.lexicon import any_word, lexicon
from dialogs.parsing.text import normalise

_TABLE, _NAMED = "supposed", "supposed_as"
# Who types an age means one of these.
_AGES = range(16, 80)
_BETWEEN, _QUOTES = " ,;:.!?、。・", " 」』\"'”"
# More words are a story, and no question of what would be.
MOST_SUPPOSED = 160


@dataclass(frozen=True, slots=True)
class Supposed:
    """What a text supposes.

    `part` says it as if it were so, `named` what it says in set words (a question and its choice). `age` is one to be
    reached, `months` how long from now. It may add to what was supposed before (`more`), mean no more than it says
    (`only`), less than its figure (`below`), or that what it names is gone (`without`). One that is not `sure` may tell
    what is so, "8M?", unless it asks what that would bring (`asks`); `marked` are those with a question mark. `rest` is
    asked beside it.
    """

    part: str
    named: Mapping[str, str]
    age: int | None = None
    months: int | None = None
    more: bool = False
    only: bool = False
    below: bool = False
    without: bool = False
    sure: bool = True
    asks: bool = False
    marked: bool = False
    rest: str = ""


def read_supposed(text: str) -> Supposed | None:
    """Return what a text supposes; None where it supposes nothing, and is no bare question either."""
    if len(text) > MOST_SUPPOSED:
        return None
    asked = text.rstrip(_QUOTES).endswith(("?", "？"))
    plain = _bare(normalise(text))
    begun = _words("more").match(plain)
    plain = plain if begun is None else plain[begun.end() :].lstrip(_BETWEEN)
    found = _part(plain, asked=asked or begun is not None) if plain else None
    if found is None:
        return None
    part, named = _named_in(found.said)
    part, age = _age_in(part)
    part, months = _length_in(part)
    only, below = _has("only", part), _has("below", part)
    for key in ("asks", "only", "without", "moves"):
        part = _words(key).sub(" ", part)
    return Supposed(
        " ".join(part.split()).strip(_BETWEEN),
        named,
        age,
        months,
        more=begun is not None,
        only=only,
        below=below,
        without=_has("without", plain),
        sure=found.sure,
        asks=found.asks,
        marked=asked,
        rest=found.rest.strip(_BETWEEN),
    )


def leaves_nothing(part: str, words: Sequence[str]) -> bool:
    """Return whether a part says no more than these words of it, but for the lightest."""
    for said in words:
        part = part.replace(normalise(said), " ")
    return not re.sub(r"[\W_]+", "", _light().sub(" ", part))


def _bare(text: str) -> str:
    """Drop greetings and the like from the beginning: "hi, and what if"."""
    calls = _words("calls")
    while (match := calls.match(text)) is not None:
        text = text[match.end() :].lstrip(_BETWEEN)
    return text


class _Part(NamedTuple):
    """What is supposed, what else is asked, whether it is surely supposed, and whether it asks what it would bring."""

    said: str
    rest: str = ""
    sure: bool = True
    asks: bool = False


def _part(plain: str, *, asked: bool) -> _Part | None:
    """Return the part of a text that is supposed; None where none is."""
    closes = [match for match in _closing().finditer(plain) if match[0] in _given("closes")]
    if closes:
        last = closes[-1]
        said, rest = plain[: last.start()], plain[last.end() :]
        for match in reversed(closes[:-1]):
            said = f"{said[: match.start()]}、{said[match.end() :]}"
        return _Part(_words("opens").sub(" ", said), _asked_in(rest))
    opening = _words("opens").search(plain)
    if opening is not None:
        # "When I turn" supposes an age.
        last_word = opening[0].rpartition(" ")[2]
        said, rest = _cut(plain[opening.end() :])
        said = f"{last_word} {said.strip()}" if last_word in _given("turning") else said
        return _Part(said if re.search(r"\w", said) else plain[: opening.start()], rest)
    begun = _words("with").match(plain)
    if begun is not None:
        said, rest = _cut(plain[begun.end() :])
        return _Part(said, rest, sure=asked)
    if _has("asks", plain):
        return _Part(plain, sure=False, asks=True)
    return _Part(plain, sure=False) if asked or _has("below", plain) else None


def _cut(said: str) -> tuple[str, str]:
    """Cut off what is asked of it: "N1, can I get PR?"."""
    end = next((match for match in _words("ends").finditer(said) if match.start() > 0), None)
    return (said, "") if end is None else (said[: end.start()], _asked_in(said[end.start() :]))


def _asked_in(rest: str) -> str:
    """Return what a rest asks beside how many points it would be."""
    return "" if _has("asks", rest) or leaves_nothing(rest, ()) else rest


def _named_in(part: str) -> tuple[str, dict[str, str]]:
    """Take set words out of a part; return what they say by question."""
    named: dict[str, str] = {}
    for word, group in lexicon().groups(_NAMED).items():
        match = re.search(any_word(word), part)
        if match is not None:
            question, _, choice = group.partition("-")
            named.setdefault(question, choice)
            part = part.replace(match[0], " ", 1)
    return part, named


def _age_in(part: str) -> tuple[str, int | None]:
    known = lexicon()
    turning, aged = known.any(_TABLE, "turning"), known.any(_TABLE, "aged")
    pattern = rf"{turning} ?(?P<a>\d\d)(?![\d.,]*\w)(?: ?{aged})?|(?<![\d.,])(?P<b>\d\d) ?{aged}(?: ?{turning})?"
    match = re.search(pattern, part)
    if match is None:
        return part, None
    age = int(match["a"] or match["b"])
    return (part.replace(match[0], " ", 1), age) if age in _AGES else (part, None)


def _length_in(part: str) -> tuple[str, int | None]:
    """Take how long from now out of a part: "in 2 years", 「3年後」."""
    known = lexicon()
    ahead = any_word(*known.words("spans", "ahead_before"), *known.words(_TABLE, "waits"))
    behind = any_word(*known.words("spans", "ahead_after"), *known.words(_TABLE, "waited"))
    unit = known.any("spans", "units")
    pattern = rf"(?:{ahead} ?(?P<a>\d{{1,2}}) ?(?P<u>{unit})|(?<![\d.,])(?P<b>\d{{1,2}}) ?(?P<v>{unit}) ?{behind})"
    match = re.search(pattern, part)
    if match is None:
        return part, None
    months = int(match["a"] or match["b"]) * known.worths("spans", "units")[(match["u"] or match["v"]).rstrip(".")]
    return part.replace(match[0], " ", 1), months


def _has(key: str, text: str) -> bool:
    return _words(key).search(text) is not None


@cache
def _given(key: str) -> frozenset[str]:
    return frozenset(lexicon().words(_TABLE, key))


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(any_word(*_given(key)))


@cache
def _light() -> re.Pattern[str]:
    """Return a pattern for words that say nothing beside what is supposed."""
    return re.compile(
        any_word(*(word for key in ("calls", "light", "more", "with", "moves", "asks") for word in _given(key)))
    )


@cache
def _closing() -> re.Pattern[str]:
    """Return a pattern for words that end a condition, and for longer ones that look like it."""
    return re.compile(any_word(*_given("closes"), *_given("unless")))


__all__ = ["Supposed", "leaves_nothing", "read_supposed"]
