"""Reads what is said of questions that a text names by their nouns: "my degree is a master, N2, employer small"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from dialogs.understanding.amounts import MOST_COUNTING, SALARY, certainty
from dialogs.understanding.changes import PLAN_SALARY
from dialogs.understanding.claims import RESEARCH, concerns
from dialogs.understanding.clauses import Clause
from dialogs.understanding.draft import Draft
from dialogs.understanding.said import READ_AS, Said
from dialogs.understanding.understood import Certainty, Fact


def named(draft: Draft) -> tuple[Fact, ...]:
    """Return what is said of questions that a text names by their nouns, read as if each had been asked."""
    said, clauses, facts = draft.said, draft.clauses, draft.facts
    known = {fact.question for fact in facts if fact.candidates} | {said.asked_id, READ_AS.get(said.asked_id, "")}
    # Pay that is to come is not what somebody is paid.
    known |= {SALARY} if PLAN_SALARY in known else set()
    found: dict[str, Fact] = {}
    # Beside the asked question, what answers that one is no other's.
    free = [said.asked is None or not _answers(said, facts, clause) for clause in clauses]
    for place, question in islice(_nouns_of(clauses, known - {RESEARCH}), MOST_NAMED):
        # Each noun adds: 「特許1件、論文5本」.
        adds = question == RESEARCH and question in found
        if not free[place] or question not in draft.questions or (question in known and not adds):
            continue
        for first, after in _told_of(said, clauses, place):
            words = said.tokens.words(first, after)
            read = draft.read_as(words, draft.questions[question])
            fact = read.of(question)
            if fact is not None and fact.candidates:
                sure = fact.settled and said.asked is None and _is_plain_unasked(said, question, first, after)
                # 「学位は1つしかない」 is no "none".
                sure = sure and not clauses[place].has("partial")
                fact = replace(fact, words=words, certainty=certainty(sure))
                found[question] = _with_more(found[question], fact) if adds else fact
                known.add(question)
                break
    return tuple(found.values())


# Who somebody married is not said where only the day is; how many people work there is not asked at the start.
_MARRIED, _SME = "married_since", "employer_sme"


def _is_plain_unasked(said: Said, question: str, first: int, after: int) -> bool:
    """Tell whether what is said of a question that was not asked may be kept; a day needs its year."""
    figures = [said.tokens.said[i] for i in range(first, after) if said.tokens.kinds[i] == "figure"]
    if question == _SME:
        return not figures
    # Whose papers they are, and where they stand, is not said.
    if question == RESEARCH:
        return False
    if question.endswith(("_since", "_begins", "_until", "_child", "_date")):
        return question != _MARRIED and any(len(figure) >= len("2026") for figure in figures)
    return True


# So many questions that a text names by their nouns are read.
MOST_NAMED = 3


def _answers(said: Said, facts: Sequence[Fact], clause: Clause) -> bool:
    """Tell whether a clause is what answers the asked question, or stands in one sentence with it."""
    answer = next((fact.words for fact in facts if fact.question == said.asked_id and fact.candidates), "")
    words = said.tokens.words(clause.first, clause.after)
    return (
        not answer
        or answer in words
        or words in answer
        or any(said.is_asked(c.question) for c in said.claims_in(clause))
    )


_ONLY_NAMED = frozenset({("named", RESEARCH), ("about", RESEARCH)})


def _nouns_of(clauses: Sequence[Clause], known: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield the questions that are named where no question is asked, and by which clause."""
    for place, clause in enumerate(clauses[:MOST_COUNTING]):
        if clause.asks or clause.condition or clause.on_behalf or clause.has("hedge"):
            continue
        for hit in clause.hits:
            for kind, question in sorted(hit.says):
                heard = not clause.other_person or concerns(question, clause, hit)
                # "My papers are ready" are no research.
                heard = heard and (question != RESEARCH or clause.figured or not hit.says <= _ONLY_NAMED)
                if kind == "named" and question not in known and heard:
                    yield place, question


def _told_of(said: Said, clauses: Sequence[Clause], place: int) -> Iterator[tuple[int, int]]:
    """Yield where what is said of a noun may stand: its sentence, up to the next noun, then the sentence after it."""
    named = clauses[place]
    ending = named
    for clause in clauses[place + 1 :]:
        if clause.asks or any(kind == "named" for kind, _ in clause.says):
            break
        if clause.sentence > ending.sentence:
            yield named.first, ending.after
            if clause.sentence == named.sentence + 1:
                yield named.first, clause.after
            return
        ending = clause
    yield named.first, ending.after


def _with_more(fact: Fact, other: Fact) -> Fact:
    """Return what two facts of a question that has several answers say together, to be read back."""
    values, more = fact.candidates[0], other.candidates[0]
    assert isinstance(values, list), "of a question with several answers"
    assert isinstance(more, list), "of a question with several answers"
    both = [*values, *(value for value in more if value not in values)]
    return replace(fact, candidates=(both,), certainty=Certainty.READ_BACK)


# What answers something, though it settles nothing: "not only", "planning", "both".
_ANSWERING = frozenset(
    ("yes", "no", "yes_alone", "no_alone", "nothing", "plan", "partial", "not_before", "not_after", "past", "already")
    + ("further", "short_of", "other_person")
)
