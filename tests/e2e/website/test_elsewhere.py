"""From Telegram to the website and back by a one-time code: who is signed in stays so, and one conversation goes on."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from tests.e2e.website.visitor import website
from tests.e2e.world import talk


async def test_a_link_with_a_code_opens_the_same_conversation_and_the_way_back_is_open(tmp_path: Path) -> None:
    async with website(tmp_path) as site, site.visitor() as browser:
        world, service = site.world, site.service
        maria = world.person(7)
        await talk(world, service, maria, "/start", "[English]", "[I agree]", "[Highly Skilled]")
        told = await talk(world, service, maria, "/elsewhere")
        [link] = re.findall(r"http://\S+/chat\?from=\S+", told.text)
        page = await browser.begin(path=link)
        assert "What is your visa now?" in page.legend, "where she was"
        await browser.press("A work visa")
        assert "What will your work in Japan mainly be?" in browser.page.legend
        await site.settled()
        assert "You go on by" in maria.last(world.client).text
        last = await talk(world, service, maria, "/start")
        assert "What will your work in Japan mainly be?" in last.text
        page = await browser.open()
        assert browser.status == 200
        assert page.legend.startswith("You go on in another app now.")
        page = await browser.type("specialist")
        assert "Which field is your own work in?" in page.legend, "and on the page again"
        async with site.visitor() as late:
            page = await late.begin(path=link)
            assert (late.status, "May we keep your answers?" in page.legend) == (200, True), (
                "they begin as anybody does"
            )
            assert "does not open anything here" in page.items[0].text, page.items[0].text


async def test_a_browser_that_came_by_a_stolen_code_sees_nothing_once_that_is_taken_back(tmp_path: Path) -> None:
    async with website(tmp_path) as site, site.visitor() as thief:
        world, service = site.world, site.service
        maria = world.person(7)
        await talk(world, service, maria, "/start", "[English]", "[I agree]", "[Highly Skilled]")
        told = await talk(world, service, maria, "/elsewhere")
        [link] = re.findall(r"http://\S+/chat\?from=\S+", told.text)
        await thief.begin(path=link)
        await thief.press("A work visa")
        await site.settled()
        opened = await thief.session.get(f"{site.base}/chat/events?after=0")
        await talk(world, service, maria, "[That was not me]")
        await site.settled()
        await thief.open()
        assert thief.page.items == [], thief.page.text
        assert "Your points" in thief.page.text, "the first page, as for anybody"
        async with asyncio.timeout(20):
            heard = (await opened.content.read()).decode()
        assert heard.endswith("event: over\ndata: {}\n\n"), "the page that was open ends"
        assert "event: over" in (await thief.get("/chat/events?after=0"))[2].decode(), "also one that comes back later"
