"""The page opened by the button of the clients' bot: what was said in Telegram and what is said there is one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.e2e.website.launch import signed
from tests.e2e.website.visitor import Visitor, Website, website
from tests.e2e.world import CLIENT_TOKEN, make_world, talk
from tests.telegram import FakeUser


async def opens(browser: Visitor, site: Website, user: FakeUser, query: str, **given: timedelta) -> None:
    """Open the page within Telegram; the script posts what Telegram signed."""
    at = site.world.clock() - given.get("age", timedelta())
    await browser.open("/chat/app")
    await browser.post("/chat/app" + browser.query, {"init": signed(CLIENT_TOKEN, user.id, at, query=query)})


async def test_the_page_goes_on_with_what_was_said_in_telegram_and_back(tmp_path: Path) -> None:
    async with website(tmp_path) as site, site.visitor() as browser, site.visitor() as thief:
        world, service, maria = site.world, site.service, site.world.person(7)
        await talk(world, service, maria, "/start", "[English]", "[I agree]", "[Highly Skilled]")
        # Clients send what they were given hours ago.
        await opens(browser, site, maria, "one", age=timedelta(hours=20))
        assert "What is your visa now?" in browser.page.legend, "where she was"
        await site.settled()
        assert "You go on by" in maria.last(world.client).text
        await opens(thief, site, maria, "one", age=timedelta(hours=20))
        assert (thief.status, thief.page.title) == (410, "Please open it again"), "sent again"
        assert (await thief.open()).title != "", "and it signed nobody in"
        assert "Begin in your language" in thief.page.text
        await opens(browser, site, maria, "one", age=timedelta(hours=20))
        assert browser.status == 200, "in her own browser it opens her own page again"
        await browser.press("A work visa")
        assert "What will your work in Japan mainly be?" in browser.page.legend
        last = await talk(world, service, maria, "/start")
        assert "What will your work in Japan mainly be?" in last.text, (
            "and in Telegram she is where she was on the page"
        )
        await talk(world, service, maria, "specialist")
        await opens(browser, site, maria, "two")
        assert "Which field is your own work in?" in browser.page.legend
        # Another account on the same telephone, or in the same browser: never sees hers.
        other = world.person(8)
        await opens(browser, site, other, "three")
        assert "Begin in your language" in browser.page.text
        assert "Which field" not in browser.page.text
        await talk(world, service, other, "/start", "[日本語]")
        await opens(browser, site, other, "four")
        assert browser.page.language == "ja"
        assert "Which field" not in browser.page.text
        await opens(browser, site, maria, "five")
        assert "Which field is your own work in?" in browser.page.legend


async def test_who_begins_on_the_page_is_the_same_person_in_telegram(tmp_path: Path) -> None:
    async with website(tmp_path) as site, site.visitor() as browser, site.visitor() as thief:
        world, service, maria = site.world, site.service, site.world.person(7)
        await opens(browser, site, maria, "one")
        with service.core.ledger.store.reading() as tx:
            assert tx.newest_web_event() == 0, "nothing is kept before she begins"
        await browser.press("English")
        await browser.press("I agree")
        assert "What would you like to do?" in browser.page.legend
        assert maria.messages(world.client) == [], "nothing is written where she is not"
        last = await talk(world, service, maria, "/start")
        assert "What would you like to do?" in last.text
        await opens(thief, site, maria, "one")
        assert thief.status == 410
        # Erased in Telegram, nothing is left here.
        await talk(world, service, maria, "/forget", "[Erase everything]")
        page = await browser.open()
        assert "Begin in your language" in page.text


async def test_telegram_in_a_browser_shows_the_page_in_a_frame_and_other_sites_do_not(tmp_path: Path) -> None:
    async with website(tmp_path) as site, site.visitor(Sec_Fetch_Dest="iframe") as framed, site.visitor() as whole:
        page = await framed.open("/chat/app")
        policy = framed.answer_headers["Content-Security-Policy"]
        assert "frame-ancestors 'self' https://www.example.jp https://web.telegram.org;" in policy
        assert {form.action for form in page.forms} == {"/chat/app?framed=1"}, "its cookie is one of that frame alone"
        await whole.open("/chat/app")
        assert "frame-ancestors 'none'" in whole.answer_headers["Content-Security-Policy"]


async def test_the_button_of_the_bot_opens_the_page_where_it_is_encrypted(tmp_path: Path) -> None:
    public = "https://bot.example.jp"
    async with website(tmp_path, public_url=public) as site:
        await site.world.fake.wait_for(lambda: None in site.world.client.menu_buttons)
        button = site.world.client.menu_buttons[None]
        assert button == {"type": "web_app", "text": "Open / 開く", "web_app": {"url": f"{public}/chat/app"}}
    async with make_world(tmp_path) as world, world.service():
        await world.fake.wait_for(lambda: None in world.client.menu_buttons)
        assert world.client.menu_buttons[None] == {"type": "default"}, "no page, no button that leads to it"
