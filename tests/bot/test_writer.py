"""The one writer: whole batches in few statements, each act once and in order, nobody hurt by another's failure, and
nothing readable on the disk.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, event, func, select

from bot.app import Core
from bot.delivery.post import Content, Post
from bot.errors import StorageTrouble
from bot.storage.tables import handles, leads, outbox, people, runs, updates
from bot.turns.acts import OfficeTurn, Turned
from bot.turns.apply import Batch
from bot.turns.ledger import MOST_REDONE, Call, Ledger
from bot.turns.ports import Stale
from bot.turns.records import Person
from bot.turns.writer import Writer
from dialogs.conversation import Conversation
from dialogs.dialogue import Dialogue
from dialogs.effects import TurnResult
from dialogs.marks import mark_of
from dialogs.messages import Act, ActKind
from dialogs.ports import World
from tests.patience import PATIENCE_SECONDS
from tests.support import NAME, PHONE, SettableClock, Talk, statements


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


def count(core: Core, table: Table) -> int:
    with core.database.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def everybody(core: Core) -> list[Person]:
    with core.database.engine.connect() as connection:
        ids = list(connection.execute(select(people.c.id)).scalars())
    with core.ledger.store.transaction() as tx:
        return [found for one in ids if (found := tx.person(one)) is not None]


def person(core: Core, chat: str) -> Person:
    return next(p for p in everybody(core) if p.address.to == chat)


def queued(core: Core, chat: str, kind: str = "screen") -> list[dict[str, Any]]:
    """What waits to be sent to a person."""
    with core.ledger.store.transaction() as tx:
        posts = tx.waiting()
    return [post.payload for post in posts if post.kind == kind and post.payload.get("to") == chat]


def said(core: Core, payload: dict[str, Any]) -> str:
    """The words of what waits to be sent."""
    content = Content.from_json(payload["say"])
    return "\n".join(core.words.plain(content.language, line) for line in content.lines)


def on_disk(folder: Path) -> bytes:
    """Every byte of the database and its log."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("intake.db*")) if file.suffix != ".key")


# --- once, in order -------------------------------------------------------------------------------------------------


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


# --- few statements -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 10, 100])
def test_a_batch_takes_few_statements_whatever_its_size(size: int, core: Core) -> None:
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
        assert seen["statements"] <= 6
        assert seen["begin"] == seen["commits"] == 1
    assert len(everybody(core)) == size


def test_results_take_one_statement_more(core: Core) -> None:
    talks = [Talk(core, str(number)) for number in range(5)]
    for talk in talks:
        talk.go_to("review")
    turns = [talk.turn(Act(ActKind.TEXT, "All correct: show my result")) for talk in talks]
    with counted(core) as seen:
        core.ledger.batch(turns)
    assert count(core, runs) == 5
    assert seen["statements"] <= 6
    assert seen["commits"] == 1


async def test_a_hundred_waiting_acts_are_a_few_commits(core: Core) -> None:
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


# --- jobs that may wait ---------------------------------------------------------------------------------------------


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


# --- a turn that fails ----------------------------------------------------------------------------------------------

TRAP = "my-secret-answer"


@pytest.fixture
def trapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialogue with a mistake: it stumbles over one text, after changing the conversation."""
    handle = Dialogue.handle

    def stumbling(self: Dialogue, conversation: Conversation, act: Act, now: datetime, world: World) -> TurnResult:
        if act.text == TRAP:
            conversation.place.at = "nowhere"
            raise ValueError(f"cannot handle {act.text}")
        return handle(self, conversation, act, now, world)

    monkeypatch.setattr(Dialogue, "handle", stumbling)


def refused(turned: Turned) -> str | None:
    """What whoever acted is told instead, by its key."""
    return None if turned.refused is None else turned.refused.key


@pytest.mark.usefixtures("trapped")
def test_a_failing_turn_hurts_no_other_and_its_person_is_told(core: Core, caplog: pytest.LogCaptureFixture) -> None:
    talks = [Talk(core, chat) for chat in "123"]
    for talk in talks:
        talk.go_to("goal")
    before = person(core, "2").conversation.to_json()
    turns = [talk.turn(Act(ActKind.TEXT, text)) for talk, text in zip(talks, ("hsp", TRAP, "pr"), strict=True)]
    with caplog.at_level(logging.DEBUG):
        first, failed, third = core.ledger.batch(turns)
    assert (refused(first), refused(failed), refused(third)) == (None, "sorry", None)
    assert [person(core, chat).conversation.place.at for chat in "13"] == ["residence"] * 2
    after = person(core, "2").conversation.to_json()
    assert after == {**before, "messages": before["messages"] + 1}, "nothing moved"
    assert "something went wrong on our side" in said(core, queued(core, "2")[-1])
    assert "a turn failed: ValueError" in caplog.text
    assert TRAP not in caplog.text
    assert core.ledger.do(turns[1]).repeated, "and it does not come back for ever"


@pytest.mark.usefixtures("trapped")
def test_a_newcomer_whose_first_word_fails_is_told_and_can_begin(core: Core) -> None:
    talk = Talk(core)
    assert refused(talk.say(TRAP)) == "sorry"
    assert len(queued(core, "1001")) == 1
    talk.go_to("goal")


def stumble(*_args: object, **_more: object) -> None:
    raise ValueError(TRAP)


def waiting_at_the_office(core: Core) -> list[Post]:
    with core.ledger.store.transaction() as tx:
        return [post for post in tx.waiting() if post.channel == "office"]


def test_a_card_that_cannot_be_made_loses_no_lead(
    core: Core, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake of ours in the card: the lead is kept, staff read whom to write to, and the card comes in its place."""
    talk = Talk(core)
    talk.go_to("leave")
    monkeypatch.setattr("dialogs.desk.desk.card_screen", stumble)
    assert refused(talk.press("yes")) is None
    assert count(core, leads) == 1
    assert "the card of lead 1 cannot be made (ValueError)" in caplog.text
    assert TRAP not in caplog.text
    [card] = waiting_at_the_office(core)
    assert card.kind == "card"
    assert card.payload["ring"]
    told = Content.from_json(card.payload["say"])
    assert told.lines[0].key == "staff-card-failed"
    assert (told.lines[0].args["name"], told.lines[0].args["contact"]) == (NAME, PHONE)
    assert [choice.data for row in told.rows for choice in row][:3] == ["take:1", "done:1", "decline:1"]
    monkeypatch.undo()
    assert refused(core.ledger.do(OfficeTurn("5", 1, "take", "Tim", talk.clock()))) is None
    made = waiting_at_the_office(core)[-1]
    assert made.handle == card.handle, "in its place"
    assert Content.from_json(made.payload["say"]).lines[0].key != "staff-card-failed"


def test_a_request_that_cannot_be_filed_is_not_lost(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of ours where the card is sent: the client reads so, and staff get name and contact all the same."""
    talk = Talk(core)
    talk.go_to("leave")
    monkeypatch.setattr("dialogs.desk.clients.file_lead", stumble)
    assert refused(talk.press("yes")) == "sorry"
    monkeypatch.undo()
    assert count(core, leads) == 0
    [note] = waiting_at_the_office(core)
    told = Content.from_json(note.payload["say"])
    assert note.payload["ring"]
    with core.ledger.store.transaction() as tx:
        assert tx.erase(tx.person_at(talk.channel, talk.chat, talk.clock()).id).number is None
        assert note not in tx.waiting(), "it goes with the person"
    [line] = told.lines
    assert line.key == "staff-sending-failed"
    assert (line.args["name"], line.args["contact"]) == (NAME, PHONE)


def test_staff_are_told_of_a_turn_that_fails_and_it_is_not_done_twice(
    core: Core, monkeypatch: pytest.MonkeyPatch, clock: SettableClock
) -> None:
    def stumble(_batch: Batch, _turn: OfficeTurn) -> Turned:
        raise ValueError(TRAP)

    monkeypatch.setattr(Batch, "office_turn", stumble)
    turn = OfficeTurn("5", 1, "take", "Tim", clock())
    assert refused(core.ledger.do(turn)) == "staff-failed"
    assert core.ledger.do(turn).repeated, "its failure is known: nobody is told again"
    monkeypatch.undo()
    assert core.ledger.do(turn).repeated


def test_a_batch_that_is_always_stale_is_trouble_and_keeps_nothing(
    core: Core, monkeypatch: pytest.MonkeyPatch, clock: SettableClock
) -> None:
    tries: list[None] = []

    def stale(_batch: Batch, _turn: OfficeTurn) -> Turned:
        tries.append(None)
        raise Stale

    monkeypatch.setattr(Batch, "office_turn", stale)
    turn = OfficeTurn("5", 1, "take", "Tim", clock())
    with pytest.raises(StorageTrouble, match="another process"):
        core.ledger.do(turn)
    assert len(tries) == MOST_REDONE
    monkeypatch.undo()
    assert refused(core.ledger.do(turn)) == "staff-not-found", "it was not marked as seen"


async def test_a_call_that_fails_goes_back_to_its_caller_alone(core: Core) -> None:
    def fail(_batch: object) -> None:
        raise KeyError("x")

    writer = Writer(core.ledger)
    turn = Talk(core).turn(Act(ActKind.COMMAND, command="start"))
    jobs = [
        writer.submit(Call(fail)),
        writer.submit(turn),
        writer.submit(Call(lambda batch: batch.tx.lead_of("nobody"))),
    ]
    waiting = [asyncio.create_task(job) for job in jobs]
    await asyncio.sleep(0)
    writer.start()
    failed, turned, nobody = await asyncio.gather(*waiting, return_exceptions=True)
    await asyncio.to_thread(writer.stop)
    assert isinstance(failed, KeyError)
    assert isinstance(turned, Turned)
    assert turned.screens
    assert nobody is None
    assert len(everybody(core)) == 1


def test_a_database_in_trouble_acknowledges_nothing(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    talk = Talk(core)
    turn = talk.turn(Act(ActKind.COMMAND, command="start"))
    with monkeypatch.context() as patched:
        patched.setattr("bot.storage.transaction.SqlTransaction.flush", full)
        with pytest.raises(OSError, match="disk full"):
            core.ledger.do(turn)
    assert not core.ledger.do(turn).repeated, "the messenger brings it again, and then it counts"


# --- what stands on the disk ----------------------------------------------------------------------------------------

TYPED = (NAME, PHONE, "1994-05-01", "8,000,000", "8000000", "7005551234", "specialist", "Google Meet", "qualifies")


def test_nothing_a_person_said_can_be_read_on_the_disk(core: Core, tmp_path: Path) -> None:
    talk = Talk(core, "7005551234")
    talk.go_to("handed_off")
    talk.say("Please telephone in the morning")
    assert count(core, leads) == count(core, runs) == 1
    raw = on_disk(tmp_path)
    assert len(raw) > 100_000
    found = [word for word in (*TYPED, "telephone in the morning") if word.encode() in raw]
    assert found == []
    assert [word for word in TYPED if word.encode("utf-16-le") in raw] == []


def test_after_erasing_no_byte_of_a_person_is_left(core: Core, tmp_path: Path) -> None:
    other, talk = Talk(core, "2002"), Talk(core, "1001")
    other.go_to("handed_off")
    talk.go_to("handed_off")
    mine = {p.id for p in everybody(core) if p.address.to == "1001"}
    sealed: list[bytes] = []
    with core.database.engine.connect() as connection:
        for table, owner in ((people, "id"), (runs, "person"), (leads, "person"), (outbox, "person")):
            rows = connection.execute(select(table.c.sealed).where(table.c[owner].in_(mine))).scalars().all()
            assert rows, table.name
            sealed += rows
    # A long one is spread over several pages of the file.
    assert all(blob[:64] in on_disk(tmp_path) for blob in sealed)
    talk.command("forget")
    assert talk.press("forget").erased
    raw = on_disk(tmp_path)
    # Any 32 bytes of it, so that half a row in a freed page is found as well.
    pieces = [blob[i : i + 32] for blob in sealed for i in range(0, len(blob) - 32, 32)]
    assert sum(piece in raw for piece in pieces) == 0
    assert [p.address.to for p in everybody(core)] == ["2002"]
    assert count(core, leads) == count(core, runs) == 1
    assert [said(core, row)[:5] for row in queued(core, "1001")] == ["Done."], "the receipt alone is on its way"


def test_somebody_erased_may_begin_anew_in_the_same_batch(core: Core) -> None:
    talk = Talk(core)
    talk.go_to("goal")
    talk.command("forget")
    conversation = talk.conversation
    assert conversation is not None
    press = Act(ActKind.PRESS, data=f"{mark_of(conversation)}.forget")
    erased, begun = core.ledger.batch([talk.turn(press), talk.turn(Act(ActKind.COMMAND, command="start"))])
    assert erased.erased
    assert begun.person != erased.person
    assert person(core, "1001").conversation.answers == {}
    assert person(core, "1001").version == 1


# --- messages and buttons -------------------------------------------------------------------------------------------


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
