"""The clients' bot as a person meets it: where it speaks, what cannot be read, who writes at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.storage.tables import people
from bot.words.clean import clean
from dialogs.commands import COMMANDS
from tests.e2e import peek
from tests.e2e.clients import AGREED, HANDED_OFF, TO_A_PERSON, TO_SALARY, only_live, state
from tests.e2e.world import HERE, NO_DAY, SENT, At, make_world, talk

# --- where the bot speaks ---------------------------------------------------------------------------------------------


async def test_in_groups_it_leaves_and_says_nothing(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        maria = world.person(7)
        group = world.fake.add_group(-77, title="Friends")
        group.add_member(maria)
        group.add_bot(world.client, admin=True)
        await group.say(world.client, maria, "/start")
        await group.say(world.client, maria, "hello")
        await group.press(world.client, maria, 1, "1.1.a:en")
        async with world.service() as service:
            await world.settled(service)
            assert [c.params["chat_id"] for c in world.fake.calls_of("leaveChat")] == [-77]
            assert not world.fake.calls_of("sendMessage")
            assert peek.count(service.core.database, people) == 0
        world.fake.assert_clean()


async def test_commands_and_texts_about_itself_in_each_language(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        scope = {"type": "all_private_chats"}
        await world.fake.wait_for(lambda: len(world.fake.calls_of("setMyShortDescription")) == 2)
        default, japanese = world.client.commands_for(scope), world.client.commands_for(scope, "ja")
        assert tuple(c["command"] for c in default) == COMMANDS
        assert tuple(c["command"] for c in japanese) == COMMANDS
        assert all(a["description"] != b["description"] for a, b in zip(default, japanese, strict=True))
        assert {key for key, text in world.client.profile.items() if text} == {
            (what, code) for what in ("description", "short_description") for code in ("", "ja")
        }
        await world.settled(service)
        world.fake.assert_clean()


@pytest.mark.parametrize(("sent", "kept"), [("/start flyer_2", "flyer_2"), ("/start <b>x", None), ("hello", None)])
async def test_where_a_person_came_from(tmp_path: Path, sent: str, kept: str | None) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, sent)
        assert peek.conversation(service, maria).source == kept
        assert state(service, maria) == "language"
        world.fake.assert_clean()


async def test_the_messengers_language_is_a_hint(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        hanako, carlos = world.person(7, "花子", language="ja"), world.person(8, "Carlos", language="es-MX")
        assert "こんにちは" in (await talk(world, service, hanako, "/start")).text
        assert "Welcome" in (await talk(world, service, carlos, "/start")).text
        await talk(world, service, hanako, "[English]")
        assert peek.conversation(service, hanako).language == "en", "what was chosen wins over the hint"
        world.fake.assert_clean()


# --- what cannot be read ----------------------------------------------------------------------------------------------


async def test_media_are_answered_and_nothing_moves(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *TO_SALARY)
        before = peek.conversation(service, maria)
        sends = (
            maria.send_sticker(world.client),
            maria.send_photo(world.client, "my passport"),
            maria.send_voice(world.client),
            maria.send_document(world.client),
            maria.send_location(world.client),
            maria.send_contact(world.client),
            maria.forward(world.client, "6,500,000"),
        )
        for sending in sends:
            await sending
            shown = await talk(world, service, maria)
            assert "We can read text and buttons only" in shown.text
            assert shown is only_live(world, maria)
        after = peek.conversation(service, maria)
        assert (after.place.at, after.answers) == (before.place.at, before.answers)
        world.fake.assert_clean()


async def test_an_edited_message_is_explained(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *TO_SALARY, "6,500,000")
        mine = next(m for m in reversed(maria.messages(world.client)) if not m.from_bot)
        await maria.edit(world.client, mine, "9,500,000")
        shown = await talk(world, service, maria)
        assert "cannot see changes" in shown.text
        assert peek.conversation(service, maria).answers["salary_yen"].value == 6_500_000
        world.fake.assert_clean()


async def test_only_ones_own_number_is_an_answer(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *TO_A_PERSON, At("contact_way", "[Phone]"))
        await maria.send_contact(world.client, "+81300000001", user_id=8)
        assert "We can read text" in (await talk(world, service, maria)).text
        assert state(service, maria) == "contact"
        await maria.send_contact(world.client, "+81300000002")
        await world.settled(service)
        assert state(service, maria) == "leave"
        assert peek.conversation(service, maria).answers["contact"].value == "+81300000002"
        world.fake.assert_clean()


ODD_TEXTS = {
    "longest": "あ" * 4096,
    "longest in markup": "<&>" * 1365,
    "longest in emoji": "😀" * 2048,
    "many lines": "\n".join("x" * 3 for _ in range(1000)),
    "invisible": "\u200b\u2060",
    "braille blank": "\u2800",
    "right to left": "\u202eمريم\u202c שלום",
    "markup": "<b>bold</i> & <script>",
    "half a pair": "xa\ud83d b",
    "control": "a\x00b\x07c",
    "combining": "e" + "\u0301" * 300,
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
async def test_odd_texts_at_every_kind_of_place(tmp_path: Path, text: str) -> None:
    """As an answer to a choice and a number, as note and name (shown on the card), and written to staff."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        for acts in (
            AGREED,
            ("[Highly Skilled Professional visa]", "[A work visa]", "[Specialist]", "[IT, engineering]"),
        ):
            await talk(world, service, maria, *acts)
            before = state(service, maria)
            await talk(world, service, maria, text)
            assert state(service, maria) == before
        await talk(world, service, maria, "/human")
        for question in ("note", "name"):
            await talk(world, service, maria, At(question, text))
            if state(service, maria) == question:
                await talk(world, service, maria, "something shorter")
        await talk(world, service, maria, HERE[1], *SENT, *NO_DAY, text)
        assert state(service, maria) == "handed_off"
        assert peek.states(service.core.database) == [], "nothing is stuck, nothing could not be delivered"
        [thread] = world.group.topics
        [card] = [m for m in world.group.messages(thread) if m.buttons]
        told = [m.text for m in world.group.messages(thread) if m is not card]
        kept = "".join("".join(told).split())
        # What cannot be seen stays out of the card and of what staff read; everything else reaches them.
        seen = clean(text)
        if seen.strip():
            assert kept.count(seen[0]) >= "".join(seen.split()).count(seen[0]), "all of it reached staff"
        world.fake.assert_clean()


# --- who is there -----------------------------------------------------------------------------------------------------


async def test_ten_quick_texts_keep_their_order(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *HANDED_OFF)
        for number in range(10):
            await maria.send(world.client, f"line {number}")
        await world.settled(service)
        [thread] = world.group.topics
        told = "\n".join(m.text for m in world.group.messages(thread) if "line" in m.text)
        assert [int(found) for found in re.findall(r"line (\d)", told)] == [*range(10)]
        world.fake.assert_clean()


async def test_the_interview_in_one_breath(tmp_path: Path) -> None:
    """Everything typed before the bot answers anything: it is taken in order."""
    async with make_world(tmp_path) as world:
        maria = world.person(7)
        texts = ("/start", "English", "I agree", "hsp", "work", "specialist", "IT", "6,500,000", "1994-05-01", "master")
        for text in texts:
            await maria.send(world.client, text)
        async with world.service() as service:
            await world.settled(service)
            answers = peek.conversation(service, maria).answers
            assert answers["salary_yen"].value == 6_500_000
            assert answers["birth_date"].value == "1994-05-01"
            assert state(service, maria) == "degrees"
            assert len(peek.live(world, maria)) == 1
        world.fake.assert_clean()


async def test_two_people_at_once_do_not_mix(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken", language="ja")
        # Ken answers in Japanese, Maria in English; each update of one stands between two of the other.
        for hers, his in zip(("/start", "English", "I agree", "/human", "note of Maria", "Maria"),
                             ("/start", "日本語", "同意します", "/human", "ケンの話", "健"), strict=True):  # fmt: skip
            await maria.send(world.client, hers)
            await ken.send(world.client, his)
        await world.settled(service)
        assert peek.conversation(service, maria).answers["note"].value == "note of Maria"
        assert peek.conversation(service, ken).answers["note"].value == "ケンの話"
        assert peek.conversation(service, ken).language == "ja"
        assert not any("Maria" in m.text for m in peek.written(world, ken))
        world.fake.assert_clean()
