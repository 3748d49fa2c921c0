"""Updates of unknown kinds and shapes, raw bodies, methods in a webhook's answer, and the ways of staff groups."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import telegram
from aiogram import Bot
from aiogram.types import Update
from aiohttp import ClientSession, web

from . import FakeBot, FakeClock, FakeGroup, FakeTelegram, FakeUser, odd

GROUP = -1001
MARKER = "marker-7f3a"


@pytest.fixture
def office(fake: FakeTelegram, office_bot: FakeBot, anna: FakeUser) -> FakeGroup:
    group = fake.add_group(GROUP, title="Office", forum=True)
    group.add_member(anna, admin=True)
    group.add_bot(office_bot)
    office_bot.drop_pending()
    return group


async def raw_updates(fake: FakeTelegram, bot: FakeBot) -> str:
    async with ClientSession() as session, session.post(f"{fake.base_url}/bot{bot.token}/getUpdates") as answer:
        return await answer.text()


@pytest.mark.parametrize("name", odd.MESSAGES)
async def test_an_odd_message_comes_as_it_is(
    fake: FakeTelegram, client_bot: FakeBot, anna: FakeUser, name: str
) -> None:
    payload, text = odd.MESSAGES[name](MARKER)
    await anna.send_odd(client_bot, payload, text)
    body = await raw_updates(fake, client_bot)
    assert MARKER in body or name == "an entity of an unknown kind"
    message = json.loads(body)["result"][0]["message"]
    assert {key: message[key] for key in payload} == payload


@pytest.mark.parametrize("name", odd.UPDATES)
async def test_an_odd_update_comes_whatever_was_asked_for(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, name: str
) -> None:
    await aio.get_updates(allowed_updates=["message"])
    update = odd.push(anna, client_bot, name, MARKER)
    assert json.loads(await raw_updates(fake, client_bot))["result"] == [update]


@pytest.mark.parametrize("name", odd.BODIES)
async def test_a_raw_body_is_sent_to_the_letter(
    fake: FakeTelegram, client_bot: FakeBot, anna: FakeUser, name: str
) -> None:
    text = odd.BODIES[name](anna, client_bot, MARKER)
    update = client_bot.push_raw(text)
    body = await raw_updates(fake, client_bot)
    assert text.replace("UPDATE_ID", str(update["update_id"])) in body
    # The number is known all the same, so it can be confirmed.
    async with ClientSession() as session:
        query = {"offset": str(update["update_id"] + 1)}
        async with session.post(f"{fake.base_url}/bot{client_bot.token}/getUpdates", data=query) as answer:
            assert (await answer.json())["result"] == []


async def test_some_of_these_break_a_typed_reader(client_bot: FakeBot, anna: FakeUser) -> None:
    """What the two libraries cannot read is what this is for."""
    unreadable = []
    for name, build in odd.UPDATES.items():
        try:
            Update.model_validate({"update_id": 1, **build(anna, client_bot, MARKER)})
        except ValueError:
            unreadable.append(name)
    assert {"a new member status", "a press without a sender", "a message without a date"} <= set(unreadable)


@asynccontextmanager
async def hook(aio: Bot, answer: Callable[[dict[str, object]], web.Response]) -> AsyncIterator[list[str]]:
    """A webhook that gives this answer to every update."""
    seen: list[str] = []

    async def receive(request: web.Request) -> web.Response:
        seen.append(await request.text())
        return answer(json.loads(seen[-1]) if "NaN" not in seen[-1] else {})

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await aio.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook")
        yield seen
    finally:
        await runner.cleanup()


async def test_a_method_in_the_webhooks_answer_is_run_and_gives_no_result(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    def answer(update: dict[str, object]) -> web.Response:
        query = update["callback_query"]
        assert isinstance(query, dict)
        return web.json_response({"method": "answerCallbackQuery", "callback_query_id": query["id"], "text": "thanks"})

    async with hook(aio, answer):
        update = await anna.press(client_bot, 1, "x")
        assert await client_bot.deliver_webhook() == 200
    given = client_bot.answer_to(update)
    assert given is not None
    assert given.text == "thanks"
    [call] = fake.calls_of("answerCallbackQuery")
    assert call.ok
    assert call.in_reply
    fake.assert_clean()


@pytest.mark.parametrize("form", [True, False])
async def test_a_form_in_the_webhooks_answer(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, form: bool
) -> None:
    multipart = (
        '--b\r\nContent-Disposition: form-data; name="method"\r\n\r\nsendMessage\r\n'
        '--b\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n7\r\n'
        '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nhé\r\n--b--\r\n'
    )

    def answer(_: dict[str, object]) -> web.Response:
        if form:
            return web.Response(body=multipart.encode(), headers={"Content-Type": "multipart/form-data; boundary=b"})
        text = "method=sendMessage&chat_id=7&text=h%C3%A9"
        return web.Response(text=text, content_type="application/x-www-form-urlencoded")

    async with hook(aio, answer):
        await anna.send(client_bot, "/start")
        assert await client_bot.deliver_webhook() == 200
    assert anna.last(client_bot).text == "hé"


async def test_a_refused_method_in_the_answer_is_recorded_and_told_to_nobody(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    async with hook(aio, lambda _: web.json_response({"method": "sendMessage", "chat_id": 99, "text": "x"})):
        await anna.send(client_bot, "/start")
        assert await client_bot.deliver_webhook() == 200
    assert client_bot.pending == []
    assert [c.error_code for c in fake.calls_of("sendMessage")] == [400]


async def test_a_raw_body_by_webhook(fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    text = odd.BODIES["not a number"](anna, client_bot, MARKER)
    async with hook(aio, lambda _: web.Response()) as seen:
        client_bot.push_raw(text)
        assert await client_bot.deliver_webhook() == 200
    assert seen[0].endswith('"effect": NaN}}')


# --- people and groups ------------------------------------------------------------------------------------------


async def test_albums_pins_and_places_that_move(client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    await anna.send_album(client_bot, 3, "look")
    sent = await aio.send_message(7, "hello")
    await anna.pin(client_bot, sent.message_id)
    await anna.share_live_location(client_bot, 2)
    updates = await aio.get_updates()
    album = [u.message for u in updates[:3] if u.message]
    assert len({m.media_group_id for m in album}) == 1
    assert [m.caption for m in album] == ["look", None, None]
    pinned = updates[3].message
    assert pinned is not None
    assert pinned.pinned_message is not None
    assert pinned.pinned_message.message_id == sent.message_id
    assert [u.event_type for u in updates[4:]] == ["message", "edited_message", "edited_message"]
    last = updates[-1].edited_message
    assert last is not None
    assert last.location is not None
    assert last.location.live_period == 900


async def test_anonymous_administrators_and_posts_of_a_linked_channel(
    office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    await office.say_anonymously(office_bot, "/leads")
    await office.linked_channel_posts(office_bot, "news")
    card = await ptb.send_message(GROUP, "card")
    await office.press_anonymously(office_bot, office.chat.find(card.message_id), "take:1")  # type: ignore[arg-type]
    await office.pin(anna, office.chat.find(card.message_id))  # type: ignore[arg-type]
    said, post, press, pin = await ptb.get_updates(timeout=0)
    assert said.message is not None
    assert said.message.sender_chat is not None
    assert said.message.sender_chat.id == GROUP
    assert said.message.from_user is not None
    assert said.message.from_user.username == "GroupAnonymousBot"
    assert post.message is not None
    assert post.message.is_automatic_forward
    assert press.callback_query is not None
    assert press.callback_query.from_user.id == 1087968824
    assert pin.message is not None
    assert pin.message.pinned_message is not None


async def test_the_general_topic_closed_hidden_and_opened(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot
) -> None:
    thread = (await ptb.create_forum_topic(GROUP, "Case")).message_thread_id
    await office.close_general()
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)topic_closed"):
        await ptb.send_message(GROUP, "x")
    await ptb.send_message(GROUP, "in the topic", message_thread_id=thread)
    await ptb.reopen_general_forum_topic(GROUP)
    await ptb.send_message(GROUP, "open again")
    await ptb.hide_general_forum_topic(GROUP)
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)topic_closed"):
        await ptb.send_message(GROUP, "x")
    await ptb.unhide_general_forum_topic(GROUP)
    await ptb.close_general_forum_topic(GROUP)
    with pytest.raises(telegram.error.BadRequest, match=r"(?i)not_modified"):
        await ptb.close_general_forum_topic(GROUP)
    await ptb.edit_general_forum_topic(GROUP, "Hall")
    assert office.general.name == "Hall"
    await office.reopen_general()
    office.set_bot_rights(office_bot, can_manage_topics=False)
    with pytest.raises(telegram.error.BadRequest, match="[Nn]ot enough rights"):
        await ptb.close_general_forum_topic(GROUP)
    fake.assert_clean()


async def test_more_than_a_hundred_or_too_old_is_not_deleted(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, clock: FakeClock
) -> None:
    await anna.send(client_bot, "/start")
    old = await aio.send_message(7, "old")
    clock.advance(timedelta(hours=48))
    await aio.send_message(7, "new")
    with pytest.raises(Exception, match="too many message identifiers"):
        await aio.delete_messages(7, list(range(1, 102)))
    assert len(fake.violations) == 1
    fake.violations.clear()
    with pytest.raises(Exception, match="can't be deleted for everyone"):
        await aio.delete_message(7, old.message_id)
    fake.assert_clean()
