"""Reads how many messages in LINE the office pays for, and what of them is important."""

from __future__ import annotations

from bot.office_profile.profile import maybe, refuse_repeats
from bot.office_profile.value import ProfileValue
from dialogs import office as model

MOST = 10_000_000


def read_line(value: ProfileValue) -> model.LineRule:
    """Read the table [line]."""
    at = value.record(model.LineRule)
    return model.LineRule(
        monthly_limit=maybe(at.get("monthly_limit"), lambda most: most.whole(0, MOST)),
        important=_important(at["important"]) if "important" in at else model.LineRule().important,
    )


def _important(value: ProfileValue) -> tuple[str, ...]:
    items = value.items("line-kinds")
    found = tuple(item.matching("|".join(model.LINE_KINDS), "line-kind") for item in items)
    refuse_repeats(items, found)
    return found
