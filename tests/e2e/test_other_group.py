"""The office moves to another group: the numbers of the old one mean other messages there, or none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.e2e.staff import TAKE, card, interview, lead, staff_press, words, written
from tests.e2e.world import World, make_world, talk

OTHER_GROUP = -1007777


def other_group(world: World) -> None:
    """From the next start on, another forum is the staff group."""
    other = world.fake.add_group(OTHER_GROUP, title="新しい相談", forum=True)
    other.add_member(world.staff, admin=True)
    other.add_bot(world.office, admin=True, can_manage_topics=True, can_delete_messages=True)
    world.settings, world.group = replace(world.settings, office_chat=OTHER_GROUP), other


async def test_in_another_group_nobody_gets_into_the_topic_of_somebody_else(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            maria = await lead(world, service, 7, name="Maria")
        other_group(world)
        async with world.service() as service:
            await lead(world, service, 8, name="Tom")
            await interview(world, service, maria, {}, "nowhere")
            await talk(world, service, maria, "A word of Maria")
            names = {name: thread for thread, name in world.group.topics.items()}
            assert set(names) == {"🆕1 Maria", "🆕2 Tom"}
            of_tom = "".join(m.text for m in written(world.group, names["🆕2 Tom"]))
            assert "Maria" not in of_tom
            assert "Tom" in card(world.group, 2).text
            of_maria = "".join(m.text for m in written(world.group, names["🆕1 Maria"]))
            assert "A word of Maria" in of_maria
            await staff_press(world, service, TAKE)


async def test_erasing_takes_nothing_of_others_away_in_another_group(tmp_path: Path) -> None:
    """What stays in the old group, staff are asked to take away."""
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            maria = await lead(world, service, 7, name="Maria")
        other_group(world)
        async with world.service() as service:
            await lead(world, service, 8, name="Tom")
            await talk(world, service, maria, "/forget", "[Erase everything]")
            assert list(world.group.topics.values()) == ["🆕2 Tom"]
            assert "Tom" in card(world.group, 2).text
            assert words("staff-erased", number="1") in [m.text for m in written(world.group)]


async def test_what_waits_to_be_erased_while_the_group_becomes_another_hits_nobody_else(tmp_path: Path) -> None:
    """The request was queued with the numbers of the group as it was."""
    async with make_world(tmp_path, office_chat=-555) as world:
        small = world.fake.add_group(-555, title="相談", supergroup=False)
        small.add_member(world.staff, admin=True)
        small.add_bot(world.office)
        world.group = small
        async with world.service() as service:
            maria = await lead(world, service, 7, name="Maria")
        asked = world.settings
        world.settings = replace(asked, office_token=None, office_chat=None)
        async with world.service() as service:
            await talk(world, service, maria, "/forget", "[Erase everything]")
        await small.migrate_to_supergroup(-1009876)
        world.settings = asked
        before = len(world.fake.calls)
        async with world.service() as service:
            await world.settled(service)
            told = [m.text for m in written(small)]
            assert any(words("staff-erased", number="1") in text for text in told)
        made = [
            c for c in world.fake.calls[before:] if c.method in ("deleteMessage", "deleteMessages", "editMessageText")
        ]
        assert all(str(c.params["chat_id"]) != "-1009876" for c in made), "those are other messages by now"
