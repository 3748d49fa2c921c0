"""The folder of the backups' keys: nothing half, keys destroyed in time, a record that outlives deaths and crowds."""

from __future__ import annotations

import stat
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.backup.erasures import ErasedPeople, ErasureRecord, prune
from bot.backup.folder import RECORD, BackupFolder, backup_folder
from bot.backup.keeping import tidy
from bot.errors import ErasureNotKept, StorageError
from bot.settings import Settings
from tests.support import SettableClock

DAY = date(2026, 11, 24)
BACKUP = Path("a.backup")


@pytest.fixture
def folder(tmp_path: Path) -> BackupFolder:
    made = BackupFolder(tmp_path / "keys")
    made.make()
    return made


def record(folder: BackupFolder, *erased: str, clock: SettableClock | None = None, **joined: str) -> None:
    ErasureRecord(folder, clock or SettableClock()).keep(folder.name, erased, joined)


def refusal(call: object, *args: object) -> str:
    with pytest.raises(StorageError) as refused:
        call(*args)  # type: ignore[operator]
    return refused.value.text.key


# --- keys -------------------------------------------------------------------------------------------------------------


def test_where_it_is() -> None:
    def where(**given: object) -> str | None:
        found = backup_folder(replace(Settings(), **given))  # type: ignore[arg-type]
        return None if found is None else str(found.path)

    assert where() == "intake.db.key.backups"
    assert where(key_file=Path("/keys/a.key")) == "/keys/a.key.backups"
    assert where(key="k") is None
    assert where(database="postgresql://a/b") is None
    assert where(key="k", backup_keys=Path("/k")) == "/k"


def test_all_of_it_is_for_its_owner_alone(folder: BackupFolder) -> None:
    folder.new_key(DAY, DAY)
    record(folder, "ana")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.path.iterdir()}
    assert len(modes) == 4
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    folder.path.chmod(0o755)
    assert refusal(folder.record_key) == "error-backup-keys-open"


def test_a_key_is_found_by_its_name_and_by_no_other(folder: BackupFolder) -> None:
    own = folder.new_key(DAY, DAY + timedelta(days=30))
    done = folder.finished(own, 1.5, BACKUP)
    assert folder.key_of(own.name, BACKUP) == done
    assert folder.living() == [done]
    assert refusal(folder.key_of, "0" * 16, BACKUP) == "error-backup-no-key"
    other = folder.new_key(DAY, DAY)
    (folder.path / f"{other.name}.key").replace(folder.path / f"{own.name}.key")
    assert refusal(folder.key_of, own.name, BACKUP) == "error-backup-wrong-key"
    (folder.path / f"{own.name}.key").write_bytes(b"\xff[")
    assert refusal(folder.key_of, own.name, BACKUP) == "error-backup-wrong-key"


def test_a_key_is_destroyed_after_its_last_day_and_nobody_takes_it_for_lost(folder: BackupFolder) -> None:
    own = folder.new_key(DAY, DAY + timedelta(days=30))
    path = folder.path / f"{own.name}.key"
    held = path.open("rb")
    assert folder.destroy_due(own.until, 30) == []
    assert folder.destroy_due(own.until + timedelta(days=1), 30) == [own]
    assert not path.exists()
    # Whoever has the file open, or finds its bytes on the disk, finds nothing.
    assert set(held.read()) == {0}
    held.close()
    assert folder.destroyed_on(own.name) == own.until + timedelta(days=1)
    assert refusal(folder.key_of, own.name, BACKUP) == "error-backup-key-destroyed"


def test_a_shorter_time_holds_for_those_that_are_there_and_a_longer_one_does_not(folder: BackupFolder) -> None:
    own = folder.new_key(DAY, DAY + timedelta(days=30))
    assert folder.destroy_due(DAY + timedelta(days=31), 400) == [own], "clients were told of that day"
    own = folder.new_key(DAY, DAY + timedelta(days=30))
    assert folder.destroy_due(DAY + timedelta(days=8), 7) == [own]


def test_a_backup_of_a_day_to_come_is_not_kept_longer_for_it(folder: BackupFolder) -> None:
    folder.new_key(DAY + timedelta(days=900), DAY + timedelta(days=930))
    assert folder.destroy_due(DAY, 30) == []
    [own] = folder.living()
    assert (own.made, own.until) == (DAY, DAY + timedelta(days=30))


# --- the record -------------------------------------------------------------------------------------------------------


def test_who_was_erased_is_known_and_nothing_is_told(folder: BackupFolder) -> None:
    record(folder, "ana", "bob")
    assert [ErasedPeople(folder).has(who) for who in ("ana", "bob", "cleo")] == [True, True, False]
    text = (folder.path / RECORD).read_text()
    assert "ana" not in text
    assert len(text.splitlines()) == 2
    other = BackupFolder(folder.path.with_name("other"))
    other.make()
    (other.path / RECORD).write_text(text)
    assert not ErasedPeople(other).has("ana"), "the hashes say something to nobody without their key"


def test_whoever_became_part_of_somebody_erased_is_erased_too(folder: BackupFolder) -> None:
    record(folder, "phone", phone="web")
    record(folder, web="mail")
    assert not ErasedPeople(folder).has("phone"), "they were brought together, and are not erased"
    record(folder, "mail")
    assert [ErasedPeople(folder).has(who) for who in ("phone", "web", "mail", "line")] == [True, True, True, False]


def test_many_at_once_lose_no_line(folder: BackupFolder) -> None:
    """Threads as processes: each opens the file anew."""

    def erase(which: int) -> None:
        for number in range(20):
            record(folder, f"{which}.{number}")

    crowd = [threading.Thread(target=erase, args=(which,)) for which in range(4)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    erased = ErasedPeople(folder)
    assert all(erased.has(f"{which}.{number}") for which in range(4) for number in range(20))


def test_a_line_that_a_death_cut_off_spoils_no_other(folder: BackupFolder) -> None:
    record(folder, "ana")
    path = folder.path / RECORD
    with path.open("ab") as file:
        file.write(b"2026-11-24 erased 0123")
    assert ErasedPeople(folder).has("ana")
    record(folder, "bob")
    assert all(ErasedPeople(folder).has(who) for who in ("ana", "bob"))


def test_a_damaged_record_is_no_record(folder: BackupFolder) -> None:
    record(folder, "ana")
    path = folder.path / RECORD
    whole = path.read_bytes()
    for place in (3, 20, 45, len(whole) - 3):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        path.write_bytes(damaged)
        assert refusal(ErasedPeople, folder) == "error-erasures-damaged"


def test_lines_go_that_no_backup_needs(folder: BackupFolder) -> None:
    clock = SettableClock(datetime(2026, 11, 1, tzinfo=UTC))
    record(folder, "early", clock=clock)
    clock.advance(timedelta(days=20))
    record(folder, "late", clock=clock)
    own = folder.new_key(date(2026, 11, 2), date(2026, 12, 2))
    assert prune(folder, DAY) == 0, "two days before a backup may still be of its moment"
    folder.destroy(own, DAY)
    folder.new_key(date(2026, 11, 20), date(2026, 12, 20))
    assert prune(folder, DAY) == 1
    assert [ErasedPeople(folder).has(who) for who in ("early", "late")] == [False, True]


def test_an_erasure_by_a_clock_that_is_behind_is_kept_for_the_backup_before_it(folder: BackupFolder) -> None:
    folder.new_key(DAY, DAY + timedelta(days=30))
    record(folder, "ana", clock=SettableClock(datetime(2025, 11, 1, tzinfo=UTC)))
    assert prune(folder, DAY) == 0
    assert ErasedPeople(folder).has("ana")


# --- trouble ----------------------------------------------------------------------------------------------------------


def test_nobody_is_erased_where_it_cannot_be_recorded(folder: BackupFolder, tmp_path: Path) -> None:
    def why(where: BackupFolder | None, name: str) -> str:
        with pytest.raises(ErasureNotKept) as refused:
            ErasureRecord(where, SettableClock()).keep(name, ["ana"], {})
        return refused.value.text.key

    name = folder.name
    assert why(None, name) == "error-backup-keys-required"
    assert why(BackupFolder(tmp_path / "nowhere"), name) == "error-backup-keys-gone"
    other = BackupFolder(tmp_path / "other")
    other.make()
    assert why(other, name) == "error-backup-keys-other"
    (folder.path / RECORD).mkdir()
    assert why(folder, name) == "error-backup-keys"


def test_trouble_of_the_folder_is_told_day_by_day(folder: BackupFolder, caplog: pytest.LogCaptureFixture) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert tidy(folder, now, 30) == []
    assert tidy(BackupFolder(folder.path / "none"), now, 30) == []
    assert caplog.records == []
    (folder.path / "lock").unlink()
    (folder.path / "lock").mkdir()
    tidy(folder, now, 30)
    assert "nobody can be erased until it can" in caplog.text
