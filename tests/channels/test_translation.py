"""Translations as Telegram shows them: beneath their message, beside it where they must be, and never instead of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.telegram.send import ClientCourier
from bot.channels.telegram.translation import MOST_ANSWERS
from bot.delivery.courier import Blocked, ErasedMeanwhile, TryLater
from bot.delivery.post import VERSION, Content
from bot.office.telegram.courier import OfficeCourier
from dialogs.messages import Text
from dialogs.talk import Media, Utterance
from tests.channels.dispatch import PaperDispatch, post
from tests.channels.office_posts import LEAD, the_card
from tests.telegram import FakeBot, FakeGroup, FakeMessage, FakeTelegram, FakeUser

ABOVE = Content("en", (Text("from-office", {"name": "Office"}),)).to_json()
SAY = Content("en", (Text("translation-mark"), Text("said", {"text": "Good day"}))).to_json()
MARK = "🌐 Machine translation, may be wrong:"


def payload(said: Utterance, **more: Any) -> dict[str, Any]:
    return {"to": "7", "said": [said.to_json()], "copies": ["k:0"], **more}


async def relayed(courier: ClientCourier, dispatch: PaperDispatch, said: Utterance, **more: Any) -> None:
    """Something that staff wrote has arrived, or a change of it."""
    whole = payload(said, say=ABOVE, changes=False, source="office", of=["9"]) | more
    await dispatch.deliver(courier, post("relay", whole, "k:0"))


async def translated(courier: ClientCourier, dispatch: PaperDispatch, said: Utterance, text: str, **more: Any) -> None:
    """A translation of it comes."""
    whole = payload(said, above=ABOVE, say=SAY, at=dispatch.handles.get("k:0"), texts=[text]) | more
    await dispatch.deliver(courier, post("translation", whole, "k:0/t"))


def seen(anna: FakeUser, bot: FakeBot) -> list[FakeMessage]:
    return [m for m in anna.messages(bot) if m.from_bot]


@pytest.fixture(autouse=True)
async def begun(anna: FakeUser, client_bot: FakeBot) -> None:
    await anna.send(client_bot, "/start")


async def test_it_stands_beneath_as_long_as_there_is_room(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    for length, beside in ((3_800, 0), (4_000, 1)):
        dispatch.handles.clear()
        before = len(seen(anna, client_bot))
        said = Utterance("あ" * length)
        await relayed(client, dispatch, said)
        await translated(client, dispatch, said, "<i>" * 20)
        new = seen(anna, client_bot)[before:]
        assert len(new) == 1 + beside
        assert new[-1].text.endswith(f"{MARK}\n" + "<i>" * 20)
        assert [m.reply_to for m in new[1:]] == [new[0].message_id] * beside


@pytest.mark.parametrize(
    "trouble",
    [(400, "Bad Request: there is no text in the message to edit"), (400, "Bad Request: nobody has seen this")],
)
async def test_a_message_that_cannot_be_changed_is_answered(
    fake: FakeTelegram,
    client: ClientCourier,
    dispatch: PaperDispatch,
    anna: FakeUser,
    client_bot: FakeBot,
    trouble: tuple[int, str],
) -> None:
    said = Utterance("こんにちは")
    await relayed(client, dispatch, said)
    fake.fail_next("editMessageText", *trouble)
    await translated(client, dispatch, said, "Good day")
    there, answer = seen(anna, client_bot)
    assert (there.text, answer.text, answer.reply_to) == (
        "👤 Office:\nこんにちは",
        f"{MARK}\nGood day",
        there.message_id,
    )
    assert answer.silent


async def test_what_says_so_already_is_left_and_what_is_gone_or_another_by_now_is_not_brought_again(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    said = Utterance("こんにちは")
    await translated(client, dispatch, said, "Good day")
    assert seen(anna, client_bot) == []
    await relayed(client, dispatch, said)
    for _ in range(2):
        await translated(client, dispatch, said, "Good day")
    [there] = seen(anna, client_bot)
    assert there.text.endswith("Good day")
    await translated(client, dispatch, said, "Good evening", at="1")
    assert there.text.endswith("Good day")
    there.deleted = True
    await translated(client, dispatch, said, "Good night")
    assert seen(anna, client_bot) == []


async def test_texts_of_one_message_are_translated_there_although_the_first_was_changed_since(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    both = {"to": "7", "said": [Utterance("一").to_json(), Utterance("二").to_json()], "copies": ["k:0", "k:1"]}
    more = {"say": ABOVE, "changes": False, "source": "office", "of": ["8", "9"]}
    await dispatch.deliver(client, post("relay", {**both, **more}, "k:0"))
    shown = {**both, "above": ABOVE, "say": SAY, "at": dispatch.handles["k:0"]}
    # Said anew, as a change of one of several is in the group.
    dispatch.handles["k:0"] = "999"
    await dispatch.deliver(client, post("translation", {**shown, "texts": ["One", "Two"]}, "k:0/t"))
    [message] = seen(anna, client_bot)
    assert message.text.endswith(f"一\n\n{MARK}\nOne\n\n二\n\n{MARK}\nTwo")
    dispatch.handles["k:1"] = "999"
    await dispatch.deliver(client, post("translation", {**shown, "texts": ["Three", "Four"]}, "k:0/t"))
    assert "Three" not in message.text, "nothing is left there of which we know"


async def test_the_words_of_a_file_that_was_not_to_be_had_are_answered_with_their_translation(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    said = Utterance("署名してください", media=Media("document", "lost", "a.pdf", 30 * 1024 * 1024))
    await relayed(client, dispatch, said)
    await translated(client, dispatch, said, "Please sign", at=None)
    words, answer = seen(anna, client_bot)
    assert words.text.endswith("署名してください")
    assert answer.text == f"{MARK}\nPlease sign"
    assert answer.reply_to == words.message_id


async def test_a_caption_has_its_own_room_and_what_has_none_is_answered(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    place = Media("location", about={"latitude": "35.0", "longitude": "139.0"})
    said = Utterance("ここです", media=place)
    await relayed(client, dispatch, said)
    await translated(client, dispatch, said, "It is here")
    where, words, answer = seen(anna, client_bot)
    assert words.text.endswith("ここです")
    assert (answer.text, answer.reply_to) == (f"{MARK}\nIt is here", where.message_id)
    await client.deliver(post("unsend", {"to": "7", "copy": "k:0", "of": "9"}), dispatch)
    assert seen(anna, client_bot) == [], "the words that came after it as well"


@pytest.mark.parametrize(
    ("code", "description", "error"),
    [(429, "Too Many Requests: retry after 5", TryLater), (403, "Forbidden: bot was blocked by the user", Blocked)],
)
async def test_what_passes_is_waited_for(
    fake: FakeTelegram, client: ClientCourier, dispatch: PaperDispatch, code: int, description: str, error: Any
) -> None:
    said = Utterance("こんにちは")
    await relayed(client, dispatch, said)
    fake.fail_next("editMessageText", code, description, retry_after=5 if code == 429 else None)
    with pytest.raises(error):
        await translated(client, dispatch, said, "Good day")


async def test_a_change_takes_the_answers_of_before_away_and_unsend_all_of_them(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    said = Utterance("長い話")
    await relayed(client, dispatch, said)
    await translated(client, dispatch, said, "long " * 1_500)
    assert len(seen(anna, client_bot)) == 3
    await relayed(client, dispatch, Utterance("短い話"), changes=True, **{VERSION: 1})
    [there] = seen(anna, client_bot)
    assert there.text.endswith("短い話")
    await translated(client, dispatch, Utterance("短い話"), "long " * 1_500)
    assert len(seen(anna, client_bot)) == 3
    await client.deliver(post("unsend", {"to": "7", "copy": "k:0", "of": "9"}), dispatch)
    assert seen(anna, client_bot) == []


async def test_one_that_takes_more_messages_than_anybody_reads_is_cut_and_says_so(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    said = Utterance("長い話")
    await relayed(client, dispatch, said)
    await translated(client, dispatch, said, "a < b, " * 3_000)
    _, *answers = seen(anna, client_bot)
    assert len(answers) == MOST_ANSWERS
    assert [answer.text[-1] == "…" for answer in answers] == [False, False, True]
    assert all("a < b, a < b" in answer.text for answer in answers)


async def test_of_somebody_erased_between_two_answers_none_stays(
    client: ClientCourier, dispatch: PaperDispatch, anna: FakeUser, client_bot: FakeBot
) -> None:
    said = Utterance("長い話")
    await relayed(client, dispatch, said)
    dispatch.erased = True
    with pytest.raises(ErasedMeanwhile):
        await translated(client, dispatch, said, "long " * 1_500)
    [there] = seen(anna, client_bot)
    assert there.text.endswith("長い話")


async def test_in_the_group_it_asks_for_room_and_notifies_nobody(
    office: OfficeCourier, dispatch: PaperDispatch, forum: FakeGroup
) -> None:
    await dispatch.deliver(office, the_card())
    relay = {"say": ABOVE, "changes": False, "source": "telegram", "of": ["9"], "ring": True}
    said = {"said": [Utterance("Hello").to_json()], "copies": ["k:0"], **LEAD}
    await dispatch.deliver(office, post("relay", {**said, **relay}, "k:0", channel="office"))
    dispatch.asked.clear()
    more = {"above": ABOVE, "say": SAY, "at": dispatch.handles["k:0"], "texts": ["@igarashi " * 600]}
    await dispatch.deliver(office, post("translation", {**said, **more}, "k:0/t", channel="office"))
    answers = [m for m in forum.messages() if m.text.startswith(MARK)]
    assert len(answers) == 2
    assert all("@\u2060igarashi" in m.text and m.thread_id and m.silent for m in answers)
    assert dispatch.asked == [1, 2]
