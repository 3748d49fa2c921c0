"""Tokens that are kept nowhere but in a browser, and the cookies that bring them back."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator

from aiohttp import web

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """Return 256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def hash_of(token: str, purpose: str) -> str:
    """Return what is kept of a token: whoever reads it cannot act with it, nor use it for another purpose."""
    return hashlib.sha256(f"intake {purpose} {token}".encode()).hexdigest()


def is_token(text: str) -> bool:
    """Return whether a text could be a token of ours."""
    return _TOKEN.fullmatch(text) is not None


def host_name(name: str, *, secure: bool) -> str:
    """Return what a cookie is called. `__Host-` keeps other hosts of the same site from setting it."""
    return f"__Host-{name}" if secure else name


def token_in(request: web.Request, name: str) -> str | None:
    """Return the token that a browser brings in the cookie of a name, if it is one."""
    return next((one for one in _values(request, name) if is_token(one)), None)


def value_in(request: web.Request, name: str) -> str:
    """Return what a browser brings in the cookie of a name, whatever that is; "" without one."""
    # Some programs put it between quotes.
    return next(_values(request, name), "").strip('"')


def _values(request: web.Request, name: str) -> Iterator[str]:
    # Not by the library's way, which keeps what it read for as long as a page is open.
    for one in "; ".join(request.headers.getall("Cookie", ())).split(";"):
        called, _, value = one.strip().partition("=")
        if called == name:
            yield value


def cookie(name: str, token: str, kept_seconds: int, *flags: str) -> str:
    """Return the header that has a browser keep a token; an empty one has it forget."""
    kept = kept_seconds if token else 0
    return "; ".join([f"{name}={token}", "Path=/", "HttpOnly", f"Max-Age={kept}", *flags])


__all__ = ["cookie", "hash_of", "host_name", "is_token", "new_token", "token_in", "value_in"]
