"""A day of the Gregorian calendar of which only the year, or the year and month, may be known."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A birth date as far as the person gave it: 1994, 1994-05 or 1994-05-01.

    Ordered by the calendar, a vaguer date before every date it contains. Raises ValueError for a day that no
    calendar has, and for a day without a month.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a PartialDate with a day needs its month")
        self.first()

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._order() < other._order()

    def first(self) -> date:
        """Return the earliest day this can be."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def last(self) -> date:
        """Return the latest day this can be."""
        if self.day is not None:
            return self.first()
        month = 12 if self.month is None else self.month
        return date(self.year, month, monthrange(self.year, month)[1])

    def isoformat(self) -> str:
        """Return "1994", "1994-05" or "1994-05-01"."""
        return self.first().isoformat()[: 4 if self.month is None else 7 if self.day is None else 10]

    @classmethod
    def parse_iso(cls, text: str) -> "PartialDate":
        """Read back what `isoformat` wrote; raise ValueError for anything else."""
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError("a PartialDate is written YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (None if part is None else int(part) for part in match.groups())
        return cls(year or 0, month, day)

    def _order(self) -> tuple[int, int, int]:
        return (self.year, self.month or 0, self.day or 0)
