"""What a turn costs in counts that no machine changes: calls to Telegram, statements, commits, scores, wake-ups."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from sqlalchemy import event

from bot.app import Core
from bot.run import Runner
from bot.turns import writer
from bot.turns.keeping import LOOK_MEMO
from bot.turns.ledger import Call
from dialogs import following
from scoring import engine
from tests import postgres
from tests.benchmarks.stored import Many
from tests.benchmarks.throughput import script
from tests.e2e import peek
from tests.e2e.test_handoff import FACTS, TO_THE_POINTS
from tests.e2e.test_odd_updates import served, settled
from tests.e2e.world import HERE, SENT, At, World, leave_open, press
from tests.support import statements
from tests.telegram import FakeUser

TO_THE_LEAD = ("[All correct]", "[contact the office]", *HERE, *SENT)
WALK = (*TO_THE_POINTS, *FACTS, *TO_THE_LEAD)
# What changes an answer that may count, and the first word of somebody of whom nothing is known yet.
SCORED = {
    *("/start website-1", "[Highly Skilled Professional visa]", "[A work visa]", "[Specialist]", "[IT, engineering]"),
    *("650万", "1994-05-01", "[Done]", "5 years", "[JLPT N1]"),
}
IN_PLACE = Counter(editMessageText=1, answerCallbackQuery=1)
NEW_MESSAGE = Counter(sendMessage=1, editMessageReplyMarkup=1)
# What no act asks for: the poll, and the look whether the office bot hears what staff write.
BESIDE = ("getUpdates", "deleteWebhook", "getChatMember")
# What is not one of these two.
CALLS = {
    "/start website-1": Counter(sendMessage=1),
    "[All correct]": NEW_MESSAGE + Counter(answerCallbackQuery=1),
    "[In this chat]": NEW_MESSAGE + Counter(answerCallbackQuery=1),
    "[Yes, send it]": IN_PLACE + Counter(getChat=1, createForumTopic=1, sendMessage=1),
}


async def does(world: World, service: Runner, person: FakeUser, act: str) -> None:
    """One act, and all that follows from it."""
    if act.startswith("["):
        await press(world, person, act[1:-1])
    else:
        await person.send(world.client, act)
    await settled(world, service)


async def come_to(world: World, service: Runner, person: FakeUser, act: str | At) -> str:
    """Leave open what is asked before an act's question; return what is then done."""
    if isinstance(act, str):
        return act
    while peek.conversation(service, person).place.at != act.question:
        await leave_open(world, person, act.question)
        await settled(world, service)
    return act.act


@contextmanager
def counted(service: Runner, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """What is done while the block runs: statements, commits of some, scores, wake-ups of the event loop by the writer.

    What was delivered is recorded when all of it was, however slow the machine.
    """
    seen: Counter[str] = Counter()
    score, loop = engine.score, asyncio.get_running_loop()
    wake = loop.call_soon_threadsafe

    def scored(*args: Any, **more: Any) -> Any:
        seen["scores"] += 1
        return score(*args, **more)

    def woken(*args: Any, **more: Any) -> Any:
        seen["wake-ups"] += threading.current_thread().name == "writer"
        return wake(*args, **more)

    def stated(_sql: str, _values: Any) -> None:
        seen["statements"] += 1
        seen["uncommitted"] = 1

    def commit(_connection: Any) -> None:
        seen["commits"] += seen.pop("uncommitted", 0)

    database = service.core.database.engine
    event.listen(database, "commit", commit)
    with monkeypatch.context() as patched, statements(stated):
        patched.setattr(following, "score", scored)
        patched.setattr(writer, "LONGEST_LATER", 3600)
        patched.setattr(loop, "call_soon_threadsafe", woken)
        yield seen
    event.remove(database, "commit", commit)


async def looked(service: Runner) -> None:
    """Wait for the look at the start: it asks Telegram for the time first, and costs statements of its own."""
    while await service.writer.submit(Call(lambda batch: batch.tx.memo(LOOK_MEMO))) is None:
        pass


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_each_act_costs_the_calls_it_needs(way: str, tmp_path: Path) -> None:
    """A press: its screen in place, and the answer (in the webhook's reply); typed words: a message, old buttons."""
    async with served(tmp_path, way) as (world, service):
        maria = world.person(7)
        await world.fake.wait_for(lambda: len(world.fake.calls_of("setMyShortDescription")) > 1)  # it has introduced
        # The office bot looks once whether it hears what staff write.
        await world.fake.wait_for(lambda: len(world.fake.calls_of("getChatMember")) > 0)
        await looked(service)
        for step in WALK:
            act = await come_to(world, service, maria, step)
            before = len(world.fake.calls)
            await does(world, service, maria, act)
            made = [call for call in world.fake.calls[before:] if call.method not in BESIDE]
            expected = CALLS.get(act, IN_PLACE if act.startswith("[") else NEW_MESSAGE)
            assert Counter(call.method for call in made) == expected, act
            answers = [call for call in made if call.method == "answerCallbackQuery"]
            assert all(call.in_reply == (way == "webhook") for call in answers), act


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_each_act_costs_few_statements_and_two_commits(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One commit for the turn, one for what was delivered; a score where the answers changed, and once."""
    following.forget()
    more: dict[str, Any] = {}
    if database == "postgresql":
        more = {"database": postgres.emptied().database, "key": postgres.KEY}
    async with served(tmp_path, "webhook", **more) as (world, service):
        maria, costs = world.person(7), dict[str, Counter[str]]()
        await looked(service)
        for step in WALK:
            act = await come_to(world, service, maria, step)
            with counted(service, monkeypatch) as seen:
                await does(world, service, maria, act)
            costs[act] = seen
    # Among several processes each transaction asks first which key seals, and may look at a lease; leases are renewed.
    is_shared = service.core.database.backend.calls is not None
    for seen in costs.values():
        seen["statements"] -= 2 * seen["commits"] if is_shared else 0
    lead = costs.pop("[Yes, send it]")
    # One of them asks whether there was a topic before, in which people may still write, two keep the parts of words by
    # which staff find the lead, one asks whom its sender agreed to be compared with, one counts it in the figures.
    assert lead["statements"] <= 20 + 4 * is_shared, "with its card and its topic"
    assert lead["commits"] <= 6 + is_shared
    begun = next(iter(costs.values()))
    # Whoever is new gets an address, and is counted as a visit and by the word by which they came.
    assert begun["statements"] <= 12
    # Who writes to staff costs one more: whether staff's words reach the client. One counts the turn in the figures.
    assert max(seen["statements"] for seen in costs.values() if seen is not begun) <= 10
    commits = [seen["commits"] for seen in costs.values()]
    assert median(commits) == min(commits) == 2
    assert is_shared or max(commits) == 2
    most = max(seen["wake-ups"] - (seen["commits"] - 2) for seen in costs.values())
    assert most <= 4, "done, to be sent, recorded, heard of it"
    scores = {act: seen["scores"] for act, seen in costs.items() if seen["scores"]}
    assert set(scores.values()) == {1}, "once where the answers changed: for the points so far, and for the figures"
    assert set(scores) == SCORED


async def test_an_idle_chat_holds_nothing(tmp_path: Path) -> None:
    """No task, no lane and no post: only what is kept of bounded many."""
    async with served(tmp_path, "webhook") as (world, service):
        await does(world, service, world.person(7), "/start")
        before = len(asyncio.all_tasks())
        for number in range(8, 20):
            await does(world, service, world.person(number), "/start")
        assert service.outbox.counts().waiting == 0
        assert service.outbox._lanes == {}
        assert len(asyncio.all_tasks()) <= before


def test_the_walk_that_benchmarks_measure_ends_with_a_lead(core: Core) -> None:
    """Buttons that do not count would be quick, and no measure of anything."""
    measured = Many(core)
    for act in script(24):
        measured.turns(["5"], act)
    assert core.ledger.do(Call(lambda batch: batch.tx.newest_leads(2)))[1] == 1
