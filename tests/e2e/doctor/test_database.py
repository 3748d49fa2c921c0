"""`intake doctor` on the database, its key, and what waits in it."""

from __future__ import annotations

import os
import shutil

import pytest

from bot.checks.finding import Severity
from bot.storage.lock import RunLock
from tests.e2e.doctor.patient import Patient, execute, only


async def test_no_database_yet(patient: Patient) -> None:
    patient.database.unlink()
    patient.key.unlink()
    del patient.environ["INTAKE_KEY_FILE"]
    assert await patient.complaints() == []
    assert any("there is none at" in line for line in await patient.lines(Severity.NOTE))
    assert not list(patient.folder.glob("intake.db*"))


async def test_a_folder_that_is_not_there(patient: Patient) -> None:
    patient.environ["INTAKE_DATABASE"] = f"sqlite:///{patient.folder}/nowhere/intake.db"
    only(await patient.complaints(), "problem database: the folder .*nowhere does not exist")


async def test_a_database_of_another_kind(patient: Patient) -> None:
    patient.environ["INTAKE_DATABASE"] = "postgresql://me:pass-Zq9word@127.0.0.1:1/intake"
    only(
        await patient.complaints(),
        "PostgreSQL at postgresql://127.0.0.1:1/intake .* cannot be reached",
    )


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("UPDATE alembic_version SET version_num = '0000'", "warning database: has schema 0000.*`intake migrate`"),
        ("UPDATE alembic_version SET version_num = '9999'", "problem database: has schema 9999, newer.*update intake"),
        ("DROP TABLE alembic_version", "problem database: this is a database of another program"),
    ],
)
async def test_a_schema_that_is_not_the_newest(patient: Patient, statement: str, line: str) -> None:
    execute(patient, statement)
    only(await patient.complaints(), line)


async def test_a_file_that_is_no_database(patient: Patient) -> None:
    patient.database.write_bytes(b"not a database at all" * 300)
    only(await patient.complaints(), r"problem database: .*cannot be read \(DatabaseError\)")


async def test_a_damaged_database(patient: Patient) -> None:
    """It still opens, and says of itself that something is wrong."""
    with patient.database.open("r+b") as file:
        file.seek(36)  # how many pages are free
        file.write((7).to_bytes(4, "big"))
    only(await patient.complaints(), "problem database: the file is damaged: stop intake and restore a backup")


async def test_a_key_is_looked_at_before_there_is_a_database(patient: Patient) -> None:
    patient.database.unlink()
    assert await patient.complaints() == []
    assert any("intake.key can be used; keep a copy" in line for line in await patient.lines(Severity.OK))
    patient.key.write_text("mumbled\n", encoding="utf-8")
    only(await patient.complaints(), "problem key: .*intake.key .* does not hold a usable key")


async def test_files_open_to_others(patient: Patient) -> None:
    patient.database.chmod(0o640)
    only(await patient.complaints(), "warning database: .*open to other users.*chmod 600")
    patient.database.chmod(0o600)
    patient.key.chmod(0o644)
    only(await patient.complaints(), "problem key: .*open to other users.*chmod 600")


async def test_a_database_that_cannot_be_written(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    # The tests may run as root, whom no right stops.
    monkeypatch.setattr(os, "access", lambda path, _mode: path != patient.database)
    only(await patient.complaints(), "problem database: .*not writable")


@pytest.mark.parametrize(
    ("free", "line"), [(4e8, "warning disk: 0.4 GB free"), (1e7, "problem disk: 0.0 GB.*nothing is kept")]
)
async def test_a_disk_nearly_full(patient: Patient, monkeypatch: pytest.MonkeyPatch, free: float, line: str) -> None:
    usage = shutil.disk_usage(patient.folder)._replace(free=int(free))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    only(await patient.complaints(), line)


async def test_the_key(patient: Patient) -> None:
    key = patient.database.with_name("intake.db.key")
    del patient.environ["INTAKE_KEY_FILE"]
    only(await patient.complaints(), "problem key: .*sealed with a key that is not here")
    assert not key.exists()
    patient.environ["INTAKE_KEY"] = "A" * 43
    only(await patient.complaints(), "problem key: The database is sealed with key .*put back")
    patient.environ["INTAKE_KEY"] = "mumbled"
    said = await patient.complaints()
    only(said, "problem key: INTAKE_KEY does not hold a usable key")
    assert "mumbled" not in said[0]
    del patient.environ["INTAKE_KEY"]
    patient.environ["INTAKE_KEY_FILE"] = str(patient.key)
    assert await patient.complaints() == []
    assert any(
        "intake.key fits the database; keep a copy of it, apart" in line for line in await patient.lines(Severity.OK)
    )


async def test_what_waits_in_the_outbox(patient: Patient) -> None:
    patient.world.expects(dead=1)
    now = patient.world.clock().timestamp()

    def row(name: str, channel: str, state: str, age: float) -> str:
        return (
            "INSERT INTO outbox (id, channel, lane, kind, state, created_at, sealed) "
            f"VALUES ('{name}', '{channel}', 'x', 'send', '{state}', {now - age}, x'00')"
        )

    execute(patient, row("a", "client", "queued", 30))
    assert await patient.complaints() == []
    assert any("ok outbox: 1 message waiting, the oldest for 30 seconds" in line for line in await patient.lines())

    execute(patient, row("b", "office", "queued", 3 * 3600), row("c", "client", "held", 9e6))
    only(await patient.complaints(), "warning outbox: 2 messages waiting, the oldest for 3 hours: start `intake run`")
    with RunLock(patient.database):
        only(await patient.complaints(), "warning outbox: 2 messages waiting.* the log of `intake run`")
    assert any("note outbox: 1 message kept for people who blocked" in line for line in await patient.lines())

    del patient.environ["INTAKE_OFFICE_TOKEN"], patient.environ["INTAKE_OFFICE_CHAT"]
    assert await patient.complaints() == []
    assert any("1 message for staff kept until" in line for line in await patient.lines(Severity.NOTE))

    execute(patient, row("d", "client", "dead", 5))
    only(await patient.complaints(), "warning outbox: 1 message could not be delivered")
