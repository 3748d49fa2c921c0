"""A card and a topic for each client, edited in place whatever happens on the way."""

from __future__ import annotations

import asyncio

import pytest

from tests.e2e.staff import (
    ASK,
    ASKS_A_PERSON,
    DECLINE,
    FINISH,
    MORE,
    SAVED,
    TAKE,
    button,
    card,
    cards,
    interview,
    lead,
    staff_press,
    staff_say,
    written,
)
from tests.e2e.world import STAFF_CHAT, World, talk


async def test_a_topic_for_each_client_and_one_card_edited_in_place(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service, 7, name="Maria Santos")
        tom = await lead(world, service, 8, name="Tom")
        assert list(world.group.topics.values()) == ["🆕1 Maria Santos", "🆕2 Tom"]
        first, second = world.group.topics
        card_of_maria = card(world.group, 1)
        assert card_of_maria.thread_id == first

        await talk(world, service, maria, "And my wife?", "Thank you")
        await interview(world, service, maria, {"consultation": "a:online", "half_days": "done"}, "nowhere")
        await talk(world, service, maria, "One more thing")
        assert card(world.group, 1) is card_of_maria
        assert card_of_maria.edited
        assert "Google Meet" in card_of_maria.text
        notes = [m.text for m in written(world.group, first) if not m.labels]
        assert [n for n in notes if "One more thing" in n]
        assert len(cards(world.group)) == 2

        await talk(world, service, tom, "/cancel")
        assert [m.labels for m in written(world.group, second)] == [[TAKE, FINISH, DECLINE, ASK, SAVED, MORE]]


async def test_a_plain_group_gets_cards_and_replies_to_them(plain: World) -> None:
    async with plain.service() as service:
        maria = await lead(plain, service, 7)
        await lead(plain, service, 8, name="Tom")
        await interview(plain, service, maria, {}, "nowhere")
        await talk(plain, service, maria, "And my wife?")
        note = plain.group.last()
        assert "And my wife?" in note.text
        assert note.reply_to == card(plain.group, 1).message_id
        assert note.thread_id is None
        assert not plain.group.topics
        assert len(cards(plain.group)) == 2


async def test_two_first_messages_at_once_make_one_topic(world: World) -> None:
    async with world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start")
        await interview(world, service, maria, ASKS_A_PERSON | {"language": "a:en", "name": "Maria"}, "leave")
        gate = world.fake.gate("createForumTopic")
        await maria.press(world.client, *button(world, maria, "yes"))
        await gate.reached()
        await maria.send(world.client, "/book")
        await maria.send(world.client, "/human")
        await world.client.drained()
        gate.release()
        await world.settled(service)
        assert len(world.group.topics) == len(world.fake.calls_of("createForumTopic")) == 1
        assert len(cards(world.group)) == 1


async def test_a_first_message_of_two_people_at_once(world: World) -> None:
    async with world.service() as service:
        both = []
        for number in (7, 8):
            user = world.person(number)
            await talk(world, service, user, "/start")
            await interview(world, service, user, ASKS_A_PERSON | {"language": "a:en", "name": f"P{number}"}, "leave")
            both.append((user, *button(world, user, "yes")))
        await asyncio.gather(*(user.press(world.client, message, data) for user, message, data in both))
        await world.settled(service)
        assert sorted(name.split()[1] for name in world.group.topics.values()) == ["P7", "P8"]
        assert len(cards(world.group)) == 2


async def test_a_card_that_cannot_be_edited_is_sent_anew(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        old = card(world.group)
        world.fake.freeze_message(STAFF_CHAT, old.message_id)
        await interview(world, service, maria, {"consultation": "a:online", "half_days": "done"}, "nowhere")
        new = card(world.group)
        assert new is not old
        assert "Google Meet" in new.text
        assert old.deleted


async def test_a_lost_answer_to_a_card_leaves_the_later_one_live(world: World) -> None:
    async with world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start")
        await interview(world, service, maria, ASKS_A_PERSON | {"language": "a:en", "name": "Maria"}, "leave")
        gate = world.fake.gate("createForumTopic", after=True)
        await maria.press(world.client, *button(world, maria, "yes"))
        await gate.reached()
        await world.client.drained()
        world.fake.drop_reply_next("sendMessage")
        gate.release()
        await world.settled(service)
        assert len(world.leads(service)) == 1
        twice = cards(world.group)
        assert 1 <= len(twice) <= 2  # twice is preferred to never
        await staff_press(world, service, TAKE)
        assert "五十嵐" in twice[-1].text


@pytest.mark.parametrize(
    "name",
    [
        "Zoë <3",
        "a_b*c [x](y) `z` &amp; <b>",
        "👩‍👩‍👧 Zoë",
        "مريم بنت خالد",
        "山田 花子",
        "x" * 80,
        "Z" + "&" * 79,
        "Z" + "😀" * 79,
    ],
    ids=["heart", "markup", "emoji", "rtl", "japanese", "long", "ampersands", "many emoji"],
)
async def test_any_name(world: World, name: str) -> None:
    async with world.service() as service:
        maria = await lead(world, service, name=name)
        assert name in card(world.group).text
        [topic] = world.group.topics.values()
        assert topic.startswith(f"🆕1 {name[:60]}")
        await interview(world, service, maria, {}, "nowhere")
        await talk(world, service, maria, f"I am {name}")
        assert name in world.group.last().text
        _, listed = await staff_say(world, service, "/leads")
        assert name[:40] in listed.text
