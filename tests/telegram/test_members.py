"""Who hears what in a group, who is in it, topics that die, and the pace that all topics share."""

from __future__ import annotations

import pytest
import telegram
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from . import FakeBot, FakeGroup, FakeTelegram, FakeUser, Limits, enclosures

GROUP = -1001234567890


@pytest.fixture
def office(fake: FakeTelegram, office_bot: FakeBot, anna: FakeUser) -> FakeGroup:
    group = fake.add_group(GROUP, title="Office", forum=True)
    group.add_member(anna, owner=True)
    group.add_bot(office_bot)
    return group


async def heard(ptb: telegram.Bot) -> list[str | None]:
    messages = [u.effective_message for u in await ptb.get_updates(timeout=0) if u.effective_message]
    return [m.text or m.caption for m in messages if not m.forum_topic_created]


# Privacy mode.


async def test_files_and_edits_are_not_heard_in_privacy_mode(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    office.set_bot_rights(office_bot, admin=False)
    card = await ptb.send_message(GROUP, "card")
    files = fake.world.files
    await office.send_content(office_bot, anna, enclosures.photo(files, "look"))
    said = (await office.say(office_bot, anna, "x"))["message"]
    silent = office.messages()[-1]
    await office.edit(office_bot, anna, silent, "changed")
    await office.send_content(office_bot, anna, enclosures.photo(files, "an answer"), reply_to=card.message_id)
    await office.say(office_bot, anna, "to a person", reply_to=silent)
    answer = await office.say(office_bot, anna, "first", reply_to=card.message_id)
    await office.edit(office_bot, anna, answer["message"]["message_id"], "second")
    assert said["text"] == "x", "told to the test, not to the bot"
    assert await heard(ptb) == ["an answer", "first", "second"]
    fake.assert_clean()


async def test_privacy_mode_ends_only_where_the_bot_is_let_in_anew(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    office.set_bot_rights(office_bot, admin=False)
    office_bot.me["can_read_all_group_messages"] = True
    await office.say(office_bot, anna, "not yet")
    office.remove_bot(office_bot)
    office.add_bot(office_bot, admin=False)
    await office.say(office_bot, anna, "now")
    office_bot.me["can_read_all_group_messages"] = False
    await office.say(office_bot, anna, "still")
    assert await heard(ptb) == ["now", "still"]
    fake.assert_clean()


async def test_a_command_without_a_name_is_for_the_bot_that_wrote_last(
    fake: FakeTelegram,
    office: FakeGroup,
    office_bot: FakeBot,
    client_bot: FakeBot,
    aio: Bot,
    ptb: telegram.Bot,
    anna: FakeUser,
) -> None:
    office.set_bot_rights(office_bot, admin=False)
    office.add_bot(client_bot, admin=False)
    await office.say(office_bot, anna, "/both")
    await aio.send_message(GROUP, "I am here")
    await office.say(office_bot, anna, "/theirs")
    await office.say(office_bot, anna, "/named@office_bot")
    await ptb.send_message(GROUP, "me too")
    await office.say(office_bot, anna, "/ours")
    assert await heard(ptb) == ["/both", "/named@office_bot", "/ours"]
    others = [u.message.text for u in await aio.get_updates() if u.message]
    assert others == ["/both", "/theirs"]
    fake.assert_clean()


# Members.


async def test_changes_of_members_are_told_to_administrators_who_asked(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, client_bot: FakeBot, aio: Bot, ptb: telegram.Bot
) -> None:
    ken = fake.add_private_chat(8, first_name="Ken")
    office.add_bot(client_bot)
    office.add_member(ken)
    assert not [u for u in await ptb.get_updates(timeout=0, allowed_updates=["chat_member"]) if u.chat_member]
    office.add_member(ken, admin=True)
    office.remove_member(ken)
    office.set_bot_rights(office_bot, admin=False)
    office.add_member(ken)
    told = [u.chat_member for u in await ptb.get_updates(timeout=0) if u.chat_member]
    assert [(c.old_chat_member.status, c.new_chat_member.status) for c in told] == [
        *(("member", "administrator"), ("administrator", "left"))
    ]
    assert [c.new_chat_member.user.id for c in told] == [8, 8]
    assert {u.event_type for u in await aio.get_updates()} == {"my_chat_member"}
    fake.assert_clean()


async def test_a_bot_that_is_no_administrator_learns_of_itself_only(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    office.set_bot_rights(office_bot, admin=False)
    assert (await ptb.get_chat_member(GROUP, office_bot.id)).status == "member"
    with pytest.raises(telegram.error.BadRequest, match="(?i)chat_admin_required"):
        await ptb.get_chat_member(GROUP, anna.id)
    [owner] = await ptb.get_chat_administrators(GROUP)
    assert owner.user.id == anna.id
    fake.assert_clean()


async def test_a_silenced_bot_sends_nothing(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot
) -> None:
    office.silence(office_bot)
    with pytest.raises(telegram.error.BadRequest, match="[Nn]ot enough rights to send text messages to the chat"):
        await ptb.send_message(GROUP, "x")
    fake.assert_clean()


# Topics.


async def test_a_topic_too_old_for_bots_is_still_there_for_people(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    thread = (await ptb.create_forum_topic(GROUP, "Case")).message_thread_id
    card = await ptb.send_message(GROUP, "card", message_thread_id=thread)
    await office.lose_topic(thread)
    for reply in (None, card.message_id):
        with pytest.raises(telegram.error.BadRequest, match="[Mm]essage thread not found"):
            await ptb.send_message(GROUP, "x", message_thread_id=thread, reply_to_message_id=reply)
    update = await office.say(office_bot, anna, "is anybody here?", thread)
    assert update["message"]["message_thread_id"] == thread
    assert (await heard(ptb))[-1] == "is anybody here?"
    assert office.topics == {thread: "Case"}
    fake.assert_clean()


async def test_people_are_offered_no_input_where_there_is_none(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, anna: FakeUser
) -> None:
    ken = fake.add_private_chat(8, first_name="Ken")
    office.add_member(ken)
    thread = await office.create_topic(anna, "Case")
    await office.close_topic(thread)
    await office.say(office_bot, anna, "the owner still writes", thread)
    with pytest.raises(AssertionError, match="no input"):
        await office.say(office_bot, ken, "x", thread)
    await office.delete_topic(thread)
    with pytest.raises(AssertionError, match="no input"):
        await office.say(office_bot, anna, "x", thread)


async def test_the_name_of_a_topic(fake: FakeTelegram, office: FakeGroup, ptb: telegram.Bot) -> None:
    longest = "😀" * 128
    thread = (await ptb.create_forum_topic(GROUP, longest)).message_thread_id
    assert office.topics[thread] == longest
    await ptb.create_forum_topic(GROUP, "名" * 128)
    fake.assert_clean()
    for name, reason in (("x" * 129, "1-128 characters"), (" ", "non-empty")):
        with pytest.raises(telegram.error.BadRequest, match=reason):
            await ptb.create_forum_topic(GROUP, name)
        with pytest.raises(telegram.error.BadRequest, match=reason):
            await ptb.edit_forum_topic(GROUP, thread, name=name)
    assert len(fake.violations) == 4


# Pace.


async def test_all_topics_of_a_group_share_twenty_messages_a_minute(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot
) -> None:
    threads = [(await ptb.create_forum_topic(GROUP, str(n))).message_thread_id for n in range(3)]
    fake.limits = Limits()
    for n in range(20):
        last = await ptb.send_message(GROUP, str(n), message_thread_id=threads[n % 3])
    for thread in (*threads, None):
        with pytest.raises(telegram.error.RetryAfter):
            await ptb.send_message(GROUP, "x", message_thread_id=thread)
    await ptb.edit_message_text("edited", GROUP, last.message_id)
    await ptb.set_message_reaction(GROUP, last.message_id, "👌")
    await ptb.delete_message(GROUP, last.message_id)
    fake.assert_clean()


async def test_edits_may_count_among_the_twenty(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot
) -> None:
    card = await ptb.send_message(GROUP, "card")
    fake.limits = Limits(group_per_minute=3, edit_counts_as=1)
    await ptb.send_message(GROUP, "x")
    for n in range(2):
        await ptb.edit_message_text(str(n), GROUP, card.message_id)
    with pytest.raises(telegram.error.RetryAfter):
        await ptb.edit_message_text("3", GROUP, card.message_id)
    with pytest.raises(telegram.error.RetryAfter):
        await ptb.send_message(GROUP, "x")
    fake.assert_clean()


# Languages.


@pytest.mark.parametrize("code", ["zh-hans", "pt-BR", "JA", "jpn", "j", "日本"])
async def test_commands_and_texts_have_languages_of_two_letters_only(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, code: str
) -> None:
    for language in ("", "ja", "zh"):
        await aio.set_my_commands([], language_code=language)
        await aio.set_my_description("x", language_code=language)
    fake.assert_clean()
    for call in (
        aio.set_my_commands([], language_code=code),
        aio.get_my_commands(language_code=code),
        aio.delete_my_commands(language_code=code),
        aio.set_my_description("x", language_code=code),
        aio.set_my_short_description("x", language_code=code),
        aio.set_my_name("x", language_code=code),
    ):
        with pytest.raises(TelegramBadRequest, match="invalid language code specified"):
            await call
    assert len(fake.violations) == 6
