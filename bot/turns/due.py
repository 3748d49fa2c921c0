"""What each kind of timers is for: what its subject must still be like, and the act that it brings the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.turns.ports import Transaction
from bot.turns.records import Timer
from dialogs.desk.bookings import (
    BRIEF,
    ENDED,
    HOLD,
    PROPOSED,
    ROOM,
    TALK,
    WORD,
    HoldEnded,
    ProposalEnded,
    RoomMissing,
    TalkEnded,
    WordDue,
)
from dialogs.desk.brief import BriefDue
from dialogs.desk.reminders import PROFILE, DayCame, TalkNears
from dialogs.desk.response import RESPONSE, AnswerDue
from dialogs.desk.talk import QUIET, WentQuiet
from dialogs.desk.wrap_up import AGREED, AgreedDay


@dataclass(frozen=True, slots=True)
class TimerRule:
    """What a kind of timers is for: the version that its subject has now, and the act that it brings the desk."""

    version: Callable[[Transaction, Timer], int | None]
    brings: Callable[[Timer], object]


def _sequence(tx: Transaction, timer: Timer) -> int | None:
    """The version of the booking that a timer speaks of; None where there is none any more."""
    stored = tx.booking(int(timer.subject))
    return None if stored is None else stored.booking.sequence


# To add a kind of timers: one entry, and the desk's rule for its act.
TIMERS: Mapping[str, TimerRule] = MappingProxyType(
    {
        HOLD: TimerRule(_sequence, lambda timer: HoldEnded(int(timer.subject))),
        PROPOSED: TimerRule(_sequence, lambda timer: ProposalEnded(int(timer.subject))),
        WORD: TimerRule(_sequence, lambda timer: WordDue(int(timer.subject))),
        ENDED: TimerRule(_sequence, lambda timer: TalkEnded(int(timer.subject))),
        ROOM: TimerRule(_sequence, lambda timer: RoomMissing(int(timer.subject))),
        BRIEF: TimerRule(_sequence, lambda timer: BriefDue(int(timer.subject))),
        TALK: TimerRule(_sequence, lambda timer: TalkNears(int(timer.subject))),
        # The desk looks at the talk, and at what the person told, as they stand then.
        QUIET: TimerRule(lambda _tx, timer: timer.version, lambda _timer: WentQuiet()),
        PROFILE: TimerRule(lambda _tx, timer: timer.version, lambda _timer: DayCame()),
        AGREED: TimerRule(lambda _tx, timer: timer.version, lambda _timer: AgreedDay()),
        RESPONSE: TimerRule(lambda _tx, timer: timer.version, lambda _timer: AnswerDue()),
    }
)
