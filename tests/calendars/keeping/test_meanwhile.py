"""What is decided, done by another process, or spoilt while the calendar is asked: none of it is lost or undone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import pytest

from bot.calendars.caldav_client import DavObject
from bot.storage.memory import MemoryTransaction
from bot.turns.calendar import entries_lost, entry_failed, entry_written, plan_entry, want_missing
from bot.turns.records import EntryKept
from tests.calendars.fake import FakeClient, FakeServer, only
from tests.calendars.small_office import FRIDAY, HOUR, SmallOffice, moved_text, times_of

T = TypeVar("T")


def while_asked(office: SmallOffice, server: FakeServer, what: str, happens: Callable[[], object]) -> None:
    """Let something happen once, while the server does this."""
    left = [happens]

    class Slow(FakeClient):
        async def get(self, calendar: str, hrefs: Collection[str]) -> dict[str, DavObject]:
            return self._meanwhile("get", await super().get(calendar, hrefs))

        async def create(self, calendar: str, name: str, text: str) -> DavObject:
            return self._meanwhile("create", await super().create(calendar, name, text))

        async def change(self, href: str, text: str, tag: str) -> DavObject:
            return self._meanwhile("change", await super().change(href, text, tag))

        @staticmethod
        def _meanwhile(name: str, done: T) -> T:
            if name == what and left:
                left.pop()()
            return done

    office.connect = lambda: Slow(server)
    office.keeping = office.started()


# --- decided meanwhile ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["create", "change"])
async def test_a_talk_moved_while_it_is_written_is_written_anew_in_the_same_place(
    what: str, office: SmallOffice, server: FakeServer
) -> None:
    number = office.books()
    if what == "change":
        await office.looks()
        office.moves(number, FRIDAY + 4 * HOUR)
    while_asked(office, server, what, lambda: office.moves(number, FRIDAY + 2 * HOUR))
    await office.looks()
    assert times_of(only(server).text)[0] == FRIDAY + 2 * HOUR
    assert not office.store.kept.entries[number].waits
    assert office.asks() == [], "it was our own hand"


def test_what_was_decided_meanwhile_about_times_in_the_calendar_is_still_known(office: SmallOffice) -> None:
    """Staff put it at another hour, and said that this is ours to change; where it lies is known by now."""
    number = office.books()
    first = office.do(lambda batch: plan_entry(batch, number))
    office.do(lambda batch: entry_written(batch, first, EntryKept("a.ics", (first.times,))))
    office.moves(number, FRIDAY + 2 * HOUR)
    plan = office.do(lambda batch: plan_entry(batch, number))
    put = (FRIDAY + HOUR, FRIDAY + 2 * HOUR)

    def decides(batch: Any) -> None:
        stored = batch.tx.entry(number)
        batch.tx.keep_entry(
            replace(stored, wanted=stored.wanted + 1, kept=replace(stored.kept, times=(*stored.kept.times, put)))
        )

    office.do(decides)
    office.do(lambda batch: entry_written(batch, plan, EntryKept("b.ics", (plan.times,))))
    left = office.store.kept.entries[number]
    assert left.waits
    assert left.kept.href == "b.ics"
    assert set(left.kept.times) == {first.times, plan.times, put}


async def test_whoever_is_erased_while_their_talk_is_written_leaves_nothing_there(
    office: SmallOffice, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = office.books()
    while_asked(office, server, "create", office.forgets)
    kept: list[EntryKept] = []
    really = FakeServer.drop

    def drop(server: FakeServer, href: str) -> None:
        kept.append(office.store.kept.entries[number].kept)
        really(server, href)

    monkeypatch.setattr(FakeServer, "drop", drop)
    await office.looks()
    assert kept == [EntryKept()], "what waited for the calendar bore nothing of theirs"
    assert server.all == []
    assert office.store.kept.entries == {}


async def test_staff_are_not_asked_about_a_talk_that_was_moved_while_the_calendar_was_looked_at(
    office: SmallOffice, server: FakeServer
) -> None:
    number = office.books()
    await office.looks()
    office.said()
    server.put(only(server).href, moved_text(only(server).text, FRIDAY + 5 * HOUR))
    while_asked(office, server, "get", lambda: office.cancels(number))
    await office.looks()
    assert not {"staff-entry-moved", "staff-entry-gone"} & set(office.said())
    await office.looks()
    assert server.all == []


async def test_one_cancelled_while_its_calendar_was_found_missing_is_not_made_anew(
    office: SmallOffice, server: FakeServer
) -> None:
    number = office.books()
    await office.looks()
    known = office.store.kept.entries[number]
    office.cancels(number)
    decided = office.store.kept.entries[number]
    office.do(lambda batch: entries_lost(batch, [known], office.clock()))
    assert office.store.kept.entries[number] == decided


# --- done by another process ------------------------------------------------------------------------------------------


def test_what_another_process_has_written_is_not_done_again(office: SmallOffice) -> None:
    number = office.books()
    plan = office.do(lambda batch: plan_entry(batch, number))
    kept = EntryKept("a.ics", (plan.times,))
    office.do(lambda batch: entry_written(batch, plan, kept))
    before = office.store.kept.entries[number]
    assert office.do(lambda batch: plan_entry(batch, number)) is None
    office.do(lambda batch: entry_failed(batch, number, office.clock()))
    assert office.store.kept.entries[number] == before, "it waits for no other try"


def test_what_another_process_has_removed_is_not_kept_again(office: SmallOffice) -> None:
    number = office.books()
    plan = office.do(lambda batch: plan_entry(batch, number))
    office.do(lambda batch: batch.tx.drop_entry(number))
    assert office.do(lambda batch: plan_entry(batch, number)) is None
    office.do(lambda batch: entry_written(batch, plan, EntryKept("a.ics", (plan.times,))))
    office.do(lambda batch: entry_failed(batch, number, office.clock()))
    assert office.store.kept.entries == {}


# --- spoilt, and many -------------------------------------------------------------------------------------------------


async def test_somebody_whose_record_is_damaged_keeps_staff_from_no_question_about_another(
    office: SmallOffice, server: FakeServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    damaged, other = office.books(), office.books(FRIDAY + 2 * HOUR, chat="2")
    await office.looks()
    for one in server.all:
        server.drop(one.href)
    office.said()
    whose, really = office.store.kept.entries[damaged].person, MemoryTransaction.whole_person
    monkeypatch.setattr(
        MemoryTransaction, "whole_person", lambda tx, person: None if person == whose else really(tx, person)
    )
    await office.looks()
    assert office.said() == ["staff-entry-gone"]
    assert office.booking(other).elsewhere is not None
    assert "cannot be asked" not in caplog.text


async def test_a_talk_made_before_there_was_a_calendar_and_cancelled_at_once_is_not_looked_for_there(
    office: SmallOffice, server: FakeServer
) -> None:
    office.ledger.writes_calendar = False
    number = office.books()
    office.ledger.writes_calendar = True
    office.cancels(number)
    assert office.store.kept.entries == {}
    await office.looks()
    assert server.changes == 0


@pytest.mark.parametrize("damaged", [None, 0, 1, 2])
def test_all_that_the_calendar_never_had_come_into_it_though_they_are_looked_at_a_few_at_a_time(
    damaged: int | None, office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where some that begin together are cut off, and where one of them is damaged."""
    monkeypatch.setattr("bot.turns.calendar.MOST_AT_ONCE", 3)
    office.ledger.writes_calendar = False
    starts = ((FRIDAY, "a"), (FRIDAY + HOUR, "a"), (FRIDAY + 2 * HOUR, "a"), (FRIDAY + 2 * HOUR, "b"))
    numbers = [office.books(start, staff=staff) for start, staff in starts]
    really = MemoryTransaction.bookings_from

    def whole(tx: MemoryTransaction, start: int, most: int, staff: str | None = None) -> Any:
        spoilt = None if damaged is None else numbers[damaged]
        return [kept for kept in really(tx, start, most, staff) if kept.booking.number != spoilt]

    monkeypatch.setattr(MemoryTransaction, "bookings_from", whole)
    after: int | None = 0
    while after is not None:
        after = office.do(partial(want_missing, after=after, now=office.clock()))
    assert set(office.store.kept.entries) == {n for i, n in enumerate(numbers) if i != damaged}
