"""The strict fake Telegram that notes which message was made for which post, and does mischief to the calls to come."""

from __future__ import annotations

import asyncio
import contextvars
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from aiohttp import web

from tests.e2e.chaos.life import HEADER
from tests.telegram import Call, FakeTelegram
from tests.telegram.errors import ApiError
from tests.telegram.faults import Unreachable
from tests.telegram.schema import RawCall

# What makes a message, or a topic.
MAKING = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup", "createForumTopic"})
# What is worth a fault.
WORK = MAKING | {
    *("editMessageText", "editMessageReplyMarkup", "editMessageCaption", "deleteMessages", "deleteMessage"),
    *("answerCallbackQuery", "editForumTopic", "setMessageReaction"),
}


class Mischief(StrEnum):
    """What happens to a call."""

    FLOOD = "429"
    REFUSED = "5xx, not done"
    DONE_AND_REFUSED = "5xx, done"
    CUT_BEFORE = "cut before it was done"
    CUT_AFTER = "cut after it was done"
    SLOW_BEFORE = "slow to be done"
    SLOW_AFTER = "slow to be answered"


@dataclass(slots=True)
class Order:
    """One fault that a call is to meet: of any method of work, or of one."""

    mischief: Mischief
    method: str | None = None
    seconds: float = 0.0

    def meets(self, call: Call) -> bool:
        """Whether it is about this call."""
        return call.method == self.method if self.method else call.method in WORK


@dataclass(slots=True)
class Made:
    """A message (or a topic) that was made for posts: when, by which process; whether its maker heard that it was."""

    at: float
    member: str
    kind: str
    posts: tuple[str, ...]
    method: str
    chat: str
    text: str
    was_heard: bool = True


@dataclass(slots=True)
class _UnderWay:
    about: str | None
    made: Made | None = None
    answers_wrong: bool = False


_call: contextvars.ContextVar[_UnderWay] = contextvars.ContextVar("call")


class WatchedTelegram(FakeTelegram):
    """`made` is what was made, in the order of effect; `met` counts the faults that calls met."""

    def __init__(self, clock: Callable[[], Any]) -> None:
        super().__init__(clock)
        self.made: list[Made] = []
        self.met: Counter[Mischief] = Counter()
        self.orders: deque[Order] = deque()
        self._under_way: dict[Call, Order] = {}
        self.world.faults.hold = self._hold  # type: ignore[method-assign]  # the one place that every call passes

    def order(self, order: Order) -> None:
        """Order a fault."""
        self.orders.append(order)

    async def _hold(self, call: Call, *, after: bool) -> None:
        if not after:
            await self._before(call)
            return
        order = self._under_way.pop(call, None)
        if order is None or not call.ok:
            return
        if order.mischief is Mischief.CUT_AFTER:
            raise Unreachable
        if order.mischief is Mischief.SLOW_AFTER:
            await asyncio.sleep(order.seconds)
        if order.mischief is Mischief.DONE_AND_REFUSED:
            _call.get().answers_wrong = True

    async def _before(self, call: Call) -> None:
        order = next((one for one in self.orders if one.meets(call)), None)
        if order is None:
            return
        self.orders.remove(order)
        self.met[order.mischief] += 1
        if order.mischief is Mischief.FLOOD:
            seconds = int(order.seconds)
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds})
        if order.mischief is Mischief.REFUSED:
            raise ApiError(502, "Bad Gateway")
        if order.mischief is Mischief.CUT_BEFORE:
            raise Unreachable
        if order.mischief is Mischief.SLOW_BEFORE:
            await asyncio.sleep(order.seconds)
        else:
            self._under_way[call] = order

    async def _run(self, call: Call, raw: RawCall | ApiError, alive: Callable[[], bool]) -> Any:
        result = await super()._run(call, raw, alive)
        under_way = _call.get(None)
        if under_way is not None and under_way.about is not None and call.method in MAKING:
            member, kind, posts = under_way.about.split(" ")
            text = str(call.params.get("text") or call.params.get("caption") or call.params.get("name") or "")
            chat = str(call.params.get("chat_id"))
            made = Made(time.monotonic(), member, kind, tuple(posts.split(",")), call.method, chat, text)
            self.made.append(made)
            under_way.made = made
        return result

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        under_way = _UnderWay(request.headers.get(HEADER))
        _call.set(under_way)
        response = await super()._serve(request)
        is_gone = request.transport is None or request.transport.is_closing()
        if under_way.made is not None and (is_gone or under_way.answers_wrong):
            under_way.made.was_heard = False
        if under_way.answers_wrong:
            return web.Response(status=502, text='{"ok": false, "error_code": 502, "description": "Bad Gateway"}')
        return response


__all__ = ["MAKING", "Made", "Mischief", "Order", "WatchedTelegram"]
