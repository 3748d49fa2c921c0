"""What staff can do with a lead: one declaration for each act says what follows and when its button is on the card.

To add an act: one entry in `STAFF_ACTS`, and its texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.desk import booking_acts, talk
from dialogs.desk.decision import Decision, Order, SendSheet, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import DECLINED, DONE, NEW, TAKEN, LeadRecord, Matter, Member
from dialogs.desk.papers import confirmed_in_0_1, lead_shown, still_said
from dialogs.dialogue import Dialogue
from dialogs.lead import Lead
from dialogs.messages import Button, Text, Typed
from dialogs.office import HalfDay, Office
from dialogs.situation import half_day_text
from dialogs.talk import Utterance
from dialogs.telling import listed

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

# The lines of buttons under a card, each with the most buttons that stand side by side.
STATE, TIMES, TALK, PAPERS, END = 0, 3, 4, 1, 2
MOST_BESIDE = {STATE: 3, TIMES: 1, TALK: 3, PAPERS: 2, END: 1}
# No longer than a number the database can hold.
_PRESS = re.compile(r"([a-z_]{1,20}):([0-9]{1,15})(?::([a-z0-9_]{1,30}))?")


@dataclass(frozen=True, slots=True)
class StaffAct:
    """One act of one member of staff.

    `row` is the row of the points table it names, if it names one; `said` what they wrote to the client.
    """

    name: str
    by: Member
    row: str = ""
    said: Utterance | None = None


@dataclass(frozen=True, slots=True)
class StaffRule:
    """What an act of staff does, and its buttons.

    `decide` is called for a matter that has a lead. `offered` says when the card has the button, `label` what is on it,
    `line` where it stands. `rows` gives, for an act that names a row of the table, those rows with their labels,
    `talks` the same for one that names a booking. `times` says which free times are looked for beside it: those
    for "staff", whom no notice binds, those of them "around" it, "later" ones, the one "chosen", those "ticked", or for
    the "client" those near.
    """

    decide: Callable[[Dialogue, Matter, LeadRecord, StaffAct, datetime], Decision]
    offered: Callable[[LeadRecord], bool]
    label: str = ""
    line: int = STATE
    rows: Callable[[LeadRecord, Lead], Sequence[tuple[str, Text]]] | None = None
    talks: booking_acts.Rows | None = None
    times: str | None = None

    @property
    def names_row(self) -> bool:
        """Whether its buttons name a row of the table, or a booking."""
        return self.rows is not None or self.talks is not None

    def buttons(
        self, name: str, record: LeadRecord, lead: Lead | None, office: Office, bookings: Sequence[Booking]
    ) -> list[Button]:
        """Return the buttons of this act that a card has now; of one that cannot be made, those without rows."""
        if not self.offered(record):
            return []
        action = f"{name}:{record.number}"
        if self.talks is not None:
            own = Text(self.label or f"staff-{name}")
            return [Button(label or own, f"{action}:{row}") for row, label in self.talks(office, bookings)]
        if self.rows is None:
            return [Button(Text(self.label or f"staff-{name}"), action)]
        if lead is None:
            return []
        return [Button(label, f"{action}:{row}") for row, label in self.rows(record, lead)]


def read_press(data: str, acts: Mapping[str, StaffRule]) -> tuple[str, int, str] | None:
    """Return the act, the lead's number and the row that a pressed button carries; None where it is none of ours."""
    found = _PRESS.fullmatch(data)
    if found is None or found[1] not in acts:
        return None
    row = found[3] or ""
    return None if bool(row) != acts[found[1]].names_row else (found[1], int(found[2]), row)


def state_text(record: LeadRecord) -> Text:
    """Return what became of a lead so far, and by whom."""
    name = record.taken_by.name if record.taken_by else ""
    return Text(f"card-state-{record.state}", {"name": Typed(name)})


# --- who has the lead -------------------------------------------------------------------------------------------------


def _always(_record: LeadRecord) -> bool:
    return True


def _is_in(*states: str) -> Callable[[LeadRecord], bool]:
    return lambda record: record.state in states


def _moves_to(state: str, told: str) -> Callable[[Dialogue, Matter, LeadRecord, StaffAct, datetime], Decision]:
    """Return an act that moves a lead to a state and tells the client in their language."""

    def decide(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, _now: datetime) -> Decision:
        if state == TAKEN and record.state == TAKEN and record.taken_by and not record.taken_by.is_same(act.by):
            name = record.taken_by.name
            return Decision(matter, refused=Text("staff-already-taken", {"name": name}))
        if record.state == state:
            return Decision(matter)
        if state != TAKEN and record.state in (DONE, DECLINED):
            # Two of staff pressed at once: the client has the message of the first, and must not get the opposite.
            return Decision(matter, refused=state_text(record))
        has_it = act.by if state == TAKEN or record.taken_by is None else record.taken_by
        office = dialogue.around.office
        text = Text(told, {"name": office.desk_in(matter.conversation.language), "phone": office.phone})
        if state != TAKEN:
            matter = talk.handed_back(matter, record)
        changed = replace(
            record, state=state, taken_by=has_it, waits_since=None, talking=record.talking and state == TAKEN
        )
        orders: tuple[Order, ...] = (ShowCard(), WriteToClient(text))
        if state == TAKEN and record.state in (DONE, DECLINED):
            # Others have some of its times since: those are not taken from them, and staff agree on another.
            changed = replace(changed, lapsed=tuple(sorted(half.id for half in matter.full)))
            orders += (WriteToStaff(_lapsed(matter.full), ring=False),) if matter.full else ()
        return Decision(replace(matter, record=changed), orders)

    return decide


def _lapsed(full: Collection[HalfDay]) -> Text:
    halves = sorted(full, key=lambda half: (half.day, half.part))
    return Text("staff-half-days-lapsed", {"half_days": listed(half_day_text(half) for half in halves)})


# --- the papers -------------------------------------------------------------------------------------------------------


def _is_scored(record: LeadRecord) -> bool:
    return record.consented.summary.total is not None


def _shows_ticks(record: LeadRecord) -> bool:
    return _is_scored(record) and record.checking


def _shows_no_ticks(record: LeadRecord) -> bool:
    return _is_scored(record) and not record.checking


def _ticks(record: LeadRecord, lead: Lead) -> list[tuple[str, Text]]:
    """A tick for each row that brings points."""
    return [(row, _tick(row, points, row in record.confirmed)) for row, points in lead.points]


def _tick(row: str, points: int, confirmed: bool) -> Text:
    label = Text("card-point", {"label": Text(f"item-{row.replace('_', '-')}.short"), "points": points})
    return Text("ticked" if confirmed else "unticked", {"label": label})


def _sheet(_dialogue: Dialogue, matter: Matter, record: LeadRecord, _act: StaffAct, _now: datetime) -> Decision:
    """Send the worksheet as a file; a person who was never scored has none."""
    if not _is_scored(record):
        return Decision(matter, (WriteToStaff(Text("staff-no-sheet"), ring=False),))
    return Decision(matter, (SendSheet(),))


def _turns_checking(checking: bool) -> Callable[[Dialogue, Matter, LeadRecord, StaffAct, datetime], Decision]:
    def decide(_dialogue: Dialogue, matter: Matter, record: LeadRecord, _act: StaffAct, _now: datetime) -> Decision:
        return Decision(replace(matter, record=replace(record, checking=checking)), (ShowCard(),))

    return decide


def _tick_row(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Tick a row whose papers were seen, or take the tick back; the client sees what is confirmed."""
    if not record.checking or act.row not in {row for row, _ in lead_shown(dialogue, record).points}:
        return Decision(matter)  # not on the card
    seen = act.row not in record.confirmed
    confirmed = _with(record.confirmed, act.row, seen)
    # Papers prove what was sent. The person sees the proof only while their answers are the same.
    proves = seen and still_said(dialogue, record, matter.conversation, act.row, now)
    theirs = _with(matter.conversation.confirmed, act.row, proves)
    conversation = replace(matter.conversation, confirmed=list(theirs))
    ticked = replace(record, confirmed=confirmed)
    changed = replace(ticked, consented=confirmed_in_0_1(dialogue, ticked, conversation))
    matter = replace(matter, conversation=conversation, record=changed)
    return Decision(matter, (ShowCard(),), recorded_as="" if seen else "not_ok")


def _with(rows: Collection[str], row: str, wanted: bool) -> tuple[str, ...]:
    """The rows with or without one of them."""
    others = tuple(other for other in rows if other != row)
    return (*others, row) if wanted else others


# In the order of the buttons.
STAFF_ACTS: Mapping[str, StaffRule] = MappingProxyType(
    {
        "take": StaffRule(_moves_to(TAKEN, "taken"), _is_in(NEW, DONE, DECLINED)),
        "done": StaffRule(_moves_to(DONE, "done-told"), _is_in(NEW, TAKEN)),
        "decline": StaffRule(_moves_to(DECLINED, "declined-told"), _is_in(NEW, TAKEN)),
        "sheet": StaffRule(_sheet, _shows_no_ticks, "staff-sheet-button", PAPERS),
        "check": StaffRule(_turns_checking(True), _shows_no_ticks, line=PAPERS),
        "ok": StaffRule(_tick_row, _shows_ticks, line=PAPERS, rows=_ticks),
        "checked": StaffRule(_turns_checking(False), _shows_ticks, line=END),
        "approve": StaffRule(booking_acts.approve, _always, line=TALK, talks=booking_acts.APPROVE),
        "refuse_time": StaffRule(
            booking_acts.refuse, _always, "staff-refuse-time", TALK, talks=booking_acts.REFUSE, times="client"
        ),
        "propose": StaffRule(booking_acts.PROPOSES, _always, line=TALK, talks=booking_acts.PROPOSE, times="around"),
        "move_talk": StaffRule(
            booking_acts.MOVES, _always, "staff-move-talk", TALK, talks=booking_acts.MOVE, times="staff"
        ),
        "cancel_talk": StaffRule(booking_acts.CANCELS, _always, "staff-cancel-talk", TALK, talks=booking_acts.CANCEL),
        "time": StaffRule(
            booking_acts.choose, _always, "staff-propose", TIMES, talks=booking_acts.times, times="chosen"
        ),
        "send_times": StaffRule(
            booking_acts.send, _always, "staff-send-times", TALK, talks=booking_acts.SEND, times="ticked"
        ),
        "later_times": StaffRule(
            booking_acts.later, _always, "staff-later-times", TALK, talks=booking_acts.LATER, times="later"
        ),
        "cancel_sure": StaffRule(booking_acts.cancel, _always, "staff-cancel-sure", TALK, talks=booking_acts.SURE),
        "withdraw_times": StaffRule(
            booking_acts.withdraw, _always, "staff-withdraw-times", TALK, talks=booking_acts.WITHDRAW
        ),
        "came": StaffRule(booking_acts.came, _always, line=TALK, talks=booking_acts.CAME),
        "missed": StaffRule(booking_acts.missed, _always, line=TALK, talks=booking_acts.MISSED, times="client"),
        "stop": StaffRule(booking_acts.stop, _always, line=TALK, talks=booking_acts.STOP),
        "hand_back": StaffRule(talk.hand_back, lambda record: record.talking, "staff-hand-back", END),
    }
)
# Acts that are no press of a button.
WRITTEN_ACTS: Mapping[str, StaffRule] = MappingProxyType({"write": StaffRule(talk.write, lambda _record: False)})
