"""The clients' courier of Telegram against the strict fake: each kind of post, and each way it can be refused."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.telegram import parts, send
from bot.channels.telegram.send import ClientCourier, is_compact
from bot.delivery.courier import Blocked, ErasedMeanwhile, TryLater, Undeliverable, Unknown
from bot.delivery.drawing import NotDrawn
from bot.delivery.post import Content, PostButton
from bot.words.words import Words
from dialogs.messages import Text, Typed
from tests.channels.dispatch import PaperDispatch, post, says, screen
from tests.telegram import FakeBot, FakeClock, FakeTelegram, FakeUser

TO = "7"
YES = ((PostButton(Text("staff-take"), "goal.0.a:yes"),),)
HELLO = says("staff-note", text=Typed("hello"), rows=YES)
BYE = says("staff-note", text=Typed("bye"))
LONG = Content("en", tuple(Text("staff-note", {"text": Typed(letter * 3_000)}) for letter in "abc"), YES).to_json()


@pytest.fixture(autouse=True)
async def begun(fake: FakeTelegram, anna: FakeUser, client_bot: FakeBot) -> AsyncIterator[None]:
    """She wrote first, and whatever happens no rule of Telegram's is broken."""
    await anna.send(client_bot, "/start")
    yield
    fake.assert_clean()
    assert fake.undue_faults() == []


def said(anna: FakeUser, client_bot: FakeBot) -> list[str]:
    return [m.text for m in anna.messages(client_bot) if m.from_bot]


async def test_without_a_server_of_our_own_the_bot_talks_to_telegram(fake: FakeTelegram) -> None:
    for given, server in ((None, "https://api.telegram.org/"), (fake.base_url, fake.base_url)):
        bot = send.make_bot("100:client-secret-client-secret", given)
        assert bot.session.api.api_url("T", "getMe").startswith(server)
        await bot.session.close()


# --- screens --------------------------------------------------------------------------------------------------------


async def test_a_screen_becomes_a_message_without_a_preview_of_links(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    made = await dispatch.deliver(client, screen(TO, HELLO))
    last = anna.last(client_bot)
    assert last is not None
    assert made == {"c:p:1": str(last.message_id)}
    assert "hello" in last.text
    assert last.data_of("Take") == "goal.0.a:yes"
    [call] = fake.calls_of("sendMessage")
    assert call.params["link_preview_options"] == {"is_disabled": True}
    assert dispatch.asked == [1]


async def test_a_screen_replaces_the_message_it_names_and_takes_over_its_place(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    [first] = (await dispatch.deliver(client, screen(TO, HELLO, "c:p:1"))).values()
    made = await dispatch.deliver(client, screen(TO, BYE, "c:p:2", replaces="c:p:1"))
    assert made == {"c:p:2": first}
    assert len(said(anna, client_bot)) == 1
    assert "bye" in said(anna, client_bot)[0]
    assert dispatch.asked == [1], "an edit asks for no leave"


async def test_the_copy_that_was_pressed_wins(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    [live] = (await dispatch.deliver(client, screen(TO, HELLO, "c:p:1"))).values()
    [copy] = (await dispatch.deliver(client, screen(TO, HELLO, "c:p:9"))).values()
    made = await dispatch.deliver(client, screen(TO, BYE, "c:p:1", replaces="c:p:1", at=copy))
    assert made == {"c:p:1": copy}
    texts = {str(m.message_id): m.text for m in anna.messages(client_bot)}
    assert "bye" in texts[copy]
    assert "hello" in texts[live]


async def test_the_same_again_is_done_already(client: ClientCourier, dispatch: PaperDispatch) -> None:
    made = await dispatch.deliver(client, screen(TO, HELLO))
    assert await dispatch.deliver(client, screen(TO, HELLO, replaces="c:p:1")) == made


@pytest.mark.parametrize(
    "refusal",
    ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID", "SOMETHING_NEW"],
)
async def test_what_cannot_be_edited_is_sent_anew(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    anna: FakeUser,
    client_bot: FakeBot,
    refusal: str,
) -> None:
    first = await dispatch.deliver(client, screen(TO, HELLO))
    fake.fail_next("editMessageText", 400, f"Bad Request: {refusal}")
    second = await dispatch.deliver(client, screen(TO, BYE, replaces="c:p:1"))
    assert first != second
    assert "bye" in said(anna, client_bot)[-1]
    assert dispatch.asked == [1, 1]


async def test_a_screen_too_long_for_one_message_is_sent_whole_with_a_name_for_every_part(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    await dispatch.deliver(client, screen(TO, HELLO))
    made = await dispatch.deliver(client, screen(TO, LONG, "c:p:2", replaces="c:p:1"))
    assert list(made) == ["c:p:2/1", "c:p:2/2", "c:p:2"]
    parts = [m for m in anna.messages(client_bot) if m.from_bot][-3:]
    assert [str(m.message_id) for m in parts] == list(made.values())
    assert [bool(m.buttons) for m in parts] == [False, False, True]
    assert dispatch.asked == [1, 3]


async def test_a_part_that_arrived_is_not_sent_again(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    long = screen(TO, LONG)
    real, calls = client.wire.call, 0

    async def third_fails(method: str, params: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 3:
            fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
        return await real(method, params)

    client.wire.call = third_fails  # type: ignore[method-assign]
    with pytest.raises(TryLater) as later:
        await dispatch.deliver(client, long)
    assert later.value.seconds == 3
    assert list(dispatch.handles) == ["c:p:1/1", "c:p:1/2"], "an erasure would find them"
    made = await dispatch.deliver(client, long)
    assert list(made) == ["c:p:1/1", "c:p:1/2", "c:p:1"]
    assert len(said(anna, client_bot)) == 3
    assert dispatch.asked == [3, 1]


async def test_a_person_erased_between_two_parts_keeps_none(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    dispatch.erased = True
    with pytest.raises(ErasedMeanwhile):
        await dispatch.deliver(client, screen(TO, LONG))
    assert said(anna, client_bot) == []


async def test_a_file_comes_with_its_words(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    say = Content("en", (Text("exported"),), YES, ("mydata.json", '{"name": "山"}')).to_json()
    await dispatch.deliver(client, screen(TO, HELLO))
    await dispatch.deliver(client, screen(TO, say, "c:p:2", replaces="c:p:1"))
    last = anna.last(client_bot)
    assert last is not None
    assert last.document is not None
    assert (last.document.filename, last.document.data) == ("mydata.json", '{"name": "山"}'.encode())
    assert last.data_of("Take") == "goal.0.a:yes"


async def test_rows_of_version_0_2_0_arrive_as_they_were_written(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    old = {"chat": "7", "text": "<b>old</b>", "keyboard": [[["Yes", "1.2.a:yes"]]]}
    await dispatch.deliver(client, post("send", old, "c:p:1"))
    await dispatch.deliver(client, post("edit", {**old, "text": "newer"}, "c:p:1"))
    assert said(anna, client_bot) == ["newer"]


# --- strips, erasures -----------------------------------------------------------------------------------------------


async def test_a_strip_takes_the_buttons_alone(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    await dispatch.deliver(client, screen(TO, HELLO))
    await dispatch.deliver(client, post("strip", {"to": TO, "at": None}, "c:p:1"))
    last = anna.last(client_bot)
    assert last is not None
    assert "hello" in last.text
    assert last.buttons == []


async def test_a_strip_of_a_stray_copy_names_it(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    [number] = (await dispatch.deliver(client, screen(TO, HELLO))).values()
    await dispatch.deliver(client, post("strip", {"to": TO, "at": number}))
    last = anna.last(client_bot)
    assert last is not None
    assert last.buttons == []


async def test_a_strip_that_cannot_be_is_let_be(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(client, post("strip", {"to": TO, "at": None}, "c:p:1"))
    assert fake.calls_of("editMessageReplyMarkup") == [], "nothing is known under that name"
    await dispatch.deliver(client, post("strip", {"to": TO, "at": "999"}))
    fake.fail_next("editMessageReplyMarkup", 400, "Bad Request: SOMETHING_NEW")
    await dispatch.deliver(client, post("strip", {"to": TO, "at": "999"}))
    fake.fail_next("editMessageReplyMarkup", 429, "Too Many Requests: retry after 3", retry_after=3)
    with pytest.raises(TryLater):
        await dispatch.deliver(client, post("strip", {"to": TO, "at": "999"}))


async def _many(client: ClientCourier, dispatch: PaperDispatch, count: int) -> list[str]:
    for number in range(count):
        await dispatch.deliver(client, screen(TO, BYE, f"c:p:{number}"))
    return list(dispatch.handles.values())


@pytest.mark.parametrize(("count", "calls"), [(3, 1), (100, 1), (101, 2), (250, 3)])
async def test_an_erasure_goes_a_hundred_messages_at_a_time(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    anna: FakeUser,
    client_bot: FakeBot,
    count: int,
    calls: int,
) -> None:
    numbers = await _many(client, dispatch, min(count, 4))
    absent = [str(9_000 + number) for number in range(count - len(numbers))]
    await dispatch.deliver(client, post("erase", {"to": TO, "messages": [*absent, *numbers]}))
    assert said(anna, client_bot) == []
    assert len(fake.calls_of("deleteMessages")) == calls


async def test_an_erasure_refused_as_a_whole_goes_one_by_one(
    fake: FakeTelegram,
    clock: FakeClock,
    client: ClientCourier,
    dispatch: PaperDispatch,
    anna: FakeUser,
    client_bot: FakeBot,
) -> None:
    old = await _many(client, dispatch, 1)
    clock.advance(timedelta(hours=49))
    await dispatch.deliver(client, screen(TO, HELLO, "c:p:5"))
    numbers = [*old, "9999", dispatch.handles["c:p:5"]]
    await dispatch.deliver(client, post("erase", {"to": TO, "messages": numbers}))
    assert len(said(anna, client_bot)) == 1, "the one that is too old"
    assert len(fake.calls_of("deleteMessage")) == 3


async def test_an_erasure_waits_for_what_passes(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    [number] = await _many(client, dispatch, 1)
    fake.fail_next("deleteMessages", 502, "Bad Gateway")
    erase = post("erase", {"to": TO, "messages": [number]})
    with pytest.raises(TryLater):
        await dispatch.deliver(client, erase)
    await dispatch.deliver(client, erase)
    assert said(anna, client_bot) == []


async def test_what_was_sent_to_an_erased_person_is_taken_back(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    anna: FakeUser,
    client_bot: FakeBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    hello = screen(TO, HELLO)
    made = await dispatch.deliver(client, hello)
    await client.retract(hello, made)
    assert said(anna, client_bot) == []
    fake.fail_next("deleteMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    await client.retract(hello, made)
    assert "could not be taken back" in caplog.text


# --- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "description", "kind"),
    [
        (403, "Forbidden: bot was blocked by the user", Blocked),
        (400, "Bad Request: chat not found", Blocked),
        (400, "Bad Request: PEER_ID_INVALID", Blocked),
        (502, "Bad Gateway", TryLater),
        (401, "Unauthorized", TryLater),
        (400, "Bad Request: message is too long", Undeliverable),
        (400, "Bad Request: BUTTON_DATA_INVALID", Undeliverable),
        (400, "Bad Request: SOMETHING_NEW", Unknown),
        (400, "Bad Request: TOPIC_CLOSED", Unknown),
    ],
)
async def test_a_refusal_says_what_follows(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, code: int, description: str, kind: type
) -> None:
    fake.fail_next("sendMessage", code, description)
    with pytest.raises(kind) as raised:
        await dispatch.deliver(client, screen(TO, HELLO))
    assert type(raised.value) is kind
    await dispatch.deliver(client, screen(TO, HELLO))


async def test_a_file_that_is_refused_for_its_size_is_final(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch
) -> None:
    fake.fail_next("sendDocument", 413, "Request Entity Too Large")
    say = Content("en", (Text("exported"),), (), ("mydata.json", "{}")).to_json()
    with pytest.raises(Undeliverable):
        await dispatch.deliver(client, screen(TO, say))


@pytest.mark.parametrize(
    ("code", "description"),
    [(413, "Request Entity Too Large"), (400, "Bad Request: DOCUMENT_INVALID"), (400, "Bad Request: file is too big")],
)
async def test_a_calendar_file_that_is_refused_is_followed_by_its_words(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    anna: FakeUser,
    client_bot: FakeBot,
    caplog: pytest.LogCaptureFixture,
    code: int,
    description: str,
) -> None:
    dispatch.entry_as_file = Content("en", (Text("exported"),), (), ("talk.ics", "BEGIN:VCALENDAR"))
    dispatch.entry_in_words = Content("en", (Text("erased", {"channel": "telegram", "there": ()}),))
    fake.fail_next("sendDocument", code, description)
    made = await dispatch.deliver(client, post("entry", {"to": TO}, "c:p:2"))
    last = anna.last(client_bot)
    assert last is not None
    assert (len(said(anna, client_bot)), last.document) == (1, None)
    assert made == {"c:p:2": str(last.message_id)}
    assert "its words are sent alone" in caplog.text
    caplog.clear()
    fake.fail_next("sendDocument", 429, "Too Many Requests", retry_after=3)
    with pytest.raises(TryLater):
        await dispatch.deliver(client, post("entry", {"to": TO}, "c:p:3"))


async def test_a_lost_line_passes(fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch) -> None:
    fake.drop_reply_next("sendMessage")
    with pytest.raises(TryLater) as later:
        await dispatch.deliver(client, screen(TO, HELLO))
    assert later.value.seconds is None
    assert TO not in str(later.value)


async def test_a_block_holds_back_an_edit_too(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    await dispatch.deliver(client, screen(TO, HELLO))
    await anna.block(client_bot)
    for held in (screen(TO, BYE, replaces="c:p:1"), post("strip", {"to": TO, "at": None}, "c:p:1")):
        with pytest.raises(Blocked):
            await dispatch.deliver(client, held)


# --- pictures -------------------------------------------------------------------------------------------------------

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (100).to_bytes(4, "big")
COMPACT, TALL = PNG + (250).to_bytes(4, "big"), PNG + (251).to_bytes(4, "big")


@pytest.fixture
def picture(client: ClientCourier, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A picture whose drawing the test decides about, in words of 1,200 lines."""
    monkeypatch.setattr(send, "card_from_json", lambda values: values)
    monkeypatch.setattr(send, "card_text", lambda card: "\n".join(["points"] * 1_200))

    def of(drawn: bytes | Exception) -> Any:
        async def draw(values: Any) -> bytes:
            if isinstance(drawn, Exception):
                raise drawn
            return drawn

        monkeypatch.setattr(client.drawing, "picture", draw)
        return post("picture", {"to": TO, "language": "en", "picture": {}}, "c:p:1")

    return of


@pytest.mark.parametrize(("drawn", "method"), [(COMPACT, "sendPhoto"), (TALL, "sendDocument")])
async def test_a_picture_goes_as_a_photo_unless_it_is_too_tall(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, picture: Any, drawn: bytes, method: str
) -> None:
    made = await dispatch.deliver(client, picture(drawn))
    [call] = fake.calls_of(method)
    assert made == {"c:p:1": str(call.result["message_id"])}
    assert 900 < len(call.params["caption"]) <= 1_000
    assert is_compact(drawn) is (method == "sendPhoto")


@pytest.mark.parametrize("trouble", ["not drawn", "refused", "too large"])
async def test_without_a_picture_its_words_come_alone(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    anna: FakeUser,
    client_bot: FakeBot,
    picture: Any,
    caplog: pytest.LogCaptureFixture,
    trouble: str,
) -> None:
    if trouble == "refused":
        fake.fail_next("sendPhoto", 400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    elif trouble == "too large":
        fake.fail_next("sendPhoto", 413, "Request Entity Too Large")
    made = await dispatch.deliver(client, picture(NotDrawn("OSError") if trouble == "not drawn" else COMPACT))
    last = anna.last(client_bot)
    assert last is not None
    assert made == {"c:p:1": str(last.message_id)}
    assert 4_000 < len(last.text) <= 4_096
    assert [r.levelno for r in caplog.records if r.name == send.__name__] == [logging.ERROR]


async def test_a_picture_for_somebody_who_blocked_us_waits(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot, picture: Any
) -> None:
    await anna.block(client_bot)
    with pytest.raises(Blocked):
        await dispatch.deliver(client, picture(COMPACT))


def test_contents_survive_the_outbox(words: Words) -> None:
    again = Content.from_json(json.loads(json.dumps(LONG)))
    assert again.to_json() == LONG


async def test_only_so_many_half_sent_posts_are_remembered(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST_BEGUN", 1)
    for _ in range(2):
        fake.fail_next("sendMessage", 502, "Bad Gateway")
        with pytest.raises(TryLater):
            await dispatch.deliver(client, screen(TO, HELLO))
    await dispatch.deliver(client, screen(TO, HELLO))
    assert client.size(screen(TO, HELLO)) > client.room, "nothing to a client is merged"
