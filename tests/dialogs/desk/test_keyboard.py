"""The buttons under a card: never more than eight at once, and each is found behind "more" where it has no room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from itertools import product

import pytest

from dialogs.booking.booking import Booking, State
from dialogs.desk.bookings import TalkEnded
from dialogs.desk.desk import Desk
from dialogs.desk.keyboard import YIELDING, CardButtons
from dialogs.desk.matter import STATES, TAKEN, Ask, LeadRecord, Matter, Menu
from dialogs.desk.papers import lead_shown
from dialogs.desk.rights import EVERYTHING
from dialogs.desk.staff import STAFF_ACTS, StaffAct, read_press
from dialogs.dialogue import Dialogue
from dialogs.effects import ChangeBookings
from dialogs.lead import Lead
from dialogs.messages import Text
from dialogs.situation import Surroundings
from tests.dialogs.booking.offices import RULE, a_booking, member
from tests.dialogs.desk.matters import SATO, desk, matter, now, record_of
from tests.dialogs.walker import real_dialogue, real_words

START = int((now() + timedelta(days=3)).timestamp())
REQUESTED = a_booking(START, number=1, state=State.REQUESTED, until=START)
BOOKED = a_booking(START, number=2)
MOVES = a_booking(START + 86_400, number=3, state=State.REQUESTED, replaces=2, until=START)
PROPOSED = replace(BOOKED, proposed=(START + 3_600,), proposed_cells=((1, 2),))
OVER = a_booking(START - 9 * 86_400, number=4, ended=True)
KEPT = replace(OVER, state=State.KEPT)
BOOKINGS = ((), (REQUESTED,), (BOOKED,), (PROPOSED,), (OVER,), (KEPT,), (PROPOSED, MOVES, OVER), (BOOKED, KEPT))
ASKS = tuple(Ask(n, f"our_{n}", Text("value-unknown"), 5.0, SATO) for n in range(3))


@cache
def at_booking_office() -> Desk:
    """The desk of an office with bookings."""
    around = real_dialogue().around
    office = replace(around.office, booking=RULE, staff=(member("a"),))
    surroundings = Surroundings(office, around.holiday, around.languages)
    return Desk(Dialogue(real_dialogue().questionnaire, surroundings, real_words()))


@cache
def lead() -> Lead:
    """The engineer's lead as it is shown."""
    return lead_shown(real_dialogue(), record_of(matter()))


def actions(record: LeadRecord, bookings: tuple[Booking, ...]) -> list[str]:
    """What the buttons of a card carry, in order."""
    keyboard = CardButtons(STAFF_ACTS, lead(), at_booking_office().dialogue.around.office, bookings)
    return [button.action for row in keyboard.laid_out(record) for button in row]


def behind(record: LeadRecord, bookings: tuple[Booking, ...]) -> Iterator[list[str]]:
    """Each page of what lies behind "more"."""
    page: int | None = 0
    while page is not None:
        shown = actions(replace(record, menu=Menu("more", value=page)), bookings)
        yield shown
        following = next((int(a.rpartition(":")[2]) for a in shown if a.startswith("more_page")), 0)
        page = following or None


@pytest.mark.parametrize("bookings", BOOKINGS, ids=lambda found: "+".join(str(b.state) for b in found) or "none")
def test_a_card_has_eight_buttons_at_most_and_none_is_lost(bookings: tuple[Booking, ...]) -> None:
    for state, talking, asks in product(STATES, (False, True), ((), ASKS[:1], ASKS)):
        record = record_of(matter(state, taken_by=SATO, talking=talking and state == TAKEN, asks=asks))
        front = actions(record, bookings)
        pages = list(behind(record, bookings))
        assert len(front) <= 8
        assert all(len(page) <= 8 for page in pages)
        assert all("close" in page[-1] for page in pages)
        office = at_booking_office().dialogue.around.office
        bare = [
            button.action
            for name, rule in STAFF_ACTS.items()
            for button in rule.buttons(name, record, lead(), office, bookings)
        ]
        found = {*front, *(action for page in pages for action in page)}
        assert set(bare) <= found, "each of them is somewhere"
        assert len([*front, *(a for page in pages for a in page if a.split(":")[0] not in ("close", "more_page"))]) == (
            len(found) - len({a for a in found if a.split(":")[0] in ("close", "more_page")})
        ), "and nowhere twice"
        assert all(read_press(action, STAFF_ACTS) is not None for action in found)


def test_what_is_needed_now_stays_in_front() -> None:
    record = record_of(matter())
    assert [a.split(":")[0] for a in actions(record, (PROPOSED, MOVES, OVER))] == [
        "take",
        "done",
        "approve",
        "refuse_time",
        "came",
        "missed",
        "ask",
        "more",
    ]
    assert set(YIELDING) <= set(STAFF_ACTS)
    assert {"take", "approve", "came", "missed", "hand_back", "more"}.isdisjoint(YIELDING)


def test_a_list_that_is_open_stands_alone() -> None:
    opened = record_of(matter(TAKEN, menu=Menu("erase"), talking=True))
    assert [a.split(":")[0] for a in actions(opened, (BOOKED,))] == ["erase_sure", "close"]
    laid_out = replace(BOOKED, desk="propose", options=(START,), ticked=(START,))
    shown = [a.split(":")[0] for a in actions(record_of(matter()), (laid_out,))]
    assert shown == ["time", "send_times", "later_times", "stop"]


def test_what_is_pressed_behind_more_brings_the_card_back() -> None:
    def does(before: Matter, name: str, row: str = "") -> Matter:
        return at_booking_office().handle(before, StaffAct(name, SATO, row, rights=EVERYTHING), now()).matter

    opened = replace(does(matter(), "more"), bookings=(BOOKED,))
    for name, row in (("sheet", ""), ("check", ""), ("cancel_talk", "2")):
        assert record_of(does(opened, name, row)).menu is None
    turned = does(opened, "more_page", "1")
    assert record_of(turned).menu == Menu("more", value=1)
    assert record_of(does(turned, "close")).menu is None
    gone = desk().handle(matter(), StaffAct("more_page", SATO, "1", rights=EVERYTHING), now())
    assert gone.refused == Text("staff-menu-gone")


ENDS = (TalkEnded(2), now() + timedelta(days=4))
CANCELS = (ChangeBookings((replace(BOOKED, state=State.CANCELLED),)), now())
COMES = (ChangeBookings((replace(BOOKED, answered="yes", answered_at=1),)), now())


@pytest.mark.parametrize("name", ["more", "pass", "erase", "ask", "saved", "fix"])
@pytest.mark.parametrize(("act", "moment"), [ENDS, CANCELS])
def test_a_list_left_open_hides_no_button_that_a_talk_wants_of_staff(name: str, act: object, moment: datetime) -> None:
    before = replace(matter(TAKEN, menu=Menu(name)), bookings=(BOOKED,))
    after = at_booking_office().handle(before, act, moment).matter
    assert after.bookings != before.bookings
    assert record_of(after).menu is None


@pytest.mark.parametrize(("name", "act", "moment"), [("fix_line", *ENDS), ("awaited", *CANCELS), ("more", *COMES)])
def test_what_staff_are_in_the_middle_of_stays_open(name: str, act: object, moment: datetime) -> None:
    before = replace(matter(TAKEN, menu=Menu(name, about="salary_yen")), bookings=(BOOKED,))
    after = at_booking_office().handle(before, act, moment).matter
    assert after.bookings != before.bookings
    assert record_of(after).menu == record_of(before).menu
