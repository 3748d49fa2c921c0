"""Three-valued logic: True, False, and None for what is not known."""

from __future__ import annotations

from collections.abc import Iterable


def every(values: Iterable[bool | None]) -> bool | None:
    """Return whether all are true: False as soon as one is False, None while one is not known."""
    seen = set(values)
    return False if False in seen else None if None in seen else True


def some(values: Iterable[bool | None]) -> bool | None:
    """Return whether one is true: True as soon as one is True, None while one is not known."""
    seen = set(values)
    return True if True in seen else None if None in seen else False


def agreed(values: Iterable[bool | None]) -> bool | None:
    """Return the one answer of all; None where they differ, one is not known, or there is none."""
    seen = set(values)
    return seen.pop() if len(seen) == 1 else None
