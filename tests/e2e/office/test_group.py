"""Mishaps in the group: it moves, topics go, rights go, the bot is thrown out, the group is told to wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.run import Runner
from tests.e2e.staff import (
    ASKS_A_PERSON,
    FINISH,
    TAKE,
    USUAL,
    buttons,
    card,
    cards,
    interview,
    lead,
    rings,
    staff_press,
    staff_say,
    state_of,
    until,
    words,
    written,
)
from tests.e2e.world import STAFF_CHAT, World, make_world, talk
from tests.telegram import FakeUser

SUPERGROUP = -1009876


@pytest.fixture
async def small(tmp_path: Path) -> AsyncIterator[World]:
    """The same with a basic group, which can become a supergroup."""
    async with make_world(tmp_path, office_chat=-555) as made_world:
        group = made_world.fake.add_group(-555, title="相談", supergroup=False)
        group.add_member(made_world.staff, admin=True)
        group.add_bot(made_world.office)
        made_world.group = group
        yield made_world
        made_world.fake.assert_clean()
        assert made_world.fake.undue_faults() == []


@pytest.fixture
def patience(world: World, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """While this is not set, whoever sleeps for a second or more sleeps on."""
    return _patience(world, monkeypatch)


def _patience(world: World, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    event, nap = asyncio.Event(), world.nap

    async def wait(seconds: float) -> None:
        if seconds >= 1:
            world.naps.append(seconds)
            world.fake.world.notify()
            await event.wait()
            event.clear()
        await nap(seconds)

    monkeypatch.setattr(world, "nap", wait)
    return event


@pytest.mark.parametrize("heard", ["by the old group", "by the new group", "by error", "by membership"])
async def test_the_group_becomes_a_supergroup(small: World, heard: str) -> None:
    async with small.service() as service:
        maria = await lead(small, service)
        tom = await lead(small, service, 8, name="Tom")
        await small.group.migrate_to_supergroup(SUPERGROUP)
        if heard == "by the old group":
            small.office.drop_pending(lambda update: "migrate_from_chat_id" in update["message"])
        elif heard == "by the new group":
            small.office.drop_pending(lambda update: "migrate_to_chat_id" in update["message"])
        else:
            small.office.drop_pending()
        if heard == "by membership":
            # Telegram promises no order between chats: the new one may be heard of first.
            small.group.add_bot(small.office)
        await small.settled(service)
        assert small.group.members[small.office.id].present
        if heard.startswith("by the"):
            assert "INTAKE_OFFICE_CHAT" in small.group.last().text, "heard at once, not at the next thing to say"
        await staff_say(small, service, "/help")
        await interview(small, service, maria, {}, "nowhere")
        await talk(small, service, maria, "Still there?")
        assert small.group.id == SUPERGROUP
        assert "Still there?" in "".join(m.text for m in written(small.group))
        assert "Maria" in card(small.group, 1).text, "the card goes along, whole"
        await interview(small, service, tom, {}, "nowhere")
        assert "Tom" in card(small.group, 2).text
        assert "Maria" in card(small.group, 1).text, "ids of the old group mean nothing in the new one"
        migrated = [m for m in written(small.group) if "INTAKE_OFFICE_CHAT" in m.text]
        assert len(migrated) == 1, "staff are told once that the setting is to be changed"

    assert small.settings.office_chat == -555
    async with small.service() as service:
        before = len(small.fake.calls)
        await talk(small, service, maria, "After the restart")
        assert "After the restart" in small.group.last().text
        assert all(c.ok for c in small.fake.calls[before:] if c.bot is small.office)
        await staff_press(small, service, TAKE)
        assert "taken" in [s.state for s in small.leads(service)]


async def test_a_card_asked_for_after_the_move_comes_without_a_sound(small: World) -> None:
    """Whoever asks for it is there to read it."""
    async with small.service() as service:
        await lead(small, service)
        await small.group.migrate_to_supergroup(SUPERGROUP)
        await small.settled(service)
        before = rings(small)
        await staff_say(small, service, "/lead 1")
        assert "Maria" in card(small.group, 1).text
        assert card(small.group, 1).silent
        assert rings(small) == before


async def test_a_topic_deleted_by_a_human(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        for text in ("Hello?", "Hello again"):
            [thread] = world.group.topics
            await world.group.delete_topic(thread)
            await talk(world, service, maria, text)
            [new] = world.group.topics
            assert new != thread
            first, second = written(world.group, new)
            assert first is card(world.group), "the whole card first"
            assert text in second.text
        await staff_press(world, service, TAKE)
        assert "五十嵐" in card(world.group).text
    async with world.service() as service:
        await talk(world, service, maria, "After a restart")
        assert "After a restart" in world.group.last(new).text
        await staff_press(world, service, FINISH)
        assert card(world.group).thread_id == new


async def test_a_topic_deleted_just_before_the_card_changes(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await world.group.delete_topic(next(iter(world.group.topics)))
        await interview(world, service, maria, {"consultation": "a:online", "half_days": "done"}, "nowhere")
        assert "Google Meet" in card(world.group).text
        assert list(world.group.topics) == [card(world.group).thread_id]


async def test_a_closed_topic_is_opened_again(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        [thread] = world.group.topics
        await world.group.close_topic(thread)
        # To an administrator Telegram lets it pass; to others it does not.
        world.fake.fail_next("sendMessage", 400, "Bad Request: TOPIC_CLOSED", chat_id=STAFF_CHAT)
        await talk(world, service, maria, "Hello?")
        assert not world.group.threads[thread].closed
        assert "Hello?" in world.group.last(thread).text


async def test_a_closed_topic_without_the_right_to_open_it(world: World) -> None:
    world.expects("may not manage topics")
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        [thread] = world.group.topics
        await world.group.close_topic(thread)
        world.group.set_bot_rights(world.office, can_manage_topics=False)
        await talk(world, service, maria, "Hello?", "Anybody?")
        assert world.group.threads[thread].closed
        outside = [m.text for m in written(world.group) if m.thread_id is None]
        assert [t for t in outside if "Hello?" in t]
        assert [t for t in outside if "Anybody?" in t]
        assert sum(t == words("staff-no-rights") for t in outside) == 1


async def test_without_the_right_to_make_topics(world: World) -> None:
    world.expects("may not manage topics")
    world.group.set_bot_rights(world.office, can_manage_topics=False)
    async with world.service() as service:
        maria = await lead(world, service)
        await lead(world, service, 8, name="Tom")
        await interview(world, service, maria, {}, "nowhere")
        await talk(world, service, maria, "Hello?")
        assert not world.group.topics
        assert len(cards(world.group)) == 2
        assert world.group.last().reply_to == card(world.group, 1).message_id
        assert sum(m.text == words("staff-no-rights") for m in written(world.group)) == 1

        world.group.set_bot_rights(world.office, can_manage_topics=True)
        tim = await lead(world, service, 9, name="Tim")
        assert "🆕3 Tim" in world.group.topics.values()
        await interview(world, service, tim, {}, "nowhere")
        assert len(cards(world.group)) == 3


async def test_the_bot_is_thrown_out_and_comes_back(world: World, patience: asyncio.Event) -> None:
    world.expects("is not in the staff group any more")
    async with world.service() as service:
        maria = await lead(world, service)
        world.group.remove_bot(world.office)
        await world.office.drained()
        tom = world.person(8)
        await tom.send(world.client, "/start")
        await world.client.drained()
        await _interview_alone(world, service, tom, ASKS_A_PERSON | {"language": "a:en", "name": "Tom"})
        await world.fake.wait_for(lambda: world.naps)
        assert tom.last(world.client).text, "clients are served meanwhile"
        world.group.add_bot(world.office)
        # At once, not with the next try: that would be in a minute.
        await until(lambda: any("Tom" in m.text for m in cards(world.group)))
        patience.set()
        await world.settled(service)
        assert "Tom" in card(world.group, 2).text
        assert not card(world.group, 2).silent
        assert maria.last(world.client).text


async def _interview_alone(world: World, service: Runner, user: FakeUser, answers: dict[str, str | list[str]]) -> None:
    """As `interview`, while the staff's side stands still."""
    for _ in range(60):
        await until(lambda: _idle(service, user))
        question = state_of(service, user)
        if question in ("consultation", "handed_off"):
            return
        act = str(answers.get(question) or USUAL.get(question, "unknown"))
        found = next((b for b in buttons(world, user) if b[1].split(".", 2)[-1] == act), None)
        await (user.press(world.client, *found) if found else user.send(world.client, act))
        await world.client.drained()


def _idle(service: Runner, user: FakeUser) -> bool:
    """Whether nothing is on its way to this person."""
    finder = service.core.database.sealer.fingerprint("person", "telegram", str(user.id))
    return ("telegram", finder) not in service.outbox._lanes


async def test_a_stop_does_not_wait_for_a_group_that_is_lost(world: World, patience: asyncio.Event) -> None:
    world.expects("is not in the staff group any more")
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        world.group.remove_bot(world.office)
        await maria.send(world.client, "Are you there?")
        await world.fake.wait_for(lambda: world.naps)
    # Stopped although the sender was asleep; nothing was lost by it.
    world.group.add_bot(world.office)
    async with world.service() as service:
        await world.settled(service)
        assert "Are you there?" in world.group.last().text


async def test_the_bot_may_not_write(world: World, patience: asyncio.Event) -> None:
    world.expects("may not write in the staff group")
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        refusal = "Bad Request: not enough rights to send text messages to the chat"
        world.fake.fail_next("sendMessage", 400, refusal, chat_id=STAFF_CHAT)
        await maria.send(world.client, "Are you there?")
        await world.fake.wait_for(lambda: world.naps)
        patience.set()
        await world.settled(service)
        assert "Are you there?" in world.group.last().text, "it waited and was not dropped"


async def test_a_flood_wait_of_the_group_delays_nobody_else(world: World, patience: asyncio.Event) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        world.fake.fail_next(
            "sendMessage", 429, "Too Many Requests: retry after 30", retry_after=30, chat_id=STAFF_CHAT
        )
        await maria.send(world.client, "First")
        await world.fake.wait_for(lambda: 30 in world.naps)
        tom = world.person(8)
        await tom.send(world.client, "/start")
        assert (await tom.next_message(world.client)).text
        await maria.send(world.client, "Second")
        await world.client.drained()
        await until(lambda: _idle(service, maria))
        assert maria.last(world.client).text
        assert not [m for m in written(world.group) if "First" in m.text]
        patience.set()
        await world.settled(service)
        [heard] = [m.text for m in written(world.group) if "First" in m.text or "Second" in m.text]
        assert heard.index("First") < heard.index("Second"), "what waited about one person is one message"
