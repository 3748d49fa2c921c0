"""Reads when somebody wants to come: "Tuesday after 6pm", 「来週の火曜午後」, "Dec 3 or 4, mornings", 「18時以降」.

What is not understood is left alone: whoever asks shows what was made of it. Hours are those of the person, unless they
say that they mean the clock of the office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dialogs.parsing.named_days import take_dates, take_letters, take_weekdays
from dialogs.parsing.named_hours import take_first_thing, take_hours, take_parts
from dialogs.parsing.scan import Scan, words
from dialogs.parsing.text import normalise
from dialogs.parsing.time_window import EVERY_DAY, DayRange, TimeWindow
from dialogs.parsing.words import digits_for_words

_OFFICE_CLOCK = re.compile(words("office_clock"))
_NOT_BEFORE = re.compile(rf"{words('except_before')} *$")
_NOT_AFTER = re.compile(rf"^ *{words('except_after')}")
# What parts two wishes, and what parts them only where the second says again what the first said.
_CHOICE = re.compile(rf"{words('or', 'and')}|[;/・&。]|か(?!ら)")
_COMMA = re.compile(",")


@dataclass(frozen=True, slots=True)
class TimesMeant:
    """Everything a text says of when: any of the windows will do. `office_clock` says whose hours they are."""

    windows: tuple[TimeWindow, ...]
    office_clock: bool = False


def read_times(text: str, today: date) -> TimesMeant | None:
    """Return when a text says that somebody would come; None where it says nothing of it. `today` is the person's."""
    scan = Scan(digits_for_words(normalise(text)))
    office_clock = scan.drop(_OFFICE_CLOCK)
    take_dates(scan, today)
    take_first_thing(scan)
    take_hours(scan)
    take_weekdays(scan, today)
    take_parts(scan)
    take_letters(scan)
    windows = _windows(scan)
    return TimesMeant(windows, office_clock) if windows else None


def _windows(scan: Scan) -> tuple[TimeWindow, ...]:
    """Return the windows of the clauses; a clause without hours, or without days, shares those of its neighbour."""
    weekdays, but = EVERY_DAY, list[DayRange]()
    clauses: list[_Spoken] = []
    last_end = 0
    for begins, ends, window in sorted(scan.found, key=lambda entry: entry[0]):
        if _is_excluded(scan, begins, ends):
            if not window.has_hours:
                but += window.ranges
                weekdays -= window.weekdays if window.weekdays != EVERY_DAY else frozenset()
                continue
            window = _other_hours(window)
        last = clauses[-1].window if clauses else None
        is_one = last is not None and _belong(last, window, scan.plain[last_end:begins])
        together = _together(last, window) if last is not None and is_one else None
        if together is None:
            clauses.append(_Spoken(window, hours_first=window.has_hours))
        else:
            clauses[-1] = replace(clauses[-1], window=together)
        last_end = ends
    if not clauses and (but or weekdays != EVERY_DAY):
        clauses.append(_Spoken(TimeWindow(), hours_first=False))
    shared = (replace(window, weekdays=window.weekdays & weekdays, but=tuple(but)) for window in _shared(clauses))
    return tuple(window for window in shared if window.weekdays)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What one clause says, and whether it says the hours first: "1pm to 3pm on Wednesday"."""

    window: TimeWindow
    hours_first: bool


def _other_hours(window: TimeWindow) -> TimeWindow:
    """Return the hours that are left by somebody who excludes some: later ones, or else earlier ones."""
    if window.begins == 0:
        return TimeWindow(begins=min(window.before, window.ends_by))
    return TimeWindow(before=window.begins)


def _belong(one: TimeWindow, other: TimeWindow, between: str) -> bool:
    """Return whether both say one thing: behind a comma if the second adds what lacked, behind an "or" never."""
    if not _CHOICE.search(between) and not _COMMA.search(between):
        return True
    told = (one.ranges and other.ranges) or one.has_hours and other.has_hours
    named = one.weekdays != EVERY_DAY and other.weekdays != EVERY_DAY
    return not _CHOICE.search(between) and not told and not named


def _is_excluded(scan: Scan, begins: int, ends: int) -> bool:
    return bool(_NOT_BEFORE.search(scan.plain[:begins]) or _NOT_AFTER.search(scan.plain[ends:]))


def _together(one: TimeWindow, other: TimeWindow) -> TimeWindow | None:
    """Return what both mean said together; None where they are two wishes, such as two days one behind the other."""
    if one.ranges and other.ranges:
        met = [DayRange(max(a.first, b.first), min(a.last, b.last)) for a in one.ranges for b in other.ranges]
        ranges = tuple(days for days in met if days.first <= days.last)
        if not ranges:
            return None
    else:
        ranges = one.ranges or other.ranges
    if one.weekdays != EVERY_DAY and other.weekdays != EVERY_DAY:
        if one.has_hours:
            return None
        weekdays = one.weekdays | other.weekdays
    else:
        weekdays = one.weekdays & other.weekdays
    begins, before = max(one.begins, other.begins), min(one.before, other.before)
    ends_by = min(one.ends_by, other.ends_by)
    if begins >= min(before, ends_by):
        return None
    at = next((minute for minute in (other.at, one.at) if minute is not None and begins <= minute < before), None)
    return TimeWindow(ranges, one.but + other.but, weekdays, begins, before, ends_by, at)


def _shared(spoken: Sequence[_Spoken]) -> Iterator[TimeWindow]:
    """Yield the clauses, each with the hours and days that it shares with its neighbours."""
    windows = [clause.window for clause in spoken]
    for place, window in enumerate(windows):
        before, after = windows[:place], windows[place + 1 :]
        if not window.has_days:
            window = _with_days(window, before)
        elif not window.ranges:
            window = replace(window, ranges=_week_of(before[::-1] + after))
        if not window.has_hours:
            # "Tuesday or Thursday morning", "1pm to 3pm on Wednesday or Thursday"; not "Monday morning or Friday".
            hours = next((other for other in after if other.has_hours and other.has_days), None)
            first = next((clause.window for clause in spoken[:place] if clause.hours_first), None)
            window = _with_hours(window, hours or first)
        yield window


def _with_days(window: TimeWindow, before: Sequence[TimeWindow]) -> TimeWindow:
    """Return the same hours on the days last named: "Tuesday morning or evening"."""
    days = next((other for other in reversed(before) if other.has_days), None)
    return window if days is None else replace(window, ranges=days.ranges, weekdays=days.weekdays)


def _week_of(others: Sequence[TimeWindow]) -> tuple[DayRange, ...]:
    """Return the week that weekdays beside one another share: "next week on Monday or Wednesday"."""
    with_both = (other.ranges for other in others if other.ranges and other.weekdays != EVERY_DAY)
    return next((ranges for ranges in with_both if any(days.first < days.last for days in ranges)), ())


def _with_hours(window: TimeWindow, other: TimeWindow | None) -> TimeWindow:
    if other is None:
        return window
    return replace(window, begins=other.begins, before=other.before, ends_by=other.ends_by, at=other.at)
