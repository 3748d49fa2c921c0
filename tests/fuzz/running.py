"""Gives readers their inputs, counts them, and finds what they should not do."""

from __future__ import annotations

import random
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from tests.fuzz.reader import FuzzedReader, size_of

# What takes too long is tried again: another process may have been in the way.
TRIES = 3
MOST_FINDS = 20


@dataclass(frozen=True, slots=True)
class Find:
    """An input on which a reader did what it should not."""

    reader: str
    number: int
    what: str
    given: Any


@dataclass(slots=True)
class Count:
    """What became of the inputs of one reader: how many were read, how many refused, and the slowest by its length."""

    name: str
    read: int = 0
    refused: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_size: int = 0
    finds: list[Find] = field(default_factory=list)

    @property
    def runs(self) -> int:
        """How many inputs there were."""
        return self.read + self.refused + len(self.finds)


def inputs(reader: FuzzedReader, seed: int) -> Iterator[Any]:
    """Yield inputs without end; each depends on the seed and its number alone."""
    yield from reader.first
    for number in range(1 << 60):
        yield reader.make(random.Random(f"{seed} {reader.name} {number}"))


def fuzz(
    reader: FuzzedReader, runs: int, seed: int, *, patience: float = 1.0, clock: Callable[[], float] = time.process_time
) -> Count:
    """Give a reader so many inputs. `patience` makes limits of time longer."""
    count = Count(reader.name)
    with _warnings() as warned:
        _all(reader, runs, seed, count, patience, clock, warned)
    return count


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Hear every warning: what a library says of an input is kept for good, once for each that says something else."""
    heard: list[str] = []

    def hear(message: Warning | str, category: type[Warning], *_: Any) -> None:
        heard.append(f"{category.__name__}: {message}")

    with warnings.catch_warnings():
        warnings.simplefilter("always", append=True)  # after what is ignored on purpose
        warnings.showwarning = hear  # type: ignore[assignment]  # it is handed all that the usual one is
        yield heard


def _all(
    reader: FuzzedReader,
    runs: int,
    seed: int,
    count: Count,
    patience: float,
    clock: Callable[[], float],
    warned: list[str],
) -> None:
    for number, given in enumerate(inputs(reader, seed)):
        if number >= runs or len(count.finds) >= MOST_FINDS:
            return
        warned.clear()
        began = clock()
        what = ""
        try:
            reader.read(given)
            count.read += 1
        except reader.refuses:
            count.refused += 1
        except Exception as error:
            what = f"{type(error).__name__}: {error}"[:300]
        took = clock() - began
        count.seconds += took
        if warned and not what:
            count.read -= 1
            what = f"warned: {warned.pop(0)}"[:300]
        if took > count.slowest:
            count.slowest, count.slowest_size = took, size_of(given)
        if not what and took > limit(reader, given) * patience and _is_slow(reader, given, patience, clock):
            count.read -= 1
            what = f"slow: {took:.2f} s for {size_of(given)} signs"
        if what:
            count.finds.append(Find(reader.name, number, what, given))


def limit(reader: FuzzedReader, given: Any) -> float:
    """Return how long an input may take."""
    return reader.base + reader.each * size_of(given)


def _is_slow(reader: FuzzedReader, given: Any, patience: float, clock: Callable[[], float]) -> bool:
    for _ in range(TRIES - 1):
        began = clock()
        with suppress(*reader.refuses):
            reader.read(given)
        if clock() - began <= limit(reader, given) * patience:
            return False
    return True


def shares(readers: Sequence[FuzzedReader], runs: int) -> list[int]:
    """Return how many of all inputs each reader gets; each gets some."""
    whole = sum(reader.share for reader in readers)
    return [max(len(reader.first) + 1, runs * reader.share // whole) for reader in readers]


__all__ = ["Count", "Find", "fuzz", "inputs", "limit", "shares"]
