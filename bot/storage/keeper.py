"""Holds leases, and hears what other processes call: in a thread and by a connection of its own, so that neither a busy
event loop nor a long transaction of the turns is in the way of either.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import socket
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import steady
from bot.errors import StorageError
from bot.storage import leases
from bot.storage.dialect import Backend, Calling

log = logging.getLogger(__name__)
# What is called when leases are given back.
GIVEN_BACK = "leases"


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a lease lasts that is not renewed, and how often it is renewed, in seconds.

    A process that dies is replaced within both together, and two renewals may fail. `spare` is how long what was begun
    while a lease was good may take until it is over at the messenger.
    """

    lasts: float = 10.0
    every: float = 2.5
    spare: float = 1.5


@dataclass(frozen=True, slots=True)
class Heard:
    """What a keeper tells of, in its own thread: what is held, with the fences, until when that is good; and a call."""

    holds: Callable[[Mapping[str, int], float], None]
    called: Callable[[str], None]


class Keeper:
    """Keeps leases of these names, as far as nobody else has them. Its name is new at every start."""

    def __init__(self, backend: Backend, calls: Calling, names: Collection[str], terms: Terms) -> None:
        self.owner = secrets.token_hex(8)
        self.names = names
        self.terms = terms
        self._backend, self._calls = backend, calls
        self._engine = backend.writing_engine()
        self._connection: Connection | None = None
        self._held: Mapping[str, int] = {}
        self._in_trouble = self._is_stopping = False
        self._hears = True
        self._bell, self._rung = socket.socketpair()
        self._thread: threading.Thread | None = None

    def start(self, heard: Heard) -> None:
        """Begin to hold what can be held, and to tell of it."""
        self._thread = threading.Thread(target=self._run, args=(heard,), name="leases", daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether leases are looked after."""
        return self._thread is not None and self._thread.is_alive()

    def stop(self) -> None:
        """Give everything back, so that others need not wait. Blocks until it is done."""
        self._is_stopping = True
        self._bell.send(b".")
        if self._thread is not None:
            self._thread.join()
        self._engine.dispose()
        self._bell.close()
        self._rung.close()

    def _run(self, heard: Heard) -> None:
        while not self._is_stopping:
            # Read before the database is asked: what it says is at least as old.
            asked = steady()
            with self._outlasted():
                with self._connected().begin():
                    held = leases.beat(self._connected(), self.names, self.owner, self._held, self.terms.lasts)
                self._held = held
                heard.holds(held, asked + self.terms.lasts - self.terms.spare)
            self._listen_until(asked + self.terms.every, heard)
        with self._outlasted(), self._connected().begin():
            leases.give_back(self._connected(), self.owner, self._held)
            self._calls.call(self._connected(), GIVEN_BACK)
        self._let_go()

    def _connected(self) -> Connection:
        """The connection; what only has to be done once on each is done."""
        if self._connection is None:
            self._connection = self._engine.connect()
            if not self._calls.listen(self._connection) and self._hears:
                self._hears = False
                log.info("behind a pooler other processes cannot call: it is looked for what they queued every second")
            with self._connection.begin():
                leases.make(self._connection, self.names)
        return self._connection

    def _listen_until(self, end: float, heard: Heard) -> None:
        """Tell of calls until a moment, or until leases were given back, or all is to stop."""
        while (left := end - steady()) > 0 and not self._is_stopping:
            if self._connection is None:
                self._rung.settimeout(left)
                with contextlib.suppress(TimeoutError):
                    self._rung.recv(1)
                continue
            with self._outlasted():
                words = self._calls.heard(self._connection, left, self._rung)
                for word in dict.fromkeys(words):
                    heard.called(word)
                if GIVEN_BACK in words and len(self._held) < len(self.names):
                    return

    @contextlib.contextmanager
    def _outlasted(self) -> Iterator[None]:
        """Outlast trouble of the database: what is not renewed runs out by itself."""
        try:
            with self._backend.explained():
                yield
        except (StorageError, OSError) as trouble:
            if not self._in_trouble:
                log.warning("who does what cannot be agreed with other processes (%s); trying again", trouble)
            self._in_trouble = True
            self._let_go()
        else:
            if self._in_trouble:
                log.info("who does what is agreed with other processes again")
            self._in_trouble = False

    def _let_go(self) -> None:
        """Close the connection; it is opened anew when it is needed."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            with contextlib.suppress(SQLAlchemyError):
                connection.invalidate()
                connection.close()


__all__ = ["GIVEN_BACK", "Heard", "Keeper", "Terms"]
