"""What follows from a set of answers on a day: computed once, for every situation of a turn and for later turns.

The law, the day, the answers and what the office has checked decide it, and nothing else: names, contacts and wishes
are not part of it. It is kept in memory alone, for the `MOST_KEPT` sets of answers used last, and dropped when a person
is erased.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeVar

from dialogs.answers import category_of, profile_from
from dialogs.checked import as_checked
from dialogs.conversation import Answer
from dialogs.office import Checked
from dialogs.questionnaire import Questionnaire
from scoring import (
    Category,
    CategoryRules,
    Profile,
    Ruleset,
    Score,
    deciding_facts,
    j_skip_facts,
    open_facts,
    ruleset_for,
    score,
)

MOST_KEPT = 512
# Kept beside the score for one set of answers: lines of its pages, and of the card for each state of its papers.
_MOST_BESIDE = 12
# A question's id and its answer, as a part of the cache key.
Given = tuple[str, "str | int | bool | tuple[str, ...] | None"]
Told = tuple[Given, ...]
T = TypeVar("T")


class Following:
    """All that follows from answers that stand on a day.

    Built only from its cache key, so nothing else can influence it.
    """

    def __init__(self, day: date, told: Told, checked: frozenset[Checked] = frozenset()) -> None:
        self.day = day
        self._checked = checked
        self._answers = {name: Answer(list(v) if isinstance(v, tuple) else v, day) for name, v in told}
        self._beside: dict[object, object] = {}

    @cached_property
    def ruleset(self) -> Ruleset:
        """The law in force on the day, as sure as the office has made it."""
        return law_on(self.day, self._checked)

    @cached_property
    def profile(self) -> Profile:
        """Return the facts as of the day; an answer that does not stand counts as not known."""
        return profile_from(self._answers, self.day)

    @cached_property
    def tables(self) -> tuple[CategoryRules, ...]:
        """The tables this person is scored by: one, or all three while the activity is not known."""
        category = category_of(self._answers)
        return tuple(self.ruleset.categories[c] for c in ([category] if category else Category))

    @cached_property
    def marks(self) -> tuple[int, ...]:
        """The totals this person's goal asks for."""
        goal = self._answers.get("goal")
        if goal is not None and goal.value == "pr" and self.ruleset.permanent_residence_marks:
            return self.ruleset.permanent_residence_marks
        return (self.tables[0].pass_mark,)

    @cached_property
    def deciding(self) -> frozenset[str]:
        """Profile fields, not known, that can still change whether a mark is reached or J-Skip is met."""
        found: set[str] = set()
        for table in self.tables:
            found.update(deciding_facts(self.profile, self.day, table, self.marks))
            found.update(j_skip_facts(self.profile, table))
        return frozenset(found)

    @cached_property
    def open(self) -> frozenset[str]:
        """Profile fields, not known, that can still change any line."""
        return frozenset(name for table in self.tables for name in open_facts(self.profile, self.day, table))

    @cached_property
    def score(self) -> Score:
        """The score of the facts."""
        return score(self.profile, as_of=self.day, ruleset=self.ruleset)

    def once(self, what: object, make: Callable[[], T]) -> T:
        """Return another result of the answers, computed once; `what` names it and all else it depends on."""
        if what not in self._beside:
            if len(self._beside) >= _MOST_BESIDE:
                self._beside.clear()
            self._beside[what] = make()
        found: T = self._beside[what]  # type: ignore[assignment]  # kept under one name, made by one function
        return found


def law_on(day: date, checked: frozenset[Checked]) -> Ruleset:
    """The law in force on a day, as sure as the office has made it."""
    return as_checked(ruleset_for(day), checked)


@lru_cache(maxsize=MOST_KEPT)
def following(
    _questionnaire: Questionnaire, day: date, told: Told, checked: frozenset[Checked] = frozenset()
) -> Following:
    """What follows from answers on a day, kept for the sets of answers looked at last."""
    return Following(day, told, checked)


def forget() -> None:
    """Empty the cache: a person is being erased, and their facts may be in it."""
    following.cache_clear()
