"""The last call to LINE for each chat, kept before it is made: who starts after a death knows what is in doubt.

A push in doubt is made again under its retry key, and a fresh reply token that LINE does not take any more was used.
Only of a reply whose token has ended by then nobody can know: it is said again, and counted.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.clock import Clock
from bot.receiving.reception import Hands
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.ports import Transaction

# Beside the files that are handed out, under a name that none of those has.
_PREFIX = "line/call/"
MOST_CHATS = 20_000


@dataclass(frozen=True, slots=True)
class Tried:
    """A call: what its messages are named, after which others of the same delivery, and what it answered with.

    Without a `token` it was one that is paid for. `at` is when it was made (seconds), `age` how old the token was then.
    """

    id: str
    before: tuple[str, ...]
    names: tuple[str, ...]
    token: str | None
    at: float
    age: float

    def is_of(self, left: Sequence[str]) -> bool:
        """Return whether it said the first of what is left to say."""
        whole = (*self.before, *self.names)
        return tuple(left[: len(whole)]) == whole


class InDoubt(Exception):
    """A call that another process made, and nobody knows what became of it: `tried`."""

    def __init__(self, tried: Tried) -> None:
        super().__init__()
        self.tried = tried


class Calls:
    """Keeps the last call of each chat. Of those of this process itself it is known what became of them."""

    def __init__(self, channel: str, writer: Hands, clock: Clock) -> None:
        self._channel = channel
        self._writer = writer
        self._clock = clock
        self._known: OrderedDict[str, str] = OrderedDict()

    async def begin(
        self, to: str, before: Sequence[str], left: Sequence[str], many: int, token: str | None, age: float = 0.0
    ) -> None:
        """Keep that the first `many` of what is left are said now, after what came `before`.

        Raises `InDoubt` where they were, perhaps, said by a process before this one, and `StorageTrouble`.
        """
        tried = Tried(uuid.uuid4().hex, tuple(before), tuple(left[:many]), token, self._clock.now().timestamp(), age)
        known, every = self._known.get(to), (*before, *left)
        found = await self._writer.submit(Call(lambda batch: self._put(batch, to, tried, known, every)))
        self._know(to, tried if found is None else found)
        if found is not None:
            raise InDoubt(found)

    def age_now(self, tried: Tried) -> float:
        """Return how old the token of a call is by now, in seconds."""
        return tried.age + max(0.0, self._clock.now().timestamp() - tried.at)

    def _know(self, to: str, tried: Tried) -> None:
        self._known[to] = tried.id
        self._known.move_to_end(to)
        while len(self._known) > MOST_CHATS:
            self._known.popitem(last=False)

    def _put(self, batch: Batch, to: str, tried: Tried, known: str | None, every: Sequence[str]) -> Tried | None:
        whose = batch.tx.whose(self._channel, to)
        if whose is None:
            return None  # erased meanwhile
        last = _kept(batch.tx, to)
        if last is not None and last.id != known and last.is_of(every):
            return last
        piece = json.dumps(asdict(tried)).encode()
        batch.tx.keep_web_piece(whose.person, _named(to), 0, piece, tried.at)
        return None


def _kept(tx: Transaction, to: str) -> Tried | None:
    piece = tx.web_piece(_named(to), 0)
    if piece is None:
        return None
    kept: dict[str, Any] = json.loads(piece)
    return Tried(**{**kept, "before": tuple(kept["before"]), "names": tuple(kept["names"])})


def _named(to: str) -> str:
    return _PREFIX + hashlib.sha256(to.encode()).hexdigest()


__all__ = ["Calls", "InDoubt", "Tried"]
