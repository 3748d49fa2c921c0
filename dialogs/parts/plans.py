"""What a person plans, as changes of facts on a day: an examination, a raise, a degree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dialogs.past import day_of
from dialogs.situation import Situation
from scoring import Degree, Japanese
from scoring.timeline import Plan, PlanKind

_EXAMS = {"n1": Japanese.N1, "n2": Japanese.N2}
_STRONGEST = frozenset({Japanese.N1, Japanese.MAJOR_ABROAD})
_NO_LESS_THAN = {Japanese.N1: _STRONGEST, Japanese.N2: _STRONGEST | {Japanese.N2}}
_DEGREES = {"master": Degree.MASTER, "doctorate": Degree.DOCTORATE}


def plans_of(situation: Situation) -> Sequence[Plan]:
    """The plan that was answered, if it is complete and lies ahead: what has come true is told as a fact.

    A month or a year stands for its last day: not too soon.
    """
    kind, day = str(situation.value("plan")), day_of(situation.value("plan_day"))
    if day is None or day <= situation.today:
        return ()
    changes: dict[str, Any] = {}
    if kind in _EXAMS:
        if situation.profile.japanese in _NO_LESS_THAN[_EXAMS[kind]]:
            # The strongest held counts: a weaker examination takes nothing away.
            return ()
        changes, sort = {"japanese": _EXAMS[kind]}, PlanKind.EXAM
    elif kind in _DEGREES:
        changes, sort = {"degrees": (situation.profile.degrees or frozenset()) | {_DEGREES[kind]}}, PlanKind.DEGREE
    elif kind == "raise" and isinstance(situation.value("plan_salary"), int):
        changes, sort = {"salary_yen": situation.value("plan_salary")}, PlanKind.RAISE
    else:
        return ()
    return (Plan(day, changes, sort),)
