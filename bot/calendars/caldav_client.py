"""A CalDAV server (RFC 4791), over the library `caldav`: which calendars somebody has there, and what stands in them.

Objects are read as they are (text, address and tag), and only ever changed where they still are what was read: a server
refuses everything else (`ObjectChanged`). What goes wrong otherwise has a kind (`CalendarTrouble`) and nothing of what
the server said: addresses may hold a secret, texts speak of people, and a library's errors quote both.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.sax.saxutils import escape

from caldav.aio import AsyncDAVClient
from caldav.lib.error import AuthorizationError, DAVError, RateLimitError

from bot.calendars.sources import MOST_BYTES, CalendarTrouble, TroubleKind
from bot.errors import OwnError

# How long one question may take (seconds).
LONGEST_ANSWER_SECONDS = 30.0
# So many objects are asked for by their addresses at once.
MOST_AT_ONCE = 50
# Somebody with more calendars than this is asked for the address of one.
MOST_CALENDARS = 50
_DAV, _CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_CTAG = "{http://calendarserver.org/ns/}getctag"
_MAY_WRITE = frozenset({f"{_DAV}write", f"{_DAV}write-content", f"{_DAV}all", f"{_DAV}bind"})
_SPACES = 'xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/"'
_PROPFIND = f'<?xml version="1.0" encoding="utf-8"?><propfind {_SPACES}><prop>{{}}</prop></propfind>'
_WHO = _PROPFIND.format("<current-user-principal/><resourcetype/><c:calendar-home-set/><displayname/>")
_MINE = _PROPFIND.format("<current-user-principal/><c:calendar-user-address-set/>")
_CALENDAR = _PROPFIND.format(
    "<resourcetype/><displayname/><c:supported-calendar-component-set/><current-user-privilege-set/><s:getctag/>"
)
_WANTED = "<prop><getetag/><c:calendar-data/></prop>"
_QUERY = (
    f'<?xml version="1.0" encoding="utf-8"?><c:calendar-query {_SPACES}>{_WANTED}<c:filter><c:comp-filter '
    'name="VCALENDAR"><c:comp-filter name="VEVENT">{}</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>'
)
_DURING = '<c:time-range start="{}" end="{}"/>'
_NAMED = '<c:prop-filter name="UID"><c:text-match collation="i;octet">{}</c:text-match></c:prop-filter>'
_GET = f'<?xml version="1.0" encoding="utf-8"?><c:calendar-multiget {_SPACES}>{_WANTED}{{}}</c:calendar-multiget>'
_NAME = re.compile(r"^UID(?:;[^:\r\n]*)?:(.*)$", re.MULTILINE | re.IGNORECASE)
_MAIL = re.compile(r"[^@/:\s]+@[^@/:\s]+")
_FOLD = re.compile(r"\r?\n[ \t]")
# A second level that is everybody's: co.jp, or.jp, com.au.
_SHORT = 3
# How a server says that an object is not what we think; and from which status on it did not do what it was told.
_CHANGED, _FIRST_OF_OTHERS = frozenset({404, 409, 410, 412}), 300
_XML, _TEXT = "application/xml; charset=utf-8", "text/calendar; charset=utf-8"


class ObjectChanged(OwnError):
    """An object is not what it was when it was read, or there is one already: it must be read again."""


@dataclass(frozen=True, slots=True)
class DavCalendar:
    """A calendar on the server: what it is called there, where it is, and whether we may write to it.

    `mark` is another one whenever something in it has changed; empty where the server does not say.
    """

    name: str
    url: str
    can_write: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class DavObject:
    """One object of a calendar: its address, the tag of this version of it, and its iCalendar text."""

    href: str
    tag: str
    text: str


class CaldavClient:
    """Asks a server as one user. `seconds` is how long an answer may take. To be closed after use."""

    def __init__(self, url: str, user: str, password: str, *, seconds: float = LONGEST_ANSWER_SECONDS) -> None:
        self.url, self.user = url, user
        self.seconds = seconds
        self._dav = AsyncDAVClient(
            url,
            username=user,
            password=password,
            # What the server asks for is found out by the library; nothing is asked of the name service.
            enable_rfc6764=False,
            # We are less patient.
            timeout=int(seconds) + 1,
            rate_limit_handle=False,
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._dav.close()

    # --- which calendars there are --------------------------------------------------------------------------------

    async def calendars(self) -> tuple[DavCalendar, ...]:
        """Return the calendars for appointments that the address leads to: the one that it is, or the user's.

        Raises `CalendarTrouble`, also where it leads to none.
        """
        found = await self._calendars_at(self.url)
        if found is None:
            elsewhere = await self._well_known()
            found = None if elsewhere is None else await self._calendars_at(elsewhere)
        if not found:
            raise CalendarTrouble(TroubleKind.NO_CALENDAR)
        return found

    async def _calendars_at(self, url: str) -> tuple[DavCalendar, ...] | None:
        """Return the calendars that an address leads to; None where it leads nowhere."""
        said = await self._properties(url, _WHO, missing_is_none=True)
        if said is None or not said:
            return None
        own = said[0][1]
        if f"{_CALDAV}calendar" in _listed(own.get(f"{_DAV}resourcetype")):
            return tuple(_calendars(url, await self._properties(url, _CALENDAR) or ()))
        homes = _listed(own.get(f"{_CALDAV}calendar-home-set"))
        if not homes:
            principal = own.get(f"{_DAV}current-user-principal")
            if not isinstance(principal, str):
                return None
            at = self._joined(url, principal)
            said = await self._properties(at, _WHO, missing_is_none=True)
            homes = _listed(said[0][1].get(f"{_CALDAV}calendar-home-set")) if said else []
            url = at
        found: list[DavCalendar] = []
        for home in homes:
            at = self._joined(url, home)
            found += _calendars(at, await self._properties(at, _CALENDAR, depth=1) or ())
        return tuple(found[:MOST_CALENDARS])

    async def addresses(self) -> frozenset[str]:
        """Return the mail addresses by which the user is invited, as far as the name or the server says."""
        mine = {self.user}
        with contextlib.suppress(CalendarTrouble):
            said = await self._properties(self.url, _MINE, missing_is_none=True)
            principal = said[0][1].get(f"{_DAV}current-user-principal") if said else None
            if isinstance(principal, str):
                said = await self._properties(self._joined(self.url, principal), _MINE, missing_is_none=True)
            for one in _listed(said[0][1].get(f"{_CALDAV}calendar-user-address-set")) if said else ():
                mine.add(re.sub("^mailto:", "", one.strip(), flags=re.IGNORECASE))
        return frozenset(one.lower() for one in mine if _MAIL.fullmatch(one))

    async def _well_known(self) -> str | None:
        """Return where a server says that its calendars are (RFC 6764)."""
        async with self._asking():
            answer = await self._dav.session.request(
                "GET",
                urljoin(self.url, "/.well-known/caldav"),
                allow_redirects=False,
                timeout=self.seconds,
            )
            where = answer.headers.get("Location")
        return None if not where else self._joined(self.url, str(where))

    def _joined(self, base: str, href: str) -> str:
        """Return the whole address of what a server names. Raises `CalendarTrouble` where it is somebody else's.

        The password goes to whatever host is asked, so it must be one of the same provider.
        """
        with _named():
            whole = urljoin(base, _quoted(href))
            ours, theirs = urlsplit(self.url), urlsplit(whole)
        is_safe = theirs.scheme == "https" or (theirs.scheme, theirs.netloc) == (ours.scheme, ours.netloc)
        if not is_safe or _provider(ours.hostname) != _provider(theirs.hostname):
            raise CalendarTrouble(TroubleKind.NO_CALENDAR)
        return whole

    # --- what stands in them --------------------------------------------------------------------------------------

    async def read(self, calendar: str, begin: int, end: int) -> tuple[DavObject, ...]:
        """Return what stands in a calendar from a moment on and before another (seconds), as it is there."""
        during = _DURING.format(*(f"{datetime.fromtimestamp(moment, UTC):%Y%m%dT%H%M%SZ}" for moment in (begin, end)))
        return tuple(await self._report(calendar, _QUERY.format(during), depth=1))

    async def find(self, calendar: str, uid: str) -> DavObject | None:
        """Return the object of a name (UID) in a calendar, wherever it lies there."""
        found = await self._report(calendar, _QUERY.format(_NAMED.format(escape(uid))), depth=1)
        # Some servers look for a part of the name.
        return next((one for one in found if is_named(one.text, uid)), None)

    async def get(self, calendar: str, hrefs: Collection[str]) -> dict[str, DavObject]:
        """Return the objects at some addresses of a calendar, without those that are gone."""
        found: dict[str, DavObject] = {}
        known = list(dict.fromkeys(hrefs))
        for first in range(0, len(known), MOST_AT_ONCE):
            part = known[first : first + MOST_AT_ONCE]
            asked = "".join(f"<href>{escape(urlsplit(href).path)}</href>" for href in part)
            by_path = {_path(one.href): one for one in await self._report(calendar, _GET.format(asked), depth=None)}
            found |= {href: by_path[_path(href)] for href in part if _path(href) in by_path}
        return found

    async def create(self, calendar: str, name: str, text: str) -> DavObject:
        """Put a new object into a calendar. Raises `ObjectChanged` where one of this address or UID is there."""
        href = urljoin(calendar.rstrip("/") + "/", quote(name))
        return await self._put(href, text, {"If-None-Match": "*"})

    async def change(self, href: str, text: str, tag: str) -> DavObject:
        """Change an object that still has this tag. Raises `ObjectChanged` where it has become another, or is gone."""
        return await self._put(href, text, {"If-Match": tag} if tag else {})

    async def remove(self, href: str, tag: str) -> None:
        """Remove an object that still has this tag; one that is gone is no trouble. Raises `ObjectChanged`."""
        answer = await self._ask("DELETE", href, "", {"If-Match": tag} if tag else {})
        if answer.status in (404, 410):
            return
        _refuse(answer.status)

    async def move(self, one: DavObject, calendar: str) -> str | None:
        """Move an object into another calendar, where nobody sees it twice or not at all meanwhile.

        Return its address there; None where the server cannot do that. Raises `ObjectChanged` where it has become
        another, or something lies there already.
        """
        href = urljoin(calendar.rstrip("/") + "/", one.href.rstrip("/").rpartition("/")[2])
        headers = {"Destination": href, "Overwrite": "F", **({"If-Match": one.tag} if one.tag else {})}
        try:
            answer = await self._ask("MOVE", one.href, "", headers)
        except CalendarTrouble as trouble:
            if trouble.kind is TroubleKind.REFUSED:
                return None
            raise
        if answer.status in _CHANGED:
            _refuse(answer.status)
        return href if answer.status < _FIRST_OF_OTHERS else None

    async def _put(self, href: str, text: str, headers: dict[str, str]) -> DavObject:
        answer = await self._ask("PUT", href, text, {"Content-Type": _TEXT, **headers})
        _refuse(answer.status)
        return DavObject(href, str(answer.headers.get("ETag") or ""), text)

    # --- asking ---------------------------------------------------------------------------------------------------

    async def _properties(
        self, url: str, body: str, *, depth: int = 0, missing_is_none: bool = False
    ) -> list[tuple[str, dict[str, Any]]] | None:
        answer = await self._ask("PROPFIND", url, body, {"Content-Type": _XML, "Depth": str(depth)})
        if missing_is_none and answer.status in (404, 405, 501):
            return None
        return [(one.href, one.properties) for one in self._parsed(answer, answer.parse_propfind)]

    async def _report(self, url: str, body: str, *, depth: int | None) -> Iterator[DavObject]:
        headers = {"Content-Type": _XML} | ({} if depth is None else {"Depth": str(depth)})
        answer = await self._ask("REPORT", url, body, headers)
        found = self._parsed(answer, answer.parse_calendar_query)
        return (
            DavObject(_beside(url, one.href), one.etag or "", one.calendar_data)
            for one in found
            if one.calendar_data and one.status in (200, 207)
        )

    @staticmethod
    def _parsed(answer: Any, parse: Any) -> list[Any]:
        """Return what a server answered of several objects. Raises `CalendarTrouble` for anything else."""
        _refuse_trouble(answer.status)
        if answer.tree is None or not str(answer.tree.tag).startswith("{DAV:}"):
            raise CalendarTrouble(TroubleKind.NO_CALENDAR)
        try:
            # What has no address cannot be asked for again.
            return [one for one in parse() if isinstance(one.href, str)]
        except (DAVError, AssertionError, ValueError, AttributeError, TypeError):
            raise CalendarTrouble(TroubleKind.NO_CALENDAR) from None

    async def _ask(self, method: str, url: str, body: str, headers: dict[str, str]) -> Any:
        async with self._asking():
            answer = await self._dav.request(url, method, body, headers)
        if len(answer.raw) > MOST_BYTES:
            raise CalendarTrouble(TroubleKind.TOO_LARGE)
        return answer

    @contextlib.asynccontextmanager
    async def _asking(self) -> AsyncIterator[None]:
        """Have whatever goes wrong meanwhile be trouble of a kind."""
        try:
            async with asyncio.timeout(self.seconds):
                yield
        except TimeoutError:
            raise CalendarTrouble(TroubleKind.SLOW) from None
        except AuthorizationError as error:
            if any("no-uid-conflict" in condition for condition in error.preconditions):
                raise ObjectChanged("the server has one of this name") from None
            raise CalendarTrouble(TroubleKind.REFUSED) from None
        except (RateLimitError, OSError):  # whatever happened on the way
            raise CalendarTrouble(TroubleKind.UNREACHABLE) from None
        except Exception:  # of whatever kind: what was answered is not what a calendar answers
            raise CalendarTrouble(TroubleKind.NO_CALENDAR) from None


def is_named(text: str, uid: str) -> bool:
    """Return whether an object is that of a name (UID), however the line that says so is written."""
    return uid in _names(text)


def is_anothers(text: str, uid: str) -> bool:
    """Return whether an object has a name (UID) and not this one; what cannot be read may be anybody's."""
    names = _names(text)
    return bool(names) and uid not in names


def _names(text: str) -> list[str]:
    return [name.strip() for name in _NAME.findall(_FOLD.sub("", text))]


def _calendars(base: str, said: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[DavCalendar]:
    """Yield the calendars for appointments among what was found."""
    for href, own in said:
        kinds = _listed(own.get(f"{_DAV}resourcetype"))
        holds = _listed(own.get(f"{_CALDAV}supported-calendar-component-set"))
        if f"{_CALDAV}calendar" not in kinds or (holds and "VEVENT" not in holds):
            continue
        may = own.get(f"{_DAV}current-user-privilege-set")
        can_write = may is None or not _MAY_WRITE.isdisjoint(_listed(may))
        name = own.get(f"{_DAV}displayname")
        called = name if isinstance(name, str) and name.strip() else unquote(href.rstrip("/").rpartition("/")[2])
        mark = own.get(_CTAG)
        yield DavCalendar(called.strip(), _beside(base, href), can_write, mark if isinstance(mark, str) else "")


def _refuse(status: int) -> None:
    """Raise `ObjectChanged` or `CalendarTrouble` where a server did not do what it was told."""
    if status in _CHANGED:
        raise ObjectChanged(f"the server answered {status}")
    _refuse_trouble(status)


def _refuse_trouble(status: int) -> None:
    # What a server refuses (401, 403) the library has raised.
    if status >= 500 or status in (408, 423, 425, 429):
        raise CalendarTrouble(TroubleKind.UNREACHABLE)
    if status >= _FIRST_OF_OTHERS:
        raise CalendarTrouble(TroubleKind.NO_CALENDAR)


def _listed(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _quoted(href: str) -> str:
    """Return an address as it is asked for: the library gives it with its letters."""
    return href if "://" in href else quote(href, safe="/@:!$&'()*+,;=~%" if "%" in href else "/@:!$&'()*+,;=~")


def _beside(base: str, href: str) -> str:
    """Return the whole address of what a server says it has at an address of its own: on the very host that was asked.

    Whatever the server calls itself, such as http behind a proxy, or a path that begins like a host ("//a/"): the
    password goes nowhere else.
    """
    with _named():
        path = urlsplit(href).path if "://" in href else href
        return urljoin(base, re.sub("^/+", "/", _quoted(path)))


def _path(href: str) -> str:
    with _named():
        return unquote(urlsplit(href).path)


@contextlib.contextmanager
def _named() -> Iterator[None]:
    """Have an address that is none be trouble of its kind."""
    try:
        yield
    except ValueError:
        raise CalendarTrouble(TroubleKind.NO_CALENDAR) from None


def _provider(host: str | None) -> str:
    """Return whose a host is: the last parts of its name, three where the last two say nothing (co.jp)."""
    name = host or ""
    parts = name.split(".")
    if ":" in name or name.replace(".", "").isdigit():
        return name
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= _SHORT else parts[-2:])
