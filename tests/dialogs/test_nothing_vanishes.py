"""What a person said stays until it is answered: over /start, another page, another text, and a restart."""

from __future__ import annotations

import pytest

from dialogs.parsing import WorkedOut
from tests.dialogs.reached import reached
from tests.dialogs.walker import ENGINEER, TO_THE_POINTS, Walk

REFUSED_WITH_DAYS_LEFT = {
    "en": "my visa was refused last week and I have only 17 days left",
    "ja": "先週ビザが不許可になり、あと17日しかありません",
}


def at_the_goal(language: str) -> Walk:
    return Walk(language).presses(f"a:{language}", "a:agree")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_was_understood_is_listed_again_after_start_and_a_return(language: str) -> None:
    walk = at_the_goal(language).says(REFUSED_WITH_DAYS_LEFT[language]).leads_to("understood over goal")
    listed = [line.key for line in walk.page]
    for again in (walk.copy().commands("start"), walk.copy().blocks().comes_back(), walk.copy().restarts()):
        again.leads_to("understood over goal")
        assert [line.key for line in again.page] == listed
    walk.commands("start").says({"en": "All right", "ja": "はい"}[language])
    assert walk.conversation.place.overlay is None
    assert walk.value("note") == REFUSED_WITH_DAYS_LEFT[language]


@pytest.mark.parametrize("command", ["language", "forget", "privacy", "help"])
def test_what_was_understood_comes_again_after_another_page(command: str) -> None:
    walk = at_the_goal("en").says(REFUSED_WITH_DAYS_LEFT["en"]).commands(command)
    leave = {"language": "a:en", "forget": "keep"}.get(command)
    if leave is not None:
        walk.presses(next(action for action in (leave, *walk.offered) if action in walk.offered and action != "erase"))
    walk.leads_to("understood over goal")


def test_cancel_drops_what_was_only_understood() -> None:
    walk = at_the_goal("en").says("I am an engineer with N1 and earn 6.5M").leads_to("understood over goal")
    walk.commands("cancel").asks("goal").commands("start").asks("goal")
    assert walk.conversation.place.heard == {}


@pytest.mark.parametrize("act", ["start", "language"])
def test_what_is_read_back_comes_again_after_a_command(act: str) -> None:
    walk = reached("salary_yen").says("650").leads_to("readback over salary_yen")
    offered = list(walk.conversation.place.candidates)
    walk.commands(act)
    if act == "language":
        walk.presses("a:en")
    walk.reads_back(*offered)


@pytest.mark.parametrize("aside", ["what is the fee?", "my wife is Japanese", "hmm zzz"])
def test_what_is_read_back_comes_again_after_another_text(aside: str) -> None:
    walk = reached("salary_yen").says("650").leads_to("readback over salary_yen")
    offered = list(walk.conversation.place.candidates)
    walk.says(aside)
    if walk.conversation.place.overlay == "which_answer":
        walk.presses("neither")
    if walk.conversation.place.overlay == "understood":
        walk.presses("ok")
    walk.reads_back(*offered)


def test_another_answer_takes_the_place_of_what_was_read_back() -> None:
    walk = reached("salary_yen").says("650").says("6,500,000")
    assert walk.value("salary_yen") == 6_500_000
    assert not walk.conversation.place.offers
    walk = reached("salary_yen").says("650").says("no").asks("salary_yen")
    assert not walk.conversation.place.offers


def test_an_answer_given_since_is_confirmed_no_more() -> None:
    walk = reached("salary_yen").answers(ENGINEER, until="japanese")
    walk.says("my salary is 8.5M now").leads_to("understood over japanese")
    walk.says("sorry, it is 6.5M").asks("japanese")
    assert walk.value("salary_yen") == 6_500_000
    assert walk.conversation.place.heard == {}


def test_dates_to_choose_from_say_which_words_they_come_from() -> None:
    walk = Walk("en").answers(TO_THE_POINTS, until="goal").says("29-year-old software engineer, 6.5M, N2, I want HSP")
    walk.answers(TO_THE_POINTS, until="birth_date") if walk.question else walk.presses("ok")
    walk.answers(TO_THE_POINTS, ENGINEER, until="birth_date")
    walk.explains("offered-from", "readback")
    assert "29" in walk.text


def test_pay_that_waits_to_be_confirmed_keeps_how_it_was_worked_out() -> None:
    walk = at_the_goal("en").says("I want HSP, 540k x 12 + bonus 1.08M").restarts()
    pay = walk.conversation.place.heard["salary_yen"]
    assert isinstance(pay, WorkedOut)
    assert len(pay.parts) == 2


def test_after_three_texts_that_say_nothing_the_question_itself_comes_back() -> None:
    walk = reached("salary_yen").says("650").says("hmm zzz").says("qqq").leads_to("readback over salary_yen")
    walk.says("xyz").asks("salary_yen").explains("stuck")
    assert "human" in walk.offered


@pytest.mark.parametrize(("language", "typed"), [("en", "by the way I have N1"), ("ja", "N1を持っています")])
def test_ticks_under_way_stay_when_a_text_answers_something_else(language: str, typed: str) -> None:
    walk = reached("degrees", {"language": f"a:{language}"}).presses("on:master")
    walk.says(typed).leads_to("understood over degrees").presses("ok").asks("degrees")
    assert walk.value("japanese") == "n1"
    assert walk.conversation.place.draft == ["master"]
    walk.presses("done")
    assert walk.value("degrees") == ["master"]
    assert walk.conversation.place.at != "degrees"


@pytest.mark.parametrize(("language", "done"), [("en", "Done"), ("ja", "選び終わりました")])
def test_done_agrees_to_the_only_degree_that_is_read_back(language: str, done: str) -> None:
    typed = {"en": "bachelor or so", "ja": "修士（来年3月修了予定）"}[language]
    walk = reached("degrees", {"language": f"a:{language}"}).says(typed)
    [only] = walk.conversation.place.candidates
    assert walk.says(done).value("degrees") == only


def test_whoever_asks_for_a_person_writes_first_and_confirms_then() -> None:
    walk = at_the_goal("en").says("I am an engineer with N1 and earn 6.5M").leads_to("understood over goal")
    walk.commands("human").asks("note").says("please call me today")
    assert walk.value("note") == "please call me today"
    assert walk.conversation.place.overlay == "understood"
    walk.presses("ok")
    assert walk.value("japanese") == "n1"
    walk.asks_in("hand_off")


def test_answers_to_choose_from_stay_after_start() -> None:
    walk = at_the_goal("en").says("how much does it cost").leads_to("which_answer over goal")
    offered = set(walk.offered)
    walk.commands("start").leads_to("which_answer over goal")
    assert set(walk.offered) == offered


@pytest.mark.parametrize(
    ("language", "told", "status"),
    [
        ("en", "my visa expires 15 January 2027", "my visa is dependent"),
        ("ja", "在留期限は2027年1月15日です", "在留資格は家族滞在です"),
    ],
)
def test_the_end_of_a_stay_told_in_own_words_stands_when_the_status_is_corrected(
    language: str, told: str, status: str
) -> None:
    walk = reached("birth_date", {"language": f"a:{language}"}).says(told).presses("ok")
    assert walk.value("stay_until") == "2027-01-15"
    walk.says(status).presses("ok")
    assert walk.value("residence") == "dependent"
    assert walk.value("stay_until") == "2027-01-15"
    assert "stay_until" not in walk.conversation.again


def test_the_end_of_a_stay_that_was_only_answered_is_asked_again_with_another_status() -> None:
    walk = reached("stay_until").says("15 January 2027").commands("result").says("my visa is dependent").presses("ok")
    assert "stay_until" in walk.conversation.again
