"""Reminders as both sides see them, kept as texts that staff can read: the client in English, staff in Japanese.

After a change on purpose, read the difference and write them anew:
`pytest tests/e2e/reminders/test_transcripts.py --refresh-transcripts`.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.e2e.booking.offices import RULE, STAFF
from tests.e2e.booking.transcript import with_one_client

ROOMS = '[rooms]\npool = ["https://meet.example/one"]\n'
MOOD = "[reminders]\nmood = true\n"
HOUR = timedelta(hours=1)


async def test_reminded_and_thanked(tmp_path: Path, refresh: bool) -> None:
    title = "前日と一時間前のお知らせ、返事、相談後のお礼"
    async with with_one_client(tmp_path, "reminded-and-thanked", title, RULE, STAFF, ROOMS, MOOD, refresh=refresh) as (
        script,
        maria,
    ):
        await script.client(maria, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
        await script.passes("前日の10時", *[12 * HOUR] * 4, until="Are you still coming?")
        script.world.clock.advance(HOUR / 3)
        await script.client(maria, "[Yes, I am coming]")
        await script.passes("一時間前", 22 * HOUR, 2 * HOUR / 3, until="https://meet.example/one")
        await script.passes("相談が終わる", 2.1 * HOUR, until="来られましたか")
        await script.staff("来られた", "閉じる")
        await script.passes("終わって一時間後", HOUR, until="Thank you for talking with us")
        await script.client(maria, "[🙂]")


async def test_cannot_come(tmp_path: Path, refresh: bool) -> None:
    title = "前日のお知らせに、来られないと返事がある"
    async with with_one_client(tmp_path, "reminded-cannot-come", title, RULE, STAFF, ROOMS, refresh=refresh) as (
        script,
        maria,
    ):
        await script.client(maria, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
        await script.passes("前日の11時", *[12 * HOUR] * 4, HOUR, until="Are you still coming?")
        await script.client(maria, "[Cancel]")
        await script.staff("予約を取り消す", "本当に取り消す")
