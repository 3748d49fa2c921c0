"""The employer answered by the link that the client gave them: the answers and the lead change together.

Each answer says from whom it is and of which day; the client is told what was told, what it puts right, and what moved.
Whoever has the link can answer: what the office itself has confirmed it does not put right, staff are told to look.

Where the client alone said otherwise, the employer's answer counts: the client asked for it, and the employer issues
the papers that prove it. Neither wins in silence: the client reads both and may say again what they said, and the card
shows both, whichever counts, until staff put the answer right or confirm it.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from dialogs.conversation import Conversation
from dialogs.desk.by_employer import EMPLOYER_LINK, by_employer
from dialogs.desk.correcting import REASONS, moved_text, summed_up
from dialogs.desk.decision import Decision, Order, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import LeadRecord, Matter
from dialogs.desk.papers import sent
from dialogs.employer_form import PAY, EmployerTold, lines
from dialogs.employer_said import ToldByEmployer
from dialogs.messages import Arg, Text
from dialogs.situation import Situation
from scoring.groups import rows_reading

if TYPE_CHECKING:
    from dialogs.dialogue import Dialogue


@dataclass(frozen=True, slots=True)
class EmployerAnswered:
    """The employer told this by the link."""

    told: EmployerTold


def take_in(dialogue: Dialogue, matter: Matter, answered: EmployerAnswered, now: datetime) -> Decision:
    """Keep what the employer told with the client and on the lead, and tell both sides."""
    before = dialogue.situation(matter.conversation, now)
    held = _held(dialogue, matter, answered.told, before)
    told = replace(answered.told, values={n: one for n, one in answered.told.values.items() if n not in held})
    conversation = _kept(matter.conversation, told, before)
    conversation.employer_said |= {name: one.to_json() for name, one in _said(answered.told, before).items()}
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
        record = _on_lead(dialogue, record, conversation, answered.told, held, before.today, stale)
        # Whoever was contradicted is not to find out by chance.
        contradicts = any(before.value(n) not in (None, one) for n, one in answered.told.values.items())
        told_staff = WriteToStaff(Text("staff-employer-answered", {"lines": said}), ring=contradicts)
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


def _said(told: EmployerTold, before: Situation) -> dict[str, ToldByEmployer]:
    """Return what is remembered of an answer, whatever counts: also a pay that is known in part."""
    today = before.today.isoformat()
    said = {name: ToldByEmployer(value, before.value(name), today) for name, value in told.values.items()}
    if told.parts or told.left_out:
        said[PAY] = ToldByEmployer(None, before.value(PAY), today, told.parts, told.left_out)
    return said


def _kept(conversation: Conversation, told: EmployerTold, before: Situation) -> Conversation:
    """Return a conversation with the answers, which say where they are from; older buttons are stale."""
    changed, today = deepcopy(conversation), before.today
    for name, value in told.values.items():
        changed.keep(name, value, today)
        if changed.vouched.get(name, ("", ""))[1] not in REASONS:
            # What the office knows by itself already, it does not know by this.
            changed.vouched[name] = [value, EMPLOYER_LINK, today.isoformat()]
        changed.place.settle(name)
        if name in changed.place.sheet:
            # Asked at this moment, among others on one screen: what is chosen there is not to undo it.
            changed.place.sheet[name] = value
    changed.employer_link = {}
    if told.values:
        changed.revision += 1
        changed.opened, changed.pressed = changed.revision, None
    return changed


def _on_lead(
    dialogue: Dialogue,
    record: LeadRecord,
    conversation: Conversation,
    told: EmployerTold,
    held: frozenset[str],
    today: date,
    stale: set[str],
) -> LeadRecord:
    """Return a lead with the answers; one of version 0.1 kept none, and stays as it is."""
    if record.consented.earlier is not None:
        return record
    situation, day = sent(dialogue, record, conversation), today.isoformat()
    # Before it on the card is what was sent; what the client has changed since is not the office's yet.
    said = tuple(
        replace(one, before=situation.value(one.question)) if one.on == day and one.question in told.told else one
        for one in by_employer(conversation, record.corrections)
    )
    answers = {
        **record.consented.answers,
        **{name: (value, day) for name, value in told.values.items() if name not in held},
    }
    changed = replace(
        record,
        consented=replace(record.consented, answers=answers),
        confirmed=tuple(row for row in record.confirmed if row not in stale),
        corrections=said,
    )
    return replace(changed, consented=summed_up(dialogue, changed))


__all__ = ["EmployerAnswered", "take_in"]
