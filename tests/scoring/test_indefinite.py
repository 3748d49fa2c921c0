"""HSP (ii): readable cases, and what they do not say."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Confidence, ProfileError, read_profile, score
from scoring.calendar import months_later
from scoring.export.stays import as_json_hsp2
from scoring.profile import Category
from scoring.stay.indefinite import indefinite
from tests.properties import examples
from tests.scoring.people import TODAY

FILE = Path(__file__).parents[1] / "cases" / "indefinite" / "hsp2.toml"
DATA = tomllib.loads(FILE.read_text(encoding="utf-8"))
CASE_KEYS = {"name", "source", "as_of", "category", "based_on", "profile", "expect"}
EXPECT_KEYS = {"met", "earliest", "years", "held", "gates", "ask", "notices", "confidence"}


def _cases() -> Iterator[Any]:
    for case in DATA["case"]:
        assert set(case) == CASE_KEYS, case["name"]
        yield pytest.param(case, id=case["name"])


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else None if v == "unknown" else v for k, v in facts.items()}


def _engineer(**changes: Any) -> Any:
    return read_profile(_facts(DATA["person"]["engineer"]) | changes, as_of=TODAY)


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case: dict[str, Any]) -> None:
    facts = _facts(DATA["person"][case["based_on"]] | case["profile"])
    result = indefinite(read_profile(facts, as_of=case["as_of"]), Category(case["category"]), as_of=case["as_of"])
    answer: dict[str, Any] = as_json_hsp2(result, lambda reason: reason.key)
    expect = _facts(case["expect"])
    assert set(expect) <= EXPECT_KEYS
    gates = {g["id"]: g["met"] for g in answer["gates"]}
    for name, met in expect.pop("gates", {}).items():
        assert gates[name] is (None if met == "unknown" else met), name
    if "notices" in expect:
        assert [n["id"] for n in answer["notices"]] == expect.pop("notices")
    if expect.get("earliest") == "none":
        expect["earliest"] = None
    assert {key: answer[key] for key in expect} == expect


def test_what_it_gives_and_what_else_is_looked_at_is_told() -> None:
    result = indefinite(_engineer(), Category.B, as_of=TODAY)
    assert [s.id for s in result.gives] == ["no_limit", "activities", "employer", "family", "card_own_date"]
    assert [s.id for s in result.gives if s.confidence is Confidence.STAFF_CONFIRMS] == ["card_own_date"]
    before = indefinite(_engineer(), Category.B, as_of=date(2026, 6, 13)).gives
    assert [s.id for s in before] == ["no_limit", "activities", "employer", "family", "card"]
    assert [s.id for s in result.others] == ["conduct", "interest", "suitable"]
    assert "第2条" in result.citation


def test_the_reason_says_when_points_would_do_but_for_a_gate() -> None:
    told = indefinite(_engineer(international_services=True), Category.B, as_of=TODAY).gates[0]
    assert (told.met, told.why.key) == (False, "follows-hsp2-points-gate")
    open_gate = indefinite(_engineer(international_services=None), Category.B, as_of=TODAY)
    assert (open_gate.gates[0].met, open_gate.gates[0].why.key) == (None, "follows-hsp2-points-gate")
    assert "international_services" in open_gate.ask


def test_how_sure_a_year_as_j_skip_is_goes_by_today() -> None:
    """20 million and ten years of work in two years: J-Skip then, and not today, whatever the status is called."""
    facts = {"status": "j_skip", "status_since": "2025-01-01", "salary_yen": 20_000_000, "degrees": ["bachelor"]}
    told = indefinite(_engineer(**facts, experience_years=8), Category.B, as_of=TODAY)
    assert {g.id: g.confidence for g in told.gates}["stay"] is Confidence.STAFF_CONFIRMS
    later = indefinite(_engineer(**facts, experience_years=10), Category.B, as_of=TODAY)
    assert {g.id: g.confidence for g in later.gates}["stay"] is Confidence.VERIFIED


def test_a_single_day_is_enough_and_as_the_eve_of_a_birthday_for_staff() -> None:
    """Three years on 2027-02-14, and 40 on the next day, when pay and age bring nothing more."""
    facts = {"birth_date": "1987-02-15", "japanese": "none", "experience_years": 10, "salary_yen": 7_000_000}
    told = indefinite(_engineer(**facts, status="hsp1b", status_since="2024-02-14"), Category.B, as_of=TODAY)
    assert (told.earliest, told.confidence) == (date(2027, 2, 14), Confidence.STAFF_CONFIRMS)
    sooner = indefinite(_engineer(**facts, status="hsp1b", status_since="2024-02-13"), Category.B, as_of=TODAY)
    assert (sooner.earliest, sooner.confidence) == (date(2027, 2, 13), Confidence.VERIFIED)
    later = indefinite(_engineer(**facts, status="hsp1b", status_since="2024-02-15"), Category.B, as_of=TODAY)
    assert later.earliest is None


def test_a_birth_after_the_day_is_refused() -> None:
    with pytest.raises(ProfileError):
        indefinite(_engineer(), Category.B, as_of=date(1994, 4, 30))


@examples(60)
@given(
    st.dates(date(2019, 1, 1), date(2026, 11, 22)),
    st.sampled_from([None, date(1987, 3, 14), date(1992, 2, 29), date(1997, 12, 1)]),
    st.sampled_from([5_000_000, 6_000_000, 7_200_000, 20_000_000]),
    st.sampled_from(["n1", "n2", "none"]),
)
def test_the_earliest_day_scores_and_no_month_before_it_does(
    since: date, birth: date | None, pay: int, japanese: str
) -> None:
    """Month by month on the day of the month of the answer, from `score` of dated work."""
    profile = _engineer(
        status="hsp1b",
        status_since=since.isoformat(),
        birth_date=birth.isoformat() if birth else "1994-05-01",
        salary_yen=pay,
        japanese=japanese,
        experience_years=None,
        work_periods=[{"from": "2020-11-22"}],
    )
    result = indefinite(profile, Category.B, as_of=TODAY)

    def opens(day: date) -> bool:
        entry = score(profile, as_of=day).of(Category.B)
        years_held = day >= date(since.year + 3, since.month, min(since.day, 28))
        return years_held and (entry.verdict == "qualifies" or entry.j_skip.met is True)

    last = date(2031, 11, 22)
    if result.earliest is None:
        assert not any(opens(d) for d in (months_later(TODAY, n) for n in range(61)) if d <= last)
    else:
        assert opens(result.earliest)
        before = [months_later(TODAY, n) for n in range(61)]
        assert not any(opens(d) for d in before if d < result.earliest and d.day < 28)
    assert result.met is (result.earliest == TODAY)
