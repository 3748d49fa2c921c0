"""What becomes of the records of somebody who turns out to be another person: they are that person's from now on.

What is sealed is bound to its owner, so it is opened and sealed again. What is damaged stays with the one who goes.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod

from sqlalchemy import Connection, delete, select, update

from bot.errors import SealError
from bot.storage.posts import Posts
from bot.storage.seal import Sealer
from bot.storage.statements import Statements
from bot.storage.tables import (
    PADDED,
    audit,
    bookings,
    concerns,
    entries,
    feeds,
    handles,
    leads,
    runs,
    talk,
    timers,
    web_events,
    web_files,
    web_sessions,
)
from bot.turns.records import Person

log = logging.getLogger(__name__)
_SEALED = (runs, audit, bookings, talk, entries, feeds, web_sessions, web_events, web_files)


class SqlAdoption(ABC):
    """The part of a transaction that gives one person's records to another."""

    connection: Connection
    sealer: Sealer
    sql: Statements
    _posts: Posts

    @abstractmethod
    def _write_runs(self) -> None:
        """Write the runs that have waited."""

    @abstractmethod
    def _forget_pages(self) -> None:
        """Write what is on pages, and read it anew."""

    def code_marks(self, code: str) -> tuple[str, ...]:
        return self.sealer.fingerprints("elsewhere", code)

    def adopt(self, person: Person, by: Person, *, with_lead: bool) -> None:
        self._write_runs()
        self._forget_pages()
        self._posts.flush()
        for table in (*_SEALED, *((leads,) if with_lead else ())):
            owner = table.c.owner if table is feeds else table.c.person
            [key] = table.primary_key.columns
            for record in self.connection.execute(select(table).where(owner == person.id)).all():
                row_id = str(getattr(record, "id" if "id" in table.c else key.name))
                version = getattr(record, "version", 0)
                try:
                    content = self.sealer.open_json(table.name, row_id, record.sealed, owner=person.id, version=version)
                except SealError:
                    log.error("a record of %s cannot be opened (damaged), and stays with who goes", table.name)
                    continue
                if table is feeds:
                    content = {**content, "owner": by.id}
                sealed = self.sealer.seal_json(
                    table.name, row_id, content, owner=by.id, version=version, pad=PADDED[table.name]
                )
                mine = update(table).where(key == getattr(record, key.name))
                self.connection.execute(mine.values({owner.name: by.id, "sealed": sealed}))
        self._adopt_plain(person.id, by.id)
        self._posts.adopt(person.id, by.id)

    def _adopt_plain(self, person: str, by: str) -> None:
        run = self.connection.execute
        run(update(handles).where(handles.c.person == person).values(person=by))
        for ref in run(select(concerns.c.ref).where(concerns.c.person == person)).scalars().all():
            self.sql.add_concerns.run(self.connection, {"ref": ref, "person": by})
        run(delete(concerns).where(concerns.c.person == person))
        # What is to be looked at about the person themselves is, where that is not to be looked at anyway.
        own = select(timers.c.kind).where(timers.c.subject == by).scalar_subquery()
        run(delete(timers).where(timers.c.subject == person, timers.c.kind.in_(own)))
        run(update(timers).where(timers.c.subject == person).values(subject=by))
        run(update(timers).where(timers.c.person == person).values(person=by))


__all__ = ["SqlAdoption"]
