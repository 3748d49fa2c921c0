"""Who may ask what: where a request comes from, how much of it, and what browsers are told to refuse.

Nothing here knows a person. What is posted must come from a page of ours: a browser says so, and no page can make it
say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from types import MappingProxyType
from urllib.parse import urlsplit

from aiohttp import web

from bot.clock import Clock
from bot.receiving.budget import Admission, Allowance, Budget
from dialogs.office import WebRule

# Of one place on the network; many people may share one.
REQUESTS = Allowance(at_once=400, a_second=5.0, reopens=100)
BEGINNINGS = Allowance(at_once=30, a_second=0.05, reopens=10)
# Of one person, a little less than what the reception takes: whoever is too fast is told before it drops a word.
ACTS = Allowance(at_once=50, a_second=0.9, reopens=20)
UPLOADS = Allowance(at_once=20, a_second=0.05, reopens=10)
_ALWAYS: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        # Our own pages say which of them a post comes from; no other site is told anything.
        "Referrer-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    }
)
# What is no page of ours: a browser neither runs nor shows anything in it.
SANDBOXED = "default-src 'none'; sandbox; frame-ancestors 'none'"


class Guard:
    """Decides about requests at one address: `base` is what the addresses that we hand out begin with."""

    def __init__(self, base: str, rule: WebRule, clock: Clock) -> None:
        parts = urlsplit(base)
        self.origin = f"{parts.scheme}://{parts.netloc}".lower()
        self.is_secure = parts.scheme == "https"
        # Behind a proxy our paths may begin with another one.
        self.path = parts.path.rstrip("/")
        self.sites = rule.sites
        self.proxies = tuple(map(ip_network, rule.proxies))
        self.requests = Budget(clock.monotonic, REQUESTS)
        self.beginnings = Budget(clock.monotonic, BEGINNINGS)
        self.acts = Budget(clock.monotonic, ACTS)
        self.uploads = Budget(clock.monotonic, UPLOADS)

    def is_ours(self, request: web.Request) -> bool:
        """Return whether a browser says that a page of ours posts this; what says nothing is not taken."""
        origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        if site is not None and site != "same-origin":
            return False
        return origin.lower() == self.origin if origin is not None else site == "same-origin"

    def place_of(self, request: web.Request) -> str:
        """Return where on the network a request comes from. Of IPv6, who has one address has a whole network."""
        headers = ",".join(request.headers.getall("X-Forwarded-For", ()))
        told = [one.strip() for one in headers.split(",") if one.strip()]
        at = request.remote or ""
        while told and self._is_proxy(at):
            at = told.pop()
        try:
            address = ip_address(at)
        except ValueError:
            return at[:64]
        return str(address) if address.version == 4 else str(ip_network((address, 64), strict=False))

    def _is_proxy(self, at: str) -> bool:
        try:
            address = ip_address(at)
        except ValueError:
            return False
        return any(address in network for network in self.proxies if _is_alike(network, address.version))

    def is_too_much(self, budget: Budget, name: str, *, erasing: bool = False) -> bool:
        """Count something that was done; return whether it is too much."""
        return budget.judge(name, erasing=erasing) is not Admission.READ

    def headers(self, *, framed: bool) -> dict[str, str]:
        """Return what a browser is told of a page: only what is ours runs, and only our sites show it in a frame."""
        ancestors = " ".join(["'self'", *self.sites]) if framed else "'none'"
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            f"form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}; "
            "require-trusted-types-for 'script'; trusted-types intake"
        )
        return {
            **_ALWAYS,
            "Cache-Control": "no-store",
            "Content-Security-Policy": policy,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def headers_of_a_file(self) -> dict[str, str]:
        """Return what a browser is told of what is no page."""
        return {
            **_ALWAYS,
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": SANDBOXED,
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def headers_of_an_asset(self, *, for_others: bool) -> dict[str, str]:
        """Return what a browser is told of a script or a style; one of them is there `for_others` to load."""
        return {
            **_ALWAYS,
            "Cache-Control": "public, max-age=3600" if for_others else "public, max-age=31536000, immutable",
            "Cross-Origin-Resource-Policy": "cross-origin" if for_others else "same-origin",
        }


def _is_alike(network: IPv4Network | IPv6Network, version: int) -> bool:
    return network.version == version


__all__ = ["Guard"]
