"""The response clock: whoever waits for a word of the office is brought to its mind, in time of opening.

One gentle word, then the name of the next member of staff, and no more. The clock begins with a new lead, with what a
client writes (thanks alone ask for no answer), or with a time that they ask for, and stops at the first word of staff.
It is wound after each decision of the desk, so that no act can forget it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from dialogs.desk.bookings import has_talk
from dialogs.desk.decision import (
    Decision,
    EraseEverything,
    LookAgain,
    RelayToClient,
    WriteToClient,
    WriteToStaff,
)
from dialogs.desk.matter import DECLINED, DONE, NEW, LeadRecord, Matter, Member, Unanswered
from dialogs.desk.staff import StaffAct
from dialogs.effects import TellStaff
from dialogs.matching import fold, match
from dialogs.messages import Button, Text, Typed
from dialogs.office import (
    LANGUAGE_OF_STAFF,
    Office,
    ResponseRule,
    after_open_time,
    hours_on,
    is_open,
    next_opening,
    openings,
    today,
)
from dialogs.situation import Surroundings
from dialogs.talk import STICKER

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking
    from dialogs.booking.rules import StaffMember
    from dialogs.dialogue import Dialogue

# The kind of the timer, which stands in the clear: it says nothing of anybody.
RESPONSE = "answer"
# Acts by which somebody takes a lead, which the client is told in words that are no answer to theirs.
_TAKING = ("take", "pass_to")
# Words after which nobody waits for any: a message that is one of them, as a whole.
_THANKS = ((Button(Text("typed-thanks"), "thanks"),),)
# Longer than any of them.
_LONGEST_THANKS = 80
_MARK_OF_A_QUESTION = re.compile("[?？❓❔⁉]")
# How often staff were reminded: with a gentle word, then with a name.
_NUDGED, _ESCALATED = 1, 2
# From so many minutes on, a wait is shown in hours.
MINUTES_OF_TWO_HOURS = 120


@dataclass(frozen=True, slots=True)
class AnswerDue:
    """Somebody may have waited for a word of the office for as long as it allows."""


# --- winding ----------------------------------------------------------------------------------------------------------


def with_clock(dialogue: Dialogue, before: Matter, act: object, decision: Decision, now: datetime) -> Decision:
    """Return a decision with the clock begun or stopped, where the office has one."""
    around, record = dialogue.around, decision.matter.record
    if record is None or isinstance(act, AnswerDue):
        return decision
    if any(isinstance(order, EraseEverything) for order in decision.orders):
        return decision
    if isinstance(act, TellStaff) and _needs_no_answer(dialogue, act):
        return decision
    waits = _waits(before, record, act, decision, now)
    if waits == record.unanswered:
        return decision
    matter = replace(decision.matter, record=replace(record, unanswered=waits))
    is_going_on = waits is not None and record.unanswered is not None
    if is_going_on or around.office.response is None:
        # Without a rule nobody is reminded; who waits is known all the same, for the digest of the morning.
        return replace(decision, matter=matter)
    look = LookAgain(RESPONSE, None if waits is None else _next_due(around, waits))
    return replace(decision, matter=matter, orders=(*decision.orders, look))


def _needs_no_answer(dialogue: Dialogue, told: TellStaff) -> bool:
    """Return whether a client wrote no more than thanks, or a sign that they have read it: nobody waits then."""
    if told.said is not None and told.said.media is not None:
        return told.said.media.kind == STICKER
    if len(told.text) > _LONGEST_THANKS or _MARK_OF_A_QUESTION.search(told.text):
        return False
    if not fold(told.text):
        return True
    languages = dialogue.around.languages
    found = (match(told.text, _THANKS, language, dialogue.words) for language in languages)
    return any(one is not None and one.exact for one in found)


def _waits(before: Matter, record: LeadRecord, act: object, decision: Decision, now: datetime) -> Unanswered | None:
    """Return since when somebody waits, once an act is done."""
    waits, moment, state = record.unanswered, now.timestamp(), None if before.record is None else before.record.state
    asks = _asks_for_a_time(decision.matter.bookings)
    if isinstance(act, TellStaff):
        return Unanswered(moment, wrote=True) if waits is None else replace(waits, wrote=True)
    if asks and not _asks_for_a_time(before.bookings):
        return replace(waits or Unanswered(moment, wrote=False), asked=True)
    if waits is not None and waits.asked and not asks:
        # Approved, refused, taken back, or over: who wrote, or whose lead nobody has, waits on.
        waits = replace(waits, asked=False) if waits.wrote or record.state == NEW else None
    if record.state == NEW and state != NEW:
        return waits or Unanswered(moment, wrote=False)
    if waits is None:
        return None
    is_closed = record.state in (DONE, DECLINED) and state != record.state
    is_taken = record.state != NEW and not (waits.wrote or waits.asked)
    return None if is_closed or is_taken or _answers(act, decision) else waits


def _asks_for_a_time(bookings: Sequence[Booking]) -> bool:
    """Return whether a time is asked for that staff are to approve."""
    return any(str(booking.state) == "requested" for booking in bookings)


def _answers(act: object, decision: Decision) -> bool:
    """Return whether staff had a word with the client, or gave theirs back to the bot."""
    if not isinstance(act, StaffAct) or act.name in _TAKING:
        return False
    return any(isinstance(order, RelayToClient | WriteToClient) for order in decision.orders)


# --- ringing ----------------------------------------------------------------------------------------------------------


def remind_staff(around: Surroundings, matter: Matter, now: datetime) -> Decision:
    """Bring who waits to the mind of staff; of two words that are overdue the later one says it all."""
    record, rule = matter.record, around.office.response
    if record is None or record.unanswered is None or rule is None:
        return Decision(matter)
    waits = record.unanswered
    if not (waits.wrote or waits.asked) and has_talk(matter.bookings):
        # They have a time, or had it: nobody has to be found for them.
        return Decision(matter)
    due = _next_due(around, waits)
    if due is None:
        return Decision(matter)
    if due <= now and not is_open(around.office, now, around.holiday):
        # A machine that slept: nobody is there to read it.
        due = next_opening(around.office, now, around.holiday) or now + timedelta(days=1)
    if due > now:
        return Decision(matter, (LookAgain(RESPONSE, due),))
    last = _due_at(around, rule, waits, _ESCALATED)
    told = _ESCALATED if last is not None and last <= now else waits.told + 1
    after = replace(waits, told=told)
    changed = replace(matter, record=replace(record, unanswered=after))
    said = WriteToStaff(_said(around, record, after, now), ring=told == _ESCALATED)
    following = _next_due(around, after)
    return Decision(changed, (said, *(() if following is None else (LookAgain(RESPONSE, following),))))


def _next_due(around: Surroundings, waits: Unanswered) -> datetime | None:
    """Return when staff are reminded next; None where they are no more."""
    rule = around.office.response
    return None if rule is None else _due_at(around, rule, waits, waits.told + 1)


def _due_at(around: Surroundings, rule: ResponseRule, waits: Unanswered, time: int) -> datetime | None:
    """Return when staff are reminded for the first or the second time; None where that never comes."""
    minutes = {_NUDGED: rule.nudge_minutes, _ESCALATED: rule.escalate_minutes}.get(time)
    if minutes is None:
        return None
    since = datetime.fromtimestamp(waits.since, UTC)
    return after_open_time(around.office, since, timedelta(minutes=minutes), around.holiday)


def _said(around: Surroundings, record: LeadRecord, waits: Unanswered, now: datetime) -> Text:
    """Return the word to staff: what waits, for how long, and in the second one whose turn it is."""
    rule = around.office.response
    assert rule is not None, "nobody is reminded without a rule"
    minutes = rule.nudge_minutes if waits.told == _NUDGED else rule.escalate_minutes or 0
    args = {
        "number": str(record.number),
        "about": "message" if waits.wrote else "time" if waits.asked else "lead",
        "waited": in_words(minutes),
        "name": Typed(record.taken_by.name if record.taken_by else ""),
        "taken": "no" if record.taken_by is None else "yes",
    }
    if waits.told == _NUDGED:
        return Text("staff-answer-nudge", args)
    following = next_in_line(around, record, now)
    if following is None:
        return Text("staff-answer-anybody", args)
    return Text("staff-answer-next", {**args, "next": Typed(following.names[LANGUAGE_OF_STAFF])})


def next_in_line(around: Surroundings, record: LeadRecord, now: datetime) -> StaffMember | None:
    """Return whose turn it is after who has a lead: in the order of the profile, whoever works at this moment first."""
    staff, holder = around.office.staff, record.taken_by
    known = [Member(str(one.telegram), one.names[LANGUAGE_OF_STAFF]) for one in staff]
    place = next((n for n, one in enumerate(known) if holder is not None and one.is_same(holder)), None)
    others = staff if place is None else (*staff[place + 1 :], *staff[:place])
    return next((one for one in others if _works(around, one, now)), others[0] if others else None)


def _works(around: Surroundings, member: StaffMember, now: datetime) -> bool:
    office: Office = around.office
    day = today(office, now)
    spans = hours_on(office, day, around.holiday, member.hours_in(office))
    return any(opens <= now < closes for _, opens, closes in openings(office, day, spans))


def in_words(minutes: int) -> Text:
    """Return so many minutes as people say them: longer ones in whole hours."""
    if minutes >= MINUTES_OF_TWO_HOURS:
        return Text("staff-answer-hours", {"count": minutes // 60})
    return Text("staff-answer-minutes", {"count": minutes})
