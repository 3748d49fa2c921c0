"""The office's courier against the strict fake: cards, notes and worksheets, in a forum and in a plain group."""

from __future__ import annotations

from typing import Any

import pytest

from bot.delivery.courier import ErasedMeanwhile, TryLater
from bot.delivery.drawing import NotDrawn
from bot.office.telegram.courier import OfficeCourier
from bot.words.words import Words
from dialogs.messages import Text
from tests.channels.dispatch import PaperDispatch, post, says
from tests.channels.office_posts import LEAD, clean, note, the_card, written
from tests.telegram import FakeBot, FakeGroup, FakeTelegram

__all__ = ["clean"]

# --- cards ------------------------------------------------------------------------------------------------------------


async def test_a_card_makes_its_topic_and_is_edited_there(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card(ring=True))
    assert list(forum.topics.values()) == ["🆕1 Maria"]
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
    assert list(forum.topics.values()) == ["🆕1 Maria"]


async def test_without_the_right_to_topics_the_card_stands_in_the_group_and_it_is_said_once(
    forum: FakeGroup, office_bot: FakeBot, office: OfficeCourier, dispatch: PaperDispatch, words: Words
) -> None:
    forum.set_bot_rights(office_bot, can_manage_topics=False)
    await dispatch.deliver(office, the_card())
    await dispatch.deliver(office, note("hello"))
    texts = [m.text for m in written(forum)]
    assert len(texts) == 3
    assert sum(text == words.plain("ja", Text("staff-no-rights")) for text in texts) == 1


# --- notes ------------------------------------------------------------------------------------------------------------


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
