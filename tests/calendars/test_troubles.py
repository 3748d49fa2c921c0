"""What a server may answer instead of a calendar: each is trouble of a kind, and nothing of it is repeated anywhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from bot.calendars import caldav_client
from bot.calendars.caldav_client import CaldavClient, DavObject, ObjectChanged
from bot.calendars.sources import CalendarTrouble, TroubleKind
from bot.logs import to_stderr

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
SECRET = "zq7-password"
HTML = "<html><body>zq7 Please log in</body></html>"
# A calendar without an address, and one whose home has none that can be asked.
_IS = "<response>{}<propstat><prop>{}</prop><status>HTTP/1.1 200 OK</status></propstat></response>"
CALENDAR = _IS.format("", "<resourcetype><collection/><c:calendar/></resourcetype>")
HOME = _IS.format("<href>/</href>", "<c:calendar-home-set><href>http://[::1</href></c:calendar-home-set>")
MULTI = '<multistatus xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">{}</multistatus>'
OF_ANOTHER = "<response><href>/</href><propstat><prop>{}</prop><status>HTTP/1.1 200 OK</status></propstat></response>"


@asynccontextmanager
async def asking(answer: Answer, *, seconds: float = 30.0) -> AsyncIterator[CaldavClient]:
    """A client of a server that answers as it is told."""

    async def handle(request: web.Request) -> web.StreamResponse:
        return await answer(request)

    server = web.AppRunner(_application(handle), shutdown_timeout=0)
    await server.setup()
    site = web.TCPSite(server, "127.0.0.1", 0)
    await site.start()
    port = server.addresses[0][1]
    client = CaldavClient(f"http://127.0.0.1:{port}/", "office", SECRET, seconds=seconds)
    try:
        yield client
    finally:
        await client.close()
        await server.cleanup()


def _application(handle: Answer) -> web.Application:
    made = web.Application()
    made.router.add_route("*", "/{rest:.*}", handle)
    return made


async def kind_of(
    answer: Answer, ask: Callable[[CaldavClient], Awaitable[Any]] | None = None, **more: Any
) -> TroubleKind:
    """The kind of trouble that an answer is."""
    async with asking(answer, **more) as client:
        with pytest.raises(CalendarTrouble) as trouble:
            await (ask or CaldavClient.calendars)(client)
        assert trouble.value.__cause__ is None
        return trouble.value.kind


def says(status: int, text: str = HTML, kind: str = "text/html", **headers: str) -> Answer:
    """Always the same answer."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=text, content_type=kind, headers=headers)

    return answer


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (says(401, **{"WWW-Authenticate": "Basic realm=x"}), TroubleKind.REFUSED),
        (says(403), TroubleKind.REFUSED),
        (says(500), TroubleKind.UNREACHABLE),
        (says(503, **{"Retry-After": "3600"}), TroubleKind.UNREACHABLE),
        (says(429), TroubleKind.UNREACHABLE),
        (says(200), TroubleKind.NO_CALENDAR),
        (says(207, HTML, "application/xml"), TroubleKind.NO_CALENDAR),
        (says(207, "<multistatus", "application/xml"), TroubleKind.NO_CALENDAR),
        (says(207, "", "application/xml"), TroubleKind.NO_CALENDAR),
        (says(404), TroubleKind.NO_CALENDAR),
        (says(400), TroubleKind.NO_CALENDAR),
        (says(207, MULTI.format("<response/>"), "text/xml"), TroubleKind.NO_CALENDAR),
        (says(207, MULTI.format(CALENDAR), "text/xml"), TroubleKind.NO_CALENDAR),
        (says(207, MULTI.format(HOME), "text/xml"), TroubleKind.NO_CALENDAR),
        (says(207, MULTI.format("<response><status>fine</status></response>"), "text/xml"), TroubleKind.NO_CALENDAR),
        (says(207, MULTI.format("<response><href>//[x/</href></response>"), "text/xml"), TroubleKind.NO_CALENDAR),
        (says(207, MULTI.format(""), "application/xml"), TroubleKind.NO_CALENDAR),
        (
            says(207, MULTI.format(OF_ANOTHER.format("<displayname>zq7</displayname>")), "text/xml"),
            TroubleKind.NO_CALENDAR,
        ),
    ],
)
async def test_each_answer_is_trouble_of_a_kind(
    answer: Answer, kind: TroubleKind, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the library has to say of it: our log shows neither the page, nor the address, nor the password."""
    caplog.set_level(logging.CRITICAL)
    with to_stderr():
        assert await kind_of(answer) is kind
    assert "zq7" not in capsys.readouterr().err


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "REPORT"])
async def test_whatever_is_asked_a_refusal_is_one(status: int, method: str) -> None:
    async def ask(client: CaldavClient) -> None:
        if method == "REPORT":
            await client.find(client.url, "a")
        elif method == "DELETE":
            await client.remove(f"{client.url}a.ics", "x")
        else:
            await client.change(f"{client.url}a.ics", "BEGIN:VCALENDAR", "x")

    headers = {"WWW-Authenticate": "Basic realm=x"} if status == 401 else {}
    assert await kind_of(says(status, **headers), ask) is TroubleKind.REFUSED
    assert await kind_of(says(status), ask) is TroubleKind.REFUSED


async def test_an_answer_that_does_not_come() -> None:
    """Nobody waits for it longer than was said, here for no time at all."""
    ends = asyncio.Event()

    async def never(_request: web.Request) -> web.Response:
        await ends.wait()
        return web.Response()

    async def ask(client: CaldavClient) -> None:
        try:
            await client.calendars()
        finally:
            ends.set()

    assert await kind_of(never, ask, seconds=0.0) is TroubleKind.SLOW


async def test_a_calendar_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caldav_client, "MOST_BYTES", 1_000)
    answer = says(207, MULTI.format(OF_ANOTHER.format(f"<displayname>{'x' * 1_000}</displayname>")), "text/xml")
    assert await kind_of(answer) is TroubleKind.TOO_LARGE


@pytest.mark.parametrize("principal", ["https://elsewhere.example/me/", "http://127.0.0.2/me/", "ftp://127.0.0.1/"])
async def test_the_password_goes_to_no_other_host(principal: str) -> None:
    own = f"<current-user-principal><href>{principal}</href></current-user-principal>"
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=207, text=MULTI.format(OF_ANOTHER.format(own)), content_type="text/xml")

    assert await kind_of(answer) is TroubleKind.NO_CALENDAR
    assert asked == ["/"]


@pytest.mark.parametrize("named", ["http://elsewhere.example/dav/", "//dav/", "/dav/"])
async def test_what_lies_on_a_server_is_asked_for_there_whatever_it_calls_itself(named: str) -> None:
    """The password would go elsewhere, or out in the clear."""
    inside = MULTI.format(OF_ANOTHER).replace("<href>/</href>", f"<href>{named}</href>")
    kept = "<displayname>Work</displayname><resourcetype><collection/><c:calendar/></resourcetype>"
    home = "<c:calendar-home-set><href>/home/</href></c:calendar-home-set><resourcetype/>"

    async def answer(request: web.Request) -> web.Response:
        if request.method == "REPORT":
            said = inside.format("<getetag>x</getetag><c:calendar-data>BEGIN:VCALENDAR</c:calendar-data>")
        else:
            said = MULTI.format(OF_ANOTHER.format(home)) if request.path == "/" else inside.format(kept)
        return web.Response(status=207, text=said, content_type="text/xml")

    async with asking(answer) as client:
        [found] = await client.calendars()
        [one] = await client.read(found.url, 0, 1)
        assert found.url == one.href == f"{client.url.rstrip('/')}/dav/"


@pytest.mark.parametrize(
    "line", ["UID:a@b", "uid:a@b", "UID;X-A=1:a@b", "UID:a\n @b", "UID:a\r\n\t@b", "X:1\nUID:a@b \nY:2"]
)
def test_a_name_is_known_however_its_line_is_written(line: str) -> None:
    """XML makes one letter of the two that end a line, so that a folded one was not known again."""
    assert caldav_client.is_named(line, "a@b")
    assert not caldav_client.is_named(line, "a@bc")
    assert caldav_client.is_anothers(line, "a@bc")
    assert not caldav_client.is_anothers("BEGIN:VCALENDAR", "a@b")


async def test_a_server_that_says_where_its_calendars_are() -> None:
    """Whoever gives the address of a whole site is led on by it (RFC 6764)."""
    home = "<c:calendar-home-set><href>/dav/</href></c:calendar-home-set><resourcetype/>"
    kept = "<displayname>Work</displayname><resourcetype><collection/><c:calendar/></resourcetype>"

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/.well-known/caldav":
            return web.Response(status=301, headers={"Location": "/dav/"})
        if request.path != "/dav/":
            return web.Response(status=405)
        whole = home if request.headers["Depth"] == "0" else kept
        return web.Response(status=207, text=MULTI.format(OF_ANOTHER.format(whole)), content_type="text/xml")

    async with asking(answer) as client:
        [found] = await client.calendars()
    assert (found.name, found.can_write) == ("Work", True)


async def test_whose_account_it_is_says_the_name_or_the_server() -> None:
    """Not what is no mail address, and nothing where it does not say."""
    principal = "<current-user-principal><href>/p/</href></current-user-principal>"
    mine = "".join(f"<href>{one}</href>" for one in ("/p/", "mailto:Sato@example.jp", "urn:uuid:1", "MAILTO:s@b.jp"))
    of = f"<c:calendar-user-address-set>{mine}</c:calendar-user-address-set>"

    async def answer(request: web.Request) -> web.Response:
        said = MULTI.format(OF_ANOTHER.format(of if request.path == "/p/" else principal))
        return web.Response(status=207, text=said, content_type="text/xml")

    async with asking(answer) as client:
        assert await client.addresses() == {"sato@example.jp", "s@b.jp"}
    async with asking(says(500)) as client:
        assert await client.addresses() == frozenset()
        client.user = "Office@Example.jp"
        assert await client.addresses() == {"office@example.jp"}


@pytest.mark.parametrize("status", [409, 412])
async def test_a_write_that_meets_another_is_refused(status: int) -> None:
    async with asking(says(status, "")) as client:
        with pytest.raises(ObjectChanged):
            await client.create(client.url, "a.ics", "BEGIN:VCALENDAR")


@pytest.mark.parametrize("status", [400, 403, 405, 500, 501, 502])
async def test_a_server_that_moves_no_objects_says_so_in_many_ways(status: int) -> None:
    async with asking(says(status, "")) as client:
        assert await client.move(DavObject(f"{client.url}a/b.ics", '"1"', ""), f"{client.url}c/") is None


async def test_a_name_that_lies_in_another_calendar_is_refused_like_one_that_is_there() -> None:
    """As some servers say it (RFC 4791, 5.3.2.1)."""
    said = '<error xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><c:no-uid-conflict/></error>'
    async with asking(says(403, said, "application/xml")) as client:
        with pytest.raises(ObjectChanged):
            await client.create(client.url, "a.ics", "BEGIN:VCALENDAR")
