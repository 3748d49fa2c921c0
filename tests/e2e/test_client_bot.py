"""The clients' bot as a person meets it: every kind of message, press and mishap, and what is stored of it."""

from __future__ import annotations

import json
import logging
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.run import Runner
from bot.storage.tables import handles, leads, people, runs
from bot.words.clean import clean
from dialogs.commands import COMMANDS
from dialogs.marks import mark_of
from tests.e2e import peek
from tests.e2e.world import CLIENT_TOKEN, HERE, NO_DAY, OFFICE_TOKEN, SENT, At, World, make_world, press, talk
from tests.telegram import FakeMessage, FakeUser

AGREED = ("/start", "[English]", "[I agree]")
# The shortest way to the hand-off: straight to a person.
TO_A_PERSON = (*AGREED, "/human", "Please help me", HERE[0])
HANDED_OFF = (*TO_A_PERSON, HERE[1], *SENT, *NO_DAY)
TO_SALARY = (
    *AGREED,
    "[Highly Skilled Professional visa]",
    "[A work visa]",
    "[Specialist]",
    "[No]",
)
TO_RESULT = (
    *TO_SALARY,
    "6,500,000",
    "1994-05-01",
    "[Master's]",
    "[Done]",
    "5 years",
    "[JLPT N1]",
    "[Show my result]",
    "[All correct]",
)
BY_MAIL = (At("contact_way", "[E-mail]"), At("contact", "maria@example.com"), *SENT, *NO_DAY)
OLD_BUTTON = "earlier message"


def state(service: Runner, user: FakeUser) -> str:
    return peek.conversation(service, user).place.at


def only_live(world: World, user: FakeUser) -> FakeMessage:
    """The one message with buttons."""
    [message] = peek.live(world, user)
    return message


# --- where the bot speaks -----------------------------------------------------------------------------------------


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


# --- one live keyboard --------------------------------------------------------------------------------------------


async def test_a_press_edits_the_question_and_typing_brings_a_new_one(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        first = await talk(world, service, maria, "/start")
        assert first.labels
        pressed = await talk(world, service, maria, "[English]")
        assert pressed is first
        assert pressed.edited
        typed = await talk(world, service, maria, "I agree")
        assert typed.message_id > first.message_id
        assert only_live(world, maria) is typed
        world.fake.assert_clean()


async def test_only_one_message_has_buttons_whatever_is_done(tmp_path: Path) -> None:
    acts = (
        *TO_SALARY,
        "mumble",
        "[What does this mean]",
        "[Read on]",
        "what?",
        "[Back]",
        "No",
        "6.5 million",
        "/language",
        "[English]",
        "/help",
        "/privacy",
        "/mydata",
        "/cancel",
        "/forget",
        "[Keep everything]",
        "/nonsense",
        "1994-05-01",
        "[Master's]",
        "[Bachelor's]",
        "Done",
        "5 years",
        "N1",
        "[Show my result]",
        "[All correct]",
        "[Line by line]",
        "[All topics]",
        "[Papers that prove it]",
        "[Passport]",
        "[Short result]",
        "[Picture]",
        "/result",
        "/recheck",
        "[Nothing changed]",
        "/book",
        *HERE,
        *SENT,
        *NO_DAY,
        "one more word",
    )
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        for act in acts:
            await talk(world, service, maria, act)
            assert len(peek.live(world, maria)) == 1, act
            mark = mark_of(peek.conversation(service, maria))
            assert str(only_live(world, maria).buttons[0][0][1]).startswith(f"{mark}."), act
        assert state(service, maria) == "handed_off"
        world.fake.assert_clean()


async def test_old_buttons_after_a_restart_and_a_new_run_change_nothing(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        maria = world.person(7)
        seen: dict[tuple[int, str], None] = {}

        def look() -> None:
            for message in peek.live(world, maria):
                seen.update({(message.message_id, str(data)): None for row in message.buttons for _, data in row})

        async with world.service() as service:
            for act in (*TO_RESULT, "/recheck", "[I have a new job]", "[No]"):
                await talk(world, service, maria, act)
                look()
            before = peek.conversation(service, maria)
        on_top = only_live(world, maria)
        for row in on_top.buttons:
            for _, data in row:
                del seen[on_top.message_id, str(data)]
        assert len(seen) > 60
        async with world.service() as service:
            for number, (message_id, data) in enumerate(seen):
                await maria.press(world.client, message_id, data)
                if number % 10 == 9:
                    await world.settled(service)
            await world.settled(service)
            after = peek.conversation(service, maria)
            assert (after.place.at, after.answers, after.history) == (before.place.at, before.answers, before.history)
            assert len(peek.live(world, maria)) == 1
            # The live message's own old buttons are double taps; every other one is answered with where we are.
            assert OLD_BUTTON in only_live(world, maria).text
        world.fake.assert_clean()


async def test_two_quick_taps_count_once(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        maria = world.person(7)
        async with world.service() as service:
            first = await talk(world, service, maria, "/start")
        english = first.data_of("English")
        assert english is not None
        # Both taps wait before the bot looks.
        await maria.press(world.client, first, english)
        await maria.press(world.client, first, english)
        async with world.service() as service:
            await world.settled(service)
            assert state(service, maria) == "consent"
            assert len(peek.written(world, maria)) == 1
            agree = str(only_live(world, maria).data_of("I agree"))
        # Two different answers at once: the first counts.
        await maria.press(world.client, first, agree)
        await maria.press(world.client, first, agree.replace("agree", "refuse"))
        async with world.service() as service:
            await world.settled(service)
            assert state(service, maria) == "goal"
            assert not peek.conversation(service, maria).refused
        world.fake.assert_clean()


async def test_forged_data_is_answered_kindly(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *AGREED)
        forged = (
            "",
            "x",
            "1.2",
            "goal.3.nothing",
            "goal.3.a:../etc",
            "99.3.a:hsp",
            "goal.-3.a:hsp",
            "goal.²·3.a:hsp",
            "goal.3." + "y" * 57,
        )
        for data in forged:
            await maria.press(world.client, only_live(world, maria), data)
            await world.settled(service)
            if not data.startswith("99"):
                assert state(service, maria) == "goal", data
                assert OLD_BUTTON in only_live(world, maria).text
        world.fake.assert_clean()


async def test_a_message_that_is_gone_is_sent_anew(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        first = await talk(world, service, maria, "/start")
        await maria.press(world.client, first, str(first.data_of("English")), inaccessible=True)
        await world.settled(service)
        assert state(service, maria) == "consent"
        agree = str(only_live(world, maria).data_of("I agree"))
        first.deleted = True
        await maria.press(world.client, first.message_id, agree)
        second = await talk(world, service, maria)
        assert second is not first
        assert only_live(world, maria) is second
        world.fake.freeze_message(maria.id, second.message_id)
        third = await talk(world, service, maria, "[Highly Skilled Professional visa]")
        assert third is not second
        assert state(service, maria) == "residence"
        assert (await talk(world, service, maria, "[A work visa]")) is third, "the new message is the one to edit"
        world.fake.assert_clean()


async def test_the_same_text_again_is_success(tmp_path: Path) -> None:
    """Telegram refuses an edit that changes nothing ("not modified")."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *TO_SALARY, "6500000", "1994-05-01")
        gate = world.fake.gate("editMessageText")
        message = only_live(world, maria)
        data = next(str(d) for row in message.buttons for label, d in row if "Master's" in label)
        for _ in range(2):
            await maria.press(world.client, message, data)
        await world.client.drained()
        gate.release()
        await world.settled(service)
        assert peek.states(service.core.database) == []
        assert peek.conversation(service, maria).place.draft == ["master"]
        await talk(world, service, maria, "[Master's]")
        assert peek.conversation(service, maria).place.draft == []
        world.fake.assert_clean()


# --- what cannot be read ------------------------------------------------------------------------------------------


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
        for acts in (AGREED, ("[Highly Skilled Professional visa]", "[A work visa]", "[Specialist]", "[No]")):
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


# --- who is there -------------------------------------------------------------------------------------------------


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
        texts = ("/start", "English", "I agree", "hsp", "work", "specialist", "no", "6,500,000", "1994-05-01", "master")
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


# --- telegram's refusals ------------------------------------------------------------------------------------------


async def test_a_press_too_old_to_be_answered_still_counts(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        maria = world.person(7)
        async with world.service() as service:
            await talk(world, service, maria, "/start")
        await press(world, maria, "English")
        world.clock.advance(timedelta(hours=1))
        async with world.service() as service:
            await world.settled(service)
            assert [c.ok for c in world.fake.calls_of("answerCallbackQuery")] == [False]
            assert state(service, maria) == "consent"
        world.fake.assert_clean()


async def test_a_press_is_answered_beside_the_work_and_once(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start")
        gate = world.fake.gate("editMessageText")
        message = only_live(world, maria)
        update = await maria.press(world.client, message, str(message.data_of("English")))
        await gate.reached()
        await world.fake.wait_for(lambda: world.client.answer_to(update))
        gate.release()
        await world.settled(service)
        assert len(world.fake.calls_of("answerCallbackQuery")) == 1
        world.fake.assert_clean()


async def test_a_block_is_noticed_and_the_return_resumes(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *HANDED_OFF)
        await maria.block(world.client)
        await world.settled(service)
        found = peek.person(service.core.database, maria)
        assert found is not None
        assert not found.address.reachable
        [thread] = world.group.topics
        assert any("📵" in m.text for m in world.group.messages(thread))
        before = len(world.fake.calls_of("sendMessage", bot=world.client))
        await world.group.press_label(world.office, world.staff, "担当する")
        await world.settled(service)
        assert len(world.fake.calls_of("sendMessage", bot=world.client)) == before, "nobody writes to the blocked"
        assert peek.states(service.core.database) == [("screen", "held")]
        await maria.unblock(world.client)
        await world.settled(service)
        told = [m.text for m in peek.written(world, maria)[-2:]]
        assert "has taken your request" in told[0], "what waited comes first"
        assert "Welcome back" in told[1]
        assert any("📶" in m.text for m in world.group.messages(thread))
        assert peek.states(service.core.database) == []
        world.fake.assert_clean()


@pytest.mark.parametrize("refusal", ["Forbidden: bot was blocked by the user", "Bad Request: chat not found"])
async def test_a_refusal_holds_everything_until_the_person_is_back(tmp_path: Path, refusal: str) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        await talk(world, service, maria, *AGREED)
        code = 403 if refusal.startswith("Forbidden") else 400
        world.fake.fail_next("editMessageText", code, refusal, chat_id=7)
        await press(world, maria, "Highly Skilled")
        await world.settled(service)
        assert peek.states(service.core.database) == [("screen", "held")]
        await talk(world, service, ken, *AGREED)
        assert state(service, ken) == "goal"
        await maria.unblock(world.client)
        shown = await talk(world, service, maria)
        assert "What is your visa now?" in shown.text
        assert state(service, maria) == "residence"
        assert only_live(world, maria) is shown
        assert peek.states(service.core.database) == []
        world.fake.assert_clean()


async def test_whoever_writes_can_be_written_to(tmp_path: Path) -> None:
    """A 403 noticed only after the return, or a return we never heard of, must not mean silence for ever."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *AGREED)
        world.fake.fail_next("editMessageText", 403, "Forbidden: bot was blocked by the user")
        await press(world, maria, "Highly Skilled")
        await world.settled(service)
        assert peek.states(service.core.database) == [("screen", "held")]
        await talk(world, service, maria, "work visa")
        assert peek.states(service.core.database) == []
        assert len(peek.live(world, maria)) == 1
        world.fake.assert_clean()


async def test_blocking_before_the_first_word_is_no_trap(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await maria.block(world.client)
        await world.settled(service)
        assert peek.count(service.core.database, people) == 0, "nobody has told us anything yet"
        await maria.unblock(world.client)
        shown = await talk(world, service, maria, "/start")
        assert "Welcome" in shown.text
        assert len(peek.live(world, maria)) == 1
        world.fake.assert_clean()


async def test_a_flood_wait_in_one_chat_is_nobody_elses(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        world.fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 35", retry_after=35, chat_id=7)
        await talk(world, service, maria, "/start")
        await talk(world, service, ken, "/start")
        assert world.naps == [35.0]
        assert len(peek.written(world, maria)) == 1
        world.fake.assert_clean()


# --- one's own data -----------------------------------------------------------------------------------------------


async def test_my_data_is_all_of_it_as_a_file(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(
            world,
            service,
            maria,
            *TO_RESULT,
            "[contact the office]",
            At("name", "Maria <3 Santos"),
            *BY_MAIL,
            "/mydata",
        )
        [sent] = [m for m in peek.written(world, maria) if m.document]
        assert sent.document is not None
        content = json.loads(sent.document.data)
        assert content["chat"] == "7"
        assert content["conversation"]["answers"]["name"][0] == "Maria <3 Santos"
        assert content["conversation"]["answers"]["contact"][0] == "maria@example.com"
        assert content["lead"]["state"] == "new"
        assert len(content["runs"]) == 1
        assert content["conversation"] == peek.conversation(service, maria).to_json() | {
            k: content["conversation"][k] for k in ("messages", "live", "revision") if k in content["conversation"]
        }
        assert len(peek.live(world, maria)) == 1, "the file takes nobody's buttons away"
        world.fake.assert_clean()


async def test_privacy_before_consent(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        shown = await talk(world, service, maria, "/start", "[English]", "/privacy")
        assert "/forget erases everything" in shown.text
        assert state(service, maria) == "consent"
        for command in ("/result", "/human", "/book", "/recheck"):
            assert "need your agreement first" in (await talk(world, service, maria, command)).text
        assert set(peek.conversation(service, maria).answers) == {"language"}
        world.fake.assert_clean()


async def test_a_refusal_keeps_nothing_but_itself(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start website-1", "[English]", "my secret story", "[I do not agree]")
        content = peek.sealed(service.core.database, maria)
        kept = content["conversation"]
        assert set(kept["answers"]) == {"consent"}
        # Besides: whose row it is, where they stand, and what is needed to delete messages later.
        assert set(kept) <= {
            "id",
            "channel",
            "place",
            "answers",
            "revision",
            "opened",
            "live",
            "messages",
            "refused",
            "pressed",
        }
        assert kept["place"] == {"at": "refused"}
        assert set(content) == {"address", "conversation", "created_at", "inbox", "updated_at"}
        assert content["inbox"] == []
        assert "secret" not in json.dumps(content)
        assert (peek.count(service.core.database, runs), peek.count(service.core.database, leads)) == (0, 0)
        await talk(world, service, maria, "another secret", *AGREED)
        assert state(service, maria) == "goal"
        world.fake.assert_clean()


async def test_erasing_leaves_nothing(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        maria = world.person(987654321, "Maria")
        async with world.service() as service:
            await talk(world, service, maria, "/start website-1", *TO_RESULT[1:])
            old = maria.messages(world.client)
            world.clock.advance(timedelta(hours=49))
            await talk(world, service, maria, "[contact the office]", HERE[0], *BY_MAIL, "my secret", "/mydata")
            found = peek.person(service.core.database, maria)
            assert found is not None
            assert len(world.group.topics) == 1
            await talk(world, service, maria, "/forget", "[Erase everything]")

            left = maria.messages(world.client)
            receipt = left[-1]
            assert left == [*[m for m in old if not m.deleted], receipt], "what may be deleted is"
            assert all(m.date < world.clock() - timedelta(hours=48) for m in left[:-1])
            assert "Everything was erased" in receipt.text
            assert "48 hours" in receipt.text
            assert not peek.live(world, maria) or all(m in old for m in peek.live(world, maria))
            assert not world.group.topics
            assert not any("Maria" in m.text for m in world.group.messages())
            database = service.core.database
            assert not any(peek.count(database, t) for t in peek.PERSONAL)
            await peek.wiped(database)
            here = peek.bytes_on_disk(tmp_path)
            for word in (found.id, found.address.id, "Maria", "987654321", "maria@example.com", "secret", "website-1"):
                assert word.encode() not in here, word
            again = await talk(world, service, maria, "/start")
            assert "Welcome!" in again.text
            assert peek.conversation(service, maria).answers == {}
        world.fake.assert_clean()


async def test_old_buttons_after_erasing_begin_anew(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        shown = await talk(world, service, maria, *AGREED)
        data = str(shown.buttons[0][0][1])
        await talk(world, service, maria, "/forget", "[Erase everything]")
        await maria.press(world.client, shown.message_id, data)
        again = await talk(world, service, maria)
        assert "Welcome!" in again.text
        assert state(service, maria) == "language"
        world.fake.assert_clean()


async def test_erase_and_block_at_once_leaves_no_row(tmp_path: Path) -> None:
    """The usual farewell: erase, then block, before anything could be sent."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *HANDED_OFF, "/forget")
        gate = world.fake.gate("deleteMessages")
        await press(world, maria, "Erase everything")
        await gate.reached()
        await maria.block(world.client)
        gate.release()
        await world.settled(service)
        assert not any(peek.count(service.core.database, t) for t in peek.PERSONAL)
        world.fake.assert_clean()


async def test_erase_while_the_topic_is_being_made(tmp_path: Path) -> None:
    """The name of a topic is the client's name: it must not outlive them."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        gate = world.fake.gate("createForumTopic", after=True)
        await talk_without_waiting(world, service, maria)
        await gate.reached()
        for act in ("/forget", "Erase everything"):
            await maria.send(world.client, act)
            await world.client.drained()
        gate.release()
        await world.settled(service)
        assert not world.group.topics
        assert not any("Maria" in m.text for m in world.group.messages())
        assert not any(peek.count(service.core.database, t) for t in peek.PERSONAL)
        world.fake.assert_clean()


async def talk_without_waiting(world: World, service: Runner, user: FakeUser) -> None:
    """Up to the leave to send, and no further: its card is held up."""
    await talk(world, service, user, *TO_A_PERSON, HERE[1])
    await press(world, user, "Yes, send it")
    await world.client.drained()


async def test_erase_while_a_message_is_under_way(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, *TO_A_PERSON, HERE[1], "/forget")
        gate = world.fake.gate("sendDocument", after=True)
        await maria.send(world.client, "Keep everything")
        await maria.send(world.client, "/mydata")
        await gate.reached()
        for act in ("/forget", "Erase everything"):
            await maria.send(world.client, act)
            await world.client.drained()
        gate.release()
        await world.settled(service)
        [receipt] = maria.messages(world.client)
        assert "Everything was erased" in receipt.text
        assert peek.count(service.core.database, handles) == 0
        world.fake.assert_clean()


# --- logs ---------------------------------------------------------------------------------------------------------


async def test_logs_hold_no_token_and_nothing_personal(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "bot")
    for name in ("httpx", "httpcore", "aiogram", "telegram", "aiohttp"):  # as `intake run` sets them
        caplog.set_level(logging.WARNING, name)
    async with make_world(tmp_path) as world:
        world.expects("a turn failed", "can never be delivered", dead=1)
        world.allows("staff group")
        maria = world.person(987654321, "Maria")
        async with world.service() as service:
            await talk(world, service, maria, *TO_A_PERSON, "[Phone]", "+819012345678")
            world.fake.fail_next("sendMessage", 500, "Internal Server Error")
            world.fake.fail_next("createForumTopic", 429, "Too Many Requests", retry_after=3)
            world.fake.fail_next("getUpdates", 502, "Bad Gateway", times=2)
            world.fake.drop_reply_next("sendMessage")
            world.fake.drop_reply_next("getUpdates")
            await talk(world, service, maria, "[Yes, send it]")
            world.fake.fail_next("editMessageText", 400, "Bad Request: BUTTON_DATA_INVALID", bot=world.client)
            await talk(world, service, maria, "[Google Meet]", "None of these fits", "my secret words")
            handle = service.core.dialogue.handle
            broken, message = service.core.dialogue, " ".join(["Maria", "+819012345678", "my secret words"])

            def fail(*_args: object) -> None:
                raise ValueError(message)

            broken.handle = fail  # type: ignore[method-assign,assignment]
            await maria.send(world.client, "my secret words")
            await world.settled(service)
            broken.handle = handle  # type: ignore[method-assign]
            assert "something went wrong on our side" in maria.last(world.client).text
            await maria.block(world.client)
            await world.group.press_label(world.office, world.staff, "担当する")
            await world.settled(service)
            await maria.unblock(world.client)
            world.fake.break_everything()
            await maria.send(world.client, "my secret words")
            world.fake.mend()
            await world.settled(service)
            world.group.remove_bot(world.office)
            await maria.send(world.client, "my secret words")
            await world.client.drained()
            world.group.add_bot(world.office, admin=True, can_manage_topics=True, can_delete_messages=True)
            await world.settled(service)
        assert "a turn failed" in caplog.text
        assert "can never be delivered" in caplog.text
        secrets = (CLIENT_TOKEN, OFFICE_TOKEN, "client-secret", "office-secret", "Maria", "9012345678", "secret words")
        for secret in (*secrets, "987654321"):
            assert secret not in caplog.text, secret
        world.fake.assert_clean()
