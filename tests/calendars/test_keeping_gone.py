"""The calendar is kept though what stands there is somebody else's, is refused, or is not there any more."""

from __future__ import annotations

import re

import pytest

from bot.calendars.caldav_client import DavObject
from bot.calendars.sources import CalendarTrouble, TroubleKind
from bot.errors import SealError
from bot.storage.memory import MemoryTransaction
from bot.turns.ledger import Ledger
from bot.turns.records import StoredLead
from dialogs.booking.office_entry import GONE
from tests.calendars.fake import FakeClient, FakeServer, only
from tests.calendars.small_office import FRIDAY, HOUR, TELEGRAM, Died, SmallOffice, times_of
from tests.dialogs.walker import real_words


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def office(server: FakeServer) -> SmallOffice:
    return SmallOffice(server.connect)


async def test_what_staff_put_where_an_entry_was_is_neither_removed_nor_changed(
    office: SmallOffice, server: FakeServer
) -> None:
    """An address says nothing of whose an entry is, its name (UID) does."""
    first, second = office.books(), office.books(FRIDAY + 2 * HOUR, chat="2")
    await office.looks()
    theirs = {one.href: re.sub(r"UID:\S+", "UID:theirs", one.text) for one in server.all}
    for href, text in theirs.items():
        server.put(href, text)
    office.cancels(first)
    office.moves(second, FRIDAY + 4 * HOUR)
    await office.looks()
    assert {one.href: one.text for one in server.all} == theirs
    assert office.asks("2") == ["cancel_entry", "restore_entry"], "whose entry is gone"


async def test_an_entry_that_the_server_alone_refuses_keeps_no_other_waiting_and_no_question_from_staff(
    office: SmallOffice, server: FakeServer, caplog: pytest.LogCaptureFixture
) -> None:
    """As servers answer 500 for a name that lies in their bin."""

    class Refusing(FakeClient):
        async def create(self, calendar: str, name: str, text: str) -> DavObject:
            if "SUMMARY:#2 " in text:
                raise CalendarTrouble(TroubleKind.UNREACHABLE)
            return await super().create(calendar, name, text)

    office.connect = lambda: Refusing(server)
    office.keeping = office.started()
    office.books(FRIDAY + 4 * HOUR)
    await office.looks()
    bad = office.books(chat="2")
    await office.looks()
    later = office.books(FRIDAY + 6 * HOUR)
    server.drop(only(server).href)
    office.said()
    await office.looks()
    assert [times_of(one.text)[0] for one in server.all] == [FRIDAY + 6 * HOUR]
    assert not office.store.kept.entries[later].waits
    assert office.store.kept.entries[bad].kept.failures > 1
    assert office.said() == ["staff-entry-gone"]
    assert caplog.text.count(f"entry of booking {bad} cannot be written") == 1, "told once"


async def test_a_server_that_shows_what_it_removed_is_asked_again_later(
    office: SmallOffice, server: FakeServer
) -> None:
    number = office.books()
    await office.looks()
    removed: list[str] = []

    class Forgetful(FakeClient):
        async def remove(self, href: str, tag: str) -> None:
            removed.append(href)
            if len(removed) > 100:
                raise Died

    office.connect = lambda: Forgetful(server)
    office.keeping = office.started()
    office.cancels(number)
    await office.looks()
    assert office.store.kept.entries[number].waits
    office.connect = server.connect
    office.keeping = office.started()
    await office.looks()
    assert server.all == []


async def test_another_account_gets_the_entries_and_nobody_is_asked_who_deleted_them(server: FakeServer) -> None:
    office = SmallOffice(server.connect)
    number = office.books()
    office.books(FRIDAY + 2 * HOUR, chat="2")
    await office.looks()
    office.said()
    other = FakeServer(("elsewhere",))
    office.connect = other.connect
    office.keeping = office.started()
    await office.looks()
    assert other.all == [], "a server may leave out a calendar once"
    await office.looks()
    await office.looks()
    assert [times_of(one.text)[0] for one in other.all] == [FRIDAY, FRIDAY + 2 * HOUR]
    assert office.said() == []
    other.drop(office.store.kept.entries[number].kept.href)
    await office.looks()
    assert office.said() == ["staff-entry-gone"], "from then on it is theirs to delete"


async def test_what_was_deleted_before_its_calendar_vanished_is_still_asked_about(
    office: SmallOffice, server: FakeServer
) -> None:
    number = office.books()
    await office.looks()
    server.drop(only(server).href)
    await office.looks()
    server.names = ("other",)
    office.keeping = office.started()
    for _ in range(3):
        await office.looks()
    office.moves(number, FRIDAY + HOUR)
    await office.looks()
    assert server.all == []
    assert office.asks() == ["cancel_entry", "restore_entry"]


async def test_what_changes_while_no_calendar_is_set_is_written_once_it_is_set_again(
    office: SmallOffice, server: FakeServer
) -> None:
    moved, cancelled = office.books(), office.books(FRIDAY + 2 * HOUR, chat="2")
    await office.looks()
    without = Ledger(office.store, office.dialogue, real_words(), frozenset({TELEGRAM}), writes_calendar=False)
    office.ledger, with_calendar = without, office.ledger
    office.moves(moved, FRIDAY + 4 * HOUR)
    office.cancels(cancelled)
    new = office.books(FRIDAY + 6 * HOUR, chat="2")
    assert new not in office.store.kept.entries
    office.ledger = with_calendar
    office.keeping = office.started()
    await office.looks()
    assert [times_of(one.text)[0] for one in server.all] == [FRIDAY + 4 * HOUR, FRIDAY + 6 * HOUR]


async def test_a_lead_that_is_damaged_keeps_staff_from_no_question_about_another(
    office: SmallOffice, server: FakeServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = office.books(), office.books(FRIDAY + 2 * HOUR, chat="2")
    await office.looks()
    for one in server.all:
        server.drop(one.href)
    office.said()
    damaged = next(kept.person for kept in office.store.kept.entries.values() if kept.booking == first)
    really = MemoryTransaction.lead_of

    def lead_of(tx: MemoryTransaction, person: str) -> StoredLead | None:
        if person == damaged:
            raise SealError("error-seal-damaged")
        return really(tx, person)

    monkeypatch.setattr(MemoryTransaction, "lead_of", lead_of)
    await office.looks()
    assert office.said() == ["staff-entry-gone"]
    assert office.booking(second).elsewhere == GONE
    assert f"staff cannot be asked about booking {first} (SealError)" in caplog.text
    # At a start, too, others are written.
    office.ledger.writes_calendar = False
    office.books(FRIDAY + 4 * HOUR, chat="2")
    office.ledger.writes_calendar = True
    office.keeping = office.started()
    await office.looks()
    assert [times_of(one.text)[0] for one in server.all] == [FRIDAY + 4 * HOUR]
