"""Conditions: what each is true of, what it is put together from, and how it is said."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from dialogs.conditions import (
    ALWAYS,
    NEVER,
    AnyOf,
    Condition,
    Declared,
    FactOpen,
    OfficeAsks,
    StartMatters,
    Wished,
    answer,
)
from dialogs.conversation import Answer, Value
from dialogs.place import YES, Wish
from dialogs.question import Question
from dialogs.questionnaires.hsp import HSP

GOAL, LEVEL = answer("goal").is_("pr"), answer("degrees").has("master")
ASKED = Wished(Wish.HUMAN, YES)


def true_of(condition: Condition, **values: Value) -> bool:
    return condition.true_of({name: Answer(value, date(2026, 11, 24)) for name, value in values.items()})


@pytest.mark.parametrize("goal", ["pr", "hsp"])
@pytest.mark.parametrize("level", ["master", "bachelor"])
def test_what_is_put_together_is_true_of_a_person_as_its_parts_are(goal: str, level: str) -> None:
    one, other = goal == "pr", level == "master"
    assert true_of(GOAL, goal=goal) is one
    assert true_of(LEVEL, degrees=[level]) is other
    assert true_of(GOAL & LEVEL, goal=goal, degrees=[level]) is (one and other)
    assert true_of(GOAL | LEVEL, goal=goal, degrees=[level]) is (one or other)
    assert true_of(~(GOAL | LEVEL), goal=goal, degrees=[level]) is not (one or other)
    assert true_of(~(GOAL & LEVEL), goal=goal, degrees=[level]) is not (one and other)


@pytest.mark.parametrize("condition", [GOAL & LEVEL, GOAL | LEVEL, ~(GOAL & LEVEL)])
def test_what_is_put_together_is_of_a_person_where_every_part_is(condition: Condition) -> None:
    assert condition.is_of_person()
    assert not (condition & ASKED).is_of_person()
    assert not (ASKED | condition).is_of_person()
    assert not (~ASKED).is_of_person()


@pytest.mark.parametrize("condition", [GOAL & LEVEL, GOAL | LEVEL, ~(GOAL & LEVEL), ~(GOAL | LEVEL)])
def test_its_simple_conditions_and_questions_are_those_of_its_parts(condition: Condition) -> None:
    assert list(condition.simple()) == [GOAL, LEVEL]
    assert list((condition & ASKED).simple()) == [GOAL, LEVEL, ASKED]
    assert list(condition.questions()) == ["goal", "degrees"]
    assert list(condition.inside())[-2:] == [GOAL, LEVEL]


def test_a_denial_of_a_denial_says_the_thing_itself() -> None:
    twice = AnyOf((~GOAL,), "it is elsewhere")
    assert str(~twice) == "it is not elsewhere"
    assert (~GOAL).denied() == str(GOAL) == "goal is pr"
    assert str(~(GOAL & LEVEL)) == "not (goal is pr and degrees has master)"
    assert ~~GOAL is GOAL
    assert true_of(ALWAYS)
    assert not true_of(NEVER)


def test_what_an_office_asks_for_reads_as_a_sentence_and_is_one_of_what_it_may_ask_for() -> None:
    nothing: Any = None
    assert str(OfficeAsks("nationality")) == "the office asks for nationality"
    assert list(OfficeAsks("nationality").faults(nothing)) == []
    wrong = "no office can ask for 'nationalty'; did you mean nationality?"
    assert list(OfficeAsks("nationalty").faults(nothing)) == [wrong]


def test_a_start_that_matters_reads_as_a_sentence_and_is_of_facts_that_have_one() -> None:
    nothing: Any = None
    assert str(StartMatters(("salary_yen", "japanese"))) == "since when still matters of salary_yen or japanese"
    assert str(StartMatters(("salary_yen",), before=True)) == "how it was before still matters of salary_yen"
    assert list(StartMatters(("salary_yen",)).faults(nothing)) == []
    wrong = "'salary_yn' is no field whose first day counts; did you mean salary_yen?"
    assert list(StartMatters(("salary_yn", "japanese")).faults(nothing)) == [wrong]


@pytest.mark.parametrize("question", list(HSP), ids=lambda question: question.id)
def test_when_a_question_is_asked_reads_as_a_sentence(question: Question) -> None:
    """It stands in the diagram and in what a wrong declaration is told: nobody reads the name of a class there."""
    for condition in question.asked_while.simple():
        assert condition is ALWAYS or re.fullmatch(r"[a-z][^<>()=]* [^<>()=]*", str(condition)), str(condition)


def test_a_fact_that_is_open_is_one_of_a_profile() -> None:
    fields = Declared({}, (), {}, ("salary_yen",))
    assert list(FactOpen("salary_yen").faults(fields)) == []
    assert list(FactOpen("salary").faults(fields)) == ["'salary' is no field of a profile; did you mean salary_yen?"]
