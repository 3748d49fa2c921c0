"""How long people at their own pace wait for the next screen, from the act to its arrival, over real HTTP.

    python -m tests.benchmarks.pace [--people 200] [--seconds 60] [--hostile] [--stalled METHOD]

The product runs in a process of its own in webhook mode, at its own pace of sending; this one is its people and its Bot
API, which writes down what arrives and refuses nothing. People think 3 to 9 seconds (by a seed) before each act and
walk to the hand-off. `--hostile`: a quarter into it somebody sends a hundred texts of 4,096 times a letter that grows
18 times when it is folded. `--stalled`: the next call of that method hangs for 30 seconds; whose it is does not count.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import socket
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from tests.benchmarks.canned import answer
from tests.benchmarks.throughput import Act, process, script, update

THINK = (3.0, 9.0)
STALL_SECONDS = 30.0
HOSTILE_TEXT, HOSTILE_TEXTS, HOSTILE_CHAT = "ﷺ" * 4096, 100, 999_999
WARMING_CHAT = 999_998
# A screen that never comes counts as this.
GIVEN_UP = 30.0
_SCREENS = ("sendMessage", "editMessageText")


@dataclass
class Chat:
    """What arrived in one chat: when the last screen did, and the message that has the buttons."""

    screens: int = 0
    at: float = 0.0
    live: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Api:
    """The Bot API of the product: answers every call at once, but for one that is to hang."""

    chats: dict[int, Chat] = field(default_factory=dict)
    calls: dict[str, int] = field(default_factory=dict)
    stalls: str = ""
    stalled: int | None = None

    def chat(self, number: int) -> Chat:
        """A chat by its id."""
        return self.chats.setdefault(number, Chat())

    async def call(self, request: web.Request) -> web.Response:
        """Any method of any bot."""
        method = request.match_info["method"]
        body = await request.read()
        params: dict[str, Any] = json.loads(body) if request.content_type == "application/json" and body else {}
        number = int(params.get("chat_id", 0) or 0)
        self.calls[method] = self.calls.get(method, 0) + 1
        if method == self.stalls:
            self.stalls, self.stalled = "", number
            await asyncio.sleep(STALL_SECONDS)
        text = answer(method, number)
        if number > 0 and method in _SCREENS:
            chat = self.chat(number)
            made = params.get("message_id") or json.loads(text)["result"]["message_id"]
            if params.get("reply_markup"):
                chat.live = int(made)
            chat.screens, chat.at = chat.screens + 1, time.perf_counter()
            chat.came.set()
        return web.Response(text=text, content_type="application/json")


@asynccontextmanager
async def serving(api: Api) -> AsyncIterator[str]:
    """The API on a port of its own; yields its address."""
    app = web.Application(client_max_size=64 << 20)
    app.router.add_route("*", "/bot{token}/{method}", api.call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


@dataclass
class Crowd:
    """The people: where they send, until when, and how long each act took (when it began, who, seconds)."""

    api: Api
    session: aiohttp.ClientSession
    where: list[str]
    until: float
    waits: list[tuple[float, int, float]] = field(default_factory=list)
    number: int = 0

    async def post(self, chat: int, kind: str, content: str) -> None:
        """One update, sent again until it is kept, as Telegram does."""
        self.number += 1
        body = update(self.number, chat, kind, content)
        if kind == "press":
            body["callback_query"]["message"]["message_id"] = self.api.chat(chat).live
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.where[1]}
        while True:
            async with self.session.post(
                f"http://127.0.0.1:{self.where[0]}/client", json=body, headers=headers
            ) as reply:
                if reply.status == 200:
                    return
            await asyncio.sleep(1)

    async def spent(self) -> float:
        """CPU seconds the product has used."""
        async with self.session.get(f"http://127.0.0.1:{self.where[0]}/spent") as reply:
            return float(await reply.text())

    async def person(self, chat: int, todo: Sequence[Act], think: tuple[float, float] = THINK) -> None:
        """One person, from the first word on."""
        chance = random.Random(chat)
        await asyncio.sleep(chance.uniform(0, think[1]))
        for kind, content in todo:
            if time.perf_counter() > self.until:
                return
            await self.act(chat, kind, content)
            await asyncio.sleep(chance.uniform(*think))

    async def act(self, chat: int, kind: str, content: str) -> None:
        """Act, and wait for the screen that answers it."""
        here = self.api.chat(chat)
        here.came.clear()
        begun = time.perf_counter()
        sent = asyncio.ensure_future(self.post(chat, kind, content))
        try:
            async with asyncio.timeout(GIVEN_UP):
                await here.came.wait()
            self.waits.append((begun, chat, here.at - begun))
        except TimeoutError:
            self.waits.append((begun, chat, GIVEN_UP))
        await sent


async def flood(crowd: Crowd) -> None:
    """A hundred long texts of one person, as fast as they go."""
    await crowd.post(HOSTILE_CHAT, "text", "/start")
    await asyncio.gather(*(crowd.post(HOSTILE_CHAT, "text", HOSTILE_TEXT) for _ in range(HOSTILE_TEXTS)))


def told(name: str, waits: Sequence[float]) -> None:
    """One line of the report."""
    if not waits:
        print(f"{name}: nobody acted")
        return
    found = sorted(waits)
    p50, p95, p99 = (found[int(len(found) * part)] * 1e3 for part in (0.5, 0.95, 0.99))
    print(
        f"{name}: p50 {p50:.0f} ms  p95 {p95:.0f} ms  p99 {p99:.0f} ms  most {found[-1] * 1e3:.0f} ms  n {len(found)}"
    )


async def main() -> None:
    """Let people act, and print how long they waited."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--stalled", metavar="METHOD")
    args = parser.parse_args()
    todo, api = script(24), Api()
    with tempfile.TemporaryDirectory() as folder:
        async with (
            serving(api) as address,
            process("throughput_server", folder, address, "pace") as where,
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
        ):
            # What a process makes once (words, questions, points) is made for somebody who does not count.
            warming = Crowd(api, session, where, float("inf"))
            await warming.person(WARMING_CHAT, todo, think=(0.0, 0.0))
            await warming.post(WARMING_CHAT, "text", "How much does it cost?")
            crowd = Crowd(api, session, where, time.perf_counter() + args.seconds, number=1_000)
            async with asyncio.TaskGroup() as tasks:
                for number in range(args.people):
                    tasks.create_task(crowd.person(1_000 + number, todo))
                if args.hostile or args.stalled:
                    await asyncio.sleep(args.seconds / 4)
                trouble = time.perf_counter()
                over = trouble
                if args.stalled:
                    api.stalls, over = args.stalled, trouble + STALL_SECONDS
                if args.hostile:
                    before = await crowd.spent()
                    await flood(crowd)
                    print(f"CPU of the product during the flood: {await crowd.spent() - before:.2f} s")
                    over = max(time.perf_counter(), trouble + 5)
    told(f"{args.people} people, all acts", [wait for _, _, wait in crowd.waits])
    if args.hostile or args.stalled:
        meanwhile = [w for at, chat, w in crowd.waits if trouble <= at <= over and chat != api.stalled]
        told(f"others during {args.stalled or 'the flood'} ({over - trouble:.0f} s)", meanwhile)
    if args.stalled and api.stalled is None:
        print(f"{args.stalled} was never called")
    print(", ".join(f"{method} {number}" for method, number in sorted(api.calls.items())))


if __name__ == "__main__":
    asyncio.run(main())
