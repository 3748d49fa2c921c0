"""What walks of hurried clients found: taken at once though it was not so, lost, or answered beside the point."""

from typing import Any

import pytest

from tests.dialogs.as_typed import candidates, read
from tests.dialogs.reached import reached
from tests.dialogs.test_lists_of_facts import language_of
from tests.dialogs.walker import Answers, Walk


def walk_to(where: str, language: str, *more: Answers) -> Walk:
    """Return somebody of a language at a question."""
    return reached(where, *more).commands("language").presses(f"a:{language}")


@pytest.mark.parametrize(
    ("asked", "text", "offered"),
    [
        # The second of the list, or the second kind.
        ("goal", "the second one", ("pr", "hsp2")),
        ("goal", "permanent resident since 2020", ()),
        ("goal", "高度専門職で2年", ()),
        ("goal", "永住ではなく高度専門職", ("hsp",)),
        ("goal", "永住で", ("pr",)),
        ("activity", "I teach English at a language school", ("specialist", "other")),
        ("japanese", "もちろんない", ("none",)),
        ("birth_date", "I'll be 33 next month", ("1993-12",)),
        ("birth_date", "来月33歳になります", ("1993-12",)),
        ("stay_until", "去年の5月から3年", ()),
        ("salary_yen", "650万から800万の間", (6_500_000, 8_000_000)),
        ("salary_yen", "10M before tax, 7M after tax", (10_000_000,)),
        ("salary_yen", "額面700万、手取り540万", (7_000_000,)),
        ("salary_yen", "月給45万円、手取り35万円", (5_400_000,)),
        ("salary_yen", "7M net 10M gross", ()),
        ("salary_yen", "手取り30万", ()),
        ("salary_yen", "7M no 8M", ()),
        ("japanese", "N1、いやN2", ("n2",)),
        ("japanese", "N1、いや、N2", ("n2",)),
        ("salary_yen", "3 million yen bonus and 500k monthly", (9_000_000,)),
        ("japanese", "N2 passed last month waiting for the certificate", ("n2",)),
    ],
)
def test_what_is_offered(asked: str, text: str, offered: tuple[Any, ...]) -> None:
    assert candidates(text, asked, language_of(text)) == offered


@pytest.mark.parametrize("text", ["permanent resident since 2020", "高度専門職で2年"])
def test_what_somebody_has_is_no_goal(text: str) -> None:
    walk = walk_to("goal", language_of(text)).says(text)
    assert "goal" not in walk.conversation.answers
    assert walk.conversation.place.heard["residence"] in ("permanent", "hsp")


def test_to_have_come_as_a_student_is_no_status_of_today() -> None:
    walk = reached("goal").says("I came to Japan in 2018 as a student. I joined Rakuten as engineer.")
    assert "residence" not in walk.conversation.place.heard
    assert walk.conversation.place.heard["in_japan_since"] == "2018"


@pytest.mark.parametrize("text", ["8万ドル", "月6000ドル", "80,000 USD"])
def test_foreign_money_has_a_line_of_its_own(text: str) -> None:
    walk_to("salary_yen", language_of(text)).refuses(text, "problem-yen-currency")


def test_what_somebody_else_has_is_no_question_about_the_screen() -> None:
    walk = walk_to("japanese", "ja").says("妻がN1です").explains("for-who-applies", "own-words-kept")
    assert "q-japanese.help" not in walk.keys


@pytest.mark.parametrize("text", ["why do you need my name?", "なぜ名前が必要ですか"])
def test_a_question_is_no_name(text: str) -> None:
    walk = walk_to("name", language_of(text)).says(text)
    assert "name" not in walk.conversation.answers
    assert "question-for-staff" in walk.keys


@pytest.mark.parametrize(
    ("way", "text", "shown"),
    [
        ("phone", "090ー1234ー5678", "090-1234-5678"),
        ("phone", "090の1234の5678", "090-1234-5678"),
        ("phone", "〇九〇一二三四五六七八", "09012345678"),
        ("email", "maria＠example。com", "maria@example.com"),
    ],
)
def test_a_contact_is_taken_as_a_japanese_keyboard_writes_it(way: str, text: str, shown: str) -> None:
    assert walk_to("contact", "ja", {"contact_way": f"a:{way}"}).says(text).value("contact") == shown


def test_to_take_it_all_back_drops_the_list() -> None:
    walk = Walk("ja").presses("a:ja", "a:agree").says("年収800万です").says("やっぱりなしで")
    assert walk.conversation.place.overlay is None
    assert "own_words" not in walk.conversation.answers


@pytest.mark.parametrize("text", ["we will marry next year, she is Japanese", "夫の申請が不許可でした"])
def test_what_no_question_asks_is_kept(text: str) -> None:
    assert "own-words-kept" in walk_to("goal", language_of(text)).says(text).keys


@pytest.mark.parametrize(("language", "text"), [("ja", "English please"), ("en", "日本語でお願いします")])
def test_who_wants_another_language_chooses_it(language: str, text: str) -> None:
    walk = walk_to("goal", language).says(text)
    assert walk.conversation.place.overlay == "language"
    other = "ja" if language == "en" else "en"
    assert walk.presses(f"a:{other}").conversation.language == other
    assert walk.conversation.place.at == "goal"


def test_a_language_is_an_answer_where_the_talk_is_asked_about() -> None:
    assert walk_to("talk_language", "ja").says("英語で").conversation.place.overlay != "language"


@pytest.mark.parametrize(("language", "text"), [("ja", "はい？"), ("ja", "同意しますが"), ("en", "yes?")])
def test_a_doubt_about_the_consent_is_no_question_to_staff_after_it(language: str, text: str) -> None:
    walk = Walk(language).presses(f"a:{language}").says(text)
    assert walk.conversation.consented_to is None
    assert "question-for-staff" not in walk.presses("a:agree").keys


@pytest.mark.parametrize("text", ["go back please", "ひとつ前に戻って"])
def test_to_go_back_is_said_in_more_words(text: str) -> None:
    assert walk_to("experience_years", language_of(text)).says(text).conversation.place.at == "degrees"


@pytest.mark.parametrize("asked", ["", "pregnancy"])
@pytest.mark.parametrize("text", ["no i am not pregnant", "no, I am not pregnant"])
def test_a_no_in_one_breath_with_what_is_denied_denies_it(asked: str, text: str) -> None:
    heard = read(text, asked, "en")
    assert heard.of("pregnancy").candidates == ("no",)  # type: ignore[union-attr]
    assert not heard.remarks
