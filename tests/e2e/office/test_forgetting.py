"""An erasure takes what is in the group as well, as far as a bot may."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.run import Runner
from bot.storage.tables import metadata
from tests.e2e.staff import (
    ASKS_A_PERSON,
    TAKE,
    button,
    buttons,
    card,
    cards,
    changed,
    forget,
    interview,
    lead,
    stored,
    until,
    words,
    written,
)
from tests.e2e.world import OFFICE_TOKEN, STAFF_CHAT, World, talk


def _rows(service: Runner) -> dict[str, int]:
    """How many rows each table of people has."""
    with service.core.database.engine.begin() as connection:
        return {
            name: len(connection.execute(select(table)).all())
            for name, table in metadata.tables.items()
            if name not in ("facts", "updates", "counters")  # figures are nobody's
        }


async def test_forget_takes_the_topic_and_every_row(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service, name="Maria Santos")
        tom = await lead(world, service, 8, name="Tom")
        await interview(world, service, maria, {}, "nowhere")
        await talk(world, service, maria, "My secret")
        old = str(card(world.group).data_of(TAKE))
        await forget(world, service, maria)
        assert list(world.group.topics.values()) == ["🆕2 Tom"]
        everything = "".join(m.text for m in world.group.messages())
        assert "Maria" not in everything
        assert "My secret" not in everything
        [told] = [m for m in written(world.group) if m.text == words("staff-erased", number="1")]
        assert not told.silent
        assert told.thread_id is None
        assert [s.number for s in world.leads(service)] == [2]

        update = await world.group.press(world.office, world.staff, told, old)
        await world.settled(service)
        answer = world.office.answer_to(update)
        assert answer is not None
        assert answer.text == words("staff-not-found", number="1")

        await forget(world, service, tom)
        assert set(_rows(service).values()) == {0}
        again = await lead(world, service, 7, name="Maria again")
        assert stored(world, service, 3).consented.name == "Maria again", "a number is never used twice"
        assert again is not maria


async def test_forget_in_a_plain_group(plain: World) -> None:
    async with plain.service() as service:
        maria = await lead(plain, service, name="Maria Santos")
        await interview(plain, service, maria, {}, "nowhere")
        await talk(plain, service, maria, "My secret")
        await forget(plain, service, maria)
        assert [m.text for m in written(plain.group)] == [words("staff-erased", number="1")]
        assert set(_rows(service).values()) == {0}


async def test_forget_after_the_time_in_which_a_bot_may_delete(plain: World) -> None:
    async with plain.service() as service:
        maria = await lead(plain, service, name="Maria Santos")
        await interview(plain, service, maria, {}, "nowhere")
        await talk(plain, service, maria, "My secret")
        plain.clock.advance(timedelta(days=31))
        await forget(plain, service, maria)
        told = words("staff-erased", number="1")
        assert {m.text for m in written(plain.group)} == {"🗑", told}, "what cannot be deleted is emptied"
        assert not cards(plain.group)


async def test_forget_without_the_right_to_delete_topics(world: World) -> None:
    world.group.set_bot_rights(world.office, can_delete_messages=False)
    async with world.service() as service:
        maria = await lead(world, service, name="Maria Santos")
        await interview(world, service, maria, {}, "nowhere")
        await talk(world, service, maria, "My secret")
        await forget(world, service, maria)
        told, left = written(world.group)
        assert told.text == words("staff-erased", number="1")
        assert "1件" in left.text, "Telegram keeps the line in which the topic was made, name and all"
        assert not [name for name in world.group.topics.values() if "Maria" in name], "the topic bears the name"


async def test_forget_while_the_card_is_under_way(world: World) -> None:
    async with world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start")
        await interview(world, service, maria, ASKS_A_PERSON | {"language": "a:en", "name": "Maria"}, "leave")
        gate = world.fake.gate("createForumTopic", after=True)
        await maria.press(world.client, *button(world, maria, "yes"))
        await gate.reached()
        await world.client.drained()
        await maria.send(world.client, "/forget")
        await world.client.drained()
        await until(lambda: any(b[1].endswith(".forget") for b in buttons(world, maria)))
        await maria.press(world.client, *button(world, maria, "forget"))
        await world.client.drained()
        gate.release()
        await world.settled(service)
        assert "Maria" not in "".join(m.text for m in world.group.messages())
        assert not [name for name in world.group.topics.values() if "Maria" in name]
        assert set(_rows(service).values()) == {0}


async def test_forget_reaches_staff_later_when_there_is_no_office_bot_yet(world: World) -> None:
    world.settings = changed(world.settings, office_token=None, office_chat=None)
    world.office.drop_pending()  # nobody will fetch what it hears meanwhile
    async with world.service() as service:
        maria = await lead(world, service, name="Maria Santos")
        await forget(world, service, maria)
    world.settings = changed(world.settings, office_token=OFFICE_TOKEN, office_chat=STAFF_CHAT)
    async with world.service() as service:
        await world.settled(service)
        assert "Maria" not in "".join(m.text for m in world.group.messages())
        assert set(_rows(service).values()) == {0}
