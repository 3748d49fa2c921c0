"""One `intake run` at a time on one SQLite file, by a lock that the kernel releases when its holder dies.

There is no pid in the file and nothing to clean up after a crash: what counts is the lock, not the file.
"""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from bot.errors import AlreadyRunning, StorageError, reason_of


def is_held(database: Path) -> bool:
    """Whether another process holds the lock of `intake run`; the lock file is neither made nor kept."""
    try:
        handle = os.open(RunLock(database).path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        # Shared, and given back at once: two who look do not see each other as a running service.
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False


class RunLock:
    """Holds `<database>.lock` while the `with` block runs; entering raises `AlreadyRunning` when it is taken.

    The lock excludes any other `RunLock` on the same file, in this process or another one. Raises
    `StorageError` when the lock file cannot be made or the disk knows no locks.
    """

    def __init__(self, database: Path) -> None:
        # Resolved, so that a relative path, or a link to the file, meets the same lock.
        self._database = database.resolve()
        self.path = self._database.with_name(self._database.name + ".lock")
        self._handle: int | None = None

    def __enter__(self) -> "RunLock":
        try:
            # Close-on-exec: a program started from here must not keep the lock after our death.
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise self._unusable(error) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise AlreadyRunning("error-already-running", path=str(self._database)) from None
        except OSError as error:
            os.close(handle)
            raise self._unusable(error) from None
        self._handle = handle
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._handle is not None:
            # The file stays: were it removed, one process could lock a new file while another holds the old.
            os.close(self._handle)
            self._handle = None

    def _unusable(self, error: OSError) -> StorageError:
        return StorageError("error-lock", path=str(self.path), reason=reason_of(error))
