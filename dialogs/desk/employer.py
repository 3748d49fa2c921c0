"""The employer answered by the link that the client gave them: the answers and the lead change together.

Each answer says from whom it is and of which day; the client is told what was told, what it puts right, and what moved.
Whoever has the link can answer: what the office itself has confirmed it does not put right, staff are told to look.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from dialogs.conversation import Conversation
from dialogs.desk.correcting import REASONS, moved_text, summed_up
from dialogs.desk.decision import Decision, Order, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import Correction, LeadRecord, Matter, Member
from dialogs.desk.papers import sent
from dialogs.employer_form import EmployerTold, lines
from dialogs.messages import Arg, Text
from dialogs.situation import Situation
from scoring.groups import rows_reading

if TYPE_CHECKING:
    from dialogs.dialogue import Dialogue

# By what an answer is known that the employer gave by the client's link; nobody of the office vouches for it.
EMPLOYER_LINK = "employer_link"


@dataclass(frozen=True, slots=True)
class EmployerAnswered:
    """The employer told this by the link."""

    told: EmployerTold


def take_in(dialogue: Dialogue, matter: Matter, answered: EmployerAnswered, now: datetime) -> Decision:
    """Keep what the employer told with the client and on the lead, and tell both sides."""
    before = dialogue.situation(matter.conversation, now)
    held = _held(dialogue, matter, answered.told, before)
    told = replace(answered.told, values={n: one for n, one in answered.told.values.items() if n not in held})
    conversation = _kept(matter.conversation, told, before.today)
    after = dialogue.situation(conversation, now)
    said = tuple(lines(answered.told, before, after, held))
    stale = {
        row
        for name, value in told.values.items()
        if before.value(name) != value
        for row in rows_reading(dialogue.questionnaire[name].fields)
    }
    conversation.confirmed = [row for row in conversation.confirmed if row not in stale]
    args: dict[str, Arg] = {"lines": said, "moved": moved_text(before, after)}
    orders: tuple[Order, ...] = (WriteToClient(Text("employer-answered", args)),)
    record = matter.record
    if record is not None:
        record = _on_lead(dialogue, record, matter.conversation, told, before.today, stale)
        told_staff = WriteToStaff(Text("staff-employer-answered", {"lines": said}), ring=bool(held))
        orders = (ShowCard(), told_staff, *orders)
    return Decision(replace(matter, conversation=conversation, record=record), orders)


def _held(dialogue: Dialogue, matter: Matter, told: EmployerTold, before: Situation) -> frozenset[str]:
    """Return what the employer says otherwise than the office: what it confirmed, put right, or has seen papers of."""
    vouched = {name: value for name, (value, why, _) in matter.conversation.vouched.items() if why in REASONS}
    seen = set(matter.conversation.confirmed)
    record = matter.record
    if record is not None and record.consented.earlier is None:
        seen |= {*record.confirmed}
        right = (one for one in record.corrections if one.why in REASONS)
        vouched |= {one.question: one.after for one in right if record.consented.value(one.question) == one.after}
    for name in told.values:
        if not seen.isdisjoint(rows_reading(dialogue.questionnaire[name].fields)):
            vouched.setdefault(name, before.value(name))
    known = {name: value for name, value in vouched.items() if value is not None}
    return frozenset(name for name, value in told.values.items() if known.get(name, value) != value)


def _kept(conversation: Conversation, told: EmployerTold, today: date) -> Conversation:
    """Return a conversation with the answers, which say where they are from; older buttons are stale."""
    changed = deepcopy(conversation)
    for name, value in told.values.items():
        changed.keep(name, value, today)
        changed.vouched[name] = [value, EMPLOYER_LINK, today.isoformat()]
        changed.place.settle(name)
        if name in changed.place.sheet:
            # Asked at this moment, among others on one screen: what is chosen there is not to undo it.
            changed.place.sheet[name] = value
    changed.employer_link = {}
    changed.revision += 1
    changed.opened, changed.pressed = changed.revision, None
    return changed


def _on_lead(
    dialogue: Dialogue, record: LeadRecord, conversation: Conversation, told: EmployerTold, today: date, stale: set[str]
) -> LeadRecord:
    """Return a lead with the answers; one of version 0.1 kept none, and stays as it is."""
    if record.consented.earlier is not None:
        return record
    situation, day = sent(dialogue, record, conversation), today.isoformat()
    nobody = Member(None, "")
    new = tuple(
        Correction(name, situation.value(name), value, EMPLOYER_LINK, nobody, day)
        for name, value in told.values.items()
    )
    answers = {**record.consented.answers, **{name: (value, day) for name, value in told.values.items()}}
    changed = replace(
        record,
        consented=replace(record.consented, answers=answers),
        confirmed=tuple(row for row in record.confirmed if row not in stale),
        corrections=(*(one for one in record.corrections if one.question not in told.values), *new),
    )
    return replace(changed, consented=summed_up(dialogue, changed))


__all__ = ["EMPLOYER_LINK", "EmployerAnswered", "take_in"]
