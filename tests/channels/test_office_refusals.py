"""What the office's courier makes of Telegram's refusals, of a group that moves, and of what came before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.delivery.courier import ShutOut, TryLater, Undeliverable, Unknown
from bot.office.group import StaffChat
from bot.office.telegram.courier import OfficeCourier
from tests.channels.dispatch import PaperDispatch, post, says
from tests.channels.office_posts import CLOSED, LEAD, clean, ids, note, reply, the_card, written
from tests.telegram import FakeBot, FakeGroup, FakeTelegram

__all__ = ["clean"]


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
