"""The shortest story that shows a find: fewer people, fewer faults, fewer acts, as long as the same rule is broken.

A story is cut by numbers (`Story.only`, `keeps`, `skipped`): what stays in it happens as it did, since everybody draws
lots of their own and faults wait for the next occasion of their kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from .universe import Find, Story
from .year import Year, lived

T = TypeVar("T")
# A cut story may show the same so many seconds later.
LATER = 6 * 3600.0
# So many stories are tried at most.
MOST_TRIES = 80


@dataclass
class Shrunk:
    """A story that shows a find, and what happens in it."""

    story: Story
    find: Find
    year: Year
    tries: int = 0
    trace: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """What to print of it."""
        faults = [f"{fault.kind} (no. {fault.number})" for fault in self.year.universe.faults.happened]
        return [
            f"shortest story after {self.tries} tries: {len(self.year.clients)} people, {self.year.acts} acts,"
            f" faults: {', '.join(faults) or 'none'}",
            f"  {self.find.rule}: {self.find.what}",
            f"  {told_as_code(self.story)}",
            *(f"    {line.splitlines()[0]}" for line in self.trace[-30:]),
        ]


def told_as_code(story: Story) -> str:
    """The story as a test may have it."""
    short = {name: value for name, value in vars(story).items() if value not in (None, frozenset()) and name != "keeps"}
    keeps = "" if story.keeps is None else f", keeps=frozenset({sorted(story.keeps)})"
    return f"Story({', '.join(f'{name}={value!r}' for name, value in short.items())}{keeps})"


class _Tries:
    """Tries stories, and keeps the shortest that still shows the find."""

    def __init__(self, story: Story, find: Find) -> None:
        self.rule, self.best, self.find = find.rule, story, find
        self.year: Year = find.year  # type: ignore[attr-defined]  # put there by who lived it
        self.count = 0

    def shows(self, story: Story) -> bool:
        """Whether a story shows the same."""
        if self.count >= MOST_TRIES:
            return False
        self.count += 1
        try:
            lived(story)
        except Find as find:
            if find.rule != self.rule:
                return False
            self.best, self.find = story, find
            self.year = find.year  # type: ignore[attr-defined]
            return True
        return False


def shrunk(story: Story, find: Find) -> Shrunk:
    """Cut a story as long as it shows the same."""
    tries = _Tries(story, find)
    involved = sorted(tries.year.clients)
    happened = [fault.number for fault in tries.year.universe.faults.happened]
    found_at = tries.year.universe.time.now
    tries.shows(replace(story, keeps=frozenset(happened), until=found_at + LATER))
    fewer(involved, lambda some: tries.shows(replace(tries.best, only=frozenset(some))), named(tries.find, tries.year))
    fewer(
        [fault.number for fault in tries.year.universe.faults.happened],
        lambda some: tries.shows(replace(tries.best, keeps=frozenset(some))),
    )
    done = [(client.number, act) for client in tries.year.clients.values() for act in range(1, client.done + 1)]
    done += [(0, act) for act in range(1, tries.year.staff.done + 1)]
    everything = set(done)
    fewer(done, lambda some: tries.shows(replace(tries.best, skipped=frozenset(everything - set(some)))))
    told = Shrunk(tries.best, tries.find, tries.year, tries.count)
    try:
        lived(tries.best, trace=True)
    except Find as again:
        year: Year = again.year  # type: ignore[attr-defined]
        told.year, told.trace = year, year.universe.trace or []
    return told


def named(find: Find, year: Year) -> list[int]:
    """The people that a find names: they are most likely the story."""
    return [client.number for mark, client in year.watch.by_mark.items() if mark in find.what]


def fewer(whole: Sequence[T], shows: Callable[[Sequence[T]], bool], first: Sequence[T] = ()) -> Sequence[T]:
    """Leave out as much as can be, by halves, quarters and so on; `first` is tried before all else."""
    if first and len(first) < len(whole) and shows(first):
        whole = first
    if whole and shows(()):
        return ()
    parts = 2
    while len(whole) >= 2:
        size = max(1, len(whole) // parts)
        for start in range(0, len(whole), size):
            rest = [*whole[:start], *whole[start + size :]]
            if rest and shows(rest):
                whole, parts = rest, max(parts - 1, 2)
                break
        else:
            if size == 1:
                break
            parts = min(len(whole), parts * 2)
    return whole


__all__ = ["Shrunk", "fewer", "shrunk", "told_as_code"]
