"""Albums: sent whole or not at all, and arriving as messages of their own with one number in common."""

from __future__ import annotations

from typing import Any

import pytest
import telegram
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import (
    BufferedInputFile,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaLivePhoto,
    InputMediaPhoto,
    InputMediaVideo,
    ReplyParameters,
)
from aiohttp import ClientSession, FormData

from . import FakeBot, FakeTelegram, FakeUser, Limits, enclosures
from .enclosures import MP3, MP4
from .pictures import png

GROUP = -1001234567890


def upload(data: bytes, name: str = "file") -> BufferedInputFile:
    return BufferedInputFile(data, name)


def photo(**fields: Any) -> InputMediaPhoto:
    return InputMediaPhoto(media=upload(png(), "p.png"), **fields)


def document(**fields: Any) -> InputMediaDocument:
    return InputMediaDocument(media=upload(b"%PDF", "d.pdf"), **fields)


def video(**fields: Any) -> InputMediaVideo:
    return InputMediaVideo(media=upload(MP4, "v.mp4"), **fields)


def audio(**fields: Any) -> InputMediaAudio:
    return InputMediaAudio(media=upload(MP3, "a.mp3"), **fields)


async def test_an_album_keeps_captions_and_order(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    said = await anna.send(client_bot, "/start")
    sent = await aio.send_media_group(
        7,
        [photo(caption="<b>one</b>", parse_mode="HTML"), video(caption="two"), photo()],
        reply_parameters=ReplyParameters(message_id=said["message"]["message_id"]),
    )
    assert [m.content_type for m in sent] == ["photo", "video", "photo"]
    assert len({m.media_group_id for m in sent}) == 1
    assert sent[0].media_group_id is not None
    assert [m.reply_to_message is not None for m in sent] == [True] * 3
    shown = anna.messages(client_bot)[-3:]
    assert [(m.text, m.file.kind if m.file else None) for m in shown] == [
        *(("one", "photo"), ("two", "video"), ("", "photo"))
    ]
    assert shown[0].entities == [{"type": "bold", "offset": 0, "length": 3}]
    fake.assert_clean()


async def test_an_album_by_ids_of_files_that_this_bot_has_met(
    fake: FakeTelegram, client_bot: FakeBot, office_bot: FakeBot, aio: Bot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    await anna.send(office_bot, "/start")
    await anna.send_document(client_bot, "1.pdf")
    (update,) = await aio.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    known = update.message.document.file_id
    sent = await aio.send_media_group(7, [InputMediaDocument(media=known), document()])
    assert sent[0].document == update.message.document
    before = len(anna.messages(office_bot))
    with pytest.raises(
        telegram.error.BadRequest,
        match='(?i)failed to send message #2 with the error message "wrong file identifier/HTTP URL specified"',
    ):
        await ptb.send_media_group(
            7, [telegram.InputMediaDocument(b"x", filename="x.pdf"), telegram.InputMediaDocument(known)]
        )
    assert len(anna.messages(office_bot)) == before, "one bad item, and none is sent"
    fake.assert_clean()


@pytest.mark.parametrize(
    ("media", "reason"),
    [
        ([document(), photo()], "document can't be mixed with other media types"),
        ([audio(), document()], "can't be mixed with other media types"),
        ([photo(), video(), audio()], "audio can't be mixed with other media types"),
        ([photo()], "an album must include 2-10 items"),
        ([photo()] * 11, "too many messages to send as an album"),
        ([], "there are no messages to send"),
        ([photo(caption="x" * 1025), photo()], "message caption is too long"),
        ([photo(caption="<b>x", parse_mode="HTML"), photo()], "can't parse entities"),
        ([InputMediaLivePhoto(media="a", photo="b"), photo()], "live photos are not implemented"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_albums_that_telegram_refuses(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, media: list[Any], reason: str
) -> None:
    await anna.send(client_bot, "/start")
    with pytest.raises(TelegramBadRequest, match=reason):
        await aio.send_media_group(7, media)
    assert len(anna.messages(client_bot)) == 1
    assert len(fake.violations) == 1


@pytest.mark.parametrize("media", [[document()] * 10, [audio(), audio()], [photo(), video()]], ids=len)
async def test_albums_that_stand_together(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, media: list[Any]
) -> None:
    await anna.send(client_bot, "/start")
    assert len(await aio.send_media_group(7, media)) == len(media)
    fake.assert_clean()


async def test_an_item_that_is_broken_refuses_the_album(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    await anna.send(client_bot, "/start")
    broken = InputMediaPhoto(media=upload(b"%PDF", "p.png"))
    with pytest.raises(TelegramBadRequest, match='failed to send message #3 with the error message "IMAGE_PROCESS'):
        await aio.send_media_group(7, [photo(), photo(), broken])
    assert len(anna.messages(client_bot)) == 1
    fake.assert_clean()


async def test_an_album_has_no_buttons_and_no_animations(
    fake: FakeTelegram, client_bot: FakeBot, anna: FakeUser
) -> None:
    await anna.send(client_bot, "/start")
    address = f"{fake.base_url}/bot100:client-secret/sendMediaGroup"
    media = '[{"type":"photo","media":"attach://a"},{"type":"%s","media":"attach://b"}]'
    markup = '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}'
    async with ClientSession() as http:

        async def ask(kind: str, **fields: str) -> int:
            form = FormData({"chat_id": "7", "media": media % kind, **fields})
            for name, data in (("a", png()), ("b", png())):
                form.add_field(name, data, filename=f"{name}.png")
            async with http.post(address, data=form) as answer:
                return answer.status

        assert await ask("photo") == 200
        fake.assert_clean()
        assert await ask("photo", reply_markup=markup) == 200
        assert ["unknown parameter 'reply_markup'" in v for v in fake.violations] == [True]
        assert anna.last(client_bot).buttons == []
        assert await ask("animation") == 400


async def test_every_part_of_an_album_counts_as_a_message(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    group = fake.add_group(GROUP, title="Office")
    group.add_bot(client_bot)
    fake.limits = Limits()
    for _ in range(2):
        await aio.send_media_group(GROUP, [photo()] * 9)
    with pytest.raises(TelegramRetryAfter) as refused:
        await aio.send_media_group(GROUP, [photo()] * 3)
    assert refused.value.retry_after == 60
    await aio.send_media_group(GROUP, [photo()] * 2)
    assert len(group.messages()) == 20
    await anna.send(client_bot, "/start")
    await aio.send_media_group(7, [photo()] * 5)
    with pytest.raises(TelegramRetryAfter) as refused:
        await aio.send_message(7, "x")
    assert refused.value.retry_after == 1
    fake.assert_clean()


async def test_an_album_arrives_in_pieces_with_something_in_between(
    fake: FakeTelegram, client_bot: FakeBot, office_bot: FakeBot, aio: Bot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    files, album = fake.world.files, fake.world.new_album()
    await anna.send_content(client_bot, enclosures.photo(files, "mine", album=album))
    await anna.send(client_bot, "wait, one more")
    await anna.send_content(client_bot, enclosures.video(files, album=album))
    await anna.send_album(client_bot, 2)
    received = [u.message for u in await aio.get_updates() if u.message]
    assert [m.media_group_id == album for m in received] == [True, False, True, False, False]
    assert received[3].media_group_id == received[4].media_group_id != album
    group = fake.add_group(GROUP, title="Office")
    group.add_member(anna)
    group.add_bot(office_bot)
    for caption in ("one", ""):
        await group.send_content(office_bot, anna, enclosures.document(files, caption=caption, album="77"))
    pieces = [u.message for u in await ptb.get_updates(timeout=0) if u.message]
    assert [(m.media_group_id, m.caption) for m in pieces] == [("77", "one"), ("77", None)]
    fake.assert_clean()


async def test_an_album_lands_in_its_topic(fake: FakeTelegram, office_bot: FakeBot, ptb: telegram.Bot) -> None:
    group = fake.add_group(GROUP, title="Office", forum=True)
    group.add_bot(office_bot)
    thread = (await ptb.create_forum_topic(GROUP, "Case")).message_thread_id
    picture = telegram.InputMediaPhoto(png())
    sent: tuple[telegram.Message, ...] = await ptb.send_media_group(GROUP, [picture] * 2, message_thread_id=thread)
    assert [m.message_thread_id for m in sent] == [thread] * 2
    await group.delete_topic(thread)
    with pytest.raises(telegram.error.BadRequest, match="[Mm]essage thread not found"):
        await ptb.send_media_group(GROUP, [picture] * 2, message_thread_id=thread)
    fake.assert_clean()
