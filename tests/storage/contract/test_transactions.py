"""A transaction is kept whole or not at all; an update is new once."""

from __future__ import annotations

import pytest

from bot.turns.acts import OFFICE, ClientTurn, OfficeTurn
from bot.turns.ports import Store
from dialogs.desk.rights import EVERYTHING
from tests.storage.contract.stores import AT, HOUR, NOW, client, stored
from tests.support import CLIENT

# --- transactions ---------------------------------------------------------------------------------------------------


def test_all_of_a_transaction_is_kept_or_nothing(store: Store) -> None:
    def fail() -> None:
        with store.transaction() as tx:
            tx.first_time(CLIENT, "1", NOW)
            person = tx.person_at(CLIENT, "1001", NOW)
            person.touched = True
            tx.queue(CLIENT, person.address.id, "screen", None, person.id, {}, NOW)
            tx.set_memo("half", 1)
            tx.flush()
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    with store.transaction() as tx:
        assert tx.first_time(CLIENT, "1", NOW)
        assert tx.person_at(CLIENT, "1001", NOW).version == 0
        assert tx.waiting() == []
        assert tx.memo("half") is None


def test_after_a_failure_the_next_transaction_works(store: Store) -> None:
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), store.transaction():
            raise ZeroDivisionError
    assert stored(store).version == 1


# --- updates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prepared", [True, False])
def test_an_update_is_new_once(store: Store, prepared: bool) -> None:
    clients, staff = [client("1001", "7"), client("1002", "8")], OfficeTurn("7", 1, "take", "x", NOW, rights=EVERYTHING)
    turns: list[ClientTurn | OfficeTurn] = [*clients, staff]
    answers = []
    for _ in range(2):
        with store.transaction() as tx:
            if prepared:
                tx.prepare(turns)
            answers += [
                tx.first_time(CLIENT, "7", NOW),
                tx.first_time(CLIENT, "7", NOW),
                tx.first_time(OFFICE, "7", NOW),
            ]
            tx.flush()
    assert answers == [True, False, True, False, False, False]


def test_many_updates_and_people_are_prepared_at_once(store: Store) -> None:
    people = [stored(store, str(chat)) for chat in range(5)]
    turns: list[ClientTurn | OfficeTurn] = [client(str(chat), str(chat)) for chat in range(300)]
    with store.transaction() as tx:
        tx.prepare(turns)
        assert [tx.person_at(CLIENT, str(chat), NOW).id for chat in range(5)] == [p.id for p in people]
        assert tx.person_at(CLIENT, "299", NOW).version == 0
        assert all(tx.first_time(CLIENT, turn.update_key, NOW) for turn in turns)
        tx.flush()
    with store.transaction() as tx:
        tx.prepare(turns)
        assert not any(tx.first_time(CLIENT, turn.update_key, NOW) for turn in turns)


def test_what_could_not_be_read_may_be_recorded_twice(store: Store) -> None:
    for _ in range(2):
        with store.transaction() as tx:
            tx.record_unreadable(CLIENT, "9", "message", NOW)
            tx.flush()
    with store.transaction() as tx:
        assert tx.prune(updates_before=AT + 2 * HOUR, dead_before=0, wishes_before="") == 1
        assert tx.prune(updates_before=AT + 2 * HOUR, dead_before=0, wishes_before="") == 0
