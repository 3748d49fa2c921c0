"""Language work and work at a fund are asked of those whose field it may be; of others it follows, points and all."""

from __future__ import annotations

import pytest

from dialogs.answers import OF_THE_FIELD
from dialogs.pages.page import BACK, UNKNOWN
from dialogs.questionnaires.hsp import WITHOUT_LANGUAGES, WORK_FIELDS
from scoring import Category, score
from tests.dialogs.test_understanding import read
from tests.dialogs.walker import ENGINEER, Answers, Walk

LANGUAGES, FUND = "international_services", "investment_management"
# Whoever is asked of everything, to the end.
TO_THE_END: Answers = {**ENGINEER, "thorough": "a:go_on"}


def walked(field: str, otherwise: str = "a:no", **more: str) -> Walk:
    """Somebody who answers everything that is asked, and says no wherever that can be said."""
    return Walk().answers({**TO_THE_END, "work_field": field, **more}, until="review", otherwise=otherwise)


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("a:technical", set()),
        ("a:finance", {FUND}),
        ("a:business", {LANGUAGES}),
        ("a:language", {LANGUAGES}),
        # Of whom nothing follows, all is asked.
        (UNKNOWN, {LANGUAGES, FUND}),
    ],
)
def test_who_is_asked_of_language_work_and_of_work_at_a_fund(field: str, asked: set[str]) -> None:
    assert {LANGUAGES, FUND} & set(walked(field).asked) == asked


def test_each_field_says_what_is_not_asked_of_it() -> None:
    assert set(OF_THE_FIELD) == set(WORK_FIELDS)
    assert {field for field, facts in OF_THE_FIELD.items() if LANGUAGES in facts} == set(WITHOUT_LANGUAGES)
    assert not any(value for facts in OF_THE_FIELD.values() for value in facts.values())


@pytest.mark.parametrize("field", WORK_FIELDS)
def test_who_is_not_asked_gets_the_points_of_whoever_answers_no(field: str) -> None:
    walk = walked(f"a:{field}")
    answered = walked(UNKNOWN)
    mine, theirs = walk.situation, answered.situation
    assert (mine.profile.international_services, mine.profile.investment_management) == (False, False)
    [one], [other] = mine.score.categories, theirs.score.categories
    assert (one.total, one.least, one.greatest, one.verdict) == (
        other.total,
        other.least,
        other.greatest,
        other.verdict,
    )
    assert [gate.met for gate in one.gates] == [gate.met for gate in other.gates]


@pytest.mark.parametrize(
    ("activity", "field", "category"), [("specialist", "a:finance", Category.B), ("manage", "", Category.C)]
)
def test_whoever_can_have_the_points_of_a_fund_is_asked_and_gets_them(
    activity: str, field: str, category: Category
) -> None:
    facts = {"activity": f"a:{activity}", FUND: "a:yes", "position": "a:director"}
    walk = walked(field or UNKNOWN, **facts)
    assert FUND in walk.asked
    assert walk.situation.score.of(category).item("invest_mgmt").points == 10
    assert ("work_field" in walk.asked) is bool(field)


def test_of_a_researcher_none_of_it_is_asked() -> None:
    walk = walked(UNKNOWN, activity="a:research")
    assert not {"work_field", LANGUAGES, FUND} & set(walk.asked)


def test_what_somebody_says_themselves_is_surer_than_what_follows_from_their_field() -> None:
    walk = walked("a:technical").says("my work is investment management at a registered firm")
    assert walk.situation.profile.investment_management is True or walk.conversation.place.heard == {FUND: "yes"}
    told = walked("a:technical")
    told.conversation.keep(FUND, "yes", told.situation.today)
    assert told.situation.profile.investment_management is True
    # The order in which they were told changes nothing.
    first = Walk().answers(TO_THE_END, until="work_field")
    first.conversation.keep(FUND, "yes", first.situation.today)
    first.presses("a:technical")
    assert first.situation.profile.investment_management is True


def test_whoever_said_that_it_is_no_language_work_is_not_asked_for_a_field() -> None:
    walk = Walk().answers(TO_THE_END, until="activity")
    walk.conversation.keep(LANGUAGES, "no", walk.situation.today)
    walk.presses("a:specialist")
    assert walk.where not in ("work_field", LANGUAGES)


def test_another_field_asks_again_what_hung_on_it() -> None:
    walk = walked("a:finance", **{FUND: "a:yes"})
    walk.presses("change:work_field", "a:technical")
    assert walk.where != "review" or walk.situation.value(FUND) is None
    back = walked("a:technical").presses("change:work_field", "a:business")
    assert back.where == LANGUAGES
    back.presses(BACK).asks("work_field")


def test_what_follows_is_the_law_of_that_profile() -> None:
    walk = walked("a:technical")
    profile = walk.situation.profile
    again = score(profile.with_facts(international_services=None, investment_management=None), as_of=profile.as_of)
    assert again.of(Category.B).greatest == walk.situation.score.of(Category.B).greatest + 10


SAID = {
    "en": {
        "I write code for an insurer": "technical",
        "software": "technical",
        "I'm a doctor": "technical",
        "mechanical engineer": "technical",
        "banking": "finance",
        "fund manager": "finance",
        "I'm a lawyer": "business",
        "sales": "business",
        "translation": "language",
        "English teacher": "language",
        "the weather is nice": "",
    },
    "ja": {
        "エンジニアです": "technical",
        "医師です": "technical",
        "銀行です": "finance",
        "資産運用です": "finance",
        "経理です": "business",
        "営業です": "business",
        "通訳です": "language",
        "いい天気": "",
    },
}


@pytest.mark.parametrize("language", sorted(SAID))
def test_the_field_is_understood_as_people_write_it(language: str) -> None:
    wrong = {}
    for text, field in SAID[language].items():
        fact = read(text, "work_field", language).of("work_field")
        got = fact.candidates[0] if fact is not None and fact.settled else ""
        # Of two fields in one sentence either is asked back, and none is kept.
        if got != field:
            wrong[text] = got
    assert wrong == {}


@pytest.mark.parametrize(
    ("language", "text", "field"),
    [
        ("en", "Hi, 29-year-old software engineer from India, master's, N2, 6.5 million", "technical"),
        ("en", "actuary, 33, N1", "finance"),
        ("en", "accountant, 33, N1", None),
        ("en", "my wife is a software engineer", None),
        ("ja", "ソフトウェアエンジニア、29歳、修士、N2", "technical"),
    ],
)
def test_a_trade_in_a_first_message_names_its_field(language: str, text: str, field: str | None) -> None:
    fact = read(text, "", language).of("work_field")
    assert (None if fact is None else fact.candidates[0]) == field
