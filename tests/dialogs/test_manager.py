"""Whoever founds or manages a company hears what is needed beside the points: asked, on the result, card and sheet."""

from __future__ import annotations

import pytest

from bot.sheets.fill import worksheet_data
from bot.words.words import languages
from dialogs.card_lines import card
from dialogs.lead import lead_of
from dialogs.pages.page import UNKNOWN
from dialogs.parts import manager
from dialogs.place import LEAVE
from scoring.stay.manager import TOLD
from tests.dialogs.walker import ENGINEER, Answers, Walk, keys_in, real_words

FOUNDER: Answers = {
    **ENGINEER,
    "residence": "a:abroad",
    "work_begins": "2027-04-01",
    "activity": "a:manage",
    "salary_yen": "20,000,000",
    "position": "a:representative",
    "capital_30m_yen": "a:no",
    "full_time_employee": "a:yes",
}


def result(language: str = "en", **more: str) -> Walk:
    return Walk(language).answers({**FOUNDER, "language": f"a:{language}", **more}, until="result")


def text_of(walk: Walk) -> str:
    return walk.page_text


def test_a_founder_is_asked_of_all_of_them_on_one_screen() -> None:
    walk = result()
    assert set(TOLD) <= set(walk.asked)
    at = Walk().answers(FOUNDER, until=TOLD[0])
    assert at.rows == list(TOLD)


@pytest.mark.parametrize("activity", ["a:specialist", "a:research"])
def test_nobody_else_is(activity: str) -> None:
    walk = result(activity=activity)
    assert not set(TOLD) & set(walk.asked)
    assert not [key for key in walk.page_keys if key.startswith("result-manager")]
    assert not list(manager.card_lines(walk.situation))


@pytest.mark.parametrize(
    ("residence", "more", "asked"),
    [
        ("a:work", {}, True),
        ("a:abroad", {}, True),
        ("a:permanent", {}, False),
        # Who held (c) before the criteria has time until 2028-10-16, and hears that.
        ("a:hsp", {"hsp_kind": "a:hsp1c", "status_since": "2024-04-01", "goal": "a:pr"}, False),
        ("a:hsp", {"hsp_kind": "a:hsp1c", "status_since": "2026-04-01", "goal": "a:pr"}, True),
    ],
)
def test_whom_they_do_not_bind_is_not_asked(residence: str, more: dict[str, str], asked: bool) -> None:
    walk = result(residence=residence, **more)
    assert bool(set(TOLD) & set(walk.asked)) is asked
    if more.get("status_since") == "2024-04-01":
        assert "result-manager-holder" in walk.page_keys
        assert "October 16, 2028" in walk.page_text


@pytest.mark.parametrize("language", languages())
def test_the_result_says_what_is_not_met_what_is_open_and_that_staff_confirm(language: str) -> None:
    walk = result(language)
    keys = walk.page_keys
    at = keys.index("result-manager")
    assert keys[at : at + 4] == [
        *("result-manager", "result-manager-failed-line", "result-manager-open-line", "result-manager-met-line")
    ]
    assert "30,000,000" in walk.page_text
    assert {"en": "Staff must confirm", "ja": "確認"}[language] in walk.page_text
    assert "result-sure" not in keys


def test_of_nothing_told_nothing_is_said_to_be_met_or_not() -> None:
    walk = result(capital_30m_yen=UNKNOWN, full_time_employee=UNKNOWN, degrees=UNKNOWN, experience_years=UNKNOWN)
    assert "result-manager-open-line" in walk.page_keys
    assert not {"result-manager-failed-line", "result-manager-met-line"} & set(walk.page_keys)


def test_the_card_has_what_is_not_met_in_its_first_lines_and_the_rest_below() -> None:
    walk = result()
    walk.to_the_card().leads_to(LEAVE)
    lead = lead_of(walk.situation)
    assert "manager_criteria" in lead.flags
    lines = card(lead, walk.dialogue.around.office, "ja")
    [outlook] = [line for line in lines[:6] if line.key == "card-outlook"]
    assert "follows-manager-capital-30m-yen" in keys_in(outlook)
    assert "card-manager-open" in keys_in(outlook)
    assert [line for line in lines if line.key == "card-manager"]
    reach = next(line for line in lines if line.key == "card-reach")
    assert "card-next-gate" in keys_in(reach)


def test_the_worksheet_has_each_of_them_with_how_it_stands() -> None:
    walk = result()
    situation = walk.situation
    entry = situation.score.most_promising
    data = worksheet_data(
        real_words(),
        entry,
        today=situation.today,
        table=situation.score.ruleset.effective_from,
        office="",
        lead_number=1,
        client="",
        criteria=manager.gates(situation),
    )
    told = [line for line in data.conditions if "事務所が確認" in line]
    assert len(told) == len(TOLD) + 1
    assert "満たさない" in next(line for line in told if "資本金" in line)
    assert not [line for line in data.conditions if "follows-" in line]


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("capital is 10 million", {"capital_30m_yen": "no"}),
        ("capital 50M", {"capital_30m_yen": "yes"}),
        ("no home office", {}),
        ("1 yes, 4 no", {"capital_30m_yen": "yes", "business_plan_checked": "no"}),
    ],
)
def test_rows_are_chosen_by_words(said: str, chosen: dict[str, str]) -> None:
    walk = Walk().answers(FOUNDER, until=TOLD[0]).says(said)
    told = {name: value for name, value in walk.conversation.place.sheet.items() if value is not None}
    assert chosen.items() <= told.items()


def test_another_kind_of_work_drops_what_was_said_of_the_company() -> None:
    walk = Walk().answers(FOUNDER, until="review")
    walk.presses("change:activity", "a:specialist")
    assert walk.situation.profile.capital_30m_yen is None
    assert walk.situation.following.manager is None
