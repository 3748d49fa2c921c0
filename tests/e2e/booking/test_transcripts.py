"""Bookings as both sides see them, kept as texts that staff can read: the client in English, staff in Japanese.

After a change on purpose, read the difference and write them anew:
`pytest tests/e2e/booking/test_transcripts.py --refresh-transcripts`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.e2e.booking.offices import RULE, STAFF, WEEKENDS, sends_the_card, with_bookings
from tests.e2e.booking.test_waiting_list import FEW, ONE_HOUR
from tests.e2e.booking.transcript import Transcript, with_one_client
from tests.e2e.world import make_world

ROOMS = '[rooms]\npool = ["https://meet.example/one", "https://meet.example/two"]\n'


async def test_book_and_keep(tmp_path: Path, refresh: bool) -> None:
    office = with_bookings(tmp_path, RULE, STAFF, ROOMS)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await sends_the_card(world, service, maria)
        script = Transcript(world, service, "予約して、相談を済ませる", {7: ""})
        script.begins()
        await script.client(maria, "[Online (Google Meet)]", "Friday after 3pm", "the second one", "[Yes, take it]")
        await script.client(maria, "[Close]", "When is my appointment?", "[Close]")
        await script.passes("相談が終わる", *[timedelta(hours=8)] * 10, until="来られましたか")
        await script.staff("来られた")
        script.checked("book-and-keep", refresh=refresh)


async def test_did_not_come(tmp_path: Path, refresh: bool) -> None:
    title = "来られなかったお客様に、次の時間を一つ案内する"
    scene = with_one_client(tmp_path, "did-not-come", title, RULE, STAFF, ROOMS, refresh=refresh)
    async with scene as (script, maria):
        await script.client(maria, "[Wed 25 Nov 10:30]", "[Yes, take it]")
        await script.passes("相談が終わる", *[timedelta(hours=8, minutes=40)] * 3, until="来られましたか")
        await script.staff("来られなかった")
        await script.client(maria, "[26 Nov]", "[Yes, take it]")


async def test_move_across_a_change_of_clocks(tmp_path: Path, refresh: bool) -> None:
    """New York puts its clocks on in the night before 14 March 2027."""
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        world.clock.advance(datetime(2027, 3, 11, 1, tzinfo=UTC) - world.clock())
        maria = world.person(7)
        await sends_the_card(world, service, maria, residence="a:abroad", lives_in="New York")
        title = "夏時間に変わる日をまたいで予約を変える（お客様はニューヨーク）"
        script = Transcript(world, service, title, {7: ""})
        script.begins()
        await script.client(maria, "[Online (Google Meet)]", "March 11 after 7pm", "[Thu 11 Mar 20:00]")
        await script.client(maria, "[Yes, take it]", "[Move it]", "March 15 after 8pm", "[Mon 15 Mar 20:00]")
        await script.client(maria, "[Yes, take it]")
        script.checked("move-across-a-change-of-clocks", refresh=refresh)


async def test_request_three_counter_offers_and_a_tap(tmp_path: Path, refresh: bool) -> None:
    title = "申込みに、別の時間を三つ提案し、お客様が選ぶ"
    async with with_one_client(
        tmp_path, "request-three-counter-offers-and-a-tap", title, RULE, WEEKENDS, STAFF, refresh=refresh
    ) as (script, maria):
        await script.client(maria, "Saturday", "[Sat 28 Nov 10:00]", "[Yes, take it]")
        await script.staff("別の時間を提案", "⬜", "⬜", "お客様に送る")
        await script.client(maria, "[None of these suits me]")
        await script.staff("別の時間を提案", "後の時間", "⬜", "⬜", "⬜", "お客様に送る")
        await script.client(maria, f"[{maria.last(script.world.client).buttons[1][0][0]}]")


async def test_waiting_list(tmp_path: Path, refresh: bool) -> None:
    office = with_bookings(tmp_path, FEW, ONE_HOUR)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria, ken, ana = world.person(7), world.person(8, "Ken"), world.person(9, "Ana")
        for person in (maria, ken, ana):
            await sends_the_card(world, service, person)
        script = Transcript(world, service, "キャンセル待ち", {7: "1", 8: "2", 9: "3"})
        script.begins()
        await script.client(maria, "[Online (Google Meet)]", "[Tue 24 Nov 13:00]", "[Yes, take it]")
        for waits in (ken, ana):
            await script.client(waits, "[Online (Google Meet)]", "[Put me on the waiting list]")
        await script.client(maria, "[Cancel it]", "[Yes, cancel it]")
        await script.passes("10分過ぎる", timedelta(minutes=11), until="10:21")
        await script.client(ana, "[Yes, take it]")
        script.checked("waiting-list", refresh=refresh)


async def test_book_keep_record_and_summary(tmp_path: Path, refresh: bool) -> None:
    """The client comes, staff record what was agreed in five taps, send it with a sixth, and correct it later."""
    title = "相談の後に記録して、まとめを一通送る。翌日に訂正する"
    scene = with_one_client(tmp_path, "book-keep-record-and-summary", title, RULE, STAFF, ROOMS, refresh=refresh)
    async with scene as (script, maria):
        await script.client(maria, "[Wed 25 Nov 10:30]", "[Yes, take it]")
        await script.passes("相談が終わる", *[timedelta(hours=8, minutes=40)] * 3, until="来られましたか")
        await script.staff("来られた", "依頼あり", "点すべて", "お客様：書類を送る", "1週間", "お客様に送る")
        await script.passes("一時間後：お礼は来ない", timedelta(hours=2), until="まとめを送信")
        await script.client(maria, "/reminders", "[What you agreed with the office]", "[Close]")
        await script.passes("二時間後", timedelta(hours=2), until="まとめを送信")
        await script.staff("その他", "面談の記録", "期日を直す", "2週間", "お客様に送る")
        assert not any("Thank you for talking" in m.text for m in maria.messages(script.world.client)[-2:])
