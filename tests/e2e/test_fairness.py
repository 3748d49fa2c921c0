"""Nobody holds up others: floods, calls that stall and outages, in made-up time under Telegram's real limits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from bot.run import Runner
from tests.e2e import peek
from tests.e2e.world import World, asked_now, make_world, pass_over, press
from tests.telegram import FakeMessage, FakeUser, Limits
from tests.telegram.virtual import run_virtual

# Where a person is asked, by its id, and what they type there.
TO_THE_LEAVE = (
    ("language", "English"),
    ("consent", "I agree"),
    ("goal", "/human"),
    ("note", "Please help me"),
    ("name", "NAME"),
    ("contact_way", "In this chat"),
)
HANDED_OFF = (
    *TO_THE_LEAVE,
    ("leave", "Yes, send it"),
    ("consultation", "Online"),
    ("half_days", "None of these"),
)
SCRIPTED = [place for place, _ in HANDED_OFF]
Scenario = Callable[..., Coroutine[Any, Any, None]]


def virtual(scenario: Scenario) -> Callable[..., None]:
    """Run a test in made-up time."""

    @wraps(scenario)
    def run(*args: Any, **kwargs: Any) -> None:
        run_virtual(scenario(*args, **kwargs))

    return run


def now() -> float:
    return asyncio.get_running_loop().time()


@asynccontextmanager
async def limited(folder: Path, **limits: int) -> AsyncIterator[tuple[World, Runner]]:
    async with make_world(folder) as world, world.service() as service:
        world.fake.limits = Limits(**limits)
        yield world, service


async def shown(world: World, user: FakeUser, words: str, patience: float = 60.0) -> FakeMessage:
    """Wait until the newest messages say something."""

    def newest() -> FakeMessage | None:
        mine = [m for m in user.messages(world.client) if m.from_bot][-4:]
        return next((m for m in reversed(mine) if words in m.text), None)

    found = await world.fake.wait_for(newest, patience)
    assert found is not None
    return found


async def at(world: World, user: FakeUser, place: str, patience: float = 60.0) -> FakeMessage:
    """Wait until a question or page can be answered."""
    found = await world.fake.wait_for(lambda: asked_now(world, user, place), patience)
    assert found is not None
    return found


async def walk(world: World, user: FakeUser, steps: tuple[tuple[str, str], ...], *, pause: float = 1.0) -> None:
    """Answer by typing, as soon as the question can be read and a moment has passed."""
    await user.send(world.client, "/start")
    for place, answer in steps:
        await pass_over(world, user, place, SCRIPTED, 60.0)
        await asyncio.sleep(pause)
        await user.send(world.client, answer.replace("NAME", user.first_name))


async def latency(world: World, user: FakeUser, text: str, patience: float = 60.0) -> float:
    """How long after a text the next answer can be read."""
    before, asked = len(peek.written(world, user)), now()
    await user.send(world.client, text)
    await world.fake.wait_for(lambda: len(peek.written(world, user)) > before, patience)
    return now() - asked


# --- floods ---------------------------------------------------------------------------------------------------------


@virtual
async def test_a_new_client_s_card_is_there_whatever_another_one_writes(tmp_path: Path) -> None:
    async with limited(tmp_path) as (world, _service):
        maria, ken = world.person(7), world.person(8, "Ken")
        await walk(world, maria, HANDED_OFF)
        await walk(world, ken, TO_THE_LEAVE)
        await at(world, ken, "leave")
        for number in range(100):
            await maria.send(world.client, f"and another thing, number {number}")
            await asyncio.sleep(0.1)
        asked = now()
        await press(world, ken, "Yes, send it")
        await world.fake.wait_for(lambda: any("Ken" in m.text and m.labels for m in world.group.messages()), 300)
        assert now() - asked <= 5
        assert not [note for note in world.fake.rate_notes if "refused" in note], "nor is Telegram asked too much"


@virtual
async def test_all_that_one_client_writes_reaches_staff_in_order(tmp_path: Path) -> None:
    """What is read of it: whoever writes no faster than people do is read whole."""
    async with limited(tmp_path) as (world, service):
        maria = world.person(7)
        await walk(world, maria, HANDED_OFF)
        for number in range(50):
            await maria.send(world.client, f"thing {number:02}.")
            await asyncio.sleep(0.5)
        await world.settled(service, 600)
        told = "".join(m.text for m in world.group.messages())
        places = [told.index(f"thing {number:02}.") for number in range(50)]
        assert places == sorted(places)


@virtual
async def test_a_thousand_texts_bring_few_replies(tmp_path: Path) -> None:
    async with limited(tmp_path) as (world, service):
        maria, ken = world.person(7), world.person(8, "Ken")
        for user in (maria, ken):
            await walk(world, user, TO_THE_LEAVE[:2])
        await at(world, maria, "goal")
        before = len(peek.written(world, maria))
        made = len(world.fake.calls_of("sendMessage", chat_id=7))
        waits = []
        for number in range(1_000):
            await maria.send(world.client, f"word {number}")
            if number % 200 == 100:
                await asyncio.sleep(2)
                waits.append(await latency(world, ken, "/help"))
        await world.settled(service, 600)
        assert len(peek.written(world, maria)) - before <= 100
        assert len(world.fake.calls_of("sendMessage", chat_id=7)) - made <= 100
        assert max(waits) <= 1.5, waits
        # A kind word was said once, and after a quiet while everything is as ever.
        await asyncio.sleep(120)
        assert await latency(world, maria, "/help") <= 1.5
        assert "/forget" in maria.last(world.client).text


@virtual
async def test_a_flood_says_kindly_once_that_it_is_not_read(tmp_path: Path) -> None:
    async with limited(tmp_path) as (world, service):
        maria = world.person(7)
        await walk(world, maria, TO_THE_LEAVE[:2])
        await at(world, maria, "goal")
        for _ in range(40):
            for _ in range(5):
                await maria.send(world.client, "hello?")
            await asyncio.sleep(0.1)
        await world.settled(service, 600)
        kind = [m for m in peek.written(world, maria) if "is not read either" in m.text]
        assert len(kind) == 1


@virtual
async def test_hostile_texts_cost_hardly_more_than_others(tmp_path: Path) -> None:
    """A sign that unfolds into eighteen, as many as fit; counted in our own processor time."""

    async def cost(name: str, text: str) -> float:
        (tmp_path / name).mkdir()
        async with limited(tmp_path / name) as (world, service):
            maria, ken = world.person(7), world.person(8, "Ken")
            for user in (maria, ken):
                await walk(world, user, TO_THE_LEAVE[:2])
            await at(world, maria, "goal")
            await world.settled(service)
            begun = time.process_time()
            for number in range(100):
                await maria.send(world.client, text)
                if number == 50:
                    assert await latency(world, ken, "/help") <= 1.5
            await world.settled(service, 600)
            return time.process_time() - begun

    plain = await cost("plain", "x" * 4_096)
    hostile = await cost("hostile", "ﷺ" * 4_096)
    assert hostile <= 3 * plain + 1, (plain, hostile)


# --- stalls ---------------------------------------------------------------------------------------------------------

STALLS: dict[str, tuple[str, str]] = {
    "a message to one person": ("sendMessage", "/help"),
    "an edit for one person": ("editMessageText", "[Highly Skilled]"),
    "the answer to a press": ("answerCallbackQuery", "[Highly Skilled]"),
    "taking buttons away": ("editMessageReplyMarkup", "No idea"),
    "a file": ("sendDocument", "/mydata"),
    "erasing": ("deleteMessages", "ERASE"),
}


@pytest.mark.parametrize("name", STALLS)
@virtual
async def test_one_call_that_stalls_keeps_nobody_else_waiting(tmp_path: Path, name: str) -> None:
    method, act = STALLS[name]
    async with limited(tmp_path) as (world, service):
        maria, ken = world.person(7), world.person(8, "Ken")
        for user in (maria, ken):
            await walk(world, user, TO_THE_LEAVE[:2])
            await at(world, user, "goal")
        await asyncio.sleep(5)
        gate = world.fake.gate(method, chat_id=None if method == "answerCallbackQuery" else 7)
        if act.startswith("["):
            await press(world, maria, act.strip("[]"))
        elif act == "ERASE":
            await maria.send(world.client, "/forget")
            await shown(world, maria, "cannot be undone")
            await press(world, maria, "Erase everything")
        else:
            await maria.send(world.client, act)
        await gate.reached()
        begun = now()
        while now() - begun < 30:
            assert await latency(world, ken, "/help") <= 0.5
            await asyncio.sleep(4)
        if method == "answerCallbackQuery":
            # Even a press whose own acknowledgement stands still is acted upon at once.
            asked = now()
            await press(world, ken, "Highly Skilled")
            await at(world, ken, "residence")
            assert now() - asked <= 0.5
        gate.release()
        await world.settled(service, 120)


@virtual
async def test_old_buttons_that_cannot_be_taken_away_do_not_hold_up_the_next_answer(tmp_path: Path) -> None:
    async with limited(tmp_path) as (world, service):
        maria = world.person(7)
        await walk(world, maria, TO_THE_LEAVE[:2])
        asked = await at(world, maria, "goal")
        await asyncio.sleep(5)
        gate = world.fake.gate("editMessageReplyMarkup", chat_id=7)
        await maria.send(world.client, "No idea")
        await gate.reached()
        for _ in range(3):
            await asyncio.sleep(4)
            assert await latency(world, maria, "/help") <= 0.5
        gate.release()
        await world.settled(service, 120)
        # Once they can be, they are; the newest message alone has buttons.
        *old, newest = [m for m in maria.messages(world.client) if m.from_bot]
        assert asked.message_id in [m.message_id for m in old]
        assert newest.labels
        assert not any(m.labels for m in old)


@virtual
async def test_a_group_that_cannot_be_left_keeps_nobody_waiting(tmp_path: Path) -> None:
    async with limited(tmp_path) as (world, service):
        ken = world.person(8, "Ken")
        await walk(world, ken, TO_THE_LEAVE[:2])
        await at(world, ken, "goal")
        await asyncio.sleep(5)
        gate = world.fake.gate("leaveChat")
        world.fake.add_group(-77, title="Friends").add_bot(world.client)
        await gate.reached()
        assert await latency(world, ken, "/help") <= 0.5
        gate.release()
        await world.settled(service, 120)


@pytest.mark.parametrize("method", ["createForumTopic", "sendMessage", "getChat", "editMessageText"])
@virtual
async def test_a_staff_group_that_stalls_is_no_matter_of_clients(tmp_path: Path, method: str) -> None:
    async with limited(tmp_path) as (world, service):
        maria, ken = world.person(7), world.person(8, "Ken")
        gate = world.fake.gate(method, bot=world.office)
        await walk(world, ken, TO_THE_LEAVE[:2])
        await walk(world, maria, HANDED_OFF)
        await at(world, maria, "handed_off")
        await asyncio.sleep(5)
        assert gate.held
        assert await latency(world, ken, "/help") <= 0.5
        await asyncio.sleep(30)
        assert await latency(world, maria, "One more thing") <= 0.5
        gate.release()
        await world.settled(service, 300)
        assert len(world.leads(service)) == 1
        assert any("One more thing" in m.text for m in world.group.messages())


# --- outages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [10, 70, 300])
@virtual
async def test_answers_are_there_soon_after_an_outage(tmp_path: Path, seconds: float) -> None:
    async with limited(tmp_path) as (world, service):
        maria, ken = world.person(7), world.person(8, "Ken")
        for user in (maria, ken):
            await walk(world, user, TO_THE_LEAVE[:2])
            await at(world, user, "goal")
        await asyncio.sleep(10)
        gate = world.fake.gate("sendMessage", chat_id=7)
        await maria.send(world.client, "/help")  # its answer is under way when the line breaks
        await gate.reached()
        world.fake.cut_the_line()
        gate.release()
        await asyncio.sleep(seconds)
        before = {user.id: len(peek.written(world, user)) for user in (maria, ken)}
        await ken.send(world.client, "/help")
        world.fake.restore_the_line()
        restored = now()
        for user in (maria, ken):
            await world.fake.wait_for(lambda: len(peek.written(world, user)) > before[user.id], 120)  # noqa: B023 - called in this round alone
        assert now() - restored <= 5
        await world.settled(service, 60)


@pytest.mark.parametrize("seconds", [30, 120, 3_000])
@virtual
async def test_a_lead_is_there_soon_after_the_bot_is_let_back_in(tmp_path: Path, seconds: float) -> None:
    async with limited(tmp_path) as (world, service):
        world.expects("is not in the staff group|was not found|staff group")
        maria = world.person(7)
        world.group.remove_bot(world.office)
        await walk(world, maria, HANDED_OFF)
        await asyncio.sleep(seconds)
        asked = now()
        world.group.add_bot(world.office)
        await world.fake.wait_for(lambda: any("Maria" in m.text and m.labels for m in world.group.messages()), 120)
        assert now() - asked <= 5
        await world.settled(service, 60)


# --- waiting as it is felt ------------------------------------------------------------------------------------------


@virtual
async def test_a_press_costs_one_way_to_telegram_and_back(tmp_path: Path) -> None:
    async with limited(tmp_path) as (world, service):
        maria = world.person(7)
        await walk(world, maria, TO_THE_LEAVE[:2])
        await at(world, maria, "goal")
        await world.settled(service)
        world.fake.latency = 0.15
        before, asked = len(world.fake.calls), now()
        await press(world, maria, "Highly Skilled")
        await at(world, maria, "residence")
        assert now() - asked < 0.2
        await world.settled(service)
        made = [c.method for c in world.fake.calls[before:] if c.method != "getUpdates"]
        assert sorted(made) == ["answerCallbackQuery", "editMessageText"]


@virtual
async def test_somebody_quick_waits_for_nothing(tmp_path: Path) -> None:
    """An answer a second, typed: each brings a new message and takes the old buttons away."""
    async with limited(tmp_path) as (world, service):
        maria = world.person(7)
        waits = []
        await maria.send(world.client, "/start")
        for place, answer in HANDED_OFF:
            begun = now()
            await pass_over(world, maria, place, SCRIPTED, 60.0)
            waits.append(now() - begun)
            await asyncio.sleep(1)
            await maria.send(world.client, answer.replace("NAME", "Maria"))
        await at(world, maria, "handed_off")
        assert max(waits) <= 1, waits
        await world.settled(service)


@virtual
async def test_many_people_at_once_stay_within_telegrams_limits(tmp_path: Path) -> None:
    async with limited(tmp_path) as (world, service):
        people = [world.person(1_000 + n, f"P{n}") for n in range(40)]
        await asyncio.gather(*(walk(world, user, TO_THE_LEAVE[:3], pause=1.5) for user in people))
        for user in people:
            await at(world, user, "note")
        await world.settled(service, 300)
        assert len(world.fake.rate_notes) == 0
