"""Backups of a PostgreSQL database, by PostgreSQL's own programs: whole or not at all, and without the erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url, text

from bot.app import build_core
from bot.backup import postgresql_tools
from bot.backup.folder import BackupFolder
from bot.backup.making import BackupMade, Making
from bot.backup.postgresql_tools import Tool, running, tool_for
from bot.backup.restoring import Restored, Restoring
from bot.checks.finding import Severity
from bot.checks.store import check_store
from bot.commands.restore import erase_people
from bot.errors import StorageError
from bot.settings import Settings
from bot.storage.database import RESTORING_MEMO, open_database
from bot.turns.ledger import Call
from dialogs.messages import Text
from tests import postgres
from tests.support import Talk

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Those of the server, also where they come with the wheel of the tests."""
    postgres.server()
    monkeypatch.setenv("PATH", f"{postgres._binaries(tmp_path)}:/usr/bin:/bin")


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    with postgres.fresh() as made:
        yield replace(made, backup_keys=tmp_path / "keys")


def backup(settings: Settings, path: Path) -> BackupMade:
    database = open_database(settings)
    try:
        return Making(settings, database, BackupFolder(path.parent / "keys"), 30, "0.2.0", lambda: NOW).make(path)
    finally:
        database.close()


def restoring(settings: Settings, path: Path, erase: Any = erase_people) -> Restoring:
    return Restoring(settings, BackupFolder(path.parent / "keys"), path, erase, NOW)


def databases() -> list[Any]:
    with postgres.server().connect() as connection:
        return connection.execute("SELECT datname FROM pg_database ORDER BY 1").fetchall()


def test_a_backup_comes_back_without_whoever_was_erased_since(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    core = build_core(settings)
    for chat in ("1001", "1002"):
        Talk(core, chat).command("start")
    whose = core.ledger.do(Call(lambda batch: batch.tx.whose("telegram", "1001")))
    made = backup(settings, path)
    assert made.sealed.counts["people"] == 2
    assert "leases" not in made.sealed.counts
    before = databases()
    checked = restoring(settings, path).checked(None)
    assert (checked.count, checked.erased) == (sum(made.sealed.counts.values()), 0)
    assert databases() == before, "the one it was checked in is gone"
    core.ledger.do(Call(lambda batch: batch.erasing.unopened(whose.person, NOW)))
    core.database.close()
    with postgres.fresh(migrated=False) as into:
        target = replace(settings, database=into.database)
        done: Restored = restoring(settings, path).into(into.database)
        assert (done.erased, done.count) == (1, checked.count)
        restored = build_core(target)
        try:
            assert restored.ledger.do(Call(lambda batch: batch.tx.whose("telegram", "1001"))) is None
            assert restored.ledger.do(Call(lambda batch: batch.tx.whose("telegram", "1002"))) is not None
            with restored.database.reading() as connection:
                rows = connection.execute(text("SELECT name FROM facts")).scalars().all()
            assert {"traces", RESTORING_MEMO} & set(rows) == set()
        finally:
            restored.database.close()
        with pytest.raises(StorageError) as refused:
            restoring(settings, path).into(into.database)
        assert refused.value.text.key == "error-restore-not-empty"


def test_what_fails_on_the_way_leaves_an_empty_database_and_what_is_half_is_served_to_nobody(
    settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "a.backup"
    core = build_core(settings)
    Talk(core, "1001").command("start")
    whose = core.ledger.do(Call(lambda batch: batch.tx.whose("telegram", "1001")))
    backup(settings, path)
    core.ledger.do(Call(lambda batch: batch.erasing.unopened(whose.person, NOW)))
    core.database.close()
    seen = []

    def fails(target: Settings, *_: object) -> None:
        with pytest.raises(StorageError) as refused:
            open_database(target)
        seen.append(refused.value.text.key)
        said = check_store(target, NOW).findings
        [told] = [one.says.args["sentence"] for one in said if one.severity is Severity.PROBLEM]
        assert isinstance(told, Text)
        assert told.key == seen[0]
        raise StorageError("error-erasures-damaged", path="x")

    with postgres.fresh(migrated=False) as into:
        with pytest.raises(StorageError) as refused:
            restoring(settings, path, fails).into(into.database)
        assert refused.value.text.key == "error-erasures-damaged"
        assert seen == ["error-database-half-restored"]
        # A byte near the end, so that all but the last was given to pg_restore.
        whole = path.read_bytes()
        path.write_bytes(whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:])
        with pytest.raises(StorageError) as refused:
            restoring(settings, path).into(into.database)
        assert refused.value.text.key == "error-backup-damaged"
        path.write_bytes(whole)
        assert restoring(settings, path).checked(into.database).erased == 1, "empty again, twice"
        assert restoring(settings, path).into(into.database).erased == 1, "a check left nothing either"


def test_a_password_stands_on_no_command_line(tmp_path: Path) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$@" "[$PGPASSWORD]"\n')
    program.chmod(0o700)
    url = "postgresql://u:s%40cret@h:5433/db?sslmode=require&prepared_statements=off"
    with running(Tool(str(program), 15), ["--format=custom"], url, "out") as said:
        line = said.read().decode().strip()
    assert line == "--no-password --format=custom --dbname=postgresql://u@h:5433/db?sslmode=require [s@cret]"
    program.write_text('#!/bin/sh\necho "pg_dump: error: no, s@cret" >&2\nexit 1\n')
    with pytest.raises(StorageError) as refused, running(Tool(str(program), 15), [], url, "out") as said:
        said.read()
    assert str(refused.value) == "pg_dump failed: no, …"


def test_programs_that_do_not_fit_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def why(*found: int, server: int, name: Any = "pg_dump", written_by: int = 0) -> object:
        tools = [Tool(f"/{release}", release) for release in found]
        monkeypatch.setattr(postgresql_tools, "_found", lambda _name: iter(tools))
        try:
            return tool_for(name, server, "place", written_by=written_by).release
        except StorageError as refused:
            return refused.text.key

    assert why(server=15) == "error-postgresql-tool-missing"
    assert why(14, server=15) == "error-postgresql-tool-old"
    assert why(14, 15, 16, server=15) == 15
    assert why(18, server=15) == 18, "a newer pg_dump reads older servers"
    # It tells an older server a setting that this does not know.
    assert why(18, server=15, name="pg_restore") == "error-postgresql-tool-new"
    assert why(15, 16, server=15, name="pg_restore", written_by=16) == 16
    assert why(15, server=15, name="pg_restore", written_by=16) == "error-postgresql-tool-old"


def test_a_user_who_may_make_no_database_is_told_how_to_check(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "a.backup"
    backup(settings, path)
    with postgres.server().connect() as connection:
        connection.execute("DROP ROLE IF EXISTS intake_small")
        connection.execute("CREATE ROLE intake_small LOGIN")
    small = make_url(settings.database).set(username="intake_small").render_as_string(hide_password=False)
    with pytest.raises(StorageError) as refused:
        restoring(replace(settings, database=small), path).checked(None)
    assert refused.value.text.key == "error-restore-no-database"
