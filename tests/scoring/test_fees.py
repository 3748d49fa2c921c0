"""Government fees: the cases of `tests/cases/fees/`, and what holds of the table as a whole."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import RulesetError
from scoring.confidence import Confidence
from scoring.proof.fees import fee_rules, government_fee, load_fees
from scoring.proof.procedures import Procedure
from scoring.rule_files import shipped_rules

FILE = Path(__file__).parents[1] / "cases" / "fees" / "table.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    assert set(case) <= {"name", "source", "input", "yen", "settlement_yen"}
    given_ = case["input"]
    fee = government_fee(
        Procedure(given_["procedure"]),
        given_["accepted_on"],
        given_.get("period_months"),
        online=given_["online"],
    )
    assert (fee.yen if fee else None) == case.get("yen")
    if fee is not None:
        assert fee.settlement_yen == case.get("settlement_yen")
        assert fee.confidence is Confidence.VERIFIED
        assert fee.source


def test_cases_have_a_name_of_their_own_and_a_source() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert all(case["source"].startswith("rulebook 8") for case in CASES)


@given(
    st.sampled_from(Procedure),
    st.dates(date(2013, 12, 24), date(2040, 12, 31)),
    st.none() | st.integers(1, 90),
    st.booleans(),
)
def test_a_fee_tells_the_days_it_holds_for(procedure: Procedure, day: date, months: int | None, online: bool) -> None:
    fee = government_fee(procedure, day, months, online=online)
    if fee is None:
        return
    assert fee.since is None or fee.since <= day
    assert fee.until is None or day <= fee.until
    for other in (fee.since, fee.until):
        # Another version of the file may have another fee for the same days.
        if other is not None and fee_rules(other) is fee_rules(day):
            assert government_fee(procedure, other, months, online=online) == fee


@given(st.dates(date(2013, 12, 24), date(2040, 12, 31)), st.integers(1, 90), st.booleans())
def test_a_longer_stay_never_costs_less_and_online_never_more(day: date, months: int, online: bool) -> None:
    fee = government_fee(Procedure.CHANGE, day, months, online=online)
    longer = government_fee(Procedure.CHANGE, day, months + 1, online=online)
    assert (fee is None) == (longer is None)
    if fee is not None and longer is not None:
        assert fee.yen <= longer.yen
    counter = government_fee(Procedure.CHANGE, day, months, online=False)
    assert counter is not None
    if fee is not None:
        assert fee.yen <= counter.yen


def test_every_day_has_exactly_one_table() -> None:
    day = date(2025, 3, 1)
    while day < date(2026, 11, 1):
        assert sum(table.covers(day) for table in fee_rules(day).tables) == 1
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('procedures = ["coe"]', 'procedures = ["visit"]', "free.procedures"),
        ("since = 2025-04-01", "since = 2025-04-02", "tables"),
        ("until = 2026-09-30", "", "tables"),
        ("since = 2026-10-01", "since = 2026-10-01\nuntil = 2027-12-31", "tables"),
        ("until = 2025-03-31", "since = 2000-01-01\nuntil = 2025-03-31", "tables"),
        ("most_months = 6,", "most_months = 3,", "tables.third.change_or_renewal"),
        ("most_months = 6,", "", "tables.third.change_or_renewal"),
        ("most_months = 59,", "", "tables.third.change_or_renewal"),
        ("five_years_or_more = {", "five_years_or_more = { most_months = 90,", "tables.third.change_or_renewal"),
        ("any.counter = 4_000", "", "tables.first.change_or_renewal"),
        ("counter = 200_000", "counter = 0", "tables.third.permanent.counter"),
        ("counter = 200_000", "counter = 200_000\nfax = 1", "tables.third.permanent.fax"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(old: str, new: str, place: str) -> None:
    text = shipped_rules("fees.toml")
    assert text.count(old) == 1
    with pytest.raises(RulesetError, match=r"^fees\.toml: ") as caught:
        load_fees("fees.toml", text.replace(old, new))
    assert caught.value.key == place


def test_a_file_without_tables_is_refused() -> None:
    text = shipped_rules("fees.toml")
    with pytest.raises(RulesetError, match="tables"):
        load_fees("fees.toml", text[: text.index("[tables.first]")] + "[tables]\n")
