"""What staff write to each other in a client's topic stays there: notes, captions, albums, and what notes become."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.office.telegram.handlers import ALLOWED_UPDATES
from bot.run import Runner
from tests.e2e.staff import stored, written
from tests.e2e.test_fairness import virtual
from tests.e2e.test_talk import client, client_write, kind_of, staff_write, topic_of
from tests.e2e.world import World, make_world
from tests.telegram import FakeMessage, FakeUser
from tests.telegram.enclosures import document, photo, voice


async def staff_send(world: World, service: Runner, *contents: dict[str, Any]) -> FakeMessage:
    """A member of staff sends files into the newest topic, in one go; returns the last."""
    for content in contents:
        await world.group.send_content(world.office, world.staff, content, topic_of(world))
    await world.settled(service)
    return next(m for m in reversed(world.group.messages()) if not m.from_bot)


def texts(world: World, user: FakeUser) -> list[str]:
    """What the client's chat shows of ours."""
    return [m.text for m in user.messages(world.client) if m.from_bot]


@pytest.mark.parametrize("caption", ["// 控え", "/note 控え", "／／控え"])
async def test_a_file_with_a_note_beneath_it_stays_inside(tmp_path: Path, caption: str) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        before = len(maria.messages(world.client))
        files = world.fake.world.files
        for content in (photo(files, caption), document(files, caption=caption), voice(files, caption=caption)):
            await staff_send(world, service, content)
        assert len(maria.messages(world.client)) == before
        assert stored(world, service).taken_by is None


@pytest.mark.parametrize("text", ["／note 折り返し待ち", "／ｎｏｔｅ　折り返し待ち", "/／ 折り返し待ち", "／NOTE"])
async def test_a_note_typed_with_the_slash_of_a_japanese_keyboard_stays_inside(tmp_path: Path, text: str) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        before, here = texts(world, maria), len(written(world.group))
        await staff_write(world, service, text)
        await staff_send(world, service, photo(world.fake.world.files, text))
        assert texts(world, maria) == before
        assert len(written(world.group)) == here, "and nothing is to be said about it"


async def test_a_command_typed_with_the_slash_of_a_japanese_keyboard_is_one(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        wrong = await staff_write(world, service, "まちがい")
        shown = maria.last(world.client)
        await staff_write(world, service, "／ｕｎｓｅｎｄ", answers=wrong)
        assert shown.deleted
        await staff_write(world, service, "／lead　1")
        assert "#1" in written(world.group, topic_of(world))[-1].text


@pytest.mark.parametrize("text", ["/unsned", "／unsned", "/ok はい", "/notes はい", "/こんにちは", "/ 3月10日", "/"])
async def test_what_looks_like_a_command_and_is_none_goes_to_nobody_and_staff_are_told(
    tmp_path: Path, text: str
) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        before = texts(world, maria)
        typed = await staff_write(world, service, text)
        told = written(world.group, topic_of(world))[-1]
        assert "お客様には送っていません" in told.text
        assert told.reply_to == typed.message_id
        await world.group.say(world.office, world.staff, text)
        await world.group.say(world.office, world.staff, f"/ok@another_bot {text}", topic_of(world))
        await world.settled(service)
        assert written(world.group)[-1].message_id == told.message_id, "nobody else is told of what is not for us"
        sent = await staff_write(world, service, "はい")
        await world.group.edit(world.office, world.staff, sent, text)
        await world.settled(service)
        assert texts(world, maria)[len(before) :] == [maria.last(world.client).text]
        assert maria.last(world.client).text.endswith("\nはい")
        assert "元のままのメッセージ" in written(world.group, topic_of(world))[-1].text


@virtual
@pytest.mark.parametrize("place", [0, 1, 2])
async def test_an_album_stays_inside_for_the_words_beneath_any_of_its_parts(tmp_path: Path, place: int) -> None:
    """A desktop puts the words beneath the last file of several; no part of it may be seen even for a moment."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        before = len(maria.chat(world.client).all_messages)
        files, name = world.fake.world.files, world.fake.world.new_album()
        captions = ["// 内部用" if number == place else "" for number in range(3)]
        await staff_send(
            world, service, *(document(files, f"{n}.pdf", caption=c, album=name) for n, c in enumerate(captions))
        )
        assert len(maria.chat(world.client).all_messages) == before
        assert not [m for m in written(world.group) if "取り消せません" in m.text]
        await staff_send(world, service, document(files, "for-you.pdf", album=world.fake.world.new_album()))
        assert kind_of(maria.last(world.client)) == "document"


async def test_a_note_that_loses_its_sign_stays_inside_and_staff_are_told_how_to_send_it(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        before = texts(world, maria)
        note = await staff_write(world, service, "// 折り返し待ち")
        await world.group.edit(world.office, world.staff, note, "折り返し待ち")
        await world.settled(service)
        assert texts(world, maria) == before
        [told] = [m for m in written(world.group) if "新しく書いて" in m.text]
        assert told.reply_to == note.message_id
        await world.group.edit(world.office, world.staff, note, "// 折り返し待ち、済み")
        await world.settled(service)
        assert texts(world, maria) == before
        assert sum("新しく書いて" in m.text for m in written(world.group)) == 1


async def test_a_message_that_becomes_a_note_stays_as_it_was_and_follows_again_afterwards(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        sent = await staff_write(world, service, "水曜日でお願いします")
        shown = maria.last(world.client)
        await world.group.edit(world.office, world.staff, sent, "// 水曜日は満席、要確認")
        await world.settled(service)
        assert "水曜日でお願いします" in shown.text
        assert "満席" not in "\n".join(texts(world, maria))
        [told] = [m for m in written(world.group) if "/unsend" in m.text]
        assert told.reply_to == sent.message_id
        await world.group.edit(world.office, world.staff, sent, "木曜日でお願いします")
        await world.settled(service)
        assert "木曜日でお願いします" in shown.text


async def test_unknown_topics_and_general_are_never_relayed_whatever_is_sent(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await client_write(world, service, maria, "Hello")
        copy = next(m for m in written(world.group) if "Hello" in m.text)
        before = len(maria.chat(world.client).all_messages)
        files = world.fake.world.files
        other = world.group.open_topic(world.staff.json(), "雑談")
        for thread in (None, other):
            await world.group.say(world.office, world.staff, "ここだけの話", thread)
            await world.group.say(world.office, world.staff, "返信", thread, copy)
            await world.group.say(world.office, world.staff, "/unsend", thread, copy)
            await world.group.send_content(world.office, world.staff, photo(files, "写真"), thread)
            await world.settled(service)
            mine = next(m for m in reversed(world.group.messages()) if not m.from_bot)
            await world.group.edit(world.office, world.staff, mine, "直し")
            await world.settled(service)
        assert len(maria.chat(world.client).all_messages) == before
        assert stored(world, service).taken_by is None


def test_changes_of_what_staff_wrote_are_asked_for() -> None:
    """freescout-help-desk/freescout#5511: edits were never heard of, since nobody had asked for them."""
    assert {"message", "edited_message"} <= set(ALLOWED_UPDATES)


async def test_words_behind_human_after_the_hand_off_are_a_message_to_staff(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await client_write(world, service, maria, "/human My visa ends on Friday <b>")
        assert "My visa ends on Friday <b>" in written(world.group, topic_of(world))[-1].text
        assert "with the office" in maria.last(world.client).text
        await staff_write(world, service, "拝見しました")
        before = len(texts(world, maria))
        await client_write(world, service, maria, "/human Thank you, and one more thing")
        assert "one more thing" in written(world.group, topic_of(world))[-1].text
        assert len(texts(world, maria)) == before + 1, "that a person is talking here, once"
        await client_write(world, service, maria, "/human And another")
        assert "And another" in written(world.group, topic_of(world))[-1].text
        assert len(texts(world, maria)) == before + 1
        assert len(world.leads(service)) == 1


async def test_what_is_taken_back_before_it_went_is_never_seen(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await staff_write(world, service, "最初")
        gate = world.fake.gate("sendMessage", chat_id=maria.id)
        await world.group.say(world.office, world.staff, "ゆっくり", topic_of(world))
        await gate.reached()
        await world.group.say(world.office, world.staff, "まちがい", topic_of(world))
        await world.office.drained()
        wrong = next(m for m in reversed(world.group.messages()) if not m.from_bot)
        await world.group.say(world.office, world.staff, "/unsend", topic_of(world), wrong)
        await world.office.drained()
        gate.release()
        await world.settled(service)
        assert not any("まちがい" in m.text for m in maria.chat(world.client).all_messages)
        assert any("ゆっくり" in text for text in texts(world, maria))
        assert not wrong.reactions


async def test_what_is_changed_and_taken_back_while_the_client_is_away_is_never_seen(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await maria.block(world.client)
        await world.settled(service)
        wrong = await staff_write(world, service, "まちがい")
        await world.group.edit(world.office, world.staff, wrong, "まちがい、直し")
        asked = await staff_write(world, service, "/unsend", answers=wrong)
        await maria.unblock(world.client)
        await world.settled(service)
        assert not any("まちがい" in m.text for m in maria.chat(world.client).all_messages)
        assert not wrong.reactions
        assert asked.reactions
