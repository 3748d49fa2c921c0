"""From the first page to the talk that took place, in figures: where people stop, and which question loses whom.

Every figure is a whole five, rounded down: none says anything exact of a group of fewer than five, nor do two of them
by what is between them, be they two stages, two groups, or a group and all together. What is shown depends on no other
figure; what is left out because of another would tell something itself. One thing is told apart at a time (languages,
or where people came from), in groups that do not overlap, and never in five of them: else a total could be so much
greater than its parts that each of them is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.turns.counting import FEWEST_NAMED, OTHERS, WAITS
from dialogs.happenings import (
    ANSWERED,
    ASKED,
    BEGUN,
    BOOKED,
    CONSENTED,
    HANDED,
    KEPT,
    OPENED,
    QUALIFIED,
    SAW_RESULT,
    WENT_ON,
    Happening,
)

STAGES = (OPENED, BEGUN, CONSENTED, SAW_RESULT, QUALIFIED, HANDED, BOOKED, KEPT)
# What may be told apart, one at a time; "" is everybody together.
EVERYBODY, BY_LANGUAGE, BY_SOURCE = "", "language", "source"
PARTITIONS = (EVERYBODY, BY_LANGUAGE, BY_SOURCE)
# So many groups stand side by side; further ones are one.
MOST_GROUPS = 8


@dataclass(frozen=True, slots=True)
class StepFigures:
    """A question or page: how many stopped there, and how many of those could qualify."""

    at: str
    stopped: int
    lost: int


class Figures:
    """The figures of some months. `happened` is what was counted of them; 0 is fewer than five."""

    def __init__(self, happened: Mapping[Happening, int]) -> None:
        self.happened = happened
        came: dict[str, Counter[str]] = {BY_LANGUAGE: Counter(), BY_SOURCE: Counter()}
        for one, times in happened.items():
            if one.name == BEGUN:
                came[BY_LANGUAGE][one.language] += times
                came[BY_SOURCE][one.source] += times
        present = {
            BY_LANGUAGE: {one.language for one in happened},
            BY_SOURCE: {one.source for one in happened if one.name != ANSWERED},
        }
        # Who came by no word is a group of its own, however few they are.
        self._named = {by: _named(came[by], present[by], always={""} if by == BY_SOURCE else set()) for by in came}

    def groups(self, by: str) -> tuple[str, ...]:
        """Return the groups that a partition tells apart."""
        if by == EVERYBODY:
            return (EVERYBODY,)
        found = {self._group(by, one) for one in self.happened if one.name != ANSWERED}
        return tuple(sorted(found, key=lambda name: (name in ("", OTHERS), name)))

    def _group(self, by: str, one: Happening) -> str:
        if by == EVERYBODY:
            return EVERYBODY
        name = one.language if by == BY_LANGUAGE else one.source
        return name if name in self._named[by] else OTHERS

    def _sums(self, by: str, name: str, at: str = "", could: Iterable[bool] = (False, True)) -> dict[str, int]:
        sums = dict.fromkeys(self.groups(by), 0)
        wanted = tuple(could)
        for one, times in self.happened.items():
            if one.name == name and one.at == at and one.could in wanted:
                sums[self._group(by, one)] += times
        return sums

    def funnel(self, by: str = EVERYBODY) -> dict[str, dict[str, int]]:
        """Return how many came to each stage: of all together ("all"), and of each group of a partition."""
        table: dict[str, dict[str, int]] = {}
        for stage in STAGES:
            sums = self._sums(by, stage)
            each = {} if by == EVERYBODY else {_key(name): _in_fives(n) for name, n in sums.items()}
            table[stage] = {"all": _in_fives(sum(sums.values())), **each}
        return table

    def steps(self, order: Sequence[str], by: str = EVERYBODY, of: str = EVERYBODY) -> list[StepFigures]:
        """Return the questions and pages where people of a group stopped: first what loses most who could qualify.

        Where fewer than five stopped a question is not among them. How many came to each is not said: from one question
        to the next that would tell again how many stopped.
        """
        asked = {one.at for one in self.happened if one.name == ASKED}
        known = [at for at in order if at in asked]
        # A question of an earlier version was asked, too.
        steps = [self._step(at, by, of) for at in (*known, *sorted(asked - set(known)))]
        return sorted((step for step in steps if step.stopped), key=lambda step: (-step.lost, -step.stopped))

    def _step(self, at: str, by: str, of: str) -> StepFigures:
        came, went = (self._sums(by, name, at).get(of, 0) for name in (ASKED, WENT_ON))
        could, could_on = (self._sums(by, name, at, (True,)).get(of, 0) for name in (ASKED, WENT_ON))
        stopped = max(0, came - went)
        return StepFigures(at, _in_fives(stopped), _in_fives(min(stopped, max(0, could - could_on))))

    def waits(self) -> dict[str, int]:
        """Return how many waited how long for the first word of staff; together ("all") as well."""
        answered = [(one.at, n) for one, n in self.happened.items() if one.name == ANSWERED]
        sums = {wait: sum(n for at, n in answered if at == wait) for wait in WAITS}
        return {name: _in_fives(n) for name, n in {"all": sum(sums.values()), **sums}.items()}


def _named(came: Counter[str], present: set[str], always: set[str]) -> frozenset[str]:
    """Return the groups that are told apart: those in which most came, and none of few."""
    often = [name for name, n in came.items() if n >= FEWEST_NAMED and name not in (*always, OTHERS)]
    often = sorted(often, key=lambda name: (-came[name], name))[: MOST_GROUPS - len(always) - 1]
    while often and _count_of(often, present, always) % FEWEST_NAMED == 0:
        del often[-1]
    return frozenset({*often, *always})


def _count_of(often: Sequence[str], present: set[str], always: set[str]) -> int:
    named = {*often, *(always & present)}
    return len(named) + bool(present - named)


def _in_fives(number: int) -> int:
    return number // FEWEST_NAMED * FEWEST_NAMED


def _key(name: str) -> str:
    """Return the name of a group beside those of all together."""
    return f"={name}"


__all__ = ["EVERYBODY", "PARTITIONS", "STAGES", "Figures", "StepFigures"]
