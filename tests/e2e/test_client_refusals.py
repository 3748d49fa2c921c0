"""What Telegram refuses between the clients' bot and a person: late presses, blocks, floods."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage.tables import people
from tests.e2e import peek
from tests.e2e.clients import AGREED, HANDED_OFF, only_live, state
from tests.e2e.world import make_world, press, talk


async def test_a_press_too_old_to_be_answered_still_counts(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        maria = world.person(7)
        async with world.service() as service:
            await talk(world, service, maria, "/start")
        await press(world, maria, "English")
        world.clock.advance(timedelta(hours=1))
        async with world.service() as service:
            await world.settled(service)
            assert [c.ok for c in world.fake.calls_of("answerCallbackQuery")] == [False]
            assert state(service, maria) == "consent"
        world.fake.assert_clean()


async def test_a_press_is_answered_beside_the_work_and_once(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start")
        gate = world.fake.gate("editMessageText")
        message = only_live(world, maria)
        update = await maria.press(world.client, message, str(message.data_of("English")))
        await gate.reached()
        await world.fake.wait_for(lambda: world.client.answer_to(update))
        gate.release()
        await world.settled(service)
        assert len(world.fake.calls_of("answerCallbackQuery")) == 1
        world.fake.assert_clean()


async def test_a_block_is_noticed_and_the_return_resumes(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *HANDED_OFF)
        await maria.block(world.client)
        await world.settled(service)
        found = peek.person(service.core.database, maria)
        assert found is not None
        assert not found.address.reachable
        [thread] = world.group.topics
        assert any("📵" in m.text for m in world.group.messages(thread))
        before = len(world.fake.calls_of("sendMessage", bot=world.client))
        await world.group.press_label(world.office, world.staff, "担当する")
        await world.settled(service)
        assert len(world.fake.calls_of("sendMessage", bot=world.client)) == before, "nobody writes to the blocked"
        assert peek.states(service.core.database) == [("screen", "held")]
        await maria.unblock(world.client)
        await world.settled(service)
        told = [m.text for m in peek.written(world, maria)[-2:]]
        assert "has taken your request" in told[0], "what waited comes first"
        assert "Welcome back" in told[1]
        assert any("📶" in m.text for m in world.group.messages(thread))
        assert peek.states(service.core.database) == []
        world.fake.assert_clean()


@pytest.mark.parametrize("refusal", ["Forbidden: bot was blocked by the user", "Bad Request: chat not found"])
async def test_a_refusal_holds_everything_until_the_person_is_back(tmp_path: Path, refusal: str) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        await talk(world, service, maria, *AGREED)
        code = 403 if refusal.startswith("Forbidden") else 400
        world.fake.fail_next("editMessageText", code, refusal, chat_id=7)
        await press(world, maria, "Highly Skilled")
        await world.settled(service)
        assert peek.states(service.core.database) == [("screen", "held")]
        await talk(world, service, ken, *AGREED)
        assert state(service, ken) == "goal"
        await maria.unblock(world.client)
        shown = await talk(world, service, maria)
        assert "What is your visa now?" in shown.text
        assert state(service, maria) == "residence"
        assert only_live(world, maria) is shown
        assert peek.states(service.core.database) == []
        world.fake.assert_clean()


async def test_whoever_writes_can_be_written_to(tmp_path: Path) -> None:
    """A 403 noticed only after the return, or a return we never heard of, must not mean silence for ever."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *AGREED)
        world.fake.fail_next("editMessageText", 403, "Forbidden: bot was blocked by the user")
        await press(world, maria, "Highly Skilled")
        await world.settled(service)
        assert peek.states(service.core.database) == [("screen", "held")]
        await talk(world, service, maria, "work visa")
        assert peek.states(service.core.database) == []
        assert len(peek.live(world, maria)) == 1
        world.fake.assert_clean()


async def test_blocking_before_the_first_word_is_no_trap(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await maria.block(world.client)
        await world.settled(service)
        assert peek.count(service.core.database, people) == 0, "nobody has told us anything yet"
        await maria.unblock(world.client)
        shown = await talk(world, service, maria, "/start")
        assert "Welcome" in shown.text
        assert len(peek.live(world, maria)) == 1
        world.fake.assert_clean()


async def test_a_flood_wait_in_one_chat_is_nobody_elses(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        world.fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 35", retry_after=35, chat_id=7)
        await talk(world, service, maria, "/start")
        await talk(world, service, ken, "/start")
        assert world.naps == [35.0]
        assert len(peek.written(world, maria)) == 1
        world.fake.assert_clean()
