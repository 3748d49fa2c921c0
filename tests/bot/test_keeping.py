"""The daily look at what is kept for a time only: trouble ends nothing, and it is looked again soon."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.errors import StorageTrouble
from bot.turns.keeping import AGAIN_AFTER_SECONDS, Keeping


class Broken:
    """A writer that can do nothing."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def submit(self, job: object) -> Any:
        raise self.error


class Impatient:
    """A clock that notes the pauses and ends after the second."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    def now(self) -> datetime:
        return datetime(2026, 11, 24, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if len(self.pauses) == 2:
            raise asyncio.CancelledError


async def nobody() -> datetime | None:
    return None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StorageTrouble("error-database-rewritten"), []),
        (
            ValueError("Maria Santos"),
            ["what is kept for a time only could not be removed (ValueError); trying again"] * 2,
        ),
    ],
)
async def test_trouble_is_looked_at_again_soon_and_told_once(
    caplog: pytest.LogCaptureFixture, error: Exception, said: list[str]
) -> None:
    writer: Any = Broken(error)
    clock: Any = Impatient()
    with pytest.raises(asyncio.CancelledError):
        await Keeping(writer, clock, nobody).run()
    assert clock.pauses == [AGAIN_AFTER_SECONDS] * 2
    assert caplog.messages == said
