"""Whether this machine's clock can be right: a day before the first points table is none on which intake runs."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.errors import IntakeError
from scoring.errors import NoRulesetForDate
from scoring.ruleset import ruleset_for


def too_early(now: datetime, zone: tzinfo) -> str | None:
    """A sentence where the clock says a day before the first points table; None where it may be right."""
    try:
        ruleset_for(now.astimezone(zone).date())
    except NoRulesetForDate as error:
        return (
            f"the clock of this machine says {error.as_of}, before the first points table ({error.first}): "
            "set the clock (use NTP), then start intake again"
        )
    return None


def refuse_too_early(now: datetime, zone: tzinfo) -> None:
    """Raise `IntakeError` where clients would be scored on a day that cannot be today."""
    sentence = too_early(now, zone)
    if sentence is not None:
        raise IntakeError(sentence)


__all__ = ["refuse_too_early", "too_early"]
