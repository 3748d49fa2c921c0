"""What we rely on of a calendar server: the same of two real makes, and of the one in memory that other tests use."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.calendars.caldav_client import CaldavClient, ObjectChanged
from bot.calendars.sources import CalendarTrouble, TroubleKind
from tests.calendars.fake import FakeServer
from tests.calendars.servers import MAKES, PASSWORD, RADICALE, USER, CalendarServer

pytestmark = pytest.mark.long

UID = "booking-7@tsubakuro"
# 10:00 in Japan.
TEN = int(datetime(2026, 11, 27, 1, tzinfo=UTC).timestamp())
HOUR, DAY = 3_600, 86_400


def text_of(uid: str = UID, *more: str, begins: str = "20261127T010000Z", ends: str = "20261127T020000Z") -> str:
    """An object with one entry."""
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//staff//EN", "BEGIN:VEVENT", f"UID:{uid}"),
        *("DTSTAMP:20261120T000000Z", f"DTSTART:{begins}", f"DTEND:{ends}", "SUMMARY:Talk", *more),
        *("END:VEVENT", "END:VCALENDAR", ""),
    )
    return "\r\n".join(lines)


@asynccontextmanager
async def asking(server: CalendarServer, url: str | None = None, password: str = PASSWORD) -> AsyncIterator[Any]:
    """A client of a real server, closed at the end."""
    client = CaldavClient(url or server.url, USER, password)
    try:
        yield client
    finally:
        await client.close()


@pytest.fixture(params=[*MAKES, "memory"])
def make(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Makes clients of a server of each make with two calendars."""
    if request.param == "memory":
        fake = FakeServer(("work", "suzuki"))
        yield fake.connect
        assert not fake.clients
        return
    server: CalendarServer = request.getfixturevalue("servers")[request.param]
    server.empty("work", "suzuki")
    yield lambda: CaldavClient(server.url, USER, PASSWORD)


async def test_the_calendars_are_found_from_the_address_of_the_server(make: Any) -> None:
    client = make()
    found = await client.calendars()
    assert {(one.name, one.can_write) for one in found} == {("work", True), ("suzuki", True)}
    assert all(one.mark for one in found)
    assert len({one.url for one in found}) == 2
    await client.close()


async def test_an_object_is_put_once_and_changed_by_who_knows_it(make: Any) -> None:
    client = make()
    work, other = [one.url for one in sorted(await client.calendars(), key=lambda one: one.name == "suzuki")]
    made = await client.create(work, "booking-7-tsubakuro.ics", text_of())
    assert made.href.startswith(work)
    for name in ("booking-7-tsubakuro.ics", "another-name.ics"):
        with pytest.raises(ObjectChanged):
            await client.create(work, name, text_of())
    found = await client.find(work, UID)
    assert found is not None
    assert (found.href, "SUMMARY:Talk" in found.text) == (made.href, True)
    assert await client.find(work, "booking-77@tsubakuro") is None
    assert await client.find(work, "ooking-7@tsubakuro") is None
    assert await client.find(other, UID) is None
    changed = await client.change(found.href, text_of(UID, "DESCRIPTION:more"), found.tag)
    for tag in (found.tag, '"never"'):
        with pytest.raises(ObjectChanged):
            await client.change(found.href, text_of(), tag)
        with pytest.raises(ObjectChanged):
            await client.remove(found.href, tag)
    now = (await client.get(work, [changed.href]))[changed.href]
    assert "DESCRIPTION:more" in now.text
    await client.remove(now.href, now.tag)
    await client.remove(now.href, now.tag)
    assert await client.get(work, [changed.href]) == {}
    assert await client.find(work, UID) is None
    with pytest.raises(ObjectChanged):
        await client.change(now.href, text_of(), now.tag)
    await client.close()


async def test_an_object_goes_from_one_calendar_to_another(make: Any) -> None:
    client = make()
    work, other = [one.url for one in sorted(await client.calendars(), key=lambda one: one.name == "suzuki")]
    made = await client.create(work, "booking-7-tsubakuro.ics", text_of(UID, "DESCRIPTION:more"))
    found = (await client.get(work, [made.href]))[made.href]
    href = await client.move(found, other)
    assert href is not None
    there = (await client.get(other, [href]))[href]
    assert "DESCRIPTION:more" in there.text
    assert await client.find(work, UID) is None
    await client.change(href, text_of(), there.tag)
    with pytest.raises(ObjectChanged):
        await client.move(found, other)
    # Nothing that is there is written over.
    again = await client.create(work, "booking-7-tsubakuro.ics", text_of("another"))
    with pytest.raises(ObjectChanged):
        await client.move((await client.get(work, [again.href]))[again.href], other)
    assert await client.find(other, UID) is not None
    await client.close()


async def test_what_is_read_is_what_has_to_do_with_a_stretch(make: Any) -> None:
    """As it is there: a repetition is one object, with what was changed of it."""
    client = make()
    work = next(one.url for one in await client.calendars() if one.name == "work")
    await client.create(work, "now.ics", text_of("now"))
    await client.create(work, "old.ics", text_of("old", begins="20251127T010000Z", ends="20251127T020000Z"))
    weekly = text_of("weekly", "RRULE:FREQ=WEEKLY", begins="20251127T030000Z", ends="20251127T040000Z")
    await client.create(work, "weekly.ics", weekly)
    found = await client.read(work, TEN - DAY, TEN + DAY)
    assert {line for one in found for line in one.text.splitlines() if line.startswith("UID:")} == {
        "UID:now",
        "UID:weekly",
    }
    assert all(one.tag and one.href for one in found)
    await client.close()


async def test_a_mark_tells_that_something_changed(make: Any) -> None:
    client = make()

    async def marks() -> dict[str, str]:
        return {one.name: one.mark for one in await client.calendars()}

    before = await marks()
    assert await marks() == before
    work = next(one.url for one in await client.calendars() if one.name == "work")
    await client.create(work, "now.ics", text_of("now"))
    after = await marks()
    assert after["work"] != before["work"]
    await client.close()


async def test_many_are_asked_for_at_once(make: Any) -> None:
    client = make()
    work = next(one.url for one in await client.calendars() if one.name == "work")
    made = [await client.create(work, f"{n} and @more.ics", text_of(f"uid-{n}")) for n in range(3)]
    hrefs = [*(one.href for one in made), f"{work}nobody.ics"]
    found = await client.get(work, hrefs)
    assert {href: f"UID:uid-{n}" in found[href].text for n, href in enumerate(hrefs[:3])} == dict.fromkeys(
        hrefs[:3], True
    )
    assert len(found) == 3
    now = found[hrefs[0]]
    await client.change(now.href, text_of("uid-0", "DESCRIPTION:more"), now.tag)
    await client.close()


async def test_a_refused_password(servers: dict[str, CalendarServer]) -> None:
    async with asking(servers[RADICALE], password="wrong") as client:
        with pytest.raises(CalendarTrouble) as trouble:
            await client.calendars()
    assert trouble.value.kind is TroubleKind.REFUSED


@pytest.mark.parametrize("name", MAKES)
async def test_the_address_of_one_calendar_is_enough(servers: dict[str, CalendarServer], name: str) -> None:
    server = servers[name]
    server.empty("work", "suzuki")
    async with asking(server, f"{server.url[:-1]}{server.home}suzuki/") as client:
        [found] = await client.calendars()
        assert (found.name, found.can_write) == ("suzuki", True)
        made = await client.create(found.url, "a.ics", text_of())
        assert await client.find(found.url, UID) == await client.find(found.url, UID)
        assert (await client.get(found.url, [made.href])).keys() == {made.href}


@pytest.mark.parametrize("name", MAKES)
async def test_a_server_that_is_stopped_comes_back_with_what_it_had(
    servers: dict[str, CalendarServer], name: str
) -> None:
    server = servers[name]
    server.empty("work")
    async with asking(server) as client:
        [work] = await client.calendars()
        await client.create(work.url, "a.ics", text_of())
    server.stop()
    async with asking(server) as client:
        with pytest.raises(CalendarTrouble) as trouble:
            await client.calendars()
    assert trouble.value.kind is TroubleKind.UNREACHABLE
    server.start()
    async with asking(server) as client:
        assert await client.find(work.url, UID) is not None
