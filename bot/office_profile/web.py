"""Reads which sites may show the chat of the website within their pages, and which proxies stand before our server."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import ip_network
from urllib.parse import urlsplit

from bot.office_profile.profile import refuse_repeats
from bot.office_profile.value import ProfileValue
from dialogs import office as model

# Only what cannot end the line of a header, and names no more than a place.
_SITE = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?/?")
_NEAR = ("localhost", "127.0.0.1")


def read_web(value: ProfileValue) -> model.WebRule:
    """Read the table [web]."""
    at = value.record(model.WebRule)
    return model.WebRule(
        sites=_each(at["sites"], "sites", _site) if "sites" in at else (),
        proxies=_each(at["proxies"], "networks", _network) if "proxies" in at else (),
    )


def _each(value: ProfileValue, expected: str, read: Callable[[ProfileValue], str]) -> tuple[str, ...]:
    items = value.items(expected)
    found = tuple(map(read, items))
    refuse_repeats(items, found)
    return found


def _site(value: ProfileValue) -> str:
    """Read where a site is. What is not encrypted could be changed on its way, and show a page in our place."""
    site = value.matching(_SITE, "site").rstrip("/").lower()
    try:
        parts = urlsplit(site)
        is_near, port = parts.hostname in _NEAR, parts.port
    except ValueError:
        raise value.refusal("site") from None
    if (parts.scheme != "https" and not is_near) or port == 0:
        raise value.refusal("site")
    return site


def _network(value: ProfileValue) -> str:
    """Read the address of a proxy, or of the network that it is in."""
    try:
        return str(ip_network(value.text(), strict=False))
    except ValueError:
        raise value.refusal("network") from None
