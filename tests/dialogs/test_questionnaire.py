"""What a declaration of questions refuses, how conditions read, and that every answer brings the facts it promises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest

from dialogs.answers import profile_from
from dialogs.chapter import Chapter
from dialogs.conditions import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    Condition,
    SomethingOpen,
    StillMatters,
    Wished,
    answer,
)
from dialogs.conversation import Answer, Value
from dialogs.errors import QuestionnaireError, UnknownQuestion
from dialogs.kinds import Day, FreeText, Kind, ManyOf, ManyOfSource, OneOf, OneOfSource, Whole, Yen, YesNo
from dialogs.pages import PAGES
from dialogs.pages.page import Page
from dialogs.place import OK, RESULT, Wish
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.questionnaires.hsp import HSP, NEW_JOB
from dialogs.situation import Situation
from scoring import Category, Profile, all_rulesets, weights
from tests.dialogs.walker import ENGINEER, TO_THE_POINTS, TODAY, Walk

FIRST = Question("first", YesNo())
TICKED = Question("ticked", ManyOf(("a", "b")))


def made(*questions: Question, events: tuple[str, ...] = ()) -> Questionnaire:
    return Questionnaire("test", "1", (Chapter("all", questions),), events=events)


# --- what construction refuses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("questions", "message"),
    [
        ((FIRST, FIRST), "question 'first' is declared twice"),
        (
            (Question("early", YesNo(), answer("late").is_("yes")), Question("late", YesNo())),
            "question 'early' applies when late is yes, but 'late' is not declared before it",
        ),
        (
            (FIRST, Question("second", YesNo(), ~answer("frist").is_("yes"))),
            r"question 'second' applies when not \(frist is yes\), but 'frist' is not declared before it",
        ),
        ((Question("empty", OneOf(())),), "question 'empty': needs choices, none twice"),
        ((Question("twice", OneOf(("a", "b", "a"))),), "question 'twice': needs choices, none twice"),
        ((Question("blank", OneOf(("a", ""))),), "question 'blank': choice '' needs a short value"),
        ((Question("shout", ManyOf(("A",))),), "question 'shout': choice 'A' needs a short value"),
        ((Question("long", ManyOf(("a" * 25,))),), "question 'long': choice 'a{25}' needs a short value"),
        ((Question("nowhere", ManyOfSource()),), "question 'nowhere': no list of choices is called ''"),
        (
            (Question("nowhere", OneOfSource("half_day")),),
            "question 'nowhere': no list of choices is called 'half_day'",
        ),
        (
            (Question("row", OneOf(("a", "b")), sheet="employer"),),
            "question 'row' is on the sheet 'employer', whose rows are answered by yes or no alone",
        ),
        (
            (Question("a" * 30, YesNo(), sheet="employer"), Question("b" * 30, YesNo(), sheet="employer")),
            "has too long a name: no button has room for 'y:",
        ),
        ((Question("backwards", Whole(5, 1, (3,))),), "question 'backwards': needs usual counts from 5 to 1"),
        ((Question("beyond", Whole(0, 2, (1, 3))),), "question 'beyond': needs usual counts from 0 to 2"),
        (
            (FIRST, Question("second", FreeText(), asked_again_with=("frist",))),
            "question 'second' is asked again with 'frist', which is unknown; did you mean first",
        ),
        (
            (FIRST, Question("second", YesNo(), answer("first").is_("yse"))),
            "question 'second' looks at first is yse, but 'first' is never 'yse'; did you mean yes",
        ),
        (
            (TICKED, Question("second", YesNo(), answer("ticked").has("aa"))),
            "question 'second' looks at ticked has aa, but 'ticked' never has 'aa'",
        ),
        (
            (TICKED, Question("second", YesNo(), ~(answer("ticked").is_("a") | answer("ticked").has("b")))),
            "but 'ticked' is never 'a'",
        ),
        ((FIRST, Question("second", YesNo(), answer("first").has("yes"))), "but 'first' never has 'yes'"),
        (
            (Question("pay", FreeText(), fields=("salary_yenn",)),),
            "question 'pay' brings 'salary_yenn', which is no field of a profile; did you mean salary_yen",
        ),
        (
            (FIRST, Question("second", YesNo(), answer("first").given)),
            "question 'second' applies when first is answered, which says where somebody stands",
        ),
        (
            (FIRST, Question("second", YesNo(), asked_while=answer("frist").given)),
            "question 'second' looks at 'frist', which is no question; did you mean first",
        ),
        (
            (Question("second", YesNo(), asked_while=answer("first").is_("yes")), FIRST),
            "question 'second' is asked while something holds of 'first', which is asked after it",
        ),
        (
            (Question("own", YesNo(), asked_while=~answer("own").given),),
            "question 'own' is asked while something holds of 'own', which is asked after it",
        ),
        (
            (Question("second", YesNo(), asked_while=Wished("humn", "yes")),),
            "question 'second' looks at .*, but nobody can wish 'humn'; did you mean human",
        ),
        (
            (Question("second", YesNo(), asked_while=Wished(Wish.LEAVE, "yse")),),
            "question 'second' looks at .*, but the wish 'leave' is never 'yse'; did you mean yes",
        ),
        (
            (Question("second", YesNo(), asked_while=StillMatters(("salary_yenn",))),),
            "but 'salary_yenn' is no field of a profile; did you mean salary_yen",
        ),
        # --- conditions that decide nothing ---
        (
            (FIRST, Question("second", YesNo(), answer("first").is_())),
            "question 'second' looks at first is , but 'first' is compared with no value",
        ),
        (
            (FIRST, Question("second", YesNo(), AnyOf(()))),
            "question 'second' looks at 'an empty condition', which can never hold",
        ),
        (
            (FIRST, Question("second", YesNo(), answer("first").is_("yes") | AnyOf(()))),
            "question 'second' looks at 'first is yes or ', of which 'an empty part' can never hold",
        ),
        ((FIRST, Question("second", YesNo(), All(()))), "looks at 'an empty condition', which always holds"),
        (
            (FIRST, Question("second", YesNo(), answer("first").is_("yes") & ~answer("first").is_("yes"))),
            r"question 'second' looks at 'first is yes and not \(first is yes\)', which can never hold",
        ),
        (
            (FIRST, Question("second", YesNo(), answer("first").is_("yes") & answer("first").is_("no"))),
            "question 'second' looks at 'first is yes and first is no', which can never hold",
        ),
        (
            (FIRST, Question("second", YesNo(), answer("first").is_("yes") | ~answer("first").is_("yes"))),
            r"question 'second' looks at 'first is yes or not \(first is yes\)', which always holds",
        ),
        (
            (TICKED, Question("second", YesNo(), answer("ticked").has("a") & ~answer("ticked").has("a"))),
            "question 'second' looks at .*, which can never hold",
        ),
        (
            (FIRST, Question("second", YesNo(), asked_while=answer("first").is_("yes") & ~answer("first").given)),
            "question 'second' looks at .*, which can never hold",
        ),
        (
            (FIRST, Question("second", YesNo(), asked_while=Wished(Wish.LEAVE, "yes") & Wished(Wish.LEAVE, "no"))),
            "question 'second' looks at .*, which can never hold",
        ),
        (
            (FIRST, Question("second", YesNo(), asked_while=SomethingOpen() & ~SomethingOpen())),
            "question 'second' looks at .*, which can never hold",
        ),
        (
            (
                FIRST,
                Question("second", YesNo(), answer("first").is_("yes"), asked_while=~answer("first").is_("yes")),
            ),
            r"question 'second' is asked while first is yes and not \(first is yes\), which can never hold",
        ),
        # --- figures out of their range ---
        ((Question("own", YesNo(), holds_days=0),), "question 'own' holds 0 days; an answer holds at least 1"),
        ((Question("own", YesNo(), holds_days=-1),), "question 'own' holds -1 days; an answer holds at least 1"),
        ((Question("own", YesNo(), asked_again_with=("own",)),), "question 'own' is asked again with itself"),
        ((Question("own", OneOf(("a", "b"), columns=0)),), "question 'own': needs 1 to 8 columns, not 0"),
        ((Question("own", OneOf(("a", "b"), columns=9)),), "question 'own': needs 1 to 8 columns, not 9"),
        ((Question("own", FreeText(longest=0)),), "question 'own': needs room for 1 to 1000 characters, not 0"),
        ((Question("own", ManyOfSource(source="half_days", most=0)),), "question 'own': needs room for at least 1"),
        ((Question("own", Day()),), "question 'own': needs years back or ahead, above 0"),
        ((Question("own", Day(years_back=-1)),), "question 'own': needs years back or ahead, above 0"),
        ((Question("own", Whole(0, 5, (2, 1))),), "question 'own': needs its usual counts from the least"),
        ((Question("own", Whole(0, 5, (1, 1))),), "question 'own': needs its usual counts from the least"),
        # --- what an answer brings ---
        (
            (Question("salary_yen", Yen(), fields=("salary_yen",), brings=("pregnancy",)),),
            "question 'salary_yen' has fields, which it is asked for, and brings others",
        ),
        (
            (Question("home", OneOf(("abroad",)), brings=("status",)),),
            "question 'home' brings 'status', but no answer to it does: `dialogs.answers` reads it by its name",
        ),
        (
            (Question("pregnancy", YesNo()),),
            "question 'pregnancy' brings nothing, but answered 'yes' it brings 'pregnancy'",
        ),
        (
            (Question("my_salary", Yen(), fields=("salary_yen",)),),
            "question 'my_salary' brings 'salary_yen', but answered 6500000 it brings nothing",
        ),
        (
            (Question("growth_field", OneOf(("a", "b")), fields=("growth_field",)),),
            "question 'growth_field' brings 'growth_field', but answered 'a' it brings nothing",
        ),
        (
            (Question("research", ManyOf(("papers", "patents")), fields=("papers",)),),
            "question 'research' brings 'papers', but answered .* it brings 'patents', 'foreign_grants', 'papers'",
        ),
        (
            (Question("research", ManyOf(("papres",)), fields=HSP["research"].fields),),
            r"question 'research' brings .*, but answered \['papres'\] it brings nothing",
        ),
        (
            (Question("japanese", OneOf(("n1", "n3")), fields=("japanese",)),),
            "question 'japanese' can be answered 'n3', which `dialogs.answers` cannot read",
        ),
        (
            (Question("salary_yen", OneOf(("much", "little")), fields=("salary_yen",)),),
            "question 'salary_yen' brings 'salary_yen', but answered 'much' it brings nothing",
        ),
        (
            (Question("licences", OneOfSource("languages"), fields=("licences",)),),
            "question 'licences' brings 'licences', but its kind gives no answers of its own",
        ),
        # --- names ---
        ((Question("a:b.c", YesNo()),), "question 'a:b.c' needs a name of a-z, 0-9 and _, a letter first"),
        ((Question("9lives", YesNo()),), "question '9lives' needs a name of a-z, 0-9 and _, a letter first"),
        ((Question("q" * 70, YesNo()),), "question 'q{70}' has too long a name: no button has room for"),
        ((Question("q" * 43, YesNo()),), "question 'q{43}' has too long a name: no button has room for 'change:q{43}'"),
        (
            (Question("q" * 36, OneOf(("a" * 24,))),),
            "question 'q{36}' has too long a name: no button has room for 'off:a{24}' at 'q{36}'",
        ),
        ((Question("start", YesNo()),), "question 'start' has the name of a place the dialogue knows"),
        ((Question("human", YesNo()),), "question 'human' has the name of a wish, and would be answered by it"),
    ],
)
def test_a_wrong_declaration_is_refused_by_name(questions: tuple[Question, ...], message: str) -> None:
    with pytest.raises(QuestionnaireError, match=message):
        made(*questions)


class Somewhere(Page):
    """A page for these tests."""

    id = "somewhere"

    def __init__(self, name: str, **more: Any) -> None:
        self.id = name
        self.left = Wished(name, OK)
        vars(self).update(more)


LOST = Somewhere("lost", goes_back=False)
CHAPTERS: list[tuple[tuple[Chapter, ...], tuple[Page, ...], str]] = [
    ((Chapter("all", (FIRST,), "nowhere"),), (), "chapter 'all' leads to 'nowhere', which is no page or chapter"),
    ((Chapter("all", (FIRST, "last")),), (), "chapter 'all' asks 'last', which no chapter declares"),
    ((Chapter("all", (FIRST,)), Chapter("all", (TICKED,))), (), "chapter 'all' is declared twice"),
    (
        (Chapter("all", (FIRST,), asked_while=answer("first").is_("yse")),),
        (),
        "chapter 'all' looks at first is yse, but 'first' is never 'yse'",
    ),
    (
        (Chapter("all", (FIRST,), "first"),),
        (Somewhere("first"),),
        "page 'first' has the name of a question or a chapter",
    ),
    ((Chapter("all", (FIRST,), "lost"),), (LOST,), "page 'lost' has no way out"),
    (
        (Chapter("all", (FIRST,), "hall"),),
        (Somewhere("hall", leads_to=(("attic", ALWAYS),)),),
        "page 'hall' leads to 'attic', which is no page or chapter",
    ),
    (
        (Chapter("all", (FIRST,), "hall"),),
        (Somewhere("hall", leads_to=(("all", answer("frist").given),)),),
        "page 'hall' looks at 'frist', which is no question",
    ),
    (
        (Chapter("all", (FIRST,)),),
        (Somewhere("hall", after="attic"),),
        "page 'hall' comes after 'attic', in which no chapter ends",
    ),
    (
        (Chapter("all", (FIRST,), begun_by=("humn",)),),
        (),
        "chapter 'all' is begun by 'humn', which is no wish or page; did you mean human",
    ),
    (
        (Chapter("all", (FIRST,), "attic", reopens=("atic",)),),
        (Somewhere("attic"),),
        "chapter 'all' reopens 'atic', which is no wish or page; did you mean attic",
    ),
    (
        (Chapter("all", (FIRST,), "hall"),),
        (Somewhere("hall", leads_to=(("all", Wished("leeve", "yes")),)),),
        "page 'hall' looks at .*, but nobody can wish 'leeve'; did you mean leave",
    ),
    # When a page is left matters though it leads somewhere by conditions of its own, or nowhere.
    (
        (Chapter("all", (FIRST,), "hall"),),
        (Somewhere("hall", left=answer("frist").given, leads_to=(("all", ALWAYS),)),),
        "page 'hall' looks at 'frist', which is no question; did you mean first",
    ),
    (
        (Chapter("all", (FIRST,), "hall"),),
        (Somewhere("hall", left=Wished("hal", OK)),),
        "page 'hall' looks at .*, but nobody can wish 'hal'; did you mean hall",
    ),
    ((Chapter("start", (FIRST,)),), (), "chapter 'start' has the name of a place the dialogue knows"),
    ((Chapter("All of it", (FIRST,)),), (), "chapter 'All of it' needs a name of a-z, 0-9 and _, a letter first"),
    (
        (Chapter("c" * 60, (FIRST,), "hall", opened=True),),
        (Somewhere("hall", sides=("c" * 60,)),),
        "chapter 'c{60}' has too long a name: no button has room for",
    ),
    ((Chapter("all", (FIRST,)),), (Somewhere("p" * 60),), "page 'p{60}' has too long a name: no button has room for"),
    (
        (Chapter("all", (FIRST,)),),
        (Somewhere("langoustes", overlay=True), Somewhere("language", overlay=True)),
        "pages 'langoustes' and 'language' share the mark 'o/lang' on their buttons",
    ),
    (
        (Chapter("family", (FIRST,), "hall", opened=True), Chapter("familiar", (TICKED,), "hall", opened=True)),
        (Somewhere("hall", sides=("family", "familiar")),),
        "sides of the result 'family' and 'familiar' share the mark 'r/famil' on their buttons",
    ),
    (
        (Chapter("familly", (FIRST,), RESULT, opened=True),),
        (PAGES[RESULT],),
        "chapter 'familly' is opened from 'familly', which is no side of 'result'; did you mean family",
    ),
]


@pytest.mark.parametrize(("chapters", "pages", "message"), CHAPTERS, ids=[message for _, _, message in CHAPTERS])
def test_a_wrong_chapter_or_page_is_refused_by_name(
    chapters: tuple[Chapter, ...], pages: tuple[Page, ...], message: str
) -> None:
    with pytest.raises(QuestionnaireError, match=message):
        Questionnaire("test", "1", chapters, {page.id: page for page in pages})


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (answer("frist").is_("yes"), "the way to a person looks at 'frist', which is no question; did you mean first"),
        (answer("first").is_("yse"), "the way to a person looks at .*, but 'first' is never 'yse'; did you mean yes"),
        (Wished(Wish.HUMAN, "yse"), "the way to a person looks at .*, but the wish 'human' is never 'yse'"),
    ],
)
def test_a_wrong_way_to_a_person_is_refused_by_name(condition: Condition, message: str) -> None:
    with pytest.raises(QuestionnaireError, match=message):
        Questionnaire("test", "1", (Chapter("all", (FIRST,)),), to_a_person=AnyOf((condition,)))


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ("new:job", "event 'new:job' needs a name of a-z"),
        ("e" * 60, "event 'e{60}' has too long a name"),
        ("first", "event 'first' has the name of a question"),
    ],
)
def test_a_wrong_event_is_refused_by_name(event: str, message: str) -> None:
    with pytest.raises(QuestionnaireError, match=message):
        made(FIRST, events=(event,))


def test_a_scored_question_of_the_interview_under_another_name_is_refused() -> None:
    """Whatever is scored: its answer is found by its name, so that a copy under another name brings nothing."""
    assert len(HSP.scored()) > 10
    for question in HSP.scored():
        with pytest.raises(QuestionnaireError, match=f"question 'my_own' brings '{question.fields[0]}'"):
            made(replace(question, id="my_own", applies_when=ALWAYS, asked_while=ALWAYS, asked_again_with=()))
    # What is asked whatever it weighs is found by its name as well: a home under another name has no status.
    named = [question for question in HSP if question.brings]
    assert len(named) > 8
    for question in named:
        named_all = ", ".join(map(repr, question.brings))
        with pytest.raises(QuestionnaireError, match=f"question 'my_own' brings {named_all}, but no answer"):
            made(replace(question, id="my_own", applies_when=ALWAYS, asked_while=ALWAYS, asked_again_with=()))
    # A kind whose answers mean something else brings no fact, or one of another name.
    for question in HSP.scored():
        with pytest.raises(QuestionnaireError, match=f"question '{question.id}'"):
            made(replace(question, kind=FreeText(), applies_when=ALWAYS, asked_while=ALWAYS, asked_again_with=()))


@pytest.mark.parametrize(
    "condition",
    [
        answer("first").is_("yes") | ~answer("first").is_("yes", "no"),  # or it is not known
        answer("ticked").has("a") & answer("ticked").has("b"),
        (ALWAYS & answer("first").is_("yes")) | answer("ticked").has("a"),
        ALWAYS,
        NEVER,
    ],
    ids=str,
)
def test_a_condition_that_can_hold_and_can_fail_is_taken(condition: Condition) -> None:
    made(FIRST, TICKED, Question("third", YesNo(), asked_while=condition))


@pytest.mark.parametrize(
    "read", [lambda it: it.value("gaol"), lambda it: it.is_answered("gaol"), lambda it: it.was_answered("gaol")]
)
def test_an_answer_under_an_id_no_question_has_is_refused(read: Callable[[Situation], object]) -> None:
    with pytest.raises(UnknownQuestion, match="no question is called 'gaol'; did you mean goal"):
        read(Walk().answers(ENGINEER, until="salary_yen").situation)


def test_a_right_declaration_is_taken() -> None:
    second = Question("second", YesNo(), answer("first").is_("yes"), asked_again_with=("third", "moved"))
    third = Question("third", YesNo(), answer("second").is_("no"), asked_while=answer("first").given)
    questionnaire = made(FIRST, second, third, events=("moved",))
    assert list(questionnaire) == [FIRST, second, third]
    assert questionnaire["second"] is second
    assert "fourth" not in questionnaire
    assert questionnaire.scored() == ()
    assert questionnaire.of_field("salary_yen") is None


def test_a_kind_that_is_never_asked_says_nothing() -> None:
    assert list(Kind().faults()) == []
    assert list(Kind().samples()) == []
    assert Kind().options("x", Walk().situation) == ()
    with pytest.raises(NotImplementedError):
        Kind().shown("x", None, Walk().situation)
    with pytest.raises(NotImplementedError):
        Condition().holds(Walk().situation)
    assert list(Condition().questions()) == []


# --- conditions -----------------------------------------------------------------------------------------------------

YES = answer("growth_field").is_("yes")
SENTENCES: list[tuple[Condition, str, bool]] = [
    (ALWAYS, "always", True),
    (answer("goal").is_("hsp"), "goal is hsp", True),
    (answer("goal").is_("pr", "family"), "goal is pr or family", False),
    (answer("goal").given, "goal is answered", True),
    (answer("japanese").given, "japanese is answered", False),
    (~answer("goal").is_("pr"), "not (goal is pr)", True),
    (answer("goal").is_("hsp") & YES, "goal is hsp and growth_field is yes", False),
    (answer("goal").is_("hsp") | YES, "goal is hsp or growth_field is yes", True),
    (
        answer("goal").given & (YES | answer("goal").is_("hsp")),
        "goal is answered and (growth_field is yes or goal is hsp)",
        True,
    ),
    (Wished(Wish.HUMAN, "yes"), "a person is asked for", False),
    (Wished(Wish.LEAVE, "no"), "leave to send the card is refused", False),
    (~Wished(Wish.LEAVE, "yes"), "leave to send the card is not given", True),
    (Wished(Wish.PART, "family"), "the part family is opened", False),
    (~Wished(Wish.REVIEW, OK), "the page review is not left", True),
    (Wished("rules", OK), "the page rules is left", False),
    (Wished(Wish.THOROUGH, "go_on"), "every question is asked for", False),
    (StillMatters(("salary_yen",)), "salary_yen still matters", True),
    (StillMatters(("position", "invested_100m_yen")), "position or invested_100m_yen still matters", False),
    (SomethingOpen(), "the answer is proved and lines are still open", True),
]


@pytest.mark.parametrize(("condition", "sentence", "holds"), SENTENCES, ids=[s for _, s, _ in SENTENCES])
def test_a_condition_reads_as_a_sentence_and_holds_or_not(condition: Condition, sentence: str, holds: bool) -> None:
    situation = Walk().answers(TO_THE_POINTS, until="salary_yen").situation
    assert str(condition) == sentence
    assert condition.holds(situation) is holds
    assert condition.holds(situation) is holds, "asked twice, it says the same"


def test_a_condition_names_the_questions_it_reads() -> None:
    condition = (answer("goal").is_("hsp") | ~answer("activity").given) & answer("residence").given
    assert list(condition.questions()) == ["goal", "activity", "residence"]


# --- the interview itself -------------------------------------------------------------------------------------------

READ_BY_SOME_TABLE = {
    name for rules in all_rulesets() for table in rules.categories.values() for name in weights(table)
}


def test_every_scored_question_brings_facts_that_some_table_reads() -> None:
    known = {field.name for field in fields(Profile)}
    for question in HSP.scored():
        assert set(question.fields) <= known, question.id
        assert set(question.fields) <= READ_BY_SOME_TABLE, question.id


def test_every_fact_a_table_reads_is_brought_by_one_question() -> None:
    brought = [name for question in HSP.scored() for name in question.fields]
    assert len(brought) == len(set(brought))
    assert READ_BY_SOME_TABLE - set(brought) <= {"international_services"}, "which is asked before the points"


def test_what_a_job_decides_is_asked_again_with_a_new_one() -> None:
    of_the_job = {q.id for q in HSP if NEW_JOB in q.asked_again_with}
    assert {"salary_yen", "experience_years", "position", "international_services"} <= of_the_job
    assert {q.id for q in HSP if q.id.startswith("employer_")} <= of_the_job
    assert not {"birth_date", "degrees", "japanese", "research"} & of_the_job


GIVEN: list[tuple[str, Value, dict[str, object]]] = [
    ("salary_yen", 6_500_000, {"salary_yen": 6_500_000}),
    ("birth_date", "1994-05-01", {"birth_date": TODAY.replace(1994, 5, 1)}),
    ("birth_date", "1994", {"age": 31, "birth_date": None}),
    ("birth_date", "2026-12", {"age": 0}),
    ("degrees", [], {"degrees": frozenset()}),
    ("degrees", ["master", "mba_mot"], {"degrees": frozenset({"master", "mba_mot"})}),
    ("japanese", "none", {"japanese": "none"}),
    ("research", [], {"patents": 0, "foreign_grants": 0, "papers": 0, "other_research_recognised": False}),
    (
        "research",
        ["papers", "recognised"],
        {"patents": 0, "foreign_grants": 0, "papers": 3, "other_research_recognised": True},
    ),
    ("position", "director", {"position": "director"}),
    ("licences", 2, {"licences": 2}),
    ("employer_rd_ratio", "0.031", {"employer_rd_ratio": 0.031}),
    ("growth_field", "no", {"growth_field": False}),
    ("international_services", "yes", {"international_services": True}),
    ("activity", "research", {"category": "a"}),
    ("activity", "other", {"category": None}),
    ("goal", "pr", {}),
]


@pytest.mark.parametrize(("question_id", "value", "facts"), GIVEN)
def test_an_answer_brings_its_facts(question_id: str, value: Value, facts: dict[str, object]) -> None:
    profile = profile_from({question_id: Answer(value, TODAY)}, TODAY)
    assert {name: getattr(profile, name) for name in facts} == facts


def test_years_count_in_whole_months_for_every_category() -> None:
    profile = profile_from({"experience_years": Answer(54, TODAY)}, TODAY)
    assert {profile.experience_years.years(category) for category in Category} == {4.5}


@pytest.mark.parametrize("question_id", [q.id for q in HSP])
def test_i_dont_know_brings_no_fact(question_id: str) -> None:
    assert profile_from({question_id: Answer(None, TODAY)}, TODAY) == profile_from({}, TODAY)


def test_the_engineer_s_answers_are_the_engineer_s_facts() -> None:
    profile = Walk().answers(ENGINEER, until="result").situation.profile
    known = {f.name for f in fields(Profile) if getattr(profile, f.name) is not None} - {"as_of"}
    assert known >= {"category", "salary_yen", "birth_date", "degrees", "experience_years", "japanese"}
    assert profile.category is Category.B
