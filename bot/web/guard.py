"""Who may ask what of pages of ours: where a request comes from, how much of it, and what browsers are told to refuse.

Nothing here knows anybody. What is posted must come from a page of ours: a browser says so, and no page can make it say
otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import urlsplit

from aiohttp import web

from bot.receiving.budget import Admission, Budget
from bot.receiving.places import networks, place_of

ALWAYS: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        # Our own pages say which of them a post comes from; no other site is told anything.
        "Referrer-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    }
)
_USUAL = {"https": ":443", "http": ":80"}
# What is no page of ours: a browser neither runs nor shows anything in it.
SANDBOXED = "default-src 'none'; sandbox; frame-ancestors 'none'"


class WebGate:
    """Decides about requests at one address: `base` is what the addresses that we hand out begin with.

    `proxies` are the networks of those that stand before us.
    """

    def __init__(self, base: str, proxies: Sequence[str] = ()) -> None:
        parts = urlsplit(base)
        # As browsers say it: without the port that goes without saying.
        said = parts.netloc.lower()
        self.origin = f"{parts.scheme}://{said.removesuffix(_USUAL.get(parts.scheme, ' '))}"
        self.is_secure = parts.scheme == "https"
        # Behind a proxy our paths may begin with another one.
        self.path = parts.path.rstrip("/")
        self.proxies = networks(proxies)

    def is_ours(self, request: web.Request) -> bool:
        """Return whether a browser says that a page of ours posts this; what says nothing is not taken."""
        origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        if site is not None and site != "same-origin":
            return False
        return origin.lower() == self.origin if origin is not None else site == "same-origin"

    def place_of(self, request: web.Request) -> str:
        """Return where on the network a request comes from. Of IPv6, who has one address has a whole network."""
        return place_of(request, self.proxies)

    def is_too_much(self, budget: Budget, name: str, *, erasing: bool = False) -> bool:
        """Count something that was done; return whether it is too much."""
        return budget.judge(name, erasing=erasing) is not Admission.READ

    def headers_of_a_page(self, policy: str) -> dict[str, str]:
        """Return what a browser is told of a page, with what may be loaded by it."""
        return {
            **ALWAYS,
            "Cache-Control": "no-store",
            "Content-Security-Policy": policy,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def headers_of_a_file(self) -> dict[str, str]:
        """Return what a browser is told of what is no page."""
        return {
            **ALWAYS,
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": SANDBOXED,
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def headers_of_an_asset(self, *, for_others: bool) -> dict[str, str]:
        """Return what a browser is told of a script or a style; one of them is there `for_others` to load."""
        return {
            **ALWAYS,
            # Whoever keeps it in between must not give it packed to those who cannot read that.
            "Vary": "Accept-Encoding",
            "Cache-Control": "public, max-age=3600" if for_others else "public, max-age=31536000, immutable",
            "Cross-Origin-Resource-Policy": "cross-origin" if for_others else "same-origin",
        }


__all__ = ["ALWAYS", "SANDBOXED", "WebGate"]
