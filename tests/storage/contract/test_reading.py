"""What is read beside the turns: some people at a time, each once, with the number of their lead."""

from __future__ import annotations

from bot.app import Core
from bot.storage.memory import MemoryStore
from bot.storage.reader import MemoryReader, SqlReader
from bot.storage.store import SqlStore
from bot.turns.ports import PeopleReader, Store
from bot.turns.records import Glimpse
from tests.storage.contract.stores import stored, with_lead
from tests.support import Talk, damage


def reader_of(store: Store) -> PeopleReader:
    """Who reads beside a store."""
    if isinstance(store, SqlStore):
        return SqlReader(store.database)
    assert isinstance(store, MemoryStore)
    return MemoryReader(store)


def all_of(reader: PeopleReader, at_once: int) -> list[Glimpse]:
    """Everybody, part by part."""
    found: list[Glimpse] = []
    while part := reader.people_after(found[-1].person if found else "", at_once):
        assert len(part) <= at_once
        found += part
    return found


def test_everybody_is_read_once_whatever_the_parts(store: Store) -> None:
    people = [stored(store, str(number), language="ja" if number % 2 else "en") for number in range(5)]
    for at_once in (1, 2, 5, 9):
        found = all_of(reader_of(store), at_once)
        assert [glimpse.person for glimpse in found] == sorted(person.id for person in people)
    languages = {glimpse.person: glimpse.conversation and glimpse.conversation.language for glimpse in found}
    assert languages == {person.id: person.conversation.language for person in people}


def test_the_number_of_the_lead_stands_beside(store: Store) -> None:
    maria, lead = with_lead(store, "1")
    tom = stored(store, "2")
    assert {glimpse.person: glimpse.lead for glimpse in all_of(reader_of(store), 1)} == {
        maria.id: lead.record.number,
        tom.id: None,
    }


def test_who_is_erased_is_read_no_more(store: Store) -> None:
    maria, tom = stored(store, "1"), stored(store, "2")
    with store.transaction() as tx:
        tx.erase(maria.id)
        tx.flush()
    assert [glimpse.person for glimpse in all_of(reader_of(store), 9)] == [tom.id]


def test_without_people_nobody_is_read(store: Store) -> None:
    assert reader_of(store).people_after("", 9) == []


def test_a_damaged_record_is_told_and_keeps_no_other_from_being_read(core: Core) -> None:
    for chat in ("1", "2", "3"):
        Talk(core, chat).go_to("goal")
    reader = SqlReader(core.database)
    first, second, third = (glimpse.person for glimpse in reader.people_after("", 9))
    damage(core, "people", f"id = '{second}'")
    found = reader.people_after("", 9)
    assert [(glimpse.person, glimpse.conversation is None) for glimpse in found] == [
        (first, False),
        (second, True),
        (third, False),
    ]
