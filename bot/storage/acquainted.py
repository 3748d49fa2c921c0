"""Who acted last, in the clear: what was sealed here a moment ago does not have to be opened again.

It is kept by the sealed bytes themselves, so that a record that anybody changed is opened again. In memory alone, of a
bounded number of people, and dropped as a whole when anybody is erased or another process writes. Nobody is kept who
would come out of the record as anything else.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.turns.records import Person

MOST_KEPT = 256
_STR = frozenset({str})
_PLAIN = _STR | {int, float, bool, type(None)}


@dataclass(frozen=True, slots=True)
class Written:
    """A person as they were written: the sealed bytes of their record and of their address's, and what these mean."""

    person: Person
    sealed: bytes
    sealed_address: bytes
    finder: str
    language: str


class Acquainted:
    """The people of the last turns. Whoever is taken may be changed, and comes back once that is committed."""

    def __init__(self) -> None:
        self._written: OrderedDict[str, Written] = OrderedDict()

    def __len__(self) -> int:
        return len(self._written)

    def take(self, record: Any) -> Written | None:
        """The person of a record with one of their addresses, if these very bytes were written here."""
        written = self._written.pop(record.id, None)
        if written is None or written.sealed != record.sealed or written.sealed_address != record.sealed_address:
            return None
        is_same = (written.person.version, written.person.address.id) == (record.version, record.address)
        return written if is_same and written.finder == record.finder else None

    def keep(self, people: Iterable[Written]) -> None:
        """People whose records are committed as they are here."""
        for written in people:
            self._written[written.person.id] = written
            self._written.move_to_end(written.person.id)
        while len(self._written) > MOST_KEPT:
            self._written.popitem(last=False)

    def forget(self) -> None:
        """Drop all of them."""
        self._written.clear()


def reads_back(value: Any) -> bool:
    """Whether a value comes back from JSON as it is: a tuple would be a list, a subclass its base."""
    kind = value.__class__
    if kind in _PLAIN:
        return True
    if kind is dict:
        if not _STR.issuperset(map(type, value)):
            return False
        value = value.values()
    elif kind is not list:
        return False
    # Most lists and dictionaries hold plain values alone, and need no look at each.
    return _PLAIN.issuperset(map(type, value)) or all(map(reads_back, value))
