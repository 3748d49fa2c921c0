"""Links by which a client's employer answers: made, kept as a hash, looked at, answered once, taken back, run out.

A link is a timer, as a code of `bot.turns.elsewhere` is: its subject is the hash, and it goes with its person and with
time. Once it was answered it stays as such, so that whoever opens it again is told. Whatever else is wrong with a link,
it opens nothing, and says no more than that.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.turns.ports import Transaction
from bot.turns.posting import Posting
from bot.turns.records import Person, Timer
from dialogs.desk.employer import EmployerAnswered
from dialogs.dialogue import Dialogue
from dialogs.employer_form import EmployerTold, read_form
from dialogs.employer_link import BESIDE, GOOD_FOR
from dialogs.messages import Button, Screen, Text
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.turn.linking import END

# The kinds of the timers that links are; they stand in the clear.
OPEN, ANSWERED = "employer_link", "employer_answered"
LINK_KINDS = (OPEN, ANSWERED)
PATH = "/hr"
SECRET_BYTES = 16


class LinkState(StrEnum):
    """What a link opens."""

    OPEN = "open"
    ANSWERED = "answered"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What a link opens: of one that is open whose it is, and the timer that it is; of one that was answered when."""

    state: LinkState
    person: Person | None = None
    timer: Timer | None = None
    answered_at: int = 0

    @property
    def name(self) -> str:
        """What the client allowed the page to name; empty for nobody."""
        return "" if self.person is None else str(self.person.conversation.employer_link.get("name", ""))


def look(tx: Transaction, code: str, now: datetime) -> OpenedLink:
    """Return what a link opens."""
    for mark in tx.code_marks(f"hr/{code}"):
        done = tx.timer(ANSWERED, mark)
        if done is not None:
            is_known = now.timestamp() < done.due
            return OpenedLink(LinkState.ANSWERED, answered_at=done.version) if is_known else OpenedLink(LinkState.GONE)
        timer = tx.timer(OPEN, mark)
        person = None if timer is None or now.timestamp() >= timer.version else tx.whole_person(timer.person or "")
        if timer is not None and person is not None:
            # One that was replaced, or whose owner became another, opens nothing.
            is_theirs = person.conversation.employer_link.get("until") == timer.version
            return OpenedLink(LinkState.OPEN, person, timer) if is_theirs else OpenedLink(LinkState.GONE)
    return OpenedLink(LinkState.GONE)


@dataclass(frozen=True, slots=True)
class EmployerReply:
    """What became of an answer: the link's state before it, and what was read of the form where it was open."""

    state: LinkState
    told: EmployerTold | None = None
    answered_at: int = 0


def keep_one_link(tx: Transaction, stays: Person, goes: Person) -> bool:
    """Let only the newer of two open links be open, where two people become one; return whether the other has ended."""
    links = {one.id: one.conversation.employer_link for one in (stays, goes)}
    if not all(links.values()):
        return False
    older = min((stays, goes), key=lambda one: float(links[one.id].get("made", 0)))
    for timer in tx.timers_of(older.id):
        if timer.kind == OPEN:
            tx.take_timer(timer)
    older.conversation.employer_link = {}
    return True


class EmployerLinks:
    """Links in one transaction `tx`. `screen` makes what stands in a chat, `let_decide` lets the desk decide."""

    def __init__(
        self,
        tx: Transaction,
        posting: Posting,
        screen: Callable[[Person, datetime], Screen],
        let_decide: Callable[[Person, object, datetime], object],
    ) -> None:
        self.tx = tx
        self.posting = posting
        self.screen = screen
        self.let_decide = let_decide

    @property
    def dialogue(self) -> Dialogue:
        """What knows the questions."""
        return self.posting.dialogue

    # --- the client -------------------------------------------------------------------------------------------------

    def give(self, person: Person, name: str, now: datetime) -> list[Screen]:
        """Give a person a link, in place of one they had: how it is used, and a text to be forwarded as it is."""
        base = self.dialogue.around.links
        if base is None:
            return []
        self._drop(person)
        office = self.dialogue.around.office
        last_day = self.dialogue.situation(person.conversation, now).today + GOOD_FOR
        # Whoever reads until which day opens it on that day as well, however late.
        midnight = datetime.combine(last_day + timedelta(days=1), time.min, office.zone)
        code, until = secrets.token_hex(SECRET_BYTES), int(midnight.timestamp())
        self.tx.set_timer(Timer(OPEN, self.tx.code_marks(f"hr/{code}")[0], until, until, person.id))
        number = secrets.randbelow(9_000) + 1_000
        person.conversation.employer_link = {
            **{"until": until, "last_day": last_day.isoformat(), "made": int(now.timestamp())},
            **{"name": name, "number": number},
        }
        told = Text("employer-link-given", {"last_day": last_day})
        in_two = [
            Text("employer-link-forward", {"office": office.in_language(office.names, language)}, language)
            for language in (LANGUAGE_OF_STAFF, "en")
        ]
        forward = Screen((*in_two, Text("employer-link-address", {"link": f"{base}{PATH}/{code}"})))
        self.posting.say(person, told, now, ((Button(Text("employer-link-end"), END),),), f"{BESIDE}{number}.0")
        self.posting.show(person, forward, now, aside=True)
        return [Screen((told,)), forward]

    def end(self, person: Person, now: datetime) -> Screen:
        """Let a person's link open nothing any more, and say so."""
        self._drop(person)
        person.conversation.employer_link, person.touched = {}, True
        text = Text("employer-link-ended")
        self.posting.say(person, text, now)
        return Screen((text,))

    def _drop(self, person: Person) -> None:
        for timer in self.tx.timers_of(person.id):
            if timer.kind == OPEN:
                self.tx.take_timer(timer)

    def parted(self, person: Person, since: int) -> None:
        """Let no link open anything that somebody else may have given out in a person's name since a moment."""
        link = person.conversation.employer_link
        if float(link.get("made", float(link.get("until", 0)) - GOOD_FOR.total_seconds())) >= since:
            self._drop(person)
            person.conversation.employer_link, person.touched = {}, True

    def over(self, timer: Timer, now: datetime) -> None:
        """Tell a person whose link has run out without an answer."""
        person = self.tx.person(timer.person or "") if timer.kind == OPEN else None
        if person is not None and person.conversation.employer_link.get("until") == timer.version:
            person.conversation.employer_link = {}
            self.posting.say(person, Text("employer-link-ran-out"), now)

    # --- the employer -----------------------------------------------------------------------------------------------

    def answer(self, code: str, fields: Mapping[str, str], now: datetime) -> EmployerReply:
        """Take what HR answered, once; nothing of a form in which something cannot be read."""
        found = look(self.tx, code, now)
        if found.state is not LinkState.OPEN or found.person is None or found.timer is None:
            return EmployerReply(found.state, answered_at=found.answered_at)
        person, timer = found.person, found.timer
        told = read_form(fields, self.dialogue.situation(person.conversation, now))
        if told.problems:
            return EmployerReply(LinkState.OPEN, told)
        self.tx.take_timer(timer)
        self.tx.set_timer(Timer(ANSWERED, timer.subject, timer.due, int(now.timestamp()), person.id))
        revision = person.conversation.revision
        self.let_decide(person, EmployerAnswered(told), now)
        person.touched = True
        if person.conversation.revision != revision:
            # What stands there was counted without these answers, and its buttons are stale.
            self.posting.show(person, self.screen(person, now), now)
        return EmployerReply(LinkState.OPEN, told)


__all__ = [
    "ANSWERED",
    "LINK_KINDS",
    "OPEN",
    "PATH",
    "EmployerReply",
    "EmployerLinks",
    "LinkState",
    "keep_one_link",
    "look",
]
