"""The polling loop: what is acknowledged, what comes again, in which order, and how it stops."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from bot.channels.telegram import polling
from bot.channels.telegram.calls import press_reply
from bot.channels.telegram.pick import Picked, Slim, What, key_of
from bot.channels.telegram.polling import LONGEST_PAUSE, LONGEST_STORAGE_PAUSE, Poller
from bot.errors import StorageTrouble
from bot.receiving.door import MOST_TRIES, Door, PressAnswer
from bot.receiving.update import Unreadable
from tests.patience import PATIENCE_SECONDS

Raw = Mapping[str, Any]


def update(number: int, chat: int, name: str) -> dict[str, Any]:
    """An update as the tests' `pick` below understands it."""
    return {"update_id": number, "chat": chat, "name": name}


def pick(raw: Raw) -> Picked:
    if "name" not in raw:
        return Unreadable(str(raw["update_id"]), next(name for name in raw if name != "update_id"))
    query = "q" if raw["name"].startswith("press") else ""
    return Slim(str(raw["update_id"]), str(raw["chat"]), "message", {}, What.TEXT, raw["name"], query=query)


class Source:
    """A queue of updates as Telegram keeps it: asking with an offset confirms what lies below."""

    def __init__(self, *updates: Raw) -> None:
        self.queue = list(updates)
        # What a batch looks like that holds one of these cannot be parsed.
        self.spoilt: dict[int, str] = {}
        self.asked: list[tuple[int | None, int]] = []
        self.troubles: list[Exception] = []
        self.more = asyncio.Event()

    @property
    def offsets(self) -> list[int | None]:
        return [offset for offset, _ in self.asked]

    async def fetch(self, offset: int | None, _seconds: int, most: int) -> bytes:
        self.asked.append((offset, most))
        if self.troubles:
            raise self.troubles.pop(0)
        self.queue = [u for u in self.queue if offset is None or u["update_id"] >= offset]
        if not self.queue:
            self.more.clear()
            await self.more.wait()
        written = [self.spoilt.get(u["update_id"], json.dumps(u)) for u in self.queue[:most]]
        return f'{{"ok":true,"result":[{",".join(written)}]}}'.encode()

    def push(self, *updates: Raw) -> None:
        self.queue += updates
        self.more.set()


class Bench:
    """A poller on a source, and what it handled."""

    def __init__(self, source: Source, fatal: tuple[type[Exception], ...] = ()) -> None:
        self.source = source
        self.handled: list[str] = []
        self.recorded: list[tuple[int, str]] = []
        self.answers: list[PressAnswer] = []
        self.naps: list[float] = []
        self.failing: dict[str, list[Exception]] = {}
        self.gates: dict[str, asyncio.Event] = {}
        self.changed = asyncio.Condition()
        self.stop = asyncio.Event()
        self.door = Door("bot", pick, key_of, self.feed, self.record)
        self.poller = Poller("bot", source.fetch, self.door, answer=self.answers.append, sleep=self.sleep, fatal=fatal)

    async def feed(self, slim: Slim) -> str | None:
        name = slim.detail
        if name in self.gates:
            await self.gates[name].wait()
        if self.failing.get(name):
            raise self.failing[name].pop(0)
        await self.note(self.handled, name)
        return None

    async def record(self, key: str, kind: str) -> None:
        await self.note(self.recorded, (int(key), kind))

    async def note(self, kept: list[Any], what: object) -> None:
        async with self.changed:
            kept.append(what)
            self.changed.notify_all()

    async def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        await asyncio.sleep(0)

    async def until(self, *handled: str) -> None:
        await self.until_that(lambda: len(self.handled) >= len(handled))
        assert sorted(self.handled) == sorted(handled)

    async def until_that(self, so: Callable[[], object]) -> None:
        async with self.changed, asyncio.timeout(10):
            await self.changed.wait_for(lambda: bool(so()))


def running(bench: Bench) -> asyncio.Future[None]:
    return asyncio.ensure_future(bench.poller.run(bench.stop))


async def stopped(bench: Bench, task: asyncio.Future[None]) -> None:
    bench.stop.set()
    await asyncio.wait_for(task, PATIENCE_SECONDS)


def refused(times: int) -> list[Exception]:
    return [OSError("https://api.telegram.org/bot100:secret/getUpdates") for _ in range(times)]


async def test_updates_are_acknowledged_only_once_they_are_durable() -> None:
    bench = Bench(Source(update(5, 1, "a"), update(6, 2, "b")))
    gate = bench.gates["b"] = asyncio.Event()
    task = running(bench)
    await bench.until("a")
    assert bench.source.offsets == [None], "nothing is asked for while something is not durable"
    gate.set()
    await bench.until("a", "b")
    bench.source.push(update(9, 1, "c"))
    await bench.until("a", "b", "c")
    assert bench.source.offsets[:2] == [None, 7]
    await stopped(bench, task)
    assert bench.poller.offset == 10


async def test_what_could_not_be_kept_is_tried_again_and_nothing_else_is(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bench = Bench(Source(update(5, 1, "a"), update(6, 2, "b"), update(7, 2, "c")))
    bench.failing["b"] = refused(2)
    task = running(bench)
    await bench.until("a", "b", "c")
    assert bench.handled == ["a", "b", "c"], "the chat's next one waits for it"
    assert bench.naps == [1.0, 2.0]
    bench.source.push(update(8, 1, "d"))
    await bench.until("a", "b", "c", "d")
    assert bench.source.offsets[:3] == [None, 6, 6], "acknowledged up to what failed, and not beyond"
    await stopped(bench, task)
    assert bench.poller.offset == 9
    assert "OSError" in caplog.text
    assert "secret" not in caplog.text


async def test_trouble_of_the_database_is_tried_again_soon_for_as_long_as_it_lasts() -> None:
    bench = Bench(Source(update(5, 1, "a"), update(6, 2, "b")))
    bench.failing["b"] = [StorageTrouble("error-database-rewritten") for _ in range(7)]
    task = running(bench)
    await bench.until("a", "b")
    assert bench.naps == [0.25, 0.5, 1.0, 2.0, 2.0, 2.0, 2.0]
    assert max(bench.naps) == LONGEST_STORAGE_PAUSE
    assert bench.recorded == []
    await stopped(bench, task)


async def test_an_update_that_fails_by_itself_is_given_up_and_recorded(caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is wrong with it (or with us): the people behind it are served."""
    bench = Bench(Source(update(5, 1, "a"), update(6, 1, "b")))
    bench.failing["a"] = [ValueError("what Maria typed") for _ in range(100)]
    task = running(bench)
    await bench.until("b")
    assert bench.recorded == [(5, "failed")]
    assert len(bench.failing["a"]) == 100 - MOST_TRIES
    await stopped(bench, task)
    assert bench.poller.offset == 7
    assert "ValueError" in caplog.text
    assert "Maria" not in caplog.text


async def test_an_update_that_not_even_can_be_recorded_comes_no_more() -> None:
    bench = Bench(Source(update(5, 1, "a"), update(6, 1, "b")))
    bench.failing["a"] = [ValueError() for _ in range(100)]

    async def record(*_args: object) -> None:
        raise KeyError("mistake of ours")

    bench.door._record = record
    task = running(bench)
    await bench.until("b")
    await stopped(bench, task)
    assert bench.poller.offset == 7


async def test_an_update_is_not_given_up_while_the_database_cannot_keep_that() -> None:
    """Else nobody would ever hear that something was passed over."""
    bench = Bench(Source(update(5, 1, "a"), update(6, 1, "b")))
    bench.failing["a"] = [ValueError() for _ in range(100)]
    troubles: list[Exception] = [StorageTrouble("error-database-rewritten"), StorageTrouble("error-database-rewritten")]

    async def record(key: str, kind: str) -> None:
        if troubles:
            raise troubles.pop()
        await bench.record(key, kind)

    bench.door._record = record
    task = running(bench)
    await bench.until("b")
    assert bench.recorded == [(5, "failed")]
    await stopped(bench, task)
    assert bench.poller.offset == 7


async def test_what_fails_is_counted_for_so_many_updates_and_no_more() -> None:
    """Whoever sends a flood of updates that fail does not fill the memory; the last ones are still counted."""
    bench = Bench(Source())
    door = bench.door
    flood = [Slim(str(number), "1", "message", {}, What.TEXT, "a") for number in range(1_002)]
    bench.failing["a"] = [ValueError("odd") for _ in range(10_000)]
    for slim in (*flood, *flood[-1:] * (MOST_TRIES - 2)):
        with pytest.raises(ValueError, match="odd"):
            await door.take(slim)
    assert len(door._tries) == 1_000
    assert await door.take(flood[-1]) is None, "its third try, and it is given up"
    assert bench.recorded == [(1_001, "failed")]


async def test_trouble_of_the_database_between_failures_takes_no_try() -> None:
    bench = Bench(Source(update(5, 1, "a")))
    bench.failing["a"] = [ValueError(), *(StorageTrouble("error-database-rewritten") for _ in range(5)), ValueError()]
    task = running(bench)
    await bench.until("a")
    assert bench.recorded == []
    await stopped(bench, task)


async def test_a_failing_chat_does_not_have_the_others_handled_twice() -> None:
    bench = Bench(Source(update(5, 1, "a"), update(6, 2, "b")))
    gate = bench.gates["b"] = asyncio.Event()
    bench.failing["a"] = refused(1)
    task = running(bench)
    for _ in range(50):
        await asyncio.sleep(0)
    assert not bench.failing["a"], "it failed already"
    gate.set()
    await bench.until("b", "a")
    assert bench.handled == ["b", "a"]
    await stopped(bench, task)


async def test_who_takes_long_holds_up_their_own_chat_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood of one person, or a batch that waits for the disk: who comes later is served meanwhile."""
    monkeypatch.setattr(polling, "PATIENCE", 0)
    bench = Bench(Source(update(1, 1, "a1"), update(2, 1, "a2"), update(3, 2, "b1")))
    gate = bench.gates["a1"] = asyncio.Event()
    task = running(bench)
    await bench.until("b1")
    bench.source.push(update(4, 2, "b2"), update(5, 1, "a3"))
    await bench.until("b1", "b2")
    bench.source.push(update(6, 3, "c1"))
    await bench.until("b1", "b2", "c1")
    assert set(bench.source.offsets) <= {None, 1}, "nothing is acknowledged before what came first"
    assert bench.handled == ["b1", "b2", "c1"], "and nothing is done twice"
    gate.set()
    await bench.until("b1", "b2", "c1", "a1", "a2", "a3")
    assert bench.handled[3:] == ["a1", "a2", "a3"]
    await stopped(bench, task)
    assert bench.poller.offset == 7
    assert bench.naps == []


async def test_the_offset_never_passes_what_is_not_durable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "PATIENCE", 0)
    bench = Bench(Source(*(update(number, number, f"u{number}") for number in range(1, 6))))
    gate = bench.gates["u3"] = asyncio.Event()
    task = running(bench)
    await bench.until("u1", "u2", "u4", "u5")
    bench.source.push(update(6, 6, "u6"))
    await bench.until("u1", "u2", "u4", "u5", "u6")
    assert set(bench.source.offsets) <= {None, 1, 2, 3}
    assert bench.poller.offset in (None, 1, 2, 3)
    gate.set()
    await bench.until("u1", "u2", "u3", "u4", "u5", "u6")
    await stopped(bench, task)
    assert bench.poller.offset == 7


async def test_beside_what_is_still_handled_no_long_poll_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """An offset that could move on must not wait for 25 seconds to be told."""
    monkeypatch.setattr(polling, "PATIENCE", 0)
    bench = Bench(Source(update(1, 1, "a")))
    waits: list[int] = []
    fetch = bench.source.fetch

    async def watched(offset: int | None, seconds: int, most: int) -> bytes:
        await bench.note(waits, seconds)
        return await fetch(offset, seconds, most)

    bench.poller.fetch = watched
    gate = bench.gates["a"] = asyncio.Event()
    task = running(bench)
    await bench.until_that(lambda: len(waits) > 2)
    gate.set()
    await bench.until("a")
    await bench.until_that(lambda: waits[-1] > 0)
    await stopped(bench, task)
    assert waits[:3] == [25, 0, 0]
    assert waits[-1] == 25


async def test_cancelled_it_leaves_nothing_running() -> None:
    bench = Bench(Source(update(1, 1, "a")))
    bench.gates["a"] = asyncio.Event()
    before = asyncio.all_tasks()
    task = running(bench)
    for _ in range(20):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert asyncio.all_tasks() <= before
    assert bench.handled == []


async def test_chats_go_side_by_side_and_each_in_order() -> None:
    bench = Bench(Source(update(1, 1, "a1"), update(2, 2, "b1"), update(3, 1, "a2"), update(4, 2, "b2")))
    gate = bench.gates["a1"] = asyncio.Event()
    task = running(bench)
    await bench.until("b1", "b2")
    gate.set()
    await bench.until("a1", "a2", "b1", "b2")
    assert bench.handled == ["b1", "b2", "a1", "a2"]
    await stopped(bench, task)


async def test_a_press_is_answered_after_it_is_durable() -> None:
    bench = Bench(Source(update(1, 1, "press")))
    gate = bench.gates["press"] = asyncio.Event()
    task = running(bench)
    for _ in range(20):
        await asyncio.sleep(0)
    assert bench.answers == []
    gate.set()
    await bench.until("press")
    await stopped(bench, task)
    assert [press_reply(answer) for answer in bench.answers] == [
        {"method": "answerCallbackQuery", "callback_query_id": "q"}
    ]


# --- what cannot be read ------------------------------------------------------------------------------------------

TOO_DEEP = "[" * 5_000
TOO_LONG = "9" * 5_000


@pytest.mark.parametrize("junk", [TOO_DEEP, TOO_LONG, "{"], ids=["deep", "long number", "broken"])
async def test_a_batch_that_cannot_be_parsed_is_fetched_one_by_one(junk: str) -> None:
    source = Source(*(update(number, number, f"u{number}") for number in range(1, 6)))
    source.spoilt[3] = f'{{"update_id":3,"message":{junk}'
    bench = Bench(source)
    task = running(bench)
    await bench.until("u1", "u2", "u4", "u5")
    assert bench.handled == ["u1", "u2", "u4", "u5"]
    assert bench.recorded == [(3, "unparsed")]
    assert source.asked[:5] == [(None, 100), (None, 1), (2, 1), (3, 1), (4, 100)]
    await stopped(bench, task)
    assert bench.naps == []


async def test_a_number_that_is_none_spoils_nothing() -> None:
    source = Source(update(1, 1, "a"), update(2, 1, "b"))
    source.spoilt[1] = '{"update_id":1,"strange":NaN}'
    bench = Bench(source)
    task = running(bench)
    await bench.until("b")
    assert bench.recorded == [(1, "strange")]
    await stopped(bench, task)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"ok":true}', b'{"ok":true,"result":[3,{"update_id":"x"}]}'])
async def test_an_answer_that_holds_no_updates_is_asked_for_again(body: bytes) -> None:
    bench = Bench(Source(update(1, 1, "a")))
    fetch, bodies = bench.source.fetch, [body, body]

    async def odd(offset: int | None, seconds: int, most: int) -> bytes:
        return bodies.pop(0) if bodies else await fetch(offset, seconds, most)

    bench.poller.fetch = odd
    task = running(bench)
    await bench.until("a")
    assert bench.naps
    assert set(bench.naps) <= {1.0, 2.0}
    await stopped(bench, task)


async def test_an_update_that_cannot_be_picked_apart_is_recorded() -> None:
    def stumbling(raw: Raw) -> Picked:
        raise KeyError("what Maria typed")

    recorded: list[tuple[int, str]] = []

    async def record(key: str, kind: str) -> None:
        recorded.append((int(key), kind))

    async def feed(_slim: Slim) -> str | None:
        raise AssertionError

    door = Door("bot", stumbling, key_of, feed, record)
    assert await door.take(door.pick({"update_id": 4})) is None
    assert recorded == [(4, "unpicked")]


# --- pauses and stopping ------------------------------------------------------------------------------------------


async def test_the_pause_grows_and_starts_again_after_a_success() -> None:
    source = Source(update(5, 1, "a"))
    source.troubles = [OSError() for _ in range(8)]
    bench = Bench(source)
    task = running(bench)
    await bench.until("a")
    assert bench.naps == [
        1,
        2,
        LONGEST_PAUSE,
        LONGEST_PAUSE,
        LONGEST_PAUSE,
        LONGEST_PAUSE,
        LONGEST_PAUSE,
        LONGEST_PAUSE,
    ]
    source.troubles = [OSError()]
    source.push(update(6, 1, "b"))
    await bench.until("a", "b")
    assert bench.naps[8:] in ([], [1.0])
    await stopped(bench, task)


async def test_a_repeated_update_does_not_turn_the_offset_back() -> None:
    """Telegram may repeat an old update beside new ones, in any order."""
    bench = Bench(Source(update(9, 1, "new"), update(4, 1, "old")))
    task = running(bench)
    await bench.until("new", "old")
    await stopped(bench, task)
    assert bench.poller.offset == 10


async def test_numbers_that_begin_anew_below_the_old_ones_are_followed() -> None:
    """After a week of silence Telegram draws the next number by lot. An offset far ahead of it confirms nothing."""
    source = Source(update(900, 1, "before"))
    confirm, confirmed = source.fetch, asyncio.Event()

    async def fetch(offset: int | None, seconds: int, most: int) -> bytes:
        source.asked.append((offset, most))
        if offset is not None and source.queue and offset > max(u["update_id"] for u in source.queue) + 10:
            return json.dumps({"ok": True, "result": source.queue[:most]}).encode()
        if offset == 901:
            confirmed.set()
        return await confirm(offset, seconds, most)

    bench = Bench(source)
    bench.poller.fetch = fetch
    task = running(bench)
    await bench.until("before")
    await asyncio.wait_for(confirmed.wait(), PATIENCE_SECONDS)  # a week before
    many = [f"after {n}" for n in range(150)]
    source.push(*(update(10 + n, n, name) for n, name in enumerate(many)))
    await bench.until("before", *many)
    await stopped(bench, task)
    assert len(bench.handled) == 151, "none is handled twice"
    assert bench.poller.offset == 160


async def test_fatal_errors_end_it_and_only_those() -> None:
    source = Source()
    source.troubles = [OSError(), PermissionError("401")]
    bench = Bench(source, fatal=(PermissionError,))
    with pytest.raises(PermissionError):
        await asyncio.wait_for(bench.poller.run(bench.stop), PATIENCE_SECONDS)
    assert bench.naps == [1.0]


async def test_stopping_ends_a_long_poll_at_once_but_finishes_what_was_taken() -> None:
    bench = Bench(Source(update(5, 1, "a")))
    gate = bench.gates["a"] = asyncio.Event()
    task = running(bench)
    bench.stop.set()
    gate.set()
    await asyncio.wait_for(task, PATIENCE_SECONDS)
    idle = Bench(Source())
    task = running(idle)
    await stopped(idle, task)
    assert idle.handled == []


async def test_stopping_ends_a_pause_at_once_and_leaves_nothing_running() -> None:
    source = Source()
    source.troubles = refused(1)
    bench, resting = Bench(source), asyncio.Event()

    async def sleep(_seconds: float) -> None:
        resting.set()
        await asyncio.Event().wait()

    bench.poller.sleep = sleep
    task = running(bench)
    await asyncio.wait_for(resting.wait(), PATIENCE_SECONDS)
    await stopped(bench, task)
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_stopping_while_updates_are_handled_waits_for_them() -> None:
    bench = Bench(Source(update(5, 1, "a"), update(6, 2, "b")))
    gate = bench.gates["a"] = asyncio.Event()
    task = running(bench)
    await bench.until("b")
    bench.stop.set()
    gate.set()
    await asyncio.wait_for(task, PATIENCE_SECONDS)
    assert bench.handled == ["b", "a"]
    assert bench.source.offsets == [None], "not acknowledged: it comes once more and changes nothing"


async def test_stopping_waits_for_everybody_also_when_somebody_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "PATIENCE", 0)
    bench = Bench(Source(update(5, 1, "a"), update(6, 2, "b")))
    gates = bench.gates["a"], bench.gates["b"] = asyncio.Event(), asyncio.Event()
    bench.failing["b"] = refused(1)
    task = running(bench)
    for _ in range(50):
        await asyncio.sleep(0)
    assert len(bench.source.asked) >= 2
    bench.stop.set()
    gates[1].set()
    for _ in range(20):
        await asyncio.sleep(0)
    assert not task.done(), "what was taken from somebody else is still under way"
    gates[0].set()
    await asyncio.wait_for(task, 10)
    assert bench.handled == ["a"]
