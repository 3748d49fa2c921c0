"""What a button of the booking page does, and what is typed there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from dialogs.booking import policy
from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import HOUR
from dialogs.booking.choice import (
    DAY,
    DAYS_FROM,
    MOST_DIGITS,
    MOST_SHOWN,
    MOVING,
    NARROWED,
    NEAR,
    PAGES,
    PART,
    TOLD,
    VIEW,
    WAY,
    WISH,
    ZONE,
    Choice,
)
from dialogs.booking.own import AfterChange, numbered, taken_in
from dialogs.booking.policy import Decided, NotDone
from dialogs.booking.said import ABSENT, CANCEL, FIRST, LAST, LATE, MOVE, SECOND, SOONEST, THIRD, said_of_times
from dialogs.booking.slots import slot_at
from dialogs.booking.wish import read_wish
from dialogs.effects import ChangeBookings, GiveFeed
from dialogs.matching import match
from dialogs.place import BOOKING
from dialogs.ports import Translator
from dialogs.reminding import talks
from dialogs.whereabouts import zone_named

if TYPE_CHECKING:
    from dialogs.turn import Turn

LONGEST_WISH = 200
# Which of what is on the screen is meant by its place.
PLACES: Mapping[str, int] = {FIRST: 0, SECOND: 1, THIRD: 2, LAST: -1}
# What is a place on the screen up to three is an hour from four on: "10".
_A_BARE_HOUR = re.compile(r"[4-9]|1\d|2[0-3]")
# What a button under a reminder says of whether the client comes.
SAYS: Mapping[str, str] = {"coming": talks.COMING, "move": talks.WANTS_ANOTHER, "cancel": talks.NOT_COMING}
# From so long before a talk on, whoever says that they are late means it.
SOON_SECONDS = 3 * HOUR


class Pressing:
    """One press, or one typed text, on the booking page of a turn."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.slots = turn.place.slots
        self.choice = Choice(turn.situation.again())
        self.now = turn.situation.now

    def press(self, action: str, value: str) -> None:
        """Do what a button stands for; the page stays open unless it is closed."""
        if action == "feed":
            # The address comes in a message of its own, and the screen stays as it is.
            self.open()
            self.turn.result.effects.append(GiveFeed())
            self.turn.show = False
            return
        self.slots.pop(TOLD, None)
        acts: Mapping[str, Callable[[str], None]] = {
            "way": lambda way: self._choose(WAY, way),
            "ways": lambda _: self._forget(WAY, VIEW, *NARROWED),
            "zone": lambda _: self._choose(ZONE, self.choice.office.timezone),
            "days": self._days,
            "parts": lambda _: self._choose(VIEW, "parts"),
            "day": lambda day: self._narrow(DAY, day),
            "part": lambda part: self._narrow(PART, part),
            "all": lambda _: self._forget(VIEW, *NARROWED),
            "later": self._later,
            "earlier": lambda _: self._earlier(),
            "s": self._hold,
            "yes": lambda _: self._confirm(),
            "another": lambda _: self._let_go(),
            "no": lambda _: self._let_go(),
            "move": lambda _: self._move(),
            "sure": lambda _: self._choose(VIEW, "cancel"),
            "keep": lambda _: self._forget(VIEW),
            "cancel": lambda _: self._cancel(),
            "take": self._accept,
            "none": lambda _: self._none_suits(),
            "wait": lambda _: self._wait(),
        }
        if action == "drop":
            self._let_go()
        if action in ("close", "drop"):
            self.slots.clear()
            return
        self.open()
        acts[action](value)

    def open(self) -> None:
        """Keep the page open."""
        self.turn.place.overlay, self.turn.closed = BOOKING, None

    def missed(self, action: str, value: str) -> bool:
        """Do what can still be done of a button that this screen has no more; False where that is nothing."""
        if action == "s" and _is_moment(value) and self.choice.current is None and self.choice.way is not None:
            self.slots.pop(TOLD, None)
            self._hold(value)
            return True
        if action == "yes" and self.choice.current is None:
            self.turn.note("booking-hold-over")
            return True
        return False

    # --- what is typed --------------------------------------------------------------------------------------------

    def hear(self, text: str) -> bool:
        """Take a typed text for what is asked: a place whose clock is meant, or when somebody would come."""
        choice, booking = self.choice, self.choice.current
        if booking is not None and (booking.state is not State.HELD or booking.waited):
            return False
        if booking is None and self.slots.get(VIEW) == "cancel":
            return False
        if booking is None and choice.way is None:
            return self._hear_way(said_of_times(text, *self._words))
        if booking is None and choice.named_zone is None:
            return self._hear_zone(text)
        if booking is None and self._hear_place(said_of_times(text, *self._words)):
            return True
        wish = f"{text.strip()}:00" if _A_BARE_HOUR.fullmatch(text.strip()) else text.strip()
        if read_wish(wish, self.now, choice.zone) is None:
            return False
        if booking is not None:
            self._let_go()
        self._forget(VIEW, TOLD, *NARROWED)
        self.slots[WISH] = wish[:LONGEST_WISH]
        self.turn.same_screen = False
        return True

    def _hear_place(self, said: str | None) -> bool:
        """Take a time by its place on the screen, or show the soonest ones; False where none is meant."""
        if said is None:
            return False
        self.turn.same_screen = False
        if said == SOONEST:
            self._forget(VIEW, TOLD, *NARROWED)
            return True
        shown = self.choice.shown[:MOST_SHOWN]
        if self.slots.get(VIEW) or not shown or PLACES[said] >= len(shown):
            return False
        self._forget(TOLD)
        self._hold(str(shown[PLACES[said]].start))
        return True

    def _hear_way(self, said: str | None) -> bool:
        """Take a way by its place on the screen; False where none is meant."""
        ways = self.choice.ways
        if said is None or PLACES.get(said, len(ways)) >= len(ways):
            return False
        self.turn.same_screen = False
        self._choose(WAY, ways[PLACES[said]].id)
        return True

    @property
    def _words(self) -> tuple[str, Translator]:
        return self.turn.conversation.language, self.turn.rules.words

    def hear_of_booking(self, said: str) -> bool | None:
        """Show what is booked as words ask for it; what they ask for is asked once more, and nothing done by a word.

        Returns whether the office is to hear them; None where they mean nothing here.
        """
        # Whoever was choosing another time, and says something else now, has the one that stands.
        booking = self.choice.current or self.choice.moving
        bookings, rule = self.choice.bookings, self.choice.rule
        if booking is None or booking.state is State.HELD:
            return None
        if said == LATE:
            begins = booking.start or 0
            near = booking.state is State.BOOKED and begins - SOON_SECONDS <= self.now.timestamp()
            if near:
                self.turn.note("booking-late")
            return True if near else None
        self.slots.clear()
        self.open()
        self.turn.same_screen = False
        why = None
        if said == CANCEL:
            why = policy.may_cancel(bookings, booking.number, rule, self.now)
            self.slots.update({} if why else {VIEW: "cancel"})
        elif said == MOVE and booking.state is State.BOOKED:
            why = policy.may_move(bookings, booking.number, rule, self.now)
            self.slots.update({} if why else {MOVING: str(booking.number)})
            if why is None and self.names_a_time(self.turn.act.text):
                self.slots[WISH] = self.turn.act.text.strip()[:LONGEST_WISH]
        return said == ABSENT or why is not None

    def names_a_time(self, text: str) -> bool:
        """Return whether a text says when somebody would come."""
        return read_wish(text.strip(), self.now, self.choice.zone) is not None

    def _hear_zone(self, text: str) -> bool:
        named = zone_named(text)
        if named is None:
            self.turn.note("booking-zone-unknown")
        else:
            self.slots[ZONE] = named
        return True

    # --- narrowing ------------------------------------------------------------------------------------------------

    def _choose(self, name: str, value: str) -> None:
        self.slots[name] = value

    def _forget(self, *names: str) -> None:
        for name in names:
            self.slots.pop(name, None)

    def _narrow(self, name: str, value: str) -> None:
        """Narrow by a day or a part of the day; the one goes with the other, and both without a typed wish."""
        self._forget(VIEW, WISH, PAGES, NEAR, DAYS_FROM)
        self.slots[name] = value

    def _days(self, since: str) -> None:
        self._forget(DAYS_FROM)
        self.slots[VIEW] = "days"
        if since:
            self.slots[DAYS_FROM] = since

    def _later(self, last: str) -> None:
        # The button names the last time above it, so that those need not be found again.
        self.slots[PAGES] = " ".join([*map(str, self.choice.pages), last])

    def _earlier(self) -> None:
        pages = self.choice.pages[:-1]
        self._forget(PAGES)
        if pages:
            self.slots[PAGES] = " ".join(map(str, pages))

    # --- deciding -------------------------------------------------------------------------------------------------

    def _decide(self, decided: Decided, told: str | None = None) -> bool:
        """Keep what was decided, or say why nothing was."""
        turn = self.turn
        if isinstance(decided, NotDone):
            turn.notes.append(decided.why)
            return False
        kept = [effect for effect in turn.result.effects if not isinstance(effect, ChangeBookings)]
        turn.result.effects[:] = [*kept, ChangeBookings(decided)]
        turn.situation.world = AfterChange(turn.situation.world, decided)
        self.choice = Choice(turn.situation.again())
        if told is not None:
            self._forget(VIEW, MOVING, *NARROWED)
            self.slots[TOLD] = told
        return True

    def _hold(self, value: str) -> None:
        """Hold a time; one that somebody else has just taken is answered with the nearest that are free."""
        choice, start = self.choice, int(value)
        office, holiday = choice.office, self.turn.situation.around.holiday
        slot = slot_at(office, holiday, choice.way or "", self.now, choice.taken, start, staff=choice.staff)
        if slot is None:
            self._forget(VIEW, *NARROWED)
            self.slots[NEAR] = value
            self.turn.note("booking-just-taken")
            return
        zone = choice.named_zone or office.timezone
        self._decide(policy.hold(choice.bookings, slot, zone, choice.rule, self.now, moving=choice.but))

    def _confirm(self) -> None:
        held = self.choice.current
        assert held is not None, "a page with this button shows what is held"
        if self._is_busy_meanwhile(held):
            self._lose(held)
            return
        told = "requested" if held.on_request else "booked" if held.replaces is None else "moved"
        self._decide(policy.confirm(self.choice.bookings, held.number, self.choice.rule, self.now), told)

    def _is_busy_meanwhile(self, held: Booking) -> bool:
        """Whether whoever has the talk is busy by their calendar since the time was held."""
        first, end = held.cells or (0, 0)
        busy = self.turn.situation.world.busy(first, end).get(held.staff, frozenset())
        return not busy.isdisjoint(held.owned)

    def _lose(self, held: Booking) -> None:
        """Let go of a time that is held no more in vain, and show what is near to it."""
        self._let_go()
        if held.waited:
            self.turn.note("booking-offer-gone")
            return
        self._forget(VIEW, *NARROWED)
        self.slots[WAY], self.slots[NEAR] = held.way, str(held.start)
        if held.replaces is not None:
            self.slots[MOVING] = str(held.replaces)
        self.turn.note("booking-just-taken")

    def _let_go(self) -> None:
        held = self.choice.current
        if held is not None and held.state is State.HELD:
            self._decide(policy.cancel(self.choice.bookings, held.number, self.choice.rule, self.now))

    def _move(self) -> None:
        booking = self.choice.current
        assert booking is not None, "a page with this button shows what is booked"
        self._forget(VIEW, *NARROWED)
        self.slots[MOVING] = str(booking.number)

    def _cancel(self) -> None:
        booking = self.choice.current
        assert booking is not None, "a page with this button shows what is to be cancelled"
        told = {State.WAITING: "left-list", State.REQUESTED: "taken-back"}.get(booking.state, "cancelled")
        self._decide(policy.cancel(self.choice.bookings, booking.number, self.choice.rule, self.now), told)

    def _accept(self, value: str) -> None:
        booking = self.choice.current
        assert booking is not None, "a page with this button shows what is proposed"
        self.accept(booking, int(value))

    def accept(self, booking: Booking, start: int) -> None:
        """Take a time that staff proposed, if it is still free."""
        choice = self.choice
        but = booking.number if booking.replaces is None else booking.replaces
        if not self._is_free(booking, start, but):
            self.turn.note("booking-just-taken")
            return
        told = "moved" if booking.state is State.BOOKED or booking.replaces is not None else "booked"
        self._decide(policy.accept(choice.bookings, booking.number, start, choice.rule, self.now), told)

    def _none_suits(self) -> None:
        booking = self.choice.current
        assert booking is not None, "a page with this button shows what is proposed"
        self._decide(policy.withdraw(self.choice.bookings, booking.number), "none-suits")

    def _is_free(self, booking: Booking, start: int, but: int) -> bool:
        """Whether a proposed time is free but for the person's own bookings: staff may propose what is not offered."""
        choice = self.choice
        cells = policy.cells_at(start, booking.minutes, choice.rule)
        taken = taken_in(self.turn.situation.world, choice.office, but).cells(booking.staff, *cells)
        mine: set[int] = set()
        for own in choice.bookings:
            if own.staff == booking.staff:
                mine |= own.owned
        return (set(taken) - mine).isdisjoint(range(*cells))

    def _wait(self) -> None:
        choice = self.choice
        zone = choice.named_zone or choice.office.timezone
        self._decide(policy.wait(choice.bookings, choice.way or "", zone, choice.rule, self.now), "waiting")

    # --- buttons of messages beside the screen --------------------------------------------------------------------

    def press_beside(self, number: int, sequence: int, action: str) -> None:
        """Act on a button of a message about a booking; one that has changed since is shown as it stands now."""
        booking, (name, _, value) = numbered(self.choice.bookings, number), action.partition(":")
        if booking is not None and booking.sequence == sequence and self._answers(booking, name, value):
            return
        self.slots.clear()
        self.open()
        if booking is None or booking.sequence != sequence or (value and not _is_moment(value)):
            self.turn.note("booking-changed-since")
        elif name == "take" and value:
            self.accept(booking, int(value))
        elif name == "none":
            self._decide(policy.withdraw(self.choice.bookings, number), "none-suits")
        elif name == "yes" and self.choice.current is booking and booking.state is State.HELD:
            self._confirm()
        elif name == "no" and self.choice.current is booking and booking.state is State.HELD:
            self._let_go()
        elif name == "s" and value:
            self._hold_again(booking, value)
        elif name == "move" and self.choice.current is booking:
            self._move()
        elif name == "cancel" and self.choice.current is booking:
            self._choose(VIEW, "cancel")
        elif name != "show":
            self.turn.note("booking-changed-since")

    def _answers(self, booking: Booking, name: str, value: str) -> bool:
        """Keep what is answered to a reminder, and say so; False where it is no answer, or not to be answered now.

        Whoever may not move or cancel here any more tells staff by the same buttons.
        """
        is_ahead = booking.state is State.BOOKED and (booking.start or 0) > self.now.timestamp()
        if name == "mood" and value in talks.MOODS and booking.state is State.KEPT:
            self._keep(replace(booking, mood=value))
            self.turn.note("reminder-mood-kept")
        elif name in SAYS and is_ahead and not self._may(booking, name):
            self._answered(booking, SAYS[name])
            self.turn.note(f"reminder-{name}-kept")
        else:
            return False
        self.turn.aside()
        return True

    def hear_an_answer(self, text: str) -> bool:
        """Take a typed text for a button of the last reminder, as long as that has no answer."""
        words, language = self.turn.rules.words, self.turn.conversation.language
        for booking in self.choice.bookings:
            is_open = booking.state is State.BOOKED and booking.reminded_at is not None and booking.answered is None
            found = match(text, talks.answers(), language, words) if is_open else None
            if found is not None and found.exact and (booking.start or 0) > self.now.timestamp():
                self.press_beside(booking.number, booking.sequence, found.button.action)
                return True
        return False

    def _may(self, booking: Booking, name: str) -> bool:
        """Return whether a booking can be moved or cancelled here, or what would move it is shown first."""
        asks = {"move": policy.may_move, "cancel": policy.may_cancel}
        if name not in asks:
            return False
        why = asks[name](self.choice.bookings, booking.number, self.choice.rule, self.now)
        return why is None or why.key == "booking-request-open"

    def _answered(self, booking: Booking, says: str) -> None:
        if booking.answered != says:
            self._keep(replace(booking, answered=says, answered_at=int(self.now.timestamp())))

    def _keep(self, booking: Booking) -> None:
        """Keep a booking that nothing has become of but what the client said."""
        self._decide(tuple(booking if own.number == booking.number else own for own in self.choice.bookings))

    def _hold_again(self, booking: Booking, value: str) -> None:
        """Hold another time for a talk that was refused or has ended."""
        self.slots[WAY] = booking.way
        old = numbered(self.choice.bookings, booking.replaces)
        if old is not None and old.state is State.BOOKED:
            self.slots[MOVING] = str(old.number)
        self.choice = Choice(self.turn.situation.again())
        self._hold(value)


def _is_moment(value: str) -> bool:
    """Return whether a button carries a moment in seconds, and none that no calendar has."""
    return value.isdecimal() and len(value) <= MOST_DIGITS
