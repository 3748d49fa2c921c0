"""The staff side through both bots: cards and topics, decisions, commands, strangers, and every mishap in the group."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import app
from bot.run import Runner
from bot.settings import Settings
from bot.storage.tables import handles, leads, metadata, outbox
from bot.words.words import Words
from dialogs.desk.matter import LeadRecord
from dialogs.messages import Text
from tests.e2e import peek
from tests.e2e.world import OFFICE_TOKEN, STAFF_CHAT, World, make_world, talk
from tests.support import no_answer
from tests.telegram import FakeGroup, FakeMessage, FakeUser

SUPERGROUP = -1009876
TAKE, FINISH, DECLINE = "担当する", "完了", "対応外"
one_words = cache(Words)

# --- people ---------------------------------------------------------------------------------------------------------

# Answers by question: the action of a button, or else a text to type. What is not named here is `unknown`.
USUAL: dict[str, str | list[str]] = {
    "consent": "a:agree",
    "goal": "a:hsp",
    "residence": "a:work",
    "activity": "a:specialist",
    "international_services": "a:no",
    "thorough": "a:stop",
    "review": "ok",
    "result": "ok",
    "contact_way": "a:here",
    "leave": "yes",
}
ASKS_A_PERSON: dict[str, str | list[str]] = {"goal": "a:other", "note": "Please help me"}
QUALIFIES: dict[str, str | list[str]] = {
    "salary_yen": "10,000,000",
    "birth_date": "1994-05-01",
    "degrees": ["on:doctorate", "done"],
    "experience_years": "10 years",
    "japanese": "a:n1",
}
UNDECIDED_60: dict[str, str | list[str]] = {
    "salary_yen": "10,000,000",
    "birth_date": "1970-05-01",
    "degrees": ["on:master", "done"],
    "experience_years": "0 years",
}
UNDECIDED_20 = UNDECIDED_60 | {"salary_yen": "3,900,000"}
# 60 points, everything else a clear no: short, but for J-Skip no points are needed.
J_SKIP = UNDECIDED_60 | {"salary_yen": "25,000,000", "rest": "no"}
SHORT = UNDECIDED_20 | {"rest": "no"}


def words(key: str, language: str = "ja", **args: str) -> str:
    """A text in plain words."""
    return one_words().plain(language, Text(key, args))


def state_of(service: Runner, user: FakeUser) -> str:
    """The bookmark of a person's conversation."""
    return peek.conversation(service, user).place.at


async def do(world: World, service: Runner, user: FakeUser, act: str) -> None:
    """Press the newest button with this action, or type."""
    for message in reversed(user.messages(world.client)):
        for _, data in (button for row in message.buttons for button in row):
            if str(data).split(".", 2)[-1] == act:
                await user.press(world.client, message, str(data))
                await world.settled(service)
                return
    await user.send(world.client, act)
    await world.settled(service)


async def interview(
    world: World, service: Runner, user: FakeUser, answers: dict[str, str | list[str]], until: str = "consultation"
) -> None:
    """Answer whatever is asked, by the question's id, until a question (or the end) is reached."""
    for _ in range(60):
        question = state_of(service, user)
        if question in (until, "handed_off", "closed"):
            return
        given = answers.get(question) or USUAL.get(question)
        if given is None:
            given = _usual(world, user, question, answers)
        for act in [given] if isinstance(given, str) else given:
            await do(world, service, user, act)
    raise AssertionError(f"still at {question}")


def _usual(world: World, user: FakeUser, question: str, answers: dict[str, str | list[str]]) -> str:
    """The button that leaves a question open, or claims nothing."""
    message = next(m for m in reversed(user.messages(world.client)) if m.buttons)
    offered = [str(data).split(".", 2)[-1] for row in message.buttons for _, data in row]
    usual = ("a:no", "a:none", "a:0", "done", "unknown") if answers.get("rest") == "no" else ("unknown",)
    found = next((action for action in usual if action in offered), None)
    if found is None:
        raise no_answer(question, offered)
    return found


async def lead(
    world: World,
    service: Runner,
    number: int = 7,
    answers: dict[str, str | list[str]] | None = None,
    *,
    name: str = "Maria",
    language: str = "en",
) -> FakeUser:
    """Somebody new who goes all the way to the hand-off."""
    user = world.person(number, language=language)
    await talk(world, service, user, "/start")
    chosen = (answers or ASKS_A_PERSON) | {"language": f"a:{language}", "name": name}
    await interview(world, service, user, chosen)
    return user


# --- the group ------------------------------------------------------------------------------------------------------


def written(group: FakeGroup, thread: int | None = None) -> list[FakeMessage]:
    """What the office bot wrote and is still there."""
    return [m for m in group.messages(thread) if m.from_bot and not m.service]


def cards(group: FakeGroup, thread: int | None = None) -> list[FakeMessage]:
    """Messages with buttons: there must never be two for one client."""
    return [m for m in written(group, thread) if m.labels]


def card(group: FakeGroup, number: int = 1) -> FakeMessage:
    """The one live card of a lead."""
    [found] = [m for m in cards(group) if f"#{number}\n" in m.text]
    return found


def stored(world: World, service: Runner, number: int = 1) -> LeadRecord:
    """A lead as it is kept."""
    [found] = [s for s in world.leads(service) if s.number == number]
    return found


def who_has_it(world: World, service: Runner) -> str | None:
    """The name of the member of staff who has the first lead."""
    member = stored(world, service).taken_by
    return None if member is None else member.name


async def staff_press(world: World, service: Runner, label: str, who: FakeUser | None = None) -> dict[str, Any]:
    """A member of staff presses the newest button with this label."""
    update = await world.group.press_label(world.office, who or world.staff, label)
    await world.settled(service)
    return update


async def staff_say(world: World, service: Runner, text: str, thread: int | None = None) -> list[FakeMessage]:
    """A member of staff writes; returns what the bot answered."""
    before = written(world.group)
    await world.group.say(world.office, world.staff, text, thread)
    await world.settled(service)
    return [m for m in written(world.group) if m not in before]


def rings(world: World) -> int:
    """How many messages made a sound in the staff group."""
    return sum(not m.silent for m in written(world.group))


# --- fixtures -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database and its key, made once: migrating takes its time."""
    folder = tmp_path_factory.mktemp("made")
    app.build_core(Settings(database=f"sqlite:///{folder}/intake.db")).database.close()
    return folder


@pytest.fixture(autouse=True)
def _quick(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "Words", one_words)
    for name in ("intake.db", "intake.db.key"):
        shutil.copy2(made / name, tmp_path / name)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A world with a forum of staff; nobody may break a rule of Telegram's."""
    async with make_world(tmp_path) as made_world:
        yield made_world
        made_world.fake.assert_clean()
        assert made_world.fake.undue_faults() == []


@pytest.fixture
async def plain(tmp_path: Path) -> AsyncIterator[World]:
    """The same with a group that has no topics."""
    async with make_world(tmp_path, forum=False) as made_world:
        yield made_world
        made_world.fake.assert_clean()
        assert made_world.fake.undue_faults() == []


@pytest.fixture
async def small(tmp_path: Path) -> AsyncIterator[World]:
    """The same with a basic group, which can become a supergroup."""
    async with make_world(tmp_path, office_chat=-555) as made_world:
        group = made_world.fake.add_group(-555, title="相談", supergroup=False)
        group.add_member(made_world.staff, admin=True)
        group.add_bot(made_world.office)
        made_world.group = group
        yield made_world
        made_world.fake.assert_clean()
        assert made_world.fake.undue_faults() == []


@pytest.fixture
def patience(world: World, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """While this is not set, whoever sleeps for a second or more sleeps on."""
    return _patience(world, monkeypatch)


def _patience(world: World, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    event, nap = asyncio.Event(), world.nap

    async def wait(seconds: float) -> None:
        if seconds >= 1:
            world.naps.append(seconds)
            world.fake.world.notify()
            await event.wait()
            event.clear()
        await nap(seconds)

    monkeypatch.setattr(world, "nap", wait)
    return event


# --- cards and notes ------------------------------------------------------------------------------------------------


async def test_a_topic_for_each_client_and_one_card_edited_in_place(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service, 7, name="Maria Santos")
        tom = await lead(world, service, 8, name="Tom")
        assert list(world.group.topics.values()) == ["#1 Maria Santos", "#2 Tom"]
        first, second = world.group.topics
        card_of_maria = card(world.group, 1)
        assert card_of_maria.thread_id == first

        await talk(world, service, maria, "And my wife?", "Thank you")
        await interview(world, service, maria, {"consultation": "a:online", "half_days": "done"}, "nowhere")
        await talk(world, service, maria, "One more thing")
        assert card(world.group, 1) is card_of_maria
        assert card_of_maria.edited
        assert "Google Meet" in card_of_maria.text
        notes = [m.text for m in written(world.group, first) if not m.labels]
        assert [n for n in notes if "One more thing" in n]
        assert len(cards(world.group)) == 2

        await talk(world, service, tom, "/cancel")
        assert [m.labels for m in written(world.group, second)] == [[TAKE, FINISH, DECLINE]]


async def test_a_plain_group_gets_cards_and_replies_to_them(plain: World) -> None:
    async with plain.service() as service:
        maria = await lead(plain, service, 7)
        await lead(plain, service, 8, name="Tom")
        await interview(plain, service, maria, {}, "nowhere")
        await talk(plain, service, maria, "And my wife?")
        note = plain.group.last()
        assert "And my wife?" in note.text
        assert note.reply_to == card(plain.group, 1).message_id
        assert note.thread_id is None
        assert not plain.group.topics
        assert len(cards(plain.group)) == 2


async def test_two_first_messages_at_once_make_one_topic(world: World) -> None:
    async with world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start")
        await interview(world, service, maria, ASKS_A_PERSON | {"language": "a:en", "name": "Maria"}, "leave")
        gate = world.fake.gate("createForumTopic")
        await maria.press(world.client, *_button(world, maria, "yes"))
        await gate.reached()
        await maria.send(world.client, "/book")
        await maria.send(world.client, "/human")
        await world.client.drained()
        gate.release()
        await world.settled(service)
        assert len(world.group.topics) == len(world.fake.calls_of("createForumTopic")) == 1
        assert len(cards(world.group)) == 1


def _button(world: World, user: FakeUser, action: str) -> tuple[FakeMessage, str]:
    for message in reversed(user.messages(world.client)):
        for _, data in (button for row in message.buttons for button in row):
            if str(data).endswith(f".{action}"):
                return message, str(data)
    raise AssertionError(f"no button does {action}")


async def test_a_first_message_of_two_people_at_once(world: World) -> None:
    async with world.service() as service:
        both = []
        for number in (7, 8):
            user = world.person(number)
            await talk(world, service, user, "/start")
            await interview(world, service, user, ASKS_A_PERSON | {"language": "a:en", "name": f"P{number}"}, "leave")
            both.append((user, *_button(world, user, "yes")))
        await asyncio.gather(*(user.press(world.client, message, data) for user, message, data in both))
        await world.settled(service)
        assert sorted(name.split()[1] for name in world.group.topics.values()) == ["P7", "P8"]
        assert len(cards(world.group)) == 2


async def test_a_card_that_cannot_be_edited_is_sent_anew(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        old = card(world.group)
        world.fake.freeze_message(STAFF_CHAT, old.message_id)
        await interview(world, service, maria, {"consultation": "a:online", "half_days": "done"}, "nowhere")
        new = card(world.group)
        assert new is not old
        assert "Google Meet" in new.text
        assert old.deleted


async def test_a_lost_answer_to_a_card_leaves_the_later_one_live(world: World) -> None:
    async with world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start")
        await interview(world, service, maria, ASKS_A_PERSON | {"language": "a:en", "name": "Maria"}, "leave")
        gate = world.fake.gate("createForumTopic", after=True)
        await maria.press(world.client, *_button(world, maria, "yes"))
        await gate.reached()
        await world.client.drained()
        world.fake.drop_reply_next("sendMessage")
        gate.release()
        await world.settled(service)
        assert len(world.leads(service)) == 1
        twice = cards(world.group)
        assert 1 <= len(twice) <= 2  # twice is preferred to never
        await staff_press(world, service, TAKE)
        assert "五十嵐" in twice[-1].text


@pytest.mark.parametrize(
    "name",
    ["<3", "a_b*c [x](y) `z` &amp; <b>", "👩‍👩‍👧 Zoë", "مريم بنت خالد", "山田 花子", "x" * 80, "&" * 80, "😀" * 80],
    ids=["heart", "markup", "emoji", "rtl", "japanese", "long", "ampersands", "many emoji"],
)
async def test_any_name(world: World, name: str) -> None:
    async with world.service() as service:
        maria = await lead(world, service, name=name)
        assert name in card(world.group).text
        [topic] = world.group.topics.values()
        assert topic.startswith(f"#1 {name[:60]}")
        await interview(world, service, maria, {}, "nowhere")
        await talk(world, service, maria, f"I am {name}")
        assert name in world.group.last().text
        [listed] = await staff_say(world, service, "/leads")
        assert name[:40] in listed.text


# --- decisions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    ("label", "state", "key"),
    [(TAKE, "taken", "taken"), (FINISH, "done", "done-told"), (DECLINE, "declined", "declined-told")],
)
async def test_a_decision_shows_on_the_card_and_reaches_the_client(
    world: World, language: str, label: str, state: str, key: str
) -> None:
    async with world.service() as service:
        maria = await lead(world, service, language=language)
        update = await staff_press(world, service, label)
        answer = world.office.answer_to(update)
        assert answer is not None
        assert not answer.show_alert
        assert stored(world, service).state == state
        assert "五十嵐" in card(world.group).text
        assert TAKE in card(world.group).labels or state == "taken"
        told = maria.last(world.client)
        phone = service.core.office.phone
        expected = words(key, language, name="五十嵐", phone=phone)
        assert _bare(told.text) == _bare(expected)
        assert len(cards(world.group)) == 1


def _bare(text: str) -> str:
    """Without the marks around a name."""
    return "".join(c for c in text if c not in "\u2068\u2069").strip()


async def test_take_then_done_then_taken_again(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        for label in (TAKE, FINISH, TAKE, DECLINE, TAKE):
            await staff_press(world, service, label)
        assert stored(world, service).state == "taken"
        assert len(cards(world.group)) == 1
        told = [m.text for m in maria.messages(world.client) if "五十嵐" in m.text]
        assert len(told) == 3


async def test_a_second_person_is_told_who_has_it(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        other = world.fake.add_private_chat(901, first_name="田中", last_name="次郎")
        world.group.add_member(other)
        shown = card(world.group)
        data = shown.data_of(TAKE)
        assert data is not None
        await staff_press(world, service, TAKE)
        said = len(maria.messages(world.client))
        # The second phone still shows the card as it was.
        late = await world.group.press(world.office, other, shown, data)
        await world.settled(service)
        answer = world.office.answer_to(late)
        assert answer is not None
        assert answer.show_alert
        assert "五十嵐" in answer.text
        assert who_has_it(world, service) == "五十嵐"
        assert len(maria.messages(world.client)) == said

        await staff_press(world, service, FINISH, other)  # closing what a colleague took is all right
        assert stored(world, service).state == "done"
        assert who_has_it(world, service) == "五十嵐"


async def test_a_double_tap_and_a_repeated_update_count_once(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        shown = card(world.group)
        data = str(shown.data_of(TAKE))
        before = len(maria.messages(world.client))
        first = await world.group.press(world.office, world.staff, shown, data)
        second = await world.group.press(world.office, world.staff, shown, data)
        await world.settled(service)
        await world.fake.redeliver(world.office, first)
        await world.settled(service)
        assert len(maria.messages(world.client)) == before + 1
        for update in (first, second):
            answer = world.office.answer_to(update)
            assert answer is not None
            assert not answer.text
        assert stored(world, service).state == "taken"


async def test_an_old_card_is_pressed(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        old = card(world.group)
        data = str(old.data_of(TAKE))
        await world.group.delete_topic(int(old.thread_id or 0))
        update = await world.group.press(world.office, world.staff, old, data)  # an empty shell by now
        await world.settled(service)
        assert world.office.answer_to(update) is not None
        assert stored(world, service).state == "taken"
        assert "五十嵐" in card(world.group).text


@pytest.mark.parametrize("data", ["take:999", "take:", "take:x", "drop:1", "", "take:1:2", "take:１", "x" * 64])
async def test_forged_buttons_do_nothing(world: World, data: str) -> None:
    async with world.service() as service:
        await lead(world, service)
        update = await world.group.press(world.office, world.staff, card(world.group), data)
        await world.settled(service)
        answer = world.office.answer_to(update)
        assert answer is not None
        assert (answer.text == words("staff-not-found", number="999")) is (data == "take:999")
        assert stored(world, service).state == "new"


async def test_an_answer_to_a_press_that_comes_too_late_changes_nothing(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        world.fake.fail_next("answerCallbackQuery", 400, "Bad Request: query is too old and response timeout expired")
        await staff_press(world, service, TAKE)
        assert stored(world, service).state == "taken"


# --- commands -------------------------------------------------------------------------------------------------------


async def test_commands(world: World) -> None:
    async with world.service() as service:
        [empty] = await staff_say(world, service, "/leads")
        assert empty.text == words("staff-list-empty")
        await lead(world, service, 7, QUALIFIES)
        await lead(world, service, 8, name="Tom")
        [listed] = await staff_say(world, service, "/leads")
        assert "#1" in listed.text
        assert "Tom" in listed.text
        assert listed.thread_id is None
        assert listed.silent

        [shown] = await staff_say(world, service, "/lead 2")
        assert "Tom" in shown.text
        [same] = await staff_say(world, service, "/lead #2")
        [wide] = await staff_say(world, service, "/lead ＃２")
        assert same.text == wide.text == shown.text
        assert len(cards(world.group)) == 2, "what /lead shows is no second live card"

        for text in ("/lead 999", "/lead x", "/lead 1e5", "/lead -1"):
            [answer] = await staff_say(world, service, text)
            number = text.removeprefix("/lead").strip()
            assert answer.text == words("staff-not-found", number=number)
        for text in ("/help", "/start", "/help@tsubakuro_office_bot", "/lead", "/lead #"):
            [answer] = await staff_say(world, service, text)
            assert "/leads" in answer.text
        for text in ("/unknown", "/leads@other_bot", "hello", "/", "lead 1"):
            assert await staff_say(world, service, text) == []
        thread = next(iter(world.group.topics))
        [inside] = await staff_say(world, service, "/leads", thread)
        assert inside.thread_id == thread


async def test_lead_brings_back_a_card_that_somebody_deleted(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        await world.group.delete_topic(next(iter(world.group.topics)))
        assert cards(world.group) == []
        await staff_say(world, service, "/lead 1")
        assert card(world.group).thread_id in world.group.topics


async def test_a_repeated_command_is_answered_once(world: World) -> None:
    async with world.service() as service:
        update = await world.group.say(world.office, world.staff, "/leads")
        await world.settled(service)
        await world.fake.redeliver(world.office, update)
        await world.settled(service)
        assert len(written(world.group)) == 1


async def test_a_long_list_still_goes_out(world: World) -> None:
    async with world.service() as service:
        await lead(world, service, name="&" * 80)
        database = service.core.database
        with database.engine.begin() as connection:
            row = connection.execute(select(leads)).one()._mapping
            for number in range(2, 60):
                identity = f"{number:032}"
                bound = {"owner": row["person"], "version": row["version"]}
                content = database.sealer.open_json("leads", row["id"], row["sealed"], **bound)
                content["number"] = number
                sealed = database.sealer.seal_json("leads", identity, content, **{**bound, "owner": identity})
                copy = {**row, "number": number, "id": identity, "person": identity, "sealed": sealed}
                connection.execute(leads.insert().values(copy))
        listed = await staff_say(world, service, "/leads")
        assert "59" in listed[0].text
        lines = [line for m in listed for line in m.text.splitlines() if line.startswith("#")]
        assert len(lines) == 30, "all that are listed, in as many messages as it takes"


# --- nobody else ----------------------------------------------------------------------------------------------------


async def test_nobody_else_is_answered(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        data = str(card(world.group).data_of(TAKE))
        before = len(world.fake.calls_of("sendMessage", bot=world.office))

        stranger = world.fake.add_private_chat(66, first_name="Eve")
        for text in ("/start", "/leads", "/lead 1", "/help", "hello"):
            await stranger.send(world.office, text)
        await world.staff.send(world.office, "/leads")  # not even staff, outside the group
        pressed = [await stranger.press(world.office, 1, data), await world.staff.press(world.office, 1, data)]

        elsewhere = world.fake.add_group(-100666, title="Elsewhere", forum=True)
        elsewhere.add_member(stranger, owner=True)
        elsewhere.add_bot(world.office)
        await elsewhere.say(world.office, stranger, "/lead 1")
        pressed.append(await elsewhere.press(world.office, stranger, 1, data))
        await world.settled(service)

        assert len(world.fake.calls_of("sendMessage", bot=world.office)) == before
        assert stored(world, service).state == "new"
        for update in pressed:
            answer = world.office.answer_to(update)
            assert answer is not None
            assert not answer.text
        assert not elsewhere.members[world.office.id].present, "it does not stay in a strange group"


async def test_another_bot_in_the_group_is_not_answered(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        robot = {"id": 300, "is_bot": True, "first_name": "robot", "username": "robot"}
        said = world.group.chat.post(robot, world.clock(), text="/leads", entities=[_command("/leads")])
        world.office.push("message", said.json())
        query = {
            "id": "77",
            "from": robot,
            "message": card(world.group).json(),
            "chat_instance": "1",
            "data": card(world.group).data_of(TAKE),
        }
        before = len(written(world.group))
        world.office.ask(query)
        await world.settled(service)
        # Its own message counts among those written by bots.
        assert len(written(world.group)) == before
        assert stored(world, service).state == "new"


def _command(text: str) -> dict[str, Any]:
    return {"type": "bot_command", "offset": 0, "length": len(text)}


async def test_without_a_chat_it_only_logs_the_id_of_its_group(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with make_world(tmp_path, office_chat=None) as world, world.service() as service:
        caplog.set_level(logging.WARNING)
        world.group.add_bot(world.office)
        await world.group.say(world.office, world.staff, "/leads")
        await world.group.press(world.office, world.staff, 1, "take:1")
        maria = await lead(world, service)
        assert f"INTAKE_OFFICE_CHAT={STAFF_CHAT}" in caplog.text
        assert "相談" not in caplog.text.replace("ご相談", "")
        assert written(world.group) == []
        assert len(world.leads(service)) == 1
        assert maria.last(world.client).text
        assert not world.fake.calls_of("leaveChat")
        world.fake.assert_clean()


# --- the group changes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heard", ["by the old group", "by the new group", "by error", "by membership"])
async def test_the_group_becomes_a_supergroup(small: World, heard: str) -> None:
    async with small.service() as service:
        maria = await lead(small, service)
        tom = await lead(small, service, 8, name="Tom")
        await small.group.migrate_to_supergroup(SUPERGROUP)
        if heard == "by the old group":
            small.office.drop_pending(lambda update: "migrate_from_chat_id" in update["message"])
        elif heard == "by the new group":
            small.office.drop_pending(lambda update: "migrate_to_chat_id" in update["message"])
        else:
            small.office.drop_pending()
        if heard == "by membership":
            # Telegram promises no order between chats: the new one may be heard of first.
            small.group.add_bot(small.office)
        await small.settled(service)
        assert small.group.members[small.office.id].present
        if heard.startswith("by the"):
            assert "INTAKE_OFFICE_CHAT" in small.group.last().text, "heard at once, not at the next thing to say"
        await staff_say(small, service, "/help")
        await interview(small, service, maria, {}, "nowhere")
        await talk(small, service, maria, "Still there?")
        assert small.group.id == SUPERGROUP
        assert "Still there?" in "".join(m.text for m in written(small.group))
        assert "Maria" in card(small.group, 1).text, "the card goes along, whole"
        await interview(small, service, tom, {}, "nowhere")
        assert "Tom" in card(small.group, 2).text
        assert "Maria" in card(small.group, 1).text, "ids of the old group mean nothing in the new one"
        migrated = [m for m in written(small.group) if "INTAKE_OFFICE_CHAT" in m.text]
        assert len(migrated) == 1, "staff are told once that the setting is to be changed"

    assert small.settings.office_chat == -555
    async with small.service() as service:
        before = len(small.fake.calls)
        await talk(small, service, maria, "After the restart")
        assert "After the restart" in small.group.last().text
        assert all(c.ok for c in small.fake.calls[before:] if c.bot is small.office)
        await staff_press(small, service, TAKE)
        assert "taken" in [s.state for s in small.leads(service)]


async def test_a_card_asked_for_after_the_move_comes_without_a_sound(small: World) -> None:
    """Whoever asks for it is there to read it."""
    async with small.service() as service:
        await lead(small, service)
        await small.group.migrate_to_supergroup(SUPERGROUP)
        await small.settled(service)
        before = rings(small)
        await staff_say(small, service, "/lead 1")
        assert "Maria" in card(small.group, 1).text
        assert card(small.group, 1).silent
        assert rings(small) == before


async def test_a_topic_deleted_by_a_human(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        for text in ("Hello?", "Hello again"):
            [thread] = world.group.topics
            await world.group.delete_topic(thread)
            await talk(world, service, maria, text)
            [new] = world.group.topics
            assert new != thread
            first, second = written(world.group, new)
            assert first is card(world.group), "the whole card first"
            assert text in second.text
        await staff_press(world, service, TAKE)
        assert "五十嵐" in card(world.group).text
    async with world.service() as service:
        await talk(world, service, maria, "After a restart")
        assert "After a restart" in world.group.last(new).text
        await staff_press(world, service, FINISH)
        assert card(world.group).thread_id == new


async def test_a_topic_deleted_just_before_the_card_changes(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await world.group.delete_topic(next(iter(world.group.topics)))
        await interview(world, service, maria, {"consultation": "a:online", "half_days": "done"}, "nowhere")
        assert "Google Meet" in card(world.group).text
        assert list(world.group.topics) == [card(world.group).thread_id]


async def test_a_closed_topic_is_opened_again(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        [thread] = world.group.topics
        await world.group.close_topic(thread)
        # To an administrator Telegram lets it pass; to others it does not.
        world.fake.fail_next("sendMessage", 400, "Bad Request: TOPIC_CLOSED", chat_id=STAFF_CHAT)
        await talk(world, service, maria, "Hello?")
        assert not world.group.threads[thread].closed
        assert "Hello?" in world.group.last(thread).text


async def test_a_closed_topic_without_the_right_to_open_it(world: World) -> None:
    world.expects("may not manage topics")
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        [thread] = world.group.topics
        await world.group.close_topic(thread)
        world.group.set_bot_rights(world.office, can_manage_topics=False)
        await talk(world, service, maria, "Hello?", "Anybody?")
        assert world.group.threads[thread].closed
        outside = [m.text for m in written(world.group) if m.thread_id is None]
        assert [t for t in outside if "Hello?" in t]
        assert [t for t in outside if "Anybody?" in t]
        assert sum(t == words("staff-no-rights") for t in outside) == 1


async def test_without_the_right_to_make_topics(world: World) -> None:
    world.expects("may not manage topics")
    world.group.set_bot_rights(world.office, can_manage_topics=False)
    async with world.service() as service:
        maria = await lead(world, service)
        await lead(world, service, 8, name="Tom")
        await interview(world, service, maria, {}, "nowhere")
        await talk(world, service, maria, "Hello?")
        assert not world.group.topics
        assert len(cards(world.group)) == 2
        assert world.group.last().reply_to == card(world.group, 1).message_id
        assert sum(m.text == words("staff-no-rights") for m in written(world.group)) == 1

        world.group.set_bot_rights(world.office, can_manage_topics=True)
        tim = await lead(world, service, 9, name="Tim")
        assert "#3 Tim" in world.group.topics.values()
        await interview(world, service, tim, {}, "nowhere")
        assert len(cards(world.group)) == 3


async def test_the_bot_is_thrown_out_and_comes_back(world: World, patience: asyncio.Event) -> None:
    world.expects("is not in the staff group any more")
    async with world.service() as service:
        maria = await lead(world, service)
        world.group.remove_bot(world.office)
        await world.office.drained()
        tom = world.person(8)
        await tom.send(world.client, "/start")
        await world.client.drained()
        await _interview_alone(world, service, tom, ASKS_A_PERSON | {"language": "a:en", "name": "Tom"})
        await world.fake.wait_for(lambda: world.naps)
        assert tom.last(world.client).text, "clients are served meanwhile"
        world.group.add_bot(world.office)
        # At once, not with the next try: that would be in a minute.
        await _until(lambda: any("Tom" in m.text for m in cards(world.group)))
        patience.set()
        await world.settled(service)
        assert "Tom" in card(world.group, 2).text
        assert not card(world.group, 2).silent
        assert maria.last(world.client).text


async def _interview_alone(world: World, service: Runner, user: FakeUser, answers: dict[str, str | list[str]]) -> None:
    """As `interview`, while the staff's side stands still."""
    for _ in range(60):
        await _until(lambda: _idle(service, user))
        question = state_of(service, user)
        if question in ("consultation", "handed_off"):
            return
        act = str(answers.get(question) or USUAL.get(question, "unknown"))
        found = next((b for b in _buttons(world, user) if b[1].split(".", 2)[-1] == act), None)
        await (user.press(world.client, *found) if found else user.send(world.client, act))
        await world.client.drained()


def _buttons(world: World, user: FakeUser) -> Iterator[tuple[FakeMessage, str]]:
    for message in reversed(user.messages(world.client)):
        yield from ((message, str(data)) for row in message.buttons for _, data in row)


async def _until(predicate: Callable[[], bool]) -> None:
    """Let everybody else have their turns until something holds."""
    for _ in range(200_000):
        if predicate():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to hold")


def _idle(service: Runner, user: FakeUser) -> bool:
    """Whether nothing is on its way to this person."""
    finder = service.core.database.sealer.fingerprint("person", "telegram", str(user.id))
    return ("telegram", finder) not in service.outbox._lanes


async def test_a_stop_does_not_wait_for_a_group_that_is_lost(world: World, patience: asyncio.Event) -> None:
    world.expects("is not in the staff group any more")
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        world.group.remove_bot(world.office)
        await maria.send(world.client, "Are you there?")
        await world.fake.wait_for(lambda: world.naps)
    # Stopped although the sender was asleep; nothing was lost by it.
    world.group.add_bot(world.office)
    async with world.service() as service:
        await world.settled(service)
        assert "Are you there?" in world.group.last().text


async def test_the_bot_may_not_write(world: World, patience: asyncio.Event) -> None:
    world.expects("may not write in the staff group")
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        refusal = "Bad Request: not enough rights to send text messages to the chat"
        world.fake.fail_next("sendMessage", 400, refusal, chat_id=STAFF_CHAT)
        await maria.send(world.client, "Are you there?")
        await world.fake.wait_for(lambda: world.naps)
        patience.set()
        await world.settled(service)
        assert "Are you there?" in world.group.last().text, "it waited and was not dropped"


async def test_a_flood_wait_of_the_group_delays_nobody_else(world: World, patience: asyncio.Event) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        world.fake.fail_next(
            "sendMessage", 429, "Too Many Requests: retry after 30", retry_after=30, chat_id=STAFF_CHAT
        )
        await maria.send(world.client, "First")
        await world.fake.wait_for(lambda: 30 in world.naps)
        tom = world.person(8)
        await tom.send(world.client, "/start")
        assert (await tom.next_message(world.client)).text
        await maria.send(world.client, "Second")
        await world.client.drained()
        await _until(lambda: _idle(service, maria))
        assert maria.last(world.client).text
        assert not [m for m in written(world.group) if "First" in m.text]
        patience.set()
        await world.settled(service)
        [heard] = [m.text for m in written(world.group) if "First" in m.text or "Second" in m.text]
        assert heard.index("First") < heard.index("Second"), "what waited about one person is one message"


# --- ringing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "loud"),
    [
        (QUALIFIES, True),
        (UNDECIDED_60, True),
        (J_SKIP, True),
        (ASKS_A_PERSON, True),
        (UNDECIDED_20, False),
        (SHORT, False),
    ],
    ids=["qualifies", "undecided from 55", "J-Skip", "asks for a person", "undecided below 55", "short"],
)
async def test_which_leads_ring(world: World, answers: dict[str, str | list[str]], loud: bool) -> None:
    async with world.service() as service:
        await lead(world, service, 7, answers)
        assert stored(world, service).consented.rings is loud
        assert card(world.group).silent is not loud
        assert rings(world) == loud
        if answers is J_SKIP:
            assert stored(world, service).consented.summary.verdict == "short"


async def test_a_quiet_lead_that_starts_to_qualify_rings_anew(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service, 7, UNDECIDED_20)
        await interview(world, service, maria, {}, "nowhere")
        assert rings(world) == 0
        await do(world, service, maria, "/recheck")
        await do(world, service, maria, "changed:salary_yen")
        better = QUALIFIES | {"salary_yen": "12,000,000", "degrees": ["done"]}
        await interview(world, service, maria, better, "nowhere")
        assert stored(world, service).consented.rings, stored(world, service).consented
        assert rings(world) == 1
        [rung] = [m.text for m in written(world.group) if not m.silent]
        assert rung == words("staff-ring", number="1")
        assert "新しい" not in rung, "its card has been there for a while"
        assert len(cards(world.group)) == 1


@pytest.mark.parametrize("label", [FINISH, DECLINE])
async def test_a_closed_lead_whose_client_returns_is_open_again_and_rings(world: World, label: str) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        await staff_press(world, service, TAKE)
        await staff_press(world, service, label)
        before = rings(world)
        await do(world, service, maria, "/book")
        await interview(world, service, maria, {"consultation": "a:online", "half_days": "done"}, "nowhere")
        assert stored(world, service).state == "new"
        assert stored(world, service).taken_by is None
        assert card(world.group).labels == [TAKE, FINISH, DECLINE]
        assert rings(world) == before + 1


async def test_a_card_that_waited_long_still_rings(world: World) -> None:
    token, chat = world.settings.office_token, world.settings.office_chat
    world.settings = _with(world.settings, office_token=None, office_chat=None)
    world.office.drop_pending()  # nobody will fetch what it hears meanwhile
    async with world.service() as service:
        maria = await lead(world, service, name="Maria")
        await interview(world, service, maria, {"consultation": "a:online", "half_days": "done"}, "nowhere")
        await talk(world, service, maria, "Hello?")
        await lead(world, service, 8, UNDECIDED_20, name="Tom")
        assert len(world.leads(service)) == 2
        assert written(world.group) == []
    world.settings = _with(world.settings, office_token=token, office_chat=chat)
    async with world.service() as service:
        await world.settled(service)
        assert "Google Meet" in card(world.group, 1).text
        assert not card(world.group, 1).silent
        assert card(world.group, 2).silent
        assert [m for m in written(world.group) if "Hello?" in m.text]
        assert len(cards(world.group)) == 2
        await staff_press(world, service, TAKE)
        assert "taken" in [s.state for s in world.leads(service)]


def _with(settings: Settings, **changes: Any) -> Settings:
    return replace(settings, **changes)


# --- erasure --------------------------------------------------------------------------------------------------------


def _rows(service: Runner) -> dict[str, int]:
    """How many rows each table of people has."""
    with service.core.database.engine.begin() as connection:
        return {
            name: len(connection.execute(select(table)).all())
            for name, table in metadata.tables.items()
            if name not in ("facts", "updates")
        }


async def _forget(world: World, service: Runner, user: FakeUser) -> None:
    await do(world, service, user, "/forget")
    await do(world, service, user, "forget")


async def test_forget_takes_the_topic_and_every_row(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service, name="Maria Santos")
        tom = await lead(world, service, 8, name="Tom")
        await interview(world, service, maria, {}, "nowhere")
        await talk(world, service, maria, "My secret")
        old = str(card(world.group).data_of(TAKE))
        await _forget(world, service, maria)
        assert list(world.group.topics.values()) == ["#2 Tom"]
        everything = "".join(m.text for m in world.group.messages())
        assert "Maria" not in everything
        assert "My secret" not in everything
        [told] = [m for m in written(world.group) if m.text == words("staff-erased", number="1")]
        assert not told.silent
        assert told.thread_id is None
        assert [s.number for s in world.leads(service)] == [2]

        update = await world.group.press(world.office, world.staff, told, old)
        await world.settled(service)
        answer = world.office.answer_to(update)
        assert answer is not None
        assert answer.text == words("staff-not-found", number="1")

        await _forget(world, service, tom)
        assert set(_rows(service).values()) == {0}
        again = await lead(world, service, 7, name="Maria again")
        assert stored(world, service, 3).consented.name == "Maria again", "a number is never used twice"
        assert again is not maria


async def test_forget_in_a_plain_group(plain: World) -> None:
    async with plain.service() as service:
        maria = await lead(plain, service, name="Maria Santos")
        await interview(plain, service, maria, {}, "nowhere")
        await talk(plain, service, maria, "My secret")
        await _forget(plain, service, maria)
        assert [m.text for m in written(plain.group)] == [words("staff-erased", number="1")]
        assert set(_rows(service).values()) == {0}


async def test_forget_after_the_time_in_which_a_bot_may_delete(plain: World) -> None:
    async with plain.service() as service:
        maria = await lead(plain, service, name="Maria Santos")
        await interview(plain, service, maria, {}, "nowhere")
        await talk(plain, service, maria, "My secret")
        plain.clock.advance(timedelta(days=31))
        await _forget(plain, service, maria)
        told = words("staff-erased", number="1")
        assert {m.text for m in written(plain.group)} == {"🗑", told}, "what cannot be deleted is emptied"
        assert not cards(plain.group)


async def test_forget_without_the_right_to_delete_topics(world: World) -> None:
    world.group.set_bot_rights(world.office, can_delete_messages=False)
    async with world.service() as service:
        maria = await lead(world, service, name="Maria Santos")
        await interview(world, service, maria, {}, "nowhere")
        await talk(world, service, maria, "My secret")
        await _forget(world, service, maria)
        told, left = written(world.group)
        assert told.text == words("staff-erased", number="1")
        assert "1件" in left.text, "Telegram keeps the line in which the topic was made, name and all"
        assert not [name for name in world.group.topics.values() if "Maria" in name], "the topic bears the name"


async def test_forget_while_the_card_is_under_way(world: World) -> None:
    async with world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start")
        await interview(world, service, maria, ASKS_A_PERSON | {"language": "a:en", "name": "Maria"}, "leave")
        gate = world.fake.gate("createForumTopic", after=True)
        await maria.press(world.client, *_button(world, maria, "yes"))
        await gate.reached()
        await world.client.drained()
        await maria.send(world.client, "/forget")
        await world.client.drained()
        await _until(lambda: any(b[1].endswith(".forget") for b in _buttons(world, maria)))
        await maria.press(world.client, *_button(world, maria, "forget"))
        await world.client.drained()
        gate.release()
        await world.settled(service)
        assert "Maria" not in "".join(m.text for m in world.group.messages())
        assert not [name for name in world.group.topics.values() if "Maria" in name]
        assert set(_rows(service).values()) == {0}


async def test_forget_reaches_staff_later_when_there_is_no_office_bot_yet(world: World) -> None:
    world.settings = _with(world.settings, office_token=None, office_chat=None)
    world.office.drop_pending()  # nobody will fetch what it hears meanwhile
    async with world.service() as service:
        maria = await lead(world, service, name="Maria Santos")
        await _forget(world, service, maria)
    world.settings = _with(world.settings, office_token=OFFICE_TOKEN, office_chat=STAFF_CHAT)
    async with world.service() as service:
        await world.settled(service)
        assert "Maria" not in "".join(m.text for m in world.group.messages())
        assert set(_rows(service).values()) == {0}


# --- people who go --------------------------------------------------------------------------------------------------


async def test_staff_are_told_when_a_client_goes_and_comes_back(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        [thread] = world.group.topics
        await maria.block(world.client)
        await world.settled(service)
        assert world.group.last(thread).text == words("staff-unreachable")
        assert world.group.last(thread).silent
        await staff_press(world, service, TAKE)  # what it says waits for her
        await maria.unblock(world.client)
        await world.settled(service)
        assert world.group.last(thread).text == words("staff-reachable")
        assert any("五十嵐" in m.text for m in maria.messages(world.client))


async def test_nothing_is_left_over_in_the_outbox(world: World) -> None:
    async with world.service() as service:
        maria = await lead(world, service)
        await staff_press(world, service, TAKE)
        await talk(world, service, maria, "/mydata")
        with service.core.database.engine.begin() as connection:
            assert connection.execute(select(outbox)).all() == []
            names = {row.id.partition(":")[0] for row in connection.execute(select(handles))}
        assert {"c", "l", "t"} <= names


async def test_a_month_later_the_card_is_still_the_same(world: World) -> None:
    async with world.service() as service:
        await lead(world, service)
        before = card(world.group)
        world.clock.advance(timedelta(days=31))
        await staff_press(world, service, TAKE)
        assert card(world.group) is before
