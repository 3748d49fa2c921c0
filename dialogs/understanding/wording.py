"""Reads what the words of a text say of the questions, apart from its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs.kinds import YesNo
from dialogs.understanding.afterthoughts import look_ahead, look_back
from dialogs.understanding.claims import NO, RESEARCH, Trust
from dialogs.understanding.clauses import Clause
from dialogs.understanding.draft import Draft
from dialogs.understanding.inside import look_inside
from dialogs.understanding.now_and_then import keep_to_today
from dialogs.understanding.said import LEAST_PAPERS, Said, read_clause
from dialogs.understanding.sizes import read_capital, read_size
from dialogs.understanding.wholly import read_all

_FAMILY = ("family",)


def read_words(draft: Draft) -> None:
    """Note what a text claims of the questions."""
    said, clauses = draft.said, draft.clauses
    for clause in clauses:
        read_clause(said, clause)
    if said.lone and not _is_a_list(said, clauses):
        said.claims = [claim for claim in said.claims if claim.first not in said.lone]
    if draft.behalf:
        # "Not for me, for my husband" says who applies, and not for what.
        said.claims = [claim for claim in said.claims if claim.choices != _FAMILY]
    if draft.beside:
        look_inside(said, clauses, draft.vocabulary.index)
    keep_to_today(said, clauses)
    _read_brackets(said)
    _leave_what_was_late(said, clauses)
    _leave_what_is_studied(said, clauses)
    _leave_few_papers(said, clauses)
    _doubt_not_yet(said, clauses)
    _doubt_bare_no(said, clauses)
    if said.declines:
        # "No, I won't tell you" says no to the asking.
        said.claims = [claim for claim in said.claims if not claim.plain]
    # A name is a goal where nothing else is: "HSP, 29, N2"; beside "I want PR" it is what somebody has.
    if not any(claim.question == "goal" and claim.trust is not Trust.SPOKEN_OF for claim in said.claims):
        said.claims += said.named
    read_all(said, clauses)
    read_size(said, clauses)
    read_capital(said, clauses)
    look_back(said, clauses)
    look_ahead(said, clauses, draft.context)


def _read_brackets(said: Said) -> None:
    """Leave out a word of several meanings that a bracket beside it explains: 「大学院（修士）出てます」."""
    signs = said.tokens.said
    bracketed = [
        claim
        for claim in said.claims
        if len(claim.choices) == 1 and claim.first > 0 and signs[claim.first - 1] == "("
        if signs[claim.after : claim.after + 1] == [")"]
    ]
    for inner in bracketed:
        said.claims = [
            claim
            for claim in said.claims
            if not (
                claim.question == inner.question
                and set(inner.choices) < set(claim.choices)
                and (claim.after == inner.first - 1 or claim.first == inner.after + 1)
            )
        ]


def _leave_what_was_late(said: Said, clauses: Sequence[Clause]) -> None:
    """Leave what was paid late, or not at all, to be in no order: "tax ok, pension unpaid"."""
    if said.asked_id != "in_order":
        return
    late = [claim for clause in clauses if clause.has("unreliable") for claim in said.claims_in(clause)]
    said.claims = [replace(claim, trust=Trust.SPOKEN_OF) if claim in late else claim for claim in said.claims]


def _leave_what_is_studied(said: Said, clauses: Sequence[Clause]) -> None:
    """Leave a course of several meanings beside the degree that somebody has: 「博士課程在学中、学位は修士まで」."""
    if said.asked_id != "degrees":
        return
    studied = [clause for clause, kind in said.remarks if kind == "graduation"]
    courses = [claim for clause in studied for claim in said.claims_in(clause) if len(claim.choices) > 1]
    if courses and any(len(c.choices) == 1 and c.trust is Trust.TAKE and c.question == "degrees" for c in said.claims):
        said.claims = [claim for claim in said.claims if claim not in courses]


_PAPERS = "papers"


def _leave_few_papers(said: Said, clauses: Sequence[Clause]) -> None:
    """Leave "only two papers" to be none where something else was named; rulebook 1.5 counts three."""
    few = [
        claim
        for clause in clauses
        if clause.has("partial") and (clause.figured or clause.counts("number"))
        for claim in said.claims_in(clause)
        if claim.question == RESEARCH and _PAPERS in claim.choices and _counts_few(said, clause)
    ]
    if few and any(claim.question == RESEARCH and claim not in few for claim in said.claims):
        said.claims = [replace(c, trust=Trust.SPOKEN_OF) if c in few else c for c in said.claims]


def _counts_few(said: Said, clause: Clause) -> bool:
    places = range(clause.first, clause.after)
    figures = [said.tokens.said[place] for place in places if said.tokens.kinds[place] == "figure"]
    return all(figure.isdecimal() and int(figure) < LEAST_PAPERS for figure in figures)


# What is not so yet may be so on a day that is told.
_TO_COME = frozenset({"japanese_degree", "foreign_qualification", "designated_training"})


def _doubt_not_yet(said: Said, clauses: Sequence[Clause]) -> None:
    """Read back a no beside a day on which it will be otherwise: "not yet, in March"."""
    if said.asked_id in _TO_COME and any(clause.dated for clause in clauses):
        said.claims = [
            replace(c, trust=Trust.READ_BACK) if c.plain and c.choices == (NO,) and c.trust is Trust.TAKE else c
            for c in said.claims
        ]


def _is_a_list(said: Said, clauses: Sequence[Clause]) -> bool:
    """Tell whether beside a word of two letters stands another fact, so that it is one: "28, BS, N2"."""
    others = any(claim.first not in said.lone for claim in said.claims)
    return others or any(clause.figured and not clause.asks for clause in clauses)


def _doubt_bare_no(said: Said, clauses: Sequence[Clause]) -> None:
    """Doubt a mere no that opens a sentence of something else, where none is an answer: "no, no degree from Japan"."""
    if said.asked is None or isinstance(said.asked.kind, YesNo):
        return
    for place, claim in enumerate(said.claims):
        if not claim.plain or claim.trust is not Trust.TAKE:
            continue
        sentences = {c.sentence for c in clauses if c.first <= claim.first < c.after}
        beside = [
            other
            for clause in clauses
            if clause.sentence in sentences
            for other in said.claims_in(clause)
            if other.question != claim.question
        ]
        if beside:
            denies = any(other.choices == (NO,) for other in beside)
            said.claims[place] = replace(claim, trust=Trust.SPOKEN_OF if denies else Trust.READ_BACK)
