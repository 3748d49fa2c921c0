"""`intake migrate`: brings the database to the newest schema and says what it did."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.__main__ import main
from bot.storage.database import OLDEST_MEMO
from bot.storage.records import put_memo
from bot.storage.sqlite import writing_engine
from bot.storage.tables import HEAD
from tests.support import Talk, core_in

pytestmark = pytest.mark.usefixtures("by_alembic")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own, and none of this machine's settings."""
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_new_database_is_made(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == f"intake.db was made, with schema {HEAD}.\n"
    assert (folder / "intake.db").stat().st_mode & 0o777 == 0o600


def test_a_current_one_is_left_alone(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    core_in(folder).database.close()
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == f"intake.db has the newest schema already ({HEAD}); nothing was changed.\n"


def test_a_newer_one_is_refused_in_one_sentence(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    core_in(folder).database.close()
    engine = writing_engine(folder / "intake.db")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    assert main(["migrate"]) == 1
    err = capsys.readouterr().err
    assert "was made by another version of intake" in err
    assert err.count("\n") == 1


def test_a_newer_one_that_this_version_may_go_on_with_is_left_alone(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    core_in(folder).database.close()
    engine = writing_engine(folder / "intake.db")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        put_memo(connection, OLDEST_MEMO, HEAD.encode())
    engine.dispose()
    assert main(["migrate"]) == 0
    assert "which may go on with it; nothing was changed" in capsys.readouterr().out
    core = core_in(folder)
    Talk(core, "1").command("start")
    core.database.close()


@pytest.mark.parametrize("content", [b"this is no database, but a letter" * 99, b"SQLite format 3\0" + b"\xff" * 4096])
def test_no_database_at_all_is_refused(content: bytes, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "intake.db").write_bytes(content)
    assert main(["migrate"]) == 1
    assert "cannot be opened" in capsys.readouterr().err
    assert (folder / "intake.db").read_bytes() == content
