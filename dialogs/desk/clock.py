"""What the clock does at the desk: acts that come because time has passed, and from nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogs.desk.decision import Decision, EraseEverything
from dialogs.desk.matter import Matter
from dialogs.office import Office


@dataclass(frozen=True, slots=True)
class DayBegan:
    """A day began: time to look whether the person's data may still be kept."""


def kept_since(office: Office, now: datetime) -> float:
    """Return the moment (seconds) before which whoever acted last is kept no longer."""
    return (now - timedelta(days=office.privacy.keep_days)).timestamp()


def begin_day(office: Office, matter: Matter, now: datetime) -> Decision:
    """Erase a person whose keeping time is over; silently, since nobody asked us to write after all this time."""
    if matter.acted_at >= kept_since(office, now):
        return Decision(matter)
    return Decision(matter, (EraseEverything("staff-erased-overdue", asked=False),))
