"""The ways to a mark as JSON, under `what_if` of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from scoring.export.shared import Say
from scoring.profile import Category, Experience
from scoring.ways.keeping import MarkToKeep
from scoring.ways.whatif import Way


def as_json_keeping(found: Sequence[MarkToKeep], say: Say) -> list[dict[str, Any]]:
    """`keeping`: each mark that will be lost, from when and why, and the ways to keep it, each with its last day."""
    return [
        {
            "mark": each.mark,
            "falls_on": each.falls_on.isoformat(),
            "total": each.step.total,
            "causes": [cause.kind.value for cause in each.step.causes],
            "ways": [_way(kept.way, say) | {"begin_by": kept.begin_by.isoformat()} for kept in each.ways],
        }
        for each in found
    ]


def as_json_ways(found: Sequence[Way], say: Say) -> list[dict[str, Any]]:
    """The ways as plain JSON values, `what_if` of the answer; `say` turns a reason into words."""
    return [_way(way, say) for way in found]


def _way(way: Way, say: Say) -> dict[str, Any]:
    return {
        "changes": [{"field": name, "to": _plain(value, way.category)} for name, value in way.changes.items()],
        "total": way.total,
        "mark": way.mark,
        "category": way.category.value,
        "conditional": way.conditional,
        "j_skip": way.via_j_skip,
        "kind": way.demand.value,
        "unlikely": way.unlikely,
        "about_months": way.months,
        "day": way.day.isoformat(),
        "still_open": list(way.still_open),
        "why": "; ".join(say(lever.why) for lever in way.levers),
        "confidence": way.confidence.value,
    }


def _plain(value: Any, category: Category) -> Any:
    if isinstance(value, Experience):
        return value.years(category)
    if isinstance(value, frozenset):
        return sorted(str(item) for item in value)
    return str(value) if isinstance(value, StrEnum) else value
