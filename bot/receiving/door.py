"""The door every update goes through, polled or pushed: picked, handled, and what cannot be read recorded.

Whatever an update is, it ends here: handled, ignored, recorded as unreadable, or (trouble of the database) it comes
again. None can make the same batch come for ever.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import StorageTrouble
from bot.receiving.pick import Ignored, Picked, Slim, Unreadable, update_id_of

log = logging.getLogger(__name__)
# How often an update is tried whose handling fails for no fault of the database.
MOST_TRIES = 3
_MOST_REMEMBERED = 1_000

# (channel, update id, kind): kept, so that `doctor` can count what could not be read.
Record = Callable[[str, int, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class PressAnswer:
    """What a person sees on top of the screen after a press; without a text the button just stops waiting."""

    query: str
    text: str = ""

    def parameters(self) -> dict[str, Any]:
        """The parameters of answerCallbackQuery."""
        return {"callback_query_id": self.query} | ({"text": self.text, "show_alert": True} if self.text else {})

    def call(self) -> dict[str, Any]:
        """The call as a webhook's reply may carry it."""
        return {"method": "answerCallbackQuery", **self.parameters()}


class Door:
    """Takes the updates of one bot.

    `feed` returns once an update is durable, with the text for a press, if any; `tell` lets a sender know that what
    they sent could not be read; both raise when it could not be made durable.
    """

    def __init__(
        self,
        channel: str,
        pick: Callable[[Mapping[str, Any]], Picked],
        feed: Callable[[Slim], Awaitable[str | None]],
        record: Record,
        tell: Callable[[int, int], Awaitable[object]] | None = None,
    ) -> None:
        self.channel = channel
        self._pick = pick
        self._feed = feed
        self._record = record
        self._tell = tell
        self._tries: OrderedDict[int, int] = OrderedDict()

    def pick(self, raw: Mapping[str, Any]) -> Picked:
        """What an update is; never raises."""
        try:
            return self._pick(raw)
        except Exception as error:
            log.error("%s: an update could not be picked apart (%s)", self.channel, type(error).__name__)
            return Unreadable(update_id_of(raw) or 0, "unpicked")

    async def take(self, picked: Picked) -> PressAnswer | None:
        """Handle an update and return once it is durable. Raises where it must come again."""
        text = None
        try:
            if not isinstance(picked, Ignored):
                text = await self._handle(picked)
        except StorageTrouble:
            raise
        except Exception as error:
            if not self._is_hopeless(picked.update_id):
                raise
            log.error("%s: an update is given up, it failed %d times (%s)", self.channel, MOST_TRIES, _name(error))
            await self._record_failed(picked.update_id)
        self._tries.pop(picked.update_id, None)
        return PressAnswer(picked.query, (text or "")[:200]) if picked.query else None

    async def _handle(self, picked: Slim | Unreadable) -> str | None:
        if isinstance(picked, Slim):
            text = await self._feed(picked)
            if picked.unreadable:
                await self._record(self.channel, picked.update_id, picked.unreadable)
            return text
        if picked.sender is not None and self._tell is not None:
            await self._tell(picked.update_id, picked.sender)
        await self._record(self.channel, picked.update_id, picked.kind)
        return None

    async def _record_failed(self, update_id: int) -> None:
        """Keep that an update was given up, if that can be kept: it must not come for ever because it cannot."""
        try:
            await self._record(self.channel, update_id, "failed")
        except StorageTrouble:
            raise
        except Exception as error:
            log.error("%s: that an update was given up could not be recorded (%s)", self.channel, _name(error))

    def _is_hopeless(self, update_id: int) -> bool:
        tries = self._tries[update_id] = self._tries.pop(update_id, 0) + 1
        if len(self._tries) > _MOST_REMEMBERED:
            self._tries.popitem(last=False)
        return tries >= MOST_TRIES


def _name(error: BaseException) -> str:
    """The kind of an error; its message could hold a link with the token, or what somebody wrote."""
    return type(error).__name__
