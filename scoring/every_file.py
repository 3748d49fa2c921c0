"""Every rule file read at once, each version strictly: what is wrong in one stops a start, and no client meets it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scoring.dated_rules import DatedRules, Load
from scoring.proof.fees import load_fees
from scoring.proof.papers import load_papers
from scoring.proof.procedures import load_procedures
from scoring.ruleset import all_rulesets
from scoring.sources import all_sources
from scoring.stay.duties import load_duties
from scoring.stay.family import load_family
from scoring.stay.manager import load_categories
from scoring.stay.residence_rules import load_residence
from scoring.ways.lever_costs import load_lever_costs

READERS: Mapping[str, Load[Any]] = {
    "residence": load_residence,
    "family": load_family,
    "papers": load_papers,
    "procedures": load_procedures,
    "fees": load_fees,
    "duties": load_duties,
    "levers": load_lever_costs,
    "categories": load_categories,
}


def read_every_file() -> None:
    """Read the points tables, the sources and all versions of the other files.

    Raises `RulesetError` for the first fault, with file, key and what was expected.
    """
    all_rulesets()
    all_sources()
    for name, load in READERS.items():
        DatedRules(name, load).versions()
