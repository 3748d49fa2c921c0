"""Files between two bots: ids that are worth nothing to the other, links that pass, sizes and shapes refused."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import aiohttp
import pytest
import telegram
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge, TelegramNetworkError
from aiogram.types import BufferedInputFile

from . import FakeBot, FakeClock, FakeGroup, FakeTelegram, FakeUser, Sizes, enclosures
from .pictures import dimensions, fits, png

GROUP = -1001234567890


def upload(data: bytes, name: str = "file") -> BufferedInputFile:
    return BufferedInputFile(data, name)


async def fetched(aio: Bot, file_id: str) -> bytes:
    content = await aio.download(file_id)
    assert content is not None
    return content.read()


# Ids.


async def test_a_file_is_fetched_by_one_bot_and_sent_by_the_other(
    fake: FakeTelegram, client_bot: FakeBot, office_bot: FakeBot, aio: Bot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    await anna.send(office_bot, "/start")
    await anna.send_document(client_bot, "結果.pdf", b"%PDF-own")
    (update,) = await aio.get_updates()
    assert update.message is not None
    document = update.message.document
    assert document is not None
    assert (document.file_name, document.file_size) == ("結果.pdf", 8)
    with pytest.raises(telegram.error.BadRequest, match="(?i)wrong file identifier/HTTP URL specified"):
        await ptb.send_document(7, document.file_id)
    with pytest.raises(telegram.error.BadRequest, match="[Ww]rong file_id or the file is temporarily unavailable"):
        await ptb.get_file(document.file_id)
    data = await fetched(aio, document.file_id)
    sent = await ptb.send_document(7, BytesIO(data), filename=document.file_name)
    assert sent.document is not None
    assert sent.document.file_id != document.file_id
    shown = anna.last(office_bot).document
    assert shown is not None
    assert (shown.filename, shown.data) == ("結果.pdf", b"%PDF-own")
    with pytest.raises(TelegramBadRequest, match="can't unserialize it. Wrong last symbol"):
        await aio.get_file("nonsense")
    fake.assert_clean()


async def test_two_bots_of_a_group_know_a_file_by_different_ids(
    fake: FakeTelegram, client_bot: FakeBot, office_bot: FakeBot, aio: Bot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    group = fake.add_group(GROUP, title="Office")
    group.add_member(anna, owner=True)
    group.add_bot(client_bot)
    group.add_bot(office_bot)
    sent = await group.send_content(office_bot, anna, enclosures.photo(fake.world.files, "look"))
    await group.say(office_bot, anna, "about this", reply_to=sent["message"]["message_id"])
    await group.pin(anna, group.messages()[0])
    ours = [u.message for u in await aio.get_updates() if u.message]
    theirs = [u.message for u in await ptb.get_updates(timeout=0) if u.message]
    for mine, yours in zip(ours, theirs, strict=True):
        both = mine.model_dump_json(), yours.to_json()
        assert "-100-" in both[0]
        assert "-200-" not in both[0]
        assert "-200-" in both[1]
        assert "-100-" not in both[1]
    assert ours[0].photo is not None
    assert ours[0].photo[-1].file_unique_id == theirs[0].photo[-1].file_unique_id
    assert await fetched(aio, ours[0].photo[-1].file_id) == png()
    fake.assert_clean()


async def test_the_kind_of_a_file_stays_when_it_is_sent_by_its_id(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    await anna.send_photo(client_bot)
    await anna.send_voice(client_bot)
    photo, voice = [u.message for u in await aio.get_updates() if u.message]
    assert photo.photo is not None
    assert voice.voice is not None
    with pytest.raises(TelegramBadRequest, match="can't use file of type Photo as Document"):
        await aio.send_document(7, photo.photo[-1].file_id)
    with pytest.raises(TelegramBadRequest, match="can't use file of type VoiceNote as Photo"):
        await aio.send_photo(7, voice.voice.file_id)
    again = await aio.send_document(7, voice.voice.file_id)
    assert again.voice == voice.voice
    assert (await aio.send_photo(7, photo.photo[-1].file_id)).photo == photo.photo
    fake.assert_clean()


# Fetching.


async def test_a_link_holds_the_token_and_passes_after_an_hour(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, clock: FakeClock
) -> None:
    await anna.send_document(client_bot, "scan.pdf", b"%PDF")
    (update,) = await aio.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    file = await aio.get_file(update.message.document.file_id)
    assert file.file_path == "documents/file_1.pdf"
    async with aiohttp.ClientSession() as http:

        async def status(token: str) -> int:
            async with http.get(f"{fake.base_url}/file/bot{token}/{file.file_path}") as answer:
                return answer.status

        clock.advance(timedelta(minutes=59, seconds=59))
        assert await status("100:client-secret") == 200
        assert await status("200:office-secret") == 404
        assert await status("100:wrong") == 401
        clock.advance(timedelta(seconds=1))
        assert await status("100:client-secret") == 404
        await aio.get_file(file.file_id)
        assert await status("100:client-secret") == 200
    assert [c.ok for c in fake.calls_of("download")] == [True, False, False, False, True]
    fake.assert_clean()


async def test_what_is_too_large_is_told_of_and_not_fetched(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    assert fake.sizes == Sizes(20 * 1024 * 1024, 50 * 1024 * 1024, 10 * 1024 * 1024)
    most = fake.sizes.download
    with pytest.raises(AssertionError, match="its bytes are needed"):
        enclosures.document(fake.world.files, size=most)
    await anna.send_content(client_bot, enclosures.video(fake.world.files, size=most + 1, data=b""))
    (update,) = await aio.get_updates()
    assert update.message is not None
    assert update.message.video is not None
    assert update.message.video.file_size == most + 1
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await aio.get_file(update.message.video.file_id)
    fake.assert_clean()


async def test_mishaps_of_fetching(fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    await anna.send_document(client_bot, "scan.pdf", b"%PDF" * 1000)
    (update,) = await aio.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    number = update.message.document.file_id
    fake.fail_next("download", 500, "Internal Server Error")
    with pytest.raises(aiohttp.ClientResponseError, match="500"):
        await aio.download(number)
    fake.drop_reply_next("download")
    with pytest.raises(aiohttp.ClientPayloadError):
        await aio.download(number)
    fake.cut_the_line()
    with pytest.raises(TelegramNetworkError):
        await aio.download(number)
    fake.restore_the_line()
    assert await fetched(aio, number) == b"%PDF" * 1000
    assert fake.undue_faults() == []
    fake.assert_clean()


# Sending.

Send = Callable[[Bot, BufferedInputFile], Any]
SENDERS: dict[str, tuple[Send, bytes]] = {
    "photo": (lambda bot, file: bot.send_photo(7, file, caption="c"), png()),
    "document": (lambda bot, file: bot.send_document(7, file, caption="c"), b"x"),
    "video": (lambda bot, file: bot.send_video(7, file, caption="c", width=4, height=3, duration=9), enclosures.MP4),
    "audio": (lambda bot, file: bot.send_audio(7, file, caption="c", title="t", duration=9), enclosures.MP3),
    "voice": (lambda bot, file: bot.send_voice(7, file, caption="c", duration=9), enclosures.OGG),
    "animation": (lambda bot, file: bot.send_animation(7, file, caption="c"), enclosures.MP4),
    "video_note": (lambda bot, file: bot.send_video_note(7, file, length=100, duration=9), enclosures.MP4),
    "sticker": (lambda bot, file: bot.send_sticker(7, file), enclosures.WEBP),
}


@pytest.mark.parametrize("kind", SENDERS)
async def test_every_kind_is_uploaded_and_read_back(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, kind: str
) -> None:
    await anna.send(client_bot, "/start")
    send, data = SENDERS[kind]
    sent = await send(aio, upload(data, "name"))
    assert sent.content_type == kind
    shown = anna.last(client_bot)
    assert shown.file is not None
    assert (shown.file.kind, shown.file.data) == (kind, data)
    told = getattr(sent, kind)
    told = told[-1] if kind == "photo" else told
    assert await fetched(aio, told.file_id) == data
    if kind in ("video", "audio", "voice", "video_note"):
        assert told.duration == 9
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await aio.edit_message_text("x", chat_id=7, message_id=sent.message_id)
    if kind in ("video_note", "sticker"):
        with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
            await aio.edit_message_caption(caption="x", chat_id=7, message_id=sent.message_id)
    else:
        assert sent.caption == "c"
        await aio.edit_message_caption(caption="changed", chat_id=7, message_id=sent.message_id)
        assert shown.text == "changed"
    fake.assert_clean()


@pytest.mark.parametrize("kind", ["video", "audio", "voice", "animation", "video_note"])
async def test_what_is_not_of_its_kind_is_shown_as_a_document(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, kind: str
) -> None:
    await anna.send(client_bot, "/start")
    sent = await SENDERS[kind][0](aio, upload(b"RIFF....WAVE", "name.wav"))
    assert sent.document.file_name == "name.wav"
    assert getattr(sent, kind) is None
    fake.assert_clean()


async def test_sizes_of_uploads(fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    await anna.send(client_bot, "/start")
    fake.sizes = Sizes(upload=200, photo=100)
    picture = png() + b"x" * (100 - len(png()))
    await aio.send_photo(7, upload(picture))
    await aio.send_document(7, upload(b"x" * 200))
    fake.assert_clean()
    with pytest.raises(
        TelegramBadRequest, match="file of size 101 bytes is too big for a photo; the maximum size is 100"
    ):
        await aio.send_photo(7, upload(picture + b"x"))
    with pytest.raises(TelegramEntityTooLarge, match="Request Entity Too Large"):
        await aio.send_document(7, upload(b"x" * 201))
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await aio.send_voice(7, upload(b""))
    assert len(fake.violations) == 3


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7", "IMAGE_PROCESS_FAILED"),
        (b"", "file must be non-empty"),
        (png(5000, 5001), "PHOTO_INVALID_DIMENSIONS"),
        (png(100, 2001), "PHOTO_INVALID_DIMENSIONS"),
        (png(0, 0), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_pictures_that_are_refused(
    client_bot: FakeBot, aio: Bot, anna: FakeUser, data: bytes, reason: str
) -> None:
    await anna.send(client_bot, "/start")
    with pytest.raises(TelegramBadRequest, match=reason):
        await aio.send_photo(7, upload(data))
    assert not anna.messages(client_bot)[-1].from_bot


def test_the_shape_of_a_picture_is_read_from_its_first_bytes() -> None:
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"abcd"
    jpeg = b"\xff\xd8" + comment + b"\xff\xc2" + struct.pack(">HBHH", 17, 8, 480, 640) + b"\0" * 12
    assert dimensions(jpeg) == (640, 480)
    assert dimensions(jpeg[:12]) is None
    assert dimensions(b"GIF89a" + struct.pack("<HH", 3, 4)) == (3, 4)
    webp = b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + (99).to_bytes(3, "little") + (49).to_bytes(3, "little")
    assert dimensions(webp) == (100, 50)
    assert dimensions(png(7, 8)) == (7, 8)
    assert dimensions(b"BM") is None
    assert fits(20, 1)
    assert fits(5000, 5000)
    assert not fits(21, 1)
    assert not fits(5000, 5001)


async def test_whoever_switched_voices_off_gets_none(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    await anna.send(client_bot, "/start")
    anna.refuses_voice = True
    for kind, words in (("voice", "voice note"), ("video_note", "video note")):
        with pytest.raises(TelegramBadRequest, match=f"user restricted receiving of {words} messages"):
            await SENDERS[kind][0](aio, upload(SENDERS[kind][1]))
    await SENDERS["audio"][0](aio, upload(enclosures.MP3))
    fake.assert_clean()


async def test_a_file_by_its_address_and_a_part_that_is_missing(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    await anna.send(client_bot, "/start")
    for value, reason in (
        ("https://example.org/a.pdf", "files by address are not implemented in the fake"),
        ("attach://nothing", "nothing"),
    ):
        with pytest.raises(TelegramBadRequest, match=reason):
            await aio.send_document(7, value)
    assert len(fake.violations) == 2


async def test_ptb_uploads_too(fake: FakeTelegram, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser) -> None:
    group: FakeGroup = fake.add_group(GROUP, title="Office", forum=True)
    group.add_bot(office_bot)
    thread = (await ptb.create_forum_topic(GROUP, "Case")).message_thread_id
    voice = await ptb.send_voice(GROUP, enclosures.OGG, caption="v", message_thread_id=thread, duration=2)
    assert voice.message_thread_id == thread
    await ptb.send_video_note(GROUP, enclosures.MP4, message_thread_id=thread)
    await ptb.send_sticker(GROUP, enclosures.WEBP, message_thread_id=thread)
    assert [m.file.kind for m in group.messages(thread) if m.file] == ["voice", "video_note", "sticker"]
    assert voice.voice is not None
    file = await ptb.get_file(voice.voice.file_id)
    assert await file.download_as_bytearray() == enclosures.OGG
    fake.assert_clean()


async def test_a_file_of_a_name_with_everything_in_it(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    await anna.send(client_bot, "/start")
    name = 'a "b"/<c>; 雪.tar.gz'
    sent = await aio.send_document(7, upload(b"x", name))
    assert sent.document is not None
    assert await fetched(aio, sent.document.file_id) == b"x"
    fake.assert_clean()
