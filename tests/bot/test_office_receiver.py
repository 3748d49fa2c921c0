"""The office bot receives from a Telegram of our own: who is staff, what comes again, and that no call holds others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update
from telegram.request import BaseRequest

from bot.channels.telegram.webhook import endpoint
from bot.errors import StorageTrouble
from bot.office.commands import Asked
from bot.office.telegram.handlers import OfficeReceiver, _Staff, make_application
from bot.receiving.server import make_server, serve
from bot.turns.acts import StaffMessage, Turned
from dialogs.desk.matter import Member
from dialogs.desk.rights import EVERYTHING, Rights, Role
from dialogs.messages import Text
from tests.bot.test_webhook import free_port, until_open
from tests.patience import PATIENCE_SECONDS
from tests.telegram import FakeClock, FakeTelegram, odd

TOKEN = "200:office-secret-office-secret"
SECRET = "a-secret-of-the-webhook"
MARKER = "Ünverwechselbar"
STAFF_CHAT = -1001234
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class Desk:
    """What staff did, in words; the office's application of these tests."""

    def __init__(self, fake: FakeTelegram) -> None:
        self.fake = fake
        self.chat: int | None = STAFF_CHAT
        self.done: list[str] = []
        self.ids: list[str] = []
        self.refused: Text | None = None
        self.troubles: list[Exception] = []
        self.was_let_in = False
        self.heard: list[bool] = []

    def note(self, what: str) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.done.append(what)
        self.fake.world.notify()

    async def rights(self, member: Member, *, is_anonymous: bool, needs: Role) -> Rights:
        return EVERYTHING

    async def act(self, update_id: int, number: int, act: str, by: Member, rights: Rights, row: str = "") -> Turned:
        assert rights is EVERYTHING
        self.note(f"{act}:{number}{row} by {by.name}")
        self.ids.append(by.id or "")
        return Turned(refused=self.refused)

    async def sign_in_code(self, mark: str, by: Member, rights: Rights) -> Text:
        raise AssertionError("no such button was posted")

    async def decide_for_many(self, update_id: int, number: int, act: str, by: Member, rights: Rights) -> Turned:
        assert rights is EVERYTHING
        self.note(f"{act}:{number} by {by.name}")
        return Turned(refused=self.refused)

    async def answer(self, command: str, asked: Asked) -> None:
        assert asked.rights is EVERYTHING
        if command == "leads":
            self.note(f"leads in {asked.thread}" + (f", {asked.text!r}" if asked.text else ""))
        else:
            self.note(f"lead {asked.text!r}" if command == "lead" else "help")

    def now(self) -> datetime:
        return NOW

    async def hears(self, everything: bool) -> None:
        self.heard.append(everything)

    async def wrote(self, message: StaffMessage) -> None:
        how = "changed " if message.is_change else "took back " if message.is_unsend else ""
        self.note(f"{how}{message.said.text!r} in {message.thread} by {message.name}")

    async def moved(self, chat: int) -> None:
        self.note(f"moved to {chat}")
        self.chat = chat

    def say(self, text: Text) -> str:
        return text.key

    def let_in(self) -> None:
        self.was_let_in = True


class Bench:
    """A receiver on a fake Telegram with a staff group."""

    def __init__(self, fake: FakeTelegram) -> None:
        self.fake = fake
        self.telegram = fake.add_bot(TOKEN, username="office_bot", can_read_all_group_messages=True)
        self.group = fake.add_group(STAFF_CHAT, title="相談", forum=True)
        self.staff = fake.add_private_chat(900, first_name="五十嵐", last_name="花")
        self.stranger = fake.add_private_chat(66, first_name="Eve")
        self.group.add_member(self.staff)
        self.group.add_bot(self.telegram)
        self.desk = Desk(fake)
        self.recorded: list[tuple[str, str]] = []
        self.naps: list[float] = []
        self.stop = asyncio.Event()
        self.application = make_application(TOKEN, fake.base_url)
        self.receiver = OfficeReceiver(self.application, self.desk, self.record, self.desk.let_in)

    async def record(self, key: str, kind: str) -> None:
        self.recorded.append((key, kind))

    async def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        await asyncio.sleep(0)

    async def settled(self) -> None:
        await self.telegram.drained()
        await asyncio.wait_for(self.receiver.aside.drained(), PATIENCE_SECONDS)

    def button(self) -> int:
        """A message of the bot's, to press a button on."""
        return self.group.chat.post(self.telegram.user, self.fake.clock(), text="card").message_id


@asynccontextmanager
async def bench() -> AsyncIterator[Bench]:
    async with FakeTelegram(FakeClock()) as fake:
        made = Bench(fake)
        await made.application.initialize()
        try:
            yield made
        finally:
            await made.application.shutdown()
    fake.assert_clean()


@asynccontextmanager
async def polling() -> AsyncIterator[Bench]:
    async with bench() as made, made.receiver.aside:
        task = asyncio.ensure_future(made.receiver.poll(made.stop, made.sleep))
        try:
            yield made
        finally:
            made.stop.set()
            await asyncio.wait_for(task, PATIENCE_SECONDS)


# --- who is staff -------------------------------------------------------------------------------------------------


async def test_commands_as_telegram_has_them() -> None:
    async with polling() as made:
        for text in ("/leads", "/LEADS@office_bot", "/lead\n3", "/lead@office_bot  #3 ", "/help", "/start x", "/lead"):
            await made.group.say(made.telegram, made.staff, text)
        for text in ("/leads@other_bot", "/unknown", "leads", "see /leads"):
            await made.group.say(made.telegram, made.staff, text)
        thread = await made.group.create_topic(made.staff, "x")
        await made.group.say(made.telegram, made.staff, "/leads", thread_id=thread)
        await made.group.say(made.telegram, made.staff, "/leads 2")
        await made.settled()
        expected = ["leads in None"] * 2 + ["lead '3'", "lead '#3'", "help", "help", "lead ''", f"leads in {thread}"]
        # What is no command at all may be meant for a client, who is not to read it.
        expected.insert(-1, "'/unknown' in None by 五十嵐 花")
        assert made.desk.done == [*expected, "leads in None, '2'"]


async def test_an_anonymous_administrator_is_staff() -> None:
    async with polling() as made:
        await made.group.say_anonymously(made.telegram, "/leads@office_bot")
        message = made.group.chat.find(made.button())
        assert message is not None
        update = await made.group.press_anonymously(made.telegram, message, "take:3")
        await made.settled()
        assert made.desk.done == ["leads in None", "take:3 by staff-anonymous"]
        assert made.telegram.answer_to(update) is not None


async def test_nobody_else_is() -> None:
    async with polling() as made:
        await made.group.linked_channel_posts(made.telegram, "/leads")
        topic = await made.group.create_topic(made.staff, "x")
        channel_bot = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
        for sender, wrote_as in [
            (channel_bot, {"id": -1_007, "type": "channel"}),
            ({"id": 777000, "is_bot": False, "first_name": "Telegram"}, {"id": -1_007, "type": "channel"}),
            ({"id": 1087968824, "is_bot": True, "first_name": "Group"}, {"id": -5, "type": "group"}),
            ({"id": 33, "is_bot": True, "first_name": "Other bot"}, None),
        ]:
            for text in ("/leads", "a word in the topic of a client"):
                message = made.group.chat.post(sender, made.fake.clock(), text=text, thread_id=topic, by_person=True)
                written = message.json() | ({} if wrote_as is None else {"sender_chat": wrote_as})
                made.telegram.push("message", written)
        await made.stranger.send(made.telegram, "/leads")
        await made.staff.send(made.telegram, "/leads")
        elsewhere = made.fake.add_group(-77, title="elsewhere")
        elsewhere.add_member(made.staff)
        await made.settled()
        assert made.desk.done == []
        pressed = await made.stranger.press(made.telegram, 1, "take:3")
        await made.settled()
        assert made.desk.done == []
        assert made.telegram.answer_to(pressed) is not None, "a button never stays waiting"


async def test_whose_name_is_missing_has_one_all_the_same() -> None:
    async with polling() as made:
        number = made.button()
        query = (await made.group.press(made.telegram, made.staff, number, "take:3"))["callback_query"]
        made.telegram.ask({**query, "id": "7", "from": {"id": 900, "is_bot": False}})
        await made.settled()
        assert made.desk.done == ["take:3 by 五十嵐 花", "take:3 by ID 900"]
        assert made.desk.ids == ["900", "900"]


# --- presses ------------------------------------------------------------------------------------------------------


async def test_a_press_is_answered_with_what_staff_must_know() -> None:
    async with polling() as made:
        made.desk.refused = Text("staff-already-taken", {"name": "Tom"})
        update = await made.group.press(made.telegram, made.staff, made.button(), "take:3")
        await made.settled()
        answer = made.telegram.answer_to(update)
        assert answer is not None
        assert (answer.text, answer.show_alert) == ("staff-already-taken", True)


async def test_what_staff_decide_about_a_change_of_law_is_handed_on() -> None:
    async with polling() as made:
        for data in ("law_send:3", "law_drop:12"):
            await made.group.press(made.telegram, made.staff, made.button(), data)
            await made.settled()
        assert made.desk.done == ["law_send:3 by 五十嵐 花", "law_drop:12 by 五十嵐 花"]


@pytest.mark.parametrize(
    "data", ["take", "take:x", "take:1234567890123456", "ok:3", "1.1.x", "", "law_send", "law_send:x", "law_tell:3"]
)
async def test_a_button_nobody_made_does_nothing(data: str) -> None:
    async with polling() as made:
        update = await made.group.press(made.telegram, made.staff, made.button(), data)
        await made.settled()
        assert made.desk.done == []
        assert made.telegram.answer_to(update) is not None


@pytest.mark.parametrize("act", ["take:3", "/leads", "/lead 3", "/help"])
async def test_an_act_that_could_not_be_kept_comes_again(act: str) -> None:
    async with polling() as made:
        made.desk.troubles = [
            StorageTrouble("error-database-rewritten"),
            StorageTrouble("error-database-rewritten"),
        ]
        if act.startswith("/"):
            await made.group.say(made.telegram, made.staff, act)
        else:
            update = await made.group.press(made.telegram, made.staff, made.button(), act)
        await made.settled()
        assert len(made.desk.done) == 1
        assert made.naps == [0.25, 0.5]
        assert made.recorded == []
        if not act.startswith("/"):
            assert made.telegram.answer_to(update) is not None


async def test_by_webhook_an_act_that_could_not_be_kept_is_a_500_and_the_answer_stands_in_the_reply() -> None:
    async with bench() as made:
        port = free_port()
        server = make_server({"/office": endpoint(SECRET, made.receiver.handle)})
        async with made.receiver.aside:
            task = asyncio.ensure_future(serve(server, "127.0.0.1", port, made.stop))
            await until_open(port)
            await made.application.bot.set_webhook(f"http://127.0.0.1:{port}/office", secret_token=SECRET)
            made.desk.troubles = [StorageTrouble("error-database-rewritten")]
            made.desk.refused = Text("staff-not-found", {"number": "1"})
            update = await made.group.press(made.telegram, made.staff, made.button(), "take:3")
            assert await made.telegram.deliver_webhook(update) == 500
            assert made.telegram.answer_to(update) is None
            assert await made.telegram.deliver_webhook(update) == 200
            made.stop.set()
            await asyncio.wait_for(task, PATIENCE_SECONDS)
        answer = made.telegram.answer_to(update)
        assert answer is not None
        assert answer.text == "staff-not-found"
        assert len(made.desk.done) == 1


async def test_an_act_that_always_fails_is_given_up() -> None:
    async with polling() as made:
        made.desk.troubles = [ValueError(MARKER) for _ in range(3)]
        await made.group.say(made.telegram, made.staff, "/leads")
        await made.group.say(made.telegram, made.staff, "/help")
        await made.settled()
        assert made.desk.done == ["help"]
        assert [kind for _, kind in made.recorded] == ["failed"]


# --- odd updates --------------------------------------------------------------------------------------------------


async def test_odd_updates_stop_nobody_and_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with polling() as made:
        for content, text in (build(MARKER) for build in odd.MESSAGES.values()):
            made.group.post(made.staff, made.telegram, text=text, payload=content)
        for name in odd.UPDATES:
            odd.push(made.staff, made.telegram, name, MARKER)
        for build_body in odd.BODIES.values():
            made.telegram.push_raw(build_body(made.staff, made.telegram, MARKER))
        await made.group.say(made.telegram, made.staff, "/leads")
        await made.settled()
        assert made.desk.done == ["leads in None"]
        assert made.naps == []
        kinds = {kind for _, kind in made.recorded}
        assert {"callback_query", "my_chat_member", "dream", "unparsed"} <= kinds
    assert MARKER not in caplog.text


# --- the group ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["old", "new"])
async def test_the_group_moves_whichever_message_is_heard(which: str) -> None:
    async with polling() as made:
        field = {"old": {"migrate_to_chat_id": -500}, "new": {"migrate_from_chat_id": STAFF_CHAT}}[which]
        chat = {"old": STAFF_CHAT, "new": -500}[which]
        shell = {"message_id": 5, "date": 1, "chat": {"id": chat, "type": "supergroup", "title": "x"}}
        made.telegram.push("message", {**shell, **field})
        await made.settled()
        assert made.desk.done == ["moved to -500"]


async def test_other_groups_that_move_are_none_of_ours() -> None:
    async with polling() as made:
        shell = {"message_id": 5, "date": 1, "chat": {"id": -9, "type": "supergroup", "title": "x"}}
        made.telegram.push("message", {**shell, "migrate_to_chat_id": -500})
        made.telegram.push("message", {**shell, "migrate_from_chat_id": -8})
        await made.settled()
        made.desk.chat = None
        made.telegram.push("message", {**shell, "migrate_from_chat_id": STAFF_CHAT})
        await made.settled()
        assert made.desk.done == []


async def test_a_move_that_could_not_be_kept_comes_again() -> None:
    async with polling() as made:
        made.desk.troubles = [StorageTrouble("error-database-rewritten")]
        shell = {"message_id": 5, "date": 1, "chat": {"id": STAFF_CHAT, "type": "group", "title": "x"}}
        made.telegram.push("message", {**shell, "migrate_to_chat_id": -500})
        await made.settled()
        assert made.desk.done == ["moved to -500"]


@pytest.mark.parametrize(
    ("code", "description", "leaves"),
    [
        (400, "Bad Request: chat not found", True),
        (403, "Forbidden: bot was kicked from the supergroup chat", True),
        (500, "Internal Server Error", False),
        (429, "Too Many Requests: retry after 3", False),
    ],
)
async def test_in_doubt_a_group_may_be_ours(code: int, description: str, leaves: bool) -> None:
    """A group the bot is added to may be what the staff group became; only who knows better leaves."""
    async with polling() as made:
        made.fake.fail_next("getChat", code, description, retry_after=3 if code == 429 else None)
        made.fake.add_group(-500, title="x").add_bot(made.telegram)
        await made.settled()
        assert len(made.fake.calls_of("leaveChat")) == leaves
        assert made.desk.done == []


async def test_a_group_that_ours_became_is_kept_and_another_is_left() -> None:
    async with polling() as made:
        made.fake.world.migrated[STAFF_CHAT] = -500
        made.fake.add_group(-500, title="x").add_bot(made.telegram)
        made.fake.add_group(-600, title="y").add_bot(made.telegram)
        await made.settled()
        assert made.desk.done == ["moved to -500"]
        assert [call.params["chat_id"] for call in made.fake.calls_of("leaveChat")] == [-600]


async def test_a_group_that_is_there_is_not_what_it_became() -> None:
    async with polling() as made:
        group = made.fake.add_group(-600, title="y")
        group.add_bot(made.telegram)
        await made.settled()
        assert len(made.fake.calls_of("leaveChat")) == 1
        group.remove_bot(made.telegram)
        await made.settled()
        assert len(made.fake.calls_of("leaveChat")) == 1


async def test_without_a_group_its_id_is_told(caplog: pytest.LogCaptureFixture) -> None:
    async with polling() as made:
        made.desk.chat = None
        made.fake.add_group(-600, title="y").add_bot(made.telegram)
        await made.settled()
        assert "INTAKE_OFFICE_CHAT=-600" in caplog.text
        assert made.fake.calls_of("leaveChat") == []


@pytest.mark.parametrize("method", ["getChat", "leaveChat", "answerCallbackQuery"])
async def test_a_call_that_hangs_holds_up_nobody(method: str) -> None:
    async with polling() as made:
        gate = made.fake.gate(method)
        made.fake.add_group(-600, title="y").add_bot(made.telegram)
        await made.group.press(made.telegram, made.staff, made.button(), "take:3")
        await gate.reached()
        await made.group.say(made.telegram, made.staff, "/leads")
        async with asyncio.timeout(5):
            await made.telegram.drained()
        assert made.desk.done == ["take:3 by 五十嵐 花", "leads in None"]
        gate.release()
        await made.settled()


@pytest.mark.parametrize(
    ("code", "what"), [(401, "InvalidToken"), (409, "Conflict"), (429, "RetryAfter"), (502, "Net")]
)
async def test_a_refused_poll_is_told_by_its_kind_and_tried_again(
    code: int, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with polling() as made:
        await made.fake.wait_for(lambda: made.telegram.polling)
        made.fake.fail_next("getUpdates", code, MARKER, retry_after=3 if code == 429 else None)
        await made.group.say(made.telegram, made.staff, "/leads")
        await made.fake.wait_for(lambda: made.fake.calls_of("getUpdates", ok=False))
        await made.group.say(made.telegram, made.staff, "/help")
        await made.settled()
        assert made.desk.done == ["leads in None", "help"]
    assert f"({what}" in caplog.text
    assert MARKER not in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.parametrize("seconds", [0, 25])
async def test_a_poll_is_waited_for_longer_than_telegram_waits(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    patience: list[Any] = []
    retrieve = BaseRequest.retrieve

    async def noted(request: BaseRequest, url: str, **more: Any) -> bytes:
        patience.append(more["read_timeout"])
        return await retrieve(request, url, **more)

    async with bench() as made:
        await made.group.say(made.telegram, made.staff, "/leads")
        monkeypatch.setattr(BaseRequest, "retrieve", noted)
        await made.receiver.fetch(None, seconds, 1)
    assert patience == [seconds + 15]


async def test_an_update_without_a_press_or_a_message_does_nothing() -> None:
    acted: list[str] = []

    class Noting:
        """Notes whatever is asked of it."""

        def __getattr__(self, name: str) -> Any:
            acted.append(name)
            raise AssertionError(name)

    desk: Any = Noting()
    context: Any = None
    staff = _Staff(desk, lambda _work: acted.append("beside"), lambda: acted.append("let in"))
    for heard in (staff.press, staff.command, staff.membership):
        await heard(Update(1), context)
    assert acted == []
