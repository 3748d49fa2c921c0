"""What follows from a score as plain JSON values, under the reserved keys of the answer. The words come from the
caller."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from scoring.export import Say
from scoring.points import Gate, Notice, Reason
from scoring.stay.family import Benefit
from scoring.stay.indefinite import Indefinite
from scoring.stay.residence import Residence, Route


def as_json_residence(result: Residence, say: Say) -> dict[str, Any]:
    """`permanent_residence`: the best route's `route`, `earliest` and `gates`, then everything else."""
    best = result.best
    return {
        "route": best.id if best else None,
        "met": best.met if best else None,
        "earliest": _iso(best.earliest) if best else None,
        "gates": [_gate(g, say) for g in (*(best.gates if best else ()), *result.conditions)],
        "routes": [_route(route, say) for route in result.routes],
        "for_staff": list(result.for_staff),
        "new_rules_from": _iso(result.new_rules_from),
        "under_new_rules": result.under_new_rules,
        "notices": _notices(result.notices, say),
    }


def as_json_hsp2(result: Indefinite, say: Say) -> dict[str, Any]:
    """`hsp2`: whether it is open, from when, and its gates."""
    return {
        "met": result.met,
        "held": result.held,
        "earliest": _iso(result.earliest),
        "years": result.years,
        "gates": [_gate(g, say) for g in result.gates],
        "others": [{"id": s.id, "why": say(s.why), "confidence": s.confidence.value} for s in result.others],
        "ask": list(result.ask),
        "notices": _notices(result.notices, say),
        "citation": result.citation,
        "confidence": result.confidence.value,
    }


def as_json_family(benefits: Sequence[Benefit], say: Say) -> list[dict[str, Any]]:
    """`family`: one object for each benefit."""
    return [
        {
            "id": b.id,
            "met": b.met,
            "missing": list(b.missing),
            "lacking": list(b.lacking),
            "until": _iso(b.until),
            "workers": b.workers,
            "why": say(b.why),
            "ends_with_permanent_residence": b.ends_with_permanent,
            "notices": [_permanent_ends(say)] if b.ends_with_permanent else [],
            "also": [{"id": a.id, "why": say(a.why), "confidence": a.confidence.value} for a in b.also],
            "confidence": b.confidence.value,
        }
        for b in benefits
    ]


def _permanent_ends(say: Say) -> dict[str, str]:
    return {"id": "permanent_residence_ends", "why": say(Reason("follows-family-ends"))}


def _route(route: Route, say: Say) -> dict[str, Any]:
    return {
        "id": route.id,
        "met": route.met,
        "earliest": _iso(route.earliest),
        "look_back": route.look_back.isoformat(),
        "fails_on": _iso(route.fails_on),
        "falls_on": _iso(route.falls_on),
        "ask": list(route.ask),
        "changed": list(route.changed),
        "gates": [_gate(g, say) for g in route.gates],
        "citation": route.citation,
        "confidence": route.confidence.value,
    }


def _gate(gate: Gate, say: Say) -> dict[str, Any]:
    return {"id": gate.id, "met": gate.met, "why": say(gate.why), "confidence": gate.confidence.value}


def _notices(notices: Sequence[Notice], say: Say) -> list[dict[str, str]]:
    return [{"id": n.id, "why": say(n.why)} for n in notices]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
