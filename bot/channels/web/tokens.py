"""Who a browser is: the cookies that bring its token back.

On a page of our own the cookie is one of this very host. In a frame of another site a browser keeps a cookie only where
it says that it is that site's alone; it is another one, so that neither page can act for the other.
"""

from __future__ import annotations

from aiohttp import web

from bot.web import tokens
from bot.web.tokens import hash_of, host_name, is_token, new_token

# As long as browsers keep one.
KEPT_SECONDS = 400 * 86_400


def id_of(token: str) -> str:
    """Return what is kept of a token: whoever reads it cannot act with it."""
    return hash_of(token, "web session")


def cookie_name(*, framed: bool, secure: bool) -> str:
    """Return what the cookie is called."""
    return host_name("intake-framed" if framed else "intake", secure=secure)


def token_in(request: web.Request, *, framed: bool, secure: bool) -> str | None:
    """Return the token that a browser brings, if it is one."""
    return tokens.token_in(request, cookie_name(framed=framed, secure=secure))


def cookie(token: str, *, framed: bool, secure: bool) -> str:
    """Return the header that has a browser keep a token; an empty one has it forget."""
    # A browser takes those of a frame on this very machine as well, unencrypted.
    own = ("Secure", "SameSite=Lax") if secure else ("SameSite=Lax",)
    flags = ("Secure", "SameSite=None", "Partitioned") if framed else own
    return tokens.cookie(cookie_name(framed=framed, secure=secure), token, KEPT_SECONDS, *flags)


__all__ = ["cookie", "cookie_name", "id_of", "is_token", "new_token", "token_in"]
