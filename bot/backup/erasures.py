"""The record of erasures: a keyed hash of who was erased, and the day, kept outside the database.

A backup still holds whoever is erased after it. The record lets `intake restore` find them among the rows of a backup,
and says nothing to anybody without its key: what is hashed is our own random id of a person. Of two people who turned
out to be one, and were brought together, it keeps that they are: whoever erases the one erases the other in a backup of
before. A line is written before the transaction that erases is committed. A line without an erasure does no harm.

    2026-11-28 erased <hash> <sum>
    2026-11-28 joined <hash> <hash of whom they became> <sum>
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import re
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from bot.backup.folder import RECORD, BackupFolder, append_line
from bot.errors import ErasureNotKept, StorageError

# Days of two machines, and a transaction that takes its time.
_SPARE = timedelta(days=2)
_HASH = r"[0-9a-f]{32}"
_LINE = re.compile(
    r"(?P<says>(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}) "
    rf"(?:erased (?P<erased>{_HASH})|joined (?P<gone>{_HASH}) (?P<into>{_HASH}))) [0-9a-f]{{8}}"
)
# What a death may have left of a line.
_CUT = re.compile(r"[0-9a-z -]{0,96}")
_WHOLE_LENGTHS = frozenset({10 + 1 + 6 + 1 + 32 + 1 + 8, 10 + 1 + 6 + 1 + 32 + 1 + 32 + 1 + 8})


class ErasureRecord:
    """Implements `bot.turns.ports.KeepsErasures` in a folder; without one nothing can be kept."""

    def __init__(self, folder: BackupFolder | None, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self.now = now

    def keep(self, folder: str, erased: Collection[str], joined: Mapping[str, str]) -> None:
        """Keep who is about to be erased, in the folder of this name. Raises `ErasureNotKept`."""
        try:
            if self.folder is None:
                raise StorageError("error-backup-keys-required")
            if not self.folder.exists():
                raise StorageError("error-backup-keys-gone", path=str(self.folder.path))
            key = self.folder.record_key()
            if self.folder.name != folder:
                raise StorageError("error-backup-keys-other", path=str(self.folder.path), folder=folder)
            day = self._day(self.folder).isoformat()
            lines = [f"{day} joined {_hash(key, gone)} {_hash(key, into)}" for gone, into in joined.items()]
            lines += [f"{day} erased {_hash(key, person)}" for person in erased if person not in joined]
            self._append(lines)
        except StorageError as error:
            raise ErasureNotKept(error.text.key, **error.text.args) from None

    def _day(self, folder: BackupFolder) -> date:
        """Today. By a clock that is behind, a line were older than a backup that it is needed for."""
        made: list[date] = []
        with contextlib.suppress(StorageError):
            made = [own.made for own in folder.living()]
        return max([self.now().astimezone(UTC).date(), *made])

    def _append(self, lines: list[str]) -> None:
        assert self.folder is not None, "looked before"
        if lines:
            with self.folder.alone(), self.folder.explained():
                append_line(self.folder.path / RECORD, "\n".join(_summed(line) for line in lines))


class ErasedPeople:
    """Who was erased, as a folder says. Raises `StorageError` where that cannot be read whole."""

    def __init__(self, folder: BackupFolder) -> None:
        self._key = folder.record_key()
        self._erased: set[str] = set()
        self._joined: dict[str, set[str]] = {}
        with folder.alone():
            for found in _read(folder):
                if found["erased"] is not None:
                    self._erased.add(found["erased"])
                else:
                    self._joined.setdefault(found["gone"], set()).add(found["into"])

    def has(self, person: str) -> bool:
        """Whether somebody was erased, or whom they became part of."""
        seen, waiting = set(), [_hash(self._key, person)]
        while waiting:
            one = waiting.pop()
            if one in self._erased:
                return True
            seen.add(one)
            waiting += self._joined.get(one, set()) - seen
        return False


def prune(folder: BackupFolder, today: date) -> int:
    """Drop the lines that no backup needs any more: those older than every backup that can be opened."""
    if not folder.exists():
        return 0
    with folder.alone():
        oldest = min([today, *(own.made for own in folder.living())]) - _SPARE
        found = list(_read(folder))
        kept = [line for line in found if date.fromisoformat(line["day"]) >= oldest]
        if len(kept) < len(found):
            folder.put(RECORD, "".join(f"{_summed(line['says'])}\n" for line in kept).encode())
    return len(found) - len(kept)


def _read(folder: BackupFolder) -> Iterator[re.Match[str]]:
    path = folder.path / RECORD
    with folder.explained():
        text = path.read_text(encoding="ascii", errors="replace") if path.exists() else ""
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        if found is not None and _summed(found["says"]) == line:
            yield found
        elif len(line) in _WHOLE_LENGTHS or not _CUT.fullmatch(line):
            # Not what a death leaves: somebody whom it spoke of would come back.
            raise StorageError("error-erasures-damaged", path=str(path))


def _summed(says: str) -> str:
    return f"{says} {zlib.crc32(says.encode()):08x}"


def _hash(key: bytes, person: str) -> str:
    return hmac.digest(key, b"person " + person.encode(), hashlib.sha256)[:16].hex()


__all__ = ["ErasedPeople", "ErasureRecord", "prune"]
