"""The brief: half an hour before a talk staff get one page of what they must have in mind, in the topic of the lead.

It is made of what was sent to the office, read by the law and on the day of the talk; nothing else that the client told
since is in it. Which talk it was made for stands on the booking, so that none comes twice, and a talk that moves gets a
new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dialogs.card_lines import goal_text
from dialogs.desk.ahead import next_move
from dialogs.desk.bookings import BRIEF, HALF_AN_HOUR, told_of
from dialogs.desk.decision import Decision, LookAgain, WriteToStaff
from dialogs.desk.matter import LeadRecord, Matter
from dialogs.desk.papers import as_of, lead_shown, vouched_lines
from dialogs.dialogue import Dialogue
from dialogs.lead import Lead, shown
from dialogs.messages import Arg, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, Office
from dialogs.parts.papers import missing
from dialogs.situation import Situation
from dialogs.telling import dashed, listed

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

# So much is named of each; what is left out stands on the card.
MOST_FLAGS, MOST_DECIDING, MOST_PAPERS, MOST_REMARKS, MOST_VOUCHED = 5, 3, 5, 2, 2
LONGEST_WORDS = 60
# What the dates say themselves.
_TOLD_BY_DATES = ("deadline", "stay_gap", "birthday")


@dataclass(frozen=True, slots=True)
class BriefDue:
    """A talk may begin within half an hour; `number` is that of the booking."""

    number: int


def brief(dialogue: Dialogue, matter: Matter, act: BriefDue, now: datetime) -> Decision:
    """Write the page of a talk that is near, or goes on; of one that moved, ended or was cancelled write nothing."""
    from dialogs.booking.booking import State
    from dialogs.booking.own import numbered

    booking, record = numbered(matter.bookings, act.number), matter.record
    if booking is None or booking.state is not State.BOOKED or booking.briefed == booking.start:
        return Decision(matter)
    begins = datetime.fromtimestamp((booking.start or 0) - HALF_AN_HOUR, UTC)
    if now < begins:
        return Decision(matter, (LookAgain(BRIEF, begins, booking),))
    done = replace(booking, briefed=booking.start)
    after = tuple(done if other is booking else other for other in matter.bookings)
    if record is None or now.timestamp() >= (booking.end or 0):
        return Decision(replace(matter, bookings=after))
    page = Text("brief", {"lines": tuple(page_of(dialogue, record, booking, now))})
    return Decision(replace(matter, bookings=after), (WriteToStaff(page, ring=True),))


def page_of(dialogue: Dialogue, record: LeadRecord, booking: Booking, now: datetime) -> Iterator[Text]:
    """Yield the page line by line: the talk, the client, what is settled, what is open, and what presses."""
    situation = as_of(dialogue, record, now)
    # A lead of version 0.1 kept no answers: then as it was sent.
    lead = lead_shown(dialogue, record) if situation is None else shown(situation, record.consented)
    yield from _talk(dialogue.around.office, record, booking)
    yield from _client(lead, booking, dialogue.around.office)
    yield from _flags(lead)
    yield from _settled(dialogue, record, lead)
    yield from _decides(lead)
    if situation is not None:
        yield from _papers(situation)
    yield from _dates(dialogue, record, lead, now)
    yield from _said(lead)


def _talk(office: Office, record: LeadRecord, booking: Booking) -> Iterator[Text]:
    """Which talk it is, when on both clocks, and where."""
    from dialogs.booking.shown import where

    member = office.member(booking.staff)
    who = booking.staff if member is None else member.names[LANGUAGE_OF_STAFF]
    name = record.consented.name
    title: dict[str, Arg] = {"number": str(record.number), "who": Typed(who)}
    yield Text("brief-title", {**title, "name": Typed(name) if name else Text("staff-list-no-name")})
    args = told_of(office, booking, LANGUAGE_OF_STAFF, for_staff=True)
    yield Text("brief-talk", {**args, "answer": booking.answered or "none"})
    yield from where(office, booking, LANGUAGE_OF_STAFF)


def _client(lead: Lead, booking: Booking, office: Office) -> Iterator[Text]:
    """In which language and whether with an interpreter, on which clock they live, and what they came for."""
    from dialogs.booking.shown import differ, zone_of

    ways = [Text("card-write", {"value": Text(f"language-{lead.consented.language}.name")})]
    ways += [told for told in (lead.talk_language, lead.lives_in) if told is not None]
    if booking.start is not None and differ(booking.start, office, zone_of(booking.zone, office)):
        ways.append(Text("brief-zone", {"zone": booking.zone}))
    yield Text("brief-client", {"items": tuple(ways)})
    goal = goal_text(lead.goal)
    yield Text("brief-wish", {"goal": goal, "note": _cut(lead.note or ""), "has_note": "yes" if lead.note else "no"})


def _flags(lead: Lead) -> Iterator[Text]:
    flags = [flag for flag in lead.flags if flag not in _TOLD_BY_DATES]
    if flags:
        yield Text("brief-flags", {"items": tuple(Text(f"flag-{dashed(flag)}") for flag in flags[:MOST_FLAGS])})


def _settled(dialogue: Dialogue, record: LeadRecord, lead: Lead) -> Iterator[Text]:
    """How the points stand, and what the office has seen or vouches for."""
    if lead.total is None:
        yield Text("card-not-scored" if lead.counts_points else "card-points-not-asked")
    else:
        counted: dict[str, Arg] = {"total": lead.total, "mark": lead.mark or 0, "deciding": listed(())}
        verdict = Text(f"verdict-{lead.verdict}.label")
        yield Text("card-outlook", {**counted, "verdict": verdict, "deciding_count": 0, "more_count": 0})
    seen = [Text(f"item-{dashed(row)}.short") for row, _ in lead.points if row in record.confirmed]
    if seen:
        yield Text("brief-confirmed", {"items": tuple(seen)})
    yield from vouched_lines(dialogue, record)[:MOST_VOUCHED]


def _decides(lead: Lead) -> Iterator[Text]:
    """The three facts that decide: first what is open, then what brings the most points."""
    heaviest = sorted(lead.values, key=lambda value: -_points(value))
    facts = (*lead.deciding, *heaviest)[:MOST_DECIDING]
    if facts:
        yield Text("brief-decides", {"items": tuple(facts)})


def _points(value: Text) -> int:
    points = value.args.get("points")
    return points if isinstance(points, int) else 0


def _papers(situation: Situation) -> Iterator[Text]:
    left, _ = missing(situation)
    if left:
        more = len(left) - MOST_PAPERS
        yield Text("brief-papers", {"count": len(left), "items": left[:MOST_PAPERS], "more_count": max(0, more)})


def _dates(dialogue: Dialogue, record: LeadRecord, lead: Lead, now: datetime) -> Iterator[Text]:
    """The days by which something must be done, and what moves soon."""
    if lead.deadlines:
        yield Text("brief-dates", {"items": lead.deadlines})
    move = next_move(dialogue, record, now)
    if move is not None:
        yield move.text


def _said(lead: Lead) -> Iterator[Text]:
    """The newest of what the client said in their own words."""
    newest: Sequence[str] = list(dict.fromkeys(remark.words for remark in lead.remarks))[-MOST_REMARKS:]
    yield from (Text("card-remark", {"words": _cut(words)}) for words in newest)


def _cut(words: str) -> Typed:
    """Return words that are one line, and no longer than one."""
    line = " ".join(words.split())
    return Typed(line if len(line) <= LONGEST_WORDS else f"{line[: LONGEST_WORDS - 1]}…")
