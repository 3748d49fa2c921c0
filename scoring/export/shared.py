"""What the JSON of every result shares: the words of a reason, conditions, notices, and days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from scoring.points import Gate, Notice, Reason

Say = Callable[[Reason], str]


def gate_json(gate: Gate, say: Say) -> dict[str, Any]:
    """One condition."""
    return {
        "id": gate.id,
        "met": gate.met,
        "why": say(gate.why),
        "citation": gate.citation,
        "confidence": gate.confidence.value,
    }


def notices_json(notices: Sequence[Notice], say: Say) -> list[dict[str, str]]:
    """Things to know; `category` is named where a notice concerns one."""
    return [{"id": n.id, "why": say(n.why)} | ({"category": n.category.value} if n.category else {}) for n in notices]


def day_json(day: date | None) -> str | None:
    """A day, or null."""
    return day.isoformat() if day else None
