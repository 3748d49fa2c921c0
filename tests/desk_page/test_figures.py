"""The page of figures."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from bot.turns.ledger import Call
from dialogs.happenings import ASKED, BEGUN, CONSENTED, WENT_ON, Happening
from tests.desk_page.bench import SATO, Bench, bench
from tests.support import TUESDAY_MORNING


def count(
    it: Bench,
    name: str,
    times: int,
    language: str = "en",
    source: str = "",
    at: str = "",
    *,
    could: bool = False,
    month: str = "",
) -> None:
    happening = Happening(month or OVER, name, language, source, at, could)
    it.core.ledger.do(Call(lambda batch: batch.tx.count(happening, times)))


# A month of which nothing changes any more.
OVER = f"{TUESDAY_MORNING - timedelta(days=70):%Y-%m}"


def read(html: str) -> str:
    """A page as its cells follow each other."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


async def test_staff_see_where_people_stop_and_nothing_of_a_small_group(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(SATO) as browser:
        for language, begun, agreed in (("en", 30, 20), ("ja", 9, 6)):
            count(it, BEGUN, begun, language, "flyer")
            count(it, CONSENTED, agreed, language, "flyer")
        count(it, BEGUN, 3, "ja", "anna-only")
        count(it, ASKED, 20, at="degrees", could=True)
        count(it, WENT_ON, 13, at="degrees", could=True)
        count(it, ASKED, 12, at="residence")
        count(it, WENT_ON, 9, at="residence")
        # Of a language and a question that we have no more.
        count(it, BEGUN, 7, "xx", "flyer")
        count(it, ASKED, 9, at="shoe_size")
        page = await browser.open(f"/desk/figures?month={OVER}")
        assert browser.status == 200
        words = read(page.html)
        assert "会話を始めた 45" in words
        assert "同意した 25" in words
        assert "学位 5 5" in words, "which question loses whom"
        assert "shoe_size 5人未満 5" in words
        assert "今の在留資格" not in words, "where three stopped it is not said that they were three"
        assert " 12 " not in words, "nor how many came, which would say so from one question to the next"
        page = await browser.open(f"/desk/figures?month={OVER}&by=source")
        words = read(page.html)
        assert "flyer" in words
        assert "anna-only" not in page.html, "where one person alone came from is not named"
        assert "会話を始めた 45 45 5人未満" in words
        words = read((await browser.open(f"/desk/figures?month={OVER}&by=language&of=%3Dxx")).html)
        assert "英語 日本語 xx" in words
        # A year that is over, of which this month is none.
        count(it, BEGUN, 50, month=f"{it.clock():%Y-%m}")
        words = read((await browser.open("/desk/figures?month=year")).html)
        assert "2025-11 – 2026-10" in words
        assert "会話を始めた 45" in words
        # Nothing strange in the address is believed.
        for query in (
            "?by=language&of=%3Den&month=2020-01",
            "?month=..%2F..&by=x&of==%3Cscript%3E",
            "?by=source&of=1",
            "?by=language&of==xx",
        ):
            page = await browser.open(f"/desk/figures{query}")
            assert browser.status == 200
            assert "<script" not in page.html


async def test_two_looks_do_not_tell_what_one_person_did(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.signed_in(SATO) as browser:
        months = [f"{it.clock() - timedelta(days=days):%Y-%m}" for days in (0, 31, 70)]
        looks: list[list[str]] = []
        for _ in range(2):
            for month in months:
                count(it, BEGUN, 1 if looks else 12, month=month)
                count(it, ASKED, 1 if looks else 12, at="degrees", could=True, month=month)
            looks.append([read((await browser.open(f"/desk/figures?month={month}")).html) for month in months])
        assert looks[0] == looks[1]
        assert "会話を始めた 10" in looks[0][0]
        assert "学位 10 10" in looks[0][0]
        assert "5の倍数" in looks[0][0]
