"""Until staff have said what becomes of a talk that they dragged elsewhere, both of its times are its own."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import Any

import pytest

from bot.turns.apply import Batch
from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import CELL_SECONDS
from dialogs.booking.policy import cells_at, hold
from dialogs.booking.slots import Slot
from dialogs.desk.desk import Desk
from dialogs.dialogue import Dialogue
from dialogs.messages import Typed
from dialogs.office import LANGUAGE_OF_STAFF
from tests.calendars.fake import FakeServer, only
from tests.calendars.small_office import FRIDAY, HOUR, RULE, SmallOffice, dialogue, moved_text
from tests.dialogs.walker import real_words

THERE = FRIDAY + 3 * HOUR


class _Appointment:
    """Implements `BusyTimes`: one member of staff has one appointment, from one moment to another."""

    def __init__(self, staff: str, begins: int, ends: int) -> None:
        self.staff, self.own = staff, range(begins // CELL_SECONDS, ends // CELL_SECONDS)

    def cells(self, _kept: Any, first: int, end: int) -> Mapping[str, Set[int]]:
        return {self.staff: {cell for cell in self.own if first <= cell < end}}

    def behind(self, _kept: Any, _now: Any) -> Set[str]:
        return frozenset()

    def late(self, _kept: Any, _now: Any) -> list[Any]:
        return []


async def dragged(office: SmallOffice, server: FakeServer, start: int = THERE) -> int:
    """A booking whose entry staff dragged to another time."""
    number = office.books()
    await office.looks()
    office.said()
    server.put(only(server).href, moved_text(only(server).text, start))
    await office.looks()
    return number


def is_free(office: SmallOffice, start: int, staff: str = "a") -> bool:
    """Whether somebody else could book a member of staff at a time."""
    cells = cells_at(start, 60, RULE)
    taken: frozenset[int] = office.do(lambda batch: batch.tx.taken_cells([staff], *cells, None)[staff])
    return not taken


def card_says(office: SmallOffice) -> str:
    """What the card of the first client says, as staff read it."""

    def look(batch: Batch) -> str:
        person = batch.tx.person_at("telegram", "1", office.clock())
        stored = batch.tx.lead_of(person.id)
        assert stored is not None
        card = Desk(office.dialogue).card(stored.record, [kept.booking for kept in batch.tx.bookings_of(person.id)])
        return "\n".join(real_words().plain(LANGUAGE_OF_STAFF, line) for line in card.lines)

    found: str = office.do(look)
    return found


async def test_nobody_else_books_the_time_it_was_dragged_to(office: SmallOffice, server: FakeServer) -> None:
    assert is_free(office, THERE)
    await dragged(office, server)
    assert not is_free(office, THERE)
    assert not is_free(office, FRIDAY), "nor the one that was agreed"
    assert is_free(office, THERE, "b")
    office.presses("follow_entry")
    assert not is_free(office, THERE)
    assert is_free(office, FRIDAY)


@pytest.mark.parametrize("how", ["kept as agreed", "put back", "dragged on", "deleted", "cancelled"])
async def test_it_is_free_again_once_the_talk_is_no_more_there(
    how: str, office: SmallOffice, server: FakeServer
) -> None:
    number = await dragged(office, server)
    if how == "kept as agreed":
        office.presses("restore_entry")
    elif how == "put back":
        server.put(only(server).href, moved_text(only(server).text, FRIDAY))
    elif how == "dragged on":
        server.put(only(server).href, moved_text(only(server).text, THERE + 2 * HOUR))
    elif how == "deleted":
        server.drop(only(server).href)
    else:
        office.cancels(number)
    await office.looks()
    assert is_free(office, THERE)
    assert is_free(office, THERE + 2 * HOUR) is (how != "dragged on")
    assert is_free(office, FRIDAY) is (how == "cancelled")


async def test_a_talk_that_is_over_keeps_no_time_ahead(office: SmallOffice, server: FakeServer) -> None:
    number = await dragged(office, server, THERE + 7 * 24 * HOUR)
    assert not is_free(office, THERE + 7 * 24 * HOUR)
    booking = office.booking(number)
    for state, ended in ((State.BOOKED, True), (State.KEPT, True), (State.MISSED, True)):
        over = Booking.from_json({**booking.to_json(), "state": state, "ended": ended})
        assert over.owned == frozenset(range(*cells_at(FRIDAY, 60, RULE)))


async def test_with_another_member_of_staff_it_keeps_none_of_theirs(server: FakeServer) -> None:
    """Of whom somebody else may have that very time."""
    office = SmallOffice(server.connect, dialogue())
    number = await dragged(office, server)
    office.books(THERE, chat="2", staff="b")
    office.moves(number, FRIDAY + HOUR, staff="b")
    assert is_free(office, THERE)
    assert office.booking(number).owned == frozenset(range(*cells_at(FRIDAY + HOUR, 60, RULE)))


async def test_where_the_client_would_move_it_at_the_same_time_both_are_kept_once(
    office: SmallOffice, server: FakeServer
) -> None:
    """They press the very time, half an hour later, to which staff drag it meanwhile."""
    number = office.books()
    await office.looks()
    slot = Slot(THERE + HOUR // 2, 60, "online", "a", False)
    office.changes("1", lambda mine: hold(mine, slot, "Asia/Tokyo", RULE, office.clock(), moving=number))
    server.put(only(server).href, moved_text(only(server).text, THERE))
    office.said()
    await office.looks()
    assert office.said() == ["staff-entry-moved"]
    assert not is_free(office, slot.start)
    assert office.presses("follow_entry").refused is None
    assert office.booking(number).start == THERE


async def test_onto_an_appointment_of_theirs_staff_are_asked_so_and_may_do_it(
    office: SmallOffice, server: FakeServer
) -> None:
    office.ledger.busy = _Appointment("a", THERE + HOUR // 2, THERE + 2 * HOUR)
    number = await dragged(office, server)
    assert office.said() == ["staff-entry-moved-onto-appointment"]
    assert "ほかの予定と重複" in card_says(office)
    assert office.presses("follow_entry").refused is None
    assert office.booking(number).start == THERE
    assert "重複" not in card_says(office)


@pytest.mark.parametrize(
    "appointment",
    [_Appointment("b", THERE, THERE + HOUR), _Appointment("a", THERE + HOUR, THERE + 2 * HOUR)],
    ids=["of somebody else", "right after it"],
)
async def test_beside_an_appointment_there_is_nothing_to_say(
    appointment: _Appointment, office: SmallOffice, server: FakeServer
) -> None:
    office.ledger.busy = appointment
    await dragged(office, server)
    assert office.said() == ["staff-entry-moved"]
    assert "重複" not in card_says(office)


async def test_the_card_says_that_another_talk_is_there(office: SmallOffice, server: FakeServer) -> None:
    office.books(THERE, chat="2")
    number = office.books()
    await office.looks()
    mine = next(one for one in server.all if f"booking-{number}@" in one.text)
    server.put(mine.href, moved_text(mine.text, THERE))
    await office.looks()
    assert "別の予約と重複" in card_says(office)
    assert not is_free(office, THERE)
    assert office.booking(number).owned == frozenset(range(*cells_at(FRIDAY, 60, RULE)))


async def test_the_card_says_so_no_more_once_nothing_else_is_there(office: SmallOffice, server: FakeServer) -> None:
    """And the time is kept from then on; nobody is asked again."""
    other = office.books(THERE, chat="2")
    number = office.books()
    await office.looks()
    mine = next(one for one in server.all if f"booking-{number}@" in one.text)
    server.put(mine.href, moved_text(mine.text, THERE))
    await office.looks()
    office.cancels(other)
    assert is_free(office, THERE)
    office.said()
    await office.looks()
    assert not is_free(office, THERE)
    assert "重複" not in card_says(office)
    office.ledger.busy = _Appointment("a", THERE, THERE + HOUR)
    await office.looks()
    assert "ほかの予定と重複" in card_says(office)
    assert not is_free(office, THERE)
    assert office.said() == []
    await office.looks()
    assert office.posts() == [], "not even a card"


async def test_put_into_a_colleague_s_calendar_staff_are_told_whose_it_is(server: FakeServer) -> None:
    """Once; the booking is no more theirs for that."""
    server.names = ("sato", "suzuki")
    interview = dialogue(a_writes="sato", b_writes="suzuki")
    around = interview.around
    named = zip(around.office.staff, ("佐藤", "鈴木"), strict=True)
    staff = tuple(replace(one, names={**one.names, LANGUAGE_OF_STAFF: name}) for one, name in named)
    around = replace(around, office=replace(around.office, staff=staff))
    office = SmallOffice(server.connect, Dialogue(interview.questionnaire, around, real_words()))
    number = office.books(staff="a")
    await office.looks()
    office.said()
    mine = only(server)
    server.drop(mine.href)
    server.put(mine.href.replace("/sato/", "/suzuki/"), mine.text)
    await office.looks()
    [told] = [post for post in office.posts() if post.kind != "card"]
    [said] = told.says.lines
    assert said.key == "staff-entry-with-another"
    assert said.args == {"who": Typed("鈴木"), "whose": Typed("佐藤")}
    assert office.booking(number).staff == "a"
    assert office.asks() == []
    await office.looks()
    assert office.posts() == []
    office.moves(number, FRIDAY + HOUR)
    await office.looks()
    assert "/sato/" in only(server).href
    office.said()
    await office.looks()
    assert office.said() == [], "back there by our own hand"


async def test_put_to_another_hour_of_a_colleague_both_is_said(server: FakeServer) -> None:
    server.names = ("sato", "suzuki")
    office = SmallOffice(server.connect, dialogue(a_writes="sato", b_writes="suzuki"))
    office.books(staff="a")
    await office.looks()
    office.said()
    mine = only(server)
    server.drop(mine.href)
    server.put(mine.href.replace("/sato/", "/suzuki/"), moved_text(mine.text, THERE))
    await office.looks()
    assert sorted(office.said()) == ["staff-entry-moved", "staff-entry-with-another"]
    assert not is_free(office, THERE)
