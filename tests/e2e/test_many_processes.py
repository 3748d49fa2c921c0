"""Several processes on one PostgreSQL: each part of the work is done by one, and goes on when that one is gone."""

from __future__ import annotations

import json
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession
from sqlalchemy import make_url, text

from bot.app import build_core
from bot.clock import steady
from bot.settings import Settings
from bot.stopping import PATIENCE_SECONDS
from bot.storage.database import open_database
from tests import postgres
from tests.bot.test_webhook import free_port
from tests.e2e.crowd import Crowd, crowd, wait_for
from tests.e2e.mother import Mother
from tests.e2e.replicas import is_right, receive, whole_interview
from tests.e2e.world import make_world
from tests.telegram import FakeUser

PARTS = ("client", "office", "deliver", "timers")


@pytest.fixture(scope="module")
def mother() -> Iterator[Mother]:
    made = Mother("tests.e2e.crowd")
    yield made
    made.close()


@pytest.fixture
async def together(tmp_path: Path, mother: Mother) -> AsyncIterator[Crowd]:
    async with make_world(tmp_path) as world:
        # A call of a process that dies meanwhile ends like this at Telegram's end.
        world.allows("Error handling request")
        made = crowd(world, mother, postgres.emptied())
        try:
            yield made
            # The server ends a transaction of whoever stands still, and says no more than that.
            assert [error for error in made.errors() if "cannot be reached" not in error] == []
        finally:
            made.end()


async def _answered(crowd: Crowd, user: FakeUser, text: str) -> None:
    """Say something, and wait until the answer is there and recorded: before that it would come again after a death."""
    before = len(_said(crowd, user))
    await user.send(crowd.world.client, text)
    await wait_for(lambda: len(_said(crowd, user)) > before)
    with postgres.server().connect(make_url(postgres.kept().database).database or "") as connection:
        await wait_for(lambda: connection.execute("SELECT count(*) FROM outbox").fetchall() == [(0,)])


def _said(crowd: Crowd, user: FakeUser) -> list[str]:
    return [m.text for m in user.messages(crowd.world.client) if m.from_bot]


async def test_the_other_goes_on_when_one_is_killed(together: Crowd) -> None:
    first = together.join()
    await together.until(first, *PARTS)
    second, maria = together.join(), together.world.person(7)
    await _answered(together, maria, "/start")
    assert second.does == set()
    first.send(signal.SIGKILL)
    await together.until(second, *PARTS)
    await _answered(together, maria, "/help")
    third = together.join()
    second.send(signal.SIGTERM)
    await together.until(third, *PARTS)
    await _answered(together, maria, "/help")
    assert len(_said(together, maria)) == 3


async def test_whoever_stood_still_finds_that_another_took_over(together: Crowd) -> None:
    first = together.join()
    await together.until(first, *PARTS)
    second, maria = together.join(), together.world.person(7)
    await _answered(together, maria, "/start")
    first.send(signal.SIGSTOP)
    await _answered(together, maria, "/help")
    await together.until(second, *PARTS)
    first.send(signal.SIGCONT)
    await wait_for(lambda: "deliver: another process does it by now" in first.text)
    await _answered(together, maria, "/help")
    assert first.does.isdisjoint(second.does)
    assert len(_said(together, maria)) == 3


async def test_each_part_may_have_a_process_of_its_own(together: Crowd) -> None:
    """And while one waits for the network, none has a transaction open."""
    members = {part: together.join(part) for part in PARTS}
    for part, member in members.items():
        await together.until(member, part)
    assert {part: member.does for part, member in members.items()} == {part: {part} for part in PARTS}
    maria = together.world.person(7)
    gate = together.world.fake.gate("sendMessage")
    await maria.send(together.world.client, "/start")
    await gate.reached()
    ours = "FROM pg_stat_activity WHERE application_name = 'intake'"
    with postgres.server().connect() as connection:

        def count(which: str = "") -> int:
            [[found]] = connection.execute(f"SELECT count(*) {ours} {which}".encode()).fetchall()
            return int(found)

        # Leases are renewed all the time; what was begun before the call to Telegram would never end.
        await wait_for(lambda: not count("AND xact_start IS NOT NULL"))
        # A pooler may have closed whatever is not needed just now.
        assert postgres.server().is_pooled or count() >= len(PARTS)
    gate.release()
    await wait_for(lambda: len(_said(together, maria)) == 1)


async def test_what_comes_to_two_that_receive_is_taken_once_and_in_order(together: Crowd) -> None:
    """Some of it to both at the same moment; a chat's updates to each in turn; also who was never here before."""
    told = await receive(together, postgres.kept(), whole_interview()[:8], people=3, at_once=3, seed="1")
    assert is_right({**told, "errors": []}), told
    assert told["posted to both"] > 5
    assert told["places"] != ["language"]


# --- asked to stop ----------------------------------------------------------------------------------------------------

PEOPLE, BEFORE_THE_STOP = 120, 20


@asynccontextmanager
async def _one(tmp_path: Path, mother: Mother, kind: str, **more: str) -> AsyncIterator[Crowd]:
    """A crowd of one, on either database."""
    async with make_world(tmp_path) as world:
        world.allows("Error handling request")
        build_core(world.settings).database.close()
        made = crowd(world, mother, world.settings if kind == "sqlite" else postgres.emptied(), **more)
        try:
            yield made
        finally:
            made.end()


def _kept(settings: Settings) -> tuple[set[int], int]:
    """The numbers of the updates that were taken, and how many answers wait to be sent."""
    database = open_database(settings)
    try:
        with database.reading() as connection:
            taken = connection.execute(text("SELECT update_key FROM updates WHERE channel = 'telegram'")).scalars()
            keys = {int(key) for key in taken}
            waiting = connection.execute(text("SELECT count(*) FROM outbox WHERE kind = 'screen'")).scalar_one()
    finally:
        database.close()
    return keys, int(waiting)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_asked_to_stop_amid_much_to_do_it_loses_nothing_and_does_nothing_twice(
    tmp_path: Path, mother: Mother, kind: str
) -> None:
    async with _one(tmp_path, mother, kind) as crowd:
        client, people = crowd.world.client, [crowd.world.person(number) for number in range(1, PEOPLE + 1)]
        for person in people:
            await person.send(client, "/help")
        one = crowd.join()
        await wait_for(lambda: sum(len(_said(crowd, person)) for person in people) >= BEFORE_THE_STOP)
        asked = steady()
        one.send(signal.SIGTERM)
        await wait_for(lambda: one.ended is not None)
        assert one.ended == 0, one.text
        assert steady() - asked < PATIENCE_SECONDS
        assert "left to the next start" not in one.text
        taken, waiting = _kept(crowd.settings)
        left = {int(update["update_id"]) for update in client.pending}
        every = {number + client.next_update_id for number in range(-PEOPLE, 0)}
        assert every - left <= taken, "what was acknowledged is kept"
        assert sum(len(_said(crowd, person)) for person in people) + waiting == len(taken), "each is answered once"


async def test_what_hangs_when_it_is_asked_to_stop_is_left_to_the_next_start(tmp_path: Path, mother: Mother) -> None:
    async with _one(tmp_path, mother, "sqlite") as crowd:
        maria, gate = crowd.world.person(7), crowd.world.fake.gate("sendMessage", bot=crowd.world.client)
        await maria.send(crowd.world.client, "/start")
        hurried = crowd.join(patience=0.2)
        await gate.reached()
        hurried.send(signal.SIGTERM)
        await wait_for(lambda: hurried.ended is not None)
        assert hurried.ended == 0, hurried.text
        assert "left to the next start" in hurried.text
        assert _kept(crowd.settings)[1] == 1, "it is said after the next start"
        gate.release()


async def test_a_second_signal_ends_it_at_once(tmp_path: Path, mother: Mother) -> None:
    async with _one(tmp_path, mother, "sqlite") as crowd:
        maria, gate = crowd.world.person(7), crowd.world.fake.gate("sendMessage", bot=crowd.world.client)
        await maria.send(crowd.world.client, "/start")
        again = crowd.join()
        await gate.reached()
        again.send(signal.SIGTERM)
        await wait_for(lambda: "asked to stop" in again.text)
        again.send(signal.SIGTERM)
        await wait_for(lambda: not again.lives)
        assert again.ended is None, "nothing more was done"
        gate.release()


async def test_it_tells_that_it_stops_before_it_does(tmp_path: Path, mother: Mother) -> None:
    """And every process tells how it stands, at a port of its own."""
    port = free_port()
    async with _one(tmp_path, mother, "postgresql", INTAKE_METRICS_PORT=str(port)) as crowd, ClientSession() as session:

        async def read(page: str) -> tuple[int, str]:
            async with session.get(f"http://127.0.0.1:{port}{page}") as answer:
                return answer.status, await answer.text()

        one = crowd.join()
        await crowd.until(one, *PARTS)
        maria, gate = crowd.world.person(7), crowd.world.fake.gate("sendMessage", bot=crowd.world.client)
        status, told = await read("/readyz")
        assert status == 200, told
        assert json.loads(told) == {"ready": True, "why": [], "parts": dict.fromkeys(sorted(PARTS), "runs")}
        await maria.send(crowd.world.client, "/start")
        await gate.reached()
        figures = (await read("/metrics"))[1]
        for line in (
            'intake_turns_total{channel="telegram",outcome="done"} 1.0',
            'intake_outbox_posts{channel="telegram",kind="screen"} 1.0',
            'intake_lease_held{part="deliver"} 1.0',
            'intake_leases_taken_total{part="deliver"} 1.0',
            'intake_funnel_total{step="begun"} 1.0',
            "intake_database_up 1.0",
            "intake_foreign_transaction_seconds 0.0",
            "intake_ready 1.0",
        ):
            assert line in figures.splitlines()
        other = crowd.join()
        await wait_for(lambda: other.ended is not None)
        assert other.ended == 1
        assert other.text.splitlines()[-1].startswith("intake: INTAKE_HOST and INTAKE_METRICS_PORT: cannot listen on")
        one.send(signal.SIGTERM)
        await wait_for(lambda: "asked to stop" in one.text)
        status, told = await read("/readyz")
        assert (status, json.loads(told)["why"]) == (503, ["stopping"])
        assert (await read("/healthz"))[0] == 200
        gate.release()
        await wait_for(lambda: one.ended is not None)
        assert one.ended == 0, one.text
