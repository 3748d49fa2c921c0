"""One lead on the staff's page: what a button does there is what it does in the group."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.delivery.drawing import Drawing
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import StoredBooking
from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import CELL_SECONDS
from dialogs.desk.matter import Recorded
from dialogs.saved import SavedText
from tests.desk_page.bench import GROUP, LEADS, SATO, Bench, bench
from tests.e2e.booking.offices import RULE, STAFF
from tests.support import damage

ROOM = "https://meet.example.com/abc-defg"


def queued(it: Bench, channel: str) -> list[tuple[str, dict[str, Any]]]:
    """What waits to be sent by a channel."""
    with it.core.ledger.store.reading() as tx:
        return [(post.kind, post.payload) for post in tx.waiting() if post.channel == channel]


async def test_the_buttons_of_the_page_are_those_of_the_card(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(SATO) as browser:
        it.client()
        page = await browser.open("/desk/leads/1")
        for said in ("Maria Santos-Quintana", "70点", "年収", "8,000,000円", "これからの点数", "計算の履歴", "英語"):
            assert said in page.text, said
        pressed = [value for form in page.forms for name, value, _ in form.buttons if name == "press"]
        cards = [kind for kind, _ in queued(it, "office")].count("card")
        assert pressed[:2] == ["take:1", "done:1"]
        await browser.press("担当する")
        assert (browser.status, browser.path) == (200, "/desk/leads/1")
        assert it.record(1).taken_by == SATO
        assert it.audit(1) == [("take", "佐藤")]
        assert [kind for kind, _ in queued(it, "office")].count("card") == cards + 1, "the card in the group follows"
        assert queued(it, "telegram")[-1][1]["say"]["lines"][0]["key"] == "taken", "and the client is told"


async def test_a_form_posted_twice_is_done_once(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        it.client()
        await browser.open("/desk/leads/1")
        form, _, _ = browser.button("お客様に送る")
        for _ in range(3):
            await browser.post("/desk/leads/1", {**form.fields, "write": "Hello Maria"})
            assert browser.status == 200
        assert [kind for kind, _ in queued(it, "telegram")].count("relay") == 1
        await browser.open("/desk/leads/1")
        form, name, value = browser.button("完了")
        for _ in range(2):
            await browser.post("/desk/leads/1", {**form.fields, name: value})
        assert [act for act, _ in it.audit(1)] == ["write", "done"]


async def test_words_to_the_client_go_as_they_are_and_the_group_is_told(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        it.client()
        await browser.open("/desk/leads/1")
        await browser.press("お客様に送る", write="Hello Maria,\nplease call us.")
        [relay] = [payload for kind, payload in queued(it, "telegram") if kind == "relay"]
        assert relay["said"] == [{"text": "Hello Maria,\nplease call us."}]
        with it.core.ledger.store.reading() as tx:
            [pair] = tx.talk_of(tx.lead_owner(1) or "")
        assert pair.kept["told"]["key"] == "staff-written-beside", "a line in the topic, once it arrived"
        assert "事務所から" in browser.page.text
        assert "please call" not in browser.page.text, "what was written is not kept"
        assert it.record(1).talking
        assert "まだ届いていません" in browser.page.text
        it.arrive(f"k:{pair.id}", "55")
        await browser.open("/desk/leads/1")
        assert "まだ届いていません" not in browser.page.text
        await browser.press("お客様に送る", write="   ")
        assert "何も入力されていません" in browser.page.text
        await browser.press("お客様に送る", write="x" * 3_501)
        assert browser.status == 413


async def test_a_message_is_taken_back_and_the_topic_is_told(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(SATO) as browser:
        it.client()
        it.client("1002", name="Tom")
        await browser.open("/desk/leads/1")
        assert not [href for _, href in browser.page.links if "t.me" in href]
        with it.core.ledger.store.reading() as tx:
            lead = tx.lead_numbered(1)
        assert lead is not None
        it.core.ledger.do(Call(lambda batch: batch.tx.set_memo("office_messages", str(GROUP))))
        it.arrive(f"l:{lead.id}", "41")
        await browser.press("お客様に送る", write="Hello Tom")
        assert "https://t.me/c/1234/41" in browser.page.html, "of a group without topics it is the card"
        copy = next(post.handle for post in it.waiting() if post.kind == "relay")
        it.arrive(f"t:{lead.id}", "40", next(post.handle or "" for post in it.posts() if post.kind == "card"))
        await browser.open("/desk/leads/1")
        assert "https://t.me/c/1234/40" in browser.page.html
        form, name, pair = browser.button("取り消す")
        assert copy == f"k:{pair}"
        for path, asked in (("/desk/leads/1", "0" * 32), ("/desk/leads/2", pair)):
            await browser.post(path, {**form.fields, name: asked})
            assert "もうありません" in browser.page.text, "nobody else's, and nothing that there is not"
            await browser.open("/desk/leads/1")
            form, _, _ = browser.button("取り消す")
        assert "unsend" not in [kind for kind, _ in queued(it, "telegram")]
        for _ in range(2):
            await browser.post("/desk/leads/1", {**form.fields, name: pair})
        unsent = [payload for kind, payload in queued(it, "telegram") if kind == "unsend"]
        assert unsent == [{"to": "1001", "copy": f"k:{pair}", "of": None}]
        assert "（取り消し済み）" in browser.page.text
        assert it.audit(1) == [("write", "佐藤"), ("unsend", "佐藤")]
        [told] = [payload for kind, payload in queued(it, "office") if kind == "note"]
        assert (told["say"]["lines"][0]["key"], told["ring"]) == ("staff-unsent-beside", False)
        # Where a messenger takes nothing back, the page does not say that it did.
        post = next(post for post in it.waiting() if post.kind == "unsend")
        it.core.ledger.do(Call(lambda batch: batch.talking.failed(post, "final", it.clock())))
        page = await browser.open("/desk/leads/1")
        assert "（取り消し済み）" not in page.text
        assert "お客様の画面に残っています" in page.text
        await browser.press("お客様に送る", write="Hello again")
        it.clock.advance(timedelta(hours=49))
        await it.sign_in(browser, SATO)
        await browser.open("/desk/leads/1")
        assert "取り消す" not in browser.page.text, "it is too late"


class Quick(Drawing):
    """Draws nothing, and says of what."""

    async def sheet(self, values: Mapping[str, Any]) -> bytes:
        return b"%PDF-" + str(values["lead_number"]).encode()


async def test_the_worksheet_comes_to_whoever_asks_for_it_on_the_page(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(SATO) as browser:
        it.client()
        it.site.parts = replace(it.site.parts, drawing=Quick())
        await browser.open("/desk/leads/1")
        form, name, value = browser.button("計算表")
        assert value == "sheet:1"
        notes = len(queued(it, "office"))
        for _ in range(2):
            given = {"Origin": it.base, "Sec-Fetch-Site": "same-origin"}
            fields = {**form.fields, name: value}
            async with browser.session.post(f"{it.base}/desk/leads/1", data=fields, headers=given) as answer:
                assert (await answer.read()).decode().endswith("#1")
                assert answer.headers["Content-Disposition"] == 'attachment; filename="points-1.pdf"'
                assert answer.headers["Cache-Control"] == "private, no-store"
        assert len(queued(it, "office")) == notes, "nothing comes into the group"
        assert it.audit(1) == [("sheet", "佐藤")]


async def test_what_staff_did_is_read_page_by_page(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        it.client()
        done = [Recorded(it.clock().timestamp(), "take", "", LEADS) for _ in range(23)]

        def act(batch: Batch) -> None:
            for one in done:
                batch.tx.add_audit(batch.tx.lead_owner(1) or "", 1, one)

        it.core.ledger.do(Call(act))
        page = await browser.open("/desk/leads/1")
        assert "/audit" not in page.text, "that is how one reads on in the group"
        await browser.open(next(href for said, href in page.links if said == "古い記録").partition("#")[0])
        assert browser.page.text.count(" 担当（") == 3
        assert "新しい記録" in browser.page.text


async def test_a_line_is_put_right(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        it.client()
        await browser.open("/desk/leads/1")
        await browser.press("確認・訂正")
        assert "正しい内容" in browser.page.text
        form, _, _ = browser.button("入力")
        for _ in range(2):
            await browser.post("/desk/leads/1", {**form.fields, "value": "a lot"})
            assert "読み取れません" in browser.page.text, "what was refused may come again, and is not said to be done"
        await browser.press("入力", value="900万円")
        await browser.press("書類")
        assert it.record(1).corrections[0].after == 9_000_000
        assert it.audit(1) == [("corrected", "五十嵐")]
        assert "9,000,000円" in browser.page.text
        await browser.press("確認・訂正")
        await browser.press("で正しい")
        await browser.press("書類")
        assert [act for act, _ in it.audit(1)] == ["corrected", "confirmed"]


async def test_papers_questions_and_saved_texts_by_the_same_buttons(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        it.client()
        saved = SavedText("s1", "書類のお願い", {"ja": "書類をお送りください。", "en": "Please send the papers."})
        it.core.ledger.do(Call(lambda batch: batch.tx.keep_saved(saved)))
        await browser.open("/desk/leads/1")
        await browser.press("書類を確認")
        await browser.press("年収")
        assert it.record(1).confirmed == ("salary",)
        assert "確認済み" in browser.page.text
        await browser.press("確認を終")
        await browser.press("質問する")
        await browser.press("学位")
        assert [ask.key for ask in it.record(1).asks] == ["degrees"]
        await browser.press("定型文")
        await browser.press("書類のお願い")
        assert "書類をお送りください。" in browser.page.text, "read in the language of staff before it is sent"
        await browser.press("送信")
        [relay] = [payload for kind, payload in queued(it, "telegram") if kind == "relay"]
        assert relay["said"][0]["text"] == "Please send the papers."


async def test_who_is_erased_is_gone_from_every_page(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        it.client()
        await browser.open("/desk/leads/1")
        for label in ("その他", "消去", "消去"):
            await browser.press(label)
        assert browser.path == "/desk/leads"
        assert "Maria" not in browser.page.html
        await browser.open("/desk/leads/1")
        assert browser.status == 404
        await browser.open("/desk/leads")
        await browser.press("検索", sought="Maria")
        assert "見つかりませんでした" in browser.page.text
        assert it.audit(1)[0][0] == "erase_sure"


async def test_a_damaged_lead_hides_no_other(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        it.client("1", name="Maria")
        it.client("2", name="Tom")
        damage(it.core, "leads", "number = 1")
        page = await browser.open("/desk/leads")
        assert "Tom" in page.text
        await browser.open("/desk/leads/1")
        assert (browser.status, browser.page.title[:7]) == (500, "読み取れません")


def talk(start: datetime, state: State = State.BOOKED, **changes: Any) -> Booking:
    """A talk of an hour with the one member of staff."""
    seconds = int(start.timestamp())
    cells = (seconds // CELL_SECONDS, seconds // CELL_SECONDS + 3_600 // CELL_SECONDS)
    given = {"state": state, "way": "online", "staff": "a", "start": seconds, "minutes": 60, "cells": cells}
    return Booking(**{**given, "zone": "Asia/Tokyo", "asked_at": 0, **changes})


async def test_the_agenda_has_talks_requests_and_who_waits(tmp_path: Path) -> None:
    async with bench(tmp_path, RULE, STAFF) as it, it.signed_in() as browser:
        for chat, name in (("1", "Maria"), ("2", "Tom"), ("3", "Ann"), ("4", "Li")):
            it.client(chat, name=name)
        page = await browser.open("/desk/agenda?view=week")
        assert "空き待ちのお客様はいません" in page.text
        assert page.text.count("面談はありません") == 7
        at = it.clock() + timedelta(hours=2)
        until = int((at + timedelta(days=1)).timestamp())
        bookings = (
            talk(at),
            talk(at + timedelta(days=1)),
            talk(at + timedelta(days=2), State.REQUESTED, until=until),
            replace(talk(at, State.WAITING), start=None, cells=None),
        )

        def book(batch: Batch) -> None:
            for number, booking in enumerate(bookings, start=1):
                batch.tx.keep_booking(StoredBooking(batch.tx.lead_owner(number) or "", booking))

        it.core.ledger.do(Call(book))
        day = await browser.open("/desk/agenda")
        assert "12:00–13:00" in day.text
        shown = [href.rpartition("/")[2] for said, href in day.links if said.startswith("#")]
        assert shown == ["1", "3", "4"], "today's talk, what waits for an approval wherever it is, who waits for a time"
        assert "五十嵐" in day.text
        week = await browser.open("/desk/agenda?view=week")
        shown = [href.rpartition("/")[2] for said, href in week.links if said.startswith("#")]
        assert shown == ["1", "2", "3", "3", "4"]
        assert "承認待ち" in week.text
        # Approved from here; the same press once more, as from another window, changes nothing and says so.
        form, name, value = browser.button("承認")
        assert value.startswith("approve:3:")
        await browser.press("承認")
        assert (browser.status, browser.path) == (200, "/desk/leads/3")
        assert "予約済み" in browser.page.text
        another = next(one for one in browser.page.forms if "proof" in one.fields)
        await browser.post(form.action, {"proof": another.fields["proof"], name: value})
        assert "承認されています" in browser.page.text
        # Page and group at one instant: one of both, and the other hears of it.
        await browser.open("/desk/leads/4")
        rights = await it.rights(SATO)
        _, turned = await asyncio.gather(browser.press("担当する"), it.desk.act("at-once", 4, "take", SATO, rights, ""))
        record = it.record(4)
        with it.core.ledger.store.reading() as tx:
            acts = [one.act for one in tx.audit_of(tx.lead_owner(4) or "")]
        assert record.taken_by in (LEADS, SATO)
        assert acts.count("take") == 1
        is_hers = record.taken_by == SATO
        assert (turned.refused is None) is is_hers
        assert ('role="status"' in browser.page.html) is is_hers, "who came second is told"
        await browser.open("/desk/agenda?view=day&day=2026-11-25")
        assert [href.rpartition("/")[2] for said, href in browser.page.links if said.startswith("#")][0] == "2"
        for strange in ("9999-12-31", "0001-01-01", "2026-13-01", "tomorrow"):
            await browser.open(f"/desk/agenda?view=week&day={strange}")
            assert browser.status == 200, strange
        await browser.open("/desk/leads/1")
        await browser.press("登録して知らせる", room=ROOM)
        with it.core.ledger.store.reading() as tx:
            assert tx.bookings_of(tx.lead_owner(1) or "")[0].booking.room == ROOM
        await browser.press("登録して知らせる", room="javascript:alert(1)")
        assert browser.page.html.count('role="status"') == 1, "it says what a link is"
