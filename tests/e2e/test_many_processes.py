"""Several processes on one PostgreSQL: each part of the work is done by one, and goes on when that one is gone."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.e2e.crowd import Crowd, Mother, crowd, wait_for
from tests.e2e.world import make_world
from tests.telegram import FakeUser

PARTS = ("client", "office", "deliver", "timers")


@pytest.fixture(scope="module")
def mother() -> Iterator[Mother]:
    made = Mother()
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
    with psycopg.connect(postgres.kept().database, autocommit=True) as connection:
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
        assert count() >= len(PARTS)
    gate.release()
    await wait_for(lambda: len(_said(together, maria)) == 1)
