"""Moving a person to another channel by a one-time code: made, kept as a hash, found, used up, and guessed in vain.

A code is a timer: its subject is the hash, its end the end of the code, and whoever takes it has used it. So it goes
with its person, and with time. Whoever brings one is told the same whatever is wrong with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.turns.acts import ClientTurn, Turned
from bot.turns.merging import Merging
from bot.turns.ports import Transaction
from bot.turns.posting import Posting
from bot.turns.records import Person, Timer
from dialogs.dialogue import Dialogue
from dialogs.elsewhere import (
    BESIDE_A_MOVE,
    LONG,
    MINUTES,
    NOT_ME,
    NOT_MINE,
    SIGNS,
    code_of,
    is_code,
    offered,
    others,
    shown,
)
from dialogs.merging import has_anything
from dialogs.messages import Arg, Button, Screen, Text

# The kind of the timer that a code is; it stands in the clear.
CODE = "elsewhere"
# The memo of what the address of each channel begins with that opens it with a word.
LINKS_MEMO = "entry_links"
# The memo of the tries in vain: of each address, and how many there were of all since a moment. So many are read within
# the time, then none for a while. Of 2e14 codes a thousand may be alive: so many tries of all find one in ten million
# hours, and few who guess cannot shut out everybody else.
TRIES_MEMO = "elsewhere_tries"
MOST_AT_ONE, MOST_OF_ALL, TRIES_KEPT = 5, 20_000, timedelta(hours=1)
# Of so many addresses tries are remembered: the memo is written anew with each.
MOST_REMEMBERED = 500
ALL = ""


class Elsewhere:
    """Codes in one transaction `tx`. `screen` shows where somebody stands, `tell_moved` lets staff know."""

    def __init__(
        self,
        tx: Transaction,
        posting: Posting,
        screen: Callable[[Person, datetime], Screen],
        merging: Merging,
        tell_moved: Callable[[Person, datetime], None],
    ) -> None:
        self.tx = tx
        self.posting = posting
        self.screen = screen
        self.merging = merging
        self.tell_moved = tell_moved

    @property
    def dialogue(self) -> Dialogue:
        """What knows the screens."""
        return self.posting.dialogue

    # --- giving -----------------------------------------------------------------------------------------------------

    def give(self, person: Person, now: datetime) -> Screen:
        """Give a person a code, in place of one they had, and say where to send it."""
        for timer in self.tx.timers_of(person.id):
            if timer.kind == CODE:
                self.tx.take_timer(timer)
        code = new_code()
        until = int((now + timedelta(minutes=MINUTES)).timestamp())
        self.tx.set_timer(Timer(CODE, self.tx.code_marks(code)[0], until, until, person.id))
        links = self.tx.memo(LINKS_MEMO) or {}
        there = others(self.dialogue.around, person.address.channel)
        opened = {name: f"{links[name]}{code}" if name in links else "none" for name in there}
        lines = tuple(Text("elsewhere-where", {"channel": _named(name), "link": opened[name]}) for name in there)
        args: dict[str, Arg] = {"code": shown(code), "minutes": str(MINUTES), "where": lines}
        screen = Screen((Text("elsewhere-code", args),), fresh=True)
        self.posting.show(person, screen, now, aside=True)
        return screen

    # --- taking -----------------------------------------------------------------------------------------------------

    def code_in(self, turn: ClientTurn) -> str | None:
        """Return the code that somebody brings; None where there is nowhere else to come from."""
        channels = self.dialogue.around.channels
        return code_of(turn.act) if turn.channel in channels and len(channels) > 1 else None

    def arrive(self, person: Person, code: str, turn: ClientTurn) -> Turned:
        """Let a person go on here who brings a code from elsewhere, or say that it opens nothing."""
        owner = self._owner(person, code, turn.now) if self.may_try(person, turn.now) else None
        if owner is None:
            self.note_try(person, turn.now)
            return self._refused(person, turn)
        if owner.id == person.id:
            self._show_place(person, turn.now)
            return Turned(person=person.id, conversation=person.conversation)
        if has_anything(self.dialogue.situation(person.conversation, turn.now)) or self.tx.bookings_of(person.id):
            self.merging.ask_first(person, owner, turn.now)
            return Turned(person=person.id, conversation=person.conversation)
        self._move(owner, person, turn.now)
        return Turned(person=owner.id, conversation=owner.conversation)

    def let_in(self, owner: Person, channel: str, to: str, now: datetime) -> str:
        """Let somebody go on at another channel without a code, as where they were vouches for them.

        Returns their chat there: the one they have, or `to`, which is theirs from now on.
        """
        there = next((one for one in self.tx.addresses_of(owner) if one.channel == channel), None)
        if there is None:
            self._move(owner, self.tx.person_at(channel, to, now), now)
            return to
        if owner.address.id != there.id:
            person = self.tx.person_at(channel, there.to, now)
            self.goes_on_here(person, now)
            self._show_place(person, now)
        return there.to

    def know_at(self, person: Person, channel: str, to: str, now: datetime) -> bool:
        """Let a chat of another channel be a person's too, in which nothing was said; False where it is somebody's."""
        if self.tx.whose(channel, to) is not None:
            return False
        newcomer = self.tx.person_at(channel, to, now)
        address = replace(newcomer.address)
        self.tx.forget_newcomer(newcomer)
        self.tx.attach(person, address)
        return True

    def _owner(self, person: Person, code: str, now: datetime) -> Person | None:
        """Return whose code it is, and use it up; None where it opens nothing for this person."""
        marks = self.tx.code_marks(code) if is_code(code) else ()
        timer = next((found for mark in marks if (found := self.tx.timer(CODE, mark)) is not None), None)
        owner = None if timer is None or now.timestamp() >= timer.version else self.tx.person(timer.person or "")
        if timer is None or owner is None:
            return None
        theirs = {address.channel for address in self.tx.addresses_of(owner)}
        mine = {address.channel for address in self.tx.addresses_of(person)}
        if theirs & mine if owner.id != person.id else person.left is None:
            # Of each channel a person has one address; and a code brings nobody where they are.
            return None
        return owner if self.tx.take_timer(timer) else None

    def _move(self, owner: Person, newcomer: Person, now: datetime) -> None:
        """Let an address be that of somebody who was elsewhere until now; whoever was there had said nothing."""
        address = replace(newcomer.address)
        # Who is signed in there stays so, as whom they are.
        self.tx.give_web_sessions(newcomer.id, owner.id)
        if newcomer.version or newcomer.touched:
            # What was said in that chat before is to go with them, should they ask for it.
            self.posting.take_buttons_from(newcomer, now)
            inbox = [[*entry[:2], address.channel] for entry in newcomer.inbox]
            self.tx.adopt(newcomer, owner, with_lead=True)
            self.tx.erase(newcomer.id, into=owner.id)
            owner.inbox = [*owner.inbox, *inbox]
        else:
            self.tx.forget_newcomer(newcomer)
        self.tx.attach(owner, address)
        owner = self.tx.person_at(address.channel, address.to, now)
        self.goes_on_here(owner, now)
        self._show_place(owner, now)
        number = next(reversed(owner.conversation.moves), None)
        if owner.left is not None and number is not None:
            # Who was given the code of somebody else would tell them all that they say here.
            rows = ((Button(Text("button-not-mine"), NOT_MINE),),)
            whose = Text("elsewhere-whose", {"channel": _named(owner.left.channel)})
            self.posting.say_at(owner, owner.address, whose, now, rows, f"{BESIDE_A_MOVE}{number}.0")

    def goes_on_here(self, person: Person, now: datetime) -> None:
        """Say where they were until now that they have gone on from there, and let staff know."""
        left = person.left
        person.updated_at, person.touched = now.timestamp(), True
        self.posting.leave(person, now)
        if left is not None:
            # Only figures fit a button beside its place.
            number = str(secrets.randbelow(9_000) + 1_000)
            moves = {name: move for name, move in person.conversation.moves.items() if name != number}
            move = [person.address.channel, left.channel, int(now.timestamp())]
            person.conversation.moves = {**moves, number: move}
            args: dict[str, Arg] = {
                "channel": _named(person.address.channel),
                "phone": self.dialogue.around.office.phone,
            }
            rows = ((Button(Text("button-not-me"), NOT_ME),),)
            self.posting.say_at(person, left, Text("elsewhere-gone", args), now, rows, f"{BESIDE_A_MOVE}{number}.0")
        self.tell_moved(person, now)

    def _show_place(self, person: Person, now: datetime) -> None:
        shown_there = self.screen(person, now)
        lines = (Text("elsewhere-arrived"), *shown_there.lines)
        self.posting.show(person, Screen(lines, shown_there.rows, fresh=True), now)
        person.touched = True

    # --- guessing ---------------------------------------------------------------------------------------------------

    def _refused(self, person: Person, turn: ClientTurn) -> Turned:
        text = Text("elsewhere-no", {"minutes": str(MINUTES)})
        if person.version or person.touched:
            self.posting.say(person, text, turn.now)
            return Turned(person=person.id, refused=text)
        # Nobody is kept for a guess.
        language = self.dialogue.around.hinted(turn.act.language)
        person.conversation.language = language or person.conversation.language
        self.posting.tell(person, text, turn.now)
        self.tx.forget_newcomer(person)
        return Turned(refused=text)

    def _tries(self, now: datetime) -> dict[str, list[float]]:
        """Return the moments of tries by their address, the newest last; of all of them since when, and how many."""
        since = now.timestamp() - TRIES_KEPT.total_seconds()
        kept: dict[str, list[float]] = self.tx.memo(TRIES_MEMO) or {}
        all_of_them = kept.get(ALL, ())
        recent = {name: [at for at in tries if at > since] for name, tries in kept.items() if name != ALL}
        found = {name: tries for name, tries in recent.items() if tries}
        return {**found, ALL: list(all_of_them)} if all_of_them and all_of_them[0] > since else found

    def may_try(self, person: Person, now: datetime) -> bool:
        """Return whether a code that somebody brings is read, after so many in vain."""
        tries = self._tries(now)
        _, of_all = tries.get(ALL, (0.0, 0))
        return len(tries.get(person.address.id, ())) < MOST_AT_ONE and of_all < MOST_OF_ALL

    def note_try(self, person: Person, now: datetime) -> None:
        """Note that a code opened nothing."""
        tries, moment = self._tries(now), now.timestamp()
        since, of_all = tries.pop(ALL, (moment, 0))
        own = [*tries.pop(person.address.id, ()), moment][-MOST_AT_ONE:]
        others = list(tries.items())[1 - MOST_REMEMBERED :]
        self.tx.set_memo(TRIES_MEMO, {**dict(others), person.address.id: own, ALL: [since, of_all + 1]})

    def forget_tries(self, now: datetime) -> None:
        """Keep no try that is over."""
        kept = self.tx.memo(TRIES_MEMO)
        if kept and (left := self._tries(now)) != kept:
            self.tx.set_memo(TRIES_MEMO, left)


def new_code() -> str:
    """Return a code that nobody guesses in the time that it is good for."""
    while not is_code(code := "".join(secrets.choice(SIGNS) for _ in range(LONG))):
        pass
    return code


def _named(channel: str) -> Text:
    return Text("channel-name", {"channel": channel})


__all__ = ["CODE", "LINKS_MEMO", "Elsewhere", "new_code", "offered"]
