"""What a person claims in one category, and what stands of it when only some rows are proven.

A row rests on facts; a fact without proof is taken as not known, and the group is scored anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scoring.bands import known_facts
from scoring.confidence import Confidence
from scoring.engine import score
from scoring.groups import PointGroup, facts_of, groups_of, rows_of
from scoring.history import facts_on
from scoring.points import CategoryScore, Status
from scoring.profile import Category, Profile
from scoring.ruleset import Row, Ruleset, ruleset_for

# The facts a row rests on, in groups of several rows; the first is the row's own, others it shares.
_FACTS_OF_ROW: Mapping[str, tuple[str, ...]] = {
    "academic": ("degrees",),
    "multi_degree": ("degrees_in_different_fields",),
    "salary": ("salary_yen",),
    "age": ("age",),
    "innovation": ("employer_innovation_support",),
    "innovation_sme": ("employer_sme",),
    "rd_ratio": ("employer_rd_ratio", "employer_sme"),
    "jp_degree": ("japanese_degree",),
    "n1": ("japanese",),
    "n2": ("japanese",),
    "jica": ("designated_training",),
}
_CAN_BE_EXCLUDED = ("n2", "jica")
# For each row that is proven, the facts proven for it.
Proven = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """One group with its rows of the table and the facts claimed."""

    group: PointGroup
    rows: Mapping[str, Row]
    facts: Mapping[str, Any]

    def facts_of_row(self, row: str) -> tuple[str, ...]:
        """The facts a row of this group rests on."""
        return _FACTS_OF_ROW.get(row, self.group.facts)

    def own_facts(self, row: str) -> tuple[str, ...]:
        """The facts that fall when a row is not accepted; a fact shared with another row may still stand."""
        return _FACTS_OF_ROW[row][:1] if row in _FACTS_OF_ROW else self.group.facts

    def points(self, proven: Proven) -> dict[str, int]:
        """Return the points of the proven rows of this group, zeros included; facts without proof are not known.

        A fact that no row rests on (where a training was held) brings nothing and only excludes: it always stands.
        """
        rested_on = {fact for row in self.rows for fact in self.facts_of_row(row)}
        kept = {fact for row in self.rows if row in proven for fact in proven[row]}
        facts = {name: None if name in rested_on - kept else value for name, value in self.facts.items()}
        outcomes = self.group.evaluate(self.rows, facts)
        return {row: outcomes[row].points for row in self.rows if row in proven}


class Claims:
    """Everything claimed in one category on one day. `lost` are facts that the agency does not accept."""

    def __init__(
        self,
        profile: Profile,
        category: Category,
        as_of: date,
        ruleset: Ruleset | None = None,
        lost: Collection[str] = (),
    ) -> None:
        self.as_of = as_of
        law = ruleset or ruleset_for(as_of)
        rules = law.categories[category]
        facts = replace(facts_on(profile, as_of), category=category)
        self.category = category
        self.entry: CategoryScore = score(facts, as_of=as_of, ruleset=law).of(category)
        age = facts.age_on(as_of)
        self.parts: list[Part] = []
        self.excluded: set[str] = set()
        self.points: dict[str, int] = {}
        for group in groups_of(rules):
            rows = rows_of(group, rules)
            known = dict(zip(facts_of(group, rules), known_facts(group, rules, facts, age), strict=True))
            part = Part(group, rows, {name: None if name in lost else value for name, value in known.items()})
            outcomes = group.evaluate(rows, part.facts)
            self.parts.append(part)
            self.excluded |= {row for row, outcome in outcomes.items() if outcome.excluded}
            self.points |= {row: outcome.points for row, outcome in outcomes.items()}
        self._table_order = [item.id for item in self.entry.items]

    @property
    def floor_met(self) -> bool | None:
        """Whether the pay claimed reaches the least pay of the category; None where it asks for none."""
        gates = {gate.id: gate.met is True for gate in self.entry.gates}
        return gates.get("min_salary")

    def is_sure(self, row: str) -> bool:
        """Whether a row as scored needs no confirmation by staff, and nothing unknown can still exclude it."""
        item = self.entry.item(row)
        may_fall = row in _CAN_BE_EXCLUDED and item.status is Status.UNKNOWN
        return item.confidence is Confidence.VERIFIED and not may_fall

    def bit(self, row: str) -> int:
        """A bit for each row, in table order."""
        return 1 << self._table_order.index(row)

    def proven(self, keys: Collection[str]) -> dict[str, Collection[str]]:
        """The rows proven by keys "<row>" (all of the row) or "<row>.<fact>" (that fact of it)."""
        found: dict[str, Collection[str]] = {}
        for part in self.parts:
            for row in part.rows:
                of_row = part.facts_of_row(row)
                facts = of_row if row in keys else tuple(fact for fact in of_row if f"{row}.{fact}" in keys)
                if facts:
                    found[row] = facts
        return found

    def points_of(self, proven: Proven) -> dict[str, int]:
        """The points that stand when just these rows are proven, in table order, without zeros."""
        points = {row: worth for part in self.parts for row, worth in part.points(proven).items()}
        return {row: points[row] for row in self._table_order if points.get(row)}
