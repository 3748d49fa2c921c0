"""The office's courier takes back what was posted about somebody erased, or leaves it to staff."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.delivery.courier import TryLater
from bot.office.telegram.courier import OfficeCourier
from bot.words.words import Words
from dialogs.messages import Text
from tests.channels.dispatch import PaperDispatch
from tests.channels.office_posts import clean, erase, ids, note, reply, the_card, written
from tests.telegram import FakeBot, FakeClock, FakeGroup, FakeTelegram

__all__ = ["clean"]


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
