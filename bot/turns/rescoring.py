"""What another points table makes of everybody who was scored, read a few people at a time beside the turns.

Nothing is written and nothing held: each part is one short read, and between two parts the others have the machine.
Somebody whose record is damaged is named and passed over.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from bot.turns.ports import PeopleReader
from bot.turns.records import Glimpse
from dialogs.desk.law import LawProposal, MarkCount
from dialogs.dialogue import Dialogue
from dialogs.office import today
from dialogs.reminding.chosen import ReminderKind, kinds
from dialogs.rescoring import LawChange, is_scored, news_of
from scoring import Ruleset
from scoring.crossings import CategoryShift, Crossing, marks_of

# So many people are read in one go: some milliseconds of reading, and some more of scoring.
AT_ONCE = 50
# How long others have the machine after each part, as a share of the time that it took.
REST = 1.0
# Of a person without a lead so much of our own id is named: enough to tell their record from others.
SHOWN_OF_AN_ID = 8

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody whom a change of law concerns: `lead` is their number, None without one.

    `crossings` are those by what they told; without any, it depends on what they have not told. `agreed` says that they
    want to hear of changes of their points, `is_news` that this is one for them, and `corrects` that they were told
    otherwise before the table was corrected.
    """

    lead: int | None
    shifts: tuple[CategoryShift, ...]
    crossings: tuple[Crossing, ...]
    agreed: bool
    is_news: bool
    corrects: bool


@dataclass(slots=True)
class Rescoring:
    """What was found: `scored` people in all, those whom the change concerns, and whom nobody can read.

    `damaged` are their leads' numbers, or the beginnings of our own ids of those who have none. `no_longer` counts
    those who were told of the table before it was corrected, want to hear of it, and are not concerned any more.
    """

    change: LawChange
    scored: int = 0
    not_scored: int = 0
    concerned: list[Concerned] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    no_longer: int = 0

    @property
    def crossing(self) -> list[Concerned]:
        """Those who cross something, by what they told."""
        return [one for one in self.concerned if one.crossings]

    @property
    def perhaps(self) -> list[Concerned]:
        """Those of whom it depends on what they have not told."""
        return [one for one in self.concerned if not one.crossings]

    @property
    def to_be_told(self) -> int:
        """How many agreed to hear of it and have not, or not of the table as it is now."""
        return self.no_longer + sum(one.agreed and one.is_news for one in self.concerned)

    @property
    def to_be_corrected(self) -> int:
        """How many of them have heard of the table before it was corrected."""
        return self.no_longer + sum(one.agreed and one.corrects for one in self.concerned)

    def marks(self) -> tuple[MarkCount, ...]:
        """How many cross each mark, either way."""
        counted = Counter(
            (crossing.mark_before, crossing.mark, crossing.is_reached)
            for one in self.crossing
            for crossing in one.crossings
        )
        pairs = zip(marks_of(self.change.before), marks_of(self.change.after), strict=False)
        return tuple(MarkCount(a, b, counted[a, b, True], counted[a, b, False]) for a, b in pairs)

    def proposal(self, *, is_draft: bool) -> LawProposal:
        """Return what staff are asked to decide over; it has no number yet."""
        change = self.change
        return LawProposal(
            number=0,
            ruleset=change.after.id,
            against=change.before.id,
            title=change.after.title,
            first_day=change.after.effective_from.isoformat(),
            day=change.day.isoformat(),
            is_draft=is_draft,
            scored=self.scored,
            agreed=self.to_be_told,
            others=sum(not one.agreed for one in self.crossing),
            perhaps=len(self.perhaps),
            marks=self.marks(),
            corrected=self.to_be_corrected,
        )


async def rescored(
    reader: PeopleReader, dialogue: Dialogue, tables: tuple[Ruleset, Ruleset], clock: Clock, *, at_once: int = AT_ONCE
) -> Rescoring:
    """Score everybody by two tables, the earlier and the later one; the day follows from the later one."""
    moment = clock.now()
    day = today(dialogue.around.office, moment)
    found = Rescoring(LawChange.seen_on(day, *tables))
    begun = clock.monotonic()
    for part in _parts(reader, at_once):
        for glimpse in part:
            _look(glimpse, dialogue, moment, found)
        took = clock.monotonic() - begun
        await clock.sleep(took * REST)
        begun = clock.monotonic()
    return found


def _parts(reader: PeopleReader, at_once: int) -> Iterator[list[Glimpse]]:
    last = ""
    while part := reader.people_after(last, at_once):
        yield part
        last = part[-1].person


def _look(glimpse: Glimpse, dialogue: Dialogue, now: datetime, found: Rescoring) -> None:
    """Count one person; what is wrong with one must hold up nobody else."""
    named = glimpse.person[:SHOWN_OF_AN_ID] if glimpse.lead is None else f"#{glimpse.lead}"
    if glimpse.conversation is None:
        found.damaged.append(named)
        return
    try:
        situation = dialogue.situation(glimpse.conversation, now)
        if not is_scored(situation):
            found.not_scored += 1
            return
        news = news_of(situation, found.change)
    except Exception as error:  # the type only: a message may hold an answer
        log.error("%s cannot be scored (%s), and is passed over", named, type(error).__name__)
        found.damaged.append(named)
        return
    found.scored += 1
    agreed = ReminderKind.POINTS in kinds(situation)
    if news.shifts:
        one = Concerned(glimpse.lead, news.shifts, news.crossings, agreed, news.is_news, news.corrects)
        found.concerned.append(one)
    elif agreed and news.corrects:
        found.no_longer += 1


__all__ = ["Concerned", "Rescoring", "rescored"]
