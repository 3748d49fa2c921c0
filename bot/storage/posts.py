"""What a transaction queues, holds, lets go and notes as sent; the handles of messages, and whose they are."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot import chance
from bot.delivery.post import NOTICE, Content, Post
from bot.errors import SealError
from bot.storage.records import WAITING, open_post, post_values, sent_message
from bot.storage.seal import Sealer
from bot.storage.statements import Statements
from bot.storage.tables import HOUR, whole
from bot.turns.acts import OFFICE, Delivered
from bot.turns.records import Sent, Undelivered

log = logging.getLogger(__name__)
# How many dead posts are removed at a time.
MOST_DEAD = 500


@dataclass(slots=True)
class _NewPost:
    """A post of this transaction that is not written yet."""

    post: Post
    created_at: float
    state: str
    about: frozenset[str]


class Posts:
    """The posts and handles of one transaction.

    `clear` are those the outbox must hear of after the commit, `dropped` those it must not send any more, `traces`
    whether something was removed that must leave the database's log as well.
    """

    def __init__(self, connection: Connection, sealer: Sealer, statements: Statements) -> None:
        self.connection = connection
        self.sealer = sealer
        self.sql = statements
        self.clear: dict[str, Post] = {}
        self.dropped: set[str] = set()
        self.traces = False
        # The ids of all that wait, once it was looked for them.
        self.all_waiting: frozenset[str] | None = None
        self._new: dict[str, _NewPost] = {}
        self._done: list[Delivered] = []
        # What was never queued, and which lanes are known to have nothing.
        self._shelved: list[Delivered] = []
        self._is_clear: set[str] = set()

    # --- queueing -------------------------------------------------------------------------------------------------

    def queue(self, post: Post, now: datetime, *, held: bool, about: Collection[str]) -> None:
        """Add a post; `about` are the people it speaks of, where that is not its person alone."""
        self._is_clear.discard(post.lane)
        self._new[post.id] = _NewPost(post, now.timestamp(), "held" if held else "queued", frozenset(about))
        if not held:
            self.clear[post.id] = post

    def is_clear(self, lane: str) -> bool:
        """Whether nothing waits in a lane."""
        if lane in self._is_clear:
            return True
        if any(new.post.lane == lane for new in self._new.values()):
            return False
        if self.sql.any_in.run(self.connection, {"lane": lane}).records:
            return False
        self._is_clear.add(lane)
        return True

    def shelved(self, delivery: Delivered) -> None:
        """A post that was never queued is where its person sees it."""
        self._shelved.append(delivery)

    def is_under_way(self, person_id: str, kind: str, payload: Mapping[str, Any]) -> bool:
        """Whether the same waits to be sent to a person already."""
        wanted = json.loads(json.dumps(payload))
        mine = (n.post for n in self._new.values() if (n.post.person, n.post.kind) == (person_id, kind))
        if any(json.loads(json.dumps(post.payload)) == wanted for post in mine):
            return True
        found = self.sql.same_waiting.run(self.connection, {"person": person_id, "kind": kind})
        return any(post.payload == wanted for post in self._whole(found))

    def waiting(self, lane: str | None = None) -> list[Post]:
        """Posts to be sent, in order, without those that are damaged: these must hold up nobody else's."""
        statement = self.sql.waiting if lane is None else self.sql.waiting_in
        return self._whole(statement.run(self.connection, {"lane": lane}))

    def pick_up(self, known: Collection[str]) -> None:
        """Count what waits among the new posts, but for those that are known, in its order."""
        if known:
            ids = self.sql.waiting_ids.run(self.connection).values()
            found = self._unknown(ids, known)
        else:
            found = {post.id: post for post in self.waiting()}
            ids = list(found)
        self._put_in_order(found)
        self.all_waiting = frozenset(ids)

    def pick_up_before(self, known: Callable[[], Collection[str]]) -> None:
        """Count among the new posts what waits in their lanes: it was queued by other processes, before them."""
        lanes = {post.lane for post in self.clear.values()}
        ids = [record.id for record in self.sql.waiting_ids_in.run(self.connection, lanes)]
        if len(ids) > len(self.clear):
            self._put_in_order(self._unknown(ids, known()))

    def _put_in_order(self, found: Mapping[str, Post]) -> None:
        """Count stored posts among the new ones: all of these by number, then what this transaction queues itself.

        What another process committed between two looks of one transaction is in the second alone, and comes last.
        """
        stored = {**found, **{name: post for name, post in self.clear.items() if post.seq}}
        mine = {name: post for name, post in self.clear.items() if not post.seq}
        self.clear = {post.id: post for post in sorted(stored.values(), key=lambda post: post.seq)} | mine

    def _unknown(self, ids: Iterable[str], known: Collection[str]) -> dict[str, Post]:
        unknown = [each for each in ids if each not in known and each not in self.clear]
        return {post.id: post for post in self._whole(self.sql.posts.run(self.connection, unknown))}

    def held(self, lane: str) -> list[Post]:
        """Posts of a lane that wait until its person can be written to, in order."""
        kept = self._whole(self.sql.held_in.run(self.connection, {"lane": lane}))
        unwritten = (new for new in self._new.values() if new.post.lane == lane and new.state == "held")
        return [*kept, *(new.post for new in unwritten)]

    def withdraw(self, posts: Sequence[Post]) -> None:
        """Send some posts no more."""
        ids = {post.id for post in posts}
        self.sql.drop_posts.run(self.connection, ids)
        for post_id in ids:
            self._new.pop(post_id, None)
            self.clear.pop(post_id, None)
        self.dropped |= ids

    def _whole(self, found: Iterable[Any]) -> list[Post]:
        whole_posts = []
        for record in found:
            try:
                whole_posts.append(open_post(self.sealer, record))
            except SealError:
                log.error("a %s that waits to be sent cannot be opened (damaged), and stays", record.kind)
        return whole_posts

    def is_waiting(self, post: Post) -> bool:
        """Whether a post is still to be sent."""
        return self.sql.post.run(self.connection, {"post": post.id}).first() is not None

    def owner_of(self, post: Post) -> str | None:
        """Whose a post is that is still to be sent."""
        found = self.sql.post.run(self.connection, {"post": post.id}).first()
        return None if found is None else found.person

    def set_reachable(self, lane: str, reachable: bool) -> None:
        """Hold what waits in a lane, or let it go."""
        (self.sql.let_go if reachable else self.sql.hold).run(self.connection, {"lane": lane})
        unwritten = [new for new in self._new.values() if new.post.lane == lane]  # of earlier turns
        for new in unwritten:
            new.state = "queued" if reachable else "held"
            self.clear.pop(new.post.id, None)
        if reachable:
            self.clear |= {post.id: post for post in self.waiting(lane)}
            self.clear |= {new.post.id: new.post for new in unwritten}

    def mark(self, post: Post, state: str) -> None:
        """Put a post into another state."""
        self.sql.mark.run(self.connection, {"post": post.id, "becomes": state})

    def not_delivered(self, most: int) -> list[Undelivered]:
        """Posts that were given up or are in doubt, the newest first."""
        found = self.sql.not_delivered.run(self.connection, {"most": most})
        return [Undelivered(record.id, record.person, record.state == "dead") for record in found]

    def drop_lane(self, lane: str) -> None:
        """Remove what waits in a lane."""
        self.sql.drop_lane.run(self.connection, {"lane": lane})
        self.traces = True

    def prune_dead(self, before: float) -> int:
        """Remove some of the posts that could not be delivered and are old; returns how many."""
        dead = self.sql.prune_dead.run(self.connection, {"before": before, "most": MOST_DEAD}).values()
        self.sql.drop_refs.run(self.connection, [handle for handle in dead if handle is not None])
        self.traces |= bool(dead)
        return len(dead)

    # --- erasing --------------------------------------------------------------------------------------------------

    def erase(self, person_id: str) -> tuple[list[Sent], list[Sent]]:
        """Remove what waits for a person or speaks of them; returns what was sent to them, and about several."""
        self.write_delivered()  # by earlier jobs of this transaction: what was sent a moment ago goes as well
        who = {"person": person_id}
        sent = [sent_message(record) for record in self.sql.sent_to.run(self.connection, who)]
        shared = self._take_out_shared(who)
        self.dropped.update(self.sql.erase_posts.run(self.connection, who).values())
        for new in [n for n in self._new.values() if n.post.person == person_id or person_id in n.about]:
            del self._new[new.post.id]
            self.dropped.add(new.post.id)
        self.clear = {k: p for k, p in self.clear.items() if k not in self.dropped and p.person != person_id}
        return sent, shared

    def forget_sent(self, person_id: str, channel: str) -> list[Sent]:
        """Return what was sent to a person by a channel, and forget what it is called."""
        self.write_delivered()
        sent = [sent_message(record) for record in self.sql.sent_to.run(self.connection, {"person": person_id})]
        mine = [message for message in sent if message.channel == channel]
        self.sql.drop_handles.run(self.connection, [message.handle for message in mine])
        return mine

    def _take_out_shared(self, who: Mapping[str, str]) -> list[Sent]:
        """Drop what waits and also speaks of others, and return what of it was sent."""
        refs = list(self.sql.refs_about.run(self.connection, who).values())
        if not refs:
            return []
        self.dropped.update(record.id for record in self.sql.drop_handled.run(self.connection, refs))
        shared: list[Sent] = []
        for ref in refs:
            where = {"ref": ref, "first": f"{ref}/", "last": f"{ref}0"}  # "0" comes after "/"
            shared += [sent_message(record) for record in self.sql.sent_as.run(self.connection, where)]
        self.sql.drop_handles.run(self.connection, [message.handle for message in shared])
        self.sql.drop_refs.run(self.connection, refs)
        return shared

    def adopt(self, person_id: str, by: str) -> None:
        """Let what waits for a person, or is about them, be another's: the same posts, one under way among them."""
        self._is_clear.clear()
        found = self.sql.posts_of.run(self.connection, {"person": person_id}).records
        for record in found:
            try:
                mine = replace(open_post(self.sealer, record), person=by)
            except SealError:
                continue  # it goes with its person
            sealed = post_values(self.sealer, mine, record.state, record.created_at)["sealed"]
            self.sql.give_post.run(self.connection, {"post": mine.id, "whose": by, "content": sealed})
            self.clear.pop(mine.id, None)
            if record.state in WAITING:
                self.clear[mine.id] = mine

    # --- what was sent --------------------------------------------------------------------------------------------

    def delivered(self, delivery: Delivered) -> None:
        """A post was sent."""
        self._done.append(delivery)

    def remember(self, delivery: Delivered) -> bool:
        """Keep a handle made on the way, beside a post that still waits."""
        found = self.sql.post.run(self.connection, {"post": delivery.post.id}).first()
        if found is not None:
            self._write_handles([(delivery, found.person)])
        return found is not None

    def message_ids(self, handles: Collection[str]) -> dict[str, str]:
        """What the channel calls our handles."""
        return {record.id: record.message_id for record in self.sql.message_ids.run(self.connection, handles)}

    def sent_by(self, handles: Collection[str]) -> dict[str, str]:
        """By which channel messages were sent."""
        self.write_delivered()
        return {record.id: record.channel for record in self.sql.sent_by.run(self.connection, handles)}

    def handles_of(self, channel: str, message_id: str, person: str | None) -> dict[str, str | None]:
        """Our handles of a message, each with whose it is."""
        self.write_delivered()
        statement = self.sql.handles_of if person is None else self.sql.handles_of_person
        given = {"channel": channel, "message": message_id} | ({} if person is None else {"person": person})
        found = statement.run(self.connection, given)
        return {record.id: record.person for record in found}

    def forget_messages(self, channel: str) -> None:
        """Forget the messages of a channel."""
        self.write_delivered()
        self.sql.drop_refs_of_channel.run(self.connection, {"channel": channel})
        self.sql.drop_channel.run(self.connection, {"channel": channel})

    def write_delivered(self) -> None:
        """Remove the posts that were sent, and keep the handles of those that were still wanted."""
        if self._shelved:
            shelved, self._shelved = self._shelved, []
            self._write_handles([(delivery, delivery.post.person) for delivery in shelved])
        if not self._done:
            return
        done, self._done = self._done, []
        # The last that was kept of somebody erased (whom to send the receipt to) goes with these.
        self.traces |= any(d.post.kind == "erase" or (d.post.channel != OFFICE and not d.post.handle) for d in done)
        dropped = self.sql.drop_posts.run(self.connection, [d.post.id for d in done])
        # Whose they are now: what was under way may have become another's who is the same.
        gone = {record.id: record.person for record in dropped}
        mine = [delivery for delivery in done if delivery.post.id in gone]
        others = [delivery for delivery in done if delivery.post.id not in gone]
        # What is called so already was recorded before, by a commit of which nobody heard; else its person was erased.
        known = self.message_ids([name for delivery in others for name in delivery.message_ids])
        for delivery in done:
            made = delivery.message_ids
            delivery.recorded = delivery in mine or any(known.get(name) == str(made[name]) for name in made)
        self._write_handles([(delivery, gone[delivery.post.id]) for delivery in mine])

    def _write_handles(self, written: Sequence[tuple[Delivered, str | None]]) -> None:
        """Keep what messages are called, each delivery with whose it is."""
        deliveries = [delivery for delivery, _ in written]
        shared = [d.post.handle for d in deliveries if d.post.person is None and d.post.handle is not None]
        known = {record.ref for record in self.sql.concerned.run(self.connection, shared)}
        made = [
            {
                "id": name,
                "person": person,
                "channel": d.post.channel,
                "message_id": str(number),
                "sent_at": whole(d.at, HOUR),
            }
            for d, person in written
            for name, number in d.message_ids.items()
            if d.post.person is not None or d.post.handle in known or d.post.kind == NOTICE
        ]
        if made:
            self.sql.set_handles.many(self.connection, made)
        # Nothing was made of them, so there is nothing to be taken back.
        unmade = [d.post.handle for d in deliveries if d.post.handle and not d.message_ids and d.post.handle in known]
        self.sql.drop_refs.run(self.connection, unmade)

    def flush(self) -> None:
        """Write what has waited."""
        new, self._new = list(self._new.values()), {}
        if new:
            records = [post_values(self.sealer, n.post, n.state, n.created_at) for n in new]
            self.sql.add_posts.many(self.connection, records)
        concerned = [{"ref": n.post.handle, "person": person} for n in new if n.post.handle for person in n.about]
        if concerned:
            self.sql.add_concerns.many(self.connection, concerned)
        self.write_delivered()


def new_post(
    channel: str,
    lane: str,
    kind: str,
    handle: str | None,
    person: str | None,
    payload: Mapping[str, Any],
    content: Content | None = None,
) -> Post:
    """A post that is not stored yet."""
    return Post(0, chance.token_hex(16), channel, lane, kind, handle, person, dict(payload), content)
