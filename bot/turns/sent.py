"""What a batch does once a post was sent, or could not be: it is kept, and told to whom it concerns."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.delivery.post import Post
from bot.errors import StorageTrouble
from bot.turns.acts import Delivered
from bot.turns.leaving import Leaving
from bot.turns.ports import Stale, Transaction
from bot.turns.talking import Talking

log = logging.getLogger(__name__)


class WhatWasSent:
    """The part of a batch that hears of posts."""

    tx: Transaction
    talking: Talking
    leaving: Leaving

    def delivered(self, delivery: Delivered) -> None:
        """A post was delivered, or need not be any more."""
        self._tell(lambda: self.talking.went(delivery))
        self._tell(lambda: self.talking.has_translated(delivery))
        self.tx.delivered(delivery)

    def remember(self, delivery: Delivered, now: datetime) -> bool:
        """Keep a handle made beside a post that is under way; False when the post is gone."""
        kept = self.tx.remember(delivery)
        if kept:
            self._tell(lambda: self.talking.topic_made(delivery, now))
        return kept

    def bury(self, post: Post, now: datetime) -> None:
        """A post can never be delivered."""
        self._tell(lambda: self.talking.failed(post, "final", now))
        self.tx.bury(post)

    def doubt(self, post: Post, now: datetime) -> None:
        """A post met an error nobody knows, and is tried again."""
        self._tell(lambda: self.talking.failed(post, "kept", now))
        self.tx.doubt(post)

    def lost(self, post: Post, names: Sequence[tuple[str, str]], now: datetime) -> None:
        """Some files of a post could not be passed on: what each is called, and why."""
        self._tell(lambda: self.talking.lost(post, names, now))

    def hold(self, lane: str, now: datetime, since: datetime | None = None) -> Sequence[Post]:
        """The person blocked us: keep what waits for them until they come back, and tell staff.

        Return what is to be sent all the same: they came back `since` the call that was refused was begun.
        """
        back: list[Post] = []
        self._tell(lambda: back.extend(self.leaving.shut_out(lane, now, since)))
        return back

    def too_late(self, post: Post, now: datetime, *, quiet: bool = False) -> None:
        """A channel takes nothing more for a person for now; staff are told, but `quiet`."""
        self.leaving.too_late(post, now, quiet=quiet)

    @staticmethod
    def _tell(tell: Callable[[], None]) -> None:
        """Tell of what became of a post. That stands whatever of its person is damaged, and others' wait behind it."""
        try:
            tell()
        except (StorageTrouble, Stale):
            raise
        except Exception as error:
            log.error("what became of a message cannot be told (%s); that it went is kept", type(error).__name__)


__all__ = ["WhatWasSent"]
