"""Hands what one channel brings to the writer: acts of clients, and that an update could not be read.

All that a channel's receiver has to do is to say which `Act` an update is, of which chat, under which key; what it may
ask of us, its moment and its way to the writer are the same for every channel.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from bot.errors import StorageTrouble
from bot.observing import metrics
from bot.observing.observer import NOBODY_LOOKS, Observer
from bot.receiving.budget import Admission, Budget
from bot.turns.acts import ClientTurn, Turned
from bot.turns.ledger import Call, Job
from bot.turns.shelf import Scene
from dialogs.messages import Act, ActKind

log = logging.getLogger(__name__)
# So many acts of a channel may wait to be kept. What comes beyond that is not taken now: a messenger sends it again,
# and a page says so.
MOST_WAITING = 1_000
# What a messenger says of a person: no act of theirs, so it costs them nothing.
_OF_THE_CHAT = (ActKind.LEFT, ActKind.CAME_BACK)


class Hands(Protocol):
    """What a reception needs of the writer."""

    async def submit(self, job: Job) -> Any:
        """Wait until a job is committed. Raises when it could not be made durable."""


class Unread:
    """Keeps which updates of a channel could not be read, so that `doctor` can count them."""

    def __init__(
        self, channel: str, writer: Hands, now: Callable[[], datetime], observer: Observer = NOBODY_LOOKS
    ) -> None:
        self.channel = channel
        self.writer = writer
        self.now = now
        self.observer = observer

    async def record(self, key: str, kind: str) -> None:
        """Keep that an update could not be read: its key and what kind of thing it was."""
        log.warning("%s: an update could not be read (%s)", self.channel, kind)
        self.observer.add(metrics.UNREADABLE, self.channel)
        moment = self.now()
        await self.writer.submit(Call(lambda batch: batch.tx.record_unreadable(self.channel, key, kind, moment)))


class Reception:
    """Between the receiver of a channel and the writer; gives each act its moment, and each person their budget."""

    def __init__(
        self,
        channel: str,
        writer: Hands,
        now: Callable[[], datetime],
        budget: Budget,
        observer: Observer = NOBODY_LOOKS,
    ) -> None:
        self.channel = channel
        self.writer = writer
        self.now = now
        self.budget = budget
        self.observer = observer
        self.unread = Unread(channel, writer, now, observer)
        self._waiting = 0
        self._is_full = False

    async def submit(
        self, key: str, chat: str, act: Act, message_id: str | None = None, scene: Scene | None = None
    ) -> Turned | None:
        """Hand over a client's act; returns what became of it once that is durable, None where it is one of too many.

        `message_id` is the person's own new message, to be erased with them. `scene` is what is done around the turn.
        Raises `StorageTrouble` where very many wait already.
        """
        if act.kind in _OF_THE_CHAT:
            return await self._hand_over(key, chat, act, message_id)
        admission = self.budget.judge(chat, erasing=asks_for_erasure(act))
        read = self._read(chat, act, admission)
        if read is None:
            return None
        try:
            turned = await self._hand_over(key, chat, read, message_id, scene)
        except BaseException:
            self.budget.undo(chat, admission)
            raise
        if turned is not None and turned.conversation is not None:
            self.budget.hear(chat, turned.conversation.lead)
        return turned

    def _read(self, chat: str, act: Act, admission: Admission) -> Act | None:
        """What is read of an act; None where that is nothing.

        Once the office has the request of a person, their words go to staff however many they are.
        """
        if admission is Admission.READ:
            return act
        told = "" if admission is Admission.SAY_SO else "told"
        if self.budget.hears(chat) and _has_words(act):
            # A change goes with the message it changes, and is answered with nothing.
            text = "" if act.kind is ActKind.OTHER else act.text
            return act if act.kind is ActKind.EDIT else Act(ActKind.TOO_FAST, text, data=told, said=act.said)
        return None if told else Act(ActKind.TOO_FAST)

    async def _hand_over(
        self, key: str, chat: str, act: Act, message_id: str | None, scene: Scene | None = None
    ) -> Turned | None:
        if self._waiting >= MOST_WAITING:
            if not self._is_full:
                self._is_full = True
                log.warning("%s: more comes at once than can be kept; what is not taken now comes again", self.channel)
            raise StorageTrouble("error-too-much-at-once")
        turn = ClientTurn(self.channel, key, chat, act, self.now(), message_id, scene)
        self._waiting += 1
        try:
            turned = await self.writer.submit(turn)
        finally:
            self._waiting -= 1
            self._is_full = self._is_full and self._waiting > 0
        return turned if isinstance(turned, Turned) else None


def _has_words(act: Act) -> bool:
    """Whether an act says something to people."""
    return act.said is not None or (act.kind is ActKind.COMMAND and act.command == "human" and act.text != "")


def asks_for_erasure(act: Act) -> bool:
    """Whether an act is one of those nobody is ever locked out of."""
    if act.kind is ActKind.PRESS:
        return act.data.endswith(".forget")
    return act.kind is ActKind.COMMAND and act.command == "forget"


__all__ = ["Reception", "Unread", "asks_for_erasure"]
