"""Of what the cost of a turn consists, on the website and over Telegram: each part in one thread, beside nobody else.

    python -m tests.benchmarks.website_parts [--people 40] [--rounds 8]

The same acts as `website` walks, handed to the ledger as the channels do, 25 to a transaction on a real file; what the
network and its libraries cost is in `website` alone, with the least that any turn by a form can cost (`floor`). "turns"
is the transaction, "told" what the page is answered with, "delivered" the transaction that notes what Telegram was
sent, "dialogue" what the dialogue alone takes of "turns", the same for both: no way of sending can cost less than that.
Least of all rounds, since others only ever add to it.
"""

from __future__ import annotations

import argparse
import gc
import logging
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from bot.app import Core, build_core, build_runner
from bot.channels.web.channel import WebChannel
from bot.channels.web.scene import WebScene
from bot.channels.web.sessions import new_session
from bot.clock import Clock
from bot.delivery.post import Post
from bot.process import settle
from bot.settings import Settings
from bot.turns.acts import ClientTurn, Delivered, Turned
from bot.turns.apply import Batch
from bot.turns.ledger import Call, Job
from bot.turns.records import Address, newcomer
from dialogs.messages import ActKind
from tests.benchmarks.canned import NOW, TOKEN
from tests.benchmarks.floor import act_of
from tests.benchmarks.throughput import script
from tests.benchmarks.throughput_server import with_website
from tests.benchmarks.website import ACTS, BEGIN

TOGETHER = 25


class Parts:
    """Seconds of processor time by their names."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def of(self, name: str, do: Callable[[], Any], *, counts: bool) -> Any:
        """Do something, and count what it takes."""
        begun = time.thread_time()
        done = do()
        if counts:
            self.spent[name] = self.spent.get(name, 0.0) + time.thread_time() - begun
        return done


class Walks:
    """Some people, each through the same acts, by either way."""

    def __init__(self, core: Core, channel: WebChannel, people: int) -> None:
        self.core, self.site, self.people = core, channel.site, people
        self.todo = [act_of(kind, content) for kind, content in script(BEGIN + ACTS)]

    def batch(self, jobs: Sequence[Job]) -> list[Any]:
        """Do jobs in one transaction."""
        results = self.core.ledger.batch(jobs)
        assert not any(isinstance(result, BaseException) for result in results), results
        return results

    def groups(self, names: Sequence[str]) -> Iterator[Sequence[str]]:
        """People by those who act at the same time."""
        for start in range(0, len(names), TOGETHER):
            gc.collect(0)
            yield names[start : start + TOGETHER]

    def website(self, mark: str) -> dict[str, float]:
        """By our script."""
        parts, last = Parts(), {f"{mark}-{number}": 0 for number in range(self.people)}
        sessions: dict[str, str] = {}

        def sign_in(batch: Batch, chat: str) -> None:
            person = batch.tx.person_at("web", chat, NOW)
            person.touched = True
            session = new_session(f"token {chat}", person.id, chat, NOW)
            batch.tx.keep_web_session(session)
            sessions[chat] = session.id

        self.batch([Call(lambda batch, chat=chat: sign_in(batch, chat)) for chat in last])  # type: ignore[misc]
        for step, act in enumerate(self.todo):
            shows = {"text": act.text} if act.kind is ActKind.TEXT else {}
            for chats in self.groups([*last]):
                turns = [
                    ClientTurn(
                        *("web", secrets.token_hex(16), chat, act, NOW),
                        scene=WebScene("web", sessions[chat], NOW, self.site.view, shows, last[chat]),
                    )
                    for chat in chats
                ]
                results = parts.of("turns", lambda turns=turns: self.batch(turns), counts=step >= BEGIN)  # type: ignore[misc]
                for chat, turned in zip(chats, results, strict=True):
                    self._tell(parts, chat, turned, last, counts=step >= BEGIN)
        return parts.spent

    def _tell(self, parts: Parts, chat: str, turned: Turned, last: dict[str, int], *, counts: bool) -> None:
        outcome = turned.shown
        person, changes = outcome.session.person, outcome.changes
        live = self.site.live
        parts.of("told", lambda: live.told(person, changes, last[chat], framed=False).encode(), counts=counts)
        last[chat] = changes.last

    def telegram(self, mark: str) -> dict[str, float]:
        """By Telegram's webhook."""
        parts, posts = Parts(), list[Post]()
        chats = [f"{mark}-{number}" for number in range(self.people)]
        self.core.news.tell = lambda new, *_: posts.extend(new)  # type: ignore[method-assign]
        for step, act in enumerate(self.todo):
            for group in self.groups(chats):
                turns = [ClientTurn("telegram", f"{chat}.{step}", chat, act, NOW, "7") for chat in group]
                parts.of("turns", lambda turns=turns: self.batch(turns), counts=step >= BEGIN)  # type: ignore[misc]
                sent, posts[:] = [Delivered(p, _made(p), NOW.timestamp()) for p in posts], []
                jobs = [Call(lambda batch, one=one: batch.tx.delivered(one)) for one in sent]  # type: ignore[misc]
                parts.of("delivered", lambda jobs=jobs: self.batch(jobs), counts=step >= BEGIN)  # type: ignore[misc]
        return parts.spent

    def dialogue(self, mark: str) -> dict[str, float]:
        """By the dialogue alone."""
        parts, handle = Parts(), self.core.dialogue.handle
        first = newcomer(mark, Address(mark, "web", mark), NOW.timestamp()).conversation
        for conversation in [deepcopy(first) for _ in range(self.people)]:
            for step, act in enumerate(self.todo):
                parts.of("dialogue", lambda c=conversation, a=act: handle(c, a, NOW), counts=step >= BEGIN)  # type: ignore[misc]
        return parts.spent


def _made(post: Post) -> dict[str, str]:
    return {post.handle: "5"} if post.handle and post.kind == "screen" else {}


def main(people: int, rounds: int) -> None:
    """Measure and print."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        settings = Settings(
            client_token=TOKEN,
            database=f"sqlite:///{folder / 'benchmark.db'}",
            webhook_url="http://127.0.0.1:8080",
            webhook_secret="benchmark-secret-of-ours",
            office=with_website(folder),
        )
        core = build_core(settings)
        channel = build_runner(core, clock=Clock(now=lambda: NOW), look_every=None).channels["web"]
        assert isinstance(channel, WebChannel)
        walks = Walks(core, channel, people)
        settle()
        least: dict[tuple[str, str], float] = {}
        for number in range(rounds + 1):
            for way in (walks.dialogue, walks.telegram, walks.website):
                for part, spent in way(f"{way.__name__}-{number}").items():
                    name = (way.__name__, part)
                    if number:  # the first round warms up
                        least[name] = min(least.get(name, spent), spent)
        for (way_name, part), spent in least.items():
            print(f"{way_name:9} {part:10} {spent * 1e6 / people / ACTS:6.0f} us a turn")
        core.database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=8)
    given = parser.parse_args()

    async def _in_a_loop() -> None:
        main(given.people, given.rounds)

    import asyncio

    asyncio.run(_in_a_loop())
