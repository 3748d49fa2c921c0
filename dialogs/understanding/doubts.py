"""Tells what makes an answer doubtful: a hedge of all or of one sentence, a clause nobody understands, a "but"."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.kinds import BirthDate, Day, ManyOf, OneOf
from dialogs.understanding.claims import YES, Trust
from dialogs.understanding.clauses import Clause, is_mark
from dialogs.understanding.phrases import Hit
from dialogs.understanding.said import MARRIED_SINCE, Said


def doubts_all(said: Said, clauses: Sequence[Clause]) -> bool:
    """Tell whether a hedge, or an "I don't know", is said of the rest of a text: "N1, I think".

    A hedged sentence with figures of its own doubts only itself: "I think I have 80 points."
    """
    if said.declines or any(clause.has("unknown") and leaves_open(said, clause) for clause in clauses):
        return True
    hedged = (clause for clause in clauses if clause.has("hedge") and not said.claims_in(clause))
    return any(not _is_a_sentence(clauses, clause) for clause in hedged)


def leaves_open(said: Said, clause: Clause) -> bool:
    """Tell whether what a clause does not know is the answer; "insurance not sure" says so of one thing to tick."""
    if clause.asks:
        return False
    one = said.asked_id in _EACH_APART and any(claim.question == said.asked_id for claim in said.claims_in(clause))
    return not (one and any(c.question == said.asked_id and c.trust is Trust.TAKE for c in said.claims))


# What is not known of one of these says nothing of the others.
_EACH_APART = frozenset({"in_order"})
_NO_MERE_ASIDE = frozenset(
    (
        "not_before",
        "not_after",
        "hedge",
        "or",
        "past",
        "condition",
        "unreliable",
        "correction",
        "contrast",
        "other_person",
    )
    + ("asks", "unknown", "declines", "rather", "instead")
)
# A word alone may say that all is a joke.
LEAST_ASIDE = 2


def is_mere_aside(said: Said, clause: Clause) -> bool:
    """Tell whether a clause is a remark in brackets behind a date that changes nothing: "(today is my bday)"."""
    if said.asked is None or not isinstance(said.asked.kind, BirthDate | Day) or clause.figured or clause.asks:
        return False
    signs = said.tokens.said
    if clause.first == 0 or signs[clause.first - 1] != "(" or signs[clause.after : clause.after + 1] != [")"]:
        return False
    known = bool(clause.has("own") or clause.says & _OF_TODAY) and not clause.has_any(_NO_MERE_ASIDE)
    return known and not said.claims_in(clause) and clause.after - clause.first >= LEAST_ASIDE


_OF_TODAY = frozenset({("when", "today")})


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


def puzzles(said: Said, clauses: Sequence[Clause]) -> bool:
    """Tell whether beside an answer stands a clause of which nothing is known: "Dr. Strange", "N1. Naruto!".

    After a plain yes or no it is only the reason.
    """
    if said.asked is None or any(claim.plain for claim in said.claims):
        return False
    told = {id(clause) for clause, _ in said.remarks}
    for clause in clauses:
        if clause.asks or clause.figured or id(clause) in told or is_mere_aside(said, clause):
            continue
        claims = said.claims_in(clause)
        if not claims and (clause.unknown or (isinstance(said.asked.kind, OneOf | ManyOf) and _denies(clause))):
            return True
        # "Bachelor, not married" plays with the word.
        if said.asked.id == "degrees" and claims and all(claim.question == MARRIED_SINCE for claim in claims):
            return True
    return False


# What beside a yes is no reason: "yes it is", "yes, sure, thank you".
_NO_REASON = frozenset({"yes", "yes_alone", "calls", "own", "correction"})


def says_why(said: Said, clauses: Sequence[Clause]) -> bool:
    """Tell whether beside a yes stands a reason that is not what the question asks for: "yes, it is AI".

    Where it was looked up, or a paper says so, the reason is one.
    """
    yes = [claim for claim in said.claims if claim.plain and claim.choices == (YES,)]
    settled = [c for c in said.claims if not c.plain and len(c.choices) == 1 and said.is_asked(c.question)]
    if not yes or settled:
        return False
    if any(clause.has("proof") for clause in clauses):
        return False
    read = {place for claim in yes for place in range(claim.first, claim.after)}
    for clause in clauses:
        for hit in clause.hits:
            if hit.marks & _NO_REASON:
                read.update(range(hit.first, hit.after))
    telling = (clause for clause in clauses if not clause.asks)
    return any(place not in read for clause in telling for place in range(clause.first, clause.after))


def _denies(clause: Clause) -> bool:
    """Tell whether a clause says what is not: "bachelor, not married" is no serious answer, or answers more."""
    return clause.has("not_before") or clause.has("not_after")


def contradicted(said: Said, clauses: Sequence[Clause], hits: Sequence[Hit]) -> bool:
    """Tell whether a "but" brings in something of which nothing was understood: it may take all back."""
    told = {id(clause) for clause, _ in said.remarks}
    for hit in hits:
        if not is_mark(hit, "contrast"):
            continue
        after = next((clause for clause in clauses if clause.first >= hit.after), None)
        if after is None or after.asks or id(after) in told:
            continue
        if not said.claims_in(after) and not after.figured:
            return True
        # "Two, but not in Japan": what was understood is something else.
        if (
            said.asked is not None
            and not after.figured
            and not any(said.is_asked(claim.question) for claim in said.claims_in(after))
        ):
            return True
    return False
