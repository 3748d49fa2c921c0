"""What a transaction keeps of chats on the office's own website: on SQL, and in memory."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from bot import chance
from bot.delivery.post import Post
from bot.errors import SealError
from bot.storage.acquainted import Acquainted
from bot.storage.dialect import Calling
from bot.storage.records import (
    event_values,
    open_event,
    open_piece,
    open_session,
    piece_values,
    session_values,
)
from bot.storage.seal import Sealer
from bot.storage.statements import Statements
from bot.storage.tables import HOUR
from bot.turns.acts import OFFICE
from bot.turns.website import GONE, WebEvent, WebGlance, WebSession

log = logging.getLogger(__name__)
# More than any number there is.
_LAST = (1 << 63) - 1


def _is_among(sessions: Iterable[WebSession], person_id: str, to: str) -> bool:
    """Whether one of some sessions is a browser's that acts for a person at a chat."""
    return any((one.person, one.to, one.is_link) == (person_id, to, False) for one in sessions)


def _id_of(seq: int) -> str:
    """What tells a thing apart by its number: in the order of numbers, so that a batch is written side by side."""
    return f"{seq:016x}"


def _numbered(event: WebEvent, seq: int, place: int) -> WebEvent:
    """The same with its number and its place; a new thing's place is its number."""
    event_id, place = event.id or _id_of(seq), place or seq
    return WebEvent(event_id, event.person, event.kind, event.payload, event.handle, seq, place, event.content)


def _record(sealer: Sealer, event: WebEvent) -> dict[str, Any]:
    """All of the record of something on a page."""
    return {"seq": event.seq, **event_values(sealer, event, None if event.place == event.seq else event.place)}


def _name(file: str, number: int) -> str:
    return f"{file}.{number}"


class SqlWebsite:
    """The chats on the website of one transaction; what is kept is written at once."""

    connection: Connection
    sealer: Sealer
    sql: Statements

    acquainted: Acquainted
    _clear_lanes: set[str]

    _calls: Calling | None

    def _begin_website(self) -> None:
        # Sessions as this transaction has read them, and for whom browsers may act.
        self._sessions: dict[str, WebSession] = {}
        self._signed_in: set[tuple[str, str]] = set()
        # What is on pages as it is now, by person and handle, and by person and place; None where it is no more.
        self._known: dict[tuple[str, str], WebEvent | None] = {}
        self._by_place: dict[tuple[str, int], WebEvent] = {}
        # What was put there by this transaction, by person and number.
        self._made: dict[str, dict[int, WebEvent]] = {}
        # What is not written yet, and the numbers in whose place it comes; the newest number, once one was given.
        self._unwritten: dict[int, WebEvent] = {}
        self._replaced: list[int] = []
        self._newest: int | None = None
        self._touched_pages: set[str] = set()

    @property
    def changed_pages(self) -> frozenset[str]:
        return frozenset(self._touched_pages)

    def keep_pages(self) -> None:
        """Know from now on what this transaction did; it is committed."""
        for person, made in self._made.items():
            self.acquainted.keep_page(person, made)
        self.acquainted.sessions.keep(self._sessions)
        self.acquainted.keep_clear(self._clear_lanes)

    # --- who is signed in -----------------------------------------------------------------------------------------

    def web_session(self, session_id: str) -> WebSession | None:
        session = self._sessions.get(session_id) or self.acquainted.sessions.get(session_id)
        if session is None:
            found = self._whole_sessions(self.sql.web_session.run(self.connection, {"id": session_id}))
            session = found[0] if found else None
        return None if session is None else self._know_session(session)

    def web_glance(self, session_id: str) -> WebGlance | None:
        self._write_pages()
        found = self.sql.web_glance.run(self.connection, {"id": session_id}).first()
        return None if found is None else WebGlance(found.person, found.sealed, found.version, found.newest or 0)

    def _know_session(self, session: WebSession) -> WebSession:
        self._sessions[session.id] = session
        if not session.is_link:
            self._signed_in.add((session.person, session.to))
        return session

    def web_sessions_of(self, person_id: str) -> list[WebSession]:
        found = self._whole_sessions(self.sql.web_sessions_of.run(self.connection, {"person": person_id}))
        return [self._know_session(session) for session in found]

    def has_web_session(self, person_id: str, to: str) -> bool:
        if (person_id, to) not in self._signed_in:
            self.web_sessions_of(person_id)
        return (person_id, to) in self._signed_in

    def _change_session(self, session_id: str) -> None:
        self._sessions.pop(session_id, None)
        self._signed_in.clear()
        self.acquainted.sessions.drop(session_id)

    def _whole_sessions(self, found: Iterable[Any]) -> list[WebSession]:
        sessions = []
        for record in found:
            try:
                sessions.append(open_session(self.sealer, record))
            except SealError:
                log.error("a session on the website cannot be opened (damaged), and is passed over")
        return sessions

    def living_web_sessions(self, session_ids: Collection[str]) -> set[str]:
        return {record.id for record in self.sql.living_web_sessions.run(self.connection, session_ids)}

    def keep_web_session(self, session: WebSession) -> None:
        self._change_session(session.id)
        self.sql.keep_web_session.run(self.connection, session_values(self.sealer, session))

    def give_web_sessions(self, person_id: str, by: str) -> None:
        for session in self.web_sessions_of(person_id):
            self.keep_web_session(replace(session, person=by))

    def drop_web_session(self, session_id: str) -> None:
        self._change_session(session_id)
        self.sql.drop_web_session.run(self.connection, {"id": session_id})

    # --- what is shown --------------------------------------------------------------------------------------------

    def add_web_event(self, event: WebEvent) -> WebEvent:
        return self._put(event, 0)

    def change_web_event(self, old: WebEvent, new: WebEvent) -> None:
        if self._unwritten.pop(old.seq, None) is None:
            self._replaced.append(old.seq)
        self._made.get(old.person, {}).pop(old.seq, None)
        if old.handle is not None and old.handle != new.handle:
            self._known[old.person, old.handle] = None
        self._put(new, old.place)

    def _put(self, event: WebEvent, place: int) -> WebEvent:
        """Give something its number; it is written with all else, but for the first, which tells where numbers are.

        Where other processes give numbers too, each is asked for.
        """
        if self._newest is None or self._calls is not None:
            event = event if event.id else replace(event, id=chance.token_hex(16))
            values = event_values(self.sealer, event, place or None)
            self._newest = int(self.sql.add_web_event.run(self.connection, values).value())
            made = _numbered(event, self._newest, place)
        else:
            self._newest += 1
            made = self._unwritten[self._newest] = _numbered(event, self._newest, place)
        self._touched_pages.add(made.person)
        self._made.setdefault(made.person, {})[made.seq] = made
        return self._know(made)

    def _know(self, event: WebEvent) -> WebEvent:
        if event.handle is not None:
            self._known[event.person, event.handle] = event
        self._by_place[event.person, event.place] = event
        return event

    def _write_pages(self) -> None:
        """Write what has changed."""
        if self._replaced:
            self.sql.drop_web_events.run(self.connection, self._replaced)
            self._replaced = []
        if self._unwritten:
            unwritten, self._unwritten = self._unwritten, {}
            records = [_record(self.sealer, event) for event in unwritten.values()]
            self.sql.put_web_event.many(self.connection, records)

    def _forget_pages(self) -> None:
        """Write what has changed, and read all of it anew: it may be another's from now on, or nobody's."""
        self._write_pages()
        kept: tuple[dict[Any, Any], ...] = (self._known, self._by_place, self._made, self._sessions)
        for known in kept:
            known.clear()
        self._signed_in.clear()
        self._newest = None
        self.acquainted.forget_pages()

    def show_web_event(self, event: WebEvent) -> WebEvent | None:
        self._forget_pages()
        if self.shown_web_events([event.id]):
            return None
        self._touched_pages.add(event.person)
        place = event.place or None
        old = None if event.handle is None else self._record_of(event.person, event.handle)
        if old is None and place is not None:
            old = self._record_at(event.person, place)
        if old is not None:
            place = old.seq if old.place is None else old.place
            self.sql.drop_web_event.run(self.connection, {"seq": old.seq})
        seq = self.sql.add_web_event.run(self.connection, event_values(self.sealer, event, place)).value()
        return replace(event, seq=seq, place=place or seq)

    def _record_of(self, person_id: str, handle: str) -> Any:
        return self.sql.web_event.run(self.connection, {"person": person_id, "handle": handle}).first()

    def _record_at(self, person_id: str, place: int) -> Any:
        given = {"person": person_id, "at": place, "gone": GONE}
        return self.sql.web_event_at.run(self.connection, given).first()

    def drop_web_event(self, person_id: str, place: int) -> bool:
        self._forget_pages()
        found = self._record_at(person_id, place)
        if found is not None:
            self._touched_pages.add(person_id)
            self.sql.drop_web_event.run(self.connection, {"seq": found.seq})
        return found is not None

    def web_event(self, person_id: str, handle: str) -> WebEvent | None:
        if (person_id, handle) in self._known:
            return self._known[person_id, handle]
        event = self.acquainted.shown(person_id, handle)
        if event is None:
            found = self._record_of(person_id, handle)
            event = None if found is None else self._whole_event(found)
        return None if event is None else self._know(event)

    def web_event_at(self, person_id: str, place: int) -> WebEvent | None:
        known = self._by_place.get((person_id, place))
        if known is not None:
            return known
        found = self._record_at(person_id, place)
        event = None if found is None else self._whole_event(found)
        return None if event is None else self._know(event)

    def _whole_event(self, record: Any) -> WebEvent | None:
        made = self._made.get(record.person)
        if made is not None and record.seq in made:
            # Written by this very transaction: it needs not be opened again.
            return made[record.seq]
        try:
            return open_event(self.sealer, record)
        except SealError:
            log.error("something on a page of the website cannot be opened (damaged), and is not shown")
            return None

    def _whole_events(self, found: Iterable[Any]) -> list[WebEvent]:
        return [event for record in found if (event := self._whole_event(record)) is not None]

    def web_events_after(self, person_id: str, seq: int, most: int) -> list[WebEvent]:
        newest = self.acquainted.newest(person_id)
        if newest is not None and newest <= seq:
            # All there is behind it was put there just now.
            return [event for event in self._made.get(person_id, {}).values() if event.seq > seq][:most]
        self._write_pages()
        asked = {"person": person_id, "after": seq, "most": most}
        return self._whole_events(self.sql.web_events_after.run(self.connection, asked))

    def web_page(self, person_id: str, before: int | None, most: int) -> tuple[list[WebEvent], bool]:
        self._write_pages()
        asked = {"person": person_id, "before": _LAST if before is None else before, "gone": GONE}
        found = self.sql.web_places.run(self.connection, asked).records
        places = sorted(found, key=lambda record: -record.place)
        shown = self._whole_events(self.sql.web_events.run(self.connection, [record.seq for record in places[:most]]))
        return sorted(shown, key=lambda event: event.place), len(places) > most

    def shown_web_events(self, ids: Collection[str]) -> set[str]:
        self._write_pages()
        return {record.id for record in self.sql.shown_web_events.run(self.connection, ids)}

    def newest_web_event(self) -> int:
        self._write_pages()
        newest: int | None = self.sql.newest_web_event.run(self.connection).value()
        return newest or 0

    def people_with_web_events(self, seq: int) -> dict[str, int]:
        self._write_pages()
        found = self.sql.people_with_web_events.run(self.connection, {"after": seq})
        return {record.person: record.seq for record in found}

    # --- what was sent --------------------------------------------------------------------------------------------

    def keep_web_piece(self, person_id: str, file: str, number: int, piece: bytes, made_at: float) -> None:
        values = piece_values(self.sealer, person_id, _name(file, number), piece, made_at)
        self.sql.add_web_piece.run(self.connection, values)

    def web_piece(self, file: str, number: int) -> bytes | None:
        found = self.sql.web_piece.run(self.connection, {"id": _name(file, number)}).first()
        try:
            return None if found is None else open_piece(self.sealer, found)
        except SealError:
            log.error("a file of the website cannot be opened (damaged)")
            return None

    def prune_website(self, sessions_before: float, files_before: float) -> int:
        # A record tells the beginning of its hour; only when that is over for all of it does it go.
        self.acquainted.forget_pages()
        sessions = self.sql.old_web_sessions.run(self.connection, {"before": sessions_before - HOUR}).written
        before = {"before": files_before - HOUR, "office": OFFICE}
        return sessions + self.sql.old_web_files.run(self.connection, before).written


@dataclass
class KeptPages:
    """What a process keeps in memory of chats on the website."""

    sessions: dict[str, WebSession] = field(default_factory=dict, kw_only=True)
    events: dict[int, WebEvent] = field(default_factory=dict, kw_only=True)
    newest_event: int = field(default=0, kw_only=True)
    # By file and number: whose, the piece, and when it was made.
    pieces: dict[tuple[str, int], tuple[str, bytes, float]] = field(default_factory=dict, kw_only=True)
    posts: dict[str, tuple[Post, str, float, frozenset[str]]] = field(default_factory=dict, kw_only=True)


class MemoryWebsite:
    """The chats on the website of one transaction in memory."""

    kept: KeptPages
    _touched_pages: set[str]
    # That of somebody's record.
    _version_of: Callable[[str], int]

    @property
    def changed_pages(self) -> frozenset[str]:
        return frozenset(self._touched_pages)

    def add_web_event(self, event: WebEvent) -> WebEvent:
        shown = self.show_web_event(event)
        assert shown is not None, "its id is new"
        return shown

    def change_web_event(self, old: WebEvent, new: WebEvent) -> None:
        self.kept.events.pop(next(seq for seq, one in self.kept.events.items() if one.place == old.place))
        self.show_web_event(replace(new, place=old.place))

    def web_session(self, session_id: str) -> WebSession | None:
        return self.kept.sessions.get(session_id)

    def web_sessions_of(self, person_id: str) -> list[WebSession]:
        return [session for session in self.kept.sessions.values() if session.person == person_id]

    def web_glance(self, session_id: str) -> WebGlance | None:
        session = self.kept.sessions.get(session_id)
        if session is None:
            return None
        newest = max((event.seq for event in self._events_of(session.person)), default=0)
        return WebGlance(session.person, session, self._version_of(session.person), newest)

    def has_web_session(self, person_id: str, to: str) -> bool:
        return _is_among(self.kept.sessions.values(), person_id, to)

    def living_web_sessions(self, session_ids: Collection[str]) -> set[str]:
        return {*session_ids} & {*self.kept.sessions}

    def keep_web_session(self, session: WebSession) -> None:
        self.kept.sessions[session.id] = session

    def give_web_sessions(self, person_id: str, by: str) -> None:
        for session in self.web_sessions_of(person_id):
            self.keep_web_session(replace(session, person=by))

    def drop_web_session(self, session_id: str) -> None:
        self.kept.sessions.pop(session_id, None)

    def show_web_event(self, event: WebEvent) -> WebEvent | None:
        if self.shown_web_events([event.id]):
            return None
        self._touched_pages.add(event.person)
        old = None if event.handle is None else self.web_event(event.person, event.handle)
        if old is None and event.place:
            old = self.web_event_at(event.person, event.place)
        if old is not None:
            del self.kept.events[old.seq]
        self.kept.newest_event += 1
        seq = self.kept.newest_event
        place = event.place or seq if old is None else old.place
        shown = replace(event, id=event.id or _id_of(seq), seq=seq, place=place)
        self.kept.events[seq] = shown
        return shown

    def drop_web_event(self, person_id: str, place: int) -> bool:
        found = self.web_event_at(person_id, place)
        if found is not None:
            self._touched_pages.add(person_id)
            del self.kept.events[found.seq]
        return found is not None

    def _events_of(self, person_id: str) -> list[WebEvent]:
        return [event for event in self.kept.events.values() if event.person == person_id]

    def web_event(self, person_id: str, handle: str) -> WebEvent | None:
        return next((event for event in self._events_of(person_id) if event.handle == handle), None)

    def web_event_at(self, person_id: str, place: int) -> WebEvent | None:
        found = (event for event in self._events_of(person_id) if event.place == place and event.kind != GONE)
        return next(found, None)

    def web_events_after(self, person_id: str, seq: int, most: int) -> list[WebEvent]:
        return [event for event in self._events_of(person_id) if event.seq > seq][:most]

    def web_page(self, person_id: str, before: int | None, most: int) -> tuple[list[WebEvent], bool]:
        shown = [event for event in self._events_of(person_id) if event.kind != GONE]
        shown = sorted((e for e in shown if before is None or e.place < before), key=lambda event: event.place)
        return shown[-most:], len(shown) > most

    def shown_web_events(self, ids: Collection[str]) -> set[str]:
        return {event.id for event in self.kept.events.values() if event.id in ids}

    def newest_web_event(self) -> int:
        return max(self.kept.events, default=0)

    def people_with_web_events(self, seq: int) -> dict[str, int]:
        return {event.person: event.seq for event in self.kept.events.values() if event.seq > seq}

    def keep_web_piece(self, person_id: str, file: str, number: int, piece: bytes, made_at: float) -> None:
        self.kept.pieces[file, number] = (person_id, piece, made_at)

    def web_piece(self, file: str, number: int) -> bytes | None:
        found = self.kept.pieces.get((file, number))
        return None if found is None else found[1]

    def prune_website(self, sessions_before: float, files_before: float) -> int:
        kept = self.kept
        old = [name for name, session in kept.sessions.items() if session.made_at < sessions_before - HOUR]
        for name in old:
            del kept.sessions[name]
        waiting = {post.person for post, *_ in kept.posts.values() if post.channel == OFFICE}
        files = [
            name for name, (whose, _, at) in kept.pieces.items() if at < files_before - HOUR and whose not in waiting
        ]
        for file in files:
            del kept.pieces[file]
        return len(old) + len(files)

    def erase_website(self, person_id: str) -> None:
        """Remove all of a person."""
        kept = self.kept
        kept.sessions = _but_of(person_id, kept.sessions)
        kept.events = {seq: event for seq, event in kept.events.items() if event.person != person_id}
        kept.pieces = {name: piece for name, piece in kept.pieces.items() if piece[0] != person_id}


def _but_of(person_id: str, sessions: Mapping[str, WebSession]) -> dict[str, WebSession]:
    return {name: session for name, session in sessions.items() if session.person != person_id}


__all__ = ["KeptPages", "MemoryWebsite", "SqlWebsite"]
