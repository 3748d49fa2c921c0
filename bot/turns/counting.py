"""What is counted in the same transaction as the turn in which it happened: figures of nobody, without names or ids."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from dialogs.conversation import Conversation
from dialogs.desk.decision import Decision
from dialogs.desk.matter import Matter, Member
from dialogs.desk.staff import StaffAct
from dialogs.fields import known_fields
from dialogs.happenings import ANSWERED, ASKED, BOOKED, HANDED, KEPT, OPENED, WENT_ON, Happening
from dialogs.office import Office, today
from scoring.calendar import months_before

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

# Fewer than so many are no group that is named or shown: it would be somebody.
FEWEST_NAMED = 5
# Where people came from whose word only few have in common.
OTHERS = "*"
# So long are figures kept, in months.
MONTHS_KEPT = 25
# How long people waited for the first word of staff, at most so many minutes; longer is the last.
WAITS = ("15", "60", "240", "1440", "4320", "longer")
# Counted of each question and page, which are too many to be told one by one while it runs.
_OF_A_PLACE = frozenset({ASKED, WENT_ON})
# So many different pages may have been opened before what is counted of them is written.
MOST_OPENED = 500


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """A change of the office's profile: when (seconds), by whom, and the lines that changed, as a unified diff.

    `about` is the part of the settings, `digest` the one of the file as it was written. `number` is 0 until it is kept.
    """

    at: float
    by: Member
    about: str
    diff: str
    digest: str
    number: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {name: value for name, value in asdict(self).items() if name != "number"}

    @classmethod
    def from_json(cls, data: Mapping[str, Any], number: int) -> ProfileChange:
        """Return the reverse of `to_json`."""
        by = Member(data["by"]["id"], data["by"]["name"])
        return cls(**known_fields(cls, {**data, "by": by}), number=number)


class KeptFigures(Protocol):
    """What is kept of figures, and of what staff changed in the office's profile."""

    def count(self, happening: Happening, times: int = 1) -> None:
        """Count something that happened; kept with all else of the transaction."""

    def counted(self, months: Collection[str]) -> dict[Happening, int]:
        """How often each thing happened in some months. Words by which only few came are all `OTHERS`."""

    def prune_counters(self, before: str) -> int:
        """Remove what was counted before a month; return how many records went."""

    def add_profile_change(self, change: ProfileChange) -> None:
        """Keep what staff changed in the office's profile."""

    def profile_changes(self, most: int) -> list[ProfileChange]:
        """What staff changed in the office's profile, the newest first."""


class OpenedPages:
    """Start pages that were opened, of whom nothing is kept: counted with the next transaction.

    Looking at a page must not cost a commit. What was counted while the process ends may be lost.
    """

    def __init__(self) -> None:
        self._opened: Counter[Happening] = Counter()
        self._one = threading.Lock()

    def add(self, month: str, language: str, source: str) -> None:
        """Count a page that was opened."""
        with self._one:
            is_known = len(self._opened) < MOST_OPENED
            self._opened[Happening(month, OPENED, language, source if is_known else OTHERS if source else "")] += 1

    @contextmanager
    def being_kept(self) -> Iterator[Mapping[Happening, int]]:
        """Give what was counted, and begin anew; what could not be kept is counted again."""
        with self._one:
            found, self._opened = self._opened, Counter()
        try:
            yield found
        except BaseException:
            with self._one:
                self._opened.update(found)
            raise


class Counting:
    """What one transaction counts of turns and of what the desk decided."""

    def __init__(self, kept: KeptFigures, office: Office) -> None:
        self.kept = kept
        self.office = office
        # What happened in this transaction, by its name alone, and to which states bookings came.
        self.steps: Counter[str] = Counter()
        self.booked: Counter[str] = Counter()

    def opened(self, seen: Mapping[Happening, int]) -> None:
        """Count start pages that were opened since the last transaction."""
        for one, times in seen.items():
            self.steps[one.name] += times
            self.kept.count(one, times)

    def all(self, happened: Iterable[Happening]) -> None:
        """Count what happened in a conversation."""
        for one in happened:
            if one.name not in _OF_A_PLACE:
                self.steps[one.name] += 1
            self.kept.count(one)

    def decided(self, matter: Matter, decision: Decision, act: object, now: datetime) -> None:
        """Count what a decision of the desk made of a matter: the lead sent, a talk booked or kept, a first answer."""
        before, after, conversation = matter.record, decision.matter.record, matter.conversation
        if before is None and after is not None:
            self._one(conversation, HANDED, now)
        if decision.matter.bookings is not matter.bookings:
            self.booked.update(_came_to(matter.bookings, decision.matter.bookings))
            for name in _booked(matter.bookings, decision.matter.bookings):
                self._one(conversation, name, now)
        waits = None if before is None else before.unanswered
        if waits is not None and isinstance(act, StaffAct) and after is not None and after.unanswered is None:
            self._one(conversation, ANSWERED, now, waited(now.timestamp() - waits.since))

    def prune(self, now: datetime) -> int:
        """Remove what is kept long enough; return how many records went."""
        return self.kept.prune_counters(f"{months_before(today(self.office, now), MONTHS_KEPT):%Y-%m}")

    def _one(self, conversation: Conversation, name: str, now: datetime, at: str = "") -> None:
        month = f"{today(self.office, now):%Y-%m}"
        self.steps[name] += 1
        self.kept.count(Happening(month, name, conversation.language, conversation.source or "", at))


def _booked(before: Sequence[Booking], after: Sequence[Booking]) -> Iterable[str]:
    """Yield what became of somebody's talks: their first one stands; one took place."""
    was, now = (Counter(str(booking.state) for booking in each) for each in (before, after))
    if now["booked"] and not (was["booked"] or was["kept"] or was["missed"]):
        yield BOOKED
    if now["kept"] > was["kept"] and not was["kept"]:
        yield KEPT


def _came_to(before: Sequence[Booking], after: Sequence[Booking]) -> Iterable[str]:
    """Yield the states to which bookings of somebody came."""
    was = {booking.number: booking.state for booking in before}
    return (str(booking.state) for booking in after if was.get(booking.number) != booking.state)


def waited(seconds: float) -> str:
    """Return the group of waits that one belongs to."""
    return next((name for name in WAITS[:-1] if seconds <= int(name) * 60), WAITS[-1])


__all__ = ["Counting", "KeptFigures", "OpenedPages", "ProfileChange", "waited"]
