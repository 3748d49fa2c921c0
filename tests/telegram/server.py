"""A strict fake of Telegram's Bot API that real bot libraries talk to over HTTP on this machine."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from email.utils import format_datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from tests.patience import PATIENCE_SECONDS

from . import methods_bot, methods_chats, methods_files, methods_messages
from .bots import FakeBot, RawUpdate, Update
from .calls import Call
from .clock import Clock, FakeClock
from .context import Context, Handler
from .errors import ApiError
from .faults import Gate, Unreachable
from .files import FakeFile, Sizes
from .groups import FakeGroup, GroupChat
from .people import FakeUser
from .rates import Limits
from .requests import BadBody, read_body
from .schema import RawCall, Schema, load_schema
from .world import World

T = TypeVar("T")

HANDLERS: Mapping[str, Handler] = {
    **methods_bot.HANDLERS,
    **methods_chats.HANDLERS,
    **methods_files.HANDLERS,
    **methods_messages.HANDLERS,
}
# How the fetching of a file is named among the calls, and where mishaps are ordered: no method has that name.
DOWNLOAD = "download"
# Telegram takes 50 MB files; the rest of a body needs a little room.
_MAX_BODY = 60 * 1024 * 1024


class FakeTelegram:
    """The server, and the hand that plays people, groups and mishaps.

    async with FakeTelegram() as telegram:
        bot = telegram.add_bot("100:secret", username="intake_bot")
        client = telegram.add_private_chat(7, first_name="Anna")
        await client.send(bot, "/start")
    """

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Clock = clock or FakeClock()
        self.world = World(self.clock)
        self.world.run_reply = self._run_reply
        # What the server's own clock says, in the head of every answer.
        self.date: Clock = self.clock
        self.schema: Schema = load_schema()
        self.base_url = ""
        # How far away the server is: seconds from a call (getUpdates aside) to its effect. For virtual loops.
        self.latency = 0.0
        self._runner: web.AppRunner | None = None

    # Life.

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=_MAX_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/{path:.+}", self._serve_file)
        app.router.add_route("*", "/{rest:.*}", self._serve_nothing)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.base_url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.world.closing = True
        self.world.faults.open_all_gates()
        for bot in self.world.bots.values():
            bot.stir()  # polls that wait end with an empty answer
        if self._runner is not None:
            await self._runner.cleanup()

    # Setting up.

    def add_bot(
        self,
        token: str,
        *,
        username: str,
        can_read_all_group_messages: bool = False,
        can_join_groups: bool = True,
    ) -> FakeBot:
        """Register a bot as BotFather would."""
        number, _, secret = token.partition(":")
        if not (number.isdigit() and secret):
            raise ValueError(f"a token looks like 123:secret, not {token!r}")
        me = {
            "id": int(number),
            "is_bot": True,
            "first_name": username,
            "username": username,
            "can_join_groups": can_join_groups,
            "can_read_all_group_messages": can_read_all_group_messages,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
        if any(bot.id == int(number) for bot in self.world.bots.values()):
            raise ValueError(f"there is a bot {number} already")
        bot = self.world.bots[token] = FakeBot(self.world, token, username, me)
        return bot

    def add_private_chat(
        self,
        user_id: int,
        *,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
    ) -> FakeUser:
        """Bring a person into the world; bots cannot write to them before they wrote first."""
        user = FakeUser(self.world, user_id, first_name, last_name, username, language_code)
        self.world.users[user_id] = user
        return user

    def add_group(self, chat_id: int, *, title: str, forum: bool = False, supergroup: bool = True) -> FakeGroup:
        """Found a group, without members yet. Only supergroups can be forums."""
        if chat_id >= 0 or (forum and not supergroup):
            raise ValueError("a group's id is negative, and only a supergroup can be a forum")
        chat = GroupChat(chat_id, title, "supergroup" if supergroup else "group", forum)
        group = self.world.groups[chat_id] = FakeGroup(self.world, chat)
        return group

    # What happened.

    @property
    def calls(self) -> list[Call]:
        """Every call, in the order in which they took effect or were refused."""
        return self.world.calls

    def calls_of(
        self, method: str, *, bot: FakeBot | None = None, ok: bool | None = None, chat_id: int | None = None
    ) -> list[Call]:
        """The calls of one method, narrowed down."""
        return [
            call
            for call in self.calls
            if call.method == method
            and bot in (None, call.bot)
            and ok in (None, call.ok)
            and (chat_id is None or str(call.params.get("chat_id")) == str(chat_id))
        ]

    @property
    def violations(self) -> list[str]:
        """What no correct client does."""
        return self.world.violations

    def assert_clean(self) -> None:
        """Fail when a bot broke the schema or a limit."""
        if self.violations:
            raise AssertionError("calls that Telegram would not stand:\n  " + "\n  ".join(self.violations))

    async def wait_for(self, predicate: Callable[[], T], timeout: float = PATIENCE_SECONDS) -> T:  # noqa: ASYNC109 - a net under the test
        """Wait until `predicate` is true, asked again upon every change; return its value."""
        return await self.world.wait_for(predicate, timeout)

    # Speed.

    @property
    def limits(self) -> Limits | None:
        """What is refused with 429; None (as at the start): nothing is."""
        return self.world.rates.limits

    @limits.setter
    def limits(self, limits: Limits | None) -> None:
        self.world.rates.limits = limits

    @property
    def enforce_rates(self) -> bool:
        """Whether speed is watched; excesses are noted in `rate_notes`, not refused."""
        return self.world.rates.enforced

    @enforce_rates.setter
    def enforce_rates(self, on: bool) -> None:
        self.world.rates.enforced = on

    @property
    def rate_notes(self) -> list[str]:
        """Where a bot wrote faster than Telegram advises."""
        return self.world.rates.notes

    # Size.

    @property
    def sizes(self) -> Sizes:
        """How large files may be; Telegram's own figures as at the start, which a test may make small."""
        return self.world.files.sizes

    @sizes.setter
    def sizes(self, sizes: Sizes) -> None:
        self.world.files.sizes = sizes

    # Mishaps.

    def fail_next(
        self,
        method: str,
        error_code: int,
        description: str,
        *,
        retry_after: int | None = None,
        chat_id: int | None = None,
        bot: FakeBot | None = None,
        times: int = 1,
        skip: int = 0,
    ) -> None:
        """Refuse the next calls of a method (`*` for any), after some that go through; nothing of them takes effect."""
        self.world.faults.fail_next(
            method, error_code, description, retry_after=retry_after, chat_id=chat_id, bot=bot, times=times, skip=skip
        )

    def drop_reply_next(self, method: str, times: int = 1) -> None:
        """Let the next calls of a method take effect, but close the connection instead of answering."""
        self.world.faults.drop_reply_next(method, times)

    def gate(self, method: str, *, after: bool = False, chat_id: int | None = None, bot: FakeBot | None = None) -> Gate:
        """Hold calls of a method (`*`: any but getUpdates), of one chat or bot where one is named.

        They are held before they take effect, or (`after`) between effect and answer.
        """
        return self.world.faults.gate(method, after=after, chat_id=chat_id, bot=bot)

    def lose_replies(self, share: float, seed: int) -> None:
        """From now on that share of all calls (getUpdates aside) takes effect without an answer; 0 ends it."""
        self.world.faults.lose_replies(share, seed)

    @property
    def replies_lost(self) -> int:
        """How many answers `lose_replies` has swallowed."""
        return self.world.faults.lost

    def cut_the_line(self) -> None:
        """From now on no call reaches Telegram: connections break, polls that wait included."""
        self.world.faults.cut = True
        for bot in self.world.bots.values():
            bot.stir()

    def restore_the_line(self) -> None:
        """The end of `cut_the_line`."""
        self.world.faults.cut = False

    def break_everything(self) -> None:
        """From now on every call ends with a 502, polls that wait included."""
        self.world.faults.broken = True
        for bot in self.world.bots.values():
            bot.stir()

    def mend(self) -> None:
        """The end of `break_everything`."""
        self.world.faults.broken = False

    def answer_instead(self, status: int, body: bytes) -> None:
        """From now on a server in between (a proxy, a page to log in at) answers every new call in Telegram's place."""
        self.world.faults.in_between = status, body

    def answer_again(self) -> None:
        """The end of `answer_instead`."""
        self.world.faults.in_between = None

    def undue_faults(self) -> list[str]:
        """Mishaps that were ordered and did not come to pass."""
        return self.world.faults.left_over()

    def freeze_message(self, chat_id: int, message_id: int, *, bot: FakeBot | None = None) -> None:
        """Make a message impossible to edit; name the bot when several share the person."""
        bots = list(self.world.bots.values()) if bot is None else [bot]
        chats = {chat for each in bots for chat in self.world.chats_of(each) if chat.id == chat_id}
        found = [m for chat in chats if (m := chat.find(message_id)) is not None]
        if not found:
            raise AssertionError(f"no message {message_id} in chat {chat_id}")
        for message in found:
            message.frozen = True

    async def redeliver(self, bot: FakeBot, update: Update) -> Update:
        """Send a bot the same update once more."""
        bot.redeliver(update)
        return update

    # Serving.

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = self.schema.named(request.match_info["method"])
        if self.world.faults.in_between is not None:
            status, body = self.world.faults.in_between
            await request.read()
            return web.Response(status=status, body=body, content_type="application/json")
        call = Call(self.world.bots.get(request.match_info["token"]), method, {})
        try:
            raw = await _read(request)
            status, text = await self._answer(call, raw, alive=lambda: request.transport is not None)
        except Unreachable:
            return _broken_off(request)
        except ConnectionError:
            raise  # the client died with its request half said
        except Exception as error:
            self.violations.append(f"the fake itself failed at {call}: {error!r}")
            raise
        if self.world.faults.takes_reply(call.method):
            return _broken_off(request)
        date = {"Date": format_datetime(self.date(), usegmt=True)}
        return web.Response(text=text, status=status, content_type="application/json", headers=date)

    async def _answer(
        self, call: Call, raw: RawCall | ApiError, *, alive: Callable[[], bool] = lambda: True
    ) -> tuple[int, str]:
        """Run a call, record it, and word the answer."""
        try:
            call.result = await self._run(call, raw, alive)
            call.ok = True
            status, text = 200, f'{{"ok": true, "result": {_worded(call.result)}}}'
        except ApiError as error:
            call.error_code, call.description = error.code, error.description
            if error.violation:
                self.violations.append(str(call))
            status, text = error.code, json.dumps(_refusal(error))
        self.calls.append(call)
        self.world.notify()
        await self.world.faults.hold(call, after=True)
        return status, text

    async def _run(self, call: Call, raw: RawCall | ApiError, alive: Callable[[], bool]) -> Any:
        if self.world.faults.cut:
            raise Unreachable
        if call.bot is None:
            raise ApiError(401, "Unauthorized")
        if isinstance(raw, ApiError):
            raise raw
        call.params = {**raw.fields, **raw.files}
        decoded = self.schema.decode(call.method, raw)
        call.params = decoded.params
        self.violations.extend(f"{call.bot} {call.method}: {what}" for what in decoded.complaints)
        if self.latency and call.method != "getUpdates":
            await asyncio.sleep(self.latency)
        await self.world.faults.hold(call, after=False)
        self.world.faults.refuse_if_due(call.bot, call.method, call.params)
        ctx = Context(self.world, call.bot, call.params, raw.files)
        if call.method == "getUpdates":
            return await call.bot.poll(*methods_bot.poll_arguments(ctx), alive=alive)
        handler = HANDLERS.get(call.method)
        if handler is None:
            raise ApiError(400, "Bad Request: not implemented in the fake", violation=True)
        return handler(ctx)

    async def _run_reply(self, bot: FakeBot, raw: RawCall) -> None:
        """A method called in the answer to a webhook: run as any call, but its result is given to nobody."""
        fields = dict(raw.fields)
        call = Call(bot, str(fields.pop("method")), {}, in_reply=True)
        with contextlib.suppress(Unreachable):
            await self._answer(call, RawCall(fields, raw.files, typed=raw.typed))

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        """Give a file away, as a call named `download` that mishaps can be ordered for.

        With its answer dropped, the connection breaks in the middle of the file.
        """
        faults = self.world.faults
        if faults.in_between is not None:
            status, body = faults.in_between
            return web.Response(status=status, body=body)
        call = Call(self.world.bots.get(request.match_info["token"]), DOWNLOAD, {})
        call.params = {"file_path": request.match_info["path"]}
        try:
            file = await self._fetched(call)
        except Unreachable:
            return _broken_off(request)
        except ApiError as error:
            call.error_code, call.description = error.code, error.description
            return web.json_response(_refusal(error), status=error.code)
        finally:
            self.calls.append(call)
            self.world.notify()
        call.ok = True
        if faults.takes_reply(DOWNLOAD):
            return await _half_of(request, file.data)
        return web.Response(body=file.data, content_type="application/octet-stream")

    async def _fetched(self, call: Call) -> FakeFile:
        faults = self.world.faults
        if faults.cut:
            raise Unreachable
        if call.bot is None:
            raise ApiError(401, "Unauthorized")
        if self.latency:
            await asyncio.sleep(self.latency)
        await faults.hold(call, after=False)
        faults.refuse_if_due(call.bot, DOWNLOAD, call.params)
        file = self.world.files.behind_link(call.bot.id, call.params["file_path"])
        if file is None:
            raise ApiError(404, "Not Found")
        await faults.hold(call, after=True)
        return file

    async def _serve_nothing(self, request: web.Request) -> web.Response:
        self.violations.append(f"{request.method} {request.path.split('/')[1]}/...: no such address")
        return web.json_response(_refusal(ApiError(404, "Not Found")), status=404)


async def _read(request: web.Request) -> RawCall | ApiError:
    try:
        return await read_body(request)
    except BadBody as error:
        return ApiError(400, f"Bad Request: {error}", violation=True)


def _broken_off(request: web.Request) -> web.Response:
    """Close the connection instead of answering."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _half_of(request: web.Request, data: bytes) -> web.StreamResponse:
    """Promise a whole file, and close the connection in the middle of it."""
    response = web.StreamResponse(headers={"Content-Length": str(len(data))})
    await response.prepare(request)
    await response.write(data[: len(data) // 2])
    return _broken_off(request)


def _worded(result: Any) -> str:
    """JSON as Telegram would send it; a raw update as the very text it was given."""
    if isinstance(result, list) and any(isinstance(item, RawUpdate) for item in result):
        return f"[{', '.join(_worded(item) for item in result)}]"
    return result.text if isinstance(result, RawUpdate) else json.dumps(result)


def _refusal(error: ApiError) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return body
