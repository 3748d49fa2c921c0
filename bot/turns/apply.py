"""One batch of turns in one transaction: the dialogue and the desk decide in order of arrival, and what they ask of the
world becomes posts, leads, runs. Knows both and the ports of storage; no database, no messenger, no finished words.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.delivery.post import Content
from bot.errors import SealError, StorageTrouble
from bot.turns.acts import OFFICE, ClientTurn, OfficeTurn, Turned
from bot.turns.bookkeeping import Bookkeeping
from bot.turns.counting import Counting
from bot.turns.due import TIMERS
from bot.turns.effects import carry_out
from bot.turns.elsewhere import CODE, Elsewhere
from bot.turns.employer import LINK_KINDS, EmployerLinks
from bot.turns.erasing import INBOX_KEPT_SECONDS, Erasing
from bot.turns.finding import parts_of
from bot.turns.given import OfThisMessage
from bot.turns.household import HOUSEHOLD_KINDS, Household
from bot.turns.law import LawNotices
from bot.turns.leaving import Leaving
from bot.turns.merging import Merging
from bot.turns.outcomes import ErasedLead, NotShown
from bot.turns.overdue import BEGINNING, Overdue, Removed
from bot.turns.parting import Parting
from bot.turns.ports import BusyTimes, Stale, Transaction
from bot.turns.posting import GROUP_MEMO, Posting, asked_handle
from bot.turns.records import LookedUpTo, Person, StoredBooking, StoredLead, Timer
from bot.turns.scenes import in_scene
from bot.turns.sent import WhatWasSent
from bot.turns.shelf import Shelves
from bot.turns.talking import Talking
from bot.words.words import Words
from dialogs.desk.bookings import LOOK, HoldEnded, ProposalEnded, RoomGiven, TalkEnded, WordDue
from dialogs.desk.clients import Moved
from dialogs.desk.clock import Waited, next_look
from dialogs.desk.decision import (
    Decision,
    EraseEverything,
    LookAgain,
    Order,
    RelayToClient,
    RelayToStaff,
    SendSheet,
    ShowCard,
    WriteToClient,
    WriteToStaff,
)
from dialogs.desk.desk import Desk
from dialogs.desk.law import LAW, LAW_CARD
from dialogs.desk.matter import DECLINED, DONE, LeadRecord, Matter, Member
from dialogs.desk.saved import NEED_SAVED
from dialogs.desk.staff import StaffAct
from dialogs.dialogue import Dialogue
from dialogs.effects import (
    AnswerOffice,
    ChangeBookings,
    Erase,
    OfferTranslation,
    SetReminders,
    SwitchTranslation,
    TellStaff,
    TurnResult,
    Withdraw,
)
from dialogs.errors import UnknownAct
from dialogs.messages import ActKind, Screen, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, HalfDay
from dialogs.place import LEAVE, YES

LONGEST_INBOX = 300
# Whose the record is of an erasure by staff: nobody's any more.
NOBODYS = ""
MOST_SHOWN_AGAIN = 20
# What else of a turn the desk decides, told below the screen.
_AFTER_THE_SCREEN = AnswerOffice | ChangeBookings | OfferTranslation | SetReminders | SwitchTranslation | Withdraw
# What the clock ends of bookings.
_ENDS = HoldEnded | ProposalEnded | TalkEnded | WordDue


class Batch(WhatWasSent):
    """What a batch of turns does in one transaction `tx`; whoever made that flushes and commits it.

    `busy` knows the office's own calendars, where it has any; with `writes_calendar` one of them shows what is booked.
    """

    def __init__(
        self,
        tx: Transaction,
        dialogue: Dialogue,
        words: Words,
        outbox_channels: Collection[str],
        busy: BusyTimes | None = None,
        writes_calendar: bool = False,
        shelves: Shelves | None = None,
    ) -> None:
        self.tx = tx
        self.dialogue = dialogue
        self.desk = Desk(dialogue)
        self.words = words
        self.outbox_channels = outbox_channels
        self.posting = Posting(tx, dialogue, words, self.desk, outbox_channels, shelves)
        self.counting = Counting(tx, dialogue.around.office)
        self.bookkeeping = Bookkeeping(tx, dialogue, busy, writes_calendar=writes_calendar)
        self.talking = Talking(tx, self.posting)
        self.law = LawNotices(tx, self.posting, self.decide)
        self.overdue = Overdue(tx, dialogue.around.office, self.counting, self.posting, self.decide)
        self.erasing = Erasing(tx, self.posting, outbox_channels, self.serve_waiting)
        self.leaving = Leaving(tx, self.posting, self.talking, self._let_decide)
        withheld = self.leaving.withheld
        self.merging = Merging(tx, self.posting, self.screen, self._let_decide, self._went_on, withheld)
        self.elsewhere = Elsewhere(tx, self.posting, self.screen, self.merging, self._went_on)
        self.household = Household(tx, self.posting, self.elsewhere, self._let_decide)
        self.employer = EmployerLinks(tx, self.posting, self.screen, self._let_decide)
        self.parting = Parting(tx, self.posting, self.screen, withheld, self._tell_moved)

    # --- a person's turn ------------------------------------------------------------------------------------------

    def client_turn(self, turn: ClientTurn) -> Turned:
        """Handle one act of one person and put what follows from it into this transaction."""
        return self._turn(turn) if turn.scene is None else in_scene(self, turn, turn.scene, self._turn)

    def _turn(self, turn: ClientTurn) -> Turned:
        if not self.tx.first_time(turn.channel, turn.update_key, turn.now):
            return Turned(repeated=True)
        if turn.act.kind is ActKind.LEFT and self._has_left_one_of_several(turn):
            return Turned()
        person = self.tx.person_at(turn.channel, turn.chat, turn.now)
        if turn.act.kind is ActKind.LEFT and person.version == 0 and not person.touched:
            # Nobody we know (perhaps just erased): a farewell is no reason to store them.
            self.tx.forget_newcomer(person)
            return Turned()
        if turn.act.kind is not ActKind.LEFT:
            person.updated_at = turn.now.timestamp()
            if person.left is not None:
                self.posting.leave(person, turn.now)
                self._tell_moved(person, turn.now)
            self.leaving.acted(person, turn.now)
            if (brought := self.household.code_in(turn)) is not None:
                return self.household.arrive(person, brought, turn)
            if (code := self.elsewhere.code_in(turn)) is not None:
                return self.elsewhere.arrive(person, code, turn)
        self._keep_inbox(person, turn)
        revision_before = person.conversation.revision
        given = OfThisMessage(self.dialogue.around.channels, person, turn)
        turn_result = self.dialogue.handle(person.conversation, turn.act, turn.now, self.bookkeeping.world(person))
        given.note(turn_result.effects)
        person.touched, person.updated_at = True, turn.now.timestamp()
        self.counting.all(turn_result.happened)
        if person.conversation.refused:
            # Nothing is kept but the refusal.
            person.inbox = []
        result = Turned(person=person.id, screens=turn_result.screens, conversation=person.conversation)
        if any(isinstance(effect, Erase) for effect in turn_result.effects):
            self.erase(person, turn.now)
            result.erased = True
            return result
        carry_out(self, person, turn_result, turn, result)
        self._screens(person, turn_result, turn, revision_before)
        for effect in turn_result.effects:
            # After the screen that says so: what else follows is told below it.
            if isinstance(effect, _AFTER_THE_SCREEN):
                self.decide(person, self.tx.lead_of(person.id), effect, turn.now)
        return result

    def screen(self, person: Person, now: datetime) -> Screen:
        """Return the screen of where a person stands, with what they have booked."""
        return self.dialogue.screen(person.conversation, now, self.bookkeeping.world(person))

    def _has_left_one_of_several(self, turn: ClientTurn) -> bool:
        """Note that somebody shuts us out at one of their addresses; they stay where they are."""
        whose = self.tx.whose(turn.channel, turn.chat)
        person = None if whose is None else self.tx.person(whose.person)
        if person is None or not person.acted:
            return False
        for address in self.tx.addresses_of(person):
            if address.channel == turn.channel:
                self.leaving.reach(person, address, False, turn.now)
        return True

    def _went_on(self, person: Person, now: datetime) -> None:
        self.household.united(person, now)
        self._tell_moved(person, now)

    def _tell_moved(self, person: Person, now: datetime) -> None:
        """Let staff know by which channel somebody writes."""
        channels = tuple(one.channel for one in self.posting.reaching.newest_first(person))
        self.decide(person, self.tx.lead_of(person.id), Moved(channels), now)

    def _keep_inbox(self, person: Person, turn: ClientTurn) -> None:
        if turn.message_id is not None:
            moment = turn.now.timestamp()
            recent = [entry for entry in person.inbox if entry[1] > moment - INBOX_KEPT_SECONDS]
            person.inbox = [*recent[-LONGEST_INBOX:], [turn.message_id, moment]]

    def _screens(self, person: Person, turn_result: TurnResult, turn: ClientTurn, revision_before: int) -> None:
        live_before, copy = person.conversation.live, turn.act.message or None
        for screen in turn_result.screens:
            # Only the message that was pressed, and only as long as it is the one whose buttons count.
            in_place = turn_result.in_place and person.conversation.live == live_before
            # A word in between, where nothing moved: the buttons above still count.
            aside = not screen.rows and person.conversation.revision == revision_before
            self.posting.show(
                person, screen, turn.now, pressed=copy if turn_result.in_place else None, in_place=in_place, aside=aside
            )
        if copy is not None and turn_result.stray:
            self.posting.strip(person, copy, turn.now)

    # --- the desk -------------------------------------------------------------------------------------------------

    def decide(
        self, person: Person, stored: StoredLead | None, act: object, now: datetime
    ) -> tuple[Decision, StoredLead | None]:
        """Let the desk decide what follows from an act; keep that, and queue what is to be done about it.

        `stored` is the person's lead, None also where the act is no matter of it. Returns it as it is kept now.
        """
        record = stored.record if stored is not None else None
        full = self._full_meanwhile(person, record) if isinstance(act, StaffAct) else frozenset()
        booked = self._booked(person, act)
        standing = tuple(kept.booking for kept in booked)
        free = self.bookkeeping.free(person, act, standing, now)
        near = self.bookkeeping.near(act, standing, now)
        is_about_saved = isinstance(act, StaffAct) and act.name in NEED_SAVED
        saved = tuple(self.tx.saved_texts()) if is_about_saved else ()
        matter = Matter(
            person.conversation,
            self.posting.reaching.is_reachable(person),
            person.updated_at,
            record,
            full,
            standing,
            free,
            near,
            saved,
        )
        decision = self.desk.handle(matter, act, now)
        self.counting.decided(matter, decision, act, now)
        stored = self._keep(person, stored, decision.matter, now)
        changed = decision.matter.bookings != standing
        told = self.bookkeeping.keep(person, booked, decision.matter.bookings, now) if changed else []
        if decision.recorded is not None and stored is not None:
            self.tx.add_audit(person.id, stored.record.number, decision.recorded)
        for order in decision.orders:
            self._carry_out(person, stored, order, now)
        for said in told:
            self.posting.tell_of_booking(person, said, now)
        if decision.recorded is not None and stored is not None and _erases(decision):
            # All about the person is gone, and with it what staff did. That it was erased, and by whom, stays.
            self.tx.add_audit(NOBODYS, stored.record.number, decision.recorded)
        if record is not None and stored is not None:
            self.talking.topic_follows(person, stored, record, now, writes=isinstance(act, TellStaff))
        if changed:
            if isinstance(act, StaffAct | _ENDS):
                self.posting.refresh_booking(person, self.bookkeeping.world(person), now)
            self.serve_waiting(now)
        return decision, stored

    def serve_waiting(self, now: datetime) -> None:
        """Offer what is free to those who wait, one after the other."""
        for person, act in self.bookkeeping.for_waiting(now):
            self.decide(person, self.tx.lead_of(person.id), act, now)

    def _full_meanwhile(self, person: Person, record: LeadRecord | None) -> frozenset[HalfDay]:
        """Return the half-days that a closed lead wished for and others have now."""
        if record is None or record.state not in (DONE, DECLINED):
            return frozenset()
        halves = [half for name in record.consented.half_days if (half := HalfDay.parse(name)) is not None]
        return self.bookkeeping.world(person).full(halves)

    def _keep(self, person: Person, stored: StoredLead | None, matter: Matter, now: datetime) -> StoredLead | None:
        """Keep what the desk changed of a matter; a new lead gets its number."""
        if not person.acted and matter.reachable != person.address.reachable:
            self.tx.set_reachable(person.address, matter.reachable)
            person.touched = True
        if matter.conversation is not person.conversation:
            person.conversation, person.touched = matter.conversation, True
        record, moment = matter.record, now.timestamp()
        if record is None:
            return stored
        if stored is None:
            added = self.tx.add_lead(StoredLead(secrets.token_hex(16), person.id, record, moment, moment, 1))
            self.tx.keep_parts(added.record.number, parts_of(record.consented))
            if record.wishes:
                self.tx.keep_wishes(added.id, record.wishes)
            return added
        if record != stored.record:
            if record.consented != stored.record.consented:
                self.tx.keep_parts(record.number, parts_of(record.consented))
            if record.wishes != stored.record.wishes:
                self.tx.keep_wishes(stored.id, record.wishes)
            stored.record, stored.updated_at = record, moment
            self.tx.save_lead(stored)
        return stored

    def _booked(self, person: Person, act: object) -> Sequence[StoredBooking]:
        """Return the bookings of a person. An office without bookings looks for none.

        But what the clock does to one is done all the same: the office may have had them until today.
        """
        has_bookings = self.dialogue.around.office.booking is not None
        return self.tx.bookings_of(person.id) if has_bookings or isinstance(act, _ENDS) else ()

    def _carry_out(self, person: Person, stored: StoredLead | None, order: Order, now: datetime) -> None:
        if isinstance(order, EraseEverything):
            self.household.erased(person, now)
            self.erasing.carry_out(person, order, now)
        elif isinstance(order, WriteToClient):
            self.posting.say(person, order.text, now, order.rows, order.mark, order.at)
        elif isinstance(order, RelayToClient):
            self.talking.to_client(person, order, now)
        elif isinstance(order, LookAgain):
            self._look_again_at(person, order)
        elif stored is None:
            raise ValueError(f"{type(order).__name__} is an order about a lead, and there is none")
        elif isinstance(order, ShowCard):
            self.posting.card(person, stored, now, ring=order.ring)
        elif isinstance(order, WriteToStaff):
            handle = "" if order.about is None else asked_handle(stored, order.about)
            say = Content(LANGUAGE_OF_STAFF, (order.text,))
            self.posting.note(person, stored, say, now, ring=order.ring, handle=handle)
        elif isinstance(order, SendSheet):
            self.posting.sheet(person, stored, now)
        elif isinstance(order, RelayToStaff):
            self.talking.to_staff(person, stored, order.said, now)

    def _look_again_at(self, person: Person, order: LookAgain) -> None:
        """Set the timer of a look, in place of the one that there was; or only take that away."""
        booking = order.booking
        subject, version = (person.id, order.version) if booking is None else (str(booking.number), booking.sequence)
        if order.due is not None:
            # Rounded up by whoever keeps it, so that it never comes too early.
            self.tx.set_timer(Timer(order.kind, subject, int(order.due.timestamp()), version, person.id))
            return
        for timer in self.tx.timers_of(person.id):
            if (timer.kind, timer.subject) == (order.kind, subject):
                self.tx.take_timer(timer)

    # --- staff ----------------------------------------------------------------------------------------------------

    def sending_failed(self, turn: ClientTurn, person: Person) -> None:
        """Tell staff of a client who sent the card and failed by our mistake, so that the request is not lost.

        Nothing of the card is drawn, since that may be what failed. Name and contact are given to those who were given
        leave to have them.
        """
        if person.conversation.place.at != LEAVE or turn.act.kind is not ActKind.PRESS:
            return
        if turn.act.data.rpartition(".")[2] != YES:
            return
        situation = self.dialogue.situation(person.conversation, turn.now)
        name, contact = (Typed(str(situation.value(asked) or "—")) for asked in ("name", "contact"))
        say = Content(LANGUAGE_OF_STAFF, (Text("staff-sending-failed", {"name": name, "contact": contact}),))
        self.posting.reply_to_staff(say, None, turn.now, (person.id,), ring=True)

    def office_turn(self, turn: OfficeTurn) -> Turned:
        """Let staff act on a lead: what they decided is kept, shown on the card, and told to the client."""
        if not self.tx.first_time(OFFICE, turn.update_key, turn.now):
            return Turned(repeated=True)
        stored = self.tx.lead_numbered(turn.number)
        person = None if stored is None else self.tx.person(stored.person)
        if person is None:
            return Turned(refused=Text("staff-not-found", {"number": str(turn.number)}))
        act = StaffAct(turn.act, Member(turn.by or None, turn.name), turn.row, rights=turn.rights)
        decision, stored = self.decide(person, stored, act, turn.now)
        return Turned(refused=decision.refused, lead=stored)

    def room_given(
        self, number: int | None, topic: str | None, answers: str | None, act: RoomGiven, now: datetime
    ) -> Text | None:
        """Let staff give the link to the talk of the client they mean; return why not, where nothing came of it.

        They mean whose lead they name by its `number`, else whose `topic` it is, or whose message they answer.
        """
        if number is None:
            person = self.talking.meant(topic, answers)
        else:
            stored = self.tx.lead_numbered(number)
            if stored is None:
                return Text("staff-not-found", {"number": str(number)})
            person = self.tx.person(stored.person)
        if person is None:
            return Text("staff-room-how")
        decision, _ = self.decide(person, self.tx.lead_of(person.id), act, now)
        return decision.refused

    def typed_by_staff(self, topic: str | None, number: int | None, act: StaffAct, now: datetime) -> Text | None:
        """Let staff type what an act needs, in a client's topic or naming their lead; return why nothing came of it."""
        if number is None:
            person = self._client_of(topic)
            stored = None if person is None else self.tx.lead_of(person.id)
        else:
            stored = self.tx.lead_numbered(number)
            person = None if stored is None else self.tx.person(stored.person)
        if person is None or stored is None:
            return Text("staff-fix-how")
        decision, _ = self.decide(person, stored, act, now)
        return decision.refused

    def _client_of(self, topic: str | None) -> Person | None:
        """Return the client whose topic this is."""
        found = self.tx.handles_of(OFFICE, topic) if topic else {}
        owner = next((who for name, who in found.items() if who is not None and name.startswith("t:")), None)
        return None if owner is None else self.tx.person(owner)

    # --- reachability, erasure ------------------------------------------------------------------------------------

    def _let_decide(self, person: Person, act: object, now: datetime) -> None:
        self.decide(person, self.tx.lead_of(person.id), act, now)

    def erase(self, person: Person, now: datetime) -> None:
        """Erase a person because they, or the office for them, asked for it."""
        # Their lead is not opened: one that is damaged must go as well.
        self.decide(person, None, Erase(), now)

    def erase_numbered(self, number: int, now: datetime) -> ErasedLead | None:
        """Erase the person of a lead because the office asks for them; None where there is no such lead.

        Of a person who cannot be opened every row goes, and what was sent to the staff group is taken back. Where to
        write to them is not known any more.
        """
        owner = self.tx.lead_owner(number)
        if owner is None:
            return None
        try:
            person = self.tx.person(owner)
        except SealError:
            person = None
        if person is not None:
            self.erase(person, now)
            return ErasedLead(is_whole=True)
        self.household.erased_unopened(owner, now)
        self.erasing.unopened(owner, now)
        return ErasedLead(is_whole=False)

    def enter_group(self, group: str, *, moved: bool = False) -> None:
        """From now on staff's messages are in this group; what is known of those in another one is forgotten."""
        known = self.tx.memo(GROUP_MEMO)
        if known == group:
            return
        if moved or known is not None:
            self.tx.forget_messages(OFFICE)
        self.tx.set_memo(GROUP_MEMO, group)

    def prune(self, now: datetime, but: Collection[str] = (), reached: LookedUpTo = BEGINNING) -> Removed:
        """Remove what is only kept for a time, and erase some of the people whose keeping time is over.

        A few at a time, so that nobody waits behind it: begin again where it has `reached`, until that is None. `but`
        are people to pass over. Raises `NotErased` for one who cannot be erased; then nobody was.
        """
        self.elsewhere.forget_tries(now)
        return self.overdue.prune(now, but, reached)

    def show_waiting(self, now: datetime, but: Collection[str] = ()) -> int:
        """Let the desk look at some of the leads that have waited long enough; return how many wait no more.

        `but` are leads to pass over. Raises `NotShown` for one that cannot be shown; then none of them was.
        """
        after, shown = self.dialogue.around.office.leads.shown_again_after, 0
        if after is None:
            return 0
        for person, stored in self.tx.waiting_leads((now - after).timestamp(), MOST_SHOWN_AGAIN + len(but)):
            if stored.id in but:
                continue
            before = stored.record
            try:
                decision, _ = self.decide(person, stored, Waited(), now)
            except (StorageTrouble, Stale):
                raise
            except Exception as error:
                raise NotShown(stored.id, stored.record.number) from error
            shown += decision.matter.record is not before
        return shown

    def timer_due(self, timer: Timer, now: datetime) -> bool:
        """Let the desk decide what follows from a timer whose time has come, by what stands now.

        Return False where it is one no more: it fired before, was set anew, or speaks of what has changed since.
        """
        if not self.tx.take_timer(timer):
            return False
        if timer.kind == CODE:
            return True  # nobody went on elsewhere with it
        if timer.kind in LINK_KINDS:
            self.employer.over(timer, now)
            return True
        if timer.kind in HOUSEHOLD_KINDS:
            self.household.over(timer, now)
            return True
        if timer.kind == LOOK:
            return self._look_again(timer, now)
        if timer.kind in (LAW, LAW_CARD):
            return self.law.due(timer, now)
        rule = TIMERS.get(timer.kind)
        if rule is None:
            raise UnknownAct(f"there are no timers of the kind {timer.kind!r}; known: {', '.join(TIMERS)}")
        whose = timer.person if rule.version(self.tx, timer) == timer.version else None
        person = None if whose is None else self.tx.person(whose)
        if person is None:
            return False
        self.decide(person, self.tx.lead_of(person.id), rule.brings(timer), now)
        return True

    def _look_again(self, timer: Timer, now: datetime) -> bool:
        """Look whether anything is free for those who wait, in the morning of one of them."""
        stored, person = self.tx.booking(int(timer.subject)), self.tx.person(timer.person or "")
        if stored is None or person is None or stored.booking.sequence != timer.version:
            return False
        self.bookkeeping.look_again(person, stored.booking, now)
        # Many have the same morning; whatever changed since the last look was looked at by itself.
        if not self.bookkeeping.has_served:
            self.serve_waiting(now)
        return True

    def next_look(self, now: datetime) -> datetime | None:
        """Return when to look again for leads that wait; None where the office shows none again."""
        return next_look(self.dialogue.around, self.tx.longest_waiting(), now)


def _erases(decision: Decision) -> bool:
    return any(isinstance(order, EraseEverything) for order in decision.orders)
