"""The clients' side of the demo: the chat of the website as it is, within the demo's page.

Of the website nothing is changed but who may show its pages in a frame: a page of this very address. Whoever sits
before the browser is whom its cookie names, as on any website; the demo gives it the cookie of another person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.channels.channel import ChannelParts
from bot.channels.registry import MESSENGERS
from bot.channels.web.abilities import ABILITIES
from bot.channels.web.channel import WebChannel
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.tokens import cookie, id_of, token_in
from bot.receiving.server import Endpoint
from bot.turns.ports import Transaction

CHANNEL = next(name for name, one in MESSENGERS.items() if one.abilities is ABILITIES)
_POLICY, _NOWHERE, _HERE = "Content-Security-Policy", "frame-ancestors 'none'", "frame-ancestors 'self'"
Wrap = Callable[[Endpoint], Endpoint]


class FramedChat(WebChannel):
    """The website's channel, with pages that a page of this address may show. `acted` hears of each act."""

    def __init__(self, parts: ChannelParts, acted: Callable[[], None]) -> None:
        super().__init__(parts)
        self.acted = acted

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """What can be read."""
        return {path: _framed(answer) for path, answer in super().pages.items()}

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """What takes what is posted."""
        return {path: self._heard(_framed(answer)) for path, answer in super().endpoints.items()}

    async def time(self) -> datetime | None:
        """The clock that was put on is the right one here."""
        return self.site.clock.now()

    def _heard(self, answer: Endpoint) -> Endpoint:
        async def heard(request: web.Request) -> web.StreamResponse:
            try:
                return await answer(request)
            finally:
                self.acted()

        return heard


def _framed(answer: Endpoint) -> Endpoint:
    """Let pages be shown in a frame of this address."""

    async def framed(request: web.Request) -> web.StreamResponse:
        answered = await answer(request)
        policy = answered.headers.get(_POLICY, "")
        if not answered.prepared and "sandbox" not in policy and _NOWHERE in policy:
            answered.headers[_POLICY] = policy.replace(_NOWHERE, _HERE)
        return answered

    return framed


@dataclass(frozen=True, slots=True)
class DemoClient:
    """Somebody who has a page: our own id of them, and their chat."""

    person: str
    to: str


class Chats:
    """Who has a page, and whom a browser acts for."""

    def __init__(self, framed: FramedChat) -> None:
        self.site = framed.site
        self._known: dict[str, DemoClient] = {}

    async def all(self) -> list[DemoClient]:
        """Everybody who has a page, who came first first."""

        def look(tx: Transaction) -> dict[str, DemoClient]:
            there, found = tx.people_with_web_events(0), []
            kept = {name: one for name, one in self._known.items() if name in there}
            for name in there - kept.keys():
                person = tx.whole_person(name)
                if person is not None and person.address.channel == CHANNEL:
                    found.append((person.created_at, person.address.to, name))
            return kept | {name: DemoClient(name, to) for _, to, name in sorted(found)}

        self._known = await self.site.looked(look)
        return list(self._known.values())

    async def signed_in(self, request: web.Request) -> SignedIn | None:
        """Whom the browser of a request acts for; None where that is nobody of this demo."""
        token, now = self._token(request), self.site.clock.now()
        found: SignedIn | None = await self.site.looked(lambda tx: signed_in(tx, token, now))
        return found

    def _token(self, request: web.Request) -> str | None:
        return token_in(request, framed=False, secure=self.site.guard.is_secure)

    def forgets(self, request: web.Request) -> str | None:
        """The header by which a browser forgets whom it acted for; None where it knows nobody."""
        return None if self._token(request) is None else self._cookie("")

    async def becomes(self, to: str) -> str:
        """The header by which a browser acts for somebody from now on."""
        return self._cookie(await self.site.sessions.begin(to))

    def _cookie(self, token: str) -> str:
        return cookie(token, framed=False, secure=self.site.guard.is_secure)

    async def begins(self, to: str, language: str) -> SignedIn:
        """Let somebody begin, as their browser would; return them."""
        token = await self.site.sessions.begin(to)
        await self.site.acting.begin(id_of(token), to, language, "")
        now = self.site.clock.now()
        found: SignedIn | None = await self.site.looked(lambda tx: signed_in(tx, token, now))
        assert found is not None, "who begins is there"
        await self.site.acting.answered(found.session)
        return found


__all__ = ["ABILITIES", "CHANNEL", "Chats", "FramedChat", "DemoClient"]
