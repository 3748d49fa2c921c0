"""After a talk staff record what was agreed, each part with one tap, and send the client one summary of that.

The parts are asked one after the other, from the one that was not come to yet; each can be left out. Before anything
goes, staff read the summary in their own language, and can choose any part anew. The button that sends it names what it
sends: a press on what somebody else has changed meanwhile sends nothing. A summary stands for the thanks that would
come after a talk; one that is corrected later says that it replaces the one before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from dialogs.desk.choosing import NO_SHOW, OUTCOME, OUTCOMES, gone, opened
from dialogs.desk.decision import Decision, LookAgain, Order, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import NEW, TAKEN, LeadRecord, Matter, Menu, Recorded, WrapUp
from dialogs.desk.papers import as_of
from dialogs.desk.reminders import PROFILE
from dialogs.desk.summary import (
    PAPERS,
    READY,
    STEP,
    STEPS,
    UNTIL,
    agreed,
    booking_of,
    day_of,
    is_about,
    is_clients_day,
    summary,
    was_thanked,
)
from dialogs.messages import Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, Office, first_shown, is_open, local_at, next_opening, today
from dialogs.parts.papers import label_of, missing_papers
from dialogs.reminding import chosen
from scoring import months_later

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking
    from dialogs.desk.staff import StaffAct
    from dialogs.dialogue import Dialogue

# The timer that looks whether the day has come, which stands in the clear: it says nothing of anybody.
AGREED: Final = "agreed"
# What the buttons say that are no choices.
NONE, ALL, THESE, OFF, SEND = "none", "all", "these", "off_", "send_"
# A card has room for so many papers.
MOST_PAPERS = 8
# After such a talk nobody is waited for.
_NOTHING_AWAITED = frozenset({"not_engaged", "elsewhere"})
# A talk that was not booked here has no number: what is recorded within so many days is a correction.
SAME_TALK = timedelta(days=7)
_MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class AgreedDay:
    """The day may have come until which something was agreed."""


# --- which part is next -----------------------------------------------------------------------------------------------


def open_record(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Go on with what is to be recorded of the last talk, or correct what was."""
    return _next(dialogue, matter, record, record.draft or _begun(matter, record, act, now), now)


def begin(dialogue: Dialogue, matter: Matter, number: int, act: StaffAct, now: datetime) -> Matter:
    """Return a matter in which staff are asked what came of a talk; not where they have recorded that."""
    record = matter.record
    assert record is not None, "a talk is of a lead"
    if any(one.talk == number for one in record.wrap_ups):
        return matter
    draft = record.draft if record.draft is not None and record.draft.talk == number else None
    return _next(dialogue, matter, record, draft or WrapUp(number, act.by, now.timestamp()), now).matter


def drop(matter: Matter, number: int) -> tuple[Matter, tuple[Order, ...]]:
    """Return a matter in which nothing is recorded of a talk that did not take place, and no day is looked at."""
    record = matter.record
    assert record is not None, "a talk is of a lead"
    drafts = record.draft is not None and record.draft.talk == number
    was_sent = bool(record.wrap_ups) and record.wrap_ups[-1].talk == number
    changed = replace(
        record,
        draft=None if drafts else record.draft,
        menu=None if drafts and is_about(record) else record.menu,
        wrap_ups=tuple(one for one in record.wrap_ups if one.talk != number),
    )
    matter = replace(matter, record=changed)
    if not was_sent:
        return matter, ()
    return replace(matter, conversation=replace(matter.conversation, agreed={})), (LookAgain(AGREED, None),)


def _begun(matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> WrapUp:
    """Return a new wrap-up of the last talk; what was sent of that talk is there to be corrected."""
    over = [b for b in matter.bookings if str(b.state) == "kept" or (str(b.state) == "booked" and b.ended)]
    talk = max(over, key=lambda booking: booking.start or 0).number if over else 0
    last = record.wrap_ups[-1] if record.wrap_ups else None
    moment = now.timestamp()
    if last is None or last.talk != talk or (talk == 0 and moment - last.at > SAME_TALK.total_seconds()):
        return WrapUp(talk, act.by, moment)
    return replace(last, by=act.by, at=moment, replaces=last.at, is_reminded=False)


def _next(dialogue: Dialogue, matter: Matter, record: LeadRecord, draft: WrapUp, now: datetime) -> Decision:
    """Lay out the first part that staff have not come to; once they have been through all, what would be sent."""
    for name, part in _PARTS.items():
        if getattr(draft, part.field) is not None:
            continue
        rows = tuple(part.rows(dialogue, matter, draft, now))
        if rows:
            return opened(matter, replace(record, draft=draft), Menu(name, rows))
        draft = part.become(draft, part.empty)
    if not (draft.papers or draft.step):
        draft = replace(draft, until="")
    fixes = (
        (name, Text(f"staff-again-{name}"))
        for name, part in _PARTS.items()
        if next(part.rows(dialogue, matter, draft, now), None) is not None
    )
    rows = ((f"{SEND}{_mark(draft)}", Text("staff-summary-send")), *fixes)
    return opened(matter, replace(record, draft=draft), Menu(READY, rows))


def _mark(draft: WrapUp) -> str:
    """Return what a button that sends a draft is told by from one that sends another."""
    content = (draft.talk, draft.outcome, draft.papers, draft.step, draft.until, draft.replaces)
    return f"{crc32(json.dumps(content).encode()):08x}"


# --- the parts --------------------------------------------------------------------------------------------------------


def _outcomes(_dialogue: Dialogue, matter: Matter, _draft: WrapUp, _now: datetime) -> Iterator[tuple[str, Text]]:
    # That somebody did not come to a talk that was booked, is said of the booking.
    is_booked = any(str(booking.state) in ("booked", "kept", "missed") for booking in matter.bookings)
    yield from ((name, Text(f"staff-ended-{name}")) for name in OUTCOMES if name != NO_SHOW or not is_booked)
    yield NONE, Text("staff-leave-out")


def _papers(dialogue: Dialogue, matter: Matter, draft: WrapUp, now: datetime) -> Iterator[tuple[str, Text]]:
    """The papers that were missing when the lead was sent: nothing that the client told since is in it."""
    asked = matter.record is not None and draft.outcome not in _NOTHING_AWAITED
    situation = as_of(dialogue, matter.record, now) if asked and matter.record is not None else None
    missing = () if situation is None else missing_papers(situation)[0][:MOST_PAPERS]
    yield from _ticks(missing, ())


def _ticks(papers: tuple[str, ...], ticked: tuple[str, ...]) -> Iterator[tuple[str, Text]]:
    """A tick for each paper, which says what is wanted: pressed twice it does the same."""
    if not papers:
        return
    for paper in papers:
        key, row = ("ticked", f"{OFF}{paper}") if paper in ticked else ("unticked", paper)
        yield row, Text(key, {"label": label_of(paper)})
    if ticked:
        yield THESE, Text("staff-awaited-these", {"count": len(ticked)})
    else:
        yield ALL, Text("staff-awaited-all", {"count": len(papers)})
    yield NONE, Text("staff-awaited-none")


def _steps(_dialogue: Dialogue, _matter: Matter, _draft: WrapUp, _now: datetime) -> Iterator[tuple[str, Text]]:
    yield from ((name, Text(f"staff-step-{name}")) for name in STEPS)
    yield NONE, Text("staff-leave-out")


def _days(dialogue: Dialogue, _matter: Matter, draft: WrapUp, now: datetime) -> Iterator[tuple[str, Text]]:
    if not draft.papers and not draft.step:
        return
    around = dialogue.around
    first = today(around.office, now)
    found = {"week": first + timedelta(days=7), "weeks": first + timedelta(days=14), "month": months_later(first, 1)}
    for name, wanted in found.items():
        # A day on which nobody is there is nobody's.
        opening = next_opening(around.office, first_shown(around.office, wanted, _MIDNIGHT), around.holiday)
        day = wanted if opening is None else opening.date()
        yield f"{day:%Y%m%d}", Text(f"staff-until-{name}", {"day": day})
    yield NONE, Text("staff-until-none")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a wrap-up: the field it becomes, what can be chosen, and what it is where it is left out."""

    field: str
    rows: Callable[[Dialogue, Matter, WrapUp, datetime], Iterator[tuple[str, Text]]]
    empty: str | tuple[str, ...] = ""

    def become(self, draft: WrapUp, value: str | tuple[str, ...] | None) -> WrapUp:
        """Return a draft in which it is this; None where it is to be asked again."""
        changed: dict[str, Any] = {self.field: value}
        return replace(draft, **changed)


# In the order in which they are asked.
_PARTS: Mapping[str, _Part] = MappingProxyType(
    {
        OUTCOME: _Part("outcome", _outcomes),
        PAPERS: _Part("papers", _papers, ()),
        STEP: _Part("step", _steps),
        UNTIL: _Part("until", _days),
    }
)


# --- choosing ---------------------------------------------------------------------------------------------------------


def end_talk(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Note how the talk ended; another outcome takes its place."""
    draft = record.draft
    if draft is None and _is_open(record, OUTCOME, act.row):
        # The list was opened by a version that recorded no more.
        draft = _begun(matter, record, act, now)
    if record.menu is None and record.outcome == act.row == NO_SHOW:
        return Decision(matter)  # pressed twice
    if draft is None or not _is_open(record, OUTCOME, act.row):
        return _not_open(matter, record, act, draft is not None and draft.outcome == act.row)
    if act.row == NO_SHOW:
        changed = replace(record, outcome=NO_SHOW, menu=None, draft=None)
        return Decision(replace(matter, record=changed), (ShowCard(),))
    outcome = "" if act.row == NONE else act.row
    chosen_one = _by(replace(draft, outcome=outcome), act, now)
    if outcome in _NOTHING_AWAITED:
        chosen_one = replace(chosen_one, papers=())
    return _next(dialogue, matter, replace(record, outcome=outcome or record.outcome), chosen_one, now)


def await_papers(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Tick a paper that is awaited or take the tick back; or go on with those ticked, with all or with none."""
    draft, menu = record.draft, record.menu
    if draft is None or menu is None or menu.name != PAPERS:
        return _not_open(matter, record, act, draft is not None and draft.papers is not None)
    offered = tuple(row.removeprefix(OFF) for row, _ in menu.rows if row not in (ALL, THESE, NONE))
    ticked = tuple(menu.value) if isinstance(menu.value, list) else ()
    if act.row in (ALL, THESE, NONE):
        if act.row not in dict(menu.rows):
            return gone(matter)
        found = {ALL: offered, THESE: tuple(paper for paper in offered if paper in ticked), NONE: ()}[act.row]
        return _next(dialogue, matter, record, _by(replace(draft, papers=found), act, now), now)
    paper, wanted = act.row.removeprefix(OFF), not act.row.startswith(OFF)
    if paper not in offered:
        return gone(matter)
    if (paper in ticked) is wanted:
        return Decision(matter)  # pressed twice
    after = (*ticked, paper) if wanted else tuple(other for other in ticked if other != paper)
    return opened(matter, record, Menu(PAPERS, tuple(_ticks(offered, after)), value=list(after)))


def choose_step(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Say who does what next."""
    draft = record.draft
    if draft is None or not _is_open(record, STEP, act.row):
        return _not_open(matter, record, act, draft is not None and draft.step == act.row)
    step = "" if act.row == NONE else act.row
    return _next(dialogue, matter, record, _by(replace(draft, step=step), act, now), now)


def choose_day(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Say until which day."""
    draft = record.draft
    day = "" if act.row == NONE or not act.row.isdecimal() else date.fromisoformat(act.row).isoformat()
    if draft is None or not _is_open(record, UNTIL, act.row):
        return _not_open(matter, record, act, draft is not None and draft.until == day)
    return _next(dialogue, matter, record, _by(replace(draft, until=day), act, now), now)


def _by(draft: WrapUp, act: StaffAct, now: datetime) -> WrapUp:
    return replace(draft, by=act.by, at=now.timestamp())


def _is_open(record: LeadRecord, name: str, row: str) -> bool:
    menu = record.menu
    return menu is not None and menu.name == name and row in dict(menu.rows)


def _not_open(matter: Matter, record: LeadRecord, act: StaffAct, is_so: bool) -> Decision:
    """Answer a press on what is not laid out: nothing where the same person pressed twice, else who was faster."""
    draft = record.draft
    if draft is None or not is_about(record):
        return gone(matter)
    if draft.by.is_same(act.by):
        return Decision(matter) if is_so else gone(matter)
    return Decision(matter, (ShowCard(),), refused=Text("staff-record-by", {"name": Typed(draft.by.name)}))


# --- sending ----------------------------------------------------------------------------------------------------------


def finish(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Send the summary that staff have read; or choose one of its parts anew."""
    draft = record.draft
    if draft is None:
        return _sent_before(dialogue.around.office, matter, record, act)
    if not _is_open(record, READY, act.row):
        return _not_open(matter, record, act, is_so=False)
    if act.row in _PARTS:
        return _next(dialogue, matter, record, _anew(draft, act.row), now)
    return _send(dialogue, matter, record, _by(draft, act, now), act, now)


def _anew(draft: WrapUp, name: str) -> WrapUp:
    """Return a draft of which one part is asked again, and the day where there may be one now."""
    again = _PARTS[name].become(draft, None)
    had_none = not (draft.papers or draft.step)
    return replace(again, until=None) if had_none and name in (PAPERS, STEP) else again


def _sent_before(office: Office, matter: Matter, record: LeadRecord, act: StaffAct) -> Decision:
    last = record.wrap_ups[-1] if record.wrap_ups else None
    if last is None or not act.row.startswith(SEND):
        return gone(matter)
    at = f"{local_at(office, last.at):%Y-%m-%d %H:%M}"
    return Decision(matter, refused=Text("staff-summary-sent-before", {"name": Typed(last.by.name), "at": at}))


def _send(
    dialogue: Dialogue, matter: Matter, record: LeadRecord, wrap_up: WrapUp, act: StaffAct, now: datetime
) -> Decision:
    office, language = dialogue.around.office, matter.conversation.language
    booking = booking_of(wrap_up, matter.bookings)
    thanked = was_thanked(booking, wrap_up)
    others = record.wrap_ups if wrap_up.replaces is None else record.wrap_ups[:-1]
    changed = replace(record, wrap_ups=(*others, wrap_up), draft=None, menu=None)
    if record.state == NEW:
        changed = replace(changed, state=TAKEN, taken_by=act.by, waits_since=None)
    kept = {"until": wrap_up.until, "papers": list(wrap_up.papers or ()), "step": wrap_up.step or ""}
    conversation = replace(matter.conversation, agreed=kept if is_clients_day(wrap_up) else {})
    after = replace(matter, record=changed, conversation=conversation, bookings=_thanked(matter.bookings, booking))
    told = summary(office, wrap_up, booking, language, thanked=thanked)
    ours = summary(office, wrap_up, booking, LANGUAGE_OF_STAFF, thanked=thanked)
    orders: list[Order] = [ShowCard(), _with_mood(office, told, booking, thanked=thanked)]
    orders.append(WriteToStaff(Text("staff-summary-sent", {"text": ours}), ring=False))
    if not matter.reachable:
        orders.append(WriteToStaff(Text("staff-held-back"), ring=True))
    orders.append(LookAgain(AGREED, _due(dialogue, wrap_up, now)))
    if chosen.ReminderKind.AGREED in conversation.reminders:
        situation = dialogue.situation(conversation, now)
        due = chosen.next_look(situation, now, matter.acted_at, matter.bookings)
        orders.append(LookAgain(PROFILE, due))
    return Decision(after, tuple(orders), recorded=Recorded(now.timestamp(), READY, wrap_up.outcome or "", act.by))


def _thanked(bookings: tuple[Booking, ...], booking: Booking | None) -> tuple[Booking, ...]:
    """Return the bookings with this one's thanks done: the summary says them."""
    if booking is None:
        return bookings
    from dialogs.reminding.talks import THANKS

    if THANKS in booking.reminded:
        return bookings
    done = replace(booking, reminded=(*booking.reminded, THANKS))
    return tuple(done if other is booking else other for other in bookings)


def _with_mood(office: Office, told: Text, booking: Booking | None, *, thanked: bool) -> WriteToClient:
    """Return the message to the client; where the office wants, with the question how the talk was."""
    if booking is None or thanked:
        return WriteToClient(told)
    from dialogs.reminding.talks import with_mood

    return with_mood(office, told, booking)


# --- the day ----------------------------------------------------------------------------------------------------------


def _due(dialogue: Dialogue, wrap_up: WrapUp, now: datetime) -> datetime | None:
    """Return when staff are to be reminded of the day of a wrap-up: as it opens; None without one."""
    day, around = day_of(wrap_up), dialogue.around
    if day is None:
        return None
    begins = max(first_shown(around.office, day, _MIDNIGHT), now)
    if is_open(around.office, begins, around.holiday):
        return begins.astimezone(UTC)
    opening = next_opening(around.office, begins, around.holiday)
    return (opening or begins + timedelta(days=1)).astimezone(UTC)


def remind_of_day(dialogue: Dialogue, matter: Matter, now: datetime) -> Decision:
    """Remind staff once, as the office opens, of the day until which something was agreed."""
    record = matter.record
    last = record.wrap_ups[-1] if record is not None and record.wrap_ups else None
    day = None if last is None else day_of(last)
    if record is None or last is None or day is None or last.is_reminded or not record.is_open:
        return Decision(matter)
    office = dialogue.around.office
    if today(office, now) < day or not is_open(office, now, dialogue.around.holiday):
        return Decision(matter, (LookAgain(AGREED, _due(dialogue, last, now)),))
    done = replace(record, wrap_ups=(*record.wrap_ups[:-1], replace(last, is_reminded=True)))
    text = Text("staff-agreed-day", {"number": str(record.number), "lines": tuple(agreed(last))})
    return Decision(replace(matter, record=done), (WriteToStaff(text, ring=True),))
