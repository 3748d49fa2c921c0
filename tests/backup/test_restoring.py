"""A backup of a SQLite file, made beside a writer and restored: whole, or refused by name, and without the erased."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import Core, build_core
from bot.backup.folder import BackupFolder, OwnKey, backup_folder
from bot.backup.keeping import note_whether_shut
from bot.backup.making import Making
from bot.storage.keys import add_key, new_key
from bot.storage.lock import RunLock
from bot.storage.rotation import Rotation
from bot.turns.backups import BACKUPS_MEMO
from bot.turns.keeping import LOOK_MEMO
from bot.turns.ledger import Call
from tests.support import ANSWERS, SettableClock, Talk, core_in

URL = "sqlite:///{}"


@pytest.fixture(scope="module")
def two_clients(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of two clients, to be copied."""
    folder = tmp_path_factory.mktemp("two-clients")
    core = core_in(folder)
    Talk(core, "1001").go_to("handed_off")
    Talk(core, "1002").go_to("handed_off", {**ANSWERS, "name": "Li Wei"})
    core.database.close()
    return folder


class Installation:
    """A working folder with a database of two clients, and the command line."""

    def __init__(self, folder: Path, clock: SettableClock, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.clock, self.capsys = folder, clock, capsys
        self.core = core_in(folder)

    def __call__(self, *argv: str) -> tuple[int, str]:
        """Run a command; returns its exit code, and all that it said."""
        code = main(argv)
        said = self.capsys.readouterr()
        return code, said.out + said.err

    def backup(self, name: str = "a.backup") -> Path:
        code, said = self("backup", "--to", name)
        assert code == 0, said
        return self.folder / name

    def restored(self, backup: str = "a.backup", name: str = "new.db") -> tuple[Core, str]:
        code, said = self("restore", backup, "--into", URL.format(name))
        assert code == 0, said
        return build_core(replace(self.core.settings, database=URL.format(self.folder / name), key_file=self.key)), said

    @property
    def key(self) -> Path:
        return self.folder / "intake.db.key"

    @property
    def keys(self) -> BackupFolder:
        found = backup_folder(self.core.settings)
        assert found is not None
        return found


@pytest.fixture
def office(
    tmp_path: Path, two_clients: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Installation]:
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    for path in two_clients.iterdir():
        shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    clock = SettableClock()
    for module in ("bot.commands.backup", "bot.commands.restore", "bot.commands.forget", "bot.app"):
        monkeypatch.setattr(f"{module}.now", clock)
    made = Installation(tmp_path, clock, capsys)
    yield made
    made.core.database.close()


def numbers(core: Core) -> list[int]:
    try:
        return sorted(core.ledger.do(Call(lambda batch: batch.tx.lead_numbers())))
    finally:
        core.database.close()


def bytes_of(folder: Path, name: str) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob(f"{name}*"))


# --- whole ------------------------------------------------------------------------------------------------------------


def test_into_a_folder_it_is_written_under_the_name_of_its_moment(office: Installation) -> None:
    (office.folder / "nightly").mkdir()
    code, said = office("backup", "--to", "nightly")
    assert code == 0, said
    [made] = (office.folder / "nightly").iterdir()
    assert made.name.startswith("intake-20")
    assert made.name.endswith("Z.backup")
    assert office("restore", f"nightly/{made.name}", "--check")[0] == 0


def test_a_backup_made_beside_a_writer_is_one_moment_and_comes_back(office: Installation) -> None:
    stop = threading.Event()

    def write() -> None:
        talk = Talk(office.core, "1003", clock=office.clock)
        talk.command("start")
        while not stop.is_set():
            talk.say("hello")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backup = office.backup()
    finally:
        stop.set()
        writer.join()
    assert backup.stat().st_mode & 0o777 == 0o600
    # Nothing half is left beside it, and nothing of what is in it can be read.
    assert not list(office.folder.glob(".intake-half-*"))
    assert b"SQLite format" not in backup.read_bytes()
    code, said = office("restore", "a.backup", "--check")
    assert (code, said.count("all")) == (0, 1)
    core, said = office.restored()
    assert "Nobody in it was erased" in said
    assert numbers(core) == [1, 2]
    assert not (office.folder / "new.db-wal").exists()
    assert (office.folder / "new.db").stat().st_mode & 0o777 == 0o600


def test_a_check_leaves_nothing(office: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(office.folder / "tmp"))
    (office.folder / "tmp").mkdir()
    office.backup()
    before = sorted(path.name for path in office.folder.rglob("*"))
    for more in ([], ["--into", URL.format("intake.db")]):
        code, said = office("restore", "a.backup", "--check", *more)
        assert code == 0, said
        assert said.startswith("It can be restored")
    assert sorted(path.name for path in office.folder.rglob("*")) == before


def test_nothing_is_ever_written_over(office: Installation) -> None:
    backup = office.backup()
    content = backup.read_bytes()
    living = len(office.keys.living())
    for target, why in (("a.backup", "never written over"), ("no/b", "does not exist")):
        code, said = office("backup", "--to", target)
        assert (code, why in said) == (1, True), said
    assert backup.read_bytes() == content
    assert len(office.keys.living()) == living, "no key is made for what cannot be written"
    code, said = office("restore", "a.backup", "--into", URL.format("intake.db"))
    assert (code, "is not empty" in said) == (1, True)
    (office.folder / "new.db-wal").write_bytes(b"of another")
    code, said = office("restore", "a.backup", "--into", URL.format("new.db"))
    assert (code, "new.db-wal is not empty" in said) == (1, True)
    (office.folder / "new.db-wal").unlink()
    (office.folder / "new.db").touch()
    with RunLock(office.folder / "new.db"):
        code, said = office("restore", "a.backup", "--into", URL.format("new.db"))
        assert (code, "intake run" in said) == (1, True)
    core, _ = office.restored()
    assert numbers(core) == [1, 2], "an empty file is an empty place"


def test_a_full_disk_leaves_nothing_half(office: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("bot.backup.sealed_file.SealedWriter._chunk", full)
        code, said = office("backup", "--to", "a.backup")
    assert (code, "No space left on device" in said) == (1, True), said
    assert sorted(path.name for path in office.folder.glob("*backup")) == []
    assert office.keys.living() == []
    # Nobody is told of a backup that there is not.
    assert office.core.ledger.do(Call(lambda batch: batch.tx.memo(BACKUPS_MEMO))) is None
    office.backup()
    code, said = office("restore", "a.backup", "--check")
    with monkeypatch.context() as patched:
        patched.setattr("bot.backup.restoring.check_whole", full)
        code, said = office("restore", "a.backup", "--into", URL.format("new.db"))
    assert (code, "No space left" in said) == (1, True)
    assert list(office.folder.glob("*new.db")) == []


# --- refused ----------------------------------------------------------------------------------------------------------


def test_what_cannot_be_restored_is_named_and_leaves_nothing(
    office: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = office.backup()
    whole = backup.read_bytes()
    head = whole.index(b"\n", 20)

    def refused(content: bytes | None, why: str, *argv: str) -> None:
        if content is not None:
            backup.write_bytes(content)
        code, said = office("restore", *(argv or (backup.name, "--into", URL.format("new.db"))))
        backup.write_bytes(whole)
        assert code == 1
        assert why in said, said
        assert said.count("\n") == 1, "one sentence"
        assert not list(office.folder.glob("new.db")), why
        assert not list(office.folder.glob(".intake-half-*"))

    refused(b"", "is empty")
    refused(whole[:-1], "is cut off")
    refused(whole[: head + 40], "is cut off")
    refused(whole + b"x", "is longer")
    refused(whole[:-30] + bytes([whole[-30] ^ 1]) + whole[-29:], "damaged or was changed")
    refused(whole.replace(b'"day"', b'"dax"', 1), "damaged or was changed")
    refused(b"SQLite format 3" + whole, "is no backup of intake")
    refused(whole.replace(b"backup 1", b"backup 7", 1), "was made by a newer intake (form 7")
    refused(whole.replace(b'"schema":"0', b'"schema":"9', 1), "was made by a newer intake (0.2.0, schema 9")
    refused(None, "is a folder", ".", "--check")
    refused(None, "cannot be read", "nowhere", "--check")
    refused(None, "say where to", backup.name)
    refused(None, "--into: this address cannot be read", backup.name, "--into", "postgres://u:secret@h/db")
    refused(None, "restore it into a file", backup.name, "--into", "postgresql://u:secret@127.0.0.1:1/db")
    [own] = office.keys.living()
    path = office.keys.path / f"{own.name}.key"
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b'"key": "', b'"key": "A', 1))
    refused(None, "does not hold its key any more")
    path.unlink()
    refused(None, "is not in intake.db.key.backups")
    path.write_bytes(kept)
    office.keys.destroy(own, own.until)
    refused(None, "was destroyed on December 24, 2026")
    monkeypatch.setenv("INTAKE_KEY", new_key())
    refused(None, "INTAKE_BACKUP_KEYS is required")


def test_the_office_s_key_is_not_in_it_and_is_named_where_it_is_missing(office: Installation) -> None:
    office.backup()
    needed = office.core.database.sealer.key_id
    old = office.key.read_text()
    office.core.database.close()
    add_key(office.key)
    code, said = office("restore", "a.backup", "--check")
    assert code == 0, "an old key beside the new one opens it"
    office.key.write_text(f"{new_key()}\n")
    code, said = office("restore", "a.backup", "--check")
    assert (code, f"is sealed with key {needed}, which is not here" in said) == (1, True), said
    office.key.write_text(old)
    code, said = office("restore", "a.backup", "--into", URL.format("elsewhere.db"))
    assert "It opens with the key of intake.db.key" in said


def test_a_backup_made_amid_a_change_of_keys_names_both_and_wants_both(office: Installation) -> None:
    pieces: list[None] = []

    def stop() -> None:
        pieces.append(None)
        if len(pieces) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Rotation(office.core.database, office.key, stop).run()
    new, old = office.core.database.sealer.key_ids
    code, said = office("backup", "--to", "a.backup")
    assert code == 0, said
    assert f"({new}, {old})" in said
    assert office("restore", "a.backup", "--check")[0] == 0
    Rotation(office.core.database, office.key).run()
    code, said = office("restore", "a.backup", "--check")
    assert (code, f"sealed with key {old}, which is not here" in said) == (1, True), said


def test_counts_that_differ_stop_a_restore(office: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    office.backup()
    monkeypatch.setattr("bot.backup.restoring.count_records", lambda _connection: {"people": 1})
    code, said = office("restore", "a.backup", "--into", URL.format("new.db"))
    assert (code, "records where the backup has" in said) == (1, True), said
    assert not (office.folder / "new.db").exists()


# --- the erased -------------------------------------------------------------------------------------------------------


def test_whoever_was_erased_since_is_in_nothing_that_is_restored(office: Installation) -> None:
    with closing(sqlite3.connect("intake.db")) as connection:
        [(gone,)] = connection.execute("SELECT person FROM leads WHERE number = 1").fetchall()
    office.backup()
    code, said = office("forget", "1")
    assert (code, "can be opened until December 24, 2026" in said) == (0, True), said
    core, said = office.restored()
    assert "1 person was erased since it was made, and is erased from it, too." in said
    assert numbers(core) == [2]
    left = bytes_of(office.folder, "new.db")
    assert gone.encode() not in left
    assert gone.encode() not in (office.keys.path / "erasures").read_bytes()
    # The seal keeps what they said from being looked for, so it is opened: nothing of theirs is there.
    again = build_core(
        replace(office.core.settings, database=URL.format(office.folder / "new.db"), key_file=office.key)
    )
    try:
        assert again.ledger.do(Call(lambda batch: batch.tx.whose("telegram", "1001"))) is None
        assert again.ledger.do(Call(lambda batch: batch.tx.whose("telegram", "1002"))) is not None
    finally:
        again.database.close()


def test_the_client_is_told_until_when_only_where_there_is_a_backup(office: Installation) -> None:
    def told() -> list[str]:
        posts = office.core.ledger.do(Call(lambda batch: batch.tx.waiting()))
        lines = [line for post in posts if post.kind == "screen" for line in post.payload["say"]["lines"]]
        return [line["key"] for line in lines if line["key"].startswith("erased")]

    office.core.ledger.do(Call(lambda batch: batch.erase_numbered(1, office.clock())))
    assert told() == ["erased"]
    office.backup()
    office.core.ledger.do(Call(lambda batch: batch.erase_numbered(2, office.clock())))
    assert told() == ["erased", "erased", "erased-backups"]
    office.clock.advance(timedelta(days=31))
    Talk(office.core, "1004", clock=office.clock).go_to("handed_off")
    office.core.ledger.do(Call(lambda batch: batch.erase_numbered(3, office.clock())))
    assert told()[-1] == "erased", "no backup can be opened any more"


def test_nobody_is_erased_and_nobody_told_so_while_it_cannot_be_recorded(
    office: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    office.backup()
    office.keys.path.rename(office.folder / "away")
    code, said = office("forget", "1")
    assert (code, "is not there: put it back" in said) == (1, True), said
    talk = Talk(office.core, "1001", clock=office.clock)
    talk.command("forget")
    assert talk.press("forget").refused is not None
    assert numbers_beside(office) == [1, 2]
    assert "nobody is erased, since backups would bring them back" in caplog.text
    (office.folder / "away").rename(office.keys.path)
    assert office("forget", "1")[0] == 0
    assert numbers_beside(office) == [2]


def numbers_beside(office: Installation) -> list[int]:
    return sorted(office.core.ledger.do(Call(lambda batch: batch.tx.lead_numbers())))


# --- keeping ----------------------------------------------------------------------------------------------------------


def test_a_new_backup_destroys_the_keys_of_old_ones_unless_the_clock_is_in_doubt(office: Installation) -> None:
    office.backup("a.backup")
    looked = office.clock().timestamp()
    office.core.ledger.do(Call(lambda batch: batch.tx.set_memo(LOOK_MEMO, {"at": looked})))
    office.clock.advance(timedelta(days=31))
    code, said = office("backup", "--to", "b.backup")
    assert (code, "No old key was destroyed" in said) == (0, True), said
    looked = office.clock().timestamp()
    office.core.ledger.do(Call(lambda batch: batch.tx.set_memo(LOOK_MEMO, {"at": looked})))
    code, said = office("backup", "--to", "c.backup")
    assert (code, "the keys of 1 old backup." in said) == (0, True), said
    code, said = office("restore", "a.backup", "--check")
    assert (code, "was destroyed on December 25, 2026" in said) == (1, True), said
    assert office("restore", "b.backup", "--check")[0] == 0


def test_a_backup_by_a_clock_that_is_behind_outlives_its_being_put_right(office: Installation) -> None:
    looked = office.clock().timestamp()
    office.core.ledger.do(Call(lambda batch: batch.tx.set_memo(LOOK_MEMO, {"at": looked})))
    office.clock.advance(timedelta(days=-365))
    code, said = office("backup", "--to", "a.backup")
    assert (code, "No old key was destroyed" in said) == (0, True), said
    office.clock.advance(timedelta(days=365))
    office.backup("b.backup")
    assert office("restore", "a.backup", "--check")[0] == 0


def test_a_backup_that_fails_does_not_take_back_what_another_beside_it_noted(
    office: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Making._write

    def beaten(making: Making, part: Path, half: Path, own: OwnKey) -> object:
        monkeypatch.setattr(Making, "_write", write)
        office.backup("b.backup")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Making, "_write", beaten)
    assert office("backup", "--to", "a.backup")[0] == 1
    assert office("forget", "1")[0] == 0
    core, said = office.restored("b.backup")
    assert (numbers(core), "1 person" in said) == ([2], True), said


def test_no_first_backup_is_made_where_the_service_could_then_erase_nobody(
    office: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sandbox of the unit shuts the service out of a folder that its user may write to by hand."""
    with monkeypatch.context() as shut:
        shut.setattr("os.access", lambda *_: False)
        note_whether_shut(office.keys, office.core.database)
    code, said = office("backup", "--to", "a.backup")
    assert (code, "after a first backup nobody could be erased" in said) == (1, True), said
    assert not office.keys.path.exists()
    note_whether_shut(office.keys, office.core.database)
    office.backup()


def test_another_folder_of_keys_is_taken_only_where_that_of_before_is_lost(office: Installation) -> None:
    office.backup("a.backup")
    office.keys.path.rename(office.folder / "away")
    code, said = office("backup", "--to", "b.backup")
    assert (code, "is not the folder of the backups' keys that was used last" in said) == (1, True), said
    assert not office.keys.path.exists()
    assert office("backup", "--to", "b.backup", "--new-keys")[0] == 0
    assert office("forget", "1")[0] == 0
    code, said = office("restore", "b.backup", "--check")
    assert (code, "1 person" in said) == (0, True), said
