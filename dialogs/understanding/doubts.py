"""Tells whether a text doubts all that it says, or only a sentence of its own."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.understanding.clauses import Clause
from dialogs.understanding.said import Said


def doubts_all(said: Said, clauses: Sequence[Clause]) -> bool:
    """Tell whether a hedge, or an "I don't know", is said of the rest of a text: "N1, I think".

    A hedged sentence with figures of its own doubts only itself: "I think I have 80 points."
    """
    if said.declines or any(clause.has("unknown") and not clause.asks for clause in clauses):
        return True
    hedged = (clause for clause in clauses if clause.has("hedge") and not said.claims_in(clause))
    return any(not _is_a_sentence(clauses, clause) for clause in hedged)


def _is_a_sentence(clauses: Sequence[Clause], clause: Clause) -> bool:
    return clause.figured and sum(other.sentence == clause.sentence for other in clauses) == 1 and len(clauses) > 1


def is_read(said: Said, clause: Clause) -> bool:
    """Tell whether a clause says something that was understood, and has no word of which nothing is known."""
    if clause.unknown or clause.asks or clause.condition:
        return False
    return bool(said.claims_in(clause)) or not said.counted.isdisjoint(range(clause.first, clause.after))


def job_to_come(said: Said, clauses: Sequence[Clause]) -> bool:
    """Tell whether a text speaks of a job that somebody is about to change to."""
    changing = {clause.sentence for clause, kind in said.remarks if kind == "job_changed"}
    return any(clause.sentence in changing and (clause.dated or clause.has("plan")) for clause in clauses)
