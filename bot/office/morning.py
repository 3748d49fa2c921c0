"""The digest that the staff group gets once a business day, as the office opens: what is new, what waits, what presses.

It has the numbers of leads and nobody's name. What it says is gathered piece by piece, so that nobody's turn waits
behind it; it is queued in one transaction with the note that this day has had its own, so that it never comes twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from typing import Any

from bot.clock import Clock
from bot.delivery.post import Content
from bot.errors import StorageTrouble
from bot.office.agenda import DAYS_BEFORE, Due, requests_of, talks_of, whole_lead
from bot.office.moments import day_of as local_day
from bot.office.moves import moves_of
from bot.office.topic_links import link_to_topic
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.ports import Transaction
from bot.turns.records import StoredLead
from bot.turns.writer import Writes
from dialogs.deadline import deadline_in
from dialogs.desk.ahead import Ahead
from dialogs.desk.bookings import has_talk
from dialogs.desk.matter import NEW, LeadRecord
from dialogs.desk.summary import day_of
from dialogs.messages import Arg, Text
from dialogs.office import LANGUAGE_OF_STAFF, Office, hours_on, is_open, next_opening, openings, today
from dialogs.situation import Surroundings
from dialogs.telling import listed

log = logging.getLogger(__name__)
# How long it sleeps at most: a clock may be put on, or a machine may have slept.
LONGEST_SECONDS = 3_600.0
AGAIN_AFTER_SECONDS = 600.0
# The memo that says which day had its digest, when that was, and which posts it told of that cannot be delivered.
MORNING_MEMO = "morning"
# Of so many leads, changed last, it is made; so many are opened before somebody else has a turn.
MOST_LOOKED_AT, OPENED_AT_ONCE = 5_000, 40
# So many of each kind are named; the rest is counted.
MOST_NAMED, MOST_TALKS, MOST_FAILED = 5, 10, 200
# What was agreed is named until so many days after its day.
DAYS_AFTER = 7
# The number of a supergroup, as links to what is in it have it.


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A lead that the digest may name: its number, what its list is ordered by, and what is said of it."""

    number: int
    order: float
    said: Text | None = None


@dataclass
class Gathered:
    """What was found so far, list by list."""

    new: list[Mentioned] = field(default_factory=list)
    waiting: list[Mentioned] = field(default_factory=list)
    unanswered: list[Mentioned] = field(default_factory=list)
    due: list[Mentioned] = field(default_factory=list)
    agreed: list[Mentioned] = field(default_factory=list)
    moves: list[Mentioned] = field(default_factory=list)
    scored: list[int] = field(default_factory=list)

    def add(self, lead: StoredLead, day: date, zone: tzinfo, since: float, *, has_talk: Callable[[], bool]) -> None:
        """Look at one lead; `since` is the moment of the last digest. Of who has a talk staff know already."""
        record, number = lead.record, lead.record.number
        if lead.created_at > since:
            self.new.append(Mentioned(number, lead.created_at, _in_short(record)))
        waits = record.unanswered
        # Whoever wrote after the end is told of once: often that is thanks in many words.
        if waits is not None and waits.wrote and (record.is_open or waits.since > since):
            self.unanswered.append(Mentioned(number, waits.since, _since(waits.since, day, zone)))
        if not record.is_open:
            return
        if record.state == NEW and not has_talk():
            self.waiting.append(Mentioned(number, lead.created_at, _since(lead.created_at, day, zone)))
        deadline = deadline_in(record.consented)
        if deadline is not None and deadline.day.first() <= day + timedelta(days=DAYS_BEFORE):
            self.due.append(Mentioned(number, deadline.day.first().toordinal(), deadline.shown(day)))
        until = day_of(record.wrap_ups[-1]) if record.wrap_ups else None
        if until is not None and day - timedelta(days=DAYS_AFTER) <= until <= day:
            self.agreed.append(Mentioned(number, until.toordinal(), Text("morning-day", {"day": until})))
        if record.consented.summary.total is not None:
            self.scored.append(number)

    def add_moves(self, moves: dict[int, Ahead]) -> None:
        """Take what moves soon for some leads."""
        self.moves += (Mentioned(number, move.day.toordinal(), move.text) for number, move in moves.items())


def _in_short(record: LeadRecord) -> Text | None:
    """Return what is said of a new lead: what became of it, or its points; nothing of one that has none."""
    if not record.is_open:
        return Text("morning-closed", {"state": record.state})
    total = record.consented.summary.total
    return None if total is None else Text("morning-points", {"count": total})


def _since(moment: float, day: date, zone: tzinfo) -> Text:
    days = (day - local_day(moment, zone)).days
    return Text("morning-since", {"count": days}) if days > 0 else Text("morning-since-today")


def _has_talk(batch: Batch, lead: StoredLead) -> bool:
    if batch.dialogue.around.office.booking is None:
        return False
    return has_talk([kept.booking for kept in batch.tx.bookings_of(lead.person)])


def calendar_line(batch: Batch, now: datetime) -> Text | None:
    """Return which of the office's calendars could not be read for too long; None where there is none."""
    busy = batch.bookkeeping.busy
    late = () if busy is None else busy.late(batch.tx, now)
    if not late:
        return None
    office = batch.dialogue.around.office
    return Text("morning-calendars", {"calendars": listed(_late(name, read_at, office) for name, read_at in late)})


def _late(name: str, read_at: int | None, office: Office) -> Text:
    # An office without bookings loads nothing of them.
    from dialogs.booking.shown import moment_label

    if read_at is None:
        return Text("morning-calendar-never", {"name": name})
    return Text("morning-calendar", {"name": name, "since": moment_label(read_at, office)})


class Morning:
    """Sends the digest. `has_group` says whether there is a staff group that would get it."""

    def __init__(self, writer: Writes, clock: Clock, has_group: Callable[[], bool]) -> None:
        self.writer = writer
        self.clock = clock
        self.has_group = has_group

    async def run(self) -> None:
        """Look whenever the office opens, until cancelled; return at once where nobody wants a digest."""
        while (pause := await self._look()) is not None:
            await self.clock.sleep(pause)

    async def _look(self) -> float | None:
        """Look once; return how many seconds later to look again, None for never."""
        try:
            around: Surroundings = await self.writer.submit(Call(lambda batch: batch.dialogue.around))
            if not around.office.leads.morning_digest or not self.has_group():
                return None
            now = self.clock.now()
            memo = await self.writer.submit(Call(lambda batch: self._memo(batch, around, now)))
            if memo["day"] < today(around.office, now).isoformat() and is_open(around.office, now, around.holiday):
                await self._tell(around, now, memo)
        except StorageTrouble:  # told where turns meet it
            return AGAIN_AFTER_SECONDS
        except Exception as error:  # nobody's turn may end with this
            log.error("the digest could not be made (%s); trying again", type(error).__name__)
            return AGAIN_AFTER_SECONDS
        following = next_opening(around.office, now + timedelta(seconds=1), around.holiday)
        ahead = LONGEST_SECONDS if following is None else (following - now).total_seconds()
        return min(ahead, LONGEST_SECONDS)

    @staticmethod
    def _memo(batch: Batch, around: Surroundings, now: datetime) -> dict[str, Any]:
        """Return what is kept of the last digest; at the very first look that of a day before the next opening."""
        memo: dict[str, Any] | None = batch.tx.memo(MORNING_MEMO)
        if memo is None:
            day = today(around.office, now)
            begun = any(
                opens <= now
                for _, opens, _ in openings(around.office, day, hours_on(around.office, day, around.holiday))
            )
            last = day if begun else day - timedelta(days=1)
            memo = {"day": last.isoformat(), "at": now.timestamp(), "failed": []}
            batch.tx.set_memo(MORNING_MEMO, memo)
        return memo

    async def _tell(self, around: Surroundings, now: datetime, memo: dict[str, Any]) -> None:
        """Gather what there is to be said, and queue it, if this day has not had its digest meanwhile."""
        gathered, day = Gathered(), today(around.office, now)
        numbers = await self.writer.submit(Call(lambda batch: batch.tx.lead_numbers()[:MOST_LOOKED_AT]))

        def look(part: list[int]) -> Callable[[Batch], None]:
            def add(batch: Batch) -> None:
                for lead in batch.tx.leads_numbered(part):
                    talks = partial(_has_talk, batch, lead)
                    gathered.add(lead, day, around.office.zone, memo["at"], has_talk=talks)

            return add

        for first in range(0, len(numbers), OPENED_AT_ONCE):
            await self.writer.submit(Call(look(numbers[first : first + OPENED_AT_ONCE])))
        gathered.add_moves(await moves_of(self.writer, gathered.scored, now))
        await self.writer.submit(Call(lambda batch: send(batch, gathered, now)))


def send(batch: Batch, gathered: Gathered, now: datetime) -> None:
    """Queue the digest and note that this day had its own; nothing where it had, and no message that says nothing."""
    office, memo = batch.dialogue.around.office, batch.tx.memo(MORNING_MEMO) or {}
    day = today(office, now)
    if memo.get("day", "") >= day.isoformat():
        return
    failed = batch.tx.not_delivered(MOST_FAILED)
    news = [one for one in failed if one.id not in memo.get("failed", ())]
    teller = _Teller(batch, now)
    lines = [*teller.lines(gathered), *teller.failed([one.person for one in news])]
    calendar = calendar_line(batch, now)
    if calendar is not None:
        lines.append(calendar)
    # One that is still tried every day is told of every day, one that was given up once.
    told = [one.id for one in failed if one.is_given_up]
    batch.tx.set_memo(MORNING_MEMO, {"day": day.isoformat(), "at": now.timestamp(), "failed": told})
    if lines:
        said = Content(LANGUAGE_OF_STAFF, (Text("morning-title", {"day": day}), *lines))
        batch.posting.reply_to_staff(said, None, now, tuple(teller.persons))


class _Teller:
    """Puts what was gathered into words, as far as it is still there."""

    def __init__(self, batch: Batch, now: datetime) -> None:
        self.batch, self.now = batch, now
        # Whose leads are named: what stands in the group of one who is erased goes with them.
        self.persons: dict[str, None] = {}

    def lines(self, gathered: Gathered) -> list[Text]:
        """Return a line for each list that has anything."""
        lists = {
            "new": gathered.new,
            "waiting": gathered.waiting,
            "unanswered": gathered.unanswered,
            "due": gathered.due,
            "agreed": gathered.agreed,
            "moves": gathered.moves,
        }
        lines = []
        for name, gathered_ones in lists.items():
            named = self._named(gathered_ones)
            if named:
                lines.append(_counted(name, len(gathered_ones), named))
            if name == "new":
                lines += self._talks()
        return lines

    def _named(self, found: Sequence[Mentioned]) -> tuple[Text, ...]:
        first = sorted(found, key=lambda one: (one.order, one.number))[:MOST_NAMED]
        # Opened anew: whoever was erased meanwhile is not among them.
        leads = {lead.record.number: lead for lead in self.batch.tx.leads_numbered([one.number for one in first])}
        return tuple(self._shown(leads[one.number], one.said) for one in first if one.number in leads)

    def _shown(self, lead: StoredLead, said: Text | None = None) -> Text:
        self.persons[lead.person] = None
        number = _numbered(self.batch.tx, lead)
        return number if said is None else Text("morning-lead", {"lead": number, "said": said})

    def _talks(self) -> list[Text]:
        office = self.batch.dialogue.around.office
        found = {
            "talks": talks_of(self.batch.tx, office, self.now, key="morning-talk", lead=self._shown),
            "requests": requests_of(self.batch.tx, office, self.now, key="morning-request", lead=self._shown),
        }
        return [_of_talks(name, due) for name, due in found.items() if due]

    def failed(self, persons: Sequence[str | None]) -> list[Text]:
        """Return a line on what could not be delivered, and to whom."""
        if not persons:
            return []
        leads = [whole_lead(self.batch.tx, person) for person in dict.fromkeys(persons) if person is not None]
        named = tuple(self._shown(lead) for lead in leads[:MOST_NAMED] if lead is not None)
        return [
            Text("morning-failed", {"count": len(persons), "leads": listed(named), "named": "yes" if named else "no"})
        ]


def _of_talks(name: str, found: Sequence[Due]) -> Text:
    shown, more = tuple(one.text for one in found[:MOST_TALKS]), max(0, len(found) - MOST_TALKS)
    return Text(f"morning-{name}", {"count": len(found), "items": shown, "more_count": more})


def _counted(name: str, count: int, named: tuple[Text, ...]) -> Text:
    return Text(f"morning-{name}", {"count": count, "items": named, "more_count": max(0, count - MOST_NAMED)})


def _numbered(tx: Transaction, lead: StoredLead) -> Text:
    """Return a lead by its number; as a link to its topic, where it has one in a group that links can name."""
    number: dict[str, Arg] = {"number": str(lead.record.number)}
    link = link_to_topic(tx, lead)
    if link is None:
        return Text("morning-number", number)
    return Text("morning-linked", {**number, "href": link})
