"""What a turn asks of the world, answered from the transaction it is in: what turns before it did is seen."""

from __future__ import annotations

from collections.abc import Sequence

from bot.turns.ports import Transaction
from bot.turns.records import Person
from dialogs.office import HalfDay

# The memo that says whether the office bot hears what staff write to clients.
HEARS_MEMO = "office_hears"


class Answering:
    """Implements `dialogs.ports.World` for one turn of one person. `most_wishes` is how many a half-day can take."""

    def __init__(self, tx: Transaction, person: Person, most_wishes: int | None) -> None:
        self.tx = tx
        self.person = person
        self.most_wishes = most_wishes
        # Nobody else writes while the transaction is open.
        self._counted: dict[str, int] = {}

    def full(self, half_days: Sequence[HalfDay]) -> frozenset[HalfDay]:
        if self.most_wishes is None:
            return frozenset()
        unknown = [half.id for half in half_days if half.id not in self._counted]
        if unknown:
            self._counted |= dict.fromkeys(unknown, 0) | self.tx.wished(unknown, self._lead)
        return frozenset(half for half in half_days if self._counted[half.id] >= self.most_wishes)

    def staff_hear(self) -> bool:
        return bool(self.tx.memo(HEARS_MEMO))

    @property
    def _lead(self) -> str:
        """Their own lead: nobody is in their own way."""
        stored = self.tx.lead_of(self.person.id)
        return "" if stored is None else stored.id
