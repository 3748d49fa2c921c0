"""The parts of `intake run`, and which of them a process does: by its role, one of them or all."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class WorkPart(StrEnum):
    """A part of the work: what clients bring, what staff bring, what is sent, what the clock brings."""

    CLIENT = "client"
    OFFICE = "office"
    DELIVER = "deliver"
    TIMERS = "timers"


EVERYTHING = "all"
ROLES: Mapping[str, frozenset[WorkPart]] = {
    **{part.value: frozenset({part}) for part in WorkPart},
    EVERYTHING: frozenset(WorkPart),
}

__all__ = ["EVERYTHING", "ROLES", "WorkPart"]
