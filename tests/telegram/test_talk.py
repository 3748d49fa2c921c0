"""What a talk is made of beside files: answers, edits, copies, reactions, places, cards, letters in bold."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest
import telegram
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReactionTypeCustomEmoji,
    ReactionTypeEmoji,
    ReactionTypePaid,
    ReplyParameters,
)

from . import FakeBot, FakeGroup, FakeTelegram, FakeUser, enclosures
from .schema import reaction_emoji

GROUP = -1001234567890


@pytest.fixture
def office(fake: FakeTelegram, office_bot: FakeBot, anna: FakeUser) -> FakeGroup:
    group = fake.add_group(GROUP, title="Office", forum=True)
    group.add_member(anna, owner=True)
    group.add_bot(office_bot)
    return group


# Places and cards.


async def test_cards_and_places_both_ways(fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    await anna.send_content(client_bot, enclosures.contact("Ken", "+81312345678", last_name="Ito"))
    await anna.send_content(client_bot, enclosures.venue("City hall", "1-1 Chiyoda"))
    card, place = [u.message for u in await aio.get_updates() if u.message]
    assert card.contact is not None
    assert (card.contact.first_name, card.contact.last_name, card.contact.user_id) == ("Ken", "Ito", None)
    assert place.venue is not None
    assert place.location == place.venue.location
    sent = await aio.send_contact(7, "+81312345678", "Ken", last_name="Ito")
    assert sent.contact == card.contact
    there = await aio.send_venue(7, 35.5, 139.5, title="City hall", address="1-1 Chiyoda")
    assert there.venue is not None
    assert there.location is not None
    assert there.location.latitude == 35.5
    spot = await aio.send_location(7, -35, 139.5)
    assert spot.location is not None
    fake.assert_clean()


Calls = Callable[[Bot], Coroutine[Any, Any, Any]]


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda bot: bot.send_location(7, 91, 0), "invalid location specified"),
        (lambda bot: bot.send_location(7, 0, -181), "invalid location specified"),
        (lambda bot: bot.send_location(7, 1, 1, live_period=60), "not implemented in the fake"),
        (lambda bot: bot.send_venue(7, 1, 1, " ", "x"), "VENUE_TITLE_EMPTY"),
        (lambda bot: bot.send_venue(7, 1, 1, "x", " "), "VENUE_ADDRESS_EMPTY"),
        (lambda bot: bot.send_contact(7, " ", "Ken"), "PHONE_NUMBER_INVALID"),
        (lambda bot: bot.send_contact(7, "+81", " "), "first name must be non-empty"),
        (lambda bot: bot.send_contact(7, "+81", "Ken", vcard="x" * 2049), "CONTACT_VCARD_INVALID"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_cards_and_places_that_are_refused(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, call: Calls, reason: str
) -> None:
    await anna.send(client_bot, "/start")
    with pytest.raises(TelegramBadRequest, match=reason):
        await call(aio)
    assert len(fake.violations) == 1


# Letters in bold.


async def test_what_people_write_in_bold_arrives_with_offsets_in_utf_16(
    fake: FakeTelegram, client_bot: FakeBot, office: FakeGroup, office_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    await anna.send_content(
        client_bot, enclosures.formatted('😀 <b>bold</b> <a href="https://x.jp/">link</a> @ken_ito')
    )
    await anna.send_content(client_bot, enclosures.photo(fake.world.files, enclosures.formatted("山 <i>look</i>")))
    text, picture = [u.message for u in await aio.get_updates() if u.message]
    assert text.text == "😀 bold link @ken_ito"
    assert text.entities is not None
    assert [(e.type, e.offset, e.length, e.url) for e in text.entities] == [
        ("bold", 3, 4, None),
        ("text_link", 8, 4, "https://x.jp/"),
        ("mention", 13, 8, None),
    ]
    assert text.entities[0].extract_from(text.text) == "bold"
    assert picture.caption_entities is not None
    assert [(e.type, e.offset) for e in picture.caption_entities] == [("italic", 2)]
    named = enclosures.with_entities("Ken", [{"type": "text_mention", "offset": 0, "length": 3, "user": anna.json()}])
    update = await office.send_content(office_bot, anna, named)
    assert update["message"]["entities"][0]["user"]["id"] == anna.id


# Answers.


async def test_an_answer_quotes_what_stands_in_the_message(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    said = (await anna.send(client_bot, "😀 my visa ends in May"))["message"]["message_id"]
    quote = ReplyParameters(message_id=said, quote="visa <ends>", quote_parse_mode=None)
    with pytest.raises(TelegramBadRequest, match="QUOTE_TEXT_INVALID"):
        await aio.send_message(7, "yes", reply_parameters=quote)
    right = ReplyParameters(message_id=said, quote="<b>visa</b> ends", quote_parse_mode="HTML")
    sent = await aio.send_message(7, "yes", reply_parameters=right)
    assert sent.quote is not None
    assert (sent.quote.text, sent.quote.position) == ("visa ends", 6)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == said
    await anna.edit(client_bot, said, "my permit ends in May")
    with pytest.raises(TelegramBadRequest, match="QUOTE_TEXT_INVALID"):
        await aio.send_message(7, "yes", reply_parameters=right)
    answered = await anna.send(client_bot, "which?", reply_to=sent.message_id, quote="yes")
    assert answered["message"]["quote"] == {"text": "yes", "position": 0, "is_manual": True}
    with pytest.raises(AssertionError, match="does not stand in"):
        await anna.send(client_bot, "which?", reply_to=sent.message_id, quote="no")
    fake.assert_clean()
    with pytest.raises(TelegramBadRequest, match="QUOTE_TEXT_INVALID"):
        await aio.send_message(7, "x", reply_parameters=ReplyParameters(message_id=said, quote="x" * 1025))
    assert len(fake.violations) == 1


async def test_an_answer_to_what_is_gone(fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    said = (await anna.send(client_bot, "x"))["message"]["message_id"]
    await aio.delete_message(7, said)
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await aio.send_message(7, "re", reply_parameters=ReplyParameters(message_id=said))
    lenient = ReplyParameters(message_id=said, allow_sending_without_reply=True)
    assert (await aio.send_message(7, "re", reply_parameters=lenient)).reply_to_message is None
    fake.assert_clean()


async def test_an_answer_stays_in_the_topic_of_its_message(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    one = (await ptb.create_forum_topic(GROUP, "One")).message_thread_id
    two = (await ptb.create_forum_topic(GROUP, "Two")).message_thread_id
    said = (await office.say(office_bot, anna, "x", one))["message"]["message_id"]
    followed = await ptb.send_message(GROUP, "re", reply_to_message_id=said)
    assert followed.message_thread_id == one
    across = await ptb.send_message(GROUP, "re", reply_to_message_id=said, message_thread_id=two)
    assert across.external_reply is not None
    assert across.external_reply.message_id == said
    assert across.message_thread_id == two
    office.set_bot_rights(office_bot, can_manage_topics=False)
    await office.close_topic(one)
    with pytest.raises(telegram.error.BadRequest, match="(?i)topic_closed"):
        await ptb.send_message(GROUP, "re", reply_to_message_id=said)
    fake.assert_clean()


# Edits.


async def test_edits_of_texts_and_captions_are_told(
    fake: FakeTelegram,
    client_bot: FakeBot,
    office: FakeGroup,
    office_bot: FakeBot,
    aio: Bot,
    ptb: telegram.Bot,
    anna: FakeUser,
) -> None:
    files = fake.world.files
    await anna.send_content(client_bot, enclosures.photo(files, "before"))
    picture = anna.messages(client_bot)[-1]
    await anna.edit(client_bot, picture, enclosures.formatted("<b>after</b>"))
    edited = (await aio.get_updates())[-1].edited_message
    assert edited is not None
    assert (edited.caption, edited.edit_date is not None) == ("after", True)
    assert edited.photo is not None
    assert edited.caption_entities is not None
    thread = (await ptb.create_forum_topic(GROUP, "Case")).message_thread_id
    said = (await office.say(office_bot, anna, "before", thread))["message"]["message_id"]
    await office.edit(office_bot, anna, said, "after")
    held = (await office.send_content(office_bot, anna, enclosures.document(files, caption="b"), thread))["message"]
    await office.edit(office_bot, anna, held["message_id"], "c")
    edits = [u.edited_message for u in await ptb.get_updates(timeout=0) if u.edited_message]
    assert [(m.text, m.caption, m.message_thread_id) for m in edits] == [("after", None, thread), (None, "c", thread)]
    fake.assert_clean()


async def test_bots_are_told_of_no_deletion(
    fake: FakeTelegram, client_bot: FakeBot, office: FakeGroup, office_bot: FakeBot, aio: Bot, ptb: telegram.Bot
) -> None:
    ken = fake.add_private_chat(8, first_name="Ken")
    office.add_member(ken)
    said = (await ken.send(client_bot, "x"))["message"]["message_id"]
    await ken.delete(client_bot, said)
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await aio.send_message(8, "re", reply_parameters=ReplyParameters(message_id=said))
    assert [u.event_type for u in await aio.get_updates()] == ["message"]
    card = await ptb.send_message(GROUP, "card")
    await office.say(office_bot, ken, "x")
    shown, own = office.messages()
    with pytest.raises(AssertionError, match="may not delete"):
        await office.delete(ken, shown)
    await office.delete(ken, own)
    office.add_member(ken, admin=True)
    await office.delete(ken, shown)
    with pytest.raises(telegram.error.BadRequest, match="[Mm]essage to edit not found"):
        await ptb.edit_message_text("x", GROUP, card.message_id)
    assert len([u for u in await ptb.get_updates(timeout=0) if u.message]) == 1
    assert office.messages() == []
    fake.assert_clean()


# Copies.


async def test_a_bot_copies_only_what_it_has_in_its_own_chat(
    fake: FakeTelegram,
    client_bot: FakeBot,
    office: FakeGroup,
    office_bot: FakeBot,
    aio: Bot,
    ptb: telegram.Bot,
    anna: FakeUser,
) -> None:
    said = (await anna.send(client_bot, "mine"))["message"]["message_id"]
    with pytest.raises(telegram.error.BadRequest, match="(?i)chat not found"):
        await ptb.copy_message(GROUP, anna.id, said)
    await anna.send(office_bot, "/start")
    await anna.send(client_bot, "and mine")
    with pytest.raises(telegram.error.BadRequest, match="(?i)message to copy not found"):
        await ptb.copy_message(GROUP, anna.id, said + 1)
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await aio.copy_message(GROUP, anna.id, said)
    fake.assert_clean()


async def test_a_copy_has_what_the_original_has_and_no_buttons(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    files = fake.world.files
    await anna.send_content(client_bot, enclosures.document(files, "a.pdf", caption=enclosures.formatted("<b>c</b>")))
    await anna.send_content(client_bot, enclosures.contact("Ken"))
    await anna.pin(client_bot, 1)
    await aio.send_message(
        7,
        "Q",
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Yes", callback_data="y")]]),
    )
    await aio.copy_message(7, 7, 1)
    file, *_ = reversed(anna.messages(client_bot))
    assert file.document is not None
    assert (file.text, file.entities[0]["type"], file.document.filename) == ("c", "bold", "a.pdf")
    await aio.copy_message(7, 7, 1, caption="d")
    assert anna.last(client_bot).text == "d"
    await aio.copy_message(7, 7, 2)
    assert anna.last(client_bot).json()["contact"]["first_name"] == "Ken"
    await aio.copy_message(7, 7, 4)
    assert (anna.last(client_bot).text, anna.last(client_bot).buttons) == ("Q", [])
    with pytest.raises(TelegramBadRequest, match="can't copy message"):
        await aio.copy_message(7, 7, 3)
    fake.assert_clean()


async def test_copies_of_many_keep_an_album_and_skip_what_cannot_be_copied(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    await anna.send_album(client_bot, 2, "look")
    await anna.pin(client_bot, 1)
    await anna.send(client_bot, "text")
    copied = await aio.copy_messages(7, 7, [1, 2, 3, 4, 99])
    shown = anna.messages(client_bot)[-3:]
    assert [m.message_id for m in copied] == [m.message_id for m in shown]
    albums = [m.album for m in shown]
    assert albums[0] == albums[1] != anna.messages(client_bot)[0].album
    assert albums[0] is not None
    assert albums[2] is None
    await aio.copy_messages(7, 7, [1], remove_caption=True)
    assert anna.last(client_bot).text == ""
    with pytest.raises(TelegramBadRequest, match="no messages to copy"):
        await aio.copy_messages(7, 7, [3, 99])
    fake.assert_clean()
    for numbers, reason in (([2, 1], "strictly increasing order"), (list(range(1, 102)), "too many"), ([], "not spec")):
        with pytest.raises(TelegramBadRequest, match=reason):
            await aio.copy_messages(7, 7, numbers)
    assert len(fake.violations) == 3


# Reactions.

Reaction = ReactionTypeEmoji | ReactionTypeCustomEmoji | ReactionTypePaid


def emoji(*characters: str) -> list[Reaction]:
    return [ReactionTypeEmoji(emoji=each) for each in characters]


async def test_a_bot_reacts_with_one_emoji_of_those_there_are(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    said = await anna.send(client_bot, "x")
    number = said["message"]["message_id"]
    message = anna.messages(client_bot)[0]
    for each in sorted(reaction_emoji()):
        await aio.set_message_reaction(7, number, emoji(each))
        assert message.emoji == [each]
    await aio.set_message_reaction(7, number, emoji("👌"))
    await aio.set_message_reaction(7, number, emoji("👌"))
    assert message.emoji == ["👌"]
    await aio.set_message_reaction(7, number, [])
    assert message.emoji == []
    await anna.pin(client_bot, number)
    with pytest.raises(TelegramBadRequest, match="REACTION_INVALID"):
        await aio.set_message_reaction(7, number + 1, emoji("👌"))
    with pytest.raises(TelegramBadRequest, match="message to react not found"):
        await aio.set_message_reaction(7, 99, emoji("👌"))
    fake.assert_clean()
    refused: list[tuple[list[Reaction], str]] = [
        (emoji("✅"), "REACTION_INVALID"),
        (emoji("❤️"), "REACTION_INVALID"),
        (emoji("👌", "👍"), "REACTIONS_TOO_MANY"),
        ([ReactionTypeCustomEmoji(custom_emoji_id="5")], "REACTION_INVALID"),
        ([ReactionTypePaid()], "REACTION_INVALID"),
    ]
    for wanted, reason in refused:
        with pytest.raises(TelegramBadRequest, match=reason):
            await aio.set_message_reaction(7, number, wanted)
    assert len(fake.violations) == 5
    assert len(reaction_emoji()) == 73


async def test_a_group_may_limit_reactions(
    fake: FakeTelegram, office: FakeGroup, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    said = (await office.say(office_bot, anna, "x"))["message"]["message_id"]
    await ptb.get_chat(GROUP)
    assert "available_reactions" not in fake.calls[-1].result, "every emoji is allowed"
    office.available_reactions = ["👍"]
    told = (await ptb.get_chat(GROUP)).available_reactions
    assert told is not None
    assert [r.to_dict() for r in told] == [{"type": "emoji", "emoji": "👍"}]
    with pytest.raises(telegram.error.BadRequest, match="(?i)reaction_invalid"):
        await ptb.set_message_reaction(GROUP, said, "👌")
    await ptb.set_message_reaction(GROUP, said, "👍")
    assert office.messages()[-1].emoji == ["👍"]
    office.available_reactions = []
    with pytest.raises(telegram.error.BadRequest, match="(?i)reaction_invalid"):
        await ptb.set_message_reaction(GROUP, said, "👍")
    with pytest.raises(AssertionError, match="offers"):
        await office.react(office_bot, anna, office.messages()[-1], "👍")
    fake.assert_clean()


async def test_the_reaction_to_an_album_is_under_its_first_part(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    await anna.send_album(client_bot, 3)
    await aio.delete_message(7, 1)
    await aio.set_message_reaction(7, 3, emoji("👀"))
    assert [m.emoji for m in anna.messages(client_bot)] == [["👀"], []]
    fake.assert_clean()


async def test_reactions_of_people_are_told_to_who_asked(
    fake: FakeTelegram,
    client_bot: FakeBot,
    office: FakeGroup,
    office_bot: FakeBot,
    aio: Bot,
    ptb: telegram.Bot,
    anna: FakeUser,
) -> None:
    said = (await anna.send(client_bot, "x"))["message"]["message_id"]
    await anna.react(client_bot, said, "👍")
    assert [u.event_type for u in await aio.get_updates(allowed_updates=["message", "message_reaction"])] == ["message"]
    await anna.react(client_bot, said, "🔥")
    told = (await aio.get_updates())[-1].message_reaction
    assert told is not None
    assert told.user is not None
    assert (told.message_id, told.user.id) == (said, anna.id)
    assert [r.model_dump()["emoji"] for r in (*told.old_reaction, *told.new_reaction)] == ["👍", "🔥"]
    await office.say(office_bot, anna, "x")
    await ptb.get_updates(timeout=0, allowed_updates=["message_reaction"])
    message = office.messages()[-1]
    await office.react(office_bot, anna, message, "👍")
    office.set_bot_rights(office_bot, admin=False)
    assert await office.react(office_bot, anna, message) is None
    assert [u.message_reaction is not None for u in await ptb.get_updates(timeout=0)].count(True) == 1
    assert message.emoji == []
    await aio.set_message_reaction(7, said, emoji("👌"))
    assert (await aio.get_updates())[-1].message_reaction == told, "bots are not told of what bots do"
    fake.assert_clean()
