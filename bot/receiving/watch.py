"""Watches connections: whoever takes too long to say what they want, or to hear the answer, is cut, and nobody holds
very many.

Bodies, files and pages that stay open have times of their own, where they are read and written.
"""

from __future__ import annotations

import asyncio
import socket
from collections import defaultdict
from ipaddress import ip_address

from aiohttp import web

from bot.clock import pause_unless
from bot.receiving.places import Networks, is_among

LOOK_SECONDS = 2.0
# For so long the head of a connection's first request may be on its way: a head of one piece takes no second.
HEAD_SECONDS = 20.0
# For so long nothing of what we send may arrive; the system itself counts it.
UNHEARD_SECONDS = 60
# So many connections one address may hold; an office behind one address has a few for each of its people.
MOST_OF_A_PLACE = 200


class Watch:
    """Cuts connections of a server. Those of `proxies` and of this very machine are everybody's, however many."""

    def __init__(self, server: web.Server, proxies: Networks = ()) -> None:
        self.server = server
        self.proxies = proxies
        # When each connection was seen first.
        self._since: dict[web.RequestHandler, float] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Look at them until the stop."""
        now = asyncio.get_running_loop().time
        while not stop.is_set():
            await pause_unless(stop, LOOK_SECONDS, asyncio.sleep)
            self.look(now())

    def look(self, now: float) -> None:
        """Cut what is too slow or too many."""
        before, self._since = self._since, {}
        places: dict[str, list[tuple[bool, float, asyncio.Transport]]] = defaultdict(list)
        for connection in self.server.connections:
            transport = connection.transport
            if transport is None or transport.is_closing():
                continue
            since = before.get(connection)
            if since is None:
                since = now
                _hear_of(transport)
            self._since[connection] = since
            has_asked = connection._request_count > 0
            if not has_asked and now - since >= HEAD_SECONDS:
                transport.abort()
                continue
            places[_place_of(transport)].append((has_asked, -since, transport))
        for place, held in places.items():
            if len(held) > MOST_OF_A_PLACE and not self._is_everybodys(place):
                # First those that asked nothing, and of the others the newest.
                held.sort(key=lambda one: one[:2])
                for _, _, transport in held[:-MOST_OF_A_PLACE]:
                    transport.abort()

    def _is_everybodys(self, place: str) -> bool:
        try:
            return ip_address(place).is_loopback or is_among(place, self.proxies)
        except ValueError:
            return True  # no address of a network


def _place_of(transport: asyncio.Transport) -> str:
    at = transport.get_extra_info("peername")
    return str(at[0]) if isinstance(at, tuple) else ""


def _hear_of(transport: asyncio.Transport) -> None:
    """Have the system end a connection whose other end takes nothing any more; where it can."""
    own = transport.get_extra_info("socket")
    if own is not None and hasattr(socket, "TCP_USER_TIMEOUT"):
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD_SECONDS * 1000)


__all__ = ["Watch"]
