"""The whole way in a browser: interview, result, a time by the day, staff confirm it, and the reminder of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Browser
from tests.browser.test_in_a_browser import is_clean
from tests.e2e.booking.offices import RULE, STAFF, WEEKENDS, card_of
from tests.e2e.reminders.test_talks import until
from tests.e2e.staff import QUALIFIES, USUAL, staff_press
from tests.e2e.website.visitor import website
from tests.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.asyncio(loop_scope="session")
OPEN = ("unknown", "skip", "a:no", "done", "ok", "no")
# The talk is on a Saturday, which the office must approve; the world begins on the Tuesday before.
EVE = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)


async def choices(page: Any) -> list[str]:
    """What the buttons of the question carry."""
    found: list[str] = await page.eval_on_selector_all(
        "#now button[name=press]", "(all) => all.map((one) => one.value)"
    )
    return found


async def after(page: Any, act: Any) -> None:
    """Do something, and wait until something else can be pressed."""
    before = await choices(page)
    await act
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (await choices(page) or before) == before:
            await page.wait_for_load_state()


async def interview(page: Any, answers: Mapping[str, str | list[str]], until_place: str) -> None:
    """Answer every question until that is asked; what is not named is left open."""
    for _ in range(90):
        found = await choices(page)
        place = found[0].partition(".")[0]
        if place == until_place:
            return
        given = answers.get(place.removeprefix("r/").replace("short", "result"))
        several: Sequence[str] = [given] if isinstance(given, str) else given or [""]
        for one in several:
            carried = {value.split(".", 2)[2]: value for value in await choices(page)}
            if one and one not in carried:
                await page.fill("#text", one)
                await after(page, page.locator("#now .send").click())
                continue
            action = one or next(name for name in OPEN if name in carried)
            await after(page, page.locator(f"#now button[value='{carried[action]}']").click())
    raise AssertionError(f"never came to {until_place}")


@pytest.mark.parametrize(
    ("size", "script", "colours"),
    [(PHONE, True, "light"), pytest.param(DESKTOP, False, "dark", marks=pytest.mark.night)],
    ids=["phone with a script", "desktop without one"],
)
async def test_from_the_first_question_to_the_reminder(
    tmp_path: Path, browser: Browser, shots: Path, size: dict[str, Any], script: bool, colours: str
) -> None:
    name = "phone" if script else "desktop"
    async with (
        website(tmp_path, RULE, WEEKENDS, STAFF) as site,
        browser.page(**size, java_script_enabled=script, color_scheme=colours, reduced_motion="reduce") as page,
    ):

        async def seen(what: str) -> None:
            if script:
                await is_clean(page, what)
            await page.screenshot(path=shots / f"whole-{name}-{what}.png")

        await page.goto(f"{site.base}/chat")
        await page.get_by_role("button", name="English").click()
        await expect(page.locator("#question")).to_be_visible()
        await interview(page, {**USUAL, **QUALIFIES, "name": "Maria Santos"}, "r/short")
        await expect(page.locator("#now")).to_contain_text("80 points")
        await seen("result")
        await page.get_by_role("button", name="Picture", exact=True).click()
        await expect(page.locator("#log img")).to_be_visible(timeout=PATIENCE_SECONDS * 1_000)
        if script:
            await expect(page.locator("#log img")).to_be_in_viewport(ratio=0.3, timeout=PATIENCE_SECONDS * 1_000)
        await interview(page, {**USUAL, **QUALIFIES, "name": "Maria Santos"}, "o/book")
        await after(page, page.get_by_role("button", name="Online (Google Meet)").click())
        # By the day: what stands above a row is told with each of its times.
        assert await page.locator("#now details.day").count() >= 4
        await page.locator("#now details.day summary").nth(1).click()
        await expect(page.get_by_role("button", name="Wed 25 Nov 10:00")).to_have_text("Wed 25 Nov 10:00")
        await seen("times")
        await page.fill("#text", "Saturday 10am")
        await after(page, page.locator("#now .send").click())
        await after(page, page.get_by_role("button", name="Sat 28 Nov 10:00").first.click())
        await expect(page.locator("#now")).to_contain_text("must approve")
        await after(page, page.get_by_role("button", name="Yes, take it").click())
        await site.settled()
        await staff_press(site.world, site.service, "承認")
        assert "承認待ち" not in card_of(site.world).text
        # What can be done once the office has the request is there without loading the page anew.
        await expect(page.locator("details.files summary")).to_be_visible()

        async def told(words: str) -> None:
            if not script:
                await page.goto(f"{site.base}/chat")
            await expect(page.locator("main")).to_contain_text(words, timeout=15_000)

        await told("approved your time")
        await expect(page.locator("#now button[value$='.move']")).to_have_count(1, timeout=15_000)
        assert "not answered" not in await page.locator("#now").inner_text(), "as it stands now"
        await until(site.world, site.service, EVE)
        await told("Are you still coming?")
        await seen("reminder")
