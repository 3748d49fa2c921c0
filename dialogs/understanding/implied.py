"""What follows from what a text says, where nothing else was said of it: who tells a child's birthday has a child.

All of it is read back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from dialogs.conversation import Value
from dialogs.kinds import Context
from dialogs.parsing import Certain, read_day
from dialogs.understanding.amounts import (
    CHILD,
    EXPERIENCE,
    HOUSEHOLD,
    MOST_COUNTING,
    PLAN_DAY,
    SALARY,
    STATUS_SINCE,
)
from dialogs.understanding.changes import PLAN_SALARY, WORK_SINCE
from dialogs.understanding.claims import JAPANESE, NO, YES
from dialogs.understanding.clauses import Clause
from dialogs.understanding.couple import own_share
from dialogs.understanding.figures import date_run
from dialogs.understanding.lexicon import NOTHING
from dialogs.understanding.notes import EMPLOYER_CHANGE, JOB_CHANGED
from dialogs.understanding.said import HAS_CHILDREN, JAPANESE_DEGREE, PLAN, Said
from dialogs.understanding.understood import Certainty, Fact
from dialogs.understanding.when import day_begun, day_in

NEW_EMPLOYER = "new_employer_since"
_HSP, _SPECIALIST = "hsp", "specialist"
# Who answers these, whatever the answer, answers the other as well.
_BY_ANY_ANSWER: Mapping[str, tuple[str, Value]] = {
    CHILD: (HAS_CHILDREN, YES),
    "hsp_kind": ("residence", _HSP),
    STATUS_SINCE: ("residence", _HSP),
    "resident_since": ("residence", "long_term"),
    "work_field": ("activity", _SPECIALIST),
    NEW_EMPLOYER: (EMPLOYER_CHANGE, YES),
}
# Of these answers others follow.
_BY_ANSWER: Mapping[tuple[str, Value], tuple[tuple[str, Value], ...]] = {
    (JAPANESE, "japanese_major_abroad"): (("degrees", ["bachelor"]), (JAPANESE_DEGREE, NO)),
    ("international_services", YES): (("activity", _SPECIALIST),),
    ("investment_management", YES): (("activity", _SPECIALIST),),
    ("position", "representative"): (("activity", "manage"),),
}


def implied(
    said: Said, clauses: Sequence[Clause], facts: Sequence[Fact], questions: Collection[str], context: Context
) -> tuple[Fact, ...]:
    """Return the facts that follow from others, each once, of questions that nothing was said of."""
    found: dict[str, Fact] = {}
    known = {fact.question for fact in facts} | {said.asked_id}
    lowest = said.denied.get("degrees") == "bachelor"
    if lowest and "degrees" not in known and "degrees" in questions:
        # Who has no bachelor's degree has none.
        words = said.tokens.words(clauses[0].first, clauses[-1].after)
        found["degrees"] = Fact("degrees", ([],), Certainty.READ_BACK, words)
    begun = _of_a_new_employer(said, clauses, facts, context)
    news = [(begun.question, begun.candidates[0], begun.words)] if begun is not None else []
    news += [
        (*follows, fact.words)
        for fact in facts
        if fact.question in _TELLING
        for follows in _follows(fact, said.asked_id)
    ]
    news += _beside_the_answer(said, clauses, facts, context)
    if begun is not None:
        news += [(*follows, begun.words) for follows in _follows(begun, said.asked_id)]
    for question, value, words in news:
        if question in questions and question not in known and question not in found:
            found[question] = Fact(question, (value,), Certainty.READ_BACK, words)
    return tuple(found.values())


# From facts of these questions others follow.
_TELLING = frozenset((*_BY_ANY_ANSWER, *(question for question, _ in _BY_ANSWER)))


def _follows(fact: Fact, asked: str | None) -> Iterator[tuple[str, Value]]:
    if not fact.candidates:
        return
    # Whoever is asked one of these has answered the other already, in whatever way.
    if fact.question in _BY_ANY_ANSWER and fact.question != asked:
        yield _BY_ANY_ANSWER[fact.question]
    value = fact.candidates[0]
    if len(fact.candidates) == 1 and isinstance(value, str):
        yield from _BY_ANSWER.get((fact.question, value), ())


def _beside_the_answer(
    said: Said, clauses: Sequence[Clause], facts: Sequence[Fact], context: Context
) -> Iterator[tuple[str, Value, str]]:
    """Yield what an answer dates or adds up: when a plan comes true, one's own pay of two."""
    yield from _since_when(said, clauses, context)
    yield from _children(said, clauses, facts)
    answer = next((fact for fact in facts if fact.question == said.asked_id and len(fact.candidates) == 1), None)
    if answer is None or answer.candidates[0] == NOTHING:
        return
    telling = [c for c in clauses[:MOST_COUNTING] if not (c.asks or c.other_person or c.condition or c.denied)]
    if said.asked_id in (PLAN, PLAN_SALARY):
        days = {day for clause in telling if (day := day_in(said.tokens, clause, context.today))}
        ahead = [day for day in days if day > context.today.isoformat()]
        if len(days) == 1 and ahead:
            yield PLAN_DAY, ahead[0], answer.words
    elif said.asked_id == HOUSEHOLD and (share := own_share(said, clauses)) is not None:
        yield SALARY, share, answer.words


def _since_when(said: Said, clauses: Sequence[Clause], context: Context) -> Iterator[tuple[str, Value, str]]:
    """Yield since when somebody works who answers so where years of work are asked: "since April 2018"."""
    if said.asked_id != EXPERIENCE or len(clauses) != 1:
        return
    clause = clauses[0]
    since = clause.counts("since") or clause.has("leaving")
    if not since or clause.asks or clause.other_person or clause.condition or clause.counts("until"):
        return
    run = date_run(said.tokens, clause)
    if run is None:
        return
    earliest = context.today.replace(context.today.year - _MOST_WORKED, 1, 1)
    reading = read_day(said.tokens.text(*run), earliest=earliest, latest=context.today, today=context.today)
    if isinstance(reading, Certain) and reading.value.month is not None:
        yield WORK_SINCE, reading.value.isoformat(), said.tokens.words(clause.first, clause.after)


_MOST_WORKED = 60


def _children(said: Said, clauses: Sequence[Clause], facts: Sequence[Fact]) -> Iterator[tuple[str, Value, str]]:
    """Yield that there is a child where the family is called for its sake: "bring my mom to look after baby"."""
    if not any(fact.question == "goal" and fact.candidates == ("family",) for fact in facts):
        return
    for clause in clauses:
        told = not (clause.asks or clause.condition or clause.denied or clause.has("not_before"))
        if told and not clause.has("not_after") and any(hit.figures & _OF_CARE for hit in clause.hits):
            yield HAS_CHILDREN, YES, said.tokens.words(clause.first, clause.after)


_OF_CARE = frozenset({"child_cared_for"})


def _of_a_new_employer(said: Said, clauses: Sequence[Clause], facts: Sequence[Fact], context: Context) -> Fact | None:
    """Return since when a holder works, or will work, at a new employer: "HSP, changed company in October"."""
    changed = [clause for clause, kind in said.remarks if kind == JOB_CHANGED]
    if not changed and said.asked_id != EMPLOYER_CHANGE:
        return None
    of_it = [fact for fact in facts if fact.question in _OF_IT and len(fact.candidates) == 1]
    told = {(fact.question, fact.candidates[0]) for fact in of_it}
    changes = (EMPLOYER_CHANGE, YES) in told
    if not changes and ("residence", _HSP) not in told:
        return None
    dated = [clause for clause in clauses if changes and clause.dated and clause not in changed]
    for clause in (*changed, *dated):
        if clause.asks or clause.other_person or clause.condition:
            continue
        day = day_begun(said.tokens, clause, context.today) or day_in(said.tokens, clause, context.today)
        if day is not None:
            words = said.tokens.words(clause.first, clause.after)
            return Fact(NEW_EMPLOYER, (day,), Certainty.READ_BACK, words)
    return None


_OF_IT = frozenset((EMPLOYER_CHANGE, "residence"))
