"""Delivers requests to the translation server: the outbox keeps them, tries again, and forgets whom it is told to.

A message that is passed on waits for none of this. What the server brings is queued for the reader's chat.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.delivery.courier import Dispatch, TryLater
from bot.delivery.post import Post
from bot.observing import metrics
from bot.observing.observer import NOBODY_LOOKS, Observer
from bot.translator.server import LanguageLacking, NotTranslated, ServerTrouble, TranslationServer
from bot.turns.ledger import Call
from bot.turns.translating import Languages
from bot.turns.writer import Writes

if TYPE_CHECKING:
    from bot.turns.apply import Batch

log = logging.getLogger(__name__)
# A translation that comes a day late helps nobody any more.
GIVEN_UP_SECONDS = 86_400.0
# How long translations must have been missing before staff are told.
TOLD_AFTER_SECONDS = 60.0
# At every third try of one text the server is asked for a word of ours first: where only that comes, it is the text.
TRIES, WORD = 3, "OK."
# More requests than wait at a time.
MOST_REMEMBERED = 10_000


class TranslatorCourier:
    """The translation server's side of the outbox."""

    # Nothing is merged.
    room = 0

    def __init__(
        self, server: TranslationServer, writer: Writes, clock: Clock, observer: Observer = NOBODY_LOOKS
    ) -> None:
        self.observer = observer
        self.server = server
        self.writer = writer
        self.clock = clock
        # Since when translations are missing, and whether staff have been told; an earlier run may have told them.
        self._missing_since: datetime | None = None
        self._told = False
        self._may_have_told = True
        # How often each request that waits has failed.
        self._failures: dict[str, int] = {}

    def size(self, post: Post) -> int:
        """How much of a message a post takes; of no use where nothing is merged."""
        return 1

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Ask for the translation of a message, and queue what comes."""
        asked, now = post.payload, self.clock.now()
        if now.timestamp() - asked["since"] > GIVEN_UP_SECONDS:
            return self._done(post)
        if not await self.writer.submit(Call(lambda batch: batch.talking.translating.wanted(post))):
            return self._done(post)
        languages = Languages(asked["source"], asked["target"])
        texts = [one["text"] if needs else "" for one, needs in zip(asked["said"], asked["needs"], strict=True)]
        works = False
        try:
            if self._has_failed_often(post):
                await self.server.translate([WORD], languages)
                works = True
            found = await self.server.translate(texts, languages)
        except LanguageLacking:
            self._not_translated("lacking")
            now = self.clock.now()
            await self.writer.submit(Call(lambda batch: batch.talking.translating.lacking(languages, now)))
            return self._done(post)
        except NotTranslated as refused:
            self._not_translated("refused")
            if not works and await self._refuses_all(languages):
                await self._failed(post)
                raise TryLater(f"the translation server refuses every text: {refused}") from None
            log.warning("the translation server refused a text (%s); it stands without a translation", refused)
            return self._done(post)
        except ServerTrouble as trouble:
            self._not_translated(str(trouble.failure))
            if works:
                log.warning("the translation server fails on one text (%s); it stands without a translation", trouble)
                return self._done(post)
            await self._failed(post)
            raise TryLater(f"the translation server: {trouble}", trouble.seconds) from None
        await self._brought(post, found)
        return self._done(post)

    def _not_translated(self, reason: str) -> None:
        self.observer.add(metrics.NOT_TRANSLATED, reason)

    async def retract(self, post: Post, made: Mapping[str, str]) -> None:
        """Take nothing back: a request makes no message."""

    async def _brought(self, post: Post, found: list[str]) -> None:
        is_news = self._told or self._may_have_told

        def keep(batch: Batch) -> None:
            batch.talking.translating.came(post, found, self.clock.now())
            if is_news:
                batch.talking.translating.back(self.clock.now())

        await self.writer.submit(Call(keep))
        self._missing_since, self._told, self._may_have_told = None, False, False

    async def _failed(self, post: Post) -> None:
        """Note that translations are missing; tell staff once they have been for a while."""
        if len(self._failures) >= MOST_REMEMBERED:
            self._failures.clear()
        self._failures[post.id] = self._failures.get(post.id, 0) + 1
        now = self.clock.now()
        since = self._missing_since = self._missing_since or now
        if (now - since).total_seconds() >= TOLD_AFTER_SECONDS and not self._told:
            await self.writer.submit(Call(lambda batch: batch.talking.translating.missing(since, now)))
            self._told = True

    async def _refuses_all(self, languages: Languages) -> bool:
        """Whether the server refuses a word of ours as well, as one does that wants a key: then it is not the text."""
        try:
            await self.server.translate([WORD], languages)
        except NotTranslated:
            return True
        except (LanguageLacking, ServerTrouble):
            return False
        return False

    def _has_failed_often(self, post: Post) -> bool:
        """Whether it is time to see if the server fails on this text alone, which must not be in the way of others."""
        return self._failures.get(post.id, 0) % TRIES == TRIES - 1

    def _done(self, post: Post) -> Mapping[str, str]:
        self._failures.pop(post.id, None)
        if not self._failures and not self._told:
            # What failed was a text alone, or is wanted no more: a later failure does not go back to it.
            self._missing_since = None
        return {}


__all__ = ["TranslatorCourier"]
