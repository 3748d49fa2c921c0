"""An hour of a busy office in a few minutes, to see whether a process grows: its memory, its threads, its open files.

    python -m tests.e2e.hour [--turns 12000] [--seed 1]

`intake run` is a process of its own, over the strict fake Bot API, at no pace; people write, press whatever button
there is, and send what nobody can read; they go, and others come. Some open the chat on the website, keep its page open
and go. Answers of Telegram are lost. After every round of people it is looked how it stands. The first part makes what
is kept for good (words, caches with a limit); over the rest a line is fitted, and its slope is the report.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, CookieJar

from bot.app import build_core
from tests.bot.test_webhook import free_port, until_open
from tests.e2e.crowd import Crowd, Member, crowd
from tests.e2e.mother import Mother
from tests.e2e.website.visitor import Visitor, profile
from tests.e2e.world import World, make_world
from tests.telegram import FakeUser

# Which part of all is not fitted; with fewer turns than these, caches are still being filled in what is.
WARMING, FEWEST = 0.4, 10_000
# Grows it by more than this over ten thousand turns, it grows (KiB; what the database's own caches breathe is less).
MOST_GROWTH = 4 * 1024
MOST_TO_TELEGRAM = 200
PEOPLE, COME, PAGES = 400, 40, 12
_TEXTS = (
    "hello",
    "/help",
    "/start",
    "6,500,000",
    "what does it cost?",
    "/result",
    "1990-05-01",
    "N1",
    "/language",
    "?",
)


@dataclass
class Stands:
    """How a process stood after some turns: KiB of memory, its own and shared, open files and connections, threads.

    Connections to Telegram are apart: there are as many as were needed at once (a hundred for each bot at most), and
    they are kept for what comes next.
    """

    turns: int
    memory: int
    files: int
    threads: int
    to_telegram: int


@dataclass
class Report:
    """What was seen of it."""

    seen: list[Stands] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0
    # How many series its figures had after the warming, and at the end.
    series: list[int] = field(default_factory=list)

    def fitted(self) -> list[Stands]:
        """Those after the warming."""
        last = self.seen[-1].turns
        return [one for one in self.seen if one.turns >= WARMING * last]

    def growth(self, name: str) -> float:
        """How much more of something there is after ten thousand turns, by the line through all that was seen."""
        fitted = self.fitted()
        return 10_000 * slope([one.turns for one in fitted], [float(getattr(one, name)) for one in fitted])

    @property
    def is_flat(self) -> bool:
        """Whether it does not grow."""
        # A few are open at one look and not at another.
        few = abs(self.growth("files")) < 8 and self.growth("threads") < 4
        return few and self.growth("memory") <= MOST_GROWTH and self.seen[-1].to_telegram <= MOST_TO_TELEGRAM

    def lines(self) -> list[str]:
        """In words."""
        first, last = self.fitted()[0], self.seen[-1]
        grown = self.growth("memory")
        return [
            f"{last.turns} turns and {self.pages} pages of the website in {self.seconds:.0f} s",
            f"memory: {first.memory / 1024:.1f} MiB after {first.turns} turns, {last.memory / 1024:.1f} MiB at the end;"
            f" {grown:+.0f} KiB in ten thousand turns (at most {MOST_GROWTH})",
            f"open files: {first.files} and {last.files}, {self.growth('files'):+.1f} in ten thousand turns;"
            f" connections to Telegram: {last.to_telegram} (at most {MOST_TO_TELEGRAM})",
            f"series of figures: {self.series[0]} and {self.series[-1]}",
            f"threads: {first.threads} and {last.threads}, {self.growth('threads'):+.1f} in ten thousand turns",
            "too short to tell" if last.turns < FEWEST else "flat" if self.is_flat else "IT GROWS",
        ]


def slope(at: Sequence[float], values: Sequence[float]) -> float:
    """The slope of the line that fits best."""
    middle, mean = sum(at) / len(at), sum(values) / len(values)
    below = sum((x - middle) ** 2 for x in at)
    return sum((x - middle) * (y - mean) for x, y in zip(at, values, strict=True)) / below if below else 0.0


def stands(pid: int, turns: int, telegram: int) -> Stands:
    """How a process stands now, by its system; `telegram` is the port of the Bot API."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    told = dict(line.split(":", 1) for line in status.splitlines())
    there = {
        fields[9]
        for fields in map(str.split, Path(f"/proc/{pid}/net/tcp").read_text(encoding="utf-8").splitlines()[1:])
        if int(fields[2].rpartition(":")[2], 16) == telegram
    }
    files = [str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir()]
    to_telegram = sum(file.removeprefix("socket:[").removesuffix("]") in there for file in files)
    return Stands(turns, int(told["VmRSS"].split()[0]), len(files) - to_telegram, int(told["Threads"]), to_telegram)


class Traffic:
    """All that comes in, by a seed."""

    def __init__(self, crowd: Crowd, one: Member, port: int, metrics: int, seed: int) -> None:
        self.world: World = crowd.world
        self.telegram = int(crowd.world.fake.base_url.rpartition(":")[2])
        self.one, self.base, self.figures = one, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{metrics}"
        self.lots = random.Random(seed)
        self._numbers = count(1_000)
        self.people = [self.world.person(next(self._numbers)) for _ in range(PEOPLE)]
        self.sent = 0
        self.report = Report()

    async def run(self, turns: int) -> Report:
        """Let it all come in, and look now and then."""
        begun = time.monotonic()
        while self.sent < turns:
            order = self.lots.sample(self.people, len(self.people))
            for first in range(0, len(order), 40):
                await asyncio.gather(*(self._act(person) for person in order[first : first + 40]))
                await self.world.client.drained()
            await self._visit()
            self._trouble()
            # Those who have been there longest go, and others come: so whoever is there is as far as ever.
            self.people = [*self.people[COME:], *(self.world.person(next(self._numbers)) for _ in range(COME))]
            self.report.seen.append(stands(self.one.pid, self.sent, self.telegram))
            if not self.report.series and self.sent >= WARMING * turns:
                self.report.series.append(await self._series())
        self.report.series.append(await self._series())
        self.report.seconds = time.monotonic() - begun
        return self.report

    async def _series(self) -> int:
        """How many series of ours there are."""
        async with ClientSession() as session, session.get(f"{self.figures}/metrics") as answer:
            return sum(line.startswith("intake_") for line in (await answer.text()).splitlines())

    async def _act(self, person: FakeUser) -> None:
        self.sent += 1
        client, chance = self.world.client, self.lots.random()
        if chance < 0.02:
            self.world.client.push_any(business_connection={"id": "1", "odd": True})
        elif chance < 0.04:
            await person.send_sticker(client)
        elif chance < 0.45 and (shown := [m for m in person.messages(client)[-6:] if m.from_bot and m.buttons]):
            message = self.lots.choice(shown)
            _, data = self.lots.choice([button for row in message.buttons for button in row])
            await person.press(client, message, str(data))
        else:
            await person.send(client, self.lots.choice(_TEXTS))

    async def _visit(self) -> None:
        """Pages of the chat are opened, and left."""
        async with AsyncExitStack() as opened:
            for _ in range(PAGES):
                visitor = await opened.enter_async_context(_browser(self.base))
                page = await visitor.begin()
                self.report.pages += 1
                answer = await opened.enter_async_context(
                    visitor.session.get(f"{self.base}/chat/events?after=0", headers={"Accept": "text/event-stream"})
                )
                await answer.content.readline()
                if page.buttons() and self.lots.random() < 0.5:
                    await visitor.type("hello")

    def _trouble(self) -> None:
        """Something is refused, or breaks off."""
        self.world.fake.lose_replies(0.02 if self.lots.random() < 0.3 else 0.0, self.lots.randrange(1_000))


@asynccontextmanager
async def _browser(base: str) -> AsyncIterator[Visitor]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True), timeout=ClientTimeout(total=60)) as session:
        yield Visitor(session, base)


async def hour(folder: Path, mother: Mother, turns: int, seed: int) -> Report:
    """Have one process live through it."""
    port, metrics = free_port(), free_port()
    base = f"http://127.0.0.1:{port}"
    async with make_world(folder, office=profile(folder), public_url=base) as world:
        world.allows("Error handling request")
        build_core(world.settings).database.close()
        settings = {"INTAKE_PORT": str(port), "INTAKE_METRICS_PORT": str(metrics), "INTAKE_PUBLIC_URL": base}
        made = crowd(world, mother, world.settings, INTAKE_OFFICE=str(world.settings.office), **settings)
        try:
            one = made.join()
            await until_open(port)
            return await Traffic(made, one, port, metrics, seed).run(turns)
        finally:
            made.end()
            # Whoever is killed in the end answers no press any more.
            world.expects(dead=len(world.dead()), unanswered=len(world.unanswered()), undue=True)


def main() -> int:
    """Let it run, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    mother = Mother("tests.e2e.crowd")
    with tempfile.TemporaryDirectory() as folder:
        report = asyncio.run(hour(Path(folder), mother, args.turns, args.seed))
    print("\n".join(report.lines()))
    return 0 if report.is_flat else 1


if __name__ == "__main__":
    sys.exit(main())
