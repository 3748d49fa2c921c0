"""The one door of the desk: an act of staff, of a client or of the clock, in; what follows, out.

No network, no database, no clock. Nothing given to it is changed: a decision carries the matter as it is from now on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dialogs.desk import (
    asking,
    bookings,
    brief,
    calendar,
    choosing,
    clients,
    clock,
    correcting,
    employer,
    joining,
    law,
    reminders,
    response,
    saved,
    taken_back,
    talk,
    translation,
    wrap_up,
)
from dialogs.desk.card import card_screen, channel_lines, plain_screen
from dialogs.desk.decision import Decision, ShowCard
from dialogs.desk.matter import LeadRecord, Matter, Recorded
from dialogs.desk.papers import lead_shown, vouched_lines
from dialogs.desk.staff import STAFF_ACTS, WRITTEN_ACTS, StaffAct, StaffRule, needed
from dialogs.dialogue import Dialogue
from dialogs.effects import (
    AnswerOffice,
    ChangeBookings,
    Erase,
    FileLead,
    OfferTranslation,
    Reach,
    SetReminders,
    SwitchTranslation,
    TellStaff,
    Withdraw,
)
from dialogs.errors import UnknownAct
from dialogs.messages import Screen
from scoring.errors import did_you_mean

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

# The lists in which nothing was chosen yet, so that nothing is lost where one is closed.
_NOTHING_CHOSEN = frozenset({choosing.MORE, choosing.PASS, choosing.ERASE, asking.ASK, saved.SAVED, correcting.LINE})
# An act of a client or of the clock; its kind finds the rule.
ActRule = Callable[[Dialogue, Matter, Any, datetime], Decision]

ACTS: Mapping[type, ActRule] = MappingProxyType(
    {
        FileLead: lambda _dialogue, matter, act, now: clients.file_lead(matter, act, now),
        TellStaff: lambda _dialogue, matter, act, _now: clients.write(matter, act),
        Reach: lambda _dialogue, matter, act, _now: clients.reach(matter, act),
        clients.Moved: lambda _dialogue, matter, act, _now: clients.move(matter, act),
        clients.HouseholdKnown: lambda _dialogue, matter, act, _now: clients.know_household(matter, act),
        taken_back.TookBack: lambda dialogue, matter, act, _now: taken_back.take_back(dialogue, matter, act),
        joining.Joined: lambda dialogue, matter, act, now: joining.join(dialogue, matter, act, now),
        Withdraw: lambda _dialogue, matter, _act, _now: clients.withdraw(matter),
        Erase: lambda _dialogue, matter, act, _now: clients.erase(matter, act),
        employer.EmployerAnswered: lambda dialogue, matter, act, now: employer.take_in(dialogue, matter, act, now),
        clock.DayBegan: lambda dialogue, matter, act, now: clock.begin_day(dialogue.around, matter, act, now),
        ChangeBookings: lambda dialogue, matter, act, _now: bookings.change(dialogue.around.office, matter, act),
        bookings.HoldEnded: lambda at, matter, act, now: bookings.end_hold(at.around.office, matter, act, now),
        bookings.ProposalEnded: lambda at, matter, act, now: bookings.end_proposal(at.around.office, matter, act, now),
        bookings.WordDue: lambda at, matter, act, now: bookings.tell_in_the_morning(at.around.office, matter, act, now),
        bookings.TalkEnded: lambda _dialogue, matter, act, now: bookings.end_talk(matter, act, now),
        bookings.SlotFree: lambda at, matter, act, now: bookings.offer(at.around.office, matter, act, now),
        bookings.RoomGiven: lambda at, matter, act, now: bookings.give_room(at.around.office, matter, act, now),
        bookings.RoomMissing: lambda _dialogue, matter, act, _now: bookings.nudge(matter, act),
        calendar.EntryChanged: lambda at, matter, act, now: calendar.notice(at.around.office, matter, act, now),
        brief.BriefDue: lambda dialogue, matter, act, now: brief.brief(dialogue, matter, act, now),
        talk.WentQuiet: lambda dialogue, matter, act, now: talk.end_quiet(dialogue, matter, act, now),
        reminders.TalkNears: lambda dialogue, matter, act, now: reminders.remind_of_talk(dialogue, matter, act, now),
        reminders.DayCame: lambda dialogue, matter, _act, now: reminders.remind_of_choices(dialogue, matter, now),
        law.LawChanged: lambda dialogue, matter, act, now: law.tell_of_law(dialogue, matter, act, now),
        AnswerOffice: lambda dialogue, matter, act, now: asking.take_answer(dialogue, matter, act, now),
        SetReminders: lambda dialogue, matter, _act, now: reminders.set_reminders(dialogue, matter, now),
        OfferTranslation: lambda dialogue, matter, _act, _now: translation.offer(dialogue.around, matter),
        SwitchTranslation: lambda _dialogue, matter, act, _now: translation.tell_staff(matter, act),
        response.AnswerDue: lambda dialogue, matter, _act, now: response.remind_staff(dialogue.around, matter, now),
        wrap_up.AgreedDay: lambda dialogue, matter, _act, now: wrap_up.remind_of_day(dialogue, matter, now),
        clock.Waited: lambda dialogue, matter, _act, now: clock.show_again(dialogue.around, matter, now),
    }
)


class Desk:
    """The rules of the desk. `staff_acts` are the acts of staff by their names, `acts` the others by their kinds."""

    def __init__(
        self,
        dialogue: Dialogue,
        staff_acts: Mapping[str, StaffRule] = STAFF_ACTS,
        acts: Mapping[type, ActRule] = ACTS,
    ) -> None:
        self.dialogue = dialogue
        self.staff_acts = staff_acts
        self.acts = acts

    def handle(self, matter: Matter, act: object, now: datetime) -> Decision:
        """Decide what follows from an act. `now` is aware; acts of staff need a matter with a lead.

        Raises `UnknownAct` for an act without a rule, and for one of staff without a lead.
        """
        decided = _list_closed(matter, act, self._decided(matter, act, now))
        decision = translation.with_notice(self.dialogue.around, decided)
        return response.with_clock(self.dialogue, matter, act, decision, now)

    def _decided(self, matter: Matter, act: object, now: datetime) -> Decision:
        if isinstance(act, StaffAct):
            return self._act_of_staff(matter, act, now)
        rule = self.acts.get(type(act))
        if rule is None:
            known = ", ".join(kind.__name__ for kind in (*self.acts, StaffAct))
            raise UnknownAct(f"the desk has no rule for a {type(act).__name__}; known acts: {known}")
        return rule(self.dialogue, matter, act, now)

    def card(self, record: LeadRecord, bookings: Sequence[Booking] = (), *, buttons: bool = True) -> Screen:
        """Return the card of a lead as staff see it, with the buttons that make sense now."""
        lead = lead_shown(self.dialogue, record)
        acts = self.staff_acts if buttons else {}
        vouched = [*vouched_lines(self.dialogue, record), *channel_lines(self.dialogue.around, record)]
        return card_screen(self.dialogue.around.office, record, lead, acts, bookings, vouched)

    def plain_card(self, record: LeadRecord, bookings: Sequence[Booking] = (), *, buttons: bool = True) -> Screen:
        """Return what stands in for a card that cannot be made, by a mistake of ours."""
        return plain_screen(self.dialogue.around.office, record, self.staff_acts if buttons else {}, bookings)

    def _act_of_staff(self, matter: Matter, act: StaffAct, now: datetime) -> Decision:
        rule = self.staff_acts.get(act.name) or WRITTEN_ACTS.get(act.name)
        if rule is None:
            known = ", ".join(self.staff_acts)
            raise UnknownAct(f"staff have no act {act.name!r}{did_you_mean(act.name, self.staff_acts)}; known: {known}")
        if matter.record is None:
            raise UnknownAct(f"staff can do {act.name!r} with a lead alone, and this person sent none")
        needs = needed(rule, self.dialogue.around.office, matter, act)
        if not act.rights.may(needs):
            return Decision(matter, refused=act.rights.refusal(needs))
        decision = _back_to_the_card(matter.record, act, rule.decide(self.dialogue, matter, matter.record, act, now))
        if decision.refused is not None or (not decision.orders and decision.matter == matter):
            return decision  # nothing was done, so nothing is recorded
        if rule.opens:
            return decision  # nor is it where only buttons were laid out
        done = Recorded(now.timestamp(), decision.recorded_as or act.name, act.row, act.by)
        return replace(decision, recorded=decision.recorded or done)


def _list_closed(before: Matter, act: object, decision: Decision) -> Decision:
    """Return a decision with a list closed that somebody left open, once a talk wants something of staff meanwhile.

    An open list stands alone: nobody would see the buttons for it.
    """
    record = decision.matter.record
    if isinstance(act, StaffAct) or record is None or record.menu is None or record.menu.name not in _NOTHING_CHOSEN:
        return decision
    if ShowCard() not in decision.orders or _wants(before.bookings) == _wants(decision.matter.bookings):
        return decision
    return replace(decision, matter=replace(decision.matter, record=replace(record, menu=None)))


def _wants(bookings: Sequence[Booking]) -> list[tuple[object, ...]]:
    """Return what the buttons of talks on a card follow from."""
    return [(booking.number, booking.state, booking.ended, booking.elsewhere) for booking in bookings]


def _back_to_the_card(before: LeadRecord, act: StaffAct, decision: Decision) -> Decision:
    """Return a decision with the list of what is rarely needed closed, once something there was pressed."""
    record = decision.matter.record
    is_more = before.menu is not None and before.menu.name == choosing.MORE
    if record is None or not is_more or record.menu is not before.menu or decision.refused is not None:
        return decision
    if not decision.orders and decision.matter.record is before:
        return decision
    if act.name in WRITTEN_ACTS:
        return decision
    shown = decision.orders if ShowCard() in decision.orders else (*decision.orders, ShowCard())
    return replace(decision, matter=replace(decision.matter, record=replace(record, menu=None)), orders=shown)
