"""Permanent residence, HSP (ii) and what the family may have, as JSON under the reserved keys of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scoring.export.shared import Say, day_json, gate_json, notices_json
from scoring.points import Reason
from scoring.stay.family import Also, Benefit
from scoring.stay.indefinite import Indefinite, Statement
from scoring.stay.own_route import OwnRoute
from scoring.stay.residence import Residence, Route


def as_json_residence(result: Residence, say: Say) -> dict[str, Any]:
    """`permanent_residence`: the best route's `route`, `earliest` and `gates`, then everything else."""
    best = result.best
    return {
        "route": best.id if best else None,
        "met": best.met if best else None,
        "earliest": day_json(best.earliest) if best else None,
        "may_be_sooner": best.may_be_sooner if best else None,
        "gates": [gate_json(g, say) for g in (*(best.gates if best else ()), *result.conditions)],
        "routes": [_route(route, say) for route in result.routes],
        "for_staff": list(result.for_staff),
        "new_rules_from": day_json(result.new_rules_from),
        "under_new_rules": result.under_new_rules,
        "notices": notices_json(result.notices, say),
        "own_routes": [_own_route(route, say) for route in result.own],
        "absence": gate_json(result.absence, say),
    }


def as_json_hsp2(result: Indefinite, say: Say) -> dict[str, Any]:
    """`hsp2`: whether it is open, from when, and its gates."""
    return {
        "met": result.met,
        "held": result.held,
        "earliest": day_json(result.earliest),
        "may_be_sooner": result.may_be_sooner,
        "years": result.years,
        "gates": [gate_json(g, say) for g in result.gates],
        "others": [_told(other, say) for other in result.others],
        "gives": [_told(given, say) for given in result.gives],
        "ask": list(result.ask),
        "notices": notices_json(result.notices, say),
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
            "until": day_json(b.until),
            "workers": b.workers,
            "why": say(b.why),
            "ends_with_permanent_residence": b.ends_with_permanent,
            "notices": [_permanent_ends(say)] if b.ends_with_permanent else [],
            "also": [_told(also, say) for also in b.also],
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
        "earliest": day_json(route.earliest),
        "may_be_sooner": route.may_be_sooner,
        "look_back": route.look_back.isoformat(),
        "fails_on": day_json(route.fails_on),
        "falls_on": day_json(route.falls_on),
        "ask": list(route.ask),
        "changed": list(route.changed),
        "gates": [gate_json(g, say) for g in route.gates],
        "citation": route.citation,
        "confidence": route.confidence.value,
    }


def _own_route(route: OwnRoute, say: Say) -> dict[str, Any]:
    return {
        "id": route.id,
        "met": route.met,
        "earliest": day_json(route.earliest),
        "married_years": route.married_years,
        "stay_years": route.stay_years,
        "ask": list(route.ask),
        "gates": [gate_json(g, say) for g in route.gates],
        "citation": route.citation,
        "confidence": route.confidence.value,
    }


def _told(each: Also | Statement, say: Say) -> dict[str, str]:
    return {"id": each.id, "why": say(each.why), "confidence": each.confidence.value}
