"""What a person may choose to be reminded of, each kind by itself: which days that makes, and what is told of them.

Days and words follow from what the person told, as it stands when they are looked at, and from the law as it is known
then; neither is stored. Kept is only which kinds were chosen, each with the day up to which it has been told: so that
nothing comes twice, and what a machine slept through comes once. It is looked again every other week at the latest, so
that a law that was made meanwhile is noticed, and a row of the database says little of the days in somebody's life.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dialogs.conversation import Conversation
from dialogs.kinds import Consent
from dialogs.messages import Text
from dialogs.office import first_shown, today
from dialogs.place import REFUSED
from dialogs.reminding import days
from dialogs.reminding.quiet import awake_from, clock_of
from dialogs.situation import Situation
from dialogs.whereabouts import Whereabouts

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

# At this time at the office it is looked what is due on a day.
LOOK_AT = time(10)
LONGEST_BEFORE_A_LOOK = timedelta(days=14)
# An interview that was left is spoken of so many days after the last word in it, once.
DAYS_UNTIL_A_NUDGE = 3
LIVES_IN = "lives_in"


class ReminderKind(StrEnum):
    """What a person can be reminded of, each on its own wish."""

    POINTS = "points"
    MARK = "mark"
    RESIDENCE = "residence"
    STAY = "stay"
    JOB = "job"
    AGREED = "agreed"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is told of one kind now, line by line."""

    kind: ReminderKind
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class DaysRule:
    """When a kind is told, and how.

    `ahead` are the days it is about, as they are seen from a day; `told_on` when each of them is told; `says` what is
    said of it now, nothing where that makes no sense any more.
    """

    ahead: Callable[[Situation], Iterable[date]]
    told_on: Callable[[date], Iterable[date]]
    says: Callable[[Situation, date], Iterable[Text]]


RULES: Mapping[ReminderKind, DaysRule] = MappingProxyType(
    {
        ReminderKind.POINTS: DaysRule(days.points_change, days.a_month_and_a_week, days.says_points),
        ReminderKind.MARK: DaysRule(days.marks_reached, days.that_day, days.says_mark),
        ReminderKind.RESIDENCE: DaysRule(days.residence_opens, days.a_month_and_that_day, days.says_residence),
        ReminderKind.STAY: DaysRule(days.stay_ends_on, days.three_months_one_and_two_weeks, days.says_stay),
        ReminderKind.JOB: DaysRule(days.duties_end, days.a_week_and_two_days, days.says_duty),
        ReminderKind.AGREED: DaysRule(days.agreed_day, days.two_days_before, days.says_agreed),
    }
)
"""For each kind that is about a day."""


# --- what was chosen --------------------------------------------------------------------------------------------------


def agrees(situation: Situation) -> bool:
    """Return whether a person has agreed to what is done with their answers, and still does."""
    told = situation.standing.told(situation.questionnaire.of_kind(Consent).id)
    return told is not None and told.value == "agree" and situation.place.at != REFUSED


def kinds(situation: Situation) -> tuple[ReminderKind, ...]:
    """Return what a person chose to be reminded of; nothing of one who has not agreed, or does not any more."""
    if not agrees(situation):
        return ()
    return tuple(kind for kind in ReminderKind if kind in situation.conversation.reminders)


def offered(situation: Situation) -> tuple[ReminderKind, ...]:
    """Return what a person can choose: of an unfinished interview only while it is, of what was agreed if anything."""
    makes_sense = {
        ReminderKind.INTERVIEW: is_unfinished(situation),
        ReminderKind.AGREED: any(days.agreed_day(situation)) or ReminderKind.AGREED in situation.conversation.reminders,
    }
    return tuple(kind for kind in ReminderKind if makes_sense.get(kind, True))


def is_unfinished(situation: Situation) -> bool:
    """Return whether somebody has begun the interview, and neither finished it nor gone to the office."""
    conversation = situation.conversation
    return conversation.last_run is None and not conversation.lead


def beside(kind: ReminderKind) -> str:
    """Return the mark of the buttons under a reminder."""
    return f"m/{kind}.0"


# --- what is due ------------------------------------------------------------------------------------------------------


def clock_of_person(situation: Situation, bookings: Sequence[Booking] = ()) -> ZoneInfo:
    """Return the zone of the place that a person lives in, or chose a time from last, as far as they named it.

    `bookings` are theirs. Of who named none it is the office's.
    """
    home = Whereabouts.of(situation.value(LIVES_IN)) if LIVES_IN in situation.questionnaire else None
    named = [booking.zone for booking in bookings if booking.zone]
    if home is not None and home.zone is not None:
        named.append(home.zone)
    return clock_of(named[-1] if named else None, situation.around.office.zone)


def due(situation: Situation, acted_at: float) -> Iterator[Reminder]:
    """Yield what is to be told today; `acted_at` (seconds) is when the person did something last."""
    for kind in kinds(situation):
        lines: tuple[Text, ...] = ()
        if kind is ReminderKind.INTERVIEW:
            if is_unfinished(situation) and _nudged_on(situation, acted_at) <= situation.today:
                lines = (Text("reminder-interview"),)
        else:
            about = {about: None for tell_on, about in _told_on(situation, kind) if tell_on <= situation.today}
            lines = tuple(text for day in about for text in RULES[kind].says(situation, day))
        if lines:
            yield Reminder(kind, lines)


def looked(situation: Situation, told: Iterable[Reminder]) -> Conversation:
    """Return the conversation in which all is told up to today. The nudge comes once: it is chosen no more then."""
    gone = {reminder.kind for reminder in told if reminder.kind is ReminderKind.INTERVIEW}
    if not is_unfinished(situation):
        gone.add(ReminderKind.INTERVIEW)
    kept = {kind: until for kind, until in situation.conversation.reminders.items() if kind not in gone}
    # A clock that is put back must not have said again what it said.
    until = situation.today.isoformat()
    return replace(situation.conversation, reminders={kind: max(until, before) for kind, before in kept.items()})


def next_look(
    situation: Situation, now: datetime, acted_at: float, bookings: Sequence[Booking] = ()
) -> datetime | None:
    """Return when to look what is due, by day for the person, who has these bookings; None for who chose nothing."""
    chosen = kinds(situation)
    if not chosen:
        return None
    wanted = [situation.today + LONGEST_BEFORE_A_LOOK]
    for kind in chosen:
        if kind is not ReminderKind.INTERVIEW:
            wanted += [tell_on for tell_on, _ in _told_on(situation, kind)]
        elif is_unfinished(situation):
            wanted.append(_nudged_on(situation, acted_at))
    office = situation.around.office
    moment = max(int(now.timestamp()), int(first_shown(office, min(wanted), LOOK_AT).timestamp()))
    return datetime.fromtimestamp(awake_from(moment, clock_of_person(situation, bookings), office.reminders.hours), UTC)


def next_day(situation: Situation, kind: ReminderKind) -> date | None:
    """Return the next day that a kind is about; None where none is known."""
    rule = RULES.get(kind)
    return None if rule is None else min((day for day in rule.ahead(situation) if day > situation.today), default=None)


def _told_on(situation: Situation, kind: ReminderKind) -> list[tuple[date, date]]:
    """Return when each day of a kind is told that was not told yet, and the day.

    A day that has come since it was looked last is not lost, though nobody sees it ahead any more.
    """
    until = min(date.fromisoformat(situation.conversation.reminders[kind]), situation.today)
    office, rule = situation.around.office, RULES[kind]
    then = Situation(
        situation.conversation, situation.questionnaire, situation.around, first_shown(office, until, LOOK_AT)
    )
    found = {(tell_on, day) for day in rule.ahead(then) for tell_on in rule.told_on(day)}
    found |= {(tell_on, day) for day in rule.ahead(situation) for tell_on in rule.told_on(day)}
    last = date.fromisoformat(situation.conversation.reminders[kind])
    return sorted((tell_on, day) for tell_on, day in found if tell_on > last)


def _nudged_on(situation: Situation, acted_at: float) -> date:
    acted_on = today(situation.around.office, datetime.fromtimestamp(acted_at, UTC))
    return acted_on + timedelta(days=DAYS_UNTIL_A_NUDGE)
