"""Which made-up value was planted in which field, where it was found, and where after an erasure: as a report.

    python -m tests.e2e.markers
    python -m tests.e2e.markers --database postgresql

One person leaves a marker in every field there is; then they erase everything. Looked through are the rows of every
table, opened; every byte of the database's files and of what lies beside them (of PostgreSQL's its whole folder, with
the log, after VACUUM, a checkpoint and a new segment); the log of the program at its most talkative; both chats; what
`/metrics` says; the file of a backup from before the erasure, the folder of its key and of the record of erasures; and
what is restored of that backup afterwards, opened.

What was sealed is looked for as well. SQLite overwrites it. PostgreSQL does not: sealed bytes of erased rows may stay
in the free space of a page, and in its log, until something else is written there. The report counts them; they tell
nobody anything without the key, and nothing at all once `intake keys rotate` has put another in its place.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiohttp import ClientSession

from bot.backup.folder import needed_folder
from bot.backup.making import Making
from bot.backup.restoring import Restoring
from bot.commands.restore import erase_people
from bot.run import Runner
from bot.storage.database import PLAIN_MEMOS, Database, open_database
from bot.storage.rotation import SEALED, content_of
from bot.turns.ledger import Call
from tests.bot.test_webhook import free_port
from tests.e2e import peek, test_markers
from tests.e2e.world import World, make_world
from tests.storage.beside import keep_beside

# What is searched for of each field; dates and figures as they are kept.
ANSWERS = {
    f"answer {name}": value[-1] if isinstance(value, list) else str(value)
    for name, value in test_markers.ANSWERS.items()
}
# A number that others have as well is looked for with its name.
ANSWERS["answer experience_years"] = '"experience_years": [89'
NUMBERS = {
    "chat id": str(test_markers.NUMBER),
    "first name": "Zq7first",
    "last name": "Zq7last",
    "user name": "zq7user",
}
BACKUP = "of-before.backup"
BESIDE = {"booking, talk, page, file, act of staff": "Zq7beside"}


@dataclass
class Report:
    """What was found of each field before the erasure and after it, and of what was sealed."""

    database: str
    before: dict[str, set[str]] = field(default_factory=dict)
    after: dict[str, set[str]] = field(default_factory=dict)
    restored: int = 0
    erased_again: int = 0
    metrics: int = 0
    sealed: int = 0
    sealed_left: dict[str, int] = field(default_factory=dict)

    @property
    def left(self) -> dict[str, set[str]]:
        """The fields of which something is left."""
        return {name: places for name, places in self.after.items() if places}

    def lines(self) -> Iterator[str]:
        """Yield it for people."""
        yield f"{self.database}: markers before and after an erasure"
        for name, places in self.before.items():
            yield f"  {name}: {', '.join(sorted(places)) or 'passed on and kept nowhere'}"
            yield f"    after: {', '.join(sorted(self.after[name])) or 'nowhere'}"
        kept = [name for name, places in self.before.items() if places]
        yield f"{len(self.before)} fields, {len(kept)} kept somewhere before, {len(self.left)} found after"
        if self.restored:
            again = f"{self.erased_again} person erased from it"
            yield f"restored of a backup of before: {self.restored} records, {again}"
        left = ", ".join(f"{count} in {place}" for place, count in self.sealed_left.items() if count) or "none"
        yield f"{self.sealed} sealed values of the erased person; of their bytes left in the database's files: {left}"


def fields() -> Mapping[str, str]:
    """Every field a marker is planted in."""
    return {**test_markers.MARKERS, **ANSWERS, **NUMBERS, **BESIDE}


def opened(database: Database) -> dict[str, str]:
    """What every table says, opened, by its name."""
    found = {}
    for table in SEALED:
        with database.reading() as connection:
            records = connection.execute(table.select()).all()
        said = [
            json.dumps(content_of(database.sealer, table, record), ensure_ascii=False, default=str)
            for record in records
            if not (table.name == "facts" and record.name in PLAIN_MEMOS)
        ]
        found[f"table {table.name}"] = "\n".join(said)
    return found


def chats(world: World) -> dict[str, str]:
    """What can be read in the staff group."""
    return {"staff group": test_markers.in_the_group(world)}


def files(world: World, data: Path | None) -> dict[str, bytes]:
    """Every byte that the process or the database has on a disk, but the key; backups and what belongs to them, too."""
    found = {f"file {one.name}": one.read_bytes() for one in sorted(world.folder.rglob("*")) if _is_read(one)}
    if data is not None:
        log = b"".join(one.read_bytes() for one in sorted((data / "pg_wal").glob("*")) if one.is_file())
        rest = [one for one in sorted(data.rglob("*")) if one.is_file() and "pg_wal" not in one.parts]
        found |= {"PostgreSQL's log (pg_wal)": log, "PostgreSQL's files": b"".join(map(_read, rest))}
    return found


def _is_read(path: Path) -> bool:
    return path.is_file() and path.suffix != ".key"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # the server removes what it needs no more
        return b""


def sealed_now(database: Database) -> set[bytes]:
    """Every sealed value of every table."""
    found: set[bytes] = set()
    for table in SEALED:
        if table.name != "facts":
            with database.reading() as connection:
                found |= {bytes(record.sealed) for record in connection.execute(table.select())}
    return found


def places(marker: str, texts: Mapping[str, str], raw: Mapping[str, bytes]) -> set[str]:
    """Where a marker is found."""
    told = {place for place, text in texts.items() if marker in text}
    return told | {place for place, content in raw.items() if marker.encode() in content}


def searched(texts: Mapping[str, str], raw: Mapping[str, bytes]) -> dict[str, set[str]]:
    """Where each field is found. Most bytes have nothing that any marker begins with: these are looked at once."""
    common, begun = b"q7", {}
    for place, content in raw.items():
        begun[place] = common in content
    found = {}
    for name, marker in fields().items():
        there = {place: raw[place] for place in raw if begun[place] or common not in marker.encode()}
        found[name] = places(marker, texts, there)
    return found


def back_up(world: World) -> None:
    """Make a backup as the command does, beside what runs."""
    database = open_database(world.settings)
    try:
        making = Making(world.settings, database, needed_folder(world.settings), 30, "0", world.clock)
        making.make(world.folder / BACKUP)
    finally:
        database.close()


def restored(world: World, into: str, report: Report) -> dict[str, str]:
    """Restore that backup through the record of erasures, and say what every table says."""
    settings = world.settings
    if settings.sqlite_path is not None:
        settings = replace(settings, key_file=world.folder / "intake.db.key")
    restoring = Restoring(settings, needed_folder(settings), world.folder / BACKUP, erase_people, world.clock())
    done = restoring.into(into)
    report.restored, report.erased_again = done.count, done.erased
    database = open_database(replace(settings, database=into))
    try:
        return {f"restored backup, {name}": said for name, said in opened(database).items()}
    finally:
        database.close()


async def lived(folder: Path, database: str, into: str, data: Path | None, settled: partial[None] | None) -> Report:
    """Live, erase, and look. `into` is where a backup of before is restored; without it none is made."""
    address: dict[str, Any] = {} if database == "sqlite" else {"database": _url(folder), "key": _key()}
    if into:
        address |= {"backup_keys": folder / "backup-keys", "metrics_port": free_port()}
    report = Report(database)
    async with make_world(folder, office=test_markers.asks_everything(folder), **address) as world:
        async with world.service() as service:
            maria = await test_markers.a_life(world, service)
            await test_markers.plant(world, service, maria)
            beside = partial(keep_beside, chat=str(test_markers.NUMBER), now=world.clock(), mark="Zq7beside")
            await service.writer.submit(Call(beside))
            await world.settled(service)
            report.before = await _all(world, service, None)
            if into:
                await asyncio.to_thread(back_up, world)
            before = await asyncio.to_thread(sealed_now, service.core.database)
            await test_markers.erase(world, service, maria)
            await world.settled(service)
            gone = before - await asyncio.to_thread(sealed_now, service.core.database)
            await peek.wiped(service.core.database)
            again = await asyncio.to_thread(restored, world, into, report) if into else {}
            if settled is not None:
                await asyncio.to_thread(settled)
            report.after = await _all(world, service, data, report, again)
        raw = files(world, data)
        report.sealed = len(gone)
        report.sealed_left = {place: sum(blob in content for blob in gone) for place, content in raw.items()}
    return report


async def _all(
    world: World,
    service: Runner,
    data: Path | None,
    report: Report | None = None,
    more: Mapping[str, str] | None = None,
) -> dict[str, set[str]]:
    metrics = await _metrics(world) if world.settings.metrics_port else ""
    texts = {**opened(service.core.database), **chats(world), "log of the program": world.log.printed}
    texts |= {"metrics": metrics, **(more or {})}
    if report is not None:
        report.metrics = metrics.count("\n")
    found = searched(texts, files(world, data))
    return {name: there - {"file office.toml"} for name, there in found.items()}


async def _metrics(world: World) -> str:
    async with (
        ClientSession() as session,
        session.get(f"http://127.0.0.1:{world.settings.metrics_port}/metrics") as answer,
    ):
        assert answer.status == 200
        return await answer.text()


def _url(folder: Path) -> str:
    return (folder / "address").read_text(encoding="utf-8")


def _key() -> str:
    from tests.postgres import KEY

    return KEY


def report_of(database: str, *, backup: bool = True) -> Report:
    """Live such a life on a new database, and say what was found; of PostgreSQL also without a backup."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="markers-")))
        if database == "sqlite":
            return asyncio.run(lived(folder, database, f"sqlite:///{folder / 'restored.db'}", None, None))
        from tests import postgres

        settings, into = stack.enter_context(postgres.fresh()), ""
        if backup:
            into = stack.enter_context(postgres.fresh(migrated=False)).database
            # The programs of the server, also where they come with the wheel of the tests.
            programs = {"PATH": f"{postgres._binaries(folder / 'programs')}:/usr/bin:/bin"}
            stack.enter_context(patch.dict(os.environ, programs))
        (folder / "address").write_text(settings.database, encoding="utf-8")

        def settle() -> None:
            with postgres.server().connect() as connection:
                connection.execute("CHECKPOINT")
                connection.execute("SELECT pg_switch_wal()")
                connection.execute("CHECKPOINT")

        return asyncio.run(lived(folder, database, into, postgres.server().data, partial(settle)))


def main() -> int:
    """Print the report; 1 where a marker is left."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.markers", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    logging.getLogger().setLevel(logging.DEBUG)
    report = report_of(parser.parse_args().database)
    print("\n".join(report.lines()))
    return 1 if report.left else 0


if __name__ == "__main__":
    sys.exit(main())
