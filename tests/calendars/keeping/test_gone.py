"""The calendar is kept though what stands there is somebody else's, is refused, or is not there any more."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.calendars.caldav_client import DavObject, ObjectChanged
from bot.calendars.sources import CalendarTrouble, TroubleKind
from bot.errors import SealError
from bot.storage.memory import MemoryTransaction
from bot.turns.ledger import Ledger
from bot.turns.records import LEFT_MEMO, StoredLead
from dialogs.booking.office_entry import GONE
from dialogs.office import LANGUAGE_OF_STAFF
from tests.calendars.fake import BASE, FakeClient, FakeServer, only
from tests.calendars.small_office import FRIDAY, HOUR, TELEGRAM, Died, SmallOffice, dialogue, times_of
from tests.dialogs.walker import real_words


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
    # What stands in the former one is theirs to delete, as long as it is ahead: told once.
    [told] = [post for post in office.posts() if post.kind == "reply"]
    assert [(text.key, text.args) for text in told.says.lines] == [("staff-entries-left", {"count": 2})]
    left = {"count": 2, "until": FRIDAY + 3 * HOUR}
    assert office.do(lambda batch: batch.tx.memo(LEFT_MEMO)) == left
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
    await office.looks()
    assert caplog.text.count(f"staff cannot be asked about booking {first} (SealError)") == 1, "told once"
    # At a start, too, others are written.
    office.ledger.writes_calendar = False
    office.books(FRIDAY + 4 * HOUR, chat="2")
    office.ledger.writes_calendar = True
    office.keeping = office.started()
    await office.looks()
    assert [times_of(one.text)[0] for one in server.all] == [FRIDAY + 4 * HOUR]


def of_two(server: FakeServer) -> SmallOffice:
    """An office whose members have calendars of their own, on a server where a name lies in one of them alone."""
    server.names, server.one_name_in_all, server.can_move = ("sato", "suzuki"), True, False
    return SmallOffice(server.connect, dialogue(a_writes="sato", b_writes="suzuki"))


@pytest.mark.parametrize("fails", [ObjectChanged("never"), CalendarTrouble(TroubleKind.UNREACHABLE)])
async def test_an_entry_that_cannot_go_to_another_calendar_stays_where_it_was(
    fails: Exception, server: FakeServer
) -> None:
    """With what staff added; and goes once it can."""

    class Full(FakeClient):
        async def create(self, calendar: str, name: str, text: str) -> DavObject:
            if "/suzuki/" in calendar:
                raise fails
            return await super().create(calendar, name, text)

    office = of_two(server)
    number = office.books(staff="a")
    await office.looks()
    server.put(only(server).href, only(server).text.replace("END:VEVENT", "DESCRIPTION:kept\r\nEND:VEVENT"))
    office.said()
    office.connect = lambda: Full(server)
    office.keeping = office.started()
    office.moves(number, FRIDAY, staff="b")
    for _ in range(3):
        await office.looks()
        assert "/sato/" in only(server).href
        assert "DESCRIPTION:kept" in only(server).text
    assert office.store.kept.entries[number].waits
    office.connect = server.connect
    office.keeping = office.started()
    await office.looks()
    assert "/suzuki/" in only(server).href
    assert "DESCRIPTION:kept" in only(server).text
    assert office.asks() == []


@pytest.mark.parametrize("dies", [False, True])
async def test_an_entry_lost_on_the_way_is_made_anew_and_nobody_is_asked_who_deleted_it(
    dies: bool, server: FakeServer
) -> None:
    """The server, or we, are gone right after it was removed from where it was."""

    class Fleeting(FakeClient):
        async def remove(self, href: str, tag: str) -> None:
            await super().remove(href, tag)
            if dies:
                raise Died
            server.trouble = TroubleKind.UNREACHABLE

    office = of_two(server)
    number = office.books(staff="a")
    await office.looks()
    office.connect = lambda: Fleeting(server)
    office.keeping = office.started()
    office.moves(number, FRIDAY, staff="b")
    office.said()
    try:
        await office.looks()
    except Died:
        assert dies
    assert server.all == []
    server.trouble = None
    office.connect = server.connect
    office.keeping = office.started()
    await office.looks()
    assert "/suzuki/" in only(server).href
    assert office.said() == []
    assert office.asks() == []


async def test_staff_are_told_once_that_the_calendar_refuses_what_is_booked_and_once_that_it_has_it(
    server: FakeServer,
) -> None:
    """It can be read all the while, so nothing else says so."""

    class ReadOnly(FakeClient):
        async def create(self, calendar: str, name: str, text: str) -> DavObject:
            raise CalendarTrouble(TroubleKind.REFUSED)

        async def remove(self, href: str, tag: str) -> None:
            raise CalendarTrouble(TroubleKind.REFUSED)

    office = SmallOffice(server.connect)
    office.books(FRIDAY + 2 * HOUR, chat="2")
    await office.looks()
    office.connect = lambda: ReadOnly(server)
    office.keeping = office.started()
    office.books()
    office.forgets("2")
    began, told = office.clock(), None
    office.posts()
    for round_ in range(20):
        if round_ == 12:
            office.keeping = office.started()
        await office.looks()
        posts = [post for post in office.posts() if post.kind == "reply"]
        assert not posts or told is None
        told = told or next(iter(posts), None)
        if posts:
            assert timedelta(minutes=25) < office.clock() - began < timedelta(minutes=60)
    assert told is not None
    [said] = told.says.lines
    text = real_words().plain(LANGUAGE_OF_STAFF, said)
    assert said.key == "staff-entries-unwritten"
    assert "#1" in text
    assert "消去した方" in text
    office.connect = server.connect
    office.keeping = office.started()
    for _ in range(12):
        await office.looks()
    assert [times_of(one.text)[0] for one in server.all] == [FRIDAY]
    assert [post.says.lines[0].key for post in office.posts() if post.kind == "reply"] == ["staff-entries-written"]


async def test_of_what_is_refused_now_and_then_nothing_is_said(office: SmallOffice, server: FakeServer) -> None:
    server.put(f"{BASE}work/booking-1-tsubakuro.ics", "BEGIN:VCALENDAR\r\nUID:theirs")
    office.books()
    office.posts()
    for _ in range(3):
        await office.looks()
    server.objects.clear()
    for _ in range(3):
        await office.looks()
    assert len(server.all) == 1
    assert [post for post in office.posts() if post.kind == "reply"] == []


@pytest.mark.parametrize("can_move", [True, False])
async def test_one_that_lies_in_both_calendars_after_a_death_is_left_in_the_right_one(
    can_move: bool, server: FakeServer
) -> None:
    class Dying(FakeClient):
        async def remove(self, href: str, tag: str) -> None:
            raise Died

    office = of_two(server)
    server.one_name_in_all = False
    number = office.books(staff="a")
    await office.looks()
    office.connect = lambda: Dying(server)
    office.keeping = office.started()
    office.moves(number, FRIDAY + HOUR, staff="b")
    with pytest.raises(Died):
        await office.looks()
    assert len(server.all) == 2
    server.can_move = can_move
    office.connect = server.connect
    office.keeping = office.started()
    office.moves(number, FRIDAY + 2 * HOUR)
    office.said()
    await office.looks()
    assert "/suzuki/" in only(server).href
    assert times_of(only(server).text)[0] == FRIDAY + 2 * HOUR
    assert office.said() == []
