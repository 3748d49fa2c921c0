"""A database in trouble is nobody's fault: what was asked for is not kept, is said once, and works again afterwards."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.app import Core
from bot.errors import StorageTrouble
from bot.storage import sqlite
from bot.storage.database import open_database
from bot.storage.sqlite import explained
from bot.turns.ledger import Call
from dialogs.messages import Act, ActKind
from tests.support import Talk, core_in, settings_in


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds the pen."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    """A core that does not wait long for a lock."""
    pragmas = tuple(p.replace(str(sqlite.BUSY_MILLISECONDS), "10") for p in sqlite._PRAGMAS)
    monkeypatch.setattr(sqlite, "_PRAGMAS", pragmas)
    made = core_in(tmp_path)
    yield made
    made.database.close()


def test_a_locked_database_keeps_nothing_and_the_same_turn_counts_afterwards(
    core: Core, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Shown by 0.2.0: a lock held for 17 seconds swallowed an answer, and the person was told that it was safe."""
    caplog.set_level(logging.INFO)
    talk = Talk(core)
    talk.go_to("goal")
    turn = talk.turn(Act(ActKind.TEXT, "hsp"))
    caplog.set_level(logging.INFO, "bot")
    with locked(tmp_path / "intake.db"):
        for _ in range(3):
            [answer] = core.ledger.batch([turn])
            assert isinstance(answer, StorageTrouble)
            assert "(INTAKE_DATABASE) is held by another program" in str(answer)
    turned = core.ledger.do(turn)
    assert (turned.repeated, turned.refused) == (False, None)
    assert turned.conversation.answers["goal"].value == "hsp"
    told = [record for record in caplog.records if record.name.startswith("bot.")]
    assert [record.levelno for record in told] == [logging.ERROR, logging.INFO], "said when it begins and when it ends"
    assert "INTAKE_DATABASE" in told[0].getMessage()


def test_everybody_in_the_batch_hears_of_it(core: Core, tmp_path: Path) -> None:
    talks = [Talk(core, str(number)) for number in range(3)]
    turns = [talk.turn(Act(ActKind.COMMAND, command="start")) for talk in talks]
    with locked(tmp_path / "intake.db"):
        answers = core.ledger.batch([*turns, Call(lambda batch: 1)])
    assert [type(answer) for answer in answers] == [StorageTrouble] * 4
    assert not any(turned.repeated for turned in core.ledger.batch(turns))


def test_a_full_disk_is_a_sentence_and_passes(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("goal")
    raw = core.database.held().connection.dbapi_connection
    assert raw is not None
    [pages] = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count={pages}")
    turns = [Talk(core, str(number)).turn(Act(ActKind.COMMAND, command="start")) for number in range(200)]
    answers = core.ledger.batch(turns)
    assert {type(answer) for answer in answers} == {StorageTrouble}
    assert "(INTAKE_DATABASE) has no room left on its disk: make room (SQLITE_FULL)" in str(answers[0])
    # A new connection knows no such limit: there is room again.
    assert not any(turned.repeated for turned in core.ledger.batch(turns))


def test_a_database_that_became_unwritable_is_a_sentence(core: Core) -> None:
    raw = core.database.held().connection.dbapi_connection
    assert raw is not None
    raw.execute("PRAGMA query_only=ON")
    with pytest.raises(StorageTrouble, match=r"cannot be written: change the rights .*SQLITE_READONLY"):
        core.ledger.do(Call(lambda batch: batch.tx.set_memo("x", 1)))
    core.ledger.do(Call(lambda batch: batch.tx.set_memo("x", 1)))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SQLITE_BUSY_SNAPSHOT", "is held by another program"),
        ("SQLITE_IOERR_FSYNC", "could not be read or written"),
        ("SQLITE_CORRUPT_INDEX", "is damaged"),
        ("SQLITE_CANTOPEN_ISDIR", "cannot be opened: see that its folder"),
        ("SQLITE_PROTOCOL", "could not be used"),
    ],
)
def test_every_kind_of_trouble_has_its_words(name: str, said: str) -> None:
    error = sqlite3.OperationalError("with a path that is none of anybody's business")
    error.sqlite_errorcode, error.sqlite_errorname = getattr(sqlite3, name), name
    with pytest.raises(StorageTrouble) as caught, explained(Path("x.db")):
        raise error
    assert said in str(caught.value)
    assert name in str(caught.value)
    assert "business" not in str(caught.value)


def test_trouble_at_the_commit_is_trouble_too(core: Core) -> None:
    """The disk may fill up at the last moment."""

    def fail(_connection: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    talk = Talk(core)
    turn = talk.turn(Act(ActKind.COMMAND, command="start"))
    event.listen(core.database.engine, "commit", fail)
    [answer] = core.ledger.batch([turn])
    event.remove(core.database.engine, "commit", fail)
    assert isinstance(answer, StorageTrouble)
    assert not core.ledger.do(turn).repeated


def test_a_mistake_of_ours_is_not_taken_for_trouble(core: Core) -> None:
    def wrong(batch: object) -> None:
        batch.tx.connection.exec_driver_sql("SELECT thing FROM nowhere")  # type: ignore[attr-defined]

    with pytest.raises(Exception, match="no such table") as caught:
        core.ledger.do(Call(wrong))
    assert not isinstance(caught.value, StorageTrouble)


# --- readers --------------------------------------------------------------------------------------------------------


def test_readers_wait_for_nobody_and_nobody_for_them(core: Core, tmp_path: Path) -> None:
    Talk(core).go_to("goal")
    with core.database.reading() as connection:
        before = connection.exec_driver_sql("SELECT COUNT(*) FROM outbox").scalar_one()
        Talk(core, "2").command("start")  # a turn, while somebody reads
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM outbox").scalar_one() == before, "one moment"
    with locked(tmp_path / "intake.db"):
        database = open_database(settings_in(tmp_path))
        with database.reading() as connection:
            assert connection.exec_driver_sql("SELECT COUNT(*) FROM outbox").scalar_one() == before + 1
        database.close()


def test_a_reader_cannot_write(core: Core) -> None:
    with pytest.raises(StorageTrouble, match="SQLITE_READONLY"), core.database.reading() as connection:
        connection.exec_driver_sql("DELETE FROM people")


# --- at the start ---------------------------------------------------------------------------------------------------


def test_a_database_that_is_a_folder_is_a_sentence_at_the_start(tmp_path: Path) -> None:
    core_in(tmp_path).database.close()
    (tmp_path / "intake.db").unlink()
    (tmp_path / "intake.db").mkdir()
    with pytest.raises(StorageTrouble, match=r"intake\.db \(INTAKE_DATABASE\) cannot be opened"):
        open_database(settings_in(tmp_path))
