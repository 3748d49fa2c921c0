"""Words that answer nothing where they are typed: a call asked for instead of a name, a status instead of a home."""

from __future__ import annotations

import pytest

from dialogs.card_lines import card
from dialogs.conversation import Value
from dialogs.effects import TellStaff
from tests.dialogs.reached import reached
from tests.dialogs.walker import Walk, real_dialogue


def answer(walk: Walk, question: str) -> Value:
    kept = walk.conversation.answers.get(question)
    return None if kept is None else kept.value


def kept_words(walk: Walk) -> list[str]:
    kept = answer(walk, "own_words")
    return [str(line).rpartition("|")[2] for line in kept] if isinstance(kept, list) else []


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "call me now please"),
        ("en", "please call me back today"),
        ("en", "Call me ASAP!"),
        ("ja", "今すぐ電話してください"),
        ("ja", "電話をください。"),
    ],
)
def test_who_asks_to_be_called_has_given_no_name(language: str, typed: str) -> None:
    walk = reached("name", {"language": f"a:{language}"}).says(typed).explains("own-words-kept")
    assert answer(walk, "name") is None
    assert typed in kept_words(walk)
    wished = reached("salary_yen", {"language": f"a:{language}"}).commands("human", "N1").answers({}, until="name")
    assert typed in kept_words(wished.says(typed).asks("name"))


@pytest.mark.parametrize(
    ("typed", "name"),
    [("call me Maria", "Maria"), ("Phoebe Ring", "Phoebe Ring"), ("Now Aye", "Now Aye")],
)
def test_a_name_is_one_beside_such_words(typed: str, name: str) -> None:
    assert answer(reached("name").says(typed), "name") == name


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "Dependent"), ("en", "Student"), ("ja", "家族滞在"), ("ja", "留学")]
)
def test_a_status_of_residence_is_no_place_to_live(language: str, typed: str) -> None:
    walk = reached("lives_in", {"language": f"a:{language}"}).says(typed).asks("lives_in").explains("problem-where")
    assert answer(walk, "lives_in") is None


@pytest.mark.parametrize("typed", ["1", "２", "2.", "12"])
def test_the_number_of_a_button_is_no_place_to_live(typed: str) -> None:
    walk = reached("lives_in").says(typed).asks("lives_in").explains("problem-where")
    assert answer(walk, "lives_in") is None


@pytest.mark.parametrize("typed", ["Tokyo, student dormitory", "Saitama, afternoon", "高崎市", "Kita-ku", "370-0849"])
def test_a_place_is_one(typed: str) -> None:
    assert answer(reached("lives_in").says(typed), "lives_in") is not None


@pytest.mark.parametrize(
    ("language", "typed"),
    [("en", "result"), ("en", "show me my result"), ("ja", "結果"), ("ja", "結果を見せてください")],
)
@pytest.mark.parametrize("where", ["goal", "salary_yen", "japanese", "name"])
def test_asking_for_the_result_leaves_no_note(where: str, language: str, typed: str) -> None:
    walk = reached(where, {"language": f"a:{language}"}).says(typed)
    assert kept_words(walk) == []
    assert answer(walk, "name") is None
    if walk.conversation.last_run is None:
        walk.asks(where).explains("no-result-yet")
    else:
        walk.leads_to("result")


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "the result of my JLPT comes in January"), ("ja", "結果は1月に出ます")]
)
def test_more_words_about_a_result_ask_for_none(language: str, typed: str) -> None:
    walk = reached("japanese", {"language": f"a:{language}"}).says(typed)
    assert "no-result-yet" not in walk.keys


@pytest.mark.parametrize(("language", "typed"), [("en", "call me today"), ("ja", "今日電話してください")])
def test_after_the_card_is_sent_a_call_asked_for_is_passed_on_and_changes_nothing(language: str, typed: str) -> None:
    walk = reached("leave", {"language": f"a:{language}"}).presses("yes").asks("consultation")
    note = answer(walk, "note")
    walk.says(typed)
    assert answer(walk, "note") == note
    if language == "en":
        walk.asks("consultation").explains("passed-on")
        assert any(isinstance(effect, TellStaff) and effect.text == typed for effect in walk.effects)


@pytest.mark.parametrize(
    ("where", "language", "typed"),
    [
        ("residence", "en", "I have work visa, instructor? I am professor visa"),
        ("residence", "ja", "どんな特定活動かと言うと就職活動のための特定活動です。期限は2027年2月20日"),
        ("result", "en", "All right"),
    ],
)
def test_what_is_told_is_no_question_that_we_cannot_answer(where: str, language: str, typed: str) -> None:
    assert "question-for-staff" not in reached(where, {"language": f"a:{language}"}).says(typed).all_keys


@pytest.mark.parametrize(
    ("language", "typed"),
    [("en", "can I paint my office pink? I have N1"), ("ja", "事務所の壁を塗れますか？N1を持っています")],
)
def test_a_question_beside_a_fact_is_still_told_to_go_to_the_office(language: str, typed: str) -> None:
    walk = reached("salary_yen", {"language": f"a:{language}"}).says(typed)
    assert "question-for-staff" in walk.all_keys


@pytest.mark.parametrize(("outcome", "walk"), [("decided", reached("leave"))])
def test_the_card_says_that_what_was_not_asked_changes_nothing_only_once_that_is_settled(
    outcome: str, walk: Walk
) -> None:
    walk.presses("yes")
    lines = {line.key: line for line in card(walk.leads[-1], real_dialogue().around.office, "ja")}
    assert lines["card-not-asked"].args["outcome"] == outcome


def test_of_who_came_to_the_office_early_the_card_says_that_open_questions_may_decide() -> None:
    walk = reached("japanese").commands("human", "please help").answers({"name": "Maria"}, until="leave").presses("yes")
    lead = walk.leads[-1]
    lines = {line.key: line for line in card(lead, real_dialogue().around.office, "ja")}
    assert lead.verdict == "undecided"
    assert lines["card-not-asked"].args["outcome"] == "open"


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "Both of us need advice: husband 34 years old, engineer, master, 7 million yen"),
        ("en", "my husband is 34, engineer, 7 million, he wants HSP too"),
        ("ja", "夫は34歳、エンジニア、年収700万円で、夫も高度専門職を希望しています"),
    ],
)
def test_what_is_told_of_somebody_else_is_kept_whole_for_the_office(language: str, typed: str) -> None:
    walk = reached("birth_date", {"language": f"a:{language}"}).says(typed)
    assert "for-who-applies" in walk.all_keys
    assert kept_words(walk) == [typed]
    assert answer(walk, "birth_date") is None


@pytest.mark.parametrize(("language", "typed"), [("en", "can my husband work?"), ("ja", "夫は働けますか？")])
def test_what_is_asked_of_somebody_else_is_not_kept(language: str, typed: str) -> None:
    assert kept_words(reached("birth_date", {"language": f"a:{language}"}).says(typed)) == []
