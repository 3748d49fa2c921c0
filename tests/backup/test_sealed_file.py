"""The file of a backup: whatever is changed, cut off, added or put elsewhere is noticed, and named as what it is."""

from __future__ import annotations

import io
import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.backup.sealed_file import CHUNK_BYTES, KEY_BYTES, PlainHead, SealedReader, SealedWriter, key_id
from bot.errors import StorageError

PATH = Path("a.backup")
KEY = bytes(range(KEY_BYTES))
PLAIN = PlainHead(key_id(KEY), "0011223344556677", "0.2.0", "0010", "sqlite", date(2026, 11, 28))
COUNTS = {"people": 3, "runs": 0}
SOMETHING = random.Random(1).randbytes(3 * CHUNK_BYTES + 777)


def made(content: bytes = SOMETHING, key: bytes = KEY, plain: PlainHead = PLAIN) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, key, plain)
    for at in range(0, len(content), 100_000):
        writer.write(content[at : at + 100_000])
    writer.finish(COUNTS)
    return file.getvalue()


def read(data: bytes, key: bytes = KEY) -> bytes:
    reader = SealedReader(io.BytesIO(data), PATH)
    reader.open(key)
    return b"".join(reader.chunks())


def refusal(data: bytes, key: bytes = KEY) -> str:
    with pytest.raises(StorageError) as refused:
        read(data, key)
    assert PATH.name in str(refused.value)
    return refused.value.text.key


def body(data: bytes) -> int:
    """Where the chunks begin."""
    second = data.index(b"\n", data.index(b"\n") + 1)
    return second + 1 + 4_096 + 16


WHOLE = made()


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])
def test_what_was_written_is_read(size: int) -> None:
    data = made(SOMETHING[:size])
    reader = SealedReader(io.BytesIO(data), PATH)
    assert reader.plain == PLAIN
    sealed = reader.open(KEY)
    assert (dict(sealed.counts), sealed.size) == (COUNTS, size)
    assert b"".join(reader.chunks()) == SOMETHING[:size]


def test_the_same_content_is_other_bytes_under_another_key_and_nothing_shows_through() -> None:
    other = bytes(KEY_BYTES)
    second = made(key=other, plain=replace(PLAIN, key=key_id(other)))
    assert second[body(second) :] != WHOLE[body(WHOLE) :]
    told = WHOLE[: WHOLE.index(b"\n", 20)].decode()
    assert told.startswith("intake backup 1\n")
    # Nothing of how many people there are stands in the open.
    assert set(json.loads(told.partition("\n")[2])) == {"key", "master", "product", "schema", "database", "day", "tool"}
    assert b"people" not in WHOLE


def test_a_cut_at_every_border_and_amid_chunks_is_noticed() -> None:
    begin = body(WHOLE)
    borders = range(begin, len(WHOLE), CHUNK_BYTES + 16)
    assert len(borders) == 4
    for cut in {*borders, *(border + 1 for border in borders), *(border - 1 for border in borders), len(WHOLE) - 1}:
        assert refusal(WHOLE[:cut]) == "error-backup-cut"
    # In the lines of the head, too.
    for cut in range(1, begin, 97):
        assert refusal(WHOLE[:cut]) in ("error-backup-cut", "error-backup-foreign")


def test_a_cut_whose_length_were_right_is_noticed_by_the_last_chunk() -> None:
    """The head says how long it is; the chunks alone say so, too."""
    reader = SealedReader(io.BytesIO(WHOLE), PATH)
    reader.open(KEY)
    reader._file = io.BytesIO(WHOLE[body(WHOLE) : body(WHOLE) + 2 * (CHUNK_BYTES + 16)])
    with pytest.raises(StorageError) as refused:
        list(reader.chunks())
    assert refused.value.text.key == "error-backup-damaged"


def test_chunks_in_another_order_twice_or_of_another_backup_are_noticed() -> None:
    begin, step = body(WHOLE), CHUNK_BYTES + 16
    head, chunks = WHOLE[:begin], [WHOLE[at : at + step] for at in range(begin, len(WHOLE), step)]
    swapped = [chunks[1], chunks[0], *chunks[2:]]
    assert refusal(head + b"".join(swapped)) == "error-backup-damaged"
    assert refusal(head + b"".join([chunks[0], chunks[0], *chunks[2:]])) == "error-backup-damaged"
    assert refusal(head + b"".join([*chunks, chunks[3]])) == "error-backup-longer"
    assert refusal(WHOLE + b"\0") == "error-backup-longer"
    key = bytes(KEY_BYTES)
    other = made(key=key, plain=replace(PLAIN, key=key_id(key)))
    assert refusal(head + other[body(other) :]) == "error-backup-damaged"


def test_any_changed_byte_is_noticed_before_anything_of_its_chunk_is_used() -> None:
    chance = random.Random(20261128)
    whole = made(SOMETHING[: CHUNK_BYTES + 100])
    begin = body(whole)
    places = [*range(0, 200), *(chance.randrange(begin) for _ in range(100))]
    places += [chance.randrange(begin, len(whole)) for _ in range(60)]
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 1 << chance.randrange(8)
        key = refusal(bytes(damaged))
        assert key in ("error-backup-damaged", "error-backup-foreign", "error-backup-newer-form", "error-backup-cut")
        assert place < begin or key == "error-backup-damaged"


def test_what_is_no_backup_is_named() -> None:
    assert refusal(b"") == "error-backup-empty"
    assert refusal(b"SQLite format 3\0" + bytes(5_000)) == "error-backup-foreign"
    assert refusal(b"age-encryption.org/v1\n-> X25519\n") == "error-backup-foreign"
    assert refusal(b"intake backup 2\n{}\n") == "error-backup-newer-form"
    assert refusal(b"intake backup 1\n" + b"x" * 10_000) == "error-backup-damaged"
    assert refusal(b"intake backup 1\n" + b"[" * 1_900 + b"\n") == "error-backup-damaged"
    for line in ("{}", "[]", "null", '{"day": 1}', '{"key": []}'):
        assert refusal(b"intake backup 1\n" + line.encode() + b"\n") == "error-backup-damaged"
    assert refusal(WHOLE, bytes(KEY_BYTES)) == "error-backup-damaged"
