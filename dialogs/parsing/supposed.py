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

_TABLE, _NAMED, _SIDES = "supposed", "supposed_as", "asked_sides"
# Who types an age means one of these.
_AGES = range(16, 80)
_COMMAS = ",、"
# What a choice in set words becomes where it is denied; of others nothing is supposed then.
_OPPOSITE = {"yes": "no", "no": "yes"}
_BETWEEN, _QUOTES = " ,;:.!?、。・", " 」』\"'”"
TENTH = 10
# What says more than one thing.
_SEVERAL = re.compile(r"[.!。！;\n]\s*\S")
# More words are a story, and no question of what would be.
MOST_SUPPOSED = 160
# A longer question asks more than which side to show.
MOST_ASKED = 60


@dataclass(frozen=True, slots=True)
class Supposed:
    """What a text supposes.

    `part` says it as if it were so, `named` what it says in set words (a question and its choice). `age` is one to be
    reached, `months` how long from now. Pay may be told by its `change` alone, 1 up and -1 down, also in `percent`. It
    may add to what was supposed before (`more`), mean no more than it says (`only`), less than its figure (`below`), or
    that what it names is gone (`without`). One that is not `sure` may tell what is so, "8M?", unless it asks what that
    would bring (`asks`); `marked` are those with a question mark, `whole` those that say nothing else. `rest` is asked
    beside it.
    """

    part: str
    named: Mapping[str, str]
    age: int | None = None
    months: int | None = None
    change: int = 0
    percent: int | None = None
    more: bool = False
    only: bool = False
    below: bool = False
    without: bool = False
    sure: bool = True
    asks: bool = False
    marked: bool = False
    whole: bool = False
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
    part, change, percent = _change_in(part)
    only, below = _has("only", part), _has("below", part)
    for key in ("asks", "only", "without", "moves"):
        part = _words(key).sub(" ", part)
    return Supposed(
        " ".join(part.split()).strip(_BETWEEN),
        named,
        age,
        months,
        change,
        percent,
        more=begun is not None,
        only=only,
        below=below,
        without=_has("without", plain),
        sure=found.sure,
        asks=found.asks,
        marked=asked,
        whole=found.whole and not _SEVERAL.search(text.strip()),
        rest=found.rest.strip(_BETWEEN),
    )


def asked_side(text: str) -> str | None:
    """Return which side of the result a short text asks for: "how do I get 80?", "when can I get PR?"."""
    plain = normalise(text) if len(text) <= MOST_ASKED else ""
    groups = lexicon().groups(_SIDES)
    match = _sides().search(plain)
    return None if match is None else groups[match[0].rstrip(".")]


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
    whole: bool = False


def _part(plain: str, *, asked: bool) -> _Part | None:
    """Return the part of a text that is supposed; None where none is."""
    closes = [match for match in _closing().finditer(plain) if match[0] in _given("closes")]
    if closes:
        last = closes[-1]
        said, rest = plain[: last.start()], plain[last.end() :]
        for match in reversed(closes[:-1]):
            said = f"{said[: match.start()]}、{said[match.end() :]}"
        return _Part(_words("opens").sub(" ", said), _asked_in(rest), whole=not _asked_in(rest))
    opening = next((match for match in _opening().finditer(plain) if match[0] in _given("opens")), None)
    if opening is not None:
        # "When I turn" supposes an age.
        last_word = opening[0].rpartition(" ")[2]
        said, rest = _cut(plain[opening.end() :])
        said = f"{last_word} {said.strip()}" if last_word in _given("turning") else said
        return _Part(said if re.search(r"\w", said) else plain[: opening.start()], rest, whole=opening.start() == 0)
    begun = _words("with").match(plain)
    if begun is not None:
        said, rest = _cut(plain[begun.end() :])
        return _Part(said, rest, sure=asked)
    if _has("asks", plain):
        return _Part(plain, sure=False, asks=True)
    told = asked or _has("below", plain) or _age_in(plain)[1] is not None
    return _Part(plain, sure=False) if told else None


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
            if _denied(part, match):
                choice = _OPPOSITE.get(choice, "")
            if choice:
                named.setdefault(question, choice)
            part = part.replace(match[0], " ", 1)
    return part, named


def _denied(part: str, match: re.Match[str]) -> bool:
    """Return whether the words around a match, as far as the next comma, say that it is not so."""
    clause = part[max(map(part[: match.start()].rfind, _COMMAS)) + 1 :]
    end = min((found for comma in _COMMAS if (found := clause.find(comma)) > 0), default=len(clause))
    return _denies().search(clause[:end].replace(match[0], " ", 1)) is not None


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
    further = known.any(_TABLE, "further", "up")
    pattern = (
        rf"{ahead} ?(?P<a>\d{{1,2}}) ?(?P<u>{unit})|(?<![\d.,])(?P<b>\d{{1,2}}) ?(?P<v>{unit}) ?{behind}"
        rf"|(?<![\d.,])(?P<c>\d{{1,2}}) ?{further} ?(?P<w>{unit})|{further} ?(?P<d>\d{{1,2}}) ?(?P<x>{unit})"
    )
    match = re.search(pattern, part)
    if match is None:
        return part, None
    number, length = (next(filter(None, match.group(*names))) for names in ("abcd", "uvwx"))
    months = int(number) * known.worths("spans", "units")[length.rstrip(".")]
    return part.replace(match[0], " ", 1), months


def _change_in(part: str) -> tuple[str, int, int | None]:
    """Take by how much pay would rise or fall out of a part: "a raise of 1M", "20% less", 「2割減ったら」."""
    known, way = lexicon(), 1 if _has("up", part) else -1 if _has("down", part) else 0
    if not way:
        return part, 0, None
    share = re.search(
        rf"(?<![\d.,])(\d{{1,2}}) ?(?:({known.any(_TABLE, 'percent')})|{known.any(_TABLE, 'tenths')})", part
    )
    if share is not None:
        percent = int(share[1]) * (1 if share[2] else TENTH)
        return part.replace(share[0], " ", 1), way, percent
    words = known.any(_TABLE, "up", "down")
    # "Goes up by 1M" and "1M more" tell a change; "a raise to 9M", 「900万に上がった」 tell what it becomes.
    by = re.search(rf"{words} ?\d", part) or re.search(rf"\d[^\s、,]* ?{words}", _words("moves").sub(" ", part))
    return _words("up").sub(" ", _words("down").sub(" ", part)), way if by else 0, None


def _has(key: str, text: str) -> bool:
    return _words(key).search(text) is not None


@cache
def _given(key: str) -> frozenset[str]:
    return frozenset(lexicon().words(_TABLE, key))


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(any_word(*_given(key)))


@cache
def _denies() -> re.Pattern[str]:
    return re.compile(any_word(*_given("denies"), *_given("without")))


@cache
def _sides() -> re.Pattern[str]:
    return re.compile(any_word(*lexicon().groups(_SIDES)))


@cache
def _light() -> re.Pattern[str]:
    """Return a pattern for words that say nothing beside what is supposed."""
    return re.compile(
        any_word(*(word for key in ("calls", "light", "more", "with", "moves", "asks") for word in _given(key)))
    )


@cache
def _opening() -> re.Pattern[str]:
    """Return a pattern for words that begin a condition, and for longer ones that suppose nothing: "if possible"."""
    return re.compile(any_word(*_given("opens"), *_given("unless")))


@cache
def _closing() -> re.Pattern[str]:
    """Return a pattern for words that end a condition, and for longer ones that look like it."""
    return re.compile(any_word(*_given("closes"), *_given("unless")))


__all__ = ["Supposed", "asked_side", "leaves_nothing", "read_supposed"]
