"""The pauses between tries: they double, and end at a limit, however long a trouble lasts."""

from __future__ import annotations

import pytest

from bot.clock import growing_pause


def test_a_pause_doubles_up_to_its_limit() -> None:
    assert [growing_pause(n, longest=60.0) for n in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert [growing_pause(n, first=0.5, longest=4.0) for n in range(5)] == [0.5, 1, 2, 4, 4]


@pytest.mark.parametrize("attempt", [33, 1_023, 1_024, 1_025, 10**9])
def test_a_night_of_trying_is_still_a_pause(attempt: int) -> None:
    """A float ends at the 1,024th doubling; a service that tries every minute gets there in 17 hours."""
    assert growing_pause(attempt, longest=60.0) == 60.0
