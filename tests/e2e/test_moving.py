"""An office moves from SQLite to PostgreSQL amid everything, and back: nobody notices, and nothing comes twice."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import aiohttp

from bot.app import build_core
from bot.run import Runner
from bot.storage.copying import copy_office
from dialogs.messages import Act, ActKind
from tests import postgres
from tests.bot.test_webhook import free_port, until_open
from tests.desk_page.bench import Browser
from tests.e2e import peek
from tests.e2e.booking.offices import bookings_of
from tests.e2e.reminders.test_talks import TALK, books, reminders, until
from tests.e2e.staff import staff_say
from tests.e2e.website.visitor import Visitor, profile
from tests.e2e.world import QUICKLY, World, make_world, talk
from tests.support import Talk
from tests.telegram import FakeUser

TO_THE_MIDDLE = ("/start", "[English]", "[I agree]")


def said(world: World, user: FakeUser) -> list[str]:
    """What somebody was told, message by message."""
    return [message.text for message in user.messages(world.client) if message.from_bot]


@asynccontextmanager
async def serving(world: World, port: int) -> AsyncIterator[Runner]:
    """The service where the office is now, with its pages."""
    async with world.service() as service:
        await until_open(port)
        yield service


async def signs_in(world: World, service: Runner, browser: Browser) -> None:
    """A member of staff signs in on the staff page."""
    [asked] = await staff_say(world, service, "/desk")
    [link] = re.findall(r"http://\S+/desk/enter/[\w-]+", asked.text)
    await world.group.press(world.office, world.staff, asked, str(asked.buttons[0][0][1]))
    await world.settled(service)
    [code] = re.findall("[0-9]{3} [0-9]{3}", str(world.fake.calls_of("answerCallbackQuery")[-1].params["text"]))
    await browser.open(link)
    await browser.press("サインイン", code=code)
    assert browser.status == 200


async def test_everything_goes_on_where_it_stood(tmp_path: Path) -> None:
    port, key = free_port(), tmp_path / "office.key"
    key.write_text(f"{postgres.KEY}\n")
    key.chmod(0o600)
    base = f"http://127.0.0.1:{port}"
    async with (
        make_world(tmp_path, public_url=base, port=port, office=profile(tmp_path), key_file=key) as world,
        AsyncExitStack() as browsers,
    ):
        jars = [aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) for _ in range(2)]
        sessions = [await browsers.enter_async_context(jar) for jar in jars]
        visitor, staff, maria = Visitor(sessions[0], base), Browser(sessions[1], base), world.person(7)
        async with serving(world, port) as service:
            ken = await books(world, service, 8)
            await talk(world, service, maria, *TO_THE_MIDDLE)
            asked = peek.conversation(service, maria).place.at
            await visitor.begin()
            await visitor.press("I agree")
            page = visitor.page.asked
            await signs_in(world, service, staff)
            await world.settled(service)
        before = said(world, maria)
        # What she said is taken by a process that dies before it is answered.
        left_behind(world, maria)
        assert said(world, maria) == before

        old = world.settings
        world.settings = replace(old, database=postgres.emptied().database)
        copied = copy_office(old, world.settings, world.clock())
        assert copied.counts["outbox"]
        async with serving(world, port) as service:
            await world.fake.wait_for(lambda: len(said(world, maria)) > len(before))
            await world.settled(service)
            assert len(said(world, maria)) == len(before) + 1, "what was not delivered comes once"
            assert peek.conversation(service, maria).place.at == asked
            newest = next(message for message in reversed(maria.messages(world.client)) if message.buttons)
            await talk(world, service, maria, f"[{newest.buttons[0][0][0]}]")
            assert peek.conversation(service, maria).place.at != asked
            await visitor.open()
            assert visitor.page.asked == page
            await staff.open("/desk/leads/1")
            assert staff.status == 200
            await until(world, service, TALK - timedelta(hours=24))
            assert len(reminders(world, ken)) == 1
            [booking] = await bookings_of(service, ken)
            spoken = said(world, maria)

        server = world.settings
        world.settings = replace(server, database=f"sqlite:///{tmp_path}/back.db")
        copy_office(server, world.settings, world.clock())
        async with serving(world, port) as service:
            await world.settled(service)
            assert said(world, maria) == spoken
            assert await bookings_of(service, ken) == (booking,)
            await visitor.open()
            assert visitor.page.asked == page
            await until(world, service, TALK - timedelta(hours=1))
            assert len(reminders(world, ken)) == 2


def left_behind(world: World, user: FakeUser) -> None:
    """Somebody asked for help, and the answer waits to be sent."""
    core = build_core(world.settings, QUICKLY)
    talking = Talk(core, str(user.id))
    talking.clock.moment = world.clock()
    found = peek.person(core.database, user)
    assert found is not None
    talking.conversation = found.conversation
    talking.send(Act(ActKind.COMMAND, command="help"))
    core.database.close()
