"""What waits to be sent, in the clear: the one thing storage, the sender and the couriers all know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Post:
    """An outbox row in the clear, as the sender works with it."""

    seq: int
    id: str
    bot: str
    lane: str
    kind: str
    handle: str | None
    person: str | None
    payload: dict[str, Any]
