"""The office's courier against the strict fake: cards, notes, answers and erasures, in a forum and in a plain group."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.courier import ErasedMeanwhile, ShutOut, TryLater, Undeliverable, Unknown
from bot.delivery.drawing import NotDrawn
from bot.delivery.post import Content, Post, PostButton
from bot.office.group import StaffChat
from bot.office.telegram.courier import OfficeCourier
from bot.words.words import Words
from dialogs.messages import Text, Typed
from tests.channels.dispatch import PaperDispatch, post, says
from tests.telegram import FakeBot, FakeClock, FakeGroup, FakeMessage, FakeTelegram

TOPIC = Text("staff-topic", {"number": "1", "name": "Maria"}).to_json()
LEAD: dict[str, Any] = {"lead": "x", "number": 1, "topic": TOPIC}
CLOSED = "Bad Request: TOPIC_CLOSED"


@pytest.fixture(autouse=True)
async def clean(fake: FakeTelegram) -> AsyncIterator[None]:
    """Whatever happens no rule of Telegram's is broken, and every mishap ordered has come to pass."""
    yield
    fake.assert_clean()
    assert fake.undue_faults() == []


def the_card(state: str = "new", *, ring: bool = False) -> Post:
    return post("card", {**LEAD, "say": card_say(state), "ring": ring}, "l:x", channel="office")


def card_say(state: str = "new") -> dict[str, Any]:
    lines = (
        Text("card-title", {"number": " #1", "name": "Maria", "goal": "–", "day": "–"}),
        Text("card-source", {"value": Typed("Maria")}),
        Text(f"card-state-{state}", {"name": Typed("五十嵐")}),
    )
    return Content("ja", lines, ((PostButton(Text("staff-take"), "take:1"),),)).to_json()


def note(text: str, name: str = "n:x:1", *, ring: bool = True, **more: Any) -> Post:
    say = says("staff-note", language="ja", text=Typed(text))
    return post("note", {**LEAD, "say": say, "ring": ring, "card": card_say(), **more}, name, channel="office")


def reply(key: str = "staff-help", thread: str | None = None) -> Post:
    return post("reply", {"thread": thread, "say": says(key, language="ja"), "ring": False}, "r:1", channel="office")


def erase(messages: list[str], topic: str | None = None) -> Post:
    say = says("staff-erased", language="ja", number="1")
    return post("erase", {"messages": messages, "topic": topic, "name": "#1", "say": say}, channel="office")


def written(group: FakeGroup) -> list[FakeMessage]:
    return [m for m in group.messages() if m.from_bot and not m.service]


def ids(dispatch: PaperDispatch, *, topics: bool = False) -> list[str]:
    return [number for name, number in dispatch.handles.items() if name.startswith("t:") is topics]


# --- cards ----------------------------------------------------------------------------------------------------------


async def test_a_card_makes_its_topic_and_is_edited_there(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card(ring=True))
    assert list(forum.topics.values()) == ["#1 Maria"]
    [card] = written(forum)
    assert (card.silent, card.thread_id) == (False, int(dispatch.handles["t:x"]))
    assert card.data_of("担当する") == "take:1"
    made = await dispatch.deliver(office, the_card("taken"))
    assert made == {"l:x": str(card.message_id)}
    assert "五十嵐" in card.text
    assert dispatch.asked == [1]


@pytest.mark.parametrize("refusal", ["MESSAGE_ID_INVALID", "message can't be edited", "SOMETHING_NEW"])
async def test_a_card_that_cannot_be_edited_is_renewed_without_a_sound_and_the_old_copy_goes(
    fake: FakeTelegram, forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch, refusal: str
) -> None:
    await dispatch.deliver(office, the_card(ring=True))
    fake.fail_next("editMessageText", 400, f"Bad Request: {refusal}")
    await dispatch.deliver(office, the_card("taken", ring=True))
    [card] = written(forum)
    assert "五十嵐" in card.text
    assert card.silent
    assert dispatch.handles["l:x"] == str(card.message_id)
    await dispatch.deliver(office, the_card("done"))
    assert "完了" in card.text, "the new copy is the live one"


async def test_an_old_copy_that_cannot_go_holds_nothing_up(
    fake: FakeTelegram, forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    fake.fail_next("editMessageText", 400, "Bad Request: MESSAGE_ID_INVALID")
    fake.fail_next("deleteMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    await dispatch.deliver(office, the_card("taken"))
    assert len(written(forum)) == 2
    assert dispatch.handles["l:x"] == str(written(forum)[-1].message_id)


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 409, 502])
@pytest.mark.parametrize("body", [b"<html>a page</html>", b"{}", b"[]", b'{"ok": true}', b"[" * 100_000])
async def test_what_a_server_in_between_says_is_no_word_of_telegrams(
    fake: FakeTelegram, forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch, status: int, body: bytes
) -> None:
    fake.answer_instead(status, body)
    with pytest.raises(TryLater):
        await dispatch.deliver(office, the_card())
    fake.answer_again()
    await dispatch.deliver(office, the_card())
    assert len(written(forum)) == 1


async def test_the_card_of_somebody_erased_meanwhile_is_taken_away(
    fake: FakeTelegram, plain_group: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    fake.fail_next("editMessageText", 400, "Bad Request: MESSAGE_ID_INVALID")
    dispatch.erased = True
    with pytest.raises(ErasedMeanwhile):
        await dispatch.deliver(office, the_card("taken"))
    assert len(written(plain_group)) == 1, "the first, whose number the erasure knows"


async def test_the_topic_of_somebody_erased_meanwhile_is_taken_away(
    fake: FakeTelegram,
    forum: FakeGroup,
    office: OfficeCourier,
    dispatch: PaperDispatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    dispatch.erased = True
    with pytest.raises(ErasedMeanwhile):
        await dispatch.deliver(office, the_card())
    assert not forum.topics
    fake.fail_next("deleteForumTopic", 429, "Too Many Requests: retry after 3", retry_after=3)
    with pytest.raises(ErasedMeanwhile):
        await dispatch.deliver(office, the_card())
    assert "by hand" in caplog.text


async def test_a_card_whose_topic_was_deleted_gets_another(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    await forum.delete_topic(int(dispatch.handles["t:x"]))
    await dispatch.deliver(office, the_card("taken"))
    [card] = written(forum)
    assert card.thread_id == int(dispatch.handles["t:x"])
    assert list(forum.topics.values()) == ["#1 Maria"]


async def test_without_the_right_to_topics_the_card_stands_in_the_group_and_it_is_said_once(
    forum: FakeGroup, office_bot: FakeBot, office: OfficeCourier, dispatch: PaperDispatch, words: Words
) -> None:
    forum.set_bot_rights(office_bot, can_manage_topics=False)
    await dispatch.deliver(office, the_card())
    await dispatch.deliver(office, note("hello"))
    texts = [m.text for m in written(forum)]
    assert len(texts) == 3
    assert sum(text == words.plain("ja", Text("staff-no-rights")) for text in texts) == 1


# --- notes ----------------------------------------------------------------------------------------------------------


async def test_a_note_stands_beside_its_card_and_is_quoted(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    made = await dispatch.deliver(office, note("@tanaka, look"))
    last = forum.last()
    assert made == {"n:x:1": str(last.message_id)}
    assert (last.thread_id, last.silent) == (int(dispatch.handles["t:x"]), False)
    kinds = {entity["type"] for entity in last.entities}
    assert "blockquote" in kinds
    assert "mention" not in kinds


async def test_in_a_plain_group_a_note_answers_the_card(
    plain_group: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    await dispatch.deliver(office, note("hello", ring=False))
    assert plain_group.last().reply_to == int(dispatch.handles["l:x"])
    assert plain_group.last().silent


async def test_a_long_note_comes_whole_each_part_known_by_name(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    made = await dispatch.deliver(office, note("x" * 5_000))
    assert list(made) == ["n:x:1/1", "n:x:1"]
    assert sum(m.text.count("x") for m in written(forum)) == 5_000


async def test_a_note_without_a_card_brings_the_card_first_without_a_sound(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, note("hello"))
    card, told = written(forum)
    assert "Maria" in card.text
    assert card.silent
    assert "hello" in told.text
    assert card.thread_id == told.thread_id
    assert dispatch.handles["l:x"] == str(card.message_id)


async def test_a_card_that_is_lost_comes_back_into_the_topic_that_is_known(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    del dispatch.handles["l:x"]
    await dispatch.deliver(office, note("hello"))
    assert len(forum.topics) == 1, "no second topic"
    assert len(written(forum)) == 3


async def test_a_note_whose_topic_was_deleted_renews_topic_and_card(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    await dispatch.deliver(office, note("x" * 5_000))
    await forum.delete_topic(int(dispatch.handles["t:x"]))
    await dispatch.deliver(office, note("y" * 5_000, "n:x:2"))
    [thread] = forum.topics
    texts = [m.text for m in written(forum)]
    assert {m.thread_id for m in written(forum)} == {thread}
    assert "Maria" in texts[0]
    assert sum(text.count("y") for text in texts) == 5_000


async def test_the_older_card_goes_where_a_note_renews_it(
    forum: FakeGroup, office_bot: FakeBot, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    forum.set_bot_rights(office_bot, can_manage_topics=False)
    await dispatch.deliver(office, the_card())
    old = dispatch.handles["l:x"]
    forum.set_bot_rights(office_bot, can_manage_topics=True)
    await dispatch.deliver(office, note("hello"))
    assert dispatch.handles["l:x"] != old
    assert old not in {str(m.message_id) for m in written(forum)}


async def test_a_renewed_card_of_somebody_erased_goes_and_the_older_one_too(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    dispatch.handles["t:x"] = str(forum.open_topic(office_user(forum), "#1 Maria"))
    dispatch.erased = True
    with pytest.raises(ErasedMeanwhile):
        await dispatch.deliver(office, note("hello"))
    assert written(forum) == []


def office_user(forum: FakeGroup) -> dict[str, Any]:
    return next(m.user for m in forum.members.values() if m.user["is_bot"])


@pytest.mark.parametrize("trouble", [None, "not drawn", "no files"])
async def test_a_worksheet_or_a_word_that_it_failed(
    fake: FakeTelegram,
    forum: FakeGroup,
    office: OfficeCourier,
    dispatch: PaperDispatch,
    words: Words,
    monkeypatch: pytest.MonkeyPatch,
    trouble: str | None,
) -> None:
    async def draw(values: Any) -> bytes:
        if trouble == "not drawn":
            raise NotDrawn("OSError")
        return b"%PDF"

    monkeypatch.setattr(office.drawing, "sheet", draw)
    await dispatch.deliver(office, the_card())
    if trouble == "no files":
        fake.fail_next("sendDocument", 400, "Bad Request: not enough rights to send documents to the chat")
    say = says("staff-sheet", language="ja", number="1")
    payload = {**LEAD, "say": say, "ring": False, "sheet": {}, "name": "points-1.pdf"}
    sheet = post("note", payload, "n:x:9", channel="office")
    made = await dispatch.deliver(office, sheet)
    last = forum.last()
    assert made == {"n:x:9": str(last.message_id)}
    if trouble is None:
        assert last.document is not None
        assert (last.document.filename, last.document.data) == ("points-1.pdf", b"%PDF")
        assert last.text == words.plain("ja", Text("staff-sheet", {"number": "1"}))
    else:
        assert last.text == words.plain("ja", Text("staff-failed"))


async def test_a_worksheet_in_a_plain_group_answers_the_card(
    plain_group: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def draw(values: Any) -> bytes:
        return b"%PDF"

    monkeypatch.setattr(office.drawing, "sheet", draw)
    await dispatch.deliver(office, the_card())
    say = says("staff-sheet", language="ja", number="1")
    payload = {**LEAD, "say": say, "ring": False, "sheet": {}, "name": "points-1.pdf"}
    sheet = post("note", payload, "n:x:9", channel="office")
    await dispatch.deliver(office, sheet)
    assert plain_group.last().reply_to == int(dispatch.handles["l:x"])


# --- closed topics --------------------------------------------------------------------------------------------------


async def test_a_closed_topic_is_opened_again(
    fake: FakeTelegram, forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    thread = int(dispatch.handles["t:x"])
    await forum.close_topic(thread)
    fake.fail_next("sendMessage", 400, CLOSED)
    await dispatch.deliver(office, note("hello"))
    assert not forum.threads[thread].closed
    assert forum.last().thread_id == thread


async def test_a_closed_topic_that_may_not_be_opened_is_gone_round(
    forum: FakeGroup, office_bot: FakeBot, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    await forum.close_topic(int(dispatch.handles["t:x"]))
    forum.set_bot_rights(office_bot, can_manage_topics=False)
    await dispatch.deliver(office, note("hello"))
    assert "hello" in forum.last().text
    assert forum.last().thread_id is None


@pytest.mark.parametrize("asked", [reply(), erase([])], ids=["an answer", "a request to staff"])
async def test_a_closed_general_is_opened_again(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch, asked: Post
) -> None:
    await forum.close_general()
    await dispatch.deliver(office, asked)
    assert not forum.general.closed
    assert len(written(forum)) == 1


async def test_a_general_that_may_not_be_opened_is_gone_round_by_a_topic_of_its_own(
    fake: FakeTelegram, forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch, words: Words
) -> None:
    await forum.close_general()
    fake.fail_next("reopenGeneralForumTopic", 400, "Bad Request: not enough rights to edit the topic", times=3)
    await dispatch.deliver(office, erase([]))
    await dispatch.deliver(office, reply())
    [(thread, name)] = forum.topics.items()
    assert name == words.plain("ja", Text("staff-topic-notices"))
    assert {m.thread_id for m in written(forum)} == {thread}
    assert len(written(forum)) == 2
    await forum.delete_topic(thread)
    await dispatch.deliver(office, reply())
    assert len(forum.topics) == 1, "made anew"


async def test_with_no_place_to_be_read_the_request_waits_and_is_made_once(
    forum: FakeGroup, office_bot: FakeBot, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    await forum.close_general()
    forum.set_bot_rights(office_bot, can_manage_topics=False)
    request = erase([dispatch.handles["l:x"]], dispatch.handles["t:x"])
    for _ in range(2):
        with pytest.raises(ShutOut):
            await dispatch.deliver(office, request)
    assert not forum.topics, "what can be done is done at once"
    await forum.reopen_general()
    await dispatch.deliver(office, request)
    assert len(written(forum)) == 1


async def test_nobody_can_be_told_of_a_missing_right_and_the_note_still_waits(
    forum: FakeGroup, office_bot: FakeBot, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    await forum.close_topic(int(dispatch.handles["t:x"]))
    await forum.close_general()
    forum.set_bot_rights(office_bot, can_manage_topics=False)
    with pytest.raises(ShutOut):
        await dispatch.deliver(office, note("hello"))


async def test_an_answer_whose_topic_is_gone_comes_in_the_group(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    made = await dispatch.deliver(office, reply(thread="777"))
    assert made == {"r:1": str(forum.last().message_id)}
    assert forum.last().thread_id is None
    assert forum.last().silent


async def test_an_answer_with_a_card_looks_like_a_card(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    say = Content("ja", Content.from_json(card_say()).lines).to_json()
    await dispatch.deliver(office, post("reply", {"thread": None, "say": say, "ring": False}, "r:1", channel="office"))
    assert "\n\n" not in forum.last().text
    assert forum.last().buttons == []


# --- erasure --------------------------------------------------------------------------------------------------------


async def test_an_erasure_takes_the_topic_what_stands_outside_it_and_asks_staff_once(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch, words: Words
) -> None:
    await dispatch.deliver(office, the_card())
    await dispatch.deliver(office, note("hello"))
    await dispatch.deliver(office, reply("staff-list-empty"))
    await dispatch.deliver(office, erase(ids(dispatch), dispatch.handles["t:x"]))
    [told] = written(forum)
    assert told.text == words.plain("ja", Text("staff-erased", {"number": "1"}))
    assert not told.silent
    assert not forum.topics


async def test_an_erasure_in_a_plain_group(
    plain_group: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch, words: Words
) -> None:
    await dispatch.deliver(office, the_card())
    await dispatch.deliver(office, note("hello"))
    await dispatch.deliver(office, erase(ids(dispatch)))
    assert [m.text for m in written(plain_group)] == [words.plain("ja", Text("staff-erased", {"number": "1"}))]


async def test_what_is_too_old_to_be_deleted_is_emptied(
    clock: FakeClock, plain_group: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    clock.advance(timedelta(hours=49))
    await dispatch.deliver(office, note("hello"))
    await dispatch.deliver(office, erase(ids(dispatch)))
    emptied, told = written(plain_group)
    assert (emptied.text, emptied.buttons) == ("🗑", [])
    assert "Maria" not in told.text


async def test_what_must_stay_is_left_to_staff_and_the_topic_loses_the_name(
    forum: FakeGroup,
    office_bot: FakeBot,
    office: OfficeCourier,
    dispatch: PaperDispatch,
    words: Words,
) -> None:
    await dispatch.deliver(office, the_card())
    forum.set_bot_rights(office_bot, can_delete_messages=False)
    forum.world.faults.fail_next("deleteMessages", 400, "Bad Request: message can't be deleted")
    forum.world.faults.fail_next("deleteMessage", 400, "Bad Request: message can't be deleted")
    forum.world.faults.fail_next("editMessageText", 400, "Bad Request: message can't be edited")
    await dispatch.deliver(office, erase(ids(dispatch), dispatch.handles["t:x"]))
    assert list(forum.topics.values()) == ["#1"]
    assert words.plain("ja", Text("staff-erased-left", {"count": 2})) in [m.text for m in written(forum)]


async def test_an_erasure_that_must_wait_goes_on_where_it_stopped(
    fake: FakeTelegram, forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    request = erase(ids(dispatch), dispatch.handles["t:x"])
    fake.fail_next("sendMessage", 502, "Bad Gateway")
    with pytest.raises(TryLater):
        await dispatch.deliver(office, request)
    await dispatch.deliver(office, request)
    assert len(fake.calls_of("deleteForumTopic")) == 1
    assert len(written(forum)) == 1


@pytest.mark.parametrize("method", ["deleteMessages", "deleteForumTopic", "editForumTopic", "editMessageText"])
async def test_a_flood_wait_in_an_erasure_is_waited_for(
    fake: FakeTelegram, forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch, method: str
) -> None:
    await dispatch.deliver(office, the_card())
    if method == "editForumTopic":
        fake.fail_next("deleteForumTopic", 400, "Bad Request: not enough rights to delete the topic")
    if method == "editMessageText":
        fake.fail_next("deleteMessages", 400, "Bad Request: message can't be deleted")
        fake.fail_next("deleteMessage", 400, "Bad Request: message can't be deleted")
    fake.fail_next(method, 429, "Too Many Requests: retry after 9", retry_after=9)
    request = erase(ids(dispatch), dispatch.handles["t:x"])
    with pytest.raises(TryLater) as later:
        await dispatch.deliver(office, request)
    assert later.value.seconds == 9
    await dispatch.deliver(office, request)
    assert not forum.topics


@pytest.mark.parametrize("kind", ["forum", "plain_group"])
async def test_what_was_posted_about_somebody_erased_is_taken_back(
    request: pytest.FixtureRequest, kind: str, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    group: FakeGroup = request.getfixturevalue(kind)
    card = the_card()
    await dispatch.deliver(office, card)
    await office.retract(card, dispatch.handles)
    assert written(group) == []
    assert not group.topics


async def test_what_cannot_be_taken_back_is_said(
    fake: FakeTelegram,
    plain_group: FakeGroup,
    office: OfficeCourier,
    dispatch: PaperDispatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    card = the_card()
    await dispatch.deliver(office, card)
    fake.fail_next("deleteMessage", 502, "Bad Gateway")
    await office.retract(card, dispatch.handles)
    assert "by hand" in caplog.text
    assert "Maria" not in caplog.text


# --- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "description", "kind"),
    [
        (403, "Forbidden: bot was kicked from the supergroup chat", ShutOut),
        (400, "Bad Request: chat not found", ShutOut),
        (400, "Bad Request: not enough rights to send text messages to the chat", ShutOut),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", ShutOut),
        (502, "Bad Gateway", TryLater),
        (400, "Bad Request: message is too long", Undeliverable),
        (400, "Bad Request: SOMETHING_NEW", Unknown),
        (400, "Bad Request: group chat was upgraded to a supergroup chat", Unknown),
    ],
)
async def test_a_refusal_says_what_follows(
    fake: FakeTelegram,
    plain_group: FakeGroup,
    office: OfficeCourier,
    dispatch: PaperDispatch,
    caplog: pytest.LogCaptureFixture,
    code: int,
    description: str,
    kind: type,
) -> None:
    fake.fail_next("sendMessage", code, description)
    with pytest.raises(kind) as raised:
        await dispatch.deliver(office, the_card())
    assert type(raised.value) is kind
    assert ("staff group" in caplog.text) is (kind is ShutOut), "people are told what to do, where they can do it"


async def test_a_group_that_moved_is_followed(
    plain_group: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch, moves: list[int]
) -> None:
    await plain_group.migrate_to_supergroup(-1009999)
    with pytest.raises(TryLater) as later:
        await dispatch.deliver(office, the_card())
    assert later.value.seconds == 0
    assert moves == [-1009999]
    await dispatch.deliver(office, the_card())
    assert "Maria" in plain_group.last().text


async def test_where_the_group_went_is_known_to_the_courier_as_soon_as_to_the_desk(
    plain_group: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch, home: StaffChat, moves: list[int]
) -> None:
    await plain_group.migrate_to_supergroup(-1009999)
    home.becomes(-1009999)  # staff's own message told the desk
    await dispatch.deliver(office, the_card())
    assert moves == [], "no call to the old group was needed to find out"
    assert "Maria" in plain_group.last().text


async def test_a_group_that_moves_during_a_delivery_gets_no_number_of_the_old_one(
    fake: FakeTelegram, plain_group: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch, home: StaffChat
) -> None:
    """There, the same number may be another client's card."""

    class Moving(PaperDispatch):
        async def known(self, *names: str) -> Mapping[str, str]:
            if home.chat != -1009999:
                await plain_group.migrate_to_supergroup(-1009999)
                home.becomes(-1009999)
            return await super().known(*names)

    await dispatch.deliver(office, the_card())
    with pytest.raises(TryLater):
        await Moving(dispatch.handles).deliver(office, the_card("taken"))
    assert [call.method for call in fake.calls if str(call.params.get("chat_id")) == "-1009999"] == []


async def test_a_lost_line_passes(fake: FakeTelegram, plain_group: FakeGroup, office: OfficeCourier) -> None:
    fake.drop_reply_next("getChat")
    with pytest.raises(TryLater):
        await PaperDispatch().deliver(office, the_card())


async def test_rows_of_version_0_2_0_arrive_as_they_were_written(
    plain_group: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    old = {"lead": "x", "number": 1, "topic": "#1 Maria", "ring": False, "text": "<b>old</b>", "keyboard": []}
    await dispatch.deliver(office, post("card", old, "l:x", channel="office"))
    del dispatch.handles["l:x"]
    card = {"text": "<b>card</b>", "keyboard": []}
    await dispatch.deliver(office, post("note", {**old, "text": "note", "card": card}, "n:x:1", channel="office"))
    await dispatch.deliver(office, post("reply", {"text": "answer", "keyboard": [], "thread": None}, channel="office"))
    gone = {"messages": [int(n) for n in ids(dispatch)], "topic": None, "name": "#1", "text": "told"}
    assert [m.text for m in written(plain_group)] == ["old", "card", "note", "answer"]
    await dispatch.deliver(office, post("erase", gone, channel="office"))
    assert [m.text for m in written(plain_group)] == ["old", "answer", "told"]


def test_the_size_of_a_note_is_what_it_takes_of_a_message(office: OfficeCourier) -> None:
    assert office.size(note("x" * 100)) < office.size(note("x" * 200)) < office.size(note("&" * 200))
    assert office.size(note("x" * 100)) + office.size(note("x" * 3_800)) <= office.room
    assert office.size(note("x" * 200)) + office.size(note("x" * 3_900)) > office.room


@pytest.mark.parametrize(
    ("method", "description"),
    [
        ("createForumTopic", "Too Many Requests: retry after 9"),
        ("reopenForumTopic", "Too Many Requests: retry after 9"),
        ("editMessageText", "Too Many Requests: retry after 9"),
        ("sendDocument", "Too Many Requests: retry after 9"),
    ],
)
async def test_a_flood_wait_anywhere_is_waited_for_and_then_all_is_well(
    fake: FakeTelegram,
    forum: FakeGroup,
    office: OfficeCourier,
    dispatch: PaperDispatch,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    description: str,
) -> None:
    async def draw(values: Any) -> bytes:
        return b"%PDF"

    monkeypatch.setattr(office.drawing, "sheet", draw)
    if method != "createForumTopic":
        await dispatch.deliver(office, the_card())
    if method == "reopenForumTopic":
        fake.fail_next("sendMessage", 400, CLOSED)
    fake.fail_next(method, 429, description, retry_after=9)
    say = says("staff-sheet", language="ja", number="1")
    sheet = post("note", {**LEAD, "say": say, "ring": False, "sheet": {}, "name": "a.pdf"}, "n:x:9", channel="office")
    kinds = {"sendDocument": sheet, "reopenForumTopic": note("hello")}
    waiting = kinds.get(method, the_card("taken"))
    with pytest.raises(TryLater) as later:
        await dispatch.deliver(office, waiting)
    assert later.value.seconds == 9
    await dispatch.deliver(office, waiting)


async def test_the_same_card_again_is_done_already(
    fake: FakeTelegram, forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    await dispatch.deliver(office, the_card())
    assert len(written(forum)) == 1
    assert len(fake.calls_of("sendMessage")) == 1


async def test_an_own_topic_that_somebody_closed_leaves_no_place(
    fake: FakeTelegram, forum: FakeGroup, office_bot: FakeBot, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await forum.close_general()
    fake.fail_next("reopenGeneralForumTopic", 400, "Bad Request: not enough rights to edit the topic")
    await dispatch.deliver(office, reply())
    [thread] = forum.topics
    await forum.close_topic(thread)
    forum.set_bot_rights(office_bot, can_manage_topics=False)
    with pytest.raises(ShutOut):
        await dispatch.deliver(office, reply())
