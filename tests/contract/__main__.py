"""The channels beside each other, as their records say: `python -m tests.contract`. It needs nothing of the tests."""

from __future__ import annotations

import sys
from dataclasses import fields
from datetime import timedelta
from enum import StrEnum

from bot.channels.console import show
from bot.channels.registry import MESSENGERS
from dialogs.abilities import Abilities
from tests.contract import poor

# Every channel under the suite, by what it says it can do.
RECORDS = {
    "telegram": MESSENGERS["telegram"].abilities,
    "console": show.ABILITIES,
    "web": MESSENGERS["web"].abilities,
    "line": MESSENGERS["line"].abilities,
    "poor": poor.ABILITIES,
}


def table() -> list[str]:
    """The lines of the table: one row for each thing a channel can do, one column for each channel."""
    names = list(RECORDS)
    lines = [f"| | {' | '.join(names)} |", "|---|" + "---|" * len(names)]
    for field in fields(Abilities):
        shown = [_shown(field.name, getattr(RECORDS[name], field.name)) for name in names]
        lines.append(f"| {field.name.replace('_', ' ')} | {' | '.join(shown)} |")
    return lines


def _shown(name: str, value: object) -> str:
    if value is None:
        return "any" if name in ("longest_text", "languages") else "always open"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, timedelta):
        hours = value.total_seconds() / 3600
        return f"{hours:g} h" if hours >= 1 else f"{hours * 60:g} min"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "none"
    if isinstance(value, StrEnum):
        return str(value)
    if name == "largest_file":
        return f"{int(str(value)) / 1024 / 1024:g} MB" if value else "none"
    return f"{value:,}" if value else "none"


if __name__ == "__main__":
    sys.stdout.write("\n".join([*table(), ""]))
