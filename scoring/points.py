"""A score that explains itself: what was counted, what it could still become, why, and by which law.

Reasons are keys and arguments, never finished text; whoever shows them has the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from scoring.confidence import Confidence
from scoring.profile import Category
from scoring.ruleset import Ruleset
from scoring.three import every

ReasonValue = str | int | Decimal | date


@dataclass(frozen=True, slots=True)
class Reason:
    """A text key and its arguments. Integers named `*_yen` are yen, `points` and `most` are points."""

    key: str
    args: Mapping[str, ReasonValue] = field(default_factory=lambda: MappingProxyType({}))


class Status(StrEnum):
    """How a line stands: unknown while its points still depend on something not known, whatever is counted now."""

    SCORED = "scored"
    NONE = "none"
    UNKNOWN = "unknown"
    EXCLUDED = "excluded"


class Verdict(StrEnum):
    """What is proved over all completions of what is not known."""

    QUALIFIES = "qualifies"
    SHORT = "short"
    BLOCKED = "blocked"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class PointItem:
    """One line of a score, a row of the table applied: points counted now, and the most over all completions.

    `column` and `form_number` are where the official table and the official form have it.
    """

    id: str
    points: int
    most: int
    status: Status
    why: Reason
    column: str
    form_number: str
    citation: str
    evidence: tuple[str, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition that decides whatever the total says; `met` is None while it is not known."""

    id: str
    met: bool | None
    why: Reason
    confidence: Confidence
    citation: str


@dataclass(frozen=True, slots=True)
class JSkip:
    """Whether the special highly skilled route (特別高度人材) is met, apart from points.

    `citation` is None on days on which no law has it.
    """

    met: bool | None
    why: Reason
    citation: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know beside the points; `category` is None when it concerns all."""

    id: str
    why: Reason
    category: Category | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """How a category stands without saying why line by line: points, exact range, gates and verdict."""

    total: int
    least: int
    greatest: int
    gates: tuple[Gate, ...]
    verdict: Verdict

    @property
    def mark_gate(self) -> Gate:
        """The gate of the pass mark."""
        return self.gates[0]

    @property
    def other_gates(self) -> tuple[Gate, ...]:
        """The gates beside the pass mark."""
        return self.gates[1:]

    def reaches(self, mark: int) -> bool | None:
        """Whether a mark is reached with no gate failed, over all completions; None while that is not known."""
        points = True if self.least >= mark else False if self.greatest < mark else None
        return every((points, *(gate.met for gate in self.other_gates)))


@dataclass(frozen=True, slots=True)
class CategoryScore:
    """One category's table applied: `least` and `greatest` are the exact range over all completions.

    `decided_by` names the unknown fields that can still change the verdict, in table order. `older` is how the category
    stands with the age of the next day, where today is the eve of a birthday that its table looks at: by the law on
    ages that age may count today already, so whatever the two tell differently is for staff.
    """

    category: Category
    total: int
    least: int
    greatest: int
    pass_mark: int
    verdict: Verdict
    gates: tuple[Gate, ...]
    items: tuple[PointItem, ...]
    j_skip: JSkip
    decided_by: tuple[str, ...]
    older: Totals | None = None

    @property
    def other_gates(self) -> tuple[Gate, ...]:
        """The gates beside the pass mark."""
        return self.gates[1:]

    def is_doubtful(self, mark: int) -> bool:
        """Whether the age of the next day, if it counts already, makes another answer to a mark."""
        if self.older is None:
            return False
        now = Totals(self.total, self.least, self.greatest, self.gates, self.verdict)
        return now.reaches(mark) is not self.older.reaches(mark) or (self.total >= mark) is not (
            self.older.total >= mark
        )

    @property
    def short_by(self) -> int:
        """Points missing to the pass mark, counting only what is known."""
        return max(0, self.pass_mark - self.total)

    def item(self, row_id: str) -> PointItem:
        """The line of one row; KeyError when this category's table has no such row."""
        for item in self.items:
            if item.id == row_id:
                return item
        raise KeyError(row_id)


@dataclass(frozen=True, slots=True)
class Score:
    """The answer for one profile on one day, for each category scored."""

    as_of: date
    ruleset: Ruleset
    categories: tuple[CategoryScore, ...]
    notices: tuple[Notice, ...]
    j_skip: JSkip

    @property
    def most_promising(self) -> CategoryScore:
        """The one category scored, or of several the one that qualifies, then by its total, then by its range."""
        return max(self.categories, key=lambda c: (c.verdict is Verdict.QUALIFIES, c.total, c.greatest))

    def of(self, category: Category) -> CategoryScore:
        """The score of one category; KeyError when it was not scored."""
        for entry in self.categories:
            if entry.category is category:
                return entry
        raise KeyError(category)
