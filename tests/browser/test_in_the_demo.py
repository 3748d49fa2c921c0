"""The demo as whoever opens it first meets it: both sides beside each other, with the page's own script."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.app import read_answers
from bot.clock import Clock
from bot.commands.demo import emptied
from bot.demo.clock import MovingClock
from bot.demo.people import PEOPLE
from bot.demo.site import DemoSite, Seat
from bot.demo.wiring import Demo, make_demo, settings_of
from tests.browser.conftest import DESKTOP, Browser
from tests.browser.test_in_a_browser import is_clean

TUESDAY = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.asyncio(loop_scope="session")


@asynccontextmanager
async def shown(folder: Path) -> AsyncIterator[str]:
    """A demo that is served, and another one once it is started over; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        running = asyncio.ensure_future(_shows(folder, listener))
        yield f"http://127.0.0.1:{port}/"
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _shows(folder: Path, listener: socket.socket) -> None:
    seat = Seat("en")
    while True:
        await _one(folder, listener, seat)
        emptied(folder)
        seat = seat.afresh()


async def _one(folder: Path, listener: socket.socket, seat: Seat) -> None:
    """One demo, until it is started over."""

    def leave(_again: bool) -> None:
        site.end()
        demo.runner.stop.set()

    demo = make_demo(
        settings_of(folder, listener.getsockname()[1], None), clock=MovingClock(Clock(now=lambda: TUESDAY))
    )
    read_answers(demo.core)
    site = DemoSite(demo, seat, leave)
    demo.runner.sites, demo.runner.listener = (*demo.runner.sites, site), listener.dup()
    bringing = asyncio.ensure_future(_brings(demo))
    try:
        await demo.runner.run()
    finally:
        bringing.cancel()
        demo.core.database.close()


async def _brings(demo: Demo) -> None:
    await demo.runner.ready.wait()
    await demo.nursery.bring(PEOPLE[0])


@pytest.mark.night
async def test_both_sides_and_the_clock(tmp_path: Path, browser: Browser) -> None:
    wide = {**DESKTOP, "is_mobile": False, "has_touch": False}
    async with shown(tmp_path) as address, browser.page(**wide) as page:
        await page.goto(address)
        await expect(page.locator(".guide li")).to_have_count(3)
        await is_clean(page, "the demo")
        # Whose topic is opened is whose phone is seen, and the card is read from its beginning.
        await page.locator("#topics a", has_text="Maria").click()
        chat = page.frame_locator("#client")
        await expect(chat.get_by_text("has your request").first).to_be_visible()
        await expect(page.get_by_text("ご相談 #1")).to_be_in_viewport()
        # What is done in the group leaves the phone as it is; both sides hear of each other by themselves.
        await chat.locator("body").evaluate("(body) => { body.dataset.same = 'yes'; }")
        await page.get_by_role("button", name="担当する").click()
        await expect(page.locator("#log")).to_contain_text("が担当中")
        box = page.locator("#box textarea")
        await box.fill("Are you free on Friday?")
        await box.press("Control+Enter")
        await expect(chat.locator("body")).to_contain_text("Are you free on Friday?")
        await box.fill("not sent yet")
        await chat.locator("#text").fill("Yes, after 18:00")
        await chat.locator("#now .send").click()
        await expect(page.locator("#log")).to_contain_text("Yes, after 18:00")
        assert await box.input_value() == "not sent yet", "what is typed stays"
        before = await page.locator("#now").inner_text()
        await page.get_by_role("button", name="+1 week").click()
        await expect(page.locator("#now")).not_to_have_text(before)
        assert await chat.locator("body").get_attribute("data-same") == "yes"
        # Over again, without an error in its console.
        await page.get_by_role("button", name="Start over").click()
        await expect(page.locator(".guide")).to_be_visible()
        await expect(page.locator("#topics a")).to_have_count(2)
        await expect(page.locator("#now")).to_have_text(before)
