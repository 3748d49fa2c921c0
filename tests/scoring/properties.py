"""What properties of scoring share: people, days and tables to draw, and rows compared with the second reading."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.properties import examples

Facts = dict[str, Any]
FEWER = examples(40)


def where_it_fails(category: str, day: date, row: str = "") -> str:
    """Where something does not hold, in the words of the law: the category, the day, the row."""
    return f"({category}) on {day}" + (f", row {row}" if row else "")
