"""Figures of where people stop: what is counted, and that no two of them say anything of a small group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

import pytest

from bot.office import funnel
from bot.office.funnel import BY_LANGUAGE, BY_SOURCE, EVERYBODY, STAGES, Figures
from bot.turns.counting import OTHERS, WAITS
from dialogs.happenings import ANSWERED, ASKED, BEGUN, CONSENTED, WENT_ON, Happening

MONTH = "2026-11"
ORDER = ("goal", "degrees", "salary_yen")
World = tuple[tuple[int, ...], ...]


def happened_in(world: World) -> dict[Happening, int]:
    """What is counted where of each group so many began, and so many of them agreed."""
    found = {}
    for language, counts in zip(("en", "ja", "vi", "ne", "ko"), world, strict=False):
        for stage, n in zip((BEGUN, CONSENTED), counts, strict=False):
            found[Happening(MONTH, stage, language)] = n
    return {one: n for one, n in found.items() if n}


def sensitive(world: World) -> Iterator[int]:
    """What nobody may learn where it is fewer than five: each group, all but it, and who stopped between two stages."""
    together = [sum(counts) for counts in zip(*world, strict=True)]
    for counts in (*world, together):
        yield from counts
        yield from (a - b for a, b in zip(counts, counts[1:], strict=False))
    for counts in world:
        yield from (all_of - n for all_of, n in zip(together, counts, strict=True))


def told_exactly(worlds: Iterable[World], shown: Callable[[World], object]) -> list[tuple[World, int]]:
    """The worlds in which something of a group under five could be worked out by whoever tries every other world.

    Nobody who sees the same figures can tell those worlds apart: what is the same in all of them is known.
    """
    alike = defaultdict(list)
    for world in worlds:
        alike[shown(world)].append(world)
    found = []
    for each in alike.values():
        known = [set(values) for values in zip(*map(sensitive, each), strict=True)]
        found += [(each[0], values.pop()) for values in known if len(values) == 1 and 0 < min(values) < 5]
    return found


def all_that_is_shown(world: World) -> str:
    """Every figure by every filter."""
    figures = Figures(happened_in(world))
    return repr([figures.funnel(by) for by in (EVERYBODY, BY_LANGUAGE)])


def two_groups(most: int) -> Iterable[World]:
    """Of two groups between nobody and so many began, and as many or fewer agreed."""
    counts = [(a, b) for a in range(most + 1) for b in range(a + 1)]
    return product(counts, repeat=2)


def test_no_two_figures_say_anything_of_a_group_under_five_whoever_tries_every_count_there_could_be() -> None:
    assert told_exactly(two_groups(8), all_that_is_shown) == []


@pytest.mark.parametrize(("groups", "least"), [(3, 0), (4, 3)])
def test_nor_do_the_figures_of_more_groups(groups: int, least: int) -> None:
    worlds = product([(n,) for n in range(least, 10 if groups == 3 else 8)], repeat=groups)

    def shown(world: World) -> str:
        return repr(Figures(happened_in(world)).funnel(BY_LANGUAGE)[BEGUN])

    # What lies at the edge of the counts that are tried says more only for want of further ones.
    found = [known for known in told_exactly(worlds, shown) if max(max(counts) for counts in known[0]) < 5]
    assert found == []


def test_of_five_groups_two_are_one_since_all_five_could_be_known_else(monkeypatch: pytest.MonkeyPatch) -> None:
    world: World = tuple((n,) for n in (9, 9, 9, 9, 9))
    assert Figures(happened_in(world)).groups(BY_LANGUAGE) == ("en", "ja", "ko", OTHERS)
    # Of five groups told apart 25 in each part and 45 together would say of each that it is nine.
    monkeypatch.setattr(funnel, "_count_of", lambda *_: 1)
    assert len(Figures(happened_in(world)).groups(BY_LANGUAGE)) == 5


def test_exact_figures_would_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(funnel, "_in_fives", lambda number: 0 if number < 5 else number)
    assert told_exactly(two_groups(5), all_that_is_shown)


def test_every_figure_is_a_whole_five() -> None:
    happened = {Happening(MONTH, stage, "en", "flyer"): 97 - 9 * n for n, stage in enumerate(STAGES)}
    happened |= {Happening(MONTH, ANSWERED, "en", "", wait): n for n, wait in enumerate(WAITS, start=4)}
    figures = Figures(happened | dict(asked("goal", 60, 7, 8, 3)))
    assert [each["all"] for each in figures.funnel().values()] == [95, 85, 75, 70, 60, 50, 40, 30]
    assert figures.waits() == {"all": 35, "15": 0, "60": 5, "240": 5, "1440": 5, "4320": 5, "longer": 5}
    [step] = figures.steps(ORDER)
    assert (step.stopped, step.lost) == (10, 5)


def test_a_source_of_few_is_among_the_others_and_so_is_a_language() -> None:
    counts = {("en", "flyer"): 9, ("ne", "rare"): 4, ("en", ""): 6}
    figures = Figures({Happening(MONTH, BEGUN, *came): n for came, n in counts.items()})
    assert figures.groups(BY_SOURCE) == ("flyer", "", OTHERS)
    assert figures.funnel(BY_SOURCE)[BEGUN] == {"all": 15, "=flyer": 5, "=": 5, f"={OTHERS}": 0}
    assert figures.funnel(BY_LANGUAGE)[BEGUN] == {"all": 15, "=en": 15, f"={OTHERS}": 0}


def asked(at: str, could: int, other: int, stopped_could: int, stopped_other: int) -> Iterable[tuple[Happening, int]]:
    """A question that so many came to who could qualify, and so many others; and how many of each stopped there."""
    for can, came, stopped in ((True, could, stopped_could), (False, other, stopped_other)):
        yield Happening(MONTH, ASKED, "en", "", at, can), came
        yield Happening(MONTH, WENT_ON, "en", "", at, can), came - stopped


def test_the_question_that_loses_most_who_could_qualify_comes_first() -> None:
    few = asked("goal", 60, 0, 4, 0)
    began = (Happening(MONTH, BEGUN, "en"), 60)
    happened: Mapping[Happening, int] = dict(
        (began, *few, *asked("degrees", 40, 15, 1, 13), *asked("salary_yen", 40, 8, 9, 2))
    )
    found: Sequence[funnel.StepFigures] = Figures(happened).steps(ORDER)
    assert [(step.at, step.stopped, step.lost) for step in found] == [("salary_yen", 10, 5), ("degrees", 10, 0)]
    assert Figures(happened).steps(ORDER, BY_LANGUAGE, "en") == found
    assert Figures(happened).steps(ORDER, BY_LANGUAGE, "ja") == []
