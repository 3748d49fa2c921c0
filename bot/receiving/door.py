"""The door every update goes through, polled or pushed: picked, handled, and what cannot be read recorded.

Whatever an update is, it ends here: handled, ignored, recorded as unreadable, or (trouble of the database) it comes
again. None can make the same batch come for ever.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.errors import StorageTrouble
from bot.observing.observer import NOBODY_LOOKS, Observer
from bot.receiving.update import Ignored, Unreadable, Update

log = logging.getLogger(__name__)
# How often an update is tried whose handling fails for no fault of the database.
MOST_TRIES = 3
_MOST_REMEMBERED = 1_000

# (key, kind): kept, so that `doctor` can count what could not be read.
Record = Callable[[str, str], Awaitable[None]]
Read = TypeVar("Read", bound=Update)


@dataclass(frozen=True, slots=True)
class PressAnswer:
    """What a person sees on top of the screen after a press; without a text the button just stops waiting."""

    query: str
    text: str = ""


class Door(Generic[Read]):
    """Takes the updates of one channel. `pick` and `key` are the channel's: what an update is, and its key.

    `feed` returns once an update is durable, with the text for a press, if any; `tell` lets a sender know that what
    they sent could not be read; both raise when it could not be made durable.
    """

    def __init__(
        self,
        channel: str,
        pick: Callable[[Mapping[str, Any]], Read | Ignored | Unreadable],
        key: Callable[[Mapping[str, Any]], str],
        feed: Callable[[Read], Awaitable[str | None]],
        record: Record,
        tell: Callable[[str, str], Awaitable[object]] | None = None,
        observer: Observer = NOBODY_LOOKS,
    ) -> None:
        self.channel = channel
        self.observer = observer
        self._pick = pick
        self._key = key
        self._feed = feed
        self._record = record
        self._tell = tell
        self._tries: OrderedDict[str, int] = OrderedDict()

    def pick(self, raw: Mapping[str, Any]) -> Read | Ignored | Unreadable:
        """What an update is; never raises."""
        try:
            return self._pick(raw)
        except Exception as error:
            log.error("%s: an update could not be picked apart (%s)", self.channel, type(error).__name__)
            return Unreadable(self._key(raw), "unpicked")

    async def take(self, picked: Read | Ignored | Unreadable) -> PressAnswer | None:
        """Handle an update and return once it is durable. Raises where it must come again."""
        with self.observer.about(self.channel, picked.chat, picked.key):
            return await self._take(picked)

    async def _take(self, picked: Read | Ignored | Unreadable) -> PressAnswer | None:
        text = None
        try:
            if not isinstance(picked, Ignored):
                text = await self._handle(picked)
        except StorageTrouble:
            raise
        except Exception as error:
            if not self._is_hopeless(picked.key):
                raise
            log.error("%s: an update is given up, it failed %d times (%s)", self.channel, MOST_TRIES, _name(error))
            await self._record_failed(picked.key)
        self._tries.pop(picked.key, None)
        return PressAnswer(picked.query, (text or "")[:200]) if picked.query else None

    async def _handle(self, picked: Read | Unreadable) -> str | None:
        if isinstance(picked, Unreadable):
            if picked.sender is not None and self._tell is not None:
                await self._tell(picked.key, picked.sender)
            await self._record(picked.key, picked.kind)
            return None
        text = await self._feed(picked)
        if picked.unreadable:
            await self._record(picked.key, picked.unreadable)
        return text

    async def _record_failed(self, key: str) -> None:
        """Keep that an update was given up, if that can be kept: it must not come for ever because it cannot."""
        try:
            await self._record(key, "failed")
        except StorageTrouble:
            raise
        except Exception as error:
            log.error("%s: that an update was given up could not be recorded (%s)", self.channel, _name(error))

    def _is_hopeless(self, key: str) -> bool:
        tries = self._tries[key] = self._tries.pop(key, 0) + 1
        if len(self._tries) > _MOST_REMEMBERED:
            self._tries.popitem(last=False)
        return tries >= MOST_TRIES


def _name(error: BaseException) -> str:
    """The kind of an error; its message could hold a link with the token, or what somebody wrote."""
    return type(error).__name__
