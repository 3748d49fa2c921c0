"""Which points tables a test knows: those that ship, or those that the old cases speak of, whatever comes later."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import pytest

from scoring import Ruleset, all_rulesets

# A table that comes later changes none of the cases that speak of these.
UP_TO_2023 = tuple(table for table in all_rulesets() if table.effective_from <= date(2023, 4, 21))
_OURS = ("scoring", "dialogs", "bot")


@contextmanager
def knowing(tables: Sequence[Ruleset]) -> Iterator[None]:
    """Let everybody know exactly these tables, oldest first: while the block runs, or the test it decorates."""
    known = tuple(tables)
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in _OURS and hasattr(module, "all_rulesets"):
                patch.setattr(module, "all_rulesets", lambda: known)
        yield


__all__ = ["UP_TO_2023", "knowing"]
