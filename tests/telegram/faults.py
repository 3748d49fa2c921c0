"""Troubles made to order: refusals, lost answers, calls held back, a server that is down or out of reach."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.patience import PATIENCE_SECONDS

from .errors import ApiError
from .signals import Signal

if TYPE_CHECKING:
    from .bots import FakeBot
    from .calls import Call
    from .world import World


class Unreachable(Exception):
    """The line is cut: the call neither takes effect nor is answered."""


@dataclass(slots=True)
class _Refusal:
    method: str
    error: ApiError
    chat_id: int | None
    bot: FakeBot | None
    times: int
    # How many calls go through first.
    skip: int

    def meets(self, bot: FakeBot, method: str, params: dict[str, Any]) -> bool:
        return (
            self.times > 0
            and self.method in (method, "*")
            and self.bot in (None, bot)
            and (self.chat_id is None or str(params.get("chat_id")) == str(self.chat_id))
        )


class Gate:
    """Holds the calls of one method (of one chat or bot, where one is named) until it is told to let them go."""

    def __init__(
        self, world: World, method: str, after: bool, *, chat_id: int | None = None, bot: FakeBot | None = None
    ) -> None:
        self.method = method
        self.after = after
        self.chat_id = chat_id
        self.bot = bot
        self.held: list[Call] = []
        self._world = world
        self._passes = 0
        self._open = False
        self._wake = Signal()

    def concerns(self, call: Call, *, after: bool) -> bool:
        """Whether a call has to stop here."""
        return (
            self.method in (call.method, "*")
            and not (self.method == "*" and call.method == "getUpdates")
            and self.after is after
            and self.bot in (None, call.bot)
            and (self.chat_id is None or str(call.params.get("chat_id")) == str(self.chat_id))
        )

    async def reached(self, count: int = 1, timeout: float = PATIENCE_SECONDS) -> list[Call]:  # noqa: ASYNC109 - a net under the test
        """Wait until that many calls stand before the gate; return them."""
        await self._world.wait_for(lambda: len(self.held) >= count, timeout)
        return list(self.held)

    def release_one(self) -> None:
        """Let the call through that waits longest (or the next to come)."""
        self._passes += 1
        self._stir()

    def release(self) -> None:
        """Open the gate for all calls, now and later."""
        self._open = True
        self._stir()

    async def pass_through(self, call: Call) -> None:
        """The server's side: stand here until released, in the order of arrival."""
        if self._open:
            return
        self.held.append(call)
        self._world.notify()
        try:
            while not self._lets(call):
                await self._wake.heard()
            self._passes = max(0, self._passes - 1)
        finally:
            # Also when the client gave up waiting and closed the connection.
            self.held.remove(call)
            self._stir()

    def _lets(self, call: Call) -> bool:
        return self._open or (self._passes > 0 and self.held[0] is call)

    def _stir(self) -> None:
        self._wake.ring()
        self._world.notify()


class Faults:
    """The troubles that are due."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._refusals: list[_Refusal] = []
        self._drops: Counter[str] = Counter()
        self._gates: list[Gate] = []
        self._lots: tuple[random.Random, float] | None = None
        self.broken = False
        # What a server in between answers in Telegram's place: the status and the body.
        self.in_between: tuple[int, bytes] | None = None
        self.cut = False
        self.lost = 0

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
        parameters = {} if retry_after is None else {"retry_after": retry_after}
        error = ApiError(error_code, description, parameters=parameters)
        self._refusals.append(_Refusal(method, error, chat_id, bot, times, skip))

    def drop_reply_next(self, method: str, times: int = 1) -> None:
        """Let the next calls of a method take effect, but close the connection instead of answering."""
        self._drops[method] += times

    def lose_replies(self, share: float, seed: int) -> None:
        """From now on that share of all calls (getUpdates aside) takes effect without an answer; 0 ends it."""
        self._lots = (random.Random(seed), share) if share else None

    def gate(self, method: str, *, after: bool = False, chat_id: int | None = None, bot: FakeBot | None = None) -> Gate:
        """Hold calls of a method (`*`: any but getUpdates): before they take effect, or (`after`) before the answer."""
        gate = Gate(self._world, method, after, chat_id=chat_id, bot=bot)
        self._gates.append(gate)
        return gate

    async def hold(self, call: Call, *, after: bool) -> None:
        """Stand before the gates that concern this call."""
        for gate in self._gates:
            if gate.concerns(call, after=after):
                await gate.pass_through(call)

    def open_all_gates(self) -> None:
        """Let everything go, at the end."""
        for gate in self._gates:
            gate.release()

    def refuse_if_due(self, bot: FakeBot, method: str, params: dict[str, Any]) -> None:
        """Raise the refusal that somebody ordered for this call, if any."""
        self.refuse_if_broken()
        for refusal in self._refusals:
            if not refusal.meets(bot, method, params):
                continue
            if not refusal.skip:
                refusal.times -= 1
                raise refusal.error
            refusal.skip -= 1

    def refuse_if_broken(self) -> None:
        """Raise a 502 while everything is broken, and break the connection while the line is cut."""
        if self.cut:
            raise Unreachable
        if self.broken:
            raise ApiError(502, "Bad Gateway")

    def takes_reply(self, method: str) -> bool:
        """Whether the answer to this call gets lost; counts down."""
        if self._drops[method] > 0:
            self._drops[method] -= 1
            return True
        if self._lots is None or method == "getUpdates":
            return False
        lots, share = self._lots
        lost = lots.random() < share
        self.lost += lost
        return lost

    def left_over(self) -> list[str]:
        """Troubles that were ordered and never happened; a test that orders one usually means it to."""
        notes = [f"{r.method} -> {r.error} x{r.times}" for r in self._refusals if r.times > 0]
        return notes + [f"{method} reply drop x{n}" for method, n in self._drops.items() if n > 0]
