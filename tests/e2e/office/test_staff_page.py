"""The staff page over a running service: from the command in the group to an act there, and out with the group."""

from __future__ import annotations

import re
from pathlib import Path

import aiohttp

from tests.bot.test_webhook import free_port, until_open
from tests.desk_page.bench import Browser
from tests.e2e.staff import card, lead, staff_say, words, written
from tests.e2e.world import make_world


def plain(text: str) -> str:
    """A text without the marks around names."""
    return text.replace("\u2068", "").replace("\u2069", "")


async def test_from_the_group_to_the_page_and_back(tmp_path: Path) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    async with make_world(tmp_path, public_url=base, port=port) as world, world.service() as service:
        await until_open(port)
        client = await lead(world, service, 7, name="Maria")
        sato = world.person(901, "佐藤")
        world.group.add_member(sato)
        [asked] = await staff_say(world, service, "/desk")
        [link] = re.findall(r"http://\S+/desk/enter/[\w-]+", asked.text)
        shown = {}
        for who in (sato, world.staff):
            update = await world.group.press(world.office, who, asked, str(asked.buttons[0][0][1]))
            await world.settled(service)
            query = update["callback_query"]["id"]
            [answer] = [c for c in world.fake.calls_of("answerCallbackQuery") if c.params["callback_query_id"] == query]
            assert str(answer.params["show_alert"]).lower() == "true", "shown to whoever pressed alone"
            shown[who.id] = str(answer.params["text"])
        assert not re.search("[0-9]", shown[901])
        [code] = re.findall("[0-9]{3} [0-9]{3}", shown[900])
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            browser = Browser(session, base)
            await browser.open(link)
            await browser.press("サインイン", code=code)
            assert (browser.status, "Maria" in browser.page.text) == (200, True)
            await world.settled(service)
            assert "サインインしました" in written(world.group)[-1].text
            await browser.open("/desk/leads/1")
            await browser.press("担当する")
            await world.settled(service)
            assert "五十嵐 が担当中" in plain(card(world.group).text)
            await browser.press("お客様に送る", write="Please call us.")
            await world.settled(service)
            assert any("Please call us." in message.text for message in client.messages(world.client))
            assert any("職員ページ" in message.text for message in written(world.group)[-3:]), "the topic has it too"
            world.group.remove_member(world.staff)
            await browser.press("完了")
            assert browser.status == 403
            assert len(world.leads(service)) == 1
            assert world.leads(service)[0].state == "taken"


async def test_without_an_address_there_is_no_page_and_the_command_says_so(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        [told] = await staff_say(world, service, "/desk")
        assert told.text == words("desk-none")


async def test_where_telegram_does_not_say_who_is_in_the_group_nobody_signs_in(tmp_path: Path) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    async with make_world(tmp_path, public_url=base, port=port) as world, world.service() as service:
        world.fake.fail_next("getChatMember", 400, "Bad Request: member list is inaccessible", times=9)
        world.expects(undue=True)
        [told] = await staff_say(world, service, "/desk")
        assert told.text == words("desk-who")
