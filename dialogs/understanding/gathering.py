"""Gathers the facts of a text: of claims, of figures, of nouns, of a name, and what follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dialogs.kinds import ManyOf, OneOf
from dialogs.understanding.amounts import SALARY, STAY_UNTIL
from dialogs.understanding.clauses import Clause
from dialogs.understanding.corrected import put_right_by_name
from dialogs.understanding.draft import Draft
from dialogs.understanding.guessing import guessed
from dialogs.understanding.implied import implied
from dialogs.understanding.introduced import name_said
from dialogs.understanding.listed import doubt_studies
from dialogs.understanding.merging import fact_of
from dialogs.understanding.named import named
from dialogs.understanding.notes import stay_noted
from dialogs.understanding.plain import MOST_TOKENS
from dialogs.understanding.said import Said
from dialogs.understanding.stays import stay_beside
from dialogs.understanding.understood import Certainty, Fact

# Whoever tells these has points in mind.
_OF_POINTS = frozenset({SALARY, "degrees", "japanese", "birth_date", "experience_years"})
_OTHER_BUSINESS = ("other",)
_A_SPECIALIST = ("activity", ("specialist",))


def gather(draft: Draft) -> None:
    """Bring together the facts that a text tells."""
    said, clauses, questions = draft.said, draft.clauses, draft.questions
    draft.facts = doubt_studies(said, _facts(draft))
    # A text that fills all that is read is a story for a person: nothing of it is read twice.
    if draft.beside and len(said.tokens.said) < MOST_TOKENS:
        draft.facts += named(draft)
    draft.facts += put_right_by_name(draft)
    draft.facts += name_said(said, clauses, questions)
    heard = {fact.question for fact in draft.facts if fact.candidates} | {said.asked_id}
    if STAY_UNTIL in questions and STAY_UNTIL not in heard:
        draft.facts += stay_noted(said, clauses, draft.remarks)
    draft.facts += stay_beside(said, clauses, questions.keys() - heard, draft.context)
    draft.facts += implied(said, clauses, draft.facts, questions, draft.context) if draft.beside else ()
    # Words that tell another question's answer say nothing of this one.
    if draft.beside and not (said.declines or draft.remarks or any(fact.candidates for fact in draft.facts)):
        draft.facts = _guessed(draft)


def _guessed(draft: Draft) -> tuple[Fact, ...]:
    """Return facts with a guess at the asked question in front, to be read back, where nothing was read of it."""
    said, clauses, facts = draft.said, draft.clauses, draft.facts
    values = guessed(said.asked, said.tokens, clauses, draft.vocabulary.guesses)
    if not values:
        return facts
    words = said.tokens.words(clauses[0].first, clauses[-1].after)
    rest = (fact for fact in facts if fact.question != said.asked_id)
    return (Fact(said.asked_id, values, Certainty.READ_BACK, words), *rest)


def _facts(draft: Draft) -> tuple[Fact, ...]:
    """Return what the answer, the claims and the amounts say, the asked question first."""
    said, answer, clauses, questions = draft.said, draft.answer, draft.clauses, draft.questions
    by_question: defaultdict[str, list[int]] = defaultdict(list)
    for place, claim in enumerate(said.claims):
        by_question[claim.question].append(place)
    facts: list[Fact] = [answer] if answer is not None else []
    taken = {answer.question} if answer is not None else set()
    for question_id, places in by_question.items():
        if question_id not in taken:
            fact = fact_of(questions[question_id], [said.claims[i] for i in places], said)
            if fact is not None:
                facts.append(fact)
    facts += (fact for fact in said.amounts if fact.question not in {f.question for f in facts})
    asked = said.asked.id if said.asked is not None else ""
    if asked and asked not in {fact.question for fact in facts} and (words := _touched(said, clauses)):
        facts.append(Fact(asked, (), Certainty.READ_BACK, words))
    # "Spouse visa, N2, 5M" tells facts, and "change job" among facts may be why they are told: no other business.
    if any(fact.question in _OF_POINTS for fact in facts):
        facts = [fact for fact in facts if (fact.question, fact.candidates) != ("goal", _OTHER_BUSINESS)]
    if asked != "work_field":
        facts = list(_with_the_trade(facts))
    return tuple(sorted(facts, key=lambda fact: fact.question != asked))


def _with_the_trade(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield facts, the field of a trade only where somebody does it, and no surer: "engineer" may be a visa."""
    trade = next((fact for fact in facts if (fact.question, fact.candidates) == _A_SPECIALIST), None)
    for fact in facts:
        if fact.question != "work_field":
            yield fact
        elif trade is not None:
            yield fact if trade.settled else replace(fact, certainty=trade.certainty)


# What answers something, though it settles nothing: "not only", "planning", "both".
_ANSWERING = frozenset(
    ("yes", "no", "yes_alone", "no_alone", "nothing", "plan", "partial", "not_before", "not_after", "past", "already")
    + ("further", "short_of", "other_person")
)


def _touched(said: Said, clauses: Sequence[Clause]) -> str:
    """Return the words that speak of a question with choices and settle nothing; empty where none do."""
    if said.asked is None or not isinstance(said.asked.kind, OneOf | ManyOf):
        return ""
    for clause in clauses:
        if not clause.asks and (clause.figured or said.claims_in(clause) or clause.has_any(_ANSWERING)):
            return said.tokens.words(clause.first, clause.after)
    return ""
