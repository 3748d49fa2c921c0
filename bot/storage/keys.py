"""Where the keys for personal data come from: a setting, a file, or one made together with a SQLite database.

Several keys stand on lines of their own, or separated by commas: the first seals, all open. It must not open the
database. Nothing here repeats the content of a key or of a file that should hold one.
"""

import base64
import errno
import fcntl
import os
import re
import secrets
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from bot.errors import SealError, reason_of
from bot.settings import Settings
from bot.storage.seal import MASTER_BYTES, Sealer

# A key takes 45 bytes, and a file holds few; reading more of a wrong file would only cost time.
_READ_AT_MOST = 4096


def load_sealer(
    settings: Settings, *, database_exists: bool, has_sealed_rows: Callable[[], bool] = lambda: True
) -> Sealer:
    """The sealer of this installation; makes the key file of a SQLite database that is about to be made.

    Call it *before* the database is made: then a crash in between leaves a key without a database, which the
    next start uses, and never a database without its key. `has_sealed_rows` is asked only to say the right
    thing when the key of an existing database is missing. Raises `SealError` when there is no usable key.
    """
    if settings.key is not None:
        return Sealer(_decode(settings.key, "INTAKE_KEY"))
    if settings.key_file is not None:
        given = settings.key_file
        return Sealer(_given(given), lambda: _given(given))
    database = settings.sqlite_path
    if database is None:
        raise SealError("error-key-required")
    keys = _keys_beside(database, database_exists, has_sealed_rows)
    return Sealer(keys, lambda: _keys_beside(database, True, has_sealed_rows))


def check_key(sealer: Sealer, stored_key_id: str | None) -> None:
    """Raise `SealError` when the database records a key that is not ours; None means that it records none yet."""
    if stored_key_id is not None and not sealer.knows(stored_key_id):
        raise SealError("error-key-other", stored=stored_key_id, given=sealer.key_id)


def key_path_beside(database: Path) -> Path:
    """The key file of a SQLite database: `intake.db.key` for `intake.db`."""
    return database.with_name(database.name + ".key")


def key_file_of(settings: Settings) -> Path:
    """The file that holds the keys. Raises `SealError` where they are in a setting, which we cannot change."""
    if settings.key is not None:
        raise SealError("error-key-in-setting")
    if settings.key_file is not None:
        return settings.key_file.resolve()
    if settings.sqlite_path is None:
        raise SealError("error-key-no-file")
    return key_path_beside(settings.sqlite_path).resolve()


def new_key() -> str:
    """A new key as text."""
    return base64.urlsafe_b64encode(secrets.token_bytes(MASTER_BYTES)).decode()


def add_key(path: Path) -> None:
    """Put a new key before those in the file; it seals from now on."""
    _replace(path, [secrets.token_bytes(MASTER_BYTES), *_keys_in(path, str(path))])


def keep_keys(path: Path, key_id: str, needed: frozenset[str]) -> int:
    """Keep this key in the file, and those needed beside it; returns how many were taken out.

    Where one that is needed is not there, nobody knows which it may be: then all stay.
    """
    keys = {Sealer(key).key_id: key for key in _keys_in(path, str(path))}
    if key_id not in keys:
        raise SealError("error-key-gone", key=key_id, path=str(path))
    kept = [key for name, key in keys.items() if name == key_id or name in needed or not needed <= set(keys)]
    if len(kept) < len(keys):
        _replace(path, kept)
    return len(keys) - len(kept)


def _replace(path: Path, keys: Sequence[bytes]) -> None:
    """Write the file anew beside the old one and put it in its place, so that a death leaves one or the other whole."""
    beside = path.with_name(f".{path.name}.new")
    try:
        now = path.stat()
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            if os.geteuid() == 0:
                # Whoever reads it must go on reading it, though root changes it.
                os.fchown(handle, now.st_uid, now.st_gid)
            os.fchmod(handle, stat.S_IMODE(now.st_mode))
            _write(handle, "".join(f"{base64.urlsafe_b64encode(key).decode()}\n" for key in keys).encode())
            os.fsync(handle)
        finally:
            os.close(handle)
        beside.replace(path)
    except OSError as error:
        raise _cannot("change", str(path), error) from None
    _sync(path)


def _given(path: Path) -> list[bytes]:
    return _keys_in(path, f"{path} (INTAKE_KEY_FILE)")


def _keys_in(path: Path, source: str) -> list[bytes]:
    text = _read(path, source)
    if text is None:
        raise SealError("error-key-file-missing", source=source)
    return _decode(text, source)


def _keys_beside(database: Path, database_exists: bool, has_sealed_rows: Callable[[], bool]) -> list[bytes]:
    path = key_path_beside(database)
    text = _read(path, str(path))
    if not database_exists:
        # An empty file without a database is left from a start that died while making the key.
        text = text or _make(path)
        # Also for a key found here: whoever made it may have died before it was safely on the disk.
        _sync(path)
    if text is not None:
        return _decode(text, str(path))
    if has_sealed_rows():
        raise SealError("error-key-missing", database=str(database), path=str(path))
    raise SealError("error-key-missing-unused", database=str(database), path=str(path))


def _decode(text: str, source: str) -> list[bytes]:
    """The keys in a text, in its order; raises `SealError` if any of them is none."""
    words = [word.strip() for word in re.split(r"[\n,]", text)]
    keys = [_key(word) for word in words if word]
    whole = [key for key in keys if key is not None]
    if not whole or len(whole) < len(keys):
        raise SealError("error-key-unusable", source=source)
    return list(dict.fromkeys(whole))


def _key(text: str) -> bytes | None:
    # Checked beforehand: the decoder skips what it does not know, and its errors carry the text.
    return base64.urlsafe_b64decode(text[:43] + "=") if re.fullmatch(r"[A-Za-z0-9_-]{43}=?", text) else None


def _read(path: Path, source: str) -> str | None:
    """What the key file holds; None when there is no such file."""
    try:
        # Not blocking, or a named pipe put here by mistake would hang the start.
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _cannot("read", source, error) from None
    try:
        _refuse_if_shared(handle, path, source)
        return os.read(handle, _READ_AT_MOST).decode("ascii", errors="replace")
    except OSError as error:
        raise _cannot("read", source, error) from None
    finally:
        os.close(handle)


def _make(path: Path) -> str:
    """Make the key file, or read it if another process was faster."""
    try:
        handle = _create_or_open(path)
    except OSError as error:
        raise _cannot("make", str(path), error) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)  # two first starts at once must end with one key
        _refuse_if_shared(handle, path, str(path))
        text = os.read(handle, _READ_AT_MOST).decode("ascii", errors="replace")
        if not text:
            text = new_key()
            _write(handle, f"{text}\n".encode())
        return text
    except OSError as error:
        raise _cannot("make", str(path), error) from None
    finally:
        os.close(handle)


def _create_or_open(path: Path) -> int:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return os.open(path, os.O_RDWR | os.O_CLOEXEC)
    return handle


def _write(handle: int, content: bytes) -> None:
    try:
        if os.write(handle, content) != len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError:
        os.ftruncate(handle, 0)  # half a key would stop every later start; an empty file is filled by it
        raise


def _sync(path: Path) -> None:
    """Have the file, and then its name in the folder, safely on the disk."""
    for part in (path, path.parent):
        try:
            handle = os.open(part, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            # Some network disks cannot do this for a folder; there is nothing better to be had from them.
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise _cannot("make", str(path), error) from None


def _refuse_if_shared(handle: int, path: Path, source: str) -> None:
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        raise SealError("error-key-file-no-file", source=source)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SealError("error-key-file-open", source=source, path=str(path))


def _cannot(what: Literal["read", "make", "change"], source: str, error: OSError) -> SealError:
    return SealError("error-key-file", source=source, reason=reason_of(error), what=what)
