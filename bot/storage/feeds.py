"""What a transaction keeps of the addresses at which talks can be subscribed to: on SQL, and in memory."""

from __future__ import annotations

import logging
from abc import abstractmethod
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from bot.errors import SealError
from bot.storage.records import feed_values, open_feed
from bot.storage.seal import Sealer
from bot.storage.statements import Statements
from bot.turns.records import Feed, FeedKind, StoredLead

log = logging.getLogger(__name__)


class SqlFeeds:
    """The feeds of one transaction; what is kept is written at once."""

    connection: Connection
    sealer: Sealer
    sql: Statements

    def feed(self, feed_id: str) -> Feed | None:
        return self._whole_feed(self.sql.feed.run(self.connection, {"id": feed_id}))

    def feed_of(self, kind: FeedKind, owner: str) -> Feed | None:
        return self._whole_feed(self.sql.feed_of.run(self.connection, {"kind": str(kind), "owner": owner}))

    def _whole_feed(self, found: Iterable[Any]) -> Feed | None:
        for record in found:
            try:
                return open_feed(self.sealer, record)
            except SealError:
                # Whoever asks for an address is given a new one.
                log.error("the address of a feed cannot be opened (damaged), and is passed over")
        return None

    def lead_numbers_of(self, people: Collection[str]) -> dict[str, int]:
        return {record.person: record.number for record in self.sql.numbers_of.run(self.connection, people)}

    def keep_feed(self, feed: Feed) -> None:
        self.drop_feed(feed.kind, feed.owner)
        self.sql.add_feed.run(self.connection, feed_values(self.sealer, feed))

    def drop_feed(self, kind: FeedKind, owner: str) -> None:
        self.sql.drop_feed.run(self.connection, {"kind": str(kind), "owner": owner})


@dataclass
class KeptFeeds:
    """The feeds that a process keeps in memory, by their ids."""

    feeds: dict[str, Feed] = field(default_factory=dict, kw_only=True)


class MemoryFeeds:
    """The feeds of one transaction in memory."""

    kept: KeptFeeds

    @abstractmethod
    def lead_of(self, person_id: str) -> StoredLead | None:
        """The lead of a person."""

    def lead_numbers_of(self, people: Collection[str]) -> dict[str, int]:
        leads = {person: self.lead_of(person) for person in people}
        return {person: lead.record.number for person, lead in leads.items() if lead is not None}

    def feed(self, feed_id: str) -> Feed | None:
        return self.kept.feeds.get(feed_id)

    def feed_of(self, kind: FeedKind, owner: str) -> Feed | None:
        return next((feed for feed in self.kept.feeds.values() if (feed.kind, feed.owner) == (kind, owner)), None)

    def keep_feed(self, feed: Feed) -> None:
        self.drop_feed(feed.kind, feed.owner)
        self.kept.feeds[feed.id] = feed

    def drop_feed(self, kind: FeedKind, owner: str) -> None:
        feeds = self.kept.feeds.items()
        self.kept.feeds = {name: feed for name, feed in feeds if (feed.kind, feed.owner) != (kind, owner)}
