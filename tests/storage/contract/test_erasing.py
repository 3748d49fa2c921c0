"""Erasing removes every row of a person; pruning what is kept for a time only."""

from __future__ import annotations

from datetime import timedelta

from bot.delivery.post import Post
from bot.turns.acts import OFFICE, Delivered
from bot.turns.ports import Store
from bot.turns.records import OURS, LookedUpTo, Pair, Person
from tests.storage.contract.stores import AT, HOUR, NOW, deliver, queue, stored, waiting, with_lead
from tests.support import CLIENT

# --- erasing --------------------------------------------------------------------------------------------------------


def test_erasing_removes_every_row_and_says_what_was_sent(store: Store) -> None:
    (maria, lead), (li, other) = with_lead(store, "1"), with_lead(store, "2", "Li")
    [sent] = queue(store, maria, "screen", handle="c:1")
    [card] = queue(store, maria, "card", channel=OFFICE, handle="l:1")
    deliver(store, Delivered(sent, {"c:1": "55"}, AT))
    queue(store, maria, "screen", handle="c:2")
    queue(store, li, "screen", handle="c:9")
    with store.transaction() as tx:
        tx.keep_run(maria.id, AT, {"total": 1})
        tx.keep_run(li.id, AT, {"total": 2})
        tx.delivered(Delivered(card, {"l:1": "66", "t:1": "77"}, AT))  # a moment before, in the same transaction
        tx.queue(CLIENT, maria.address.id, "strip", None, maria.id, {}, NOW)
        again = tx.person(maria.id)
        assert again is not None
        again.touched = True
        erased = tx.erase(again.id)
        assert tx.person(maria.id) is None
        assert tx.at_lane(maria.address.id) is None
        tx.queue(CLIENT, maria.address.id, "erase", None, None, {"messages": ["55"]}, NOW)
        tx.flush()
    assert erased.number == lead.record.number
    assert {(m.handle, m.channel, m.message_id) for m in erased.sent} == {
        ("c:1", CLIENT, "55"),
        ("l:1", OFFICE, "66"),
        ("t:1", OFFICE, "77"),
    }
    assert all(AT <= message.sent_at <= AT + HOUR for message in erased.sent), "no message is older than it seems"
    assert erased.shared == []
    assert tx.erased_people == {maria.id}
    assert tx.leaves_traces
    assert [post.kind for post in tx.new_posts()] == ["erase"]
    assert len(tx.dropped_posts) == 2
    assert [(post.kind, post.person) for post in waiting(store)] == [("screen", li.id), ("erase", None)]
    with store.transaction() as tx:
        assert tx.person(maria.id) is None
        assert tx.lead_of(maria.id) is tx.lead_numbered(lead.record.number) is None
        assert tx.runs_of(maria.id) == []
        assert tx.message_ids(["c:1", "l:1", "t:1"]) == {}
        assert tx.lead_of(li.id) == other
        assert tx.runs_of(li.id) == [{"total": 2}]
        fresh = tx.person_at(CLIENT, "1", NOW)
        assert (fresh.version, fresh.id == maria.id) == (0, False)
        assert fresh.address.id == maria.address.id, "what is said in one chat keeps its order"


def test_a_message_on_its_way_to_somebody_erased_is_not_recorded(store: Store) -> None:
    person = stored(store)
    [post] = queue(store, person, "screen")
    with store.transaction() as tx:
        again = tx.person(person.id)
        assert again is not None
        tx.erase(again.id)
        tx.flush()
    entry = Delivered(post, {"c:1": "55"}, AT)
    deliver(store, entry)
    assert not entry.recorded
    with store.transaction() as tx:
        assert not tx.remember(entry)
        assert tx.message_ids(["c:1"]) == {}


def test_the_receipt_of_somebody_erased_leaves_traces(store: Store) -> None:
    person = stored(store)
    first, second = queue(store, person, "erase", "screen", handle=None)
    [third] = queue(store, person, "screen", handle="c:3")
    assert deliver(store, Delivered(first, {}, AT)).leaves_traces
    assert deliver(store, Delivered(second, {}, AT)).leaves_traces
    assert not deliver(store, Delivered(third, {}, AT)).leaves_traces


def test_the_receipt_leaves_traces_whatever_else_is_recorded_with_it(store: Store) -> None:
    """The chat of somebody erased would stay in the log otherwise, as often as somebody else was busy meanwhile."""
    person = stored(store)
    [receipt] = queue(store, person, "screen", handle=None)
    others = [queue(store, person, "screen", handle=f"c:{n}")[0] for n in (1, 2)]
    entries = [Delivered(post, {}, AT) for post in (others[0], receipt, others[1])]
    assert deliver(store, *entries).leaves_traces


def about_two(store: Store) -> tuple[Person, Person, list[Post]]:
    """Two people, and two answers to staff: one about both, one about neither."""
    maria, li = stored(store, "1"), stored(store, "2")
    with store.transaction() as tx:
        tx.queue(OFFICE, "office", "reply", "r:1", None, {"n": 1}, NOW, about=[maria.id, li.id])
        tx.queue(OFFICE, "office", "reply", "r:2", None, {"n": 2}, NOW)
        tx.flush()
    return maria, li, tx.new_posts()


def test_a_waiting_answer_about_several_goes_with_any_of_them(store: Store) -> None:
    maria, _, (both, neither) = about_two(store)
    with store.transaction() as tx:
        again = tx.person(maria.id)
        assert again is not None
        tx.queue(OFFICE, "office", "reply", "r:3", None, {"n": 3}, NOW, about=[maria.id])
        erased = tx.erase(again.id)
        tx.flush()
    assert erased.shared == []
    assert both.id in tx.dropped_posts
    assert tx.new_posts() == []
    assert [post.id for post in waiting(store)] == [neither.id]


def test_a_sent_answer_about_several_is_taken_back_with_any_of_them(store: Store) -> None:
    maria, li, (both, neither) = about_two(store)
    deliver(store, Delivered(both, {"r:1/1": "70", "r:1": "71"}, AT), Delivered(neither, {"r:2": "72"}, AT))
    with store.transaction() as tx:
        assert tx.message_ids(["r:1", "r:2"]) == {"r:1": "71"}, "what is about nobody need not be known"
        again = tx.person(li.id)
        assert again is not None
        erased = tx.erase(again.id)
        tx.flush()
    assert {(m.handle, m.message_id) for m in erased.shared} == {("r:1/1", "70"), ("r:1", "71")}
    with store.transaction() as tx:
        again = tx.person(maria.id)
        assert again is not None
        assert tx.erase(again.id).shared == [], "it is taken back once"
        assert tx.message_ids(["r:1", "r:1/1"]) == {}


# --- pruning --------------------------------------------------------------------------------------------------------


def test_whoever_is_idle_is_found_piece_by_piece_by_the_hour_they_last_acted(store: Store) -> None:
    people = [stored(store, str(number), at=NOW + timedelta(hours=number // 2)) for number in range(6)]
    ids = [person.id for person in people]
    limit = (NOW + timedelta(hours=1)).timestamp()
    with store.transaction() as tx:
        tx.keep_run(ids[1], AT, {"total": 1})
        tx.flush()
    with store.transaction() as tx:
        everybody = tx.idle(limit, LookedUpTo(), 10)
        assert {one.id for one in everybody} == set(ids[:4])
        assert {one.id for one in everybody if one.has_result} == {ids[1]}
        assert not any(one.has_lead for one in everybody)
        assert tx.idle(AT - HOUR, LookedUpTo(), 10) == []
        # Of one hour they come in no order: the hour alone stands outside the seal.
        first = tx.idle(limit, LookedUpTo(), 3)
        assert {one.id for one in first} > set(ids[:2])
        then = tx.idle(limit, LookedUpTo(first[-1].acted_at, 1), 3)
        assert {one.id for one in (*first, *then)} == set(ids[:4])
        for one in first:
            tx.erase(one.id)
        tx.flush()
    with store.transaction() as tx:
        assert [one.id for one in tx.idle(limit, LookedUpTo(), 10)] == [one.id for one in then]


def test_what_waits_to_be_sent_to_somebody_is_known_by_its_hour(store: Store) -> None:
    maria, tom = stored(store), stored(store, "2")
    [post, _] = queue(store, maria, "screen", "strip")
    with store.transaction() as tx:
        newest = tx.unsent_since(maria.id)
        assert newest is not None
        assert AT - HOUR <= newest <= AT
        assert tx.unsent_since(tom.id) is None
        tx.queue(OFFICE, OFFICE, "note", None, tom.id, {}, NOW)
        tx.flush()
        assert tx.unsent_since(tom.id) is None, "that is told to staff"
        tx.bury(post)
        tx.flush()
    with store.transaction() as tx:
        assert tx.unsent_since(maria.id) is not None
        tx.erase(maria.id)
        tx.flush()
    with store.transaction() as tx:
        assert tx.unsent_since(maria.id) is None


def test_pairs_of_talks_go_once_they_are_old_enough_some_at_a_time(store: Store) -> None:
    maria = stored(store)
    with store.transaction() as tx:
        for number in range(5):
            tx.pair(Pair(f"p{number}", maria.id, OURS, str(number), None, AT + number * 24 * HOUR))
        tx.flush()
    gone = 0
    after: str | None = ""
    while after is not None:
        with store.transaction() as tx:
            removed, after = tx.prune_talk(AT + 3 * 24 * HOUR, after, 2)
            gone += removed
            tx.flush()
    with store.transaction() as tx:
        assert gone == 3
        assert {pair.ours for pair in tx.talk_of(maria.id)} == {"3", "4"}


def test_updates_and_dead_posts_are_pruned_when_their_time_is_over(store: Store) -> None:
    old, dead = queue(store, stored(store), "screen", "strip")
    with store.transaction() as tx:
        assert tx.first_time(CLIENT, "old", NOW)
        assert tx.first_time(CLIENT, "new", NOW + timedelta(days=2))
        tx.bury(dead)
        tx.flush()
    with store.transaction() as tx:
        assert tx.prune(updates_before=AT - 2 * HOUR, dead_before=AT - 2 * HOUR, wishes_before="") == 0
    removed = 0
    while True:
        with store.transaction() as tx:
            piece = tx.prune(updates_before=AT + 2 * HOUR, dead_before=AT + 2 * HOUR, wishes_before="")
            tx.flush()
        removed += piece
        if not piece:
            break
    assert removed == 2
    with store.transaction() as tx:
        assert tx.first_time(CLIENT, "old", NOW)
        assert not tx.first_time(CLIENT, "new", NOW)
        assert tx.is_waiting(old)
        assert not tx.is_waiting(dead)
