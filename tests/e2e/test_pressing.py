"""Buttons as they are pressed in life: old ones, copies, twice, at once with the right one, and with answers lost."""

from __future__ import annotations

import asyncio
import contextlib
import random
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.run import Runner
from tests.e2e import peek
from tests.e2e.test_fairness import limited, now, virtual
from tests.e2e.world import HERE, At, World, asked, make_world, press, talk
from tests.telegram import FakeMessage, FakeUser

AGREED = ("/start", "[English]", "[I agree]")
TO_THE_LEAVE = (*AGREED, "/human", "Please help me", *HERE)


def state(service: Runner, user: FakeUser) -> str:
    return peek.conversation(service, user).place.at


def button(message: FakeMessage, label: str) -> str:
    return next(str(data) for row in message.buttons for text, data in row if label in text)


async def test_an_old_button_and_at_once_the_right_one(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        first = await talk(world, service, maria, "/start")
        old = button(first, "English")
        await talk(world, service, maria, "[English]", "I agree")
        live = maria.last(world.client)
        right = button(live, "Highly Skilled")
        # Both before the bot looks.
        await maria.press(world.client, first, old)
        await maria.press(world.client, live, right)
        await world.settled(service)
        assert state(service, maria) == "residence"


@pytest.mark.parametrize("old", ["an answered question", "a button of the version before", "nonsense"])
async def test_an_old_button_before_the_last_yes_costs_no_lead(tmp_path: Path, old: str) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        first = await talk(world, service, maria, "/start")
        data = {
            "an answered question": button(first, "English"),
            "a button of the version before": "1.2.a:agree",
            "nonsense": "x",
        }[old]
        shown = await talk(world, service, maria, *TO_THE_LEAVE[1:])
        yes = button(shown, "Yes, send it")
        await maria.press(world.client, first, data)
        await maria.press(world.client, shown, yes)
        await world.settled(service)
        assert len(world.leads(service)) == 1
        assert state(service, maria) == "consultation"


async def test_any_copy_of_the_current_screen_counts(tmp_path: Path) -> None:
    """An answer of Telegram's that got lost makes two copies; the person presses the one they see."""
    for copy in (0, 1):
        folder = tmp_path / str(copy)
        folder.mkdir()
        async with make_world(folder) as world, world.service() as service:
            maria = world.person(7)
            await talk(world, service, maria, "/start", "[English]")
            world.fake.drop_reply_next("sendMessage")
            await talk(world, service, maria, "I agree")
            copies = [m for m in peek.written(world, maria) if "What would you like to do" in m.text]
            assert len(copies) == 2
            await maria.press(world.client, copies[copy], button(copies[copy], "Highly Skilled"))
            await world.settled(service)
            assert state(service, maria) == "residence"
            assert "What is your visa now" in copies[copy].text, "it goes on where it was pressed"
            other = copies[1 - copy]
            if other.labels:
                await maria.press(world.client, other, button(other, "Something else"))
                await world.settled(service)
                assert state(service, maria) == "residence", "a copy of what is over does nothing"
                assert not other.labels, "and is retired"


async def test_a_stray_copy_brings_the_live_screen_and_is_retired(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        first = await talk(world, service, maria, "/start")
        data, markup = button(first, "English"), first.markup
        live = await talk(world, service, maria, "[English]", "I agree", "something that is no answer")
        assert live is not first
        first.markup = markup  # a phone that still shows it
        before = peek.conversation(service, maria)
        await maria.press(world.client, first, data)
        shown = await talk(world, service, maria)
        after = peek.conversation(service, maria)
        assert (after.place.at, after.answers) == (before.place.at, before.answers)
        assert shown.message_id > live.message_id
        assert shown.labels
        assert not first.labels
        assert not live.labels or live.labels == shown.labels


async def test_a_card_from_before_an_erasure_sends_nothing(tmp_path: Path) -> None:
    """It was too old to be deleted, and its buttons came by the same way as those of the card now."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        old = await talk(world, service, maria, *TO_THE_LEAVE)
        yes = button(old, "Yes, send it")
        world.clock.advance(timedelta(days=3))
        await talk(world, service, maria, "/forget", "[Erase everything]")
        assert not old.deleted
        await talk(world, service, maria, *TO_THE_LEAVE[:-2], At("name", "Another Name"), HERE[1])
        assert state(service, maria) == "leave"
        await maria.press(world.client, old, yes)
        await world.settled(service)
        assert world.leads(service) == []
        assert state(service, maria) == "leave"
        await talk(world, service, maria, "[Yes, send it]")
        [lead] = world.leads(service)
        assert lead.consented.name == "Another Name"


async def test_a_tick_pressed_twice_stays_ticked(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        acts = ("[Highly Skilled]", "[A work visa]", "[Specialist]", "[IT, engineering]", "6,500,000", "1994-05-01")
        shown = await talk(world, service, maria, *AGREED, *acts)
        tick = button(shown, "Master's")
        first = await maria.press(world.client, shown, tick)
        await maria.press(world.client, shown, tick)
        await world.settled(service)
        assert peek.conversation(service, maria).place.draft == ["master"]
        await maria.redeliver(world.client, first)
        await world.settled(service)
        assert peek.conversation(service, maria).place.draft == ["master"]


async def test_a_press_sent_again_counts_once(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        shown = await talk(world, service, maria, *TO_THE_LEAVE)
        update = await maria.press(world.client, shown, button(shown, "Yes, send it"))
        await world.settled(service)
        for _ in range(3):
            await maria.redeliver(world.client, update)
            await world.settled(service)
        assert len(world.leads(service)) == 1
        assert state(service, maria) == "consultation"
        assert len([m for m in world.group.messages() if m.labels]) == 1


# --- with answers lost ----------------------------------------------------------------------------------------------

# Where a person is asked, and what they then press (or type, where there is nothing to press).
ANSWERS = {
    "language": "[English]",
    "consent": "[I agree]",
    "goal": "[Get a Highly]",
    "residence": "[A work visa]",
    "activity": "[Specialist]",
    "work_field": "[IT, engineering]",
    "salary_yen": "6,500,000",
    "birth_date": "/human",
    "note": "Please help me",
    "name": "NAME",
    "contact_way": "[In this chat]",
    "leave": "[Yes, send it]",
    "consultation": "[Online]",
    "half_days": "[None of these]",
    "handed_off": "",
}


def looks(world: World, user: FakeUser) -> tuple[FakeMessage | None, str | None, str]:
    """The newest message that asks something, what it asks, and what to do about it; "" at the end."""
    for message in reversed(peek.written(world, user)):
        place = asked(message)
        if place == "half_days" and any(label.startswith("✅") for label in message.labels):
            return message, place, "[Done]"  # an old press ticked a day: then that is what she wishes
        if place in ANSWERS:
            return message, place, ANSWERS[place]
        left_open = [str(label) for row in message.buttons for label, data in row if str(data).endswith(".unknown")]
        if left_open:
            return message, place, f"[{left_open[0]}]"
    return None, None, "/start"


def changed(world: World, user: FakeUser, texts: list[str]) -> bool:
    return [m.text for m in peek.written(world, user)] != texts


async def hurry(world: World, user: FakeUser, lots: random.Random) -> float:
    """Somebody who acts as soon as anything can be read, again when nothing happens, sometimes on an old message."""
    begun = now()
    while True:
        message, place, act = looks(world, user)
        if not act:
            return now() - begun
        if message is None or not act.startswith("["):
            await user.send(world.client, act.replace("NAME", user.first_name))
        else:
            labelled = [
                (m, str(data))
                for m in peek.written(world, user)
                for row in m.buttons
                for label, data in row
                # "Skip" stands at several questions: only at this one she means it.
                if label.startswith(act.strip("[]")) and asked(m) == place
            ]
            old = [
                (m, str(data))
                for m in peek.written(world, user)
                for row in m.buttons
                for _, data in row
                if m is not message and asked(m) != place
            ]
            if old and lots.random() < 0.1:
                await user.press(world.client, *lots.choice(old))
            if labelled:
                await user.press(world.client, *(labelled[-1] if lots.random() < 0.8 else lots.choice(labelled)))
            else:
                await user.send(world.client, act.strip("[]"))
        texts = [m.text for m in peek.written(world, user)]
        with contextlib.suppress(TimeoutError):
            await world.fake.wait_for(partial(changed, world, user, texts), 3)
        await asyncio.sleep(lots.uniform(0.1, 1.5))
        assert now() - begun < 600, (
            f"{user} never got out: {[(m.text[:40], m.labels) for m in peek.written(world, user)[-4:]]}"
        )


@pytest.mark.parametrize("seed", [1, 2, 3])
@virtual
async def test_with_answers_lost_everybody_reaches_the_end(tmp_path: Path, seed: int) -> None:
    async with limited(tmp_path) as (world, service):
        people = [world.person(1_000 + n, f"Maria{n}") for n in range(10)]
        world.fake.lose_replies(0.15, seed)
        took = await asyncio.gather(*(hurry(world, user, random.Random(f"{seed} {user.id}")) for user in people))
        world.fake.lose_replies(0, seed)
        assert world.fake.replies_lost > 20
        await world.settled(service, 600)
        assert len(took) == len(people)
        leads = world.leads(service)
        assert sorted(str(lead.consented.name) for lead in leads) == sorted(user.first_name for user in people)
        for user in people:
            assert state(service, user) == "handed_off"
            assert peek.conversation(service, user).answers["salary_yen"].value == 6_500_000
        cards = "".join(m.text for m in world.group.messages() if m.labels).replace("\u2069", "")
        assert all(f"{user.first_name}｜" in cards for user in people)


async def test_typing_and_pressing_at_once_keeps_both(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        shown = await talk(world, service, maria, *AGREED)
        await maria.press(world.client, shown, button(shown, "Highly Skilled"))
        await maria.send(world.client, "work visa")
        await world.settled(service)
        assert state(service, maria) == "activity"
        await press(world, maria, "Specialist")
        await world.settled(service)
        assert state(service, maria) == "work_field"
