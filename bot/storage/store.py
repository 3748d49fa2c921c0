"""Where everything is kept, on SQL: transactions one after the other on one connection that stays open."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SealError, StorageTrouble
from bot.storage.database import KEY_FACT, Database
from bot.storage.keys import check_key
from bot.storage.sqlite import changes, explained
from bot.storage.statements import Statements
from bot.storage.transaction import SqlTransaction

log = logging.getLogger(__name__)


class SqlStore:
    """Implements `bot.turns.ports.Store`. Trouble is logged when it begins and when it is over, not at every turn."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.statements = Statements(database.engine.dialect)
        self._one = threading.Lock()
        self._in_trouble = False
        # What `changes` said last, for the key and for posts that other processes queued.
        self._key_as_of: int | None = None
        self._posts_as_of: int | None = None

    @contextmanager
    def transaction(self) -> Iterator[SqlTransaction]:
        """A transaction, committed at its end. Raises `StorageTrouble` where the database is in trouble."""
        try:
            with self._one, explained(self.database.path):
                connection = self.database.held()
                with connection.begin():
                    as_of = changes(connection)
                    if as_of != self._key_as_of:
                        self._follow_key(connection)
                        self._key_as_of = as_of
                    yield SqlTransaction(connection, self.database.sealer, self.statements, self._is_news)
        except StorageTrouble as trouble:
            # A connection that met trouble is not trusted with the next turn.
            with suppress(SQLAlchemyError):
                self.database.let_go()
            self._key_as_of = self._posts_as_of = None
            if not self._in_trouble:
                log.error("%s; nothing is lost, what comes in is asked for again until it can be kept", str(trouble))
            self._in_trouble = True
            raise
        if self._in_trouble:
            log.info("the database can be used again")
            self._in_trouble = False

    def _is_news(self, connection: Connection) -> bool:
        """Whether anybody else has written since this was asked last."""
        before, self._posts_as_of = self._posts_as_of, changes(connection)
        return before != self._posts_as_of

    def _follow_key(self, connection: Connection) -> None:
        """Seal with the key the database names, which `intake keys rotate` may have changed a moment ago."""
        sealer = self.database.sealer
        named = bytes(self.statements.fact.run(connection, {"name": KEY_FACT}).scalar_one()).decode()
        if named == sealer.key_id:
            return
        try:
            check_key(sealer, named)
        except SealError as error:
            raise StorageTrouble(str(error)) from None
        sealer.use(named)
