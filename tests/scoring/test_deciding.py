"""What can still change the answer to a goal: asked for its own day, and of nobody to whom it does not matter."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from scoring import deciding_facts, read_profile
from scoring.calendar import years_before
from scoring.j_skip import j_skip_facts
from scoring.profile import Category, Profile
from scoring.stay.deciding import at_the_beginning, day_of_points, deciding
from scoring.stay.residence import permanent_residence
from scoring.stay.starts import Start, starts_needed
from tests.properties import examples
from tests.scoring.people import NOTHING, partly_known, read, table

TODAY = date(2026, 11, 26)
YEAR_AGO = date(2025, 11, 26)
# 80 in (b) today, 75 a year ago: master 20, 32 years old 10, 9 million 35, five years of work 10, a licence 5.
ENGINEER = NOTHING | {
    "category": "b",
    "birth_date": "1994-05-01",
    "age": None,
    "experience_years": 5.5,
    "salary_yen": 9_000_000,
    "degrees": ["master"],
    "licences": 1,
    "status": "work",
}
HOLDER = ENGINEER | {"status": "hsp1b", "status_since": "2024-11-01"}
OPEN = {"japanese": None, "japanese_degree": None}
POINTS = {"degrees", "experience_years", "japanese", "licences", "employer_sme", "designated_university"}


def person(facts: dict[str, Any], **more: Any) -> Profile:
    return read_profile(facts | more, as_of=TODAY)


# --- the goal and its own day ---------------------------------------------------------------------------------------


@examples(60)
@given(partly_known())
def test_a_first_permission_is_decided_by_the_mark_of_today(drawn: tuple[str, dict[str, Any]]) -> None:
    category, facts = drawn
    profile = read(facts, TODAY, category)
    rules = table(category, TODAY)
    expected = {*deciding_facts(profile, TODAY, rules), *j_skip_facts(profile, rules)}
    assert deciding(profile, "hsp", TODAY) == deciding(profile, None, TODAY) == expected


def test_permanent_residence_asks_what_decides_the_day_looked_back_to() -> None:
    """The mark of 80 is reached today without Japanese, and was not a year ago: N1 and a degree from here decide it."""
    holder = person(HOLDER, **OPEN)
    assert deciding(holder, "hsp", TODAY) == set()
    assert deciding(holder, "pr", TODAY) == {"japanese", "japanese_degree"}
    told = person(HOLDER, japanese="n1", japanese_degree=True, earlier={})
    best = permanent_residence(told, Category.B, as_of=TODAY).best
    assert best is not None
    assert (best.met, best.earliest) == (True, TODAY)
    unasked = permanent_residence(person(HOLDER, earlier={}), Category.B, as_of=TODAY).best
    assert unasked is not None
    assert unasked.earliest is not None
    assert unasked.earliest > TODAY


def test_what_was_otherwise_before_opens_what_was_settled() -> None:
    """With the same pay always nothing else matters; with less pay then, Japanese does."""
    rich = HOLDER | OPEN | {"experience_years": 8}
    assert deciding(person(rich), "pr", TODAY) == set()
    poorer = person(rich, earlier={"2026-03-31": {"salary_yen": 7_000_000}, "2026-04-01": {}})
    assert deciding(poorer, "pr", TODAY) == {"japanese", "japanese_degree"}


def test_points_are_counted_until_the_filing_that_the_stay_allows() -> None:
    """In Japan for half a year: the year is over next May, and by then another age counts."""
    newcomer = {"in_japan_since": "2026-06-01", "birth_date": "1991-12-24", "salary_yen": 8_000_000}
    facts = ENGINEER | OPEN | newcomer | {"experience_years": 9}
    # Today 80: 20, 10, 30, 15, 5; at 35 from December 75.
    assert deciding(person(facts), "hsp", TODAY) == set()
    assert deciding(person(facts), "pr", TODAY) == {"japanese", "japanese_degree"}


@pytest.mark.parametrize("goal", ["pr", "family", "hsp2"])
def test_a_permanent_resident_is_asked_nothing(goal: str) -> None:
    assert deciding(person({"category": "b", "status": "permanent"}), goal, TODAY) == set()


def test_who_has_a_way_of_their_own_is_asked_for_its_days() -> None:
    spouse = {"category": "b", "status": "spouse_of", "in_japan_since": "2019-04-01"}
    assert "married_since" in deciding(person(spouse), "pr", TODAY)
    assert deciding(person(spouse, married_since="2020-01-01"), "pr", TODAY) == set()


def test_abroad_the_first_permission_decides() -> None:
    abroad = person(ENGINEER, **OPEN, status="abroad", salary_yen=6_000_000, work_begins="2027-01-10")
    assert deciding(abroad, "pr", TODAY) == deciding(abroad, "hsp", TODAY) == {"japanese", "japanese_degree"}


def test_hsp_ii_counts_on_the_day_when_the_years_are_over() -> None:
    # 80 today; on 2027-11-01 36 years old, 75: the mark of 70 stays. With 1 licence less and 8 million it is 65 then.
    holder = HOLDER | OPEN | {"birth_date": "1991-05-01", "experience_years": 3}
    assert deciding(person(holder), "hsp2", TODAY) == set()
    falling = holder | {"birth_date": "1992-01-01", "licences": 0, "salary_yen": 8_000_000, "experience_years": 4.5}
    assert deciding(person(falling), "hsp", TODAY) == {"japanese", "japanese_degree"}
    assert deciding(person(falling | {"experience_years": 5}), "hsp", TODAY) == set()
    assert deciding(person(falling | {"experience_years": 5}), "hsp2", TODAY) == {"japanese", "japanese_degree"}
    assert deciding(person(holder, status_since=None), "hsp2", TODAY) == {"status_since"}
    assert deciding(person(holder, status="hsp2"), "hsp2", TODAY) == set()


def test_hsp_ii_of_others_begins_with_a_first_permission() -> None:
    worker = person(ENGINEER, **OPEN, salary_yen=6_000_000)
    assert deciding(worker, "hsp2", TODAY) == deciding(worker, "hsp", TODAY) == {"japanese", "japanese_degree"}


def test_an_age_that_a_birthday_may_change_until_then_asks_for_the_birth_date() -> None:
    told = {name: value for name, value in HOLDER.items() if name != "birth_date"}
    holder = person(told, age=34, licences=0, salary_yen=7_000_000, experience_years=5)
    # 65 or 60 on 2027-11-01, by the birthday; with a licence 70 or 65.
    assert deciding(holder, "hsp2", TODAY) == set()
    assert deciding(person(told, age=34, salary_yen=7_000_000, experience_years=5), "hsp2", TODAY) == {"birth_date"}


def test_a_holder_who_came_for_the_family_is_not_asked_for_points() -> None:
    holder = person({"category": "b", "status": "hsp1b"})
    asked = deciding(holder, "family", TODAY)
    assert asked == {"children", "pregnancy", "household_income_yen", "investment_management", "salary_yen"}
    told = person({"category": "b", "status": "hsp1b", "salary_yen": 7_000_000, "household_income_yen": 9_000_000})
    assert deciding(told, "family", TODAY) == {"children", "pregnancy"}
    assert not deciding(told, "family", TODAY) & POINTS
    worker = deciding(person({"category": "b", "status": "work"}), "family", TODAY)
    assert POINTS | {"children"} <= worker


def test_without_a_category_what_decides_in_any_of_them() -> None:
    facts = {name: value for name, value in (ENGINEER | OPEN).items() if name != "category"}
    each = [deciding(person(facts, category=c, position=None), "pr", TODAY) for c in ("a", "b", "c")]
    assert deciding(person(facts, position=None), "pr", TODAY) == frozenset().union(*each)


# --- work that is yet to begin --------------------------------------------------------------------------------------


def test_the_points_of_a_student_are_those_of_the_day_when_the_work_begins() -> None:
    student = person(ENGINEER, status="student", birth_date="1997-03-31", experience_years=2, work_begins="2027-04-01")
    assert day_of_points(student, TODAY) == date(2027, 4, 1)
    facts, day = at_the_beginning(student, TODAY)
    assert (day, facts.age_on(day), facts.experience_years.b) == (date(2027, 4, 1), 30, 2)
    worker = person(ENGINEER, work_begins="2027-04-01")
    assert (day_of_points(worker, TODAY), at_the_beginning(worker, TODAY)[0]) == (TODAY, worker)


def test_when_the_work_begins_is_asked_where_it_makes_a_difference() -> None:
    """A birthday at 30 within a year takes five points of a student at the mark."""
    student = ENGINEER | {"status": "student", "birth_date": "1997-03-31", "experience_years": 0}
    at_mark = student | {"salary_yen": 6_000_000, "japanese": "n1"}
    # 20 + 15 + 20 + 15 = 70 and a licence less; at 30 it is 65.
    assert deciding(person(at_mark, licences=0), "hsp", TODAY) == {"work_begins"}
    assert deciding(person(at_mark, licences=2), "hsp", TODAY) == set()
    assert deciding(person(at_mark, licences=0, status="work"), "hsp", TODAY) == set()


def test_spells_of_work_end_where_the_next_one_is_yet_to_begin() -> None:
    told = {name: value for name, value in ENGINEER.items() if name != "experience_years"}
    spells = [{"from": "2024-01-01", "to": "2025-12-31"}, {"from": "2026-06-01"}]
    facts, _ = at_the_beginning(person(told, status="abroad", work_periods=spells, work_begins="2027-06-01"), TODAY)
    assert facts.experience_years.b == 29 / 12


def test_an_age_says_nothing_of_a_birthday_between() -> None:
    told = {name: value for name, value in ENGINEER.items() if name != "birth_date"}
    abroad = person(told, age=29, status="abroad", work_begins="2027-04-01")
    assert at_the_beginning(abroad, TODAY)[0].age is None
    assert at_the_beginning(person(told, age=31, status="abroad", work_begins="2027-04-01"), TODAY)[0].age == 31


# --- since when -----------------------------------------------------------------------------------------------------


def starts(profile: Profile, mark: int = 70) -> dict[str, tuple[str, ...]]:
    found = starts_needed(profile, Category.B, as_of=TODAY, look_back=YEAR_AGO, mark=mark)
    assert all(start.on == YEAR_AGO for start in found)
    return {start.field: start.rows for start in found}


def test_since_when_is_asked_of_the_rows_that_carry_the_mark() -> None:
    asked = starts(person(ENGINEER, experience_years=6.5), 80)
    assert asked == {"salary_yen": ("salary",), "degrees": ("academic",), "licences": ("licence",)}
    assert list(asked) == ["salary_yen", "degrees", "licences"]
    # Above what is reached today, nothing carries it.
    assert starts(person(ENGINEER), 90) == {}


def test_what_is_known_since_when_narrows_what_is_asked() -> None:
    since = {"salary_yen": "2020-01-01"}
    old_hand = ENGINEER | {"experience_years": 6.5, "japanese": "n1"}
    assert set(starts(person(old_hand, since=since))) == {"degrees", "japanese", "licences"}
    since |= {"degrees": "2015-03-20"}
    assert starts(person(old_hand, since=since)) == {}, "75 a year ago with these alone"


def test_a_licence_of_last_month_does_not_carry_the_mark_a_year_ago() -> None:
    told = person(
        ENGINEER,
        experience_years=6.5,
        since={"salary_yen": "2020-01-01", "degrees": "2015-03-20", "licences": "2026-10-26"},
        status_since="2019-04-01",
    )
    assert starts(told, 80) == {}
    route = permanent_residence(told, Category.B, as_of=TODAY).route("80-ro")
    assert (route.met, route.fails_on) == (False, YEAR_AGO)
    assert route.earliest == date(2027, 10, 26)
    settled = {"salary_yen": "2020-01-01", "degrees": "2015-03-20", "licences": "2024-10-26"}
    then = person(ENGINEER, experience_years=6.5, since=settled, status_since="2019-04-01")
    assert permanent_residence(then, Category.B, as_of=TODAY).route("80-ro").met is True


def test_what_it_was_before_its_day_may_decide_too() -> None:
    """N1 since July: whether it was N2 before decides 70 a year ago."""
    since = {"salary_yen": "2020-01-01", "degrees": "2015-03-20", "japanese": "2026-07-01", "licences": "2026-07-01"}
    facts = ENGINEER | {"experience_years": 2, "japanese": "n1"}
    found = starts_needed(person(facts, since=since), Category.B, as_of=TODAY, look_back=YEAR_AGO, mark=70)
    assert found == (Start("japanese", ("n1",), YEAR_AGO, before=True),)


def test_the_days_between_are_looked_at_as_well() -> None:
    assert years_before(TODAY, 1) == YEAR_AGO
    since = {"salary_yen": "2020-01-01", "degrees": "2015-03-20", "licences": "2020-01-01"}
    earlier = {"2026-04-30": {"salary_yen": 6_000_000}, "2026-03-31": {"salary_yen": 9_000_000}, "2026-05-01": {}}
    told = person(ENGINEER, experience_years=6.5, since=since | {"salary_yen": "2026-05-01"}, earlier=earlier)
    assert permanent_residence(told, Category.B, as_of=TODAY).route("80-ro").gate("points_kept").met is not True
