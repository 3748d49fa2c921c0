"""A score as JSON."""

from __future__ import annotations

from typing import Any

from scoring.export.shared import Say, gate_json, notices_json
from scoring.points import CategoryScore, JSkip, PointItem, Score


def as_json(result: Score, say: Say) -> dict[str, Any]:
    """The answer as plain JSON values; `say` turns a reason into a sentence."""
    return {
        "as_of": result.as_of.isoformat(),
        "ruleset": {
            "id": result.ruleset.id,
            "effective_from": result.ruleset.effective_from.isoformat(),
            "last_checked_on": result.ruleset.last_checked_on.isoformat(),
        },
        "notices": notices_json(result.notices, say),
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
        "gates": [gate_json(gate, say) for gate in entry.gates],
        "items": [_item(item, say) for item in entry.items],
        "j_skip": _j_skip(entry.j_skip, say),
    }


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
    return {"met": result.met, "why": say(result.why), "citation": result.citation}
