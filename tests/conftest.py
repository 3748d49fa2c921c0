"""Fixtures for all tests: a core on a database of its own, and a clock to set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import Core
from tests.support import SettableClock, core_in


@pytest.fixture
def clock() -> SettableClock:
    return SettableClock()


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    made = core_in(tmp_path)
    yield made
    made.database.close()
