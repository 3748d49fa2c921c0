"""A folder for what is only half done: nobody else may look into it, and nothing of it outlives the work.

Where a death leaves one, the next work in the same place removes it: whoever is at work holds a lock in theirs.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".intake-half-"
_LOCK = "lock"


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Make a folder in `folder`, and remove it at the end, with those that others left."""
    _remove_left(folder)
    made = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
    handle = os.open(made / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(handle)


def _remove_left(folder: Path) -> None:
    for left in folder.glob(f"{_PREFIX}*"):
        try:
            handle = os.open(left / _LOCK, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            # Just made, or another user's.
            continue
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue
        finally:
            os.close(handle)


__all__ = ["workplace"]
