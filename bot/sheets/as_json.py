"""Cards and sheets as plain JSON values and back, for the outbox: what is queued is data, drawn when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.sheets.data import CardData, CardStep, CardWords, PictureLine, SheetData, SheetPaper, SheetRow, SheetWords
from scoring import Status, Verdict


def to_json(data: CardData | SheetData) -> dict[str, Any]:
    """Plain JSON values."""
    values = asdict(data)
    if isinstance(data, SheetData):
        values["made_on"] = data.made_on.isoformat()
    return values


def card_from_json(values: Mapping[str, Any]) -> CardData:
    """The reverse of `to_json` for a card."""
    lines = tuple(PictureLine(**{**line, "status": Status(line["status"])}) for line in values["lines"])
    steps = tuple(CardStep(**step) for step in values["steps"])
    changed = {"verdict": Verdict(values["verdict"]), "lines": lines, "steps": steps}
    return CardData(**{**values, **changed, "words": CardWords(**values["words"])})


def sheet_from_json(values: Mapping[str, Any]) -> SheetData:
    """The reverse of `to_json` for a sheet."""
    rows = tuple(SheetRow(**{**row, "papers": tuple(SheetPaper(**p) for p in row["papers"])}) for row in values["rows"])
    changed = {
        "rows": rows,
        "totals": tuple(values["totals"]),
        "made_on": date.fromisoformat(values["made_on"]),
        "words": SheetWords(**values["words"]),
        # Sheets queued by 0.2.0 have none.
        "conditions": tuple(values.get("conditions", ())),
        "card": tuple(values.get("card", ())),
    }
    return SheetData(**{**values, **changed})
