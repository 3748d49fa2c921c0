"""Which standing answer a text puts right that names only the old value and the new: "I wrote 5 years but it is 7"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from dialogs.conversation import Value
from dialogs.kinds import BirthDate, Day, Percent, Whole, Years, Yen
from dialogs.parsing import PartialDate
from dialogs.question import Question
from dialogs.understanding import Certainty, Fact, Understood

_IN_FIGURES = (Yen, Years, BirthDate, Day, Percent, Whole)
_YEAR, _A_YEAR = len("2026"), re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

# How a text is read for a question.
ReadAt = Callable[[str, Question], Understood]


def with_what_is_put_right(
    heard: Understood, answers: Mapping[str, Value], questions: Mapping[str, Question], read: ReadAt
) -> Understood:
    """Return what was heard, with the new value of an answer whose old one it names, to be read back.

    Where the old value is no answer's, or that of several, nothing is put right.
    """
    if not heard.put_right:
        return heard
    known = {fact.question for fact in heard.facts if fact.candidates}
    found: list[Fact] = []
    for pair in heard.put_right:
        told = list(_told_as(pair.old, answers, questions, read))
        if len(told) != 1 or told[0].id in known:
            continue
        values = _said(pair.new, told[0], read)
        if values:
            whole = tuple(_in_full(value, answers[told[0].id]) for value in values)
            found.append(Fact(told[0].id, whole, Certainty.READ_BACK, pair.new))
            known.add(told[0].id)
    if not found:
        return heard
    denied = {name: choice for name, choice in heard.denied.items() if name not in known}
    return replace(heard, facts=(*heard.facts, *found), denied=denied, correction=True)


def _told_as(
    words: str, answers: Mapping[str, Value], questions: Mapping[str, Question], read: ReadAt
) -> Iterator[Question]:
    """Yield the questions in figures whose standing answer is what the words say there."""
    for name, value in answers.items():
        question = questions[name]
        if value is None or not isinstance(question.kind, _IN_FIGURES):
            continue
        if any(_is_of(one, value, question) for one in _said(words, question, read)):
            yield question


def _said(words: str, question: Question, read: ReadAt) -> tuple[Value, ...]:
    """Return what words say at a question; of a date the year alone will do, since the day stands."""
    fact = read(words, question).of(question.id)
    if fact is not None and fact.candidates:
        return fact.candidates
    year = _A_YEAR.search(words) if isinstance(question.kind, BirthDate | Day) else None
    return (year[0],) if year is not None else ()


def _is_of(said: Value, value: Value, question: Question) -> bool:
    """Tell whether words say a value, of a date perhaps only the year or the month."""
    if isinstance(question.kind, BirthDate | Day):
        return str(value).startswith(str(said))
    return str(said) == str(value)


def _in_full(said: Value, before: Value) -> Value:
    """Return a year that was put right with the month and the day that stand."""
    if not (isinstance(said, str) and isinstance(before, str)) or len(said) != _YEAR or len(before) <= _YEAR:
        return said
    whole = f"{said}{before[_YEAR:]}"
    try:
        PartialDate.parse_iso(whole)
    except ValueError:
        return said
    return whole


__all__ = ["with_what_is_put_right"]
