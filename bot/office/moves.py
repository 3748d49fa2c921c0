"""What moves soon for many leads, worked out a few at a time, so that nobody waits behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.writer import Writes
from dialogs.desk.ahead import Ahead, next_move

# For so many it is looked ahead before somebody else has a turn.
AHEAD_AT_ONCE = 4


async def moves_of(writer: Writes, numbers: Sequence[int], moment: datetime) -> dict[int, Ahead]:
    """Return what moves first for the leads of these numbers, by number; of most nothing moves."""

    def moving(part: Sequence[int]) -> Callable[[Batch], dict[int, Ahead]]:
        def look(batch: Batch) -> dict[int, Ahead]:
            found = {}
            for lead in batch.tx.leads_numbered(part):
                move = next_move(batch.dialogue, lead.record, moment)
                if move is not None:
                    found[lead.record.number] = move
            return found

        return look

    found: dict[int, Ahead] = {}
    for first in range(0, len(numbers), AHEAD_AT_ONCE):
        found |= await writer.submit(Call(moving(numbers[first : first + AHEAD_AT_ONCE])))
    return found
