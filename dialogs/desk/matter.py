"""One matter of the office: a person's conversation and the lead made of it. What the desk decides over, and returns.

Values only, without a database, a messenger or finished words. Whoever stores a matter adds its own ids and versions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from dialogs.consented import Consented
from dialogs.conversation import Conversation, Value
from dialogs.fields import known_fields
from dialogs.messages import Text
from dialogs.office import HalfDay
from dialogs.parsing import worked_out

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking
    from dialogs.booking.slots import Slot
    from dialogs.saved import SavedText

NEW, TAKEN, DONE, DECLINED = "new", "taken", "done", "declined"
STATES = (NEW, TAKEN, DONE, DECLINED)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff. `id` is the messenger's, None for one that an earlier version knew by name alone."""

    id: str | None
    name: str

    def is_same(self, other: Member) -> bool:
        """Return whether both are one person: by id, since two may have one name; by name where an id is missing."""
        if self.id is not None and other.id is not None:
            return self.id == other.id
        return self.name == other.name


@dataclass(frozen=True, slots=True)
class Recorded:
    """One act of staff on a lead, kept for an audit: the moment (seconds), the act, and by whom.

    `row` is the row of the points table that the act names, empty for an act on the whole lead.
    """

    at: float
    act: str
    row: str
    by: Member

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Recorded:
        """Do the reverse of `to_json`."""
        return cls(data["at"], data["act"], data["row"], Member(data["by"]["id"], data["by"]["name"]))


@dataclass(frozen=True, slots=True)
class Menu:
    """A list of buttons that staff opened under a card: `rows` are what can be chosen, each with its label.

    `about` is the question whose answer is put right, `value` what it is to be as far as that is chosen.
    """

    name: str
    rows: tuple[tuple[str, Text], ...] = ()
    about: str = ""
    value: Value = None

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        value = worked_out.to_json(self.value)
        rows = [[row, label.to_json()] for row, label in self.rows]
        return {"name": self.name, "rows": rows, "about": self.about, "value": value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Menu:
        """Do the reverse of `to_json`."""
        rows = tuple((row, Text.from_json(label)) for row, label in data["rows"])
        return cls(data["name"], rows, data["about"], worked_out.from_json(data["value"]))


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer that the office confirmed or put right: `before` and `after` are the same where it was confirmed.

    `why` says by what it is known ("papers", "person", "employer"); of one that the employer gave by the client's link
    ("employer_link") nobody is `by`, and the day is `on`; of a pay whose sum it does not know there are `parts`, and
    whether there is more `besides` them.
    """

    question: str
    before: Value
    after: Value
    why: str
    by: Member
    on: str = ""
    parts: Mapping[str, int] = field(default_factory=dict)
    besides: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        values = {"before": worked_out.to_json(self.before), "after": worked_out.to_json(self.after)}
        on: dict[str, Any] = {"on": self.on} if self.on else {}
        if self.parts or self.besides:
            on |= {"parts": dict(self.parts), "besides": self.besides}
        return {"question": self.question, **values, "why": self.why, "by": asdict(self.by), **on}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Correction:
        """Do the reverse of `to_json`."""
        before, after = worked_out.from_json(data["before"]), worked_out.from_json(data["after"])
        by = Member(data["by"]["id"], data["by"]["name"])
        parts, besides = data.get("parts", {}), data.get("besides", False)
        return cls(data["question"], before, after, data["why"], by, data.get("on", ""), parts, besides)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """That somebody waits for a word of the office: `since` a moment (seconds).

    `wrote` says that they wrote, `asked` that they asked for a time that is to be approved, else only their lead is
    new. `told` is how often staff were reminded.
    """

    since: float
    wrote: bool
    told: int = 0
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that staff asked the client beside the interview, and what was answered.

    `key` says which question (`dialogs.asks`), `label` how staff know it. `since` and `answered` are moments (seconds);
    without an answer the client has it open. `shown` is the answer as staff read it, `before` what the client had said
    earlier, where that is something else.
    """

    number: int
    key: str
    label: Text
    since: float
    by: Member
    answered: float | None = None
    value: Value = None
    shown: Text | None = None
    before: Text | None = None

    @property
    def is_open(self) -> bool:
        """Whether the client has not answered it yet."""
        return self.answered is None

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "number": self.number,
            "key": self.key,
            "label": self.label.to_json(),
            "since": self.since,
            "by": asdict(self.by),
            "answered": self.answered,
            "value": worked_out.to_json(self.value),
            "shown": None if self.shown is None else self.shown.to_json(),
            "before": None if self.before is None else self.before.to_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Ask:
        """Do the reverse of `to_json`."""
        shown, before = (None if data[name] is None else Text.from_json(data[name]) for name in ("shown", "before"))
        return cls(
            data["number"],
            data["key"],
            Text.from_json(data["label"]),
            data["since"],
            Member(data["by"]["id"], data["by"]["name"]),
            data["answered"],
            worked_out.from_json(data["value"]),
            shown,
            before,
        )


@dataclass(frozen=True, slots=True)
class WrapUp:
    """What staff record of a talk that took place: how it ended, and what was agreed.

    `talk` is the number of the booking, 0 for a talk that was not booked here. `papers` are those awaited, by their
    ids; `step` says who does what next, `until` is the day for it (ISO). What is None staff have not come to yet, what
    is empty they left out. `by` recorded it last, `at` a moment (seconds): of one that is no draft any more, when the
    client was sent it. `replaces` is the moment of the one that it corrects. `is_reminded` says that staff were told of
    the day.
    """

    talk: int
    by: Member
    at: float
    outcome: str | None = None
    papers: tuple[str, ...] | None = None
    step: str | None = None
    until: str | None = None
    replaces: float | None = None
    is_reminded: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {**asdict(self), "papers": None if self.papers is None else list(self.papers)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> WrapUp:
        """Do the reverse of `to_json`."""
        papers = None if data["papers"] is None else tuple(data["papers"])
        by = Member(data["by"]["id"], data["by"]["name"])
        return cls(**known_fields(cls, {**data, "papers": papers, "by": by}))


@dataclass(frozen=True, slots=True)
class LeadRecord:
    """A lead as the desk keeps it: what was consented to, and what staff did with it.

    `number` is what staff call it, 0 until it has one. `checking` is true while staff go through its papers;
    `confirmed` are the rows whose papers, as sent, they have seen. `waits_since` (seconds) is when it came, until staff
    take it or it is shown again. `lapsed` are half-days it wished for that others had taken by the time staff opened it
    again. `before` are the answers it had, when it was last sent, where they were others; None for one that was not
    given then. `talking` is true while staff have the word in the client's chat. `menu` is the list of buttons that
    staff opened under its card, `outcome` how a talk ended (empty until then), `corrections` what the office confirmed
    or put right. `missed` is how many talks the client did not come to. `unanswered` says since when they wait
    for a word of the office; None where they do not. `asks` are the questions that staff
    asked, each once: asked again, it is a new one in its place. `wrap_ups` are what was recorded of talks and sent to
    the client, the last one last; `draft` is one that staff are about to record, or to correct. `channels` are those by
    which the client reaches us, the last first; none where it is the one by which they sent it. `household` is the
    number of the lead of a partner with whom the client compares (0 without a lead); None without such a partner.
    """

    number: int
    state: str
    consented: Consented
    taken_by: Member | None = None
    checking: bool = False
    confirmed: tuple[str, ...] = ()
    waits_since: float | None = None
    lapsed: tuple[str, ...] = ()
    before: Mapping[str, Value] = field(default_factory=dict)
    talking: bool = False
    menu: Menu | None = None
    outcome: str = ""
    corrections: tuple[Correction, ...] = ()
    missed: int = 0
    unanswered: Unanswered | None = None
    asks: tuple[Ask, ...] = ()
    wrap_ups: tuple[WrapUp, ...] = ()
    draft: WrapUp | None = None
    channels: tuple[str, ...] = ()
    household: int | None = None

    @property
    def channel(self) -> str:
        """The channel by which the client writes now."""
        return self.channels[0] if self.channels else self.consented.channel

    @property
    def is_open(self) -> bool:
        """Whether staff still have something to do with it."""
        return self.state in (NEW, TAKEN)

    @property
    def wishes(self) -> tuple[str, ...]:
        """The half-days it wishes for, as long as it is open; a closed lead takes no place."""
        if not self.is_open:
            return ()
        return tuple(half_day for half_day in self.consented.half_days if half_day not in self.lapsed)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "number": self.number,
            "lead": self.consented.to_json(),
            "state": self.state,
            "taken_by": self.taken_by.name if self.taken_by else None,
            "taken_by_id": self.taken_by.id if self.taken_by else None,
            "checking": self.checking,
            "confirmed": list(self.confirmed),
            "waits_since": self.waits_since,
            "lapsed": list(self.lapsed),
            "before": {name: worked_out.to_json(value) for name, value in self.before.items()},
            "talking": self.talking,
            "menu": None if self.menu is None else self.menu.to_json(),
            "outcome": self.outcome,
            "corrections": [one.to_json() for one in self.corrections],
            "missed": self.missed,
            "unanswered": None if self.unanswered is None else asdict(self.unanswered),
            "asks": [one.to_json() for one in self.asks],
            "wrap_ups": [one.to_json() for one in self.wrap_ups],
            "draft": None if self.draft is None else self.draft.to_json(),
            "channels": list(self.channels),
            "household": self.household,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> LeadRecord:
        """Do the reverse of `to_json`; what earlier versions kept lacks some of it."""
        name, unanswered = data["taken_by"], data.get("unanswered")
        return cls(
            number=data["number"],
            state=data["state"],
            consented=Consented.from_json(data["lead"]),
            taken_by=None if name is None else Member(data.get("taken_by_id"), name),
            checking=data.get("checking", False),
            confirmed=tuple(data.get("confirmed", ())),
            waits_since=data.get("waits_since"),
            lapsed=tuple(data.get("lapsed", ())),
            before={name: worked_out.from_json(value) for name, value in data.get("before", {}).items()},
            talking=data.get("talking", False),
            menu=None if data.get("menu") is None else Menu.from_json(data["menu"]),
            outcome=data.get("outcome", ""),
            corrections=tuple(map(Correction.from_json, data.get("corrections", ()))),
            missed=data.get("missed", 0),
            unanswered=Unanswered(**known_fields(Unanswered, unanswered)) if unanswered else None,
            asks=tuple(map(Ask.from_json, data.get("asks", ()))),
            wrap_ups=tuple(map(WrapUp.from_json, data.get("wrap_ups", ()))),
            draft=None if data.get("draft") is None else WrapUp.from_json(data["draft"]),
            channels=tuple(data.get("channels", ())),
            household=data.get("household"),
        )


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything the desk knows of one person.

    `reachable` says whether they can be written to, `acted_at` (seconds) when they last did something. `record` is None
    while they have sent nothing, and where an act is no matter of the lead. `full` are half-days that a closed lead
    wished for and that can take no more wishes now. `bookings` are all they ever made, as they stand; `free` are
    times that can be proposed instead of the one that an act is about, `near` what anybody has booked near the
    talk that is given a room. `saved` are the texts that staff keep, where an act is about those.
    """

    conversation: Conversation
    reachable: bool
    acted_at: float
    record: LeadRecord | None = None
    full: frozenset[HalfDay] = frozenset()
    bookings: tuple[Booking, ...] = ()
    free: tuple[Slot, ...] = ()
    near: tuple[Booking, ...] = ()
    saved: tuple[SavedText, ...] = ()
