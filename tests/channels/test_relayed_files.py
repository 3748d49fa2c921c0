"""Files that are passed on: what cannot be had or is not taken is left out and told, and the rest arrives."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
import telegram
from aiogram import Bot

from bot.channels.files import FileLost
from bot.channels.telegram.calls import Upload
from bot.channels.telegram.files import TelegramFiles
from bot.channels.telegram.said import said_in
from bot.channels.telegram.send import ClientCourier
from bot.channels.telegram.wire import AiogramWire
from bot.delivery.courier import Blocked, ErasedMeanwhile, TryLater, Undeliverable, Unknown
from bot.delivery.post import Content, Post
from bot.office.telegram.courier import OfficeCourier
from bot.office.telegram.wire import LibraryWire
from bot.words.words import Words
from dialogs.messages import Text
from dialogs.talk import BOLD, Emphasis, Media, Utterance
from tests.channels.dispatch import PaperDispatch, post
from tests.channels.office_posts import LEAD, the_card, written
from tests.telegram import FakeBot, FakeGroup, FakeMessage, FakeTelegram, FakeUser
from tests.telegram.enclosures import photo_file
from tests.telegram.pictures import png

NOT_SEEN_YET = "Bad Request: SOMETHING_NEW"


@pytest.fixture(autouse=True)
async def begun(fake: FakeTelegram, anna: FakeUser, client_bot: FakeBot) -> AsyncIterator[None]:
    """She wrote first, and whatever happens no rule of Telegram's is broken."""
    await anna.send(client_bot, "/start")
    yield
    fake.assert_clean()
    assert fake.undue_faults() == []


@pytest.fixture
def client(aio: Bot, ptb: telegram.Bot, words: Words) -> ClientCourier:
    """The clients' courier, with the files that staff send."""
    return ClientCourier(aio, words, {"office": LibraryWire(ptb).files()})


def sent_to(bot: FakeBot, fake: FakeTelegram, *kinds: str) -> list[Media]:
    """Files that somebody sent to a bot, one of each kind."""
    files, found = fake.world.files, []
    for number, kind in enumerate(kinds):
        kept = photo_file(files, png()) if kind == "photo" else files.keep(kind, b"%PDF", filename=f"{number}.pdf")
        found.append(Media(kind, kept.file_id(bot.id), kept.filename, kept.size))
    return found


def relay(*media: Media, source: str = "office", **more: Any) -> Post:
    """A post that passes files on to the client."""
    return relay_of(*(Utterance(media=one) for one in media), source=source, **more)


def relay_of(*said: Utterance, source: str = "office", changes: bool = False, **more: Any) -> Post:
    """A post that passes on what was written."""
    above = Content("en", (Text("from-office", {"name": "Office"}),)).to_json()
    copies = [f"k:{number}" for number in range(len(said))]
    payload = {"say": above, "said": [one.to_json() for one in said], "copies": copies, "changes": changes}
    return post("relay", {"to": "7", "of": ["1"], "source": source, **payload, **more}, copies[0])


def arrived(anna: FakeUser, client_bot: FakeBot) -> list[FakeMessage]:
    return [m for m in anna.messages(client_bot) if m.from_bot]


def kind_of(message: FakeMessage) -> str | None:
    return None if message.file is None else message.file.kind


# --- what cannot be had ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "code", "refusal", "reason"),
    [
        ("getFile", 400, "Bad Request: file is too big", "size"),
        ("getFile", 400, "Bad Request: wrong file_id or the file is temporarily unavailable", "gone"),
        ("getFile", 400, NOT_SEEN_YET, "gone"),
        ("download", 404, "Not Found", "gone"),
    ],
)
@pytest.mark.parametrize("beside", [[], ["document"]], ids=["alone", "album"])
async def test_a_file_that_cannot_be_had_is_told_and_what_came_with_it_arrives(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    client_bot: FakeBot,
    anna: FakeUser,
    method: str,
    code: int,
    refusal: str,
    reason: str,
    beside: list[str],
) -> None:
    fake.fail_next(method, code, refusal, bot=office_bot)
    made = await dispatch.deliver(client, relay(*sent_to(office_bot, fake, "document", *beside)))
    assert dispatch.left_out == [("0.pdf", reason)]
    assert [kind_of(m) for m in arrived(anna, client_bot)] == beside
    assert list(made) == ["k:1"] * len(beside)


@pytest.mark.parametrize(("method", "code"), [("getFile", 429), ("getFile", 502), ("download", 502), ("download", 429)])
async def test_a_file_that_cannot_be_had_just_now_is_fetched_later(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    client_bot: FakeBot,
    anna: FakeUser,
    method: str,
    code: int,
) -> None:
    waiting = relay(*sent_to(office_bot, fake, "document"))
    fake.fail_next(method, code, "later", retry_after=3 if code == 429 else None, bot=office_bot)
    with pytest.raises(TryLater):
        await dispatch.deliver(client, waiting)
    await dispatch.deliver(client, waiting)
    assert [kind_of(m) for m in arrived(anna, client_bot)] == ["document"]
    assert dispatch.left_out == []


async def test_a_file_of_a_channel_that_the_office_has_no_more_is_told(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, office_bot: FakeBot
) -> None:
    for kinds in (("document",), ("document", "document")):
        await dispatch.deliver(client, relay(*sent_to(office_bot, fake, *kinds), source="elsewhere"))
    assert {reason for _, reason in dispatch.left_out} == {"gone"}
    assert len(dispatch.left_out) == 3


class Says:
    """A wire on which Telegram tells this of every file."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.told = told

    async def call(self, method: str, params: Mapping[str, object]) -> Any:
        return self.told

    async def send_file(self, kind: str, name: str, content: bytes, params: Mapping[str, Any]) -> Any:
        raise AssertionError("nothing is sent")

    async def upload(self, method: str, params: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Any:
        raise AssertionError("nothing is sent")


@pytest.mark.parametrize(
    ("told", "reason"), [({"file_path": "a", "file_size": 11}, "size"), ({"file_size": 3}, "gone"), ({}, "gone")]
)
async def test_what_telegram_tells_of_a_file_is_looked_at_before_it_is_fetched(
    told: dict[str, Any], reason: str
) -> None:
    def session() -> Any:
        raise AssertionError("nothing is fetched")

    with pytest.raises(FileLost) as lost:
        async with TelegramFiles(Says(told), session, str).open("file", 10):
            pass
    assert lost.value.reason == reason


async def test_a_file_that_turns_out_larger_than_may_be_is_not_read_to_its_end(
    fake: FakeTelegram, office_bot: FakeBot, aio: Bot
) -> None:
    kept = fake.world.files.keep("document", bytes(11))
    link = fake.world.files.open_link(100, kept)
    reading = AiogramWire(aio).files()
    reading._wire = Says({"file_path": link})
    async with reading.open("file", 10) as pieces:
        with pytest.raises(FileLost, match="size"):
            [piece async for piece in pieces]


async def test_of_two_calls_the_first_is_not_made_again_although_its_first_file_was_lost(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    client_bot: FakeBot,
    anna: FakeUser,
) -> None:
    waiting = relay(*sent_to(office_bot, fake, "document", "document", "document", "voice"))
    fake.fail_next("getFile", 400, "Bad Request: file is too big", bot=office_bot)
    fake.fail_next("sendVoice", 502, "Bad Gateway")
    with pytest.raises(TryLater):
        await dispatch.deliver(client, waiting)
    made = await dispatch.deliver(client, waiting)
    assert [m.file.filename for m in arrived(anna, client_bot) if m.file is not None] == ["1.pdf", "2.pdf", "3.pdf"]
    assert list(made) == ["k:1", "k:2", "k:3"]
    assert dispatch.left_out == [("0.pdf", "size")]


async def test_a_line_that_breaks_before_a_file_comes_is_trouble_and_no_loss(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, office_bot: FakeBot
) -> None:
    told = fake.gate("getFile", after=True)
    sending = asyncio.ensure_future(dispatch.deliver(client, relay(*sent_to(office_bot, fake, "document"))))
    await told.reached()
    fake.cut_the_line()
    told.release()
    with pytest.raises(TryLater):
        await sending
    assert dispatch.left_out == []


# --- what is not taken ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "ending"),
    [({}, "webp"), ({"is_animated": True}, "tgs"), ({"is_animated": False, "is_video": True}, "webm")],
)
async def test_a_sticker_bears_the_ending_by_which_telegram_knows_what_it_is(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    client_bot: FakeBot,
    anna: FakeUser,
    told: dict[str, bool],
    ending: str,
) -> None:
    [kept] = sent_to(office_bot, fake, "sticker")
    said = said_in({"message_id": 1, "sticker": {"file_id": kept.file, "emoji": "👍", **told}})
    await dispatch.deliver(client, relay_of(said))
    [message] = arrived(anna, client_bot)
    assert message.file is not None
    assert (message.file.kind, message.file.filename) == ("sticker", f"sticker.{ending}")


@pytest.mark.parametrize("refusal", ["PHOTO_INVALID_DIMENSIONS", "not enough rights to send photos"])
async def test_a_picture_that_telegram_takes_for_none_goes_as_a_file(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    client_bot: FakeBot,
    anna: FakeUser,
    refusal: str,
) -> None:
    fake.fail_next("sendPhoto", 400, f"Bad Request: {refusal}")
    made = await dispatch.deliver(client, relay(*sent_to(office_bot, fake, "photo")))
    [message] = arrived(anna, client_bot)
    assert (kind_of(message), made) == ("document", {"k:0": str(message.message_id)})
    assert dispatch.left_out == []


async def test_a_file_that_telegram_takes_in_no_way_is_told(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, office_bot: FakeBot
) -> None:
    for method in ("sendPhoto", "sendDocument"):
        fake.fail_next(method, 400, "Bad Request: IMAGE_PROCESS_FAILED")
    assert await dispatch.deliver(client, relay(*sent_to(office_bot, fake, "photo"))) == {}
    assert dispatch.left_out == [(":photo", "gone")]


async def test_an_album_that_is_not_taken_whole_goes_one_by_one_without_what_is_not_taken_alone(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    client_bot: FakeBot,
    anna: FakeUser,
) -> None:
    fake.fail_next("sendMediaGroup", 400, 'Bad Request: failed to send message #2 with the error message "…"')
    fake.fail_next("sendDocument", 400, "Bad Request: file must be non-empty")
    made = await dispatch.deliver(client, relay(*sent_to(office_bot, fake, *["document"] * 3)))
    messages = arrived(anna, client_bot)
    assert [m.file.filename for m in messages if m.file is not None] == ["1.pdf", "2.pdf"]
    assert made == {f"k:{number}": str(m.message_id) for number, m in enumerate(messages, 1)}
    assert dispatch.left_out == [("0.pdf", "gone")]


@pytest.mark.parametrize("kinds", [["document"], ["document", "document"]])
@pytest.mark.parametrize(
    ("code", "refusal", "trouble"),
    [
        (403, "Forbidden: bot was blocked by the user", Blocked),
        (429, "Too Many Requests: retry after 3", TryLater),
        (400, NOT_SEEN_YET, Unknown),
    ],
)
async def test_a_refusal_that_has_nothing_to_do_with_the_file_loses_none(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    kinds: list[str],
    code: int,
    refusal: str,
    trouble: type[Exception],
) -> None:
    fake.fail_next("sendDocument" if len(kinds) == 1 else "sendMediaGroup", code, refusal)
    with pytest.raises(trouble):
        await dispatch.deliver(client, relay(*sent_to(office_bot, fake, *kinds)))
    assert dispatch.left_out == []


async def test_a_file_whose_answer_is_lost_is_sent_again_by_either_bot(
    fake: FakeTelegram,
    client: ClientCourier,
    office: OfficeCourier,
    aio: Bot,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    client_bot: FakeBot,
    forum: FakeGroup,
) -> None:
    office.files = {"telegram": AiogramWire(aio).files()}
    await dispatch.deliver(office, the_card())
    theirs = relay(*sent_to(client_bot, fake, "document"), source="telegram", **LEAD, ring=True)
    for courier, waiting in ((client, relay(*sent_to(office_bot, fake, "document"))), (office, theirs)):
        fake.drop_reply_next("sendDocument")
        with pytest.raises(TryLater):
            await dispatch.deliver(courier, waiting)
        assert "k:0" in await dispatch.deliver(courier, waiting)
    assert kind_of(written(forum)[-1]) == "document"


async def test_an_album_that_goes_one_by_one_goes_on_where_it_had_to_wait(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    client_bot: FakeBot,
    anna: FakeUser,
) -> None:
    waiting = relay(*sent_to(office_bot, fake, *["document"] * 4))
    for _ in range(2):
        fake.fail_next("sendMediaGroup", 400, "Bad Request: IMAGE_PROCESS_FAILED")
    fake.fail_next("sendDocument", 400, "Bad Request: file must be non-empty")
    fake.fail_next("sendDocument", 429, "Too Many Requests: retry after 3", retry_after=3, skip=1)
    with pytest.raises(TryLater):
        await dispatch.deliver(client, waiting)
    assert dispatch.left_out == [("0.pdf", "gone")], "told although the rest must wait"
    made = await dispatch.deliver(client, waiting)
    messages = arrived(anna, client_bot)
    assert [m.file.filename for m in messages if m.file is not None] == ["1.pdf", "2.pdf", "3.pdf"]
    assert made == {f"k:{number}": str(m.message_id) for number, m in enumerate(messages, 1)}
    assert dispatch.left_out == [("0.pdf", "gone")]


@pytest.mark.parametrize("kinds", [["document"], ["document", "document"], ["document", "document", "document"]])
async def test_the_words_beneath_a_file_that_cannot_be_had_arrive_by_themselves(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    client_bot: FakeBot,
    anna: FakeUser,
    kinds: list[str],
) -> None:
    files = sent_to(office_bot, fake, *kinds)
    fake.fail_next("getFile", 400, "Bad Request: file is too big", bot=office_bot)
    said = [Utterance(f"sign <{n}>", (Emphasis(BOLD, 0, 4),), one) for n, one in enumerate(files)]
    made = await dispatch.deliver(client, relay_of(*said))
    *beside, alone = arrived(anna, client_bot)
    assert [m.html for m in beside] == [f"<b>sign</b> &lt;{n}&gt;" for n in range(1, len(kinds))]
    assert alone.html.endswith("Office:</b>\n<b>sign</b> &lt;0&gt;")
    assert "k:0" not in made, "it did not arrive as it was sent"
    await dispatch.deliver(client, post("unsend", {"to": "7", "copy": "k:0", "of": "1"}))
    assert alone.deleted


async def test_what_had_arrived_of_several_before_a_new_start_is_not_sent_again(
    fake: FakeTelegram,
    client: ClientCourier,
    aio: Bot,
    words: Words,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    client_bot: FakeBot,
    anna: FakeUser,
) -> None:
    [photo, document] = sent_to(office_bot, fake, "photo", "document")
    parts = [relay(photo, document), relay_of(Utterance("x" * 9_000))]
    for number, (waiting, method) in enumerate(zip(parts, ("sendDocument", "sendMessage"), strict=True)):
        dispatch.handles.clear()
        fake.fail_next(method, 502, "Bad Gateway", skip=number)
        with pytest.raises(TryLater):
            await dispatch.deliver(client, waiting)
        anew = ClientCourier(aio, words, client.files)
        made = await dispatch.deliver(anew, waiting)
        assert made["k:0"]
    assert [kind_of(m) for m in arrived(anna, client_bot)] == ["photo", "document", None, None, None]


async def test_nothing_of_an_album_is_left_with_somebody_erased_meanwhile(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    client_bot: FakeBot,
    anna: FakeUser,
) -> None:
    dispatch.erased = True
    with pytest.raises(ErasedMeanwhile):
        await dispatch.deliver(client, relay(*sent_to(office_bot, fake, "document", "document", "voice")))
    assert arrived(anna, client_bot) == []


# --- what was sent ---------------------------------------------------------------------------------------------------


async def test_nothing_more_goes_to_somebody_erased_between_two_files(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    office_bot: FakeBot,
    client_bot: FakeBot,
    anna: FakeUser,
) -> None:
    dispatch.erased = True
    with pytest.raises(ErasedMeanwhile):
        await dispatch.deliver(client, relay(*sent_to(office_bot, fake, "document", "voice")))
    assert arrived(anna, client_bot) == []


@pytest.mark.parametrize(
    ("refusal", "comes_anew", "trouble"),
    [
        ("Bad Request: message is not modified", False, None),
        ("Bad Request: message to edit not found", True, None),
        (NOT_SEEN_YET, False, Unknown),
    ],
)
async def test_a_change_follows_the_message_or_comes_anew_where_that_is_gone(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    client_bot: FakeBot,
    anna: FakeUser,
    refusal: str,
    comes_anew: bool,
    trouble: type[Exception] | None,
) -> None:
    await dispatch.deliver(client, relay_of(Utterance("on Monday")))
    change = relay_of(Utterance("on Tuesday"), changes=True)
    fake.fail_next("editMessageText", 400, refusal)
    with contextlib.nullcontext() if trouble is None else pytest.raises(trouble):
        await dispatch.deliver(client, change)
    assert ["on Tuesday" in m.text for m in arrived(anna, client_bot)] == [False, True][: 1 + comes_anew]


async def test_a_change_too_long_for_one_message_comes_anew(
    client: ClientCourier, dispatch: PaperDispatch, client_bot: FakeBot, anna: FakeUser
) -> None:
    await dispatch.deliver(client, relay_of(Utterance("on Monday")))
    long = Utterance("on Tuesday " * 400)
    await dispatch.deliver(client, relay_of(long, changes=True))
    first, *anew = arrived(anna, client_bot)
    assert "on Monday" in first.text
    assert len(anew) == 2
    assert {m.reply_to for m in anew} == {first.message_id}


async def test_a_message_that_cannot_be_taken_back_any_more_stays_and_that_is_said(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, client_bot: FakeBot, anna: FakeUser
) -> None:
    await dispatch.deliver(client, relay_of(Utterance("on Monday")))
    for method in ("deleteMessages", "deleteMessage"):
        fake.fail_next(method, 400, "Bad Request: message can't be deleted")
    with pytest.raises(Undeliverable):
        await dispatch.deliver(client, post("unsend", {"to": "7", "copy": "k:0", "of": "1"}))
    assert len(arrived(anna, client_bot)) == 1
