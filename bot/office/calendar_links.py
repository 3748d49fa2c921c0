"""What `/calendar` answers: the way to one's own talks in a calendar app; loaded where addresses are handed out.

The whole group reads what the bot posts there, whoever joins later as well, and the bot writes nowhere else. So no
address is posted, but a link for one look at it: good for some minutes, gone with the first tap of its button, while
who comes second learns that somebody was faster and makes the address invalid. Nothing of that is worth keeping.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import datetime
from secrets import token_hex

from bot.office.lead_list import Listed
from bot.turns.apply import Batch
from bot.turns.feeds import SECRET_BYTES, new_feed
from bot.turns.records import Feed, FeedKind
from dialogs.booking.rules import StaffMember
from dialogs.desk.matter import Member, Recorded
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF

LOOK_MINUTES = 10
LONGEST_NUMBER = 15
NEW, OFF = "new", "off"


def calendar_link(batch: Batch, base: str, typed: str, by: Member, now: datetime) -> Listed:
    """Do what is typed behind the command, and return what is answered."""
    words = unicodedata.normalize("NFKC", typed[:100]).lower().replace("#", " ").split()
    if len(words) == 2 and words[0] == OFF and words[1].isdecimal() and len(words[1]) <= LONGEST_NUMBER:
        return _take_from_client(batch, int(words[1]), by, now)
    staff = batch.dialogue.around.office.staff
    member = next((one for one in staff if str(one.telegram) == by.id), None)
    if member is None:
        return Listed((Text("staff-calendar-who"),), ())
    if words not in ([], [NEW], [OFF]):
        return Listed((Text("staff-calendar-how"),), ())
    if words == [OFF]:
        batch.tx.drop_feed(FeedKind.STAFF, member.id)
        return Listed((Text("staff-calendar-off", _named(member)),), ())
    feed = _feed_of(batch, member, now, anew=words == [NEW])
    ticket = token_hex(SECRET_BYTES)
    batch.tx.keep_feed(replace(feed, ticket=ticket, until=int(now.timestamp()) + LOOK_MINUTES * 60))
    link = f"{base}/calendar/{feed.id}/{ticket}"
    return Listed((Text("staff-calendar", {**_named(member), "link": link, "count": LOOK_MINUTES}),), ())


def _feed_of(batch: Batch, member: StaffMember, now: datetime, *, anew: bool) -> Feed:
    """Return the feed of a member; a new one where they have none, want another, or somebody else had their id."""
    account = str(member.telegram)
    known = batch.tx.feed_of(FeedKind.STAFF, member.id)
    if anew or known is None or known.account != account:
        return new_feed(FeedKind.STAFF, member.id, now, account)
    return known


def _take_from_client(batch: Batch, number: int, by: Member, now: datetime) -> Listed:
    """Make the address of a client invalid, who is told so."""
    named = {"number": str(number)}
    owner = batch.tx.lead_owner(number)
    if owner is None:
        return Listed((Text("staff-not-found", named),), ())
    if batch.tx.feed_of(FeedKind.CLIENT, owner) is None:
        return Listed((Text("staff-calendar-no-address", named),), (owner,))
    batch.tx.drop_feed(FeedKind.CLIENT, owner)
    batch.tx.add_audit(owner, number, Recorded(now.timestamp(), "feed_off", "", by))
    person = batch.tx.whole_person(owner)
    if person is not None:
        batch.posting.say(person, Text("feed-off"), now)
    return Listed((Text("staff-calendar-client-off", named),), (owner,))


def _named(member: StaffMember) -> dict[str, str]:
    return {"name": member.names[LANGUAGE_OF_STAFF]}
