"""Pages and people that mean no good, in a browser; and the way in from Telegram, which must be nobody else's."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from playwright.async_api import expect

from tests.browser.conftest import DESKTOP, Browser
from tests.browser.test_in_a_browser import begun, choose, is_clean, press
from tests.channels.web.bench import bench
from tests.e2e.website.launch import signed
from tests.e2e.website.visitor import website
from tests.e2e.world import CLIENT_TOKEN, talk

pytestmark = pytest.mark.asyncio(loop_scope="session")
SCRIPT = "<script>window.hit=1</script><img src=x onerror='window.hit=1'>\"><svg/onload=window.hit=1> javascript:hit"


def hostile(base: str, press: str) -> str:
    """A page that frames the chat, posts a press to it, and asks for what it says."""
    return f"""<!doctype html><html lang=en><title>Win</title><h1>Win</h1>
<iframe id=own src="{base}/chat"></iframe><iframe id=framed src="{base}/chat?framed=1"></iframe>
<form id=f method=post action="{base}/chat"><input name=press value="{press}"></form>
<script>
fetch("{base}/chat", {{credentials: "include"}}).then((a) => a.text()).then((t) => {{ window.read = t; }}, () => {{}});
fetch("{base}/chat", {{method: "POST", credentials: "include", mode: "no-cors",
  headers: {{"Content-Type": "application/x-www-form-urlencoded"}}, body: "press={press}"}}).catch(() => {{}});
</script>"""


async def test_a_hostile_page_reads_nothing_and_does_nothing(tmp_path: Path, browser: Browser) -> None:
    """On another site (localhost is not 127.0.0.1), in the very browser in which somebody has a conversation."""
    async with bench(tmp_path) as it, browser.page(**DESKTOP) as page:
        await begun(page, it)
        carried = await page.locator("#now button.choice", has_text="I agree").get_attribute("value")
        before = it.events()

        async def host(_: web.Request) -> web.Response:
            return web.Response(text=hostile(it.base, carried or ""), content_type="text/html")

        app = web.Application()
        app.router.add_get("/", host)
        server = TestServer(app, host="localhost", port=unused_port())
        await server.start_server()
        await page.goto(f"http://localhost:{server.port}/")
        await page.wait_for_load_state("networkidle")
        assert await page.evaluate("window.read") is None, "read across sites"
        for frame in page.frames[1:]:
            assert "Begin in your language" not in await frame.content(), "shown within another's page"
            assert "May we keep" not in await frame.content()
        await page.evaluate("document.getElementById('f').submit()")
        await expect(page.locator("h1")).to_have_text("Not taken")
        assert it.events() == before, "nothing was done"
        await page.goto(f"{it.base}/chat")
        await expect(page.locator("#question")).to_have_text("May we keep your answers?")
        await server.close()
        browser.errors.clear()  # told by the browser, of all that it refused


async def test_a_token_is_read_by_no_script_and_worth_nothing_once_signed_out(tmp_path: Path, browser: Browser) -> None:
    async with bench(tmp_path) as it, browser.page() as maria, browser.page() as thief:
        await begun(maria, it)
        assert await maria.evaluate("document.cookie") == ""
        stolen = await maria.context.cookies()
        assert [one["httpOnly"] for one in stolen] == [True]
        await maria.locator(".menu summary").click()
        await maria.get_by_role("button", name="Sign out").click()
        await expect(maria.get_by_role("button", name="English")).to_be_visible()
        await thief.context.add_cookies(stolen)
        await thief.goto(f"{it.base}/chat")
        await expect(thief.get_by_role("button", name="English")).to_be_visible()
        assert "May we keep" not in await thief.content()


async def test_script_in_every_field_stays_words(tmp_path: Path, browser: Browser) -> None:
    async with bench(tmp_path) as it, browser.page() as page:
        await begun(page, it, path=f"/chat?from={quote(SCRIPT)}")
        await press(page, "I agree")
        await press(page, "Something else")
        await page.fill("#text", SCRIPT)
        await page.locator("#now .send").click()
        await expect(page.locator("#log")).to_contain_text("<script>window.hit=1</script>")
        await page.reload()
        await expect(page.locator("#log")).to_contain_text("<script>window.hit=1</script>")
        assert await page.evaluate("window.hit") is None
        assert await page.locator("#log img, #log script").count() == 0


async def test_what_the_menu_does_it_does_again(tmp_path: Path, browser: Browser) -> None:
    """Pressed twice without loading the page anew, it is two acts."""
    async with bench(tmp_path) as it, browser.page() as page:
        await begun(page, it)
        for count in (1, 2):
            await page.locator(".menu summary").click()
            await page.get_by_role("button", name="Help", exact=True).click()
            await expect(page.locator("#log li.theirs")).to_have_count(count)


async def test_the_page_opened_within_telegram_signs_in_by_itself_and_elsewhere_asks(
    tmp_path: Path, browser: Browser
) -> None:
    async with website(tmp_path) as site, browser.page() as page, browser.page() as elsewhere:
        maria = site.world.person(7)
        await talk(site.world, site.service, maria, "/start", "[English]", "[I agree]")

        def link(query: str) -> str:
            data = signed(CLIENT_TOKEN, maria.id, site.world.clock(), query=query)
            look = quote(json.dumps(theme))
            more = f"&tgWebAppThemeParams={look}" if query == "one" else ""
            return f"{site.base}/chat/app#tgWebAppVersion=9.1&tgWebAppData={quote(data)}&tgWebAppPlatform=ios{more}"

        asked: list[str] = []
        theme = {"bg_color": "#1c2733", "secondary_bg_color": "#151e27", "text_color": "#ffffff"}
        theme |= {
            "hint_color": "#3a4652",
            "link_color": "#62bcf9",
            "button_color": "#2f6ea5",
            "button_text_color": "#ffffff",
        }
        page.on("request", lambda request: asked.append(request.url))
        await page.add_init_script("window.said = {}; window.TelegramWebviewProxy = {postEvent(a, b) { said[a] = b; }}")
        await page.goto(link("one"))
        await expect(page.locator("#question")).to_have_text("What would you like to do?")
        assert {url.split("/")[2] for url in asked} == {site.base.split("/")[2]}, "nobody else is asked for anything"
        assert "tgWebAppData" not in page.url
        # Telegram's colours are ours, but for those that cannot be read; its edges and its "Back" as well.
        look = "getComputedStyle(document.documentElement).getPropertyValue"
        await expect(page.locator("html")).to_have_attribute("data-look", "dark")
        worn = [await page.evaluate(f"{look}('--{name}')") for name in ("sheet", "paper", "go", "mine", "soft")]
        assert worn == ["#1c2733", "#151e27", "#62bcf9", "#2f6ea5", "#a9afb8"]
        await is_clean(page, "within Telegram")
        hears = "window.Telegram.WebView.receiveEvent"
        await page.evaluate(f"{hears}('safe_area_changed', {{top: 20, bottom: 34}})")
        await page.evaluate(f"{hears}('content_safe_area_changed', {{top: 40, bottom: 0}})")
        assert await page.evaluate("parseFloat(getComputedStyle(document.querySelector('.top')).paddingTop)") >= 60
        await choose(page, "a:hsp")
        assert json.loads(await page.evaluate("said.web_app_setup_back_button")) == {"is_visible": True}
        await page.evaluate(f"{hears}('back_button_pressed', null)")
        await expect(page.locator("#question")).to_have_text("What would you like to do?")
        await page.evaluate(
            f"{hears}('theme_changed', {{theme_params: {{bg_color: '#ffffff', text_color: '#000000'}}}})"
        )
        await expect(page.locator("html")).to_have_attribute("data-look", "light")
        await elsewhere.goto(link("two"))
        await expect(elsewhere.locator("#known")).to_be_visible()
        await expect(elsewhere.locator("#plain")).not_to_be_visible()
        assert "hash=" not in elsewhere.url, "it stays in no history"
        await is_clean(elsewhere, "asks")
        assert await elsewhere.context.cookies() == [], "nobody is signed in by a link alone"
        await elsewhere.get_by_role("button", name="Continue here").click()
        await expect(elsewhere.locator("#question")).to_have_text("What would you like to do?")
