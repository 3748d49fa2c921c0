"""What every storage promises to the turns: one suite over SQL and over the twin in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import OUTBOX_CHANNELS, Core
from bot.delivery.post import Content, Post
from bot.storage.database import open_database
from bot.storage.memory import MemoryStore, MemoryTransaction
from bot.storage.records import address_values, finder_of
from bot.storage.store import SqlStore
from bot.storage.tables import addresses
from bot.storage.transaction import SqlTransaction
from bot.turns.acts import CLIENT, OFFICE, ClientTurn, Delivered, OfficeTurn, Turned
from bot.turns.apply import Batch
from bot.turns.ledger import Call, Ledger
from bot.turns.ports import Stale, Store, Transaction
from bot.turns.records import Address, Person, StoredLead
from dialogs.consented import Consented, Summary
from dialogs.desk.matter import NEW, TAKEN, LeadRecord, Member, Recorded
from dialogs.dialogue import Dialogue
from dialogs.marks import mark_of
from dialogs.messages import Act, Incoming, Text
from tests.support import NAME, Talk, settings_in

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
AT = NOW.timestamp()
HOUR = 3600


@dataclass
class Kept:
    """A store under test, how somebody else writes a row behind its back, and how a person has one address more."""

    store: Store
    overtake: Callable[[Transaction, str, str], None]
    add_address: Callable[[Transaction, Person], None]


def _overtake_sql(tx: Transaction, table: str, row: str) -> None:
    assert isinstance(tx, SqlTransaction)
    tx.connection.execute(text(f"UPDATE {table} SET version = version + 1 WHERE id = :id"), {"id": row})


def _overtake_memory(tx: Transaction, table: str, row: str) -> None:
    assert isinstance(tx, MemoryTransaction)
    kept: dict[str, tuple[int, str]] = getattr(tx.kept, table)
    kept[row] = (kept[row][0] + 1, kept[row][1])


def _add_address_sql(tx: Transaction, person: Person) -> None:
    assert isinstance(tx, SqlTransaction)
    tx.connection.execute(addresses.insert(), address_values(tx.sealer, person))


def _add_address_memory(tx: Transaction, person: Person) -> None:
    assert isinstance(tx, MemoryTransaction)
    tx.kept.addresses[person.address.id] = (person.id, person.address)


@pytest.fixture(params=["sql", "memory"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    if request.param == "memory":
        yield Kept(MemoryStore(), _overtake_memory, _add_address_memory)
        return
    (tmp_path / "kept").mkdir()
    database = open_database(settings_in(tmp_path / "kept"))
    yield Kept(SqlStore(database), _overtake_sql, _add_address_sql)
    database.close()


@pytest.fixture
def store(kept: Kept) -> Store:
    return kept.store


def client(chat: str, key: str, channel: str = CLIENT) -> ClientTurn:
    return ClientTurn(channel, key, chat, Incoming(Act.TEXT, "x"), NOW)


def stored(store: Store, chat: str = "1001", *, language: str = "en", at: datetime = NOW) -> Person:
    """A person, written."""
    with store.transaction() as tx:
        person = tx.person_at(CLIENT, chat, at)
        person.conversation.language = language
        person.touched, person.updated_at = True, at.timestamp()
        tx.flush()
    return person


def a_lead(person: Person, name: str = "Maria", identity: str = "") -> StoredLead:
    day = NOW.date().isoformat()
    sent = Consented(CLIENT, "en", None, day, None, None, False, True, (), Summary(), {"name": (name, day)})
    return StoredLead(identity or f"lead-{person.id}", person.id, LeadRecord(0, NEW, sent), AT, AT, 1)


def with_lead(store: Store, chat: str = "1001", name: str = "Maria") -> tuple[Person, StoredLead]:
    person = stored(store, chat)
    with store.transaction() as tx:
        lead = tx.add_lead(a_lead(person, name))
        tx.flush()
    return person, lead


def queue(
    store: Store, person: Person, *kinds: str, channel: str = CLIENT, handle: str | None = "c:1", held: bool = False
) -> list[Post]:
    with store.transaction() as tx:
        for number, kind in enumerate(kinds):
            lane = person.address.id if channel == CLIENT else "office"
            tx.queue(channel, lane, kind, handle, person.id, {"to": "1001", "n": number}, NOW, held=held)
        tx.flush()
    return tx.new_posts()


def waiting(store: Store, lane: str | None = None) -> list[Post]:
    with store.transaction() as tx:
        return tx.waiting(lane)


def deliver(store: Store, *entries: Delivered) -> Transaction:
    with store.transaction() as tx:
        for entry in entries:
            tx.delivered(entry)
        tx.flush()
    return tx


# --- transactions ---------------------------------------------------------------------------------------------------


def test_all_of_a_transaction_is_kept_or_nothing(store: Store) -> None:
    def fail() -> None:
        with store.transaction() as tx:
            tx.first_time(CLIENT, "1", NOW)
            person = tx.person_at(CLIENT, "1001", NOW)
            person.touched = True
            tx.queue(CLIENT, person.address.id, "screen", None, person.id, {}, NOW)
            tx.set_fact("half", 1)
            tx.flush()
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    with store.transaction() as tx:
        assert tx.first_time(CLIENT, "1", NOW)
        assert tx.person_at(CLIENT, "1001", NOW).version == 0
        assert tx.waiting() == []
        assert tx.fact("half") is None


def test_after_a_failure_the_next_transaction_works(store: Store) -> None:
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), store.transaction():
            raise ZeroDivisionError
    assert stored(store).version == 1


# --- updates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prepared", [True, False])
def test_an_update_is_new_once(store: Store, prepared: bool) -> None:
    clients, staff = [client("1001", "7"), client("1002", "8")], OfficeTurn("7", 1, "take", "x", NOW)
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


# --- people ---------------------------------------------------------------------------------------------------------


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
        for found in (tx.person_at(CLIENT, "1001", NOW), tx.person(person.id), tx.at_lane(person.address.id)):
            assert found == person
        assert tx.person_at(CLIENT, "1001", NOW) is tx.person(person.id) is tx.at_lane(person.address.id)


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


def test_somebody_with_two_addresses_is_one_person_and_is_answered_where_they_wrote(kept: Kept) -> None:
    person = stored(kept.store)
    with kept.store.transaction() as tx:
        lane = finder_of(tx.sealer, "line", "U1") if isinstance(tx, SqlTransaction) else "line:U1"
        kept.add_address(tx, replace(person, address=Address(lane, "line", "U1")))
    for channel, to, where in (("line", "U1", lane), (CLIENT, "1001", person.address.id)):
        with kept.store.transaction() as tx:
            found = tx.person_at(channel, to, NOW)
            assert (found.id, found.address.channel, found.address.to) == (person.id, channel, to)
            assert found.conversation == person.conversation
        with kept.store.transaction() as tx:
            at_lane = tx.at_lane(where)
            assert at_lane is not None
            assert (at_lane.id, at_lane.address.to) == (person.id, to)


def test_nobody_is_found_where_nobody_is(store: Store) -> None:
    stored(store)
    with store.transaction() as tx:
        assert tx.person("nobody") is None
        assert tx.at_lane("nobody") is None
        assert tx.lead_of("nobody") is None
        assert tx.lead_numbered(1) is None
        assert tx.newest_leads(30) == ([], 0)
        assert tx.runs_of("nobody") == []
        assert tx.fact("nothing") is None
        assert tx.message_ids(["c:1"]) == {}
        assert tx.overdue(0, 10) == []


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


# --- leads, runs, facts ---------------------------------------------------------------------------------------------


def test_a_lead_has_a_number_and_is_found_by_it(store: Store) -> None:
    (maria, first), (_, second) = with_lead(store, "1"), with_lead(store, "2", "Li")
    assert (first.record.number, second.record.number) == (1, 2)
    with store.transaction() as tx:
        assert tx.lead_of(maria.id) == tx.lead_numbered(1) == first
        sato = Member("5", "佐藤")
        done = replace(
            first.record,
            state=TAKEN,
            taken_by=sato,
            checking=True,
            confirmed=("age",),
            acts=(Recorded(AT, "take", "", sato), Recorded(AT, "ok", "age", Member(None, "鈴木"))),
        )
        changed = replace(first, record=done, updated_at=AT + 60)
        tx.save_lead(changed)
        assert changed.version == 2
        tx.flush()
    with store.transaction() as tx:
        assert tx.lead_of(maria.id) == changed


def test_the_newest_change_is_first_and_only_some_are_opened(store: Store) -> None:
    leads = [with_lead(store, str(chat))[1] for chat in range(5)]
    with store.transaction() as tx:
        tx.save_lead(leads[1])
        tx.flush()
    with store.transaction() as tx:
        newest, count = tx.newest_leads(3)
        everything, same = tx.newest_leads(30)
    assert [lead.record.number for lead in newest] == [2, 5, 4]
    assert [lead.record.number for lead in everything] == [2, 5, 4, 3, 1]
    assert count == same == 5


def test_leads_that_wait_are_found_longest_first_and_by_the_end_of_their_hour(store: Store) -> None:
    people = [with_lead(store, str(chat)) for chat in range(4)]
    hours = (3.0, 1.5, None, 2.0)
    late = stored(store, "9")
    with store.transaction() as tx:
        assert tx.longest_waiting() is None
        for (_, lead), hour in zip(people, hours, strict=True):
            lead.record = replace(lead.record, waits_since=None if hour is None else hour * HOUR)
            tx.save_lead(lead)
        tx.flush()
    with store.transaction() as tx:
        assert tx.longest_waiting() == 2 * HOUR, "the hour of 1:30 is over at 2:00"
        assert tx.waiting_leads(2 * HOUR - 1, 9) == []
        assert {stored.record.number for _, stored in tx.waiting_leads(2 * HOUR, 9)} == {2, 4}
        found = tx.waiting_leads(3 * HOUR, 9)
        assert [stored for _, stored in found][-1] == people[0][1]
        assert [person.id for person, _ in found][-1] == people[0][0].id
        assert len(found) == 3
        assert len(tx.waiting_leads(3 * HOUR, 2)) == 2
        taken = found[0][1]
        taken.record = replace(taken.record, waits_since=None)
        tx.save_lead(taken)
        assert len(tx.waiting_leads(3 * HOUR, 9)) == 2
        fresh = a_lead(late)
        tx.add_lead(replace(fresh, record=replace(fresh.record, waits_since=0.0)))
        assert tx.longest_waiting() == 0.0
        tx.flush()


def test_wishes_are_counted_but_ones_own(store: Store) -> None:
    (maria, hers), (_, his), (_, theirs) = (with_lead(store, chat) for chat in "123")
    with store.transaction() as tx:
        tx.keep_wishes(hers.id, ["20261125am", "20261125pm"])
        tx.keep_wishes(his.id, ["20261125am"])
        tx.keep_wishes(theirs.id, ["20261126am", "20261126am"])
        days = ["20261125am", "20261125pm", "20261126am", "20261126pm"]
        everything = {"20261125am": 2, "20261125pm": 1, "20261126am": 1}
        assert tx.wished(days, "") == everything, "seen at once in the same transaction"
        tx.flush()
    with store.transaction() as tx:
        assert tx.wished(days, "") == everything
        assert tx.wished(days, hers.id) == {"20261125am": 1, "20261126am": 1}
        assert tx.wished(["20261125pm"], his.id) == {"20261125pm": 1}
        assert tx.wished([], "") == {}
        tx.keep_wishes(his.id, [])
        tx.erase(maria.id)
        assert tx.wished(days, "") == {"20261126am": 1}, "nobody erased takes a place"
        pruned = tx.prune(updates_before=0, dead_before=0, wishes_before="20261126am")
        assert (pruned, tx.wished(days, "")) == (0, {"20261126am": 1})
        assert tx.prune(updates_before=0, dead_before=0, wishes_before="20261127am") == 1
        assert tx.wished(days, "") == {}
        tx.flush()


def test_a_number_is_never_used_again(store: Store) -> None:
    person, lead = with_lead(store)
    with store.transaction() as tx:
        tx.erase(person.id)
        tx.flush()
    assert with_lead(store)[1].record.number == lead.record.number + 1


def test_runs_are_kept_in_order_and_seen_at_once(store: Store) -> None:
    person = stored(store)
    with store.transaction() as tx:
        tx.keep_run(person.id, AT + 9, {"total": 70})
        tx.keep_run(person.id, AT + 1, {"total": 60})
        tx.keep_run("other", AT, {"total": 10})
        assert tx.runs_of(person.id) == [{"total": 60}, {"total": 70}]
        tx.keep_run(person.id, AT + 20, {"total": 80})
        tx.flush()
    with store.transaction() as tx:
        assert [run["total"] for run in tx.runs_of(person.id)] == [60, 70, 80]


def test_a_fact_is_what_was_said_last(store: Store) -> None:
    for value in ({"chat": -5}, {"chat": -6}):
        with store.transaction() as tx:
            tx.set_fact("office_chat", value)
            assert tx.fact("office_chat") == value
            tx.flush()
    with store.transaction() as tx:
        assert tx.fact("office_chat") == {"chat": -6}


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
        tx.set_reachable(again, False)
        tx.flush()
    assert waiting(store) == []
    with store.transaction() as tx:
        again = tx.person(person.id)
        assert again is not None
        tx.set_reachable(again, True)
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
        tx.set_reachable(again, False)
        tx.queue(CLIENT, person.address.id, "picture", None, person.id, {"n": 3}, NOW, held=True)
        again.touched = True
        tx.flush()
    assert tx.new_posts() == []
    assert [post.id for post in waiting(store)] == [office[0].id]
    with store.transaction() as tx:
        back = tx.person_at(CLIENT, "1001", NOW)
        assert not back.address.reachable
        tx.set_reachable(back, True)
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
        tx.set_reachable(again, False)
        tx.set_reachable(again, True)
        tx.flush()
    assert sorted(post.kind for post in tx.new_posts()) == ["screen", "strip"]
    assert [post.kind for post in waiting(store)] == ["screen", "strip"]


def test_a_newcomer_may_be_out_of_reach(store: Store) -> None:
    with store.transaction() as tx:
        person = tx.person_at(CLIENT, "1001", NOW)
        tx.set_reachable(person, False)
        person.touched = True
        tx.flush()
    with store.transaction() as tx:
        assert not tx.person_at(CLIENT, "1001", NOW).address.reachable


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


def test_people_are_overdue_by_the_moment_they_last_acted(store: Store) -> None:
    for number in range(6):
        stored(store, str(number), at=NOW + timedelta(minutes=number))
    limit = (NOW + timedelta(minutes=3)).timestamp()
    with store.transaction() as tx:
        assert [person.address.to for person in tx.overdue(limit, 10)] == ["0", "1", "2"]
        assert [person.address.to for person in tx.overdue(limit, 2)] == ["0", "1"]
        assert tx.overdue(AT, 10) == []
        for person in tx.overdue(limit, 2):
            tx.erase(person.id)
        tx.flush()
    with store.transaction() as tx:
        assert [person.address.to for person in tx.overdue(limit, 10)] == ["2"]


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


# --- whole conversations --------------------------------------------------------------------------------------------


def test_a_conversation_goes_its_way_on_either(store: Store, core: Core) -> None:
    """With a block, staff, a repeated update and an erasure on the way."""
    ledger = Ledger(store, core.dialogue, core.words, OUTBOX_CHANNELS)
    talk = Talk(replace(core, ledger=ledger))
    talk.go_to("handed_off")
    turn = talk.turn(Incoming(Act.TEXT, "Please call"))
    assert [turned.repeated for turned in ledger.batch([turn, turn])] == [False, True]
    assert ledger.do(turn).repeated
    ledger.do(OfficeTurn("s1", 1, "take", "佐藤", NOW))
    assert ledger.do(OfficeTurn("s2", 1, "take", "鈴木", NOW)).refused == Text("staff-already-taken", {"name": "佐藤"})
    [card, *_] = [post for post in waiting(store) if post.kind == "card"]
    deliver(store, Delivered(card, {card.handle or "": "66"}, AT))
    person = ledger.do(Call(lambda batch: batch.tx.person_at(CLIENT, "1001", NOW)))
    ledger.do(Call(lambda batch: batch.hold(person.address.id, NOW)))
    assert waiting(store, person.address.id) == []
    talk.say("here again")
    assert waiting(store, person.address.id)
    lead = ledger.do(Call(lambda batch: batch.tx.lead_numbered(1)))
    assert (lead.record.state, lead.record.taken_by, lead.record.consented.name) == (TAKEN, Member(None, "佐藤"), NAME)
    talk.command("mydata")
    talk.command("forget")
    assert talk.press("forget").erased
    assert [(post.channel, post.kind) for post in waiting(store)] == [
        (OFFICE, "erase"),
        (CLIENT, "erase"),
        (CLIENT, "screen"),
    ]
    assert waiting(store)[0].payload["messages"] == ["66"]
    assert ledger.do(Call(lambda batch: batch.prune(NOW + timedelta(days=9000)))) > 0


def one_wish(core: Core, store: Store) -> Core:
    """An office where one client may wish for a half-day, on a store."""
    around = core.dialogue.around
    office = replace(around.office, half_days=replace(around.office.half_days, most_wishes=1))
    dialogue = Dialogue(core.dialogue.questionnaire, replace(around, office=office), core.words)
    return replace(core, dialogue=dialogue, ledger=Ledger(store, dialogue, core.words, OUTBOX_CHANNELS))


def wishing(core: Core, chat: str, half_day: str | None = None) -> tuple[Talk, str]:
    """Somebody who has ticked a half-day, by default the first there is, and not pressed "done" yet."""
    talk = Talk(core, chat)
    talk.go_to("half_days")
    offered = half_days_offered(talk)
    wanted = half_day or offered[0]
    assert wanted in offered
    talk.press(f"on:{wanted}")
    return talk, wanted


def half_days_offered(talk: Talk) -> list[str]:
    rows = talk.screen.rows if talk.screen else ()
    return [b.action.partition(":")[2] for row in rows for b in row if b.action.startswith(("on:", "off:"))]


def done(talk: Talk) -> ClientTurn:
    """The press of "done", not handed over yet."""
    assert talk.conversation is not None
    return talk.turn(Incoming(Act.PRESS, data=f"{mark_of(talk.conversation)}.done"))


def keys(turned: Turned) -> list[str]:
    return [line.key for screen in turned.screens for line in screen.lines]


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "in two"])
def test_of_two_who_choose_the_last_place_one_is_told_in_the_same_turn(
    store: Store, core: Core, together: bool
) -> None:
    office = one_wish(core, store)
    (maria, half), (tom, same) = wishing(office, "1"), wishing(office, "2")
    assert half == same
    turns = [done(maria), done(tom)]
    results = office.ledger.batch(turns) if together else [office.ledger.do(turn) for turn in turns]
    assert [turned.conversation.place.at for turned in results] == ["handed_off", "half_days"]
    assert "half-day-taken" in keys(results[1])
    assert "half-day-taken" not in keys(results[0])
    tom.conversation, tom.screen = results[1].conversation, results[1].screens[-1]
    assert half not in half_days_offered(tom), "the others are offered"
    assert len(half_days_offered(tom)) == 12
    with store.transaction() as tx:
        assert tx.wished([half], "") == {half: 1}
    third, other = wishing(office, "3")
    assert other != half, "who comes later is not offered it"
    assert third.send(done(third).incoming).lead is not None


def test_a_place_is_free_again_when_its_lead_is_closed_or_its_client_wants_another(store: Store, core: Core) -> None:
    office = one_wish(core, store)
    maria, half = wishing(office, "1")
    maria.send(done(maria).incoming)

    def taken() -> bool:
        with store.transaction() as tx:
            return tx.wished([half], "") == {half: 1}

    assert taken()
    for number, (act, is_taken) in enumerate([("take", True), ("done", False), ("take", True), ("decline", False)]):
        office.ledger.do(OfficeTurn(f"s{number}", 1, act, "佐藤", NOW, by="5"))
        assert taken() is is_taken, act
    office.ledger.do(OfficeTurn("s9", 1, "take", "佐藤", NOW, by="5"))
    maria.command("book")
    maria.press("a:online")
    offered = half_days_offered(maria)
    assert half in offered, "nobody is in their own way"
    maria.press(f"on:{offered[1]}")
    maria.send(done(maria).incoming)
    assert not taken()
    with store.transaction() as tx:
        assert tx.wished(offered, "") == {offered[1]: 1}
    maria.command("forget")
    maria.press("forget")
    with store.transaction() as tx:
        assert tx.wished(offered, "") == {}


@pytest.mark.parametrize("closing", ["decline", "done"])
def test_a_closed_lead_that_is_opened_again_takes_no_place_that_others_have_since(
    store: Store, core: Core, closing: str
) -> None:
    office = one_wish(core, store)
    (maria, half), (tom, _) = wishing(office, "1"), wishing(office, "2")
    maria.send(done(maria).incoming)
    office.ledger.do(OfficeTurn("s1", 1, closing, "佐藤", NOW, by="5"))
    tom.send(done(tom).incoming)

    def wished() -> dict[str, int]:
        with store.transaction() as tx:
            return tx.wished([half], "")

    def told() -> list[str]:
        notes = [Content.from_json(post.payload["say"]) for post in waiting(store) if post.kind == "note"]
        return [line.key for note in notes for line in note.lines]

    office.ledger.do(OfficeTurn("s2", 1, "take", "佐藤", NOW, by="5"))
    assert wished() == {half: 1}, "Tom's alone"
    assert told().count("staff-half-days-lapsed") == 1
    # Once Tom's lead is closed as well, the time is free for Maria's.
    office.ledger.do(OfficeTurn("s3", 2, "decline", "佐藤", NOW, by="5"))
    assert wished() == {}
    office.ledger.do(OfficeTurn("s4", 1, "decline", "佐藤", NOW, by="5"))
    office.ledger.do(OfficeTurn("s5", 1, "take", "佐藤", NOW, by="5"))
    assert wished() == {half: 1}
    assert told().count("staff-half-days-lapsed") == 1


def test_without_a_limit_nobody_is_refused(store: Store, core: Core) -> None:
    office = replace(core, ledger=Ledger(store, core.dialogue, core.words, OUTBOX_CHANNELS))
    (maria, half), (tom, same) = wishing(office, "1"), wishing(office, "2")
    assert half == same
    assert [turned.conversation.place.at for turned in office.ledger.batch([done(maria), done(tom)])] == [
        "handed_off",
        "handed_off",
    ]
    with store.transaction() as tx:
        assert tx.wished([half], "") == {half: 2}


def test_a_batch_that_is_stale_is_done_again(kept: Kept, core: Core) -> None:
    ledger = Ledger(kept.store, core.dialogue, core.words, OUTBOX_CHANNELS)
    talk = Talk(replace(core, ledger=ledger))
    talk.go_to("goal")
    overtaken: list[str] = []

    def late(batch: Batch) -> None:
        if not overtaken:
            person = batch.tx.person_at(CLIENT, "1001", NOW)
            overtaken.append(person.id)
            kept.overtake(batch.tx, "people", person.id)

    answers = ledger.batch([Call(late), talk.turn(Incoming(Act.TEXT, "hsp"))])
    assert answers[1].conversation.place.at == "residence"
    assert len(overtaken) == 1
