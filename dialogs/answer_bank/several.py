"""Parts a text that asks for several things into its questions: none is dropped for another's answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogs.answer_bank.matching import MAX_LENGTH, AnswerBank, Found
from dialogs.answer_bank.sentences import asks
from dialogs.answer_bank.wording import plain
from dialogs.messages import LONGEST_MATCHED

# What sets one question off from the next; a comma does where what stands on both sides asks by itself.
_SENTENCES = re.compile(r"(?<=[?!？！。\n])\s*|(?<=\.)\s+")
_COMMAS = re.compile(
    r"[,;、，；](?!\s*or\b|それとも)\s*(?:(?:and|also|plus)\b|あと|それと|また)?\s*|\s+(?:and|also|plus)\s+"
)
# So few words, or signs of Japanese, name no subject of their own.
_CURT = re.compile(r"[ -~]\S* ?\S*|\D?[^ -~]{1,6}[?。]*")
# Whoever asks more than this writes to a person.
MOST_QUESTIONS = 6


def questions_in(text: str) -> tuple[str, ...]:
    """Return the questions of a text if there are several, but not a great many."""
    if len(text) > LONGEST_MATCHED:
        return ()
    found = [part for sentence in _SENTENCES.split(text) if sentence for part in _parted(sentence)]
    return tuple(found) if 2 <= len(found) <= MOST_QUESTIONS else ()


def found_for_each(
    bank: AnswerBank, text: str, language: str, asked: str | None = None
) -> tuple[tuple[str, Found | None], ...]:
    """Return what answers each question of a text, with the question; nothing where it asks for one thing.

    Where the answer of the first question speaks of all that is said, a curt one behind it is about the same thing: "I
    lost my job, can I stay? How long?".
    """
    asking = ((question, _found(bank, question, language, asked)) for question in questions_in(text))
    each = [(question, found) for question, found in asking if found or bank.names_something(question, language)]
    if len(each) < 2:
        return ()
    first, rest = each[0][1], each[1:]
    if len(text) <= MAX_LENGTH and all(_CURT.fullmatch(plain(question)) for question, _ in rest):
        whole = bank.covered(text, language, asked)
        if whole is not None and (first is None or first.entries == whole.entries):
            return ()
    # What a curt question is about was asked before it; where nobody knows what that was, nobody knows this.
    told = [each[0]]
    for question, found in rest:
        alone = _CURT.fullmatch(plain(question)) and told[-1][1] is None
        told.append((question, None if alone else found))
    return tuple(told)


def _found(bank: AnswerBank, question: str, language: str, asked: str | None) -> Found | None:
    """Return what answers one question: among several, one that has an answer of its own asks for no help."""
    found = bank.find(question, language, asked)
    if found is None or not found.helps:
        return found
    own = bank.find(question, language)
    return own if own is not None and own.sure else found


def _parted(sentence: str) -> Iterator[str]:
    """Yield the questions of one sentence: what is set off by commas, if every part asks by itself."""
    parts = [part for part in _COMMAS.split(sentence) if plain(part)]
    if not 1 < len(parts) <= MOST_QUESTIONS or not all(asks(plain(part).rstrip("?")) for part in parts):
        parts = [sentence]
    yield from (part for part in parts if asks(plain(part)))
