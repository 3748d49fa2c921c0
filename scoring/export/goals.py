"""Which goal is best and how firm the answers are, as JSON under `goals` and `firm` of the answer."""

from __future__ import annotations

from typing import Any

from scoring.export.shared import Say, day_json, gate_json
from scoring.stay.firm import Dependence, Firmness
from scoring.stay.goals import GoalOption, Goals


def as_json_goals(result: Goals, say: Say) -> dict[str, Any]:
    """`goals`: the `best` one and why, all of them side by side, and each gate that fails with what it closes."""
    return {
        "best": result.best.id if result.best is not None else None,
        "why": say(result.why),
        "ends_family": result.ends_family,
        "options": [_option(option, say) for option in result.options],
        "closed": [gate_json(each.gate, say) | {"closes": list(each.closes)} for each in result.closed],
    }


def as_json_firm(result: Firmness, say: Say) -> dict[str, Any]:
    """`firm`, by goal: whether nothing can change the answer, and what it depends on."""
    return {
        "met": result.met,
        "sure": result.sure,
        "day": result.day.isoformat(),
        "until": result.until.isoformat(),
        "mark": result.mark,
        "total": result.total,
        "depends": [_dependence(each, say) for each in result.depends],
    }


def _option(option: GoalOption, say: Say) -> dict[str, Any]:
    return {
        "id": option.id,
        "route": option.route,
        "state": option.state.value,
        "earliest": day_json(option.earliest),
        "missing": list(option.missing),
        "starts": [
            {"field": s.field, "rows": list(s.rows), "on": s.on.isoformat(), "before": s.before} for s in option.starts
        ],
        "closed": [gate_json(gate, say) for gate in option.closed],
        "gives": [{"id": g.id, "why": say(g.why), "confidence": g.confidence.value} for g in option.gives],
        "ends": [{"id": e.id, "why": say(e.why), "confidence": e.confidence.value} for e in option.ends],
        "asks": [duty.id for duty in option.asks],
        "citations": list(option.citations),
        "confidence": option.confidence.value,
    }


def _dependence(each: Dependence, say: Say) -> dict[str, Any]:
    return {
        "on": each.on.value,
        "why": say(each.why),
        "names": list(each.names),
        "day": day_json(each.day),
        "total": each.total,
        "causes": list(each.causes),
    }
