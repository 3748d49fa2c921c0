"""Makes a backup while everything goes on: a copy of one moment, sealed under a key of its own, whole or not at all.

The order makes it safe to be stopped anywhere. The database is told that there is a backup before the moment that the
copy shows, so that whoever is erased from then on is recorded; the key stands in its folder before anything is sealed
with it; and the file gets its name last, once it is on the disk and was read back.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, delete, text
from sqlalchemy.pool import NullPool

from bot.backup.contents import keys_in, memo_in
from bot.backup.folder import BackupFolder, OwnKey, sync_folder
from bot.backup.keeping import is_shut, tidy
from bot.backup.postgresql_tools import running, tool_for
from bot.backup.sealed_file import PlainHead, SealedHead, SealedReader, SealedWriter
from bot.backup.workplace import workplace
from bot.errors import StorageError, StorageTrouble, reason_of
from bot.settings import Settings
from bot.storage.database import Database, schema_of, stored_key
from bot.storage.inventory import NOT_KEPT, count_records
from bot.storage.records import set_memo
from bot.storage.tables import memos
from bot.turns.backups import BACKUPS_MEMO
from bot.turns.keeping import AGREEMENT, FARTHEST, LOOK_MEMO

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_READ_BYTES = 1_048_576
# How often the pen is waited for, each time as long as anybody waits for it.
_MOST_WAITS = 8
# What was written: the head, the content, how many records each table has, and which keys seal them.
_Written = tuple[PlainHead, SealedWriter, dict[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class BackupMade:
    """What was made, and what was done about old ones."""

    path: Path
    plain: PlainHead
    sealed: SealedHead
    size: int
    until: date
    destroyed: int
    # Whether old keys were left, since the clock may be wrong.
    clock_in_doubt: bool


class Making:
    """Makes backups of a database with the keys in a folder. `product` is our version, `now` the clock.

    With `is_new_folder` it may be another one than before: that is lost, and so are all backups made with it.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        folder: BackupFolder,
        keep_days: int,
        product: str,
        now: Callable[[], datetime],
        *,
        is_new_folder: bool = False,
    ) -> None:
        self.settings = settings
        self.database = database
        self.folder = folder
        self.keep_days = keep_days
        self.product = product
        self.now = now
        self.is_new_folder = is_new_folder

    def make(self, target: Path) -> BackupMade:
        """Make one. Raises `StorageError`; then nothing of it is left but a key that was destroyed."""
        refuse_taken(target)
        self._refuse_folder()
        self.folder.make(self.database.backend.file)
        destroyed, in_doubt = self._tidied()
        today = self._today()
        own = self.folder.new_key(today, today + timedelta(days=self.keep_days))
        try:
            self._tell_database(own)
            with workplace(target.parent) as half:
                part = half / "part"
                plain, sealed = self._write(part, half, own)
                _verify(part, own, target)
                size = part.stat().st_size
                put_in_place(part, target)
        except BaseException as error:
            # Nobody ever had it whole.
            with contextlib.suppress(StorageError):
                self.folder.destroy(own, today, note=False)
                self._untell()
            if isinstance(error, OSError):
                raise StorageError("error-backup-write", path=str(target), reason=reason_of(error)) from None
            raise
        moment = self.now().timestamp()
        self.folder.finished(own, moment, target.resolve())
        self._put_memo(own, moment)
        return BackupMade(target, plain, sealed, size, own.until, destroyed, in_doubt)

    # --- what the database knows ----------------------------------------------------------------------------------

    def _refuse_folder(self) -> None:
        """Raise `StorageError` for a folder with which nobody could be erased, or whoever is erased could come back."""
        path, sealer = str(self.folder.path), self.database.sealer
        with self.database.reading() as connection:
            before = memo_in(connection, sealer, BACKUPS_MEMO)
            if before is None and is_shut(self.folder, connection, sealer):
                raise StorageError("error-backup-keys-shut", path=path)
        is_other = before is not None and not (self.folder.exists() and self.folder.name == before["folder"])
        if before is not None and is_other and not self.is_new_folder:
            # Erasures would be recorded here alone, and backups of before be restored with the record there.
            raise StorageError("error-backup-keys-new", path=path, folder=before["folder"])

    def _tidied(self) -> tuple[int, bool]:
        """How many old keys were destroyed; none where the clock is not where it should be by now."""
        now, looked = self.now(), self._looked()
        if looked is None:
            looked = max([own.done for own in self.folder.living() if own.done is not None], default=None)
        gone = None if looked is None else timedelta(seconds=now.timestamp() - looked)
        if gone is not None and not -AGREEMENT <= gone <= FARTHEST:
            return 0, True
        return len(tidy(self.folder, now, self.keep_days)), False

    def _looked(self) -> float | None:
        """When `intake run` last looked at a clock that it believed."""
        with self.database.reading() as connection:
            last = memo_in(connection, self.database.sealer, LOOK_MEMO) or {}
        found: float | None = last.get("at")
        return found

    def _today(self) -> date:
        """The day of a backup. By a clock that is behind, its time were over as soon as that is put right."""
        return datetime.fromtimestamp(max(self.now().timestamp(), self._looked() or 0.0), UTC).date()

    def _tell_database(self, own: OwnKey) -> None:
        """From the end of this on every erasure is recorded, by whichever process."""
        self._put_memo(own, None)
        self.database.backend.outlast_others()

    def _put_memo(self, own: OwnKey, at: float | None) -> None:
        """Note a backup beside those that were noted before, by whichever process."""

        def write(connection: Connection) -> None:
            sealer, name = self.database.sealer, self.folder.name
            before = memo_in(connection, sealer, BACKUPS_MEMO) or {"until": "", "at": None}
            memo = {"folder": name, "until": max(own.until.isoformat(), before["until"]), "at": at or before["at"]}
            set_memo(connection, sealer, BACKUPS_MEMO, memo)

        self._write_down(write)

    def _untell(self) -> None:
        """Note no backup any more where there is none. Where another process makes one, its key is there already."""

        def write(connection: Connection) -> None:
            sealer, living = self.database.sealer, self.folder.living()
            before = memo_in(connection, sealer, BACKUPS_MEMO)
            if before is None or not (living or before["at"]):
                connection.execute(delete(memos).where(memos.c.name == BACKUPS_MEMO))
            elif living:
                until = max(own.until for own in living).isoformat()
                set_memo(connection, sealer, BACKUPS_MEMO, {**before, "until": until})

        self._write_down(write)

    def _write_down(self, write: Callable[[Connection], object]) -> None:
        """Write something. Under load others have the pen nearly always, so it is waited for more than once."""
        for left in reversed(range(_MOST_WAITS)):
            try:
                with self.database.writing() as connection:
                    write(connection)
                return
            except StorageTrouble as trouble:
                if not left or trouble.text.key != "error-database-held":
                    raise

    # --- the file -------------------------------------------------------------------------------------------------

    def _write(self, part: Path, half: Path, own: OwnKey) -> tuple[PlainHead, SealedHead]:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "w+b") as file:
            made = self._of_file if self.database.backend.file is not None else self._of_server
            plain, writer, found, keys = made(file, half, own)
            sealed = writer.finish(found, keys)
            os.fsync(file.fileno())
        return plain, sealed

    def _of_file(self, file: Any, half: Path, own: OwnKey) -> _Written:
        path, copy = self.database.backend.file, half / "copy"
        assert path is not None, "asked before"
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))
        with self.database.backend.explained():
            # A connection of its own: it sees one moment, and those who write do not wait for it.
            with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=15)) as source:
                _copy_into(source, copy)
            engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(copy), poolclass=NullPool)
            with engine.connect() as connection:
                check_whole(connection, copy)
                plain = self._head(connection, own, SQLITE)
                found, keys = count_records(connection), keys_in(connection, self.database.sealer)
        writer = SealedWriter(file, own.key, plain)
        with copy.open("rb") as content:
            # From here on a death leaves nothing of it.
            copy.unlink()
            while data := content.read(_READ_BYTES):
                writer.write(data)
                # Little by little: whoever has a turn kept waits for all that was written before it.
                os.fdatasync(file.fileno())
        return plain, writer, found, keys

    def _of_server(self, file: Any, _half: Path, own: OwnKey) -> _Written:
        backend, place = self.database.backend, self.database.backend.place
        with backend.explained():
            tool = tool_for("pg_dump", server_release(self.database), place)
            with self.database.reading() as connection:
                for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                    connection.execute(text(f"SET LOCAL {limit} = 0"))
                snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
                plain = self._head(connection, own, POSTGRESQL, tool.release)
                found, keys = count_records(connection), keys_in(connection, self.database.sealer)
                writer = SealedWriter(file, own.key, plain)
                # Of one moment with what was counted.
                arguments = [
                    "--format=custom",
                    "--compress=1",
                    "--no-owner",
                    "--no-privileges",
                    f"--snapshot={snapshot}",
                ]
                arguments += [f"--exclude-table={name}" for name in sorted(NOT_KEPT)]
                with running(tool, arguments, self.settings.database, "out") as content:
                    while data := content.read(_READ_BYTES):
                        writer.write(data)
        return plain, writer, found, keys

    def _head(self, connection: Connection, own: OwnKey, kind: str, tool: int = 0) -> PlainHead:
        master = stored_key(connection) or self.database.sealer.key_id
        return PlainHead(own.name, master, self.product, str(schema_of(connection)), kind, own.made, tool)


def _copy_into(source: sqlite3.Connection, copy: Path) -> None:
    try:
        source.execute("VACUUM INTO ?", [str(copy)])
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL:
            # Of the copy's disk, which need not be the database's.
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from None
        raise


def server_release(database: Database) -> int:
    """The release of the PostgreSQL server."""
    with database.reading() as connection:
        return int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000


def check_whole(connection: Connection, path: Path) -> None:
    """Raise `StorageError` where a SQLite file is damaged."""
    said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    if said != "ok":
        raise StorageError("error-backup-not-whole", path=str(path))


def _verify(part: Path, own: OwnKey, target: Path) -> None:
    """Read what was written back to its end."""
    with part.open("rb") as file:
        reader = SealedReader(file, target)
        reader.open(own.key)
        for _ in reader.chunks():
            pass


# --- places -----------------------------------------------------------------------------------------------------------


def refuse_taken(target: Path) -> None:
    """Raise `StorageError` where a backup cannot be put, or something is there already."""
    if target.exists() or target.is_symlink():
        raise StorageError("error-backup-taken", path=str(target))
    if not target.parent.is_dir():
        raise StorageError("error-backup-no-folder", path=str(target.parent))
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise StorageError("error-backup-write", path=str(target), reason=os.strerror(errno.EACCES))


def put_in_place(part: Path, target: Path) -> None:
    """Give a whole file its name, never in the place of another."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise StorageError("error-backup-taken", path=str(target)) from None
    except OSError:
        # Some disks (of sticks, of other systems) know one name for a file.
        if target.exists():
            raise StorageError("error-backup-taken", path=str(target)) from None
        part.rename(target)
    sync_folder(target.parent)


__all__ = [
    "POSTGRESQL",
    "SQLITE",
    "BackupMade",
    "Making",
    "check_whole",
    "put_in_place",
    "refuse_taken",
    "server_release",
]
