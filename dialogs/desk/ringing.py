"""Which of the leads that were sent another rule would have rung, by what stood then; nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dialogs.conversation import Conversation
from dialogs.desk.matter import LeadRecord
from dialogs.desk.papers import sent
from dialogs.dialogue import Dialogue
from dialogs.lead import rings
from dialogs.office import RingRule
from dialogs.parts.counting import counts_points
from dialogs.place import YES, Wish


@dataclass(frozen=True, slots=True)
class RungBy:
    """What a rule makes of leads: the numbers of those that ring by it, of how many. `unknown` cannot be read again."""

    rule: RingRule
    rung: tuple[int, ...]
    of: int
    unknown: int


def would_ring(dialogue: Dialogue, record: LeadRecord, rule: RingRule) -> bool | None:
    """Return whether a lead would have rung when it was sent; None of version 0.1, which kept no answers."""
    consented = record.consented
    if consented.earlier is not None:
        return None
    situation = sent(dialogue, record, Conversation("lead", consented.channel, consented.language))
    if consented.asks_human:
        situation.place.wish(Wish.HUMAN, YES)
    counts = consented.summary.total is not None and counts_points(situation)
    return rings(situation, situation.score.most_promising if counts else None, rule)


def rung_by(dialogue: Dialogue, records: Iterable[LeadRecord], rules: Sequence[RingRule]) -> list[RungBy]:
    """Return what each of some rules makes of leads."""
    kept = list(records)
    found = []
    for rule in rules:
        would = {record.number: would_ring(dialogue, record, rule) for record in kept}
        rung = tuple(sorted(number for number, rang in would.items() if rang))
        found.append(RungBy(rule, rung, len(would), sum(rang is None for rang in would.values())))
    return found


__all__ = ["RungBy", "rung_by", "would_ring"]
