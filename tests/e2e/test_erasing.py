"""What erasing reaches: a group without topics, more messages than one call takes, what staff took back."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import build_core
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from tests.e2e import peek
from tests.e2e.staff import ASKS_A_PERSON, card, do, interview, lead, staff_press, words, written
from tests.e2e.test_after_the_score import TO_THE_LEAD, press_staff, reach, read_to_the_end
from tests.e2e.test_fairness import HANDED_OFF, TO_THE_LEAVE, latency, limited, shown, virtual, walk
from tests.e2e.world import World, make_world, press, talk


def erase_beside(world: World, number: int) -> None:
    """Erase the person of a lead as `intake forget` does, on a database of its own."""

    def erase(batch: Batch) -> None:
        stored = batch.tx.lead_numbered(number)
        assert stored is not None
        person = batch.tx.person(stored.person)
        assert person is not None
        batch.erase(person, world.clock())

    core = build_core(world.settings)
    core.ledger.do(Call(erase))
    core.database.close()


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
        assert not any(peek.count(service.core.database, table) for table in peek.PERSONAL)
        assert "Done. E" in maria.last(world.client).text


@virtual
async def test_what_waits_for_somebody_erased_by_a_command_never_leaves(tmp_path: Path) -> None:
    """`intake forget` in a process of its own, while the running service is told to wait with this very chat."""
    async with limited(tmp_path) as (world, service):
        maria, ken = world.person(7), world.person(8, "Ken")
        await walk(world, maria, HANDED_OFF)
        await walk(world, ken, TO_THE_LEAVE[:2])
        await shown(world, maria, "has your request")
        await world.settled(service)
        world.fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 30", retry_after=30, chat_id=7)
        before = len(world.fake.calls_of("sendMessage", chat_id=7))
        await maria.send(world.client, "/help")
        await world.fake.wait_for(lambda: len(world.fake.calls_of("sendMessage", chat_id=7)) > before)
        erase_beside(world, 1)
        await latency(world, ken, "/help")  # the running service looks at the store
        await asyncio.sleep(40)
        await world.settled(service)
        [said] = [call.params["text"] for call in world.fake.calls_of("sendMessage", chat_id=7)[before + 1 :]]
        assert "Done. E" in said


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
        assert re.search(r"Confirmed by the office: \d+ points", await read_to_the_end(world, service, maria, told))
        await press_staff(world, service, "学歴")
        told = await talk(world, service, maria, "/result", "[Papers]")
        assert "Confirmed by the office: none yet" in await read_to_the_end(world, service, maria, told)
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
        assert "has taken your request" in tom.last(world.client).text


async def test_an_old_worksheet_outside_a_topic_is_left_to_staff_and_the_receipt_says_so(tmp_path: Path) -> None:
    """A file older than 48 hours can be neither deleted nor emptied by a bot."""
    async with make_world(tmp_path, forum=False) as world, world.service() as service:
        maria = await reach(world, service, *TO_THE_LEAD)
        await press_staff(world, service, "計算表")
        world.clock.advance(timedelta(days=5))
        await talk(world, service, maria, "/forget", "[Erase everything]")
        [sheet] = [m for m in written(world.group) if m.document is not None]
        asked = [m.text for m in written(world.group) if m.message_id > sheet.message_id]
        assert asked[:-1] == [words("staff-erased", number="1")]
        assert "残っています（1件）" in asked[-1]
        receipt = maria.last(world.client).text
        assert "as far as a bot may, and we are asking staff to delete the rest" in receipt


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
