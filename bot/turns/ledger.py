"""A batch of jobs in one transaction: turns of people and staff, and whatever else must be committed with them.

A batch that fails is done again one by one, so that a failing turn hurts no other; that turn's person is told kindly.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.delivery.post import Post
from bot.storage.database import Database, forget_traces
from bot.turns.acts import ClientTurn, OfficeTurn, Turned
from bot.turns.apply import Unit
from bot.words.words import Words
from dialogs.dialogue import Dialogue
from dialogs.messages import Text

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """Anything else to do inside the transaction: mark a row sent, read, remember a fact."""

    do: Callable[[Unit], T]


Job = ClientTurn | OfficeTurn | Call[Any]


class Ledger:
    """Processes batches of jobs, each batch in one transaction. Synchronous; `Writer` runs it in a thread of its own.

    `office_channels` are the channels whose messages and leads leave through the outbox.
    """

    def __init__(self, database: Database, dialogue: Dialogue, words: Words, office_channels: frozenset[str]) -> None:
        self.database = database
        self.dialogue = dialogue
        self.words = words
        self.office_channels = office_channels
        self.committed: Callable[[Sequence[Post], frozenset[str]], None] = lambda rows, erased: None

    def do(self, job: Job) -> Any:
        """Process one job and return what became of it."""
        [result] = self.batch([job])
        if isinstance(result, BaseException):
            raise result
        return result

    def batch(self, jobs: Sequence[Job]) -> list[Any]:
        """Process jobs in order in one transaction; a result is what became of each, or the exception it raised."""
        try:
            return self._transaction(jobs)
        except Exception as error:
            if len(jobs) == 1:
                return [self._failed(jobs[0], error)]
        return [result for job in jobs for result in self.batch([job])]

    def _transaction(self, jobs: Sequence[Job]) -> list[Any]:
        with self.database.engine.begin() as connection:
            unit = Unit(connection, self.database.sealer, self.dialogue, self.words, self.office_channels)
            unit.prepare([job for job in jobs if not isinstance(job, Call)])
            results = [self._apply(unit, job) for job in jobs]
            unit.flush()
        # It is durable: nothing below may make it look as if it had failed.
        rows = unit.new_rows()
        if rows or unit.erased_people:
            self.committed(rows, frozenset(unit.erased_people))
        if unit.erased_people or unit.traces:
            try:
                forget_traces(self.database.engine)
            except Exception as error:
                log.error("erased rows stay in the write-ahead log for now (%s)", type(error).__name__)
        return results

    @staticmethod
    def _apply(unit: Unit, job: Job) -> Any:
        if isinstance(job, ClientTurn):
            return unit.client_turn(job)
        if isinstance(job, OfficeTurn):
            return unit.office_turn(job)
        return job.do(unit)

    def _failed(self, job: Job, error: Exception) -> Any:
        """A turn that fails alone is kept from coming again for ever: its update is marked seen, the person told."""
        log.error("a turn failed: %s", type(error).__name__, exc_info=_without_values(error))
        if isinstance(job, Call):
            return error
        try:
            with self.database.engine.begin() as connection:
                unit = Unit(connection, self.database.sealer, self.dialogue, self.words, self.office_channels)
                unit.prepare([job])
                turned = Turned(repeated=unit.is_repeated(job))
                if isinstance(job, ClientTurn):
                    phone = self.dialogue.around.office.phone
                    unit.say(unit.person(job), Text("sorry", {"phone": phone}), job.now)
                unit.flush()
        except Exception:  # the database itself is in trouble: do not acknowledge, so that the update comes again
            return error
        self.committed(unit.new_rows(), frozenset())
        turned.refused = "sorry" if isinstance(job, ClientTurn) else "staff-failed"
        return turned


def _without_values(error: BaseException) -> tuple[type[BaseException], BaseException, Any]:
    """The error's place without its message: a message may hold what a client typed."""
    bare = RuntimeError(f"{type(error).__name__} (message withheld)")
    return (RuntimeError, bare, error.__traceback__)
