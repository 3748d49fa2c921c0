"""What the status brings for the family: readable cases, a property, and the strict rule file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import RulesetError, read_profile
from scoring.calendar import completed_years
from scoring.export.stays import as_json_family
from scoring.rule_files import shipped_rules
from scoring.stay.family import GROUNDS, family, load_family
from tests.scoring.people import TODAY, in_json

FILE = Path(__file__).parents[1] / "cases" / "family" / "benefits.toml"
ENDS = "ends_with_permanent_residence"
CASE_KEYS = {"name", "source", "as_of", "j_skip", "profile", "grounds", "absent", "expect"}
EXPECT_KEYS = {
    ENDS,
    "met",
    "missing",
    "lacking",
    "until",
    "workers",
    "also",
    "unsure",
    "confidence",
}


def _cases() -> Iterator[Any]:
    for case in tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]:
        assert set(case) <= CASE_KEYS, case["name"]
        assert case["source"]
        yield pytest.param(case, id=case["name"])


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case: dict[str, Any]) -> None:
    profile = read_profile({k: in_json(v) for k, v in case["profile"].items()}, as_of=case["as_of"])
    found = family(profile, as_of=case["as_of"], j_skip=in_json(case["j_skip"]), grounds=case.get("grounds", {}))
    answer = {b["id"]: b for b in as_json_family(found, lambda reason: reason.key)}
    assert not set(case.get("absent", ())) & set(answer)
    for benefit_id, wanted in case["expect"].items():
        assert set(wanted) <= EXPECT_KEYS
        benefit = answer[benefit_id]
        assert bool(benefit["notices"]) is benefit[ENDS]
        benefit["unsure"] = [a["id"] for a in benefit["also"] if a["confidence"] == "staff_confirms"]
        benefit["also"] = [a["id"] for a in benefit["also"]]
        assert {key: benefit[key] for key in wanted} == {key: in_json(v) for key, v in wanted.items()}, benefit_id


_maybe = st.sampled_from([None, False, True])


@given(
    st.sampled_from([None, 0, 7_999_999, 8_000_000, 10_000_000, 30_000_000]),
    st.none() | st.lists(st.dates(date(2010, 1, 1), TODAY), max_size=3),
    _maybe,
    _maybe,
    _maybe,
    st.fixed_dictionaries(dict.fromkeys(GROUNDS, _maybe)),
)
def test_unknown_is_what_both_answers_can_still_decide(
    income: int | None,
    children: list[date] | None,
    pregnancy: bool | None,
    fund: bool | None,
    j_skip: bool | None,
    grounds: dict[str, bool | None],
) -> None:
    """With everything known each benefit is decided; with something unknown, exactly where completions differ."""

    def met(income: int, children: list[date], *flags: bool) -> dict[str, bool]:
        pregnant, in_fund, special, unable, abroad = flags
        ages = [completed_years(born, TODAY) for born in children]
        return {
            "parents": income >= 8_000_000 and (pregnant or any(age < 7 for age in ages)),
            "spouse": True,
            "spouse_j_skip": special,
            "worker_family": income >= 10_000_000 and (unable or any(age < 13 for age in ages)),
            "worker_accompanying": income >= 10_000_000 and abroad,
            "worker_investment": income >= 10_000_000 and in_fund,
            "worker_j_skip": income >= 30_000_000 and special,
        }

    incomes = [0, 10**8] if income is None else [income]
    families = [[], [TODAY]] if children is None else [children]
    given_flags = (pregnancy, fund, j_skip, grounds["spouse_unable"], grounds["employed_abroad"])
    flags = [[False, True] if flag is None else [flag] for flag in given_flags]
    every = [
        met(i, c, p, f, j, u, a)
        for i in incomes
        for c in families
        for p in flags[0]
        for f in flags[1]
        for j in flags[2]
        for u in flags[3]
        for a in flags[4]
    ]
    facts = {
        "household_income_yen": income,
        "children": None if children is None else [c.isoformat() for c in children],
        "pregnancy": pregnancy,
        "investment_management": fund,
    }
    for benefit in family(read_profile(facts), as_of=TODAY, j_skip=j_skip, grounds=grounds):
        answers = {case[benefit.id] for case in every}
        assert benefit.met is (None if len(answers) > 1 else answers.pop()), benefit.id
        assert (benefit.missing != ()) is (benefit.met is None)
        assert (benefit.lacking != ()) is (benefit.met is False)
        if benefit.until is not None:
            again = family(read_profile(facts), as_of=benefit.until, j_skip=j_skip, grounds=grounds)
            after = benefit.until + timedelta(days=1)
            later = family(read_profile(facts), as_of=after, j_skip=j_skip, grounds=grounds)
            assert {b.id: b.met for b in again}[benefit.id] is benefit.met
            assert {b.id: b.until for b in later}[benefit.id] is None


def test_a_ground_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError, match="moon"):
        family(read_profile({}), as_of=TODAY, j_skip=None, grounds={"moon": True})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("child_under = 7", "child_under = 0", "benefits.parents.child_under: expected a number above 0"),
        ("pregnancy = true", "pregnant = true", "benefits.parents.pregnant: expected a known key"),
        ('ground = "spouse_unable"', 'ground = "moon"', "benefits.worker_family.ground"),
        ("age = 18", "", "worker.age: expected a value here"),
        ("[worker]", "[workers]", "worker"),
        ("workers = 2", "workers = true", "benefits.worker_j_skip.workers: expected a whole number"),
    ],
)
def test_a_rule_file_is_read_strictly(old: str, new: str, message: str) -> None:
    text = shipped_rules("family.toml")
    assert old in text
    with pytest.raises(RulesetError) as error:
        load_family("family.toml", text.replace(old, new, 1))
    assert message in str(error.value)
