"""Where typed texts were not understood: counted by question and language, never with their words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dialogs.effects import NotUnderstood

# The memo about this installation that holds the counts.
STUCK_MEMO = "not_understood"


def counted(before: Mapping[str, Any] | None, effect: NotUnderstood, now: datetime) -> dict[str, Any]:
    """Return the counts with one more. `since` is the day of the first one (UTC)."""
    known = before or {"since": now.date().isoformat(), "counts": {}}
    name = f"{effect.at} ({effect.language})"
    return {**known, "counts": {**known["counts"], name: known["counts"].get(name, 0) + 1}}


def most_often(memo: Mapping[str, Any], most: int) -> list[tuple[str, int]]:
    """Return the places where people get stuck most often, with how often."""
    counts: Mapping[str, int] = memo["counts"]
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:most]
