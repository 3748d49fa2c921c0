"""A real death of `intake run` amid a talk; a hundred are `python -m tests.e2e.kills_of_talks --kills 100`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.kills_of_talks import PEOPLE, suffer

KILLS, ROUNDS = 1, 1


@pytest.mark.long
async def test_a_kill_amid_a_talk_loses_no_message_and_keeps_the_order(tmp_path: Path) -> None:
    """Two people, twelve messages of both sides a round. Twice comes only what a death took the record of.

    Telegram knows no key by which it would recognise a call that is made again: there is no other way.
    """
    toll = await suffer(tmp_path, KILLS, seed=5, rounds=ROUNDS)
    assert toll.wrong == []
    assert toll.deaths.total() >= KILLS
    assert toll.messages >= PEOPLE * ROUNDS * 12
