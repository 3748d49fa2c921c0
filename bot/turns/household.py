"""Two people who compare who of them should apply: codes, the consent of both sides, looking, and the end of it.

Nobody becomes another, and nothing of one is kept with the other. What each side agreed to is a timer of theirs, whose
subject is the other: it goes with its person and with time, and only as long as both are there is anything shown.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.errors import SealError
from bot.turns.acts import ClientTurn, Turned
from bot.turns.elsewhere import Elsewhere, new_code
from bot.turns.ports import Transaction
from bot.turns.posting import Posting
from bot.turns.records import Person, Timer
from dialogs.desk.clients import HouseholdKnown
from dialogs.dialogue import Dialogue
from dialogs.effects import CompareHousehold
from dialogs.household import BESIDE, CODE, GOOD_FOR, NO, SHARED_FOR, SHOW, STOP, YES, code_of, shown
from dialogs.messages import Button, Screen, Text
from dialogs.parts.household import lines

# The kinds of the timers: a code; that somebody brought the code of another (of whom it is, the subject brought it);
# that they agreed, and the subject has not yet; that a person agreed, and shares with the subject.
GIVEN, ASKED, AGREED, SHARES = "household_code", "household_asked", "household_agreed", "household"
# So many comparisons stand in a chat; one that is older is taken back once there is another.
MOST_COMPARED = 20
log = logging.getLogger(__name__)
HOUSEHOLD_KINDS = (GIVEN, ASKED, AGREED, SHARES)


def forget_household(tx: Transaction, person_id: str) -> None:
    """Keep nothing that others agreed to with somebody who is erased; what they agreed to themselves goes with them."""
    forget_questions(tx, person_id)
    timer = tx.timer(SHARES, person_id)
    if timer is not None:
        tx.take_timer(timer)


def forget_questions(tx: Transaction, person_id: str) -> None:
    """Let no question be open whether somebody agrees to compare."""
    for kind in (ASKED, AGREED):
        timer = tx.timer(kind, person_id)
        if timer is not None:
            tx.take_timer(timer)


class Household:
    """What two people do in one transaction `tx`. `let_decide` lets the desk decide over somebody."""

    def __init__(
        self,
        tx: Transaction,
        posting: Posting,
        elsewhere: Elsewhere,
        let_decide: Callable[[Person, object, datetime], object],
    ) -> None:
        self.tx = tx
        self.posting = posting
        self.elsewhere = elsewhere
        self.let_decide = let_decide

    @property
    def dialogue(self) -> Dialogue:
        """What knows the screens."""
        return self.posting.dialogue

    def act(self, person: Person, asked: CompareHousehold, now: datetime) -> None:
        """Do what a button asks for."""
        if asked.action == CODE:
            self._give(person, now)
        elif asked.action == SHOW:
            self._show(person, now)
        elif asked.action == STOP:
            self._stop(person, now)
        else:
            self._answer(person, asked.action, asked.number, now)

    # --- the code ---------------------------------------------------------------------------------------------------

    def _give(self, person: Person, now: datetime) -> None:
        """Give a person a code for their partner, in place of one they had."""
        self._take(person, GIVEN)
        code, until = new_code(), int((now + GOOD_FOR).timestamp())
        self.tx.set_timer(Timer(GIVEN, self._marks(code)[0], until, until, person.id))
        self.posting.say(person, Text("household-given", {"code": shown(code), "days_count": GOOD_FOR.days}), now)

    def _marks(self, code: str) -> tuple[str, ...]:
        return self.tx.code_marks(f"household/{code}")

    def _take(self, person: Person, *kinds: str) -> list[Timer]:
        """Remove the timers of some kinds that a person has, and return them."""
        return [timer for timer in self.tx.timers_of(person.id) if timer.kind in kinds and self.tx.take_timer(timer)]

    def code_in(self, turn: ClientTurn) -> str | None:
        """Return the code that somebody brings."""
        return code_of(turn.act)

    def arrive(self, person: Person, code: str, turn: ClientTurn) -> Turned:
        """Ask whoever brings the code of another whether both are to see how they stand; nothing is shown yet."""
        now = turn.now
        if person.conversation.consented_to is None:
            # Whoever has agreed to nothing yet has nothing to compare: the code stays as it is.
            return self._told(person, Text("household-first"), turn)
        may_try = self.elsewhere.may_try(person, now)
        timer = next((t for mark in self._marks(code) if (t := self.tx.timer(GIVEN, mark)) is not None), None)
        is_open = may_try and timer is not None and now.timestamp() < timer.version
        owner = self.tx.whole_person(timer.person or "") if timer is not None and is_open else None
        if timer is None or owner is None:
            self.elsewhere.note_try(person, now)
            return self._told(person, Text("household-no", {"days_count": GOOD_FOR.days}), turn)
        if owner.id == person.id:
            return self._told(person, Text("household-own"), turn)
        self.tx.take_timer(timer)
        number = secrets.randbelow(9_000) + 1_000
        self.tx.set_timer(Timer(ASKED, person.id, int((now + GOOD_FOR).timestamp()), number, owner.id))
        self._ask(person, "household-asked", number, now)
        return Turned(person=person.id, conversation=person.conversation)

    def _told(self, person: Person, text: Text, turn: ClientTurn) -> Turned:
        if person.version or person.touched:
            self.posting.say(person, text, turn.now)
            return Turned(person=person.id, refused=text)
        # Nobody is kept for a code.
        language = self.dialogue.around.hinted(turn.act.language)
        person.conversation.language = language or person.conversation.language
        self.posting.tell(person, text, turn.now)
        self.tx.forget_newcomer(person)
        return Turned(refused=text)

    def _ask(self, person: Person, key: str, number: int, now: datetime) -> None:
        rows = ((Button(Text("household-yes"), YES), Button(Text("household-refuse"), NO)),)
        # Both read the number, so that who gave a code can ask whether it is their partner that brought it.
        what = Text(key, {"days_count": SHARED_FOR.days, "number": str(number)})
        self.posting.say(person, what, now, rows, f"{BESIDE}{number}.0")

    # --- the consent of both ----------------------------------------------------------------------------------------

    def _answer(self, person: Person, action: str, number: str, now: datetime) -> None:
        kinds = (ASKED, AGREED)
        found = (timer for kind in kinds if (timer := self.tx.timer(kind, person.id)) is not None)
        timer = next((one for one in found if str(one.version) == number and now.timestamp() < one.due), None)
        other = None if timer is None or not self.tx.take_timer(timer) else self.tx.whole_person(timer.person or "")
        if timer is None or other is None or other.id == person.id:
            self._answer_again(person, action, number, now)
        elif action != YES:
            self._tell_refused((person, other), now)
        elif timer.kind == ASKED:
            self.tx.set_timer(Timer(AGREED, other.id, timer.due, timer.version, person.id))
            self._ask(other, "household-agree", timer.version, now)
            self.posting.say(person, Text("household-waits", {"number": str(timer.version)}), now)
        else:
            self._join(person, other, timer.version, now)

    def _answer_again(self, person: Person, action: str, number: str, now: datetime) -> None:
        """Ignore whoever presses twice that they agree; let them take it back as long as the other has not agreed."""
        mine = {one.kind: one for one in self.tx.timers_of(person.id) if str(one.version) == number}
        agreed = mine.get(AGREED)
        if action == NO and agreed is not None and self.tx.take_timer(agreed):
            self._tell_refused((person, self.tx.whole_person(agreed.subject)), now)
        elif action == NO or mine.keys().isdisjoint((AGREED, SHARES)):
            self.posting.say(person, Text("household-over"), now)

    def _tell_refused(self, people: Iterable[Person | None], now: datetime) -> None:
        for one in people:
            if one is not None:
                self.posting.say(one, Text("household-refused"), now)

    def _join(self, person: Person, other: Person, number: int, now: datetime) -> None:
        """Show both how they stand, now that both have agreed; whom either compared with before sees nothing more."""
        self._end(person, now)
        self._end(other, now)
        due = int((now + SHARED_FOR).timestamp())
        self.tx.set_timer(Timer(SHARES, other.id, due, number, person.id))
        self.tx.set_timer(Timer(SHARES, person.id, due, number, other.id))
        for one in (person, other):
            self._show(one, now)
            self.on_card(one, now)

    def partner_of(self, person: Person) -> Person | None:
        """Return with whom a person compares; None as soon as one of the two has not agreed, or no more."""
        theirs = self.tx.timer(SHARES, person.id)
        own = None if theirs is None or theirs.person is None else self.tx.timer(SHARES, theirs.person)
        if theirs is None or own is None or own.person != person.id or own.version != theirs.version:
            return None
        return None if theirs.person == person.id else self.tx.whole_person(theirs.person or "")

    # --- looking, and the end ---------------------------------------------------------------------------------------

    def _show(self, person: Person, now: datetime) -> None:
        partner = self.partner_of(person)
        if partner is None:
            self.posting.say(person, Text("household-nobody"), now)
            return
        own, other = (self.dialogue.situation(one.conversation, now) for one in (person, partner))
        number = self.tx.timer(SHARES, person.id)
        rows = ((Button(Text("household-again"), SHOW), Button(Text("household-stop"), STOP)),)
        mark = f"{BESIDE}{0 if number is None else number.version}.0"
        handle = self.posting.say_screen(person, Screen(tuple(lines(own, other)), rows), mark, now)
        person.compared.append([handle, int(now.timestamp())])
        if len(person.compared) > MOST_COMPARED:
            self._take_back(person, now, person.compared[:-MOST_COMPARED])

    def _take_back(self, person: Person, now: datetime, shown: Sequence[list[Any]] | None = None) -> None:
        """Let what a person read of the other stand nowhere any more, as far as a bot may: all of it, or some."""
        gone = list(person.compared if shown is None else shown)
        if gone:
            person.compared = [one for one in person.compared if one not in gone]
            person.touched = True
            self.posting.take_back(person, [(handle, at) for handle, at in gone], Text("household-ended"), now)

    def _stop(self, person: Person, now: datetime) -> None:
        waiting = self._who_wait(person.id)
        asked = [self.tx.timer(kind, person.id) for kind in (ASKED, AGREED)]
        is_open = bool(self._take(person, GIVEN, ASKED, AGREED)) or any(asked)
        forget_questions(self.tx, person.id)
        has_ended = self._end(person, now)
        self._tell_refused(waiting, now)
        if has_ended or not is_open:
            self.posting.say(person, Text("household-stopped" if has_ended else "household-nobody"), now)
        else:
            self.posting.say(person, Text("household-refused"), now)

    def _end(self, person: Person, now: datetime, *, erased: bool = False) -> bool:
        """Let neither side see the other any more; tell the other, and staff. False where there was nobody."""
        partner = self.partner_of(person)
        self._take(person, SHARES)
        if partner is None:
            return False
        self._take(partner, SHARES)
        self.posting.say(partner, Text("household-ended"), now)
        for one in (partner,) if erased else (person, partner):
            self._take_back(one, now)
            self.on_card(one, now)
        return True

    def erased(self, person: Person, now: datetime) -> None:
        """Let a partner know that the comparison has ended, before a person is erased."""
        self._end(person, now, erased=True)
        self._tell_refused(self._who_wait(person.id), now)
        forget_household(self.tx, person.id)

    def erased_unopened(self, person_id: str, now: datetime) -> None:
        """Do the same for somebody whose record cannot be opened: their partner sees it end as well."""
        shares = self.tx.timer(SHARES, person_id)
        partner = None if shares is None else self.tx.whole_person(shares.person or "")
        waiting = self._who_wait(person_id)
        forget_household(self.tx, person_id)
        if partner is not None and partner.id != person_id:
            self._take(partner, SHARES)
            self.posting.say(partner, Text("household-ended"), now)
            self._take_back(partner, now)
            self.on_card(partner, now)
        self._tell_refused(waiting, now)

    def _who_wait(self, person_id: str) -> list[Person]:
        """Return who agreed to compare with a person that has not answered yet."""
        timer = self.tx.timer(AGREED, person_id)
        other = None if timer is None else self.tx.whole_person(timer.person or "")
        return [] if other is None or other.id == person_id else [other]

    def parted(self, person: Person, since: int, now: datetime) -> None:
        """Let nothing be compared that somebody else may have agreed to in a person's name since a moment."""
        self._take(person, GIVEN, ASKED, AGREED)
        forget_questions(self.tx, person.id)
        made = [one.due - SHARED_FOR.total_seconds() for one in self.tx.timers_of(person.id) if one.kind == SHARES]
        if any(moment >= since for moment in made):
            self._end(person, now)

    def united(self, person: Person, now: datetime) -> None:
        """Compare with one alone, and not with oneself, where two chats became this person's; let staff see it."""
        kept = self.tx.timer(SHARES, person.id)
        partner = "" if kept is None or kept.person == person.id else kept.person
        for timer in self.tx.timers_of(person.id):
            if timer.kind == SHARES and timer.subject != partner and self.tx.take_timer(timer):
                left = None if timer.subject == person.id else self.tx.whole_person(timer.subject)
                if left is not None:
                    self.posting.say(left, Text("household-ended"), now)
                    self._take_back(left, now)
                    self.on_card(left, now)
        other = self.partner_of(person)
        for one in (person,) if other is None else (person, other):
            self.on_card(one, now)

    def over(self, timer: Timer, now: datetime) -> None:
        """Let a comparison end that was agreed to for a time, or tell who waits that the other has not answered."""
        if timer.kind == AGREED:
            self._tell_refused((self.tx.whole_person(timer.person or ""),), now)
        person = self.tx.whole_person(timer.person or "") if timer.kind == SHARES else None
        back = None if person is None else self.tx.timer(SHARES, person.id)
        if person is None or back is None or back.person != timer.subject:
            return
        self.tx.take_timer(back)
        for one in (person, self.tx.whole_person(timer.subject)):
            if one is not None:
                self.posting.say(one, Text("household-ended"), now)
                self._take_back(one, now)
                self.on_card(one, now)

    def on_card(self, person: Person, now: datetime) -> None:
        """Let staff see on the card of a person whether there is a household, and the partner's number."""
        partner = self.partner_of(person)
        # Only the number: the partner's lead is not opened for it.
        number = 0 if partner is None else self.tx.lead_numbers_of([partner.id]).get(partner.id, 0)
        try:
            self.let_decide(person, HouseholdKnown(None if partner is None else number), now)
        except SealError:
            log.error("the card of a person who compares is not shown anew: their lead cannot be opened (damaged)")

    def filed(self, person: Person, now: datetime) -> None:
        """Let staff see it once somebody has sent a card who compares with a partner."""
        partner = self.partner_of(person)
        if partner is not None:
            for one in (person, partner):
                self.on_card(one, now)


__all__ = ["AGREED", "ASKED", "GIVEN", "HOUSEHOLD_KINDS", "SHARES", "Household", "forget_household"]
