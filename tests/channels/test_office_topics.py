"""The office's courier where a topic is closed or gone."""

from __future__ import annotations

import pytest

from bot.delivery.courier import ShutOut, TryLater, Unknown
from bot.delivery.post import Content, Post
from bot.office.telegram.courier import OfficeCourier
from bot.words.words import Words
from dialogs.messages import Text
from dialogs.talk import Utterance
from tests.channels.dispatch import PaperDispatch, post
from tests.channels.office_posts import CLOSED, LEAD, card_say, clean, erase, note, reply, the_card, written
from tests.telegram import FakeBot, FakeGroup, FakeTelegram

__all__ = ["clean"]


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


async def test_what_a_client_writes_into_a_topic_that_is_gone_comes_in_the_group_where_there_can_be_no_other(
    fake: FakeTelegram, forum: FakeGroup, office_bot: FakeBot, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    dispatch.handles["t:x"] = "777"
    forum.set_bot_rights(office_bot, can_manage_topics=False)
    above = Content("ja", (Text("staff-relay"),)).to_json()
    said = {"say": above, "said": [Utterance("good morning").to_json()], "copies": ["k:1"], "of": ["1"]}
    relay = post("relay", {**LEAD, **said, "ring": True, "source": "telegram", "changes": False}, "k:1")
    made = await dispatch.deliver(office, relay)
    [message] = [m for m in written(forum) if "good morning" in m.text]
    assert made == {"k:1": str(message.message_id)}
    assert message.thread_id is None


@pytest.mark.parametrize(
    ("method", "kind"),
    [("setMessageReaction", "react"), ("editForumTopic", "topic"), ("closeForumTopic", "topic")],
)
@pytest.mark.parametrize(("code", "refusal", "trouble"), [(429, "", TryLater), (400, "SOMETHING_NEW", Unknown)])
async def test_a_sign_or_a_name_that_is_refused_for_another_reason_is_tried_again(
    fake: FakeTelegram,
    forum: FakeGroup,
    office: OfficeCourier,
    dispatch: PaperDispatch,
    method: str,
    kind: str,
    code: int,
    refusal: str,
    trouble: type[Exception],
) -> None:
    await dispatch.deliver(office, the_card())
    fake.fail_next(method, code, f"Bad Request: {refusal}", retry_after=3 if code == 429 else None)
    payload = {**LEAD, "topic": "another name", "closed": True, "message": dispatch.handles["l:x"]}
    waiting = post(kind, payload, channel="office")
    with pytest.raises(trouble):
        await dispatch.deliver(office, waiting)
    await dispatch.deliver(office, waiting)
    assert fake.calls_of(method, ok=True)


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
