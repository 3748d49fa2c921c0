"""Webhooks over two processes on one PostgreSQL: the same update at both at once, and a chat's updates to each in turn.

    python -m tests.e2e.replicas [--updates 10000] [--together 32] [--seed 1]

Two `intake run --role client` receive by HTTP what Telegram would send. Everybody answers the whole interview in typed
words; each next update of a chat goes to the other process, and one in three to both at the same moment, as when
Telegram asks again. It prints how many requests were answered how, and what is stored: every update once, everybody
once, and the same answers of everybody, as they would have been taken one by one.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import func, select

from bot.app import build_core
from bot.channels.telegram.webhook import SECRET_HEADER
from bot.settings import Settings
from bot.storage.tables import people as people_table
from bot.storage.tables import updates as updates_table
from bot.turns.ledger import Call
from dialogs.place import HANDED_OFF
from tests import postgres
from tests.bot.test_webhook import free_port
from tests.e2e.crowd import Crowd, crowd, wait_for
from tests.e2e.mother import Mother
from tests.e2e.world import make_world
from tests.support import TUESDAY_MORNING, lines_to

SECRET = "s" * 32
TWICE = 3
FIRST_CHAT = 5_000


@dataclass
class Replicas:
    """The processes that receive, and what they answered."""

    ports: Sequence[int]
    session: aiohttp.ClientSession
    secret: str
    answered: Counter[str]

    async def post(self, which: int, update: Mapping[str, Any]) -> None:
        """Hand an update to one of them; again, as Telegram does, until it was taken."""
        headers = {SECRET_HEADER: self.secret}
        address = f"http://127.0.0.1:{self.ports[which]}/client"
        async with self.session.post(address, json=update, headers=headers) as answer:
            await answer.read()
            self.answered[str(answer.status)] += 1

    async def talk(self, chat: int, texts: Sequence[str], seed: str) -> None:
        """Everything that one person says, each when the one before was taken."""
        chance = random.Random(f"{seed} {chat}")
        for number, text in enumerate(texts):
            update, which = typed(chat, number, text), (chat + number) % len(self.ports)
            if chance.randrange(TWICE):
                await self.post(which, update)
            else:
                await asyncio.gather(*(self.post(port, update) for port in range(len(self.ports))))
                self.answered["posted to both"] += 1


def typed(chat: int, number: int, text: str) -> dict[str, Any]:
    """What somebody typed, as Telegram sends it."""
    who = {"id": chat, "is_bot": False, "first_name": "Maria", "language_code": "en"}
    message = {"message_id": number + 1, "date": int(time.time()), "from": who, "text": text}
    message["chat"] = {"id": chat, "type": "private", "first_name": "Maria"}
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return {"update_id": chat * 1_000 + number, "message": message}


async def join(together: Crowd, settings: Settings) -> list[int]:
    """Begin two processes that receive; return where they listen."""
    ports = [free_port() for _ in range(2)]
    for port in ports:
        together.environment = {
            **together.environment,
            "INTAKE_WEBHOOK_URL": f"http://127.0.0.1:{port}",
            "INTAKE_WEBHOOK_SECRET": SECRET,
            "INTAKE_PORT": str(port),
        }
        together.join("client")
    for port in ports:
        await wait_for(lambda port=port: listens(port))  # type: ignore[misc]
    return ports


def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def receive(
    together: Crowd, settings: Settings, texts: Sequence[str], people: int, at_once: int, seed: str
) -> dict[str, Any]:
    """Let so many people say all of it to two processes; return what was answered, and what is stored."""
    ports = await join(together, settings)
    secret = replace(settings, webhook_secret=SECRET).webhook_secret_for("client")
    deadlocks = postgres.deadlocks(settings)
    begun, some = time.perf_counter(), asyncio.Semaphore(at_once)
    async with aiohttp.ClientSession() as session:
        replicas = Replicas(ports, session, secret, Counter())

        async def one(chat: int) -> None:
            async with some:
                await replicas.talk(chat, texts, seed)

        await asyncio.gather(*(one(FIRST_CHAT + number) for number in range(people)))
    took = time.perf_counter() - begun
    found = stored(settings, people)
    told = {"people": people, "updates": people * len(texts), "seconds": round(took, 1), **replicas.answered, **found}
    return told | {"deadlocks": postgres.deadlocks(settings) - deadlocks}


def stored(settings: Settings, people: int) -> dict[str, Any]:
    """How many updates and people are stored, where they stand, and how many differing sets of answers there are."""
    core = build_core(settings)
    with core.database.reading() as connection:
        counts = {
            "updates kept": connection.execute(select(func.count()).select_from(updates_table)).scalar_one(),
            "people kept": connection.execute(select(func.count()).select_from(people_table)).scalar_one(),
        }

    def answers(chat: int) -> tuple[str, str]:
        def read(batch: Any) -> tuple[str, str]:
            kept = batch.tx.person_at("telegram", str(chat), TUESDAY_MORNING).conversation.to_json()
            return kept["place"]["at"], str(sorted(kept.get("answers", {}).items()))

        found: tuple[str, str] = core.ledger.do(Call(read))
        return found

    alike = Counter(answers(FIRST_CHAT + number) for number in range(people))
    core.database.close()
    return counts | {"kinds of answers": len(alike), "places": sorted({place for place, _ in alike})}


def whole_interview() -> list[str]:
    """What somebody types who answers everything."""
    with tempfile.TemporaryDirectory() as folder:
        core = build_core(Settings(database=f"sqlite:///{folder}/a.db"))
        texts = ["/start", *lines_to(core, HANDED_OFF)]
        core.database.close()
    return texts


async def run(updates: int, at_once: int, seed: str) -> dict[str, Any]:
    """On a database of its own, in a world without staff."""
    mother, texts = Mother("tests.e2e.crowd"), whole_interview()
    try:
        with tempfile.TemporaryDirectory() as folder, postgres.fresh() as settings:
            async with make_world(Path(folder)) as world:
                together = crowd(world, mother, settings)
                try:
                    told = await receive(together, settings, texts, max(2, updates // len(texts)), at_once, seed)
                    told["errors"] = together.errors()[:5]
                except TimeoutError:
                    for member in together.members:
                        sys.stderr.write(member.text)
                    raise
                finally:
                    together.end()
    finally:
        mother.close()
    return told


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line, run, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--together", type=int, default=32)
    parser.add_argument("--seed", default="1")
    args = parser.parse_args(argv)
    told = asyncio.run(run(args.updates, args.together, args.seed))
    sys.stdout.write("".join(f"{name}: {value}\n" for name, value in told.items()))
    return 0 if is_right(told) else 1


def is_right(told: Mapping[str, Any]) -> bool:
    """Whether every request was taken, and all is stored once and as it was said."""
    refused = [name for name in told if name.isdigit() and name != "200"]
    each_once = (told["updates kept"], told["people kept"]) == (told["updates"], told["people"])
    return not refused and each_once and told["kinds of answers"] == 1 and not told["deadlocks"] and not told["errors"]


if __name__ == "__main__":
    sys.exit(main())


__all__ = ["is_right", "receive", "whole_interview"]
