"""Takes README's picture: the page of `intake demo` as it is, in a real browser.

    python -m tests.browser.picture

Writes `deploy/demo.png`. It needs what the tests beside it need, and Debian's `fonts-noto-color-emoji`. Somebody made
up has got so far by pressing what anybody would press; nothing on the page is drawn for the picture.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import socket
import tempfile
from pathlib import Path

from PIL import Image

from bot.app import read_answers
from bot.demo.clock import MovingClock
from bot.demo.people import PEOPLE
from bot.demo.site import DemoSite, Seat
from bot.demo.wiring import make_demo, settings_of
from tests.browser.conftest import CHROMIUM, fonts_in

PICTURE = Path(__file__).parents[2] / "deploy" / "demo.png"
WIDTH, HEIGHT = 1280, 880
# Of so many colours; a page has few.
COLOURS = 64


async def take(folder: Path) -> bytes:
    """Serve a demo, do what is to be seen, and take the picture."""
    from playwright.async_api import async_playwright

    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    demo = make_demo(settings_of(folder, port, None), clock=MovingClock())
    read_answers(demo.core)
    site = DemoSite(demo, Seat("en"), lambda _again: None)
    demo.runner.sites, demo.runner.listener = (*demo.runner.sites, site), listener
    running = asyncio.ensure_future(demo.runner.run())
    await demo.runner.ready.wait()
    await demo.nursery.bring(*PEOPLE)
    await demo.machine.settled()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox"],
            env={**os.environ, "FONTCONFIG_FILE": str(fonts_in(folder, usual=True))},
        )
        page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        await page.goto(f"http://127.0.0.1:{port}/")
        await page.locator("#who button", has_text="Maria").click()
        await page.locator("#topics a", has_text="Maria").click()
        await page.get_by_role("button", name="担当する").click()
        await page.get_by_text(re.compile("が担当中")).first.wait_for()
        await page.locator("#box textarea").fill("Thank you! Are you free on Friday evening?")
        await page.locator("#box .go").click()
        chat = page.frame_locator("#client")
        await chat.get_by_text("Are you free on Friday evening?").first.wait_for()
        await chat.locator("#text").fill("Yes, after 18:00 is best.")
        await chat.locator("#now .send").click()
        await page.get_by_text("after 18:00 is best").first.wait_for()
        await chat.get_by_role("button", name="My result").click()
        await chat.locator("#question", has_text="75 points").wait_for()
        await page.locator("#log").evaluate("(log) => { log.scrollTop = 0; }")
        await page.locator("h1").click()
        shot: bytes = await page.screenshot()
        await browser.close()
    site.end()
    demo.runner.stop.set()
    await running
    demo.core.database.close()
    return shot


def small(shot: bytes) -> bytes:
    """The same picture in few colours."""
    made = io.BytesIO()
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        made, "PNG", optimize=True
    )
    return made.getvalue()


def main() -> None:
    """Take it and write it."""
    with tempfile.TemporaryDirectory() as folder:
        PICTURE.write_bytes(small(asyncio.run(take(Path(folder)))))


if __name__ == "__main__":
    main()
