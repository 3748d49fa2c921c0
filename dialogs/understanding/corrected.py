"""Reads what a text puts right by the name of a fact: "salary is wrong, should be 7,200,000", "change N1 to N2"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dialogs.kinds import BirthDate, Day, Years, Yen
from dialogs.understanding.amounts import BIRTH, EXPERIENCE, SALARY
from dialogs.understanding.clauses import MOST_LOOKED_AT, Clause
from dialogs.understanding.draft import Draft
from dialogs.understanding.figures import runs
from dialogs.understanding.phrases import Hit
from dialogs.understanding.said import Said
from dialogs.understanding.understood import Certainty, Fact

# What a word that stands beside a figure names.
_NAMED_BY: Mapping[str, str] = {"pay": SALARY, "experience": EXPERIENCE, "age_word": BIRTH}
_TYPED = (Yen, Years, BirthDate, Day)


def follow_the_change(said: Said, clauses: Sequence[Clause]) -> None:
    """Note what a text wants changed, and that what it names last is right: "change N1 to N2", 「N1をN2に直して」."""
    for clause in clauses[:MOST_LOOKED_AT]:
        if not clause.has("corrects") or clause.asks or clause.condition or clause.other_person:
            continue
        named = [hit for hit in clause.hits if any(sense.kind == "choice" for sense in hit.senses)]
        for old, new in pairwise(named):
            if _questions(old) & _questions(new) and _is_between(clause, old.after, new.first):
                said.corrected_at = max(said.corrected_at or 0, old.after)
        for old_run, new_run in pairwise(list(runs(said.tokens, clause, _OF_MONEY))[:2]):
            if said.asked is None and _is_between(clause, old_run[1], new_run[0]):
                said.counted.update(range(clause.first, old_run[1]))
                said.corrected_at = max(said.corrected_at or 0, old_run[1])


_OF_MONEY = frozenset({"money", "number"})
_BETWEEN = frozenset(("to", "into", "を", "から"))


def _questions(hit: Hit) -> set[str]:
    return {sense.name for sense in hit.senses if sense.kind == "choice"}


def _is_between(clause: Clause, first: int, after: int) -> bool:
    """Tell whether between an old value and a new one stands a mere "to", or 「を」."""
    return after - first == 1 and any(hit.first == first and hit.marks & {"changing", "joins"} for hit in clause.hits)


def put_right_by_name(draft: Draft) -> tuple[Fact, ...]:
    """Return what is said to be right of a fact that was named before: "experience not 8 years its 5"."""
    said = draft.said
    if said.asked is not None:
        return ()
    found: dict[str, Fact] = {}
    known = {fact.question for fact in draft.facts if fact.candidates}
    for before, clause in pairwise(draft.clauses[:MOST_LOOKED_AT]):
        told = not (before.asks or clause.asks or before.other_person or clause.other_person or clause.condition)
        wrong = before.denied or (before.has("correction") and not before.figured)
        states = clause.figured and not clause.denied and (clause.has("rather") or before.has("correction"))
        if not (told and wrong and states) or said.claims_in(clause):
            continue
        for question in _named(before):
            asked = draft.questions.get(question)
            if asked is None or not isinstance(asked.kind, _TYPED) or question in known or question in found:
                continue
            first = next(p for p in range(clause.first, clause.after) if said.tokens.kinds[p] == "figure")
            fact = draft.read_as(said.tokens.words(first, clause.after), asked).of(question)
            if fact is not None and fact.candidates:
                words = said.tokens.words(before.first, clause.after)
                found[question] = replace(fact, certainty=Certainty.READ_BACK, words=words)
    return tuple(found.values())


def _named(clause: Clause) -> Iterator[str]:
    for name, question in _NAMED_BY.items():
        if clause.counts(name):
            yield question
    for kind, question in sorted(clause.says):
        if kind == "named":
            yield question
