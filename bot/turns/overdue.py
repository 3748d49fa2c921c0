"""What is kept for a time only: rows of it go piece by piece, and people class by class (`dialogs.office.KeepingRule`).

Of a look at everybody who is idle one piece is done in a transaction, and the next one goes on from there: nobody waits
behind it, however many people are kept. Who is due by what the database tells without opening anything is opened, and
decided about by what stands there: nobody is erased while something is between them and the office.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.delivery.post import Content
from bot.errors import SealError, StorageTrouble
from bot.turns.counting import Counting
from bot.turns.desk import SIGNED_IN_SECONDS
from bot.turns.outcomes import NotErased
from bot.turns.ports import Stale, Transaction
from bot.turns.posting import Posting
from bot.turns.records import Idle, LookedUpTo, Person, StoredLead
from bot.turns.website import FILE_SECONDS, SESSION_SECONDS
from dialogs.desk.choosing import ENGAGED
from dialogs.desk.clock import DayBegan, kept_since
from dialogs.desk.decision import Decision
from dialogs.messages import Text
from dialogs.office import CLIENT, LANGUAGE_OF_STAFF, OF_PEOPLE, SENT, UNFINISHED, UNQUALIFIED, HalfDay, Office, today

UPDATES_KEPT = timedelta(days=30)
DEAD_KEPT = timedelta(days=30)
# In one piece so many people go, and so many are looked at.
MOST_PRUNED, MOST_LOOKED_AT = 50, 500
MOST_PAIRS = 500
# Whoever has a message that waits to be sent is left alone as long as it is younger than this.
UNSENT_SECONDS = 3 * 86_400.0
# What was removed in a month, by classes; told to staff once it is over.
REMOVED_MEMO = "removed"
BEGINNING = LookedUpTo()

Decides = Callable[[Person, StoredLead | None, object, datetime], tuple[Decision, StoredLead | None]]


@dataclass(frozen=True, slots=True)
class Removed:
    """What one piece removed: so many rows, so many people of each class; `reached` is None after the last piece."""

    rows: int = 0
    people: Mapping[str, int] = field(default_factory=dict)
    reached: LookedUpTo | None = None

    def __bool__(self) -> bool:
        return bool(self.rows or self.people)


class Overdue:
    """Removes in one transaction `tx` what is kept no longer."""

    def __init__(self, tx: Transaction, office: Office, counting: Counting, posting: Posting, decide: Decides) -> None:
        self.tx = tx
        self.office = office
        self.counting = counting
        self.posting = posting
        self.decide = decide

    def prune(self, now: datetime, but: Collection[str], reached: LookedUpTo) -> Removed:
        """Remove some of what is due. `but` are people to pass over. Raises `NotErased`; then nobody was erased."""
        rows = self._rows(now) if reached == BEGINNING else 0
        people, further = self._people(now, but, reached)
        self._report(people, now)
        return Removed(rows, people, further)

    def prune_talk(self, now: datetime, after: str) -> tuple[int, str | None]:
        """Remove some of the pairs of talks whose time is over; how many, and from where on to go on."""
        if self.office.keeping.talk is None:
            return 0, None
        return self.tx.prune_talk(kept_since(self.office, now, "talk"), after, MOST_PAIRS)

    def overdue(self, now: datetime, most: int) -> int:
        """Return how many people would have to be erased now, at most so many; nobody is."""
        count, reached = 0, BEGINNING
        while count < most:
            found = self.tx.idle(self._latest(now), reached, MOST_LOOKED_AT)
            count += sum(self._is_due(one, now) and self._kind_now(one, now) is not None for one in found)
            if len(found) < MOST_LOOKED_AT:
                break
            reached = _past(reached, found, frozenset())
        return min(count, most)

    # --- rows -----------------------------------------------------------------------------------------------------

    def _rows(self, now: datetime) -> int:
        moment, keeping = now.astimezone(UTC), self.office.keeping
        removed = self.tx.prune(
            updates_before=(moment - UPDATES_KEPT).timestamp(),
            dead_before=(moment - DEAD_KEPT).timestamp(),
            wishes_before=HalfDay(today(self.office, now), "am").id,
            audits_before=kept_since(self.office, now, "audit"),
            # Without a time of its own, what staff did stays as long as the person does.
            acts_before=0.0 if keeping.audit is None else kept_since(self.office, now, "audit"),
        )
        removed += self.tx.prune_desk(moment.timestamp() - SIGNED_IN_SECONDS) + self.counting.prune(now)
        return removed + self.tx.prune_website(moment.timestamp() - SESSION_SECONDS, moment.timestamp() - FILE_SECONDS)

    # --- people ---------------------------------------------------------------------------------------------------

    def _latest(self, now: datetime) -> float:
        """The moment since which nobody may have acted who is due by any class."""
        return max(kept_since(self.office, now, kind) for kind in OF_PEOPLE)

    def _people(
        self, now: datetime, but: Collection[str], reached: LookedUpTo
    ) -> tuple[Counter[str], LookedUpTo | None]:
        found = self.tx.idle(self._latest(now), reached, MOST_LOOKED_AT)
        gone, erased = Counter[str](), set[str]()
        for place, one in enumerate(found):
            if len(erased) == MOST_PRUNED:
                return gone, _past(reached, found[:place], erased)
            kind = self._kind_now(one, now) if one.id not in but and self._is_due(one, now) else None
            person = None if kind is None else self.tx.whole_person(one.id)
            if kind is not None and person is not None and self._erase(person, kind, now):
                erased.add(one.id)
                gone[kind] += 1
        return gone, _past(reached, found, erased) if len(found) == MOST_LOOKED_AT else None

    def _is_due(self, one: Idle, now: datetime) -> bool:
        """Whether somebody may be due by what is told without opening anything."""
        kind = SENT if one.has_lead else UNQUALIFIED if one.has_result else UNFINISHED
        return one.acted_at <= kept_since(self.office, now, kind)

    def _kind_now(self, one: Idle, now: datetime) -> str | None:
        """The class of somebody who is due by it, as far as is known of them; None for whoever is not."""
        if not one.has_lead:
            return UNQUALIFIED if one.has_result else UNFINISHED
        try:
            lead = self.tx.lead_of(one.id)
        except SealError:  # what is damaged must go as well
            return SENT
        kind = CLIENT if lead is not None and lead.record.outcome == ENGAGED else SENT
        return kind if one.acted_at <= kept_since(self.office, now, kind) else None

    def _erase(self, person: Person, kind: str, now: datetime) -> bool:
        """Erase somebody if they are due by all that stands; whether they were."""
        unsent = self.tx.unsent_since(person.id)
        if unsent is not None and now.timestamp() - unsent < UNSENT_SECONDS:
            return False
        try:
            # Without their lead: one that is damaged must go as well.
            decision, _ = self.decide(person, None, DayBegan(kind, self._contact(person)), now)
        except (StorageTrouble, Stale):
            raise
        except Exception as error:
            raise NotErased(person.id) from error
        return bool(decision.orders)

    def _contact(self, person: Person) -> float:
        """The last moment at which something was, or is to be, between a person and the office: a talk, or a word."""
        talks = (
            kept.booking.end or 0
            for kept in self.tx.bookings_of(person.id)
            if kept.booking.occupies or str(kept.booking.state) == "kept"
        )
        words = (pair.sent_at for pair in self.tx.talk_of(person.id))
        return max((*talks, *words, person.conversation.talk.last_word or 0.0), default=0.0)

    # --- telling --------------------------------------------------------------------------------------------------

    def _report(self, people: Mapping[str, int], now: datetime) -> None:
        """Count what was removed this month, and tell staff of the month before, by numbers alone."""
        month = f"{today(self.office, now):%Y-%m}"
        memo = self.tx.memo(REMOVED_MEMO) or {"month": month, "people": {}}
        if memo["month"] != month:
            counts = {f"{kind}_count": memo["people"].get(kind, 0) for kind in OF_PEOPLE}
            if any(counts.values()):
                told = Text("staff-removed", {"month": memo["month"], **counts})
                self.posting.reply_to_staff(Content(LANGUAGE_OF_STAFF, (told,)), None, now)
            memo = {"month": month, "people": {}}
        elif not people:
            return
        memo["people"] = dict(Counter(memo["people"]) + Counter(people))
        self.tx.set_memo(REMOVED_MEMO, memo)


def _past(reached: LookedUpTo, found: Collection[Idle], erased: Collection[str]) -> LookedUpTo:
    """How far a look has come after some people, of whom some are not there any more."""
    stay = [one for one in found if one.id not in erased]
    last = max((one.acted_at for one in found), default=reached.at)
    passed = sum(one.acted_at == last for one in stay)
    return LookedUpTo(last, passed + (reached.passed if last == reached.at else 0))


__all__ = ["BEGINNING", "MOST_PRUNED", "Overdue", "Removed"]
