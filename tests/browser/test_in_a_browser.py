"""The chat as people meet it: on a phone, on a desktop, by keyboard, off the network, in a frame, in two tabs."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import expect

from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.words.words import SOURCE_LANGUAGE, languages
from dialogs.messages import Text, Typed
from dialogs.office import WebRule
from tests.browser.conftest import DESKTOP, NARROW, PHONE, Browser
from tests.browser.long_words import LongWords
from tests.channels.web.bench import Bench, bench
from tests.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Rules of the standard this page is held to.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
TARGET = 24
# By how much what has the focus lies under what stays at the top.
OBSCURED = """(() => {
    const at = document.activeElement, top = document.querySelector(".top");
    if (!at || at === document.body || top.contains(at) || getComputedStyle(top).position !== "sticky") return 0;
    const box = at.getBoundingClientRect();
    return box.bottom < 0 ? 0 : top.getBoundingClientRect().bottom - box.top;
})()"""
# Keeps what a screen reader is given to say.
HEARD = """() => {
    const tell = document.getElementById("tell");
    window.heard = [];
    new MutationObserver(() => { if (tell.textContent) heard.push(tell.textContent); })
        .observe(tell, {childList: true, characterData: true, subtree: true});
}"""
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
    if not await page.evaluate("!!window.axe"):
        await page.evaluate(AXE_SCRIPT)
    broken = "all => all.violations.map(one => [one.id, one.nodes.map(node => node.html.slice(0, 120))])"
    assert await page.evaluate(f"(rules) => axe.run(rules).then({broken})", RULES) == [], what
    small = await page.evaluate(
        """(least) => [...document.querySelectorAll("button, summary, input, textarea, a.go")]
            .filter((one) => one.offsetParent && one.type !== "hidden")
            .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.width < least || box.height < least)).map(([html]) => html)""",
        TARGET,
    )
    assert small == [], what
    assert await page.evaluate("document.scrollingElement.scrollWidth <= innerWidth + 1"), f"{what}: scrolls sideways"
    assert await page.evaluate(OBSCURED) <= 1, f"{what}: what has the focus is under what stays at the top"


# Each language in one of the two; colours do not go by the language.
SCREENS = [(language, ("light", "dark")[number % 2]) for number, language in enumerate(languages())]


@pytest.mark.parametrize(
    ("language", "colours"),
    [SCREENS[0], *(pytest.param(*one, marks=pytest.mark.night) for one in [*SCREENS[1:], (LONG, "light")])],
)
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
        beside = (("gone", "/chat/nothing"), ("app", "/chat/app"), ("link", f"/chat/resume/{'x' * 43}"))
        for what, address in (*beside, ("code", "/chat?from=BCDFGHJKMN")):
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


async def test_an_interview_without_a_script(tmp_path: Path, browser: Browser) -> None:
    async with bench(tmp_path) as it, browser.page(java_script_enabled=False) as page:
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


async def test_what_a_screen_reader_hears(tmp_path: Path, browser: Browser) -> None:
    """By the tree that browsers give to it: the newest alone is told, and where the focus is says the rest."""
    async with bench(tmp_path) as it, browser.page(**DESKTOP, is_mobile=False, has_touch=False) as page:
        tree = await page.context.new_cdp_session(page)

        async def nodes(role: str) -> list[dict[str, Any]]:
            return [one for one in (await tree.send("Accessibility.getFullAXTree"))["nodes"] if said(one) == role]

        def said(one: dict[str, Any], of: str = "role") -> str:
            return str(one.get(of, {}).get("value", ""))

        async def focused() -> tuple[str, str, str]:
            everything = (await tree.send("Accessibility.getFullAXTree"))["nodes"]
            *_, one = [
                one
                for one in everything
                if {"name": "focused", "value": {"type": "booleanOrUndefined", "value": True}}
                in one.get("properties", ())
            ]
            return said(one), said(one, "name"), said(one, "description")

        async def heard(*words: str) -> None:
            """Each of these was told, one after the other, and nothing else; the last is what is there."""
            await expect(page.locator("#tell")).to_contain_text(words[-1], timeout=PATIENCE_SECONDS * 1_000)
            told = await page.evaluate("heard.splice(0)")
            assert len(told) == len(words), told
            assert all(word in one for word, one in zip(words, told, strict=True)), told

        await begun(page, it)
        loads = await page.evaluate("performance.getEntriesByType('navigation').length")
        await page.evaluate(HEARD)
        await press(page, "I agree")
        await press(page, "Get a Highly Skilled")
        assert await focused() == (
            "Legend",
            "What is your visa now?",
            "Question 2 of at most 25 The status of residence is printed on your residence card. "
            "Trainee, specified skilled worker, visitor: press Another status.",
        )
        assert await page.evaluate("heard.splice(0)") == [], "the focus tells the question; none is told again"
        # Who types is told, as the focus stays where they type.
        for words, told in (
            ("work visa", "What will your work in Japan mainly be?"),
            ("qwrtz", "Sorry, we did not understand that."),
        ):
            await page.fill("#text", words)
            await page.keyboard.press("Enter")
            await heard(told)
            assert (await focused())[:2] == ("textbox", "Your answer")
        await press(page, "Specialist")
        await press(page, "I don't know")
        await press(page, "No")
        for words, told in (("8,000,000", "When were you born?"), ("1990-05-01", "Which degrees do you have?")):
            await page.fill("#text", words)
            await page.keyboard.press("Enter")
            await heard(told)
        # A tick is told by itself; whoever ticks goes on from there.
        for action in ("bachelor", "master"):
            await page.locator(f"#now button[name=press][value$='.on:{action}']").focus()
            await page.keyboard.press("Enter")
            await expect(page.locator("#now button[aria-pressed=true]")).to_have_count(1 + (action == "master"))
            assert (await focused())[:2] == ("button", f"{action.title()}'s degree{' or equal' * (action[0] == 'b')}")
        assert await page.evaluate("heard.splice(0)") == []
        await says(it, "A word in between")
        await heard("A word in between")
        assert (await focused())[0] == "button", "nothing that comes takes the focus"
        [log] = await nodes("log")
        live = [one["value"]["value"] for one in log["properties"] if one["name"] == "live"]
        assert live in ([], ["off"]), "it adds, and nothing of it is read again"
        assert [said(one, "name") for one in await nodes("group")][-1] == "Which degrees do you have?"
        assert loads == await page.evaluate("performance.getEntriesByType('navigation').length") == 1
        await press(page, "Done")
        await expect(page.locator("#log .chosen").last).to_have_text("You:Bachelor's degree or equal, Master's degree")


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
        # It covers nothing that somebody goes on to.
        await page.keyboard.press("Enter")
        await expect(page.locator(".menu .sheet")).to_be_visible()
        await page.locator("#now button.choice").first.focus()
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
            await expect(page.locator("#offline")).to_be_in_viewport()
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
        assert await two.evaluate("document.activeElement.tagName") == "BODY", "what comes by itself takes no focus"
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
        # Signed out: it is shown no more, but for what was typed and not sent.
        await expect(two.locator("main h1")).to_have_text("Begin again", timeout=15_000)
        assert await two.input_value("#typed") == "and the next", "only this page has it"
        assert "two years" not in await two.locator("body").inner_text(), "and nothing else stays on the screen"
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
            async with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
                await page.get_by_role("button", name="Visa points").click()
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
