"""What is pressed and typed on the page of times, and beside it, once something has become of a booking."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import CELL_SECONDS
from dialogs.booking.own import AfterChange
from dialogs.desk.bookings import beside
from dialogs.dialogue import Dialogue
from dialogs.effects import ChangeBookings
from dialogs.office import HalfDay
from dialogs.ports import NOTHING_FULL
from tests.dialogs.booking.offices import a_booking, moment
from tests.dialogs.booking.test_page import Booked, chooses, dialogue, later, starts
from tests.dialogs.walker import Walk

NOW = int(moment("2026-11-24T10:00").timestamp())
DAY = 86_400
# Friday, ten o'clock.
START = NOW + 3 * DAY


class Busy(Booked):
    """A world in which these times are taken by others, too."""

    def __init__(self, theirs: tuple[Booking, ...], *taken: Booking) -> None:
        super().__init__(theirs)
        self.others = taken

    def taken(self, staff: Collection[str], first: int, end: int, but: int | None) -> Mapping[str, frozenset[int]]:
        """Return the cells of the others."""
        cells = {one: {cell for other in self.others if other.staff == one for cell in other.owned} for one in staff}
        return {one: frozenset(cell for cell in owned if first <= cell < end) for one, owned in cells.items()}


class BusyByNow(Booked):
    """A world in which everybody is busy at these cells by their calendars."""

    def __init__(self, theirs: tuple[Booking, ...], cells: Collection[int]) -> None:
        super().__init__(theirs)
        self.cells = frozenset(cells)

    def busy(self, first: int, end: int) -> Mapping[str, frozenset[int]]:
        """Return them for each."""
        within = frozenset(cell for cell in self.cells if first <= cell < end)
        return dict.fromkeys(("a", "b"), within)


def at(start: int, /, **more: object) -> Booking:
    """A booking with the cells of its own hour."""
    first = start // CELL_SECONDS
    return a_booking(start, **{"cells": (first, first + 12), **more})


PROPOSED = at(START, proposed=(START + DAY, START + 2 * DAY), proposed_until=START, rounds=1)
REQUEST = at(START + DAY, number=2, state=State.REQUESTED, on_request=True, until=START, replaces=1)
HELD = at(START, state=State.HELD, until=NOW + 600)


def looks(*theirs: Booking, others: tuple[Booking, ...] = ()) -> Walk:
    """Somebody who looks at what they have booked."""
    walk = chooses().presses("close")
    walk.world = Busy(theirs, *others)
    return walk.commands("book")


def changed(walk: Walk) -> tuple[Booking, ...]:
    """The bookings as the last act left them; empty where it changed none."""
    return next((effect.bookings for effect in walk.last.effects if isinstance(effect, ChangeBookings)), ())


# --- a time that is held ----------------------------------------------------------------------------------------------


def test_a_confirmation_that_comes_too_late_says_that_the_time_is_held_no_more() -> None:
    walk = looks(HELD)
    walk.explains("booking-confirm")
    data = walk.data("yes")
    walk.world = Booked((replace(HELD, state=State.EXPIRED, cells=None),))
    walk.presses_data(data).explains("booking-hold-over", "booking-choose")
    assert changed(walk) == ()


@pytest.mark.parametrize("moves", [False, True])
def test_a_held_time_at_which_whoever_has_the_talk_is_busy_by_now_is_let_go_and_the_nearest_stand_there(
    moves: bool,
) -> None:
    """As their calendar says since; where another talk was to be moved, a time for that one is looked for."""
    standing = at(START)
    held = at(START + DAY, number=2, state=State.HELD, until=NOW + 600, replaces=1 if moves else None)
    theirs = (standing, held) if moves else (held,)
    walk = looks(*theirs)
    data = walk.data("yes")
    walk.world = BusyByNow(theirs, held.owned)
    walk.presses_data(data).explains("booking-just-taken")
    assert [booking.state for booking in changed(walk) if booking.number == 2] == [State.EXPIRED]
    walk.world = BusyByNow(changed(walk), held.owned)
    near = starts(walk)
    assert near
    walk.presses(f"s:{near[0]}")
    assert changed(walk)[-1].replaces == (1 if moves else None)


def test_another_wish_lets_the_time_go_that_is_held() -> None:
    walk = looks(HELD).says("Monday afternoon").explains("booking-narrowed")
    [booking] = changed(walk)
    assert (booking.state, booking.cells) == (State.EXPIRED, None)
    assert starts(walk)


def test_who_was_offered_a_time_from_the_list_can_take_it_or_let_it_go() -> None:
    walk = looks(replace(HELD, waited=True)).explains("booking-offer")
    assert [*walk.offered] == ["yes", "no"]
    [booking] = changed(walk.presses("no"))
    assert (booking.state, booking.passed) == (State.WAITING, (START,))


# --- times on pages ---------------------------------------------------------------------------------------------------


def test_earlier_leads_back_page_by_page() -> None:
    walk = chooses()
    pages = [starts(walk)]
    for _ in range(2):
        pages.append(starts(walk.presses(later(walk))))
    assert [starts(walk.presses("earlier")) for _ in range(2)] == [pages[1], pages[0]]


def test_later_days_follow_the_days_that_are_shown() -> None:
    walk = chooses().presses("days")
    days = [action for action in walk.offered if action.startswith("day:")]
    [more] = [action for action in walk.offered if action.startswith("days:")]
    after = [action for action in walk.presses(more).offered if action.startswith("day:")]
    assert min(after) > max(days)


def test_what_is_said_of_a_visit_stands_above_its_times() -> None:
    made = dialogue("online", "visit")
    office = made.around.office
    note = {"ja": "ご自宅の前でお待ちください。", "en": "Please wait at your door."}
    ways = tuple(replace(way, note=note) if way.kind == "visit" else way for way in office.consultation_ways)
    walk = chooses("online", "visit")
    around = replace(made.around, office=replace(office, consultation_ways=ways))
    walk.dialogue = Dialogue(made.questionnaire, around, made.words)
    assert "Please wait at your door." in walk.presses("way:visit").text


# --- what stands ------------------------------------------------------------------------------------------------------


def test_a_limit_that_was_passed_meanwhile_says_so_and_changes_nothing() -> None:
    walk = looks(at(START)).presses("sure")
    walk.now += timedelta(days=2, hours=1)
    walk.presses("cancel").explains("booking-too-late")
    assert changed(walk) == ()


@pytest.mark.parametrize("state", [State.BOOKED, State.REQUESTED])
def test_a_time_that_staff_propose_is_taken_on_the_page(state: State) -> None:
    walk = looks(replace(PROPOSED, state=state, until=START)).explains("booking-proposed")
    walk.presses(f"take:{START + DAY}").explains(
        "booking-told-moved" if state is State.BOOKED else "booking-told-booked"
    )
    [booking] = changed(walk)
    assert (booking.state, booking.start, booking.proposed, booking.moves) == (State.BOOKED, START + DAY, (), 0)


def test_a_proposed_time_that_somebody_else_has_is_not_taken() -> None:
    walk = looks(PROPOSED, others=(at(START + DAY, number=9),))
    walk.presses(f"take:{START + DAY}").explains("booking-just-taken")
    assert changed(walk) == ()
    walk.presses(f"take:{START + 2 * DAY}")
    assert [booking.start for booking in changed(walk)] == [START + 2 * DAY]


def test_of_the_times_that_staff_propose_none_may_suit() -> None:
    walk = looks(PROPOSED).presses("none")
    [booking] = changed(walk)
    assert (booking.state, booking.start, booking.proposed) == (State.BOOKED, START, ())


# --- beside the page --------------------------------------------------------------------------------------------------


def test_a_button_to_move_beside_a_message_leads_to_other_times_for_it() -> None:
    walk = looks(at(START)).presses("close").presses_data(f"{beside(at(START))}.move")
    walk.explains("booking-move-from")
    assert starts(walk)


def test_another_time_for_a_move_that_was_refused_is_a_move_as_well() -> None:
    refused = replace(REQUEST, state=State.DECLINED, cells=None, until=None)
    walk = looks(at(START), refused).presses("close")
    walk.presses_data(f"{beside(refused)}.s:{START + 2 * DAY + 3 * DAY}").explains(
        "booking-confirm", "booking-instead-of"
    )
    held = changed(walk)[-1]
    assert (held.state, held.replaces) == (State.HELD, 1)


# --- within a turn ----------------------------------------------------------------------------------------------------


def test_what_a_turn_changed_is_seen_at_once_and_all_else_as_it_was() -> None:
    before, other = at(START), at(START + DAY, number=9)
    after = at(START + 2 * DAY)
    world = AfterChange(Busy((before,), before, other), (after,))
    first, end = START // CELL_SECONDS, (START + 4 * DAY) // CELL_SECONDS
    assert world.taken(["a"], first, end, None) == {"a": frozenset(after.owned) | frozenset(other.owned)}
    assert world.bookings() == (after,)
    half_day = HalfDay(moment("2026-11-27T00:00").date(), "am")
    assert world.full([half_day]) == NOTHING_FULL.full([half_day]) == frozenset()
