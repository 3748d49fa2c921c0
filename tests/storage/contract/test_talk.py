"""Which message in the staff group is which in the client's chat."""

from __future__ import annotations

from dataclasses import replace

from bot.turns.acts import OFFICE, Delivered
from bot.turns.ports import Store
from bot.turns.records import OURS, THEIRS, Pair
from tests.storage.contract.stores import AT, deliver, queue, stored
from tests.support import CLIENT


def test_each_message_is_found_from_either_side(store: Store) -> None:
    maria, tom = stored(store, "1"), stored(store, "2")
    asked = Pair("a", maria.id, THEIRS, "70", "7", AT + 9, {"album": "x"})
    answered = Pair("b", maria.id, OURS, "71", None, AT + 20)
    his = Pair("c", tom.id, THEIRS, "72", "7", AT)
    with store.transaction() as tx:
        for pair in (answered, asked, his):
            tx.pair(pair)
        assert tx.counterparts(maria.id, THEIRS, "7") == [asked], "another chat has the same number"
        tx.flush()
    sent = replace(answered, theirs="8")
    with store.transaction() as tx:
        assert tx.counterparts(maria.id, OURS, "71") == [answered]
        tx.pair(sent)
        assert tx.counterparts(maria.id, THEIRS, "8") == tx.counterparts(maria.id, OURS, "71") == [sent]
        assert tx.counterparts(maria.id, OURS, "7") == []
        assert tx.talk_of(maria.id) == [asked, sent], "in the order in which they were written"
        tx.flush()


def test_a_pair_is_found_by_its_id(store: Store) -> None:
    person = stored(store)
    asked = Pair("a", person.id, THEIRS, "70", "7", AT)
    with store.transaction() as tx:
        tx.pair(asked)
        assert tx.paired("a") == asked
        assert tx.paired("b") is None


def test_a_message_is_found_by_what_the_messenger_calls_it(store: Store) -> None:
    maria, tom = stored(store, "1"), stored(store, "2")
    for person in (maria, tom):
        [post] = queue(store, person, "relay", handle=f"k:{person.id}")
        deliver(store, Delivered(post, {f"k:{person.id}": "8"}, AT))
    [card] = queue(store, maria, "card", channel=OFFICE, handle="l:1")
    deliver(store, Delivered(card, {"l:1": "8", "t:1": "9"}, AT))
    with store.transaction() as tx:
        assert tx.handles_of(CLIENT, "8", maria.id) == {f"k:{maria.id}": maria.id}, "another chat has that number too"
        assert tx.handles_of(OFFICE, "9") == {"t:1": maria.id}
        assert tx.handles_of(OFFICE, "7") == {}
        assert tx.handles_of(OFFICE, "9", tom.id) == {}


def test_several_messages_that_went_as_one_are_found_by_it(store: Store) -> None:
    person = stored(store)
    first, second = (Pair(name, person.id, THEIRS, "70", name, AT + at) for at, name in enumerate("12"))
    with store.transaction() as tx:
        tx.pair(second)
        tx.pair(first)
        assert tx.counterparts(person.id, OURS, "70") == [first, second]


def test_a_talk_goes_with_its_person_and_with_the_group_it_was_in(store: Store) -> None:
    maria, tom = stored(store, "1"), stored(store, "2")
    his = Pair("b", tom.id, THEIRS, "71", "8", AT)
    with store.transaction() as tx:
        tx.pair(Pair("a", maria.id, THEIRS, "70", "7", AT))
        tx.pair(his)
        tx.erase(maria.id)
        assert (tx.talk_of(maria.id), tx.talk_of(tom.id)) == ([], [his])
        tx.forget_messages(CLIENT)
        assert tx.talk_of(tom.id) == [his]
        tx.forget_messages(OFFICE)
        assert tx.talk_of(tom.id) == [], "in another group the same numbers mean other messages"
        tx.flush()
