"""What is looked at in a database to know that a copy of it is whole: that it opens, by which keys, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from bot.errors import StorageError
from bot.storage.database import PLAIN_MEMOS
from bot.storage.rotation import SEALED, opens
from bot.storage.seal import HEAD_BYTES, Sealer, key_id_of
from bot.storage.tables import feeds, memos, metadata, people

# A record that a disk spoilt stops nothing else, so it must not stop a restore either.
_TRIED = 20


def compare(found: Mapping[str, int], told: Mapping[str, int]) -> None:
    """Raise `StorageError` for the first table that has not as many records as it should."""
    for name in sorted({*found, *told}):
        if found.get(name) != told.get(name):
            raise StorageError(
                "error-restore-counts", table=name, found=str(found.get(name, "-")), told=str(told.get(name, "-"))
            )


def open_one_of_each(connection: Connection, sealer: Sealer) -> int:
    """Open a sealed record of each table that has any; returns of how many. Raises `StorageError` where none opens."""
    opened = 0
    for one in SEALED:
        [key] = one.primary_key.columns
        plain = PLAIN_MEMOS if one is memos else ()
        records = connection.execute(select(one).where(key.not_in(plain)).order_by(key).limit(_TRIED)).all()
        if not records:
            continue
        if not any(opens(sealer, one, record) for record in records):
            raise StorageError("error-restore-not-opened", table=one.name)
        opened += 1
    return opened


def keys_in(connection: Connection, sealer: Sealer) -> list[str]:
    """The ids of the keys that seal the records, besides those that we do not have: more than one amid a rotation."""
    if len(sealer.key_ids) < 2:
        return list(sealer.key_ids)
    found: set[str] = set()
    for one in SEALED:
        [key] = one.primary_key.columns
        plain = PLAIN_MEMOS if one is memos else ()
        heads = select(func.substr(one.c.sealed, 1, HEAD_BYTES)).where(key.not_in(plain)).distinct()
        found |= {key_id_of(bytes(row[0])) for row in connection.execute(heads)}
    return [key for key in sealer.key_ids if key in found]


def people_in(connection: Connection) -> list[str]:
    """Our own ids of everybody of whom there is a record, in whatever table."""
    columns = [people.c.id, feeds.c.owner, *(one.c.person for one in metadata.sorted_tables if "person" in one.c)]
    found = {row[0] for column in columns for row in connection.execute(select(column).distinct())}
    return sorted(person for person in found if person)


def memo_in(connection: Connection, sealer: Sealer, name: str) -> Any:
    """What a memo says, None where there is none."""
    found = connection.execute(select(memos.c.sealed).where(memos.c.name == name)).scalar_one_or_none()
    return None if found is None else sealer.open_json(memos.name, name, bytes(found))


__all__ = ["compare", "keys_in", "memo_in", "open_one_of_each", "people_in"]
