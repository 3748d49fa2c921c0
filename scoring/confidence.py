"""How sure a statement of the rules is."""

from __future__ import annotations

from enum import StrEnum


class Confidence(StrEnum):
    """Whether a statement was verified, or must be shown with "staff will confirm"."""

    VERIFIED = "verified"
    STAFF_CONFIRMS = "staff_confirms"
