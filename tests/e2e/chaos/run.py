"""One run: people come, faults befall the office, all ends well, and what came of it is judged."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.settings import Settings
from bot.storage.database import open_database
from tests import postgres
from tests.e2e.booking.offices import with_bookings
from tests.e2e.chaos.people import Character, Client
from tests.e2e.chaos.plan import plan
from tests.e2e.chaos.town import Town, open_town
from tests.e2e.chaos.truth import Verdict, deadlocks, judge, note_what_is_queued, story
from tests.e2e.mother import Mother
from tests.e2e.world import make_world

ROLES = ("all", "all", "client", "office", "deliver", "timers")
AT_ONCE = 30
# How long the office may take until nothing waits any more, once nothing befalls it any more.
SETTLING_SECONDS = 240.0
_BEGUN = re.compile(r"\b(\w+): done by this process from now on")


@dataclass(frozen=True)
class Toll:
    """What it cost."""

    seed: int
    on_file: bool
    turns: int
    asked_faults: int
    asked_turns: int
    people: int
    faults: Counter[str]
    takeovers: int
    ended: Counter[str]
    deadlocks: int
    verdict: Verdict
    seconds: float

    def __str__(self) -> str:
        where = "one process on SQLite" if self.on_file else "several processes on PostgreSQL"
        faults = "\n".join(f"    {n:5} {what}" for what, n in sorted(self.faults.items(), key=lambda one: -one[1]))
        doubles = "".join(f"\n    {n:5} {why}" for why, n in self.verdict.explained.items())
        flag = " --on-file" if self.on_file else ""
        verdict = self.verdict
        return (
            f"{self.turns} turns of {self.people} people, {self.faults.total()} faults, {where}, "
            f"{self.seconds / 60:.1f} minutes\n"
            f"{faults}\n"
            f"  {self.takeovers} takeovers, {self.ended.total()} processes ended by themselves, "
            f"{self.deadlocks} deadlocks\n"
            f"  {verdict.messages} messages, {verdict.leads} leads, {verdict.booked} bookings, "
            f"{verdict.reminders} reminders\n"
            f"  {verdict.explained.total()} doubles that something explains{doubles}\n"
            f"  {len(verdict.wrong)} wrong\n"
            f"  again: python -m tests.e2e.chaos --turns {self.asked_turns} --faults {self.asked_faults} "
            f"--seed {self.seed}{flag}"
        )


async def suffer(
    folder: Path,
    turns: int,
    faults: int,
    seed: int,
    *,
    on_file: bool = False,
    roles: tuple[str, ...] = ROLES,
    at_once: int = AT_ONCE,
    minutes: float = 600.0,
    expected: Mapping[str, Any] | None = None,
) -> Toll:
    """Let people come until so much was done, and so many faults befall the office meanwhile."""
    begun = time.monotonic()
    mother = Mother("tests.e2e.chaos.life")
    try:
        expected = expected or await undisturbed(folder)
        forum = seed % 2 == 0
        planned = plan(seed, turns, faults, on_file=on_file, forum=forum)
        with _database(folder, on_file=on_file) as settings:
            note_what_is_queued(settings)
            work = ("all",) if on_file else roles
            async with open_town(folder, seed, settings, mother, work, forum=forum) as town:
                watching = asyncio.ensure_future(town.watch())
                befalling = asyncio.ensure_future(town.faults(planned))
                await town.people(turns, at_once, minutes * 60)
                await befalling
                await _settle(town)
                await town.end()
                await watching
                verdict = judge(town, expected)
                made = Counter({str(k): n for k, n in town.fake.met.items()}) + town.done
                begins = _begins(town)
                return Toll(
                    *(seed, on_file, town.turns, faults, turns, len(town.clients), made),
                    *(begins, town.ended, deadlocks(settings), verdict, time.monotonic() - begun),
                )
    finally:
        mother.close()


@contextmanager
def _database(folder: Path, *, on_file: bool) -> Iterator[Settings]:
    if not on_file:
        with postgres.fresh() as settings:
            yield settings
        return
    key = base64.urlsafe_b64encode(bytes(range(32))).decode()
    yield Settings.load({"INTAKE_DATABASE": f"sqlite:///{folder / 'intake.db'}", "INTAKE_KEY": key}, folder)


async def undisturbed(folder: Path) -> dict[str, Any]:
    """What is stored of a person whose office meets no fault."""
    calm = folder / "calm"
    calm.mkdir(exist_ok=True)
    async with make_world(calm, office=with_bookings(calm)) as world, world.service() as service:
        user = world.person(999)
        always = asyncio.Event()
        always.set()
        client = Client(world, user, Character.plain(), lambda _what: None, always, always)
        await client.live()
        await world.settled(service)
        return story(service.core.database, client)


async def _settle(town: Town) -> None:
    """Let no more befall, and wait until nothing waits to be taken or sent."""
    town.fake.orders.clear()
    if town.line is not None:
        town.line.forget_orders()
    database = open_database(town.world.settings)
    question = text("SELECT count(*) FROM outbox WHERE state <> 'held'")
    try:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SETTLING_SECONDS):
                for bot in (town.world.client, town.world.office):
                    await bot.drained(SETTLING_SECONDS)
                while True:
                    with database.reading() as connection:
                        if not connection.execute(question).scalar_one():
                            return
                    await asyncio.sleep(0.1)
        town.wrong.append(f"not all is sent {SETTLING_SECONDS:.0f} s after the last fault")
    finally:
        database.close()


def _begins(town: Town) -> int:
    """How often one process took over what another had done: what each began, but for the first."""
    logs = [log.read_text(encoding="utf-8", errors="replace") for log in town.world.folder.glob("*.log")]
    begun = Counter(part for log in logs for part in _BEGUN.findall(log))
    return sum(begun.values()) - len(begun)


__all__ = ["Toll", "suffer", "undisturbed"]
