"""Writes files whole or not at all: each beside its place first, then all of them moved there at once."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import IntakeError


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be: where, what is in it, and who may read it."""

    path: Path
    content: str
    mode: int


def save(files: Sequence[NewFile]) -> None:
    """Write all files; one that cannot be written leaves every one as it was. Raises `IntakeError` then.

    They are moved in the given order, so the one that names the others comes last.
    """
    with _beside(files) as prepared:
        for beside, place in prepared:
            beside.replace(place)


@contextmanager
def _beside(files: Sequence[NewFile]) -> Iterator[list[tuple[Path, Path]]]:
    """Give every file written beside its place, and take away what is left there, whatever happens."""
    prepared: list[tuple[Path, Path]] = []
    file = files[0]
    try:
        for file in files:
            place = file.path.resolve()  # a link stays one
            prepared.append((place.with_name(f".{place.name}.new"), place))
            _write(prepared[-1][0], place, file)
        yield prepared
    except OSError as error:
        raise IntakeError("error-init-not-written", path=str(file.path), reason=str(error.strerror)) from None
    finally:
        for beside, _ in prepared:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def _write(beside: Path, target: Path, file: NewFile) -> None:
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as stream:
        if os.geteuid() == 0 and target.exists():
            # Whoever reads it must go on reading it, though root changes it.
            os.fchown(stream.fileno(), target.stat().st_uid, target.stat().st_gid)
        os.fchmod(stream.fileno(), file.mode)
        stream.write(file.content.encode())
        stream.flush()
        os.fsync(stream.fileno())


__all__ = ["NewFile", "save"]
