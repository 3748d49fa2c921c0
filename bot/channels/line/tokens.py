"""Reply tokens: each lets one call answer an event for nothing, about a minute long. Kept in memory alone."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable

# Shorter than LINE's minute, as the way there takes its time.
FRESH_SECONDS = 50.0
MOST_OF_ONE, MOST_PEOPLE = 10, 50_000


class ReplyTokens:
    """The tokens of each chat that were not used yet, the oldest first: it ends first."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._kept: OrderedDict[str, deque[tuple[str, float]]] = OrderedDict()

    def add(self, to: str, token: str) -> None:
        """Keep a token that came just now."""
        kept = self._kept.setdefault(to, deque(maxlen=MOST_OF_ONE))
        kept.append((token, self._monotonic()))
        self._kept.move_to_end(to)
        while len(self._kept) > MOST_PEOPLE:
            self._kept.popitem(last=False)

    def add_first(self, to: str, token: str, age: float) -> bool:
        """Keep a token that came so many seconds ago and is to be used next; return whether it is fresh still."""
        if age >= FRESH_SECONDS:
            return False
        kept = self._kept.setdefault(to, deque(maxlen=MOST_OF_ONE))
        if not any(one == token for one, _ in kept):
            kept.appendleft((token, self._monotonic() - age))
        return True

    def age(self, to: str, token: str) -> float:
        """Return how many seconds ago a token came."""
        came = next((at for one, at in self._kept.get(to, ()) if one == token), self._monotonic())
        return self._monotonic() - came

    def first(self, to: str) -> str | None:
        """Return the token to use next; None where none is fresh."""
        kept = self._kept.get(to)
        while kept and kept[0][1] + FRESH_SECONDS <= self._monotonic():
            kept.popleft()
        if not kept:
            self._kept.pop(to, None)
            return None
        return kept[0][0]

    def use_up(self, to: str, token: str) -> None:
        """Note that a token has done its service."""
        kept = self._kept.get(to)
        if kept is not None:
            self._kept[to] = deque((one for one in kept if one[0] != token), maxlen=MOST_OF_ONE)


__all__ = ["ReplyTokens"]
