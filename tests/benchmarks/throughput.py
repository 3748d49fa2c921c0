"""Durable turns a second of one process on SQLite FULL, beside a bare aiogram echo on the same HTTP path, interleaved.

    python -m tests.benchmarks.throughput [--rounds 5] [--chats 64] [--people 40]

Both servers run in a process of their own behind an aiohttp webhook and answer 200: the echo when its handler is done,
ours after the commit. Sending stops just above the HTTP client in both: the request is built, a canned reply parsed.
Each simulated person walks the first twelve acts of an interview. Ours is timed until the last message is delivered.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

TOKEN = "42:benchmark-benchmark-benchmark"
SECRET = "benchmark"
# Texts and presses of one person; a press names the question and the revision, which are the same for everybody.
ACTS = (
    ("text", "/start"),
    ("press", "language.1.a:en"),
    ("press", "consent.2.a:agree"),
    ("press", "goal.3.a:hsp"),
    ("press", "residence.4.a:work"),
    ("press", "activity.5.a:specialist"),
    ("press", "international_services.6.a:no"),
    ("text", "650万"),
    ("text", "1994-05-01"),
    ("press", "degrees.9.on:master"),
    ("press", "degrees.10.done"),
    ("text", "5 years"),
)


def update(number: int, chat: int, kind: str, content: str) -> dict[str, Any]:
    """One update as Telegram sends it."""
    user = {"id": chat, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    where = {"id": chat, "type": "private", "first_name": "Ann"}
    message = {"message_id": number, "date": 1_700_000_000, "chat": where}
    if kind == "text":
        return {"update_id": number, "message": {**message, "from": user, "text": content}}
    bot = {"id": 42, "is_bot": True, "first_name": "B"}
    query = {"id": str(number), "from": user, "chat_instance": "7", "data": content}
    return {"update_id": number, "callback_query": {**query, "message": {**message, "from": bot, "text": "?"}}}


async def walk(session: aiohttp.ClientSession, url: str, secret: str, chat: int) -> list[float]:
    """One person's acts, one after the other; returns seconds until each was acknowledged."""
    times = []
    for i, (kind, content) in enumerate(ACTS):
        body = json.dumps(update(chat * 100 + i, chat, kind, content))
        begun = time.perf_counter()
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}
        async with session.post(url, data=body, headers=headers) as answer:
            assert answer.status == 200, await answer.text()
        times.append(time.perf_counter() - begun)
    return times


@asynccontextmanager
async def server(variant: str, folder: Path) -> AsyncIterator[tuple[str, str]]:
    """A server process of a variant: its URL and secret."""
    command = [sys.executable, "-m", "tests.benchmarks.throughput_server", variant, str(folder)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    port, secret = (await process.stdout.readline()).decode().split()
    try:
        yield f"http://127.0.0.1:{port}", secret
    finally:
        process.terminate()
        await process.wait()


async def measure(variant: str, people: int, chats: int, first: int, url: str, secret: str) -> dict[str, float]:
    """Turns a second of wall time and of the server's CPU time, and latency, for one round."""
    waiting = list(range(first, first + people))
    times: list[float] = []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=chats)) as session:

        async def worker() -> None:
            while waiting:
                times.extend(await walk(session, f"{url}/client", secret, waiting.pop()))

        async with session.get(f"{url}/spent") as answer:
            cpu_before = float(await answer.text())
        begun = time.perf_counter()
        await asyncio.gather(*(worker() for _ in range(chats)))
        # Ours answers when the last message is delivered, the echo at once: it has sent before acknowledging.
        async with session.get(f"{url}/drained") as answer:
            await answer.text()
        wall = time.perf_counter() - begun
        async with session.get(f"{url}/spent") as answer:
            cpu = float(await answer.text()) - cpu_before
    turns = people * len(ACTS)
    times.sort()
    return {
        "turns": turns,
        "per_second": turns / wall,
        "per_cpu_second": turns / cpu,
        "p50_ms": times[len(times) // 2] * 1000,
        "p99_ms": times[int(len(times) * 0.99)] * 1000,
    }


async def main() -> None:
    """Interleave the variants and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--chats", type=int, default=64, help="people acting at the same time")
    parser.add_argument("--people", type=int, default=128, help="people a round")
    args = parser.parse_args()
    results: dict[str, list[dict[str, float]]] = {"echo": [], "intake": []}
    with tempfile.TemporaryDirectory() as scratch:
        async with server("echo", Path(scratch)) as echo, server("intake", Path(scratch)) as ours:
            for round_number in range(args.rounds + 1):
                for name, (url, secret) in (("echo", echo), ("intake", ours)):
                    first = 1_000 + round_number * args.people
                    figures = await measure(name, args.people, args.chats, first, url, secret)
                    if round_number:  # the first round warms up
                        results[name].append(figures)
    for name, rounds in results.items():
        medians = {key: statistics.median(r[key] for r in rounds) for key in rounds[0]}
        print(
            f"{name:7} {medians['per_second']:7.0f} turns/s  {medians['per_cpu_second']:7.0f} turns/CPU s  "
            f"p50 {medians['p50_ms']:6.1f} ms  p99 {medians['p99_ms']:6.1f} ms  "
            f"({len(rounds)} rounds of {medians['turns']:.0f})"
        )
    for key in ("per_second", "per_cpu_second"):
        ratios = [o[key] / e[key] for o, e in zip(results["intake"], results["echo"], strict=True)]
        low, high = min(ratios), max(ratios)
        print(f"intake / echo, {key}: median {statistics.median(ratios):.2f} (min {low:.2f}, max {high:.2f})")


if __name__ == "__main__":
    asyncio.run(main())
