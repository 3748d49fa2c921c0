"""How a service starts: tokens that are refused, a Telegram that is not there, another group in the settings."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import build_core, build_runner
from bot.clock import Clock
from bot.errors import IntakeError
from tests.e2e.staff import card, interview, lead, staff_say, written
from tests.e2e.world import QUICKLY, make_world, talk
from tests.patience import PATIENCE_SECONDS

OTHER_GROUP = -1004321


@pytest.mark.parametrize("whose", ["client", "office"])
async def test_a_refused_token_stops_the_start_with_a_sentence(tmp_path: Path, whose: str) -> None:
    token = "300:nobody-knows-this-one"
    async with make_world(tmp_path) as world:
        wrong = {f"{whose}_token": token}
        core = build_core(replace(world.settings, **wrong), QUICKLY)  # type: ignore[arg-type]  # the names are real fields
        service = build_runner(core, clock=Clock(now=world.clock, sleep=world.nap))
        with pytest.raises(IntakeError, match=f"INTAKE_{whose.upper()}_TOKEN") as refused:
            await asyncio.wait_for(service.run(), PATIENCE_SECONDS)
        core.database.close()
        assert token not in str(refused.value)
        assert token not in world.log.text
        assert "BotFather" in str(refused.value)


async def test_a_refused_office_token_stops_the_start_and_leaves_no_connection_open(tmp_path: Path) -> None:
    token = "300:nobody-knows-this-one"
    async with make_world(tmp_path) as world:
        core = build_core(replace(world.settings, office_token=token), QUICKLY)
        service = build_runner(core, clock=Clock(now=world.clock, sleep=world.nap))
        with pytest.raises(IntakeError, match="INTAKE_OFFICE_TOKEN") as refused:
            await asyncio.wait_for(service.run(), PATIENCE_SECONDS)
        core.database.close()
        assert token not in str(refused.value)
        assert token not in world.log.text
        assert service.office is not None
        office: Any = service.office
        request = office.application.bot.request
        assert request._session is None


@pytest.mark.parametrize("trouble", ["out of order", "out of reach"])
async def test_telegram_that_is_not_there_at_the_start_is_waited_for(tmp_path: Path, trouble: str) -> None:
    async with make_world(tmp_path) as world:
        maria = world.person(7)
        (world.fake.break_everything if trouble == "out of order" else world.fake.cut_the_line)()
        await maria.send(world.client, "/start")
        async with world.service() as service:
            await world.fake.wait_for(lambda: len(world.naps) >= 3)
            assert not service.stop.is_set()
            (world.fake.mend if trouble == "out of order" else world.fake.restore_the_line)()
            await world.settled(service)
            assert "Welcome" in maria.last(world.client).text
            await interview(world, service, maria, {"language": "a:en", "goal": "a:other", "note": "x", "name": "M"})
            assert "🆕1 M" in world.group.topics.values(), "the office bot has come as well"
            assert await staff_say(world, service, "/help")


ODD = {
    "an empty object": (200, b"{}"),
    "a list": (200, b"[]"),
    "nothing": (200, b"null"),
    "no result": (200, b'{"ok": true}'),
    "a result of another kind": (200, b'{"ok": true, "result": []}'),
    "no letters": (200, b'\xff{"ok": true, "result": true}'),
    "depth": (200, b"[" * 100_000),
    "a page": (200, b"<html>log in</html>"),
    "not found by a proxy": (404, b"<html>not here</html>"),
    "not let in by a proxy": (401, b"[]"),
    "an error of a proxy": (502, b"[]"),
}


@pytest.mark.parametrize("odd", ODD)
async def test_whatever_answers_in_telegrams_place_at_the_start_ends_nothing(tmp_path: Path, odd: str) -> None:
    async with make_world(tmp_path) as world:
        maria = world.person(7)
        world.fake.answer_instead(*ODD[odd])
        await maria.send(world.client, "/start")
        async with world.service() as service:
            await world.fake.wait_for(lambda: len(world.naps) >= 3)
            assert not service.stop.is_set()
            world.fake.answer_again()
            await world.settled(service)
            assert "Welcome" in maria.last(world.client).text
            assert await staff_say(world, service, "/help"), "the office bot has come as well"


async def test_another_group_in_the_setting_gets_the_leads(tmp_path: Path) -> None:
    """The stored id of a migration belongs to the setting it was made under, and to no other."""
    async with make_world(tmp_path, office_chat=-555) as world:
        small = world.fake.add_group(-555, title="相談", supergroup=False)
        small.add_member(world.staff, admin=True)
        small.add_bot(world.office)
        world.group = small
        async with world.service() as service:
            maria = await lead(world, service, 7, name="Maria")
            await small.migrate_to_supergroup(-1009876)
            await world.settled(service)
            await interview(world, service, maria, {}, "nowhere")
            await talk(world, service, maria, "To the migrated group")
            assert "To the migrated group" in small.last().text

        other = world.fake.add_group(OTHER_GROUP, title="新しい相談", forum=True)
        other.add_member(world.staff, admin=True)
        other.add_bot(world.office)
        world.settings, world.group = replace(world.settings, office_chat=OTHER_GROUP), other
        before = len(written(small))
        async with world.service() as service:
            await lead(world, service, 8, name="Tom")
            assert "Tom" in card(other, 2).text
            assert await staff_say(world, service, "/leads")
            await talk(world, service, maria, "To the new group")
            assert "To the new group" in "".join(m.text for m in written(other))
        assert len(written(small)) == before, "nothing goes to the old group any more"

        # And back: what was learnt about the first setting still holds.
        world.settings, world.group = replace(world.settings, office_chat=-555), small
        async with world.service() as service:
            await talk(world, service, maria, "Back again")
            assert "Back again" in "".join(m.text for m in written(small))


async def test_a_setting_that_names_the_supergroup_itself(tmp_path: Path) -> None:
    """Once the operator has followed the advice, everything goes on where it was."""
    async with make_world(tmp_path, office_chat=-555) as world:
        small = world.fake.add_group(-555, title="相談", supergroup=False)
        small.add_member(world.staff, admin=True)
        small.add_bot(world.office)
        world.group = small
        async with world.service() as service:
            maria = await lead(world, service, 7, name="Maria")
            await small.migrate_to_supergroup(-1009876)
            await world.settled(service)
        world.settings = replace(world.settings, office_chat=-1009876)
        async with world.service() as service:
            await interview(world, service, maria, {}, "nowhere")
            await talk(world, service, maria, "One more thing")
            assert "One more thing" in "".join(m.text for m in written(small))
            assert "Maria" in card(small, 1).text
