"""Ways to a mark: the cases a lawyer can read, and a brute-force search by the naive reading of the rulebook."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import (
    Category,
    Degree,
    Experience,
    NoRulesetForDate,
    Profile,
    Reason,
    facts_on,
    going_on,
    read_profile,
    ruleset_for,
    score,
)
from scoring.calendar import births_of, completed_years
from scoring.errors import RulesetError
from scoring.export.ways import as_json_ways
from scoring.ways.lever import Lever, go_together
from scoring.ways.lever_costs import CHECK_IDS, Cost, Demand, lever_costs, load_lever_costs
from scoring.ways.levers import levers
from scoring.ways.whatif import Way, ways
from tests.scoring import reference
from tests.scoring.people import NOTHING, TODAY, known_facts, read
from tests.scoring.reference import FIELDS
from tests.scoring.tables import UP_TO_2023, knowing

FOLDER = Path(__file__).parents[1] / "cases" / "whatif"
CASE_KEYS = {"name", "source", "as_of", "mark", "based_on", "without", "fits", "profile", "expect"}
EXPECT_KEYS = {"all", "some", "not", "never", "first", "months", "via_j_skip"}


# --- Cases ------------------------------------------------------------------------------------------------------------


def _cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in data["case"]:
            assert set(case) <= CASE_KEYS, case["name"]
            assert set(case["expect"]) <= EXPECT_KEYS, case["name"]
            assert case["source"], case["name"]
            facts = dict(data["person"][case["based_on"]])
            for name in case.get("without", ()):
                del facts[name]
            yield pytest.param(case | {"profile": facts | case["profile"]}, id=case["name"])


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_json(item) for item in value]
    return {k: _json(v) for k, v in value.items()} if isinstance(value, dict) else value


def _label(lever: Lever) -> str:
    """A lever as the cases write it: what, and the value where there are several."""
    value = next(iter(lever.why.args.values()), "")
    return f"{lever.id} {value}".strip()


def _labels(way: Way) -> list[str]:
    return [_label(lever) for lever in way.levers]


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case: dict[str, Any]) -> None:
    profile = read_profile(_json(case["profile"]), as_of=case["as_of"])
    fits = [Category(c) for c in case.get("fits", ())]
    found = ways(profile, as_of=case["as_of"], mark=case["mark"], fits=fits)
    told = [_labels(way) for way in found]
    expect = case["expect"]
    if "all" in expect:
        assert told == expect["all"]
    for wanted in expect.get("some", ()):
        assert wanted in told
    for unwanted in expect.get("not", ()):
        assert unwanted not in told
    for lever in expect.get("never", ()):
        assert not any(lever in labels for labels in told), lever
    if "first" in expect:
        assert told[0] == expect["first"]
    for lever, months in expect.get("months", {}).items():
        assert [way.months for way in found if _labels(way) == [lever]] == [months]
    for wanted in expect.get("via_j_skip", ()):
        assert [way.via_j_skip for way in found if _labels(way) == wanted] == [True]


# --- Brute force ------------------------------------------------------------------------------------------------------

Levers = tuple[Lever, ...]


def _offered(profile: Profile, category: Category) -> Levers:
    now = facts_on(profile, TODAY)
    return levers(
        now,
        going_on(profile, category, TODAY).work_periods or (),
        as_of=TODAY,
        age=profile.age_on(TODAY),
        rules=ruleset_for(TODAY).categories[category],
        costs=lever_costs(TODAY),
    )


def _facts(facts: Mapping[str, Any], chosen: Sequence[Lever], category: Category, day: date) -> dict[str, Any]:
    """The person's facts after these levers, on a day, as the naive reading takes them."""
    after = dict(facts)
    for lever in chosen:
        for name, value in lever.changes.items():
            after[name] = value.years(category) if isinstance(value, Experience) else value
    birth = after.pop("birth_date")
    after["age"] = None if birth is None else completed_years(date.fromisoformat(birth), day)
    return after


def _day(chosen: Sequence[Lever]) -> date:
    return max((lever.day for lever in chosen), default=TODAY)


def _reaches(facts: Mapping[str, Any], chosen: Sequence[Lever], category: Category, mark: int) -> bool:
    day = _day(chosen)
    after = _facts(facts, chosen, category, day)
    if category is Category.B and after["international_services"]:
        return False
    plain = {"salary_yen": 0, "degrees": (), "experience_years": 0}
    if reference.j_skip(category, {k: plain.get(k) if v is None else v for k, v in after.items()}, day):
        return True
    pay = after["salary_yen"]
    paid = category is Category.A or pay is None or pay >= 3_000_000
    return paid and sum(reference.items(category, after, day).values()) >= mark


def _below(chosen: Levers) -> Iterator[Levers]:
    """All sets with less in them: levers left out, or taken at a smaller step."""
    choices = [(None, lever, *lever.steps_below()) for lever in chosen]
    for picked in itertools.product(*choices):
        kept = tuple(lever for lever in picked if lever is not None)
        if [id(x) for x in kept] != [id(x) for x in chosen]:
            yield kept


def _named(chosen: Sequence[Lever]) -> frozenset[str]:
    return frozenset(f"{_label(lever)} {sorted(map(str, lever.changes.items()))}" for lever in chosen)


def _brute(facts: Mapping[str, Any], offered: Levers, category: Category, mark: int) -> set[frozenset[str]]:
    if _reaches(facts, (), category, mark):
        return set()
    found = set()
    for size in (1, 2, 3):
        for chosen in itertools.combinations(offered, size):
            if not all(go_together(a, b) for a, b in itertools.combinations(chosen, 2)):
                continue
            needed = not any(_reaches(facts, less, category, mark) for less in _below(chosen))
            if needed and _reaches(facts, chosen, category, mark):
                found.add(_named(chosen))
    return found


@st.composite
def people(draw: st.DrawFn) -> tuple[dict[str, Any], Category, int]:
    """Facts with a birth date, up to seven of them not known; a category and a mark near what the person has."""
    facts: dict[str, Any] = dict(draw(known_facts))
    for name in draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=7)):
        facts[name] = None
    facts.pop("age")
    births = st.dates(date(1975, 1, 1), date(2004, 1, 1)).map(date.isoformat)
    facts["birth_date"] = draw(st.one_of(births, births, births, st.none(), st.just("1992-02-29")))
    if draw(st.booleans()):
        facts["international_services"] = draw(st.sampled_from([None, False]))
    category = draw(st.sampled_from(list(Category)))
    now = sum(reference.items(category, _facts(facts, (), category, TODAY), TODAY).values())
    return facts, category, draw(st.sampled_from([70, 80, now + 5, now + 15, now + 25, now + 35]))


@given(person=people())
@knowing(UP_TO_2023)
def test_the_ways_are_those_of_a_brute_force_search(person: tuple[dict[str, Any], Category, int]) -> None:
    facts, category, mark = person
    profile = read(facts, TODAY, category)
    offered = _offered(profile, category)
    found = ways(profile, as_of=TODAY, mark=mark)
    named = [_named(way.levers) for way in found]
    assert len(set(named)) == len(named)
    assert set(named) == _brute(facts, offered, category, mark)


@given(person=people())
def test_every_way_really_reaches_and_needs_every_lever(person: tuple[dict[str, Any], Category, int]) -> None:
    facts, category, mark = person
    profile = read(facts, TODAY, category)
    for way in ways(profile, as_of=TODAY, mark=mark)[:40]:
        entry = score(profile.with_facts(**way.changes), as_of=way.day).of(category)
        assert entry.total == way.total
        assert way.via_j_skip is (entry.total < mark or any(gate.met is False for gate in entry.other_gates))
        assert entry.j_skip.met is True or not way.via_j_skip
        if not way.via_j_skip:
            assert all(gate.met is not False for gate in entry.other_gates)
            assert {g.id for g in entry.other_gates if g.met is None} == set(way.still_open) & {
                g.id for g in entry.gates
            }
        assert way.day == _day(way.levers)
        assert way.months == max(lever.months for lever in way.levers)
        for dropped in way.levers:
            rest = [lever for lever in way.levers if lever is not dropped]
            assert not _reaches(facts, rest, category, mark), (_labels(way), _label(dropped))


@given(person=people())
def test_the_likeliest_comes_first_and_nothing_impossible_is_offered(
    person: tuple[dict[str, Any], Category, int],
) -> None:
    facts, category, mark = person
    found = ways(read(facts, TODAY, category), as_of=TODAY, mark=mark)
    assert [way.rank for way in found] == sorted(way.rank for way in found)
    for way in found:
        costs_nothing = all(lever.demand is Demand.CHECK for lever in way.levers)
        assert (way.effort == 0) is costs_nothing
        assert way.rank == way.effort + 24 * way.unlikely + 12 * (len(way.levers) - 1)
        assert (way.demand is Demand.CHECK) is costs_nothing
        for lever in way.levers:
            if lever.demand is Demand.CHECK:
                assert any(facts[name] is None for name in lever.changes)
                assert lever.months == 0
            assert "other_research_recognised" not in lever.changes
            now = read(facts, TODAY, category)
            assert lever.changes
            assert all(getattr(now, name) != value for name, value in lever.changes.items()), "changes nothing"
            if "degrees_in_different_fields" in lever.changes and lever.changes["degrees_in_different_fields"]:
                assert set(facts["degrees"]) & reference.GRADUATE
            if lever.changes.get("japanese") == "n2":
                assert not facts["japanese_degree"]
                assert facts["japanese"] not in ("n1", "n2", "japanese_major_abroad")
            if "invested_100m_yen" in lever.changes:
                assert category is Category.C


# --- One by one -------------------------------------------------------------------------------------------------------


def test_a_category_not_known_makes_every_way_conditional() -> None:
    found = ways(read({**NOTHING, "age": 29, "salary_yen": 9_000_000, "degrees": ["master"]}), as_of=TODAY, mark=80)
    assert {way.category for way in found} == {Category.A, Category.B}
    assert all(way.conditional for way in found)
    assert not any(lever.id == "category" for way in found for lever in way.levers)


def test_going_elsewhere_is_not_told_where_staying_needs_no_more() -> None:
    """N1 suffices in (b), so "to (a), and N1" is no way; with the mark reached in (b) nothing is."""
    facts = {**NOTHING, "age": 31, "salary_yen": 8_000_000, "degrees": ["bachelor"], "japanese_degree": True}
    found = ways(read(facts, category="b"), as_of=TODAY, mark=75, fits=list(Category))
    told = [_labels(way) for way in found]
    assert ["japanese n1"] in told
    assert ["category a", "japanese n1"] not in told
    elsewhere = [way for way in found if way.category is not Category.B]
    assert all(way.conditional and way.levers[0].id == "category" for way in elsewhere)
    assert ways(read(facts, category="b"), as_of=TODAY, mark=60, fits=list(Category)) == ()


def test_elsewhere_every_way_begins_with_going_there() -> None:
    facts = {**NOTHING, "age": 60, "salary_yen": 8_000_000, "patents": 1, "papers": 3, "position": None}
    found = ways(read(facts, category="b"), as_of=TODAY, mark=70, fits=[Category.A, Category.B])
    assert {way.category for way in found} == {Category.A, Category.B}
    for way in found:
        assert way.conditional is (way.category is Category.A)
        assert [lever.id == "category" for lever in way.levers] == [
            way.conditional and place == 0 for place in range(len(way.levers))
        ]


def test_an_age_without_a_birth_date_is_taken_as_the_oldest() -> None:
    """34 today may be 35 tomorrow: a rise to 5 million counts for nothing; 6 million, and less for the age."""
    facts = {**NOTHING, "age": 34, "salary_yen": 4_900_000, "japanese": "n1"}
    told = [_labels(way) for way in ways(read(facts, category="b"), as_of=TODAY, mark=40)]
    assert ["salary 5000000"] not in told
    assert ["salary 6000000"] in told


@given(as_of=st.dates(date(2013, 12, 24), date(2100, 12, 31)), age=st.integers(0, 100))
def test_the_oldest_birth_date_of_an_age(as_of: date, age: int) -> None:
    birth = births_of(age, as_of)[0]
    assert completed_years(birth, as_of) == age
    assert completed_years(date.fromordinal(birth.toordinal() - 1), as_of) == age + 1


@pytest.mark.parametrize(
    ("age", "as_of", "birth"),
    [
        (30, date(2024, 2, 29), date(1993, 3, 1)),
        (30, date(2023, 2, 28), date(1992, 2, 29)),
        (30, date(2026, 12, 31), date(1996, 1, 1)),
    ],
)
def test_the_oldest_birth_date_about_29_february(age: int, as_of: date, birth: date) -> None:
    assert births_of(age, as_of)[0] == birth


def test_what_could_take_the_mark_away_again_is_named() -> None:
    """JICA training and N2, and a Japanese degree not known: with one, both may be lost for 10."""
    facts = {
        **NOTHING,
        "category": "b",
        "salary_yen": None,
        "international_services": None,
        "degrees": ["doctorate"],
        "japanese": "n2",
        "japanese_degree": None,
        "designated_training": True,
        "designated_training_at_japanese_university": None,
        "licences": 1,
    }
    found = ways(read(facts, category="b"), as_of=TODAY, mark=90)
    [way] = [w for w in found if _labels(w) == ["salary 10000000"]]
    assert way.total == 90
    assert way.still_open == (
        "international_services",
        "japanese_degree",
        "designated_training_at_japanese_university",
    )
    # With 5 points to spare the exclusion takes nothing away.
    spare = {**facts, "salary_yen": 10_000_000, "licences": 0, "employer_local_support": None}
    with_spare = ways(read(spare, category="b"), as_of=TODAY, mark=90)
    assert [(w.total, w.still_open) for w in with_spare if _labels(w) == ["local_gov"]] == [
        (95, ("international_services",))
    ]
    unpaid = ways(read({**facts, "foreign_qualification": None}, category="b"), as_of=TODAY, mark=55)
    assert [w.still_open[0] for w in unpaid if _labels(w) == ["foreign_qual"]] == ["min_salary"]


def test_years_not_known_are_not_more_than_an_adult_life() -> None:
    facts = {**NOTHING, "age": 22, "experience_years": None, "degrees": ["bachelor"], "salary_yen": 5_000_000}
    found = ways(read(facts, category="b"), as_of=TODAY, mark=55)
    steps = {lever.why.args["years"] for way in found for lever in way.levers if lever.id == "years"}
    assert steps == {3, 5, 7}
    older = ways(read({**facts, "age": 25}, category="b"), as_of=TODAY, mark=60)
    assert ["years 10"] in [_labels(way) for way in older]


def test_a_number_a_hair_below_whole_years_is_there_today() -> None:
    facts = {**NOTHING, "experience_years": 2.99999999999, "degrees": ["bachelor"]}
    [way] = [w for w in ways(read(facts, category="a"), as_of=TODAY, mark=15) if _labels(w) == ["years 3"]]
    assert (way.day, way.months) == (TODAY, 0)


def test_earlier_facts_that_hold_on_the_day_are_used() -> None:
    """Looked at from before the change of the facts, the spells of today are not yet known."""
    facts = {
        **{k: v for k, v in NOTHING.items() if k != "experience_years"},
        "degrees": ["bachelor"],
        "work_periods": [{"from": "2024-02-01"}],
        "earlier": {"2027-01-01": {"experience_years": 0}},
    }
    profile = read(facts, category="a")
    assert not any("years 3" in _labels(w) and w.months < 36 for w in ways(profile, as_of=TODAY, mark=15))
    later = ways(profile, as_of=date(2027, 1, 2), mark=15)
    assert [w.months for w in later if _labels(w) == ["years 3"]] == [1]


def test_a_claim_of_two_fields_without_a_graduate_degree_is_not_counted_with_the_first_one() -> None:
    facts = {**NOTHING, "degrees": ["bachelor"], "degrees_in_different_fields": True}
    for mark in (20, 25, 30):
        for way in ways(read(facts, category="a"), as_of=TODAY, mark=mark):
            if any(lever.id in ("degree", "jp_degree") for lever in way.levers):
                assert way.changes["degrees_in_different_fields"] is False
    assert ["degree master"] in [_labels(way) for way in ways(read(facts, category="a"), as_of=TODAY, mark=20)]
    assert ["degree master"] not in [_labels(way) for way in ways(read(facts, category="a"), as_of=TODAY, mark=25)]


def test_a_degree_not_known_is_asked_after_only_where_it_brings_points() -> None:
    """In (a) a bachelor's degree brings points since 2017-04-26."""
    facts = {**NOTHING, "degrees": None}
    for day, level in ((date(2016, 6, 1), "master"), (date(2017, 4, 26), "bachelor")):
        first = ways(read(facts, day, "a"), as_of=day, mark=10)[0]
        assert _labels(first) == [f"degree {level}"]


def test_the_law_of_the_day_a_way_needs_is_used() -> None:
    """Points change on 2017-04-26, between the day and the day a way needs; a lever must bring something already."""
    facts = {**NOTHING, "degrees": ["bachelor"]}
    before = ways(read(facts, date(2016, 6, 1), "b"), as_of=date(2016, 6, 1), mark=20)
    assert not any("japanese n2" in _labels(way) for way in before)  # it brings nothing yet
    # A bachelor's degree brings nothing in (a) yet, but on the day an exam takes until, it does: 10, and 15 for N1.
    later = ways(read(facts, date(2016, 6, 1), "a"), as_of=date(2016, 6, 1), mark=25)
    assert any(_labels(way) == ["japanese n1"] and way.total == 25 for way in later)
    fixed = ways(
        read(facts, date(2016, 6, 1), "a"), as_of=date(2016, 6, 1), mark=25, rules=ruleset_for(date(2016, 6, 1))
    )
    assert not any(_labels(way) == ["japanese n1"] for way in fixed)
    fixed = ways(read(facts, category="b"), as_of=TODAY, mark=20, rules=ruleset_for(date(2016, 6, 1)))
    assert not any("japanese n2" in _labels(way) for way in fixed)
    with pytest.raises(NoRulesetForDate):
        ways(read(facts, category="b"), as_of=date(2013, 12, 23), mark=70)


def test_two_levers_go_together_only_where_both_can_be() -> None:
    def lever(changes: dict[str, Any], demand: Demand = Demand.DO, *, study: bool = False, lower: Any = None) -> Lever:
        return Lever("x", demand, changes, Cost.FREE, 0, TODAY, Reason("x"), study, lower)

    small = lever({"licences": 1})
    assert not go_together(small, lever({"licences": 2}, lower=small))
    assert not go_together(lever({"licences": 2}, lower=small), small)
    assert not go_together(small, lever({"licences": 2}))
    assert go_together(small, lever({"japanese": "n1"}))
    study, years = lever({"degrees": 1}, study=True), lever({"experience_years": 1}, Demand.WAIT)
    assert not go_together(study, years)
    assert not go_together(years, study)
    assert not go_together(study, lever({"japanese_degree": True}, study=True))
    assert go_together(years, small)
    assert go_together(study, small)


def test_the_json_has_the_names_of_the_contract() -> None:
    facts = {**NOTHING, "degrees": ["bachelor"], "experience_years": 2.5, "japanese_degree": False}
    found = ways(read(facts, category="a"), as_of=TODAY, mark=25)
    answer = as_json_ways(found, lambda reason: reason.key)
    assert len(answer) == len(found)
    [entry] = [e for e, way in zip(answer, found, strict=True) if _labels(way) == ["years 3", "japanese n2"]]
    assert entry == {
        "changes": [{"field": "experience_years", "to": 3.0}, {"field": "japanese", "to": "n2"}],
        "total": 25,
        "mark": 25,
        "category": "a",
        "conditional": False,
        "j_skip": False,
        "kind": "do",
        "unlikely": 0,
        "about_months": 12,
        "day": "2027-11-22",
        "still_open": [],
        "why": "ways-wait-years; ways-do-japanese",
        "confidence": "verified",
    }
    degree = next(e for e, way in zip(answer, found, strict=True) if _labels(way) == ["jp_degree"])
    assert {"field": "degrees", "to": ["bachelor", "master"]} in degree["changes"]
    assert {"field": "japanese_degree", "to": True} in degree["changes"]


@pytest.mark.parametrize(
    ("changes", "category", "more", "offered", "not_offered"),
    [
        # Where the smaller step of a kind is enough, the greater one is not needed.
        ({"degrees": ["bachelor"]}, "b", 10, "degree master", "degree mba_mot"),
        ({"degrees": ["bachelor"]}, "b", 15, "degree mba_mot", "degree master"),
        ({"degrees": ["bachelor"]}, "a", 10, "degree master", "jp_degree"),
        ({"degrees": ["bachelor"]}, "a", 20, "jp_degree", "degree master"),
        # A doctorate is no smaller step of an MBA: both stand.
        ({"degrees": ["master"]}, "b", 5, "degree mba_mot", None),
        ({"degrees": ["master"]}, "b", 5, "degree doctorate", None),
        ({"degrees": ["master"]}, "b", 10, "jp_degree", "degree mba_mot"),
        ({"degrees": ["master"]}, "b", 10, "degree doctorate", None),
        ({"japanese": "none"}, "a", 10, "japanese n2", "japanese n1"),
        ({"licences": 0}, "b", 5, "licence 1", "licence 2"),
        ({"licences": 0}, "b", 10, "licence 2", "licence 1"),
        # Small alone brings nothing where nothing else is known; with support known it brings 10.
        ({"employer_innovation_support": True, "employer_sme": None}, "a", 10, "sme", None),
        ({"employer_innovation_support": None, "employer_sme": None}, "a", 10, "innovation", "innovation_sme"),
        ({"employer_innovation_support": None, "employer_sme": None}, "a", 20, "innovation_sme", "sme"),
        ({"employer_innovation_support": None, "employer_sme": False}, "a", 10, "innovation", "sme"),
    ],
)
def test_a_smaller_step_hides_a_greater_one_and_nothing_else(
    changes: dict[str, Any], category: str, more: int, offered: str, not_offered: str | None
) -> None:
    facts = {**NOTHING, "age": 45, "salary_yen": 8_000_000, **changes}
    profile = read(facts, category=category)
    total = score(profile).of(Category(category)).total
    told = [_labels(way) for way in ways(profile, as_of=TODAY, mark=total + more)]
    assert [offered] in told
    assert [not_offered] not in told


def test_one_licence_takes_less_than_two() -> None:
    facts = {**NOTHING, "age": 45, "salary_yen": 8_000_000}
    for more, months in ((5, 6), (10, 12)):
        profile = read(facts, category="b")
        found = ways(profile, as_of=TODAY, mark=score(profile).of(Category.B).total + more)
        assert [way.months for way in found if _labels(way) == [f"licence {more // 5}"]] == [months]


@pytest.mark.parametrize("held", ["master", "professional", "mba_mot", "doctorate"])
def test_a_degree_from_japan_is_all_that_changes_for_who_has_a_graduate_degree(held: str) -> None:
    facts = {**NOTHING, "degrees": [held], "japanese_degree": False}
    total = score(read(facts, category="a")).of(Category.A).total
    found = as_json_ways(ways(read(facts, category="a"), as_of=TODAY, mark=total + 10), lambda reason: reason.key)
    changes = [way["changes"] for way in found if way["why"] == "ways-do-jp_degree"]
    assert changes == [[{"field": "japanese_degree", "to": True}]]


def test_a_fact_that_is_so_already_is_no_change() -> None:
    facts = {**NOTHING, "employer_sme": True, "employer_rd_ratio": None, "employer_innovation_support": None}
    found = as_json_ways(ways(read(facts, category="a"), as_of=TODAY, mark=5), lambda reason: reason.key)
    assert [{"field": "employer_rd_ratio", "to": 0.031}] in [way["changes"] for way in found]
    trained = {**NOTHING, "designated_training": None, "japanese_degree": True}
    found = as_json_ways(ways(read(trained, category="a"), as_of=TODAY, mark=15), lambda reason: reason.key)
    assert [{"field": "designated_training", "to": True}] in [way["changes"] for way in found]


# --- The file of costs ------------------------------------------------------------------------------------------------

TEXT = (resources.files("scoring") / "rules" / "levers.toml").read_text(encoding="utf-8")


def test_the_costs_that_ship_are_marked_as_our_own_judgement() -> None:
    data = tomllib.loads(TEXT)
    tables = [data["head"], data["weights"], data["limits"], data["salary"], *data["levers"].values()]
    assert {table["confidence"] for table in tables} == {"staff_confirms"}
    assert lever_costs(TODAY).most_levers == 3


@pytest.mark.parametrize(("now", "to", "percent"), [(100, 110, 10), (100, 111, 25), (100, 150, 50), (100, 151, None)])
def test_a_rise_finds_its_row(now: int, to: int, percent: int | None) -> None:
    rise = lever_costs(TODAY).rise(now, to)
    assert (None if rise is None else rise.up_to_percent) == percent


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[weights]", "[weights", "the file: expected valid TOML"),
        ("[weights]", "[weight]", "weight: expected a known key; did you mean weights?"),
        ("[weights]", "[weight]\n[weights]", "weight: expected a known key"),
        ("free = 0\n", "", "weights.free: expected a value here"),
        ("free = 0", "free = -1", "weights.free: expected 0 or more"),
        ("free = 0", "free = true", "weights.free: expected a whole number"),
        ("levers = 3", "levers = 4", "limits.levers: expected 1 or more and at most 3"),
        ("levers = 3", "levers = 0", "limits.levers: expected 1 or more"),
        ("last_checked_on = 2026-11-22", 'last_checked_on = "2026"', "head.last_checked_on: expected a date"),
        ('kind = "do"', 'kind = "be"', 'levers.japanese_n2.kind: expected "check" or'),
        ('kind = "do"', "kind = 1", "levers.japanese_n2.kind: expected"),
        ("full_time = true", "full_time = 1", "levers.degree_master.full_time: expected true or false"),
        (
            "[levers.second_field]",
            "[levers.third_field]",
            "levers.third_field: expected a known key; did you mean second_field?",
        ),
        ("up_to_percent = 10,", "up_to_percent = 30,", "salary.rises: expected at least one rise"),
        ('source = ["own"]', "source = 1", "weights.source: expected a list"),
        (
            'cost = "medium"\nmonths = 12',
            'cost = "medium"\nmonth = 12',
            "levers.japanese_n2.month: expected a known key; did you mean months?",
        ),
        (
            '"growth"',
            '"growthq"',
            "rare.checks: expected only levers that can be looked at, not 'growthq'; did you mean growth",
        ),
        ('_doctorate = ["research"]', '_doctorate = ["years"]', "rare.not_with_doctorate: expected some of the checks"),
        ("{ up_to_percent = 10, ", "{ ", "salary.rises[0].up_to_percent: expected a value here"),
    ],
)
def test_the_costs_are_read_strictly(old: str, new: str, problem: str) -> None:
    assert old in TEXT
    with pytest.raises(RulesetError, match="^" + re.escape(f"levers.toml: {problem}")):
        load_lever_costs("levers.toml", TEXT.replace(old, new, 1))


def test_what_can_be_looked_at_is_what_is_offered() -> None:
    """Somebody unknown may look at nearly all of it; two levers come only after a degree, or the company's support."""
    graduate, supported = {"degrees": frozenset({Degree.MASTER})}, {"employer_innovation_support": True}
    offered = {
        lever.id
        for facts in ({}, graduate, supported)
        for category in Category
        for lever in _offered(Profile(age=40, category=category, **facts), category)
        if lever.cost is Cost.FREE
    }
    assert offered == set(CHECK_IDS)


def test_a_list_of_rises_must_not_be_empty() -> None:
    empty = re.sub(r"rises = \[.*?\n\]", "rises = []", TEXT, flags=re.DOTALL)
    with pytest.raises(RulesetError, match="salary.rises: expected at least one"):
        load_lever_costs("levers.toml", empty)


def test_a_mark_out_of_reach_has_no_way() -> None:
    assert ways(read(NOTHING, category="c"), as_of=TODAY, mark=200) == ()
