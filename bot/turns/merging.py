"""Bringing two people together who are one, once both sides have said so: one person stays, with both addresses.

Until then nothing changes, and each side keeps by itself whom it was asked about. What stays has all that was kept of
the other; of two requests one goes on, and the other is closed where staff see it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.post import Content
from bot.office.cards import content_of
from bot.turns.employer import keep_one_link
from bot.turns.ports import Transaction
from bot.turns.posting import Posting
from bot.turns.records import Address, Person, StoredLead
from bot.turns.withheld import Withheld
from dialogs import following
from dialogs.desk.joining import Joined
from dialogs.desk.matter import DONE, NEW
from dialogs.dialogue import Dialogue
from dialogs.effects import SetReminders
from dialogs.merging import (
    BESIDE,
    NO,
    YES,
    Disagreement,
    asked,
    bring_together,
    chosen,
    differences,
)
from dialogs.messages import Arg, Screen, Text
from dialogs.office import LANGUAGE_OF_STAFF

OPEN_FOR = timedelta(hours=1)
# How talks stand that are to come: where there is no [booking], nothing of it is loaded.
_TO_COME = frozenset({"requested", "booked"})


class Merging:
    """Asks both sides, in one transaction `tx`. `screen` shows where somebody stands, `let_decide` lets the desk decide
    over them, `withheld` knows what waits for their word.
    """

    def __init__(
        self,
        tx: Transaction,
        posting: Posting,
        screen: Callable[[Person, datetime], Screen],
        let_decide: Callable[[Person, object, datetime], object],
        tell_moved: Callable[[Person, datetime], None],
        withheld: Withheld,
    ) -> None:
        self.tx = tx
        self.posting = posting
        self.screen = screen
        self.let_decide = let_decide
        self.tell_moved = tell_moved
        self.withheld = withheld

    @property
    def dialogue(self) -> Dialogue:
        """What knows the questions."""
        return self.posting.dialogue

    # --- asking -----------------------------------------------------------------------------------------------------

    def ask_first(self, person: Person, owner: Person, now: datetime) -> None:
        """Ask whoever brought the code of somebody else with answers whether both are one."""
        found = self._differences(person, owner, now)
        # What was said by whom brings the code is newer, more often than not.
        self._begin(person, owner, [one.question.id for one in found], now, first=True)
        self._ask(person, owner, found, now)

    def _begin(self, person: Person, other: Person, kept: list[str], now: datetime, *, first: bool) -> None:
        until = (now + OPEN_FOR).timestamp()
        # Only figures fit a button beside the name of a question.
        number = str(secrets.randbelow(9_000) + 1_000)
        person.conversation.merging = {
            **{"with": other.id, "number": number, "until": until},
            **{"kept": kept, "first": first, "agreed": False},
        }
        person.touched = True

    def _ask(self, person: Person, other: Person, found: list[Disagreement], now: datetime, at: str = "") -> None:
        asking = person.conversation.merging
        screen = asked(found, asking["kept"], other.address.channel, first=asking["first"])
        self.posting.say_screen(person, screen, f"{BESIDE}{asking['number']}.0", now, at)
        asking["message"] = person.conversation.messages

    def _end(self, person: Person, now: datetime) -> None:
        """Let the question be over where somebody was asked it."""
        asking = person.conversation.merging
        if "message" in asking:
            self.posting.end_beside(person, asking["message"], f"{BESIDE}{asking['number']}.", now)
        person.conversation.merging = {}

    def _differences(self, person: Person, other: Person, now: datetime) -> list[Disagreement]:
        here, there = (self.dialogue.situation(one.conversation, now) for one in (person, other))
        return differences(here, there)

    # --- answering --------------------------------------------------------------------------------------------------

    def answer(self, person: Person, action: str, message: str, now: datetime) -> None:
        """Act on a button under the question: choose, agree, or refuse."""
        asking, other = person.conversation.merging, self._other(person, now)
        if other is None:
            self._end(person, now)
            self.posting.say(person, Text("merge-over"), now)
        elif action == NO:
            self._refuse(person, other, now)
        elif action == YES:
            self._agree(person, other, now)
        else:
            found = self._differences(person, other, now)
            asking["kept"] = chosen(found, asking["kept"], action)
            self._ask(person, other, found, now, message)
        person.touched = True

    def _other(self, person: Person, now: datetime) -> Person | None:
        """Return whom a person is asked about; None where that is over, or concerns another by now."""
        asking = person.conversation.merging
        other = self.tx.person(asking.get("with", "")) if now.timestamp() < asking.get("until", 0) else None
        if other is None:
            return None
        theirs = {address.channel for address in self.tx.addresses_of(other)}
        if theirs & {address.channel for address in self.tx.addresses_of(person)}:
            return None
        back = other.conversation.merging
        is_second = not asking["first"]
        return None if is_second and not (back.get("with") == person.id and back.get("agreed")) else other

    def _refuse(self, person: Person, other: Person, now: datetime) -> None:
        self._end(person, now)
        self.posting.say(person, Text("merge-refused"), now)
        if other.conversation.merging.get("with") == person.id:
            self._end(other, now)
            other.touched = True
            self.posting.say(other, Text("merge-refused"), now)

    def _agree(self, person: Person, other: Person, now: datetime) -> None:
        asking = person.conversation.merging
        if not asking["first"]:
            self._unite(person, other, now)
            return
        if asking["agreed"] and other.conversation.merging.get("with") == person.id:
            self.posting.say(person, Text("merge-waits", {"channel": _named(other)}), now)
            return
        asking["agreed"] = True
        found = self._differences(other, person, now)
        kept = [one.question.id for one in found if one.question.id not in asking["kept"]]
        self._begin(other, person, kept, now, first=False)
        self._ask(other, person, found, now)
        self.posting.say(person, Text("merge-waits", {"channel": _named(other)}), now)

    # --- doing ------------------------------------------------------------------------------------------------------

    def _unite(self, second: Person, first: Person, now: datetime) -> None:
        """Make one person of two, after the second has agreed as well."""
        kept = second.conversation.merging["kept"]
        found = self._differences(second, first, now)
        leads = {one.id: self.tx.lead_of(one.id) for one in (second, first)}
        stays, goes = (first, second) if _goes_on(leads[first.id], leads[second.id]) else (second, first)
        taken = [one.question.id for one in found if (one.question.id in kept) == (stays is first)]
        closed = leads[goes.id] if leads[stays.id] is not None else None
        booked = len(self.tx.bookings_of(goes.id))
        for one in (second, first):
            self._end(one, now)
        self.posting.take_buttons_from(goes, now)
        here = replace(second.address)
        addresses = [(replace(one), at) for one in self.tx.addresses_of(goes) for at in (_acted_at(goes, one),)]
        for one in (stays, goes):
            one.inbox = [entry if len(entry) > 2 else [*entry, one.address.channel] for entry in one.inbox]
        one_link = keep_one_link(self.tx, stays, goes)
        # Whoever agreed last reads on in the chat, and the language, in which they did.
        language = second.conversation.language
        bring_together(stays.conversation, goes.conversation, taken)
        stays.conversation.language = language
        stays.withheld = stays.withheld or goes.withheld
        inbox = [*stays.inbox, *goes.inbox]
        stays.compared = [*stays.compared, *goes.compared]
        self.tx.adopt(goes, stays, with_lead=closed is None)
        self.tx.erase(goes.id, into=stays.id)
        following.forget()
        for address, _ in addresses:
            self.tx.attach(stays, address)
        stays.acted = {**stays.acted, **{address.channel: at for address, at in addresses}}
        stays.inbox = [entry[:2] if entry[2] == stays.address.channel else entry for entry in inbox]
        stays = self.tx.person_at(here.channel, here.to, now)
        stays.updated_at, stays.touched = now.timestamp(), True
        stays.conversation.channel = here.channel
        self._tell(stays, closed, booked, now)
        if one_link:
            self.posting.say(stays, Text("employer-link-one"), now)
        if taken and leads[stays.id] is not None:
            # Nothing goes to the office that its sender has not seen on the card.
            self.posting.say(stays, Text("merge-send-again"), now)

    def _tell(self, stays: Person, closed: StoredLead | None, booked: int, now: datetime) -> None:
        lead = self.tx.lead_of(stays.id)
        self.tell_moved(stays, now)
        if lead is not None and closed is not None:
            self.let_decide(stays, Joined(closed.record), now)
            lead = self.tx.lead_of(stays.id) or lead
            self._close(stays, closed, lead, now)
            args: dict[str, Arg] = {
                "number": str(lead.record.number),
                "other": str(closed.record.number),
                "count": booked,
            }
            say = Content(LANGUAGE_OF_STAFF, (Text("staff-merged", args),))
            self.posting.note(stays, lead, say, now, ring=True)
            self.posting.card(stays, lead, now, ring=False)
        self.let_decide(stays, SetReminders(), now)
        for address in self.posting.reaching.newest_first(stays):
            self.posting.say_at(stays, address, Text("merge-done"), now)
        talks = [kept for kept in self.tx.bookings_of(stays.id) if kept.booking.state in _TO_COME]
        if len(talks) > 1:
            # A page shows the first of them alone.
            self.posting.say(stays, Text("merge-talks", {"count": len(talks)}), now)
        # Whoever agreed has just acted, and is the one for whom all of it waited.
        self.withheld.let_go(stays, now)
        for address in self.tx.addresses_of(stays):
            if not address.reachable:
                self.withheld.turn_aside(stays, self.tx.held(address.id), now)
        self.posting.show(stays, self.screen(stays, now), now)

    def _close(self, stays: Person, closed: StoredLead, lead: StoredLead, now: datetime) -> None:
        """Show staff that a request is closed, where it stands: nothing can be done with it any more."""
        closed.person = stays.id
        closed.record = replace(closed.record, state=DONE, menu=None, talking=False, unanswered=None, waits_since=None)
        screen = self.posting.desk.card(closed.record, (), buttons=False)
        told = Text("staff-merged-away", {"number": str(lead.record.number)})
        shown = replace(screen, lines=(*screen.lines, told))
        say = content_of(LANGUAGE_OF_STAFF, shown, "")
        self.posting.to_staff(stays, "card", f"l:{closed.id}", closed, {"say": say.to_json(), "ring": False}, now, say)
        self.posting.note(stays, closed, Content(LANGUAGE_OF_STAFF, (told,)), now, ring=True)
        self.posting.topic(stays, closed, now, closed=True)


def _goes_on(first: StoredLead | None, second: StoredLead | None) -> bool:
    """Return whether of two requests it is the first that goes on: one that staff have taken, else the earlier."""
    if first is None or second is None:
        return first is not None
    ranks = [(one.record.state == NEW, not one.record.is_open, one.record.number) for one in (first, second)]
    return ranks[0] < ranks[1]


def _acted_at(person: Person, address: Address) -> float:
    channel = address.channel
    return person.updated_at if channel == person.address.channel else person.acted.get(channel, 0.0)


def _named(person: Person) -> Text:
    return Text("channel-name", {"channel": person.address.channel})


__all__ = ["Merging"]
