"""Whoever is at the mark and will fall gets ways to keep it, with the day to begin."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import read_profile
from scoring.calendar import months_later
from scoring.export.ways import as_json_keeping
from scoring.profile import Category
from scoring.timeline import ChangeKind, timeline
from scoring.ways.keeping import keeping
from scoring.ways.whatif import ways
from tests.properties import examples
from tests.scoring.people import NOTHING, TODAY, partly_known, read

DAY = date(2026, 11, 26)
# 70 in (b) until 35 on 2027-12-20: master 20, 34 years 10, 7 million 25, five years of work 10, a licence 5. Then 65.
FACTS: dict[str, Any] = NOTHING | {
    "birth_date": "1992-12-20",
    "age": None,
    "salary_yen": 7_000_000,
    "degrees": ["master"],
    "experience_years": 5.5,
    "licences": 1,
}


def test_the_day_it_is_lost_why_and_what_keeps_it() -> None:
    found = keeping(read_profile(FACTS), Category.B, as_of=DAY, mark=70)
    assert found is not None
    assert (found.falls_on, found.step.total) == (date(2027, 12, 20), 65)
    assert [cause.kind for cause in found.step.causes] == [ChangeKind.BIRTHDAY]
    first = found.ways[0]
    assert first.way.total >= 70
    licence = next(kept for kept in found.ways if [lever.id for lever in kept.way.levers] == ["licence"])
    # About six months: begun by next June, it is there in time.
    assert (licence.way.months, licence.begin_by) == (6, date(2027, 6, 20))


@pytest.mark.parametrize(("changes", "mark"), [({}, 80), ({"salary_yen": 9_000_000}, 70), ({}, 60)])
def test_not_reached_or_never_lost_needs_no_keeping(changes: dict[str, Any], mark: int) -> None:
    assert keeping(read_profile(FACTS | changes), Category.B, as_of=DAY, mark=mark) is None


def test_years_of_work_that_come_in_time_keep_it_by_themselves() -> None:
    assert keeping(read_profile(FACTS | {"experience_years": 6.5}), Category.B, as_of=DAY, mark=70) is None


births = st.sampled_from([date(1996, 2, 29), date(1992, 1, 10), date(1987, 12, 31)])


@examples(30)
@given(partly_known(most_unknown=2), births)
def test_every_way_holds_on_the_day_the_mark_is_lost(drawn: tuple[str, dict[str, Any]], birth: date) -> None:
    category, facts = drawn
    profile = read(facts | {"age": None, "birth_date": birth.isoformat()}, TODAY, category)
    found = keeping(profile, Category(category), as_of=TODAY, mark=70)
    ahead = timeline(profile, Category(category), start=TODAY, end=months_later(TODAY, 60), as_of=TODAY)
    falls = ahead.holds(70, TODAY) and any(not step.holds(70) for step in ahead.steps)
    assert (found is not None) is falls
    if found is not None:
        assert found.falls_on == next(step.first_day for step in ahead.steps if not step.holds(70))
        for kept in found.ways:
            assert kept.way.via_j_skip or kept.way.total >= 70
            assert kept.begin_by <= found.falls_on


def test_it_is_told_as_json() -> None:
    found = keeping(read_profile(FACTS), Category.B, as_of=DAY, mark=70)
    assert found is not None
    [answer] = as_json_keeping([found], lambda reason: reason.key)
    told = {key: answer[key] for key in ("mark", "falls_on", "total", "causes")}
    assert told == {"mark": 70, "falls_on": "2027-12-20", "total": 65, "causes": ["birthday"]}
    assert {"begin_by", "changes", "total"} <= set(answer["ways"][0])


def test_a_mark_that_holds_now_has_no_other_ways() -> None:
    assert ways(read(FACTS, DAY, "b"), as_of=DAY, mark=70) == ()
