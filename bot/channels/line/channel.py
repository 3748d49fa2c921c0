"""LINE as a channel: what is asked at its start, what it takes and serves, what it looks at, its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime

from bot.channels.channel import ChannelParts
from bot.channels.files import Files, Unreachable
from bot.channels.line.abilities import ABILITIES
from bot.channels.line.calls import Calls
from bot.channels.line.files import LineFiles
from bot.channels.line.handed import PATH, Handed
from bot.channels.line.named import entry_of
from bot.channels.line.quota import Quota
from bot.channels.line.receive import LineReceiver
from bot.channels.line.send import LineCourier
from bot.channels.line.tokens import ReplyTokens
from bot.channels.line.wire import LineRefused, LineWire
from bot.clock import growing_pause, moment_in, pause_unless
from bot.errors import IntakeError
from bot.receiving.aside import Aside
from bot.receiving.server import Endpoint
from dialogs.office import LineRule

log = logging.getLogger(__name__)
WEBHOOK = "/line"
# How often it is looked how the quota stands.
QUOTA_SECONDS = 3_600.0
LONGEST_PAUSE_SECONDS = 60.0


def open_channel(parts: ChannelParts, wire: LineWire | None = None) -> LineChannel:
    """Make the channel."""
    return LineChannel(parts, wire or LineWire(parts.settings.line_token or ""))


class LineChannel:
    """What LINE sends us and what we send it."""

    abilities = ABILITIES

    def __init__(self, parts: ChannelParts, wire: LineWire) -> None:
        settings, reception = parts.settings, parts.reception
        self.wire = wire
        self.clock = parts.clock
        self._base = settings.links_base or ""
        tokens = ReplyTokens(parts.clock.monotonic)
        self.quota = Quota(wire, reception.writer, parts.clock, parts.office.line or LineRule())
        self.handed = Handed(self._base, reception.writer, parts.store, parts.clock)
        calls = Calls(reception.channel, reception.writer, parts.clock)
        self.courier = LineCourier(wire, parts.words, tokens, self.quota, self.handed, calls)
        self.receiver = LineReceiver(
            settings.line_secret or "",
            wire,
            reception,
            tokens,
            parts.words,
            self.courier.left,
            self.courier.forget,
            self.courier.was_shown,
        )
        self._basic_id: str | None = None

    @property
    def files(self) -> Files:
        """What clients sent."""
        return LineFiles(self.wire)

    @property
    def entry_link(self) -> str | None:
        """What opens the chat with a word ready to be sent, once it is known what the account is called."""
        if self._basic_id is None:
            return None
        return entry_of(self._basic_id)

    def reads_from(self, source: str, files: Files) -> None:
        """Learn where files of another channel are read."""
        self.handed.files[source] = files

    @property
    def aside(self) -> Aside:
        """Leaving groups."""
        return self.receiver.aside

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """What takes LINE's events."""
        return {WEBHOOK: self.receiver.answer}

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """Pictures and files, by names that nobody guesses."""
        return {PATH: self.handed.answer}

    async def start(self) -> None:
        """Raise `IntakeError` for a token that LINE refuses; a LINE out of reach is waited for elsewhere."""
        try:
            told = await self.wire.call("GET", "/v2/bot/info")
            self._basic_id = str(told["basicId"])
        except LineRefused as refused:
            if refused.code == 401:
                raise IntakeError("error-line-token-refused") from None
            log.warning("LINE cannot be asked yet (%s); going on", refused)
        except (Unreachable, KeyError, TypeError) as error:
            log.warning("LINE cannot be reached yet (%s); going on", type(error).__name__)

    async def introduce(self) -> None:
        """There is nothing to set: what can be typed stands under each question."""

    async def time(self) -> datetime | None:
        """What LINE's clock says; None where it cannot be asked."""
        try:
            code, _, head = await self.wire.answered("GET", "/v2/bot/info")
        except Unreachable:
            return None
        return moment_in(head.get("Date")) if code == 200 else None

    async def receive(self, stop: asyncio.Event) -> None:
        """Tell LINE where to send events to, and look at times how the quota stands."""
        attempt = 0
        while not stop.is_set() and not await self._registered():
            await pause_unless(stop, growing_pause(attempt, longest=LONGEST_PAUSE_SECONDS), self.clock.sleep)
            attempt += 1
        while not stop.is_set():
            await self.quota.read()
            await pause_unless(stop, QUOTA_SECONDS, self.clock.sleep)

    async def _registered(self) -> bool:
        """Tell LINE our address, unless it knows it; False where that must be tried again."""
        url, path = f"{self._base}{WEBHOOK}", "/v2/bot/channel/webhook/endpoint"
        try:
            known = await self._known_address(path)
            if known != url:
                await self.wire.call("PUT", path, {"endpoint": url})
        except LineRefused as refused:
            log.warning("LINE does not take the address of our webhook (%s); see `intake doctor`", refused)
            return refused.code in (400, 403)
        except Unreachable as error:
            log.warning("the webhook of LINE could not be registered (%s); trying again", error)
            return False
        return True

    async def _known_address(self, path: str) -> str | None:
        try:
            told = await self.wire.call("GET", path)
        except LineRefused as refused:
            if refused.code == 404:
                return None  # none was set yet
            raise
        found = told.get("endpoint") if isinstance(told, dict) else None
        return found if isinstance(found, str) else None

    async def close(self) -> None:
        """Close its connections."""
        await self.wire.close()


__all__ = ["LineChannel", "open_channel"]
