"""From the first page to the talk that took place, in figures: where people stop, and which question loses whom.

Nothing here says anything of a group of fewer than five, nor do two figures by what is between them. One thing is told
apart at a time (languages, or where people came from), in groups that do not overlap: so all that can be worked out is
what is missing in a total, and of that enough is left out that it is no small group either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
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
# A figure that may not be shown.
HIDDEN = None
Figure = int | None


@dataclass(frozen=True, slots=True)
class StepFigures:
    """A question or page: how many came to it, how many of them stopped there, and how many of those could qualify."""

    at: str
    asked: Figure
    stopped: Figure
    lost: Figure


def is_small(number: int) -> bool:
    """Return whether a group is so small that nothing is said of it."""
    return 0 < number < FEWEST_NAMED


def hidden_of(groups: Mapping[str, Sequence[int]], hidden: Collection[str] = ()) -> frozenset[str]:
    """Return of which groups of a partition the figures may not be shown, where those of all together are.

    Each group has one or more figures that are shown or left out together. `hidden` are left out for other reasons.
    What is missing must be no small group in any of them, and never one group alone that could be worked out. Where
    anything is missing, groups of nobody are too: else it would be known that each of the others has somebody.
    """
    found = {name for name, figures in groups.items() if name in hidden or any(map(is_small, figures))}
    rest = sorted((name for name in groups if name not in found), key=lambda name: (sum(groups[name]), name))
    while found and not _is_enough([groups[name] for name in found]):
        # Groups of nobody hide nobody.
        following = next((name for name in rest if any(groups[name])), None)
        if following is None:
            break
        rest.remove(following)
        found.add(following)
    return frozenset(name for name, figures in groups.items() if name in found or (found and not any(figures)))


def _is_enough(hidden: Sequence[Sequence[int]]) -> bool:
    """Return whether what is left out says nothing of a small group, together or alone."""
    together = [sum(figures) for figures in zip(*hidden, strict=True)]
    if any(map(is_small, together)):
        return False
    small = any(is_small(figure) for figures in hidden for figure in figures)
    return not small or sum(any(figures) for figures in hidden) > 1


class Figures:
    """The figures of one month. `happened` is what was counted of it.

    While figures still change, who looks twice would see what one person did between: so those of what `is_moving`
    (stages and waits; questions) are whole fives.
    """

    def __init__(
        self, happened: Mapping[Happening, int], *, is_moving: bool = False, steps_are_moving: bool = False
    ) -> None:
        self.happened = happened
        self._stages_in, self._steps_in = (FEWEST_NAMED if moves else 1 for moves in (is_moving, steps_are_moving))
        came: dict[str, int] = {}
        for one, times in happened.items():
            if one.name == BEGUN:
                came[one.source] = came.get(one.source, 0) + times
        often = sorted((source for source in came if source not in ("", OTHERS)), key=lambda name: (-came[name], name))
        self._sources = {"", *(name for name in often[: MOST_GROUPS - 2] if came[name] >= FEWEST_NAMED)}

    def groups(self, by: str) -> tuple[str, ...]:
        """Return the groups that a partition tells apart."""
        if by == EVERYBODY:
            return (EVERYBODY,)
        found = {self._group(by, one) for one in self.happened if one.name != ANSWERED}
        return tuple(sorted(found, key=lambda name: (name in ("", OTHERS), name)))

    def _group(self, by: str, one: Happening) -> str:
        if by == BY_LANGUAGE:
            return one.language
        return EVERYBODY if by == EVERYBODY else one.source if one.source in self._sources else OTHERS

    def _sums(self, by: str, name: str, at: str = "", could: Iterable[bool] = (False, True)) -> dict[str, int]:
        sums = dict.fromkeys(self.groups(by), 0)
        wanted = tuple(could)
        for one, times in self.happened.items():
            if one.name == name and one.at == at and one.could in wanted:
                sums[self._group(by, one)] += times
        return sums

    def funnel(self, by: str = EVERYBODY) -> dict[str, dict[str, Figure]]:
        """Return how many came to each stage, of each group of a partition and of all ("") together."""
        table: dict[str, dict[str, Figure]] = {}
        for stage in STAGES:
            sums = self._sums(by, stage)
            whole = sum(sums.values())
            hidden = frozenset(sums) if is_small(whole) else hidden_of({name: (n,) for name, n in sums.items()})
            each: dict[str, Figure] = {} if by == EVERYBODY else _shown(sums, hidden)
            shown = {"all": HIDDEN if is_small(whole) else whole, **{_key(name): n for name, n in each.items()}}
            table[stage] = {name: _whole(n, self._stages_in) for name, n in shown.items()}
        return table

    def steps(self, order: Sequence[str], by: str = EVERYBODY, of: str = EVERYBODY) -> list[StepFigures]:
        """Return each question or page that anybody of a group came to: first what loses most who could qualify."""
        asked = {one.at for one in self.happened if one.name == ASKED}
        known = [at for at in order if at in asked]
        # A question of an earlier version was asked, too.
        steps = [self._step(at, by, of) for at in (*known, *sorted(asked - set(known)))]
        # Few are more than nobody, though it is not said how many they are.
        return sorted((s for s in steps if s.asked != 0), key=lambda step: -(0.5 if step.lost is None else step.lost))

    def _step(self, at: str, by: str, of: str) -> StepFigures:
        came, went = (self._sums(by, name, at) for name in (ASKED, WENT_ON))
        could, could_on = (self._sums(by, name, at, (True,)) for name in (ASKED, WENT_ON))
        stopped = {name: max(0, came[name] - went[name]) for name in came}
        lost = {name: min(stopped[name], max(0, could[name] - could_on[name])) for name in came}
        # Each level tells more, of fewer groups: how many came; how many stopped or went on; who of them could qualify.
        levels = (
            {name: (came[name],) for name in came},
            {name: (stopped[name], came[name] - stopped[name]) for name in came},
            {name: (lost[name], stopped[name] - lost[name]) for name in came},
        )
        figures: list[Figure] = []
        hidden, is_out = frozenset[str](), False
        for level in levels:
            together = [sum(each) for each in zip(*level.values(), strict=True)]
            is_out = is_out or any(map(is_small, together))
            hidden = frozenset(level) if is_out else hidden_of(level, hidden)
            if by == EVERYBODY:
                figures.append(HIDDEN if is_out else together[0])
            else:
                figures.append(_shown({name: n for name, (n, *_) in level.items()}, hidden).get(of, 0))
        return StepFigures(at, *(_whole(figure, self._steps_in) for figure in figures))

    def waits(self) -> dict[str, Figure]:
        """Return how many waited how long for the first word of staff; together ("all") as well."""
        answered = [(one.at, n) for one, n in self.happened.items() if one.name == ANSWERED]
        sums = {wait: sum(n for at, n in answered if at == wait) for wait in WAITS}
        whole = sum(sums.values())
        hidden = frozenset(sums) if is_small(whole) else hidden_of({name: (n,) for name, n in sums.items()})
        shown = {"all": HIDDEN if is_small(whole) else whole, **_shown(sums, hidden)}
        return {name: _whole(n, self._stages_in) for name, n in shown.items()}


def _whole(figure: Figure, unit: int) -> Figure:
    return HIDDEN if figure is None else figure // unit * unit


def _key(name: str) -> str:
    """Return the name of a group beside those of all together."""
    return f"={name}"


def _shown(sums: Mapping[str, int], hidden: Collection[str]) -> dict[str, Figure]:
    return {name: HIDDEN if name in hidden else n for name, n in sums.items()}


__all__ = ["EVERYBODY", "PARTITIONS", "STAGES", "Figures", "StepFigures", "hidden_of"]
