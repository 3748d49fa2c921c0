"""What reaches the service and is no plain speech: odd updates, albums, floods, staff without a name."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from bot.receiving.budget import Allowance
from bot.run import Runner
from bot.storage.tables import unreadable
from tests.e2e import peek
from tests.e2e.world import World, make_world, talk
from tests.telegram import odd

MARKER = "Ünverwechselbar"


def recorded(service: Runner) -> list[tuple[str, str]]:
    """What was recorded as unreadable: the bot and the kind."""
    with service.core.database.engine.begin() as connection:
        return sorted((row.channel, row.kind) for row in connection.execute(select(unreadable)))


def texts(world: World, person: object) -> list[str]:
    return [message.text for message in peek.written(world, person)]  # type: ignore[arg-type]  # a FakeUser


async def test_what_cannot_be_read_is_recorded_and_its_sender_told(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        await talk(world, service, maria, "/start")
        odd.push(maria, world.client, "a text that is a number", MARKER)
        await maria.send_odd(world.client, {"thought_bubble": {"words": [MARKER]}})
        odd.push(maria, world.client, "a new member status", MARKER)
        world.client.push_raw(odd.BODIES["nested 20,000 deep"](maria, world.client, MARKER))
        odd.push(world.staff, world.office, "an update of an unknown kind", MARKER)
        await ken.send(world.client, "/start")
        await world.settled(service)
        told = [text for text in texts(world, maria) if "We can read text and buttons only" in text]
        assert told
        assert len(peek.written(world, ken)) == 1
        kinds = ["message", "my_chat_member", "thought_bubble", "unparsed"]
        assert recorded(service) == [("office", "dream"), *(("telegram", kind) for kind in kinds)]
        assert MARKER not in world.log.text


async def test_an_album_gets_one_reply_and_a_pin_none(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start")
        before = len(peek.written(world, maria))
        await maria.send_album(world.client, 4)
        await world.settled(service)
        await maria.pin(world.client, maria.messages(world.client)[0])
        await world.settled(service)
        assert len(peek.written(world, maria)) == before + 1
        found = peek.person(service.core.database, maria)
        assert found is not None
        assert len(found.inbox) == 5, "all of it goes when the person is erased"


async def test_a_flood_gets_one_kind_word_and_others_do_not_notice(tmp_path: Path) -> None:
    allowance = Allowance(at_once=5, reopens=3)
    async with make_world(tmp_path) as world, world.service(allowance=allowance) as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        await talk(world, service, maria, "/start", "[English]", "[I agree]")
        for number in range(300):
            await maria.send(world.client, f"line {number}")
        await ken.send(world.client, "/start")
        await world.settled(service)
        told = [text for text in texts(world, maria) if "That was a lot at once" in text]
        assert len(told) == 1
        assert len(peek.written(world, maria)) < 10
        assert len(peek.written(world, ken)) == 1
        await maria.send(world.client, "/forget")
        await world.settled(service)
        await maria.press_label(world.client, "Erase everything")
        await world.settled(service)
        assert peek.person(service.core.database, maria) is None, "nobody is locked out of erasing"


async def test_an_anonymous_administrator_is_answered_and_a_channel_is_not(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await world.group.linked_channel_posts(world.office, "/leads")
        await world.settled(service)
        assert world.fake.calls_of("sendMessage", bot=world.office) == []
        await world.group.say_anonymously(world.office, "/leads@tsubakuro_office_bot")
        await world.settled(service)
        assert len(world.fake.calls_of("sendMessage", bot=world.office)) == 1
