"""Who acted last, in the clear: what was sealed here a moment ago does not have to be opened again.

It is kept by the sealed bytes themselves, so that a record that anybody changed is opened again. In memory alone, of a
bounded number of people, and dropped as a whole when anybody is erased or another process writes. Nobody is kept who
would come out of the record as anything else.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.turns.records import Person
from bot.turns.website import WebEvent, WebSession

MOST_KEPT = 256
MOST_LANES = 4_096
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


@dataclass(frozen=True, slots=True)
class _Page:
    """The newest number on a page, and what was said there last, by its handle."""

    newest: int
    asks: Mapping[str, WebEvent]


class KnownSessions:
    """For whom browsers acted last."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, WebSession] = OrderedDict()

    def get(self, session: str) -> WebSession | None:
        """A session by its id, if it is known."""
        return self._known.get(session)

    def keep(self, sessions: Mapping[str, WebSession]) -> None:
        """Sessions as they are committed."""
        for session_id, session in sessions.items():
            self._known[session_id] = session
            self._known.move_to_end(session_id)
        while len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)

    def drop(self, session: str) -> None:
        """A session changes."""
        self._known.pop(session, None)

    def forget(self) -> None:
        """Drop all of them."""
        self._known.clear()


class Acquainted:
    """The people of the last turns. Whoever is taken may be changed, and comes back once that is committed."""

    def __init__(self) -> None:
        self._written: OrderedDict[str, Written] = OrderedDict()
        self._pages: OrderedDict[str, _Page] = OrderedDict()
        self.sessions = KnownSessions()
        # Lanes in which nothing waits; whoever queues something there takes them out.
        self.clear: set[str] = set()

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
        self.forget_unproved()

    def forget_unproved(self) -> None:
        """Drop what is not held against the database when it is taken."""
        self.clear.clear()
        self.forget_pages()

    # --- the website ----------------------------------------------------------------------------------------------

    def forget_pages(self) -> None:
        """Drop what is known of pages and of who may act there."""
        self._pages.clear()
        self.sessions.forget()

    def keep_page(self, person: str, made: Mapping[int, WebEvent]) -> None:
        """What was put on a page by a transaction that is committed: nothing there is newer."""
        if made:
            asks = {event.handle: event for event in made.values() if event.handle and event.payload.get("say")}
            self._pages[person] = _Page(max(made), asks)
            self._pages.move_to_end(person)
        while len(self._pages) > MOST_KEPT:
            self._pages.popitem(last=False)

    def newest(self, person: str) -> int | None:
        """The number of the newest thing on a page; None where that is not known."""
        page = self._pages.get(person)
        return None if page is None else page.newest

    def shown(self, person: str, handle: str) -> WebEvent | None:
        """What a handle names on a page, if that is known."""
        page = self._pages.get(person)
        return None if page is None else page.asks.get(handle)

    def keep_clear(self, lanes: Iterable[str]) -> None:
        """Lanes in which nothing waits."""
        if len(self.clear) > MOST_LANES:
            self.clear.clear()
        self.clear.update(lanes)


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
