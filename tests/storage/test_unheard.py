"""A commit whose answer is lost: the server is asked whether it was done, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from bot.app import Core, build_core
from bot.errors import StorageTrouble
from bot.storage import leases, postgresql
from bot.storage.database import open_database
from bot.turns.acts import ClientTurn, Delivered, Turned
from bot.turns.ledger import Call
from dialogs.messages import Act, ActKind
from tests import postgres
from tests.e2e.world import TUESDAY_MORNING
from tests.lossy import AtCommit, LossyLine, lossy

START = Act(ActKind.COMMAND, command="start", language="en")


@pytest.fixture
def line() -> Iterator[LossyLine]:
    with lossy(postgres.emptied()) as (made, _):
        yield made


@pytest.fixture
def core(line: LossyLine) -> Iterator[Core]:
    made = build_core(line.settings(postgres.kept()))
    yield made
    made.database.close()


def _turn(number: int) -> ClientTurn:
    return ClientTurn("telegram", str(number), "7", START, TUESDAY_MORNING)


def _turned(core: Core, number: int) -> Turned:
    turned = core.ledger.do(_turn(number))
    assert isinstance(turned, Turned)
    return turned


def test_a_commit_that_was_done_and_not_answered_is_asked_for(line: LossyLine, core: Core) -> None:
    line.at_next_commit(AtCommit.UNHEARD)
    assert not _turned(core, 1).repeated
    assert _turned(core, 1).repeated
    # What follows from a commit followed from this one, too, and the next one has a line of its own.
    with core.ledger.store.reading() as tx:
        assert [post.kind for post in tx.waiting()] == ["screen"]
    assert line.done == {AtCommit.UNHEARD: 1}


@pytest.mark.parametrize("what", [AtCommit.NEVER_CAME, AtCommit.FULL])
def test_a_commit_that_was_not_done_is_told_as_trouble_and_done_when_it_comes_again(
    line: LossyLine, core: Core, what: AtCommit
) -> None:
    line.at_next_commit(what)
    with pytest.raises(StorageTrouble) as trouble:
        _turned(core, 1)
    assert (trouble.value.text.key == "error-database-full") is (what is AtCommit.FULL)
    assert not _turned(core, 1).repeated


def test_of_a_server_that_began_anew_it_is_not_known(
    line: LossyLine, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a crash the numbers of lost transactions are given to others: to ask by them would be a guess."""
    backend, store = core.database.backend, core.ledger.store
    with store.transaction() as tx:
        tx.set_memo("test", {"n": 1})
        mark = backend.mark(core.database.held())
    assert backend.was_committed(mark)
    monkeypatch.setattr(postgresql, "_SERVER", "SELECT 'another', 'then'")
    with pytest.raises(StorageTrouble):
        backend.was_committed(mark)


def test_what_was_recorded_by_a_commit_nobody_heard_of_is_not_taken_back(core: Core) -> None:
    """It is written again where nobody could be asked: then what the message is called tells that it was recorded."""
    _turned(core, 1)
    with core.ledger.store.reading() as tx:
        [post] = tx.waiting()
    made = {str(post.handle): "55"}
    for expected, ids in ((True, made), (True, made), (False, {str(post.handle): "56"})):
        delivery = Delivered(post, ids, TUESDAY_MORNING.timestamp())
        core.ledger.do(Call(lambda batch, delivery=delivery: batch.delivered(delivery)))  # type: ignore[misc]
        assert delivery.recorded is expected


def test_a_lease_taken_by_a_commit_nobody_heard_of_is_taken_again_at_once() -> None:
    database = open_database(postgres.emptied())
    with database.writing() as connection:
        connection.execute(text("DELETE FROM leases"))
        leases.make(connection, ["deliver"])
        assert leases.beat(connection, ["deliver"], "first", {}, 60.0) == {"deliver": 1}
        assert leases.beat(connection, ["deliver"], "first", {}, 60.0) == {"deliver": 2}
        assert leases.beat(connection, ["deliver"], "second", {}, 60.0) == {}
    database.close()
