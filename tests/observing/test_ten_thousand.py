"""After ten thousand people there are as many series as after a few, each label has a value of its list, and no figure
tells of anybody. What a whole process tells after an hour says `python -m tests.e2e.hour`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import cycle
from typing import Any, cast

from prometheus_client.parser import text_string_to_metric_families

from bot.errors import StorageTrouble
from bot.observing.counted import CountingObserver
from bot.observing.metrics import METRICS, OUTCOMES
from bot.turns.acts import ClientTurn, Turned
from bot.turns.ledger import Ledger
from bot.turns.shelf import Shelves
from bot.turns.writer import Writer
from dialogs.messages import Act, ActKind, Text
from tests.support import TUESDAY_MORNING

FEW, MANY, FIRST = 200, 10_000, 7_130_000_001
MARKER = "Zq7source"
BECAME = (
    *(Turned(), Turned(repeated=True), Turned(refused=Text(MARKER)), Turned(refused=Text(MARKER), is_failed=True)),
    *(StorageTrouble(MARKER), ValueError(MARKER)),
)


class Answering:
    """A ledger by which everything that can become of a turn becomes of one after the other."""

    def __init__(self) -> None:
        self.shelves = Shelves()
        self._became = cycle(BECAME)

    def batch(self, jobs: Sequence[Any]) -> list[Any]:
        """What became of each."""
        return [next(self._became) for _ in jobs]


def samples(counts: CountingObserver) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every series of ours there is, with its labels."""
    text = counts.written("")[0].decode()
    assert MARKER not in text
    assert str(FIRST)[:5] not in text
    found = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    ours = [one for one in found if one.name.startswith("intake_")]
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for one in ours}


async def test_people_make_no_series() -> None:
    counts = CountingObserver()
    writer = Writer(cast(Ledger, Answering()), observer=counts)
    writer.start()

    async def write(first: int, end: int) -> None:
        act = Act(ActKind.COMMAND, MARKER, command="start", language="en")
        # The last one is of no channel that we know.
        where = [(str(FIRST + n), ("telegram", "line", "web", f"new{n}")[n % 4]) for n in range(first, end)]
        turns = [ClientTurn(channel, f"u{chat}", chat, act, TUESDAY_MORNING) for chat, channel in where]
        await asyncio.gather(*map(writer.submit, turns), return_exceptions=True)

    await write(0, FEW)
    after_few = samples(counts)
    await write(FEW, MANY)
    writer.stop()
    after_many = samples(counts)
    assert set(after_many) == set(after_few)
    lists = {(metric.name, label): set(values) for metric in METRICS for label, values in metric.labels.items()}
    for name, labels in after_many:
        of = next(m.name for m in METRICS if name in (f"{m.name}{end}" for end in ("", "_total", *_OF_HISTOGRAMS)))
        assert [value for label, value in labels if label != "le" and value not in lists[of, label]] == []
    turns = {labels: value for (name, labels), value in after_many.items() if name == "intake_turns_total"}
    assert sum(turns.values()) == MANY
    assert {dict(labels)["outcome"] for labels, value in turns.items() if value} == set(OUTCOMES)
    assert sum(value for labels, value in turns.items() if ("channel", "other") in labels) == MANY // 4


_OF_HISTOGRAMS = ("_bucket", "_sum", "_count")
