"""What the digest of a morning costs: how long it takes, and how long live turns wait while it is gathered.

    python -m tests.benchmarks.morning [--leads 2000]

All leads are open and scored; a tenth of them loses a mark within ninety days.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot.app import Core
from bot.clock import Clock
from bot.office.morning import Morning
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import StoredLead
from bot.turns.writer import Writer
from dialogs.messages import Act, ActKind
from tests.support import Talk, core_in

WEDNESDAY = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
AT_ONCE = 100
_numbers = count(5_000_000)


def fill(core: Core, leads: int) -> None:
    """Store so many leads like one that was sent, each with answers of its own."""
    talk = Talk(core)
    talk.go_to("handed_off")
    [kept] = core.ledger.do(Call(lambda batch: batch.tx.leads_numbered([1])))
    moment = talk.clock().timestamp()

    def add(batch: Batch, first: int) -> None:
        for number in range(first, min(first + AT_ONCE, leads)):
            person = batch.tx.person_at("telegram", f"{number + 10_000}", talk.clock())
            person.touched = True
            consented, falls = kept.record.consented, number % 10 == 0
            born = f"1992-01-{10 + number % 18}" if falls else f"19{84 + number % 12}-{number % 12 + 1:02}-05"
            given = {
                "birth_date": (born, consented.day),
                "japanese": ("n2" if falls else "n1", consented.day),
                "salary_yen": (6_500_000 + (number % 50) * 10_000, consented.day),
            }
            record = replace(
                kept.record, number=0, consented=replace(consented, answers={**consented.answers, **given})
            )
            batch.tx.add_lead(StoredLead(secrets.token_hex(16), person.id, record, moment + 1, moment + 1, 1))

    for first in range(1, leads, AT_ONCE):
        core.ledger.do(Call(lambda batch, at=first: add(batch, at)))  # type: ignore[misc]


async def turns(writer: Writer, core: Core, done: asyncio.Event) -> list[float]:
    """Milliseconds that live turns took from their arrival to their commit, one every fortieth of a second."""
    found: list[float] = []
    talk = Talk(core, chat="77")
    talk.go_to("goal")
    while not done.is_set():
        start = time.perf_counter()
        await writer.submit(talk.turn(Act(ActKind.COMMAND, "", "help")))
        found.append((time.perf_counter() - start) * 1_000)
        await asyncio.sleep(0.025)
    return found


async def measure(core: Core) -> None:
    """Measure and print."""
    writer = Writer(core.ledger)
    writer.start()
    stop = asyncio.Event()

    async def once(_seconds: float) -> None:
        stop.set()
        await asyncio.Event().wait()

    quiet, done = asyncio.Event(), asyncio.Event()
    asyncio.get_running_loop().call_later(5, quiet.set)
    before = await turns(writer, core, quiet)
    core.ledger.do(Call(lambda batch: batch.tx.set_memo("morning", {"day": "2026-11-24", "at": 0.0, "failed": []})))
    task = asyncio.ensure_future(turns(writer, core, done))
    start = time.perf_counter()
    digest = asyncio.ensure_future(Morning(writer, Clock(now=lambda: WEDNESDAY, sleep=once), lambda: True).run())
    await stop.wait()
    took = time.perf_counter() - start
    done.set()
    during = await task
    digest.cancel()
    await asyncio.to_thread(writer.stop)
    print(f"the digest took {took:.1f} s; {len(during)} live turns meanwhile")
    for name, figures in (("before", before), ("meanwhile", during)):
        ordered = sorted(figures)
        p50, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
        print(f"{name:<10} p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   longest {ordered[-1]:6.1f} ms")


def main(leads: int) -> None:
    """Fill a database and measure."""
    with tempfile.TemporaryDirectory() as folder:
        core = core_in(Path(folder))
        fill(core, leads)
        asyncio.run(measure(core))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, default=2_000)
    main(parser.parse_args().leads)
