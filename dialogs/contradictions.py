"""Which answers of a person cannot both be true: days in an order no life has, and years that no age has room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dialogs.conversation import Answer, Value
from dialogs.deadline import HAS_NO_STAY, STAY_UNTIL
from dialogs.kinds import NONE
from dialogs.parsing import PartialDate

BORN, ARRIVED, WORKED = "birth_date", "in_japan_since", "experience_years"
# Each day that cannot lie before another, and so many years behind it at the least: the age of marriage has been 16 or
# more in most laws, nobody works in a profession or has a child before 14.
NOT_BEFORE: tuple[tuple[str, str, int], ...] = (
    (BORN, ARRIVED, 0),
    (BORN, "status_since", 0),
    (BORN, "resident_since", 0),
    (BORN, "married_since", 14),
    (BORN, "youngest_child", 14),
    (BORN, "work_since", 14),
    (BORN, "salary_since", 14),
    (BORN, "japanese_since", 1),
    (BORN, "degrees_since", 14),
    (BORN, "japanese_degree_since", 14),
    (BORN, "licences_since", 14),
    (ARRIVED, "status_since", 0),
    (ARRIVED, "resident_since", 0),
)
# Who works in a profession is at least so old.
YOUNGEST_AT_WORK = 14


def against(question_id: str, answers: Mapping[str, Answer], today: date) -> list[str]:
    """Return the questions whose answers cannot be true if that of a question is."""
    found = [pair for pair in contradictions(answers, today) if question_id in pair]
    return [name for pair in found for name in pair if name != question_id]


def contradictions(answers: Mapping[str, Answer], today: date) -> Iterator[tuple[str, str]]:
    """Yield each two questions whose answers cannot both be true; a month or a year is any day in it."""
    for first, second, years in NOT_BEFORE:
        earlier, later = _day(answers, first), _day(answers, second)
        if earlier is not None and later is not None and _years_on(earlier.first(), years) > later.last():
            yield first, second
    born, worked = _day(answers, BORN), answers.get(WORKED)
    if born is not None and worked is not None and isinstance(worked.value, int):
        months = (today.year - born.first().year) * 12 + today.month - born.first().month
        if worked.value > months - YOUNGEST_AT_WORK * 12:
            yield BORN, WORKED
    ends = _day(answers, STAY_UNTIL)
    if ends is not None and _value(answers, "residence") in HAS_NO_STAY and ends.last() >= today:
        yield "residence", STAY_UNTIL


def _value(answers: Mapping[str, Answer], question_id: str) -> Value:
    given = answers.get(question_id)
    return None if given is None else given.value


def _day(answers: Mapping[str, Answer], question_id: str) -> PartialDate | None:
    value = _value(answers, question_id)
    return None if value is None or value == NONE else PartialDate.parse_iso(str(value))


def _years_on(day: date, years: int) -> date:
    # The first of March stands for a leap day.
    return date(day.year + years, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + years)
