"""One person in Telegram, in LINE and on the website, by the process as it runs: on and back, and two made one."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from tests.bot.test_webhook import free_port
from tests.e2e.booking.offices import RULE, STAFF
from tests.e2e.line.chat import InLine, serving
from tests.e2e.staff import QUALIFIES, TAKE, interview, staff_press
from tests.e2e.website.visitor import Visitor, profile
from tests.e2e.world import make_world, talk
from tests.line.fake import SECRET, TOKEN, FakeLine
from tests.telegram import FakeUser

CODE = re.compile(r"[2-9B-Z]{5}-[2-9B-Z]{5}")


@dataclass
class Everywhere:
    """Somebody at all three ends."""

    line: InLine
    web: Visitor
    user: FakeUser

    async def telegram(self, *acts: str) -> str:
        return (await talk(self.line.world, self.line.service, self.user, *acts)).text

    async def page(self) -> str:
        """Everything on the page that is open."""
        await self.web.open()
        return " ".join([*(item.text for item in self.web.page.items), self.web.page.asked])

    async def settled(self) -> None:
        await self.line.settled()

    def staff(self) -> list[str]:
        return [message.text for message in self.line.world.group.messages()]


@asynccontextmanager
async def everywhere(folder: Path) -> AsyncIterator[Everywhere]:
    """A service with all three."""
    port = free_port()
    line: dict[str, Any] = {"line_secret": SECRET, "line_token": TOKEN, "public_url": f"http://127.0.0.1:{port}"}
    async with (
        make_world(folder, port=port, office=profile(folder, RULE, STAFF), **line) as world,
        FakeLine(world.clock) as fake,
        serving(world, fake) as service,
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session,
    ):
        in_line = InLine(world, service, fake, fake.person())
        yield Everywhere(in_line, Visitor(session, f"http://127.0.0.1:{port}"), world.person(7))
        fake.assert_clean()


async def test_they_go_on_in_each_and_come_back_and_two_who_are_one_keep_one_request(tmp_path: Path) -> None:
    async with everywhere(tmp_path) as it:
        # In LINE somebody else, as far as we know; in Telegram and on the website one person.
        await it.line.act("/start")
        await it.line.interview({"goal": "a:other", "note": "Please call me", "name": "M. Santos"}, "leave")
        await it.line.act("[Yes, send it]")
        await it.telegram("/start")
        await interview(it.line.world, it.line.service, it.user, {**QUALIFIES, "language": "a:en", "name": "Maria"})
        told = await it.telegram("/elsewhere")
        [link] = re.findall(r"http://\S+/chat\?from=\S+", told)
        page = await it.web.begin(path=link)
        assert "How would you like to talk" in page.asked
        await it.settled()
        assert "これからウェブサイトで" in it.staff()[-1]
        await staff_press(it.line.world, it.line.service, TAKE)
        assert "has taken your request" in await it.page()

        # Both sides are asked, and one request goes on: the one that staff have taken.
        await it.web.type("/elsewhere")
        codes = CODE.findall(await it.page())
        assert "Is that you, both times?" in await it.line.act(codes[-1])
        assert "say the same in the other chat" in await it.line.act("[Yes, that is me]")
        assert "Is that you, both times?" in await it.page()
        await it.web.press("Yes, that is me")
        await it.settled()
        assert "Both chats are one now" in it.line.maria.texts()[-1]
        [lead] = it.line.world.leads(it.line.service)
        assert (lead.number, lead.state) == (2, "taken")
        assert any("#1は同じ方でした" in text for text in it.staff())

        # Whoever writes anywhere is answered there, and staff see where.
        for act, where in ((it.line.act, "LINE"), (it.telegram, "Telegram")):
            assert "Your message is with the office" in await act("I am here now")
            assert [f"これから{where}で" in text for text in it.staff()[-2:]] == [True, False]

        # Nothing of them is left anywhere.
        await it.web.open()
        await it.web.type("/forget")
        await it.web.press("Erase everything")
        await it.settled()
        assert it.line.world.leads(it.line.service) == []
        assert [m for m in it.user.messages(it.line.world.client) if m.from_bot and not m.deleted] == []
