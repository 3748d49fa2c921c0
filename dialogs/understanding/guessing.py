"""Guesses what a text means that no phrase of the asked question fits, by words that its phrases have for one choice.

"Test automation at a carmaker" is no phrase, and "test engineer" and "automation engineer" are, both of one choice. A
guess is only ever read back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from dialogs.kinds import OneOf, YesNo
from dialogs.question import Question
from dialogs.understanding.clauses import Clause
from dialogs.understanding.phrases import Phrases, parts_of
from dialogs.understanding.plain import Tokens

_TELLING = frozenset(("choice", "likely"))
# A word tells a choice where so many of the phrases that have it, of those for this question, are of that choice.
_LEAST_SHARE = 0.8
# A text of more words is a story, and one word of it guesses nothing.
_MOST_TOKENS, _LEAST_LETTERS = 24, 3
_MOST_GUESSED = 2
# What turns a text round, or leaves it open.
_TURNS = frozenset(
    ("not_before", "not_after", "no", "nothing", "condition", "unknown", "or", "unreliable", "instead", "plan", "past")
    + ("former", "hoped", "short_of", "hedge", "no_alone")
)
_CHANGES_NOTHING = frozenset(("light", "calls", "aside", "own"))


class Guesses:
    """The words of all phrases by question, with the choices they stand for: put together when first asked for."""

    def __init__(self, phrases: Iterable[Phrases]) -> None:
        self._phrases = tuple(phrases)

    @cached_property
    def _told(self) -> Mapping[str, Mapping[str, Counter[str]]]:
        told: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for phrases in self._phrases:
            for tokens, senses in parts_of(phrases):
                meant = {(s.name, s.choices[0]) for s in senses if s.kind in _TELLING and len(s.choices) == 1}
                for question, choice in meant:
                    for unit in _units(tokens):
                        told[question][unit][choice] += 1
        return told

    def of(self, question: str, tokens: Sequence[str]) -> tuple[str, ...]:
        """Return the one or two choices that the words of a text speak for; none where they speak for more."""
        told = self._told.get(question, {})
        votes: Counter[str] = Counter()
        for unit in dict.fromkeys(_units(tokens)):
            counted = told.get(unit)
            if counted is None:
                continue
            choice, number = counted.most_common(1)[0]
            if number >= _LEAST_SHARE * counted.total():
                votes[choice] += 1
        best = votes.most_common(_MOST_GUESSED + 1)
        if not best:
            return ()
        most = best[0][1]
        found = [choice for choice, number in best if number * 2 > most]
        return tuple(found) if len(found) <= _MOST_GUESSED else ()


def _units(tokens: Sequence[str]) -> Iterator[str]:
    """Yield words, and of Japanese two signs at a time, of which one is no hiragana."""
    for place, token in enumerate(tokens):
        if token.isascii():
            if len(token) >= _LEAST_LETTERS and token.isalpha():
                yield token.removesuffix("s")
        elif place + 1 < len(tokens) and not tokens[place + 1].isascii():
            pair = token + tokens[place + 1]
            if not all("ぁ" <= sign <= "ゖ" for sign in pair):
                yield pair


def guessed(asked: Question | None, tokens: Tokens, clauses: Sequence[Clause], guesses: Guesses) -> tuple[str, ...]:
    """Return what a text may mean at a question with choices, where nothing in it turns it round."""
    if asked is None or not isinstance(asked.kind, OneOf) or len(tokens.said) > _MOST_TOKENS:
        return ()
    left: list[str] = []
    for clause in clauses:
        if clause.asks or clause.condition or clause.other_person or clause.denied or clause.on_behalf:
            return ()
        if clause.has_any(_TURNS):
            return ()
        known = {i for hit in clause.hits if hit.marks & _CHANGES_NOTHING for i in range(hit.first, hit.after)}
        left += [tokens.said[i] for i in range(clause.first, clause.after) if i not in known]
    # "HSP from last spring" dates a status, and so says it.
    if asked.id == "residence" and any(clause.counts("of_hsp") for clause in clauses):
        return ("hsp",)
    found = guesses.of(asked.id, left)
    # Of a yes and a no nothing is guessed that is both.
    return found if len(found) == 1 or not isinstance(asked.kind, YesNo) else ()
