"""The criteria for managers as JSON, under `manager_criteria` of the answer."""

from __future__ import annotations

from typing import Any

from scoring.export.shared import Say, day_json, gate_json
from scoring.profile import Category
from scoring.stay.manager import ManagerConditions


def as_json_manager(found: ManagerConditions, category: Category, say: Say) -> dict[str, Any] | None:
    """`manager_criteria`: each of the criteria and how it stands, or until when they do not bind; null but for (c)."""
    if category is not Category.C:
        return None
    return {
        "since": found.criteria.since.isoformat(),
        "holders_until": day_json(found.holders_until),
        "perhaps_held": found.perhaps_held,
        "gates": [gate_json(gate, say) for gate in found.gates],
    }
