"""What staff type in a client's topic reaches the client, and back: in the order, form and place it was written."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.clients import HANDED_OFF
from tests.e2e.staff import TAKE, card, cards, lead, staff_press, stored, written
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeMessage, FakeUser
from bot.run import Runner


def topic_of(world: World) -> int:
    """The newest topic."""
    return list(world.group.topics)[-1]


async def staff_write(
    world: World, service: Runner, text: str, *, answers: FakeMessage | None = None, who: FakeUser | None = None
) -> FakeMessage:
    """A member of staff writes in the newest topic; returns their message."""
    await world.group.say(world.office, who or world.staff, text, topic_of(world), answers)
    await world.settled(service)
    return next(m for m in reversed(world.group.messages()) if not m.from_bot)


async def client_write(
    world: World, service: Runner, user: FakeUser, text: str, *, answers: FakeMessage | None = None
) -> FakeMessage:
    """A client writes; returns their message."""
    await user.send(world.client, text, reply_to=answers)
    await world.settled(service)
    return next(m for m in reversed(user.messages(world.client)) if not m.from_bot)


async def test_what_staff_write_in_the_topic_reaches_the_client_and_is_shown_as_delivered(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await lead(world, service)
        asked = await staff_write(world, service, "こんにちは <b>")
        shown = maria.last(world.client)
        assert "こんにちは <b>" in shown.text
        assert asked.reactions
        assert stored(world, service).taken_by.name == "五十嵐"
        before = len(maria.messages(world.client))
        await client_write(world, service, maria, "Hello! I earn 9M", answers=shown)
        relayed = written(world.group, topic_of(world))[-1]
        assert "Hello! I earn 9M" in relayed.text
        assert relayed.reply_to == asked.message_id
        said = maria.messages(world.client)[before + 1 :]
        assert len(said) == 1, "one quiet line"
        before = len(maria.messages(world.client))
        await client_write(world, service, maria, "What does it cost?")
        assert len(maria.messages(world.client)) == before + 1
        await staff_press(world, service, "ボットに戻す")
        assert "answering here again" in maria.last(world.client).text
