"""A score as the JSON that `intake score --json` answers. The words come from the caller: scoring has keys only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scoring.points import CategoryScore, Gate, JSkip, PointItem, Reason, Score

Say = Callable[[Reason], str]


def as_json(result: Score, say: Say) -> dict[str, Any]:
    """The answer as plain JSON values; `say` turns a reason into a sentence."""
    return {
        "as_of": result.as_of.isoformat(),
        "ruleset": {
            "id": result.ruleset.id,
            "effective_from": result.ruleset.effective_from.isoformat(),
            "last_checked_on": result.ruleset.last_checked_on.isoformat(),
        },
        "notices": [
            {"id": n.id, "why": say(n.why)} | ({"category": n.category.value} if n.category else {})
            for n in result.notices
        ],
        "j_skip": _j_skip(result.j_skip, say),
        "categories": {entry.category.value: _category(entry, say) for entry in result.categories},
    }


def _category(entry: CategoryScore, say: Say) -> dict[str, Any]:
    return {
        "total": entry.total,
        "range": [entry.least, entry.greatest],
        "short_by": entry.short_by,
        "verdict": entry.verdict.value,
        "decided_by": list(entry.decided_by),
        "gates": [_gate(gate, say) for gate in entry.gates],
        "items": [_item(item, say) for item in entry.items],
        "j_skip": _j_skip(entry.j_skip, say),
    }


def _gate(gate: Gate, say: Say) -> dict[str, Any]:
    return {"id": gate.id, "met": gate.met, "why": say(gate.why), "confidence": gate.confidence.value}


def _item(item: PointItem, say: Say) -> dict[str, Any]:
    return {
        "id": item.id,
        "points": item.points,
        "most": item.most,
        "status": item.status.value,
        "why": say(item.why),
        "citation": item.citation,
        "evidence": list(item.evidence),
        "confidence": item.confidence.value,
    }


def _j_skip(result: JSkip, say: Say) -> dict[str, Any]:
    return {"met": result.met, "why": say(result.why)}
