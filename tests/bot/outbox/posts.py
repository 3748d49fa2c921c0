"""Posts as the tests of the outbox write them."""

from __future__ import annotations

from bot.delivery.post import Post
from tests.bot.paper import screen


def say(text: str, lane: str = "maria", handle: str | None = None) -> Post:
    """Something that must be sent."""
    return screen(text, handle, lane=lane, keep=True)
