"""What moves soon for a lead: a mark that is reached or lost within ninety days, and permanent residence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dialogs.conversation import Value
from dialogs.desk.ahead import DAYS_AHEAD, next_move
from dialogs.desk.matter import LeadRecord
from tests.dialogs.desk.matters import matter, now, record_of
from tests.dialogs.walker import TODAY, real_dialogue, real_words

BIRTHDAY = date(2027, 1, 15)


def engineer(**answers: Value) -> LeadRecord:
    """The engineer with 75 points and other answers."""
    record = record_of(matter())
    given = {name: (value, TODAY.isoformat()) for name, value in answers.items()}
    consented = replace(record.consented, answers={**record.consented.answers, **given})
    return replace(record, consented=consented)


def move(record: LeadRecord, days: int = 0) -> str | None:
    found = next_move(real_dialogue(), record, now() + timedelta(days=days))
    return None if found is None else real_words().plain("ja", found.text).translate({0x2068: None, 0x2069: None})


def test_nothing_moves_for_somebody_whose_birthday_is_far() -> None:
    assert move(engineer(birth_date="1994-10-01")) is None


@pytest.mark.parametrize(("days", "told"), [(0, True), (-DAYS_AHEAD, False), (53, False)])
def test_a_mark_that_is_lost_with_a_birthday_is_told_ninety_days_before(days: int, told: bool) -> None:
    """At 35 five points less: with N2 instead of N1 the engineer has 70 until then."""
    losing = engineer(birth_date=BIRTHDAY.replace(year=1992).isoformat(), japanese="n2")
    said = move(losing, days)
    assert (said is not None) is told
    if told:
        assert said == "⏳2027年1月15日に70点を下回る（70→65点）"


def test_a_mark_that_a_plan_will_reach_is_told() -> None:
    plans = engineer(birth_date="1990-10-01", japanese="n2", plan="n1", plan_day="2027-01-20")
    assert move(plans) == "⏳2027年1月20日に70点に到達（65→70点）"


def test_a_lead_that_was_never_scored_moves_nothing() -> None:
    record = engineer()
    bare = replace(record, consented=replace(record.consented, summary=replace(record.consented.summary, total=None)))
    assert move(bare) is None
    assert move(replace(record, consented=replace(record.consented, earlier={"name": "Li"}))) is None


@pytest.mark.parametrize(("since", "told"), [("2026-01-15", True), ("2026-04-01", False), ("2024-01-15", False)])
def test_the_day_on_which_permanent_residence_opens_is_told_ninety_days_before(since: str, told: bool) -> None:
    """The spouse of a Japanese, married for long: once a year in Japan is full."""
    spouse = engineer(birth_date="1994-10-01", residence="spouse_of", married_since="2020-01-15", in_japan_since=since)
    assert move(spouse) == ("⏳永住申請 2027年1月15日から" if told else None)
