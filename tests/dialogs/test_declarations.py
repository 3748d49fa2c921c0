"""What each declaration shows by itself: doubles, gaps, contradictions and wrong types are refused by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from dialogs import faults
from dialogs.chapter import Chapter
from dialogs.conditions import answer
from dialogs.errors import QuestionnaireError
from dialogs.kinds import Day, FreeText, ManyOf, OneOf, Whole, YesNo
from dialogs.pages import PAGES, by_id
from dialogs.pages.page import Page
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.shapes import wrong_shapes
from tests.dialogs.test_questionnaire import FIRST, TICKED, Somewhere

WISH = OneOf(("stop", "go_on"))
PAY = Question("salary_yen", Whole(0, 5, (1,)), brings=("salary_yen",))
SAYS_YES = answer("first").is_("yes")


def made(*chapters: Chapter, pages: tuple[Page, ...] = (), **more: Any) -> Questionnaire:
    given: dict[str, Any] = {"id": "test", "version": "1", "pages": {page.id: page for page in pages}, **more}
    return Questionnaire(chapters=chapters or (Chapter("all", (FIRST,)),), **given)


def mistyped(what: Any, *args: Any, **more: Any) -> Any:
    """Declare something with what a checker of types would refuse."""
    return what(*args, **more)


def asking(*questions: Question, **more: Any) -> Questionnaire:
    return made(Chapter("all", questions), **more)


def page(name: str, **more: Any) -> Questionnaire:
    return made(Chapter("all", (FIRST,), "hall"), pages=(Somewhere("hall"), Somewhere(name, **more)))


WRONG: list[tuple[Callable[[], object], str]] = [
    # --- the whole ---
    (lambda: made(id=""), "a questionnaire needs its id; it is empty"),
    (lambda: made(version=" "), "a questionnaire needs its version; it is empty"),
    (lambda: Questionnaire("test", "1", ()), "questionnaire 'test' has no chapter"),
    (lambda: made(events=("moved", "moved")), "event 'moved' is declared twice"),
    (lambda: made(pages=(), to_a_person=SAYS_YES), "needs several conditions in an AnyOf as its to_a_person"),
    (lambda: made(events=("moved")), "questionnaire 'test' needs a tuple of names as its events, not 'moved'"),
    (lambda: made(version=1), "questionnaire 'test' needs a text as its version, not 1"),
    # --- chapters ---
    (lambda: made(Chapter("all", (FIRST,)), Chapter("all", (FIRST,))), "^chapter 'all' is declared twice"),
    (lambda: made(Chapter("all", ())), "chapter 'all' asks no question"),
    (lambda: made(Chapter("all", (FIRST, "first"))), "chapter 'all' asks 'first' twice"),
    (
        lambda: made(Chapter("one", ("ticked", FIRST)), Chapter("two", (TICKED,))),
        "chapter 'one' asks 'ticked', which is not declared by a chapter before it",
    ),
    (
        lambda: made(Chapter("all", (FIRST, "ticked")), unasked=(TICKED,)),
        "chapter 'all' asks 'ticked', which is declared as never asked",
    ),
    (
        lambda: made(Chapter("all", (FIRST,), asked_while=SAYS_YES, otherwise="all")),
        "chapter 'all' leads whom it does not ask to 'all', which does not come after it",
    ),
    (
        lambda: made(Chapter("one", (FIRST,)), Chapter("two", (TICKED,), asked_while=SAYS_YES, otherwise="one")),
        "chapter 'two' leads whom it does not ask to 'one', which does not come after it",
    ),
    (
        lambda: made(Chapter("one", (FIRST,), otherwise="two"), Chapter("two", (TICKED,))),
        "chapter 'one' says where it leads whom it does not ask, but it asks everybody",
    ),
    (
        lambda: made(Chapter("all", (FIRST,), "aside"), pages=(Somewhere("aside", overlay=True),)),
        "chapter 'all' leads to 'aside', which lies over other pages",
    ),
    (lambda: made(Chapter("all", (FIRST,), opened=True)), "chapter 'all' is opened, but ends in no page"),
    (
        lambda: made(Chapter("all", (FIRST,), "hall", opened=True), pages=(Somewhere("hall"),)),
        "chapter 'all' is opened from 'all', which is no side of 'hall'",
    ),
    (lambda: made(Chapter("all", (FIRST,), begun_by=("human", "human"))), "chapter 'all' is begun by 'human' twice"),
    (lambda: made(Chapter("all", (FIRST,), reopens=("leave", "leave"))), "chapter 'all' reopens 'leave' twice"),
    (
        lambda: made(Chapter("all", (PAY,), for_office=True)),
        "chapter 'all' is for the office, where 'salary_yen' would bring no fact",
    ),
    (
        lambda: mistyped(Chapter, "all", (FIRST), "hall"),
        "chapter 'all' needs a tuple of questions and names as its questions",
    ),
    (
        lambda: mistyped(Chapter, "all", (FIRST, 1)),
        "chapter 'all' needs a tuple of questions and names as its questions",
    ),
    (
        lambda: mistyped(Chapter, "all", (FIRST,), begun_by="human"),
        "chapter 'all' needs a tuple of names as its begun_by",
    ),
    (
        lambda: mistyped(Chapter, "all", (FIRST,), asked_while=answer("a")),
        "chapter 'all' needs a condition as its asked_while",
    ),
    (
        lambda: mistyped(Chapter, "all", (FIRST,), opened="yes"),
        "chapter 'all' needs True or False as its opened, not 'yes'",
    ),
    # --- questions ---
    (lambda: asking(FIRST, FIRST), "question 'first' is declared twice"),
    (lambda: asking(FIRST, unasked=(FIRST,)), "question 'first' is declared twice"),
    (lambda: asking(Question("wanted", WISH, wish=True)), "question 'wanted' is a wish, .* so it must be plain"),
    (
        lambda: asking(Question("wanted", WISH, wish=True, plain=True, on_card=True)),
        "question 'wanted' is a wish, which is kept with the place and is no line of the card",
    ),
    (
        lambda: asking(Question("wanted", FreeText(), wish=True, plain=True)),
        "is a wish, but its kind lists no choices",
    ),
    (
        lambda: asking(Question("pregnancy", YesNo(), brings=("pregnancy",), plain=True)),
        "question 'pregnancy' is plain, so that no fact follows from it, but brings some",
    ),
    (
        lambda: asking(Question("pregnancy", YesNo(), brings=("pregnancy", "pregnancy"))),
        "question 'pregnancy' has 'pregnancy' twice among its brings",
    ),
    (
        lambda: asking(FIRST, Question("own", YesNo(), asked_again_with=("first", "first"))),
        "question 'own' has 'first' twice among its asked_again_with",
    ),
    (
        lambda: asking(FIRST, unasked=(Question("own", YesNo(), sheet="employer"),)),
        "question 'own' is never asked, so it can have no fields, no sheet, and be no wish",
    ),
    (
        lambda: asking(FIRST, unasked=(Question("own", YesNo(), asked_while=SAYS_YES),)),
        "question 'own' is never asked, but says when it is: while first is yes",
    ),
    (
        lambda: mistyped(Question, "own", YesNo(), holds_days="280"),
        "needs a whole number or None as its holds_days, not '280'",
    ),
    (
        lambda: mistyped(Question, "own", YesNo(), holds_days=True),
        "needs a whole number or None as its holds_days, not True",
    ),
    (
        lambda: mistyped(Question, "own", YesNo(), fields="pregnancy"),
        "question 'own' needs a tuple of names as its fields",
    ),
    (
        lambda: mistyped(Question, "own", YesNo(), fields=["pregnancy"]),
        "question 'own' needs a tuple of names as its fields",
    ),
    (
        lambda: mistyped(Question, "own", YesNo(), answer("first")),
        "question 'own' needs a condition as its applies_when",
    ),
    (lambda: mistyped(Question, "own", YesNo), "question 'own' needs a kind as its kind"),
    (lambda: mistyped(Question, 1, YesNo()), "question 1 needs a text as its id, not 1"),
    (
        lambda: asking(Question("own", mistyped(OneOf, "abc"))),
        "question 'own': needs a tuple of names as its choices, not 'abc'",
    ),
    (
        lambda: asking(Question("own", mistyped(ManyOf, (1, 2)))),
        "question 'own': needs a tuple of names as its choices",
    ),
    (
        lambda: asking(Question("own", mistyped(OneOf, ("a", "b"), columns="2"))),
        "'own': needs a whole number as its columns",
    ),
    (
        lambda: asking(Question("own", mistyped(OneOf, ("a", "b"), split=(("c", "ab"),)))),
        "'own': needs .* as its split",
    ),
    (
        lambda: asking(Question("own", mistyped(Whole, 0, 5, (1.5,)))),
        "'own': needs a tuple of whole numbers as its usual",
    ),
    (lambda: asking(Question("own", Day(years_back=3000))), "'own': needs at most 150 years back or ahead"),
    (
        lambda: asking(Question("own", mistyped(FreeText, longest=None))),
        "'own': needs a whole number as its longest, not None",
    ),
    # --- pages ---
    (
        lambda: Questionnaire("test", "1", (Chapter("all", (FIRST,)),), {"other": Somewhere("hall")}),
        "page 'hall' stands under the name 'other'",
    ),
    (
        lambda: mistyped(Questionnaire, "test", "1", (), {"hall": "hall"}),
        "questionnaire 'test' needs pages by their ids as its pages",
    ),
    (lambda: page("attic", sides=("a", "a")), "page 'attic' has the side 'a' twice"),
    (lambda: page("attic", leads_to=("attic",)), "page 'attic' leads to itself"),
    (lambda: page("attic", leads_to="hall"), "page 'attic' needs a tuple of names, alone or each with a condition"),
    (lambda: page("attic", leads_to=(("hall", "always"),)), "page 'attic' needs a tuple of names, alone or each with"),
    (lambda: page("attic", left=None), "page 'attic' needs a condition as its left, not None"),
    (lambda: page("attic", by_wish=True), "page 'attic' can be asked for from anywhere, but is not on the way"),
    (
        lambda: page("attic", overlay=True, leads_to=("hall",)),
        "'attic' lies over other pages, so it leads nowhere",
    ),
    (lambda: page("attic", overlay=True, after="hall"), "'attic' lies over other pages, so it leads nowhere"),
    (
        lambda: made(
            Chapter("all", (FIRST,), "hall"),
            pages=(Somewhere("hall", leads_to=("aside",)), Somewhere("aside", overlay=True)),
        ),
        "page 'hall' is joined to 'aside', which lies over other pages",
    ),
    (
        lambda: made(
            Chapter("one", (FIRST,), "hall"),
            Chapter("two", (TICKED,), "attic"),
            pages=(Somewhere("hall"), Somewhere("attic", after="hall")),
        ),
        "page 'attic' comes after 'hall', but a chapter ends in it",
    ),
    (lambda: by_id([*PAGES.values(), Somewhere("result")]), "page 'result' is declared in two files"),
    (lambda: by_id([Somewhere]), "a page file has .* as its PAGE, which is no page"),
]


@pytest.mark.parametrize(("declare", "message"), WRONG, ids=[message for _, message in WRONG])
def test_it_is_refused_by_name(declare: Callable[[], object], message: str) -> None:
    with pytest.raises(QuestionnaireError, match=message):
        declare()


@dataclass(frozen=True)
class Odd:
    """Something with a field of a type that no declaration has."""

    ratio: float = 0.5


def test_a_field_of_a_new_type_is_said_to_be_unknown() -> None:
    assert list(wrong_shapes(Odd())) == ["has ratio of the type float, which `dialogs.shapes` cannot check yet"]


def test_the_pages_that_ship_stand_under_their_own_names() -> None:
    assert by_id(PAGES.values()) == PAGES


def test_conditions_joined_with_and_or_or_not_are_refused() -> None:
    """They would be only one of the two, silently."""
    with pytest.raises(QuestionnaireError, match="joined with &, | and ~"):
        answer("goal").is_("pr") and answer("residence").is_("hsp")
    with pytest.raises(QuestionnaireError, match="joined with &, | and ~"):
        not answer("goal").is_("pr")


def test_an_answer_that_cannot_be_read_is_the_last_that_is_said_of_its_question() -> None:
    question = Question("birth_date", OneOf(("yes", "no")), brings=("birth_date",))
    unread = "question 'birth_date' can be answered 'yes', which `dialogs.answers` cannot read"
    assert list(faults._of_fields(question)) == [unread]
