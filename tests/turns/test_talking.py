"""What is told of messages that cannot follow, come back, or belong to nobody any more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.delivery.post import Post
from bot.storage.memory import MemoryStore
from bot.turns.acts import OFFICE, Delivered
from bot.turns.apply import Batch
from bot.turns.records import Person, StoredLead
from dialogs.desk.decision import RelayToClient
from dialogs.talk import Utterance
from tests.storage.contract.stores import AT, NOW, waiting, with_lead
from tests.support import CLIENT
from tests.turns.batches import do

OLD = Utterance("Hello", id="5")


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def client(store: MemoryStore) -> tuple[Person, StoredLead]:
    return with_lead(store)


def keys(store: MemoryStore, channel: str) -> list[str]:
    """What is told in a channel, by its keys."""
    posts = [post for post in waiting(store) if post.channel == channel]
    return [line["key"] for post in posts if "say" in post.payload for line in post.payload["say"]["lines"]]


@pytest.mark.parametrize("has_lead", [True, False])
def test_a_change_of_what_was_never_passed_on_is_answered_and_reaches_nobody(
    store: MemoryStore, client: tuple[Person, StoredLead], has_lead: bool
) -> None:
    person, lead = client
    if not has_lead:
        do(store, lambda batch: batch.talking.to_staff(person, lead, OLD, NOW))
    before = keys(store, OFFICE)
    do(store, lambda batch: batch.talking.changed_by_client(person, lead if has_lead else None, OLD, NOW))
    assert keys(store, CLIENT) == ["edited-in-talk"]
    assert keys(store, OFFICE) == before


def test_staff_are_told_under_their_message_that_it_could_not_be_taken_back(
    store: MemoryStore, client: tuple[Person, StoredLead]
) -> None:
    person, _ = client
    do(store, lambda batch: batch.posting.to_client(person, "unsend", None, {"copy": "k:1", "of": "6"}, NOW))
    [post] = waiting(store)
    do(store, lambda batch: batch.bury(post, NOW))
    [told] = waiting(store)
    assert keys(store, OFFICE) == ["staff-unsend-failed"]
    assert told.payload["answers_at"] == "6"


FATES: dict[str, Callable[[Batch, Post], object]] = {
    "delivered": lambda batch, post: batch.delivered(Delivered(post, {"k:1": "9"}, AT)),
    "buried": lambda batch, post: batch.bury(post, NOW),
    "in doubt": lambda batch, post: batch.doubt(post, NOW),
    "some files lost": lambda batch, post: batch.lost(post, [(":photo", "gone")], NOW),
}


@pytest.mark.parametrize("fate", FATES)
@pytest.mark.parametrize("by_staff", [True, False])
def test_what_becomes_of_a_message_of_somebody_erased_meanwhile_is_told_nobody(
    store: MemoryStore, client: tuple[Person, StoredLead], fate: str, by_staff: bool
) -> None:
    person, lead = client
    if by_staff:
        do(store, lambda batch: batch.talking.to_client(person, RelayToClient(OLD), NOW))
    else:
        do(store, lambda batch: batch.talking.to_staff(person, lead, OLD, NOW))
    [post] = waiting(store)
    do(store, lambda batch: batch.tx.erase(person.id))
    do(store, lambda batch: FATES[fate](batch, post))
    assert waiting(store) == []
