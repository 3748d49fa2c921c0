"""Long texts without a mark, as they are dictated: each sentence is read, and nothing of it is taken without a yes."""

from typing import Any

import pytest

from dialogs.understanding.plain import plain_text, tokens_of
from dialogs.understanding.run_on import parted
from tests.dialogs.as_typed import read
from tests.dialogs.test_lists_of_facts import language_of, told
from tests.dialogs.walker import Walk

ENGINEER = (
    "hello i am john from india i work in tokyo as software engineer since 2019 my salary is 8 million i have masters "
    "from iit and i passed n2 in 2021 i want permanent residence how long does it take"
)
ENGINEER_JA = (
    "こんにちはインドから来ました東京でソフトウェアエンジニアを2019年からしています年収800万で修士ですN2を2021年に取りました"
    "永住権が欲しいですどのくらいかかりますか"
)
MARRIED = "im 34 engineer n1 9 million i want pr my wife is japanese we have 2 kids visa until next june"
MARRIED_JA = "34歳エンジニアN1年収900万永住したい妻は日本人子供2人ビザは来年6月まで"


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (ENGINEER, "salary_yen", 8_000_000),
        (ENGINEER, "japanese", "n2"),
        (ENGINEER, "degrees", ["master"]),
        (ENGINEER_JA, "salary_yen", 8_000_000),
        (ENGINEER_JA, "japanese", "n2"),
        (ENGINEER_JA, "degrees", ["master"]),
        (ENGINEER_JA, "goal", "pr"),
        (MARRIED, "salary_yen", 9_000_000),
        (MARRIED, "japanese", "n1"),
        (MARRIED_JA, "salary_yen", 9_000_000),
        (MARRIED_JA, "japanese", "n1"),
        (MARRIED_JA, "goal", "pr"),
    ],
)
def test_a_fact_is_found_wherever_it_stands(text: str, question: str, answer: Any) -> None:
    assert told(text, question) == (answer,)


@pytest.mark.parametrize("text", [ENGINEER, ENGINEER_JA, MARRIED, MARRIED_JA])
def test_nothing_of_it_is_taken_without_a_yes(text: str) -> None:
    assert not [fact for fact in read(text, "", language_of(text)).facts if fact.settled]


@pytest.mark.parametrize("text", [MARRIED, MARRIED_JA])
def test_a_spouse_and_the_end_of_a_stay_are_kept_each_for_itself(text: str) -> None:
    kept = {remark.kind: remark.day for remark in read(text, "", language_of(text)).remarks}
    assert kept == {"married": None, "expiry": "2027-06"}


@pytest.mark.parametrize(
    "text",
    [
        "i have a master",
        "since i was 22 the shop where i work is the one that my brother told me about when i came",
        "年収は800万ですが残業代も込みです",
        "My wife, who is Japanese, and I want to stay here for good; what do you think we should do first?",
    ],
)
def test_what_is_one_sentence_is_left_whole(text: str) -> None:
    tokens = tokens_of(plain_text(text))
    assert parted(tokens) is tokens


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("my wife is PR i am dependent", "dependent"),
        ("妻が永住者で私は家族滞在", "dependent"),
    ],
)
def test_behind_a_spouse_somebody_speaks_of_themselves(text: str, value: str) -> None:
    assert read(text, "residence", language_of(text)).of("residence").candidates == (value,)  # type: ignore[union-attr]


def test_an_examination_before_the_word_for_pay_is_no_year() -> None:
    assert told("34歳エンジニアN1年収900万", "salary_yen") == (9_000_000,)
    assert told("34歳エンジニアN1年収900万", "japanese") == ("n1",)


def test_a_dictated_first_message_is_one_list_to_confirm() -> None:
    walk = Walk().says(ENGINEER).presses("a:en", "a:agree")
    assert walk.where == "understood over goal"
    assert {"salary_yen", "japanese", "degrees", "activity"} <= set(walk.conversation.place.heard)
