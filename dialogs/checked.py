"""What the office's practitioner has checked, laid over how sure the rules are: from then on staff need not confirm it.

The law knows no office. So a score is made by the table as the office has checked it, and every surface that shows the
score says the same. Doubts that come from a person's own facts (an achievement only the Minister recognises, exactly
3 %, the eve of a birthday) are no doubts about the rule: they stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from dialogs.office import Checked
from scoring import CategoryRules, Confidence, Ruleset
from scoring.book import POINTS, rule_on
from scoring.stay.residence_rules import Gift, IndefiniteRules, ResidenceRules, residence_rules


def check_of(checked: frozenset[Checked], rule_id: str, day: date) -> Checked | None:
    """Return the office's latest check of a rule as it reads on a day; None where that wording is unchecked."""
    rule = rule_on(rule_id, day) if checked else None
    found = [entry for entry in checked if rule is not None and (entry.rule, entry.wording) == (rule_id, rule.wording)]
    return latest(found)


def latest(checked: Iterable[Checked]) -> Checked | None:
    """Return the last of several checks."""
    return max(checked, key=lambda entry: (entry.day, entry.initials), default=None)


def confidence(checked: frozenset[Checked], rule_id: str, given: Confidence, day: date) -> Confidence:
    """Return how sure a rule is at this office: as the file says, or verified where its practitioner has checked it."""
    return given if check_of(checked, rule_id, day) is None else Confidence.VERIFIED


def row_id(row: str) -> str:
    """Return the name in the book of a row of the points tables."""
    return f"{POINTS}.rows.{row}"


def as_checked(law: Ruleset, checked: frozenset[Checked]) -> Ruleset:
    """Return a points table as sure as the office has made it; the very same one where that changes nothing."""
    return _as_checked(law, checked) if checked else law


@lru_cache(maxsize=64)
def _as_checked(law: Ruleset, checked: frozenset[Checked]) -> Ruleset:
    categories = {category: _table(rules, checked, law.effective_from) for category, rules in law.categories.items()}
    same = all(categories[category] is law.categories[category] for category in categories)
    return law if same else replace(law, categories=categories)


def _table(rules: CategoryRules, checked: frozenset[Checked], day: date) -> CategoryRules:
    """One category's table; a table is known by its identity, so an unchanged one stays itself."""
    rows = tuple(
        row
        if (sure := confidence(checked, row_id(row.id), row.confidence, day)) is row.confidence
        # The same row, only surer.
        else replace(row, confidence=sure)
        for row in rules.rows
    )
    gates: Mapping[str, Confidence] = {
        gate: confidence(checked, f"{POINTS}.gates.{gate}", given, day) for gate, given in rules.gate_confidence.items()
    }
    if rows == rules.rows and gates == rules.gate_confidence:
        return rules
    return replace(rules, rows=rows, gate_confidence=gates)


@lru_cache(maxsize=64)
def residence_as_checked(checked: frozenset[Checked], day: date) -> ResidenceRules:
    """Return the rules of permanent residence and of HSP (ii), as sure as the office has made them."""
    rules = residence_rules(day)

    def sure(name: str, given: Confidence) -> Confidence:
        return confidence(checked, f"residence.{name}", given, day)

    return replace(
        rules,
        leap_day=sure("look_back", rules.leap_day),
        routes=tuple(replace(r, confidence=sure(f"routes.{r.id}", r.confidence)) for r in rules.routes),
        conditions=tuple(replace(c, confidence=sure(f"conditions.{c.id}", c.confidence)) for c in rules.conditions),
        indefinite=_indefinite(rules.indefinite, sure),
        own_routes=tuple(replace(r, confidence=sure(f"own_routes.{r.id}", r.confidence)) for r in rules.own_routes),
        absence=replace(rules.absence, confidence=sure("absence", rules.absence.confidence)),
        permanent_gives=_gifts(rules.permanent_gives, "permanent.gives", sure),
        permanent_ends=_gifts(rules.permanent_ends, "permanent.ends", sure),
    )


def _gifts(gifts: tuple[Gift, ...], name: str, sure: Callable[[str, Confidence], Confidence]) -> tuple[Gift, ...]:
    return tuple(replace(gift, confidence=sure(f"{name}.{gift.id}", gift.confidence)) for gift in gifts)


def _indefinite(rules: IndefiniteRules, sure: Callable[[str, Confidence], Confidence]) -> IndefiniteRules:
    return replace(
        rules,
        confidence=sure("indefinite", rules.confidence),
        others=tuple((name, sure(f"indefinite.others.{name}", given)) for name, given in rules.others),
        gives=_gifts(rules.gives, "indefinite.gives", sure),
    )


__all__ = ["as_checked", "check_of", "confidence", "latest", "residence_as_checked", "row_id"]
