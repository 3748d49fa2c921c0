"""The staff page as staff meet it: on a phone and a desktop, by keyboard, in light and dark, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import DESKTOP, Browser
from tests.browser.test_in_a_browser import is_clean
from tests.desk_page.bench import LEADS, Bench, bench
from tests.e2e.booking.offices import RULE, STAFF

pytestmark = pytest.mark.asyncio(loop_scope="session")
NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 640}}


async def signed_in(page: Any, it: Bench) -> None:
    """Sign in by keyboard alone."""
    link, mark = await it.ask(LEADS)
    await page.goto(link)
    await expect(page.locator("#code")).to_be_focused()
    await page.keyboard.type((await it.code(mark, LEADS)).replace(" ", ""))
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_have_text("ご相談")


@pytest.mark.parametrize(
    ("size", "colours", "paths"),
    [
        (NARROW, "dark", ("leads?state=all", "agenda?view=week", "settings/staff", "saved/new", "leads/1")),
        pytest.param(
            *(DESKTOP, "light", ("figures?by=language", "settings", "settings/hours", "leads/1")),
            marks=pytest.mark.night,
        ),
    ],
    ids=["narrow", "wide"],
)
async def test_every_page_is_clean(
    tmp_path: Path, browser: Browser, size: dict[str, Any], colours: str, paths: tuple[str, ...]
) -> None:
    async with (
        bench(tmp_path, RULE, STAFF) as it,
        browser.page(**size, color_scheme=colours, is_mobile=False, has_touch=False) as page,
    ):
        it.client("1", name="Maria Santos-Quintana", contact="a.very.long.address.of.somebody@subdomain.example.co.jp")
        it.client("2", name="田中 太郎")
        link, _ = await it.ask(LEADS)
        await page.goto(link)
        await is_clean(page, "enter")
        await signed_in(page, it)
        for path in paths:
            await page.goto(f"{it.base}/desk/{path}")
            await is_clean(page, path)
        await page.locator("#write").fill("Hello")
        await page.get_by_role("button", name="お客様に送る").click()
        await expect(page.get_by_role("button", name="取り消す")).to_be_visible()
        await page.get_by_role("button", name="確認・訂正").first.click()
        await expect(page.locator("#value")).to_be_visible()
        await is_clean(page, "correcting")
        await page.goto(f"{it.base}/desk")
        await page.get_by_role("button", name="サインアウト").click()
        await is_clean(page, "left")


async def test_by_keyboard_alone_without_a_script(tmp_path: Path, browser: Browser) -> None:
    keyboard = {"java_script_enabled": False, "is_mobile": False, "has_touch": False}
    async with bench(tmp_path) as it, browser.page(**DESKTOP, **keyboard) as page:
        it.client()
        await signed_in(page, it)
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await page.locator("#sought").focus()
        await page.keyboard.type("santos")
        await page.keyboard.press("Enter")
        await expect(page.locator("h1")).to_have_text("検索結果")
        await page.locator("a.who").focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="担当する").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator("h1 .state")).to_contain_text("五十嵐")
        await page.emulate_media(media="print")
        await expect(page.locator("#do")).not_to_be_visible()
        await expect(page.locator("#card-title")).to_be_visible()
