"""What is not understood is counted on every path, without its words, and what goes to staff is said to."""

from __future__ import annotations

import pytest

from dialogs.effects import NotUnderstood, TellStaff
from dialogs.place import HANDED_OFF, RESULT, REVIEW
from dialogs.turn import WHICH_ANSWER
from tests.dialogs.reached import reached
from tests.dialogs.test_questions import at
from tests.dialogs.walker import Walk

ASKED = "is the xyzzy of the plugh heavier than a quokka?"
GIBBERISH = "xyzzy plugh"


def counted(walk: Walk) -> list[NotUnderstood]:
    return [effect for effect in walk.effects if isinstance(effect, NotUnderstood)]


def wordless(walk: Walk, at_place: str, language: str = "en") -> None:
    """One is counted, by place and language alone."""
    assert counted(walk) == [NotUnderstood(at_place, language)]
    assert NotUnderstood.__slots__ == ("at", "language")


@pytest.mark.parametrize("question", ["goal", "residence", "degrees", "salary_yen", "birth_date", "japanese"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_at_a_question_of_the_interview(question: str, language: str) -> None:
    walk = at(question, language).says(GIBBERISH)
    wordless(walk, question, language)
    walk = at(question, language).says(ASKED).explains("question-for-staff")
    wordless(walk, question, language)


@pytest.mark.parametrize("page", [RESULT, REVIEW])
def test_on_a_page(page: str) -> None:
    wordless(reached(page).copy().says(ASKED).explains("question-for-staff"), page)
    wordless(reached(page).copy().says("xyzzy").explains("use-buttons"), page)


def test_after_the_hand_off_it_is_a_message_to_the_office_which_is_said() -> None:
    walk = reached(HANDED_OFF).copy().says(ASKED).explains("passed-on")
    assert TellStaff(ASKED) in walk.effects
    assert counted(walk) == []


def test_before_consent_nothing_is_read_and_a_word_is_counted() -> None:
    wordless(at("consent").says("xyzzy").explains("use-buttons"), "consent")
    walk = at("consent").says(ASKED).explains("read-after-consent")
    assert counted(walk) == []


def test_read_after_consent_it_is_counted_then() -> None:
    walk = at("consent").says(ASKED).presses("a:agree").explains("question-for-staff")
    assert len(counted(walk)) == 1


def test_over_what_is_offered_and_where_none_of_that_was_meant() -> None:
    walk = at("salary_yen").says("what does it cost?")
    assert walk.conversation.place.overlay == WHICH_ANSWER
    wordless(walk.copy().presses("neither").explains("question-for-staff"), "salary_yen")
    wordless(walk.says(ASKED).explains("question-for-staff"), "salary_yen")


def test_beside_an_answer_that_counts() -> None:
    walk = at("salary_yen").says(f"6.5 million. {ASKED}").explains("question-for-staff")
    assert walk.value("salary_yen") == 6_500_000
    assert len(counted(walk)) == 1
