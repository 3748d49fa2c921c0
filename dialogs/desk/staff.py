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

from dialogs.desk import (
    asking,
    asking_papers,
    booking_acts,
    calendar,
    choosing,
    correcting,
    saved,
    summary,
    talk,
    wrap_up,
)
from dialogs.desk.decision import Decision, Order, SendSheet, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import DECLINED, DONE, NEW, TAKEN, LeadRecord, Matter, Member
from dialogs.desk.papers import confirmed_in_0_1, lead_shown, still_said
from dialogs.desk.rights import LEAD, MEMBER, NOBODY, Rights, Role
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
STATE, TIMES, TALK, PAPERS, CHOICES, WORDS, END = 0, 3, 4, 1, 5, 6, 2
MOST_BESIDE = {STATE: 3, TIMES: 1, TALK: 3, PAPERS: 2, CHOICES: 2, WORDS: 2, END: 1}
# No longer than a number the database can hold.
_PRESS = re.compile(r"([a-z_]{1,20}):([0-9]{1,15})(?::([a-z0-9_]{1,42}))?")


@dataclass(frozen=True, slots=True)
class StaffAct:
    """One act of one member of staff.

    `row` is the row of the points table it names, if it names one; `said` what they wrote to the client. `rights` is
    what they may do, which whoever hands the act over has found out.
    """

    name: str
    by: Member
    row: str = ""
    said: Utterance | None = None
    rights: Rights = NOBODY


@dataclass(frozen=True, slots=True)
class StaffRule:
    """What an act of staff does, whose act it is, and its buttons.

    `decide` is called for a matter that has a lead, by whoever has at least the role that it `needs`; a booking of
    somebody else needs one who leads. What only `opens` a list of buttons is not recorded. `offered` says when the card
    has the button, `label` what is on it, `line` where it stands. `rows` gives, for an act that names a row of the
    table, those rows with their labels, `talks` the same for one that names a booking; `is_of_talk` says that it is
    about the talk that is being recorded. `times` says which free times
    are looked for beside it: those for "staff", whom no notice binds, those of them "around" it, "later" ones, the one
    "chosen", those "ticked", for the "client" those near, or the one that the "calendar" has.
    """

    decide: Callable[[Dialogue, Matter, LeadRecord, StaffAct, datetime], Decision]
    offered: Callable[[LeadRecord], bool]
    needs: Role
    label: str = ""
    line: int = STATE
    rows: Callable[[LeadRecord, Lead], Sequence[tuple[str, Text]]] | None = None
    talks: booking_acts.Rows | None = None
    times: str | None = None
    opens: bool = False
    is_of_talk: bool = False

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
            matter, record = asking.closed(matter, record)
        changed = replace(
            record,
            state=state,
            taken_by=has_it,
            waits_since=None,
            talking=record.talking and state == TAKEN,
            menu=None,
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


def is_scored(record: LeadRecord) -> bool:
    """Return whether a lead came with points."""
    return record.consented.summary.total is not None


def _shows_ticks(record: LeadRecord) -> bool:
    return is_scored(record) and record.checking


def _shows_no_ticks(record: LeadRecord) -> bool:
    return is_scored(record) and not record.checking


def _ticks(record: LeadRecord, lead: Lead) -> list[tuple[str, Text]]:
    """A tick for each row that brings points."""
    return [(row, _tick(row, points, row in record.confirmed)) for row, points in lead.points]


def _tick(row: str, points: int, confirmed: bool) -> Text:
    label = Text("card-point", {"label": Text(f"item-{row.replace('_', '-')}.short"), "points": points})
    return Text("ticked" if confirmed else "unticked", {"label": label})


def _sheet(_dialogue: Dialogue, matter: Matter, record: LeadRecord, _act: StaffAct, _now: datetime) -> Decision:
    """Send the worksheet as a file; a person who was never scored has none."""
    if not is_scored(record):
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


def _opened(name: str, *states: str) -> Callable[[LeadRecord], bool]:
    """Return whether a list of buttons is open under the card of a lead in one of these states; without any, in all."""
    return lambda record: (
        record.menu is not None and record.menu.name == name and (not states or record.state in states)
    )


def _can_be_written_to(record: LeadRecord) -> bool:
    return record.is_open and record.menu is None and not record.checking


def _may_be_recorded(record: LeadRecord) -> bool:
    """Whether staff can record what came of a talk: beside the rest, until they have begun to."""
    if record.draft is not None:
        return record.menu is None and not record.checking
    return _opened(choosing.MORE, TAKEN, DONE)(record) or (_opened(choosing.MORE)(record) and bool(record.wrap_ups))


def _papers_may_be_asked_for(record: LeadRecord) -> bool:
    return _opened(choosing.MORE, NEW, TAKEN)(record) and is_scored(record)


def _may_be_put_right(record: LeadRecord) -> bool:
    # A lead of version 0.1 kept no answers.
    return _opened(choosing.MORE)(record) and is_scored(record) and record.consented.earlier is None


def _choices(record: LeadRecord, _lead: Lead) -> Sequence[tuple[str, Text]]:
    return () if record.menu is None else record.menu.rows


_booking = booking_acts
# In the order of the buttons.
STAFF_ACTS: Mapping[str, StaffRule] = MappingProxyType(
    {
        "take": StaffRule(_moves_to(TAKEN, "taken"), _is_in(NEW, DONE, DECLINED), MEMBER),
        "done": StaffRule(_moves_to(DONE, "done-told"), _is_in(NEW, TAKEN), MEMBER),
        "decline": StaffRule(_moves_to(DECLINED, "declined-told"), _is_in(NEW, TAKEN), LEAD),
        "sheet": StaffRule(_sheet, _shows_no_ticks, MEMBER, "staff-sheet-button", PAPERS),
        "check": StaffRule(_turns_checking(True), _shows_no_ticks, MEMBER, line=PAPERS),
        "ok": StaffRule(_tick_row, _shows_ticks, MEMBER, line=PAPERS, rows=_ticks),
        "checked": StaffRule(_turns_checking(False), _shows_ticks, MEMBER, line=END),
        "approve": StaffRule(_booking.approve, _always, MEMBER, line=TALK, talks=_booking.APPROVE),
        "refuse_time": StaffRule(
            _booking.refuse, _always, MEMBER, "staff-refuse-time", TALK, talks=_booking.REFUSE, times="client"
        ),
        "propose": StaffRule(_booking.PROPOSES, _always, MEMBER, line=TALK, talks=_booking.PROPOSE, times="around"),
        "move_talk": StaffRule(
            _booking.MOVES, _always, MEMBER, "staff-move-talk", TALK, talks=_booking.MOVE, times="staff"
        ),
        "cancel_talk": StaffRule(_booking.CANCELS, _always, MEMBER, "staff-cancel-talk", TALK, talks=_booking.CANCEL),
        "time": StaffRule(
            _booking.choose, _always, MEMBER, "staff-propose", TIMES, talks=_booking.times, times="chosen"
        ),
        "send_times": StaffRule(
            _booking.send, _always, MEMBER, "staff-send-times", TALK, talks=_booking.SEND, times="ticked"
        ),
        "later_times": StaffRule(
            _booking.later, _always, MEMBER, "staff-later-times", TALK, talks=_booking.LATER, times="later"
        ),
        "cancel_sure": StaffRule(_booking.cancel, _always, MEMBER, "staff-cancel-sure", TALK, talks=_booking.SURE),
        "withdraw_times": StaffRule(
            _booking.withdraw, _always, MEMBER, "staff-withdraw-times", TALK, talks=_booking.WITHDRAW
        ),
        "follow_entry": StaffRule(
            calendar.follow, _always, MEMBER, "staff-follow-entry", TIMES, talks=calendar.FOLLOW, times="calendar"
        ),
        "cancel_entry": StaffRule(calendar.cancel, _always, MEMBER, "staff-cancel-entry", TIMES, talks=calendar.CANCEL),
        "restore_entry": StaffRule(
            calendar.restore, _always, MEMBER, "staff-restore-entry", TIMES, talks=calendar.RESTORE
        ),
        "came": StaffRule(_booking.came, _always, MEMBER, line=TALK, talks=_booking.CAME),
        "missed": StaffRule(_booking.missed, _always, MEMBER, line=TALK, talks=_booking.MISSED, times="client"),
        "stop": StaffRule(_booking.stop, _always, MEMBER, line=TALK, talks=_booking.STOP),
        "hand_back": StaffRule(talk.hand_back, lambda record: record.talking, MEMBER, "staff-hand-back", END),
        "ask": StaffRule(asking.open_questions, _can_be_written_to, MEMBER, line=WORDS, opens=True),
        "saved": StaffRule(saved.open_saved, _can_be_written_to, MEMBER, line=WORDS, opens=True),
        "unask": StaffRule(asking.withdraw, _always, MEMBER, line=WORDS, rows=asking.open_asks),
        # What is not needed every day lies behind one button.
        "more": StaffRule(choosing.open_more, lambda record: record.menu is None, MEMBER, line=END, opens=True),
        "more_page": StaffRule(choosing.turn_more, lambda _record: False, MEMBER, line=END, rows=_choices, opens=True),
        "pass": StaffRule(choosing.open_colleagues, _opened(choosing.MORE, NEW, TAKEN), LEAD, line=CHOICES, opens=True),
        "ask_papers": StaffRule(asking_papers.preview, _papers_may_be_asked_for, MEMBER, line=CHOICES, opens=True),
        "papers_asked": StaffRule(
            asking_papers.send, _opened(asking_papers.ASK_PAPERS, NEW, TAKEN), MEMBER, line=CHOICES, rows=_choices
        ),
        "outcome": StaffRule(wrap_up.open_record, _may_be_recorded, MEMBER, line=CHOICES, opens=True),
        "fix": StaffRule(correcting.open_lines, _may_be_put_right, LEAD, line=CHOICES, opens=True),
        "erase": StaffRule(choosing.open_erasing, _opened(choosing.MORE), LEAD, line=CHOICES, opens=True),
        "pass_to": StaffRule(choosing.pass_on, _opened(choosing.PASS), LEAD, line=CHOICES, rows=_choices),
        "ask_this": StaffRule(asking.ask, _opened(asking.ASK, NEW, TAKEN), MEMBER, line=CHOICES, rows=_choices),
        "saved_this": StaffRule(
            saved.preview, _opened(saved.SAVED, NEW, TAKEN), MEMBER, line=CHOICES, rows=_choices, opens=True
        ),
        "saved_send": StaffRule(saved.send, _opened(saved.PREVIEW, NEW, TAKEN), MEMBER, line=CHOICES, rows=_choices),
        "ended": StaffRule(
            wrap_up.end_talk, _opened(choosing.OUTCOME), MEMBER, line=CHOICES, rows=_choices, is_of_talk=True
        ),
        "awaited": StaffRule(
            wrap_up.await_papers,
            _opened(summary.PAPERS),
            MEMBER,
            line=CHOICES,
            rows=_choices,
            opens=True,
            is_of_talk=True,
        ),
        "next_step": StaffRule(
            wrap_up.choose_step, _opened(summary.STEP), MEMBER, line=CHOICES, rows=_choices, opens=True, is_of_talk=True
        ),
        "by_when": StaffRule(
            wrap_up.choose_day, _opened(summary.UNTIL), MEMBER, line=CHOICES, rows=_choices, opens=True, is_of_talk=True
        ),
        # That it was sent is recorded all the same.
        "summary": StaffRule(
            wrap_up.finish, _opened(summary.READY), MEMBER, line=CHOICES, rows=_choices, opens=True, is_of_talk=True
        ),
        "fix_line": StaffRule(
            correcting.choose_line, _opened(correcting.LINE), LEAD, line=CHOICES, rows=_choices, opens=True
        ),
        "fix_to": StaffRule(
            correcting.choose_value, _opened(correcting.VALUE), LEAD, line=CHOICES, rows=_choices, opens=True
        ),
        "fix_why": StaffRule(correcting.put_right, _opened(correcting.WHY), LEAD, line=CHOICES, rows=_choices),
        "erase_sure": StaffRule(choosing.erase, _opened(choosing.ERASE), LEAD, line=CHOICES),
        "close": StaffRule(choosing.close, lambda record: record.menu is not None, MEMBER, line=END, opens=True),
    }
)
# Acts that are no press of a button.
WRITTEN_ACTS: Mapping[str, StaffRule] = MappingProxyType(
    {
        "write": StaffRule(talk.write, lambda _record: False, MEMBER),
        "fix_typed": StaffRule(correcting.type_value, lambda _record: False, LEAD, opens=True),
    }
)


def needed(rule: StaffRule, office: Office, matter: Matter, act: StaffAct) -> Role:
    """Return the role that an act needs: more than its rule says for the booking of another member of staff."""
    if (rule.talks is None and not rule.is_of_talk) or rule.needs != MEMBER:
        return rule.needs
    number = booking_acts.named_in(act.row)[0]
    if rule.is_of_talk:
        number = 0 if matter.record is None or matter.record.draft is None else matter.record.draft.talk
    booking = next((one for one in matter.bookings if one.number == number), None)
    holder = None if booking is None else next((one for one in office.staff if one.id == booking.staff), None)
    return MEMBER if holder is None or str(holder.telegram) == act.by.id else LEAD
