"""Two processes take the same people's turns on one database, each in an order of its own, many of them both at once.

    python -m tests.storage.crossed FOLDER-OR-ADDRESS TURNS [SEED]
    python -m tests.storage.crossed new TURNS [SEED]

Everybody answers the whole interview. Each answer comes to either process, or, as when a messenger asks again because
it heard nothing, to both. It prints what became of the updates, how often a batch was done again, and what is stored;
`new` does it on a database of its own on the PostgreSQL of the tests, and counts the deadlocks there.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import func, select

from bot.app import Core
from bot.storage.tables import leads, updates
from bot.turns.acts import ClientTurn, Turned
from bot.turns.ledger import Call, Ledger
from bot.turns.records import Address, newcomer
from dialogs.dialogue import Dialogue
from dialogs.marks import mark_of
from dialogs.messages import Act, ActKind, Button
from dialogs.place import HANDED_OFF
from tests.storage.forks import forked
from tests.support import CLIENT, TUESDAY_MORNING, acts, core_at

PROCESSES = 2
# As many as a busy writer takes at once.
TOGETHER = 16
# How many updates of a hundred come to both.
TWICE = 35


def whole_interview(dialogue: Dialogue) -> list[Act]:
    """Every act of somebody who answers all, from the first command on."""
    # Buttons name the revision, which begins with the moment.
    conversation = newcomer("walker", Address("", CLIENT, ""), TUESDAY_MORNING.timestamp()).conversation
    done = [Act(ActKind.COMMAND, command="start")]
    step = dialogue.handle(conversation, done[0], TUESDAY_MORNING)
    while conversation.place.at != HANDED_OFF:
        for given in acts(dialogue, conversation, step.screens[-1]):
            if isinstance(given, Button):
                act = Act(ActKind.PRESS, data=f"{mark_of(conversation)}.{given.action}")
            else:
                act = Act(ActKind.TEXT, given)
            done.append(act)
            step = dialogue.handle(conversation, act, TUESDAY_MORNING)
    return done


class CountingLedger(Ledger):
    """Counts how often a batch was begun, also again."""

    begun = 0

    def _once(self, jobs: Sequence[Any]) -> list[Any]:
        self.begun += 1
        return super()._once(jobs)


def take_part(which: int, place: str, people: int, seed: str, barrier: Barrier) -> dict[str, int]:
    """Take this process's share of everybody's turns, act by act; return what became of them."""
    core = core_at(place)
    kept = core.ledger
    ledger = CountingLedger(kept.store, kept.dialogue, kept.words, kept.outbox_channels)
    became: Counter[str] = Counter()
    order = random.Random(f"{seed} order {which}")
    for number, act in enumerate(whole_interview(core.dialogue)):
        chance = random.Random(f"{seed} {number}")
        turns = []
        for chat in range(people):
            comes_to, is_twice = chance.randrange(PROCESSES), chance.randrange(100) < TWICE
            if is_twice or comes_to == which:
                turns.append(ClientTurn(CLIENT, f"{chat}-{number}", str(chat), act, TUESDAY_MORNING, "1"))
        order.shuffle(turns)
        barrier.wait()
        for first in range(0, len(turns), TOGETHER):
            some = turns[first : first + TOGETHER]
            became["batches"] += 1
            became.update(map(_fate, ledger.batch(some)))
    became["again"] = ledger.begun - became.pop("batches")
    core.database.close()
    return dict(became)


def _fate(turned: object) -> str:
    if not isinstance(turned, Turned):
        return f"failed: {turned!r}"
    return "repeated" if turned.repeated else "handled"


def cross(place: str, turns: int, seed: str) -> dict[str, Any]:
    """Let all of them act; return what became of it."""
    core = core_at(place)
    interview = whole_interview(core.dialogue)
    core.database.close()
    people = max(2, turns // len(interview))
    barrier = multiprocessing.get_context("fork").Barrier(PROCESSES)
    became, tell = os.pipe()
    begun = time.perf_counter()
    for number in range(PROCESSES):

        def some(which: int = number) -> None:
            os.write(tell, f"{json.dumps(take_part(which, place, people, seed, barrier))}\n".encode())

        forked(some)
    os.close(tell)
    fates: Counter[str] = Counter()
    with os.fdopen(became) as lines:
        for line in lines:
            fates.update(json.loads(line))
    core = core_at(place)
    stored = dict(_stored(core, people))
    core.database.close()
    return {
        "people": people,
        "updates": people * len(interview),
        "seconds": round(time.perf_counter() - begun, 2),
        **fates,
        **stored,
    }


def _stored(core: Core, people: int) -> Iterator[tuple[str, Any]]:
    """Yield what is kept in the end: how many updates and leads, and how many differing sets of answers."""
    with core.database.reading() as connection:
        yield "updates kept", connection.execute(select(func.count()).select_from(updates)).scalar_one()
        yield "leads kept", connection.execute(select(func.count()).select_from(leads)).scalar_one()

    def answers(number: int) -> str:
        def read(batch: Any) -> str:
            person = batch.tx.person_at(CLIENT, str(number), TUESDAY_MORNING)
            kept = person.conversation.to_json()
            return json.dumps([kept["place"]["at"], kept.get("answers", {})], sort_keys=True)

        found: str = core.ledger.do(Call(read))
        return found

    alike = Counter(answers(number) for number in range(people))
    [(most, count)] = alike.most_common(1)
    yield "answered alike", count
    yield "place", json.loads(most)[0]
    yield "answers", len(json.loads(most)[1])


def main(place: str, turns: str, seed: str = "1") -> dict[str, Any]:
    """Cross on a database that is there, or on a new one."""
    if place != "new":
        return cross(place, int(turns), seed)
    from tests import postgres  # its driver, and a server

    with postgres.fresh() as settings:
        return cross(settings.database, int(turns), seed) | {"deadlocks": postgres.deadlocks(settings)}


if __name__ == "__main__":
    sys.stdout.write(f"{json.dumps(main(*sys.argv[1:]))}\n")
