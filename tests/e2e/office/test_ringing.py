"""Which cards ring, and what is left once clients are served and gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.storage.tables import handles, outbox
from tests.e2e.staff import (
    ASK,
    ASKS_A_PERSON,
    DECLINE,
    FINISH,
    MORE,
    QUALIFIES,
    SAVED,
    SHORT,
    TAKE,
    UNDECIDED_20,
    UNDECIDED_60,
    card,
    cards,
    changed,
    do,
    interview,
    lead,
    rings,
    staff_press,
    stored,
    words,
    written,
)
from tests.e2e.world import World, talk

# --- people ---------------------------------------------------------------------------------------------------------

# 60 points, everything else a clear no: short, but for J-Skip no points are needed.
J_SKIP = UNDECIDED_60 | {"salary_yen": "25,000,000", "rest": "no"}


# --- ringing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "loud"),
    [
        (QUALIFIES, True),
        (UNDECIDED_60, True),
        (J_SKIP, True),
        (ASKS_A_PERSON, True),
        (UNDECIDED_20, False),
        (SHORT, False),
    ],
    ids=["qualifies", "undecided from 55", "J-Skip", "asks for a person", "undecided below 55", "short"],
)
async def test_which_leads_ring(world: World, answers: dict[str, str | list[str]], loud: bool) -> None:
    async with world.service() as service:
        await lead(world, service, 7, answers)
        assert stored(world, service).consented.rings is loud
        assert card(world.group).silent is not loud
        assert rings(world) == loud
        if answers is J_SKIP:
            assert stored(world, service).consented.summary.verdict == "short"


async def test_a_quiet_lead_that_starts_to_qualify_rings_anew(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service, 7, UNDECIDED_20)
        await interview(world, service, maria, {}, "nowhere")
        assert rings(world) == 0
        await do(world, service, maria, "/recheck")
        # Of many answers one topic's are shown.
        await do(world, service, maria, "topic:work")
        await do(world, service, maria, "changed:salary_yen")
        better = QUALIFIES | {"salary_yen": "12,000,000", "degrees": ["done"]}
        await interview(world, service, maria, better, "nowhere")
        assert stored(world, service).consented.rings, stored(world, service).consented
        assert rings(world) == 1
        [rung] = [m.text for m in written(world.group) if not m.silent]
        assert rung == words("staff-ring", number="1")
        assert "新しい" not in rung, "its card has been there for a while"
        assert len(cards(world.group)) == 1


@pytest.mark.parametrize("label", [FINISH, DECLINE])
async def test_a_closed_lead_whose_client_returns_is_open_again_and_rings(world: World, label: str) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        await staff_press(world, service, TAKE)
        await staff_press(world, service, label)
        before = rings(world)
        await do(world, service, maria, "/book")
        await interview(world, service, maria, {"consultation": "a:online", "half_days": "done"}, "nowhere")
        assert stored(world, service).state == "new"
        assert stored(world, service).taken_by is None
        assert card(world.group).labels == [TAKE, FINISH, DECLINE, ASK, SAVED, MORE]
        assert rings(world) == before + 1


async def test_a_card_that_waited_long_still_rings(world: World) -> None:
    token, chat = world.settings.office_token, world.settings.office_chat
    world.settings = changed(world.settings, office_token=None, office_chat=None)
    world.office.drop_pending()  # nobody will fetch what it hears meanwhile
    async with world.service() as service:
        maria = await lead(world, service, name="Maria")
        await interview(world, service, maria, {"consultation": "a:online", "half_days": "done"}, "nowhere")
        await talk(world, service, maria, "Hello?")
        await lead(world, service, 8, UNDECIDED_20, name="Tom")
        assert len(world.leads(service)) == 2
        assert written(world.group) == []
    world.settings = changed(world.settings, office_token=token, office_chat=chat)
    async with world.service() as service:
        await world.settled(service)
        assert "Google Meet" in card(world.group, 1).text
        assert not card(world.group, 1).silent
        assert card(world.group, 2).silent
        assert [m for m in written(world.group) if "Hello?" in m.text]
        assert len(cards(world.group)) == 2
        await staff_press(world, service, TAKE)
        assert "taken" in [s.state for s in world.leads(service)]


# --- people who go --------------------------------------------------------------------------------------------------


async def test_staff_are_told_when_a_client_goes_and_comes_back(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        [thread] = world.group.topics
        await maria.block(world.client)
        await world.settled(service)
        assert world.group.last(thread).text == words("staff-unreachable")
        assert world.group.last(thread).silent
        await staff_press(world, service, TAKE)  # what it says waits for her
        await maria.unblock(world.client)
        await world.settled(service)
        assert world.group.last(thread).text == words("staff-reachable")
        assert any("has taken your request" in m.text for m in maria.messages(world.client))


async def test_nothing_is_left_over_in_the_outbox(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await staff_press(world, service, TAKE)
        await talk(world, service, maria, "/mydata")
        with service.core.database.engine.begin() as connection:
            assert connection.execute(select(outbox)).all() == []
            names = {row.id.partition(":")[0] for row in connection.execute(select(handles))}
        assert {"c", "l", "t"} <= names


async def test_a_month_later_the_card_is_still_the_same(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        before = card(world.group)
        world.clock.advance(timedelta(days=31))
        await staff_press(world, service, TAKE)
        assert card(world.group) is before
