"""The clients' bot receives from a Telegram of our own: which acts come of it, and that one update holds up nobody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import Update

from bot.channels.telegram.receive import ClientReceiver
from bot.channels.telegram.webhook import SECRET_HEADER, endpoint
from bot.errors import StorageTrouble
from bot.receiving.budget import Allowance, Budget
from bot.receiving.reception import Reception
from bot.receiving.server import make_server, serve
from bot.turns.acts import ClientTurn
from bot.turns.apply import Batch
from bot.turns.ledger import Call, Job
from dialogs.messages import Act, ActKind
from tests.bot.test_webhook import free_port, until_open
from tests.patience import PATIENCE_SECONDS
from tests.telegram import FakeClock, FakeTelegram, odd
from tests.telegram.clients import aiogram_session

TOKEN = "100:client-secret-client-secret"
SECRET = "a-secret-of-the-webhook"
MARKER = "Ünverwechselbar"
PLENTY = Allowance(at_once=1_000)


class Bench:
    """A receiver on a fake Telegram; `acts` are what it handed to the writer."""

    def __init__(self, fake: FakeTelegram, bot: Bot, allowance: Allowance) -> None:
        self.fake = fake
        self.acts: list[tuple[int, Act, str | None]] = []
        self.recorded: list[tuple[str, str, str]] = []
        self.trouble: Callable[[int, Act], Exception | None] = lambda _chat, _incoming: None
        self.stop = asyncio.Event()
        self.telegram = fake.add_bot(TOKEN, username="client_bot")
        self.maria = fake.add_private_chat(7, first_name="Maria", language_code="en")
        self.ken = fake.add_private_chat(8, first_name="Ken", language_code="ja")
        budget = Budget(lambda: fake.clock().timestamp(), allowance)
        self.receiver = ClientReceiver(bot, Reception("telegram", self, fake.clock, budget))

    async def submit(self, job: Job) -> None:
        """Take what the reception hands over, as the writer does."""
        if isinstance(job, Call):
            job.do(cast("Batch", SimpleNamespace(tx=self)))
            return
        assert isinstance(job, ClientTurn)
        await self.before(job.act)
        chat = int(job.chat)
        error = self.trouble(chat, job.act)
        if error is not None:
            raise error
        self.acts.append((chat, job.act, job.message_id))
        self.fake.world.notify()

    async def before(self, act: Act) -> None:
        """Wait until an act may be handed over; it may at once."""

    def record_unreadable(self, channel: str, key: str, kind: str, _now: datetime) -> None:
        self.recorded.append((channel, key, kind))

    async def sleep(self, _seconds: float) -> None:
        await asyncio.sleep(0)

    async def poll(self, sleep: Callable[[float], Awaitable[None]] | None = None) -> None:
        async with self.receiver.aside:
            await self.receiver.poll(self.stop, sleep or self.sleep)

    async def settled(self) -> None:
        await self.telegram.drained()
        await asyncio.wait_for(self.receiver.aside.drained(), PATIENCE_SECONDS)

    def of(self, person: int) -> list[Act]:
        return [act for chat, act, _ in self.acts if chat == person]


@asynccontextmanager
async def bench(allowance: Allowance = PLENTY) -> AsyncIterator[Bench]:
    async with FakeTelegram(FakeClock()) as fake, Bot(TOKEN, session=aiogram_session(fake)) as bot:
        yield Bench(fake, bot, allowance)


@asynccontextmanager
async def polling(allowance: Allowance = PLENTY) -> AsyncIterator[Bench]:
    async with bench(allowance) as made:
        task = asyncio.ensure_future(made.poll())
        try:
            yield made
        finally:
            made.stop.set()
            await asyncio.wait_for(task, PATIENCE_SECONDS)
    made.fake.assert_clean()


@asynccontextmanager
async def pushing() -> AsyncIterator[Bench]:
    """The same behind a webhook; Telegram delivers when told to."""
    async with bench() as made:
        port = free_port()
        server = make_server({"/client": endpoint(SECRET, made.receiver.handle)})
        async with made.receiver.aside:
            task = asyncio.ensure_future(serve(server, "127.0.0.1", port, made.stop))
            try:
                await until_open(port)
                url = f"http://127.0.0.1:{port}/client"
                await made.receiver.bot.set_webhook(url, secret_token=SECRET)
                yield made
            finally:
                made.stop.set()
                await asyncio.wait_for(task, PATIENCE_SECONDS)
    made.fake.assert_clean()


# --- acts ---------------------------------------------------------------------------------------------------------


async def test_what_people_do_becomes_an_act() -> None:
    async with polling() as made:
        maria, bot = made.maria, made.telegram
        await maria.send(bot, "hello")
        await maria.send(bot, "/human some words\nkept")
        await maria.send_photo(bot, "a caption")
        await maria.send_contact(bot, phone_number="+8190")
        await maria.send_contact(bot, phone_number="+8190", user_id=99)
        await maria.forward(bot, "somebody else's words")
        await maria.edit(bot, 1, "hello!")
        await maria.press(bot, 1, "consent.3.a:agree")
        await maria.block(bot)
        await maria.unblock(bot)
        await made.settled()
        assert made.of(7) == [
            Act(ActKind.TEXT, "hello", language="en"),
            Act(ActKind.COMMAND, "some words\nkept", command="human", language="en"),
            Act(ActKind.OTHER, "photo", language="en"),
            Act(ActKind.OTHER, "contact", data="+8190", language="en"),
            Act(ActKind.OTHER, "contact", language="en"),
            Act(ActKind.OTHER, "forward", language="en"),
            Act(ActKind.EDIT, "hello!"),
            Act(ActKind.PRESS, data="consent.3.a:agree", language="en", message="1"),
            Act(ActKind.LEFT),
            Act(ActKind.CAME_BACK),
        ]
        assert [message for _, _, message in made.acts] == ["1", "2", "3", "4", "5", "6", None, None, None, None]


async def test_pins_and_moving_places_are_no_speech_and_an_album_is_told_as_one() -> None:
    async with polling() as made:
        await made.maria.send(made.telegram, "hello")
        await made.maria.pin(made.telegram, 1)
        await made.maria.share_live_location(made.telegram, moves=3)
        await made.maria.send_album(made.telegram, 4)
        await made.settled()
        text, place, *album = made.of(7)
        assert (text.text, place.text) == ("hello", "location")
        assert [part.text for part in album] == ["photo"] * 4
        assert len({part.album for part in album}) == 1
        assert album[0].album
        assert place.album == ""


async def test_the_bot_does_not_stay_in_a_group() -> None:
    async with polling() as made:
        group = made.fake.add_group(-100, title="somewhere")
        group.add_member(made.maria)
        group.add_bot(made.telegram)
        await group.say(made.telegram, made.maria, "/start")
        await made.settled()
        assert made.acts == []
        assert [call.params["chat_id"] for call in made.fake.calls_of("leaveChat")] == [-100]
        group.remove_bot(made.telegram)
        await made.settled()
        assert len(made.fake.calls_of("leaveChat")) == 1


# --- odd updates --------------------------------------------------------------------------------------------------


async def push_all_odd(made: Bench) -> int:
    """Send everything odd there is; returns how many updates."""
    maria, bot = made.maria, made.telegram
    for content, text in (build(MARKER) for build in odd.MESSAGES.values()):
        await maria.send_odd(bot, content, text)
    for name in odd.UPDATES:
        odd.push(maria, bot, name, MARKER)
    for build_body in odd.BODIES.values():
        bot.push_raw(build_body(maria, bot, MARKER))
    return len(bot.pending)


def check_odd(made: Bench, log: str) -> None:
    assert made.of(8) == [Act(ActKind.TEXT, "hello", language="ja")], "somebody else is served"
    kinds = {kind for _, _, kind in made.recorded}
    assert {"message", "callback_query", "my_chat_member", "dream", "thought_bubble", "unknown", "unparsed"} == kinds
    assert {channel for channel, _, _ in made.recorded} == {"telegram"}
    assert len({number for _, number, _ in made.recorded}) == len(made.recorded)
    told = [act for act in made.of(7) if act.text == "unknown"]
    assert len(told) >= 5, "the sender is told that it cannot be read"
    assert MARKER not in log


async def test_odd_updates_stop_nobody_by_polling(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with bench() as made:
        await push_all_odd(made)
        await made.ken.send(made.telegram, "hello")
        naps: list[float] = []

        async def sleep(seconds: float) -> None:
            naps.append(seconds)

        task = asyncio.ensure_future(made.poll(sleep))
        await made.settled()
        made.stop.set()
        await asyncio.wait_for(task, PATIENCE_SECONDS)
        assert naps == [], "nothing had to be tried twice"
        check_odd(made, caplog.text)


async def test_odd_updates_stop_nobody_by_webhook(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with pushing() as made:
        count = await push_all_odd(made)
        assert await made.telegram.deliver_all() == [200] * count, "each is taken at the first try"
        await made.ken.send(made.telegram, "hello")
        assert await made.telegram.deliver_all() == [200]
        check_odd(made, caplog.text)


async def test_what_no_library_could_read_is_never_shown_to_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Validated whole, a message of 226 bytes took over 20 seconds."""

    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("a whole update was validated")

    monkeypatch.setattr(Update, "model_validate", refuse)
    async with polling() as made:
        await made.maria.send_odd(made.telegram, {"rich_message": odd.rich(50, MARKER)})
        await made.settled()
        assert made.of(7) == [Act(ActKind.OTHER, "rich_message", language="en")]


# --- presses ------------------------------------------------------------------------------------------------------


async def test_a_press_is_answered_when_it_is_durable() -> None:
    async with polling() as made:
        await made.maria.send(made.telegram, "hello")
        update = await made.maria.press(made.telegram, 1, "x.1.y")
        await made.settled()
        assert made.telegram.answer_to(update) is not None
        assert len(made.fake.calls_of("answerCallbackQuery")) == 1


async def test_a_press_by_webhook_costs_no_call_of_its_own() -> None:
    async with pushing() as made:
        update = await made.maria.press(made.telegram, 1, "x.1.y")
        assert await made.telegram.deliver_all() == [200]
        assert made.telegram.answer_to(update) is not None
        url = made.telegram.webhook.url
        headers = {SECRET_HEADER: SECRET}
        async with aiohttp.ClientSession() as session, session.post(url, json=update, headers=headers) as reply:
            assert await reply.json() == {
                "method": "answerCallbackQuery",
                "callback_query_id": update["callback_query"]["id"],
            }


@pytest.mark.parametrize("method", ["answerCallbackQuery", "leaveChat"])
async def test_a_call_that_hangs_holds_up_nobody(method: str) -> None:
    async with polling() as made:
        gate = made.fake.gate(method)
        for number in range(20):
            await made.maria.press(made.telegram, 1, f"x.{number}.y")
            made.fake.add_group(-100 - number, title="somewhere").add_bot(made.telegram)
        await gate.reached()
        await made.ken.send(made.telegram, "hello")
        async with asyncio.timeout(5):
            await made.telegram.drained()
        assert len(made.of(8)) == 1, "commited and acknowledged while the call hangs"
        gate.release()
        await made.settled()
        assert len(made.fake.calls_of(method)) == 20


async def test_a_press_and_a_text_of_one_person_stay_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    async with bench() as made:
        await made.maria.send(made.telegram, "one")
        await made.maria.press(made.telegram, 1, "x.1.y")
        await made.maria.send(made.telegram, "two")
        waits = asyncio.Event()

        async def slow(act: Act) -> None:
            if act.text == "one":
                await waits.wait()

        monkeypatch.setattr(made, "before", slow)
        task = asyncio.ensure_future(made.poll())
        await made.fake.wait_for(lambda: made.fake.calls_of("getUpdates"))
        for _ in range(20):
            await asyncio.sleep(0)
        assert made.acts == []
        waits.set()
        await made.settled()
        made.stop.set()
        await asyncio.wait_for(task, PATIENCE_SECONDS)
        assert [act.text or act.data for act in made.of(7)] == ["one", "x.1.y", "two"]


# --- budget, trouble ----------------------------------------------------------------------------------------------

SMALL = Allowance(at_once=5, a_second=1.0, reopens=3, erasing_at_once=2)


async def test_a_flood_is_told_once_and_then_not_read() -> None:
    async with polling(SMALL) as made:
        await made.ken.send(made.telegram, "/start")
        for number in range(50):
            await made.maria.send(made.telegram, f"line {number}")
        await made.ken.send(made.telegram, "hello")
        pressed = await made.maria.press(made.telegram, 1, "x.1.y")
        await made.maria.block(made.telegram)
        await made.maria.unblock(made.telegram)
        await made.maria.send(made.telegram, "/forget")
        await made.maria.press(made.telegram, 1, "forget.9.forget")
        await made.settled()
        said = [act.text or act.command or act.data or act.kind for act in made.of(7)]
        lines = [f"line {number}" for number in range(5)]
        assert said == [*lines, ActKind.TOO_FAST, ActKind.LEFT, ActKind.CAME_BACK, "forget", "forget.9.forget"]
        assert len(made.of(8)) == 2
        assert made.telegram.answer_to(pressed) is not None, "a button never stays waiting"
        made.fake.clock.advance(timedelta(seconds=60))  # type: ignore[attr-defined]  # a FakeClock
        await made.maria.send(made.telegram, "again")
        await made.settled()
        assert made.of(7)[-1].text == "again"


async def test_trouble_of_the_database_costs_a_person_nothing() -> None:
    async with polling(SMALL) as made:
        fails = iter(range(30))
        made.trouble = lambda _chat, _incoming: (
            None if next(fails, None) is None else StorageTrouble("error-database-rewritten")
        )
        for number in range(7):
            await made.maria.send(made.telegram, f"line {number}")
        await made.settled()
        assert [act.kind for act in made.of(7)] == [ActKind.TEXT] * 5 + [ActKind.TOO_FAST]
        assert made.recorded == []


async def test_an_update_that_always_fails_is_given_up() -> None:
    async with polling() as made:
        made.trouble = lambda _chat, act: ValueError(MARKER) if act.text == "poison" else None
        await made.maria.send(made.telegram, "poison")
        await made.maria.send(made.telegram, "on")
        await made.settled()
        assert [act.text for act in made.of(7)] == ["on"]
        assert [kind for _, _, kind in made.recorded] == ["failed"]


async def test_by_webhook_it_is_given_up_too() -> None:
    async with pushing() as made:
        made.trouble = lambda _chat, _incoming: ValueError(MARKER)
        await made.maria.send(made.telegram, "poison")
        assert [await made.telegram.deliver_webhook() for _ in range(3)] == [500, 500, 200]
        made.trouble = lambda _chat, _incoming: StorageTrouble("error-database-rewritten")
        await made.maria.send(made.telegram, "kept")
        assert [await made.telegram.deliver_webhook() for _ in range(5)] == [500] * 5
        made.trouble = lambda _chat, _incoming: None
        assert await made.telegram.deliver_webhook() == 200
        assert [act.text for act in made.of(7)] == ["kept"]


# --- fetching -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "what"), [(401, "Unauthorized"), (409, "Conflict"), (429, "RetryAfter"), (502, "S")])
async def test_a_refused_poll_is_told_by_its_kind_and_tried_again(
    code: int, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with polling() as made:
        await made.fake.wait_for(lambda: made.telegram.polling)
        made.fake.fail_next("getUpdates", code, MARKER, retry_after=3 if code == 429 else None)
        await made.maria.send(made.telegram, "hello")
        await made.fake.wait_for(lambda: made.fake.calls_of("getUpdates", ok=False))
        await made.maria.send(made.telegram, "on")
        await made.settled()
        assert [act.text for act in made.of(7)] == ["hello", "on"]
    assert f"(Telegram{what}" in caplog.text
    assert MARKER not in caplog.text
    assert TOKEN not in caplog.text


async def test_what_is_asked_for() -> None:
    async with polling() as made:
        await made.maria.send(made.telegram, "hello")
        await made.settled()
        await made.fake.wait_for(lambda: made.telegram.polling)
    asked = [call.params for call in made.fake.calls_of("getUpdates")]
    assert asked[0]["allowed_updates"] == ["message", "callback_query", "edited_message", "my_chat_member"]
    assert "offset" not in asked[0]
    assert (asked[0]["timeout"], asked[0]["limit"]) == (25, 100)


@pytest.mark.parametrize("seconds", [0, 25])
async def test_a_poll_is_waited_for_longer_than_telegram_waits(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """Else every quiet half a minute ends in an error and a pause, and whoever writes then is answered late."""
    patience: list[float | None] = []
    request = aiohttp.ClientSession._request

    async def noted(session: aiohttp.ClientSession, *args: Any, **more: Any) -> aiohttp.ClientResponse:
        patience.append(more["timeout"].total)
        return await request(session, *args, **more)

    async with bench() as made:
        await made.maria.send(made.telegram, "hello")
        monkeypatch.setattr(aiohttp.ClientSession, "_request", noted)
        await made.receiver.fetch(None, seconds, 1)
    assert patience == [seconds + 15]
