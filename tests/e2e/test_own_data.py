"""What is stored of a person: shown to them, erased for them, and in no log."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot.run import Runner
from bot.storage.tables import handles, leads, runs
from tests.e2e import peek
from tests.e2e.clients import AGREED, HANDED_OFF, TO_A_PERSON, TO_RESULT, state
from tests.e2e.world import CLIENT_TOKEN, HERE, NO_DAY, OFFICE_TOKEN, SENT, At, World, make_world, press, talk
from tests.telegram import FakeUser

BY_MAIL = (At("contact_way", "[E-mail]"), At("contact", "maria@example.com"), *SENT, *NO_DAY)


# --- one's own data ---------------------------------------------------------------------------------------------------


async def test_my_data_is_all_of_it_as_a_file(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(
            world,
            service,
            maria,
            *TO_RESULT,
            "[contact the office]",
            At("name", "Maria <3 Santos"),
            *BY_MAIL,
            "/mydata",
        )
        [sent] = [m for m in peek.written(world, maria) if m.document]
        assert sent.document is not None
        content = json.loads(sent.document.data)
        assert content["chat"] == "7"
        assert content["conversation"]["answers"]["name"][0] == "Maria <3 Santos"
        assert content["conversation"]["answers"]["contact"][0] == "maria@example.com"
        assert content["lead"]["state"] == "new"
        assert len(content["runs"]) == 1
        assert content["conversation"] == peek.conversation(service, maria).to_json() | {
            k: content["conversation"][k] for k in ("messages", "live", "revision") if k in content["conversation"]
        }
        assert len(peek.live(world, maria)) == 1, "the file takes nobody's buttons away"
        world.fake.assert_clean()


async def test_privacy_before_consent(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        shown = await talk(world, service, maria, "/start", "[English]", "/privacy")
        assert "/forget erases everything" in shown.text
        assert state(service, maria) == "consent"
        for command in ("/result", "/human", "/book", "/recheck"):
            assert "need your agreement first" in (await talk(world, service, maria, command)).text
        assert set(peek.conversation(service, maria).answers) == {"language"}
        world.fake.assert_clean()


async def test_a_refusal_keeps_nothing_but_itself(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start website-1", "[English]", "my secret story", "[I do not agree]")
        content = peek.sealed(service.core.database, maria)
        kept = content["conversation"]
        assert set(kept["answers"]) == {"consent"}
        # Besides: whose row it is, where they stand, and what is needed to delete messages later.
        assert set(kept) <= {
            "id",
            "channel",
            "place",
            "answers",
            "revision",
            "opened",
            "live",
            "messages",
            "refused",
            "pressed",
        }
        assert kept["place"] == {"at": "refused"}
        assert set(content) == {"address", "conversation", "created_at", "inbox", "updated_at"}
        assert content["inbox"] == []
        assert "secret" not in json.dumps(content)
        assert (peek.count(service.core.database, runs), peek.count(service.core.database, leads)) == (0, 0)
        await talk(world, service, maria, "another secret", *AGREED)
        assert state(service, maria) == "goal"
        world.fake.assert_clean()


async def test_erasing_leaves_nothing(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        maria = world.person(987654321, "Maria")
        async with world.service() as service:
            await talk(world, service, maria, "/start website-1", *TO_RESULT[1:])
            old = maria.messages(world.client)
            world.clock.advance(timedelta(hours=49))
            await talk(world, service, maria, "[contact the office]", HERE[0], *BY_MAIL, "my secret", "/mydata")
            found = peek.person(service.core.database, maria)
            assert found is not None
            assert len(world.group.topics) == 1
            await talk(world, service, maria, "/forget", "[Erase everything]")

            left = maria.messages(world.client)
            receipt = left[-1]
            assert left == [*[m for m in old if not m.deleted], receipt], "what may be deleted is"
            assert all(m.date < world.clock() - timedelta(hours=48) for m in left[:-1])
            assert "Everything was erased" in receipt.text
            assert "48 hours" in receipt.text
            assert not peek.live(world, maria) or all(m in old for m in peek.live(world, maria))
            assert not world.group.topics
            assert not any("Maria" in m.text for m in world.group.messages())
            database = service.core.database
            assert [peek.count(database, t) for t in peek.PERSONAL] == [0] * 5
            await peek.wiped(database)
            here = peek.bytes_on_disk(tmp_path)
            for word in (found.id, found.address.id, "Maria", "987654321", "maria@example.com", "secret", "website-1"):
                assert word.encode() not in here, word
            again = await talk(world, service, maria, "/start")
            assert "Welcome!" in again.text
            assert peek.conversation(service, maria).answers == {}
        world.fake.assert_clean()


async def test_old_buttons_after_erasing_begin_anew(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        shown = await talk(world, service, maria, *AGREED)
        data = str(shown.buttons[0][0][1])
        await talk(world, service, maria, "/forget", "[Erase everything]")
        await maria.press(world.client, shown.message_id, data)
        again = await talk(world, service, maria)
        assert "Welcome!" in again.text
        assert state(service, maria) == "language"
        world.fake.assert_clean()


async def test_erase_and_block_at_once_leaves_no_row(tmp_path: Path) -> None:
    """The usual farewell: erase, then block, before anything could be sent."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *HANDED_OFF, "/forget")
        gate = world.fake.gate("deleteMessages")
        await press(world, maria, "Erase everything")
        await gate.reached()
        await maria.block(world.client)
        gate.release()
        await world.settled(service)
        assert [peek.count(service.core.database, t) for t in peek.PERSONAL] == [0] * 5
        world.fake.assert_clean()


async def test_erase_while_the_topic_is_being_made(tmp_path: Path) -> None:
    """The name of a topic is the client's name: it must not outlive them."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        gate = world.fake.gate("createForumTopic", after=True)
        await talk_without_waiting(world, service, maria)
        await gate.reached()
        for act in ("/forget", "Erase everything"):
            await maria.send(world.client, act)
            await world.client.drained()
        gate.release()
        await world.settled(service)
        assert not world.group.topics
        assert not any("Maria" in m.text for m in world.group.messages())
        assert [peek.count(service.core.database, t) for t in peek.PERSONAL] == [0] * 5
        world.fake.assert_clean()


async def talk_without_waiting(world: World, service: Runner, user: FakeUser) -> None:
    """Up to the leave to send, and no further: its card is held up."""
    await talk(world, service, user, *TO_A_PERSON, HERE[1])
    await press(world, user, "Yes, send it")
    await world.client.drained()


async def test_erase_while_a_message_is_under_way(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *TO_A_PERSON, HERE[1], "/forget")
        gate = world.fake.gate("sendDocument", after=True)
        await maria.send(world.client, "Keep everything")
        await maria.send(world.client, "/mydata")
        await gate.reached()
        for act in ("/forget", "Erase everything"):
            await maria.send(world.client, act)
            await world.client.drained()
        gate.release()
        await world.settled(service)
        [receipt] = maria.messages(world.client)
        assert "Everything was erased" in receipt.text
        assert peek.count(service.core.database, handles) == 0
        world.fake.assert_clean()


# --- logs -------------------------------------------------------------------------------------------------------------


async def test_logs_hold_no_token_and_nothing_personal(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "bot")
    for name in ("httpx", "httpcore", "aiogram", "telegram", "aiohttp"):  # as `intake run` sets them
        caplog.set_level(logging.WARNING, name)
    async with make_world(tmp_path) as world:
        world.expects("a turn failed", "can never be delivered", dead=1)
        world.allows("staff group")
        maria = world.person(987654321, "Maria")
        async with world.service() as service:
            await talk(world, service, maria, *TO_A_PERSON, "[Phone]", "+819012345678")
            world.fake.fail_next("sendMessage", 500, "Internal Server Error")
            world.fake.fail_next("createForumTopic", 429, "Too Many Requests", retry_after=3)
            world.fake.fail_next("getUpdates", 502, "Bad Gateway", times=2)
            world.fake.drop_reply_next("sendMessage")
            world.fake.drop_reply_next("getUpdates")
            await talk(world, service, maria, "[Yes, send it]")
            world.fake.fail_next("editMessageText", 400, "Bad Request: BUTTON_DATA_INVALID", bot=world.client)
            await talk(world, service, maria, "[Google Meet]", "None of these fits", "my secret words")
            handle = service.core.dialogue.handle
            broken, message = service.core.dialogue, " ".join(["Maria", "+819012345678", "my secret words"])

            def fail(*_args: object) -> None:
                raise ValueError(message)

            broken.handle = fail  # type: ignore[method-assign,assignment]
            await maria.send(world.client, "my secret words")
            await world.settled(service)
            broken.handle = handle  # type: ignore[method-assign]
            assert "something went wrong on our side" in maria.last(world.client).text
            await maria.block(world.client)
            await world.group.press_label(world.office, world.staff, "担当する")
            await world.settled(service)
            await maria.unblock(world.client)
            world.fake.break_everything()
            await maria.send(world.client, "my secret words")
            world.fake.mend()
            await world.settled(service)
            world.group.remove_bot(world.office)
            await maria.send(world.client, "my secret words")
            await world.client.drained()
            world.group.add_bot(world.office, admin=True, can_manage_topics=True, can_delete_messages=True)
            await world.settled(service)
        assert "a turn failed" in caplog.text
        assert "can never be delivered" in caplog.text
        secrets = (CLIENT_TOKEN, OFFICE_TOKEN, "client-secret", "office-secret", "Maria", "9012345678", "secret words")
        for secret in (*secrets, "987654321"):
            assert secret not in caplog.text, secret
        world.fake.assert_clean()
