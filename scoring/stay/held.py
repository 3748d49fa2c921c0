"""What the points can be on every day of a span, past and future, and whether a mark is held on each of them.

`scoring.known` says what is known of each day; days that cannot differ are evaluated once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scoring.calendar import ONE_DAY
from scoring.known import Known
from scoring.mixtures import Possible, j_skip_of, mixture
from scoring.profile import Category, Profile
from scoring.ruleset import CategoryRules, all_rulesets, ruleset_for
from scoring.three import every


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact that is not certain on a stretch and can change its points, a gate or J-Skip.

    `changed` is whether it is known on the days around, so that only the day of its change is not known.
    """

    field: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both included, on which the same is possible: totals, the category's other gates, and J-Skip.

    `told` is False before the oldest day whose facts are known. `older` is the same stretch read with the age of the
    next day, where it is the eve of a birthday that a table looks at: by the law on ages that age may count already.
    """

    first: date
    last: date
    told: bool
    least: int
    greatest: int
    gates: bool | None
    j_skip: bool | None
    of_points: tuple[Doubt, ...]
    of_gates: tuple[Doubt, ...]
    of_j_skip: tuple[Doubt, ...]
    older: Stretch | None = None

    def holds(self, mark: int | None) -> bool | None:
        """Whether the mark and the gates are reached on these days; without a mark, whether J-Skip is met."""
        if mark is None:
            return self.j_skip
        points = True if self.least >= mark else False if self.greatest < mark else None
        return every((points, self.gates))

    def deciding(self, mark: int | None) -> tuple[Doubt, ...]:
        """Return the uncertain facts that keep `holds` at None; empty once it is decided."""
        if self.holds(mark) is not None:
            return ()
        if mark is None:
            return self.of_j_skip
        return (*self.of_gates, *(self.of_points if self.least < mark else ()))


def course(
    profile: Profile,
    category: Category,
    *,
    as_of: date,
    start: date,
    end: date,
    unknown_then: Collection[str] = (),
    cuts: Collection[date] = (),
) -> tuple[Stretch, ...]:
    """The days from `start` to `end`, both included, in stretches without a gap.

    `as_of` is the day of the profile's own facts; after it they go on, with the age, the work and the table of each
    day. `unknown_then` names fields that are known to have differed on earlier days and not how. A stretch begins on
    each of the `cuts` in the span, whether or not anything changes then. Raises `NoRulesetForDate` for a day before
    the first table, and `ProfileError` for a birth after `as_of`.
    """
    known = Known(profile, category, as_of, unknown_then=unknown_then)
    firsts = sorted({*known.change_days(start, end, all_rulesets()), *(d for d in cuts if start <= d <= end)})
    lasts = [*(day - ONE_DAY for day in firsts[1:]), end]
    return tuple(_stretch(known, first, last) for first, last in zip(firsts, lasts, strict=True))


def on_eves(days: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return the days with the new age counted on the eve of each birthday: the other reading of the law on ages."""
    return tuple(stretch.older or stretch for stretch in days)


def without_recognition(profile: Profile) -> Profile:
    """The profile with a recognised achievement left open, today and earlier: only the Minister decides it."""
    earlier = profile.earlier
    if earlier is not None:
        earlier = tuple((day, without_recognition(facts)) for day, facts in earlier)
    recognised = None if profile.other_research_recognised else profile.other_research_recognised
    return replace(profile, other_research_recognised=recognised, earlier=earlier)


def runs(days: Iterable[Stretch], mark: int | None, *, surely: bool = True) -> list[tuple[date, date]]:
    """Return the unbroken spans on which the mark (without one, J-Skip) is held: first and last day of each.

    It is surely held on them, or else not known to be missed.
    """
    found: list[tuple[date, date]] = []
    for stretch in days:
        held = stretch.holds(mark)
        if held is False or (surely and held is None):
            continue
        if found and found[-1][1] + ONE_DAY == stretch.first:
            found[-1] = (found[-1][0], stretch.last)
        else:
            found.append((stretch.first, stretch.last))
    return found


def _stretch(known: Known, first: date, last: date) -> Stretch:
    rules = ruleset_for(first).categories[known.category]
    stretch = _read(known, first, last, rules, older=False)
    if first == last and known.is_eve(first, rules):
        stretch = replace(stretch, older=_read(known, first, last, rules, older=True))
    return stretch


def _read(known: Known, first: date, last: date, rules: CategoryRules, *, older: bool) -> Stretch:
    possible = known.possible(first, older=older)
    found = mixture(rules, possible)
    special, special_facts = j_skip_of(rules, possible)
    return Stretch(
        first=first,
        last=last,
        told=known.told(first),
        least=found.least,
        greatest=found.greatest,
        gates=found.gates,
        j_skip=special,
        of_points=_doubts(found.of_points, possible),
        of_gates=_doubts(found.of_gates, possible),
        of_j_skip=_doubts(special_facts, possible),
    )


def _field(name: str, possible: Possible) -> str:
    """The profile field that would settle a fact: dates of jobs settle years that are known only as a number."""
    if name == "experience_years" and None not in possible[name]:
        return "work_periods"
    return "birth_date" if name == "age" else name


def _doubts(names: Sequence[str], possible: Possible) -> tuple[Doubt, ...]:
    return tuple(Doubt(_field(name, possible), None not in possible[name]) for name in names)
