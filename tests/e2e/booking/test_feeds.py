"""Talks in a calendar app that follows by itself: from the button in the chat to the calendar, and back to nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import vobject

from bot.office import calendar_links
from bot.run import Runner
from bot.storage.tables import feeds as stored_feeds
from bot.turns import feeds
from tests.bot.test_webhook import free_port, until_open
from tests.e2e import peek
from tests.e2e.booking.offices import chooses, staff_press, with_bookings
from tests.e2e.booking.transcript import Transcript
from tests.e2e.staff import staff_say
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeMessage, FakeUser

FRIDAY = ("Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
EARLIER = ("[Move it]", "Friday 10:30", "[Fri 27 Nov 10:30]", "[Yes, take it]")
SHOW = "Show it in my calendar app"
_LINK = re.compile(r"https?://\S+/calendar/[0-9a-f]{16}\S+")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    tag: str
    text: str
    where: str


async def ask(url: str, method: str = "GET", **headers: str) -> Answer:
    """Ask as a program does that follows no redirect."""
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, url, headers=headers, allow_redirects=False) as answer,
    ):
        found = answer.headers
        return Answer(answer.status, found.get("ETag", ""), await answer.text(), found.get("Location", ""))


def begins(answer: Answer) -> list[str]:
    """When the talks of a calendar begin, with what became of them."""
    found = getattr(vobject.readOne(answer.text), "vevent_list", [])
    return [f"{event.dtstart.value:%d %H:%M} {event.status.value}" for event in found]


def link_in(text: str) -> str:
    """The address that a message names."""
    [link] = _LINK.findall(text)
    return str(link)


def last_link(world: World, user: FakeUser) -> str:
    """The address that a client was given last."""
    return next(link_in(m.text) for m in reversed(user.messages(world.client)) if _LINK.search(m.text))


@asynccontextmanager
async def open_world(folder: Path, **changes: object) -> AsyncIterator[tuple[World, Runner, FakeUser]]:
    """A service that hands out addresses of its own server, and a client who is to choose a time."""
    port = free_port()
    settings: dict[str, Any] = {"public_url": f"http://127.0.0.1:{port}", "port": port, "office": with_bookings(folder)}
    settings |= changes
    async with make_world(folder, forum=True, **settings) as world, world.service() as service:
        await until_open(port)
        maria = world.person(7)
        await chooses(world, service, maria)
        yield world, service, maria


async def test_a_client_subscribes_moves_and_takes_the_address_back(tmp_path: Path) -> None:
    async with open_world(tmp_path) as (world, service, maria):
        await talk(world, service, maria, *FRIDAY, f"[{SHOW}]")
        page = last_link(world, maria)
        shown = await ask(page)
        assert (shown.status, f"{page}.ics" in shown.text) == (200, True)
        first = await ask(f"{page}.ics")
        assert begins(first) == ["27 01:00 CONFIRMED"]
        assert (await ask(f"{page}.ics", **{"If-None-Match": first.tag})).status == 304
        await talk(world, service, maria, *EARLIER)
        moved = await ask(f"{page}.ics", **{"If-None-Match": first.tag})
        assert (moved.status, begins(moved)) == (200, ["27 01:30 CONFIRMED"])
        await talk(world, service, maria, f"[{SHOW}]")
        assert last_link(world, maria) == page, "asked for again, it is the same"
        await talk(world, service, maria, "[Make this address invalid]")
        renewed = last_link(world, maria)
        assert renewed != page
        assert {(await ask(gone)).status for gone in (page, f"{page}.ics")} == {404}
        assert begins(await ask(f"{renewed}.ics")) == ["27 01:30 CONFIRMED"]
        await talk(world, service, maria, "[Cancel it]", "[Yes, cancel it]")
        assert begins(await ask(f"{renewed}.ics")) == ["27 01:30 CANCELLED"]
        world.fake.assert_clean()


async def test_the_button_of_an_older_message_takes_nothing_back(tmp_path: Path) -> None:
    async with open_world(tmp_path) as (world, service, maria):
        await talk(world, service, maria, *FRIDAY, f"[{SHOW}]", f"[{SHOW}]")
        first, second = [m for m in maria.messages(world.client) if _LINK.search(m.text)]
        await press(world, service, maria, first)
        page = last_link(world, maria)
        await press(world, service, maria, second)
        assert "shows nothing any more" in maria.last(world.client).text
        assert (await ask(page)).status == 200


async def press(world: World, service: Runner, user: FakeUser, message: FakeMessage) -> None:
    """Press the only button of a message."""
    [[(_, data)]] = message.buttons
    await user.press(world.client, message, str(data))
    await world.settled(service)


async def test_after_an_erasure_there_is_nothing(tmp_path: Path) -> None:
    async with open_world(tmp_path) as (world, service, maria):
        await talk(world, service, maria, *FRIDAY, f"[{SHOW}]", "/mydata")
        page = last_link(world, maria)
        mine = next(m.document for m in reversed(maria.messages(world.client)) if m.document is not None)
        assert page in mine.data.decode()
        await talk(world, service, maria, "/forget", "[Erase everything]")
        assert {(await ask(gone)).status for gone in (page, f"{page}.ics")} == {404}
        assert not [m for m in peek.written(world, maria) if _LINK.search(m.text)]
        assert not peek.count(service.core.database, stored_feeds)
        assert page.rpartition("-")[2] not in world.log.text
    here = peek.bytes_on_disk(tmp_path)
    assert page.rpartition("/")[2].partition("-")[0].encode() not in here


async def test_staff_are_given_a_link_for_one_look(tmp_path: Path) -> None:
    async with open_world(tmp_path) as (world, service, maria):
        await talk(world, service, maria, *FRIDAY)
        [told] = await staff_say(world, service, "/calendar")
        look = link_in(told.text)
        assert "五十嵐さん専用" in told.text
        page = (await ask(look, "POST")).where
        assert {(await ask(look, method)).status for method in ("GET", "POST")} == {404}
        calendar = await ask(f"{page}.ics")
        assert begins(calendar) == ["27 01:00 CONFIRMED"]
        [event] = vobject.readOne(calendar.text).vevent_list
        assert event.summary.value.startswith("#1 オンライン")
        assert "Maria" not in calendar.text
        await staff_press(world, service, "時間を変える")
        await staff_press(world, service, "11月")
        assert begins(await ask(f"{page}.ics")) != begins(calendar)
        [again] = await staff_say(world, service, "/calendar")
        assert (await ask(link_in(again.text), "POST")).where == page
        [anew] = await staff_say(world, service, "/calendar new")
        assert (await ask(page)).status == 404
        page = (await ask(link_in(anew.text), "POST")).where
        assert (await ask(page)).status == 200
        await staff_say(world, service, "/calendar off")
        assert (await ask(page)).status == 404
        assert page.rpartition("/")[2] not in "".join(m.text for m in world.group.messages())


async def test_staff_make_the_address_of_a_client_invalid(tmp_path: Path) -> None:
    async with open_world(tmp_path) as (world, service, maria):
        await talk(world, service, maria, *FRIDAY, f"[{SHOW}]")
        page = last_link(world, maria)
        for typed, said in (
            ("/calendar off 99", "#99"),
            ("/calendar off #1", "無効にし"),
            ("/calendar off １", "お持ちではありません"),
            ("/calendar 1", "/calendar off"),
        ):
            [told] = await staff_say(world, service, typed)
            assert said in told.text
        assert (await ask(page)).status == 404
        assert "The office has made the address" in maria.last(world.client).text
        [audit] = await staff_say(world, service, "/audit 1")
        assert "カレンダー用アドレスを無効化" in audit.text


async def test_who_is_not_in_the_profile_has_no_talks_to_show(tmp_path: Path) -> None:
    async with open_world(tmp_path) as (world, service, _):
        await world.group.say_anonymously(world.office, "/calendar")
        await world.settled(service)
        assert "[[staff]]" in world.group.messages()[-1].text
        assert not _LINK.search("".join(m.text for m in world.group.messages()))


async def test_without_an_address_of_ours_nothing_is_offered(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, *FRIDAY, "/book", "/mydata")
        shown = [m for m in maria.messages(world.client) if m.from_bot]
        labels = [label for message in shown for row in message.buttons for label, _ in row]
        assert not [label for label in labels if "calendar app" in label]
        assert not _LINK.search("".join(m.text for m in shown))
        for command in ("/help", "/calendar"):
            [told] = await staff_say(world, service, command)
            assert not _LINK.search(told.text)
            assert ("/calendar new" in told.text) is False


async def test_without_an_office_that_books_the_server_answers_that_it_runs(tmp_path: Path) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    async with make_world(tmp_path, public_url=base, port=port) as world, world.service():
        await until_open(port)
        assert (await ask(f"{base}/healthz")).text == "ok"
        assert (await ask(f"{base}/calendar/x")).status == 404


async def test_as_both_sides_see_it(tmp_path: Path, refresh: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = itertools.count(1)
    for module in (feeds, calendar_links):
        monkeypatch.setattr(module, "token_hex", lambda size: f"{next(numbers):0{2 * size}x}")
    async with open_world(tmp_path, public_url="https://bot.example.com") as (world, service, maria):
        script = Transcript(world, service, "カレンダーアプリに予定を表示する", {7: ""})
        script.begins()
        await script.client(maria, *FRIDAY, f"[{SHOW}]", "[Make this address invalid]")
        for text in ("/calendar", "/calendar new", "/calendar off 1", "/calendar off"):
            await script.says(text)
        script.checked("in-a-calendar-app", refresh=refresh)
