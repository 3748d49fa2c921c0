"""What erasing reaches: a group without topics, more messages than one call takes, what staff took back."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.e2e import peek
from tests.e2e.test_after_the_score import TO_THE_LEAD, press_staff, reach
from tests.e2e.test_office import ASKS_A_PERSON, card, do, interview, lead, staff_press, words, written
from tests.e2e.world import make_world, press, talk


@pytest.mark.parametrize("posted", ["a note", "a card"])
async def test_what_is_being_posted_about_somebody_erased_is_taken_back(tmp_path: Path, posted: str) -> None:
    """Where there are no topics there is none to be deleted with all that is in it."""
    async with make_world(tmp_path, forum=False) as world, world.service() as service:
        if posted == "a note":
            maria = await lead(world, service, name="Maria Santos")
            await interview(world, service, maria, {}, "nowhere")
        else:
            maria = world.person(7)
            await talk(world, service, maria, "/start")
            await interview(world, service, maria, ASKS_A_PERSON | {"language": "a:en", "name": "Maria"}, "leave")
        gate = world.fake.gate("sendMessage", after=True, bot=world.office)
        if posted == "a note":
            await maria.send(world.client, "My secret")
        else:
            await press(world, maria, "Yes, send it")
        await gate.reached()
        await world.client.drained()
        for act in ("/forget", "Erase everything"):
            await maria.send(world.client, act)
            await world.client.drained()
        gate.release()
        await world.settled(service)
        assert [m.text for m in written(world.group)] == [words("staff-erased", number="1")]
        assert [peek.count(service.core.database, table) for table in peek.PERSONAL] == [0] * 5
        assert "Done. E" in maria.last(world.client).text


async def test_more_messages_than_one_call_takes(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start", "[English]", "[I agree]")
        for _ in range(14):
            for _ in range(10):
                await maria.send(world.client, "/nonsense")
            await world.settled(service)
            world.clock.advance(timedelta(minutes=10))
        assert len(maria.messages(world.client)) > 150
        await talk(world, service, maria, "/forget", "[Erase everything]")
        [receipt] = maria.messages(world.client)
        assert "Done. E" in receipt.text
        asked = [c.params["message_ids"] for c in world.fake.calls_of("deleteMessages", ok=True)]
        assert sum(map(len, asked)) > 150
        assert len(asked) > 1


async def test_one_message_that_cannot_be_deleted_keeps_none_of_the_others(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start", "[English]", "[I agree]", "hello")
        world.fake.fail_next("deleteMessages", 400, "Bad Request: message can't be deleted for everyone")
        world.fake.fail_next("deleteMessage", 400, "Bad Request: message can't be deleted for everyone")
        await talk(world, service, maria, "/forget", "[Erase everything]")
        left = maria.messages(world.client)
        assert len(left) == 2, "all but the one that Telegram would not delete"
        assert "Done. E" in left[-1].text


async def test_staff_take_a_tick_back_and_the_client_reads_so(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, *TO_THE_LEAD)
        await press_staff(world, service, "書類を確認")
        await press_staff(world, service, "学歴")
        told = await talk(world, service, maria, "/result", "[Papers]")
        assert re.search(r"Confirmed by the office: \d+ points", told.text)
        await press_staff(world, service, "学歴")
        told = await talk(world, service, maria, "/result", "[Papers]")
        assert "Confirmed by the office: –" in told.text
        assert peek.conversation(service, maria).confirmed == []


async def test_a_number_of_somebody_erased_is_said_to_be_unknown(tmp_path: Path) -> None:
    async with make_world(tmp_path, forum=False) as world, world.service() as service:
        maria = await lead(world, service, name="Maria")
        shown = card(world.group)
        data = str(shown.data_of("担当する"))
        await do(world, service, maria, "/forget")
        await do(world, service, maria, "forget")
        tom = await lead(world, service, 8, name="Tom")
        update = await world.group.press(world.office, world.staff, shown, data)
        await world.settled(service)
        answer = world.office.answer_to(update)
        assert answer is not None
        assert answer.text == words("staff-not-found", number="1")
        await staff_press(world, service, "担当する")
        assert "五十嵐" in tom.last(world.client).text


async def test_staff_are_not_asked_to_delete_what_went_with_the_topic(tmp_path: Path) -> None:
    """A worksheet older than 48 hours can be neither deleted nor emptied by itself."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await reach(world, service, *TO_THE_LEAD)
        await press_staff(world, service, "計算表")
        assert any(m.document is not None for m in written(world.group))
        world.clock.advance(timedelta(days=5))
        await talk(world, service, maria, "/forget", "[Erase everything]")
        assert [m.text for m in written(world.group)] == [words("staff-erased", number="1")]
        assert not world.group.topics
