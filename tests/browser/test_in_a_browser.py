"""The chat as people meet it: on a phone, on a desktop, by keyboard, off the network, in a frame, in two tabs."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.words.words import SOURCE_LANGUAGE, languages
from dialogs.messages import Text, Typed
from dialogs.office import WebRule
from tests.browser.conftest import DESKTOP, NARROW, PHONE, Browser
from tests.browser.long_words import LongWords
from tests.channels.web.bench import Bench, bench

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Rules of the standard this page is held to.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TARGET = 24
LONG = "long"


async def begun(page: Any, it: Bench, language: str = "English", path: str = "/chat") -> None:
    """Begin; the question whether answers may be kept is there."""
    await page.goto(it.base + path)
    await page.get_by_role("button", name=language).click()
    await expect(page.locator("#question")).to_be_visible()


async def press(page: Any, label: str) -> None:
    """Press a choice of the question, and wait for the next."""
    before = await page.locator("#question").inner_text()
    await page.locator("#now button.choice", has_text=label).first.click()
    await expect(page.locator("#question")).not_to_have_text(before)


async def choose(page: Any, action: str) -> None:
    """Press the choice that does this, and wait for what comes of it."""
    button = page.locator(f"#now button[name=press][value$='.{action}']")
    mark = (await button.get_attribute("value")).rpartition(f".{action}")[0]
    await button.click()
    await expect(page.locator(f"#now button[value^='{mark}.']")).to_have_count(0)


async def says(it: Bench, text: str) -> None:
    """Have somebody written to."""

    def say(batch: Batch) -> None:
        [person] = [batch.tx.person(one) for one in batch.tx.people_with_web_events(0)]
        assert person is not None
        batch.posting.say(person, Text("said", {"text": Typed(text)}), it.clock())

    await it.writer.submit(Call(say))


async def is_clean(page: Any, what: str) -> None:
    """No rule of the standard is broken, nothing is too small to be hit, nothing is cut off at the side."""
    found = await Axe().run(page, options=RULES)
    told = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]]
    assert told == [], what
    small = await page.evaluate(
        """(least) => [...document.querySelectorAll("button, summary, input, textarea, a.go")]
            .filter((one) => one.offsetParent && one.type !== "hidden")
            .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.width < least || box.height < least)).map(([html]) => html)""",
        TARGET,
    )
    assert small == [], what
    assert await page.evaluate("document.scrollingElement.scrollWidth <= innerWidth + 1"), f"{what}: scrolls sideways"


# Each language in one of the two; colours do not go by the language.
SCREENS = [(language, ("light", "dark")[number % 2]) for number, language in enumerate(languages())]


@pytest.mark.parametrize(("language", "colours"), [*SCREENS, (LONG, "light")])
async def test_every_screen_is_clean(
    tmp_path: Path, browser: Browser, shots: Path, colours: str, language: str
) -> None:
    words, code = (LongWords(), SOURCE_LANGUAGE) if language == LONG else (None, language)
    size = NARROW if language == LONG or colours == "dark" else PHONE
    look = {"color_scheme": colours, "reduced_motion": "reduce"}
    async with bench(tmp_path, words=words) as it, browser.page(**size, **look) as page:

        async def seen(what: str) -> None:
            await is_clean(page, what)
            await page.screenshot(path=shots / f"{language}-{colours}-{what}.png")

        await page.goto(f"{it.base}/chat?lang={code}")
        await seen("start")
        await page.locator(f"button[value={code}]").click()
        await expect(page.locator("#question")).to_be_visible()
        await seen("consent")
        await choose(page, "a:agree")
        await seen("goal")
        await choose(page, "a:other")
        await seen("typed")
        await page.locator(".menu summary").click()
        await seen("menu")
        assert await page.locator("html").get_attribute("lang") == code
        for what, address in (("gone", "/chat/nothing"), ("app", "/chat/app"), ("link", f"/chat/resume/{'x' * 43}")):
            response = await page.goto(it.base + address)
            if response.status == 404:
                browser.errors.clear()  # the browser tells of it, as it should
            await seen(what)


async def test_at_four_times_the_size_nothing_is_cut_off(tmp_path: Path, browser: Browser) -> None:
    small = {"viewport": {"width": 320, "height": 256}, "is_mobile": False, "has_touch": False}
    async with bench(tmp_path) as it, browser.page(**small, forced_colors="active", reduced_motion="reduce") as page:
        await begun(page, it)
        await press(page, "I agree")
        await is_clean(page, "goal")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
async def test_an_interview(tmp_path: Path, browser: Browser, size: dict[str, Any], script: bool) -> None:
    async with bench(tmp_path) as it, browser.page(**size, java_script_enabled=script) as page:
        await begun(page, it)
        await press(page, "I agree")
        await press(page, "Get a Highly Skilled")
        await press(page, "A work visa")
        await press(page, "Specialist")
        await press(page, "IT, engineering")
        await page.fill("#text", "8,000,000")
        await page.locator("#now .send").click()
        await expect(page.locator("#question")).to_have_text("When were you born?")
        log = page.locator("#log")
        await expect(log).to_contain_text("A work visa")
        await expect(log).to_contain_text("8,000,000")
        if script:
            loads = await page.evaluate("performance.getEntriesByType('navigation').length")
            await says(it, "A word in between")
            await expect(log).to_contain_text("A word in between")
            await expect(page.locator("#tell")).to_contain_text("A word in between")
            assert loads == 1
            assert await page.get_by_role("log").get_attribute("aria-live") == "off", (
                "a screen reader never reads it all again"
            )


async def test_by_keyboard_alone_and_the_focus_is_on_the_new_question(tmp_path: Path, browser: Browser) -> None:
    async with bench(tmp_path) as it, browser.page(**DESKTOP, is_mobile=False, has_touch=False) as page:
        await page.goto(f"{it.base}/chat")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.locator("#question")).to_have_text("May we keep your answers?")
        await page.locator("#question").focus()
        # What the text names with a slash can be pressed, too.
        for stop in ("/privacy", "/forget", "I agree"):
            await page.keyboard.press("Tab")
            assert await page.evaluate("document.activeElement.innerText") == stop
        await page.keyboard.press("Enter")
        await expect(page.locator("#question")).to_have_text("What would you like to do?")
        assert await page.evaluate("document.activeElement.id") == "question"
        await page.locator(".menu summary").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator(".menu .sheet")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.locator(".menu .sheet")).not_to_be_visible()
        await page.locator("#text").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator("#text")).to_have_attribute("aria-invalid", "true")
        await expect(page.locator("#wrong")).to_contain_text("Nothing was written")
        await page.keyboard.type("something else")
        await page.keyboard.press("Enter")
        await expect(page.locator("#log")).to_contain_text("something else")
        assert await page.evaluate("document.activeElement.id") == "text", "who types goes on typing"


async def test_off_the_network_and_back_nothing_is_lost_or_doubled(tmp_path: Path, browser: Browser) -> None:
    async with bench(tmp_path) as it, browser.page() as page:
        await begun(page, it)
        await press(page, "I agree")
        await press(page, "Something else")
        for number in range(10):
            await page.context.set_offline(True)
            await page.fill("#text", f"word {number}")
            await page.locator("#now .send").click()
            await expect(page.locator("#offline")).to_be_visible()
            assert await page.input_value("#text") == f"word {number}", "what was typed stays"
            await page.context.set_offline(False)
            await expect(page.locator("#log")).to_contain_text(f"word {number}", timeout=15_000)
            await expect(page.locator("#text")).to_have_value("")
        said = await page.locator("#log li.theirs .bubble").all_inner_texts()
        assert [one.strip() for one in said] == [f"word {number}" for number in range(10)]
        await says(it, "Still there")
        await expect(page.locator("#log")).to_contain_text("Still there", timeout=15_000)
        browser.errors.clear()


async def test_two_tabs_show_one_conversation(tmp_path: Path, browser: Browser) -> None:
    async with bench(tmp_path) as it, browser.page() as one:
        await begun(one, it)
        two = await one.context.new_page()
        browser.listen(two)
        await two.goto(f"{it.base}/chat")
        await press(one, "I agree")
        await expect(two.locator("#question")).to_have_text("What would you like to do?")
        await press(two, "Something else")
        await expect(one.locator("#log")).to_contain_text("Something else")
        # A press on what the other tab answered already does no harm.
        assert await one.locator("#log li").count() == await two.locator("#log li").count()


async def test_what_is_typed_stays_whatever_happens_meanwhile(tmp_path: Path, browser: Browser) -> None:
    async with bench(tmp_path) as it, browser.page() as one:
        await begun(one, it)
        await press(one, "I agree")
        two = await one.context.new_page()
        browser.listen(two)
        # A page that hears nothing, in a tunnel, and whose answers take their time.
        await two.route("**/chat/events*", lambda route: route.abort())
        slow = asyncio.Event()

        async def later(route: Any) -> None:
            await slow.wait()
            await route.continue_()

        await two.goto(f"{it.base}/chat")
        await press(one, "Get permanent residence")
        await expect(one.locator("#question")).to_contain_text("visa")
        await two.fill("#text", "two years")
        await two.locator("#now .send").click()
        await expect(two.locator("#wrong")).to_contain_text("What is asked changed")
        await expect(two.locator("#question")).to_contain_text("visa")
        assert await two.input_value("#text") == "two years", "it answers no other question, and is not lost"
        await two.route("**/chat", later)
        await two.fill("#text", "work visa")
        await two.locator("#now .send").click()
        await two.fill("#text", "and the next")
        slow.set()
        await expect(two.locator("#log")).to_contain_text("work visa")
        assert await two.input_value("#text") == "and the next"
        await two.unroute("**/chat/events*")
        await one.locator(".menu summary").click()
        await one.get_by_role("button", name="Sign out on this device").click()
        await expect(two.locator("h1")).to_contain_text("Your points", timeout=15_000)
        browser.errors.clear()


def host_page(script: str) -> str:
    return f"<!doctype html><html lang=en><title>Office</title><h1>Our office</h1><script src={script} async></script>"


async def test_in_a_frame_of_the_offices_site_and_of_no_other(tmp_path: Path, browser: Browser) -> None:
    """Two sites on this machine: localhost and 127.0.0.1. The host page allows our address and nothing else."""
    port, other = unused_port(), unused_port()
    async with bench(tmp_path, rule=WebRule(sites=(f"http://localhost:{port}",))) as it:
        policy = f"default-src 'none'; script-src {it.base}; frame-src {it.base}; style-src 'none'"
        asked: list[str] = []

        async def host(request: web.Request) -> web.Response:
            text = host_page(f"{it.base}/chat.js")
            return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": policy})

        app = web.Application()
        app.router.add_get("/", host)
        servers = [TestServer(app, host="localhost", port=port)]
        again = web.Application()
        again.router.add_get("/", host)
        servers.append(TestServer(again, host="localhost", port=other))
        for server in servers:
            await server.start_server()
        async with browser.page(**DESKTOP, is_mobile=False, has_touch=False) as page:
            page.on("request", lambda request: asked.append(request.url))
            await page.goto(f"http://localhost:{port}/")
            button = page.get_by_role("button", name="Visa points")
            await expect(button).to_be_visible()
            assert [url for url in asked if "/chat" in url] == [f"{it.base}/chat.js"], "nothing before it is pressed"
            browser.errors.clear()  # the host's own favicon, which its policy refuses
            await button.click()
            frame = page.frame_locator("iframe")
            await frame.get_by_role("button", name="English").click()
            await frame.locator("#now button.choice", has_text="I agree").click()
            await expect(frame.locator("#question")).to_have_text("What would you like to do?")
            cookies = await page.context.cookies()
            assert [(one["name"], one["httpOnly"]) for one in cookies] == [("intake-framed", True)]
            await page.reload()
            await page.get_by_role("button", name="Visa points").click()
            await expect(page.frame_locator("iframe").locator("#question")).to_have_text("What would you like to do?")
            assert {url.split("/")[2] for url in asked} == {f"localhost:{port}", it.base.split("/")[2]}
        browser.errors.clear()
        async with browser.page(**DESKTOP) as page:
            await page.goto(f"http://localhost:{other}/")
            await page.get_by_role("button", name="Visa points").click()
            await asyncio.sleep(0.5)
            assert any("frame-ancestors" in error or "refused" in error.lower() for error in browser.errors)
            browser.errors.clear()
        for server in servers:
            await server.close()


async def test_a_page_of_the_office_weighs_little(tmp_path: Path, browser: Browser) -> None:
    """The loader at most 2 kB, the chat at most 30 kB in all, as they travel."""
    sizes: dict[str, int] = {}
    weighing: list[Any] = []
    async with bench(tmp_path) as it, browser.page() as page:
        page.on("requestfinished", lambda request: weighing.append(request))
        await begun(page, it)
        await press(page, "I agree")
        await page.goto(f"{it.base}/chat")
        await expect(page.locator("#question")).to_be_visible()
        await page.goto(f"{it.base}/chat.js")
        for request in weighing:
            await _weigh(request, sizes)
        browser.errors.clear()  # a script that is opened by itself has no icon
        loader = sizes.pop(f"{it.base}/chat.js")
        assert 0 < loader <= 2_048
        parts = {url: size for url, size in sizes.items() if "/chat/events" not in url and "begun" not in url}
        assert len(parts) >= 4, "the page, its style, its script, its icon"
        assert min(parts.values()) > 0, parts
        assert sum(parts.values()) <= 30_720, parts


async def _weigh(request: Any, sizes: dict[str, int]) -> None:
    if request.method == "GET":
        # What comes from the browser's own cache the second time weighs nothing then.
        size = (await request.sizes())["responseBodySize"]
        sizes[request.url] = max(sizes.get(request.url, 0), size)


async def test_letters_have_the_forms_of_their_language(browser: Browser) -> None:
    """Our pinned fonts hold the forms of each; which are drawn goes by the language of the text."""
    async with browser.page(**NARROW) as page:
        drawn = {}
        for language in ("ja", "zh-Hans", "zh-Hant", "ko"):
            letters = "<p style='font: 40px Noto Sans CJK JP'>直骨将边返述角令"
            await page.set_content(f"<!doctype html><html lang={language}><title>Letters</title>{letters}")
            drawn[language] = await page.screenshot()
        assert len({*drawn.values()}) == len(drawn), "each of these has forms of its own"
