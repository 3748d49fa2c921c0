"""Whether this machine's clock can be right: a day before the first points table is none on which intake runs."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.errors import IntakeError
from scoring.errors import NoRulesetForDate
from scoring.ruleset import ruleset_for


def too_early(now: datetime, zone: tzinfo) -> IntakeError | None:
    """An error where the clock says a day before the first points table; None where it may be right."""
    try:
        ruleset_for(now.astimezone(zone).date())
    except NoRulesetForDate as error:
        return IntakeError("error-clock-early", today=error.as_of.isoformat(), first=error.first.isoformat())
    return None


def refuse_too_early(now: datetime, zone: tzinfo) -> None:
    """Raise `IntakeError` where clients would be scored on a day that cannot be today."""
    early = too_early(now, zone)
    if early is not None:
        raise early


__all__ = ["refuse_too_early", "too_early"]
