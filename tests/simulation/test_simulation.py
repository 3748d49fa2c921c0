"""A short year, that a seed replays it to the letter, and that what is planted is found and cut to a short story."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.simulation.planted import found
from tests.simulation.shrinking import shrunk
from tests.simulation.universe import Story
from tests.simulation.year import lived

ROOT = Path(__file__).parents[2]
SHORT = Story(seed=1, people=22, acts=260, faults=60, days=3.0)


def test_a_short_year_with_faults_of_every_place() -> None:
    year = lived(SHORT)
    assert year.acts > 150
    assert year.universe.figures.deaths > 2
    assert year.counted["outbox"] == 0
    places = {fault.place for fault in year.universe.faults.happened}
    assert len(places) == 4


def test_one_seed_is_one_history_whatever_the_hashes() -> None:
    """Two processes with different hash seeds live the same story."""
    code = (
        "from tests.simulation.universe import Story; from tests.simulation.year import lived;"
        "print(lived(Story(seed=3, people=6, acts=40, faults=12, days=1.0)).universe.digest)"
    )
    printed = {
        subprocess.run(  # noqa: S603  our own interpreter
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
