"""What `intake doctor` says of a PostgreSQL server: rights, schema, and whose transactions keep everybody waiting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from psycopg import sql
from sqlalchemy import make_url, text

from bot.app import Core, build_core
from bot.checks import server
from bot.checks.store import check_store
from bot.settings import Settings
from bot.storage.database import leave_traces
from bot.storage.tables import HEAD
from bot.turns.ledger import Call
from tests import postgres
from tests.e2e.doctor.patient import said
from tests.support import SettableClock, Talk


@pytest.fixture
def kept() -> Iterator[Core]:
    core = build_core(postgres.emptied())
    yield core
    core.database.close()


def lines(settings: Settings, clock: SettableClock) -> list[str]:
    return [f"{f.severity} {said(f.label)}: {said(f.says)}" for f in check_store(settings, clock()).findings]


def told(core: Core, clock: SettableClock, *starts: str) -> list[str]:
    return [line for line in lines(core.settings, clock) if line.startswith(starts)]


def execute(core: Core, statement: str) -> None:
    """Change the database as its owner, beside the product."""
    with postgres.server().connect(make_url(core.settings.database).database or "") as connection:
        connection.execute(statement.encode())


def test_all_is_well_and_what_waits_is_told(kept: Core, clock: SettableClock) -> None:
    Talk(kept, clock=clock).command("start")
    [warned] = told(kept, clock, "warning", "problem")
    assert warned.startswith("warning backups: no backup was made yet")
    [reached, opens] = told(kept, clock, "ok database")
    assert "is reached; the server is PostgreSQL" in reached
    assert opens.endswith(f"opens and has the newest schema ({HEAD})")
    assert told(kept, clock, "ok key", "note service") == [
        "ok key: INTAKE_KEY fits the database; keep a copy of it, apart from the backups of the database",
        "note service: `intake run` is not running on this database",
    ]
    clock.advance(timedelta(minutes=12))
    [line] = told(kept, clock, "warning outbox")
    assert "1 message" in line


def test_the_same_is_asked_as_of_a_file(kept: Core, clock: SettableClock) -> None:
    """An erasure that is not finished, a post in doubt, an update that could not be read, somebody at work."""

    def some(batch: object) -> None:
        tx = batch.tx  # type: ignore[attr-defined]  # a batch, whose class is nothing to this test
        tx.record_unreadable("telegram", "1", "gift", clock())
        tx.doubt(tx.waiting()[0])

    Talk(kept, clock=clock).command("start")
    kept.ledger.do(Call(some))
    with kept.database.writing() as connection:
        leave_traces(connection)
    execute(kept, "INSERT INTO leases VALUES ('timers', 'somebody', 1, extract(epoch FROM clock_timestamp()) + 60)")
    found = "\n".join(told(kept, clock, "warning", "note", "ok service"))
    for part in ("could not be read and were passed over (gift 1)", "refused for a reason", "warning erasure"):
        assert part in found or part.replace("were", "was") in found, found
    assert "`intake run` is working on this database" in found


def test_a_long_transaction_of_somebody_else_and_one_of_ours_that_stands_still(
    kept: Core, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LONG_SECONDS", 0)
    monkeypatch.setattr(server, "IDLE_SECONDS", 0)
    with postgres.server().connect(make_url(kept.settings.database).database or "") as foreign:
        foreign.execute("SET application_name = 'reports'")
        foreign.execute("BEGIN")
        with kept.database.writing() as ours:
            ours.execute(text("SELECT 1"))
            [long, idle] = told(kept, clock, "warning database")
        who = f"(reports, pid {foreign.info.backend_pid})"
        foreign.execute("ROLLBACK")
    assert "a transaction of another program is open" in long
    assert who in long
    assert "a process of intake has stood still inside a transaction" in idle
    assert told(kept, clock, "warning database") == []


def test_an_old_schema_a_new_one_and_rights_that_are_missing(kept: Core, clock: SettableClock) -> None:
    name = sql.Identifier("intake_looker")
    with postgres.server().connect(make_url(kept.settings.database).database or "") as connection:
        try:
            connection.execute("UPDATE alembic_version SET version_num = '0009'")
            assert "run `intake migrate`; until then nothing else starts" in told(kept, clock, "problem database")[0]
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            assert "newer than this version of intake knows" in told(kept, clock, "problem database")[0]
            connection.execute("INSERT INTO facts (name, sealed) VALUES ('oldest', %s)", (HEAD.encode(),))
            assert "which may go on with it" in told(kept, clock, "note database")[0]
            assert told(kept, clock, "problem database") == []
        finally:
            connection.execute("DELETE FROM facts WHERE name = 'oldest'")
            connection.execute(f"UPDATE alembic_version SET version_num = '{HEAD}'".encode())
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
        try:
            connection.execute(sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}").format(name))
            url = kept.settings.database.replace("//intake@", "//intake_looker@")
            found = [line for line in lines(Settings(database=url, key=postgres.KEY), clock) if "problem" in line]
            assert "its user may not make tables" in found[0]
            assert "may not read and write" in found[1]
        finally:
            connection.execute(sql.SQL("DROP OWNED BY {}").format(name))
            connection.execute(sql.SQL("DROP ROLE {}").format(name))
