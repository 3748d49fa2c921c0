"""Facts as a hurried person lists them, spelt in other ways, without verbs, and what beside them is not taken.

Each kind has its counter-examples: another's facts, what is denied, what is only asked.
"""

from pathlib import Path
from typing import Any

import pytest

from dialogs.questionnaires.hsp import HSP
from dialogs.understanding import Understood
from dialogs.understanding.errors import UnderstandingError
from dialogs.understanding.lexicon import given
from dialogs.understanding.phrases import Sense
from dialogs.understanding.respelt import Respeller
from tests.dialogs.as_typed import candidates, kept, read

PAGE = ""


def language_of(text: str) -> str:
    """Return Japanese for a text that has a sign of it."""
    return "en" if text.isascii() else "ja"


def told(text: str, question: str) -> tuple[Any, ...]:
    """Return what is offered for a question in a text that answers none."""
    return candidates_of(read(text, PAGE, language_of(text)), question)


def candidates_of(heard: Understood, question: str) -> tuple[Any, ...]:
    """Return what was understood of a question."""
    fact = heard.of(question)
    return () if fact is None else fact.candidates


# --- other spellings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "text", "answer"),
    [
        ("residence", "けいえいかんり", "work"),
        ("activity", "えいぎょう", "specialist"),
        ("has_children", "むすめひとり", "yes"),
        ("goal", "こうど人材になりたい", "hsp"),
        ("residence", "dependant visa", "dependent"),
    ],
)
def test_other_spellings_of_a_word_are_that_word(asked: str, text: str, answer: str) -> None:
    assert kept(text, asked, language_of(text)) == answer


def test_what_stands_in_the_lists_wins_and_two_meanings_are_none() -> None:
    own, one, other = (Sense("choice", "q", (name,)) for name in ("own", "one", "other"))
    phrasings = [("かな", own, "k"), ("仮名の字", one, "k"), ("仮字", one, "k"), ("家字", other, "k")]
    spelt = Respeller({"仮名の字": ["かな"], "仮": ["か"], "家": ["か"]}).respelt(phrasings)
    assert all(phrase not in ("かな", "か字") for phrase, _, _ in spelt)
    assert Respeller({}).respelt(phrasings) == [], "where no word has another spelling, all phrases stand as they are"


# --- lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("34 years old, N2, 7M. PR possible?", "pr"),
        ("70 points ok? 41 yo, N2, PhD", "hsp"),
        ("N2、年収700万、30歳。永住は？", "pr"),
        ("修士 N1 年収780 28歳 何点？", "hsp"),
    ],
)
def test_a_goal_that_only_a_question_names_beside_facts_is_wanted(text: str, goal: str) -> None:
    assert told(text, "goal") == (goal,)


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("jlpt n1 can i get hsp", "japanese", "n1"),
        ("masters n1 do i qualify", "degrees", ["master"]),
        ("修士 N2 経験5年 就労ビザ 70点いくか知りたい", "experience_years", 60),
        ("修士 N2 経験5年 就労ビザ 70点いくか知りたい", "residence", "work"),
    ],
)
def test_what_stands_before_a_question_without_a_mark_is_told(text: str, question: str, answer: Any) -> None:
    assert told(text, question) == (answer,)


def test_years_that_may_be_an_age_are_no_years_of_work() -> None:
    assert told("engineer 31 yrs, masters", "experience_years") == ()
    assert told("engineer 5 yrs, masters", "experience_years") == (60,)
    assert told("31 years experience as engineer", "experience_years") == (372,)


@pytest.mark.parametrize("text", ["no n1 can i get hsp", "want n1 can i get hsp"])
def test_what_is_only_supposed_in_a_question_is_not_told(text: str) -> None:
    assert told(text, "japanese") == ()


@pytest.mark.parametrize("text", ["PR possible?", "永住は？", "29, N2. Is my husband's PR possible?"])
def test_a_question_alone_or_about_another_wants_nothing(text: str) -> None:
    assert told(text, "goal") == ()


@pytest.mark.parametrize(
    ("text", "question", "values"),
    [
        ("Anil here 34 yrs, network engineer, N2", "birth_date", ("1992", "1991")),
        ("N2, PhD, 27 years, tester 4 years", "birth_date", ("1999", "1998")),
        ("N2, PhD, 12 yrs research", "experience_years", (144,)),
        ("看護師です、N1、35歳、病院で8年", "experience_years", (96,)),
        ("修士 N2 30歳 SE5年", "experience_years", (60,)),
        ("me old 33", "birth_date", ("1993", "1992")),
        ("N1, my age is thirty four", "birth_date", ("1992", "1991")),
        ("Am 29 with msc", "birth_date", ("1997", "1996")),
        ("Age: 37 / N2 / Salary: 8,400,000", "salary_yen", (8_400_000,)),
        ("年齢37／年収840万／N2", "salary_yen", (8_400_000,)),
        ("33 male, java 9 yrs N3 salary 780man", "salary_yen", (7_800_000,)),
        ("6.3M/yr, N2", "salary_yen", (6_300_000,)),
        ("still abroad, 30, BS, N2", "degrees", (["bachelor"],)),
        ("親を呼びたい、N1。高度専門職です", "residence", ("hsp",)),
        ("夫が技人国で私は家族滞在です", "residence", ("dependent",)),
        ("unmarried, N2", "married_since", ("none",)),
        ("nurse licence, N2", "licences", (0, 1)),
        ("8 papers first author, N2", "research", (["papers"],)),
    ],
)
def test_what_a_list_leaves_out_is_heard(text: str, question: str, values: tuple[Any, ...]) -> None:
    assert told(text, question) == values


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("N2, PhD, living here 34 yrs", "birth_date"),
        ("N2, PhD, my wife 34 yrs", "birth_date"),
        ("N2, PhD, company 20 years old", "experience_years"),
        ("N2, engineer, nurse", "licences"),
        ("N2, BS detector", "degrees"),
        ("company 20 old", "birth_date"),
        ("what is PR? N2, PhD", "salary_yen"),
    ],
)
def test_what_is_of_something_else_is_not(text: str, question: str) -> None:
    assert told(text, question) == ()


def test_a_degree_before_a_graduation_to_come_is_read_back() -> None:
    heard = read("student in Kyoto, master, graduate march", PAGE, "en")
    fact = heard.of("degrees")
    assert fact is not None
    assert not fact.settled
    assert "graduation" in {remark.kind for remark in heard.remarks}


# --- denied, asked, of an office --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["studied N2 but fail", "N1受けたけど落ちた"])
def test_an_examination_that_failed_is_none(text: str) -> None:
    assert candidates(text, "japanese", language_of(text)) == ("none",)


def test_a_level_beside_one_that_failed_stays() -> None:
    assert kept("N1おちてN2はある", "japanese", "ja") == "n2"


def test_a_negation_of_a_negation_denies_nothing_before_it() -> None:
    assert kept("working visa not expired", "residence", "en") == "work"


@pytest.mark.parametrize("text", ["no what is it", "what is that, no", "なにそれ、ない"])
def test_a_no_beside_the_question_what_it_is_is_read_back(text: str) -> None:
    asked = "designated_training"
    assert (kept(text, asked, language_of(text)), candidates(text, asked, language_of(text))) == (None, ("no",))


@pytest.mark.parametrize(
    "text", ["12 people in my office, company 5000", "office 10 persons but group 8000", "事務所は9人、全体で5000人"]
)
def test_the_office_is_not_the_company(text: str) -> None:
    assert candidates(text, "employer_sme", language_of(text)) == ("no",)


@pytest.mark.parametrize("text", ["12 people in our office", "20 in japan", "company since 2015"])
def test_people_at_one_place_settle_no_size(text: str) -> None:
    assert kept(text, "employer_sme", "en") is None


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("in_order", "all paid"),
        ("residence", "ベトナムです"),
        ("degrees", "bachelor, not married :)"),
        ("married_since", "日本人の妻と結婚して3年です"),
    ],
)
def test_what_may_mean_something_else_is_not_kept(asked: str, text: str) -> None:
    heard = read(text, asked, language_of(text))
    assert not [fact for fact in heard.facts if fact.settled and fact.question in (asked, "residence")]


@pytest.mark.parametrize("text", ["not married to a Japanese", "日本人とは結婚していません"])
def test_who_is_not_married_to_somebody_may_be_to_another(text: str) -> None:
    assert told(text, "married_since") == ()


# --- remarks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("they rejected my PR in august", "refusal"),
        ("会社やめました、困っています", "job_lost"),
        ("gone 4 months for project", "absence"),
        ("last year 5 month India", "absence"),
    ],
)
def test_what_happened_is_a_remark_however_short(text: str, kind: str) -> None:
    assert [remark.kind for remark in read(text, PAGE, language_of(text)).remarks] == [kind]


def test_a_remark_keeps_its_sentence_and_leaves_what_answers_a_question() -> None:
    [whole] = read("my company closed last month, everyone was fired, we got no pay", PAGE, "en").remarks
    assert whole.words == "my company closed last month, everyone was fired, we got no pay"
    [beside] = read("I lost my job, N2, 29", PAGE, "en").remarks
    assert beside.words == "I lost my job"


# --- figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("new_employer_since", "らいねんの いちがつ とおか", "2027-01-10"),
        ("japanese_degree_since", "April of Reiwa 3", "2021-04"),
        ("japanese_degree_since", "Reiwa 3 April", "2021-04"),
        ("degrees_in_different_fields_since", "2018 shigatsu", "2018-04"),
        ("salary_yen", "6 800 000 yens", 6_800_000),
        ("research", "12 papers published", ["papers"]),
    ],
)
def test_dates_and_sums_in_other_words_are_taken(asked: str, text: str, value: Any) -> None:
    assert kept(text, asked, language_of(text)) == value


# --- a name -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is spelled Li Wei", "Li Wei"),
        ("sorry name is Li Wei not Maria", "Li Wei"),
        ("名前はリ・ウェイです", "リ・ウェイ"),
    ],
)
def test_a_name_is_heard_where_it_is_called_one(text: str, name: str) -> None:
    assert told(text, "name") == (name,)


@pytest.mark.parametrize(
    "text",
    [
        "my name is wrong",
        "my name is on the card",
        "company name is Sony",
        "my husband's name is Li Wei",
        "is my name Li Wei?",
        "会社の名前はソニーです",
    ],
)
def test_what_is_no_name_or_anothers_is_not(text: str) -> None:
    assert told(text, "name") == ()


def test_the_tables_that_may_be_left_out_are_checked_as_the_others() -> None:
    shipped = {language: Path(f"locales/{language}/understanding.toml").read_text("utf-8") for language in ("en", "ja")}
    broken = shipped["en"].replace("[spellings]\nlicence = [", "[spellings]\nlicence = [1, ", 1)
    with pytest.raises(UnderstandingError, match=r"spellings\.licence"):
        given({**shipped, "en": broken}, HSP)
