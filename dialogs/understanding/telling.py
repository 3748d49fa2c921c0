"""Tells what was understood of a text once all of it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from dialogs.kinds import Context
from dialogs.parsing import Certain
from dialogs.place import Wish
from dialogs.question import Question
from dialogs.understanding.amounts import MOST_STRETCHES, PAY_WORDS, SALARY
from dialogs.understanding.clauses import Clause
from dialogs.understanding.doubts import is_read
from dialogs.understanding.draft import Draft
from dialogs.understanding.figures import runs
from dialogs.understanding.notes import tells_of_others
from dialogs.understanding.phrases import Hit
from dialogs.understanding.plain import Tokens
from dialogs.understanding.put_right import put_right
from dialogs.understanding.said import MARRIED, Said, says_unmarried
from dialogs.understanding.taken_back import taken_back, takes_back_all
from dialogs.understanding.understood import ANY_ANSWER, NOT_UNDERSTOOD, Understood, Unsaid


def told(draft: Draft) -> Understood:
    """Return what was understood."""
    said, clauses, facts, remarks = draft.said, draft.clauses, draft.facts, draft.remarks
    _deny_amounts(said, clauses, draft.questions, draft.context)
    answered = {fact.question for fact in facts if fact.candidates}
    return Understood(
        facts=facts,
        remarks=remarks,
        wish=Wish.HUMAN.value if said.wishes_human else None,
        question=_question(said.tokens, clauses),
        correction=said.corrected_at is not None,
        doubt=any(clause.has("hedge") for clause in clauses),
        # What is not known yet of pay ("not decided") has its own word.
        unknown=draft.unknown and (draft.problem is None or draft.problem.key in NOT_UNDERSTOOD),
        problem=draft.problem,
        denied={name: choice for name, choice in said.denied.items() if name not in answered},
        unsaid=_unsaid(said, clauses),
        on_behalf=draft.behalf,
        of_others=not answered and any(tells_of_others(said, clause) for clause in clauses),
        put_right=put_right(said.tokens, clauses) if [1 for clause in clauses if clause.denied] else (),
        whole=said.asked is None and all(is_read(said, clause) for clause in clauses),
        takes_back=not (remarks or said.denied or answered) and takes_back_all(clauses),
    )


def _deny_amounts(said: Said, clauses: Sequence[Clause], questions: Mapping[str, Question], context: Context) -> None:
    """Note pay that a text says is not what somebody earns: "my salary is not 6.5M".

    Who says only afterwards that a part of it depends on results is asked for the pay without it, whatever it was.
    """
    if not any(clause.figured for clause in clauses):
        for clause in clauses:
            told = not (clause.asks or clause.condition or clause.other_person or clause.has("plan"))
            if told and clause.counts("pay") and clause.counts("open_pay"):
                said.denied[SALARY] = ANY_ANSWER
    for clause in clauses:
        if clause.asks or clause.condition or clause.other_person or not clause.counts("pay"):
            continue
        for run in islice(runs(said.tokens, clause, PAY_WORDS - {"pay", "period"}), MOST_STRETCHES):
            reading = questions[SALARY].kind.read(said.tokens.text(*run), context)
            if clause.denies(Hit(*run, ())) and isinstance(reading, Certain):
                said.denied[SALARY] = str(int(str(reading.value)))


def _unsaid(said: Said, clauses: Sequence[Clause]) -> tuple[Unsaid, ...]:
    """Return what a text says is not so, or takes back; that somebody is not married is an answer as well."""
    found = taken_back(said.tokens, clauses)
    if any(unsaid.kind == MARRIED for unsaid in found):
        return found
    for clause in clauses:
        hit = None if clause.asks or clause.condition or clause.other_person else says_unmarried(clause)
        if hit is not None:
            return (*found, Unsaid(MARRIED, said.tokens.text(hit.first, hit.after)))
    return found


def _question(tokens: Tokens, clauses: Sequence[Clause]) -> str:
    asking = [clause for clause in clauses if clause.asks]
    # Each on a line of its own: what is asked twice is answered twice.
    return "\n".join(tokens.words(clause.first, clause.after) for clause in asking)
