"""The talks of the day, as /today lists them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.office.agenda import agenda, talks_of
from bot.storage.memory import MemoryStore
from bot.words.words import Words
from dialogs.booking.booking import State
from dialogs.messages import Text, Typed
from tests.dialogs.booking.offices import moment, office, seconds
from tests.storage.contract.bookings import a_booking, booked
from tests.storage.contract.stores import stored, with_lead

NOW = moment("2026-11-24T12:00")
ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def talks(store: MemoryStore) -> list[Text]:
    with store.transaction() as tx:
        return [due.text for due in talks_of(tx, office(), NOW)]


@pytest.mark.parametrize("state", State)
def test_talks_that_are_held_asked_for_or_over_are_of_the_day_and_no_others(store: MemoryStore, state: State) -> None:
    maria, lead = with_lead(store, name="Maria")
    booked(store, maria, a_booking(seconds("2026-11-24T09:00"), "a", state))
    expected = state in (State.BOOKED, State.REQUESTED, State.KEPT, State.MISSED)
    assert [text.args["number"] for text in talks(store)] == [str(lead.record.number)] * expected


def test_the_day_is_the_office_s_and_its_talks_come_in_their_order(store: MemoryStore) -> None:
    maria, _ = with_lead(store, name="Maria")
    for member, start in enumerate(("2026-11-24T23:55", "2026-11-24T00:00", "2026-11-23T23:55", "2026-11-25T00:00")):
        booked(store, maria, a_booking(seconds(start), str(member)))
    assert [text.args["time"] for text in talks(store)] == ["00:00", "23:55"]


def test_a_talk_says_who_with_whom_and_how_as_the_office_calls_it(store: MemoryStore) -> None:
    maria, _ = with_lead(store, name="")
    booked(store, maria, a_booking(seconds("2026-11-24T09:00"), "a"))
    booked(store, maria, a_booking(seconds("2026-11-24T10:00"), "gone", way="no more"))
    known, unknown = talks(store)
    own = office()
    way = own.way("online")
    assert way is not None
    assert (known.args["way"], known.args["who"]) == (way.label["ja"], own.staff[0].names["ja"])
    assert known.args["name"] == Typed("—")
    assert (unknown.args["way"], unknown.args["who"]) == ("no more", "gone")


def test_the_talk_of_somebody_without_a_lead_is_not_shown(store: MemoryStore) -> None:
    booked(store, stored(store), a_booking(seconds("2026-11-24T09:00"), "a"))
    assert talks(store) == []


def test_an_office_without_bookings_has_no_talks_and_says_so(store: MemoryStore) -> None:
    own = replace(office(), booking=None)
    with store.transaction() as tx:
        assert talks_of(tx, own, NOW) == []
    [listed] = agenda(own, NOW, [], [], page=1)
    assert Text("staff-today-no-talks") in listed.lines


def test_a_talk_stands_in_the_agenda_in_words(store: MemoryStore) -> None:
    maria, _ = with_lead(store, name="<Maria>")
    booked(store, maria, a_booking(seconds("2026-11-24T09:00"), "a"))
    with store.transaction() as tx:
        [listed] = agenda(office(), NOW, talks_of(tx, office(), NOW), [], page=1)
    said = "\n".join(Words().html("ja", line) for line in listed.lines).translate(ISOLATES)
    assert "09:00" in said
    assert "&lt;Maria&gt;" in said
    assert listed.persons == (maria.id,)
