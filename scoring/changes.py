"""What moved between two scores, line by line, and because of what: the law first, then time, then the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.engine import score
from scoring.points import CategoryScore, Score
from scoring.profile import Category, Profile
from scoring.ruleset import Ruleset


class Cause(StrEnum):
    """What moved a line, in the order in which it is attributed."""

    LAW = "law"
    TIME = "time"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Move:
    """One line that moved: points before and after one cause."""

    row: str
    cause: Cause
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Difference:
    """From one run to the next in one category. `moves` are in the order law, time, answers, then table order."""

    category: Category
    before: int
    after: int
    moves: tuple[Move, ...]


def explain_difference(
    category: Category,
    before: tuple[Profile, date, Ruleset],
    after: tuple[Profile, date, Ruleset],
) -> Difference:
    """Attribute every change of points between two runs.

    First the old facts on the old day by the new table (law), then on the new day (time), then the new facts
    (answers); the moves of a line add up to its whole change.
    """
    old_profile, old_day, old_rules = before
    new_profile, new_day, new_rules = after
    stages = [
        _points(score(old_profile, as_of=old_day, ruleset=old_rules), category),
        _points(score(old_profile, as_of=old_day, ruleset=new_rules), category),
        _points(score(old_profile, as_of=new_day, ruleset=new_rules), category),
        _points(score(new_profile, as_of=new_day, ruleset=new_rules), category),
    ]
    moves = []
    for cause, was, now in zip(Cause, stages, stages[1:], strict=False):
        for row in _rows(was, now):
            if was.get(row, 0) != now.get(row, 0):
                moves.append(Move(row, cause, was.get(row, 0), now.get(row, 0)))
    return Difference(category, sum(stages[0].values()), sum(stages[-1].values()), tuple(moves))


def _points(result: Score, category: Category) -> dict[str, int]:
    entry: CategoryScore = result.of(category)
    return {item.id: item.points for item in entry.items}


def _rows(*stages: dict[str, int]) -> Sequence[str]:
    return list(dict.fromkeys(row for stage in stages for row in stage))
