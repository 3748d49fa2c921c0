"""The folder of the backups' own keys (INTAKE_BACKUP_KEYS), which all processes of an office share.

    <name>.key     the key of one backup, from when until when it is kept, and whether the backup was finished
    destroyed      which keys were destroyed, and when
    erasures.key   the key of the record of erasures
    erasures       the record of erasures (`bot.backup.erasures`)
    lock           held by whoever changes one of these

Whoever has a backup and its key has sealed rows; whoever has only a backup has noise. It must not open a database.
"""

from __future__ import annotations

import base64
import contextlib
import errno
import fcntl
import json
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.backup.sealed_file import KEY_BYTES, key_id
from bot.errors import StorageError, reason_of
from bot.settings import Settings
from bot.storage.keys import key_path_beside

RECORD_KEY, RECORD, DESTROYED, LOCK = "erasures.key", "erasures", "destroyed", "lock"
_OWN_KEY = re.compile(r"([0-9a-f]{16})\.key")
_DESTROYED_LINE = re.compile(r"([0-9a-f]{16}) ([0-9]{4}-[0-9]{2}-[0-9]{2})")
_READ_AT_MOST = 4_096


def backup_folder(settings: Settings) -> BackupFolder | None:
    """The folder of the settings: the one named, else beside the file of the key; None where there is no such file."""
    if settings.backup_keys is not None:
        return BackupFolder(settings.backup_keys)
    key_file = settings.key_file
    if key_file is None and settings.key is None and settings.sqlite_path is not None:
        key_file = key_path_beside(settings.sqlite_path)
    return None if key_file is None else BackupFolder(key_file.with_name(f"{key_file.name}.backups"))


def needed_folder(settings: Settings) -> BackupFolder:
    """The folder of the settings. Raises `StorageError` where they name none."""
    folder = backup_folder(settings)
    if folder is None:
        raise StorageError("error-backup-keys-required")
    return folder


@dataclass(frozen=True, slots=True)
class OwnKey:
    """The key of one backup, kept until the end of a day. `done` is when it was finished, `file` where it lies."""

    name: str
    key: bytes
    made: date
    until: date
    done: float | None = None
    file: str = ""


class BackupFolder:
    """A folder of keys. Nothing of it is kept in memory, since other processes change it too.

    Raises `StorageError` with a sentence that names the folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    # --- the folder itself ----------------------------------------------------------------------------------------

    def exists(self) -> bool:
        """Whether it was made."""
        return (self.path / RECORD_KEY).is_file()

    def make(self, like: Path | None = None) -> None:
        """Make the folder and the key of the record, as far as they are not there.

        Made by root it belongs to whom the file `like` belongs to: to whoever runs intake.
        """
        with self.explained():
            if not self.path.exists():
                self.path.mkdir(mode=0o700, exist_ok=True)
                if like is not None:
                    _give(self.path, like)
            self._refuse_if_shared()
            with self.alone():
                if not self.exists():
                    self.put(RECORD_KEY, base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")

    def record_key(self) -> bytes:
        """The key of the hashes in the record of erasures."""
        with self.explained():
            self._refuse_if_shared()
            try:
                key = base64.urlsafe_b64decode(_read(self.path / RECORD_KEY).strip())
            except ValueError:
                key = b""
        if len(key) != KEY_BYTES:
            raise StorageError("error-backup-keys-damaged", path=str(self.path / RECORD_KEY))
        return key

    @property
    def name(self) -> str:
        """What names this folder wherever it lies, and says nothing about what is in it."""
        return key_id(self.record_key())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else changes anything in the folder meanwhile."""
        with self.explained():
            handle = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            with self.explained():
                _give(handle, self.path)
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def trouble(self) -> StorageError | None:
        """Why nothing could be written there just now; None where something can."""
        try:
            with self.alone(), self.explained():
                self.record_key()
                beside = self._beside("try")
                beside.write_bytes(b".")
                beside.unlink()
        except StorageError as error:
            return error
        return None

    def unusable(self) -> StorageError | None:
        """Why this process could not write there, also where nothing was made yet; None where it can."""
        if self.exists():
            return self.trouble()
        place = self.path if self.path.exists() else self.path.parent
        if os.access(place, os.W_OK | os.X_OK):
            return None
        return StorageError("error-backup-keys", path=str(self.path), reason=os.strerror(errno.EACCES))

    # --- keys of backups ------------------------------------------------------------------------------------------

    def new_key(self, made: date, until: date) -> OwnKey:
        """Make the key of a backup that is about to be made."""
        key = secrets.token_bytes(KEY_BYTES)
        own = OwnKey(key_id(key), key, made, until)
        self._keep(own)
        return own

    def finished(self, own: OwnKey, at: float, file: Path) -> OwnKey:
        """Note that a backup is whole, and where."""
        done = replace(own, done=at, file=str(file))
        self._keep(done)
        return done

    def living(self) -> list[OwnKey]:
        """The keys of all backups that can still be opened, the oldest first, without those that cannot be read."""
        with self.explained():
            names = [found[1] for entry in os.scandir(self.path) if (found := _OWN_KEY.fullmatch(entry.name))]
        found_keys = [own for name in names if (own := self._own(name)) is not None]
        return sorted(found_keys, key=lambda own: (own.made, own.done or 0.0))

    def key_of(self, name: str, path: Path) -> OwnKey:
        """The key of the backup in the file `path`. Raises `StorageError` where it is not here, or not any more."""
        with self.explained():
            is_there = (self.path / f"{name}.key").exists()
        own = self._own(name) if is_there else None
        if own is not None:
            return own
        if is_there:
            raise StorageError("error-backup-wrong-key", path=str(path), key=str(self.path / f"{name}.key"))
        day = self.destroyed_on(name)
        if day is not None:
            raise StorageError("error-backup-key-destroyed", path=str(path), day=day)
        raise StorageError("error-backup-no-key", path=str(path), key=name, folder=str(self.path))

    def destroyed_on(self, name: str) -> date | None:
        """When a key was destroyed, None where it was not."""
        with self.explained():
            lines = _lines(self.path / DESTROYED)
        found = [match[2] for line in lines if (match := _DESTROYED_LINE.fullmatch(line)) and match[1] == name]
        return date.fromisoformat(found[-1]) if found else None

    def destroy(self, own: OwnKey, today: date, *, note: bool = True) -> None:
        """Destroy a key: from now on nobody can open its backup."""
        path = self.path / f"{own.name}.key"
        with self.explained():
            if note:
                append_line(self.path / DESTROYED, f"{own.name} {today.isoformat()}")
            with contextlib.suppress(FileNotFoundError):
                # Written over first: a name that is removed leaves its bytes on the disk.
                with path.open("r+b") as file:
                    file.write(bytes(path.stat().st_size))
                    file.flush()
                    os.fsync(file.fileno())
                path.unlink()
            sync_folder(self.path)

    def destroy_due(self, today: date, keep_days: int) -> list[OwnKey]:
        """Destroy the keys of all backups whose time is over, and return them.

        A backup of a day to come was made by a clock that was wrong: its time begins today.
        """
        if not self.exists():
            return []
        gone = []
        with self.alone():
            for own in self.living():
                made = min(own.made, today)
                until = min(own.until, made + timedelta(days=keep_days))
                if today > until:
                    self.destroy(own, today)
                    gone.append(own)
                elif made < own.made:
                    self._keep(replace(own, made=made, until=until))
        return gone

    # --- files ----------------------------------------------------------------------------------------------------

    def _keep(self, own: OwnKey) -> None:
        content = {
            "key": base64.urlsafe_b64encode(own.key).decode(),
            "made": own.made.isoformat(),
            "until": own.until.isoformat(),
            "done": own.done,
            "file": own.file,
        }
        with self.explained():
            self.put(f"{own.name}.key", json.dumps(content).encode() + b"\n")

    def _own(self, name: str) -> OwnKey | None:
        """A key by its name; None where the file does not hold the key of that name."""
        try:
            with self.explained():
                given: Any = json.loads(_read(self.path / f"{name}.key"))
            key = base64.urlsafe_b64decode(given["key"])
            days = [date.fromisoformat(given[day]) for day in ("made", "until")]
            own = OwnKey(name, key, days[0], days[1], given["done"], str(given["file"]))
        except (ValueError, TypeError, KeyError):
            return None
        return own if len(key) == KEY_BYTES and key_id(key) == name else None

    def put(self, name: str, content: bytes) -> None:
        """Write a file whole or not at all, for its owner alone."""
        beside = self._beside(name)
        beside.unlink(missing_ok=True)
        try:
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            try:
                _give(handle, self.path)
                with open(handle, "wb", closefd=False) as file:
                    file.write(content)
                os.fsync(handle)
            finally:
                os.close(handle)
            beside.replace(self.path / name)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        sync_folder(self.path)

    def _beside(self, name: str) -> Path:
        return self.path / f".{name}.{os.getpid()}.new"

    def _refuse_if_shared(self) -> None:
        # A group may be let in, where several users of one machine share it.
        if stat.S_IMODE(self.path.stat().st_mode) & stat.S_IRWXO:
            raise StorageError("error-backup-keys-open", path=str(self.path))

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn trouble of the disk into a sentence that names the folder."""
        try:
            yield
        except OSError as error:
            raise StorageError("error-backup-keys", path=str(self.path), reason=reason_of(error)) from None


def append_line(path: Path, line: str) -> None:
    """Add one line to a file, and have it on the disk. Where the last one was cut off by a death, it is ended first."""
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _give(handle, path.parent)
        size = os.fstat(handle).st_size
        is_cut = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        content = f"{chr(10) if is_cut else ''}{line}\n".encode()
        if os.write(handle, content) != len(content):
            raise OSError(28, os.strerror(28))
        os.fsync(handle)
    finally:
        os.close(handle)
    if not size:
        sync_folder(path.parent)


def _give(made: int | Path, like: Path) -> None:
    """Let what root makes belong to the owner of something else: whoever runs intake goes on using it."""
    if os.geteuid() == 0:
        whose = like.stat()
        os.chown(made, whose.st_uid, whose.st_gid)


def sync_folder(folder: Path) -> None:
    """Have the names of a folder safely on the disk, as far as its disk can do that."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_READ_AT_MOST)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []


__all__ = [
    "RECORD",
    "BackupFolder",
    "OwnKey",
    "append_line",
    "backup_folder",
    "needed_folder",
    "sync_folder",
]
