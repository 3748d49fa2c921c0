"""Reads a name that a text introduces as one: "my name is spelled Li Wei", 「名前はリ・ウェイです」.

Any word may be a name, so that only who says it in so many words is heard, and asked whether that is right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from dialogs.parsing import Certain, read_name
from dialogs.parsing.lexicon import lexicon
from dialogs.understanding.clauses import Clause
from dialogs.understanding.said import Said
from dialogs.understanding.understood import Certainty, Fact

NAME = "name"
MOST_WORDS, LONGEST_NAME = 5, 40
_WORDS = lexicon()
_INTRODUCED = re.compile(
    rf"(?:^|[.,;:!?。、\n]\s*|{_WORDS.any('names', 'openers', 'ends', 'spelled')}\s+)"
    rf"(?:{_WORDS.any('names', 'introducing', 'naming')})[ :：、,「\"']*"
    rf"(?:(?:{_WORDS.any('names', 'spelled')})[ :：,、「\"']*)*(?P<name>[^\n.,;!?。、（(「」\"]+)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(rf"{_WORDS.any('names', 'no_name')}", re.IGNORECASE)
_ENDS = re.compile(rf"(?:{_WORDS.any('names', 'ends', 'after')}).*$", re.IGNORECASE)


def name_said(said: Said, clauses: Sequence[Clause], questions: Collection[str]) -> tuple[Fact, ...]:
    """Return the name that a text introduces, to be read back; nothing for somebody else's, or in a question."""
    typed = said.tokens.plain.typed
    found = _INTRODUCED.search(typed) if said.asked is None and NAME in questions and len(typed) < MOST_READ else None
    if found is None or any(_is_no_ones(said, clause, found["name"]) for clause in clauses):
        return ()
    reading = read_name(_ENDS.sub("", found["name"]).strip())
    if not isinstance(reading, Certain) or not _is_a_name(reading.value, clauses, said):
        return ()
    return (Fact(NAME, (reading.value,), Certainty.READ_BACK, found[0].strip(" ,;:")),)


def _is_no_ones(said: Said, clause: Clause, name: str) -> bool:
    """Tell whether a clause asks for a name, or gives somebody else's."""
    words = said.tokens.words(clause.first, clause.after)
    names = words in name or name.strip() in words
    return clause.on_behalf or (names and (clause.asks or clause.other_person))


# Whoever only says their name is shorter.
MOST_READ = 300


def _is_a_name(name: str, clauses: Sequence[Clause], said: Said) -> bool:
    """Tell whether words may be a name: few of them, no figure, and not all of them words that say something."""
    if (
        _NO_NAME.match(name)
        or len(name) > LONGEST_NAME
        or len(name.split()) > MOST_WORDS
        or any(map(str.isdecimal, name))
    ):
        return False
    plain = name.casefold()
    telling = {
        said.tokens.words(hit.first, hit.after).casefold() for clause in clauses for hit in (*clause.hits, *clause.told)
    }
    # "My name is wrong", "my name is on the card".
    return not all(word in telling for word in plain.split())
