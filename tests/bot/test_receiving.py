"""The polling loop: what is acknowledged, what comes again, in which order, and how it stops."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import pytest

from bot.receiving.polling import LONGEST_PAUSE, Poller

Update = tuple[int, int, str]


class Source:
    """A queue of updates as Telegram keeps it: asking with an offset confirms what lies below."""

    def __init__(self, *updates: Update) -> None:
        self.queue = list(updates)
        self.offsets: list[int | None] = []
        self.troubles: list[Exception] = []
        self.more = asyncio.Event()

    async def fetch(self, offset: int | None, _seconds: int) -> Sequence[Update]:
        self.offsets.append(offset)
        if self.troubles:
            raise self.troubles.pop(0)
        self.queue = [u for u in self.queue if offset is None or u[0] >= offset]
        if not self.queue:
            self.more.clear()
            await self.more.wait()
        return list(self.queue)

    def push(self, *updates: Update) -> None:
        self.queue += updates
        self.more.set()


class Bench:
    """A poller on a source, and what it handled."""

    def __init__(self, source: Source, fatal: tuple[type[Exception], ...] = ()) -> None:
        self.source = source
        self.handled: list[str] = []
        self.naps: list[float] = []
        self.failing: dict[str, int] = {}
        self.gates: dict[str, asyncio.Event] = {}
        self.changed = asyncio.Condition()
        self.stop = asyncio.Event()
        self.poller: Poller[str] = Poller("bot", source.fetch, self.handle, sleep=self.sleep, fatal=fatal)

    async def handle(self, update: str) -> None:
        if update in self.gates:
            await self.gates[update].wait()
        if self.failing.get(update, 0):
            self.failing[update] -= 1
            raise OSError("https://api.telegram.org/bot100:secret/getUpdates")
        async with self.changed:
            self.handled.append(update)
            self.changed.notify_all()

    async def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)

    async def until(self, *handled: str) -> None:
        async with self.changed:
            async with asyncio.timeout(10):
                await self.changed.wait_for(lambda: len(self.handled) >= len(handled))
        assert sorted(self.handled) == sorted(handled)


async def stopped(bench: Bench, running: asyncio.Future[None]) -> None:
    bench.stop.set()
    await asyncio.wait_for(running, 10)


async def test_updates_are_acknowledged_only_once_they_are_durable() -> None:
    bench = Bench(Source((5, 1, "a"), (6, 2, "b")))
    gate = bench.gates["b"] = asyncio.Event()
    running = asyncio.ensure_future(bench.poller.run(bench.stop))
    await bench.until("a")
    assert bench.source.offsets == [None], "nothing is asked for while something is not durable"
    gate.set()
    await bench.until("a", "b")
    bench.source.push((9, 1, "c"))
    await bench.until("a", "b", "c")
    assert bench.source.offsets[:2] == [None, 7]
    await stopped(bench, running)
    assert bench.poller.offset == 10


async def test_what_could_not_be_kept_comes_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bench = Bench(Source((5, 1, "a"), (6, 2, "b"), (7, 2, "c")))
    bench.failing["b"] = 2
    running = asyncio.ensure_future(bench.poller.run(bench.stop))
    # "a" was durable each time; that it changes nothing again is the writer's promise.
    await bench.until("a", "a", "a", "b", "c")
    assert bench.handled.index("b") < bench.handled.index("c"), "the chat's next one waits for it"
    assert bench.naps == [1.0, 2.0]
    assert bench.source.offsets[:3] == [None, None, None]
    await stopped(bench, running)
    assert "OSError" in caplog.text
    assert "secret" not in caplog.text


async def test_chats_go_side_by_side_and_each_in_order() -> None:
    bench = Bench(Source((1, 1, "a1"), (2, 2, "b1"), (3, 1, "a2"), (4, 2, "b2")))
    gate = bench.gates["a1"] = asyncio.Event()
    running = asyncio.ensure_future(bench.poller.run(bench.stop))
    await bench.until("b1", "b2")
    gate.set()
    await bench.until("a1", "a2", "b1", "b2")
    assert bench.handled == ["b1", "b2", "a1", "a2"]
    await stopped(bench, running)


async def test_the_pause_grows_and_starts_again_after_a_success() -> None:
    source = Source((5, 1, "a"))
    source.troubles = [OSError() for _ in range(8)]
    bench = Bench(source)
    running = asyncio.ensure_future(bench.poller.run(bench.stop))
    await bench.until("a")
    assert bench.naps == [1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]
    source.troubles = [OSError()]
    source.push((6, 1, "b"))
    await bench.until("a", "b")
    assert bench.naps[8:] in ([], [1.0])
    await stopped(bench, running)


async def test_a_repeated_update_does_not_turn_the_offset_back() -> None:
    """Telegram may repeat an old update beside new ones, in any order."""
    bench = Bench(Source((9, 1, "new"), (4, 1, "old")))
    running = asyncio.ensure_future(bench.poller.run(bench.stop))
    await bench.until("new", "old")
    await stopped(bench, running)
    assert bench.poller.offset == 10


async def test_fatal_errors_end_it_and_only_those() -> None:
    source = Source()
    source.troubles = [OSError(), PermissionError("401")]
    bench = Bench(source, fatal=(PermissionError,))
    with pytest.raises(PermissionError):
        await asyncio.wait_for(bench.poller.run(bench.stop), 10)
    assert bench.naps == [1.0]


async def test_stopping_ends_a_long_poll_at_once_but_finishes_what_was_taken() -> None:
    bench = Bench(Source((5, 1, "a")))
    gate = bench.gates["a"] = asyncio.Event()
    running = asyncio.ensure_future(bench.poller.run(bench.stop))
    bench.stop.set()
    gate.set()
    await asyncio.wait_for(running, 10)
    idle = Bench(Source())
    running = asyncio.ensure_future(idle.poller.run(idle.stop))
    await stopped(idle, running)
    assert idle.handled == []


async def test_stopping_while_updates_are_handled_waits_for_them() -> None:
    bench = Bench(Source((5, 1, "a"), (6, 2, "b")))
    gate = bench.gates["a"] = asyncio.Event()
    running = asyncio.ensure_future(bench.poller.run(bench.stop))
    await bench.until("b")
    bench.stop.set()
    gate.set()
    await asyncio.wait_for(running, 10)
    assert bench.handled == ["b", "a"]
    assert bench.source.offsets == [None], "not acknowledged: it comes once more and changes nothing"
