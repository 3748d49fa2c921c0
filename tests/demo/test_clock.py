"""The clock of the demo: it goes by itself, can be put on, and everybody who sleeps by it wakes and looks anew."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.clock import Clock
from bot.demo.clock import MovingClock

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def still() -> MovingClock:
    """A clock that stands until it is put on."""
    return MovingClock(Clock(now=lambda: NOON, monotonic=lambda: 100.0))


async def test_it_goes_with_the_real_one_and_as_far_ahead_as_it_was_put_on() -> None:
    clock = still()
    assert (clock.moment(), clock.monotonic()) == (NOON, 100.0)
    clock.put_on(NOON + timedelta(hours=1))
    assert (clock.moment(), clock.clock.monotonic()) == (NOON + timedelta(hours=1), 3_700.0)


async def test_it_is_never_put_back() -> None:
    clock = still()
    clock.put_on(NOON - timedelta(days=1))
    assert clock.moment() == NOON


async def test_whoever_sleeps_wakes_and_is_waited_for_until_they_sleep_again() -> None:
    clock, seen = still(), []

    async def look() -> None:
        while True:
            await clock.sleep(3_600)
            for _ in range(9):  # works for a while
                await asyncio.sleep(0)
            seen.append(clock.moment())

    looking = asyncio.ensure_future(look())
    await asyncio.sleep(0)
    for hours in (1, 2, 3):
        clock.put_on(NOON + timedelta(hours=hours))
        await clock.quiet()
        assert seen == [NOON + timedelta(hours=hour) for hour in range(1, hours + 1)]
    looking.cancel()


async def test_who_ends_or_is_cancelled_is_not_waited_for() -> None:
    clock = still()
    once, other = (asyncio.ensure_future(clock.sleep(60)) for _ in range(2))
    await asyncio.sleep(0)
    other.cancel()
    clock.put_on(NOON + timedelta(days=1))
    await clock.quiet()
    assert once.done()
    assert other.cancelled()


async def test_without_a_move_a_sleep_is_as_long_as_it_is() -> None:
    clock = still()
    await clock.sleep(0)
    await clock.quiet()
    assert clock.moment() == NOON
