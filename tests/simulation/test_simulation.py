"""A short year, that a seed replays it to the letter, and that what is planted is found and cut to a short story."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.simulation import planted
from tests.simulation.people import mark_of
from tests.simulation.shrinking import fewer
from tests.simulation.universe import Find, Story
from tests.simulation.watch import ONE_CARD
from tests.simulation.year import lived

assert planted.PLANTED
ROOT = Path(__file__).parents[2]
SAME = Story(seed=3, people=6, acts=40, faults=12, days=1.0)
SHORT = Story(seed=1, people=16, acts=170, faults=45, days=2.0)


def test_a_short_year_with_faults_of_every_place() -> None:
    year = lived(SHORT)
    assert year.acts > 100
    assert year.universe.figures.deaths > 2
    assert year.counted["outbox"] == 0
    places = {fault.place for fault in year.universe.faults.happened}
    assert len(places) == 4


@pytest.mark.night
def test_one_seed_is_one_history_whatever_the_hashes() -> None:
    """Another process, in which texts have other hashes, lives the same story."""
    code = (
        "from tests.simulation.universe import Story; from tests.simulation.year import lived;"
        f"print(lived({SAME!r}).universe.digest)"
    )
    other = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "random"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert other.stdout.split() == [lived(SAME).universe.digest]


def test_what_is_planted_is_found() -> None:
    """All ten, and the shortest stories, are `python -m tests.simulation.planted`."""
    story = Story(seed=1, people=20, acts=300, faults=20, days=2.0, planted="second-card", only=frozenset({1}))
    with pytest.raises(Find) as seen:
        lived(story)
    assert seen.value.rule == ONE_CARD
    assert mark_of(1) in seen.value.what


def test_a_story_is_cut_to_what_shows_the_same() -> None:
    tried: list[list[int]] = []

    def shows(some: Sequence[int]) -> bool:
        tried.append(list(some))
        return {3, 17} <= set(some)

    assert fewer(range(40), shows) == [3, 17]
    assert len(tried) < 60
    assert fewer(range(40), shows, [17, 3]) == [17, 3]
    assert fewer(range(40), lambda _some: True) == ()
