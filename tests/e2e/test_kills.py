"""Three real deaths of `intake run`; a hundred are `python -m tests.e2e.kills --kills 100`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.kills import suffer

KILLS = 3


@pytest.mark.long
async def test_three_kills_lose_nothing_and_double_only_what_may_be(tmp_path: Path) -> None:
    toll = await suffer(tmp_path, KILLS, seed=5)
    assert toll.wrong == []
    assert toll.deaths.total() >= KILLS
    # An empty story would equal an empty story.
    assert toll.story["leads"] == [("taken", "五十嵐", True)]
    assert len(toll.story["private"]) > 5
    assert len(toll.story["staff"]) == 3
