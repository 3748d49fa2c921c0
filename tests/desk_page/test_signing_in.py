"""Signing in from the group: who may, how often, for how long, and what the group learns of it."""

from __future__ import annotations

from pathlib import Path

from tests.desk_page.bench import SATO, bench


async def test_a_member_signs_in_by_the_link_and_the_number_that_they_alone_are_shown(tmp_path: Path) -> None:
    async with bench(tmp_path) as it, it.browser() as browser:
        page = await browser.open("/desk")
        assert "/desk" in page.text
        await it.sign_in(browser, SATO)
        assert "佐藤" in browser.page.html
        assert it.told() == ["desk-link", "desk-signed-in"]
