"""Weighs what is said by what follows it in the same sentence: an afterthought, a question, a day ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dialogs.kinds import Context
from dialogs.parsing import PartialDate
from dialogs.understanding.claims import JAPANESE, Claim, Trust
from dialogs.understanding.clauses import Clause, is_bare
from dialogs.understanding.lexicon import NOTHING
from dialogs.understanding.plain import Tokens
from dialogs.understanding.said import LICENCES, PLAN, Said, note_plans
from dialogs.understanding.when import day_in

# What says of the words before it that they are not quite so.
_OF_A_YES = frozenset({"past", "condition", "plan", "short_of"})
_AFTERTHOUGHTS = ("other_person", "plan", "short_of", "condition", "not_before", "not_after", "past")


def look_back(said: Said, clauses: Sequence[Clause]) -> None:
    """Read back what an afterthought is about: "N1 (my wife)", "master (ongoing)", "N1: mock test"."""
    for before, clause in pairwise(clauses):
        if before.sentence != clause.sentence:
            continue
        _doubt_beside_a_question(said, before, clause)
        if clause.asks or _denied_by(said, before, clause):
            continue
        # "FE and AP, both failed" counts what it denies.
        if said.claims_in(clause) and not (said.is_asked(LICENCES) and clause.has("not_after")):
            continue
        names = {name for name in _AFTERTHOUGHTS if clause.has(name)}
        if names:
            plain = bool(names & _OF_A_YES)
            said.claims = [
                _doubted(claim, plain) if _within(claim, before) and not _goes_with(claim, clause) else claim
                for claim in said.claims
            ]
            said.licences = {
                name: _doubted(claim, plain) if _within(claim, before) else claim
                for name, claim in said.licences.items()
            }


def _doubt_beside_a_question(said: Said, before: Clause, clause: Clause) -> None:
    """Read back a mere yes or no of somebody who asks what it is in the same breath: "what is that, no"."""
    if before.asks == clause.asks:
        return
    # "No, what's jica" asks what was asked of.
    asking = before if before.asks else clause
    of_it = ("about", said.asked_id) in asking.says
    if not (before.asks or before.after == clause.first or of_it):
        return
    answering = clause if before.asks else before
    if is_bare(answering):
        said.claims = [_doubted(claim, plain=True) if _within(claim, answering) else claim for claim in said.claims]


def _denied_by(said: Said, before: Clause, clause: Clause) -> bool:
    """Deny what stands before a mere negation, where "none" is an answer as well: "took N2 but fail"."""
    denied = {claim.question for claim in said.claims_in(clause) if _only_denies(claim, clause)}
    said.claims = [
        replace(claim, trust=Trust.SPOKEN_OF) if claim.question in denied and _within(claim, before) else claim
        for claim in said.claims
    ]
    return bool(denied)


def _only_denies(claim: Claim, clause: Clause) -> bool:
    """Tell whether a claim of "none" is a mere negation, and all that a clause says: "but fail"."""
    if claim.choices != (NOTHING,) or claim.trust is not Trust.READ_BACK or clause.unknown:
        return False
    return all(hit.marks & {"not_before", "not_after", "filler", "own"} for hit in clause.hits)


def look_ahead(said: Said, clauses: Sequence[Clause], context: Context) -> None:
    """Turn a level with a day ahead, beside one of today, into a plan: "N2 now, N1 on Dec 6"."""
    levels = [claim for claim in said.claims if claim.question == JAPANESE]
    for clause in clauses:
        if not clause.dated or clause.has("done") or clause.has("past") or clause.asks:
            continue
        ahead = [claim for claim in levels if _within(claim, clause) and claim.trust is Trust.READ_BACK]
        today = [claim for claim in levels if not _within(claim, clause) and len(claim.choices) == 1]
        if not (ahead and today) or not _lies_ahead(said.tokens, clause, context):
            continue
        said.claims = [replace(claim, trust=Trust.PLANNED) if claim in ahead else claim for claim in said.claims]
        planned = len(said.claims)
        note_plans(said, clause, [replace(claim, trust=Trust.PLANNED) for claim in ahead])
        if (clause, PLAN) not in said.remarks:
            # "N2, N1 in July" may be of a July that is over.
            said.claims = [
                _hoped_for(claim) if place >= planned or claim in today else claim
                for place, claim in enumerate(said.claims)
            ]
            said.remarks.append((clause, PLAN))


def _hoped_for(claim: Claim) -> Claim:
    return replace(claim, trust=Trust.READ_BACK) if claim.trust is Trust.TAKE else claim


def _lies_ahead(tokens: Tokens, clause: Clause, context: Context) -> bool:
    day = day_in(tokens, clause, context.today)
    return day is not None and PartialDate.parse_iso(day).last() > context.today


_BY_A_SPOUSE = frozenset({("dependent",), ("spouse_of",)})


def _goes_with(claim: Claim, clause: Clause) -> bool:
    """Tell whether a status hangs on the spouse that is spoken of behind it: "dependent (husband works at Amazon)"."""
    return claim.question == "residence" and claim.choices in _BY_A_SPOUSE and "spouse" in clause.kin


def _within(claim: Claim, clause: Clause) -> bool:
    return clause.first <= claim.first < clause.after


def _doubted(claim: Claim, plain: bool) -> Claim:
    """Return a claim that is no longer taken as it is; a plain yes or no only where that is meant as well."""
    return replace(claim, trust=Trust.READ_BACK) if claim.trust is Trust.TAKE and plain >= claim.plain else claim
