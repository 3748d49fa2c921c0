"""Made-up time: it stands while anybody works, jumps to the next timer when nobody does, and keeps its order."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter

from . import FakeTelegram, Limits
from .clients import aiogram_session
from .virtual import LoopClock, run_virtual

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_hours_pass_in_a_moment_and_in_order() -> None:
    async def main() -> list[str]:
        clock, seen = LoopClock(START), []

        async def sleeper(name: str, seconds: float) -> None:
            await asyncio.sleep(seconds)
            seen.append(f"{name} {(clock() - START).total_seconds():.0f}")

        await asyncio.gather(sleeper("b", 7_200), sleeper("a", 60), sleeper("c", 90_000))
        return seen

    assert run_virtual(main()) == ["a 60", "b 7200", "c 90000"]


def test_work_in_other_threads_takes_no_time() -> None:
    async def main() -> float:
        loop = asyncio.get_running_loop()
        timer = asyncio.ensure_future(asyncio.sleep(5))
        before = loop.time()
        await asyncio.to_thread(time.process_time)
        passed = loop.time() - before
        await timer
        return passed

    assert run_virtual(main()) == 0


def test_calls_over_real_connections_take_no_time_and_waiting_does() -> None:
    async def main() -> None:
        clock = LoopClock(START)
        async with FakeTelegram(clock) as fake:
            fake.add_bot("100:x", username="b")
            bot = fake.world.bots["100:x"]
            anna = fake.add_private_chat(7, first_name="Anna")
            await anna.send(bot, "/start")
            fake.limits = Limits(chat_burst=2)
            async with Bot("100:x", session=aiogram_session(fake)) as aio:
                for _ in range(2):
                    await aio.send_message(7, "x")
                assert clock() == START
                with pytest.raises(TelegramRetryAfter) as refused:
                    await aio.send_message(7, "x")
                await asyncio.sleep(refused.value.retry_after)
                await aio.send_message(7, "x")
                gate = fake.gate("sendMessage")
                held = asyncio.ensure_future(aio.send_message(7, "x", request_timeout=60))
                await gate.reached()
                await asyncio.sleep(30)
                assert clock() - START == timedelta(seconds=31)
                gate.release()
                await held
                assert await aio.get_updates(offset=bot.next_update_id, timeout=50, request_timeout=60) == []
                assert clock() - START == timedelta(seconds=81)
                clock.advance(timedelta(days=1))
                assert clock() - START == timedelta(days=1, seconds=81)
                clock.set(START)
                assert clock() == START

    run_virtual(main())
