"""A topic for each client: no second one, made anew when it is lost, called and closed by how the request stands."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from dialogs.consented import Summary
from dialogs.desk.card import topic_text
from tests.e2e.staff import (
    DECLINE,
    FINISH,
    QUALIFIES,
    TAKE,
    card,
    forget,
    lead,
    one_words,
    staff_press,
    stored,
    written,
)
from tests.e2e.test_talk import client, client_write, staff_write, topic_of
from tests.e2e.world import World, make_world


def names(world: World) -> list[str]:
    """What the topics are called."""
    return list(world.group.topics.values())


async def test_two_messages_at_once_after_the_topic_was_deleted_share_one_new_topic(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await world.group.delete_topic(topic_of(world))
        await asyncio.gather(maria.send(world.client, "first"), maria.send(world.client, "second"))
        await world.settled(service)
        assert len(world.group.topics) == 1
        text = "\n".join(m.text for m in written(world.group, topic_of(world)))
        assert (text.count("first"), text.count("second")) == (1, 1)
        assert text.index("first") < text.index("second")


@pytest.mark.parametrize("end", ["lost", "ignored"])
async def test_a_topic_that_bots_no_longer_reach_is_made_anew_with_its_card(tmp_path: Path, end: str) -> None:
    """tdlib/telegram-bot-api#693 #596: very old topics of busy groups break for bots; #854: some without a word."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        old = topic_of(world)
        await (world.group.lose_topic(old) if end == "lost" else world.group.ignore_topic(old))
        await client_write(world, service, maria, "Is anybody there?")
        new = topic_of(world)
        assert new != old
        text = "\n".join(m.text for m in written(world.group, new))
        assert text.count("Is anybody there?") == 1
        assert card(world.group).thread_id == new
        assert not [m for m in written(world.group) if m.thread_id is None], "nothing stays where it went astray"
        await staff_write(world, service, "はい、います")
        assert "はい、います" in maria.last(world.client).text
        await world.group.say(world.office, world.staff, "こちらからも", old)
        await world.settled(service)
        assert "こちらからも" in maria.last(world.client).text, "people can still write there"
        assert next(m for m in world.group.messages() if "こちらからも" in m.text).reactions
        await forget(world, service, maria)
        asked = {c.params["message_thread_id"] for c in world.fake.calls if c.method == "deleteForumTopic"}
        assert asked == {old, new}


async def test_a_topic_is_called_and_closed_by_how_the_request_stands(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await client(world, service)
        thread = topic_of(world)
        assert names(world) == ["🆕1 Maria"]
        await staff_press(world, service, TAKE)
        assert names(world) == ["💬1 Maria"]
        assert not world.group.threads[thread].closed
        await staff_press(world, service, FINISH)
        assert names(world) == ["✅1 Maria"]
        assert world.group.threads[thread].closed
        await staff_press(world, service, TAKE)
        assert names(world) == ["💬1 Maria"]
        assert not world.group.threads[thread].closed
        await staff_press(world, service, DECLINE)
        assert names(world) == ["🚫1 Maria"]
        assert world.group.threads[thread].closed


async def test_a_closed_topic_opens_again_when_its_client_writes(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await staff_press(world, service, FINISH)
        thread = topic_of(world)
        assert world.group.threads[thread].closed
        await client_write(world, service, maria, "One more question")
        assert not world.group.threads[thread].closed
        assert "One more question" in written(world.group, thread)[-1].text
        assert names(world) == ["✅1 Maria"], "that the client writes changes nothing of how it stands"


async def test_nobody_is_renamed_for_what_the_name_does_not_show(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await staff_write(world, service, "はじめまして")
        before = len(world.fake.calls_of("editForumTopic"))
        await staff_write(world, service, "もう一度")
        await client_write(world, service, maria, "Thank you")
        await staff_press(world, service, "ボットに戻す")
        assert len(world.fake.calls_of("editForumTopic")) == before == 1


async def test_without_the_right_to_manage_topics_the_talk_goes_on_and_staff_are_told_once(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        thread = topic_of(world)
        world.expects("the office bot may not manage topics")
        world.group.set_bot_rights(world.office, can_manage_topics=False)
        for label in (FINISH, TAKE, FINISH, TAKE):
            await staff_press(world, service, label)
        assert names(world) == ["🆕1 Maria"]
        assert sum("トピックの管理" in m.text for m in written(world.group)) == 1
        await staff_write(world, service, "まだ話せます")
        assert "まだ話せます" in maria.last(world.client).text
        await client_write(world, service, maria, "Good")
        assert "Good" in written(world.group, thread)[-1].text


async def test_whoever_is_erased_leaves_a_topic_without_a_name_and_closed_where_it_may_not_be_deleted(
    tmp_path: Path,
) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        world.group.set_bot_rights(world.office, can_delete_messages=False)
        await forget(world, service, maria)
        assert names(world) == ["#1"]
        assert world.group.threads[topic_of(world)].closed


async def test_changes_while_the_service_is_down_are_one_change_of_the_topic(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            await client(world, service)
            thread = topic_of(world)
        shown = card(world.group)
        for label in (TAKE, FINISH):
            data = str(shown.data_of(label))
            await world.group.press(world.office, world.staff, shown, data)
        async with world.service() as service:
            await world.settled(service)
        assert names(world) == ["✅1 Maria"]
        assert world.group.threads[thread].closed


async def test_a_topic_shows_the_points_and_follows_when_they_change(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        name = "Maria " * 10
        await lead(world, service, answers=QUALIFIES, name=name.strip())
        points = stored(world, service).consented.summary.total
        assert points
        [called] = names(world)
        assert called.startswith(f"🆕1 {points}点 Maria")
        assert len(called) <= 128
        record = stored(world, service)
        fewer = replace(record, consented=replace(record.consented, summary=Summary(total=points - 10)))
        assert one_words().plain("ja", topic_text(fewer)).startswith(f"🆕1 {points - 10}点 Maria")
