"""A calendar server in memory, for whoever needs many and quick ones; the contract holds it to what real ones do."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from icalendar import Calendar
from recurring_ical_events import of

from bot.calendars.caldav_client import DavCalendar, DavObject, ObjectChanged
from bot.calendars.sources import CalendarTrouble, TroubleKind

BASE = "https://dav.example/office/"


@dataclass
class FakeServer:
    """What a server keeps: by calendar, the objects by their addresses. `trouble` befalls whatever is asked next.

    With `one_name_in_all` a name (UID) may lie in one of its calendars alone, as on iCloud; `can_move` says whether it
    moves objects from one to another.
    """

    names: tuple[str, ...] = ("work",)
    objects: dict[str, dict[str, DavObject]] = field(default_factory=dict)
    trouble: TroubleKind | None = None
    read_only: frozenset[str] = frozenset()
    one_name_in_all: bool = False
    can_move: bool = True
    addresses: frozenset[str] = frozenset()
    changes: int = 0
    clients: int = 0

    def connect(self) -> Any:
        """Return a client."""
        self.clients += 1
        return FakeClient(self)

    def inside(self, calendar: str) -> dict[str, DavObject]:
        """Return the objects of a calendar."""
        return self.objects.setdefault(calendar, {})

    def put(self, href: str, text: str) -> DavObject:
        """Keep an object, whatever was there."""
        self.changes += 1
        made = DavObject(href, f'"{self.changes}"', text)
        self.inside(href.rpartition("/")[0] + "/")[href] = made
        return made

    def drop(self, href: str) -> None:
        """Keep an object no more."""
        self.changes += 1
        del self.inside(href.rpartition("/")[0] + "/")[href]

    @property
    def all(self) -> list[DavObject]:
        """All objects of all calendars."""
        return [one for objects in self.objects.values() for one in objects.values()]


class FakeClient:
    """Asks a server in memory as `CaldavClient` asks a real one."""

    def __init__(self, server: FakeServer) -> None:
        self.server = server

    async def close(self) -> None:
        self.server.clients -= 1

    async def calendars(self) -> tuple[DavCalendar, ...]:
        self._trouble()
        return tuple(
            DavCalendar(name, f"{BASE}{name}/", name not in self.server.read_only, str(self.server.changes))
            for name in self.server.names
        )

    async def addresses(self) -> frozenset[str]:
        self._trouble()
        return self.server.addresses

    async def read(self, calendar: str, begin: int, end: int) -> tuple[DavObject, ...]:
        self._trouble()
        return tuple(
            one
            for one in self.server.inside(calendar).values()
            if of(Calendar.from_ical(one.text), skip_bad_series=True).between(_moment(begin), _moment(end))
        )

    async def find(self, calendar: str, uid: str) -> DavObject | None:
        self._trouble()
        named = re.compile(rf"^UID:{re.escape(uid)}\s*$", re.MULTILINE)
        return next((one for one in self.server.inside(calendar).values() if named.search(one.text)), None)

    async def get(self, calendar: str, hrefs: Collection[str]) -> dict[str, DavObject]:
        self._trouble()
        inside = self.server.inside(calendar)
        return {href: inside[href] for href in hrefs if href in inside}

    async def create(self, calendar: str, name: str, text: str) -> DavObject:
        self._trouble()
        href = calendar + quote(name)
        [uid] = re.findall(r"^UID:(\S+)", text, re.MULTILINE)
        where = [f"{BASE}{name}/" for name in self.server.names] if self.server.one_name_in_all else [calendar]
        if href in self.server.inside(calendar) or any([await self.find(one, uid) for one in where]):
            raise ObjectChanged("there is one")
        return self.server.put(href, text)

    async def change(self, href: str, text: str, tag: str) -> DavObject:
        self._trouble()
        self._same(href, tag)
        return self.server.put(href, text)

    async def move(self, one: DavObject, calendar: str) -> str | None:
        self._trouble()
        if not self.server.can_move:
            return None
        self._same(one.href, one.tag)
        href = calendar + one.href.rpartition("/")[2]
        if href in self.server.inside(calendar):
            raise ObjectChanged("there is one")
        self.server.drop(one.href)
        return self.server.put(href, one.text).href

    async def remove(self, href: str, tag: str) -> None:
        self._trouble()
        if href in self.server.inside(href.rpartition("/")[0] + "/"):
            self._same(href, tag)
            self.server.drop(href)

    def _same(self, href: str, tag: str) -> None:
        found = self.server.inside(href.rpartition("/")[0] + "/").get(href)
        if found is None or found.tag != tag:
            raise ObjectChanged("it is another")

    def _trouble(self) -> None:
        if self.server.trouble is not None:
            raise CalendarTrouble(self.server.trouble)


def _moment(seconds: int) -> object:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC)


def only(server: FakeServer) -> DavObject:
    """The one object there is."""
    [found] = server.all
    return found
