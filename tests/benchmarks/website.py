"""What a turn on the website costs beside the same turn over Telegram's webhook, and what a page costs that is open.

    python -m tests.benchmarks.website [--people 40] [--rounds 5] [--pages 500]

The service runs in a process of its own, as `intake run` makes it; Telegram's side answers at once, over loopback HTTP.
Counted is the processor time of that process, until the last message is delivered; rounds alternate, ratios are taken
round by round. Browsers act as ours do: with the number up to which the page they were given has all. The last column
is what the least costs that takes such a form (`floor`). Pages are opened by raw connections and say nothing. Of what a
turn consists: `website_parts`.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import re
import secrets
import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from bot.channels.web.channel import BEAT_SECONDS
from bot.receiving.server import make_server, serve
from dialogs.office import WebRule
from tests.benchmarks.throughput import Act, process, script, update, walk
from tests.channels.web.bench import bench

# So many acts are measured, after the ones that begin a conversation in a language.
ACTS, BEGIN = 10, 2


async def _asked(session: aiohttp.ClientSession, url: str) -> str:
    async with session.get(url) as answer:
        return await answer.text()


async def _begun(base: str) -> tuple[aiohttp.ClientSession, int]:
    """Begin as somebody does; returns their browser, and up to which number its page has all."""
    # Each from a place of their own, as behind a proxy.
    place = ".".join(str(1 + number % 250) for number in secrets.token_bytes(4))
    headers = {"Origin": base, "X-Forwarded-For": place}
    session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), headers=headers)
    async with session.post(f"{base}/chat/begin", data={"language": "en"}) as answer:
        page = await answer.text()
    assert "May we keep" in page
    found = re.search(r'data-last="(\d+)"', page)
    assert found is not None
    return session, int(found[1])


async def _website(browsers: list[tuple[aiohttp.ClientSession, int]], base: str, todo: list[Act]) -> None:
    async def one(browser: tuple[aiohttp.ClientSession, int]) -> None:
        session, last = browser
        for kind, content in todo:
            said = {"press" if kind == "press" else "text": content, "key": secrets.token_hex(16), "after": str(last)}
            async with session.post(f"{base}/chat", data=said, headers={"X-Intake": "1"}) as answer:
                assert answer.status == 200
                last = (await answer.json())["last"]

    await asyncio.gather(*map(one, browsers))


async def _floor(session: aiohttp.ClientSession, base: str, chats: range, todo: list[Act]) -> None:
    async def one(chat: int) -> None:
        for kind, content in todo:
            said = {"press" if kind == "press" else "text": content, "key": f"{chat:032}", "after": "0"}
            async with session.post(f"{base}/floor", data=said, headers={"X-Intake": "1"}) as answer:
                assert await answer.json() == {}

    await asyncio.gather(*map(one, chats))


async def _without_script(browsers: list[tuple[aiohttp.ClientSession, int]], base: str, todo: list[Act]) -> None:
    """The same acts by forms: each answer leads to the whole page."""

    async def one(browser: tuple[aiohttp.ClientSession, int]) -> None:
        session, _ = browser
        for kind, content in todo:
            said = {"press" if kind == "press" else "text": content, "key": secrets.token_hex(16)}
            async with session.post(f"{base}/chat", data=said) as answer:
                assert answer.status == 200
                assert 'id="question"' in await answer.text()

    await asyncio.gather(*map(one, browsers))


async def _turns(base: str, secret: str, people: int, rounds: int) -> None:
    whole = script(BEGIN + ACTS)
    ratios: dict[str, list[float]] = {"website": [], "without script": [], "floor": []}
    async with aiohttp.ClientSession() as session:
        for number in range(rounds + 1):
            chats = range(1_000 * (number + 1), 1_000 * (number + 1) + people)
            await asyncio.gather(*(walk(session, f"{base}/client", secret, chat, whole[:BEGIN]) for chat in chats))
            await _floor(session, base, chats, whole[:BEGIN])
            begun, plain = [await _begun(base) for _ in chats], [await _begun(base) for _ in chats]
            await _asked(session, f"{base}/drained")
            before = float(await _asked(session, f"{base}/spent"))
            # Other numbers than those of the beginning, which were seen.
            later = [*([("text", "")] * BEGIN), *whole[BEGIN:]]
            await asyncio.gather(*(_later(session, base, secret, chat, later) for chat in chats))
            await _asked(session, f"{base}/drained")
            telegram = float(await _asked(session, f"{base}/spent")) - before
            before += telegram
            await _website(begun, base, whole[BEGIN:])
            await _asked(session, f"{base}/drained")
            website = float(await _asked(session, f"{base}/spent")) - before
            before += website
            await _without_script(plain, base, whole[BEGIN:])
            await _asked(session, f"{base}/drained")
            without = float(await _asked(session, f"{base}/spent")) - before
            before += without
            await _floor(session, base, chats, whole[BEGIN:])
            floor = float(await _asked(session, f"{base}/spent")) - before
            for browser, _ in (*begun, *plain):
                await browser.close()
            if number:  # the first round warms up
                each = 1e6 / people / len(whole[BEGIN:])
                costs = {"website": website, "without script": without, "floor": floor}
                told = [
                    f"{name} {cost * each:6.0f} us a turn" for name, cost in ({"telegram": telegram} | costs).items()
                ]
                print("   ".join(told))
                for name, cost in costs.items():
                    ratios[name].append(cost / telegram)
    for name, found in ratios.items():
        print(f"{name} / telegram: {statistics.median(found):.2f} (min {min(found):.2f}, max {max(found):.2f})")


async def _later(session: aiohttp.ClientSession, base: str, secret: str, chat: int, todo: list[Act]) -> None:
    """The acts after the beginning: those before it are counted, and not done again."""
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}
    for i, (kind, content) in enumerate(todo):
        if i >= BEGIN:
            body = update(chat * 100 + i, chat, kind, content)
            async with session.post(f"{base}/client", json=body, headers=headers) as answer:
                assert answer.status == 200


_OPEN = """
import socket, sys, time
port, pages = int(sys.argv[1]), []
for token in sys.stdin.read().split():
    page = socket.create_connection(("127.0.0.1", port))
    head = f"GET /chat/events?after=0 HTTP/1.1\\r\\nHost: x\\r\\nCookie: intake={token}\\r\\nX-Forwarded-For: {token}"
    page.sendall(f"{head}\\r\\n\\r\\n".encode())
    pages.append(page)
for page in pages:
    assert page.recv(100).startswith(b"HTTP/1.1 200")
print("open", flush=True)
time.sleep(600)
"""


def _memory() -> int:
    with open("/proc/self/statm", encoding="ascii") as told:  # noqa: PTH123
        return int(told.read().split()[1]) * 4096


async def _pages(pages: int, silent: float) -> None:
    """Have so many pages open in another process, and say what each costs here."""
    with tempfile.TemporaryDirectory() as scratch:
        rule = WebRule(proxies=("127.0.0.1/32",))
        async with bench(Path(scratch), rule=rule) as it:
            tokens = [await it.channel.site.sessions.begin(f"chat-{number}") for number in range(pages)]
            # As `intake run` serves it.
            listener, stop = socket.create_server(("127.0.0.1", 0)), asyncio.Event()
            app = make_server(it.channel.endpoints, it.channel.pages)
            serving = asyncio.create_task(serve(app, "127.0.0.1", 0, stop, listener=listener))
            gc.collect()
            before = _memory()
            other = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _OPEN, str(listener.getsockname()[1])),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
            )
            assert other.stdin is not None
            assert other.stdout is not None
            other.stdin.write("\n".join(tokens).encode())
            other.stdin.close()
            assert await other.stdout.readline() == b"open\n"
            await asyncio.sleep(1)
            gc.collect()
            each = (_memory() - before) / pages / 1024
            spent, begun = time.process_time(), time.perf_counter()
            await asyncio.sleep(silent)
            share = (time.process_time() - spent) / (time.perf_counter() - begun)
            print(f"{pages} open pages: {each:.1f} kB each, {share:.2%} of a core while silent")
            other.kill()
            await other.wait()
            stop.set()
            await serving


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=500)
    given = parser.parse_args()

    async def main() -> None:
        """Measure and print."""
        with tempfile.TemporaryDirectory() as scratch:
            async with process("api_server") as [port]:
                argv = (scratch, f"http://127.0.0.1:{port}", "website")
                async with process("throughput_server", *argv) as [ours, secret]:
                    assert re.fullmatch(r"\d+", ours)
                    await _turns(f"http://127.0.0.1:{ours}", secret, given.people, given.rounds)
        await _pages(given.pages, 2 * BEAT_SECONDS + 1)

    asyncio.run(main())
