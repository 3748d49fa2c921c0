"""Hands what the receivers bring to the writer: acts of clients, and that an update could not be read."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.turns.acts import CLIENT, ClientTurn
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from dialogs.messages import Act

log = logging.getLogger(__name__)


class Reception:
    """Between the receivers and the writer; gives each act its moment."""

    def __init__(self, writer: Writer, now: Callable[[], datetime]) -> None:
        self.writer = writer
        self.now = now

    async def submit(self, update_id: int, chat: int, act: Act, message_id: str | None = None) -> object:
        """Hand over a client's act; returns once it is durable."""
        turn = ClientTurn(CLIENT, str(update_id), str(chat), act, self.now(), message_id)
        return await self.writer.submit(turn)

    async def record(self, channel: str, update_id: int, kind: str) -> None:
        """Keep that an update could not be read: its number and what kind of thing it was."""
        log.warning("%s: an update could not be read (%s)", channel, kind)
        moment = self.now()
        await self.writer.submit(Call(lambda batch: batch.tx.record_unreadable(channel, str(update_id), kind, moment)))
