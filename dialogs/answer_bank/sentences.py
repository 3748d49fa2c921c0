"""Tells what kind of sentence a text is: one that asks, one that names a subject, one that says how somebody's case is.

The words for it are data of each language: `[parsing.asking]` and `[parsing.telling]` in its `understanding.toml`. All
texts given here are plain (`wording.plain`), but for the one that says otherwise.
"""

from __future__ import annotations

import re

from dialogs.answer_bank.wording import plain
from dialogs.messages import LONGEST_MATCHED
from dialogs.parsing.lexicon import any_word, lexicon

_STOPS = "[。.!]*$"
# Several words before a mark, not a value that somebody is unsure of ("5 years?").
_SEVERAL_WORDS = re.compile(r"[^\W\d]\W+[^\W\d]|[ぁ-ん一-鿿]{2}\?$")
_LOOKED_UP = re.compile("^(?=.*[ぁ-ん一-鿿])[^、。]{5,}$")


def _any(table: str, *keys: str) -> str:
    """Return a pattern for any of the words under these keys, in the form in which the bank compares texts."""
    return any_word(*map(plain, lexicon().words(table, *keys)))


def _last(table: str, keys: tuple[str, ...], but: str = "") -> str:
    """Return a pattern for a text that ends with one of some words, and with none of those that only look like it."""
    kept = "".join(f"(?<!{re.escape(plain(word))})" for word in lexicon().words(table, but)) if but else ""
    return f"{_any(table, *keys)}{kept}{_STOPS}"


# "Toremasu ka": Japanese in Latin letters bends its verbs.
_JOINED = "|".join(map(re.escape, lexicon().words("asking", "joined")))
_ASKING = re.compile(
    rf"\?|(?:{_JOINED})\b|{_any('asking', 'anywhere')}|{_last('asking', ('last',), but='not_last')}"
    # "My salary is 9 million" states, "is my salary enough" asks.
    rf"|(?:^|[,.!;:] ?|{_any('asking', 'openers')} ){_any('asking', 'first')}"
)
_MARKED = re.compile(_last("asking", ("marked",)))
_STATED = re.compile(_last("telling", ("last", "last_of_anything")))
_TOLD = re.compile(_last("telling", ("last",)))
_SOMEBODY = re.compile(_any("telling", "somebody"))
_OF_SOMEBODY = re.compile(_any("telling", "somebody", "of_somebody"))
_AMOUNT = re.compile(rf"\d\s*{_any('telling', 'amounts')}")


def asks(text: str) -> bool:
    """Return whether a text looks like a question or a request, and not like somebody stating a fact."""
    return _ASKING.search(text) is not None


def looks_up(text: str) -> bool:
    """Return whether a Japanese text names a subject, as one types it into a search, and states nothing of it."""
    return _LOOKED_UP.search(text) is not None and _STATED.search(text) is None


def names_a_subject(text: str) -> bool:
    """Return whether a text speaks of nobody and states nothing: "fast track pr", 「永住 何年」."""
    return _OF_SOMEBODY.search(text) is None and _STATED.search(text) is None


def tells(text: str) -> bool:
    """Return whether a text says of somebody how things are: "my wife works", 「妻は働いています」."""
    return _SOMEBODY.search(text) is not None or _TOLD.search(text) is not None


def states_an_amount(text: str) -> bool:
    """Return whether a text gives a figure without asking anything: "6.5M", 「ボーナス込みで900万」."""
    return _AMOUNT.search(text) is not None and not asks(text)


def is_marked_as_question(text: str) -> bool:
    """Return whether a text as typed says itself that it is a question: by its mark, or by how its sentence ends.

    Of a long text the end says it.
    """
    said = plain(text[-LONGEST_MATCHED:])[-LONGEST_MATCHED:]
    marked = said.endswith("?") and _SEVERAL_WORDS.search(said) is not None
    return marked or _MARKED.search(said) is not None
