"""Reads the figures and days of a text: for the asked question, and for those that stand beside it."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.understanding.absences import note_absences
from dialogs.understanding.amounts import STAY_UNTIL
from dialogs.understanding.amounts_beside import amounts_said
from dialogs.understanding.asked_amount import typed_answer
from dialogs.understanding.changes import changes_said
from dialogs.understanding.clauses import Clause
from dialogs.understanding.draft import Draft
from dialogs.understanding.listed import note_what_is_wanted, read_lengths
from dialogs.understanding.moved import follow_the_move
from dialogs.understanding.notes import (
    count_days,
    note_days_left,
    note_new_employer,
    note_relatives,
    note_stay_over,
    note_trips,
    remarks_of,
)
from dialogs.understanding.other_things import leave_other_things


def read_figures(draft: Draft) -> None:
    """Note what is counted and dated, and the answer to an asked question whose answer is typed."""
    said, clauses, questions, context = draft.said, draft.clauses, draft.questions, draft.context
    note_stay_over(said, clauses)
    note_days_left(said, clauses, context)
    leave_other_things(said, clauses, context)
    note_new_employer(said, clauses, context)
    count_days(said)
    note_absences(said, clauses, questions, context)
    amounts_said(said, clauses, questions, context)
    changes_said(said, clauses, questions, context)
    read_lengths(said, clauses, questions, context)
    note_what_is_wanted(said, clauses)
    follow_the_move(said, clauses, questions, context)
    draft.answer, draft.problem = typed_answer(said, clauses, draft.text, context)
    if said.declines and not any(clause.figured for clause in clauses):
        draft.answer = None
    if draft.answer is not None and said.asked_id == STAY_UNTIL and _says_since_when(clauses):
        # "Last May, for three years" names the day it began.
        draft.answer = None


def read_remarks(draft: Draft) -> None:
    """Note what is kept in the person's own words."""
    said, clauses = draft.said, draft.clauses
    if draft.answer is None and not any(said.is_asked(claim.question) for claim in said.claims):
        note_relatives(said, clauses)
    note_trips(said, clauses)
    draft.remarks = remarks_of(said, clauses, draft.context)


def _says_since_when(clauses: Sequence[Clause]) -> bool:
    """Tell whether a text names since when something is so, and not until when."""
    since = any(clause.counts("since") for clause in clauses)
    return since and not any(clause.counts("until") for clause in clauses)
