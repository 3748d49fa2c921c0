"""Runs batches of jobs, each batch in one transaction: turns of people and staff, and what is committed with them.

A batch in which a turn fails is done again one by one, so that a failing turn hurts no other; that turn's person is
told kindly. Trouble of the database is nobody's fault: nothing is kept, and whoever handed a job over hears of it.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.chance import drawing
from bot.errors import ErasureNotKept, SealError, StorageTrouble
from bot.observing import metrics
from bot.observing.observer import NOBODY_LOOKS, Observer
from bot.turns.acts import OFFICE, ClientTurn, OfficeTurn, Turned
from bot.turns.apply import Batch
from bot.turns.backups import BACKUPS_MEMO
from bot.turns.counting import OpenedPages
from bot.turns.leases import Lease, Overtaken
from bot.turns.news import News
from bot.turns.ports import BusyTimes, KeepsErasures, Stale, Store, Transaction
from bot.turns.scenes import in_scene
from bot.turns.shelf import Shelves
from bot.turns.unopened import answer_unopened
from bot.words.words import Words
from dialogs import following
from dialogs.dialogue import Dialogue
from dialogs.messages import Text

T = TypeVar("T")
# How often a batch is done again because somebody else wrote meanwhile, before that counts as trouble.
MOST_REDONE = 20

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """Anything else to do inside the transaction: note a post as sent, read, keep a memo.

    `under` is the lease that whoever hands it over must hold; where it is another's by now, nothing is done. `people`
    are those it is about, where that is known, and `messages` those of the staff group that lead to them: they are had
    together with who acts, so that two processes never wait for each other.
    """

    do: Callable[[Batch], T]
    under: Lease | None = None
    people: Collection[str] = ()
    messages: Collection[str] = ()


Job = ClientTurn | OfficeTurn | Call[Any]


class Ledger:
    """Processes batches of jobs, each batch in one transaction. Synchronous; `Writer` runs it in a thread of its own.

    `outbox_channels` are the channels whose messages and leads leave through the outbox. `news` is told of each commit
    that brought posts or took some away; `traces` is called when something erased is still in the store's log. `busy`
    knows the office's own calendars, where it has any; `writes_calendar` says whether one of them is to show what is
    booked; `observer` is told of what was committed. `erasures` keeps outside the store who was erased, where there are
    backups.
    """

    def __init__(
        self,
        store: Store,
        dialogue: Dialogue,
        words: Words,
        outbox_channels: frozenset[str],
        *,
        news: News | None = None,
        traces: Callable[[], None] = lambda: None,
        busy: BusyTimes | None = None,
        writes_calendar: bool = False,
        observer: Observer = NOBODY_LOOKS,
        erasures: KeepsErasures | None = None,
    ) -> None:
        self.store = store
        self.dialogue = dialogue
        self.words = words
        self.outbox_channels = outbox_channels
        self.news = news or News()
        self.traces = traces
        self.busy = busy
        self.writes_calendar = writes_calendar
        self.observer = observer
        self.erasures = erasures
        # Channels put what they have here when they are opened.
        self.shelves = Shelves()
        self.opened = OpenedPages()

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
        except StorageTrouble as trouble:
            return [trouble] * len(jobs)
        except Stale:
            # One that always wants what somebody else has must not keep the others from theirs.
            if len(jobs) == 1:
                return [StorageTrouble("error-database-rewritten")]
        except Exception as error:
            if len(jobs) == 1:
                return [self._failed(jobs[0], error)]
        return [result for job in jobs for result in self.batch([job])]

    def _transaction(self, jobs: Sequence[Job]) -> list[Any]:
        for _ in range(MOST_REDONE - 1):
            with contextlib.suppress(Stale):
                return self._once(jobs)
            self.observer.add(metrics.REDONE)
        return self._once(jobs)

    def _once(self, jobs: Sequence[Job]) -> list[Any]:
        with drawing(), self.opened.being_kept() as opened, self.store.transaction() as tx:
            batch = Batch(
                tx,
                self.dialogue,
                self.words,
                self.outbox_channels,
                self.busy,
                writes_calendar=self.writes_calendar,
                shelves=self.shelves,
            )
            calls = [job for job in jobs if isinstance(job, Call)]
            tx.prepare(
                [job for job in jobs if not isinstance(job, Call)],
                {person for call in calls for person in call.people},
                {message for call in calls for message in call.messages},
            )
            batch.counting.opened(opened)
            results = [self._apply(batch, job) for job in jobs]
            if tx.erased_people:
                self._keep_erased(tx)
            tx.flush()
            tx.hand_over(self.news.known)
        # It is durable: nothing below may make it look as if it had failed.
        posts = tx.new_posts()
        gone = tx.erased_people | tx.dropped_posts
        with contextlib.suppress(Exception):  # whoever looks is in nobody's way
            self._tell_of(batch)
        if tx.others_wrote:
            # Whatever the other process did, perhaps it erased somebody.
            self.forget()
        elif tx.erased_people:
            self.shelves.forget()
        if posts or gone or tx.all_waiting is not None:
            self.news.tell(posts, gone, tx.all_waiting)
        if tx.changed_pages:
            self.shelves.changed(tx.changed_pages)
        if tx.leaves_traces:
            self.traces()
        return results

    def _tell_of(self, batch: Batch) -> None:
        """Tell whoever looks of what was committed."""
        for step, times in batch.counting.steps.items():
            self.observer.add(metrics.FUNNEL, step, by=times)
        for state, times in batch.counting.booked.items():
            self.observer.add(metrics.BOOKINGS, state, by=times)
        if batch.erasing.count:
            self.observer.add(metrics.ERASURES, by=batch.erasing.count)

    def _keep_erased(self, tx: Transaction) -> None:
        """Keep who is erased before they are, where a backup would bring them back. Raises `ErasureNotKept`."""
        backups = tx.memo(BACKUPS_MEMO)
        if backups is None:
            return
        if self.erasures is None:
            raise ErasureNotKept("error-backup-keys-required")
        self.erasures.keep(backups["folder"], tx.erased_people, tx.joined_people)

    def forget(self) -> None:
        """Keep nothing of people in memory that somebody who was erased elsewhere may have left."""
        following.forget()
        self.shelves.forget()

    def _apply(self, batch: Batch, job: Job) -> Any:
        if isinstance(job, ClientTurn):
            with self._about(job):
                return batch.client_turn(job)
        if isinstance(job, OfficeTurn):
            with self._about(job):
                return batch.office_turn(job)
        if job.under is not None and not batch.tx.is_held(job.under):
            return Overtaken()
        return job.do(batch)

    def _failed(self, job: Job, error: Exception) -> Any:
        """A turn that fails alone is kept from coming again for ever: its update is marked seen, the person told."""
        if isinstance(error, ErasureNotKept):
            # It speaks of a folder, and is for the operator.
            log.error("nobody is erased, since backups would bring them back: %s", error)
        else:
            with self._about(job):
                log.error("a turn failed: %s", type(error).__name__, exc_info=_without_values(error))
        if isinstance(job, Call):
            return error
        try:
            return self._told(job)
        except Exception:  # not even that can be kept: do not acknowledge, so that the update comes again
            return error

    def _about(self, job: Job) -> AbstractContextManager[None]:
        """Have lines of the log say which turn they are about."""
        if isinstance(job, ClientTurn):
            return self.observer.about(job.channel, job.chat, job.update_key)
        if isinstance(job, OfficeTurn):
            return self.observer.about(OFFICE, key=job.update_key, lead=str(job.number))
        return nullcontext()

    def _told(self, job: ClientTurn | OfficeTurn) -> Any:
        """Tell whose turn failed; also a client of whom nothing can be opened: else their update came for ever."""
        try:
            return self._transaction([Call(lambda batch: self._apologise(batch, job))])[0]
        except SealError:
            assert isinstance(job, ClientTurn), "to answer staff nobody's record is opened"
            return self._transaction([Call(lambda batch: answer_unopened(batch, job))])[0]

    def _apologise(self, batch: Batch, job: ClientTurn | OfficeTurn) -> Turned:
        batch.tx.prepare([job])
        if isinstance(job, ClientTurn) and job.scene is not None:
            return in_scene(batch, job, job.scene, lambda turn: self._say_sorry(batch, turn))
        return self._say_sorry(batch, job)

    def _say_sorry(self, batch: Batch, job: ClientTurn | OfficeTurn) -> Turned:
        channel = job.channel if isinstance(job, ClientTurn) else "office"
        if not batch.tx.first_time(channel, job.update_key, job.now):
            return Turned(repeated=True)
        if isinstance(job, ClientTurn):
            person = batch.tx.person_at(job.channel, job.chat, job.now)
            sorry = Text("sorry", {"phone": self.dialogue.around.office.phone})
            batch.posting.say(person, sorry, job.now)
            batch.sending_failed(job, person)
            return Turned(refused=sorry, is_failed=True)
        return Turned(refused=Text("staff-failed"), is_failed=True)


def _without_values(error: BaseException) -> tuple[type[BaseException], BaseException, Any]:
    """The error's place without its message: a message may hold what a client typed."""
    bare = RuntimeError(f"{type(error).__name__} (message withheld)")
    return (RuntimeError, bare, error.__traceback__)
