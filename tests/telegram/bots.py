"""One bot as Telegram keeps it: its queue of updates, its webhook, its commands and descriptions."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.patience import PATIENCE_SECONDS

from .errors import conflict
from .messages import Json
from .signals import Signal

if TYPE_CHECKING:
    from .world import World

Update = dict[str, Any]


class RawUpdate(dict[str, Any]):
    """An update that is sent as the very text it was given, which need not be JSON that anybody can read."""

    def __init__(self, update_id: int, text: str) -> None:
        super().__init__(update_id=update_id)
        self.text = text


# What Telegram does not send unless it was asked for by name.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
UPDATE_LIFE = timedelta(hours=24)


@dataclass(eq=False, slots=True)
class _Pending:
    update: Update
    since: datetime
    # A repeated update is older than the client's offset, so the offset must not sweep it away unseen.
    repeated: bool = False
    handed_out: bool = False


@dataclass(slots=True)
class Webhook:
    """The registration made by setWebhook; `url` is empty while there is none."""

    url: str = ""
    secret_token: str | None = None
    max_connections: int = 40
    ip_address: str | None = None
    has_custom_certificate: bool = False
    last_error: str | None = None
    last_error_date: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What a person saw on top of the screen after pressing a button."""

    text: str
    show_alert: bool
    url: str | None = None


@dataclass(slots=True)
class Query:
    """A callback query that waits for its answer."""

    asked: datetime
    answers: list[CallbackAnswer] = field(default_factory=list)


class FakeBot:
    """A registered bot."""

    def __init__(self, world: World, token: str, username: str, me: Json) -> None:
        self.world = world
        self.token = token
        self.username = username
        self.id = int(token.partition(":")[0])
        self.user: Json = {"id": self.id, "is_bot": True, "first_name": username, "username": username}
        self.me = me
        self.webhook = Webhook()
        self.allowed_updates: list[str] = []
        self.next_update_id = 800_000_001
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        # By chat; that of all others is by None.
        self.menu_buttons: dict[int | None, Json] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self._queue: list[_Pending] = []
        self._wake = Signal()
        self._poller: object | None = None
        self._waiting = 0

    def __repr__(self) -> str:
        return f"<FakeBot @{self.username}>"

    @property
    def pending(self) -> list[Update]:
        """Updates that the bot has not confirmed yet, in the order it will get them."""
        return [p.update for p in sorted(self._queue, key=lambda p: not p.repeated)]

    def accepts(self, kind: str) -> bool:
        """Whether the bot asked for updates of this kind (its last word on it counts)."""
        return kind in self.allowed_updates if self.allowed_updates else kind not in NOT_BY_DEFAULT

    def push(self, kind: str, payload: Json) -> Update:
        """Put an update in the queue, unless the bot did not ask for its kind; return it either way."""
        update: Update = {"update_id": self.next_update_id, kind: payload}
        self.next_update_id += 1
        if self.accepts(kind):
            self._enqueue(_Pending(update, self.world.clock()))
        return update

    def push_raw(self, text: str) -> Update:
        """Queue an update as text; `UPDATE_ID` in it becomes the next number. No list of kinds keeps it out."""
        update = RawUpdate(self.next_update_id, text.replace("UPDATE_ID", str(self.next_update_id)))
        self.next_update_id += 1
        self._enqueue(_Pending(update, self.world.clock()))
        return update

    def push_any(self, **payload: Any) -> Update:
        """Queue an update of a kind that no list of kinds has yet."""
        update: Update = {"update_id": self.next_update_id, **payload}
        self.next_update_id += 1
        self._enqueue(_Pending(update, self.world.clock()))
        return update

    def redeliver(self, update: Update) -> None:
        """Send an update again under its old number, as Telegram does after an answer it did not get."""
        self._enqueue(_Pending(update, self.world.clock(), repeated=True))

    def _enqueue(self, pending: _Pending) -> None:
        self._queue.append(pending)
        self.stir()

    def stir(self) -> None:
        """Make waiting polls look again."""
        self._wake.ring()
        self.world.notify()

    # Long polling.

    @property
    def polling(self) -> bool:
        """Whether a getUpdates stands waiting now."""
        return self._waiting > 0

    async def poll(
        self, offset: int, limit: int, patience: int, *, alive: Callable[[], bool] = lambda: True
    ) -> list[Update]:
        """getUpdates: confirm what lies below `offset`, then wait until there is something or time is up.

        `alive` tells whether the client still listens: one that died must not swallow a repeated update.
        """
        self._refuse_beside_webhook(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
        ticket = self._poller = object()
        self.stir()  # the newcomer ends a poll that waits already
        self._confirm(offset)
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while not (batch := self._batch(limit)) and not self.world.closing:
            if not await self._rests(end - loop.time()):
                break
            if not alive():
                return []
            self.world.faults.refuse_if_broken()
            self._refuse_beside_webhook("terminated by setWebhook request")
            if self._poller is not ticket:
                raise conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
        for pending in batch:
            pending.handed_out = True
        return [p.update for p in batch]

    async def _rests(self, seconds: float) -> bool:
        self._waiting += 1
        self.world.notify()
        try:
            return await self._wake.heard(seconds)
        finally:
            self._waiting -= 1

    def _refuse_beside_webhook(self, reason: str) -> None:
        if self.webhook.url:
            raise conflict(reason)

    def _batch(self, limit: int) -> list[_Pending]:
        born_after = self.world.clock() - UPDATE_LIFE
        self._queue = [p for p in self._queue if p.since > born_after]
        # Repeats go first: clients take the last number of a batch as their next offset.
        return sorted(self._queue, key=lambda p: not p.repeated)[:limit]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._queue = self._queue[offset:]
        elif offset:
            self._queue = [
                p for p in self._queue if p.update["update_id"] >= offset or (p.repeated and not p.handed_out)
            ]
        self.world.notify()

    def drop_pending(self, where: Callable[[Update], bool] = lambda _: True) -> None:
        """Forget the waiting updates, or some of them."""
        self._queue = [p for p in self._queue if not where(p.update)]
        self.stir()

    async def drained(self, timeout: float = PATIENCE_SECONDS) -> None:  # noqa: ASYNC109 - a net under the test
        """Wait until the bot has confirmed every update: by a higher offset, or by its webhook's 200."""
        await self.world.wait_for(lambda: not self._queue, timeout)

    # Webhook.

    async def deliver_webhook(self, update: Update | None = None) -> int:
        """Post an update (by default the oldest one waiting) to the webhook; return the HTTP status.

        A status outside 200-299, or no answer at all (reported as 0), leaves it in the queue.
        """
        if not self.webhook.url:
            raise AssertionError(f"{self} has no webhook to deliver to")
        if update is None:
            if not self._queue:
                raise AssertionError(f"{self} has no pending update to deliver")
            update = self.pending[0]
        status, reason = await self.world.post_to_webhook(self, update)
        if 200 <= status <= 299:
            self._queue = [p for p in self._queue if p.update["update_id"] != update["update_id"]]
        else:
            self.webhook.last_error = reason
            self.webhook.last_error_date = self.world.clock()
        self.stir()
        return status

    async def deliver_all(self) -> list[int]:
        """Deliver everything that waits, oldest first; stops at the first failure, as Telegram's order does."""
        statuses: list[int] = []
        while self._queue and all(200 <= s <= 299 for s in statuses):
            statuses.append(await self.deliver_webhook())
        return statuses

    # Callback queries and commands.

    def ask(self, payload: Json) -> Update:
        """Register a pressed button and push it."""
        self.queries[payload["id"]] = Query(self.world.clock())
        return self.push("callback_query", payload)

    def answer_to(self, update: Update) -> CallbackAnswer | None:
        """How the bot answered a press, or `None` when it has not yet."""
        query = self.queries[update["callback_query"]["id"]]
        return query.answers[-1] if query.answers else None

    def commands_for(self, scope: Json | None = None, language_code: str = "") -> list[Json]:
        """The commands set for exactly this scope and language."""
        return self.commands.get((scope_key(scope), language_code), [])


def scope_key(scope: Json | None) -> str:
    """A command scope in a form fit for comparing."""
    return json.dumps(scope or {"type": "default"}, sort_keys=True)
