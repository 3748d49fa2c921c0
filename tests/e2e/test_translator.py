"""A talk in two languages with a translation server: what each side reads, and whatever goes wrong with it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.run import Runner
from tests.e2e import peek
from tests.e2e.lives import Seen, lives
from tests.e2e.staff import do, forget, lead, staff_press, staff_say, until, written
from tests.e2e.test_fairness import now, virtual
from tests.e2e.test_talk import client, client_write, staff_write, topic_of
from tests.e2e.world import World, make_world, press
from tests.telegram import FakeMessage, FakeUser, Limits
from tests.telegram.enclosures import photo
from tests.translator.fake import HTML, FakeLibreTranslate, answers, drops, fake_translator

# What each side reads above a translation.
MARK, MARK_JA = "🌐 Machine translation, may be wrong:", "🌐 機械翻訳（誤りを含むことがあります）："


@asynccontextmanager
async def two_languages(folder: Path, *, forum: bool = True) -> AsyncIterator[tuple[World, FakeLibreTranslate]]:
    """A world with a translation server."""
    async with fake_translator() as fake, make_world(folder, forum=forum, translate_url=fake.url) as world:
        yield world, fake


def copy_of(world: World, text: str) -> FakeMessage:
    """What the newest topic has of a client's text."""
    return [m for m in written(world.group, topic_of(world)) if text in m.text][-1]


def shown(world: World, user: FakeUser, text: str) -> FakeMessage:
    """What a client has of a text of staff."""
    return [m for m in user.messages(world.client) if m.from_bot and text in m.text][-1]


async def test_each_side_reads_what_was_written_and_below_it_a_translation_that_says_what_it_is(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        assert not fake.asked, "the interview is ours, in every language"
        fake.known = {"水曜はいかがですか <b>": "How about Wednesday <b>?", "Yes & no": "はい、いいえ @igarashi"}
        asked = await staff_write(world, service, "水曜はいかがですか <b>")
        there = shown(world, maria, "水曜").text
        assert there.endswith(f" Office:\n水曜はいかがですか <b>\n\n{MARK}\nHow about Wednesday <b>?")
        await client_write(world, service, maria, "Yes & no")
        copy = copy_of(world, "Yes & no")
        assert copy.text == f"💬 お客様より：\nYes & no\n\n{MARK_JA}\nはい、いいえ @\u2060igarashi"
        assert asked.reactions
        assert [(one["source"], one["target"]) for one in fake.asked] == [("ja", "en"), ("en", "ja")]
        assert fake.texts == ["水曜はいかがですか <b>", "Yes & no"]
        for secret in ("Wednesday", "水曜", "Yes & no", "いいえ"):
            assert secret not in world.log.printed
            assert secret.encode() not in peek.bytes_on_disk(tmp_path)


async def test_the_client_is_told_once_and_switches_it_off_and_on_with_one_tap(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        await do(world, service, maria, "/privacy")
        state = shown(world, maria, "Machine translation").text
        assert "a translation server that is run by the office" in state
        assert "encrypted, up to a day" in state, "else arrived texts are not kept"
        await staff_write(world, service, "こんにちは")
        await client_write(world, service, maria, "Good morning")
        told = [m for m in maria.messages(world.client) if "different languages" in m.text]
        assert len(told) == 1
        await press(world, maria, "Do not translate")
        await world.settled(service)
        assert "機械翻訳を使わないことにしました" in written(world.group, topic_of(world))[-1].text
        sent = len(fake.asked)
        await client_write(world, service, maria, "This is between us")
        await staff_write(world, service, "わかりました")
        assert len(fake.asked) == sent
        assert MARK_JA not in copy_of(world, "between us").text
        await do(world, service, maria, "/mydata")
        document = next(m.document for m in reversed(maria.messages(world.client)) if m.document is not None)
        assert json.loads(document.data)["conversation"]["translation"] == "off"
        await do(world, service, maria, "/privacy")
        await press(world, maria, "Translate again")
        await world.settled(service)
        await client_write(world, service, maria, "And again")
        assert MARK_JA in copy_of(world, "And again").text


async def test_what_stays_inside_is_not_sent_nor_what_its_reader_understands(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        first = await client_write(world, service, maria, "I am Maria")
        copy = copy_of(world, "I am Maria")
        for text in ("// 内緒です", "/note 内緒です", "Thank you", "👍 https://example.com"):
            await staff_write(world, service, text)
        await client_write(world, service, maria, "永住について教えてください")
        assert fake.texts == ["I am Maria"]
        await staff_write(world, service, "はじめまして", answers=copy)
        await client_write(world, service, maria, "And my wife?", answers=first)
        assert fake.texts[1:] == ["はじめまして", "And my wife?"], "nothing of what is answered goes along"


async def test_with_a_client_of_the_same_language_nothing_is_sent_or_told(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        ken = await lead(world, service, 8, language="ja")
        await staff_write(world, service, "はじめまして")
        await client_write(world, service, ken, "Hello")
        await do(world, service, ken, "/privacy")
        assert not fake.asked
        assert not fake.asked_languages
        assert not any("機械翻訳" in m.text for m in ken.messages(world.client))


async def test_a_change_is_translated_anew_in_the_same_message(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        asked = await staff_write(world, service, "水曜はいかがですか")
        there = shown(world, maria, "水曜")
        await world.group.edit(world.office, world.staff, asked, "木曜はいかがですか")
        await world.settled(service)
        assert there.text.endswith(f"木曜はいかがですか\n\n{MARK}\n[en] 木曜はいかがですか")
        wrote = await client_write(world, service, maria, "Yes, Wednesday")
        copy = copy_of(world, "Wednesday")
        count = len(written(world.group))
        await maria.edit(world.client, wrote, "Yes, Thursday")
        await world.settled(service)
        assert copy.text.endswith(f"Yes, Thursday\n\n{MARK_JA}\n[ja] Yes, Thursday")
        assert len(written(world.group)) == count


async def test_a_translation_that_comes_after_a_change_or_an_unsend_is_not_shown(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        await staff_write(world, service, "はじめまして")
        fake.gate, fake.waiting = asyncio.Event(), 0
        changed = await staff_held(world, fake, "水曜は？", 1)
        await world.group.edit(world.office, world.staff, changed, "Thursday?")
        await world.fake.wait_for(lambda: any("Thursday?" in m.text for m in maria.messages(world.client)))
        fake.gate.set()
        await world.settled(service)
        assert shown(world, maria, "Thursday?").text.endswith(":\nThursday?"), "what staff wrote in English is English"
        fake.gate, fake.waiting = asyncio.Event(), 0
        wrong = await staff_held(world, fake, "別の方あて", 1)
        there = shown(world, maria, "別の方あて")
        await world.group.say(world.office, world.staff, "/unsend", topic_of(world), wrong)
        await world.fake.wait_for(lambda: there.deleted)
        fake.gate.set()
        await world.settled(service)
        assert not any("別の方" in m.text for m in maria.messages(world.client))
        assert not [c for c in world.fake.calls if c.method.startswith("edit") and "別の方" in str(c.params)]


async def staff_held(world: World, fake: FakeLibreTranslate, text: str, waiting: int) -> FakeMessage:
    """A member of staff writes while the server does not answer."""
    await world.group.say(world.office, world.staff, text, topic_of(world))
    await until(lambda: fake.waiting >= waiting)
    return next(m for m in reversed(world.group.messages()) if not m.from_bot)


async def test_unsend_takes_the_translation_along(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        fake.known = {"長い話": "long " * 900}
        for text in ("短い話", "長い話"):
            wrote = await staff_write(world, service, text)
            assert any(MARK in m.text for m in maria.messages(world.client))
            taken = await staff_write(world, service, "/unsend", answers=wrote)
            assert taken.reactions
            left = "\n".join(m.text for m in maria.messages(world.client))
            assert MARK not in left
            assert text not in left


async def test_a_translation_longer_than_a_message_comes_as_a_silent_answer_and_goes_with_a_change(
    tmp_path: Path,
) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        fake.known = {"A long story": "長い話。" * 1_500, "A longer story": "長い。" * 9_000}
        wrote = await client_write(world, service, maria, "A long story")
        copy = copy_of(world, "A long story")
        answered = [m for m in written(world.group, topic_of(world)) if m.reply_to == copy.message_id]
        assert len(answered) == 2
        assert all(m.text.startswith(MARK_JA) and m.silent for m in answered)
        assert "".join(m.text.removeprefix(f"{MARK_JA}\n") for m in answered) == "長い話。" * 1_500
        await maria.edit(world.client, wrote, "A longer story")
        await world.settled(service)
        assert all(m.deleted for m in answered)
        answered = [m for m in written(world.group, topic_of(world)) if m.reply_to == copy.message_id]
        assert len(answered) == 3
        assert answered[-1].text.endswith("…")
        await maria.edit(world.client, wrote, "Short")
        await world.settled(service)
        assert copy.text.endswith(f"Short\n\n{MARK_JA}\n[ja] Short")
        assert all(m.deleted for m in answered)


async def test_in_a_group_without_topics_it_stands_beneath_as_well(tmp_path: Path) -> None:
    async with two_languages(tmp_path, forum=False) as (world, fake), world.service() as service:
        maria = await client(world, service)
        fake.known = {"Long": "長い。" * 1_400}
        for text in ("Short", "Long"):
            await maria.send(world.client, text)
            await world.settled(service)
        [short] = [m for m in written(world.group) if "Short" in m.text]
        assert short.text.endswith(f"Short\n\n{MARK_JA}\n[ja] Short")
        [copy] = [m for m in written(world.group) if "Long" in m.text]
        assert [m.reply_to for m in written(world.group) if m.text.startswith(MARK_JA)] == [copy.message_id] * 2


@virtual
async def test_captions_of_albums_and_pictures_are_translated_where_they_stand(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        name, files = world.fake.world.new_album(), world.fake.world.files
        for caption in ("my card", ""):
            await maria.send_content(world.client, photo(files, caption, album=name))
        await world.settled(service)
        copy = copy_of(world, "my card")
        assert copy.album is not None
        assert copy.text == f"my card\n\n{MARK_JA}\n[ja] my card"
        fake.known = {"裏も": "long " * 250}
        await world.group.send_content(world.office, world.staff, photo(files, "裏も"), topic_of(world))
        await world.settled(service)
        there = shown(world, maria, "裏も")
        answer = maria.last(world.client)
        assert (there.text, answer.reply_to) == ("裏も", there.message_id)
        assert answer.text.startswith(f"{MARK}\nlong long")


async def test_texts_that_went_as_one_message_are_translated_in_it_by_one_request(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        await client_write(world, service, maria, "First")
        hold = world.fake.world.faults.hold
        gate = asyncio.Event()

        async def held(call: object, *, after: bool) -> None:
            if not after and getattr(call, "method", "") == "sendMessage" and "Second" in str(call):
                await gate.wait()
            await hold(call, after=after)  # type: ignore[arg-type]

        world.fake.world.faults.hold = held  # type: ignore[method-assign]
        for text in ("Second", "Third", "はい", "Fourth"):
            await maria.send(world.client, text)
        await world.client.drained(10)
        gate.set()
        await world.settled(service)
        copy = copy_of(world, "Fourth")
        assert copy is copy_of(world, "Third")
        parts = [
            f"Third\n\n{MARK_JA}\n[ja] Third",
            "はい",
            f"Fourth\n\n{MARK_JA}\n[ja] Fourth",
        ]
        assert copy.text == "💬 お客様より：\n" + "\n\n".join(parts)
        assert [one["q"] for one in fake.asked] == [["First"], ["Second"], ["Third", "Fourth"]]


async def test_a_server_that_is_down_delays_nothing_and_is_told_once_until_it_is_back(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        await client_write(world, service, maria, "Before")
        fake.trouble = drops
        await maria.send(world.client, "Are you there?")
        await world.group.say(world.office, world.staff, "はい、います", topic_of(world))
        await world.fake.wait_for(lambda: any("はい、います" in m.text for m in maria.messages(world.client)))
        await world.fake.wait_for(lambda: any("機械翻訳が付いていません" in m.text for m in written(world.group)))
        fake.trouble = answers(200, HTML)
        await maria.send(world.client, "Still there?")
        await world.fake.wait_for(lambda: any("Still there?" in m.text for m in written(world.group)))
        assert MARK_JA not in copy_of(world, "Are you there?").text
        fake.trouble = None
        await world.settled(service)
        for text in ("Are you there?", "Still there?"):
            assert copy_of(world, text).text.endswith(f"{MARK_JA}\n[ja] {text}")
        assert shown(world, maria, "います").text.endswith(f"{MARK}\n[en] はい、います")
        [missing] = [m for m in written(world.group) if "機械翻訳が付いていません" in m.text]
        assert missing.text.startswith("🌐 10:0")
        assert missing.thread_id is None
        assert len([m for m in written(world.group) if "また付くように" in m.text]) == 1
        assert "I earn 9M" not in world.log.printed


async def test_a_text_on_which_the_server_fails_alone_is_left_and_holds_up_no_other(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria, jose = await client(world, service), await client(world, service, 8)
        await client_write(world, service, jose, "Hello")
        fake.fails_on = "poison"
        await maria.send(world.client, "poison")
        await maria.send(world.client, "Behind it")
        await client_write(world, service, jose, "Beside it")
        await world.settled(service)
        assert MARK_JA in copy_of_all(world, "Behind it").text
        assert MARK_JA in copy_of_all(world, "Beside it").text
        assert MARK_JA not in copy_of_all(world, "poison").text
        assert "poison" not in world.log.printed


def copy_of_all(world: World, text: str) -> FakeMessage:
    """What the group has of a text, in whichever topic."""
    return [m for m in written(world.group) if text in m.text][-1]


async def test_a_language_that_the_server_lacks_is_told_once_and_not_asked_for(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        fake.languages = {"ja": ["de"], "de": ["ja"]}
        maria = await client(world, service)
        await client_write(world, service, maria, "One")
        await client_write(world, service, maria, "Two")
        await staff_write(world, service, "三")
        assert not fake.asked
        told = [m for m in written(world.group) if "対応していません" in m.text]
        assert len(told) == 2, "one for each direction"
        assert "English" in told[0].text


async def test_a_slow_translation_belongs_to_its_own_message_and_holds_up_no_later_one(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        fake.gate = asyncio.Event()
        await maria.send(world.client, "First question")
        await until(lambda: fake.waiting == 1)
        await maria.send(world.client, "Second question")
        await world.fake.wait_for(lambda: any("Second question" in m.text for m in written(world.group)))
        fake.gate.set()
        await world.settled(service)
        for text in ("First question", "Second question"):
            assert copy_of(world, text).text.endswith(f"{MARK_JA}\n[ja] {text}")


async def test_a_start_asks_again_for_what_a_stop_broke_off_and_shows_it_once(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake):
        async with world.service() as service:
            maria = await client(world, service)
            fake.gate = asyncio.Event()
            await maria.send(world.client, "In between")
            await until(lambda: fake.waiting == 1)
        copy = copy_of(world, "In between")
        assert copy.text.endswith("：\nIn between"), "the original is as it was"
        fake.gate = None
        async with world.service() as service:
            await world.settled(service)
        assert copy.text.endswith(f"In between\n\n{MARK_JA}\n[ja] In between")
        assert fake.texts == ["In between", "In between"]


@virtual
async def test_in_a_burst_translations_give_way_and_the_groups_minute_is_kept(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        await asyncio.sleep(60)
        world.fake.limits, fake.known = Limits(edit_counts_as=1), {}
        begun, texts = now(), [f"Line {number:02}." for number in range(24)]
        for text in texts:
            await maria.send(world.client, text)
            await asyncio.sleep(2)
        await world.fake.wait_for(lambda: any(texts[-1] in m.text for m in written(world.group)), 60)
        assert now() - begun < 70, "as without translations: in what room there is, several at a time"
        await world.settled(service, 600)
        told = "\n".join(m.text for m in written(world.group, topic_of(world)))
        assert [told.count(f"\n{text}\n\n{MARK_JA}\n[ja] {text}") for text in texts] == [1] * len(texts)
        places = [told.index(text) for text in texts]
        assert places == sorted(places)
        assert not [note for note in world.fake.rate_notes if "refused" in note]


@pytest.mark.parametrize("place", ["before commit", "after commit"])
async def test_a_death_at_any_step_leaves_the_original_and_one_translation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    left = [0]

    def seam(here: str, seen: Seen) -> bool:
        if here != place or not (seen.updates or seen.delivered_ids or seen.queued):
            return False
        left[0] -= 1
        return left[0] == 0

    async with two_languages(tmp_path) as (world, fake), lives(world, monkeypatch, seam) as made:
        maria = await client(world, made.service)
        for number in range(1, 7):
            left[0] = number
            await made.act(maria, f"Text {number}.")
            copies = [m for m in written(world.group) if f"Text {number}." in m.text]
            # One that had arrived and was not recorded may come twice; the later one is the one we know.
            assert len(copies) <= 2
            assert copies[-1].text == f"💬 お客様より：\nText {number}.\n\n{MARK_JA}\n[ja] Text {number}."
            assert not peek.states(made.service.core.database)
        assert made.deaths >= 5


async def test_what_waits_is_dropped_with_the_setting_and_with_the_person(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake):
        async with world.service() as service:
            maria, jose = await client(world, service), await client(world, service, 8)
            fake.known = {"Tell me": "教えて。" * 1_500}
            await client_write(world, service, jose, "Tell me")
            answered = [m for m in written(world.group) if m.text.startswith(MARK_JA)]
            assert answered
            await forget(world, service, jose)
            assert all(m.deleted for m in answered)
            fake.trouble = drops
            for user in (maria, world.person(9)):
                await user.send(world.client, "Waits")
            await until(lambda: kinds(service) == ["translate"])
        world.settings = replace(world.settings, translate_url=None)
        async with world.service() as service:
            await world.settled(service)
            assert kinds(service) == []
        assert "Waits" not in fake.texts


def kinds(service: Runner) -> list[str]:
    """What waits to be sent."""
    with service.core.ledger.store.transaction() as tx:
        return [post.kind for post in tx.waiting()]


async def test_a_saved_text_is_in_the_clients_language_already(tmp_path: Path) -> None:
    async with two_languages(tmp_path) as (world, fake), world.service() as service:
        maria = await client(world, service)
        await staff_say(
            world, service, "/saved お礼\nja: ありがとうございます。\nen: Thank you よろしく", topic_of(world)
        )
        await staff_press(world, service, "定型文")
        await staff_press(world, service, "お礼")
        await staff_press(world, service, "✉ 送信")
        assert (
            "Thank you よろしく" in maria.last(world.client).text
            or "different languages" in maria.last(world.client).text
        )
        assert not fake.asked
