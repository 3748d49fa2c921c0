"""Pages that are asked for at the same time are read together, each as if alone; a page takes one way to a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.channels.web.looking import THREADS, TOGETHER, Looks
from bot.errors import StorageTrouble
from bot.storage.memory import MemoryStore
from bot.turns.ports import Transaction
from tests.channels.web.bench import bench
from tests.channels.web.test_live import press


class Counted(MemoryStore):
    """Counts the transactions that read; `broken` have none begin."""

    def __init__(self) -> None:
        super().__init__()
        self.read, self.broken = 0, False

    @contextmanager
    def reading(self) -> Iterator[Any]:
        self.read += 1
        if self.broken:
            raise StorageTrouble("error-database-locked")
        with super().reading() as tx:
            yield tx


def newest(tx: Transaction) -> int:
    return tx.newest_web_event()


async def test_what_waits_is_read_together() -> None:
    store = Counted()
    looked = Looks(store)
    assert await asyncio.gather(*(looked(newest) for _ in range(TOGETHER))) == [0] * TOGETHER
    assert store.read == 1
    many = TOGETHER * THREADS * 3 + 1
    assert await asyncio.gather(*(looked(newest) for _ in range(many))) == [0] * many
    assert store.read <= 1 + THREADS * 3 + 1
    assert await looked(newest) == 0


async def test_a_look_that_fails_harms_no_other_and_nobody_waits_for_ever() -> None:
    def fails(_tx: Transaction) -> int:
        raise ValueError("of this one alone")

    store = Counted()
    looked = Looks(store)
    asked = [asyncio.ensure_future(looked(look)) for look in (newest, fails, newest, newest)]
    await asyncio.sleep(0)
    asked[3].cancel()  # whose browser has gone
    first, second, third, gone = await asyncio.gather(*asked, return_exceptions=True)
    assert (first, third) == (0, 0)
    assert isinstance(second, ValueError)
    assert isinstance(gone, asyncio.CancelledError)
    store.broken = True
    for trouble in await asyncio.gather(*(looked(newest) for _ in range(3)), return_exceptions=True):
        assert isinstance(trouble, StorageTrouble)
    store.broken = False
    assert await looked(newest) == 0


async def test_a_page_takes_one_way_to_a_thread_and_an_act_by_script_none_but_the_writers(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        loop = asyncio.get_running_loop()
        ways = list[str]()
        plain = loop.run_in_executor

        def counted(executor: Any, do: Any, *given: Any) -> asyncio.Future[Any]:
            if not isinstance(do, partial):  # what looks for others' news by itself
                ways.append(str(do))
            return plain(executor, do, *given)

        with patch.object(loop, "run_in_executor", counted):
            assert len((await maria.open()).html) > 4_096
            assert len(ways) == 1, ways
            assert "What would you like to do?" in (await press(it, maria, "I agree", it.events()))["now"]
            assert len(ways) == 1, ways
