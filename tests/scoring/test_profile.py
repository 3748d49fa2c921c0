"""Reading a profile is strict: what is wrong is refused with the field's name, and nothing is guessed or corrected."""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Category, Degree, Experience, Profile, ProfileError, ScoringError, read_profile, score
from scoring.profile import WorkPeriod
from tests.scoring.people import NOTHING, TODAY

FLAGS = [
    *("capital_30m_yen", "full_time_employee", "japanese_b2_in_company"),
    *("business_plan_checked", "office_apart_from_home"),
    *("degrees_in_different_fields", "japanese_degree", "designated_university", "designated_training"),
    *("designated_training_at_japanese_university", "other_research_recognised", "foreign_qualification"),
    *("invested_100m_yen", "employer_innovation_support", "employer_sme", "employer_local_support"),
    *("growth_field", "investment_management", "international_services", "pregnancy"),
]
WHOLE = [
    *("age", "salary_yen", "patents", "foreign_grants", "papers", "licences", "household_income_yen"),
    *("longest_trip_days", "days_abroad_a_year"),
]
DAYS = ["as_of", "birth_date", "status_since", "in_japan_since", "married_since", "work_begins"]
NAMES = ["category", "japanese", "position"]
OTHERS = [
    "degrees",
    "experience_years",
    "employer_rd_ratio",
    "work_periods",
    "earlier",
    "since",
    "status",
    "children",
]
NAN, INF, HUGE = float("nan"), float("inf"), 10**400


def refused(data: object, field: str) -> str:
    """The problem told when a profile is refused because of `field`."""
    with pytest.raises(ProfileError) as caught:
        read_profile(data, as_of=TODAY)
    assert caught.value.field == field
    assert isinstance(caught.value, ScoringError)
    start, _, problem = str(caught.value).rpartition(": ")
    assert start == field
    assert problem == " ".join([caught.value.key, *(f"{k}={v}" for k, v in caught.value.values.items())])
    return problem


def test_the_lists_here_name_every_field() -> None:
    assert {*FLAGS, *WHOLE, *DAYS, *NAMES, *OTHERS} == {field.name for field in fields(Profile)}


@pytest.mark.parametrize("name", FLAGS)
def test_a_flag_is_true_or_false(name: str) -> None:
    wrong: list[Any] = [0, 1, 1.0, "true", "yes", "", [], [True], {}]
    for value in wrong:
        assert refused({name: value}, name) == "fault-flag"


@pytest.mark.parametrize("name", FLAGS)
def test_flags_are_read(name: str) -> None:
    assert getattr(read_profile({name: True}), name) is True
    assert getattr(read_profile({name: False}), name) is False


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("value", [True, False, 1.0, 4e6, NAN, INF, "1", "4,000,000", [], [1], {}], ids=repr)
def test_a_count_is_a_whole_number(name: str, value: object) -> None:
    assert refused({name: value}, name) == "fault-whole"


@pytest.mark.parametrize("name", WHOLE)
def test_a_count_is_not_negative(name: str) -> None:
    assert refused({name: -1}, name).startswith("fault-limits")
    assert getattr(read_profile({name: 0}), name) == 0
    assert getattr(read_profile({name: 7}), name) == 7


def test_an_age_is_possible() -> None:
    assert read_profile({"age": 130}).age == 130
    assert refused({"age": 131}, "age") == "fault-limits highest=130"


@pytest.mark.parametrize("name", ["salary_yen", "household_income_yen"])
def test_money_is_possible(name: str) -> None:
    problem = "fault-limits highest=1000000000000"
    for wrong in (-1, 10**12 + 1, HUGE):
        assert refused({name: wrong}, name) == problem
    assert getattr(read_profile({name: 10**12}), name) == 10**12


@pytest.mark.parametrize("name", ["patents", "foreign_grants", "papers", "licences"])
def test_a_count_is_possible(name: str) -> None:
    for wrong in (-1, 10**6 + 1, HUGE):
        assert refused({name: wrong}, name) == "fault-limits highest=1000000"
    assert getattr(read_profile({name: 10**6}), name) == 10**6


def test_the_greatest_figures_are_scored() -> None:
    great = read_profile({"salary_yen": 10**12, "licences": 10**6, "category": "b"}, as_of=TODAY)
    assert score(great).of(Category.B).total == 50


@pytest.mark.parametrize("name", ["experience_years", "employer_rd_ratio"])
@pytest.mark.parametrize("value", [True, False, "3", "", [], [3]], ids=repr)
def test_a_number_is_a_number(name: str, value: object) -> None:
    assert refused({name: value}, name) == "fault-number"


@pytest.mark.parametrize("name", ["experience_years", "employer_rd_ratio"])
@pytest.mark.parametrize(
    "value", [NAN, INF, -INF, -1, -0.001, HUGE, -HUGE], ids=["nan", "inf", "-inf", "-1", "-", "huge", "-huge"]
)
def test_a_number_is_possible(name: str, value: float) -> None:
    wanted = {"experience_years": "fault-limits highest=100", "employer_rd_ratio": "fault-below-zero"}
    assert refused({name: value}, name) == wanted[name]


def test_a_ratio_may_exceed_one_and_is_a_number() -> None:
    assert read_profile({"employer_rd_ratio": 1.5}).employer_rd_ratio == 1.5
    assert read_profile({"employer_rd_ratio": sys.float_info.max}).employer_rd_ratio == sys.float_info.max
    whole = read_profile({"employer_rd_ratio": 2}).employer_rd_ratio
    assert (whole, type(whole)) == (2.0, float)
    assert refused({"employer_rd_ratio": {"a": 1}}, "employer_rd_ratio") == "fault-number"


def test_years_serve_every_category_or_those_named() -> None:
    assert read_profile({"experience_years": 3.5}).experience_years == Experience(3.5, 3.5, 3.5)
    assert read_profile({"experience_years": 0}).experience_years == Experience(0, 0, 0)
    named = read_profile({"experience_years": {"a": 1, "c": 2.5}}).experience_years
    assert named == Experience(1, None, 2.5)
    assert [named.years(category) for category in Category] == [1, None, 2.5]
    assert read_profile({"experience_years": {"b": None}}).experience_years == Experience()
    assert read_profile({"experience_years": {}}).experience_years == Experience()
    assert Experience.everywhere(None) == Experience()


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"d": 1}, "experience_years.d"),
        ({"a": 1, "A": 2}, "experience_years.A"),
        ({1: 1}, "experience_years.1"),
        ({"a": True}, "experience_years.a"),
        ({"b": "3"}, "experience_years.b"),
        ({"c": -1}, "experience_years.c"),
        ({"c": NAN}, "experience_years.c"),
        (101, "experience_years"),
        (100.01, "experience_years"),
    ],
)
def test_years_are_refused_by_place(value: object, field: str) -> None:
    refused({"experience_years": value}, field)


def test_a_hundred_years_are_possible() -> None:
    assert read_profile({"experience_years": 100}).experience_years.a == 100
    assert refused({"experience_years": 101}, "experience_years") == "fault-limits highest=100"
    assert refused({"experience_years": {"d": 1}}, "experience_years.d") == "fault-category"


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize(
    "value",
    [
        True,
        19940501,
        "19940501",
        "1994-5-1",
        "1994-05-32",
        "1994-13-01",
        "1994-02-29",
        "1994-05-01T00:00",
        "1994-W18-1",  # a week is a date to Python, not to people
        " 1994-05-01",
        "",
        "１９９４-05-01",
        [],
        {},
        date(1994, 5, 1),
    ],
    ids=repr,
)
def test_a_day_is_a_date_as_text(name: str, value: object) -> None:
    assert refused({name: value}, name) == "fault-date"


def test_a_birth_is_possible() -> None:
    assert read_profile({"birth_date": "1900-01-01"}).birth_date == date(1900, 1, 1)
    assert refused({"birth_date": "1899-12-31"}, "birth_date") == "fault-birth-early first=1900-01-01"
    assert read_profile({"birth_date": "1996-02-29"}).birth_date == date(1996, 2, 29)


def test_a_birth_is_not_after_the_day_used() -> None:
    born = {"birth_date": "2026-11-22"}
    assert read_profile(born, as_of=TODAY).age_on(TODAY) == 0
    problem = "fault-born-later"
    assert refused({"birth_date": "2026-11-23"}, "birth_date") == problem
    # The day given wins over the profile's own.
    assert read_profile(born | {"as_of": "2020-01-01"}, as_of=TODAY).as_of == TODAY
    assert refused({"birth_date": "2026-11-23", "as_of": "2030-01-01"}, "birth_date") == problem
    with pytest.raises(ProfileError, match="^birth_date: fault-born-later"):
        read_profile(born | {"as_of": "2020-01-01"})
    # No day yet: scoring finds out.
    waiting = read_profile(born)
    with pytest.raises(ProfileError, match="^birth_date: fault-born-later"):
        score(waiting, as_of=date(2026, 11, 21))
    assert score(waiting, as_of=TODAY).as_of == TODAY


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("category", '"a", "b", "c"'),
        ("japanese", '"n1", "n2", "japanese_major_abroad", "none"'),
        ("position", '"representative", "director", "none"'),
    ],
)
def test_a_name_is_one_of_a_list(name: str, listed: str) -> None:
    wrongs: list[Any] = [True, 1, 1.5, "", "A", "N1", "no", "Director", " a", [], ["a"], {}, {"a": 1}]
    for wrong in wrongs:
        assert refused({name: wrong}, name) == f"fault-choice choices={listed}"
    for right in json.loads(f"[{listed}]"):
        assert getattr(read_profile({name: right}), name) == right


def test_degrees_are_a_list_of_levels() -> None:
    assert read_profile({"degrees": []}).degrees == frozenset()
    assert read_profile({"degrees": ["master", "bachelor", "master"]}).degrees == frozenset(list(Degree)[:2])
    wrongs: list[Any] = ["master", True, 1, {}, {"master": True}]
    for wrong in wrongs:
        assert refused({"degrees": wrong}, "degrees") == "fault-list"
    items: list[Any] = ["phd", "Master", "", None, True, 1, ["master"], {}]
    for item in items:
        problem = refused({"degrees": ["bachelor", item]}, "degrees[1]")
        assert problem == 'fault-choice choices="bachelor", "master", "professional", "mba_mot", "doctorate"'


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("salary", "-near near=salary_yen"),
        ("degree", "-near near=degrees"),
        ("birthdate", "-near near=birth_date"),
        ("Age", "-near near=age"),
        ("japanese_degre", "-near near=japanese_degree"),
        ("xyzzy", ""),
        ("", ""),
    ],
)
def test_an_unknown_name_is_refused_with_a_guess(name: str, hint: str) -> None:
    for value in (None, 1):
        assert refused({name: value}, name) == f"fault-field{hint}"


def test_a_name_that_is_no_text_is_refused() -> None:
    refused({7: 1}, "7")
    refused({None: 1}, "None")


@pytest.mark.parametrize("data", [None, True, 1, 1.5, "{}", [], [{}], ()], ids=repr)
def test_a_profile_is_an_object(data: object) -> None:
    assert refused(data, "profile") == "fault-object"


def test_null_is_the_same_as_absent() -> None:
    assert read_profile({field.name: None for field in fields(Profile)}) == read_profile({}) == Profile()
    assert read_profile({"birth_date": None, "age": 30}).age == 30


def test_birth_date_and_age_do_not_stand_together() -> None:
    problem = refused({"age": 30, "birth_date": "1996-01-01"}, "birth_date")
    assert problem == "fault-together other=age"


def test_work_periods_and_years_do_not_stand_together() -> None:
    data = {"experience_years": 3, "work_periods": []}
    assert refused(data, "work_periods") == "fault-together other=experience_years"
    assert read_profile({"experience_years": None, "work_periods": []}).work_periods == ()


def test_work_periods() -> None:
    periods = [{"from": "2020-01-01"}, {"from": "2021-01-01", "to": "2021-01-01", "category": "b"}]
    assert read_profile({"work_periods": periods}).work_periods == (
        WorkPeriod(date(2020, 1, 1), None, None),
        WorkPeriod(date(2021, 1, 1), date(2021, 1, 1), Category.B),
    )
    nothing: dict[str, Any] = {"from": "2020-01-01", "to": None, "category": None}
    assert read_profile({"work_periods": [nothing]}).work_periods == (WorkPeriod(date(2020, 1, 1), None, None),)
    shape = "fault-work-period"
    wrongs: list[Any] = [1, "2020", [], {}, {"from": None}, {"to": "2020-01-01"}, nothing | {"until": None}]
    for wrong in wrongs:
        assert refused({"work_periods": [nothing, wrong]}, "work_periods[1]") == shape
    refused({"work_periods": nothing}, "work_periods")
    refused({"work_periods": [{"from": 2020}]}, "work_periods[0].from")
    refused({"work_periods": [{"from": "2020-01-01", "to": "2020"}]}, "work_periods[0].to")
    refused({"work_periods": [{"from": "2020-01-01", "category": "d"}]}, "work_periods[0].category")
    backwards = [{"from": "2020-01-02", "to": "2020-01-01"}]
    assert refused({"work_periods": backwards}, "work_periods[0].to") == "fault-ends-early"


def test_what_differed_earlier() -> None:
    earlier = read_profile({"earlier": {"2023-11-22": {"salary_yen": 5, "japanese": None}}}).earlier
    assert earlier == ((date(2023, 11, 22), Profile(salary_yen=5)),)
    assert read_profile({"earlier": {}}).earlier == ()
    wrongs: list[Any] = [1, [], "x"]
    for wrong in wrongs:
        problem = "fault-earlier"
        assert refused({"earlier": wrong}, "earlier") == problem
    refused({"earlier": {"2023": {}}}, "earlier.2023")
    refused({"earlier": {"2023-11-22": {"earlier": {}}}}, "earlier.2023-11-22.earlier")
    refused({"earlier": {"2023-11-22": 1}}, "earlier.2023-11-22")
    refused({"earlier": {"2023-11-22": {"pay": 1}}}, "earlier.2023-11-22.pay")
    refused({"earlier": {"2023-11-22": {"age": True}}}, "earlier.2023-11-22.age")
    refused({"earlier": {"2023-11-22": {"degrees": ["x"]}}}, "earlier.2023-11-22.degrees[0]")
    both = {"age": 3, "birth_date": "2020-01-01"}
    refused({"earlier": {"2023-11-22": both}}, "earlier.2023-11-22.birth_date")


def test_other_reserved_fields() -> None:
    profile = read_profile({"status": "student", "children": ["2020-02-29", "2024-05-05"], "pregnancy": False})
    assert (profile.status, profile.pregnancy) == ("student", False)
    assert profile.children == (date(2020, 2, 29), date(2024, 5, 5))
    wrongs: list[Any] = ["", "  ", 1, True, []]
    for wrong in wrongs:
        assert refused({"status": wrong}, "status") == "fault-text"
    refused({"children": ["2020-02-30"]}, "children[0]")
    refused({"children": ["2020-02-29", "1899-01-01"]}, "children[1]")
    assert refused({"children": "2020-02-29"}, "children") == "fault-list"
    refused({"children": 2}, "children")


def test_values_stay_out_of_what_is_told() -> None:
    for data in ({"salary_yen": "98765"}, {"birth_date": "98765"}, {"status": 98765}, {"degrees": ["98765"]}):
        with pytest.raises(ProfileError) as caught:
            read_profile(data)
        assert "98765" not in str(caught.value)


def test_the_day_given_wins() -> None:
    assert read_profile({"as_of": "2020-01-01"}).as_of == date(2020, 1, 1)
    assert read_profile({"as_of": "2020-01-01"}, as_of=TODAY).as_of == TODAY
    assert score(read_profile({"as_of": "2020-01-01"})).as_of == date(2020, 1, 1)
    assert score(read_profile({"as_of": "2020-01-01"}), as_of=TODAY).as_of == TODAY
    with pytest.raises(ValueError, match="a day is needed"):
        score(read_profile({}))


def test_ages() -> None:
    assert Profile().age_on(TODAY) is None
    assert Profile(age=7).age_on(TODAY) == 7
    assert Profile(birth_date=date(2000, 11, 22)).age_on(TODAY) == 26


def test_a_copy_with_other_facts() -> None:
    assert Profile(age=7).with_facts(salary_yen=1) == Profile(age=7, salary_yen=1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([field.name for field in fields(Profile)]), JSON, max_size=4))
def test_anything_at_all_is_read_or_refused_by_name(data: dict[str, Any]) -> None:
    try:
        profile = read_profile(data, as_of=TODAY)
    except ProfileError as error:
        place = error.field.split(".")[0].split("[")[0]
    else:
        place = next(iter(data), "")
        assert score(profile).as_of == TODAY
    assert place in {*data, ""}


def test_a_whole_person_is_read() -> None:
    profile = read_profile(NOTHING, as_of=TODAY)
    unread = ("as_of", "category", "birth_date")
    reserved = (
        *("work_periods", "earlier", "status", "status_since", "household_income_yen", "children", "pregnancy"),
        *("since", "in_japan_since", "married_since", "longest_trip_days", "days_abroad_a_year", "work_begins"),
        *("capital_30m_yen", "full_time_employee", "japanese_b2_in_company"),
        *("business_plan_checked", "office_apart_from_home"),
    )
    for field in fields(Profile):
        assert (getattr(profile, field.name) is None) == (field.name in (*unread[1:], *reserved))


def test_since_when_is_a_day_for_a_field_that_has_one() -> None:
    told = read_profile({"since": {"licences": "2026-10-01", "employer_sme": "2024-04-01"}}).since
    assert told == (("licences", date(2026, 10, 1)), ("employer_sme", date(2024, 4, 1)))
    assert read_profile({"since": {}}).since == ()
    assert refused({"since": ["licences"]}, "since").startswith("fault-since")
    assert refused({"since": {"birth_date": "2026-10-01"}}, "since.birth_date").startswith("fault-first-day")
    assert refused({"since": {"licence": "2026-10-01"}}, "since.licence").endswith("-near near=licences")
    assert refused({"since": {"licences": 2026}}, "since.licences").startswith("fault-date")
    refused({"earlier": {"2024-01-01": {"since": {}}}}, "earlier.2024-01-01.since")
