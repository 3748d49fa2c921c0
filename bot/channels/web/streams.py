"""Pages that are open: each hears at once of what is new for its person, and is closed before everything stops."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

MOST_OF_A_PERSON, MOST_OF_A_PLACE, MOST_OF_ALL = 6, 60, 2_000


@dataclass(eq=False, slots=True)
class Stream:
    """One page that is open: `ring` has it look at what is new, or to be done."""

    session: str
    person: str
    to: str
    place: str
    framed: bool = False
    # What it waits for, while it waits: an event of the library's would be half as large as all else together.
    resting: asyncio.Future[None] | None = None
    # How often there was news since it was sent what is new.
    news: int = 1
    beats: bool = False
    is_over: bool = False
    # Up to which number the page has all; what comes behind it, where that was made already: its number and the text.
    after: int = -1
    ready: tuple[int, str] | None = None
    # The connection it is sent by; whoever is on a train may have lost it long before that is noticed.
    transport: asyncio.Transport | None = None
    # A newer page of the same person has its place.
    is_replaced: bool = False

    @property
    def is_lost(self) -> bool:
        """Whether nobody can hear it any more."""
        return self.transport is not None and self.transport.is_closing()

    def rest(self) -> asyncio.Future[None]:
        """Return what is waited for until it rings."""
        self.resting = asyncio.get_running_loop().create_future()
        return self.resting

    def ring(self) -> None:
        """Have it look."""
        if self.resting is not None and not self.resting.done():
            self.resting.set_result(None)


class Streams:
    """All pages that are open, and who waits for an answer."""

    def __init__(self) -> None:
        # Of each person the pages in the order in which they were opened.
        self._open: dict[str, dict[Stream, None]] = defaultdict(dict)
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._places: dict[str, int] = defaultdict(int)
        self._count = 0
        # Rings when the first page is opened: until then nobody has to look for anything.
        self.opened = asyncio.Event()
        self.is_closing = False
        # Where pages are open; known with the first of them.
        self.loop: asyncio.AbstractEventLoop | None = None

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Stream]:
        return (stream for streams in list(self._open.values()) for stream in list(streams))

    def open(self, stream: Stream) -> bool:
        """Note a page that is open; False where there are too many. Of one person the newest ones stay."""
        person, place = stream.person, stream.place
        if self._is_full(place):
            for other in self:
                if other.is_lost:
                    self._replace(other)
        if len(mine := self._open.get(person, {})) >= MOST_OF_A_PERSON:
            self._replace(next((other for other in mine if other.is_lost), next(iter(mine))))
        if self.is_closing or self._is_full(place):
            return False
        self.loop = asyncio.get_running_loop()
        self._open[person][stream] = None
        self._places[place] += 1
        self._count += 1
        self.opened.set()
        return True

    def _is_full(self, place: str) -> bool:
        return self._count >= MOST_OF_ALL or self._places.get(place, 0) >= MOST_OF_A_PLACE

    def _replace(self, stream: Stream) -> None:
        """Close a page for another; where somebody still looks at it, it comes back."""
        stream.is_replaced = True
        stream.ring()
        self.close(stream)

    def close(self, stream: Stream) -> None:
        """Forget a page that is not open any more."""
        streams = self._open.get(stream.person, {})
        if stream not in streams:
            return
        del streams[stream]
        if not streams:
            del self._open[stream.person]
        self._places[stream.place] -= 1
        if not self._places[stream.place]:
            del self._places[stream.place]
        self._count -= 1
        if not self._count:
            self.opened.clear()

    def waits(self, person: str) -> asyncio.Event:
        """Return what rings at the next news of a person; give it back with `waited`."""
        event = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        self._waiting[person].add(event)
        return event

    def waited(self, person: str, event: asyncio.Event) -> None:
        """Wait for news no more."""
        waiting = self._waiting.get(person)
        if waiting is not None:
            waiting.discard(event)
            if not waiting:
                del self._waiting[person]

    def is_heard(self, person: str) -> bool:
        """Return whether anybody would hear of a person's news; also asked in other threads."""
        return person in self._open or person in self._waiting

    def give(self, person: str, after: int, last: int, text: str, *, framed: bool) -> None:
        """Have the pages of a person that have all up to a number show what comes behind it, without looking."""
        for stream in self._open.get(person, ()):
            if (stream.after, stream.framed) == (after, framed):
                stream.ready = (last, text)

    def tell(self, person: str, seq: int | None = None) -> None:
        """Have the pages of a person look; with a number those that do not have all up to it."""
        for stream in self._open.get(person, ()):
            if seq is None or stream.after < seq:
                stream.news += 1
                stream.ring()
        for event in self._waiting.get(person, ()):
            event.set()

    def beat(self) -> None:
        """Have every page send a sign of life, so that nobody between takes it for dead."""
        for stream in self:
            stream.beats = True
            stream.ring()

    def end(self, to: str) -> None:
        """Close the pages of a chat: nobody may see them any more."""
        for stream in self:
            if stream.to == to:
                stream.is_over = True
                stream.ring()

    def end_session(self, session: str) -> None:
        """Close the pages of a browser that may not act for anybody any more."""
        for stream in self:
            if stream.session == session:
                stream.is_over = True
                stream.ring()

    def renew(self, session: str) -> None:
        """Close the pages of a session that another has come in the place of: a browser that has that one is back."""
        for stream in self:
            if stream.session == session:
                self._replace(stream)

    def close_all(self) -> None:
        """Close every page: everything is to stop."""
        self.is_closing = True
        for stream in self:
            stream.ring()


__all__ = ["Stream", "Streams"]
