"""The list of leads: filters, orders, pages, and what is found by parts of words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.office.web import leads
from bot.turns.ledger import Call
from tests.desk_page.bench import LEADS, SATO, Bench, Browser, bench


def numbers(browser: Browser) -> list[int]:
    """The leads on the page, in their order."""
    return [int(found) for found in re.findall(r'class="who" href="/desk/leads/(\d+)"', browser.page.html)]


async def take(it: Bench, number: int, by: str = "take") -> None:
    it.updates += 1
    await it.desk.act(it.updates, number, by, SATO, await it.rights(SATO))


async def test_the_list_by_filter_state_and_order(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(SATO) as browser:
        assert "該当するご相談はありません" in browser.page.text
        for chat, name in (("1", "Maria Santos"), ("2", "田中 太郎"), ("3", "Nguyễn Khai")):
            it.client(chat, name=name)
            it.clock.advance(timedelta(minutes=1))
        await take(it, 2)
        await take(it, 3, "done")
        for query, found in (
            ("", [1, 2]),
            ("?filter=mine", [2]),
            ("?filter=waiting", [1]),
            ("?filter=changes", []),
            ("?state=closed", [3]),
            ("?state=all&order=number", [1, 2, 3]),
            ("?state=all&order=newest", [3, 2, 1]),
            ("?state=all&order=oldest", [1, 2, 3]),
            ("?state=all&order=changed", [3, 2, 1]),
            ("?filter=nonsense&state=nonsense&order=nonsense&page=nonsense", [1, 2]),
            ("?page=99999999", [1, 2]),
        ):
            await browser.open(f"/desk/leads{query}")
            assert (browser.status, numbers(browser)) == (200, found), query
        assert "佐藤" in (await browser.open("/desk/leads?filter=mine")).text


async def test_a_long_list_comes_in_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leads, "A_PAGE", 2)
    async with bench(tmp_path) as it, it.signed_in() as browser:
        maria = it.client()
        with it.core.ledger.store.reading() as tx:
            lead = tx.lead_numbered(1)
        assert lead is not None

        def more(batch: object) -> None:
            tx = batch.tx  # type: ignore[attr-defined]
            for chat in range(4):
                person = tx.person_at("telegram", f"x{chat}", maria.clock())
                person.touched = True
                tx.add_lead(replace(lead, id=f"lead-{chat}", person=person.id, version=1))

        it.core.ledger.do(Call(more))
        seen = []
        await browser.open("/desk/leads?order=number")
        for page in (1, 2, 3):
            assert f"{page} / 3" in browser.page.text
            seen += numbers(browser)
            onward = [href for said, href in browser.page.links if said == "次へ"]
            if onward:
                await browser.open(onward[0])
        assert seen == [1, 2, 3, 4, 5]


async def test_leads_are_found_by_parts_of_their_name_and_contact_and_by_number(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        names = ("Maria Santos", "田中 太郎", "Mario Rossi", "Nguyễn Đức Thị-Anh", "すずき・ハナコ", "がんばる ワン")
        for chat, name in enumerate(names, start=1):
            it.client(str(chat), name=name)
        # As if they had come before there were any parts.
        for number in range(1, 7):
            it.core.ledger.do(Call(lambda batch, number=number: batch.tx.keep_parts(number, [])))  # type: ignore[misc]
        for sought, found in (
            ("santos", {1}),
            ("ＭＡＲＩ", {1, 3}),
            ("mari ross", {3}),
            ("中", {2}),
            ("田中", {2}),
            ("#2", {2}),
            ("中太", {2}),
            ("田中太郎", {2}),
            ("太郎 田中", {2}),
            ("nguyen duc", {4}),
            ("NGUYỄN", {4}),
            ("ducthi", {4}),
            ("スズキ", {5}),
            ("ｽｽﾞｷ はなこ", {5}),
            ("ススキ", set()),
            ("ガン", {6}),
            ("an", {1, 4}),
            ("090-5678-4321", {1, 2, 3, 4, 5, 6}),
            ("9999", set()),
            ("Maria Rossi", set()),
            ("santosh", set()),
        ):
            await browser.press("検索", sought=sought)
            assert (browser.status, set(numbers(browser))) == (200, found), sought
            assert re.fullmatch(r"/desk/leads\?found=[0-9a-f]{32}", browser.path), "no name stands in an address"
        await browser.press("検索", sought="santos")
        found_at = browser.path
        await browser.open("/desk/leads/1")
        await browser.open(found_at)
        assert numbers(browser) == [1], "one can come back to it, as to any page"
        async with it.signed_in(SATO) as other:
            await other.open(found_at)
            assert set(numbers(other)) == {1, 2, 3, 4, 5, 6}, "nobody else reads what was looked for"
        await browser.open("/desk/leads")
        await browser.press("検索", sought="  ")
        assert set(numbers(browser)) == {1, 2, 3, 4, 5, 6}
        await browser.press("検索", sought="x" * 101)
        assert browser.status == 413


async def test_only_what_may_be_found_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with bench(tmp_path) as it, it.signed_in() as browser:
        it.client("1", name="Qwxz Vkjq")
        it.client("2", name="田中 太郎")
        opened: list[int] = []
        really = leads._matching

        def watched(batch: object, sought: object, part: list[int]) -> object:
            opened.extend(part)
            return really(batch, sought, part)  # type: ignore[arg-type]

        monkeypatch.setattr(leads, "_matching", watched)
        await browser.press("検索", sought="qwxz vkjq")
        assert (numbers(browser), opened) == ([1], [1])
        assert LEADS.name in browser.page.html
