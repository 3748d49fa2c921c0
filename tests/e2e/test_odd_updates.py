"""One odd update of each kind, by polling and by webhook: everybody else is served, and no word of it is logged."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.run import Runner
from tests.e2e import peek
from tests.e2e.staff import staff_say, written
from tests.e2e.world import World, make_world, talk
from tests.patience import PATIENCE_SECONDS
from tests.telegram import FakeBot, FakeUser, odd

MARKER = "Zq7marker"
CANNOT = "We can read text and buttons only"
WAYS = ("polling", "webhook")


@pytest.fixture(autouse=True)
def _everything_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


@asynccontextmanager
async def served(folder: Path, way: str, **more: Any) -> AsyncIterator[tuple[World, Runner]]:
    changes: dict[str, Any] = {}
    if way == "webhook":
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        base = f"http://127.0.0.1:{port}"
        changes = {"webhook_url": base, "webhook_secret": "s" * 32, "host": "127.0.0.1", "port": port}
    async with make_world(folder, **changes, **more) as world, world.service() as service:
        if way == "webhook":
            await world.fake.wait_for(lambda: world.client.webhook.url and world.office.webhook.url)
        yield world, service
        assert MARKER not in world.log.printed


async def settled(world: World, service: Runner) -> None:
    """Also by webhook: each bot's updates are delivered until none is left; a refused one fails the test."""
    for bot in (world.client, world.office):
        while bot.webhook.url and bot.pending:
            assert set(await bot.deliver_all()) == {200}, f"refused: {bot.pending[0]}"
    await world.settled(service)


async def others_are_served(world: World, service: Runner, user: FakeUser, name: str) -> None:
    """Somebody else is answered although this came before them."""
    before = len(peek.written(world, user))
    await user.send(world.client, "/help")
    try:
        await settled(world, service)
    except TimeoutError:
        raise AssertionError(f"{name}: nobody is served any more") from None
    assert len(peek.written(world, user)) > before, name


@pytest.mark.parametrize("way", WAYS)
async def test_messages_of_people(tmp_path: Path, way: str) -> None:
    async with served(tmp_path, way) as (world, service):
        maria, ken = world.person(7), world.person(8, "Ken")
        for user in (maria, ken):
            await user.send(world.client, "/start")
        await settled(world, service)
        for name, build in odd.MESSAGES.items():
            before = len(peek.written(world, maria))
            await maria.send_odd(world.client, *build(MARKER))
            await others_are_served(world, service, ken, name)
            told = peek.written(world, maria)[before:]
            if name in ("a chat background of a new kind", "a gift that lacks a field"):
                assert told == [], "wallpapers and gifts are no speech"
            elif name != "an entity of an unknown kind":
                assert len(told) == 1, name
                assert CANNOT in told[0].text, name
        # Whose message it was goes on as if nothing had been.
        await maria.send(world.client, "English")
        await settled(world, service)
        assert peek.conversation(service, maria).place.at == "consent"


@pytest.mark.parametrize("way", WAYS)
async def test_updates_of_people(tmp_path: Path, way: str) -> None:
    async with served(tmp_path, way) as (world, service):
        maria, ken = world.person(7), world.person(8, "Ken")
        for user in (maria, ken):
            await user.send(world.client, "/start")
        await settled(world, service)
        for name in odd.UPDATES:
            odd.push(maria, world.client, name, MARKER)
            await others_are_served(world, service, ken, name)
        await maria.send(world.client, "/help")
        await settled(world, service)
        assert "/forget" in maria.last(world.client).text


@pytest.mark.parametrize("way", WAYS)
async def test_bodies_that_are_hardly_json(tmp_path: Path, way: str) -> None:
    async with served(tmp_path, way) as (world, service):
        maria, ken = world.person(7), world.person(8, "Ken")
        for user in (maria, ken):
            await user.send(world.client, "/start")
        await settled(world, service)
        for name, build in odd.BODIES.items():
            world.client.push_raw(build(maria, world.client, MARKER))
            await others_are_served(world, service, ken, name)
        for name, build in odd.BODIES.items():
            world.office.push_raw(build(maria, world.office, MARKER))
            await others_are_served(world, service, ken, name)
        await world.group.say(world.office, world.staff, "/help")
        await settled(world, service)
        assert "/leads" in world.group.last().text


@pytest.mark.parametrize("way", WAYS)
async def test_messages_of_staff(tmp_path: Path, way: str) -> None:
    async with served(tmp_path, way) as (world, service):
        for name, build in odd.MESSAGES.items():
            payload, text = build(MARKER)
            world.group.post(world.staff, world.office, text=text, payload=payload)
            before = len(written(world.group))
            await world.group.say(world.office, world.staff, "/help")
            try:
                await settled(world, service)
            except TimeoutError:
                raise AssertionError(f"{name}: staff are not answered any more") from None
            assert len(written(world.group)) == before + 1, f"{name}: the help, and nothing besides"


@pytest.mark.parametrize("way", WAYS)
async def test_updates_of_staff(tmp_path: Path, way: str) -> None:
    async with served(tmp_path, way) as (world, service):
        for name in odd.UPDATES:
            odd.push(world.staff, world.office, name, MARKER)
            before = len(written(world.group))
            await world.group.say(world.office, world.staff, "/help")
            await settled(world, service)
            assert len(written(world.group)) == before + 1, name


@pytest.mark.parametrize("depth", [5, 12, 150])
async def test_a_rich_message_takes_no_time_however_deep(tmp_path: Path, depth: int) -> None:
    async with served(tmp_path, "polling") as (world, service):
        maria, ken = world.person(7), world.person(8, "Ken")
        await ken.send(world.client, "/start")
        await maria.send_odd(world.client, {"rich_message": odd.rich(depth, MARKER)})
        await asyncio.wait_for(others_are_served(world, service, ken, f"depth {depth}"), PATIENCE_SECONDS)


async def test_an_odd_update_comes_again_for_nobody(tmp_path: Path) -> None:
    """It is acknowledged: after a restart Telegram does not send it once more."""
    async with make_world(tmp_path) as world:
        maria = world.person(7)
        async with world.service() as service:
            for name in odd.UPDATES:
                odd.push(maria, world.client, name, MARKER)
            await world.settled(service)
        assert world.client.pending == []


# --- what an update is ----------------------------------------------------------------------------------------------


async def answers_to(world: World, service: Runner, user: FakeUser, act: Callable[[FakeBot], object]) -> list[str]:
    """What the bot wrote because of something."""
    before = peek.written(world, user)
    result = act(world.client)
    if asyncio.iscoroutine(result):
        await result
    await world.settled(service)
    return [m.text for m in peek.written(world, user) if m not in before]


async def test_an_album_gets_one_reply(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start", "[English]", "[I agree]")
        replies = await answers_to(world, service, maria, lambda bot: maria.send_album(bot, 4, "my papers"))
        assert len(replies) == 1
        assert CANNOT in replies[0]
        again = await answers_to(world, service, maria, lambda bot: maria.send_album(bot, 2))
        assert len(again) == 1, "another album is another matter"


async def test_an_album_gets_one_reply_when_its_parts_come_apart(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start", "[English]", "[I agree]")
        replies: list[str] = []
        for _ in range(4):
            replies += await answers_to(
                world, service, maria, lambda bot: maria.send_photo(bot, media_group_id="13000000000000001")
            )
        assert len(replies) == 1


async def test_service_traffic_gets_no_reply(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        shown = await talk(world, service, maria, "/start", "[English]", "[I agree]")
        assert await answers_to(world, service, maria, lambda bot: maria.pin(bot, shown)) == []
        place = await answers_to(world, service, maria, lambda bot: maria.share_live_location(bot, 5))
        assert len(place) == 1, "the place itself, and not its moves"
        assert CANNOT in place[0]


@pytest.mark.parametrize("text", ["/help\nword", "/help word", "/HELP", "/help@tsubakuro_bot"])
async def test_commands_as_telegram_has_them(tmp_path: Path, text: str) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start", "[English]", "[I agree]")
        [reply] = await answers_to(world, service, maria, lambda bot: maria.send(bot, text))
        assert "/forget" in reply
        assert "do not know" not in reply


async def test_words_behind_human_are_kept(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start", "[English]", "[I agree]", "/human\nPlease call me, my visa ends")
        kept = str(peek.sealed(service.core.database, maria))
        assert "Please call me, my visa ends" in kept


async def test_anonymous_administrators_are_staff(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await world.group.say_anonymously(world.office, "/leads")
        await world.settled(service)
        assert len(written(world.group)) == 1
        await world.group.linked_channel_posts(world.office, "/leads")
        await world.settled(service)
        assert len(written(world.group)) == 1, "a channel's post is nobody of staff"
        await staff_say(world, service, "/help")


async def test_an_anonymous_administrator_of_another_group_is_nobody(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        elsewhere = world.fake.add_group(-100777, title="Elsewhere", forum=True)
        elsewhere.add_bot(world.office)
        await elsewhere.say_anonymously(world.office, "/leads")
        await world.settled(service)
        assert not world.fake.calls_of("sendMessage", bot=world.office)
