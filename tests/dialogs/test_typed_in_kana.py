"""What learners of Japanese type in kana, with spaces between the words, is read as the words that it is."""

from __future__ import annotations

import pytest

from dialogs.conversation import Value
from dialogs.parsing.readings import spelt
from dialogs.questionnaires.hsp import HSP
from dialogs.understanding import Understood
from tests.answers.report import PAGES, Today, reader


def heard(text: str, asked: str) -> Understood:
    """Return what is understood of a text at a question."""
    return reader().read(text, None if asked in PAGES else HSP.by_id[asked], "ja", Today())


# Question, text, of which question, and what of it; taken at once or read back.
KANA: list[tuple[str, str, str, Value]] = [
    ("degrees", "しゅうし もってる、こうがく", "degrees", ["master"]),
    ("degrees", "だいがく そつぎょう しました、けいざい", "degrees", ["bachelor"]),
    ("degrees", "はくしかてい しゅうりょう しました", "degrees", ["doctorate"]),
    ("degrees", "がくし だけ です", "degrees", ["bachelor"]),
    ("degrees", "しゅうし おわる よてい", "plan", "master"),
    ("degrees", "こうせん でました", "degrees", ["bachelor"]),
    ("residence", "ぎじんこく、2028ねん6がつまで", "residence", "work"),
    ("residence", "ぎじんこく、2028ねん6がつまで", "stay_until", "2028-06"),
    ("residence", "ぎのうじっしゅう です", "residence", "other"),
    ("residence", "かぞくたいざい です", "residence", "dependent"),
    ("residence", "とくていぎのう です", "residence", "other"),
    ("residence", "りゅうがく です", "residence", "student"),
    ("residence", "ビザ きのう おわった たすけて", "residence", "ran_out"),
    ("activity", "かいしゃで きかい せっけい してます", "activity", "specialist"),
    ("activity", "だいがくで けんきゅう しています", "activity", "research"),
    ("activity", "だいがくで けんきゅう と おしえる", "activity", "research"),
    ("activity", "かいご してます", "activity", "other"),
    ("activity", "けいえいしゃ です", "activity", "manage"),
    ("work_field", "かいけい です", "work_field", "business"),
    ("work_field", "きかい せっけい です", "work_field", "technical"),
    ("work_field", "ほんやく してます", "work_field", "language"),
    ("birth_date", "たんじょうび は 1990ねん5がつ3にち です", "birth_date", "1990-05-03"),
    ("result", "たんじょうび ちがう、1993年9月1日 です", "birth_date", "1993-09-01"),
    ("youngest_child", "したのこ 2023ねん 10がつ", "youngest_child", "2023-10"),
    ("has_children", "こども いません", "has_children", "no"),
    ("has_children", "むすめ います", "has_children", "yes"),
    ("married_since", "けっこん してない", "married_since", "none"),
    ("married_since", "どくしん です", "married_since", "none"),
    ("married_since", "2019ねん 4がつ に けっこんしました", "married_since", "2019-04"),
    ("salary_yen", "ねんしゅう 650まん です", "salary_yen", 6_500_000),
    ("salary_yen", "きゅうりょう は 1ねんで 500まんえん", "salary_yen", 5_000_000),
    ("salary_before", "まえは 480まんえん でした", "salary_before", 4_800_000),
    ("experience_years", "けいけん 5ねん です", "experience_years", 60),
    ("experience_years", "しごと 7ねん してます", "experience_years", 84),
    ("experience_years", "コック3ねん、そのあとIT6ねん", "experience_years", 108),
    ("japanese", "にほんごのうりょくしけん N2 ごうかく しました", "japanese", "n2"),
    ("position", "だいひょうとりしまりやく です", "position", "representative"),
    ("position", "ただの しゃいん です", "position", "none"),
    ("in_japan_since", "2018ねん 4がつ に らいにち しました", "in_japan_since", "2018-04"),
    ("status_since", "2022ねん 4がつ から です", "status_since", "2022-04"),
    ("stay_until", "ざいりゅうきげん は 2027ねん 8がつ 31にち です", "stay_until", "2027-08-31"),
    ("goal", "えいじゅうけん とりたい", "goal", "pr"),
    ("goal", "こうどじんざい に なりたい", "goal", "hsp"),
    ("plan", "らいねん N1 を うける よてい", "plan", "n1"),
    ("contact_way", "でんわ です", "contact_way", "phone"),
    ("in_order", "ぜいきん と ねんきん はらってます", "in_order", ["tax", "pension"]),
    ("first", "わたし は がくし、N2、ねんしゅう 600まん です", "salary_yen", 6_000_000),
]


@pytest.mark.parametrize(("asked", "text", "question", "value"), KANA)
def test_words_in_kana_are_the_words_they_are(asked: str, text: str, question: str, value: Value) -> None:
    fact = heard(text, asked).of(question)
    assert fact is not None
    assert fact.candidates == (value,)
    # What is shown is what was typed.
    assert fact.words in text


def test_an_age_in_kana_is_an_age() -> None:
    problem = heard("わたし 29さい です", "birth_date").problem
    assert problem is not None
    assert problem.key == "problem-day-age"


def test_the_plan_of_a_degree_is_beside_the_one_that_is_had() -> None:
    understood = heard("2027年3月に修士おわるよてい、いまは学士だけ", "degrees")
    degrees, plan = understood.of("degrees"), understood.of("plan")
    assert degrees is not None
    assert degrees.candidates == (["bachelor"],)
    assert plan is not None
    assert plan.candidates == ("master",)


@pytest.mark.parametrize(
    "text",
    [
        "たなか けんじ です",
        "さいたま です",
        "お願いします",
        "いしいさん",
        "ちがいます",
        "N1 2018",
        "あいこ",
        "しゅうしんこよう",
        "はたけ",
    ],
)
def test_what_nobody_listed_stays_as_it_was_typed(text: str) -> None:
    assert spelt(text) is None


def test_free_text_stays_as_it_was_typed() -> None:
    assert heard("さいたま です", "lives_in").facts == ()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("しゅうし おわる よてい", "修士 終わる 予定"),
        ("わたし 29さい です", "私 29歳 です"),
        ("かいしゃで きかい せっけい してます", "会社で 機械 設計 してます"),
    ],
)
def test_a_word_is_written_as_the_lists_have_it(text: str, written: str) -> None:
    found = spelt(text)
    assert found is not None
    assert found.text == written
    assert found.own(written) == text
