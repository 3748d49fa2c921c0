"""Tells what somebody is today from what they were and what they are changing to: "was a student, now engineer visa".

Who says what is so now has said which of the two it is; 「家族滞在だけど就労に変更申請中」 names today's first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs.understanding.claims import OF_TODAY, Claim, Trust
from dialogs.understanding.clauses import Clause
from dialogs.understanding.said import Said

_RESIDENCE = "residence"


def keep_to_today(said: Said, clauses: Sequence[Clause]) -> None:
    """Leave out what was before, where a text says what is so now, and what is only applied for beside what is."""
    of_today = [claim for claim in said.claims if claim.question in OF_TODAY]
    if len(of_today) < 2:
        return
    for sentence in {clause.sentence for clause in clauses}:
        within = [clause for clause in clauses if clause.sentence == sentence and not clause.asks]
        for question in {claim.question for claim in of_today}:
            _now_wins(said, within, question)
        _leave_what_is_applied_for(said, within)


def _now_wins(said: Said, clauses: Sequence[Clause], question: str) -> None:
    marks = {mark.after for clause in clauses for mark in clause.marks("today")}
    claims = [claim for clause in clauses for claim in said.claims_in(clause) if claim.question == question]
    now = [claim for claim in claims if claim.first in marks and claim.trust is Trust.TAKE]
    # "I was a dependent before, but since June it is a work visa": what is so since a day is so now.
    over = any(clause.has("past") for clause in clauses)
    since = [c for clause in clauses if over and _is_so_since(clause) for c in said.claims_in(clause)]
    now = now or [claim for claim in claims if claim in since and claim.trust is Trust.TAKE]
    if len({claim.choices for claim in now}) != 1 or any(clause.has("hedge") or clause.has("or") for clause in clauses):
        return
    before = [claim for claim in claims if claim.choices != now[0].choices]
    if all(claim.trust is not Trust.TAKE and claim.after <= now[0].first for claim in before):
        _only_speak_of(said, before)


def _is_so_since(clause: Clause) -> bool:
    return clause.counts("since") and clause.dated and not clause.has("past") and not clause.has("plan")


def _leave_what_is_applied_for(said: Said, clauses: Sequence[Clause]) -> None:
    """Leave a status that somebody is changing to, where the one they have stands before it."""
    claims = [claim for clause in clauses for claim in said.claims_in(clause) if claim.question == _RESIDENCE]
    held = [claim for claim in claims if claim.choices and claim.trust in (Trust.TAKE, Trust.READ_BACK)]
    if len(held) != 2 or any(clause.has("hedge") or clause.has("or") for clause in clauses):
        return
    today, wanted = held
    changes = {mark.first for clause in clauses for mark in clause.marks("changing")}
    changes |= {claim.first for claim in claims if not claim.choices}
    # In Japanese the verb stands behind what is changed to.
    behind = {wanted.after, wanted.after + 1}
    first = next((clause.first for clause in clauses if clause.first <= today.first < clause.after), -1)
    if said.tokens.kinds[wanted.first] != "sign" or not (behind & changes) or today.first != first:
        return
    _only_speak_of(said, [wanted])
    said.claims = [replace(claim, trust=Trust.TAKE, weak=False) if claim is today else claim for claim in said.claims]


def _only_speak_of(said: Said, left: Sequence[Claim]) -> None:
    said.claims = [
        replace(claim, trust=Trust.SPOKEN_OF) if any(claim is one for one in left) else claim for claim in said.claims
    ]
