"""Where on the network a request comes from: what a proxy of ours says of it is believed, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp import web

# No more is read of what proxies say.
LONGEST_TOLD = 2_000
Networks = tuple[IPv4Network | IPv6Network, ...]


def networks(named: Iterable[str]) -> Networks:
    """Return the networks of a setting."""
    return tuple(map(ip_network, named))


def place_of(request: web.Request, proxies: Networks) -> str:
    """Return where a request comes from. Of IPv6, who has one address has a whole network."""
    at = request.remote or ""
    if "X-Forwarded-For" in request.headers and is_among(at, proxies):
        told = ",".join(request.headers.getall("X-Forwarded-For", ()))[-LONGEST_TOLD:].split(",")
        named = [one.strip() for one in told if one.strip()]
        while named and is_among(at, proxies):
            at = named.pop()
    return _network_of(at)


_WITH_PORT = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}")


def _address(at: str) -> IPv4Address | IPv6Address | None:
    """Return an address; some proxies name a port with it, or one of the old kind as one of the new."""
    found = _WITH_PORT.fullmatch(at)
    try:
        address = ip_address(at if found is None else found[1] or found[2])
    except ValueError:
        return None
    old = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return address if old is None else old


@lru_cache(maxsize=512)
def is_among(at: str, proxies: Networks) -> bool:
    """Return whether an address is of one of some networks."""
    address = _address(at)
    return address is not None and any(address.version == network.version and address in network for network in proxies)


@lru_cache(maxsize=512)
def _network_of(at: str) -> str:
    address = _address(at)
    if address is None:
        return at[:64]
    return str(address) if address.version == 4 else str(ip_network((int(address), 64), strict=False))


__all__ = ["Networks", "is_among", "networks", "place_of"]
