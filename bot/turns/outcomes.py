"""What may come of some jobs of a batch beside what they are for: somebody cannot be opened, shown or erased."""

from __future__ import annotations

from dataclasses import dataclass


class NotShown(Exception):
    """A lead that waits cannot be shown again: its id, and its number."""

    def __init__(self, lead: str, number: int) -> None:
        super().__init__(f"lead {number}")
        self.lead, self.number = lead, number


class NotErased(Exception):
    """Somebody whose keeping time is over cannot be erased: our own id of them."""

    def __init__(self, person: str) -> None:
        super().__init__("somebody")
        self.person = person


@dataclass(frozen=True, slots=True)
class ErasedLead:
    """What became of an erasure by number: whether the person could be opened, so that their chat was known."""

    is_whole: bool
