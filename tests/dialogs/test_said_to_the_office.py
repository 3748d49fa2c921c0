"""What is typed at the questions for the office: half an answer counts too, and what is no answer is asked back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.card_lines import card
from dialogs.dialogue import Dialogue
from dialogs.effects import TellStaff
from dialogs.lead import Lead
from dialogs.messages import Text
from dialogs.questionnaires.hsp import HSP
from dialogs.talk import Talk
from tests.dialogs.reached import reached
from tests.dialogs.walker import ENGINEER, TO_THE_POINTS, Answers, Walk, keys_in, real_dialogue, real_words

JA: Answers = {"language": "a:ja"}


def card_keys(lead: Lead) -> set[str]:
    return set(keys_in(card(lead, real_dialogue().around.office, "ja")))


# --- leaving a question open ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_language_of_the_talk_that_was_skipped_is_not_answered_on_the_card(language: str) -> None:
    walk = reached("talk_language", {"language": f"a:{language}"})
    skip = {"en": "Skip", "ja": "書かずに進む"}[language]
    assert walk.label("unknown") == skip
    keys = card_keys(walk.says(skip).to_the_hand_off().leads[-1])
    assert "card-talk-open" in keys


# --- how to answer ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "way", "contact"),
    [
        ("phone 080-1234-5678", "phone", "080-1234-5678"),
        ("電話 090-1111-2222", "phone", "090-1111-2222"),
        ("電話は090-1234-5678です", "phone", "090-1234-5678"),
        ("mail: raj@example.com", "email", "raj@example.com"),
        ("raj@example.com", "email", "raj@example.com"),
        ("WhatsApp +91 98765 43210", "phone", "WhatsApp +91 98765 43210"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_number_or_an_address_says_how_to_answer_too(language: str, typed: str, way: str, contact: str) -> None:
    walk = reached("contact_way", {"language": f"a:{language}"}).says(typed)
    assert (walk.value("contact_way"), walk.value("contact")) == (way, contact)
    walk.leads_to("leave")


def test_a_number_that_cannot_be_called_is_asked_again_where_it_belongs() -> None:
    walk = reached("contact_way").says("phone 123-4567").asks("contact")
    assert walk.value("contact_way") == "phone"
    assert any(key.startswith("problem-contact") for key in walk.keys)


@pytest.mark.parametrize("typed", ["in this chat", "phone", "after 5", "yes"])
def test_words_without_a_number_are_no_contact(typed: str) -> None:
    walk = reached("contact_way").says(typed)
    assert "contact" not in walk.conversation.answers


@pytest.mark.parametrize(
    ("typed", "name", "way", "contact"),
    [
        ("Raj Patel, 080-1234-5678", "Raj Patel", "phone", "080-1234-5678"),
        ("Raj Patel raj@example.com", "Raj Patel", "email", "raj@example.com"),
        ("山田マリア 電話090-1234-5678", "山田マリア", "phone", "090-1234-5678"),
    ],
)
def test_a_contact_beside_a_name_is_kept_with_it(typed: str, name: str, way: str, contact: str) -> None:
    walk = reached("name").says(typed).leads_to("leave")
    assert [walk.value(q) for q in ("name", "contact_way", "contact")] == [name, way, contact]


# --- which status -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_place_is_no_status_of_residence_and_is_kept_for_its_own_question(language: str) -> None:
    typed = {"en": "Gunma, evenings", "ja": "群馬、夜なら"}[language]
    walk = reached("status_as_on_card", {"language": f"a:{language}"}).says(typed).asks("status_as_on_card")
    walk.explains("kept-for").presses("unknown").asks("talk_language")
    assert walk.value("lives_in") == ["Asia/Tokyo", typed]


@pytest.mark.parametrize("typed", ["blue sky", "ok then", "さくら"])
def test_words_that_name_no_status_are_read_back(typed: str) -> None:
    walk = reached("status_as_on_card").says(typed).reads_back(typed)
    walk.presses("again").asks("status_as_on_card")
    assert "status_as_on_card" not in walk.conversation.answers


@pytest.mark.parametrize("typed", ["Cultural Activities", "文化活動", "nursing care visa", "特定技能2号"])
def test_words_that_name_a_status_are_taken(typed: str) -> None:
    walk = reached("status_as_on_card").says(typed).asks("lives_in")
    assert walk.value("status_as_on_card") in (typed, "specified_skilled")


# --- words of buttons shown before ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("question", ["note", "lives_in", "name"])
def test_the_words_of_a_button_of_the_result_are_no_message_to_the_office(language: str, question: str) -> None:
    walk = reached("result", {"language": f"a:{language}"})
    papers, office = walk.label("view:papers"), walk.label("ok")
    walk.presses("ok")
    walk = walk.commands("human") if question == "note" else walk.answers(until=question)
    assert walk.conversation.place.at == question
    walk.copy().says(office).asks(question)
    seen = walk.says(papers)
    assert seen.conversation.place.side == "papers"
    assert question not in seen.conversation.answers


# --- what they came for -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "I want permanent residence but my visa was refused last week, 17 days left"),
        ("ja", "永住したいのですが、先週ビザが不許可になり、あと17日しかありません"),
    ],
)
def test_a_pressing_text_keeps_what_the_person_came_for(language: str, typed: str) -> None:
    walk = Walk(language).presses(f"a:{language}", "a:agree").says(typed).presses("ok")
    assert walk.value("goal") == "pr"
    assert walk.conversation.place.chapter == "hand_off"
    assert walk.value("note") == typed
    walk.to_the_hand_off()
    assert walk.leads[-1].flags


# --- sent -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_was_sent_is_said_at_once_and_a_call_where_few_days_are_left(language: str) -> None:
    walk = reached("leave", {"language": f"a:{language}"})
    walk.copy().presses("yes").asks("consultation").explains("card-sent")
    urgent = reached("stay_until", {"language": f"a:{language}"}).says("2026-12-11").to_the_card()
    urgent.presses("yes").asks("consultation").explains("card-sent-call")
    assert "card-sent" not in walk.presses("no").keys


# --- several rows -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "typed"), [("en", "no"), ("en", "nope"), ("ja", "いいえ"), ("ja", "ありません")])
def test_a_mere_no_marks_every_open_row_and_is_kept_with_done_alone(language: str, typed: str) -> None:
    walk = Walk(language).answers(
        TO_THE_POINTS,
        ENGINEER,
        {"language": f"a:{language}", "thorough": "a:go_on"},
        until="employer_innovation_support",
    )
    rows = list(walk.conversation.place.sheet)
    assert rows
    walk.presses(f"y:{rows[0]}").says(typed).explains("rows-all-no")
    assert walk.conversation.place.sheet == {rows[0]: "yes", **dict.fromkeys(rows[1:], "no")}
    assert not set(rows) & set(walk.conversation.answers)


# --- half answers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "typed"), [("en", "any"), ("en", "whatever"), ("ja", "どれでも")])
def test_any_language_is_an_answer_and_no_skip(language: str, typed: str) -> None:
    walk = reached("talk_language", {"language": f"a:{language}"}).says(typed)
    assert walk.value("talk_language") == "any"
    assert "card-talk-any" in card_keys(walk.to_the_hand_off().leads[-1])


@pytest.mark.parametrize("typed", ["yes", "no", "ok", "はい"])
@pytest.mark.parametrize("question", ["lives_in", "status_as_on_card"])
def test_a_mere_yes_or_no_is_neither_a_home_nor_a_status(question: str, typed: str) -> None:
    walk = reached(question).says(typed).asks(question)
    assert question not in walk.conversation.answers
    assert any(key.startswith("problem-") for key in walk.keys)


@pytest.mark.parametrize("question", ["contact_way", "contact"])
def test_what_is_said_beside_a_number_goes_to_the_office_too(question: str) -> None:
    typed = "call me 090-1234-5678 after 6pm"
    walk = reached(question, {"contact_way": "a:phone"}).says(typed).leads_to("leave")
    assert (walk.value("contact_way"), walk.value("contact")) == ("phone", "090-1234-5678")
    assert typed in str(walk.value("own_words"))


def test_a_number_beside_a_language_is_kept_for_its_own_question() -> None:
    walk = reached("talk_language").says("Japanese, phone 090-1234-5678").explains("kept-for")
    assert (walk.value("contact_way"), walk.value("contact")) == ("phone", "090-1234-5678")
    walk.reads_back("ja")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_way_to_meet_and_a_day_in_one_text_are_both_taken(language: str) -> None:
    walk = reached("leave", {"language": f"a:{language}"}).presses("yes").asks("consultation")
    way = next(action for action in walk.offered if action.startswith("a:"))
    day = {"en": "Tuesday morning", "ja": "来週の火曜の午前"}[language]
    walk.says(f"{walk.label(way)}, {day}" if language == "en" else f"{walk.label(way)}、{day}").asks("half_days")
    assert walk.value("consultation") == way.partition(":")[2]
    assert walk.conversation.place.draft or day in str(walk.conversation.answers.get("own_words"))


def test_when_somebody_would_come_in_words_that_name_no_half_day_goes_to_the_office_as_it_was_typed() -> None:
    walk = reached("leave").presses("yes").asks("consultation")
    way = next(action for action in walk.offered if action.startswith("a:"))
    walk.says(f"{walk.label(way)}, whenever my boss lets me go").asks("half_days")
    assert walk.value("consultation") == way.partition(":")[2]
    assert walk.value("own_words") == ["other||whenever my boss lets me go"]


# --- while staff have the word ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "counts"), [("9,000,000", True), ("ask my boss", False), ("650", False)])
def test_a_figure_that_is_asked_for_counts_while_staff_have_the_word_and_they_read_it_too(
    typed: str, counts: bool
) -> None:
    walk = reached("handed_off").commands("recheck").presses("changed:salary_yen").asks("salary_yen")
    before = walk.value("salary_yen")
    walk.conversation.talk = Talk(silent_since=1.0)
    walk.says(typed)
    assert [type(effect) for effect in walk.last.effects] == [TellStaff]
    assert walk.value("salary_yen") == (9_000_000 if counts else before)
    assert walk.where == ("review" if counts else "salary_yen")


# --- in which language ------------------------------------------------------------------------------------------------


def test_a_language_of_the_staff_that_we_have_no_words_in_is_on_the_card_by_its_code() -> None:
    around = real_dialogue().around
    office = replace(around.office, languages=(*around.office.languages, "vi"))
    walk = Walk(dialogue=Dialogue(HSP, replace(around, office=office), real_words()))
    walk.answers(ENGINEER, until="result").presses("ok").to_the_hand_off({"talk_language": "a:vi"})
    assert walk.leads[-1].talk_language == Text("card-talk", {"value": Text("value-plain", {"text": "vi"})})
