"""Permanent residence on points: readable cases, and every day against brute force."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import ProfileError, RulesetError, read_profile
from scoring.calendar import completed_years, years_after, years_before
from scoring.export.stays import as_json_residence
from scoring.profile import Category
from scoring.rule_files import shipped_rules
from scoring.stay.held import Stretch, course
from scoring.stay.residence import permanent_residence
from scoring.stay.residence_rules import load_residence, residence_rules
from scoring.stay.statuses import StatusCode
from scoring.three import every
from tests.properties import examples
from tests.scoring import reference
from tests.scoring.people import NOTHING, TODAY, in_json
from tests.scoring.tables import UP_TO_2023, knowing

FOLDER = Path(__file__).parents[1] / "cases" / "residence"
CASE_KEYS = {"name", "source", "as_of", "category", "based_on", "profile", "conditions", "in_japan_since", "expect"}
TOP_KEYS = {"route", "met", "earliest", "under_new_rules", "for_staff", "notices", "ids"}
EXPECT_KEYS = TOP_KEYS | {"routes", "conditions", "condition_confidence", "own", "absence"}
ROUTE_KEYS = {"met", "earliest", "look_back", "fails_on", "falls_on", "ask", "changed", "confidence"}
ONE_DAY = timedelta(days=1)


def _cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in data["case"]:
            assert set(case) <= CASE_KEYS, case["name"]
            assert case["source"]
            case["profile"] = data["person"][case.pop("based_on")] | case["profile"]
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def _profile(facts: Mapping[str, Any], day: date) -> Any:
    # "none" is a level of Japanese.
    kept = {"japanese"}
    plain = {k: v if k in kept and v != "unknown" else in_json(v) for k, v in facts.items() if k != "earlier"}
    if facts.get("earlier", "unknown") != "unknown":
        plain["earlier"] = {
            d: {k: in_json(v) if k not in kept else v for k, v in f.items()} for d, f in facts["earlier"].items()
        }
    return read_profile(plain, as_of=day)


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case: dict[str, Any]) -> None:
    told = _profile(case["profile"], case["as_of"])
    result = permanent_residence(
        replace(told, in_japan_since=case.get("in_japan_since", told.in_japan_since)),
        Category(case["category"]),
        as_of=case["as_of"],
        conditions=case.get("conditions", {}),
    )
    answer = as_json_residence(result, lambda reason: reason.key)
    expect = case["expect"]
    assert expect
    assert set(expect) <= EXPECT_KEYS
    found = answer | {"notices": [n["id"] for n in answer["notices"]], "ids": [r["id"] for r in answer["routes"]]}
    assert {key: found[key] for key in set(expect) & TOP_KEYS} == {
        k: in_json(expect[k]) for k in set(expect) & TOP_KEYS
    }
    gates = {g["id"]: g for g in answer["gates"]}
    for name, met in expect.get("conditions", {}).items():
        assert gates[name]["met"] is in_json(met), name
    for name, confidence in expect.get("condition_confidence", {}).items():
        assert gates[name]["confidence"] == confidence, name
    own = {r["id"]: r | {g["id"]: g["met"] for g in r["gates"]} for r in answer["own_routes"]}
    if "own" in expect:
        assert set(own) == set(expect["own"])
    for route_id, wanted in expect.get("own", {}).items():
        assert {key: own[route_id][key] for key in wanted} == in_json(wanted)
        assert own[route_id]["confidence"] == "staff_confirms"
    if "absence" in expect:
        assert [answer["absence"][key] for key in ("met", "why")] == [in_json(value) for value in expect["absence"]]
    routes = {r["id"]: r for r in answer["routes"]}
    for route_id, wanted in expect.get("routes", {}).items():
        _check_route(routes[route_id], wanted)


def _check_route(route: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    assert set(wanted) <= ROUTE_KEYS | {"gates", "gate_confidence"}
    for key in set(wanted) & ROUTE_KEYS:
        if wanted[key] == "a day":
            assert route[key] is not None, key
        else:
            assert route[key] == in_json(wanted[key]), (key, route[key])
    gates = {g["id"]: g for g in route["gates"]}
    for name, met in wanted.get("gates", {}).items():
        assert gates[name]["met"] is in_json(met), name
    for name, confidence in wanted.get("gate_confidence", {}).items():
        assert gates[name]["confidence"] == confidence, name


# --- every day against brute force ----------------------------------------------------------------------------------

CLOSE = ("degrees", "salary_yen", "japanese", "japanese_degree", "international_services", "employer_sme", "papers")
VALUES: dict[str, list[Any]] = {
    "degrees": [["bachelor"], ["master"], ["doctorate"], []],
    "salary_yen": [2_999_999, 3_000_000, 5_000_000, 7_000_000, 10_000_000, 20_000_000, 40_000_000],
    "japanese": ["n1", "n2", "none"],
    "papers": [0, 3],
}
BIRTHS = [date(1996, 2, 29), date(1991, 11, 22), date(1991, 11, 23), date(1986, 6, 15), date(1970, 1, 1)]


def _values(name: str) -> list[Any]:
    return VALUES.get(name, [False, True])


@st.composite
def people(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A category and JSON facts with at most two unknown, earlier days, and work told in every way."""
    facts = dict(NOTHING) | {name: draw(st.sampled_from(_values(name))) for name in CLOSE}
    facts |= {"licences": draw(st.integers(0, 2)), "designated_university": draw(st.booleans())}
    for name in draw(st.lists(st.sampled_from(CLOSE), max_size=1)):
        facts[name] = None
    del facts["age"], facts["experience_years"]
    told_age = draw(st.sampled_from(["birth_date", "age", None]))
    if told_age == "birth_date":
        facts["birth_date"] = draw(st.sampled_from(BIRTHS)).isoformat()
    elif told_age == "age":
        facts["age"] = draw(st.sampled_from([29, 30, 31, 35, 38, 40, 60]))
    work = draw(st.sampled_from(["number", "dated", None]))
    if work == "number":
        facts["experience_years"] = draw(st.integers(0, 140)) / 12
    elif work == "dated":
        facts["work_periods"] = [{"from": draw(st.sampled_from(["2013-02-28", "2018-04-01", "2021-12-15"]))}]
    offsets = draw(st.lists(st.integers(1, 1200), max_size=2, unique=True))
    if draw(st.booleans()):
        facts["earlier"] = {(TODAY - timedelta(days=n)).isoformat(): draw(_changes()) for n in offsets}
    return draw(st.sampled_from(["a", "b", "c"])), facts


@st.composite
def _changes(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(CLOSE), max_size=2, unique=True))
    changes = {name: draw(st.sampled_from(_values(name))) for name in names}
    if draw(st.integers(0, 3)) == 0:
        changes["experience_years"] = draw(st.integers(0, 100)) / 12
    return changes


class _Truth:
    """What one day may have been, by trying everything."""

    def __init__(self, category: str, facts: Mapping[str, Any], day: date) -> None:
        told = facts.get("earlier")
        days = sorted(date.fromisoformat(d) for d in told or {})
        now = {k: v for k, v in facts.items() if k != "earlier"}
        around: list[tuple[date, Mapping[str, Any]]]
        if day >= TODAY or told == {}:
            around = [(TODAY, now)]
        else:
            assert told is not None
            assert days[0] <= day
            before = max(d for d in days if d <= day)
            after = min((d for d in days if d >= day), default=TODAY)
            around = [(d, self._on(now, told, d)) for d in {before, after}]
        names = [n for n in reference.FIELDS if n not in ("age", "experience_years")]
        sets: dict[str, set[Any]] = {n: {self._frozen(f.get(n)) for _, f in around} for n in names}
        sets["age"] = self._ages(facts, day)
        sets["experience_years"] = set().union(*(self._years(f, d, category, day, now) for d, f in around))
        for name in names if category != "b" else ():
            if name == "international_services":
                sets[name] = {False}
        spread = {n: self._complete(n, values, category) for n, values in sets.items()}
        services_open = sets["international_services"] == {None}
        moving = [n for n in spread if len(spread[n]) > 1]
        base = {n: spread[n][0] for n in spread}
        self.totals: set[int] = set()
        self.passing: dict[int, set[bool]] = {70: set(), 80: set()}
        self.special: set[bool] = set()
        for values in itertools.product(*(spread[n] for n in moving)):
            complete = base | dict(zip(moving, values, strict=True))
            total = sum(reference.items(category, complete, day).values())
            self.totals.add(total)
            for mark in (70, 80):
                self.passing[mark].add(total >= mark and all(reference.gates(category, complete).values()))
            # A kind of work not known does not rule J-Skip out (contract: false for a *known* one).
            known = {**complete, "international_services": complete["international_services"] and not services_open}
            self.special.add(reference.j_skip(category, known, day))

    @staticmethod
    def _on(now: Mapping[str, Any], told: Mapping[str, Any], day: date) -> Mapping[str, Any]:
        if day >= TODAY:
            return now
        own: dict[str, Any] = told[day.isoformat()]
        kept = {k: v for k, v in now.items() if not ("experience_years" in own and k == "work_periods")}
        return {**kept, **own}

    @staticmethod
    def _frozen(value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    @staticmethod
    def _ages(facts: Mapping[str, Any], day: date) -> set[int | None]:
        if "birth_date" in facts:
            return {completed_years(date.fromisoformat(facts["birth_date"]), day)}
        if "age" not in facts:
            return {None}
        births = [TODAY - timedelta(days=n) for n in range(365 * (facts["age"]), 366 * (facts["age"] + 2))]
        return {completed_years(b, day) for b in births if completed_years(b, TODAY) == facts["age"]}

    @staticmethod
    def _years(
        f: Mapping[str, Any], told_on: date, category: str, day: date, now: Mapping[str, Any]
    ) -> set[float | None]:
        if "work_periods" in f:
            start = date.fromisoformat(f["work_periods"][0]["from"])
            return {_months(start, day) / 12}
        if f.get("experience_years") is None:
            return {None}
        number = f["experience_years"]
        base = told_on if number is not now.get("experience_years") else TODAY
        months = round(number * 12)
        start = next(s for s in (base - timedelta(days=n) for n in range(366 * 12)) if _months(s, base) >= months)
        counted = _months(start, day) / 12
        return {counted} if day >= TODAY else {counted, number}

    @staticmethod
    def _complete(name: str, values: set[Any], category: str) -> list[Any]:
        if None not in values:
            return sorted(values, key=repr)
        extra = [20_000_000, 40_000_000] if name == "salary_yen" else []
        return [*reference.domain(name, category), *extra]


def _months(start: date, day: date) -> int:
    months = (day.year - start.year) * 12 + day.month - start.month
    if day.day < start.day:
        months -= 1
    return max(0, months)


def _agreed(answers: set[bool]) -> bool | None:
    return None if len(answers) > 1 else next(iter(answers))


def _of(days: tuple[Stretch, ...], day: date) -> Stretch:
    return next(s for s in days if s.first <= day <= s.last)


@examples(250)
@given(people(), st.data())
@knowing(UP_TO_2023)
def test_a_day_is_what_trying_everything_says(person: tuple[str, dict[str, Any]], data: st.DataObject) -> None:
    category, facts = person
    profile = read_profile(facts, as_of=TODAY)
    days = course(profile, Category(category), as_of=TODAY, start=years_before(TODAY, 3), end=years_after(TODAY, 5))
    told = [date.fromisoformat(d) for d in facts.get("earlier", {})]
    edges = [d + n * ONE_DAY for d in told for n in (-1, 0, 1)] + [s.first for s in days] + [TODAY - ONE_DAY]
    inside = [d for d in edges if years_before(TODAY, 3) <= d]
    day = data.draw(st.one_of(st.sampled_from(inside), st.dates(years_before(TODAY, 3), years_after(TODAY, 5))))
    found = _of(days, day)
    known_from = TODAY if "earlier" not in facts else min(told, default=date.min)
    assert found.told is (day >= known_from)
    if not found.told:
        # Nothing but the age is known: no mark is certain, and nobody is ruled out.
        assert (found.holds(70), found.holds(80)) == (None, None)
        assert found.deciding(70) != ()
        return
    truth = _Truth(category, facts, day)
    assert (found.least, found.greatest) == (min(truth.totals), max(truth.totals))
    for mark in (70, 80):
        assert found.holds(mark) is _agreed(truth.passing[mark])
        assert (found.deciding(mark) != ()) is (found.holds(mark) is None)
    assert found.holds(None) is _agreed(truth.special)
    assert (found.deciding(None) != ()) is (found.holds(None) is None)


@examples(60)
@given(people())
def test_stretches_cover_the_span_without_a_gap(person: tuple[str, dict[str, Any]]) -> None:
    profile = read_profile(person[1], as_of=TODAY)
    start, end = years_before(TODAY, 3), years_after(TODAY, 5)
    days = course(profile, Category(person[0]), as_of=TODAY, start=start, end=end)
    assert (days[0].first, days[-1].last) == (start, end)
    assert all(one.last + ONE_DAY == following.first for one, following in itertools.pairwise(days))


@examples(40)
@given(people(), st.sampled_from(["work", "hsp1b"]), st.integers(0, 1500))
def test_the_earliest_day_is_the_first_that_holds(person: tuple[str, dict[str, Any]], status: str, held: int) -> None:
    """Day by day and without cleverness, from the states of single days."""
    category, facts = person
    since = TODAY - timedelta(days=held)
    profile = read_profile(facts | {"status": status, "status_since": since.isoformat()}, as_of=TODAY)
    result = permanent_residence(profile, Category(category), as_of=TODAY)
    end = years_after(TODAY, residence_rules(TODAY).years_ahead)
    for rule in residence_rules(TODAY).routes:
        route = result.route(rule.id)
        start = years_before(TODAY, rule.years)
        days = course(profile, Category(category), as_of=TODAY, start=start, end=end)
        state = {s.first + n * ONE_DAY: s.holds(rule.mark) for s in days for n in range((s.last - s.first).days + 1)}
        past = [day for day in state if day <= TODAY]
        assert route.fails_on == next((day for day in past if state[day] is False), None)
        stay = None if not rule.holding and since > start else since <= start and (not rule.holding or status != "work")
        assert route.met is every([*(state[day] for day in past), stay])
        expected = None
        run = 0
        for day in state:
            run = run + 1 if state[day] else 0
            back = years_before(day, rule.years)
            long_enough = run > (day - back).days and since <= back
            if day >= TODAY and long_enough and (status != "work" or not rule.holding):
                expected = day
                break
        assert route.earliest == expected, rule.id


# --- what cases do not say ------------------------------------------------------------------------------------------


def _engineer(**changes: Any) -> Any:
    data = tomllib.loads((FOLDER / "points.toml").read_text(encoding="utf-8"))
    facts: dict[str, Any] = {
        k: v.isoformat() if isinstance(v, date) else v for k, v in data["person"]["engineer"].items()
    }
    return read_profile(facts | changes, as_of=TODAY)


def _routes(profile: Any, **more: Any) -> Any:
    return permanent_residence(profile, Category.B, as_of=TODAY, **more)


def test_a_fact_known_to_have_differed_in_a_way_not_told_is_open_before_today() -> None:
    told = _routes(_engineer(earlier={}), unknown_then=("salary_yen",)).route("80-ro")
    assert (told.met, told.ask, told.changed) == (None, ("salary_yen",), ())
    assert told.earliest == date(2027, 11, 22)
    assert told.gate("points_at_filing").met is True


def test_what_could_not_have_mattered_is_held_all_the_same() -> None:
    assert _routes(_engineer(earlier={}), unknown_then=("growth_field", "employer_sme")).route("80-ro").met is True


def test_an_earlier_day_after_the_day_asked_about_tells_the_facts_of_that_day() -> None:
    profile = _engineer(earlier={"2026-12-31": {"salary_yen": 3_000_000}, "2023-01-01": {}})
    assert _routes(profile).route("80-ro").met is False


def test_how_long_somebody_is_here_with_a_status_not_known_is_never_a_no() -> None:
    """Here since 2015, in which status nobody told: the years may be enough, or the person may live abroad."""
    for since in (date(2015, 1, 1), date(2026, 6, 1)):
        found = _routes(replace(_engineer(earlier={}, status=None, status_since=None), in_japan_since=since))
        for route in found.routes:
            assert {g.id: g.met for g in route.gates}.get("stay") is None, route.id
            assert route.met is not True
            assert "status" in route.ask or route.met is False


def test_every_gate_of_a_route_can_be_asked_for() -> None:
    route = _routes(_engineer(earlier={})).route("80-ro")
    assert [route.gate(g.id) for g in route.gates] == list(route.gates)
    with pytest.raises(KeyError):
        route.gate("holding")
    with pytest.raises(KeyError):
        _routes(_engineer(status="permanent")).route("80-ro")


def test_an_unknown_condition_is_refused() -> None:
    with pytest.raises(KeyError, match="moon"):
        _routes(_engineer(), conditions={"moon": True})


def test_a_birth_after_the_day_is_refused() -> None:
    with pytest.raises(ProfileError):
        permanent_residence(_engineer(), Category.B, as_of=date(1994, 4, 30))


def test_a_status_that_begins_tomorrow_has_not_been_held() -> None:
    route = _routes(_engineer(status="hsp1b", status_since="2026-11-23", earlier={})).route("80-i")
    assert (route.met, route.earliest) == (False, date(2027, 11, 23))


@pytest.mark.parametrize(
    ("day", "years", "before"),
    [
        (date(2028, 2, 29), 1, date(2027, 2, 28)),
        (date(2028, 2, 29), 4, date(2024, 2, 29)),
        (date(2027, 3, 1), 3, date(2024, 3, 1)),
    ],
)
def test_looking_back(day: date, years: int, before: date) -> None:
    assert years_before(day, years) == before


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(1, 5))
def test_looking_ahead_is_the_first_day_that_looks_back_far_enough(day: date, years: int) -> None:
    ahead = years_after(day, years)
    assert years_before(ahead, years) >= day > years_before(ahead - ONE_DAY, years)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], True), ([True, True], True), ([True, None], None), ([None, False], False), ([False, True], False)],
)
def test_every_is_three_valued(values: list[bool | None], expected: bool | None) -> None:
    assert every(values) is expected


# --- the rule file --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[look_back]", "[lookback]", "look_back"),
        ("[horizon] ", "[horizon", "valid TOML"),
        ("years = 5\n", "years = 0\n", "horizon.years: expected a number above 0"),
        ("years = 5\n", 'years = "5"\n', "horizon.years: expected a whole number"),
        ("points = 80\n", "mark = 80\n", "a known key"),
        ("holding = true\n", "holding = 1\n", "expected true or false"),
        ("since = 2017-04-26\n", "", "since: expected a value here"),
        ('["work"]', '["wrok"]', "look_back.any_status: expected statuses among"),
        ('["work"]', '["work", "work"]', "none twice"),
        ('["work"]', "[1]", "a list of texts"),
        ('confidence = "verified"\n', 'confidence = "sure"\n', '"verified" or "staff_confirms"'),
        ('citation = "永住許可に関するガイドライン2(8)"', 'citation = " "', "citation: expected a text"),
        ("staff_from = 2027-04-01\n", "staff_from = 2027\n", "staff_from: expected a date"),
        ('title = "', 'name = "', "head.name"),
        ("[indefinite.gives]\n", "[indefinite.gives]\nmoon = 1\n", "indefinite.gives.moon"),
    ],
)
def test_a_rule_file_is_read_strictly(old: str, new: str, message: str) -> None:
    text = shipped_rules("residence.toml")
    assert old in text
    with pytest.raises(RulesetError, match="residence.toml") as error:
        load_residence("residence.toml", text.replace(old, new, 1))
    assert message in str(error.value)


def test_the_rules_name_only_known_statuses() -> None:
    rules = residence_rules(TODAY)
    assert rules.any_status == {StatusCode.WORK}
    assert [(r.id, r.years, r.mark, r.holding) for r in rules.routes] == [
        ("j_skip", 1, None, False),
        ("80-i", 1, 80, True),
        ("80-ro", 1, 80, False),
        ("70-i", 3, 70, True),
        ("70-ro", 3, 70, False),
    ]
