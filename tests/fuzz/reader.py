"""What a reader is to the fuzzer: what it is given, what it may refuse by, and how long it may take."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.fuzz import mutation

Input = Any


@dataclass(frozen=True, slots=True)
class FuzzedReader:
    """Reads inputs that `make` makes (after those of `first`); may refuse one by an error of `refuses` and no other.

    An input may take `base` seconds of processor time and `each` more for each of its signs. `share` is how many of
    a thousand inputs this reader gets: cheap ones get more.
    """

    name: str
    make: Callable[[random.Random], Input]
    read: Callable[[Input], object]
    refuses: tuple[type[Exception], ...] = ()
    first: Sequence[Input] = ()
    base: float = 0.05
    each: float = 2e-6
    share: int = 40


def size_of(given: Input) -> int:
    """Return how long an input is."""
    if isinstance(given, str | bytes):
        return len(given)
    return sum(map(size_of, given)) if isinstance(given, tuple) else len(repr(given))


def of_texts(seeds: Sequence[str], longest: int) -> Callable[[random.Random], str]:
    return lambda dice: mutation.text(dice, seeds, longest)


def of_bytes(seeds: Sequence[bytes], longest: int) -> Callable[[random.Random], bytes]:
    return lambda dice: mutation.raw(dice, seeds, longest)


__all__ = ["FuzzedReader", "Input", "of_bytes", "of_texts", "size_of"]
