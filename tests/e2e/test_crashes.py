"""Death between any two steps: the same question, every answer, one lead, and twice only what may come twice."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import peek
from tests.e2e.lives import Lives, Seen, lives
from tests.e2e.test_after_the_score import TO_THE_LEAD, TO_THE_RESULT, WITH_LITTLE_OPEN
from tests.e2e.world import HERE, NO_DAY, SENT, At, World, make_world, press
from tests.patience import PATIENCE_SECONDS
from tests.telegram import Call, FakeMessage, FakeUser

WALK: tuple[str | At, ...] = (
    "/start flyer",
    "[English]",
    "[I agree]",
    "[Highly Skilled Professional visa]",
    "[A work visa]",
    "[Specialist]",
    "[IT, engineering]",
    "6,500,000",
    "[What does this mean]",
    "/human",
    At("note", "Please help me"),
    *HERE,
    *SENT,
    *NO_DAY,
    "one more word",
)
SENDING = ("sendMessage", "sendDocument")


@dataclass(frozen=True)
class Scene:
    """How things stand after an act: the stored conversation, and what the person reads last."""

    conversation: dict[str, Any]
    last: str
    labels: list[str]


def scene(made: Lives, user: FakeUser) -> Scene:
    stored = peek.conversation(made.service, user).to_json()
    last = user.last(made.world.client)
    # Which copy was pressed is another one where a message came twice.
    return Scene({k: v for k, v in stored.items() if k not in ("id", "pressed")}, last.text, last.labels)


def accepted(world: World) -> list[Call]:
    """New messages that Telegram took."""
    return [c for c in world.fake.calls if c.method in SENDING and c.ok]


def cards(world: World) -> list[FakeMessage]:
    return [m for m in world.group.messages() if m.buttons]


def live_card(made: Lives) -> FakeMessage:
    """The card our handle names: there is one, and it is the newest."""
    [lead] = made.world.stored_leads(made.service)
    with made.service.core.ledger.store.transaction() as tx:
        [number] = tx.message_ids([f"l:{lead.id}"]).values()
    newest = cards(made.world)[-1]
    assert str(newest.message_id) == number
    return newest


@pytest.fixture
def killing(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return monkeypatch


async def golden(folder: Path, killing: pytest.MonkeyPatch) -> tuple[list[Scene], Counter[str]]:
    """The walk as it goes when nobody dies: each scene, and how often each text was sent."""
    async with make_world(folder) as world, lives(world, killing) as made:
        maria = world.person(7)
        scenes = []
        for act in WALK:
            await made.act(maria, act)
            scenes.append(scene(made, maria))
        await world.group.press_label(world.office, world.staff, "担当する")
        await made.settled()
        scenes.append(scene(made, maria))
        assert made.deaths == 0
        return scenes, Counter(str(c.params.get("text")) for c in accepted(world))


def works(seen: Seen) -> bool:
    """Whether a transaction has to do with people, and not only with starting up."""
    return bool(seen.updates or seen.delivered_ids or seen.queued)


@pytest.mark.parametrize(
    ("place", "strides"), [("before commit", (1, 2, 3)), ("after commit", (2, 1, 3)), ("after commit", (4, 1))], ids=str
)
async def test_death_at_transaction_after_transaction(
    tmp_path: Path, killing: pytest.MonkeyPatch, place: str, strides: tuple[int, ...]
) -> None:
    """Each life ends at its n-th transaction; after every act everything is as if nobody had died."""
    undisturbed = tmp_path / "undisturbed"
    undisturbed.mkdir()
    scenes, texts = await golden(undisturbed, killing)
    left = itertools.cycle(strides)
    countdown = [next(left)]

    def seam(here: str, seen: Seen) -> bool:
        if here != place or not (works(seen) if here == "before commit" else seen.updates or seen.delivered_ids):
            return False
        countdown[0] -= 1
        if countdown[0]:
            return False
        countdown[0] = next(left)
        return True

    async with make_world(tmp_path) as world, lives(world, killing, seam) as made:
        maria = world.person(7)
        for act, expected in zip(WALK, scenes, strict=False):
            await made.act(maria, act)
            assert scene(made, maria) == expected, act
        await world.group.press_label(world.office, world.staff, "担当する")
        await made.settled()
        assert scene(made, maria) == scenes[-1]
        assert made.deaths > 8

        [lead] = world.leads(made.service)
        assert (lead.state, lead.consented.name, lead.consented.source) == ("taken", "Maria Santos", "flyer")
        assert "五十嵐" in live_card(made).text
        assert peek.states(made.service.core.database) == []
        doubles = Counter(str(c.params.get("text")) for c in accepted(world))
        assert not texts - doubles, "nothing was lost"
        doubles -= texts
        assert doubles.total() <= len(made.window), "only what was under way at a death may come twice"
        if place == "after commit":
            # What was recorded is never made again; another chat's message may have been under way.
            assert all(row.channel == "office" or row.kind == "send" for row in made.window)
        world.fake.assert_clean()


# --- between Telegram's acceptance and our mark -------------------------------------------------------------------


async def die_when(made: Lives, world: World, method: str, *acts: str, user: FakeUser) -> None:
    """Let acts be done up to the moment when Telegram has accepted a call of a method, and die there."""
    gate = world.fake.gate(method, after=True)
    for act in acts:
        if act.startswith("["):
            await press(world, user, act[1:-1])
        else:
            await user.send(world.client, act)
    await gate.reached()
    await made.abandon()
    gate.release()
    await made.begin()
    await made.settled()


@pytest.mark.parametrize(
    ("until", "act", "method", "doubles"),
    [
        (1, "[English]", "editMessageText", 0),  # an edit made again changes nothing
        (1, "English", "sendMessage", 1),
        # Old buttons are taken away behind the answer, which may not be recorded yet.
        (1, "English", "editMessageReplyMarkup", None),
        # The answer to a press goes beside the screen, so that may have arrived as well, or not.
        (1, "[English]", "answerCallbackQuery", None),
        (13, "[Yes, send it]", "createForumTopic", 0),
        (16, "word", "sendMessage", 1),
    ],
)
async def test_death_after_telegram_accepted(
    tmp_path: Path, killing: pytest.MonkeyPatch, until: int, act: str, method: str, doubles: int | None
) -> None:
    async with make_world(tmp_path) as world, lives(world, killing) as made:
        maria = world.person(7)
        await made.act(maria, *WALK[:until])
        before = peek.conversation(made.service, maria)
        await die_when(made, world, method, act, user=maria)
        after = peek.conversation(made.service, maria)
        assert after.answers.keys() - before.answers.keys() <= {"language", "leave", "consultation"}
        assert peek.states(made.service.core.database) == []
        twice = Counter((c.params["chat_id"], c.params["text"]) for c in accepted(world))
        again = sum(n - 1 for n in twice.values())
        # Both bots may have been in the window at that moment, the client's answer and the line for staff.
        assert doubles is None or bool(again) == bool(doubles)
        assert again <= 2 * (1 if doubles is None else doubles)
        # Whichever of two equal messages is pressed, it counts; afterwards one has buttons that count.
        await made.act(maria, *(WALK[2:4] if until == 1 else ()))
        if until == 1:
            assert peek.conversation(made.service, maria).place.at == "residence"
        world.fake.assert_clean()


async def test_death_between_making_a_topic_and_remembering_it(tmp_path: Path, killing: pytest.MonkeyPatch) -> None:
    async with make_world(tmp_path) as world, lives(world, killing) as made:
        maria = world.person(7)
        await made.act(maria, *WALK[:13])
        await die_when(made, world, "createForumTopic", "[Yes, send it]", user=maria)
        # The window: one empty topic more; the later one is the client's.
        assert len(world.group.topics) == 2
        thread = max(world.group.topics)
        assert [m.thread_id for m in cards(world)] == [thread]
        await made.act(maria, *WALK[14:])
        assert [m.thread_id for m in world.group.messages() if "one more word" in m.text] == [thread]
        assert live_card(made).thread_id == thread
        world.fake.assert_clean()


async def test_death_after_the_card_was_accepted(tmp_path: Path, killing: pytest.MonkeyPatch) -> None:
    async with make_world(tmp_path) as world, lives(world, killing) as made:
        maria = world.person(7)
        await made.act(maria, *WALK[:13])
        # The client's own next question is sent as well; only the card is of interest here.
        world.fake.gate("sendMessage", after=True).release()
        gate = world.fake.gate("sendMessage", after=True)
        await press(world, maria, "Yes, send it")
        await gate.reached()
        while not any(c.bot is world.office for c in gate.held):
            gate.release_one()
            await gate.reached()
        await made.abandon()
        gate.release()
        await made.begin()
        await made.settled()
        assert len(world.leads(made.service)) == 1
        assert len(world.group.topics) == 1, "the topic was remembered before the card was sent"
        assert len(cards(world)) == 2, "twice is preferred to never"
        await made.act(maria, *WALK[14:])
        assert "Google Meet" in live_card(made).text, "the later card is the live one"
        first, _ = cards(world)
        assert "Google Meet" not in first.text
        # Both cards' buttons mean the one lead.
        await world.group.press(world.office, world.staff, first, f"take:{world.leads(made.service)[0].number}")
        await made.settled()
        assert [lead.state for lead in world.leads(made.service)] == ["taken"]
        assert "五十嵐" in live_card(made).text
        world.fake.assert_clean()


async def test_death_while_a_picture_is_drawn(tmp_path: Path, killing: pytest.MonkeyPatch) -> None:
    loop, begun, go_on = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def draw(_data: object) -> bytes:
        loop.call_soon_threadsafe(begun.set)
        go_on.wait(PATIENCE_SECONDS)
        raise OSError

    async with make_world(tmp_path) as world, lives(world, killing) as made:
        maria = world.person(7)
        await made.act(maria, *TO_THE_RESULT)
        with killing.context() as patch:
            patch.setattr("bot.sheets.score_card.score_card", draw)
            await press(world, maria, "Picture")
            await begun.wait()
            await made.abandon()
            go_on.set()
        await made.begin()
        await made.settled()
        assert len([m for m in peek.written(world, maria) if m.is_media]) == 1
        assert peek.states(made.service.core.database) == []
        world.fake.assert_clean()


async def test_death_between_drawing_and_recording(tmp_path: Path, killing: pytest.MonkeyPatch) -> None:
    """What Telegram took and we did not record comes once more, and the lead stays one."""
    async with make_world(tmp_path) as world, lives(world, killing) as made:
        maria = world.person(7)
        await made.act(maria, *WITH_LITTLE_OPEN)
        await die_when(made, world, "sendPhoto", "[Picture]", user=maria)
        assert len([m for m in peek.written(world, maria) if m.is_media]) == 2
        await made.act(maria, *TO_THE_LEAD)
        gate = world.fake.gate("sendDocument", after=True)
        label = next(text for m in cards(world) for text in m.labels if "計算表" in text)
        await world.group.press_label(world.office, world.staff, label)
        await gate.reached()
        await made.abandon()
        gate.release()
        await made.begin()
        await made.settled()
        assert len([m for m in world.group.messages() if m.document is not None]) == 2
        assert peek.states(made.service.core.database) == []
        assert len(world.leads(made.service)) == 1
        world.fake.assert_clean()


@pytest.mark.parametrize(
    "method", ["sendMessage", "editMessageText", "createForumTopic", "answerCallbackQuery", "getUpdates"]
)
async def test_a_lost_reply_is_no_lost_message(tmp_path: Path, killing: pytest.MonkeyPatch, method: str) -> None:
    """Nobody dies, but the answer to every third call is lost."""
    async with make_world(tmp_path) as world, lives(world, killing) as made:
        maria, lost = world.person(7), 0
        for number, act in enumerate(WALK):
            if number % 3 == 0 and (method != "createForumTopic" or act in SENT):
                world.fake.drop_reply_next(method)
                lost += 1
            await made.act(maria, act)
        assert peek.conversation(made.service, maria).place.at == "handed_off"
        assert len(world.leads(made.service)) == 1
        assert "Google Meet" in live_card(made).text
        doubles = Counter((c.params["chat_id"], c.params["text"]) for c in accepted(world) if c.bot is world.client)
        if method != "sendMessage":
            assert len(cards(world)) == 1
            assert len(world.group.topics) <= 1 + (method == "createForumTopic")
        assert peek.states(made.service.core.database) == []
        assert doubles
        world.fake.assert_clean()


# --- while erasing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["before commit", "after commit"])
async def test_death_at_the_erasing_itself(tmp_path: Path, killing: pytest.MonkeyPatch, place: str) -> None:
    died: list[str] = []

    def seam(here: str, seen: Seen) -> bool:
        if here == place and seen.erased_people and not died:
            died.append(here)
            return True
        return False

    async with make_world(tmp_path) as world, lives(world, killing, seam) as made:
        maria = world.person(7)
        await made.act(maria, *WALK, "/forget", "[Erase everything]")
        assert made.deaths == 1
        erased(made, maria, receipts=1)
        world.fake.assert_clean()


@pytest.mark.parametrize(("method", "receipts"), [("deleteMessages", 1), ("deleteForumTopic", 1), ("sendMessage", 2)])
async def test_death_while_what_was_erased_is_taken_away(
    tmp_path: Path, killing: pytest.MonkeyPatch, method: str, receipts: int
) -> None:
    async with make_world(tmp_path) as world, lives(world, killing) as made:
        if method == "sendMessage":
            world.expects("is not in the staff group any more")
        maria = world.person(7)
        await made.act(maria, *WALK, "/forget")
        if method == "sendMessage":
            # The receipt; what staff are told is held up so that it is not the one.
            world.group.remove_bot(world.office)
            await world.client.drained()
        await die_when(made, world, method, "[Erase everything]", user=maria) if method != "sendMessage" else None
        if method == "sendMessage":
            gate = world.fake.gate("sendMessage", after=True)
            await press(world, maria, "Erase everything")
            while not any(c.bot is world.client and c.ok for c in await gate.reached()):
                gate.release_one()
            await made.abandon()
            gate.release()
            world.group.add_bot(world.office, admin=True, can_manage_topics=True, can_delete_messages=True)
            await made.begin()
            await made.settled()
        erased(made, maria, receipts=receipts)
        world.fake.assert_clean()


def erased(made: Lives, user: FakeUser, *, receipts: int) -> None:
    """Nothing is left of a person but the receipt, which may come twice if we die before it is recorded as sent."""
    left = user.messages(made.world.client)
    assert receipts <= len(left) <= 2
    assert all("Everything was erased" in m.text for m in left)
    assert not made.world.group.topics
    assert not any("Maria" in m.text for m in made.world.group.messages())
    database = made.service.core.database
    assert not any(peek.count(database, table) for table in peek.PERSONAL)
