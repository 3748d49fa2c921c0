"""Reads pay that moved: "went from 6M to 8M in April 2025", 「500万から600万に上がった」."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from dialogs.kinds import Context
from dialogs.parsing import Certain
from dialogs.question import Question
from dialogs.understanding.amounts import MOST_STRETCHES, PAY_WORDS, SALARY
from dialogs.understanding.changes import SALARY_BEFORE, SALARY_SINCE
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import runs
from dialogs.understanding.said import Said
from dialogs.understanding.understood import Certainty, Fact
from dialogs.understanding.when import day_over

# The tokens of a figure, from the first up to the last.
_Span = tuple[int, int]


def follow_the_move(said: Said, clauses: Sequence[Clause], questions: Mapping[str, Question], context: Context) -> None:
    """Read back where pay moved to, what it came from, and when: "fell from 8M to 6M"."""
    for clause in clauses:
        if not clause.figured or clause.asks or clause.condition or clause.other_person or clause.counts("no_pay"):
            continue
        # "From 8M" alone says what it was.
        left, reached = _moved(said, clause)
        if not (clause.has("moves_from") or clause.has("moves_to")):
            said.amounts = [_doubtful(fact) if reached and fact.question == SALARY else fact for fact in said.amounts]
            continue
        words = [said.tokens.words(*run) for run in left]
        said.amounts = [fact for fact in said.amounts if fact.question != SALARY or fact.words not in words]
        reading = questions[SALARY].kind.read(said.tokens.text(*reached), context) if reached is not None else None
        if reached is not None and isinstance(reading, Certain):
            fact = Fact(SALARY, (reading.value,), Certainty.READ_BACK, said.tokens.words(*reached))
            said.amounts = [*(other for other in said.amounts if other.question != SALARY), fact]
            _note_before(said, clause, (left[0][0], min(left[0][1], reached[0])), questions, context)


def _note_before(said: Said, clause: Clause, left: _Span, questions: Mapping[str, Question], context: Context) -> None:
    """Note what pay was before, and since when it is as it is, where the questions are there and have no fact yet."""
    told = {fact.question for fact in said.amounts} | {said.asked_id}
    unit = any(left[0] <= hit.first < left[1] and "money" in hit.figures for hit in clause.hits)
    before = questions[SALARY].kind.read(said.tokens.text(*_without_the_move(said, clause, left)), context)
    day = day_over(said.tokens, clause, context.today)
    words = said.tokens.words(clause.first, clause.after)
    if unit and isinstance(before, Certain) and SALARY_BEFORE in questions and SALARY_BEFORE not in told:
        said.amounts.append(Fact(SALARY_BEFORE, (before.value,), Certainty.READ_BACK, words))
    if day is not None and SALARY_SINCE in questions and SALARY_SINCE not in told and not clause.has("plan"):
        said.amounts.append(Fact(SALARY_SINCE, (day,), Certainty.READ_BACK, words))


def _without_the_move(said: Said, clause: Clause, left: _Span) -> _Span:
    """Return the figure that was left, without the word that joins it to what it became: "6M to"."""
    joins = [mark.first for mark in clause.marks("changing") if left[0] < mark.first < left[1]]
    return left[0], min((left[1], *joins))


def _doubtful(fact: Fact) -> Fact:
    """Return pay that may be either end of a range: 「500万から600万」."""
    return replace(fact, certainty=Certainty.READ_BACK)


def _moved(said: Said, clause: Clause) -> tuple[list[_Span], _Span | None]:
    """Return the figures that a clause says were before, and those they became; a year beside sums of money is none."""
    places = list(islice(runs(said.tokens, clause, PAY_WORDS - {"pay", "period"}), MOST_STRETCHES))
    paid = [run for run in places if any(run[0] <= h.first < run[1] and "money" in h.figures for h in clause.hits)]
    places = paid if len(paid) > 1 or (paid and _is_joined(clause, paid[0])) else places
    after_move = {mark.after for mark in clause.marks("moves_from")}
    before_move = {mark.first for name in ("moves_from", "leaving") for mark in clause.marks(name)}
    left = [run for run in places if run[0] in after_move or run[1] in before_move]
    others = [run for run in places if run not in left]
    for first, after in left:
        # "From 8M to 6M" is one run of figures.
        others += [(mark.after, after) for mark in clause.marks("changing") if first < mark.first < after]
    return left, others[0] if left and len(others) == 1 else None


def _is_joined(clause: Clause, span: _Span) -> bool:
    return any(span[0] < mark.first < span[1] for mark in clause.marks("changing"))
