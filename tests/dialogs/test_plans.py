"""What a person plans: which facts it changes on which day, and that a plan told by halves changes nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.words.words import languages
from dialogs.conversation import Answer, Conversation, Value
from dialogs.parts.over_time import changes_ahead
from dialogs.parts.plans import plans_of
from dialogs.parts.registry import pending
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Situation, Surroundings
from scoring import Category, Degree
from scoring.timeline import PlanKind
from tests.dialogs.reached import reached

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
AROUND = Surroundings(load_office(None), is_japanese_holiday, languages())


def view_of(**answers: Value) -> Situation:
    """Somebody who answered this today."""
    conversation = Conversation("1", "telegram")
    conversation.answers |= {name: Answer(value, NOW.date()) for name, value in answers.items()}
    return Situation(conversation, HSP, AROUND, NOW)


@pytest.mark.parametrize(
    ("day", "is_ahead"),
    [("2026-11-23", False), ("2026-10", False), ("2026-11-24", False), ("2026-11-25", True), ("2026-11", True)],
)
def test_a_plan_whose_day_has_come_is_no_fact(day: str, is_ahead: bool) -> None:
    """Else a raise that never came would count in the points over time, and not in the result."""
    situation = view_of(plan="raise", plan_salary=9_000_000, plan_day=day)
    assert bool(plans_of(situation)) == is_ahead


def test_a_plan_that_lies_behind_is_asked_again() -> None:
    walk = reached("result").presses("view:over_time", "ask:over_time")
    walk.answers({"work_since": "2021-01-01", "plan": "a:raise", "plan_salary": "9,000,000", "plan_day": "2027-01"})
    assert pending(walk.leads_to("result").situation, "over_time") == 0
    assert pending(walk.later(days=120).situation, "over_time") == 1
    assert plans_of(walk.situation) == ()


@pytest.mark.parametrize(
    ("answers", "day", "changes", "kind"),
    [
        ({"plan": "master", "plan_day": "2028-03-31"}, date(2028, 3, 31), {"degrees": {Degree.MASTER}}, "degree"),
        # A year alone stands for its last day: not too soon.
        (
            {"degrees": ["bachelor"], "plan": "doctorate", "plan_day": "2029"},
            date(2029, 12, 31),
            {"degrees": {Degree.BACHELOR, Degree.DOCTORATE}},
            "degree",
        ),
        (
            {"salary_yen": 6_000_000, "plan": "raise", "plan_salary": 8_000_000, "plan_day": "2027-04"},
            date(2027, 4, 30),
            {"salary_yen": 8_000_000},
            "raise",
        ),
    ],
)
def test_a_plan_is_a_change_of_facts_on_a_day(
    answers: dict[str, Value], day: date, changes: dict[str, Any], kind: str
) -> None:
    [plan] = plans_of(view_of(**answers))
    assert (plan.day, plan.changes, plan.kind) == (day, changes, PlanKind(kind))


@pytest.mark.parametrize(
    "answers",
    [
        {"plan": "none", "plan_day": "2028-03-31"},
        {"plan": "master"},
        {"plan": "master", "plan_day": None},
        {"plan": "raise", "plan_salary": None, "plan_day": "2027-04"},
        {"plan": "raise", "plan_day": "2027-04"},
        {},
    ],
)
def test_what_is_no_whole_plan_changes_nothing(answers: dict[str, Value]) -> None:
    assert plans_of(view_of(**answers)) == ()


def test_the_picture_tells_of_no_day_where_only_the_month_of_birth_is_known() -> None:
    """Points that hang on a birthday nobody knows are not promised for a day."""
    facts: dict[str, Value] = {"activity": "specialist", "degrees": ["master"], "salary_yen": 7_000_000}
    plan: dict[str, Value] = {"plan": "raise", "plan_salary": 9_000_000, "plan_day": "2027-04"}
    known = view_of(**facts, **plan, birth_date="1992-03-15")
    ahead = changes_ahead(known, Category.B, plans_of(known))
    assert [day for day, _, _ in ahead][:1] == [date(2027, 3, 15)]
    assert date(2027, 4, 30) in [day for day, _, _ in ahead]
    by_month = view_of(**facts, **plan, birth_date="1992-03")
    assert changes_ahead(by_month, Category.B, plans_of(by_month)) == ()
