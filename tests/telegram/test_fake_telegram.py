"""The fake against the two real clients: what they send is understood, what it answers is parsed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import telegram
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from aiohttp import ClientSession

from . import FakeBot, FakeClock, FakeTelegram, FakeUser
from .pictures import png
from .schema import load_schema


def keyboard(*buttons: tuple[str, str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=data)] for label, data in buttons]
    )


# Both clients.


async def test_both_clients_learn_who_they_are(fake: FakeTelegram, aio: Bot, ptb: telegram.Bot) -> None:
    assert (await aio.get_me()).username == "client_bot"
    assert ptb.bot.username == "office_bot"
    assert not ptb.bot.can_read_all_group_messages
    fake.assert_clean()


async def test_a_conversation_with_aiogram(fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    update = await anna.send(client_bot, "/start abc")
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    (received,) = await aio.get_updates()
    assert received.message is not None
    assert received.message.from_user is not None
    assert received.message.from_user.language_code == "en"

    await aio.send_message(7, "<b>Q1</b> &amp; more", parse_mode="HTML", reply_markup=keyboard(("Yes", "a:1")))
    shown = await anna.next_message(client_bot)
    assert (shown.text, shown.html) == ("Q1 & more", "<b>Q1</b> &amp; more")
    assert shown.buttons == [[("Yes", "a:1")]]
    assert shown.from_bot

    press = await anna.press_label(client_bot, "Yes")
    (*_, received) = await aio.get_updates()
    assert received.callback_query is not None
    assert isinstance(received.callback_query.message, Message)
    assert received.callback_query.message.text == "Q1 & more"
    await aio.answer_callback_query(received.callback_query.id, "noted")
    answer = client_bot.answer_to(press)
    assert answer is not None
    assert answer.text == "noted"

    edited = await aio.edit_message_text("Q2", chat_id=7, message_id=shown.message_id)
    assert isinstance(edited, Message)
    assert (shown.text, shown.buttons, shown.edited) == ("Q2", [], True)
    assert anna.messages(client_bot)[-1] is shown
    await aio.delete_message(7, shown.message_id)
    assert [m.text for m in anna.messages(client_bot)] == ["/start abc"]
    assert shown.deleted
    fake.assert_clean()


async def test_a_conversation_with_ptb(
    fake: FakeTelegram, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    await anna.send(office_bot, "/start")
    (update,) = await ptb.get_updates(timeout=0)
    assert update.effective_user is not None
    assert update.effective_user.full_name == "Anna Sato"
    markup = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Take", callback_data="take")]])
    sent = await ptb.send_message(7, "Card", reply_markup=markup, disable_notification=True)
    assert anna.last(office_bot).silent
    press = await anna.press_label(office_bot, "Take")
    (update,) = await ptb.get_updates(offset=update.update_id + 1, timeout=0)
    assert update.callback_query is not None
    await update.callback_query.answer("yours", show_alert=True)
    answer = office_bot.answer_to(press)
    assert answer is not None
    assert answer.show_alert
    await ptb.edit_message_text("Card: taken", 7, sent.message_id, reply_markup=markup)
    with pytest.raises(telegram.error.BadRequest, match="Message is not modified"):
        await ptb.edit_message_text("Card: taken", 7, sent.message_id, reply_markup=markup)
    await ptb.edit_message_reply_markup(7, sent.message_id, reply_markup=None)
    assert anna.last(office_bot).buttons == []
    fake.assert_clean()


async def test_documents_arrive_with_name_and_content(
    fake: FakeTelegram,
    client_bot: FakeBot,
    office_bot: FakeBot,
    aio: Bot,
    ptb: telegram.Bot,
    anna: FakeUser,
) -> None:
    await anna.send(client_bot, "/start")
    await anna.send(office_bot, "/start")
    data = "点数,70\n".encode()
    sent = await aio.send_document(7, BufferedInputFile(data, "結果.csv"), caption="<i>c</i>", parse_mode="HTML")
    await ptb.send_document(7, telegram.InputFile(data, filename="result.csv"), caption="d")
    for bot, name, caption in ((client_bot, "結果.csv", "c"), (office_bot, "result.csv", "d")):
        shown = anna.last(bot)
        assert shown.document is not None
        assert (shown.document.filename, shown.document.data, shown.text) == (name, data, caption)
    assert sent.document is not None
    again = await aio.send_document(7, sent.document.file_id)
    assert again.document == sent.document
    with pytest.raises(telegram.error.BadRequest, match="[Ww]rong file identifier"):
        await ptb.send_document(7, sent.document.file_id)
    photo = await aio.send_photo(7, BufferedInputFile(png(), "p.png"), caption="p")
    assert photo.photo
    assert photo.caption == "p"
    fake.assert_clean()


async def test_too_many_requests_are_parsed_by_both(
    fake: FakeTelegram, client_bot: FakeBot, office_bot: FakeBot, aio: Bot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    await anna.send(client_bot, "/start")
    await anna.send(office_bot, "/start")
    fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 9", retry_after=9, chat_id=7, times=2)
    with pytest.raises(TelegramRetryAfter) as first:
        await aio.send_message(7, "x")
    with pytest.raises(telegram.error.RetryAfter) as second:
        await ptb.send_message(7, "x")
    assert first.value.retry_after == 9
    assert second.value._retry_after == timedelta(seconds=9)
    assert fake.undue_faults() == []
    await aio.send_message(7, "x")
    assert [c.ok for c in fake.calls_of("sendMessage", bot=client_bot)] == [False, True]
    assert fake.calls_of("sendMessage", ok=False)[0].error_code == 429


async def test_migration_is_parsed_by_both(
    fake: FakeTelegram, client_bot: FakeBot, office_bot: FakeBot, aio: Bot, ptb: telegram.Bot
) -> None:
    group = fake.add_group(-5, title="Office", supergroup=False)
    group.add_bot(client_bot)
    group.add_bot(office_bot)
    await ptb.send_message(-5, "before")
    await group.migrate_to_supergroup(-100500)
    with pytest.raises(TelegramMigrateToChat) as first:
        await aio.send_message(-5, "x")
    with pytest.raises(telegram.error.ChatMigrated) as second:
        await ptb.send_message(-5, "x")
    assert first.value.migrate_to_chat_id == second.value.new_chat_id == -100500
    await ptb.send_message(-100500, "x")
    assert group.last().text == "x"
    updates = [u.message for u in await ptb.get_updates(timeout=0) if u.message]
    assert [m.migrate_to_chat_id for m in updates] == [-100500, None]
    assert [m.migrate_from_chat_id for m in updates] == [None, -5]
    fake.assert_clean()


# Who may be written to.


async def test_nobody_is_written_to_first(fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    with pytest.raises(TelegramForbiddenError, match="can't initiate conversation"):
        await aio.send_message(7, "hello")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await aio.send_message(8, "hello")
    await anna.send(client_bot, "/start")
    await aio.send_message(7, "hello")
    blocked = await anna.block(client_bot)
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await aio.send_message(7, "hello")
    await anna.unblock(client_bot)
    await aio.send_message(7, "hello")
    kinds = [u.event_type for u in await aio.get_updates()]
    assert kinds == ["message", "my_chat_member", "my_chat_member"]
    fake.assert_clean()


async def test_a_wrong_token_is_unauthorized(fake: FakeTelegram, aio: Bot) -> None:
    async with Bot("999:wrong", session=aio.session) as stranger:
        with pytest.raises(TelegramUnauthorizedError, match="Unauthorized"):
            await stranger.get_me()


# Limits.


async def test_broken_limits_are_refused_and_recorded(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    await anna.send(client_bot, "/start")
    await aio.send_message(7, "x" * 4096)
    await aio.send_message(7, "<b>" + "x" * 4096 + "</b>", parse_mode="HTML")
    fake.assert_clean()
    for text, reason in (("x" * 4097, "message is too long"), (" \n", "message text is empty"), ("", "empty")):
        with pytest.raises(TelegramBadRequest, match=reason):
            await aio.send_message(7, text)
    with pytest.raises(TelegramBadRequest, match="BUTTON_DATA_INVALID"):
        await aio.send_message(7, "x", reply_markup=keyboard(("はい", "y" * 65)))
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await aio.send_message(7, "<b>x", parse_mode="HTML")
    with pytest.raises(TelegramBadRequest, match="caption is too long"):
        await aio.send_document(7, BufferedInputFile(b"x", "x"), caption="x" * 1025)
    with pytest.raises(TelegramBadRequest, match="not implemented in the fake"):
        await aio.send_dice(7)
    assert len(fake.violations) == 7
    with pytest.raises(AssertionError, match="BUTTON_DATA_INVALID"):
        fake.assert_clean()


async def test_a_method_is_called_in_any_case(fake: FakeTelegram, ptb: telegram.Bot) -> None:
    me = await ptb.do_api_request("getme")
    assert me["username"] == ptb.username
    assert fake.calls[-1].method == "getMe"
    fake.assert_clean()


async def test_the_schema_is_enforced_for_json_and_form(fake: FakeTelegram, anna: FakeUser) -> None:
    address = f"{fake.base_url}/bot100:client-secret/"
    await anna.send(fake.world.bots["100:client-secret"], "/start")
    async with ClientSession() as http:

        async def ask(method: str, **how: object) -> tuple[int, str]:
            async with http.post(address + method, **how) as answer:  # type: ignore[arg-type]  # any body
                return answer.status, (await answer.json()).get("description", "")

        markup = '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}'
        assert await ask("sendMessage", data={"chat_id": "7", "text": "a", "reply_markup": markup}) == (200, "")
        assert await ask("sendMessage", json={"chat_id": 7, "text": "123"}) == (200, "")
        fake.assert_clean()
        assert (await ask("sendMessage", json={"chat_id": 7, "text": "a", "chat": 1}))[0] == 200
        assert await ask("sendMassage", json={}) == (404, "Not Found: method not found")
        assert "expected a string" in (await ask("sendMessage", json={"chat_id": 7, "text": 5}))[1]
        assert "chat_id is empty" in (await ask("sendMessage", json={"text": "a"}))[1]
        bad = {"chat_id": "7", "text": "a", "reply_markup": '{"inline_keyboard":[[{"label":"a"}]]}'}
        assert "InlineKeyboardButton has no field label" in (await ask("sendMessage", data=bad))[1]
        assert "not one of" in (await ask("sendChatAction", data={"chat_id": "7", "action": "dance"}))[1]
        assert (
            "expected a boolean"
            in (await ask("sendMessage", data={"chat_id": "7", "text": "a", "protect_content": "1"}))[1]
        )
    assert len(fake.violations) == 7


def test_the_schema_is_the_whole_bot_api() -> None:
    schema = load_schema()
    assert (schema.version, len(schema.methods)) == ("Bot API 10.3", 185)


async def test_edits_that_telegram_refuses(fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    own = (await anna.send(client_bot, "/start"))["message"]["message_id"]
    sent = await aio.send_message(7, "a")
    for message_id, text, reason in (
        (own, "b", "message can't be edited"),
        (99, "b", "message to edit not found"),
        (sent.message_id, "a ", "message is not modified: specified new message content"),
    ):
        with pytest.raises(TelegramBadRequest, match=reason):
            await aio.edit_message_text(text, chat_id=7, message_id=message_id)
    fake.freeze_message(7, sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await aio.edit_message_text("b", chat_id=7, message_id=sent.message_id)
    fake.assert_clean()


async def test_deleting_ends_after_48_hours(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, clock: FakeClock
) -> None:
    await anna.send(client_bot, "/start")
    old = await aio.send_message(7, "old")
    clock.advance(timedelta(hours=47, minutes=59))
    new = await aio.send_message(7, "new")
    clock.advance(timedelta(minutes=1))
    with pytest.raises(TelegramBadRequest, match="message can't be deleted for everyone"):
        await aio.delete_message(7, old.message_id)
    assert await aio.delete_messages(7, [new.message_id, 555])
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await aio.delete_message(7, new.message_id)
    fake.assert_clean()


async def test_a_query_is_answered_in_time_and_not_for_ever(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, clock: FakeClock
) -> None:
    await anna.send(client_bot, "/start")
    sent = await aio.send_message(7, "Q", reply_markup=keyboard(("Yes", "y")))
    late = await anna.press(client_bot, sent.message_id, "forged")
    clock.advance(timedelta(minutes=1))
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await aio.answer_callback_query(late["callback_query"]["id"])
    twice = (await anna.press_label(client_bot, "Yes"))["callback_query"]["id"]
    await aio.answer_callback_query(twice)
    await aio.answer_callback_query(twice, "again")
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await aio.answer_callback_query(twice)
    await aio.delete_message(7, sent.message_id)
    gone = await anna.press(client_bot, sent.message_id, "y")
    assert gone["callback_query"]["message"]["date"] == 0
    assert (await aio.get_updates())[-1].callback_query is not None
    fake.assert_clean()


async def test_commands_and_texts_of_the_bot(fake: FakeTelegram, client_bot: FakeBot, aio: Bot) -> None:
    scope = BotCommandScopeAllPrivateChats()
    await aio.set_my_commands([BotCommand(command="start", description="開始")], scope=scope, language_code="ja")
    assert client_bot.commands_for({"type": "all_private_chats"}, "ja")[0]["description"] == "開始"
    assert await aio.get_my_commands() == []
    await aio.set_my_description("long", language_code="en")
    await aio.set_my_short_description("short")
    assert (await aio.get_my_short_description(language_code="fr")).short_description == "short"
    fake.assert_clean()
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_INVALID"):
        await aio.set_my_commands([BotCommand(command="Start", description="x")])
    with pytest.raises(TelegramBadRequest, match="BOT_COMMAND_DESCRIPTION_INVALID"):
        await aio.set_my_commands([BotCommand(command="start", description="x" * 257)])
