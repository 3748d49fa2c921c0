"""The office's calendar, which `intake doctor --write` tries by an entry of its own. This version keeps none."""

from __future__ import annotations

from collections.abc import Iterator

from bot.checks.finding import Finding, note


def check_calendar() -> Iterator[Finding]:
    """Say that there is nothing to write to."""
    yield note("calendar", "doctor-calendar-none")


__all__ = ["check_calendar"]
