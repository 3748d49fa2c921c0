"""Checks of a PostgreSQL server: whether it is reached and may be used, and who there keeps others waiting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, inspect, text

from bot.checks.finding import Finding, note, ok, problem, warning
from bot.checks.stored import StoreFindings, check_key_fits, check_stored, duration
from bot.errors import StorageError
from bot.settings import Settings
from bot.storage.postgresql import APPLICATION, PostgresqlDatabase
from bot.storage.tables import HEAD, metadata

# What lasts longer keeps the dead rows of all tables: they grow, and what is erased stays on the disk.
LONG_SECONDS = 300
# No transaction of ours waits for anything but the database.
IDLE_SECONDS = 5
SHOWN_TABLES = 3

_TABLES = """
SELECT name FROM unnest(CAST(:names AS text[])) AS name
WHERE NOT has_table_privilege(name, 'SELECT') OR NOT has_table_privilege(name, 'INSERT')
OR NOT has_table_privilege(name, 'UPDATE') OR NOT has_table_privilege(name, 'DELETE') ORDER BY name
"""
# Who may not see the sessions of others sees that they are there, and nothing of them.
_SESSIONS = """
SELECT pid, usename, application_name, state, datname = current_database() AS here,
extract(epoch FROM clock_timestamp() - xact_start) AS lasts,
extract(epoch FROM clock_timestamp() - state_change) AS still,
usename = current_user AND application_name = :ours AS mine, backend_type IS NULL AS hidden
FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND (backend_type IS NULL OR backend_type = 'client backend')
"""
_PREPARED = """
SELECT gid, extract(epoch FROM clock_timestamp() - prepared) AS lasts FROM pg_prepared_xacts
WHERE database = current_database() ORDER BY prepared
"""


def check_server(settings: Settings, now: datetime, store: StoreFindings) -> Iterator[Finding]:
    """Look at the server, and at everything that is kept there."""
    try:
        backend = PostgresqlDatabase(settings.database)
        with backend.explained():
            backend.check()
            store.running = backend.is_served()
            engine = backend.reading_engine()
            try:
                with engine.begin() as connection:
                    yield from _inside(settings, connection, backend, now, store)
            finally:
                engine.dispose()
    except StorageError as error:
        yield problem("database", "doctor-error", sentence=error.text)


def _inside(
    settings: Settings, connection: Connection, backend: PostgresqlDatabase, now: datetime, store: StoreFindings
) -> Iterator[Finding]:
    [version] = connection.execute(text("SHOW server_version")).scalars()
    yield ok("database", "doctor-postgresql-reached", path=backend.place, version=str(version).split()[0])
    if connection.execute(text("SELECT pg_is_in_recovery()")).scalar_one():
        yield problem("database", "doctor-postgresql-copy", path=backend.place)
    yield from _rights(connection)
    if inspect(connection).get_table_names():
        yield from check_stored(settings, connection, backend, now, store)
    else:
        yield problem("database", "doctor-postgresql-empty", path=backend.place, newest=HEAD)
        yield from check_key_fits(settings, None)[1]
    yield from _sessions(connection)


def _rights(connection: Connection) -> Iterator[Finding]:
    # Without a schema in its path a user can find no table, nor make one.
    may_make = "SELECT current_schema() IS NOT NULL AND has_schema_privilege(current_schema(), 'CREATE')"
    if not connection.execute(text(may_make)).scalar_one():
        yield problem("database", "doctor-postgresql-makes-no-tables")
    there = set(inspect(connection).get_table_names()) & set(metadata.tables)
    shut = list(connection.execute(text(_TABLES), {"names": sorted(there)}).scalars())
    if shut:
        names = ", ".join(shut[:SHOWN_TABLES])
        yield problem("database", "doctor-postgresql-no-rights", count=len(shut), tables=names)


def _sessions(connection: Connection) -> Iterator[Finding]:
    sessions = list(connection.execute(text(_SESSIONS), {"ours": APPLICATION}))
    # Dead rows of this database wait for transactions in it alone.
    foreign = [one for one in sessions if one.here and not one.mine and (one.lasts or 0) > LONG_SECONDS]
    if foreign:
        longest = max(foreign, key=_lasts)
        who = f"{longest.application_name or longest.usename}, pid {longest.pid}"
        yield warning("database", "doctor-postgresql-long", count=len(foreign), age=duration(_lasts(longest)), who=who)
    idle = [one for one in sessions if one.mine and one.state == "idle in transaction" and one.still > IDLE_SECONDS]
    if idle:
        longest = max(idle, key=lambda one: float(one.still))
        age, pids = duration(float(longest.still)), ", ".join(str(one.pid) for one in idle)
        yield warning("database", "doctor-postgresql-idle", count=len(idle), age=age, pids=pids)
    prepared = [one for one in connection.execute(text(_PREPARED)) if one.lasts > LONG_SECONDS]
    if prepared:
        age = duration(float(prepared[0].lasts))
        yield warning("database", "doctor-postgresql-prepared", count=len(prepared), age=age, name=prepared[0].gid)
    hidden = sum(bool(one.hidden) for one in sessions)
    if hidden:
        yield note("database", "doctor-postgresql-hidden", count=hidden)


def _lasts(session: Any) -> float:
    return float(session.lasts)


__all__ = ["check_server"]
