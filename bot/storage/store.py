"""Where everything is kept, on SQL: transactions one after the other on one connection that stays open."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import steady
from bot.errors import SealError, StorageTrouble
from bot.observing import metrics
from bot.observing.observer import NOBODY_LOOKS, Observer
from bot.storage.acquainted import Acquainted
from bot.storage.database import KEY_MEMO, MOVED_MEMO, OLDEST_MEMO, Database
from bot.storage.keys import check_key
from bot.storage.statements import Statements
from bot.storage.tables import HEAD
from bot.storage.transaction import SqlTransaction

log = logging.getLogger(__name__)


class SqlStore:
    """Implements `bot.turns.ports.Store`. Trouble is logged when it begins and when it is over, not at every turn.

    Where another process has written (`intake forget`, `intake keys rotate`), the next transaction follows it: it seals
    with the key the database names, and its new posts are all that wait, those of the other process among them. Where
    the database cannot tell whether anybody has, each transaction does the first, and keeps only what it can compare.
    """

    def __init__(self, database: Database, observer: Observer = NOBODY_LOOKS) -> None:
        self.database = database
        self.observer = observer
        self.statements = Statements(database.backend.dialect, database.engine.dialect)
        self.acquainted = Acquainted()
        self._one = threading.Lock()
        self._in_trouble = False
        # What `changes` said last; None before the first transaction on a connection.
        self._as_of: int | None = None
        # Whether another process may have queued posts that no transaction has picked up yet.
        self._is_news = False
        # What the transaction is known by that is being committed.
        self._committing: object = None

    @contextmanager
    def transaction(self) -> Iterator[SqlTransaction]:
        """A transaction, committed at its end. Raises `StorageTrouble` where the database is in trouble."""
        try:
            with self._one, self.database.backend.explained():
                connection, self._committing = self.database.held(), None
                with self._asked(), connection.begin():
                    as_of = self.database.backend.changes(connection)
                    if as_of is None or as_of != self._as_of:
                        self._follow_key(connection)
                    if as_of is None:
                        self.acquainted.forget_unproved()
                    elif as_of != self._as_of:
                        self.acquainted.forget()
                        self._is_news |= self._as_of is not None
                        self._as_of = as_of
                    made = (connection, self.database.sealer, self.statements, self.acquainted)
                    tx = SqlTransaction(*made, self.database.backend.calls)
                    yield tx
                    if self._is_news:
                        tx.pick_up()
                    self._committing = self.database.backend.mark(connection)
                    ended = steady()
                self.observer.measure(metrics.COMMIT_SECONDS, steady() - ended)
                self.acquainted.keep(tx.written.values())
                tx.keep_pages()
            self._is_news = False
        except StorageTrouble as trouble:
            # A connection that met trouble is not trusted with the next turn.
            with suppress(SQLAlchemyError):
                self.database.let_go()
            self._as_of, self._is_news = None, True
            if not self._in_trouble:
                log.error("%s; nothing is lost, what comes in is asked for again until it can be kept", str(trouble))
            self._in_trouble = True
            raise
        if self._in_trouble:
            log.info("the database can be used again")
            self._in_trouble = False

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Where a commit is not answered, ask whether it was done; never guess."""
        try:
            yield
        except SQLAlchemyError:
            if self._committing is None or not self.database.backend.was_committed(self._committing):
                raise
            log.warning("the database did not answer a commit; asked again, it says that it was done")
            with suppress(SQLAlchemyError):
                self.database.let_go()

    @contextmanager
    def reading(self) -> Iterator[SqlTransaction]:
        """A transaction for reading alone, beside all others. Raises `StorageTrouble`, and does not log it."""
        with self.database.reading() as connection:
            yield SqlTransaction(connection, self.database.sealer, self.statements, Acquainted())

    def _follow_key(self, connection: Connection) -> None:
        """Seal with the key the database names, which `intake keys rotate` may have changed a moment ago."""
        sealer = self.database.sealer
        names = {"key": KEY_MEMO, "mark": MOVED_MEMO, "oldest": OLDEST_MEMO}
        looked = self.statements.first_looked_at.run(connection, names)
        found = {record.name: bytes(record.sealed) for record in looked}
        if MOVED_MEMO in found:
            # Whoever slept while the office moved writes nothing here that nobody would read any more.
            raise StorageTrouble("error-office-moved-meanwhile", path=self.database.backend.place)
        if found.get(OLDEST_MEMO, b"").decode() > HEAD:
            place = self.database.backend.place
            raise StorageTrouble("error-database-newer-meanwhile", path=place, newest=HEAD)
        named = found[KEY_MEMO].decode()
        if named == sealer.key_id:
            return
        try:
            check_key(sealer, named)
        except SealError as error:
            raise StorageTrouble(error.text.key, **error.text.args) from None
        sealer.use(named)
