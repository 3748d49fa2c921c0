"""Timers: due in order, one of a kind for each subject, taken once."""

from __future__ import annotations

from dataclasses import replace

from bot.turns.ports import Store
from bot.turns.records import Timer
from tests.storage.contract.stores import AT, stored

MINUTE = 60
SOON = int(AT) // MINUTE * MINUTE


def timer(subject: str = "1", kind: str = "hold", due: int = SOON, version: int = 0, person: str = "p") -> Timer:
    return Timer(kind, subject, due, version, person)


def set_timers(store: Store, *timers: Timer) -> None:
    with store.transaction() as tx:
        for each in timers:
            tx.set_timer(each)
        tx.flush()


def test_timers_are_due_in_order_some_at_a_time(store: Store) -> None:
    third, first, second, last = (
        timer("1", due=SOON + MINUTE),
        timer("2"),
        timer("3"),
        timer("4", due=SOON + 2 * MINUTE),
    )
    set_timers(store, third, first, second, last)
    with store.transaction() as tx:
        assert tx.next_timer() == SOON
        assert tx.due_timers(SOON - 1, 10) == []
        assert tx.due_timers(SOON, 10) == [first, second], "of one moment, the one that was set first"
        assert tx.due_timers(SOON + MINUTE, 10) == [first, second, third]
        assert tx.due_timers(SOON + 9 * MINUTE, 2) == [first, second]


def test_a_timer_is_kept_by_the_minute_and_never_comes_early(store: Store) -> None:
    set_timers(store, timer("1", due=SOON + 1), timer("2", due=SOON + 59), timer("3", due=SOON + 60))
    with store.transaction() as tx:
        assert {each.due for each in tx.due_timers(SOON + 3600, 10)} == {SOON + MINUTE}
        assert tx.due_timers(SOON + 59, 10) == []


def test_of_a_subject_there_is_one_of_a_kind(store: Store) -> None:
    set_timers(store, timer(), timer("1", "reminder"), timer("2"))
    again = timer(due=SOON + MINUTE, version=1)
    set_timers(store, again)
    with store.transaction() as tx:
        assert tx.due_timers(SOON, 10) == [timer("1", "reminder"), timer("2")]
        assert tx.due_timers(SOON + MINUTE, 10)[-1] == again
        tx.drop_timers("1")
        assert tx.due_timers(SOON + MINUTE, 10) == [timer("2")]


def test_a_timer_is_taken_once_and_not_if_it_was_set_anew(store: Store) -> None:
    set_timers(store, timer(), timer("2"), timer("3"))
    with store.transaction() as tx:
        [first, second, third] = tx.due_timers(SOON, 10)
        assert tx.take_timer(first)
        assert not tx.take_timer(first), "by whoever comes second"
        tx.set_timer(replace(second, version=1))
        tx.set_timer(replace(third, due=SOON + MINUTE))
        assert not tx.take_timer(second)
        assert not tx.take_timer(third)
        tx.flush()
    with store.transaction() as tx:
        assert tx.due_timers(SOON, 10) == [replace(second, version=1)]
        assert tx.next_timer() == SOON


def test_without_a_timer_none_is_next(store: Store) -> None:
    with store.transaction() as tx:
        assert tx.next_timer() is None
        assert tx.due_timers(AT, 10) == []


def test_timers_go_with_their_person(store: Store) -> None:
    maria, tom = stored(store, "1"), stored(store, "2")
    hers, his, nobody_s = timer(person=maria.id), timer("2", person=tom.id), Timer("digest", "office", SOON, 0)
    set_timers(store, hers, his, nobody_s)
    with store.transaction() as tx:
        assert (tx.timers_of(maria.id), tx.timers_of(tom.id)) == ([hers], [his])
        tx.erase(maria.id)
        assert tx.due_timers(SOON, 10) == [his, nobody_s]
        tx.flush()


def test_a_timer_is_set_beside_each_of_another_kind(store: Store) -> None:
    profiles = [timer("1", "profile", due=SOON + 60, person="p"), timer("2", "profile", person="q")]
    set_timers(store, *profiles, timer("3"), timer("1", "law", due=SOON + 600, version=1, person="p"))
    with store.transaction() as tx:
        tx.set_timers_like("profile", "law", SOON + 1, 7)
        tx.flush()
    with store.transaction() as tx:
        assert tx.timers_left("law") == (2, SOON + MINUTE)
        set_now = [each for each in tx.due_timers(SOON + MINUTE, 10) if each.kind == "law"]
        assert sorted(set_now, key=lambda each: each.subject) == [
            timer("1", "law", SOON + MINUTE, 7, "p"),
            timer("2", "law", SOON + MINUTE, 7, "q"),
        ], "instead of the one that was there"
        assert {each.subject for each in tx.due_timers(SOON + MINUTE, 10) if each.kind == "profile"} == {"1", "2"}
        assert tx.timers_left("profile") == (2, SOON)
        assert tx.timers_left("room") == (0, None)
