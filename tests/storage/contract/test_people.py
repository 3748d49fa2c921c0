"""People come back as they were, are found by their addresses, and never overwritten by who read too early."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.turns.ports import Stale, Store
from bot.turns.records import LookedUpTo, Whose
from dialogs.desk.matter import NEW, TAKEN
from tests.storage.contract.stores import AT, NOW, Kept, client, stored, with_lead
from tests.support import CLIENT


def test_a_person_comes_back_as_they_were(store: Store) -> None:
    with store.transaction() as tx:
        person = tx.person_at(CLIENT, "1001", NOW)
        assert (person.version, person.address.to, person.address.channel) == (0, "1001", CLIENT)
        assert tx.person_at(CLIENT, "1001", NOW) is person
        person.conversation.place.at, person.conversation.language = "goal", "ja"
        person.inbox = [["12", AT]]
        person.touched, person.updated_at = True, AT + 5
        tx.flush()
    assert (person.version, person.touched) == (1, False)
    with store.transaction() as tx:
        known = tx.person_at(CLIENT, "1001", NOW), tx.person(person.id), tx.at_lane(person.address.id)
        for found in (*known, tx.whole_person(person.id)):
            assert found == person
        assert tx.person_at(CLIENT, "1001", NOW) is tx.person(person.id) is tx.at_lane(person.address.id)


def test_whose_an_address_is_can_be_told_without_opening_anything(store: Store) -> None:
    person = stored(store)
    with store.transaction() as tx:
        assert tx.whose(CLIENT, "1001") == Whose(person.id, person.address, True)
        assert tx.whose(CLIENT, "1002") is None
        tx.erase(person.id)
        assert tx.whose(CLIENT, "1001") is None


def test_who_is_at_work_on_somebody_keeps_them_when_more_turns_are_prepared(store: Store) -> None:
    """What was changed and not written yet must not be read over."""
    person = stored(store)
    with store.transaction() as tx:
        found = tx.person(person.id)
        assert found is not None
        found.conversation.place.at, found.touched = "goal", True
        tx.prepare([client("1001", "1"), client("1002", "2")])
        assert tx.person_at(CLIENT, "1001", NOW) is found
        assert found.conversation.place.at == "goal"
        tx.flush()
    with store.transaction() as tx:
        assert tx.person_at(CLIENT, "1001", NOW).conversation.place.at == "goal"


def test_somebody_with_two_addresses_is_one_person_and_is_answered_where_they_wrote(store: Store) -> None:
    person = stored(store)
    with store.transaction() as tx:
        other = tx.person_at("line", "U1", NOW)
        tx.forget_newcomer(other)
        found = tx.person(person.id)
        assert found is not None
        tx.attach(found, other.address)
        tx.flush()
    for channel, to, where in (("line", "U1", other.address.id), (CLIENT, "1001", person.address.id)):
        with store.transaction() as tx:
            found = tx.person_at(channel, to, NOW)
            assert (found.id, found.address.channel, found.address.to) == (person.id, channel, to)
            assert found.conversation == person.conversation
            assert found.left is not None
            assert found.left.channel != channel
            assert {one.channel for one in tx.addresses_of(found)} == {CLIENT, "line"}
            found.touched, found.updated_at = True, found.updated_at + 1
            tx.flush()
        with store.transaction() as tx:
            for lane in (other.address.id, person.address.id):
                at_lane = tx.at_lane(lane)
                assert at_lane is not None
                assert (at_lane.id, at_lane.address.id) == (person.id, where), "they stay where they acted last"


def test_both_addresses_of_one_person_are_told_apart_in_one_batch(store: Store) -> None:
    person = stored(store)
    with store.transaction() as tx:
        other = tx.person_at("line", "U1", NOW)
        tx.forget_newcomer(other)
        found = tx.person(person.id)
        assert found is not None
        tx.attach(found, other.address)
        tx.flush()
    turns = [client("1001", "1"), client("U1", "2", "line"), client("1001", "3")]
    with store.transaction() as tx:
        tx.prepare(turns)
        went = [tx.person_at(turn.channel, turn.chat, NOW).address.to for turn in turns]
        tx.flush()
    assert went == ["1001", "U1", "1001"]
    with store.transaction() as tx:
        again = tx.person(person.id)
        assert again is not None
        assert again.address.to == "1001"
        tx.detach(again, next(one for one in tx.addresses_of(again) if one.to == "U1"))
        tx.flush()
    with store.transaction() as tx:
        assert tx.person_at("line", "U1", NOW).version == 0
        alone = tx.person(person.id)
        assert alone is not None
        assert alone.acted == {}


def test_nobody_is_found_where_nobody_is(store: Store) -> None:
    stored(store)
    with store.transaction() as tx:
        assert tx.person("nobody") is None
        assert tx.at_lane("nobody") is None
        assert tx.lead_of("nobody") is None
        assert tx.lead_numbered(1) is None
        assert tx.newest_leads(30) == ([], 0)
        assert tx.runs_of("nobody") == []
        assert tx.memo("nothing") is None
        assert tx.message_ids(["c:1"]) == {}
        assert tx.idle(0, LookedUpTo(), 10) == []


def test_the_same_chat_of_another_channel_is_somebody_else(store: Store) -> None:
    with store.transaction() as tx:
        one, two = tx.person_at(CLIENT, "1", NOW), tx.person_at("console", "1", NOW)
        one.touched = two.touched = True
        tx.flush()
    assert one.id != two.id
    with store.transaction() as tx:
        assert tx.person_at("console", "1", NOW).id == two.id


def test_who_is_not_touched_is_not_written(store: Store) -> None:
    person = stored(store)
    with store.transaction() as tx:
        tx.person_at(CLIENT, "1001", NOW)
        tx.person_at(CLIENT, "1002", NOW)
        tx.flush()
    with store.transaction() as tx:
        assert tx.person_at(CLIENT, "1001", NOW).version == person.version == 1
        assert tx.person_at(CLIENT, "1002", NOW).version == 0


def test_a_newcomer_may_be_forgotten_before_they_are_stored(store: Store) -> None:
    with store.transaction() as tx:
        person = tx.person_at(CLIENT, "1001", NOW)
        person.touched = True
        tx.forget_newcomer(person)
        tx.flush()
    with store.transaction() as tx:
        assert tx.person_at(CLIENT, "1001", NOW).version == 0


def test_every_write_is_a_new_version(store: Store) -> None:
    for version in (1, 2, 3):
        assert stored(store, language=("en", "ja")[version % 2]).version == version


def test_a_stale_person_is_not_written(kept: Kept) -> None:
    person = stored(kept.store)

    def late() -> None:
        with kept.store.transaction() as tx:
            again = tx.person_at(CLIENT, "1001", NOW)
            again.conversation.place.at, again.touched = "goal", True
            kept.overtake(tx, "people", person.id)
            tx.flush()

    with pytest.raises(Stale):
        late()
    with kept.store.transaction() as tx:
        found = tx.person_at(CLIENT, "1001", NOW)
        assert (found.version, found.conversation.place.at) == (1, "start"), "nothing of it was kept"


def test_a_stale_lead_is_not_written(kept: Kept) -> None:
    _, lead = with_lead(kept.store)

    def late() -> None:
        with kept.store.transaction() as tx:
            again = tx.lead_numbered(lead.record.number)
            assert again is not None
            kept.overtake(tx, "leads", lead.id)
            tx.save_lead(replace(again, record=replace(again.record, state=TAKEN)))

    with pytest.raises(Stale):
        late()
    with kept.store.transaction() as tx:
        found = tx.lead_numbered(lead.record.number)
        assert found is not None
        assert (found.version, found.record.state) == (1, NEW)
