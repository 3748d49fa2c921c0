"""An outbox among paper: nothing real is sent or kept."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.bot.paper import PaperOffice, paper_office


@pytest.fixture
async def office() -> AsyncIterator[PaperOffice]:
    """An outbox in no hurry."""
    async with paper_office() as made:
        yield made
