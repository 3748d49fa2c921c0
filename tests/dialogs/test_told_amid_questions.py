"""What people tell or ask amid the questions, and of which question it is: a birth date, what if, a refusal."""

import pytest

from tests.dialogs.walker import Walk


def at_the_visa(language: str) -> Walk:
    return Walk(language).answers(
        {"language": f"a:{language}", "consent": "a:agree", "goal": "a:hsp"}, until="residence"
    )


@pytest.mark.parametrize(("language", "text"), [("en", "9 august 1995"), ("ja", "1995年8月9日")])
def test_a_whole_date_of_long_ago_is_read_back_as_the_date_of_birth(language: str, text: str) -> None:
    walk = at_the_visa(language).says(text).leads_to("understood over residence")
    assert walk.conversation.place.heard == {"birth_date": "1995-08-09"}
    walk.presses("ok").leads_to("residence")


@pytest.mark.parametrize("text", ["9 august 2022", "august 1995", "since 9 august 1995 in Osaka"])
def test_a_date_that_may_be_of_something_else_is_no_date_of_birth(text: str) -> None:
    assert "birth_date" not in at_the_visa("en").says(text).conversation.place.heard


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "what if I pass N2?"), ("en", "what if my salary is 12M?"), ("ja", "もしN2を取ったら？")],
)
def test_what_is_supposed_amid_the_questions_comes_after_the_result(language: str, text: str) -> None:
    walk = at_the_visa(language).says(text).leads_to("residence").explains("what-if-after-result")
    assert walk.conversation.place.heard == {}


@pytest.mark.parametrize("text", ["that's none of ur business", "none of your concern", "thats none of ur bizness ok"])
def test_a_refusal_to_answer_is_not_the_answer_that_there_is_no_status(text: str) -> None:
    walk = at_the_visa("en").says(text)
    assert walk.conversation.answers.get("residence") is None or walk.conversation.answers["residence"].value is None


@pytest.mark.parametrize(
    ("text", "goal"),
    [("高度人材ビザとれますか？", "hsp"), ("永住ビザはもらえますか", "pr"), ("2号とれますか？", "hsp2")],
)
def test_whether_one_can_get_it_is_the_goal(text: str, goal: str) -> None:
    walk = Walk("ja").answers({"language": "a:ja", "consent": "a:agree"}, until="goal").says(text)
    assert walk.conversation.answers["goal"].value == goal


def test_who_writes_that_it_is_not_for_them_is_read_back_all_that_they_tell() -> None:
    walk = Walk("en").answers({"language": "a:en", "consent": "a:agree"}, until="goal")
    walk.says("not for me, it is for my wife. she earns 9M and wants the highly skilled visa")
    assert "goal" not in walk.conversation.answers
    assert walk.conversation.place.heard["goal"] == "hsp"
    assert walk.conversation.place.for_other
