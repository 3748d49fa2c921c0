"""Everything there is: bots, people, groups, the time; and the way to wait for a change without sleeping."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

import aiohttp

from tests.patience import PATIENCE_SECONDS

from .bots import RawUpdate
from .clock import Clock
from .faults import Faults
from .files import Files
from .rates import Rates
from .requests import read_reply
from .schema import RawCall
from .signals import Signal

if TYPE_CHECKING:
    from .bots import FakeBot, Update
    from .calls import Call
    from .groups import FakeGroup
    from .messages import Chat
    from .people import FakeUser, PrivateChat

T = TypeVar("T")
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class World:
    """The state behind the server."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.bots: dict[str, FakeBot] = {}
        self.users: dict[int, FakeUser] = {}
        self.groups: dict[int, FakeGroup] = {}
        self.migrated: dict[int, int] = {}
        self.private: dict[tuple[int, int], PrivateChat] = {}
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.faults = Faults(self)
        self.rates = Rates(clock)
        self.files = Files(clock)
        # How long a pressed button waits for its answer; Telegram names no number, bots have met 15 s to minutes.
        self.callback_life = timedelta(seconds=30)
        self.closing = False
        # Runs a method that stands in the answer to a webhook; set by the server.
        self.run_reply: Callable[[FakeBot, RawCall], Awaitable[None]] = _nowhere
        self._changed = Signal()
        self._serial = 0

    def serial(self) -> int:
        """A number nobody has had yet."""
        self._serial += 1
        return self._serial

    def new_album(self) -> str:
        """What the messages of one album have in common, and no others."""
        return str(13_000_000_000_000_000 + self.serial())

    def chats_of(self, bot: FakeBot) -> Iterator[Chat]:
        """All chats that a bot has any part in."""
        yield from (chat for (bot_id, _), chat in self.private.items() if bot_id == bot.id)
        yield from (group.chat for group in self.groups.values() if bot.id in group.members)

    def notify(self) -> None:
        """Something changed: let everybody who waits look again."""
        self._changed.ring()

    async def wait_for(self, predicate: Callable[[], T], timeout: float = PATIENCE_SECONDS) -> T:  # noqa: ASYNC109 - a net under the test
        """Return the first true value of `predicate`, asked again upon every change here."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while not (value := predicate()):
            if not await self._changed.heard(end - loop.time()):
                # What the predicate looks at may lie outside this world, so ask once more.
                if value := predicate():
                    return value
                raise TimeoutError(self._what_happened(timeout))
        return value

    def _what_happened(self, timeout: float) -> str:
        recent = [str(call) for call in self.calls if call.method != "getUpdates"][-8:]
        return "\n  ".join([f"nothing of the kind within {timeout} s; the last calls were:", *recent])

    async def post_to_webhook(self, bot: FakeBot, update: Update) -> tuple[int, str]:
        """Deliver one update over HTTP; a status of 0 stands for no answer at all."""
        headers = {"Content-Type": "application/json"}
        if bot.webhook.secret_token is not None:
            headers[SECRET_HEADER] = bot.webhook.secret_token
        limit = aiohttp.ClientTimeout(total=10)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit) as session,
                session.post(bot.webhook.url, data=_text_of(update), headers=headers) as answer,
            ):
                body = await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            return 0, f"Connection failed: {error!r}"
        if 200 <= answer.status <= 299 and body:
            call = read_reply(body, answer.headers.get("Content-Type", ""))
            if call is not None:
                await self.run_reply(bot, call)
        return answer.status, f"Wrong response from the webhook: {answer.status} {answer.reason}"


def _text_of(update: Update) -> str:
    return update.text if isinstance(update, RawUpdate) else json.dumps(update)


async def _nowhere(_bot: FakeBot, _call: RawCall) -> None:
    raise AssertionError("there is no server to run a webhook's answer")
