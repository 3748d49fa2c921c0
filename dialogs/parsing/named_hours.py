"""Finds hours in a text that says when somebody would come: "after 6pm", 「18時以降」, "2 to 4", "in the morning"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dialogs.parsing.scan import Scan, words
from dialogs.parsing.time_window import TimeWindow

_HOUR = 60
_NOON, _DAY_HOURS = 12, 24
# A bare hour up to this one is past noon: nobody comes before that in the morning.
_LAST_SMALL = 6

_FORENOON = words("am", "morning")
_AFTERNOON = words("pm", "afternoon", "late_afternoon", "evening", "night")
_CLOCK = (
    rf"(?:(?P<noon{{n}}>{words('noon')})"
    rf"|(?:(?:(?P<pre_am{{n}}>{_FORENOON})|(?P<pre_pm{{n}}>{_AFTERNOON})) ?(?:at )?)?"
    rf"(?P<to_half{{n}}>{words('half')} )?(?<![\d:.])(?P<h{{n}}>\d{{{{1,2}}}})"
    rf"(?:(?P<mark{{n}}>[:.]| ?(?:{words('hour_marks')})) ?(?P<m{{n}}>\d{{{{2}}}}|半)?分?)?(?![\d:])"
    rf"(?: ?(?:(?P<am{{n}}>{_FORENOON})|(?P<pm{{n}}>{_AFTERNOON})))?)"
)


_GROUPS = ("noon", "pre_am", "pre_pm", "to_half", "h", "mark", "m", "am", "pm")


def _clock(number: int) -> str:
    return _CLOCK.format(n=number)


_AROUND = words("around")
_AFTER, _BEFORE = words("after"), words("before")
_EARLIER = words("or_earlier")
_HOURS_BETWEEN = re.compile(
    rf"(?P<sure>{words('between', 'after')} )?{_clock(1)}"
    rf" ?(?:-|~|{words('to', 'since', 'before')}|(?P<and>{words('and')})) ?{_clock(2)}"
    rf"(?: ?{_EARLIER}| ?の間)?"
)
_HOURS_AFTER = re.compile(
    rf"{_AFTER} (?:{_AROUND} )?{_clock(1)}|{_clock(2)} ?(?:{words('or_later', 'since')}|[~+](?! ?\d))"
)
_HOURS_BEFORE = re.compile(rf"{_BEFORE} (?:{_AROUND} )?{_clock(1)}|~(?=\d){_clock(2)}|{_clock(3)} ?{_EARLIER}")
_HOURS_AT = re.compile(rf"(?P<sure>{_AROUND} )?{_clock(1)}(?: ?{_AROUND})?")
_SAYS_LATE = re.compile(words("evening", "night", "after_work", "late_afternoon"))
_SAYS_EARLY = re.compile(words("morning"))

# From which hour and before which one a part of the day is. Longer names first: "late afternoon" is no afternoon.
_PARTS: Sequence[tuple[str, int, int]] = (
    ("after_work", 18, 24),
    ("late_afternoon", 15, 18),
    ("afternoon", 12, 18),
    ("evening", 17, 24),
    ("night", 18, 24),
    ("morning", 0, 12),
    ("noon", 12, 13),
    ("pm", 12, 24),
)
_PART_WORDS = tuple(
    (re.compile(words(key)), TimeWindow(begins=begins * _HOUR, before=before * _HOUR)) for key, begins, before in _PARTS
)
# 「朝一」 is no hour of the clock, though what follows the morning is a figure.
_FIRST_THING = re.compile(rf"{words('first_thing')}(?![\d:時])")
# "Tuesday am" is a morning and "I am free on Tuesday" none: it follows what was taken as a day, which left a gap.
_AM_BEHIND_A_DAY = re.compile(rf"(?<=  ){words('am')}")


def take_hours(scan: Scan) -> None:
    """Take hours by the clock."""
    # What is said of the whole: "Tuesday evening at 7".
    late = _SAYS_LATE.search(scan.plain) is not None
    default = "pm" if late else "am" if _SAYS_EARLY.search(scan.plain) else ""

    def between(match: re.Match[str]) -> TimeWindow | None:
        first, last = _Clock.of(match, 1), _Clock.of(match, 2)
        # "Between 2 and 4" is a stretch, "at 2 and 4" are two hours.
        if first is None or last is None or (match["and"] and not match["sure"]):
            return None
        begins, ends = _from_to(first, last, default)
        return TimeWindow(begins=begins, ends_by=ends) if begins < ends else None

    def after(match: re.Match[str]) -> TimeWindow | None:
        clock = _Clock.of(match, 1) or _Clock.of(match, 2)
        return None if clock is None else TimeWindow(begins=clock.minute(default))

    def before(match: re.Match[str]) -> TimeWindow | None:
        clock = _Clock.of(match, 1) or _Clock.of(match, 2) or _Clock.of(match, 3)
        return None if clock is None else TimeWindow(ends_by=clock.minute(default))

    def at(match: re.Match[str]) -> TimeWindow | None:
        clock = _Clock.of(match, 1)
        if clock is None or not (match["sure"] or clock.is_marked):
            return None
        # Somebody who says an hour means about then.
        minute = clock.minute(default)
        return TimeWindow(begins=max(0, minute - _HOUR // 2), before=minute + _HOUR, at=minute)

    scan.take(_HOURS_BETWEEN, between)
    scan.take(_HOURS_AFTER, after)
    scan.take(_HOURS_BEFORE, before)
    scan.take(_HOURS_AT, at)


def take_first_thing(scan: Scan) -> None:
    """Take what is said of the first hour there is: "first thing tomorrow" is in the morning, as early as may be."""
    scan.take_for(_FIRST_THING, TimeWindow(before=_NOON * _HOUR))


def take_parts(scan: Scan) -> None:
    """Take parts of the day by their names."""
    for pattern, window in _PART_WORDS:
        scan.take_for(pattern, window)
    scan.take_for(_AM_BEHIND_A_DAY, TimeWindow(before=_NOON * _HOUR))


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day as it was written.

    `half` is am or pm where it was said; `is_marked` says that it can be nothing else than a time, `is_plain` that it
    is counted to 24.
    """

    hour: int
    minutes: int
    half: str
    is_marked: bool
    is_plain: bool

    @classmethod
    def of(cls, match: re.Match[str], number: int) -> _Clock | None:
        """Return the clock with a number in a match; None where there is none, or it shows no time."""
        found = {name: match[f"{name}{number}"] for name in _GROUPS}
        if found["noon"]:
            return cls(_NOON, 0, "pm", is_marked=True, is_plain=True)
        if found["h"] is None:
            return None
        hour = int(found["h"])
        minutes = 30 if found["to_half"] or found["m"] == "半" else int(found["m"] or 0)
        half = "am" if found["am"] or found["pre_am"] else "pm" if found["pm"] or found["pre_pm"] else ""
        if hour * _HOUR + minutes > _DAY_HOURS * _HOUR or minutes >= _HOUR or (half == "am" and hour > _NOON):
            return None
        marked = bool(half or found["mark"] or found["to_half"])
        return cls(hour, minutes, half, marked, is_plain=found["h"].startswith("0") or hour > _NOON)

    def minute(self, default: str) -> int:
        """Return which minute of the day it is; `default` is the half of the day that the whole text speaks of."""
        hour = self.hour
        half = self.half or ("" if self.is_plain else default)
        if half == "am":
            hour %= _NOON
        elif hour < _NOON and (half == "pm" or (not self.is_plain and 1 <= hour <= _LAST_SMALL)):
            hour += _NOON
        return hour * _HOUR + self.minutes


def _from_to(first: _Clock, last: _Clock, default: str) -> tuple[int, int]:
    """Return both ends of a stretch, of which often only one says whether it is before noon: "2-4pm", "10-3"."""
    begins, ends = first.minute(default), last.minute(default)
    if not first.half and not first.is_plain and last.half == "pm":
        past_noon = replace(first, half="pm").minute(default)
        begins = past_noon if past_noon < ends else first.hour * _HOUR + first.minutes
    if not last.half and not last.is_plain and ends <= begins:
        ends = replace(last, half="pm").minute(default)
    return begins, ends
