"""The cases of `tests/cases/*.toml`, which a lawyer can read: one test for each, checked as the JSON the world gets."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scoring import as_json, read_profile, score

FOLDER = Path(__file__).parents[1] / "cases"
CASE_KEYS = {"name", "source", "as_of", "based_on", "profile", "expect", "not"}
CATEGORY_KEYS = {"total", "range", "short_by", "verdict", "decided_by", "items", "absent", "gates", "j_skip"}
ITEM_KEYS = {"points", "most", "status", "confidence"}


def _cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        people = data.get("person", {})
        for case in data["case"]:
            assert set(case) <= CASE_KEYS, case["name"]
            case["profile"] = people.get(case.pop("based_on", None), {}) | case["profile"]
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


CASES = list(_cases())


def _plain(value: Any) -> Any:
    """Dates as JSON writes them; "unknown" is null."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "unknown" else value


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    data = {field: _plain(value) for field, value in case["profile"].items()}
    answer = as_json(score(read_profile(data, as_of=case["as_of"])), lambda reason: reason.key)
    assert answer["as_of"] == case["as_of"].isoformat()

    expect = dict(case["expect"])
    for notice in expect.pop("notices", ()):
        assert notice in [n["id"] for n in answer["notices"]]
    if "j_skip" in expect:
        assert answer["j_skip"]["met"] is _plain(expect.pop("j_skip"))
    for category, wanted in expect.items():
        _check(answer["categories"][category], wanted)
    for category, wrong in case.get("not", {}).items():
        _check_not(answer["categories"][category], wrong)


def _check(entry: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    assert set(wanted) <= CATEGORY_KEYS
    for name in ("total", "range", "short_by", "verdict", "decided_by"):
        if name in wanted:
            assert entry[name] == wanted[name], name
    if "j_skip" in wanted:
        assert entry["j_skip"]["met"] is _plain(wanted["j_skip"])
    for gate, met in wanted.get("gates", {}).items():
        assert {g["id"]: g["met"] for g in entry["gates"]}[gate] is _plain(met), gate
    rows = {item["id"]: item for item in entry["items"]}
    for row in wanted.get("absent", ()):
        assert row not in rows
    for row, item in wanted.get("items", {}).items():
        values = item if isinstance(item, dict) else {"points": item}
        assert set(values) <= ITEM_KEYS
        assert {name: rows[row][name] for name in values} == values, row


def _check_not(entry: Mapping[str, Any], wrong: Mapping[str, Any]) -> None:
    assert set(wrong) <= {"total", "items"}
    assert entry["total"] != wrong.get("total")
    rows = {item["id"]: item["points"] for item in entry["items"]}
    for row, points in wrong.get("items", {}).items():
        assert rows[row] != points


def test_cases_have_a_name_of_their_own_and_a_source() -> None:
    cases = [param.values[0] for param in CASES]
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names)
    assert all(case["source"] for case in cases)


def test_every_test_vector_of_the_rulebook_is_a_case() -> None:
    names = [param.values[0]["name"] for param in CASES]
    assert all(any(name.startswith(f"T{n}:") for name in names) for n in range(1, 14))
