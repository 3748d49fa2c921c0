"""Posts of several processes on PostgreSQL: whoever delivers has all of them, in each chat's order."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from bot.storage.database import Database, open_database
from bot.storage.store import SqlStore
from bot.turns.news import POSTS
from tests import postgres
from tests.support import TUESDAY_MORNING


@pytest.fixture
def here() -> Iterator[Database]:
    opened = open_database(postgres.emptied())
    yield opened
    opened.close()


@pytest.fixture
def elsewhere(here: Database) -> Iterator[SqlStore]:
    opened = open_database(postgres.kept())
    yield SqlStore(opened)
    opened.close()


def queue(store: SqlStore, *kinds: str, lane: str = "maria", known: frozenset[str] | None = None) -> list[str]:
    """Queue posts in one transaction; return what whoever delivers hears of, if that is in this process."""
    with store.transaction() as tx:
        for kind in kinds:
            tx.queue("telegram", lane, kind, None, None, {"to": lane}, TUESDAY_MORNING)
        tx.flush()
        tx.hand_over(None if known is None else lambda: known)
    return [post.kind for post in tx.new_posts()]


def test_what_another_process_queued_for_a_chat_before_goes_before(here: Database, elsewhere: SqlStore) -> None:
    store = SqlStore(here)
    assert queue(elsewhere, "first", "second") == ["first", "second"]
    queue(elsewhere, "other", lane="ken")
    assert queue(store, "third", known=frozenset()) == ["first", "second", "third"]
    with store.transaction() as tx:
        known = frozenset(post.id for post in tx.waiting() if post.kind != "second")
    assert queue(store, "fourth", known=known) == ["second", "fourth"]


def test_all_that_waits_is_picked_up_but_what_is_known(here: Database, elsewhere: SqlStore) -> None:
    store = SqlStore(here)
    queue(elsewhere, "first", "second")
    with store.transaction() as tx:
        [first, second] = tx.waiting()
    with elsewhere.transaction() as tx:
        tx.withdraw([second])
    queue(elsewhere, "third", lane="ken")
    with store.transaction() as tx:
        tx.pick_up({first.id, second.id})
        assert [post.kind for post in tx.new_posts()] == ["third"]
        [third] = tx.new_posts()
        assert tx.all_waiting == frozenset({first.id, third.id}), "the second is not to be sent any more"


def test_what_is_committed_between_two_looks_of_a_transaction_comes_last(here: Database, elsewhere: SqlStore) -> None:
    """Each look of a transaction sees what was committed by then, so that the second may see more than the first."""
    queue(elsewhere, "first", lane="ken")
    queue(elsewhere, "second")
    with SqlStore(here).transaction() as tx:
        tx.pick_up({"something"})
        queue(elsewhere, "third", "fourth")
        tx.queue("telegram", "maria", "mine", None, None, {"to": "maria"}, TUESDAY_MORNING)
        tx.flush()
        tx.hand_over(frozenset)
    assert [post.kind for post in tx.new_posts()] == ["first", "second", "third", "fourth", "mine"]


def test_whoever_delivers_is_called_once_it_is_committed(here: Database, elsewhere: SqlStore) -> None:
    calls, engine = here.backend.calls, here.backend.writing_engine()
    assert calls is not None
    bell, rung = socket.socketpair()
    with bell, rung, engine.connect() as listening:
        calls.listen(listening)
        queue(elsewhere, "first")
        heard: list[str] = []
        while not heard:
            heard = calls.heard(listening, 5.0, rung)
        assert heard == [POSTS]
        queue(elsewhere)
        queue(elsewhere, "second", known=frozenset())
        bell.send(b".")
        assert calls.heard(listening, 5.0, rung) == [], "nothing new, and what this process delivers itself"
    engine.dispose()
