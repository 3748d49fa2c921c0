"""The median of a turn, and the memory of a process, among few stored people and among very many, on both databases.

    python -m tests.benchmarks.grown [--people 1000 10000 1000000] [--databases sqlite postgresql] [--rounds 60]
                                     [--folder /dev/shm] [--walk 64]

Databases of each size are filled with records like real ones (a million people: 2.5 GB in a file, more on PostgreSQL).
Then one person after the other goes through the first acts, turn by turn, in each size in turn; the median of a turn to
its commit is compared with that among 10,000. At last the whole service starts on each and serves some people: what
memory it has then is compared with that among 1,000. Everything is removed at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import psycopg
from psycopg.sql import SQL, Identifier

from bot.app import Core, build_core
from tests.benchmarks.canned import NOW
from tests.benchmarks.servers import Postgres
from tests.benchmarks.stored import LEADS, Filler, Many, Pattern, patterns
from tests.benchmarks.throughput import Act, measure, process, script
from tests.support import core_in

# So many are written by hand; more of them are copies with other names, which the server makes by itself.
BY_HAND = 10_000
_SHORT = "md5({name} || '/' || n)"
_LONG = "md5({name} || '/' || n) || md5(n || '/' || {name})"
# What is another one in each copy. A number goes on where those of the copy before end.
_RENAMED = {
    "people": {"id": _SHORT},
    "addresses": {"id": _LONG, "finder": _LONG, "person": _SHORT},
    "runs": {"id": _SHORT, "person": _SHORT},
    "leads": {"id": _SHORT, "person": _SHORT, "number": "{name} + n * @", "changed": "{name} + n * @"},
    "updates": {"update_key": "{name} || '/' || n"},
    "handles": {"id": "{name} || '/' || n", "person": _SHORT, "message_id": "{name} || n"},
    "outbox": {"id": _SHORT, "lane": _LONG, "handle": "{name} || '/' || n", "person": _SHORT},
}
_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
AND indexname NOT IN (SELECT conname FROM pg_constraint) AND tablename = ANY(%s)
"""


def fill_server(connection: psycopg.Connection[Any], filler: Filler, people: int) -> None:
    """Fill a database on a server with so many people."""
    hand = min(people, BY_HAND)
    if people % hand:
        raise SystemExit(f"above {BY_HAND} only multiples of it")
    found = connection.execute(_INDEXES, (list(_RENAMED),)).fetchall()
    with connection.transaction():
        for name, _ in found:
            connection.execute(SQL("DROP INDEX {}").format(Identifier(name)))
        columns: dict[str, list[str]] = {}
        for start in range(0, hand, 1_000):
            part = filler.rows(range(start, min(start + 1_000, hand)), False, LEADS, NOW.timestamp())
            for table, rows in part.items():
                columns[table] = list(rows[0])
                listed = SQL(", ").join(map(Identifier, rows[0]))
                into = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), listed)
                with connection.cursor() as cursor, cursor.copy(into) as copying:
                    for row in rows:
                        copying.write_row(tuple(row.values()))
        if people > hand:
            for table, names in columns.items():
                connection.execute(_copies(table, names, hand).encode(), (people // hand - 1,))
        for _, made in found:
            connection.execute(made.encode())
        connection.execute("SELECT setval(pg_get_serial_sequence('leads', 'number'), %s)", (people + 1,))
    connection.execute("VACUUM ANALYZE")
    connection.execute("CHECKPOINT")


def _copies(table: str, names: Sequence[str], step: int) -> str:
    """The statement that has the server copy what is in a table so many times, with other names."""
    renamed = _RENAMED[table]
    values = [renamed.get(name, "{name}").replace("{name}", f'"{name}"').replace("@", str(step)) for name in names]
    target = ", ".join(f'"{name}"' for name in names)
    made = f"INSERT INTO {table} ({target}) OVERRIDING SYSTEM VALUE SELECT {', '.join(values)} "  # noqa: S608  ours
    return f"{made} FROM {table}, generate_series(1, %s) AS n"


# --- measuring --------------------------------------------------------------------------------------------------------


@dataclass
class Grown:
    """A database of a size, and what was measured there."""

    kind: str
    people: int
    url: str
    core: Core
    waits: list[float] = field(default_factory=list)
    cpu: float = 0
    memory: float = 0

    @property
    def median(self) -> float:
        """Milliseconds until the commit of a turn."""
        return statistics.median(self.waits) * 1e3


def made(args: argparse.Namespace, folder: Path, like: Sequence[Pattern]) -> Iterator[Grown]:
    """The databases, filled."""
    for kind in args.databases:
        postgres = Postgres(args.folder) if kind == "postgresql" else None
        for people in args.people:
            begun = time.perf_counter()
            if postgres is None:
                place = folder / str(people)
                place.mkdir()
                url, core = f"sqlite:///{place}/intake.db", core_in(place)
                Filler(core, like).fill(people)
            else:
                name = f"of_{people}"
                settings = postgres.database(name)
                url, core = settings.database, build_core(settings)
                with postgres.server.connect(name) as connection:
                    fill_server(connection, Filler(core, like), people)
            print(f"{kind:10} {people:>9,} people, filled in {time.perf_counter() - begun:.0f} s", flush=True)
            yield Grown(kind, people, url, core)


def turns(stores: Sequence[Grown], rounds: int, todo: Sequence[Act]) -> None:
    """The median of a turn in each, round by round."""
    waits = [Many(one.core).seconds_each(todo) for one in stores]
    for number in range(rounds + 2):
        for one, waiting in zip(stores, waits, strict=True):
            begun = time.process_time()
            found = [next(waiting) for _ in todo]
            if number > 1:  # the first ones warm up
                one.waits += found
                one.cpu += time.process_time() - begun


async def resident(one: Grown, people: int, todo: list[Act]) -> float:
    """MiB of the whole service on a database, once it has served some people."""
    with tempfile.TemporaryDirectory() as scratch:
        async with process("throughput_server", scratch, "-", one.url) as where:
            await measure(people, 16, 1_000, where, todo)
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"http://127.0.0.1:{where[0]}/memory") as answer,
            ):
                return float(await answer.text())


def told(stores: Sequence[Grown]) -> Iterator[str]:
    """The lines of the report."""
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    yield f"load of the machine {load}, {os.cpu_count()} cores"
    for one in stores:
        among = [other for other in stores if other.kind == one.kind]
        base = min(among, key=lambda other: abs(other.people - 10_000))
        few = min(among, key=lambda other: other.people)
        grown = f"{one.memory:.1f} MiB, {one.memory - few.memory:+.1f}" if one.memory else "not asked"
        yield (
            f"{one.kind:10} {one.people:>9,} people: a turn p50 {one.median:5.2f} ms, "
            f"{one.median / base.median:.2f} times that at {base.people:,}; "
            f"{one.cpu / len(one.waits) * 1e6:4.0f} us CPU of ours a turn; memory {grown}"
        )


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 10_000, 1_000_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=60, help="people who walk, one after the other")
    parser.add_argument(
        "--walk", type=int, default=64, help="people served before memory is asked for; 0 leaves it out"
    )
    parser.add_argument("--folder", default="/dev/shm" if Path("/dev/shm").is_dir() else None)
    args = parser.parse_args()
    todo = script(12)
    like = patterns(script(24))
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        stores = list(made(args, Path(folder), like))
        turns(stores, args.rounds, todo)
        for one in stores:
            one.core.database.close()
            if args.walk:
                one.memory = asyncio.run(resident(one, args.walk, todo))
        print("\n".join(told(stores)))


if __name__ == "__main__":
    main()
