"""What LINE sends us: the signature over the body as it came is looked at first, and 200 is said after the commit.

Each event is handled once by its own id, however often LINE sends it. What is typed for a choice becomes that press.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.channels.files import Unreachable
from bot.channels.line.pick import Did, LineEvent, key_of, pick
from bot.channels.line.tokens import ReplyTokens
from bot.channels.line.wire import LineRefused, LineWire
from bot.channels.plain import command_in
from bot.errors import StorageTrouble
from bot.receiving.aside import Aside
from bot.receiving.door import Door
from bot.receiving.reception import Reception
from bot.receiving.server import body_of
from bot.receiving.update import Ignored, Unreadable
from bot.receiving.values import parsed
from bot.turns.acts import Turned
from bot.turns.apply import Batch
from bot.turns.choosing import NOTHING, Chosen, chosen, command_named
from bot.turns.ledger import Call
from bot.turns.records import Person
from bot.turns.unsent import unsent, was_unsent
from bot.words.words import Words
from dialogs.messages import Act, ActKind
from dialogs.talk import LATE

log = logging.getLogger(__name__)
SIGNATURE = "X-Line-Signature"
# More than LINE sends in one go.
MOST_EVENTS, MOST_CHATS = 200, 20_000
# Nobody reads a question and answers it sooner after what they wrote before.
READ_MILLISECONDS = 1_000
# What says how we stand with somebody; the newest of it holds.
_OF_THE_CHAT = (Did.FOLLOWED, Did.CAME_BACK, Did.LEFT)
_FULL_WIDTH_SLASH = "\uff0f"
_KANA = re.compile("[\u3041-\u30ff]")


class LineReceiver:
    """Everything that LINE sends. `left` are those who have gone; the courier forgets what was shown to them.

    `was_shown` says whether a choice of this data was brought to a chat, as far as that is known.
    """

    def __init__(
        self,
        secret: str,
        wire: LineWire,
        reception: Reception,
        tokens: ReplyTokens,
        words: Words,
        left: set[str],
        forget: Callable[[str], None],
        was_shown: Callable[[str, str], bool],
    ) -> None:
        self._secret = secret.encode()
        self.wire = wire
        self.reception = reception
        self.tokens = tokens
        self.words = words
        self.left = left
        self._forget = forget
        self._was_shown = was_shown
        self.aside = Aside()
        self._newest: OrderedDict[str, int] = OrderedDict()
        # What each is asked, and since which message of theirs.
        self._asked: OrderedDict[str, tuple[str, int]] = OrderedDict()
        # What was handled already; after a start LINE says itself what it sends anew.
        self._done: OrderedDict[str, None] = OrderedDict()
        self._turns: dict[str, tuple[asyncio.Lock, int]] = {}
        ways = self._feed, reception.unread.record, self._tell
        self.door = Door(reception.channel, pick, key_of, *ways, reception.observer)

    # --- the request ----------------------------------------------------------------------------------------------

    async def answer(self, request: web.Request) -> web.Response:
        """Take what was posted to the webhook."""
        try:
            body = await body_of(request)
        except TimeoutError:
            return web.Response(status=408)
        if not self.is_signed(body, request.headers.get(SIGNATURE, "")):
            return web.Response(status=401)
        events = _events_of(body)
        if events is None:
            return web.Response(status=400)
        try:
            await self.take(events)
        except StorageTrouble:
            return web.Response(status=500)  # the storage itself says what is wrong; LINE sends it again
        except Exception as error:
            log.error("an event of LINE could not be handled (%s); it comes again", type(error).__name__)
            return web.Response(status=500)
        return web.Response()

    def is_signed(self, body: bytes, given: str) -> bool:
        """Return whether a body is LINE's, by its signature."""
        try:
            signature = base64.b64decode(given.encode("ascii", "replace"), validate=True)
        except (binascii.Error, ValueError):
            signature = b""
        return hmac.compare_digest(signature, hmac.new(self._secret, body, hashlib.sha256).digest())

    async def take(self, events: Sequence[Mapping[str, Any]]) -> None:
        """Handle events: those of one chat in the order in which they happened, those of others beside them."""
        chats: dict[str, list[LineEvent | Ignored | Unreadable]] = {}
        for event in events:
            picked = self.door.pick(event)
            if isinstance(picked, LineEvent) and picked.token and picked.did is not Did.IN_A_GROUP:
                self.tokens.add(picked.to, picked.token)
            chat = picked.to if isinstance(picked, LineEvent) else picked.chat
            chats.setdefault(chat, []).append(picked)
        done = await asyncio.gather(*map(self._in_turn, chats.items()), return_exceptions=True)
        for outcome in done:
            if isinstance(outcome, BaseException):
                raise outcome

    async def _in_turn(self, chat: tuple[str, list[LineEvent | Ignored | Unreadable]]) -> None:
        """Handle what is of one chat, after what came for it before."""
        to, picked = chat
        picked.sort(key=lambda one: one.at if isinstance(one, LineEvent) else 0)
        lock, waiting = self._turns.get(to, (asyncio.Lock(), 0))
        self._turns[to] = (lock, waiting + 1)
        try:
            async with lock:
                for one in picked:
                    await self.door.take(one)
        finally:
            lock, waiting = self._turns[to]
            if waiting > 1:
                self._turns[to] = (lock, waiting - 1)
            else:
                del self._turns[to]

    # --- one event ------------------------------------------------------------------------------------------------

    async def _feed(self, event: LineEvent) -> None:
        if event.did is Did.IN_A_GROUP:
            self._leave(event.detail, event.to)
            return
        if event.key in self._done:
            return
        if await self._is_over(event):
            self._note(event)
            return
        if event.did is Did.LEFT:
            self.left.add(event.to)
            self._forget(event.to)
        else:
            self.left.discard(event.to)
        acts: Mapping[Did, Callable[[LineEvent], Awaitable[None]]] = {
            Did.TEXT: self._text,
            Did.UNSENT: self._unsent,
        }
        handle = acts.get(event.did)
        if handle is not None:
            await handle(event)
        else:
            self._look(event, await self.reception.submit(event.key, event.to, _act_of(event)))
        self._note(event)

    async def _is_over(self, event: LineEvent) -> bool:
        """Return whether an event comes after what undid it: a message they took back, a leave they returned from."""
        if event.did in _OF_THE_CHAT and event.at < self._newest.get(event.to, 0):
            return True
        if event.said is None and not (event.did is Did.LEFT and event.again):
            return False
        return bool(await self.reception.writer.submit(Call(lambda batch: self._is_undone(batch, event))))

    def _is_undone(self, batch: Batch, event: LineEvent) -> bool:
        channel = self.reception.channel
        if event.said is not None:
            return was_unsent(batch, channel, event.said.id)
        person = self._person(batch, event.to)
        if person is None:
            return True
        is_here = person.address.channel == channel
        return _is_before(event, person.updated_at if is_here else person.acted.get(channel, 0.0))

    def _person(self, batch: Batch, to: str) -> Person | None:
        whose = batch.tx.whose(self.reception.channel, to)
        return None if whose is None else batch.tx.whole_person(whose.person)

    async def _text(self, event: LineEvent) -> None:
        line = event.detail
        typed = line.replace(_FULL_WIDTH_SLASH, "/", 1) if line.startswith(_FULL_WIDTH_SLASH) else line
        if (command := command_in(typed)) is not None:
            act = Act(ActKind.COMMAND, command[1], command[0], language=_hint(line))
            self._look(event, await self.reception.submit(event.key, event.to, act))
            return
        meant, is_late, named = await self.reception.writer.submit(Call(lambda batch: self._meant(batch, event)))
        if is_late or self._is_overtaken(event, meant):
            await self.reception.submit(event.key, event.to, Act(ActKind.OTHER, LATE, said=event.said))
            return
        data = meant.data
        if named is not None:
            act = Act(ActKind.COMMAND, command=named, language=_hint(line))
            self._look(event, await self.reception.submit(event.key, event.to, act))
            return
        if not data:
            act = Act(ActKind.TEXT, line, language=_hint(line), said=event.said)
            self._look(event, await self.reception.submit(event.key, event.to, act))
            return
        # Several are ticked in one go, so that one screen follows.
        keys = [event.key, *(f"{event.key}/{number}" for number in range(1, len(data)))]
        presses = (
            self.reception.submit(key, event.to, Act(ActKind.PRESS, data=pressed, said=event.said))
            for key, pressed in zip(keys, data, strict=True)
        )
        for outcome in await asyncio.gather(*presses, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome
            self._look(event, outcome)

    def _look(self, event: LineEvent, turned: Turned | None) -> None:
        """Note what somebody is asked after a message of theirs."""
        if turned is None or turned.conversation is None:
            return
        asked = turned.conversation.place.at
        before, since = self._asked.pop(event.to, (asked, 0))
        self._asked[event.to] = (asked, since if before == asked else event.at)
        while len(self._asked) > MOST_CHATS:
            self._asked.popitem(last=False)

    def _is_overtaken(self, event: LineEvent, meant: Chosen) -> bool:
        """Return whether something came before it that was written later; or was written before what it would answer.

        Who sends an answer twice, since nothing seems to happen, does not mean the next question, too.
        """
        newest = self._newest.get(event.to, 0)
        if event.at < max(newest, self._asked.get(event.to, ("", 0))[1] + READ_MILLISECONDS):
            return True
        if not meant.by_number:
            return False
        return event.at < newest + READ_MILLISECONDS or not self._was_shown(event.to, meant.data[0])

    def _meant(self, batch: Batch, event: LineEvent) -> tuple[Chosen, bool, str | None]:
        """Which choices or command a text means, and whether it comes after what was written since."""
        person = self._person(batch, event.to)
        if person is None:
            return NOTHING, False, None
        if event.again and _is_before(event, person.updated_at):
            return NOTHING, True, None
        now, world = self.reception.now(), batch.bookkeeping.world(person)
        meant = chosen(batch.dialogue, self.words, person, event.detail, now, world)
        named = None if meant.data else command_named(batch.dialogue, self.words, person, event.detail)
        # What is asked may be among what they have not been told yet.
        return meant, meant.by_number and person.withheld, named

    async def _unsent(self, event: LineEvent) -> None:
        channel, now = self.reception.channel, self.reception.now()
        job = Call(lambda batch: unsent(batch, channel, event.key, event.to, event.detail, now))
        await self.reception.writer.submit(job)

    def _note(self, event: LineEvent) -> None:
        self._done[event.key] = None
        while len(self._done) > MOST_CHATS:
            self._done.popitem(last=False)
        if event.did is not Did.UNSENT:
            self._newest[event.to] = max(event.at, self._newest.pop(event.to, 0))
            while len(self._newest) > MOST_CHATS:
                self._newest.popitem(last=False)

    async def _tell(self, key: str, sender: str) -> None:
        """Tell somebody that what they sent cannot be read."""
        await self.reception.submit(key, sender, Act(ActKind.OTHER, "unknown"))

    def _leave(self, kind: str, group: str) -> None:
        """Nothing of a client belongs in a group, so we do not stay in one."""

        async def leave() -> None:
            try:
                await self.wire.call("POST", f"/v2/bot/{kind}/{group}/leave")
            except (LineRefused, Unreachable) as error:
                log.warning("a group in LINE could not be left (%s)", error)

        self.aside.start(leave)


def _is_before(event: LineEvent, moment: float) -> bool:
    """Whether an event happened before an act. Moments of acts are ours, of events LINE's: a second is nothing."""
    return event.at / 1000 < moment - 1


def _hint(text: str) -> str | None:
    """In which language somebody seems to write; LINE says nothing of it, short of all their profile."""
    return "ja" if _KANA.search(text) else None


def _act_of(event: LineEvent) -> Act:
    """What somebody did."""
    if event.did is Did.PRESS:
        return Act(ActKind.PRESS, data=event.detail)
    if event.did is Did.FOLLOWED:
        return Act(ActKind.COMMAND, command="start")
    if event.did is Did.CAME_BACK:
        return Act(ActKind.CAME_BACK)
    if event.did is Did.LEFT:
        return Act(ActKind.LEFT)
    return Act(ActKind.OTHER, event.detail, album=event.album, said=event.said)


def _events_of(body: bytes) -> list[Mapping[str, Any]] | None:
    """The events of a body; None where it is nothing that LINE sends."""
    told = parsed(body)
    events = told.get("events") if isinstance(told, dict) else None
    if not isinstance(events, list) or len(events) > MOST_EVENTS:
        return None
    return [event for event in events if isinstance(event, dict)]


__all__ = ["SIGNATURE", "LineReceiver"]
