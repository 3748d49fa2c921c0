"""The eve of a birthday, for every reader of an age: what another age would change is told as "staff confirm".

By the law on ages (年齢計算ニ関スル法律) a year is completed at the end of the day before the birthday. The other
reading of today is that of somebody born a day earlier, whose birthday is today.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Confidence, Profile, as_json, months_later, read_profile, score
from scoring.calendar import ONE_DAY, birthday, completed_years, is_eve
from scoring.export.onward import as_json_onward
from scoring.proof.proving import smallest
from scoring.stay.advice import advice
from scoring.stay.family import family
from scoring.stay.indefinite import indefinite
from scoring.stay.residence import permanent_residence
from scoring.ways.whatif import ways
from tests.properties import examples
from tests.scoring.people import known_facts

EVE = date(2026, 11, 25)
STAFF = Confidence.STAFF_CONFIRMS
# 70 points in (b) at 39, and 40 at 40: the pay of 7 million counts no more, nor does the age.
TURNS_40: dict[str, Any] = {
    "category": "b",
    "birth_date": "1986-11-26",
    "degrees": ["master"],
    "salary_yen": 7_000_000,
    "work_periods": [{"from": "2010-04-01"}],
    "international_services": False,
    "status": "hsp1b",
    "status_since": "2020-04-01",
    "earlier": {},
}


def _json(facts: dict[str, Any], day: date) -> dict[str, Any]:
    result = score(read_profile(facts, as_of=day))
    profile = read_profile(facts, as_of=day)
    return as_json(result, lambda r: r.key) | as_json_onward(profile, result, lambda r: r.key)


def test_seventy_today_and_forty_tomorrow_is_for_staff_everywhere() -> None:
    today, tomorrow = _json(TURNS_40, EVE), _json(TURNS_40, EVE + ONE_DAY)
    entry = today["categories"]["b"]
    assert (entry["total"], tomorrow["categories"]["b"]["total"]) == (70, 40)
    assert [(g["met"], g["confidence"]) for g in entry["gates"][:1]] == [(True, "staff_confirms")]
    later = {i["id"]: i["confidence"] for i in tomorrow["categories"]["b"]["items"]}
    assert [i["id"] for i in entry["items"] if i["confidence"] != later[i["id"]]] == ["salary", "age"]
    hsp2 = today["hsp2"]
    assert (hsp2["met"], hsp2["earliest"], hsp2["confidence"]) == (True, "2026-11-25", "staff_confirms")
    assert {g["id"]: g["confidence"] for g in hsp2["gates"]} == {"points": "staff_confirms", "stay": "verified"}
    assert tomorrow["hsp2"]["met"] is None
    routes = {r["id"]: r for r in today["permanent_residence"]["routes"]}
    assert (routes["70-i"]["met"], routes["70-i"]["confidence"]) == (True, "staff_confirms")
    sure = {g["id"]: g["confidence"] for g in routes["70-i"]["gates"]}
    assert sure["points_at_filing"] == sure["points_kept"] == "staff_confirms"
    assert sure["points_at_look_back"] == "verified"
    assert [d for step in today["timeline"] for d in step["doubtful_days"]] == ["2026-11-25"]
    assert [s["from"] for s in today["timeline"] if s["doubtful_days"]] == [today["timeline"][-2]["from"]]
    assert today["papers"]["smallest"]["confidence"] == "staff_confirms"
    assert [n["id"] for n in today["notices"]] == ["birthday", "day_before_birthday"]


def test_a_day_earlier_the_coming_eve_is_doubtful_and_today_is_not() -> None:
    day = EVE - ONE_DAY
    answer = _json(TURNS_40, day)
    assert answer["hsp2"]["confidence"] == "verified"
    assert {g["confidence"] for g in answer["categories"]["b"]["gates"]} == {"verified"}
    assert [d for step in answer["timeline"] for d in step["doubtful_days"]] == ["2026-11-25"]


@pytest.mark.parametrize(
    ("birth", "day", "eve"),
    [
        ("1988-02-29", "2027-02-28", True),  # a common year: it counts from 1 March
        ("1988-02-29", "2028-02-28", True),  # a leap year: from the day itself
        ("1988-02-29", "2028-02-29", False),
        ("1988-02-29", "2027-02-27", False),
        ("1988-03-01", "2027-02-28", True),
        ("1988-03-01", "2028-02-29", True),
        ("1988-03-01", "2028-02-28", False),
        ("1988-01-01", "2026-12-31", True),
    ],
)
def test_the_eve_of_a_birthday(birth: str, day: str, eve: bool) -> None:
    assert is_eve(date.fromisoformat(birth), date.fromisoformat(day)) is eve


@given(st.dates(date(1930, 1, 1), date(2010, 1, 1)), st.integers(1, 80))
def test_an_eve_is_the_day_before_the_birthday_and_no_other(birth: date, age: int) -> None:
    when = birthday(birth, age)
    assert is_eve(birth, when - ONE_DAY)
    assert not is_eve(birth, when)
    assert completed_years(birth, when - ONE_DAY) == age - 1


@st.composite
def people(draw: st.DrawFn) -> Profile:
    """Somebody whose birthday is tomorrow, at an age a table looks at more often than not."""
    facts: dict[str, Any] = dict(draw(known_facts))
    for name in draw(st.lists(st.sampled_from(sorted(facts)), unique=True, max_size=3)):
        facts[name] = None
    facts.pop("age")
    facts["birth_date"] = months_later(EVE + ONE_DAY, -12 * draw(st.sampled_from([30, 35, 40, 40, 33]))).isoformat()
    status = draw(st.sampled_from(["hsp1b", "work", "j_skip"]))
    facts |= {"status": status, "status_since": "2020-04-01", "earlier": draw(st.sampled_from([None, {}]))}
    return read_profile(facts | {"category": draw(st.sampled_from(list("abc")))}, as_of=EVE)


def _older(profile: Profile) -> Profile:
    assert profile.birth_date is not None
    return replace(profile, birth_date=profile.birth_date - ONE_DAY)


@examples(150)
@given(people())
def test_whatever_another_age_would_change_is_for_staff(profile: Profile) -> None:
    category = profile.category
    assert category is not None
    other = _older(profile)
    today, older = (score(p, as_of=EVE).of(category) for p in (profile, other))
    for item in today.items:
        assert item.points == older.item(item.id).points or item.confidence is STAFF, item.id
    for gate, its in zip(today.gates, older.gates, strict=True):
        assert gate.met is its.met or gate.confidence is STAFF, gate.id
    for mark in (70, 80):
        reached = [c.total >= mark and all(g.met is not False for g in c.other_gates) for c in (today, older)]
        assert reached[0] == reached[1] or today.is_doubtful(mark)

    second, its_second = (indefinite(p, category, as_of=EVE) for p in (profile, other))
    if (second.met, second.earliest) != (its_second.met, its_second.earliest):
        assert second.confidence is STAFF
    for gate, its in zip(second.gates, its_second.gates, strict=True):
        assert gate.met is its.met or gate.confidence is STAFF, gate.id

    stay, its_stay = (permanent_residence(p, category, as_of=EVE) for p in (profile, other))
    for route in stay.routes:
        its_route = its_stay.route(route.id)
        if route.met is not its_route.met:
            assert route.confidence is STAFF, route.id
        for gate, its in zip(route.gates, its_route.gates, strict=True):
            assert gate.id != its.id or gate.met is its.met or gate.confidence is STAFF, (route.id, gate.id)

    side, its_side = (advice(p, as_of=EVE) for p in (profile, other))
    for each in side.categories:
        its_each = its_side.of(each.category)
        assert each.doubtful or (each.total, each.verdict) == (its_each.total, its_each.verdict)
    assert any(e.doubtful for e in side.categories) is ("day_before_birthday" in [n.id for n in side.notices])

    mark = today.total + 10
    for way in ways(profile, as_of=EVE, mark=mark):
        if way.day == EVE and way.confidence is Confidence.VERIFIED and not way.via_j_skip:
            changed = score(other.with_facts(**way.changes), as_of=EVE).of(category)
            assert changed.total >= mark, way

    chosen = smallest(profile, category, 70, as_of=EVE)
    if chosen is not None and chosen.confidence is Confidence.VERIFIED:
        again = score(other, as_of=EVE).of(category)
        of_age = {row: points for row, points in chosen.points.items() if row in ("age", "salary")}
        assert of_age == {row: again.item(row).points for row in of_age}


def test_a_way_on_the_eve_is_for_staff_where_tomorrow_it_would_not_do() -> None:
    facts = {**TURNS_40, "salary_yen": 5_900_000, "japanese": None}
    profile = read_profile(facts, as_of=EVE)
    found = {tuple(sorted(way.changes)): way.confidence for way in ways(profile, as_of=EVE, mark=60)}
    assert found[("japanese",)] is STAFF
    before = {w.confidence for w in ways(profile, as_of=EVE - ONE_DAY, mark=60) if w.day == EVE - ONE_DAY}
    assert before == {Confidence.VERIFIED}
    tomorrow = ways(profile, as_of=EVE + ONE_DAY, mark=60)
    assert ("japanese",) not in {tuple(sorted(way.changes)) for way in tomorrow}


def test_a_child_s_birthday_tomorrow_is_for_staff_whatever_else_is_open() -> None:
    """The last day under 7 is the eve; with an income that is not known the answer is open, and doubtful still."""
    for income, met in ((9_000_000, True), (None, None), (1, False)):
        child = read_profile({"children": ["2019-11-26"], "household_income_yen": income, "pregnancy": False})
        parents = family(child, as_of=EVE, j_skip=False)[0]
        assert (parents.id, parents.met) == ("parents", met)
        assert (parents.confidence is STAFF) is (met is not False)
        day_before = family(child, as_of=EVE - ONE_DAY, j_skip=False)[0]
        assert day_before.confidence is Confidence.VERIFIED
