"""What is kept of people and leads, in the clear: what the turns work with, whatever storage makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dialogs.conversation import Conversation
from dialogs.desk.matter import LeadRecord
from dialogs.fields import known_fields

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking


class FeedKind(StrEnum):
    """Whose talks are subscribed to."""

    CLIENT = "client"
    STAFF = "staff"


# The memos that say since when the office's calendar refuses what is booked, as staff were told; and how many entries
# may stand in one that is no more ours, with the end of the last of them (seconds).
UNWRITTEN_MEMO, LEFT_MEMO = "entries_unwritten", "entries_left"
# The two sides of a talk: who wrote a message, and where a message lies. Ours is the office.
OURS, THEIRS = "ours", "theirs"


@dataclass(slots=True)
class Address:
    """Where a person is written to: a chat of a channel. `to` is the channel's own id of the chat, as text.

    `id` is our own; it names the chat's lane of messages and says nothing about the person.
    """

    id: str
    channel: str
    to: str
    reachable: bool = True


@dataclass(slots=True)
class Person:
    """A person: the conversation, and the address they last acted at.

    `inbox` holds [message id, moment] of what the person wrote, to be taken back when they ask to be forgotten; of what
    they wrote at another address than they are at now, its channel as well. `version` is 0 until the person is stored,
    then counts the writes; `touched` marks what must be written. `acted` says when they last acted at each of their
    other addresses, by its channel: there is one of a channel. `left` is the one they acted at before, where they have
    just come from another. `withheld` says that something waits until they write again. `beside` are the choices of the
    last messages beside what is asked, by their letters, where buttons do not stay. `given` says which answers came of
    recent messages that can be taken back: message, moment (seconds) and the questions. `compared` are [handle, moment]
    of what they read of a partner with whom they compare.
    """

    id: str
    address: Address
    conversation: Conversation
    inbox: list[list[Any]]
    version: int
    created_at: float
    updated_at: float
    touched: bool = False
    acted: dict[str, float] = field(default_factory=dict)
    left: Address | None = None
    withheld: bool = False
    beside: list[list[Any]] = field(default_factory=list)
    given: list[list[Any]] = field(default_factory=list)
    compared: list[list[Any]] = field(default_factory=list)

    def act_at(self, address: Address) -> None:
        """Let the person act at one of their addresses: from now on they are written to there."""
        before = self.address
        if address.id == before.id:
            self.left = None
            return
        self.inbox = [entry if len(entry) > 2 else [*entry, before.channel] for entry in self.inbox]
        self.inbox = [entry[:2] if entry[2] == address.channel else entry for entry in self.inbox]
        others = {channel: at for channel, at in self.acted.items() if channel != address.channel}
        self.acted = {**others, before.channel: self.updated_at}
        self.left, self.address, self.touched = before, address, True


def newcomer(identity: str, address: Address, moment: float) -> Person:
    """Somebody we do not know (yet): version 0, not stored.

    Revisions are counted on from the minute. Whoever was erased may still have old screens with buttons in their chat,
    too old to be deleted: begun at 0 again, the same way would come by the same numbers, and an old card's "send it"
    would send the new card. Five digits: there is room for no more in a button.
    """
    first = int(moment // 60) % 90_000
    conversation = Conversation(identity, address.channel, revision=first, opened=first)
    return Person(identity, address, conversation, [], 0, moment, moment)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A person as they are read beside the turns: our own id, the number of their lead, and what they talked of.

    `conversation` is None where what is kept of them cannot be opened.
    """

    person: str
    lead: int | None
    conversation: Conversation | None


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose an address is, by our own id, without opening what is kept of them.

    It is not `sure` where the record of the address does not open: then it may be somebody else's.
    """

    person: str
    address: Address
    sure: bool


@dataclass(slots=True)
class StoredLead:
    """A stored lead: what the desk keeps of it, under our own id, and whose it is."""

    id: str
    person: str
    record: LeadRecord
    created_at: float
    updated_at: float
    version: int


@dataclass(slots=True)
class StoredBooking:
    """A booking and whose it is. `version` is 0 until it is stored, then counts the writes.

    `waits` is its place in the order of the waiting list, which it gets when it is stored; None where it does not wait.
    """

    person: str
    booking: Booking
    version: int = 0
    waits: int | None = None


@dataclass(frozen=True, slots=True)
class StoredCalendar:
    """What was read of one of the office's calendars: when it makes somebody busy, and nothing else that stands in it.

    `where` is a hash of the place it was read at. `spans` are stretches of time (seconds), as far as before `until`;
    `broken` entries beside them could not be read. `read_at` is when it was last known how it stands, `tried_at` when
    that was last tried; `trouble` is what was wrong then, since `trouble_since`. `told` says that staff know. `marks`
    are what its source knows this state again by. `version` is 0 until it is stored, then counts the writes.
    """

    id: str
    where: str
    spans: tuple[tuple[int, int], ...] = ()
    until: int = 0
    broken: int = 0
    read_at: int | None = None
    tried_at: int | None = None
    trouble: str | None = None
    trouble_since: int | None = None
    told: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)
    version: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return what is kept, as plain JSON values."""
        kept = {name: getattr(self, name) for name in self.__dataclass_fields__ if name not in ("id", "version")}
        return {**kept, "spans": [list(span) for span in self.spans], "marks": dict(self.marks)}

    @classmethod
    def from_json(cls, calendar_id: str, data: Mapping[str, Any], version: int) -> StoredCalendar:
        """Return the reverse of `to_json`."""
        spans = tuple((begins, ends) for begins, ends in data["spans"])
        return cls(**known_fields(cls, {**data, "spans": spans}), id=calendar_id, version=version)


@dataclass(frozen=True, slots=True)
class Timer:
    """Something to be looked at again at a moment: of each subject one of a kind.

    `subject` names what it is about: a booking by its number, a person by our own id. `version` is the version of that
    (a booking's `sequence`) when it was set: once that is another one, there is nothing to look at. `due` (seconds) is
    kept by the minute, rounded up. `person` is whose it is.
    """

    kind: str
    subject: str
    due: int
    version: int
    person: str | None = None


@dataclass(frozen=True, slots=True)
class EntryKept:
    """What is known of a booking's entry in the office's calendar.

    `href` is its address there. `times` are the begins and ends (seconds) that are ours: those it was given, and those
    it may have been given before we died; any other is the hand of staff, and `put` is where they put it as far as they
    were asked about that. `line` and `place` are what we wrote in words, `failures` how often in a row it could not be
    written.
    """

    href: str = ""
    times: tuple[tuple[int, int], ...] = ()
    put: tuple[int, int] | None = None
    line: str = ""
    place: str = ""
    failures: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        put = None if self.put is None else list(self.put)
        return {**asdict(self), "times": [list(pair) for pair in self.times], "put": put}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> EntryKept:
        """Return the reverse of `to_json`."""
        put = None if data["put"] is None else (data["put"][0], data["put"][1])
        times = tuple((begin, end) for begin, end in data["times"])
        return cls(**known_fields(cls, {**data, "times": times, "put": put}))

    def is_as_known(self, times: tuple[int, int]) -> bool:
        """Return whether an entry with these times is where we or staff put it, as far as that was asked about."""
        return times in self.times if self.put is None else times == self.put


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """A booking's entry in the office's calendar, as far as we know, and whether it is to be changed there.

    `booking` is the number of the booking. `wanted` counts how often the entry was to be changed, `written` is which of
    these changes it has. Where the two differ, it waits for its next try (seconds). `person` is whose booking it is;
    nobody's ("") once they are erased and the entry is to go.
    """

    booking: int
    person: str
    wanted: int = 0
    written: int = 0
    next_try: int | None = None
    kept: EntryKept = EntryKept()

    @property
    def waits(self) -> bool:
        """Whether the calendar is behind."""
        return self.wanted != self.written


@dataclass(frozen=True, slots=True)
class Pair:
    """A message of a talk and its copy on the other side.

    `side` says who wrote it (`OURS` or `THEIRS`). `ours` is what the messenger calls the one in the staff group,
    `theirs` the one in the client's chat: the copy has no name until it is sent. `sent_at` (seconds) is when it was
    written. `kept` is what else must be known to follow a change of it.
    """

    id: str
    person: str
    side: str
    ours: str | None
    theirs: str | None
    sent_at: float
    kept: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Idle:
    """Somebody who has not acted for a while: our own id, the hour in which they last did (seconds), and how far they
    came: a lead of theirs is with the office, a result was shown.
    """

    id: str
    acted_at: float
    has_lead: bool
    has_result: bool


@dataclass(frozen=True, slots=True)
class LookedUpTo:
    """How far a look at all who are idle has come: to an hour (seconds), and past so many people of it."""

    at: float = 0.0
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Feed:
    """An address at which somebody's talks can be subscribed to: whoever has its `id` and `secret` can read it.

    `kind` says whose talks they are, `owner` by our own id of that person, or the profile's id of a member of staff.
    `account` is that member's with the messenger: whoever gets their id later does not get their address. `ticket` is a
    secret for one look at the address until a moment (seconds). `made_at` is in seconds.
    """

    id: str
    kind: FeedKind
    owner: str
    secret: str
    made_at: int
    account: str = ""
    ticket: str = ""
    until: int = 0

    @property
    def name(self) -> str:
        """What the address ends with."""
        return f"{self.id}-{self.secret}"

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Feed:
        """Return the reverse of `to_json`."""
        return cls(**known_fields(cls, {**data, "kind": FeedKind(data["kind"])}))


@dataclass(frozen=True, slots=True)
class Sent:
    """A message (or topic) that was sent: our handle of it, and what the channel calls it."""

    handle: str
    channel: str
    message_id: str
    sent_at: float


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A post that did not arrive: its id and whose it is. One that is not given up yet is tried again."""

    id: str
    person: str | None
    is_given_up: bool


@dataclass(slots=True)
class Erased:
    """What was known of a person who was just erased, for taking back what was sent: nothing of it is stored any more.

    `shared` are sent messages that also spoke of other people (an answer to `/leads`). `number` is that of their lead.
    """

    sent: list[Sent] = field(default_factory=list)
    shared: list[Sent] = field(default_factory=list)
    number: int | None = None
