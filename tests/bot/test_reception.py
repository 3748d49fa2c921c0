"""How much of a channel waits to be kept at a time: what comes beyond it is not taken, and comes again."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.errors import StorageTrouble
from bot.receiving import reception
from bot.receiving.budget import Allowance, Budget
from bot.receiving.reception import Reception
from bot.turns.ledger import Job
from dialogs.messages import Act, ActKind
from tests.support import SettableClock


class Busy:
    """A writer that keeps nothing until it is told to."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.jobs: list[Job] = []

    async def submit(self, job: Job) -> None:
        """Take a job, and keep it later."""
        self.jobs.append(job)
        await self.free.wait()


async def test_what_cannot_be_kept_now_is_not_taken_and_said_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reception, "MOST_WAITING", 3)
    writer, budget = Busy(), Budget(lambda: 0.0, Allowance(at_once=1))
    receives = Reception("telegram", writer, SettableClock(), budget)
    with caplog.at_level(logging.WARNING):
        async with asyncio.TaskGroup() as waiting:
            for person in range(3):
                waiting.create_task(receives.submit(str(person), str(person), Act(ActKind.TEXT, "hello")))
            await asyncio.sleep(0)
            for _ in range(2):
                with pytest.raises(StorageTrouble, match="comes again"):
                    await receives.submit("9", "9", Act(ActKind.TEXT, "hello"))
            writer.free.set()
    assert len(writer.jobs) == 3
    assert [record.message for record in caplog.records] == [
        "telegram: more comes at once than can be kept; what is not taken now comes again"
    ]
    await receives.submit("9", "9", Act(ActKind.TEXT, "hello"))
    assert len(writer.jobs) == 4, "it cost the person nothing of what they may ask"
