"""Tells what concerns the stay from what only sounds like it: a passport that expires, another country's visa refused.

What is of something else is kept in the person's own words, and alarms nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dialogs.kinds import Context
from dialogs.parsing import PartialDate
from dialogs.understanding.claims import Trust
from dialogs.understanding.clauses import Clause
from dialogs.understanding.said import Said
from dialogs.understanding.when import day_in

OTHER, JOB_LOST = "other", "job_lost"
# By which words a remark of a kind is of something else.
_OF_ELSE: Mapping[str, frozenset[str]] = {
    "expiry": frozenset({"other_thing", "other_request"}),
    "deadline": frozenset({"other_thing", "other_request"}),
    "refusal": frozenset({"other_request"}),
    "pregnancy": frozenset({"outsider"}),
}
# A contract that ends so many days ahead is no lost job yet.
MOST_DAYS_TO_A_LOSS = 183


def leave_other_things(said: Said, clauses: Sequence[Clause], context: Context) -> None:
    """Keep as mere words what was remarked on of something else than the stay, the job of today, or the family."""
    if not said.remarks:
        return
    # The contract of one's work that runs out is no stay.
    said.remarks = [
        (clause, JOB_LOST if kind == "expiry" and _is_of_work(clauses, clause) else kind)
        for clause, kind in said.remarks
    ]
    left = [(clause, kind) for clause, kind in said.remarks if _is_of_else(said, clauses, clause, kind, context)]
    if not left:
        return
    said.remarks = [(clause, OTHER if (clause, kind) in left else kind) for clause, kind in said.remarks]
    others = [clause for clause, kind in left if kind == "pregnancy"]
    said.claims = [
        replace(claim, trust=Trust.SPOKEN_OF)
        if claim.question == "pregnancy" and any(c.first <= claim.first < c.after for c in others)
        else claim
        for claim in said.claims
    ]


def _is_of_else(said: Said, clauses: Sequence[Clause], clause: Clause, kind: str, context: Context) -> bool:
    if kind == JOB_LOST:
        return _ends_later(said, clause, context)
    names = _OF_ELSE.get(kind)
    if names is None or not clause.has_any(names):
        return False
    # "My visa and my passport expire", "PR denied for late insurance": the stay is spoken of as well.
    return not any(_names_the_stay(other, names) for other in clauses if other.sentence == clause.sentence)


def _is_of_work(clauses: Sequence[Clause], clause: Clause) -> bool:
    """Tell whether what runs out is a contract, and no stay is spoken of: 「契約が来月で切れる」."""
    names = frozenset({"work_contract"})
    if not clause.has_any(names) or clause.has_any(_OF_ELSE["expiry"]):
        return False
    return not any(_names_the_stay(other, names) for other in clauses if other.sentence == clause.sentence)


def _names_the_stay(clause: Clause, names: frozenset[str]) -> bool:
    """Tell whether a clause names the stay besides what else expires or was asked for."""
    covered = {place for name in names for mark in clause.marks(name) for place in range(mark.first, mark.after)}
    return any("staying" in hit.figures and covered.isdisjoint(range(hit.first, hit.after)) for hit in clause.hits)


def _ends_later(said: Said, clause: Clause, context: Context) -> bool:
    """Tell whether a job ends on a day far ahead, and is not said to be lost: "contract ends March 2028"."""
    day = day_in(said.tokens, clause, context.today)
    if day is None or clause.has("done") or clause.has("past"):
        return False
    return (PartialDate.parse_iso(day).first() - context.today).days > MOST_DAYS_TO_A_LOSS
