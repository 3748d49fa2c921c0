"""The staff group refuses, and nothing is lost or claimed: a card that cannot be edited, General closed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.staff import TAKE, card, cards, forget, interview, lead, staff_press, staff_say, words, written
from tests.e2e.world import World, make_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with make_world(tmp_path) as made_world:
        yield made_world
        made_world.fake.assert_clean()
        assert made_world.fake.undue_faults() == []


async def test_a_card_whose_edit_telegram_refuses_shows_who_took_it_all_the_same(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        world.fake.fail_next("editMessageText", 400, "Bad Request: MESSAGE_ID_INVALID", bot=world.office)
        await staff_press(world, service, TAKE)
        assert "五十嵐" in card(world.group).text
        assert len(cards(world.group)) == 1
        assert card(world.group).silent


async def test_leads_are_listed_although_general_is_closed(world: World) -> None:
    async with world.service() as service:
        await lead(world, service, name="Maria Santos")
        await world.group.close_general()
        _, listed = await staff_say(world, service, "/leads")
        assert "Maria Santos" in listed.text


@pytest.mark.parametrize("may_open", [True, False])
async def test_staff_are_asked_to_erase_where_they_can_read_it_although_general_is_closed(
    world: World, may_open: bool
) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        await world.group.close_general()
        if not may_open:
            refusal = "Bad Request: not enough rights to edit the topic"
            world.fake.fail_next("reopenGeneralForumTopic", 400, refusal)
        await forget(world, service, maria)
        [asked] = [m for m in written(world.group) if m.text == words("staff-erased", number="1")]
        assert (asked.thread_id is None) is may_open
        receipt = maria.last(world.client).text
        assert "we are asking staff" in receipt
        assert "have asked" not in receipt


async def test_with_nowhere_to_ask_the_request_waits_and_the_receipt_claims_nothing(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        await world.group.close_general()
        world.group.set_bot_rights(world.office, can_manage_topics=False)
        await maria.send(world.client, "/forget")
        await world.client.drained()
        await world.fake.wait_for(lambda: maria.last(world.client).labels)
        message = maria.last(world.client)
        data = next(str(d) for row in message.buttons for _, d in row if str(d).endswith(".forget"))
        await maria.press(world.client, message, data)

        def receipt() -> list[str]:
            return [m.text for m in maria.messages(world.client) if m.from_bot and "Everything was erased" in m.text]

        await world.fake.wait_for(receipt)
        assert "have asked" not in receipt()[0]
        await world.fake.wait_for(lambda: world.fake.calls_of("createForumTopic", ok=False))
        assert not [m for m in written(world.group) if m.text == words("staff-erased", number="1")]
        await world.group.reopen_general()
        world.group.set_bot_rights(world.office, can_manage_topics=True)
        await world.settled(service)
        asked = [m for m in written(world.group) if m.text == words("staff-erased", number="1")]
        assert len(asked) == 1
