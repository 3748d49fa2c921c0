"""Reads what a text says of the rows of one screen: by their places, or by what they are about.

A row that a part of the text speaks of is read from that part, with all that guards an answer of its own. Nothing is
chosen in a row that no word names: what is left is not known, and never no.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dialogs.conversation import Value
from dialogs.kinds import Context
from dialogs.parsing.lexicon import lexicon
from dialogs.parsing.rows import YES, read_named_rows, read_rows, rows_named
from dialogs.question import Question
from dialogs.understanding.reader import Reader

# A text of more parts is no list of rows.
_MOST_PARTS = 12
_HAS_A_NO = re.compile(lexicon().any("rows", "no", "denials"))
_PARTS = re.compile(r"[,;、。\n]|(?<![a-z])(?:and|but)(?![a-z])|(?<=[^\d])[.](?=\s|$)")


def rows_placed(text: str, questions: Sequence[Question]) -> Mapping[str, Value]:
    """Return what a text says of questions by place alone: "all no", "yes to the first two"; None is not known."""
    placed = read_rows(text, len(questions))
    return {} if placed is None else {questions[place].id: value for place, value in placed.items()}


def rows_told(
    text: str, questions: Sequence[Question], reader: Reader, language: str, context: Context
) -> Mapping[str, Value]:
    """Return what a text says of questions by name: "we are an SME, no subsidy"; nothing if it gainsays itself."""
    asked = {question.id: question for question in questions}
    found: dict[str, Value] = {}
    parts = [part for part in _PARTS.split(text.lower()) if part.strip()]
    for part in parts[:_MOST_PARTS]:
        for name, value in _in_part(part, asked, reader, language, context).items():
            if found.setdefault(name, value) != value:
                return {}
    return found


def _in_part(
    part: str, asked: Mapping[str, Question], reader: Reader, language: str, context: Context
) -> Mapping[str, Value]:
    """Return what a part says of the rows it names, by their names alone or as an answer to each."""
    named = read_named_rows(part)
    if named:
        return {name: value for name, value in named.items() if name in asked}
    facts = [
        reader.read(part, asked[name], language, context).of(name) for name in sorted(rows_named(part) & set(asked))
    ]
    # A "no" among it may deny what it stands before, or answer something else.
    return {
        fact.question: fact.candidates[0]
        for fact in facts
        if fact is not None and fact.settled and not (fact.candidates[0] == YES and _HAS_A_NO.search(part))
    }
