"""What is PostgreSQL's own: what a server that cannot be used is called, what a transaction is limited by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch
from urllib.parse import quote

import pytest
from psycopg import sql
from sqlalchemy import make_url, text

from bot.errors import StorageError, StorageTrouble
from bot.settings import Settings
from bot.storage.database import Database, open_database
from bot.storage.postgresql import OLDEST_VERSION, PostgresqlDatabase
from bot.storage.store import SqlStore
from tests import postgres


@pytest.fixture
def empty() -> Iterator[Settings]:
    """The settings of a database without a table."""
    with postgres.fresh(migrated=False) as settings:
        yield settings


@pytest.fixture
def database() -> Iterator[Database]:
    opened = open_database(postgres.emptied())
    yield opened
    opened.close()


def _refusal(settings: Settings, *, migrating: bool = True) -> str:
    with pytest.raises(StorageError) as refused:
        open_database(settings, migrating=migrating).close()
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_an_empty_database_is_made_by_migrate_alone(empty: Settings) -> None:
    assert "run `intake migrate` first" in _refusal(empty, migrating=False)
    open_database(empty, migrating=True).close()
    open_database(empty).close()


def test_a_database_of_another_program_is_left_alone(empty: Settings) -> None:
    with postgres.server().connect(_name(empty)) as connection:
        connection.execute("CREATE TABLE customers (id integer)")
    assert "is a database of another program" in _refusal(empty)


def test_a_database_that_is_not_there_is_named(empty: Settings) -> None:
    said = _refusal(replace(empty, database=postgres.server().url("nowhere")))
    assert "has no database postgresql:///nowhere" in said or "nowhere" in said


def test_a_wrong_password_is_told_without_it(empty: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    """By a server that asks for one; a server that is given to the tests may ask nobody."""
    right, wrong = "a right/word%", "hidden-word"
    who = sql.Identifier(postgres.LOCKED)
    with postgres.server().connect(_name(empty)) as connection:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(who, right))
        try:
            for password in (wrong, "") if postgres.server().data is not None else ():
                url = empty.database.replace("//intake@", f"//{postgres.LOCKED}{password and ':'}{password}@")
                said = _refusal(replace(empty, database=url))
                assert "refuses this user or this password" in said
                assert "hidden-word" not in said + str(replace(empty, database=url)) + "".join(capfd.readouterr())
            url = empty.database.replace("//intake@", f"//{postgres.LOCKED}:{quote(right, safe='')}@")
            assert "run `intake migrate` first" in _refusal(replace(empty, database=url), migrating=False)
        finally:
            connection.execute(sql.SQL("DROP ROLE {}").format(who))


def test_nothing_listens_and_the_password_stays_unsaid(empty: Settings) -> None:
    url = "postgresql://me:hidden-word@127.0.0.1:9/name?connect_timeout=1"
    said = _refusal(replace(empty, database=url))
    assert "cannot be reached" in said
    assert "hidden-word" not in said


def test_a_database_of_a_newer_intake_is_left_alone_by_everything(empty: Settings) -> None:
    open_database(empty, migrating=True).close()
    with postgres.server().connect(_name(empty)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for migrating in (True, False):
        assert "was made by another version of intake" in _refusal(empty, migrating=migrating)


def test_a_user_that_may_make_no_tables_is_told(empty: Settings) -> None:
    name = sql.Identifier("intake_reader")
    with postgres.server().connect(_name(empty)) as connection:
        connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(name))
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        try:
            url = empty.database.replace("//intake@", "//intake_reader@")
            assert "may not make or change its tables" in _refusal(replace(empty, database=url))
        finally:
            connection.execute(sql.SQL("DROP ROLE {}").format(name))


def test_a_server_that_is_too_old_is_named(empty: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.postgresql.OLDEST_VERSION", 99)
    assert "intake needs 99 or newer" in _refusal(empty)
    assert OLDEST_VERSION < 99


def test_a_database_that_cannot_hold_every_language_is_refused() -> None:
    with postgres.fresh(migrated=False, encoding="LATIN1") as settings:
        assert "keeps texts as LATIN1, which cannot hold every language" in _refusal(settings)


def test_a_database_for_which_no_language_is_set_holds_every_one() -> None:
    """As a server makes it that was installed where none was set: it keeps whatever bytes it is given."""
    with postgres.fresh(migrated=False, encoding="SQL_ASCII") as settings:
        backend = PostgresqlDatabase(settings.database)
        backend.check()
        engine = backend.reading_engine()
        with engine.begin() as connection:
            assert connection.execute(text("SELECT 'あ' || :more"), {"more": "é"}).scalar_one() == "あé"
        engine.dispose()


def test_a_pooler_is_refused_until_nothing_is_prepared_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """It names another session than the one that answers."""
    url = make_url(postgres.kept().database).difference_update_query([postgres.PREPARED])
    monkeypatch.setattr("bot.storage.postgresql._BEHIND", "SELECT 0, 'UTF8'")

    def check(prepared: str) -> None:
        given = url.update_query_dict({postgres.PREPARED: prepared})
        PostgresqlDatabase(given.render_as_string(hide_password=False)).check()

    with pytest.raises(StorageError, match="put .prepared_statements=off behind the name"):
        check("on")
    check("off")


@pytest.mark.parametrize("more", ["?prepared_statements=maybe", "?no_such_parameter=1"])
def test_an_address_with_what_nobody_knows_is_refused(more: str) -> None:
    with pytest.raises(StorageError, match="cannot be read"):
        PostgresqlDatabase(f"postgresql://me@localhost/name{more}").check()


def test_a_transaction_ends_by_itself_where_something_hangs(database: Database) -> None:
    """The limits hold for each transaction, and none is left to the next one on the connection."""
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "synchronous_commit")
    with database.writing() as connection:
        limits = [connection.execute(text(f"SHOW {name}")).scalar_one() for name in names]
    assert limits == ["30s", "9s", "8s", "on"]
    with database.reading() as connection:
        assert connection.execute(text("SHOW transaction_read_only")).scalar_one() == "on"
    with postgres.server().connect(_name(postgres.kept())) as plain:
        [[outside]] = plain.execute("SHOW statement_timeout").fetchall()
    assert outside == "0"


def test_what_is_held_by_somebody_else_is_trouble_and_not_the_turns_fault(database: Database) -> None:
    store = SqlStore(database)
    with postgres.server().connect(_name(postgres.kept())) as other:
        other.execute("BEGIN; LOCK TABLE people")
        with pytest.raises(StorageTrouble, match="is held by another program"):
            _look_at_people(store)
        other.execute("ROLLBACK")
    with store.transaction() as tx:
        assert tx.waiting() == []


def test_what_somebody_still_sees_is_not_gone_yet(database: Database) -> None:
    with postgres.server().connect(_name(postgres.kept())) as other:
        other.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM people")
        with patch("bot.storage.postgresql._SEEN_SECONDS", 0):
            assert not database.empty_log()
        other.execute("ROLLBACK")
    assert database.empty_log()


def _look_at_people(store: SqlStore) -> None:
    with store.transaction() as tx:
        tx.connection.execute(text("SET LOCAL lock_timeout = 20"))
        tx.connection.execute(text("SELECT * FROM people"))


def _name(settings: Settings) -> str:
    return settings.database.rpartition("@/")[2].partition("?")[0]
