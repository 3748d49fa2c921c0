"""Clients, staff and the world do whatever they like: in the end the calendar has what the database has, once.

The calendar may be down, the process may die between any two steps, staff may drag, delete, annotate and bring back
what stands in their calendar, and press each button of the card, also twice.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.calendars.sources import TroubleKind
from bot.sheets.calendar import uid_of
from dialogs.booking.booking import Booking, State
from dialogs.booking.office_entry import GONE, SHOWN
from tests.calendars.fake import FakeServer
from tests.calendars.small_office import FRIDAY, HOUR, Died, SmallOffice, dialogue, moved_text, times_of
from tests.properties import long_lives

CHATS = st.sampled_from(("1", "2"))
HOURS, STAFF = st.integers(0, 7), st.sampled_from("ab")
NOTE = "DESCRIPTION:kept by staff"


class Calendars(RuleBasedStateMachine):
    """An office whose two members of staff have calendars of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.server = FakeServer(("sato", "suzuki"))
        self.office = SmallOffice(self.server.connect, dialogue(a_writes="sato", b_writes="suzuki"))
        self.erased: set[str] = set()
        self.noted: set[str] = set()

    @initialize(can_move=st.booleans(), one_name_in_all=st.booleans())
    def it_is_a_server_of_some_make(self, can_move: bool, one_name_in_all: bool) -> None:
        self.server.can_move, self.server.one_name_in_all = can_move, one_name_in_all

    @initialize(hours=st.tuples(HOURS, HOURS), staff=st.tuples(STAFF, STAFF), is_looked_at=st.booleans())
    def both_have_a_talk(self, hours: tuple[int, int], staff: tuple[str, str], is_looked_at: bool) -> None:
        """There is something to be kept from the beginning."""
        for chat, hour, who in zip(("1", "2"), hours, staff, strict=True):
            self.client_books(chat, hour, who)
        if is_looked_at:
            self._look()

    # --- clients --------------------------------------------------------------------------------------------------

    @precondition(lambda self: any(self._ahead(chat) is None for chat in {"1", "2"} - self.erased))
    @rule(chat=CHATS, hour=HOURS, staff=STAFF)
    def client_books(self, chat: str, hour: int, staff: str) -> None:
        if chat not in self.erased and self._ahead(chat) is None and self._is_free(hour, staff):
            self.office.books(FRIDAY + hour * HOUR, chat=chat, staff=staff)

    @precondition(lambda self: self._any_ahead())
    @rule(chat=CHATS, hour=HOURS, staff=STAFF)
    def it_is_moved(self, chat: str, hour: int, staff: str) -> None:
        booking = self._ahead(chat)
        if booking is not None and self._is_free(hour, staff, but=booking.number):
            self.office.moves(booking.number, FRIDAY + hour * HOUR, staff=staff)

    @precondition(lambda self: self._any_ahead())
    @rule(chat=CHATS)
    def it_is_cancelled(self, chat: str) -> None:
        booking = self._ahead(chat)
        if booking is not None:
            self.office.cancels(booking.number)

    @precondition(lambda self: not self.erased)
    @rule(chat=CHATS)
    def client_is_forgotten(self, chat: str) -> None:
        self.office.forgets(chat)
        self.erased.add(chat)

    # --- staff ----------------------------------------------------------------------------------------------------

    @precondition(lambda self: self.server.all)
    @rule(pick=st.integers(0, 9), hour=HOURS, minutes=st.sampled_from((30, 60, 24 * 60)))
    def staff_drag_an_entry(self, pick: int, hour: int, minutes: int) -> None:
        one = self.server.all[pick % len(self.server.all)]
        self.server.put(one.href, moved_text(one.text, FRIDAY + hour * HOUR, minutes))

    @precondition(lambda self: self.server.all)
    @rule(pick=st.integers(0, 9), brings_back=st.booleans())
    def staff_delete_an_entry(self, pick: int, brings_back: bool) -> None:
        one = self.server.all[pick % len(self.server.all)]
        self.server.drop(one.href)
        if brings_back:
            self._look()
            # What is theirs alone by now, since nobody has that talk any more, may stay where they put it.
            if self._none_of(one.text) and self._stands(one.text):
                self.server.put(one.href, one.text)

    @precondition(lambda self: self.server.all)
    @rule(pick=st.integers(0, 9))
    def staff_annotate_an_entry(self, pick: int) -> None:
        one = self.server.all[pick % len(self.server.all)]
        if NOTE not in one.text:
            self.server.put(one.href, one.text.replace("END:VEVENT", f"{NOTE}\r\nEND:VEVENT"))

    @rule(chat=CHATS, pick=st.integers(0, 9), times=st.sampled_from((1, 2)))
    def staff_press_a_button(self, chat: str, pick: int, times: int) -> None:
        if chat in self.erased:
            return
        about = [button.action for button in self.office.buttons(chat) if "_entry:" in button.action]
        for _ in range(times if about else 0):
            self.office.presses_old(about[pick % len(about)])

    # --- the world ------------------------------------------------------------------------------------------------

    @rule(kind=st.sampled_from((None, None, *TroubleKind)))
    def the_calendar_is_up_or_down(self, kind: TroubleKind | None) -> None:
        self.server.trouble = kind

    @rule(dies_at=st.integers(0, 12))
    def the_calendar_is_looked_at(self, dies_at: int) -> None:
        steps = iter(range(1, 1_000))
        self.office.writer.dies = lambda: next(steps) == dies_at
        try:
            self._look()
        except Died:
            self.office.keeping = self.office.started()
        finally:
            self.office.writer.dies = lambda: False

    @rule(hours=st.integers(1, 20))
    def time_passes(self, hours: int) -> None:
        self.office.clock.advance(timedelta(hours=hours))

    # --- what holds -----------------------------------------------------------------------------------------------

    @invariant()
    def no_booking_has_two_entries(self) -> None:
        """Whatever happens in between."""
        uids = [line for one in self.server.all for line in one.text.splitlines() if line.startswith("UID:")]
        assert len(uids) == len(set(uids))

    def teardown(self) -> None:
        """Once the calendar is up and staff have answered, database and calendar say the same."""
        self.server.trouble = None
        for decided in (False, True):
            for _ in range(3):
                # What failed alone is tried again an hour later at the latest.
                self.office.clock.advance(timedelta(hours=1))
                self._look()
            self._everything_agrees_or_is_asked_about()
            for chat in {"1", "2"} - self.erased if not decided else ():
                if "restore_entry" in self.office.asks(chat):
                    self.office.presses("restore_entry", chat)
        assert all(self._ahead(chat) is None or not self.office.asks(chat) for chat in {"1", "2"} - self.erased)

    def _everything_agrees_or_is_asked_about(self) -> None:
        bookings = [booking for chat in {"1", "2"} - self.erased for booking in self.office.of(chat)]
        found = {self._number(one.text): one for one in self.server.all}
        assert found.keys() <= {booking.number for booking in bookings if booking.state in SHOWN}
        for booking in bookings:
            if booking.state is State.BOOKED and (booking.end or 0) > self.office.clock().timestamp():
                there = self._times(found[booking.number].text) if booking.number in found else GONE
                assert there == (booking.elsewhere or (booking.start, booking.end))
                member = {"a": "sato", "b": "suzuki"}[booking.staff]
                assert booking.elsewhere is not None or f"/{member}/" in found[booking.number].href

    # --- pieces ---------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        asyncio.run(self.office.looks())

    def _any_ahead(self) -> bool:
        return any(self._ahead(chat) is not None for chat in ("1", "2"))

    def _ahead(self, chat: str) -> Booking | None:
        if chat in self.erased:
            return None
        now = self.office.clock().timestamp()
        mine = [b for b in self.office.of(chat) if b.state is State.BOOKED and (b.start or 0) > now]
        return mine[0] if mine else None

    def _is_free(self, hour: int, staff: str, but: int | None = None) -> bool:
        start = FRIDAY + hour * HOUR
        taken = self.office.do(
            lambda batch: batch.tx.taken_cells([staff], start // 300, (start + HOUR) // 300, but)[staff]
        )
        return start > self.office.clock().timestamp() and not taken

    def _number(self, text: str) -> int:
        key = self.office.dialogue.around.office.key
        return next(number for number in range(1, 1_000) if f"UID:{uid_of(number, key)}\r\n" in text)

    def _none_of(self, text: str) -> bool:
        return self._number(text) not in {self._number(one.text) for one in self.server.all}

    def _stands(self, text: str) -> bool:
        mine = [booking for chat in {"1", "2"} - self.erased for booking in self.office.of(chat)]
        return self._number(text) in {booking.number for booking in mine if booking.state in SHOWN}

    @staticmethod
    def _times(text: str) -> tuple[int, int]:
        start, end = times_of(text)
        return (start, end) if end - start <= 12 * HOUR else (start, start)


@pytest.mark.long
@pytest.mark.hypothesis
def test_whatever_clients_staff_and_the_world_do() -> None:
    run_state_machine_as_test(Calendars, settings=long_lives(20, 30))
