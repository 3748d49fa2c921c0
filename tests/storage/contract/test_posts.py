"""What is to be sent waits in order, is held and let go, and is noted once it is sent."""

from __future__ import annotations

from bot.turns.acts import OFFICE, Delivered
from bot.turns.ports import Store
from bot.turns.records import Undelivered
from tests.storage.contract.stores import AT, NOW, deliver, queue, stored, waiting
from tests.support import CLIENT

# --- what is to be sent ---------------------------------------------------------------------------------------------


def test_posts_wait_in_order_until_they_are_delivered(store: Store) -> None:
    one, two = stored(store, "1"), stored(store, "2")
    new = queue(store, one, "screen", "strip") + queue(store, two, "picture")
    assert [post.kind for post in new] == [post.kind for post in waiting(store)] == ["screen", "strip", "picture"]
    assert [post.id for post in waiting(store, one.address.id)] == [post.id for post in new[:2]]
    first, _, third = waiting(store)
    assert (first.channel, first.lane, first.handle, first.person) == (CLIENT, one.address.id, "c:1", one.id)
    assert first.payload == {"to": "1001", "n": 0}
    entry = Delivered(first, {"c:1": "55"}, AT)
    deliver(store, entry)
    assert entry.recorded
    assert [post.kind for post in waiting(store)] == ["strip", "picture"]
    with store.transaction() as tx:
        assert not tx.is_waiting(first)
        assert tx.is_waiting(third)
        assert tx.message_ids(["c:1", "c:2"]) == {"c:1": "55"}


def test_a_handle_belongs_to_the_newest_message(store: Store) -> None:
    person = stored(store)
    for number, post in zip(("55", "56"), queue(store, person, "screen", "screen"), strict=True):
        deliver(store, Delivered(post, {"c:1": number}, AT))
    with store.transaction() as tx:
        assert tx.message_ids(["c:1"]) == {"c:1": "56"}


def test_a_handle_made_on_the_way_is_kept_while_its_post_waits(store: Store) -> None:
    [post] = queue(store, stored(store), "card", channel=OFFICE)
    with store.transaction() as tx:
        assert tx.remember(Delivered(post, {"t:1": "77"}, AT))
    deliver(store, Delivered(post, {}, AT))
    with store.transaction() as tx:
        assert not tx.remember(Delivered(post, {"t:2": "78"}, AT))
        assert tx.message_ids(["t:1", "t:2"]) == {"t:1": "77"}


def test_messages_of_a_channel_are_forgotten_together(store: Store) -> None:
    person = stored(store)
    [card] = queue(store, person, "card", channel=OFFICE, handle="l:1")
    [screen] = queue(store, person, "screen")
    deliver(store, Delivered(screen, {"c:1": "5"}, AT))
    with store.transaction() as tx:
        tx.delivered(Delivered(card, {"l:1": "6"}, AT))
        tx.forget_messages(OFFICE)
        tx.flush()
    with store.transaction() as tx:
        assert tx.message_ids(["c:1", "l:1"]) == {"c:1": "5"}


def test_the_same_is_not_under_way_twice(store: Store) -> None:
    one, two = stored(store, "1"), stored(store, "2")
    wanted = {"to": "1", "picture": {"a": [1, 2]}}
    with store.transaction() as tx:
        assert not tx.is_under_way(one.id, "picture", wanted)
        tx.queue(CLIENT, one.address.id, "picture", None, one.id, {"picture": {"a": (1, 2)}, "to": "1"}, NOW)
        assert tx.is_under_way(one.id, "picture", wanted)
        tx.flush()
    with store.transaction() as tx:
        assert tx.is_under_way(one.id, "picture", wanted)
        assert not tx.is_under_way(one.id, "screen", wanted)
        assert not tx.is_under_way(two.id, "picture", wanted)
        assert not tx.is_under_way(one.id, "picture", {**wanted, "to": "2"})


def test_what_cannot_be_delivered_is_kept_but_not_sent(store: Store) -> None:
    first, _ = queue(store, stored(store), "screen", "strip")
    with store.transaction() as tx:
        tx.bury(first)
        tx.flush()
    assert [post.kind for post in waiting(store)] == ["strip"]
    with store.transaction() as tx:
        assert tx.is_waiting(first)


def test_what_is_in_doubt_still_waits(store: Store) -> None:
    person = stored(store)
    first, second = queue(store, person, "screen", "strip")
    with store.transaction() as tx:
        tx.doubt(first)
        tx.flush()
    assert [post.id for post in waiting(store)] == [first.id, second.id]
    with store.transaction() as tx:
        again = tx.person(person.id)
        assert again is not None
        tx.set_reachable(again.address, False)
        tx.flush()
    assert waiting(store) == []
    with store.transaction() as tx:
        again = tx.person(person.id)
        assert again is not None
        tx.set_reachable(again.address, True)
        tx.flush()
    assert [post.id for post in tx.new_posts()] == [first.id, second.id]


def test_a_lane_of_nobody_is_dropped(store: Store) -> None:
    one, two = stored(store, "1"), stored(store, "2")
    queue(store, one, "screen")
    queue(store, two, "screen")
    with store.transaction() as tx:
        tx.drop_lane(one.address.id)
        tx.flush()
    assert tx.leaves_traces
    assert [post.person for post in waiting(store)] == [two.id]


# --- held and let go ------------------------------------------------------------------------------------------------


def test_what_waits_is_held_while_a_person_cannot_be_reached(store: Store) -> None:
    person = stored(store)
    before = queue(store, person, "screen")
    office = queue(store, person, "card", channel=OFFICE)
    with store.transaction() as tx:
        again = tx.at_lane(person.address.id)
        assert again is not None
        tx.queue(CLIENT, person.address.id, "strip", None, person.id, {"n": 2}, NOW)
        tx.set_reachable(again.address, False)
        tx.queue(CLIENT, person.address.id, "picture", None, person.id, {"n": 3}, NOW, held=True)
        again.touched = True
        tx.flush()
    assert tx.new_posts() == []
    assert [post.id for post in waiting(store)] == [office[0].id]
    with store.transaction() as tx:
        back = tx.person_at(CLIENT, "1001", NOW)
        assert not back.address.reachable
        tx.set_reachable(back.address, True)
        tx.queue(CLIENT, person.address.id, "erase", None, person.id, {}, NOW)
        back.touched = True
        tx.flush()
    assert [post.kind for post in tx.new_posts()] == ["screen", "strip", "picture", "erase"]
    assert tx.new_posts()[0].id == before[0].id
    assert [post.kind for post in waiting(store, person.address.id)] == ["screen", "strip", "picture", "erase"]
    with store.transaction() as tx:
        assert tx.person_at(CLIENT, "1001", NOW).address.reachable


def test_held_and_let_go_in_one_transaction(store: Store) -> None:
    person = stored(store)
    queue(store, person, "screen")
    with store.transaction() as tx:
        again = tx.person_at(CLIENT, "1001", NOW)
        tx.queue(CLIENT, person.address.id, "strip", None, person.id, {}, NOW)
        tx.set_reachable(again.address, False)
        tx.set_reachable(again.address, True)
        tx.flush()
    assert sorted(post.kind for post in tx.new_posts()) == ["screen", "strip"]
    assert [post.kind for post in waiting(store)] == ["screen", "strip"]


def test_a_newcomer_may_be_out_of_reach(store: Store) -> None:
    with store.transaction() as tx:
        person = tx.person_at(CLIENT, "1001", NOW)
        tx.set_reachable(person.address, False)
        person.touched = True
        tx.flush()
    with store.transaction() as tx:
        assert not tx.person_at(CLIENT, "1001", NOW).address.reachable


def test_what_did_not_arrive_is_known_with_whose_it_is(store: Store) -> None:
    person = stored(store)
    queue(store, person, "screen", "strip", "picture")
    given_up, in_doubt, _ = waiting(store)
    with store.transaction() as tx:
        assert tx.not_delivered(10) == []
        tx.bury(given_up)
        tx.doubt(in_doubt)
        tx.flush()
    newest, oldest = Undelivered(in_doubt.id, person.id, False), Undelivered(given_up.id, person.id, True)
    with store.transaction() as tx:
        assert tx.not_delivered(10) == [newest, oldest]
        assert tx.not_delivered(1) == [newest]
