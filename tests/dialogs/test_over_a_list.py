"""What is typed over the list of what was understood: an answer, a button of the page beneath, or words for staff."""

from __future__ import annotations

import pytest

from dialogs.conversation import Value
from tests.dialogs.reached import reached
from tests.dialogs.walker import Walk

EARNS_MORE = {"en": "my salary is 8M", "ja": "年収は800万円です"}


def with_a_list(where: str, language: str) -> Walk:
    walk = reached(where, {"language": f"a:{language}"}).says(EARNS_MORE[language])
    return walk.leads_to(f"understood over {where}")


def answer(walk: Walk, question: str) -> Value:
    kept = walk.conversation.answers.get(question)
    return None if kept is None else kept.value


def kept_words(walk: Walk) -> list[str]:
    kept = answer(walk, "own_words")
    return [str(line).rpartition("|")[2] for line in kept] if isinstance(kept, list) else []


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "director of the branch, responsible for Japan"),
        ("en", "6 years"),
        ("ja", "支店の責任者として働いています"),
        ("ja", "4年"),
    ],
)
@pytest.mark.parametrize("where", ["japanese", "result", "review"])
def test_what_fits_no_line_is_kept_in_own_words(where: str, language: str, typed: str) -> None:
    walk = with_a_list(where, language).says(typed).explains("own-words-kept")
    assert walk.conversation.place.heard["salary_yen"] == 8_000_000
    assert typed in kept_words(walk)


@pytest.mark.parametrize(("language", "typed"), [("en", "6 years"), ("ja", "支店の責任者として働いています")])
def test_what_fits_no_answer_of_the_review_is_kept_in_own_words(language: str, typed: str) -> None:
    walk = reached("review", {"language": f"a:{language}"}).says(typed).explains("own-words-kept")
    assert typed in kept_words(walk)


@pytest.mark.parametrize(("language", "typed"), [("en", "hmm"), ("en", "5"), ("en", "back"), ("ja", "うーん")])
def test_a_button_missed_is_no_word_for_staff(language: str, typed: str) -> None:
    walk = with_a_list("result", language)
    before = kept_words(walk)
    assert kept_words(walk.says(typed)) == before


def test_none_of_this_takes_back_the_words_as_well() -> None:
    walk = with_a_list("result", "en").says("6 years").presses("drop")
    assert "6 years" not in kept_words(walk)


@pytest.mark.parametrize(("language", "typed"), [("en", "6 years"), ("ja", "6年です")])
def test_the_answer_of_the_question_beneath_joins_the_list(language: str, typed: str) -> None:
    walk = with_a_list("experience_years", language).says(typed)
    assert dict(walk.conversation.place.heard) == {"salary_yen": 8_000_000, "experience_years": 72}


@pytest.mark.parametrize(("language", "typed"), [("en", "7 May 1981"), ("ja", "1981年5月7日")])
def test_a_line_marked_as_wrong_is_answered_over_the_rest_of_the_list(language: str, typed: str) -> None:
    told = {"en": "my salary is 8M, born 3 June 1990", "ja": "年収は800万円、1990年6月3日生まれです"}[language]
    walk = reached("japanese", {"language": f"a:{language}"}).says(told).presses("fix:birth_date")
    walk.leads_to("understood over japanese").says(typed)
    assert walk.conversation.place.heard["birth_date"] == "1981-05-07"
    assert walk.conversation.place.mistaken == []


@pytest.mark.parametrize(
    ("language", "typed"),
    [("en", "contact the office"), ("en", "ask for a consultation"), ("ja", "相談する"), ("ja", "相談を申し込む")],
)
def test_whoever_asks_for_the_office_comes_to_it_over_a_list(language: str, typed: str) -> None:
    walk = with_a_list("result", language).says(typed)
    assert walk.conversation.place.at not in ("result", "review")
    assert walk.conversation.place.heard["salary_yen"] == 8_000_000, "the list is not lost"


@pytest.mark.parametrize(
    ("language", "told", "more"),
    [
        ("en", "I am an engineer", "master now, doctor in 2027"),
        ("ja", "エンジニアです", "修士です。博士は2027年の予定です"),
    ],
)
def test_what_may_mean_what_is_listed_leaves_it_listed(language: str, told: str, more: str) -> None:
    walk = reached("activity", {"language": f"a:{language}"}).says(f"{EARNS_MORE[language]}, {told}")
    assert walk.conversation.place.heard["activity"] == "specialist"
    assert walk.says(more).conversation.place.heard["activity"] == "specialist"


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "back"), ("en", "go back please"), ("ja", "もどる"), ("ja", "back")]
)
@pytest.mark.parametrize("where", ["japanese", "result"])
def test_going_back_leads_to_what_was_asked_and_keeps_nothing(where: str, language: str, typed: str) -> None:
    walk = with_a_list(where, language)
    before = answer(walk, "salary_yen")
    assert answer(walk.says(typed).leads_to(where), "salary_yen") == before
    assert walk.conversation.place.heard == {}
