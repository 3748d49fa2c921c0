"""Groups of the fake, with python-telegram-bot as the office uses it: topics, rights, privacy, presses."""

from __future__ import annotations

from datetime import timedelta

import pytest
import telegram
from aiogram import Bot
from aiogram.types import ChatMemberAdministrator

from . import FakeBot, FakeClock, FakeGroup, FakeTelegram, FakeUser

GROUP = -1001234567890


@pytest.fixture
def office(fake: FakeTelegram, office_bot: FakeBot, anna: FakeUser) -> FakeGroup:
    group = fake.add_group(GROUP, title="Office", forum=True)
    group.add_member(anna, owner=True)
    group.add_bot(office_bot)
    return group


async def texts(ptb: telegram.Bot) -> list[str | None]:
    updates = await ptb.get_updates(timeout=0)
    return [u.message.text for u in updates if u.message and not u.message.forum_topic_created]


async def test_a_topic_through_its_life(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    topic = await ptb.create_forum_topic(GROUP, "Case 1")
    thread = topic.message_thread_id
    card = await ptb.send_message(GROUP, "card", message_thread_id=thread)
    assert card.is_topic_message
    assert card.reply_to_message is not None
    assert card.reply_to_message.forum_topic_created is not None
    assert office.topics == {thread: "Case 1"}
    assert [m.text for m in office.messages(thread)] == ["", "card"]
    await ptb.edit_forum_topic(GROUP, thread, name="Case 1, taken")
    with pytest.raises(telegram.error.BadRequest, match="(?i)topic_not_modified"):
        await ptb.edit_forum_topic(GROUP, thread, name="Case 1, taken")
    await ptb.pin_chat_message(GROUP, card.message_id, disable_notification=True)
    assert office.last(thread).pinned
    await ptb.unpin_chat_message(GROUP, card.message_id)
    await ptb.close_forum_topic(GROUP, thread)
    await ptb.send_message(GROUP, "admins still write", message_thread_id=thread)
    await ptb.reopen_forum_topic(GROUP, thread)
    # A bot hears of the service messages it caused itself.
    updates = await ptb.get_updates(timeout=0)
    assert sum(u.message is not None for u in updates) == 5
    with pytest.raises(telegram.error.BadRequest, match="can't be deleted"):
        await ptb.delete_message(GROUP, thread)
    await office.delete_topic(thread)
    with pytest.raises(telegram.error.BadRequest, match="[Mm]essage thread not found"):
        await ptb.send_message(GROUP, "x", message_thread_id=thread)
    with pytest.raises(telegram.error.BadRequest, match="(?i)topic_id_invalid"):
        await ptb.delete_forum_topic(GROUP, thread)
    assert office.topics == {}
    other = await office.create_topic(anna, "By hand")
    await ptb.delete_forum_topic(GROUP, other)
    fake.assert_clean()


async def test_topics_need_a_forum_a_right_and_a_name(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot
) -> None:
    thread = (await ptb.create_forum_topic(GROUP, "kept")).message_thread_id
    update = office.set_bot_rights(office_bot, can_manage_topics=False)
    assert update["my_chat_member"]["new_chat_member"]["can_manage_topics"] is False
    with pytest.raises(telegram.error.BadRequest, match="[Nn]ot enough rights to create a topic"):
        await ptb.create_forum_topic(GROUP, "x")
    await office.close_topic(thread)
    with pytest.raises(telegram.error.BadRequest, match="(?i)topic_closed"):
        await ptb.send_message(GROUP, "x", message_thread_id=thread)
    plain = fake.add_group(-100777, title="Plain")
    plain.add_bot(office_bot)
    with pytest.raises(telegram.error.BadRequest, match="[Cc]hat is not a forum"):
        await ptb.create_forum_topic(-100777, "x")
    fake.assert_clean()
    office.set_bot_rights(office_bot, can_manage_topics=True)
    with pytest.raises(telegram.error.BadRequest, match="1-128"):
        await ptb.create_forum_topic(GROUP, "x" * 129)
    assert len(fake.violations) == 1


async def test_pins_and_deletions_need_their_rights(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser, clock: FakeClock
) -> None:
    said = (await office.say(office_bot, anna, "hello"))["message"]["message_id"]
    office.set_bot_rights(office_bot, can_pin_messages=False, can_delete_messages=False)
    with pytest.raises(telegram.error.BadRequest, match="[Nn]ot enough rights to manage pinned"):
        await ptb.pin_chat_message(GROUP, said)
    with pytest.raises(telegram.error.BadRequest, match="[Mm]essage can't be deleted"):
        await ptb.delete_message(GROUP, said)
    own = await ptb.send_message(GROUP, "own")
    await ptb.delete_message(GROUP, own.message_id)
    office.set_bot_rights(office_bot, can_delete_messages=True)
    await ptb.delete_message(GROUP, said)
    late = await ptb.send_message(GROUP, "late")
    clock.advance(timedelta(hours=48))
    with pytest.raises(telegram.error.BadRequest, match="for everyone"):
        await ptb.delete_message(GROUP, late.message_id)
    fake.assert_clean()


async def test_privacy_mode(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    office.set_bot_rights(office_bot, admin=False)
    card = await ptb.send_message(GROUP, "card")
    await office.say(office_bot, anna, "chat among people")
    await office.say(office_bot, anna, "/cases")
    await office.say(office_bot, anna, "/cases@other_bot")
    await office.say(office_bot, anna, "see @office_bot")
    await office.say(office_bot, anna, "an answer", reply_to=card.message_id)
    assert await texts(ptb) == ["/cases", "see @office_bot", "an answer"]
    office.set_bot_rights(office_bot, admin=True)
    await office.say(office_bot, anna, "now heard")
    assert (await texts(ptb))[-1] == "now heard"


async def test_a_press_in_a_topic(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    markup = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Take", callback_data="t:1")]])
    thread = (await ptb.create_forum_topic(GROUP, "Case")).message_thread_id
    await ptb.send_message(GROUP, "card", message_thread_id=thread, reply_markup=markup)
    await office.press_label(office_bot, anna, "Take")
    update = (await ptb.get_updates(timeout=0))[-1]
    assert update.callback_query is not None
    assert isinstance(update.callback_query.message, telegram.Message)
    assert update.callback_query.message.message_thread_id == thread
    with pytest.raises(AssertionError, match="no visible button 'Give'"):
        await office.press_label(office_bot, anna, "Give")


async def test_a_bot_thrown_out_or_gone(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    office.remove_bot(office_bot)
    with pytest.raises(telegram.error.Forbidden, match="bot was kicked from the supergroup chat"):
        await ptb.send_message(GROUP, "x")
    office.add_bot(office_bot)
    await ptb.leave_chat(GROUP)
    with pytest.raises(telegram.error.Forbidden, match="bot is not a member of the supergroup chat"):
        await ptb.send_message(GROUP, "x")
    with pytest.raises(telegram.error.BadRequest, match="[Cc]hat not found"):
        await ptb.send_message(-100999, "x")
    fake.assert_clean()


async def test_both_clients_read_chats_and_members(
    fake: FakeTelegram,
    office: FakeGroup,
    client_bot: FakeBot,
    office_bot: FakeBot,
    aio: Bot,
    ptb: telegram.Bot,
    anna: FakeUser,
) -> None:
    office.add_bot(client_bot, can_pin_messages=False)
    assert (await ptb.get_chat(GROUP)).is_forum
    assert (await aio.get_chat(GROUP)).title == "Office"
    owner = await ptb.get_chat_member(GROUP, anna.id)
    assert isinstance(owner, telegram.ChatMemberOwner)
    me = await aio.get_chat_member(GROUP, client_bot.id)
    assert isinstance(me, ChatMemberAdministrator)
    assert (me.can_manage_topics, me.can_pin_messages) == (True, False)
    admins = await ptb.get_chat_administrators(GROUP)
    assert {a.user.id for a in admins} == {anna.id, office_bot.id}
    await anna.send(client_bot, "/start")
    assert (await aio.get_chat(anna.id)).first_name == "Anna"
    fake.assert_clean()
