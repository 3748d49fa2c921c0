"""What staff type in a client's topic reaches the client, and back: in the order, form and place it was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.run import Runner
from tests.e2e import peek
from tests.e2e.office.test_rights import audit
from tests.e2e.staff import card, do, forget, interview, lead, staff_press, staff_say, stored, written
from tests.e2e.test_fairness import virtual
from tests.e2e.world import CLIENT_TOKEN, OFFICE_TOKEN, World, make_world
from tests.telegram import FakeMessage, FakeUser
from tests.telegram.enclosures import (
    animation,
    audio,
    contact,
    document,
    formatted,
    location,
    photo,
    sticker,
    venue,
    video,
    video_note,
    voice,
)
from tests.telegram.files import Files


async def client(world: World, service: Runner, number: int = 7) -> FakeUser:
    """Somebody whose request the office has, and who is asked nothing any more."""
    user = await lead(world, service, number)
    await interview(world, service, user, {}, "nowhere")
    return user


def topic_of(world: World) -> int:
    """The newest topic."""
    return list(world.group.topics)[-1]


async def staff_write(
    world: World, service: Runner, text: str, *, answers: FakeMessage | None = None, who: FakeUser | None = None
) -> FakeMessage:
    """A member of staff writes in the newest topic; returns their message."""
    await world.group.say(world.office, who or world.staff, text, topic_of(world), answers)
    await world.settled(service)
    return next(m for m in reversed(world.group.messages()) if not m.from_bot)


async def client_write(
    world: World, service: Runner, user: FakeUser, text: str, *, answers: FakeMessage | None = None
) -> FakeMessage:
    """A client writes; returns their message."""
    await user.send(world.client, text, reply_to=answers)
    await world.settled(service)
    return next(m for m in reversed(user.messages(world.client)) if not m.from_bot)


async def test_what_staff_write_in_the_topic_reaches_the_client_and_is_shown_as_delivered(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        asked = await staff_write(world, service, "こんにちは <b>")
        shown = maria.last(world.client)
        assert "こんにちは <b>" in shown.text
        assert asked.reactions
        has_it = stored(world, service).taken_by
        assert has_it is not None
        assert has_it.name == "五十嵐"
        before = len(maria.messages(world.client))
        await client_write(world, service, maria, "Hello! I earn 9M", answers=shown)
        relayed = written(world.group, topic_of(world))[-1]
        assert "Hello! I earn 9M" in relayed.text
        assert relayed.reply_to == asked.message_id
        said = maria.messages(world.client)[before + 1 :]
        assert len(said) == 1, "one quiet line"
        before = len(maria.messages(world.client))
        await client_write(world, service, maria, "What does it cost?")
        assert len(maria.messages(world.client)) == before + 1
        await staff_press(world, service, "ボットに戻す")
        assert "answering here again" in maria.last(world.client).text


async def test_what_staff_keep_among_themselves_and_say_elsewhere_reaches_nobody(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        before = [m.text for m in maria.messages(world.client)]
        for text in ("// 折り返し待ち", "／／ 全角", "/note 折り返し待ち", "/note", "  //x"):
            await staff_write(world, service, text)
        await world.group.say(world.office, world.staff, "General です")
        other = world.group.open_topic(world.staff.json(), "雑談")
        await world.group.say(world.office, world.staff, "だれも待っていない", other)
        await world.settled(service)
        assert [m.text for m in maria.messages(world.client)] == before
        assert stored(world, service).taken_by is None
        assert not any(m.reactions for m in world.group.messages())


async def test_a_change_follows_the_message_on_both_sides_and_stays_one_message(tmp_path: Path) -> None:
    """chatwoot/chatwoot#10760 #13230, freescout-help-desk/freescout#5511, yshalsager/telegram-feedback-bot#1.

    Edits lost their text or came as new messages elsewhere.
    """
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        asked = await staff_write(world, service, "水曜はいかがですか")
        shown = maria.last(world.client)
        await world.group.edit(world.office, world.staff, asked, "木曜はいかがですか")
        await world.settled(service)
        assert maria.last(world.client).message_id == shown.message_id
        assert "木曜" in shown.text
        wrote = await client_write(world, service, maria, "Yes, Wednesday")
        count = len(written(world.group))
        await maria.edit(world.client, wrote, "Yes, Thursday")
        await world.settled(service)
        relayed = written(world.group, topic_of(world))[-1]
        assert "Yes, Thursday" in relayed.text
        assert "Wednesday" not in relayed.text
        assert len(written(world.group)) == count


async def test_replies_point_at_the_counterpart_down_a_whole_chain(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        first = await client_write(world, service, maria, "First question")
        await client_write(world, service, maria, "Second question")
        [copy] = [m for m in written(world.group) if "First question" in m.text]
        answer = await staff_write(world, service, "一つ目のお答え", answers=copy)
        shown = maria.last(world.client)
        assert shown.reply_to == first.message_id
        await client_write(world, service, maria, "About that", answers=shown)
        assert written(world.group, topic_of(world))[-1].reply_to == answer.message_id
        await client_write(world, service, maria, "And about my own", answers=first)
        assert written(world.group, topic_of(world))[-1].reply_to == copy.message_id


async def test_unsend_takes_the_copy_away_within_two_days_and_says_why_not_after(tmp_path: Path) -> None:
    """rubenlagus/TelegramBots#1084: bots are told of edits, never of deletions, so staff ask for them."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        asked = await staff_write(world, service, "まちがい")
        shown = maria.last(world.client)
        taken_back = await staff_write(world, service, "/unsend", answers=asked)
        assert shown.deleted
        assert taken_back.reactions
        await staff_write(world, service, "/unsend")
        assert "取り消したいメッセージへの返信" in written(world.group, topic_of(world))[-1].text
        late = await staff_write(world, service, "そのまま")
        kept = maria.last(world.client)
        await world.days_pass(service, 3)
        await staff_write(world, service, "/unsend", answers=late)
        assert any("48時間" in m.text and m.reply_to for m in written(world.group, topic_of(world)))
        assert not kept.deleted


@virtual
async def test_unsend_takes_a_whole_album_back(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        files, name = world.fake.world.files, world.fake.world.new_album()
        for number, size in enumerate((None, 30 * 1024 * 1024, None)):
            content = document(files, f"{number}.pdf", b"%PDF", size=size, album=name, caption=f"page {number}")
            await world.group.send_content(world.office, world.staff, content, topic_of(world))
        await world.settled(service)
        assert [m.text.split("\n")[-1] for m in maria.messages(world.client)[-4:-1]] == ["page 0", "page 2", "page 1"]
        part = [m for m in world.group.messages() if not m.from_bot][-1]
        asked = await staff_write(world, service, "/unsend", answers=part)
        assert not any("page" in m.text for m in maria.messages(world.client))
        assert asked.reactions
        assert not any("取り消せません" in m.text for m in written(world.group))
        before = len(written(world.group))
        assert (await staff_write(world, service, "/unsend", answers=part)).reactions, "it is taken back already"
        assert len(written(world.group)) == before


async def test_a_saved_text_is_answered_and_taken_back_by_the_line_that_stands_for_it(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await staff_say(world, service, "/saved お礼\nja: ありがとうございます。\nen: Thank you.", topic_of(world))
        for label in ("定型文", "お礼", "✉ 送信"):
            await staff_press(world, service, label)
        shown = maria.last(world.client)
        [line] = [m for m in written(world.group, topic_of(world)) if "を送りました" in m.text]
        await client_write(world, service, maria, "For what?", answers=shown)
        assert written(world.group, topic_of(world))[-1].reply_to == line.message_id
        await staff_write(world, service, "お支払いのことです", answers=line)
        assert maria.last(world.client).reply_to == shown.message_id
        asked = await staff_write(world, service, "/unsend", answers=line)
        assert shown.deleted
        assert asked.reactions
        await maria.block(world.client)
        await world.settled(service)
        for label in ("定型文", "お礼", "✉ 送信"):
            await staff_press(world, service, label)
        assert not [m for m in written(world.group)[-2:] if "を送りました" in m.text], "it has not arrived"
        await maria.unblock(world.client)
        await world.settled(service)
        assert any("を送りました" in m.text for m in written(world.group)[-2:])
        assert [one.act for one in await audit(service)][-2:] == ["unsend", "saved_send"]


async def test_formatting_arrives_as_it_was_written(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        html = '👍 <b>太字 <i>と斜体</i></b> &lt;x&gt; <a href="https://example.com/?a=1&amp;b=2">リンク</a>'
        await world.group.send_content(world.office, world.staff, formatted(html), topic_of(world))
        await world.settled(service)
        shown = maria.last(world.client)
        assert shown.html.endswith(html)


async def test_files_of_every_kind_reach_the_other_side_with_their_names_and_captions(tmp_path: Path) -> None:
    """chatwoot/chatwoot#3244, freescout-help-desk/freescout#5511.

    Captions and names of files were lost elsewhere, and contacts not shown.
    """
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        files = world.fake.world.files
        for content in every_kind(files):
            await world.group.send_content(world.office, world.staff, content, topic_of(world))
            await world.settled(service)
            shown = maria.last(world.client)
            sent = next(m for m in reversed(world.group.messages()) if not m.from_bot)
            assert content_of(shown) == content_of(sent)
            assert sent.reactions
        for content in every_kind(files):
            await maria.send_content(world.client, content)
            await world.settled(service)
            sent = next(m for m in reversed(maria.messages(world.client)) if not m.from_bot)
            copies = [m for m in written(world.group, topic_of(world)) if kind_of(m) != "text"]
            assert content_of(copies[-1]) == content_of(sent)
        stored_bytes = peek.bytes_on_disk(tmp_path)
        for secret in (CLIENT_TOKEN, OFFICE_TOKEN, "getFile", "/file/"):
            assert secret not in world.log.printed
            assert secret.encode() not in stored_bytes


@virtual
async def test_a_file_too_large_is_told_to_both_sides_and_its_words_and_the_rest_go(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        files = world.fake.world.files
        large = document(files, "film.mov", b"", size=30 * 1024 * 1024, caption="look")
        await maria.send_content(world.client, large)
        await client_write(world, service, maria, "and this is text")
        told = "\n".join(m.text for m in maria.messages(world.client) if m.from_bot)
        assert "film.mov did not reach the office" in told
        assert "Please send it another way" in told
        topic = "\n".join(m.text for m in written(world.group, topic_of(world)))
        assert "お客様が送ったfilm.movを受け取れませんでした" in topic
        assert "お客様より：\nlook" in topic
        assert "and this is text" in topic
        plan = document(files, "plan.pdf", b"", size=30 * 1024 * 1024, caption="署名してください")
        await world.group.send_content(world.office, world.staff, plan, topic_of(world))
        await world.settled(service)
        asked = next(m for m in reversed(world.group.messages()) if not m.from_bot)
        shown = next(m for m in maria.messages(world.client) if m.text.endswith("Office:\n署名してください"))
        [line] = [m for m in written(world.group, topic_of(world)) if "plan.pdf" in m.text]
        assert "plan.pdfはお客様に届いていません" in line.text
        assert any("The office sent you plan.pdf" in m.text for m in maria.messages(world.client))
        assert line.reply_to == asked.message_id
        assert not asked.reactions, "it did not arrive as it was sent"
        await maria.send(world.client, "I cannot open it", reply_to=shown)
        await world.settled(service)
        assert written(world.group, topic_of(world))[-1].reply_to == asked.message_id
        album = world.fake.world.new_album()
        for number, size in enumerate((30 * 1024 * 1024, None)):
            content = document(files, f"{number}.pdf", b"%PDF" if size is None else b"", size=size, album=album)
            await world.group.send_content(world.office, world.staff, content, topic_of(world))
        await world.settled(service)
        parts = [m for m in world.group.messages() if not m.from_bot][-2:]
        assert [bool(m.reactions) for m in parts] == [True, False], "Telegram shows that of an album at its first"


async def test_a_topic_deleted_under_us_is_made_anew_with_its_card_and_nothing_is_lost(tmp_path: Path) -> None:
    """MasterGroosha/telegram-feedback-bot-topics#7, LiveHelperChat/telegram#69, ruitunion-org/feedback-bot#1.

    Elsewhere a client whose topic was deleted was unheard for ever.
    """
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        old = topic_of(world)
        await world.group.delete_topic(old)
        await client_write(world, service, maria, "Is anybody there?")
        assert topic_of(world) != old
        here = written(world.group, topic_of(world))
        assert any("Is anybody there?" in m.text for m in here)
        assert [m for m in here if m.labels], "with its card"
        await staff_write(world, service, "はい、います")
        assert "はい、います" in maria.last(world.client).text


async def test_a_client_who_blocks_hears_it_on_their_return_and_staff_know(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await maria.block(world.client)
        await world.settled(service)
        asked = await staff_write(world, service, "届きますか")
        assert not asked.reactions
        assert any("戻ったときに届きます" in m.text for m in written(world.group))
        await maria.unblock(world.client)
        await world.settled(service)
        assert any("届きますか" in m.text for m in maria.messages(world.client))
        assert asked.reactions


async def test_the_bot_talks_again_once_nobody_has_written_for_the_hours_of_the_profile(tmp_path: Path) -> None:
    """chatwoot/chatwoot PR#13392: time was counted by the wall clock, over nights and weekends."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await staff_write(world, service, "少々お待ちください")
        await world.days_pass(service, 2)
        assert "ボットに戻す" in card(world.group).labels, "two days are fewer hours of opening"
        await client_write(world, service, maria, "I am waiting")
        await world.days_pass(service, 7)
        assert "ボットに戻す" not in card(world.group).labels
        assert "answering here again" in maria.last(world.client).text
        assert any("ボットに戻しました" in m.text for m in written(world.group))
        await client_write(world, service, maria, "Can I bring my dog?")
        assert "Your message is with the office" in maria.last(world.client).text


async def test_a_bot_that_hears_not_all_promises_no_answer_in_the_chat(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await world.settled(service)
        heard = await client(world, service)
        assert any("answer you here" in m.text for m in heard.messages(world.client))
        world.expects("the office bot may not manage topics")
        world.group.set_bot_rights(world.office, admin=False)
        await world.settled(service)
        unheard = await client(world, service, 8)
        assert not any("answer you here" in m.text for m in unheard.messages(world.client))


@virtual
async def test_albums_stay_albums_with_their_captions_and_a_bad_item_loses_no_other(tmp_path: Path) -> None:
    """aiogram/aiogram#1364, eternnoir/pyTelegramBotAPI#1088.

    Albums fell apart elsewhere, and one bad item lost the others.
    """
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        files = world.fake.world.files
        name = world.fake.world.new_album()
        for number in range(3):
            await maria.send_content(world.client, photo(files, f"page {number}", album=name))
        await world.settled(service)
        copies = [m for m in written(world.group) if kind_of(m) == "photo"]
        assert [m.text for m in copies] == ["page 0", "page 1", "page 2"]
        assert len({m.album for m in copies}) == 1
        assert copies[0].album is not None
        other = world.fake.world.new_album()
        for number, size in enumerate((None, 30 * 1024 * 1024, None)):
            content = document(files, f"{number}.pdf", b"%PDF" if size is None else b"", size=size, album=other)
            await world.group.send_content(world.office, world.staff, content, topic_of(world))
        await world.settled(service)
        shown = [m for m in maria.messages(world.client) if m.from_bot and kind_of(m) == "document"]
        assert [m.file.filename for m in shown if m.file is not None] == ["0.pdf", "2.pdf"]
        assert any("1.pdf" in m.text for m in written(world.group))


def every_kind(files: Files) -> list[dict[str, Any]]:
    """One message of every kind that is no text."""
    return [
        photo(files, "a picture"),
        document(files, "在留 カード.pdf", caption="my card"),
        voice(files, caption="listen"),
        video(files, caption="look"),
        video_note(files),
        audio(files, caption="a song"),
        animation(files, caption="wave"),
        sticker(files),
        contact("Hana", "+819000000000"),
        location(),
        venue("Office", "Takasaki"),
    ]


def kind_of(message: FakeMessage) -> str:
    """What a message holds."""
    if message.file is not None:
        return message.file.kind
    return next((name for name in ("venue", "contact", "location") if name in message.payload), "text")


def content_of(message: FakeMessage) -> tuple[object, ...]:
    """What whoever reads a message has of it: its words, and its file with its name, or the card or place."""
    kind, file = kind_of(message), message.file
    is_named = kind in ("document", "audio", "video", "animation")
    return kind, message.text, message.payload.get(kind), file and file.data, is_named and file and file.filename


async def test_a_text_that_answers_no_question_after_the_hand_off_is_for_staff(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await lead(world, service)
        await client_write(world, service, maria, "My dog is very old")
        assert any("My dog is very old" in m.text for m in written(world.group))
        assert "Your message is with the office" in maria.last(world.client).text


async def test_two_who_answer_at_once_both_reach_the_client_and_one_has_the_lead(tmp_path: Path) -> None:
    """chatwoot/chatwoot#775 #2015 #11062.

    Two people answered the same client elsewhere, and nobody knew who had the matter.
    """
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        other = world.fake.add_private_chat(901, first_name="佐藤")
        world.group.add_member(other)
        await staff_write(world, service, "五十嵐です")
        await staff_write(world, service, "佐藤です", who=other)
        texts = "\n".join(m.text for m in maria.messages(world.client))
        assert "五十嵐です" in texts
        assert "佐藤です" in texts
        has_it = stored(world, service).taken_by
        assert has_it is not None
        assert has_it.name == "五十嵐"


async def test_staff_are_told_of_a_message_that_cannot_be_sent(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await client(world, service)
        world.expects("a relay can never be delivered", dead=1)
        world.fake.fail_next("sendMessage", 400, "Bad Request: message is too long", bot=world.client)
        asked = await staff_write(world, service, "届かない")
        [told] = [m for m in written(world.group) if "届いていません" in m.text]
        assert told.reply_to == asked.message_id
        assert not asked.reactions


async def test_staff_are_told_by_its_name_of_a_kept_text_that_cannot_be_sent(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await client(world, service)
        await staff_say(world, service, "/saved お礼\nja: ありがとうございます。\nen: Thank you.", topic_of(world))
        world.expects("a relay can never be delivered", dead=1)
        world.fake.fail_next("sendMessage", 400, "Bad Request: message is too long", bot=world.client)
        for label in ("定型文", "お礼", "✉ 送信"):
            await staff_press(world, service, label)
        [told] = [m for m in written(world.group) if "届いていません" in m.text]
        assert "お礼" in told.text
        assert not any("を送りました" in m.text for m in written(world.group))


async def test_where_the_group_allows_few_reactions_another_is_taken_and_none_harms_nobody(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await client(world, service)
        world.group.available_reactions = ["👍"]
        asked = await staff_write(world, service, "はい")
        assert asked.reactions
        world.group.available_reactions = []
        assert not (await staff_write(world, service, "もう一度")).reactions


async def test_in_a_group_without_topics_an_answer_to_the_card_or_a_message_reaches_its_client(tmp_path: Path) -> None:
    async with make_world(tmp_path, forum=False) as world, world.service() as service:
        maria = await client(world, service)
        await client_write(world, service, maria, "Hello?")
        [copy] = [m for m in written(world.group) if "Hello?" in m.text]
        for answers in (card(world.group), copy):
            await world.group.say(world.office, world.staff, f"はい {answers.message_id}", None, answers)
            await world.settled(service)
            assert f"はい {answers.message_id}" in maria.last(world.client).text
        before = len(maria.messages(world.client))
        await world.group.say(world.office, world.staff, "だれにでもなく")
        await world.settled(service)
        assert len(maria.messages(world.client)) == before


async def test_whoever_writes_as_a_channel_is_no_staff(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        before = len(maria.messages(world.client))
        await world.group.linked_channel_posts(world.office, "お知らせ")
        await world.settled(service)
        assert len(maria.messages(world.client)) == before
        await world.group.say_anonymously(world.office, "匿名の管理者です", topic_of(world))
        await world.settled(service)
        assert "匿名の管理者です" in maria.last(world.client).text


async def test_after_forget_nothing_of_the_talk_is_left_on_either_side(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await staff_write(world, service, "合言葉ツバメ")
        await client_write(world, service, maria, "password SWALLOW")
        await do(world, service, maria, "/mydata")
        await forget(world, service, maria)
        for text in ("合言葉ツバメ", "SWALLOW"):
            assert not any(text in m.text for m in maria.messages(world.client))
            assert not any(text in m.text for m in world.group.messages())
            assert text.encode() not in peek.bytes_on_disk(tmp_path)
        with service.core.ledger.store.transaction() as tx:
            assert tx.handles_of("office", "3") == {}


async def test_what_waits_over_a_restart_arrives_once_and_in_order_on_both_sides(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            maria = await client(world, service)
            await staff_write(world, service, "最初")
        thread = topic_of(world)
        for number in range(3):
            await world.group.say(world.office, world.staff, f"職員 {number}", thread)
            await maria.send(world.client, f"client {number}")
        async with world.service() as service:
            await world.settled(service)
        shown = [m.text.split("\n")[-1] for m in maria.messages(world.client) if "職員" in m.text]
        assert shown == [f"職員 {number}" for number in range(3)]
        topic = "\n".join(m.text for m in written(world.group, thread))
        places = [topic.index(f"client {number}") for number in range(3)]
        assert places == sorted(places)
        assert all(topic.count(f"client {number}") == 1 for number in range(3))


async def test_a_lost_reply_of_telegram_doubles_a_message_once_at_most_and_loses_none(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await client(world, service)
        await staff_write(world, service, "最初")
        world.fake.drop_reply_next("sendMessage")
        await staff_write(world, service, "大事なこと")
        shown = [m for m in maria.messages(world.client) if "大事なこと" in m.text]
        assert 1 <= len(shown) <= 2
        assert all(m.reactions for m in world.group.messages() if m.text == "大事なこと")
