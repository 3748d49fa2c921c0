"""What could not be told to a person when it was written: it waits, goes by another address, or is over by then.

All of it is done in the transaction of whatever brings it, so that nothing is lost by a death and nothing comes twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.delivery.post import Post
from bot.turns.ports import Transaction
from bot.turns.posting import WRITTEN, Posting
from bot.turns.reaching import HERE, Whereto
from bot.turns.records import Person
from dialogs.messages import Text
from dialogs.office import today

# The marks of buttons under messages about a booking, under reminders, and under questions of staff.
_BOOKING = re.compile(r"k/([0-9]+)\.([0-9]+)\.")
_REMINDER = re.compile(r"m/([a-z_]+)\.")
_ASK = re.compile(r"a/([0-9]+)\.")
# So long a reminder is worth telling late whose day is over.
REMINDED_WITHIN = timedelta(days=14)
# What is only done to a message stays with the chat it is in.
_STAYS = ("strip", "erase", "unsend", "translation")


class Withheld:
    """The posts of one transaction `tx` that wait for a person to write, or are sent on to another address."""

    def __init__(self, tx: Transaction, posting: Posting) -> None:
        self.tx = tx
        self.posting = posting

    def let_go(self, person: Person, now: datetime) -> None:
        """Tell somebody who has just acted what waited for that, as far as it still matters."""
        if not person.withheld:
            return
        person.withheld, person.touched = False, True
        whereto = self.posting.reaching.whereto(person, now)
        for address in self.posting.reaching.newest_first(person):
            held = [post for post in self.tx.held(address.id) if WRITTEN in post.payload]
            going = [post for post in held if not _stays(post) or address.id == whereto.address.id]
            person.withheld |= len(going) < len(held)
            self.tx.withdraw(going)
            telling = [post for post in going if self._matters(person, post, now)]
            # Of what reminds of the same days, three months before and two weeks before, the last says it all.
            newest = {_reminds_of(post): post.id for post in telling}
            for post in telling:
                if _reminds_of(post) is None or newest[_reminds_of(post)] == post.id:
                    self._send(person, post, whereto, now, late=not _stays(post))

    def turn_aside(
        self, person: Person, posts: Sequence[Post], now: datetime, but: str = "", *, quiet: bool = False
    ) -> None:
        """Send posts by another way than they were to go, or let them wait for the person.

        Staff know of it, but `quiet`.
        """
        if but:
            self._keep_here(person, [post for post in posts if HERE in post.payload], now)
        moving = [post for post in posts if not _stays(post)]
        whereto = self.posting.reaching.whereto(person, now, but)
        if whereto.held and not whereto.closed and not but:
            return  # the person has shut us out everywhere: where it is, it waits as well
        self.tx.withdraw(moving)
        for post in moving:
            self._send(person, post, whereto, now)
            if whereto.closed and not quiet:
                self.posting.tell_untold(person, post.kind, post.payload, now)

    def _keep_here(self, person: Person, posts: Sequence[Post], now: datetime) -> None:
        """Let wait what speaks of the one chat that takes nothing for now."""
        self.tx.withdraw(posts)
        for post in posts:
            payload = {**post.payload, WRITTEN: int(now.timestamp())}
            person.withheld = person.touched = True
            where = post.channel, post.lane, post.kind, post.handle, person.id
            self.tx.queue(*where, payload, now, held=True)

    def _send(self, person: Person, post: Post, whereto: Whereto, now: datetime, *, late: bool = False) -> None:
        payload = self.posting.reaching.fitting(person, whereto.address, {**post.payload, "to": whereto.address.to})
        if whereto.address.id != post.lane and "replaces" in payload:
            payload |= {"replaces": None, "at": None}
        if late:
            payload = self._dated(payload)
        elif _stays(post):
            payload.pop(WRITTEN, None)
        elif whereto.closed:
            payload |= {WRITTEN: int(now.timestamp())}
            person.withheld = person.touched = True
        where = whereto.address.channel, whereto.address.id
        self.tx.queue(*where, post.kind, post.handle, person.id, payload, now, held=whereto.held)

    def _dated(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Return a payload that says when it was written: "in two weeks" counts from that day."""
        written = datetime.fromtimestamp(payload.pop(WRITTEN), UTC)
        say = payload.get("say")
        if say is None:
            return payload
        told = Text("told-late", {"day": today(self.posting.dialogue.around.office, written)})
        return {**payload, "say": {**say, "lines": [told.to_json(), *say["lines"]]}}

    def _matters(self, person: Person, post: Post, now: datetime) -> bool:
        """Return whether a post still says something: what it is about stands as it did, and lies ahead."""
        data, written = _first_button(post), post.payload.get(WRITTEN, 0)
        if (found := _BOOKING.match(data)) is not None:
            return self._stands(int(found[1]), int(found[2]), written, now)
        if (found := _REMINDER.match(data)) is not None:
            here = today(self.posting.dialogue.around.office, now)
            lies_ahead = any(day >= here.isoformat() for day in _days_in(post.payload["say"]))
            is_fresh = now - datetime.fromtimestamp(written, UTC) < REMINDED_WITHIN
            return found[1] in person.conversation.reminders and (lies_ahead or is_fresh)
        if (found := _ASK.match(data)) is not None:
            return found[1] in person.conversation.asked
        return True

    def _stands(self, number: int, sequence: int, written: float, now: datetime) -> bool:
        """Return whether a booking is as it was, and its time has not begun since, if it is to take place."""
        stored = self.tx.booking(number)
        if stored is None or stored.booking.sequence != sequence:
            return False
        booking, start = stored.booking, stored.booking.start or 0
        return not booking.occupies or start > now.timestamp() or (booking.ended and written >= start)


def _first_button(post: Post) -> str:
    rows = (post.payload.get("say") or {}).get("rows") or [[[None, ""]]]
    return str(rows[0][0][1])


def _reminds_of(post: Post) -> tuple[str, tuple[str, ...]] | None:
    """Return of which kind a reminder is, and of which days it speaks; None for what is none, or names no day."""
    found = _REMINDER.match(_first_button(post))
    days = () if found is None else tuple(sorted(set(_days_in(post.payload["say"]))))
    return (found[1], days) if found is not None and days else None


def _days_in(said: Any) -> Iterator[str]:
    """Yield the days that a text names, at any depth, as they are stored."""
    if isinstance(said, dict):
        if isinstance(said.get("day"), str):
            yield said["day"]
        said = said.values()
    elif not isinstance(said, list):
        return
    for one in said:
        yield from _days_in(one)


def _stays(post: Post) -> bool:
    """Return whether a post belongs to the chat it is to go to, and to no other."""
    return post.kind in _STAYS or HERE in post.payload


__all__ = ["Withheld"]
