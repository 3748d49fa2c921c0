"""What a turn costs the ledger among many stored people, and who waits how long while others read or are erased.

    python -m tests.benchmarks.stored [--people 10000 100000 1000000] [--rounds 5] [--folder /dev/shm] [--no-beside]

Databases of each size are filled with rows like real ones, and the same turns (new people on their way to the hand-off,
their messages recorded as delivered) go to each in turn, one a batch and 32 a batch; what counts is the processor time
of the ledger, as a ratio to the smallest. Then, beside turns one at a time: `intake leads --json` over 100,000 leads in
another process, and `prune` of 5,000 people whose keeping time is over. The files are removed at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

from bot.app import Core
from bot.delivery.post import Post
from bot.storage.records import address_values, lead_values, person_values, run_values
from bot.turns.acts import ClientTurn, Delivered
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import Address, Person, StoredLead
from dialogs.messages import Act, ActKind
from tests.benchmarks.canned import NOW
from tests.benchmarks.throughput import Act as Done
from tests.benchmarks.throughput import script
from tests.support import core_in

# Rows each stored person has besides their own.
UPDATES, HANDLES = 6, 6
# One in so many has a lead, one in so many an answer that waits (their chat is closed to us).
LEADS, WAITING = 8, 50
AT_ONCE = (1, 32)
_numbers = count(10_000_000)


@dataclass
class Many:
    """A database, and people who act on it; what is queued for them counts as delivered with their next turn."""

    core: Core
    posts: list[Post] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.core.news.listen(lambda posts, _gone, _all: self.posts.extend(posts))

    def turns(self, chats: Sequence[str], act: Done) -> None:
        """One act of each of some people, in one batch."""
        results = self.core.ledger.batch([Call(self._deliver), *(turn_of(chat, act) for chat in chats)])
        if any(isinstance(result, BaseException) or result is not None and result.refused for result in results):
            raise SystemExit(f"a turn failed: {results}")
        if any(screen.lines[0].key == "old-button" for turned in results[1:] for screen in turned.screens):
            raise SystemExit("a button of the script is not the one that counts")

    def _deliver(self, batch: Batch) -> None:
        sent, self.posts = self.posts, []
        for post in sent:
            made = {post.handle: str(next(_numbers))} if post.handle and post.kind != "strip" else {}
            batch.tx.delivered(Delivered(post, made, NOW.timestamp()))

    def walk(self, people: int, at_once: int, todo: Sequence[Done]) -> float:
        """New people on their way, so many at the same time; returns microseconds of processor time a turn."""
        begun = time.process_time()
        for _ in range(people // at_once):
            chats = [str(next(_numbers)) for _ in range(at_once)]
            for act in todo:
                self.turns(chats, act)
        return (time.process_time() - begun) / (people * len(todo)) * 1e6

    def seconds_each(self, todo: Sequence[Done]) -> Iterator[float]:
        """New people, one turn at a time, for ever; yields how long each turn had to wait for its commit."""
        while True:
            chat = str(next(_numbers))
            for act in todo:
                begun = time.perf_counter()
                self.turns([chat], act)
                yield time.perf_counter() - begun


def turn_of(chat: str, done: Done) -> ClientTurn:
    """An act of the script as a turn."""
    kind, content = done
    if content == "/start":
        act = Act(ActKind.COMMAND, command="start", language="en")
    elif kind == "text":
        act = Act(ActKind.TEXT, content, language="en")
    else:
        act = Act(ActKind.PRESS, data=content, language="en")
    number = str(next(_numbers))
    return ClientTurn("telegram", number, chat, act, NOW, number if kind == "text" else None)


# --- filling ----------------------------------------------------------------------------------------------------------


@dataclass
class Pattern:
    """A real person somewhere on their way, with the lead they have, if any."""

    person: Person
    lead: StoredLead | None
    run: Any


def patterns(todo: Sequence[Done]) -> list[Pattern]:
    """People who stopped after each act of the script."""
    with tempfile.TemporaryDirectory() as folder:
        many, found = Many(core_in(Path(folder))), []
        for length in range(2, len(todo) + 1):
            chat = str(next(_numbers))
            for act in todo[:length]:
                many.turns([chat], act)
            with many.core.ledger.store.transaction() as tx:
                person = tx.person_at("telegram", chat, NOW)
                found.append(Pattern(person, tx.lead_of(person.id), next(iter(tx.runs_of(person.id)), None)))
        many.core.database.close()
    return found


class Filler:
    """Writes people like those of the patterns. `sound` people can be opened; the others only take up their room."""

    def __init__(self, core: Core, like: Sequence[Pattern]) -> None:
        self.core, self.like = core, like
        self.sealer = core.database.sealer
        self._ready: dict[tuple[int, str], dict[str, Any]] = {}

    def fill(self, people: int, *, sound: bool = False, leads: int = LEADS, since: datetime = NOW) -> None:
        """Add so many people to a file; one in `leads` has a lead."""
        with closing(sqlite3.connect(self.core.database.backend.place, isolation_level=None)) as raw:
            raw.execute("PRAGMA synchronous=OFF")
            raw.execute("PRAGMA cache_size=-1000000")
            with _without_indexes(raw):
                raw.execute("BEGIN")
                everyone = iter(range(people))
                while part := list(islice(everyone, 5_000)):
                    for table, rows in self.rows(part, sound, leads, since.timestamp()).items():
                        names = list(rows[0])
                        places = ", ".join("?" * len(names))
                        raw.executemany(
                            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})",  # noqa: S608  our own tables
                            [tuple(row.values()) for row in rows],
                        )
                raw.execute("COMMIT")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def rows(self, part: Sequence[int], sound: bool, leads: int, at: float) -> dict[str, list[dict[str, Any]]]:
        """The records of some people, by their tables; all of a table have the same names in the same order."""
        rows: dict[str, list[dict[str, Any]]] = {}

        def add(table: str, row: dict[str, Any]) -> None:
            rows.setdefault(table, []).append(row)

        for number in part:
            pattern = self.like[number % len(self.like)]
            who, lane, chat = os.urandom(16).hex(), os.urandom(32).hex(), str(next(_numbers))
            person = replace(
                pattern.person, id=who, address=Address(lane, "telegram", chat), version=1, updated_at=at, inbox=[]
            )
            key = number % len(self.like)
            hour = at // 3600 * 3600
            add("people", {**self._sealed(key, "people", person, sound), "id": who, "updated_at": hour})
            finder = {} if sound else {"finder": lane}
            add("addresses", {**self._sealed(key, "addresses", person, sound), **finder, "id": lane, "person": who})
            if pattern.run is not None:
                add("runs", {**self._sealed(key, "runs", person, sound), "id": os.urandom(16).hex(), "person": who})
            if number % leads == 0:
                place = {"person": who, "number": number + 1, "changed": number + 1}
                filed = {**self._sealed(key, "leads", person, sound, number + 1), **place}
                add("leads", filed if sound else {**filed, "id": os.urandom(16).hex()})
            for i in range(UPDATES):
                seen = {
                    "channel": "telegram",
                    "update_key": str(next(_numbers)),
                    "seen_at": hour - 3600 * (i * 37 % 480),
                }
                add("updates", seen)
            for i in range(HANDLES):
                made: dict[str, Any] = {
                    "id": f"c:{who}:{i}",
                    "person": who,
                    "channel": "telegram",
                    "message_id": str(next(_numbers)),
                }
                add("handles", {**made, "sent_at": hour})
            if number % WAITING == 0:
                held: dict[str, Any] = {
                    "channel": "telegram",
                    "lane": lane,
                    "kind": "screen",
                    "handle": f"c:{who}:9",
                    "person": who,
                }
                held |= {"id": os.urandom(16).hex(), "state": "held", "created_at": hour, "sealed": os.urandom(1071)}
                add("outbox", held)
        return rows

    def _sealed(self, key: int, table: str, person: Person, sound: bool, number: int = 0) -> dict[str, Any]:
        """A row of a person like this; made once for all who need not be opened."""
        if sound:
            return self._row(table, person, self.like[key], number)
        if (key, table) not in self._ready:
            self._ready[key, table] = self._row(table, person, self.like[key], number)
        return dict(self._ready[key, table])

    def _row(self, table: str, person: Person, pattern: Pattern, number: int) -> dict[str, Any]:
        if table == "people":
            return person_values(self.sealer, person)
        if table == "addresses":
            return address_values(self.sealer, person)
        if table == "runs":
            return run_values(self.sealer, os.urandom(16).hex(), person.id, person.updated_at, pattern.run)
        lead = pattern.lead or next(p.lead for p in self.like if p.lead is not None)
        filed = replace(
            lead,
            id=os.urandom(16).hex(),
            person=person.id,
            version=1,
            record=replace(lead.record, number=number),
        )
        return lead_values(self.sealer, filed)


@contextmanager
def _without_indexes(raw: sqlite3.Connection) -> Iterator[None]:
    """Indexes are made anew at the end: that takes a fraction of the time."""
    found = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _ in found:
        raw.execute(f"DROP INDEX {name}")
    yield
    for _, made in found:
        raw.execute(made)


# --- measuring --------------------------------------------------------------------------------------------------------


def sizes(args: argparse.Namespace, like: Sequence[Pattern], todo: Sequence[Done]) -> None:
    """The cost of a turn among so many people, as figures and ratios."""
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        stores: dict[int, Many] = {}
        for people in args.people:
            place = Path(folder) / str(people)
            place.mkdir()
            stores[people] = Many(core_in(place))
            begun = time.perf_counter()
            Filler(stores[people].core, like).fill(people)
            size = (place / "intake.db").stat().st_size >> 20
            print(f"{people:>9,} people stored: {size:,} MB, filled in {time.perf_counter() - begun:.0f} s", flush=True)
        for at_once in AT_ONCE:
            figures: dict[int, list[float]] = {people: [] for people in stores}
            for number in range(args.rounds + 1):
                for people, many in stores.items():
                    cost = many.walk(max(args.walkers, at_once), at_once, todo)
                    if number:  # the first round warms up
                        figures[people].append(cost)
            told(at_once, figures)
        for many in stores.values():
            many.core.database.close()


def told(at_once: int, figures: dict[int, list[float]]) -> None:
    """One line for each size."""
    least = figures[min(figures)]
    for people, costs in figures.items():
        ratios = [cost / first for cost, first in zip(costs, least, strict=True)]
        print(
            f"{at_once:>3} a batch, {people:>9,} people: {statistics.median(costs):6.0f} us CPU a turn, "
            f"{statistics.median(ratios):.2f} times the smallest (min {min(ratios):.2f}, max {max(ratios):.2f})",
            flush=True,
        )


async def beside_leads(folder: Path, like: Sequence[Pattern], todo: Sequence[Done], leads: int) -> None:
    """How long turns wait while another process reads every lead."""
    many = Many(core_in(folder))
    Filler(many.core, [p for p in like if p.lead is not None]).fill(leads, sound=True, leads=1)
    waits = many.seconds_each(todo)
    alone = [next(waits) for _ in range(500)]
    environment = {**os.environ, "INTAKE_DATABASE": f"sqlite:///{many.core.database.backend.place}"}
    begun = time.perf_counter()
    reading = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "leads", "--json", env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    ended = asyncio.ensure_future(reading.wait())
    during = []
    while not ended.done():
        during.append(next(waits))
        await asyncio.sleep(0.002)
    if ended.result():
        raise SystemExit("intake leads failed")
    took = time.perf_counter() - begun
    print(f"intake leads --json, {leads:,} leads: {took:.1f} s; {_waited(alone, during)}", flush=True)
    many.core.database.close()


def beside_prune(folder: Path, like: Sequence[Pattern], todo: Sequence[Done], over: int) -> None:
    """How long each piece of the daily pruning takes, and so the longest a turn waits behind one."""
    many = Many(core_in(folder))
    days = many.core.office.privacy.keep_days + 2
    Filler(many.core, like).fill(over, sound=True, since=NOW - timedelta(days=days))
    waits = many.seconds_each(todo)
    alone = [next(waits) for _ in range(500)]
    pieces, during, removed, begun = [], [], 0, time.process_time()
    while True:
        started = time.perf_counter()
        piece = many.core.ledger.do(Call(lambda batch: batch.prune(NOW)))
        gone = piece.rows + sum(piece.people.values())
        pieces.append(time.perf_counter() - started)
        removed += gone
        if not gone:
            break
        during.append(pieces[-1] + next(waits))
    cost = time.process_time() - begun
    print(
        f"prune, {over:,} people over: {removed:,} rows and people in {len(pieces)} pieces, {cost:.1f} s CPU;", end=" "
    )
    print(f"a piece p50 {_ms(pieces, 0.5):.0f} ms, longest {max(pieces) * 1e3:.0f} ms; {_waited(alone, during)}")
    many.core.database.close()


def _waited(alone: list[float], during: list[float]) -> str:
    parts = [
        f"{name} p50 {_ms(found, 0.5):.1f} p99 {_ms(found, 0.99):.1f} most {max(found) * 1e3:.1f} ms"
        for name, found in (("a turn alone", alone), ("meanwhile", during))
    ]
    return ", ".join(parts)


def _ms(found: Sequence[float], part: float) -> float:
    return sorted(found)[int(len(found) * part)] * 1e3


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--walkers", type=int, default=32, help="new people a round")
    parser.add_argument("--leads", type=int, default=100_000)
    parser.add_argument("--over", type=int, default=5_000, help="people whose keeping time is over")
    parser.add_argument("--folder", default="/dev/shm" if Path("/dev/shm").is_dir() else None)
    parser.add_argument("--no-beside", action="store_true", help="leave out reading and pruning")
    args = parser.parse_args()
    todo = script(24)
    like = patterns(todo)
    sizes(args, like, todo[:12])
    if args.no_beside:
        return
    # Waiting is measured where the disk is: a commit in memory says nothing about it.
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(beside_leads(Path(folder), like, todo[:12], args.leads))
    with tempfile.TemporaryDirectory() as folder:
        beside_prune(Path(folder), like, todo[:12], args.over)


if __name__ == "__main__":
    main()
