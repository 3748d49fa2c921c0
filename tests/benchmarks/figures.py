"""What counting costs a turn, as a ratio to the same turn without it: whole interviews, to the hand-off.

    python -m tests.benchmarks.figures [--rounds 60]

Processor time of the ledger, each turn in a transaction of its own, which is dearest; the two kinds take turns person
by person on one database, so that what else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import thread_time
from unittest import mock

from bot.app import build_core
from bot.turns.counting import Counting
from dialogs import dialogue
from tests.support import Talk, settings_in


@contextmanager
def uncounted() -> Iterator[None]:
    """Count nothing."""
    with (
        mock.patch.object(dialogue, "happenings", return_value=()),
        mock.patch.object(Counting, "decided", return_value=None),
    ):
        yield


def interview(talk: Talk) -> float:
    """Milliseconds of processor time that an interview takes, once the first words were said."""
    talk.go_to("consent")
    start = thread_time()
    talk.go_to("handed_off")
    return (thread_time() - start) * 1_000


def main(rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        core = build_core(settings_in(Path(folder)))
        counted, plain = [], []
        for number in range(rounds + 2):
            for n in ((0, 1), (1, 0))[number % 2]:
                talk = Talk(core, chat=f"{number}-{n}")
                if n:
                    counted.append(interview(talk))
                else:
                    with uncounted():
                        plain.append(interview(talk))
        # The first ones load what is made once.
        with_it, without = statistics.median(counted[2:]), statistics.median(plain[2:])
        print(f"an interview: counted {with_it:.2f} ms, not counted {without:.2f} ms, ratio {with_it / without:.3f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    main(parser.parse_args().rounds)
