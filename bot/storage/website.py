"""What a transaction keeps of chats on the office's own website: on SQL, and in memory."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from bot.delivery.post import Post
from bot.errors import SealError
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
from bot.turns.website import GONE, WebEvent, WebSession

log = logging.getLogger(__name__)
# More than any number there is.
_LAST = (1 << 63) - 1


def _name(file: str, number: int) -> str:
    return f"{file}.{number}"


class SqlWebsite:
    """The chats on the website of one transaction; what is kept is written at once."""

    connection: Connection
    sealer: Sealer
    sql: Statements

    # --- who is signed in -----------------------------------------------------------------------------------------

    def web_session(self, session_id: str) -> WebSession | None:
        found = self._whole_sessions(self.sql.web_session.run(self.connection, {"id": session_id}))
        return found[0] if found else None

    def web_sessions_of(self, person_id: str) -> list[WebSession]:
        return self._whole_sessions(self.sql.web_sessions_of.run(self.connection, {"person": person_id}))

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
        self.sql.keep_web_session.run(self.connection, session_values(self.sealer, session))

    def give_web_sessions(self, person_id: str, by: str) -> None:
        for session in self.web_sessions_of(person_id):
            self.keep_web_session(replace(session, person=by))

    def drop_web_session(self, session_id: str) -> None:
        self.sql.drop_web_session.run(self.connection, {"id": session_id})

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_web_event(self, event: WebEvent) -> WebEvent | None:
        if self.shown_web_events([event.id]):
            return None
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
        found = self._record_at(person_id, place)
        if found is not None:
            self.sql.drop_web_event.run(self.connection, {"seq": found.seq})
        return found is not None

    def web_event(self, person_id: str, handle: str) -> WebEvent | None:
        found = self._record_of(person_id, handle)
        return None if found is None else self._whole_event(found)

    def web_event_at(self, person_id: str, place: int) -> WebEvent | None:
        found = self._record_at(person_id, place)
        return None if found is None else self._whole_event(found)

    def _whole_event(self, record: Any) -> WebEvent | None:
        try:
            return open_event(self.sealer, record)
        except SealError:
            log.error("something on a page of the website cannot be opened (damaged), and is not shown")
            return None

    def _whole_events(self, found: Iterable[Any]) -> list[WebEvent]:
        return [event for record in found if (event := self._whole_event(record)) is not None]

    def web_events_after(self, person_id: str, seq: int, most: int) -> list[WebEvent]:
        asked = {"person": person_id, "after": seq, "most": most}
        return self._whole_events(self.sql.web_events_after.run(self.connection, asked))

    def web_page(self, person_id: str, before: int | None, most: int) -> tuple[list[WebEvent], bool]:
        asked = {"person": person_id, "before": _LAST if before is None else before, "gone": GONE}
        found = self.sql.web_places.run(self.connection, asked).records
        places = sorted(found, key=lambda record: -record.place)
        shown = self._whole_events(self.sql.web_events.run(self.connection, [record.seq for record in places[:most]]))
        return sorted(shown, key=lambda event: event.place), len(places) > most

    def shown_web_events(self, ids: Collection[str]) -> set[str]:
        return {record.id for record in self.sql.shown_web_events.run(self.connection, ids)}

    def newest_web_event(self) -> int:
        newest: int | None = self.sql.newest_web_event.run(self.connection).value()
        return newest or 0

    def people_with_web_events(self, seq: int) -> set[str]:
        return {record.person for record in self.sql.people_with_web_events.run(self.connection, {"after": seq})}

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

    def web_session(self, session_id: str) -> WebSession | None:
        return self.kept.sessions.get(session_id)

    def web_sessions_of(self, person_id: str) -> list[WebSession]:
        return [session for session in self.kept.sessions.values() if session.person == person_id]

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
        old = None if event.handle is None else self.web_event(event.person, event.handle)
        if old is None and event.place:
            old = self.web_event_at(event.person, event.place)
        if old is not None:
            del self.kept.events[old.seq]
        self.kept.newest_event += 1
        seq = self.kept.newest_event
        shown = replace(event, seq=seq, place=event.place or seq if old is None else old.place)
        self.kept.events[seq] = shown
        return shown

    def drop_web_event(self, person_id: str, place: int) -> bool:
        found = self.web_event_at(person_id, place)
        if found is not None:
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

    def people_with_web_events(self, seq: int) -> set[str]:
        return {event.person for event in self.kept.events.values() if event.seq > seq}

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
