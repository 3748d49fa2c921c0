"""Durable turns of one process on SQLite FULL, beside a bare aiogram echo on the same HTTP path, interleaved.

    python -m tests.benchmarks.throughput [--acts 12] [--chats 64] [--people 128] [--rounds 5] [--http]
                                          [--pause 0]

Both servers run in a process of their own behind an aiohttp webhook and answer 200: the echo when its handler is done,
ours after the commit. Sending stops just above the HTTP client in both, or goes over loopback HTTP (`--http`). Each
simulated person walks the first acts of an interview (24 lead to the hand-off and a card). Ours is timed until the last
message is delivered. What counts is the CPU a turn costs; rounds alternate, ratios are taken round by round.
With one person at a time the echo waits for nothing and keeps its caches, while ours finds them cold after each wait
for the disk; with a pause before each act (`--chats 1 --pause 0.015`) both find them cold, as in an office.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.turns.records import Address, newcomer
from dialogs.marks import mark_of
from dialogs.messages import Button
from dialogs.place import HANDED_OFF
from tests.benchmarks.canned import NOW
from tests.dialogs.walker import Walk
from tests.support import acts

Act = tuple[str, str]


def script(most: int) -> list[Act]:
    """What one person does, from the first word to the hand-off: texts and presses, the same for everybody."""
    walk = Walk(careful=False, start=False)
    walk.now = NOW
    walk.conversation = newcomer("walk", Address("walk", "telegram", "1"), NOW.timestamp()).conversation
    walk.commands("start")
    found: list[Act] = [("text", "/start")]
    while walk.conversation.place.at != HANDED_OFF and len(found) < most:
        for act in acts(walk.dialogue, walk.conversation, walk.screen):
            if isinstance(act, Button):
                found.append(("press", f"{mark_of(walk.conversation)}.{act.action}"))
                walk.presses(act.action)
            else:
                found.append(("text", act))
                walk.says(act)
    return found[:most]


def update(number: int, chat: int, kind: str, content: str) -> dict[str, Any]:
    """One update as Telegram sends it."""
    user = {"id": chat, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    where = {"id": chat, "type": "private", "first_name": "Ann"}
    message = {"message_id": number, "date": 1_700_000_000, "chat": where}
    if kind == "text":
        said: dict[str, Any] = {**message, "from": user, "text": content}
        if content.startswith("/"):
            said["entities"] = [{"type": "bot_command", "offset": 0, "length": len(content)}]
        return {"update_id": number, "message": said}
    bot = {"id": 42, "is_bot": True, "first_name": "B"}
    query = {"id": str(number), "from": user, "chat_instance": "7", "data": content}
    return {"update_id": number, "callback_query": {**query, "message": {**message, "from": bot, "text": "?"}}}


async def walk(
    session: aiohttp.ClientSession, url: str, secret: str, chat: int, todo: list[Act], pause: float = 0
) -> list[float]:
    """One person's acts, one after the other; returns seconds until each was acknowledged."""
    times = []
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}
    for i, (kind, content) in enumerate(todo):
        body = json.dumps(update(chat * 100 + i, chat, kind, content))
        if pause:
            await asyncio.sleep(pause)
        begun = time.perf_counter()
        async with session.post(url, data=body, headers=headers) as answer:
            assert answer.status == 200, await answer.text()
            await answer.read()
        times.append(time.perf_counter() - begun)
    return times


@asynccontextmanager
async def process(module: str, *argv: str, extra: Mapping[str, str] | None = None) -> AsyncIterator[list[str]]:
    """A server process; yields what it prints in its first line. `extra` is for its environment."""
    environment = {**os.environ, **(extra or {})}
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"tests.benchmarks.{module}", *argv, stdout=asyncio.subprocess.PIPE, env=environment
    )
    assert started.stdout is not None
    try:
        yield (await started.stdout.readline()).decode().split()
    finally:
        started.terminate()
        await started.wait()


async def measure(
    people: int, chats: int, first: int, where: list[str], todo: list[Act], pause: float = 0
) -> dict[str, float]:
    """Microseconds of CPU and of wall time a turn, and latency, for one round."""
    url, secret = f"http://127.0.0.1:{where[0]}", where[1]
    waiting = list(range(first, first + people))
    times: list[float] = []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=chats)) as session:

        async def worker() -> None:
            while waiting:
                times.extend(await walk(session, f"{url}/client", secret, waiting.pop(), todo, pause))

        async def ask(path: str) -> str:
            async with session.get(f"{url}{path}") as answer:
                return await answer.text()

        cpu_before = float(await ask("/spent"))
        begun = time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(chats)))
        # Ours answers when the last message is delivered, the echo at once: it has sent before acknowledging.
        await ask("/drained")
        wall = time.perf_counter() - begun
        cpu = float(await ask("/spent")) - cpu_before
    turns = people * len(todo)
    times.sort()
    return {
        "turns": turns,
        "wall": wall / turns * 1e6,
        "cpu": cpu / turns * 1e6,
        "p50": times[len(times) // 2] * 1000,
        "p99": times[int(len(times) * 0.99)] * 1000,
    }


async def main() -> None:
    """Interleave the variants and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--acts", type=int, default=12, help="acts of each person; 24 go to the hand-off")
    parser.add_argument("--chats", type=int, default=64, help="people acting at the same time")
    parser.add_argument("--people", type=int, default=128, help="people a round")
    parser.add_argument("--pause", type=float, default=0, help="seconds before each act")
    parser.add_argument("--http", action="store_true", help="send over loopback HTTP")
    args = parser.parse_args()
    todo = script(args.acts)
    results: dict[str, list[dict[str, float]]] = {"echo": [], "intake": []}
    with tempfile.TemporaryDirectory() as scratch:
        async with (
            _api(args.http) as api,
            process("echo_server", api) as echo,
            process("throughput_server", scratch, api) as ours,
        ):
            for number in range(args.rounds + 1):
                for name, where in (("echo", echo), ("intake", ours)):
                    first = 1_000 + number * args.people
                    figures = await measure(args.people, args.chats, first, where, todo, args.pause)
                    if number:  # the first round warms up
                        results[name].append(figures)
    for name, rounds in results.items():
        m = {key: statistics.median(r[key] for r in rounds) for key in rounds[0]}
        print(
            f"{name:7} {m['cpu']:6.0f} us CPU a turn  {m['wall']:6.0f} us wall  p50 {m['p50']:6.1f} ms  "
            f"p99 {m['p99']:6.1f} ms  ({len(rounds)} rounds of {m['turns']:.0f} turns)"
        )
    for key in ("cpu", "wall"):
        ratios = [e[key] / o[key] for o, e in zip(results["intake"], results["echo"], strict=True)]
        low, high = min(ratios), max(ratios)
        print(f"echo / intake, {key}: median {statistics.median(ratios):.2f} (min {low:.2f}, max {high:.2f})")


@asynccontextmanager
async def _api(http: bool) -> AsyncIterator[str]:
    if not http:
        yield "-"
        return
    async with process("api_server") as [port]:
        yield f"http://127.0.0.1:{port}"


if __name__ == "__main__":
    asyncio.run(main())
