"""A calendar read at its address: what it says, whether it has changed, and every kind of trouble; never the secret."""

from __future__ import annotations

import asyncio
import gzip

import pytest

from bot.calendars.by_address import MOST_REDIRECTS, AddressedCalendar, _can_be_said
from bot.calendars.sources import CalendarTrouble, CalendarWindow, Fetched, TroubleKind, Unchanged
from tests.calendars.ics import calendar, event
from tests.calendars.server import PATH, SECRET, CalendarServer, calendar_server

WINDOW = CalendarWindow(0, 1)
ONE = calendar(event("DTSTART:20261201T000000Z", "DURATION:PT1H"))


async def fetched(server: CalendarServer, marks: dict[str, str] | None = None, **more: float) -> Fetched | Unchanged:
    source = AddressedCalendar("address-1", server.address, **more)  # type: ignore[arg-type]  # tests name real ones
    return await source.read(WINDOW, marks or {})


async def trouble(server: CalendarServer, **more: float) -> TroubleKind:
    with pytest.raises(CalendarTrouble) as raised:
        await fetched(server, None, **more)
    assert SECRET not in repr(raised.value)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None
    return raised.value.kind


async def test_it_is_read_with_what_it_is_known_again_by() -> None:
    async with calendar_server(ONE, etag='"v1"', headers={"Last-Modified": "Tue, 24 Nov 2026 01:00:00 GMT"}) as server:
        found = await fetched(server)
        assert found == Fetched(
            (ONE,),
            {"ETag": '"v1"', "Last-Modified": "Tue, 24 Nov 2026 01:00:00 GMT"},
            frozenset({"igarashi@example.jp"}),
        )
        assert isinstance(found, Fetched)
        assert await fetched(server, dict(found.marks)) == Unchanged()
        assert server.asked[-1]["If-None-Match"] == '"v1"'
        assert server.asked[-1]["If-Modified-Since"] == "Tue, 24 Nov 2026 01:00:00 GMT"
        server.etag = '"v2"'
        assert isinstance(await fetched(server, dict(found.marks)), Fetched)
        assert "Cookie" not in server.asked[-1]


@pytest.mark.parametrize("mark", ['"caf\udce9"', '"é"', '"a\tb"', ""])
async def test_a_mark_that_cannot_be_said_again_is_not_kept(mark: str) -> None:
    """Else none of the calendars could be kept: bytes that are no text fit into no record."""
    assert not _can_be_said(mark)
    assert _can_be_said('"v1"')


async def test_a_server_that_says_unchanged_unasked_is_not_believed() -> None:
    async with calendar_server(status=304) as server:
        assert await trouble(server) is TroubleKind.UNREACHABLE


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, TroubleKind.REFUSED),
        (403, TroubleKind.REFUSED),
        (404, TroubleKind.REFUSED),
        (410, TroubleKind.REFUSED),
        (429, TroubleKind.UNREACHABLE),
        (500, TroubleKind.UNREACHABLE),
        (503, TroubleKind.UNREACHABLE),
        (204, TroubleKind.UNREACHABLE),
    ],
)
async def test_what_a_server_answers_is_told_apart(status: int, kind: TroubleKind) -> None:
    async with calendar_server(ONE, status=status) as server:
        assert await trouble(server) is kind


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html><body>Please sign in BEGIN:VCALENDAR</body></html>",
        b'{"error": "no"}',
        ONE[:-20],
        b"BEGIN:VCARD\r\nEND:VCARD",
    ],
    ids=["empty", "page", "json", "cut off", "address book"],
)
async def test_what_is_no_whole_calendar_is_not_taken_for_an_empty_one(body: bytes) -> None:
    """Else everybody would be free."""
    async with calendar_server(body) as server:
        assert await trouble(server) is TroubleKind.NO_CALENDAR


async def test_a_calendar_of_ten_megabytes_is_let_go_in_time() -> None:
    # No more than a limit is taken in, packed or not.
    long = gzip.compress(ONE[:-16] + b"X-NOTE:.\r\n" * 1_050_000 + ONE[-16:], 1)
    async with calendar_server(long, headers={"Content-Encoding": "gzip"}) as server:
        assert await trouble(server) is TroubleKind.TOO_LARGE


async def test_a_slow_server_is_given_up() -> None:
    async with calendar_server(ONE, rests=asyncio.Event()) as server:
        assert await trouble(server, whole_seconds=0.05) is TroubleKind.SLOW
        assert await trouble(server, answer_seconds=0.05) is TroubleKind.SLOW


async def test_a_server_that_is_not_there_cannot_be_reached() -> None:
    async with calendar_server(ONE) as server:
        pass
    assert await trouble(server) is TroubleKind.UNREACHABLE


async def test_who_is_sent_around_in_circles_gives_up() -> None:
    async with calendar_server(ONE) as server:
        source = AddressedCalendar("address-1", server.address.replace(PATH, "/around"))
        with pytest.raises(CalendarTrouble) as raised:
            await source.read(WINDOW, {})
        assert raised.value.kind is TroubleKind.UNREACHABLE
        assert len(server.asked) == MOST_REDIRECTS


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "https://[::1]:1/"])
async def test_no_address_is_shown(address: str) -> None:
    source = AddressedCalendar("address-1", address + SECRET)
    assert SECRET not in repr(source)
    with pytest.raises(CalendarTrouble) as raised:
        await source.read(WINDOW, {})
    assert SECRET not in f"{raised.value!r} {raised.value} {raised.value.__cause__!r}"
