"""What people, chats and updates are called in the log: by names that nobody can follow back without the office's key.

A name is the same for all processes of an office, for one day (UTC): so the lines of one person can be put together
that day, and no two days can. Nothing is kept; of whoever is erased no row of ours leads to a name any more.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime

_SIGNS, _KEY_BYTES = 10, 32


class Pseudonyms:
    """Makes names. `secret` says what stands behind a label, by the key of the office; it is another for each label."""

    def __init__(self, secret: Callable[[str], bytes], now: Callable[[], datetime]) -> None:
        self._secret = secret
        self._now = now
        self._day, self._key = "", b""

    def of(self, kind: str, *what: str) -> str:
        """The name of a chat, an update, a lead: which kind of thing it is, and what it is called by whom."""
        day = f"{self._now():%Y-%m-%d}"
        if day != self._day:
            self._day, self._key = day, self._secret(f"log {day}")
        text = "\x1f".join((kind, *what)).encode("utf-8", "surrogatepass")
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()[:_SIGNS]


__all__ = ["Pseudonyms"]
