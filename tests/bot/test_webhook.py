"""The webhook server: who may speak, what is refused, and that 200 means durable; then the whole service behind it."""

from __future__ import annotations

import asyncio
import gzip
import hmac
import io
import json
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_core, build_runner
from bot.channels.telegram import webhook
from bot.channels.telegram.calls import press_reply
from bot.channels.telegram.webhook import SECRET_HEADER, endpoint
from bot.errors import IntakeError, StorageTrouble
from bot.receiving import server as receiving
from bot.receiving.door import PressAnswer
from bot.receiving.server import LARGEST_BODY, REST, make_server, serve
from bot.run import Runner
from bot.storage.tables import outbox, people, updates
from bot.turns.ports import Transaction
from tests.e2e import peek
from tests.e2e.world import QUICKLY, World, make_world
from tests.patience import PATIENCE_SECONDS

SECRETS = {"/client": "secret-of-the-client", "/office": "secret-of-the-office"}


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Bench:
    """A server with both routes, and what its handlers got."""

    def __init__(self) -> None:
        self.got: list[tuple[str, Mapping[str, Any]]] = []
        self.trouble: Exception = OSError("the token 100:secret and what Maria typed")
        self.reply: Mapping[str, Any] | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.failing = 0
        self.port = free_port()
        self.server = make_server({path: endpoint(secret, self.handler(path)) for path, secret in SECRETS.items()})

    def handler(self, path: str) -> webhook.Handle:
        async def handle(update: Mapping[str, Any]) -> Mapping[str, Any] | None:
            await self.gate.wait()
            if self.failing:
                self.failing -= 1
                raise self.trouble
            self.got.append((path, update))
            return self.reply

        return handle

    async def post(self, path: str, secret: str | None, body: bytes = b'{"update_id": 1}') -> int:
        return (await self.exchange(path, secret, body))[0]

    async def exchange(self, path: str, secret: str | None, body: bytes) -> tuple[int, bytes]:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"http://127.0.0.1:{self.port}{path}", data=io.BytesIO(body), headers=headers) as answer,
        ):
            return answer.status, await answer.read()


@asynccontextmanager
async def bench() -> AsyncIterator[Bench]:
    made, stop = Bench(), asyncio.Event()
    running = asyncio.ensure_future(serve(made.server, "127.0.0.1", made.port, stop))
    try:
        await until_open(made.port)
        yield made
    finally:
        made.gate.set()
        stop.set()
        await asyncio.wait_for(running, PATIENCE_SECONDS)


async def until_open(port: int) -> None:
    """Knock until somebody answers; each knock lets the others have their turn."""
    for _ in range(10_000):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            continue
        writer.close()
        await writer.wait_closed()
        return
    raise AssertionError("nobody listens")


async def test_each_bot_has_its_own_path_and_secret() -> None:
    async with bench() as made:
        for path, secret in SECRETS.items():
            assert await made.post(path, secret) == 200
        assert [path for path, _ in made.got] == ["/client", "/office"]
        assert await made.post("/client", SECRETS["/office"]) == 401
        assert await made.post("/office", SECRETS["/client"]) == 401
        assert await made.post("/other", SECRETS["/client"]) == 404
        assert len(made.got) == 2


@pytest.mark.parametrize(
    "secret", [None, "", "wrong", "secret-of-the-clien", "secret-of-the-clientt", "SECRET-OF-THE-CLIENT"]
)
async def test_without_the_secret_nothing_is_read(secret: str | None) -> None:
    async with bench() as made:
        assert await made.post("/client", secret, b"{") == 401
        assert made.got == []


async def test_what_is_packed_is_not_unpacked() -> None:
    """Little may become very much, and unpacking it holds up everybody else."""
    async with bench() as made:
        packed = gzip.compress(b'{"update_id": 1}')
        headers = {SECRET_HEADER: SECRETS["/client"], "Content-Encoding": "gzip"}
        async with aiohttp.ClientSession() as session:
            url = f"http://127.0.0.1:{made.port}/client"
            async with session.post(url, data=io.BytesIO(packed), headers=headers) as answer:
                assert answer.status != 503
        assert made.got == []


async def test_a_secret_of_any_bytes_is_just_wrong() -> None:
    async with bench() as made:
        reader, writer = await asyncio.open_connection("127.0.0.1", made.port)
        head = b"POST /client HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n"
        writer.write(head + SECRET_HEADER.encode() + b": s\xe9cret\xff\r\n\r\n{}")
        await writer.drain()
        answer = await asyncio.wait_for(reader.read(), PATIENCE_SECONDS)
        writer.close()
        await writer.wait_closed()
        assert answer.startswith(b"HTTP/1.1 401")


async def test_the_secret_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[Any, Any]] = []
    real = hmac.compare_digest

    def watched(a: bytes, b: bytes) -> bool:
        compared.append((a, b))
        return real(a, b)

    monkeypatch.setattr(hmac, "compare_digest", watched)
    async with bench() as made:
        assert await made.post("/client", "wrong") == 401
        assert await made.post("/client", None) == 401
    assert compared == [(b"wrong", b"secret-of-the-client"), (b"", b"secret-of-the-client")]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"3",
        b"{}",
        b'{"update_id": "1"}',
        b'{"update_id": 1.5}',
        b'{"update_id": NaN}',
        b'{"update_id": -1}',
        b'{"update_id": 9999999999999999999}',
        b"\xff\xfe{}",
        b"[" * 100_000,
    ],
    ids=[
        "empty",
        "half",
        "list",
        "null",
        "number",
        "no id",
        "text id",
        "half id",
        "nan",
        "below",
        "huge",
        "bytes",
        "deep",
    ],
)
async def test_what_is_no_update_is_refused(body: bytes) -> None:
    async with bench() as made:
        assert await made.post("/client", SECRETS["/client"], body) == 400
        assert made.got == []


@pytest.mark.parametrize("junk", ["[" * 100_000, "9" * 5_000, ""], ids=["deep", "long number", "cut off"])
async def test_of_an_update_that_cannot_be_parsed_its_number_is_handed_on(junk: str) -> None:
    """Refused, it would come again for ever."""
    async with bench() as made:
        body = f'{{"update_id": 77,\n"message": {junk}'.encode()
        assert await made.post("/client", SECRETS["/client"], body) == 200
        assert made.got == [("/client", {"update_id": 77, "unparsed": True})]


async def test_the_answer_to_a_press_goes_back_in_the_reply() -> None:
    async with bench() as made:
        assert await made.exchange("/client", SECRETS["/client"], b'{"update_id": 1}') == (200, b"")
        made.reply = press_reply(PressAnswer("17", "もう受け付けました"))
        status, body = await made.exchange("/client", SECRETS["/client"], b'{"update_id": 1}')
        assert status == 200
        assert json.loads(body) == {
            "method": "answerCallbackQuery",
            "callback_query_id": "17",
            "text": "もう受け付けました",
            "show_alert": True,
        }


async def test_trouble_of_the_database_is_a_500() -> None:
    async with bench() as made:
        made.failing, made.trouble = 1, StorageTrouble("error-database-rewritten")
        assert await made.post("/client", SECRETS["/client"]) == 500
        assert await made.post("/client", SECRETS["/client"]) == 200


async def test_a_body_may_not_be_too_large() -> None:
    async with bench() as made:
        padding = b'{"update_id": 1, "x": "' + b"y" * LARGEST_BODY + b'"}'
        assert await made.post("/client", SECRETS["/client"], padding) == 413
        assert made.got == []


async def test_whoever_takes_long_to_say_it_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "BODY_SECONDS", 0.05)
    async with bench() as made:
        reader, writer = await asyncio.open_connection("127.0.0.1", made.port)
        head = f"POST /client HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRETS['/client']}\r\nContent-Length: 9\r\n\r\n"
        writer.write(head.encode() + b"{")
        answer = await asyncio.wait_for(reader.readuntil(b"\r\n"), PATIENCE_SECONDS)
        writer.close()
        assert answer.startswith(b"HTTP/1.1 408")
        assert made.got == []


@pytest.mark.parametrize("junk", [b"GET /secret\x01 HTTP/9.9", b"GET /client HTTP/1.1\r\nX: " + b"secret" * 3_000])
async def test_what_is_no_request_hears_that_and_nothing_of_us_or_itself(junk: bytes) -> None:
    async with bench() as made:
        reading, writing = await asyncio.open_connection("127.0.0.1", made.port)
        writing.write(junk + b"\r\n\r\n")
        answer = (await reading.read()).decode()
        writing.close()
    assert answer.startswith("HTTP/1.0 400 ") or answer.startswith("HTTP/1.1 400 ")
    assert answer.endswith("400: this cannot be read")
    assert not [leak for leak in ("aiohttp", "Python", "secret") if leak in answer]


async def test_what_nobody_answers_leaves_everybody_else_their_pages() -> None:
    async def told(request: web.Request) -> web.Response:
        return web.Response(text=request.match_info.get("rest", "the front"))

    # Of two sites the one that has the rest comes first.
    server = make_server({}, {REST: told, "/": told})
    async with TestClient(TestServer(server, host="127.0.0.1")) as client:
        for path, said in (("/", "the front"), ("/healthz", "ok"), ("/other", "other")):
            assert await (await client.get(path)).text() == said


async def test_200_is_said_after_the_handler_and_500_when_it_failed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with bench() as made:
        made.gate.clear()
        posting = asyncio.ensure_future(made.post("/client", SECRETS["/client"]))
        other = await made.post("/healthz", None)
        assert other == 405, "others are served meanwhile"
        assert not posting.done()
        made.gate.set()
        assert await posting == 200
        made.failing = 1
        assert await made.post("/client", SECRETS["/client"]) == 500
        assert await made.post("/client", SECRETS["/client"]) == 200
    assert "OSError" in caplog.text
    assert "Maria" not in caplog.text
    assert "100:secret" not in caplog.text


async def test_stopping_finishes_requests_under_way() -> None:
    made, stop = Bench(), asyncio.Event()
    running = asyncio.ensure_future(serve(made.server, "127.0.0.1", made.port, stop))
    await until_open(made.port)
    made.gate.clear()
    posting = asyncio.ensure_future(made.post("/client", SECRETS["/client"]))
    await asyncio.wait({posting, asyncio.ensure_future(until_open(made.port))}, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    made.gate.set()
    assert await asyncio.wait_for(posting, PATIENCE_SECONDS) == 200
    await asyncio.wait_for(running, PATIENCE_SECONDS)


async def test_whoever_watches_is_told_that_it_runs() -> None:
    async with (
        bench() as made,
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{made.port}/healthz") as answer,
    ):
        assert (answer.status, await answer.text()) == (200, "ok")


async def test_how_to_stop_is_for_whoever_started_it_to_say() -> None:
    """A server that answers to SIGTERM itself would end the process with everything else half done."""
    heard = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, heard.set)
    try:
        async with bench():
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.wait_for(heard.wait(), 20)
    finally:
        loop.remove_signal_handler(signal.SIGTERM)


async def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    async with bench() as made:
        with pytest.raises(IntakeError, match=rf"INTAKE_PORT: cannot listen on 127.0.0.1:{made.port} \(.*\); free"):
            await serve(web.Application(), "127.0.0.1", made.port, asyncio.Event())


# --- the service behind it ----------------------------------------------------------------------------------------


@asynccontextmanager
async def webhook_world(folder: Path) -> AsyncIterator[World]:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    async with make_world(folder, webhook_url=base, webhook_secret="s" * 32, host="127.0.0.1", port=port) as world:
        yield world


# Of the deadline, the place and the language of the talk.
SKIPPED = ("Skip",) * 3


async def registered(world: World) -> None:
    await world.fake.wait_for(lambda: world.client.webhook.url and world.office.webhook.url)


async def settled(world: World, service: Runner) -> None:
    """Everything that waits is delivered to both webhooks, and every answer is sent."""
    while world.client.pending or world.office.pending:
        assert set(await world.client.deliver_all()) <= {200}
        assert set(await world.office.deliver_all()) <= {200}
        await asyncio.wait_for(service.outbox.drained(), PATIENCE_SECONDS)
    await asyncio.wait_for(service.outbox.drained(), PATIENCE_SECONDS)


async def deliver(world: World, *texts: str) -> None:
    maria = world.fake.world.users.get(7) or world.person(7)
    for text in texts:
        await maria.send(world.client, text)
        assert await world.client.deliver_all() == [200]


async def test_both_bots_through_one_server(tmp_path: Path) -> None:
    async with webhook_world(tmp_path) as world, world.service() as service:
        await registered(world)
        assert world.client.webhook.secret_token != world.office.webhook.secret_token
        assert world.client.webhook.url.endswith("/client")
        assert world.office.webhook.url.endswith("/office")
        assert not world.fake.calls_of("getUpdates")
        steps = ("/start", "English", "I agree", "/human", "Please help", *SKIPPED, "Maria", "here", "Yes, send it")
        await deliver(world, *steps)
        await settled(world, service)
        [lead] = world.leads(service)
        await world.group.press_label(world.office, world.staff, "担当する")
        await settled(world, service)
        assert [(stored.number, stored.state) for stored in world.leads(service)] == [(lead.number, "taken")]
        world.fake.assert_clean()


async def test_200_only_after_the_commit_and_a_redelivery_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with webhook_world(tmp_path) as world, world.service() as service:
        world.expects("another process keeps writing the same rows")
        world.allows("the outbox cannot reach what is stored")  # where a record of its own shares the batch that fails
        await registered(world)
        database, maria = service.core.database, world.person(7)
        plain, broken = service.core.ledger.store.transaction, [True]

        @contextmanager
        def failing() -> Iterator[Transaction]:
            with plain() as tx:
                yield tx
                if tx.new_posts() and broken[0]:
                    raise StorageTrouble("error-database-rewritten")

        monkeypatch.setattr(service.core.ledger.store, "transaction", failing)
        update = await maria.send(world.client, "/start")
        assert await world.client.deliver_webhook() == 500
        assert peek.count(database, people) == 0
        assert world.client.pending == [update]
        broken[0] = False
        assert await world.client.deliver_webhook() == 200
        assert peek.count(database, people) == 1, "200 was said after the commit"
        await settled(world, service)
        before = peek.sealed(database, maria)
        # Our 200 got lost: Telegram sends it again, twice at once.
        assert await asyncio.gather(*(world.client.deliver_webhook(update) for _ in range(2))) == [200, 200]
        await settled(world, service)
        assert peek.sealed(database, maria) == before
        assert peek.count(database, updates) == 1
        assert peek.count(database, outbox) == 0
        assert len(peek.written(world, maria)) == 1
        world.fake.assert_clean()


async def test_updates_of_one_chat_at_the_same_time(tmp_path: Path) -> None:
    """Telegram may have several requests under way; each counts once, and staff read each line once."""
    async with webhook_world(tmp_path) as world, world.service() as service:
        await registered(world)
        maria = world.person(7)
        await deliver(
            world, "/start", "English", "I agree", "/human", "note", *SKIPPED, "Maria", "here", "Yes, send it"
        )
        await deliver(world, "Online (Google Meet)", "None of these fits")
        sent = [await maria.send(world.client, f"line {n}") for n in range(8)]
        assert set(await asyncio.gather(*(world.client.deliver_webhook(u) for u in sent))) == {200}
        await settled(world, service)
        [thread] = world.group.topics
        # Notes that wait become one message; each line stands there once.
        told = "\n".join(m.text for m in world.group.messages(thread))
        assert [told.count(f"line {n}") for n in range(8)] == [1] * 8
        world.fake.assert_clean()


async def test_a_service_that_cannot_listen_says_so(tmp_path: Path) -> None:
    async with webhook_world(tmp_path) as world:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", world.settings.port))
            taken.listen()
            core = build_core(world.settings, QUICKLY)
            service = build_runner(core)
            with pytest.raises(IntakeError, match="INTAKE_PORT"):
                await asyncio.wait_for(service.run(), PATIENCE_SECONDS)
            core.database.close()


async def test_staff_are_heard_once_the_office_bot_knows_who_it_is(tmp_path: Path) -> None:
    """Until then their updates wait at Telegram, and clients wait for nothing."""
    async with webhook_world(tmp_path) as world:
        world.fake.fail_next("getMe", 502, "Bad Gateway", times=3, bot=world.office)
        async with world.service() as service:
            await registered(world)
            await deliver(world, "/start")
            await world.group.say(world.office, world.staff, "/help")
            assert await world.office.deliver_all() == [500]
            assert await world.office.deliver_all() == [500]
            await settled(world, service)
            assert [m.text for m in world.group.messages() if m.from_bot]


async def test_registering_is_tried_until_it_is_done(tmp_path: Path) -> None:
    async with webhook_world(tmp_path) as world:
        world.fake.fail_next("setWebhook", 429, "Too Many Requests", retry_after=3, times=2)
        async with world.service() as service:
            await registered(world)
            await deliver(world, "/start")
            await settled(world, service)
        world.fake.assert_clean()
