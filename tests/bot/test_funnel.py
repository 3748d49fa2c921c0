"""Figures of where people stop: what is counted, and that no two of them say anything of a small group."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import pytest

from bot.office.funnel import BY_LANGUAGE, BY_SOURCE, EVERYBODY, STAGES, Figures, hidden_of
from bot.turns.counting import OTHERS, WAITS
from dialogs.happenings import ANSWERED, ASKED, BEGUN, WENT_ON, Happening

MONTH = "2026-11"
LANGUAGES, SOURCES = ("en", "ja", "vi", "ne"), ("", "flyer", "school", "friend", "rare")
ORDER = ("goal", "degrees", "salary_yen")
Figure = int | None


def made_up(seed: int) -> dict[Happening, int]:
    """A month of a small office: many cells of one or two."""
    chance, found = random.Random(seed), Counter[Happening]()
    for _ in range(chance.choice((3, 9, 25, 70))):
        language, source = chance.choices(LANGUAGES, (9, 4, 2, 1))[0], chance.choices(SOURCES, (6, 4, 3, 2, 1))[0]
        for stage in STAGES[: chance.randint(1, len(STAGES))]:
            found[Happening(MONTH, stage, language, source)] += 1
        could = True
        for at in ORDER[: chance.randint(1, len(ORDER))]:
            could = could and chance.random() < 0.7
            found[Happening(MONTH, ASKED, language, source, at, could)] += 1
            if chance.random() < 0.7:
                found[Happening(MONTH, WENT_ON, language, source, at, could)] += 1
        if chance.random() < 0.4:
            found[Happening(MONTH, ANSWERED, language, source, chance.choice(WAITS))] += 1
    return dict(found)


def is_small(number: int) -> bool:
    return 0 < number < 5


def range_of_each(whole: Figure, shown: Mapping[str, Figure], most: Mapping[str, Figure]) -> Iterable[tuple[int, int]]:
    """What whoever reads a total and the groups of it can work out of each that is left out: the least and the most."""
    hidden = [name for name, n in shown.items() if n is None]
    if whole is None:
        return
    rest = whole - sum(n for n in shown.values() if n is not None)
    tops = {name: rest if most.get(name) is None else min(rest, most[name] or 0) for name in hidden}
    for name in hidden:
        others = sum(top for other, top in tops.items() if other != name)
        yield max(0, rest - others), tops[name]


def said(figures: Figures) -> list[tuple[str, Figure, Mapping[str, Figure], Mapping[str, Figure]]]:
    """Everything that can be read: of each figure the total, the groups, and the most that each can be."""
    found: list[tuple[str, Figure, Mapping[str, Figure], Mapping[str, Figure]]] = []
    for by in (BY_LANGUAGE, BY_SOURCE):
        for stage, shown in figures.funnel(by).items():
            found.append((f"{stage} {by}", shown["all"], {k: n for k, n in shown.items() if k != "all"}, {}))
        whole = {step.at: step for step in figures.steps(ORDER)}
        each = {of: {step.at: step for step in figures.steps(ORDER, by, of)} for of in figures.groups(by)}
        for at, step in whole.items():
            asked = {of: each[of][at].asked if at in each[of] else 0 for of in each}
            stopped = {of: each[of][at].stopped if at in each[of] else 0 for of in each}
            lost = {of: each[of][at].lost if at in each[of] else 0 for of in each}
            found.append((f"{at} asked {by}", step.asked, asked, {}))
            found.append((f"{at} stopped {by}", step.stopped, stopped, asked))
            found.append((f"{at} lost {by}", step.lost, lost, stopped))
            # Who went on, and who could not qualify, can be worked out where both figures are there.
            for name, greater, less in (("went on", asked, stopped), ("lost else", stopped, lost)):
                totals = (step.asked, step.stopped) if name == "went on" else (step.stopped, step.lost)
                left = {of: _minus(greater[of], less[of]) for of in each}
                found.append((f"{at} {name} {by}", _minus(*totals), left, greater))
    waits = figures.waits()
    found.append(("waits", waits["all"], {k: n for k, n in waits.items() if k != "all"}, {}))
    return found


def _minus(greater: Figure, less: Figure) -> Figure:
    return None if greater is None or less is None else greater - less


@pytest.mark.parametrize("seed", range(25))
def test_no_figure_and_no_two_filters_say_anything_of_a_group_under_five(seed: int) -> None:
    for name, whole, shown, most in said(Figures(made_up(seed))):
        numbers = [n for n in (whole, *shown.values()) if n is not None]
        assert not any(map(is_small, numbers)), name
        # Any two filters: what a total has more than one group, or several of them.
        if whole is not None:
            known = [n for n in shown.values() if n is not None]
            hidden = whole - sum(known)
            assert not is_small(hidden), f"{name}: what is left out is a small group"
            for size in (1, 2):
                for some in combinations(known, size):
                    if len(known) == len(shown) or size < len(known):
                        continue
                    assert not is_small(whole - sum(some)), name
        for least, greatest in range_of_each(whole, shown, most):
            assert least != greatest or not is_small(least), f"{name}: {shown} of {whole}"


def test_without_care_the_same_figures_would_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.office.funnel.hidden_of", lambda groups, hidden=(): frozenset())
    with pytest.raises(AssertionError):
        test_no_figure_and_no_two_filters_say_anything_of_a_group_under_five(1)


@pytest.mark.parametrize(
    ("groups", "hidden"),
    [
        ({"en": 20, "ja": 8}, ()),
        ({"en": 20, "ja": 0}, ()),
        ({"en": 20, "ja": 3}, ("en", "ja")),
        ({"en": 20, "ja": 9, "vi": 3}, ("ja", "vi")),
        ({"en": 20, "ja": 4, "vi": 3}, ("ja", "vi")),
        ({"en": 20, "ja": 1, "vi": 1, "ne": 7}, ("ja", "ne", "vi")),
        ({"en": 20, "ja": 4, "vi": 3, "ne": 0}, ("ja", "ne", "vi")),
    ],
)
def test_enough_is_left_out_and_no_more(groups: Mapping[str, int], hidden: Sequence[str]) -> None:
    assert sorted(hidden_of({name: (n,) for name, n in groups.items()})) == list(hidden)


def test_a_source_of_few_is_among_the_others() -> None:
    happened = {Happening(MONTH, BEGUN, "en", source): n for source, n in {"flyer": 9, "rare": 4, "": 6}.items()}
    figures = Figures(happened)
    assert figures.groups(BY_SOURCE) == ("flyer", "", OTHERS)
    assert figures.funnel(BY_SOURCE)[BEGUN] == {"all": 19, "=flyer": 9, "=": None, f"={OTHERS}": None}


def test_the_question_that_loses_most_who_could_qualify_comes_first() -> None:
    def asked(
        at: str, could: int, other: int, stopped_could: int, stopped_other: int
    ) -> Iterable[tuple[Happening, int]]:
        for can, came, stopped in ((True, could, stopped_could), (False, other, stopped_other)):
            yield Happening(MONTH, ASKED, "en", "", at, can), came
            yield Happening(MONTH, WENT_ON, "en", "", at, can), came - stopped

    happened = dict((*asked("goal", 60, 0, 5, 0), *asked("degrees", 40, 15, 0, 7), *asked("salary_yen", 40, 8, 9, 2)))
    first, second, third = Figures(happened).steps(ORDER)
    assert (first.at, first.asked, first.stopped, first.lost) == ("goal", 60, 5, 5)
    # Of two who could not it is not said that they were two; but there were some who could.
    assert (second.at, second.asked, second.stopped, second.lost) == ("salary_yen", 48, 11, None)
    assert (third.at, third.asked, third.stopped, third.lost) == ("degrees", 55, 7, 0)
    assert Figures(happened).steps(ORDER, EVERYBODY) == [first, second, third]
