"""What a database holds, told from outside: whose it is, how many records, and that each table's can be opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select, text, update

from bot.app import Core, build_core
from bot.errors import SealError
from bot.settings import Settings
from bot.storage.database import backend_of, schema_of
from bot.storage.inventory import OF_PROCESSES, Occupancy, count_records, occupancy_of, open_ends
from bot.storage.rotation import SEALED
from bot.storage.seal import Sealer
from bot.storage.tables import HEAD, metadata, runs
from tests import postgres
from tests.storage.beside import with_all
from tests.support import SettableClock, Talk, core_in


@pytest.fixture(params=["sqlite", "postgresql"])
def core(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Core]:
    """An office without anybody, on each database."""
    made = core_in(tmp_path) if request.param == "sqlite" else build_core(postgres.emptied())
    yield made
    made.database.close()


def _opened(connection: Connection, sealer: Sealer) -> int:
    return sum(open_ends(connection, sealer, table) for table in SEALED)


def test_what_a_used_database_holds(core: Core, clock: SettableClock) -> None:
    sealer, other = core.database.sealer, Sealer(b"x" * 32)
    with core.database.reading() as connection:
        assert (occupancy_of(connection), schema_of(connection)) == (Occupancy.EMPTY, HEAD), "a key is nobody's"
        assert _opened(connection, other) == 0
    Talk(core, clock=clock).go_to("handed_off")
    with_all(core, "1", "2", now=clock())
    with core.database.reading() as connection:
        assert occupancy_of(connection) is Occupancy.OURS
        counts = count_records(connection)
        assert list(counts) == [table.name for table in metadata.tables.values() if table not in OF_PROCESSES]
        assert counts == {
            name: connection.execute(select(func.count()).select_from(metadata.tables[name])).scalar_one()
            for name in counts
        }
        assert counts["people"] == 1
        filled = [table for table in SEALED if counts[table.name]]
        assert len(filled) <= _opened(connection, sealer) <= 2 * len(filled)
        with pytest.raises(SealError, match="in table [a-z]+ was sealed with key"):
            _opened(connection, other)
    with core.database.writing() as connection:
        last = connection.execute(select(func.max(runs.c.id))).scalar_one()
        [sealed] = connection.execute(select(runs.c.sealed).where(runs.c.id == last)).scalars()
        connection.execute(update(runs).where(runs.c.id == last).values(sealed=bytes(sealed)[:-1] + b"?"))
    with core.database.reading() as connection, pytest.raises(SealError, match="in table runs was changed"):
        _opened(connection, sealer)


def test_a_database_without_anything_of_ours(tmp_path: Path) -> None:
    with postgres.fresh(migrated=False) as server:
        for settings in (Settings(database=f"sqlite:///{tmp_path}/a.db"), server):
            backend = backend_of(settings)
            backend.make()
            engine = backend.writing_engine()
            with engine.begin() as connection:
                assert occupancy_of(connection) is Occupancy.NOTHING
                assert count_records(connection) == {}
                connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
                assert occupancy_of(connection) is Occupancy.OTHERS, "another program that Alembic migrates"
            engine.dispose()
