"""The talks of the day, as /today lists them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.office.agenda import agenda, requests_of, talks_by_person, talks_of
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


@pytest.mark.parametrize(
    ("state", "ended", "said"),
    [
        (State.BOOKED, False, ""),
        (State.BOOKED, True, "来られましたか"),
        (State.REQUESTED, False, "承認待ち"),
        (State.KEPT, True, "実施済み"),
    ],
)
def test_how_a_talk_stands_is_told_where_it_is_not_just_booked(
    store: MemoryStore, state: State, ended: bool, said: str
) -> None:
    maria, lead = with_lead(store, name="Maria")
    booked(store, maria, replace(a_booking(seconds("2026-11-24T09:00"), "a", state), ended=ended))
    with store.transaction() as tx:
        for key in ("staff-today-talk", "morning-talk"):
            number = Text("morning-number", {"number": str(lead.record.number)})
            whose = (lambda _lead, number=number: number) if key == "morning-talk" else None
            [due] = talks_of(tx, office(), NOW, key=key, lead=whose)
            words = Words().plain("ja", due.text)
            assert said in words
            assert "予約済み" not in words


def test_whoever_has_a_talk_waits_for_nobody(store: MemoryStore) -> None:
    maria, lead = with_lead(store, name="Maria")
    booked(store, maria, a_booking(seconds("2026-11-30T09:00"), "a"))
    with store.transaction() as tx:
        talks = talks_by_person(tx, office(), NOW)
        [known] = agenda(office(), NOW, [], [lead], page=1, booked=talks)
        [unknown] = agenda(office(), NOW, [], [lead], page=1)
        assert talks_by_person(tx, replace(office(), booking=None), NOW) == {}
    assert Text("staff-today-no-waiting") in known.lines
    assert Text("staff-today-waiting", {"number": "1"}) in unknown.lines


def test_times_to_be_approved_are_named_whenever_they_are_what_ends_first_first(store: MemoryStore) -> None:
    for chat, name, start, until in (
        ("1", "Maria", "2026-12-05T10:00", "2026-12-01T10:00"),
        ("2", "Ken", "2026-12-12T10:00", "2026-11-25T10:00"),
    ):
        person, _ = with_lead(store, chat, name=name)
        booked(store, person, replace(a_booking(seconds(start), "a", State.REQUESTED), until=seconds(until)))
    other, _ = with_lead(store, "3", name="Ana")
    booked(store, other, a_booking(seconds("2026-12-05T13:00"), "a"))
    booked(store, other, a_booking(seconds("2026-11-24T11:00"), "a", State.REQUESTED))
    with store.transaction() as tx:
        requests = requests_of(tx, office(), NOW)
        [listed] = agenda(office(), NOW, [], [], page=1, requests=requests)
        [nothing] = agenda(office(), NOW, [], [], page=1)
        assert requests_of(tx, replace(office(), booking=None), NOW) == []
    said = [Words().plain("ja", due.text).translate(ISOLATES) for due in requests]
    assert [line.split("｜")[0] for line in said] == ["12月12日(土)10:00 #2 Ken", "12月5日(土)10:00 #1 Maria"]
    assert said[0].endswith("11月25日(水)10:00までに承認")
    assert Text("staff-today-requests", {"number": "2"}) in listed.lines
    assert not [line for line in nothing.lines if "request" in line.key], "most days nobody asks for anything"
