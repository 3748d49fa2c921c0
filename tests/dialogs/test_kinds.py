"""Kinds of question: what a person reads back of a kept value, and what several readings of a typed one become."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest

from bot.words.words import Words, languages
from dialogs.conversation import Conversation, Value
from dialogs.kinds import (
    NONE,
    BirthDate,
    Contact,
    Day,
    DayOrNone,
    FreeText,
    Kind,
    ManyOf,
    ManyOfSource,
    Name,
    OneOf,
    OneOfSource,
    Percent,
    Ticks,
    Whole,
    Worded,
    Years,
    Yen,
    YesNo,
)
from dialogs.messages import Text, Typed
from dialogs.parsing import Ambiguous, AnswerProblem, Certain, PartialDate, Summand, WorkedOut
from dialogs.place import Place
from tests.dialogs.walker import real_dialogue

words = cache(Words)
WAYS = (("online", Text("value-plain", {"text": "Video call"})), ("visit", Text("value-plain", {"text": "Our office"})))


class Around:
    """What a kind knows beside the text, on a day when everybody under thirty counts as young."""

    today = date(2026, 11, 24)

    def choices(self, source: str) -> Sequence[tuple[str, Text]]:
        """The ways to meet, whatever is asked for."""
        return WAYS

    def missed(self, source: str, value: str) -> Text | None:
        """Nothing that was offered is gone."""
        return None

    def is_gone(self, source: str, value: str) -> bool:
        """Nothing that was chosen is gone."""
        return False

    def settles_age(self, birth: PartialDate) -> bool:
        """Whether a day, or a year long gone, is known."""
        return birth.day is not None or birth.year < 1980

    lives_abroad = False
    lives_in_japan = True

    @property
    def agrees_today(self) -> bool:
        return True

    @property
    def is_sent(self) -> bool:
        return False


AROUND = Around()


def read_back(kind: Kind, question: str, value: Value) -> tuple[str, str]:
    """What a person reads of a kept value, in English and in Japanese."""
    shown = kind.shown(question, value, AROUND)
    return words().plain("en", shown), words().plain("ja", shown)


@pytest.mark.parametrize(
    ("kind", "question", "value", "english", "japanese"),
    [
        (
            OneOf(("hsp", "other")),
            "goal",
            "hsp",
            "Get a Highly Skilled Professional visa",
            "高度専門職の在留資格をとりたい",
        ),
        (YesNo(), "japanese_degree", "no", "No", "いいえ"),
        (ManyOf(("master", "doctorate")), "degrees", ["doctorate"], "Doctorate (PhD)", "博士"),
        (ManyOf(("master", "doctorate")), "degrees", [], "None of these", "当てはまるものはない"),
        (
            ManyOfSource(source="ways", most=2),
            "half_days",
            ["online", "visit"],
            "Video call, Our office",
            "Video call、Our office",
        ),
        (Yen(), "salary_yen", 6_500_000, "6,500,000 yen", "6,500,000円"),
        (
            Yen(),
            "salary_yen",
            WorkedOut.sum_of(Summand("base", 6_480_000), Summand("bonus", 1_080_000), left_out=("shares",)),
            "6,480,000 + bonus 1,080,000 = 7,560,000 yen; shares: staff check",
            "6,480,000＋賞与1,080,000＝7,560,000円（株式報酬は担当者が確認）",
        ),
        (
            Yen(),
            "salary_yen",
            WorkedOut.sum_of(
                Summand("base", 250_000, 12), Summand("counted", 30_000, 12), Summand("bonus", 500_000, 2)
            ),
            "250,000 × 12 + allowance 30,000 × 12 + bonus 500,000 × 2 = 4,360,000 yen",
            "250,000×12＋手当30,000×12＋賞与500,000×2＝4,360,000円",
        ),
        (
            Yen(),
            "salary_yen",
            WorkedOut.sum_of(Summand("base", 6_000_000), left_out=("allowances", "signing")),
            "6,000,000 yen; allowances, sign-on pay: staff check",
            "6,000,000円（手当、入社時の一時金は担当者が確認）",
        ),
        (Whole(0, 99, (0, 1)), "papers", 3, "3", "3"),
        (
            Whole(0, 99, (0, 1)),
            "licences",
            WorkedOut(0, left_out=("unlisted",)),
            "0 (company certificates and language tests are not on the official list)",
            "0（民間の資格や語学の試験は対象の一覧にありません）",
        ),
        (Years(), "experience_years", 12, "1 year", "1年"),
        (Years(), "experience_years", 31, "2 years 7 months", "2年7か月"),
        (Percent(), "employer_rd_ratio", "0.031", "3.1%", "3.1%"),
        (Percent(), "employer_rd_ratio", "0.3", "30%", "30%"),
        (BirthDate(), "birth_date", "1994-05-01", "May 1, 1994", "1994年5月1日"),
        (BirthDate(), "birth_date", "1979", "1979", "1979年"),
        (Day(years_back=20), "status_since", "2024-03", "March 2024", "2024年3月"),
        (Day(years_back=20), "status_since", "2024-03-31", "March 31, 2024", "2024年3月31日"),
        (FreeText(), "note", "in my own words", "\u2068in my own words\u2069", "\u2068in my own words\u2069"),
        (OneOfSource("consultation_ways"), "consultation", "visit", "Our office", "Our office"),
        # The office does not offer it any more: what was chosen then is said as it was kept.
        (OneOfSource("consultation_ways"), "consultation", "phone", "phone", "phone"),
    ],
)
def test_a_kept_value_is_read_back(kind: Kind, question: str, value: Value, english: str, japanese: str) -> None:
    assert read_back(kind, question, value) == (english, japanese)


def test_what_was_typed_cannot_be_markup() -> None:
    shown = FreeText().shown("note", "<b>bold</b> & more", AROUND)
    assert isinstance(shown.args["text"], Typed)
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in words().html("en", shown)


@pytest.mark.parametrize(
    ("kind", "text", "values"),
    [
        (Percent(), "3-4%", ("0.03", "0.04")),
        (Percent(), "0.5", ("0.005", "0.5")),
        (Day(years_back=20), "05/06/2020", ("2020-05-06", "2020-06-05")),
        (BirthDate(), "05/06/1994", ("1994-05-06", "1994-06-05")),
    ],
)
def test_several_readings_are_asked_back_as_values_that_can_be_kept(
    kind: Kind, text: str, values: tuple[str, ...]
) -> None:
    reading = kind.read(text, AROUND)
    assert isinstance(reading, Ambiguous)
    assert sorted(map(str, reading.candidates)) == list(values)
    assert all(kind.accepts(value, AROUND) for value in reading.candidates)
    assert len({read_back(kind, "x", value) for value in reading.candidates}) == len(values)


class Sent(Around):
    """The same for the answers of a lead that was sent."""

    @property
    def is_sent(self) -> bool:
        return True


SPLIT = (("spouse", ("spouse_of", "long_term")),)
ONE = OneOf(("work", "spouse_of", "long_term"), split=SPLIT)
MANY = ManyOf(("work", "spouse_of", "long_term"), split=SPLIT)


@pytest.mark.parametrize(
    ("kind", "old", "today"), [(ONE, "spouse", "long_term"), (MANY, ["spouse", "work"], ["work", "spouse_of"])]
)
def test_a_choice_that_was_split_stays_and_is_asked_again(kind: OneOf | ManyOf, old: Value, today: Value) -> None:
    holds = [kind.still_holds(old, AROUND), kind.still_holds(old, Sent()), kind.still_holds(today, AROUND)]
    assert (kind.accepts(old, AROUND), holds) == (True, [False, True, True])
    assert "spouse" not in [value for value, _ in kind.options("residence", AROUND)]
    assert "spouse" not in kind.listed()
    assert (kind.can_be("spouse"), kind.can_have("spouse")) == (False, False)
    assert "c-residence-spouse" in kind.label_keys("residence")
    assert "Spouse, long-term or permanent resident" in read_back(kind, "residence", old)[0]
    assert kind.is_told_apart(old, today)


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (ONE, "spouse", "work"),
        (ONE, "work", "long_term"),
        (ONE, "spouse", None),
        (MANY, ["spouse", "work"], ["spouse_of"]),
        (MANY, ["spouse"], ["work"]),
        (MANY, ["spouse"], []),
        (MANY, ["work"], ["work"]),
        (MANY, ["spouse"], None),
    ],
)
def test_another_answer_says_something_else(kind: OneOf | ManyOf, before: Value, after: Value) -> None:
    assert not kind.is_told_apart(before, after)


@pytest.mark.parametrize(
    "split", [("work", ("spouse_of", "long_term")), ("spouse", ("spouse_of",)), ("spouse", ("spouse_of", "moon"))]
)
def test_a_split_is_of_a_choice_gone_into_choices_there_are(split: tuple[str, tuple[str, ...]]) -> None:
    name = split[0]
    told = f"choice {name!r}, split since, must stand for two or more of today's choices and be none of them"
    assert told in list(replace(ONE, split=(split,)).faults())
    assert told in list(replace(MANY, split=(split,)).faults())


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Yen(), "650万?", 6_500_000),
        (Years(), "5 years?", 60),
        (Whole(0, 9, (0, 1)), "2？", 2),
        (Percent(), "3%?", "0.03"),
        (Day(years_back=20), "2021-04?", "2021-04"),
        (BirthDate(), "1994-05-01?", "1994-05-01"),
    ],
)
def test_an_answer_with_a_question_mark_is_read_back(kind: Kind, text: str, value: Value) -> None:
    assert kind.read(text, AROUND) == Ambiguous((value,))
    assert kind.read(text.rstrip("?？"), AROUND) == Certain(value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("I am 50", ("1976", "1975")),
        ("50歳", ("1976", "1975")),
        ("fifty", ("1976", "1975")),
        ("I am 50, turning 51 in December", ("1975-12",)),
        ("51歳、3月で52歳になります", ("1975-03",)),
        ("I'll be 60 in November", ("1966-11",)),
    ],
)
def test_an_age_that_settles_the_band_leaves_only_the_year_to_choose(text: str, values: tuple[str, ...]) -> None:
    assert BirthDate().read(text, AROUND) == Ambiguous(values)


@pytest.mark.parametrize(
    "text", ["32", "I am 32", "32歳", "I am 32, turning 33 in December", "I am 5", "age 150", "46"]
)
def test_an_age_that_leaves_the_band_open_is_asked_for_the_date(text: str) -> None:
    assert BirthDate().read(text, AROUND) == AnswerProblem("problem-day-age")


class Abroad(Around):
    """The same day, seen by somebody who is not in Japan yet."""

    lives_abroad = True
    lives_in_japan = False


def test_a_number_needs_its_country_where_the_person_is_abroad() -> None:
    assert Contact().read("090-1234-5678", AROUND) == Certain("090-1234-5678")
    assert Contact().read("090-1234-5678", Abroad()) == AnswerProblem("problem-contact-country")
    assert Contact().read("+84 90 123 4567", Abroad()) == Certain("+84 90 123 4567")
    assert Contact().read("maria@example.com.", Abroad()) == Certain("maria@example.com")


@pytest.mark.parametrize("text", ["", " ", "\u2800", "\u200b\u200c", "\u00ad", "\u3164\ufe0f"])
def test_what_cannot_be_seen_is_no_text_and_no_name(text: str) -> None:
    assert Name().read(text, AROUND) == AnswerProblem("problem-name-unseen")
    assert FreeText().read(text, AROUND) == AnswerProblem("problem-text-empty")
    assert Contact().read(text, AROUND) == AnswerProblem("problem-text-empty")


def test_how_an_answer_was_worked_out_is_kept_with_it() -> None:
    total = WorkedOut.sum_of(Summand("base", 6_000_000), Summand("bonus", 1_000_000), left_out=("shares",))
    conversation = Conversation("walk", "test", place=Place("salary_yen", candidates=[total, 5]))
    conversation.keep("salary_yen", total, AROUND.today)
    kept = Conversation.from_json(json.loads(json.dumps(conversation.to_json())))
    for value in (kept.answers["salary_yen"].value, kept.place.candidates[0]):
        assert isinstance(value, WorkedOut)
        assert (value, value.parts, value.left_out) == (total, total.parts, total.left_out)
    assert kept.place.candidates == [total, 5]


def test_a_choice_that_the_moment_gives_is_no_fault_of_a_declaration() -> None:
    assert OneOfSource("consultation_ways").can_be("by balloon")
    assert ManyOfSource(source="half_days").can_have("20261125am")
    assert not OneOf(("one", "two")).can_be("three")


def test_beside_its_choices_a_kind_that_takes_words_or_days_can_be_anything() -> None:
    assert DayOrNone().can_be(NONE)
    assert DayOrNone().can_be("2027-04")
    assert Worded(choices=("by_mail",)).can_be("in my own words")
    assert not Day().can_be("2027-04")


@pytest.mark.parametrize(("kind", "value"), [(Day(), "2024-02-29"), (FreeText(), "one"), (Years(), 12)])
def test_what_has_no_choices_was_never_split(kind: Kind, value: Value) -> None:
    assert not kind.was_split(value)
    assert not kind.is_told_apart(value, value)


def test_a_tick_of_fixed_choices_is_never_gone_and_one_never_offered_is_not_explained() -> None:
    assert ManyOf(("one", "two")).missed("three", AROUND) is None
    assert not ManyOf(("one", "two")).is_gone("one", AROUND)


def test_a_list_of_choices_that_nobody_gives_is_a_fault_and_an_error() -> None:
    situation = real_dialogue().situation(
        Conversation("1", "local", "en", Place("goal"), {}), datetime(2026, 11, 24, 1, tzinfo=UTC)
    )
    assert list(OneOfSource("planets").faults()) == [
        "no list of choices is called 'planets'; there are languages, talk_languages, consultation_ways, half_days"
    ]
    with pytest.raises(KeyError, match="planets"):
        situation.choices("planets")


def test_every_sample_is_an_answer_that_its_kind_takes() -> None:
    for kind in (Day(), Years(), Yen(), Whole(0, 3, (0, 1)), YesNo(), ManyOf(("one", "two"))):
        samples = list(kind.samples())
        assert samples, kind
        assert all(kind.accepts(value, AROUND) for value in samples), kind


def test_ticks_of_a_page_are_named_by_the_page() -> None:
    assert Ticks().shown("papers_had", ["passport"], AROUND) == Text("q-papers_had.short")


@pytest.mark.parametrize("language", languages())
def test_the_example_of_a_number_is_accepted_wherever_a_person_lives(language: str) -> None:
    example = words().plain(language, Text("q-contact.example"))
    assert Contact().read(example, AROUND) == Contact().read(example, Abroad()) == Certain(example)
