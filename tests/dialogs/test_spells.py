"""Since when somebody has worked without a break: the days on which their years are full become exact."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.conversation import Answer, Conversation
from dialogs.parts.spells import with_spells
from dialogs.situation import Situation
from scoring import Category, Profile, facts_on, going_on
from tests.dialogs.walker import ENGINEER, TODAY, Walk, real_dialogue

B = Category.B


def view_of(months: int | None, since: str | None) -> Situation:
    walk = Walk().answers(ENGINEER, until="result")
    answers = {
        **walk.conversation.answers,
        "experience_years": Answer(months, TODAY),
        "work_since": Answer(since, TODAY),
    }
    conversation = Conversation("x", "test", answers=answers)
    return Situation(conversation, real_dialogue().questionnaire, real_dialogue().around, walk.now)


def years_on(profile: Profile, day: date) -> float:
    years = facts_on(profile, day).experience_years.b
    assert years is not None
    return years


def test_the_day_of_full_years_is_the_day_they_are_full() -> None:
    situation = view_of(5 * 12, "2021-11-10")
    told = with_spells(situation, situation.profile, B)
    assert years_on(told, date(2028, 11, 9)) < 7
    assert years_on(told, date(2028, 11, 10)) == 7
    guessed = going_on(situation.profile, B, TODAY)
    assert years_on(guessed, date(2028, 11, 10)) < 7, "counted back from today it is two weeks later"


def test_what_was_worked_before_counts_as_well() -> None:
    situation = view_of(8 * 12, "2024-11-24")
    told = with_spells(situation, situation.profile, B)
    assert years_on(told, TODAY) == 8
    assert years_on(told, date(2024, 11, 24)) == 6


@pytest.mark.parametrize(("months", "since"), [(None, "2020-01-01"), (60, None), (12, "2020-01-01")])
def test_what_does_not_fit_changes_nothing(months: int | None, since: str | None) -> None:
    """Not known, or longer than the person says they have worked in all."""
    situation = view_of(months, since)
    assert with_spells(situation, situation.profile, B) is situation.profile


@given(
    months=st.integers(0, 300),
    since=st.dates(date(2000, 1, 1), TODAY),
    back=st.integers(0, 1_500),
)
def test_never_more_than_was_said(months: int, since: date, back: int) -> None:
    situation = view_of(months, since.isoformat())
    told = with_spells(situation, situation.profile, B)
    if told is situation.profile:
        return
    assert round(years_on(told, TODAY) * 12) <= months
    assert round(years_on(told, TODAY) * 12) >= months - 1, "days are lost only where two stretches meet"
    earlier = TODAY - timedelta(days=back)
    assert years_on(told, earlier) <= years_on(told, TODAY)
