"""Every test here runs on each store, and on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.database import open_database
from bot.storage.memory import MemoryStore
from bot.storage.store import SqlStore
from bot.turns.ports import Store
from tests import postgres
from tests.storage.contract.stores import Kept, overtake_memory, overtake_sql
from tests.support import settings_in


@pytest.fixture(params=["sql", "postgresql", "memory"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    if request.param == "memory":
        yield Kept(MemoryStore(), overtake_memory)
        return
    if request.param == "postgresql":
        database = open_database(postgres.emptied())
        yield Kept(SqlStore(database), overtake_sql)
        database.close()
        return
    (tmp_path / "kept").mkdir()
    database = open_database(settings_in(tmp_path / "kept"))
    yield Kept(SqlStore(database), overtake_sql)
    database.close()


@pytest.fixture
def store(kept: Kept) -> Store:
    return kept.store
