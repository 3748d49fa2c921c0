"""Every rule file that ships is read strictly, key by key: a value of another type is refused by its place."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from scoring import RulesetError, all_rulesets
from scoring.proof.fees import load_fees
from scoring.proof.papers import load_papers
from scoring.proof.procedures import load_procedures
from scoring.rule_files import shipped_rules
from scoring.ruleset import load_ruleset
from scoring.stay.duties import load_duties
from scoring.stay.family import load_family
from scoring.stay.manager import load_categories
from scoring.stay.residence_rules import load_residence
from scoring.ways.lever_costs import load_lever_costs

NEWEST = f"{all_rulesets()[-1].effective_from}.toml"
FILES: dict[str, tuple[Callable[[str, str], object], str]] = {
    NEWEST: (load_ruleset, f"hsp/{NEWEST}"),
    "categories.toml": (load_categories, "categories.toml"),
    "duties.toml": (load_duties, "duties.toml"),
    "family.toml": (load_family, "family.toml"),
    "fees.toml": (load_fees, "fees.toml"),
    "levers.toml": (load_lever_costs, "levers.toml"),
    "papers.toml": (load_papers, "papers.toml"),
    "procedures.toml": (load_procedures, "procedures.toml"),
    "residence.toml": (load_residence, "residence.toml"),
}
Path = tuple[Any, ...]


def _places(value: object, path: Path = ()) -> Iterator[Path]:
    """Every value of a file, tables and lists included; of a list of texts the list alone and its first."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*path, key))
    if isinstance(value, list):
        for i, inner in enumerate(value):
            if isinstance(inner, dict) or i == 0:
                yield from _places(inner, (*path, i))


def _with(data: dict[str, Any], path: Path, value: object) -> dict[str, Any]:
    changed = copy.deepcopy(data)
    at: Any = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return changed


@pytest.mark.parametrize("name", FILES)
def test_every_value_is_of_its_type_and_every_key_is_known(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    load, place = FILES[name]
    text = shipped_rules(place)
    data = tomllib.loads(text)
    read: dict[str, Any] = {}
    monkeypatch.setattr("scoring.rule_files.tomllib.loads", lambda _: read["data"])

    def refused(changed: dict[str, Any], path: Path) -> None:
        read["data"] = changed
        with pytest.raises(RulesetError) as error:
            load(name, text)
        assert error.value.file == name
        assert str(path[0]) in error.value.key, path

    read["data"] = data
    load(name, text)
    tried = 0
    for path in _places(data):
        odd = 1.5j  # nothing that TOML has
        refused(_with(data, path, odd), path)
        tried += 1
    for path in [(), *(path for path in _places(data) if isinstance(_at(data, path), dict))]:
        refused(_with(data, (*path, "moon"), 1), (*path, "moon"))
    for path in _places(data):
        # J-Skip may ask for years alone, whatever the degree.
        for value in () if path[0] == "j_skip" and path[-1] == "degrees" else _impossible(_at(data, path)):
            refused(_with(data, path, value), path)
    assert tried > 5


def _impossible(value: object) -> Iterator[object]:
    """Values of the same type that no rule has: they would stop a conversation, or leave a sentence without its end."""
    if type(value) is int:
        yield 10**13
    if isinstance(value, date):
        yield from (date.min, date.max)
    if isinstance(value, str):
        yield from ("", f" {value}", f"{value} ")
    if isinstance(value, list):
        yield []


def _at(data: Any, path: Path) -> Any:
    for key in path:
        data = data[key]
    return data
