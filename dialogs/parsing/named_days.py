"""Finds days in a text that says when somebody would come: dates, months, weeks, weekdays, days counted from today."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dialogs.parsing.dates import read_day
from dialogs.parsing.lexicon import any_word, lexicon
from dialogs.parsing.partial_date import PartialDate
from dialogs.parsing.reading import AnswerProblem, Certain
from dialogs.parsing.scan import Scan, group, words
from dialogs.parsing.time_window import WEEK, DayRange, TimeWindow

_DAY = timedelta(days=1)
# How far ahead a day is looked for: whatever an office offers lies before that.
_AHEAD = timedelta(days=400)
# Within so many days every number of a day comes once.
_TWO_MONTHS = 62
_WORKDAYS, _WEEKEND = frozenset(range(5)), frozenset({5, 6})

_LEXICON = lexicon()
_WEEKDAY = _LEXICON.worths("times", "weekdays")
_LETTER = _LEXICON.worths("times", "weekday_letters")
_OFFS = _LEXICON.worths("times", "days_ahead")
_WD = any_word(*_WEEKDAY)
_LD = f"[{''.join(_LETTER)}]"
_AFTER, _BEFORE = words("after"), words("before")
_LATER, _EARLIER = words("or_later", "since"), words("or_earlier")
_JOINT = rf"(?:-|~|{words('to', 'since', 'before')})"

_UNITS = _LEXICON.worths("spans", "day_units")
_UNIT = any_word(*_UNITS)
_SPAN = re.compile(
    rf"{_LEXICON.any('spans', 'ahead_before')} (?P<a>\d{{1,2}}) ?(?P<unit_a>{_UNIT})"
    rf"|(?P<b>\d{{1,2}}) ?(?P<unit_b>{_UNIT}) ?{_LEXICON.any('spans', 'ahead_after')}"
)

# A day as people write it; what it means is for `read_day`.
_MONTH = any_word(*_LEXICON.worths("dates", "months"))
_ORDINAL = f"(?:{'|'.join(_LEXICON.words('dates', 'ordinals'))})"
_NO_HOUR = r"(?![\d:]|[ap]\.?m)"
_DATE = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?:\d{4}年)?(?<!\d)\d{1,2}月 ?\d{1,2}日?"
    rf"|{_MONTH} ?(?:the )?\d{{1,2}}{_ORDINAL}?{_NO_HOUR}(?:,? \d{{4}})?"
    rf"|\d{{1,2}}{_ORDINAL}? ?(?:of )?{_MONTH}(?: \d{{4}})?"
    rf"|\d{{1,2}}/\d{{1,2}}(?![/\d])|(?<!\d)\d{{1,2}}{_ORDINAL}(?![a-z])|(?<![\d月])\d{{1,2}}日)"
)
# "Dec 3-5": the second day is only a number.
_DATES_SHORT = re.compile(
    rf"(?:(?P<m1>{_MONTH}) ?(?P<a1>\d{{1,2}}){_ORDINAL}? ?{_JOINT} ?(?P<b1>\d{{1,2}}){_ORDINAL}?{_NO_HOUR}"
    rf"|(?P<a2>\d{{1,2}}){_ORDINAL}? ?{_JOINT} ?(?P<b2>\d{{1,2}}){_ORDINAL}? (?P<m2>{_MONTH}))"
)
_DATES = re.compile(rf"(?P<a>{_DATE}) ?(?:\([^)]*\))? ?{_JOINT} ?(?:the )?(?P<b>{_DATE})")
_DATE_AFTER = re.compile(rf"{_AFTER} (?:the )?(?P<a>{_DATE})|(?P<b>{_DATE}) ?{_LATER}")
_DATE_BEFORE = re.compile(rf"{_BEFORE} (?:the )?(?P<a>{_DATE})|(?P<b>{_DATE}) ?{_EARLIER}")
_DATE_ALONE = re.compile(rf"(?P<a>{_DATE})")

_MONTH_IN_FIGURES = r"(?:\d{4}年)?(?<!\d)\d{1,2}月(?! ?\d)"
_MONTHS_OFF = any_word(*_LEXICON.worths("dates", "months_off"))
_MONTH_NAMED = rf"(?:{_MONTHS_OFF}|{_MONTH_IN_FIGURES}|{_MONTH})"
_EARLY, _MIDDLE, _LATE = words("early"), words("middle"), words("late")
_MONTH_PART = re.compile(
    rf"(?:(?P<early>{_EARLY})|(?P<middle>{_MIDDLE})|{_LATE})[- ]?(?P<a>{_MONTH_NAMED})"
    rf"|(?P<b>{_MONTH_NAMED}) ?の? ?(?:(?P<early2>{_EARLY})|(?P<middle2>{_MIDDLE})|{_LATE})"
)
_MONTH_WHOLE = re.compile(rf"{words('in_month')} (?P<a>{_MONTH})|(?P<b>{_MONTHS_OFF}|{_MONTH_IN_FIGURES})中?")

_WEEKS = {0: re.compile(words("this_week")), 1: re.compile(words("next_week")), 2: re.compile(words("week_after"))}
_WEEKDAYS_BETWEEN = re.compile(rf"(?P<a>{_WD}) ?{_JOINT} ?(?P<b>{_WD})")
_WEEKDAY_ON = re.compile(rf"{_AFTER} (?P<a>{_WD})|(?P<b>{_WD}) ?{_LATER}")
_WEEKDAY_UNTIL = re.compile(rf"{_BEFORE} (?P<a>{_WD})|(?P<b>{_WD}) ?{_EARLIER}")
_WEEKDAY_NEXT = re.compile(rf"{words('next_day')} (?P<a>{_WD})")
_WEEKDAY_COMING = re.compile(rf"{words('this_day')} ?(?P<a>{_WD})")
_WEEKDAY_ALONE = re.compile(rf"(?P<a>{_WD})")
# A letter means a weekday where it stands alone: 「火」, 「月水金」, 「月~水の午前」.
_LETTERS_END = r"(?=か?(?:[^\w]|$|[のにはで]))"
_LETTERS = re.compile(rf"(?<![^\W\d_])(?P<a>{_LD}(?:[・,/ ]?{_LD})*){_LETTERS_END}")
_LETTERS_BETWEEN = re.compile(rf"(?<![^\W\d_])(?P<a>{_LD}) ?(?:[-~]|から) ?(?P<b>{_LD}){_LETTERS_END}")
_SETS = {_WEEKEND: re.compile(words("weekend")), _WORKDAYS: re.compile(words("workdays"))}
_DAYS_OFF = re.compile(any_word(*_OFFS))


def take_dates(scan: Scan, today: date) -> None:
    """Take days by their date, months and parts of them, and days counted from today."""
    scan.take(_SPAN, lambda match: _span(match, today))
    scan.take(_DATES, lambda match: _from_to(match["a"], match["b"], today))
    scan.take(_DATES_SHORT, lambda match: _from_to(*_in_one_month(match), today))
    scan.take(_DATE_AFTER, lambda match: _open_ended(group(match, "a", "b"), today))
    scan.take(_DATE_BEFORE, lambda match: _up_to(group(match, "a", "b"), today))
    scan.take(_DATE_ALONE, lambda match: _window(_days(match["a"], today)))
    scan.take(_MONTH_PART, lambda match: _part_of_month(match, today))
    scan.take(_MONTH_WHOLE, lambda match: _window(_days(group(match, "a", "b"), today)))


def take_weekdays(scan: Scan, today: date) -> None:
    """Take weeks, weekdays by their names, and days such as tomorrow."""
    for ahead, pattern in reversed(_WEEKS.items()):
        scan.take_for(pattern, TimeWindow((_week(today, ahead),)))
    scan.take(_DAYS_OFF, lambda match: TimeWindow((_day(today + _OFFS[match[0].rstrip(".")] * _DAY),)))
    for days, pattern in _SETS.items():
        scan.take_for(pattern, TimeWindow(weekdays=days))
    scan.take(_WEEKDAYS_BETWEEN, lambda match: _weekdays_between(_weekday(match["a"]), _weekday(match["b"])))
    scan.take(_WEEKDAY_ON, lambda match: _weekdays_between(_weekday(group(match, "a", "b")), WEEK - 1))
    scan.take(_WEEKDAY_UNTIL, lambda match: _weekdays_between(0, _weekday(group(match, "a", "b"))))
    scan.take(_WEEKDAY_NEXT, lambda match: _of_next_week(_weekday(match["a"]), today))
    scan.take(_WEEKDAY_COMING, lambda match: _coming(_weekday(match["a"]), today))
    scan.take(_WEEKDAY_ALONE, lambda match: TimeWindow(weekdays=frozenset({_weekday(match["a"])})))


def take_letters(scan: Scan) -> None:
    """Take weekdays by their letters, which stand alone once everything else was taken."""
    scan.take(_LETTERS_BETWEEN, lambda match: _weekdays_between(_LETTER[match["a"]], _LETTER[match["b"]]))
    scan.take(_LETTERS, lambda match: TimeWindow(weekdays=frozenset(_LETTER[c] for c in match["a"] if c in _LETTER)))


# --- dates ------------------------------------------------------------------------------------------------------------


def _span(match: re.Match[str], today: date) -> TimeWindow:
    """Read "in 3 days", 「2週間後」: of a week that is so far away, every day is meant."""
    number, unit = int(group(match, "a", "b")), _UNITS[group(match, "unit_a", "unit_b").rstrip(".")]
    return TimeWindow((_week(today, number) if unit == WEEK else _day(today + number * _DAY),))


def _from_to(first: str, last: str, today: date) -> TimeWindow | None:
    begins = _days(first, today)
    # The second is named after the first: "Dec 28 to Jan 4", "the 28th to the 4th".
    ends = _days(last, begins[0].first) if begins else ()
    return TimeWindow((DayRange(begins[0].first, ends[0].last),)) if ends else None


def _in_one_month(match: re.Match[str]) -> tuple[str, str]:
    """Return both days of a stretch with the month that is named once."""
    month = group(match, "m1", "m2")
    first, last = (group(match, f"{side}1", f"{side}2") for side in "ab")
    return f"{month} {first}", f"{month} {last}"


def _open_ended(first: str, today: date) -> TimeWindow | None:
    days = _days(first, today)
    return TimeWindow((DayRange(days[0].first, today + _AHEAD),)) if days else None


def _up_to(last: str, today: date) -> TimeWindow | None:
    days = _days(last, today)
    return TimeWindow((DayRange(today, days[0].last),)) if days else None


def _part_of_month(match: re.Match[str], today: date) -> TimeWindow | None:
    """Read a third of a month: "early December", 「12月下旬」."""
    days = _days(group(match, "a", "b"), today)
    if not days:
        return None
    first, last = days[0].first, days[0].last
    if group(match, "early", "early2"):
        return TimeWindow((DayRange(first, first.replace(day=10)),))
    if group(match, "middle", "middle2"):
        return TimeWindow((DayRange(first.replace(day=11), first.replace(day=20)),))
    return TimeWindow((DayRange(first.replace(day=21), last),))


def _window(days: tuple[DayRange, ...]) -> TimeWindow | None:
    return TimeWindow(days) if days else None


def _days(written: str, today: date) -> tuple[DayRange, ...]:
    """Return the days that a date can mean, the coming ones of that name; several where it can be read both ways."""
    plain = re.sub(r"(月 ?\d{1,2})$", r"\1日", re.sub(r"\bof\b|\bthe\b", " ", written))
    slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})", plain)
    if slashed:
        one, two = int(slashed[1]), int(slashed[2])
        return tuple(
            dict.fromkeys(_on(month, day, today) for month, day in ((one, two), (two, one)) if _is_day(month, day))
        )
    numbered = re.fullmatch(rf"(\d{{1,2}})(?:日|{_ORDINAL})", plain)
    if numbered:
        return _numbered(int(numbered[1]), today)
    reading = read_day(plain, earliest=today, latest=today + _AHEAD, today=today, ahead=True)
    if isinstance(reading, AnswerProblem):
        return ()
    candidates: tuple[PartialDate, ...] = (reading.value,) if isinstance(reading, Certain) else reading.candidates[:1]
    return tuple(DayRange(max(day.first(), today), day.last()) for day in candidates if day.last() >= today)


def _is_day(month: int, day: int) -> bool:
    try:
        date(2028, month, day)  # a leap year
    except ValueError:
        return False
    return True


def _on(month: int, day: int, today: date) -> DayRange:
    """Return the coming day of a month and day."""
    year = today.year
    while True:
        try:
            found = date(year, month, day)
        except ValueError:
            found = today - _DAY
        if found >= today:
            return DayRange(found, found)
        year += 1


def _numbered(number: int, today: date) -> tuple[DayRange, ...]:
    """Return the coming day of the month with a number."""
    day = today
    while day < today + _TWO_MONTHS * _DAY:
        if day.day == number:
            return (DayRange(day, day),)
        day += _DAY
    return ()


# --- weeks and weekdays -----------------------------------------------------------------------------------------------


def _week(today: date, ahead: int) -> DayRange:
    monday = today + (ahead * WEEK - today.weekday()) * _DAY
    return DayRange(max(monday, today), monday + (WEEK - 1) * _DAY)


def _day(day: date) -> DayRange:
    return DayRange(day, day)


def _of_next_week(weekday: int, today: date) -> TimeWindow:
    return TimeWindow((_day(_week(today, 1).first + weekday * _DAY),))


def _coming(weekday: int, today: date) -> TimeWindow:
    return TimeWindow((_day(today + (weekday - today.weekday()) % WEEK * _DAY),))


def _weekdays_between(first: int, last: int) -> TimeWindow:
    return TimeWindow(weekdays=frozenset((first + n) % WEEK for n in range((last - first) % WEEK + 1)))


def _weekday(word: str) -> int:
    return _WEEKDAY[word.rstrip(".")]
