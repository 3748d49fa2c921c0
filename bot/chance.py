"""Random bytes of the system for names and nonces, drawn for a whole batch of turns at once.

Each time a thread asks the system, it lets another thread go first and waits until it comes back; a turn needs half a
dozen. What is left of a draw is thrown away with its batch, so that no two copies of this process could ever go on
with the same.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2_048


class _Drawn(threading.local):
    """What a thread has drawn, and how much of it was used; kept while it does a batch."""

    _keeps = False
    _pool = b""
    _used = 0

    def keep(self, keeps: bool) -> None:
        self._keeps, self._pool, self._used = keeps, b"", 0

    def take(self, number: int) -> bytes:
        if not self._keeps:
            return os.urandom(number)
        end = self._used + number
        if end > len(self._pool):
            self._pool, end = os.urandom(max(AT_ONCE, number)), number
        self._used = end
        return self._pool[end - number : end]


_drawn = _Drawn()


@contextmanager
def drawing() -> Iterator[None]:
    """Let this thread draw for several at once until the end."""
    _drawn.keep(True)
    try:
        yield
    finally:
        _drawn.keep(False)


def token_bytes(number: int) -> bytes:
    """Return random bytes, which nobody else is given."""
    return _drawn.take(number)


def token_hex(number: int) -> str:
    """Return them as text."""
    return token_bytes(number).hex()


__all__ = ["drawing", "token_bytes", "token_hex"]
