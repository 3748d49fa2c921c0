"""What our storage costs a turn, as a ratio to the driver used raw: the same statements with the same values.

    python -m tests.benchmarks.grouped [--databases sqlite postgresql] [--at-once 128] [--rounds 40] [--people 2000]

So many people act in one transaction, without dialogue: each update is noted, their records are read, opened, sealed
and written, a message for each is queued, all is committed (SQLite FULL, PostgreSQL synchronous_commit=on). Each round
the statements of that transaction are run again on a copy of the database by `sqlite3` or `psycopg` alone, with
execute, executemany, BEGIN and COMMIT. The copy went through the same rounds, so both find the same.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from bot.app import Core, build_core
from bot.settings import Settings
from bot.storage.seal import Sealer
from bot.turns.acts import ClientTurn
from dialogs.messages import Act, ActKind
from tests.benchmarks.canned import NOW
from tests.benchmarks.servers import Postgres
from tests.support import settings_in

# A statement, its values, and whether these are those of many records.
Stated = tuple[str, Any, bool]
_numbers = count(1)


def act(core: Core, chats: Sequence[str]) -> None:
    """What storage does for one act of each of some people, in one transaction."""
    turns = [
        ClientTurn("telegram", str(next(_numbers)), chat, Act(ActKind.TEXT, "1", language="en"), NOW, "1")
        for chat in chats
    ]
    with core.ledger.store.transaction() as tx:
        tx.prepare(turns)
        for turn in turns:
            tx.first_time(turn.channel, turn.update_key, NOW)
            person = tx.person_at(turn.channel, turn.chat, NOW)
            person.touched = True
            name = os.urandom(8).hex()
            said = {"lines": [["sorry", {"phone": "03-1234-5678"}]], "language": "en"}
            tx.queue("telegram", person.address.id, "screen", f"c:{person.id}:{name}", person.id, said, NOW)
        tx.flush()


@contextmanager
def recorded(core: Core) -> Iterator[list[Stated]]:
    """What is stated on the driver while the block runs."""
    found: list[Stated] = []
    dialect = core.database.backend.dialect
    ask, ask_for_each = dialect.ask, dialect.ask_for_each

    def one(connection: Any, sql: str, values: Sequence[Any], made: Any) -> Any:
        found.append((sql, values, False))
        return ask(connection, sql, values, made)

    def many(connection: Any, sql: str, records: Iterable[Sequence[Any]]) -> Any:
        several = list(records)
        found.append((sql, several, True))
        return ask_for_each(connection, sql, several)

    with mock.patch.object(dialect, "ask", one), mock.patch.object(dialect, "ask_for_each", many):
        yield found


# --- the same by the driver alone -------------------------------------------------------------------------------------

Raw = Callable[[Sequence[Stated]], None]


def raw_sqlite(connection: sqlite3.Connection) -> Raw:
    """Run statements in one transaction by `sqlite3`."""

    def run(stated: Sequence[Stated]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for sql, values, many in stated:
            if many:
                connection.executemany(sql, values)
            else:
                connection.execute(sql, values).fetchall()
        connection.execute("COMMIT")

    return run


def raw_psycopg(connection: psycopg.Connection[Any]) -> Raw:
    """Run statements in one transaction by `psycopg`."""

    def run(stated: Sequence[Stated]) -> None:
        connection.execute("BEGIN")
        for sql, values, many in stated:
            if many:
                with connection.cursor() as cursor:
                    cursor.executemany(sql.encode(), values)
            else:
                cursor = connection.execute(sql.encode(), values)
                if cursor.description is not None:
                    cursor.fetchall()
        connection.execute("COMMIT")

    return run


@contextmanager
def beside(kind: str, people: Sequence[str], at_once: int) -> Iterator[tuple[Core, Raw]]:
    """A database of ours in which these people are, and the driver on a copy of it."""
    with tempfile.TemporaryDirectory() as folder:
        postgres = Postgres() if kind == "postgresql" else None
        settings: Settings = postgres.database("ours") if postgres else settings_in(Path(folder))
        core = build_core(settings)
        for start in range(0, len(people), at_once):
            act(core, people[start : start + at_once])
        core.database.close()
        if postgres is None:
            copy = Path(folder) / "copy.db"
            with closing(sqlite3.connect(Path(folder) / "intake.db")) as source, closing(sqlite3.connect(copy)) as to:
                source.backup(to)
            with closing(sqlite3.connect(copy, isolation_level=None)) as raw:
                for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
                    raw.execute(f"PRAGMA {pragma}").fetchall()
                yield build_core(settings), raw_sqlite(raw)
            return
        with postgres.server.connect() as connection:
            ours = make_url(settings.database).database or ""
            connection.execute(SQL("CREATE DATABASE copy TEMPLATE {}").format(Identifier(ours)))
        with postgres.server.connect("copy") as connection:
            connection.execute("SET synchronous_commit = on")
            yield build_core(settings), raw_psycopg(connection)


def timed(do: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the wall, and of processor time of this thread."""
    wall, cpu = time.perf_counter(), time.thread_time()
    do()
    return time.perf_counter() - wall, time.thread_time() - cpu


def counted(really: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    """The same, whose processor time is added to what is spent."""

    def call(*values: Any, **more: Any) -> Any:
        begun = time.thread_time()
        try:
            return really(*values, **more)
        finally:
            spent[0] += time.thread_time() - begun

    return call


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--at-once", type=int, default=128)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--people", type=int, default=2_000)
    args = parser.parse_args()
    everyone = [str(number) for number in range(10_000, 10_000 + args.people)]
    for kind in args.databases:
        ours, raw, sealing = [], [], []
        with beside(kind, everyone, args.at_once) as (core, replay):
            spent = [0.0]
            for number in range(args.rounds + 4):
                start = number * args.at_once % (args.people - args.at_once)
                chats, spent[0] = everyone[start : start + args.at_once], 0.0
                with recorded(core) as stated:
                    if number % 4 == 3:  # what sealing costs is looked at in rounds of their own
                        with (
                            mock.patch.object(Sealer, "seal_json", counted(Sealer.seal_json, spent)),
                            mock.patch.object(Sealer, "open_json", counted(Sealer.open_json, spent)),
                            mock.patch.object(Sealer, "fingerprint", counted(Sealer.fingerprint, spent)),
                            mock.patch.object(Sealer, "fingerprints", counted(Sealer.fingerprints, spent)),
                        ):
                            act(core, chats)
                        sealing.append(spent[0])
                        replay(stated)
                        continue
                    found = timed(lambda chats=chats: act(core, chats))  # type: ignore[misc]  # the loop's own
                again = timed(lambda stated=stated: replay(stated))  # type: ignore[misc]
                if number > 4:
                    ours.append(found)
                    raw.append(again)
            core.database.close()
        load = os.getloadavg()[0]
        for index, name in enumerate(("wall", "processor")):
            mine, its = ([one[index] / args.at_once * 1e6 for one in found] for found in (ours, raw))
            ratios = [less / more for less, more in zip(its, mine, strict=True)]
            extra = statistics.median(sealing) / args.at_once * 1e6
            with_it = (statistics.median(its) + extra) / statistics.median(mine)
            print(
                f"{kind:10} {args.at_once} at once, {name:9} ours {statistics.median(mine):5.0f} us a turn, raw "
                f"{statistics.median(its):5.0f}: {statistics.median(ratios):.2f} of it; with sealing and JSON "
                f"({extra:.0f} us) on both sides {with_it:.2f}; load {load:.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
