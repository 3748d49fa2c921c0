"""What cannot be passed on is told to whoever sent it; when an answer may be expected, once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.staff import FINISH, staff_press, written
from tests.e2e.test_among_staff import staff_send, texts
from tests.e2e.test_fairness import virtual
from tests.e2e.test_talk import client, client_write, kind_of, staff_write, topic_of
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeUser
from tests.telegram.enclosures import document, location, photo
from tests.telegram.pictures import png

# What Telegram has and neither bot can send again as it was.
STRANGE: dict[str, dict[str, Any]] = {
    "poll": {"poll": {"id": "1", "question": "OK?", "options": [{"text": "はい", "voter_count": 0}]}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "game": {"game": {"title": "Chess", "description": "…", "photo": []}},
    "paid_media": {"paid_media": {"star_count": 5, "paid_media": [{"type": "preview"}]}},
    "story": {"story": {"chat": {"id": 9, "type": "private"}, "id": 1}},
}


@pytest.mark.parametrize("kind", STRANGE)
async def test_what_cannot_be_passed_on_is_told_to_its_sender_on_both_sides(tmp_path: Path, kind: str) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await staff_write(world, service, "どうぞ")
        before = len(written(world.group, topic_of(world)))
        await maria.send_odd(world.client, STRANGE[kind])
        await world.settled(service)
        assert "cannot be passed on" in maria.last(world.client).text
        assert len(written(world.group, topic_of(world))) == before, "nothing empty stands in the topic"
        heard = texts(world, maria)
        odd = await staff_send(world, service, {"payload": STRANGE[kind]})
        assert texts(world, maria) == heard, "nothing empty is said to the client"
        told = written(world.group, topic_of(world))[-1]
        assert "これはお渡しできません" in told.text
        assert told.reply_to == odd.message_id
        assert not odd.reactions


async def test_of_what_cannot_be_passed_on_the_words_go_and_the_rest_is_told(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await maria.send_odd(world.client, STRANGE["paid_media"] | {"caption": "my certificate"})
        await world.settled(service)
        assert "my certificate" in written(world.group, topic_of(world))[-1].text
        assert "Your words are with the office" in maria.last(world.client).text
        await staff_send(world, service, {"payload": STRANGE["paid_media"] | {"caption": "こちらです"}})
        assert "こちらです" in maria.last(world.client).text
        assert "言葉だけが" in written(world.group, topic_of(world))[-1].text


def passed_on(told: list[str], from_whom: str) -> str:
    """What was passed on, of several messages: each says above it from whom it is."""
    parts = [text.partition("\n") for text in told if text.startswith(from_whom)]
    assert len(parts) > 1
    return "".join(text for _, _, text in parts)


async def test_a_text_as_long_as_can_be_arrives_whole_on_both_sides_whatever_its_signs_take(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        long = "<&>" * 1365 + "終"
        await staff_write(world, service, long)
        assert passed_on(texts(world, maria), "👤 ") == long
        before = len(written(world.group, topic_of(world)))
        await client_write(world, service, maria, long)
        assert passed_on([m.text for m in written(world.group, topic_of(world))[before:]], "💬 ") == long


async def test_a_caption_that_is_changed_to_more_than_fits_beneath_comes_as_a_text(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        sent = await staff_send(world, service, photo(world.fake.world.files, "短い"))
        await world.group.edit(world.office, world.staff, sent, "長" * 1020)
        await world.settled(service)
        beneath, told = [m for m in maria.messages(world.client) if m.from_bot][-2:]
        assert (kind_of(beneath), beneath.text) == ("photo", "短い")
        assert "長" * 1020 in told.text
        assert told.reply_to == beneath.message_id


async def test_a_file_put_in_the_place_of_another_is_not_said_to_have_arrived(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        files = world.fake.world.files
        sent = await staff_send(world, service, document(files, "wrong.pdf", caption="こちら"))
        shown = maria.last(world.client)
        for caption, lines in (("こちらです", 0), ("こちらです。", 1), ("こちらですね", 1)):
            if lines:
                sent.file = document(files, "right.pdf", b"%PDF right")["file"] if caption.endswith("。") else sent.file
            await world.group.edit(world.office, world.staff, sent, caption)
            await world.settled(service)
            told = [m for m in written(world.group) if "差し替えたファイルは渡せません" in m.text]
            assert [m.reply_to for m in told] == [sent.message_id] * lines
            assert (kind_of(shown), shown.text) == ("document", caption)
        said = await client_write(world, service, maria, "Here it is")
        copy = written(world.group, topic_of(world))[-1]
        said.file = photo(files)["file"]
        await maria.edit(world.client, said, "Here it is, as a picture")
        await world.settled(service)
        assert "Please send the new one" in maria.last(world.client).text
        assert copy.text.endswith("\nHere it is, as a picture")


async def test_a_place_that_moves_is_one_place(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        sent = await staff_send(world, service, location())
        before = len(maria.messages(world.client))
        sent.payload = {"location": {"latitude": 35.7, "longitude": 139.8}}
        world.group.spread("edited_message", sent, world.office)
        await world.settled(service)
        assert len(maria.messages(world.client)) == before


async def test_a_picture_too_large_for_one_goes_as_a_file_and_a_file_too_large_to_fetch_is_told(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        files = world.fake.world.files
        await staff_send(world, service, photo(files, "plan", data=png() + bytes(11 * 1024 * 1024)))
        assert kind_of(maria.last(world.client)) == "document"
        assert maria.last(world.client).text == "plan"
        for size, arrives in ((20 * 1024 * 1024, True), (20 * 1024 * 1024 + 1, False)):
            name = f"{size}.pdf"
            content = document(files, name, bytes(size)) if arrives else document(files, name, size=size)
            sent = await staff_send(world, service, content)
            assert bool(sent.reactions) is arrives
            assert any(name in m.text for m in written(world.group, topic_of(world))) is not arrives
            assert any(name in text for text in texts(world, maria)) is not arrives


async def test_a_client_found_to_have_blocked_us_is_told_to_staff_at_once_under_the_message(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await staff_write(world, service, "はい")
        maria.chat(world.client).blocked = True
        asked = await staff_write(world, service, "届きますか")
        [told] = [m for m in written(world.group) if "戻ったときに届きます" in m.text]
        assert told.reply_to == asked.message_id
        assert "電話かメール" in told.text
        assert not told.silent
        assert not asked.reactions
        await maria.unblock(world.client)
        await world.settled(service)
        assert any("届きますか" in text for text in texts(world, maria))
        assert asked.reactions


# --- when an answer may be expected -----------------------------------------------------------------------------------

EVENING = timedelta(hours=11)  # 21:00 in Japan


@pytest.mark.parametrize("talking", [True, False], ids=["in a talk", "before one"])
async def test_of_an_evening_the_client_hears_once_when_an_answer_may_be_expected(
    tmp_path: Path, talking: bool
) -> None:
    """chatwoot/chatwoot#6467 #14009: holidays and breaks were unknown; here it is the real next opening."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        if talking:
            await staff_write(world, service, "はじめまして")
        await world.pass_quietly(EVENING)
        for number in range(3):
            await client_write(world, service, maria, f"a word {number}")
        assert sum("Wednesday" in text for text in _since_evening(world, maria)) == 1
        await world.pass_quietly(timedelta(days=1))
        await client_write(world, service, maria, "another evening")
        # A Wednesday evening: opens again on Thursday.
        assert sum("Thursday" in text for text in _since_evening(world, maria)) == 1


async def test_before_holidays_the_client_hears_of_the_first_day_after_them(tmp_path: Path) -> None:
    """chatwoot/chatwoot#6467: holidays were unknown. New Year's Day of 2027 is a Friday."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await world.pass_quietly(timedelta(days=37))
        await staff_write(world, service, "よいお年を")
        await world.pass_quietly(EVENING)
        await client_write(world, service, maria, "One question")
        assert "Monday, January 4, 2027" in maria.last(world.client).text


async def test_nobody_is_asked_to_rate_anything_when_the_office_has_finished(tmp_path: Path) -> None:
    """chatwoot/chatwoot#12338 #10149: a link for a rating was sent unasked."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await staff_write(world, service, "ありがとうございました")
        before = len(texts(world, maria))
        await staff_press(world, service, FINISH)
        [told] = texts(world, maria)[before:]
        assert "finished with your request" in told
        assert "http" not in told
        assert not maria.last(world.client).labels


def _since_evening(world: World, user: FakeUser) -> list[str]:
    evening = next(n for n, m in enumerate(user.messages(world.client)) if m.text == "a word 0")
    return [m.text for m in user.messages(world.client)[evening:] if m.from_bot]


# --- more at once than is read ----------------------------------------------------------------------------------------


@virtual
@pytest.mark.parametrize("talking", [True, False], ids=["in a talk", "before one"])
async def test_no_word_of_a_client_is_dropped_for_being_too_fast(tmp_path: Path, talking: bool) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        if talking:
            await staff_write(world, service, "どうぞ、全部書いてください")
        before = len(texts(world, maria))
        for number in range(150):
            await maria.send(world.client, f"line {number:03}")
        await maria.send(world.client, "/human line 150")
        await world.settled(service)
        topic = "\n".join(m.text for m in written(world.group, topic_of(world)))
        places = [topic.index(f"line {number:03}") for number in range(151)]
        assert places == sorted(places)
        assert all(topic.count(f"line {number:03}") == 1 for number in range(151))
        assert len([m for m in written(world.group, topic_of(world)) if "line" in m.text]) < 30, "joined"
        said = texts(world, maria)[before:]
        assert sum("a lot at once" in text for text in said) == (not talking)


@virtual
async def test_whoever_sent_nothing_to_the_office_is_told_once_that_it_is_not_read(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start")
        for _ in range(100):
            await maria.send(world.client, "hello")
        await world.settled(service)
        assert sum("did not read" in text for text in texts(world, maria)) == 1
