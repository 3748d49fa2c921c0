"""Who a browser is: tokens that are kept nowhere but there, and the cookies that bring them back.

On a page of our own the cookie is one of this very host. In a frame of another site a browser keeps a cookie only where
it says that it is that site's alone; it is another one, so that neither page can act for the other.
"""

from __future__ import annotations

import hashlib
import re
import secrets

from aiohttp import web

# As long as browsers keep one.
KEPT_SECONDS = 400 * 86_400
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """Return 256 bits that nobody guesses."""
    return secrets.token_urlsafe(32)


def id_of(token: str) -> str:
    """Return what is kept of a token: whoever reads it cannot act with it."""
    return hashlib.sha256(b"intake web session " + token.encode()).hexdigest()


def is_token(text: str) -> bool:
    """Return whether a text could be a token of ours."""
    return _TOKEN.fullmatch(text) is not None


def cookie_name(*, framed: bool, secure: bool) -> str:
    """Return what the cookie is called. `__Host-` keeps other hosts of the same site from setting it."""
    name = "intake-framed" if framed else "intake"
    return f"__Host-{name}" if secure else name


def token_in(request: web.Request, *, framed: bool, secure: bool) -> str | None:
    """Return the token that a browser brings, if it is one."""
    name = cookie_name(framed=framed, secure=secure)
    # Not by the library's way, which keeps what it read for as long as a page is open.
    for one in "; ".join(request.headers.getall("Cookie", ())).split(";"):
        called, _, token = one.strip().partition("=")
        if called == name and is_token(token):
            return token
    return None


def cookie(token: str, *, framed: bool, secure: bool) -> str:
    """Return the header that has a browser keep a token; an empty one has it forget."""
    parts = [f"{cookie_name(framed=framed, secure=secure)}={token}", "Path=/", "HttpOnly"]
    parts.append(f"Max-Age={KEPT_SECONDS if token else 0}")
    if framed:
        # A browser takes these on this very machine as well, unencrypted.
        parts += ["Secure", "SameSite=None", "Partitioned"]
    else:
        parts += [*(["Secure"] if secure else []), "SameSite=Lax"]
    return "; ".join(parts)


__all__ = ["cookie", "cookie_name", "id_of", "is_token", "new_token", "token_in"]
