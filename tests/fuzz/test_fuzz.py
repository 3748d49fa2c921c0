"""A short run of the fuzzer, the same each time; that it finds what it should; and that everything is fuzzed at all."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.reader import FuzzedReader
from tests.fuzz.readers import readers
from tests.fuzz.running import fuzz, inputs

SEED = 1
# The dear ones get few here; `python -m tests.fuzz` gives them more.
MOST, DEAR = 150, {"typed texts": 8, "questions in between": 8, "whole turns": 2, "profiles": 8, "web form": 15}
DEAR |= {"web file": 15, "cookies, addresses": 15, "office profile": 10, "points tables": 60, "calendars": 30}
DEAR |= {"calendar entries": 30, "office's values": 60, "answers of CalDAV": 60}
# A machine that is busy with other tests is no fault of a reader.
PATIENCE = 10.0


@pytest.mark.filterwarnings("ignore::aiohttp.BadContentDispositionHeader", "ignore::aiohttp.BadContentDispositionParam")
def test_no_input_stops_a_reader() -> None:
    counts = [fuzz(reader, DEAR.get(reader.name, MOST), SEED, patience=PATIENCE) for reader in readers()]
    assert [find for count in counts for find in count.finds] == []
    assert sum(count.runs for count in counts) > 1_000
    refused = {count.name for count in counts if count.refused > count.read * 30}
    assert refused == set(), "what is always refused at once tries little"


def reader(**changes: object) -> FuzzedReader:
    """One that reads anything, with a fault of its own."""
    whole: dict[str, object] = {"name": "x", "make": lambda dice: "a" * dice.randrange(50), "read": len}
    return FuzzedReader(**(whole | changes))  # type: ignore[arg-type]  # tests name real fields


def test_an_error_that_is_none_of_the_readers_own_is_found_and_its_own_is_counted() -> None:
    def read(text: str) -> None:
        if len(text) > 40:
            raise KeyError(text)
        if len(text) > 20:
            raise ValueError(text)

    count = fuzz(reader(read=read, refuses=(ValueError,)), 100, SEED)
    assert count.finds
    assert all(find.what.startswith("KeyError") and len(find.given) > 40 for find in count.finds)
    assert count.refused > 5
    assert count.read > 5


def test_an_input_that_takes_longer_than_its_length_explains_is_found() -> None:
    now = [0.0]

    def read(text: str) -> None:
        now[0] += len(text) ** 2 / 100

    count = fuzz(reader(read=read, base=1.0, each=0.1), 100, SEED, clock=lambda: now[0])
    assert count.finds
    assert all("slow" in find.what and len(find.given) > 10 for find in count.finds)


def test_the_same_seed_gives_the_same_inputs() -> None:
    for one in readers():
        if one.name in ("telegram update", "calendars", "answers of CalDAV", "office's values"):
            first, again, other = (inputs(one, seed) for seed in (1, 1, 2))
            known = len(one.first) + 3
            assert [next(first) for _ in range(known)] == [next(again) for _ in range(known)]
            assert next(first) != [next(other) for _ in range(known + 1)][-1] or one.make(random.Random(1)) is not None


def test_every_reader_of_what_comes_from_outside_is_there() -> None:
    assert {one.name for one in readers()} >= {
        *(
            "telegram update",
            "telegram poll",
            "Telegram's answers",
            "launch data",
            "line events",
            "web form",
            "web file",
        ),
        *("cookies, addresses", "employer's form", "typed texts", "answers", "questions in between", "whole turns"),
        *("what staff type", "profiles", "office profile", "office's values", "settings", "points tables", "calendars"),
        *("calendar entries", "answers of CalDAV", "translations"),
    }
