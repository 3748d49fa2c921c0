"""Addresses at which talks can be subscribed to: how they are made, given and replaced; loaded where there are any.

Whoever has an address can read it, so there is no name in it and nothing to guess: an id to find it by, and a secret.
"""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex

from bot.turns.ports import Transaction
from bot.turns.posting import Posting
from bot.turns.records import Feed, FeedKind, Person
from dialogs.effects import GiveFeed
from dialogs.messages import Button, Screen, Text
from dialogs.turn.reserving import FEED

ID_BYTES, SECRET_BYTES = 8, 20
# So much of an id tells the addresses of one person apart.
MARK_LETTERS = 8


def new_feed(kind: FeedKind, owner: str, now: datetime, account: str = "") -> Feed:
    """Return an address that nobody has had."""
    name, secret = token_hex(ID_BYTES), token_hex(SECRET_BYTES)
    return Feed(name, kind, owner, secret, int(now.timestamp()), account)


def page_of(base: str, feed: Feed) -> str:
    """Return the address that is handed out: a page, since messengers make no link of a calendar's own address."""
    return f"{base}/calendar/{feed.name}"


def give_feed(tx: Transaction, posting: Posting, person: Person, asked: GiveFeed, now: datetime) -> Screen:
    """Queue the address of a person's talks, made or replaced as they ask; return what they are told.

    Whoever wants an address replaced by the button of an older message is told that it is invalid already.
    """
    base, feed = posting.dialogue.around.links, tx.feed_of(FeedKind.CLIENT, person.id)
    assert base is not None, "nobody asks for an address where none is handed out"
    is_replaced = bool(asked.instead_of)
    if is_replaced and (feed is None or not feed.id.startswith(asked.instead_of)):
        posting.say(person, Text("feed-gone"), now)
        return Screen((Text("feed-gone"),))
    if is_replaced or feed is None:
        feed = new_feed(FeedKind.CLIENT, person.id, now)
        tx.keep_feed(feed)
    text = Text("feed-new" if is_replaced else "feed-yours", {"link": page_of(base, feed)})
    posting.say(person, text, now, ((Button(Text("feed-anew"), "anew"),),), f"{FEED}{feed.id[:MARK_LETTERS]}.0")
    return Screen((text,))
