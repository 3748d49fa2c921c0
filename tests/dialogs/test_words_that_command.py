"""Words typed as a whole that ask to stop, to begin anew or for a person, and words that are no name."""

from copy import deepcopy

import pytest

from tests.dialogs.walker import ENGINEER, Walk


def at(question: str, language: str = "en") -> Walk:
    """Return a walk that stands at a question."""
    given = {**ENGINEER, "language": f"a:{language}"}
    return Walk(language=language).answers(given, until=question)


STOPS = [("en", "stop"), ("en", "Stop."), ("en", "I want to stop"), ("ja", "やめたい"), ("ja", "終わり")]
RESTARTS = [("en", "restart"), ("en", "start over"), ("ja", "最初から"), ("ja", "やり直したい")]


@pytest.mark.parametrize("question", ["consent", "goal", "salary_yen", "degrees", "name"])
@pytest.mark.parametrize(
    ("language", "text", "note"),
    [*((*given, "stopped") for given in STOPS), *((*given, "start-over") for given in RESTARTS)],
)
def test_stopping_and_beginning_anew_are_told_and_lose_nothing(
    question: str, language: str, text: str, note: str
) -> None:
    walk = at(question, language)
    before, place = deepcopy(walk.conversation.answers), walk.conversation.place.at
    walk.says(text)
    # Once there is a result, what is kept is shown, to be changed.
    assert note in walk.all_keys or walk.conversation.place.overlay == "changed"
    assert walk.conversation.answers == before
    assert walk.conversation.place.at == place
    assert walk.conversation.place.failures == 0


def test_whoever_has_a_result_is_shown_what_is_kept_to_begin_anew() -> None:
    walk = Walk().answers(ENGINEER, until="result").says("start over")
    assert walk.conversation.place.overlay == "changed"


def test_a_page_that_was_opened_is_left_by_stop() -> None:
    walk = at("salary_yen").commands("forget").says("stop")
    assert walk.conversation.place.overlay is None
    assert "salary_yen" in walk.conversation.place.at


@pytest.mark.parametrize("text", ["stop?", "can I stop?", "I want to stop working next year"])
def test_more_words_or_a_question_stop_nothing(text: str) -> None:
    assert "stopped" not in at("salary_yen").says(text).all_keys


@pytest.mark.parametrize("text", ["delete my data", "erase everything"])
def test_erasing_asked_for_in_words_still_needs_its_button(text: str) -> None:
    walk = at("name").says(text)
    assert walk.conversation.place.overlay == "forget"
    assert walk.conversation.answers


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(("en", text) for text in ("i need help now", "can I talk to a person", "call me", "I need a human")),
        *(("ja", text) for text in ("人と話したい", "電話してください", "電話ください", "人に代わって")),
    ],
)
@pytest.mark.parametrize("question", ["salary_yen", "name"])
def test_a_wish_for_a_person_leads_to_one(question: str, language: str, text: str) -> None:
    assert at(question, language).says(text).conversation.place.wants("human") == "yes"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(("en", text) for text in ("yes", "No", "ok", "hello", "thanks", "はい")),
        *(("ja", text) for text in ("はい", "いいえ", "こんにちは", "yes", "名無し")),
    ],
)
def test_a_word_that_answers_something_is_no_name_however_often_it_is_typed(language: str, text: str) -> None:
    walk = at("name", language)
    for _ in range(2):
        walk.says(text)
        assert "name" not in walk.conversation.answers
        assert walk.conversation.place.at == "name"


@pytest.mark.parametrize(("language", "text"), [("en", "help"), ("en", "why do you ask"), ("ja", "ヘルプ")])
def test_a_question_at_the_name_is_answered(language: str, text: str) -> None:
    walk = at("name", language).says(text)
    assert "name" not in walk.conversation.answers
    assert "q-name.help" in walk.all_keys or "name-really" in walk.all_keys


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "No is my name", "No"),
        ("en", "My name is Yes", "Yes"),
        ("en", "Ja Morant", "Ja Morant"),
        ("en", "Call me Hope", "Hope"),
        ("en", "Nosrat", "Nosrat"),
        ("en", "Stop Ivanov", "Stop Ivanov"),
        ("ja", "私の名前は野", "野"),
        ("ja", "灰谷", "灰谷"),
    ],
)
def test_a_rare_name_is_taken(language: str, text: str, name: str) -> None:
    assert at("name", language).says(text).conversation.answers["name"].value == name


def test_what_one_does_not_want_to_say_is_no_name() -> None:
    answer = at("name").says("I don't know").conversation.answers.get("name")
    assert answer is None or answer.value is None
