"""A page that is loaded after each act is the page that would be made anew, and is not held beyond its person."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import patch

from bot.channels.web.view import View
from tests.channels.web.bench import Bench, bench
from tests.e2e.website.visitor import Visitor


async def differs(it: Bench, maria: Visitor) -> bool:
    """Whether a page that is loaded now is another one than it is once nothing is kept."""
    first = (await maria.open()).html
    it.channel.site.kept.forget()
    return _but_keys(first) != _but_keys((await maria.open()).html)


def _but_keys(html: str) -> str:
    return re.sub(r'(name="key" value=")[0-9a-f]{32}|data-last="[0-9]+"', r"\1", html)


async def test_a_page_that_is_kept_is_the_page_made_anew(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria:
        await maria.begin()
        made = View.whole
        with patch.object(View, "whole", autospec=True, side_effect=made) as whole:
            await maria.press("I agree")
            await maria.press("Get permanent residence")
            await maria.type("/help")
            assert whole.call_count <= 1, "what stands there already is not made again"
        assert "Get permanent residence" in maria.page.text
        assert not await differs(it, maria)
        for does in ("what does that mean?", "/language", "/reminders", "/privacy"):
            await maria.type(does)
            assert not await differs(it, maria), does
            await maria.type(does)


async def test_nothing_is_kept_of_who_was_erased_or_of_what_another_page_did(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.visitor() as maria, it.visitor() as li:
        await maria.begin()
        await li.begin()
        await maria.press("I agree")
        before = maria.page
        kept = it.channel.site.kept
        assert len(kept) == 2
        await maria.press("Get permanent residence")
        after = (await maria.open()).text
        maria.page = before
        await maria.type(
            "not now",
        )
        assert maria.status == 409
        assert (await maria.open()).text == after
        await maria.type("/forget")
        await maria.press("Erase everything")
        assert len(kept) == 0, "of nobody, since nobody is told apart there"
        assert (await li.open()).asked
