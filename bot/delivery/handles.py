"""What the messenger calls our messages, as far as it is remembered: the newest. The database knows them all."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping

MOST_REMEMBERED = 10_000


class Handles:
    """Remembers message ids by our names of the messages, so that a delivery need not ask the database."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, str] = OrderedDict()

    def known(self, names: Iterable[str]) -> dict[str, str]:
        """Those of the messages that are remembered."""
        return {name: self._ids[name] for name in names if name in self._ids}

    def keep(self, made: Mapping[str, str]) -> dict[str, str]:
        """Remember messages; returns those that were not known, or not by this id."""
        new = {name: number for name, number in made.items() if self._ids.get(name) != number}
        for name, number in new.items():
            self._ids[name] = number
            self._ids.move_to_end(name)
        while len(self._ids) > MOST_REMEMBERED:
            self._ids.popitem(last=False)
        return new

    def drop(self, names: Iterable[str]) -> None:
        """Forget some messages: their person was erased."""
        for name in names:
            self._ids.pop(name, None)

    def forget(self) -> None:
        """Forget all: what was remembered may not hold any more, and the database knows what does."""
        self._ids.clear()
