"""The page of figures."""

from __future__ import annotations

import re
from pathlib import Path

from bot.turns.ledger import Call
from dialogs.happenings import ASKED, BEGUN, CONSENTED, WENT_ON, Happening
from tests.desk_page.bench import SATO, Bench, bench


def count(
    it: Bench, name: str, times: int, language: str = "en", source: str = "", at: str = "", *, could: bool = False
) -> None:
    month = f"{it.clock():%Y-%m}"
    happening = Happening(month, name, language, source, at, could)
    it.core.ledger.do(Call(lambda batch: batch.tx.count(happening, times)))


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
        page = await browser.open("/desk/figures")
        assert browser.status == 200
        words = read(page.html)
        assert "会話を始めた 42" in words
        assert "同意した 26" in words
        assert "学位 7 7 20" in words, "which question loses whom"
        assert "今の在留資格 － － 12" in words, "of three it is not said that they were three"
        page = await browser.open("/desk/figures?by=source")
        words = read(page.html)
        assert "flyer" in words
        assert "anna-only" not in page.html, "where one person alone came from is not named"
        assert "会話を始めた 42 － －" in words, "what three came by cannot be worked out either"
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
