"""The office as clients need to know it: who, where, when open, what it costs, when to ring.

Pure values and date arithmetic. It knows no file format, no calendar of holidays (the caller passes one as a
function) and no clock (every moment is an argument). Moments are compared in UTC: Python compares two of one zone by
what the clock on the wall shows, and in a night in autumn that is the same an hour later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, Self
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    # Without a booking in its profile, an office loads nothing of it.
    from dialogs.booking.rules import BookingRule, CalendarRule, Rooms, StaffMember

Texts = Mapping[str, str]
"""One text by language code. Profiles always carry that of staff, so that they can read what clients read."""
# What staff read and write, and what goes into the office's files, whatever the client speaks.
LANGUAGE_OF_STAFF = "ja"

IsHoliday = Callable[[date], bool]
"""Says whether a day is a public holiday where the office is."""

WayKind = Literal["online", "office", "visit"]
HalfDayPart = Literal["am", "pm"]

OfficeQuestionKind = Literal["yes_no", "choices", "text", "day"]

# Questions at the hand-off that are asked only where the office's profile wants them.
ON_REQUEST = ("nationality", "employer")

SEARCH_DAYS = 60
"""How far ahead an opening is looked for, so that an office closed for good cannot keep us searching."""

MOST_HALF_DAYS = 12
"""Half-days offered at once: more would not be read on a phone."""

_HALF_DAY_ID = re.compile(r"([0-9]{8})(am|pm)")


class Span(NamedTuple):
    """One stretch of opening on one day, from `opens` (inclusive) to `closes` (exclusive), office time."""

    opens: time
    closes: time


@dataclass(frozen=True, kw_only=True)
class Closure:
    """Days on which the office is closed although the weekday is not, both ends included."""

    first_day: date
    last_day: date
    note: Texts

    def covers(self, day: date) -> bool:
        """Says whether the day lies within the closure."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, kw_only=True)
class HalfDayRule:
    """How a day is cut into bookable halves, and how much opening makes a half worth offering.

    `most_wishes` is how many clients may wish for one half-day; None means any number.
    """

    morning_until: time
    afternoon_from: time
    at_least_hours: int
    most_wishes: int | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingWay:
    """One way of holding a consultation; `cost` is absent where the office has stated nothing."""

    id: str
    kind: WayKind
    label: Texts
    tool: str | None = None
    cost: Texts | None = None
    note: Texts | None = None


@dataclass(frozen=True, kw_only=True)
class OfficeFee:
    """The office's own fee for a service in yen; `government_fee_included` is None when it is not stated."""

    retainer_yen: int
    retainer_yen_with_tax: int
    success_yen: int
    total_yen: int
    total_yen_with_tax: int
    due: Texts
    refund_if_refused: bool
    government_fee_included: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Service:
    """One thing the office does; without a `fee` its price is not published and must not be guessed."""

    id: str
    label: Texts
    includes: Texts | None = None
    fee: OfficeFee | None = None


@dataclass(frozen=True, kw_only=True)
class RingRule:
    """Which leads ring in the staff group; the others wait in the quiet list.

    `qualifies` is for whoever has what they came for: the mark with every condition, or, for permanent residence, a way
    of their own without points. `undecided_from_total` is the total from which an undecided score rings; None means it
    never does.
    """

    qualifies: bool
    j_skip: bool
    asks_for_human: bool
    undecided_from_total: int | None = None


@dataclass(frozen=True, kw_only=True)
class LeadRule:
    """How leads are looked after. One that staff have not taken after so many hours is shown again, once.

    `morning_digest` says whether staff are told, as the office opens, what is new, what waits and what presses.
    """

    shown_again_after_hours: int | None = None
    morning_digest: bool = True

    @property
    def shown_again_after(self) -> timedelta | None:
        """How long a lead waits before it is shown again; None means it never is."""
        return None if self.shown_again_after_hours is None else timedelta(hours=self.shown_again_after_hours)


@dataclass(frozen=True, kw_only=True)
class BackupRule:
    """Until how many days after it was made a backup can be opened, and after how many without one it is time."""

    keep_days: int = 30
    warn_after_days: int = 2


@dataclass(frozen=True, kw_only=True)
class HandOffRule:
    """What is asked at the hand-off beside what every office needs (questions of `ON_REQUEST`), and what comes after.

    Once a member of staff has written to a client the bot is silent, until nobody has said a word for `silent_hours`
    hours of opening.
    """

    asks: tuple[str, ...] = ()
    silent_hours: int = 24


@dataclass(frozen=True, kw_only=True)
class ResponseRule:
    """How soon somebody of the office answers, in minutes of opening.

    After `nudge_minutes` staff are reminded of what waits, once; `escalate_minutes` after it came the next of them is
    named. Without those nobody is.
    """

    nudge_minutes: int
    escalate_minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class OfficeOption:
    """One choice of a question of the office's own."""

    id: str
    label: Texts


@dataclass(frozen=True, kw_only=True)
class OfficeQuestion:
    """A question that staff ask clients where it is needed; its words are there in every language clients talk in."""

    id: str
    text: Texts
    kind: OfficeQuestionKind
    choices: tuple[OfficeOption, ...] = ()


# When people may be written to of our own accord, on their own clock; an office may choose less of it, never more.
AWAKE = Span(time(8), time(21))


@dataclass(frozen=True, kw_only=True)
class ReminderRule:
    """How clients are reminded. Reminders come within `hours` on the client's own clock.

    `mood` says whether they are asked, after a talk that took place, how it was, with one tap.
    """

    mood: bool = False
    hours: Span = AWAKE


@dataclass(frozen=True, kw_only=True)
class Privacy:
    """Who answers for a client's data, how to reach them, and for how many days data is kept."""

    controller: Texts
    contact: Texts
    keep_days: int


# Of what each class of data is, see `KeepingRule`.
UNFINISHED, UNQUALIFIED, SENT, CLIENT = "unfinished", "unqualified", "lead", "client"
OF_PEOPLE = (UNFINISHED, UNQUALIFIED, SENT, CLIENT)


@dataclass(frozen=True, kw_only=True)
class KeepingRule:
    """For how many days each class of data is kept; what is None, for `Privacy.keep_days` (`Office.kept_days`).

    People are kept from their last contact with the office on: those who stopped before a result, who saw one and sent
    nothing, who sent a request (`lead`), who engaged the office (`client`). Apart from that, `talk` is for which
    message of a talk is the other's copy, `audit` for what staff did.
    """

    unfinished: int | None = None
    unqualified: int | None = None
    lead: int | None = None
    client: int | None = None
    talk: int | None = None
    audit: int | None = None


@dataclass(frozen=True, kw_only=True)
class WebRule:
    """The chat on the office's website. `sites` may show it within their pages: where each is, without a path.

    `proxies` are networks whose machines stand before ours: only they are believed about where somebody comes from.
    """

    sites: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()


# What may be written to somebody first on a channel where that costs.
LINE_KINDS = ("staff", "bookings", "reminders", "answers")


@dataclass(frozen=True, kw_only=True)
class LineRule:
    """The chat in LINE. In a month so many messages at most are paid for; without `monthly_limit` what LINE allows.

    Once they are used up only what is `important` (of `LINE_KINDS`) is sent, as long as LINE allows it; the rest waits
    until the client writes.
    """

    monthly_limit: int | None = None
    important: tuple[str, ...] = ("staff", "bookings")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A rule that the office's practitioner has checked against the law: which, when, who, and how it read then.

    `rule` and `wording` are those of `scoring.book`; once the rule reads otherwise, it is not checked any more.
    """

    rule: str
    day: date
    initials: str
    wording: str


@dataclass(frozen=True, kw_only=True)
class Office:
    """Everything the bot may say about one office; what is absent here is not said at all.

    `desk_name` is what clients are told of who has their request; without one it is the office. `languages` are what
    the staff really speak, not what the bot does. `cases` are those it tells of. `hours` has seven entries, Monday
    first. `checked` is a set, because it is a part of what follows from answers and looked up with it in every turn.
    Without `booking`, clients wish for half-days.
    """

    key: str
    example: bool
    names: Texts
    practitioner: str
    languages: tuple[str, ...]
    languages_note: Texts
    address: Texts
    access: Texts
    phone: str
    email: str | None = None
    website: str | None = None
    map_link: str | None = None
    contact_form_note: Texts
    regions: Texts
    timezone: str
    hours: tuple[tuple[Span, ...], ...]
    closed_on_holidays: bool
    closures: tuple[Closure, ...]
    outside_hours: Texts
    by_appointment: Texts
    half_days: HalfDayRule
    consultation_ways: tuple[MeetingWay, ...]
    services: tuple[Service, ...]
    ringing: RingRule
    privacy: Privacy
    keeping: KeepingRule = KeepingRule()
    leads: LeadRule = LeadRule()
    cases: tuple[Texts, ...] = ()
    desk_name: Texts | None = None
    hand_off: HandOffRule = HandOffRule()
    reminders: ReminderRule = ReminderRule()
    response: ResponseRule | None = None
    checked: frozenset[Checked] = frozenset()
    backups: BackupRule = BackupRule()
    booking: BookingRule | None = None
    staff: tuple[StaffMember, ...] = ()
    rooms: Rooms | None = None
    calendar: CalendarRule | None = None
    questions: tuple[OfficeQuestion, ...] = ()
    web: WebRule | None = None
    line: LineRule | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the opening hours are written."""
        return ZoneInfo(self.timezone)

    @staticmethod
    def in_language(texts: Texts, language: str) -> str:
        """Picks the text for a language: that one, its base ("zh" for "zh-Hant"), English, then that of staff."""
        for code in (language, language.partition("-")[0], "en"):
            if code in texts:
                return texts[code]
        return texts[LANGUAGE_OF_STAFF]

    def desk_in(self, language: str) -> str:
        """Names who has a client's request: what the office chose for that, never what a messenger calls somebody."""
        return self.in_language(self.desk_name or self.names, language)

    def kept_days(self, name: str) -> int:
        """Returns for how many days a class of data is kept, by its name in `KeepingRule`."""
        days: int | None = getattr(self.keeping, name)
        if days is not None:
            return days
        general = self.privacy.keep_days
        if name in (UNFINISHED, UNQUALIFIED):
            return min(general, self.kept_days(SENT))
        return max(general, self.kept_days(SENT)) if name == CLIENT else general

    def member(self, staff_id: str) -> StaffMember | None:
        """Finds a member of staff by their id, who may have left since."""
        return next((member for member in self.staff if member.id == staff_id), None)

    def way(self, way_id: str) -> MeetingWay | None:
        """Finds a consultation way by its id, which may come from an old button."""
        return next((way for way in self.consultation_ways if way.id == way_id), None)

    def service(self, service_id: str) -> Service | None:
        """Finds a service by its id."""
        return next((service for service in self.services if service.id == service_id), None)


@dataclass(frozen=True, order=True)
class HalfDay:
    """A morning or an afternoon that a client may ask for; the office settles the exact time."""

    day: date
    part: HalfDayPart

    @property
    def id(self) -> str:
        """A short ASCII name that fits in a button and reads back with `parse`, such as "20261124am"."""
        return f"{self.day.isoformat().replace('-', '')}{self.part}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Reads an id back; None for anything else, since old or forged buttons are no programming error."""
        match = _HALF_DAY_ID.fullmatch(text)
        if match is None:
            return None
        try:
            day = date.fromisoformat(match[1])
        except ValueError:
            return None
        return cls(day, "am" if match[2] == "am" else "pm")


def hours_on(
    office: Office, day: date, holiday: IsHoliday, week: tuple[tuple[Span, ...], ...] | None = None
) -> tuple[Span, ...]:
    """Gives the opening of one day in office time: empty on closed weekdays, holidays and closures.

    `week` are the hours of somebody who has their own, Monday first.
    """
    spans = (office.hours if week is None else week)[day.weekday()]
    if not spans or in_closure(office, day):
        return ()
    if office.closed_on_holidays and holiday(day):
        return ()
    return spans


def in_closure(office: Office, day: date) -> bool:
    """Says whether the office is closed on a day for a time that it announced."""
    return any(closure.covers(day) for closure in office.closures)


def openings(office: Office, day: date, spans: Iterable[Span]) -> Iterator[tuple[Span, datetime, datetime]]:
    """Gives a day's stretches, each with its beginning and end in UTC; without one that the clock skips altogether."""
    for span in spans:
        opens, closes = (first_shown(office, day, clock) for clock in span)
        if opens < closes:
            yield span, opens, closes


def first_shown(office: Office, day: date, clock: time) -> datetime:
    """Gives the moment, in UTC, at which a time of a day comes at the office.

    An hour that comes twice counts once, the first time; a skipped one is read on a clock that was not put on.
    """
    return datetime.combine(day, clock, tzinfo=office.zone).astimezone(UTC)


def moment_at(office: Office, day: date, clock: time) -> datetime | None:
    """Gives the moment as `first_shown` does; None where the office's clock skips that time."""
    moment = first_shown(office, day, clock)
    shown = _local(office, moment)
    return moment if (shown.date(), shown.time()) == (day, clock) else None


def today(office: Office, now: datetime) -> date:
    """Gives the day at the office at a moment."""
    return _local(office, now).date()


def local_at(office: Office, moment: float) -> datetime:
    """Gives a moment (seconds) as the office's clock shows it."""
    return _local(office, datetime.fromtimestamp(moment, UTC))


def is_open(office: Office, at: datetime, holiday: IsHoliday) -> bool:
    """Says whether the office is open at a moment; at the closing minute it no longer is."""
    local = _local(office, at)
    moment = local.astimezone(UTC)
    day = local.date()
    return any(opens <= moment < closes for _, opens, closes in openings(office, day, hours_on(office, day, holiday)))


def next_opening(office: Office, at: datetime, holiday: IsHoliday) -> datetime | None:
    """Finds the first opening time at or after a moment, in office time; None if there is none in 60 days.

    While the office is open this is its *following* opening; `typical_reply` is the one that answers "now".
    """
    local = _local(office, at)
    moment = local.astimezone(UTC)
    for day in _days(local.date(), SEARCH_DAYS):
        ahead = [opens for _, opens, _ in openings(office, day, hours_on(office, day, holiday)) if opens >= moment]
        if ahead:
            return _local(office, min(ahead))
    return None


def after_open_hours(office: Office, at: datetime, hours: int, holiday: IsHoliday) -> datetime:
    """Finds when so many hours of opening have gone by since a moment, as `after_open_time` does."""
    return after_open_time(office, at, timedelta(hours=hours), holiday)


def after_open_time(office: Office, at: datetime, length: timedelta, holiday: IsHoliday) -> datetime:
    """Finds when so much time of opening has gone by since a moment; in UTC.

    Of an office that does not open for long enough in the days looked at, the end of those.
    """
    local = _local(office, at)
    moment, left = local.astimezone(UTC), length
    for day in _days(local.date(), SEARCH_DAYS):
        for _, opens, closes in openings(office, day, hours_on(office, day, holiday)):
            begins = max(opens, moment)
            if closes - begins >= left:
                return begins + left
            left -= max(closes - begins, timedelta())
    return moment + timedelta(days=SEARCH_DAYS)


def typical_reply(office: Office, at: datetime, holiday: IsHoliday) -> datetime | None:
    """Says when staff can first read a message: now if the office is open, else at its next opening."""
    if is_open(office, at, holiday):
        return _local(office, at)
    return next_opening(office, at, holiday)


def half_days(office: Office, now: datetime, holiday: IsHoliday, *, limit: int = MOST_HALF_DAYS) -> tuple[HalfDay, ...]:
    """Lists the half-days a client may ask for, earliest first, looking 60 days ahead.

    Today is never among them: staff must be able to answer before the day comes.
    """
    tomorrow = _local(office, now).date() + timedelta(days=1)
    found: list[HalfDay] = []
    for day in _days(tomorrow, SEARCH_DAYS - 1):
        found += (HalfDay(day, part) for part in _bookable_parts(office, day, holiday))
        if len(found) >= limit:
            break
    return tuple(found[: max(limit, 0)])


def _bookable_parts(office: Office, day: date, holiday: IsHoliday) -> Iterator[HalfDayPart]:
    spans = hours_on(office, day, holiday)
    rule = office.half_days
    needed = timedelta(hours=rule.at_least_hours)
    mornings = (Span(span.opens, min(span.closes, rule.morning_until)) for span in spans)
    afternoons = (Span(max(span.opens, rule.afternoon_from), span.closes) for span in spans)
    if spans and _opening_time(mornings) >= needed:
        yield "am"
    if spans and _opening_time(afternoons) >= needed:
        yield "pm"


def _opening_time(spans: Iterator[Span]) -> timedelta:
    # A span cut to a half it does not reach ends before it begins, and counts nothing.
    lengths = (_since_midnight(closes) - _since_midnight(opens) for opens, closes in spans if opens < closes)
    return sum(lengths, timedelta())


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute)


def _days(first: date, how_many_more: int) -> Iterator[date]:
    return (first + timedelta(days=ahead) for ahead in range(how_many_more + 1))


def _local(office: Office, at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError("dialogs.office needs an aware datetime, found one without a time zone")
    return at.astimezone(office.zone)
