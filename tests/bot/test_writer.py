"""The one writer: whole batches in few statements, each act once and in order."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.app import Core, build_core
from bot.storage.tables import handles, leads, outbox, people, runs, updates
from bot.turns.ledger import Call, Ledger
from bot.turns.writer import Writer
from dialogs.messages import Act, ActKind
from tests import postgres
from tests.bot.writing import count, everybody, person, queued
from tests.patience import PATIENCE_SECONDS
from tests.support import SettableClock, Talk, core_in, statements

# Statements of a batch, however many turns are in it.
MOST = 7


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Core]:
    """Everything but the messengers, on each database."""
    made = core_in(tmp_path) if request.param == "sqlite" else build_core(postgres.emptied())
    yield made
    made.database.close()


def looks_first(core: Core) -> bool:
    """Whether each transaction asks which key seals: a file tells by itself whether anybody else wrote to it."""
    return core.database.backend.calls is not None


@contextmanager
def counted(core: Core) -> Iterator[Counter[str]]:
    """Statements and commits while the block runs."""
    seen: Counter[str] = Counter()

    def statement(*_: Any) -> None:
        seen["statements"] += 1

    def begin(_connection: Any) -> None:
        seen["begin"] += 1

    def commit(_connection: Any) -> None:
        seen["commits"] += 1

    engine = core.database.engine
    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "begin", begin)
    event.listen(engine, "commit", commit)
    try:
        with statements(lambda _sql, _values: seen.update(statements=1)):
            yield seen
    finally:
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "begin", begin)
        event.remove(engine, "commit", commit)


# --- once, in order ---------------------------------------------------------------------------------------------------


def test_an_update_seen_again_changes_nothing(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("goal")
    turn = talk.turn(Act(ActKind.TEXT, "hsp"))
    first, again = core.ledger.do(turn), core.ledger.do(turn)
    assert (first.repeated, again.repeated) == (False, True)
    before = on_disk_rows(core)
    assert core.ledger.batch([turn, turn])[1].repeated
    assert on_disk_rows(core) == before
    assert person(core, "1001").conversation.place.at == "residence"


def on_disk_rows(core: Core) -> list[Any]:
    with core.database.engine.connect() as connection:
        tables = (updates, people, runs, leads, outbox, handles)
        return [connection.execute(select(table)).all() for table in tables]


def test_an_update_seen_twice_in_one_batch_counts_once(core: Core) -> None:
    turn = Talk(core).turn(Act(ActKind.COMMAND, command="start"))
    assert [turned.repeated for turned in core.ledger.batch([turn, turn])] == [False, True]
    assert count(core, outbox) == 1


def test_the_same_key_on_another_channel_is_another_update(core: Core) -> None:
    start = Act(ActKind.COMMAND, command="start")
    turns = [Talk(core, channel=channel).turn(start) for channel in ("telegram", "console")]
    assert [turned.repeated for turned in core.ledger.batch(turns)] == [False, False]
    assert len(everybody(core)) == 2


def test_a_person_s_acts_in_one_batch_are_done_in_their_order(core: Core) -> None:
    one, two = Talk(core, "1"), Talk(core, "2")
    acts = [Act(ActKind.COMMAND, command="start"), *(Act(ActKind.TEXT, t) for t in ("English", "I agree", "hsp"))]
    others = [Act(ActKind.COMMAND, command="start"), *(Act(ActKind.TEXT, t) for t in ("日本語", "同意します"))]
    turns = [one.turn(acts[0]), two.turn(others[0]), one.turn(acts[1]), one.turn(acts[2])]
    turns += [two.turn(others[1]), one.turn(acts[3]), two.turn(others[2])]
    core.ledger.batch(turns)
    assert person(core, "1").conversation.place.at == "residence"
    assert (person(core, "2").conversation.place.at, person(core, "2").conversation.language) == ("goal", "ja")
    assert [len(queued(core, chat)) for chat in "12"] == [4, 3]


def test_every_save_is_a_new_version(core: Core, clock: SettableClock) -> None:
    talk = Talk(core, clock=clock)
    versions = []
    for act in ("/start", "English", "I agree"):
        talk.command("start") if act == "/start" else talk.say(act)
        versions.append(person(core, "1001").version)
    assert versions == [1, 2, 3]


def test_a_person_was_here_when_they_last_acted(core: Core, clock: SettableClock) -> None:
    """How long data is kept is counted from it."""
    talk = Talk(core, "local", "console", clock=clock)
    talk.command("start")
    clock.moment = clock.moment.replace(year=2027)
    talk.say("English")
    assert person(core, "local").updated_at == clock.moment.timestamp()


# --- few statements ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 10, 100])
def test_a_batch_takes_few_statements_whatever_its_size(size: int, either: Core) -> None:
    core = either
    core.ledger.do(Call(lambda batch: None))  # the first transaction of a process also reads which key seals
    talks = [Talk(core, str(number)) for number in range(size)]
    for act in (
        Act(ActKind.COMMAND, command="start"),
        Act(ActKind.TEXT, "English"),
        Act(ActKind.TEXT, "I agree"),
        Act(ActKind.TEXT, "hsp"),
    ):
        with counted(core) as seen:
            core.ledger.batch([talk.turn(act) for talk in talks])
        # One of them adds to what is counted, however many turns there were.
        assert seen["statements"] <= MOST + looks_first(core)
        assert seen["begin"] == seen["commits"] == 1
    assert len(everybody(core)) == size


def test_results_take_one_statement_more(either: Core) -> None:
    core = either
    talks = [Talk(core, str(number)) for number in range(5)]
    for talk in talks:
        talk.go_to("review")
    turns = [talk.turn(Act(ActKind.TEXT, "All correct: show my result")) for talk in talks]
    with counted(core) as seen:
        core.ledger.batch(turns)
    assert count(core, runs) == 5
    assert seen["statements"] <= MOST + looks_first(core)
    assert seen["commits"] == 1


async def test_a_hundred_waiting_acts_are_a_few_commits(either: Core) -> None:
    core = either

    class Slow(Ledger):
        """The first batch lets the others gather."""

        def batch(self, jobs: Any) -> list[Any]:
            if not gathered.done():
                asyncio.run_coroutine_threadsafe(all_submitted.wait(), loop).result(PATIENCE_SECONDS)
                loop.call_soon_threadsafe(gathered.set_result, None)
            return super().batch(jobs)

    loop = asyncio.get_running_loop()
    gathered: asyncio.Future[None] = loop.create_future()
    all_submitted = asyncio.Event()
    ledger = Slow(core.ledger.store, core.dialogue, core.words, frozenset({"telegram"}))
    writer = Writer(ledger)
    writer.start()
    turns = [Talk(core, str(number)).turn(Act(ActKind.COMMAND, command="start")) for number in range(128)]
    with counted(core) as seen:
        waiting = [asyncio.create_task(writer.submit(turn)) for turn in turns]
        await asyncio.sleep(0)
        all_submitted.set()
        turned = await asyncio.gather(*waiting)
    writer.stop()
    assert all(not result.repeated for result in turned)
    assert seen["commits"] <= 3
    assert len(everybody(core)) == 128


async def test_a_cancelled_waiter_stops_nobody(core: Core) -> None:
    writer = Writer(core.ledger)
    turns = [Talk(core, str(number)).turn(Act(ActKind.COMMAND, command="start")) for number in range(3)]
    waiting = [asyncio.create_task(writer.submit(turn)) for turn in turns]
    await asyncio.sleep(0)
    waiting[1].cancel()
    writer.start()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    writer.stop()
    assert isinstance(results[1], asyncio.CancelledError)
    assert {p.address.to for p in everybody(core)} >= {"0", "2"}


async def test_a_batch_that_breaks_off_leaves_nobody_waiting_and_the_next_is_done(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_memory(_jobs: object) -> list[Any]:
        raise MemoryError

    writer = Writer(core.ledger)
    with monkeypatch.context() as patched:
        patched.setattr(core.ledger, "batch", out_of_memory)
        writer.start()
        jobs = (writer.submit(Call(lambda _batch: 1)), writer.submit(Call(lambda _batch: 2)))
        answers = await asyncio.wait_for(asyncio.gather(*jobs, return_exceptions=True), PATIENCE_SECONDS)
    assert [type(answer) for answer in answers] == [MemoryError, MemoryError]
    assert await asyncio.wait_for(writer.submit(Call(lambda _batch: 3)), PATIENCE_SECONDS) == 3
    await asyncio.to_thread(writer.stop)


async def test_stopping_finishes_what_waits(core: Core) -> None:
    writer = Writer(core.ledger)
    task = asyncio.create_task(writer.submit(Talk(core).turn(Act(ActKind.COMMAND, command="start"))))
    await asyncio.sleep(0)
    writer.start()
    await asyncio.to_thread(writer.stop)
    assert (await task).screens
    assert len(everybody(core)) == 1


async def test_stopping_waits_for_the_commit_that_is_under_way(core: Core) -> None:
    """The process may end when `stop` has returned."""
    begun, go = threading.Event(), threading.Event()

    def slow(_batch: object) -> None:
        begun.set()
        go.wait(20)

    writer = Writer(core.ledger)
    writer.start()
    job = asyncio.create_task(writer.submit(Call(slow)))
    await asyncio.to_thread(begun.wait, 20)
    stopping = threading.Thread(target=writer.stop)
    stopping.start()
    await asyncio.to_thread(stopping.join, 0.1)
    assert stopping.is_alive()
    go.set()
    await asyncio.to_thread(stopping.join, 20)
    await job


# --- jobs that may wait -----------------------------------------------------------------------------------------------


class After:
    """What the event loop would call later, called by hand."""

    def __init__(self) -> None:
        self.calls: list[tuple[float, Callable[[], None]]] = []
        self.cancelled = 0

    def __call__(self, seconds: float, call: Callable[[], None]) -> After:
        self.calls.append((seconds, call))
        return self

    def cancel(self) -> None:
        self.cancelled += 1


async def test_what_may_wait_goes_with_the_next_transaction_in_its_order(core: Core) -> None:
    after, done = After(), list[str]()
    writer = Writer(core.ledger, after=after)
    writer.start()
    with counted(core) as seen:
        waiting = [writer.later(Call(lambda _batch, n=n: done.append(f"later {n}"))) for n in range(3)]  # type: ignore[misc]
        await writer.submit(Call(lambda _batch: done.append("now")))
        await asyncio.gather(*waiting)
    await asyncio.to_thread(writer.stop)
    assert done == ["later 0", "later 1", "later 2", "now"]
    assert seen["commits"] == 1
    assert [seconds for seconds, _ in after.calls] == [0.05], "and one timer for all"
    assert after.cancelled == 1, "which wakes nobody any more"


async def test_what_comes_in_together_is_handed_over_as_one(core: Core) -> None:
    """The thread is woken once for all of it, not for each."""
    writer = Writer(core.ledger, most_at_once=4)
    tasks = [asyncio.create_task(writer.submit(Call(lambda _batch, n=n: n))) for n in range(9)]  # type: ignore[misc]
    await asyncio.sleep(0)
    assert writer._queue.empty(), "not before the event loop has done what it has to do now"
    await asyncio.sleep(0)
    assert writer._queue.qsize() == 1
    with counted(core) as seen:
        writer.start()
        assert await asyncio.gather(*tasks) == list(range(9))
        await asyncio.to_thread(writer.stop)
    assert seen["commits"] == 3, "of four, four and one"


async def test_what_may_wait_does_not_wait_for_ever(core: Core) -> None:
    after = After()
    writer = Writer(core.ledger, after=after)
    writer.start()
    waiting = writer.later(Call(lambda _batch: "done"))
    await asyncio.sleep(0)
    assert not waiting.done()
    [(_, call)] = after.calls
    call()
    assert await waiting == "done"
    assert writer.later(Call(lambda _batch: "again")) is not waiting
    assert len(after.calls) == 2, "a timer of its own"
    call()
    await asyncio.to_thread(writer.stop)


async def test_stopping_does_what_may_wait(core: Core) -> None:
    writer = Writer(core.ledger, after=After())
    writer.start()
    waiting = writer.later(Call(lambda _batch: "done"))
    await asyncio.to_thread(writer.stop)
    assert await waiting == "done"


async def test_the_event_loop_is_the_timer_where_none_is_given(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.turns.writer.LONGEST_LATER", 0)
    writer = Writer(core.ledger)
    writer.start()
    assert await asyncio.wait_for(writer.later(Call(lambda _batch: "done")), 20) == "done"
    await asyncio.to_thread(writer.stop)


# --- messages and buttons ---------------------------------------------------------------------------------------------


def test_the_export_knows_what_the_same_batch_did(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("review")
    acts = [Act(ActKind.TEXT, "All correct: show my result"), Act(ActKind.COMMAND, command="mydata")]
    _, exported = core.ledger.batch([talk.turn(act) for act in acts])
    document = exported.screens[-1].document
    assert document is not None
    assert len(json.loads(document[1])["runs"]) == 1
    assert count(core, runs) == 1


def test_a_word_in_between_leaves_the_buttons(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("handed_off")
    live = person(core, "1001").conversation.live
    strips = len(queued(core, "1001", "strip"))
    talk.say("Please call in the morning")
    talk.command("mydata")
    assert person(core, "1001").conversation.live == live
    assert len(queued(core, "1001", "strip")) == strips


async def test_a_writer_with_nothing_to_do_looks_at_the_store(core: Core) -> None:
    """What another process queued is told on the way of any transaction, and there may be none for hours."""
    looked = threading.Event()

    class Watched(Ledger):
        def batch(self, jobs: Any) -> list[Any]:
            found = super().batch(jobs)
            looked.set()
            return found

    ledger = Watched(core.ledger.store, core.dialogue, core.words, frozenset({"telegram"}))
    writer = Writer(ledger, look_every=0.001)
    writer.start()
    assert await asyncio.to_thread(looked.wait, 20)
    await asyncio.to_thread(writer.stop)


async def test_what_is_told_from_another_thread_is_called_on_the_loop(core: Core) -> None:
    writer, called = Writer(core.ledger), asyncio.Event()
    await asyncio.to_thread(writer.tell, asyncio.get_running_loop(), called.set)
    await asyncio.wait_for(called.wait(), PATIENCE_SECONDS)
