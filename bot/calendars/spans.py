"""Stretches of time, in seconds: each from a moment on and before another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield stretches in order, those that touch as one, without empty ones."""
    last: tuple[int, int] | None = None
    for begins, ends in sorted(spans):
        if begins >= ends:
            continue
        if last is None:
            last = (begins, ends)
        elif begins <= last[1]:
            last = (last[0], max(last[1], ends))
        else:
            yield last
            last = (begins, ends)
    if last is not None:
        yield last


def cut(spans: Iterable[tuple[int, int]], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield of each stretch what lies from a moment on and before another."""
    for begins, ends in spans:
        if begins < end and ends > begin:
            yield max(begins, begin), min(ends, end)
