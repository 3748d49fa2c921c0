"""Weighs the facts of a text all together: which are read back because of what else it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dialogs.understanding.absences import ABSENCE
from dialogs.understanding.amounts import SALARY
from dialogs.understanding.changes import PLAN_SALARY
from dialogs.understanding.claims import NO
from dialogs.understanding.doubts import contradicted, doubts_all, is_mere_aside, job_to_come, puzzles, says_why
from dialogs.understanding.draft import Draft
from dialogs.understanding.lexicon import NOTHING
from dialogs.understanding.listed import no_goal_of_a_holder
from dialogs.understanding.said import HAS_CHILDREN
from dialogs.understanding.understood import Certainty, Fact, Remark

# What is written for machines nobody says of themselves.
_OF_CODE = frozenset("{}<>_\\")
# Somebody official has to have said so, and the person may take something like it for that.
_OFFICIAL = frozenset(
    ("growth_field", "employer_innovation_support", "employer_local_support", "foreign_qualification")
    + ("designated_university", "designated_training")
)
# What happened is often the reason for writing, whatever else is named.
_EVENTS = frozenset({"job_lost", "refusal"})
_OF_A_JOB = frozenset({SALARY, "salary_before", "household_income_yen"})
_MERE_NO, _ANOTHER_TRADE = ((NO,), (NOTHING,)), ("activity", ("other",))
IN_JAPAN_SINCE = "in_japan_since"


def weigh_together(draft: Draft) -> None:
    """Have read back what the rest of a text puts in doubt."""
    said, clauses = draft.said, draft.clauses
    if _is_doubted_whole(draft):
        draft.read_back(lambda fact: True)
    if said.asked_id in _OFFICIAL and says_why(said, clauses):
        draft.read_back(lambda fact: fact.question == said.asked_id)
    draft.facts = tuple(_read_back_in_doubt(draft.facts, draft.remarks, said.asked_id))
    draft.facts = tuple(no_goal_of_a_holder(draft.facts, fact) for fact in draft.facts)
    if any(kind in _EVENTS for _, kind in said.remarks):
        draft.read_back(lambda fact: fact.question == "goal")
    # A new job brings new pay, as a raise does: which of the two is meant, the person says.
    if job_to_come(said, clauses) or any(fact.question == PLAN_SALARY for fact in draft.facts):
        draft.read_back(lambda fact: fact.question in _OF_A_JOB)


def leave_to_others(draft: Draft) -> None:
    """Take nothing without a yes where the person writes for somebody else: who applies may be another."""
    if not draft.behalf:
        return
    draft.facts = tuple(fact for fact in draft.facts if not _is_family(fact))
    draft.read_back(lambda fact: True)
    remarks = (remark for remark in draft.remarks if remark.kind != "family")
    draft.remarks = (*remarks, Remark("other", None, draft.text.strip()))


def _is_doubted_whole(draft: Draft) -> bool:
    """Tell whether something puts every fact of a text in doubt."""
    said, clauses, answer = draft.said, draft.clauses, draft.answer
    # What a kind's own parser read from the first sign to the last leaves nothing unread.
    whole = answer is not None and answer.settled and answer.words == draft.text.strip()
    return (
        doubts_all(said, clauses)
        or (puzzles(said, clauses) and not whole)
        or any(clause.has("unreliable") for clause in clauses)
        or (
            any(c.has("laughs") and not is_mere_aside(said, c) for c in clauses)
            and not _says_mere_no(draft.facts, said.asked_id)
        )
        or not _OF_CODE.isdisjoint(said.tokens.said)
        or contradicted(said, clauses, draft.hits)
        # Where its sentences end is our guess.
        or draft.parted
    )


def _read_back_in_doubt(facts: Sequence[Fact], remarks: Sequence[Remark], asked: str) -> Iterator[Fact]:
    """Yield facts, to be read back where another puts them in doubt.

    Years of another trade may not count: "20 years, factory boss". Who was away long may not have stayed since then:
    「2019年10月に来て、8か月帰国してました」. A child that is expected is none yet.
    """
    other_trade = any((fact.question, fact.candidates) == _ANOTHER_TRADE for fact in facts)
    told = {remark.kind for remark in remarks}
    doubtful = {"experience_years"} if other_trade else set()
    doubtful |= {IN_JAPAN_SINCE} if ABSENCE in told else set()
    for fact in facts:
        expected = "pregnancy" in told and fact.question == HAS_CHILDREN and fact.question != asked
        doubted = expected or fact.question in doubtful
        yield replace(fact, certainty=Certainty.READ_BACK) if doubted else fact


def _says_mere_no(facts: Sequence[Fact], asked: str) -> bool:
    """Tell whether a no or a "none" is all that is said, which a laugh behind it makes no joke: "I'm single lol"."""
    return bool(facts) and all(fact.question == asked and fact.candidates in _MERE_NO for fact in facts)


def _is_family(fact: Fact) -> bool:
    """Tell whether a fact is the goal of bringing the family, which "asking for my husband" does not name."""
    return fact.question == "goal" and "family" in fact.candidates
