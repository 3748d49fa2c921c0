"""What staff may write to the office bot, and that nobody else is answered."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.staff import QUALIFIES, TAKE, card, cards, copy_lead, lead, staff_say, stored, words, written
from tests.e2e.world import STAFF_CHAT, World, make_world

# --- commands -------------------------------------------------------------------------------------------------------


async def test_commands(world: World) -> None:
    async with world.service() as service:
        [empty] = await staff_say(world, service, "/leads")
        assert empty.text == words("staff-list-empty")
        await lead(world, service, 7, QUALIFIES)
        await lead(world, service, 8, name="Tom")
        chooser, listed = await staff_say(world, service, "/leads")
        assert chooser.labels[0].endswith("すべて 2")
        assert "#1" in listed.text
        assert "Tom" in listed.text
        assert listed.thread_id is None
        assert listed.silent

        [shown] = await staff_say(world, service, "/lead 2")
        assert "Tom" in shown.text
        [same] = await staff_say(world, service, "/lead #2")
        [wide] = await staff_say(world, service, "/lead ＃２")
        assert same.text == wide.text == shown.text
        assert len(cards(world.group)) == 2, "what /lead shows is no second live card"

        for text in ("/lead 999", "/lead x", "/lead 1e5", "/lead -1"):
            [answer] = await staff_say(world, service, text)
            number = text.removeprefix("/lead").strip()
            assert answer.text == words("staff-not-found", number=number)
        for text in ("/help", "/start", "/help@tsubakuro_office_bot", "/lead", "/lead #"):
            [answer] = await staff_say(world, service, text)
            assert "/leads" in answer.text
        for text in ("/unknown", "/leads@other_bot", "hello", "/", "lead 1"):
            assert await staff_say(world, service, text) == []
        thread = next(iter(world.group.topics))
        inside = await staff_say(world, service, "/leads", thread)
        assert {message.thread_id for message in inside} == {thread}


async def test_lead_brings_back_a_card_that_somebody_deleted(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        await world.group.delete_topic(next(iter(world.group.topics)))
        assert cards(world.group) == []
        await staff_say(world, service, "/lead 1")
        assert card(world.group).thread_id in world.group.topics


async def test_a_repeated_command_is_answered_once(world: World) -> None:
    async with world.service() as service:
        update = await world.group.say(world.office, world.staff, "/leads")
        await world.settled(service)
        await world.fake.redeliver(world.office, update)
        await world.settled(service)
        assert len(written(world.group)) == 1


async def test_a_long_list_still_goes_out(world: World) -> None:
    async with world.service() as service:
        await lead(world, service, name="Z" + "&" * 79)
        copy_lead(service, 59)
        listed = await staff_say(world, service, "/leads")
        assert "59" in listed[1].text
        lines = [line for m in listed for line in m.text.splitlines() if line.startswith("#")]
        assert len(lines) == 30, "all that are listed, in as many messages as it takes"


# --- nobody else ----------------------------------------------------------------------------------------------------


async def test_nobody_else_is_answered(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        data = str(card(world.group).data_of(TAKE))
        before = len(world.fake.calls_of("sendMessage", bot=world.office))

        stranger = world.fake.add_private_chat(66, first_name="Eve")
        for text in ("/start", "/leads", "/lead 1", "/help", "hello"):
            await stranger.send(world.office, text)
        await world.staff.send(world.office, "/leads")  # not even staff, outside the group
        pressed = [await stranger.press(world.office, 1, data), await world.staff.press(world.office, 1, data)]

        elsewhere = world.fake.add_group(-100666, title="Elsewhere", forum=True)
        elsewhere.add_member(stranger, owner=True)
        elsewhere.add_bot(world.office)
        await elsewhere.say(world.office, stranger, "/lead 1")
        pressed.append(await elsewhere.press(world.office, stranger, 1, data))
        await world.settled(service)

        assert len(world.fake.calls_of("sendMessage", bot=world.office)) == before
        assert stored(world, service).state == "new"
        for update in pressed:
            answer = world.office.answer_to(update)
            assert answer is not None
            assert not answer.text
        assert not elsewhere.members[world.office.id].present, "it does not stay in a strange group"


async def test_another_bot_in_the_group_is_not_answered(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        robot = {"id": 300, "is_bot": True, "first_name": "robot", "username": "robot"}
        said = world.group.chat.post(robot, world.clock(), text="/leads", entities=[_command("/leads")])
        world.office.push("message", said.json())
        query = {
            "id": "77",
            "from": robot,
            "message": card(world.group).json(),
            "chat_instance": "1",
            "data": card(world.group).data_of(TAKE),
        }
        before = len(written(world.group))
        world.office.ask(query)
        await world.settled(service)
        # Its own message counts among those written by bots.
        assert len(written(world.group)) == before
        assert stored(world, service).state == "new"


def _command(text: str) -> dict[str, Any]:
    return {"type": "bot_command", "offset": 0, "length": len(text)}


async def test_without_a_chat_it_only_logs_the_id_of_its_group(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with make_world(tmp_path, office_chat=None) as world, world.service() as service:
        caplog.set_level(logging.WARNING)
        world.group.add_bot(world.office)
        await world.group.say(world.office, world.staff, "/leads")
        await world.group.press(world.office, world.staff, 1, "take:1")
        maria = await lead(world, service)
        assert f"INTAKE_OFFICE_CHAT={STAFF_CHAT}" in caplog.text
        assert "相談" not in caplog.text.replace("ご相談", "")
        assert written(world.group) == []
        assert len(world.leads(service)) == 1
        assert maria.last(world.client).text
        assert not world.fake.calls_of("leaveChat")
        world.fake.assert_clean()
