"""What is kept of the office's own calendars."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.turns.ports import Stale, Store
from bot.turns.records import StoredCalendar
from tests.storage.contract.stores import Kept

READ = StoredCalendar(
    "address-1",
    "a hash",
    spans=((1_000, 2_000), (3_000, 4_000)),
    until=9_000,
    broken=2,
    read_at=500,
    tried_at=600,
    trouble="slow",
    trouble_since=600,
    told=True,
    marks={"ETag": '"v1"'},
)


def test_a_calendar_is_kept_as_it_is_and_its_version_grows(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.calendar("address-1") is None
        assert tx.calendar_versions(["address-1"]) == {}
        assert tx.keep_calendar(READ) == replace(READ, version=1)
    with store.transaction() as tx:
        kept = tx.calendar("address-1")
        assert kept == replace(READ, version=1)
        assert kept is not None
        tx.keep_calendar(replace(kept, spans=()))
        tx.keep_calendar(StoredCalendar("address-2", "another hash"))
    with store.transaction() as tx:
        assert tx.calendar("address-1") == replace(READ, spans=(), version=2)
        assert tx.calendar_versions(["address-1", "address-2", "address-3"]) == {"address-1": 2, "address-2": 1}
        assert tx.calendar_versions(["address-2"]) == {"address-2": 1}


def test_whoever_read_it_before_somebody_else_kept_it_begins_anew(kept: Kept) -> None:
    with kept.store.transaction() as tx:
        mine = tx.keep_calendar(READ)
    with kept.store.transaction() as tx:
        kept.overtake(tx, "calendars", "address-1")
    with pytest.raises(Stale), kept.store.transaction() as tx:
        tx.keep_calendar(mine)


def test_one_that_nobody_knew_of_is_not_kept_over_what_is_known(store: Store) -> None:
    with store.transaction() as tx:
        tx.keep_calendar(READ)
    with pytest.raises(Stale), store.transaction() as tx:
        tx.keep_calendar(READ)


def test_what_is_kept_of_calendars_that_are_gone_is_removed(store: Store) -> None:
    with store.transaction() as tx:
        for name in ("address-1", "address-2", "address-3"):
            tx.keep_calendar(replace(READ, id=name))
    with store.transaction() as tx:
        assert tx.drop_calendars(["address-2", "address-9"]) == 2
    with store.transaction() as tx:
        assert tx.calendar_versions(["address-1", "address-2", "address-3"]) == {"address-2": 1}
        assert tx.drop_calendars([]) == 1
        assert tx.drop_calendars([]) == 0


def test_nothing_of_a_transaction_that_fails_is_kept(store: Store) -> None:
    def fails() -> None:
        with store.transaction() as tx:
            tx.keep_calendar(READ)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    with store.transaction() as tx:
        assert tx.calendar("address-1") is None
