"""A name is put right wherever somebody writes it once it was given, and words that press buttons are no name."""

import pytest

from dialogs.place import HANDED_OFF, LEAVE, OK
from tests.dialogs.reached import reached


@pytest.mark.parametrize("where", [LEAVE, HANDED_OFF])
def test_a_name_is_put_right_with_one_tap_and_the_card_is_shown_again(where: str) -> None:
    walk = reached(where).says("my name is spelled Li Wei")
    assert walk.conversation.place.heard == {"name": "Li Wei"}
    assert walk.value("name") == "Maria Santos"
    # What staff have is sent anew only with leave.
    leads = len(walk.leads)
    walk.presses(OK).leads_to(LEAVE)
    assert (walk.value("name"), len(walk.leads)) == ("Li Wei", leads)


def test_a_name_in_a_first_message_waits_for_its_question() -> None:
    walk = reached("salary_yen").says("my name is Li Wei")
    assert "name" not in walk.conversation.place.heard


@pytest.mark.parametrize(
    "text",
    ["OK send", "send ok", "yes ok", "whatever", "any time", "Any way", "don't care", "送ってください", "いつでも"],
)
def test_words_that_press_a_button_are_no_name(text: str) -> None:
    assert reached("name").says(text).conversation.place.at == "name"


@pytest.mark.parametrize("text", ["Ok Go", "Will Smith", "Do Van An", "Ho Chi"])
def test_a_name_of_such_words_beside_others_is_one(text: str) -> None:
    assert reached("name").says(text).value("name") == text


@pytest.mark.parametrize("text", ["OK send", "ok send it", "send ok", "yes sen", "send?", "sure", "go ahead"])
def test_only_the_words_of_the_button_send_the_card(text: str) -> None:
    walk = reached(LEAVE).says(text)
    assert (walk.conversation.place.at, walk.leads) == (LEAVE, [])


def test_no_preference_of_a_language_is_any_of_them() -> None:
    assert reached("talk_language").says("no preference").value("talk_language") == "any"
