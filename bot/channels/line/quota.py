"""How many messages of this month were paid for, and what may still be: LINE's own limit, and the office's.

Answers cost nothing and are not counted. What is not known is not taken for none: LINE itself says when it is over.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.files import Unreachable
from bot.channels.line.wire import LineRefused, LineWire
from bot.clock import Clock
from bot.delivery.post import Content, Post
from bot.receiving.reception import Hands
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.line_quota import QUOTA_MEMO
from dialogs.messages import Arg, Text
from dialogs.office import LANGUAGE_OF_STAFF, LineRule

log = logging.getLogger(__name__)
# LINE's months are those of Japan.
AHEAD = timedelta(hours=9)
STAFF, BOOKINGS, REMINDERS, ANSWERS = "staff", "bookings", "reminders", "answers"
# How the data of a button begins that belongs to each, and the keys of texts.
_MARKS = (("k/", BOOKINGS), ("m/", REMINDERS), ("a/", STAFF))
_KEYS = (
    *((key, STAFF) for key in ("talk-handed-back", "taken", "summary", "office-")),
    *((key, BOOKINGS) for key in ("booking", "book-", "talk-", "entry-")),
    *((key, REMINDERS) for key in ("remind", "law-")),
)


def kind_of(post: Post) -> str:
    """Return which kind of what is written first a post is, as profiles call them."""
    if post.kind in ("relay", "translation"):
        return STAFF
    if post.kind == "entry":
        return BOOKINGS
    say = post.payload.get("say") or {}
    data = str(next((data for row in say.get("rows", ()) for _, data in row), ""))
    found = next((kind for mark, kind in _MARKS if data.startswith(mark)), None)
    if found is not None:
        return found
    keys = [str(line["key"]) for line in say.get("lines", ())]
    return next((kind for key in keys for begin, kind in _KEYS if key.startswith(begin)), ANSWERS)


class Quota:
    """What was used, as LINE said last and as it was counted since."""

    def __init__(self, wire: LineWire, writer: Hands, clock: Clock, rule: LineRule) -> None:
        self._wire = wire
        self._writer = writer
        self._clock = clock
        self._rule = rule
        self.allowed: int | None = None
        """What LINE allows in a month; None where it is without end, or not known."""
        self.used: int | None = None
        """What was used of it; None where that is not known."""
        self._month = ""
        self._refused = ""
        # What may have come twice since that was last kept.
        self._again = 0

    @property
    def month(self) -> str:
        """This month, as LINE counts."""
        return f"{self._clock.now().astimezone(UTC) + AHEAD:%Y-%m}"

    @property
    def limit(self) -> int | None:
        """How many may be paid for this month; None without end."""
        limits = [one for one in (self.allowed, self._rule.monthly_limit) if one is not None]
        return min(limits, default=None)

    async def read(self) -> None:
        """Ask LINE how it stands, and keep that for staff to see. Raises nothing."""
        try:
            quota = await self._wire.call("GET", "/v2/bot/message/quota")
            used = await self._wire.call("GET", "/v2/bot/message/quota/consumption")
        except (LineRefused, Unreachable) as error:
            log.warning("LINE's quota cannot be read (%s)", error)
            return
        if not (isinstance(quota, dict) and isinstance(used, dict)):
            log.warning("LINE's quota cannot be read (no JSON)")
            return
        allowed, count = quota.get("value"), used.get("totalUsage")
        self.allowed = allowed if quota.get("type") == "limited" and isinstance(allowed, int) else None
        self.used = count if isinstance(count, int) else None
        self._month = self.month
        if self.used is not None and (self.allowed is None or self.used < self.allowed):
            self._refused = ""
        await self.keep()

    async def keep(self) -> None:
        """Keep how it stands. Raises nothing."""
        month, used, limit = self.month, self.used, self.limit
        at, more = int(self._clock.now().timestamp()), self._again

        def write(batch: Batch) -> None:
            known: dict[str, Any] = batch.tx.memo(QUOTA_MEMO) or {}
            again = more + (known.get("again", 0) if known.get("month") == month else 0)
            stands = {"month": month, "used": used, "limit": limit, "at": at, "told": known.get("told", "")}
            batch.tx.set_memo(QUOTA_MEMO, {**stands, "again": again})

        try:
            await self._writer.submit(Call(write))
        except Exception as error:
            log.warning("LINE's quota cannot be kept (%s)", type(error).__name__)
        else:
            self._again -= more

    def is_over(self, posts: Collection[Post]) -> bool:
        """Return whether some of these posts must wait because nothing more is paid for."""
        if self._refused == self.month:
            return True
        if self._month != self.month:
            # A new month, of which LINE has said nothing yet.
            self._month, self.used = self.month, 0 if self.used is not None else None
        limit = self.limit
        if limit is None or self.used is None or self.used < limit:
            return False
        return not all(map(self.is_important, posts))

    def is_important(self, post: Post) -> bool:
        """Return whether the profile calls a post important."""
        return kind_of(post) in self._rule.important

    def count(self) -> None:
        """Count a call that is paid for."""
        if self.used is not None:
            self.used += 1

    async def again(self) -> None:
        """Count what may have come twice, and keep that for staff to see."""
        self._again += 1
        await self.keep()

    def refused(self) -> None:
        """Note that LINE itself takes nothing more that costs, until the month is over."""
        self._refused = self.month

    async def tell(self) -> None:
        """Tell staff, once a month, that what is not important waits from now on. Raises nothing."""
        month, used, limit, moment = self.month, self.used, self.limit, self._clock.now()
        is_final = self._refused == month
        goes_on = tuple(Text(f"line-kind-{kind}") for kind in self._rule.important)

        def write(batch: Batch) -> None:
            _tell_staff(batch, month, used, limit, moment, goes_on, is_final=is_final)

        try:
            await self._writer.submit(Call(write))
        except Exception as error:
            log.warning("staff cannot be told of LINE's quota (%s)", type(error).__name__)


def _tell_staff(
    batch: Batch,
    month: str,
    used: int | None,
    limit: int | None,
    now: datetime,
    goes_on: tuple[Text, ...],
    *,
    is_final: bool,
) -> None:
    """Tell staff what waits from now on; `goes_on` are the names of what is sent all the same."""
    known: dict[str, Any] = batch.tx.memo(QUOTA_MEMO) or {}
    if known.get("month") != month:
        known = {}
    mark = f"{month} final" if is_final else month
    if known.get("told") in (mark, f"{month} final"):
        return
    batch.tx.set_memo(QUOTA_MEMO, {"used": used, "limit": limit, **known, "month": month, "told": mark})
    args: dict[str, Arg] = {"limit": "none" if limit is None else str(limit), "by": "theirs" if is_final else "ours"}
    args |= {"goes": "some" if goes_on else "none", "items": goes_on}
    say = Content(LANGUAGE_OF_STAFF, (Text("staff-line-over", args),))
    batch.posting.notice(f"line:{mark.replace(' ', ':')}", say, now, ring=True)


__all__ = ["Quota", "kind_of"]
