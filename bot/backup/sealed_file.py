"""The file of a backup: a head, and the content in chunks, each sealed under a key that is this backup's alone.

    intake backup 1                      one line: what it is, and the form
    {"day": ..., "key": ..., ...}        one line of JSON: `PlainHead`; nothing of a person, nor how many there are
    4,096 bytes and their tag            `SealedHead`, filled up with spaces; bound to the two lines
    chunks of 65,536 bytes and their tag

It is the construction STREAM (Hoang, Reyhanitabar, Rogaway, Vizar 2015) as the format of `age` has it, with
AES-256-GCM: the nonce of a chunk is its number (11 bytes) and whether it is the last (1 byte). So nothing can be cut
off, not even between two chunks, put in another order, or added. A nonce is never used twice, since each file has keys
of its own. Little is held in memory, whatever the size. It must not know where keys are kept, nor any database.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import StorageError

FORM = 1
KEY_BYTES = 32
CHUNK_BYTES = 65_536
_TAG_BYTES = 16
_CHUNK_ON_DISK = CHUNK_BYTES + _TAG_BYTES
_SEALED_HEAD_BYTES = 4_096
_LONGEST_LINE = 2_000
_MAGIC = b"intake backup "
_FIRST_LINE = re.compile(rb"intake backup ([1-9][0-9]{0,8})\n")
# Used once under a key that seals nothing else.
_NO_NONCE = bytes(12)


@dataclass(frozen=True, slots=True)
class PlainHead:
    """What anybody may read of a backup.

    `key` names its own key, `master` the key that seals its rows; `tool` is the version of what wrote the content,
    where that matters, and else 0.
    """

    key: str
    master: str
    product: str
    schema: str
    database: str
    day: date
    tool: int = 0


@dataclass(frozen=True, slots=True)
class SealedHead:
    """What is said of the content: how many records each table has, how many bytes it is, their digest, and all keys
    that seal its rows: more than one amid a rotation.
    """

    counts: Mapping[str, int]
    size: int
    digest: str
    keys: Sequence[str] = ()


def key_id(key: bytes) -> str:
    """The name of a backup's own key, which says nothing about it."""
    return _derive(key, "key id", 8).hex()


class SealedWriter:
    """Writes a backup to a file that can be gone back in. Nothing of it can be read before `finish`."""

    def __init__(self, file: BinaryIO, key: bytes, plain: PlainHead) -> None:
        self._file = file
        self._key = key
        self._lines = _MAGIC + b"%d\n" % FORM + _written(plain) + b"\n"
        self._aead = AESGCM(_derive(key, "content", KEY_BYTES))
        self._digest = hashlib.sha256()
        self._size = self._number = 0
        self._rest = bytearray()
        file.write(self._lines)
        # Its place; what belongs there is known at the end.
        file.write(bytes(_SEALED_HEAD_BYTES + _TAG_BYTES))

    def write(self, data: bytes) -> None:
        """Add to the content."""
        self._digest.update(data)
        self._size += len(data)
        self._rest += data
        # The last chunk is only known at the end: a whole one waits until something comes after it.
        while len(self._rest) > CHUNK_BYTES:
            self._chunk(bytes(self._rest[:CHUNK_BYTES]), is_last=False)
            del self._rest[:CHUNK_BYTES]

    def finish(self, counts: Mapping[str, int], keys: Sequence[str] = ()) -> SealedHead:
        """Write the last chunk, and the head."""
        self._chunk(bytes(self._rest), is_last=True)
        head = SealedHead(dict(counts), self._size, self._digest.hexdigest(), list(keys))
        text = json.dumps(asdict(head), separators=(",", ":")).encode()
        if len(text) > _SEALED_HEAD_BYTES:
            raise ValueError("the head of a backup has no room for so many tables")
        sealed = _head_aead(self._key).encrypt(_NO_NONCE, text.ljust(_SEALED_HEAD_BYTES), self._lines)
        self._file.seek(len(self._lines))
        self._file.write(sealed)
        self._file.flush()
        return head

    def _chunk(self, data: bytes, *, is_last: bool) -> None:
        self._file.write(self._aead.encrypt(_nonce(self._number, is_last=is_last), data, None))
        self._number += 1


class SealedReader:
    """Reads a backup: its plain head at once, the rest with its key. `path` is how sentences name it.

    Raises `StorageError` for whatever is none, is a newer one, or is not as it was made.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        self._path = path
        self._aead: AESGCM | None = None
        self.sealed: SealedHead | None = None
        self._size = file.seek(0, 2)
        file.seek(0)
        self._lines = self._read_lines()
        plain = _read_plain(self._lines.partition(b"\n")[2])
        if plain is None:
            raise self._error("error-backup-damaged")
        self.plain = plain

    def _read_lines(self) -> bytes:
        first = self._file.readline(_LONGEST_LINE)
        if not first:
            raise self._error("error-backup-empty")
        found = _FIRST_LINE.fullmatch(first)
        if found is None:
            # A file that was cut off within these few bytes is no backup to anybody.
            raise self._error("error-backup-foreign")
        if int(found[1]) != FORM:
            raise self._error("error-backup-newer-form", form=found[1].decode(), newest=str(FORM))
        second = self._file.readline(_LONGEST_LINE)
        if not second.endswith(b"\n"):
            raise self._error("error-backup-cut" if len(second) < _LONGEST_LINE else "error-backup-damaged")
        return first + second

    def open(self, key: bytes) -> SealedHead:
        """Open the head with the backup's own key, and see that the file is as long as it was made."""
        body = self._file.read(_SEALED_HEAD_BYTES + _TAG_BYTES)
        if len(body) < _SEALED_HEAD_BYTES + _TAG_BYTES:
            raise self._error("error-backup-cut")
        try:
            head = _read_sealed(_head_aead(key).decrypt(_NO_NONCE, body, self._lines))
        except InvalidTag:
            raise self._error("error-backup-damaged") from None
        chunks = max(1, -(-head.size // CHUNK_BYTES))
        whole = len(self._lines) + len(body) + head.size + chunks * _TAG_BYTES
        if self._size != whole:
            raise self._error("error-backup-cut" if self._size < whole else "error-backup-longer")
        self._aead = AESGCM(_derive(key, "content", KEY_BYTES))
        self.sealed = head
        return head

    def chunks(self) -> Iterator[bytes]:
        """Yield the content; nothing of a chunk before it was found to be as it was written."""
        assert self._aead is not None, "opened before"
        assert self.sealed is not None, "opened before"
        digest, number, is_last = hashlib.sha256(), 0, False
        sealed = self._file.read(_CHUNK_ON_DISK)
        while not is_last:
            after = self._file.read(_CHUNK_ON_DISK)
            is_last = not after
            try:
                data = self._aead.decrypt(_nonce(number, is_last=is_last), sealed, None)
            except InvalidTag:
                raise self._error("error-backup-damaged") from None
            digest.update(data)
            yield data
            sealed, number = after, number + 1
        if digest.hexdigest() != self.sealed.digest:
            raise self._error("error-backup-damaged")

    def _error(self, key: str, **args: str) -> StorageError:
        return StorageError(key, path=str(self._path), **args)


# --- heads ------------------------------------------------------------------------------------------------------------

_NAME = re.compile(r"[0-9A-Za-z.+_-]{1,64}")
_HEX = re.compile(r"[0-9a-f]{16}")


def _written(plain: PlainHead) -> bytes:
    return json.dumps({**asdict(plain), "day": plain.day.isoformat()}, separators=(",", ":")).encode()


def _read_plain(text: bytes) -> PlainHead | None:
    """The plain head of a text; None where it is not as we write it."""
    try:
        given: Any = json.loads(text)
        plain = PlainHead(**{**given, "day": date.fromisoformat(given["day"])})
        is_ours = all(_is(_NAME, given[name]) for name in ("product", "schema", "database"))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    is_ours &= all(_is(_HEX, given[name]) for name in ("key", "master"))
    is_ours &= type(given["tool"]) is int
    # Written as we write it, so that the same line cannot stand there in two ways.
    return plain if is_ours and _written(plain) + b"\n" == text else None


def _is(shape: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and shape.fullmatch(value) is not None


def _read_sealed(text: bytes) -> SealedHead:
    given = json.loads(text)
    return SealedHead(given["counts"], given["size"], given["digest"], given.get("keys", ()))


# --- keys -------------------------------------------------------------------------------------------------------------


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if is_last else b"\x00")


def _head_aead(key: bytes) -> AESGCM:
    return AESGCM(_derive(key, "head", KEY_BYTES))


def _derive(key: bytes, purpose: str, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=f"intake backup {FORM} {purpose}".encode()).derive(
        key
    )


__all__ = ["CHUNK_BYTES", "FORM", "KEY_BYTES", "PlainHead", "SealedHead", "SealedReader", "SealedWriter", "key_id"]
