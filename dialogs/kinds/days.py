"""Kinds whose answer is a day, as far as it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dialogs.conversation import Value
from dialogs.kinds.kind import NONE, Context, Kind, unsure
from dialogs.messages import Arg, Text
from dialogs.parsing import (
    Age,
    Ambiguous,
    AnswerProblem,
    Certain,
    PartialDate,
    Reading,
    read_age,
    read_day,
)
from dialogs.telling import day_shown

MOST_YEARS = 150
# An age above it is more likely a year of two digits.
GREATEST_AGE = 80


@dataclass(frozen=True, slots=True)
class BirthDate(Kind):
    """A birth date; a month or a year alone will do while the age band is the same either way."""

    @property
    def typed(self) -> bool:
        return True

    def read(self, text: str, context: Context) -> Reading[Value]:
        today = context.today
        age = read_age(text)
        # Nobody of 93 asks: it is the year.
        if age is not None and age.years <= GREATEST_AGE:
            return self._of_age(age, context)
        text = f"'{age.years}" if age is not None and age.alone and age.month is None else text
        reading = read_day(text, earliest=date(today.year - 100, 1, 1), latest=date(today.year - 10, 12, 31))
        if isinstance(reading, Certain):
            if not context.settles_age(reading.value):
                return AnswerProblem("problem-day-more")
            return unsure(text, Certain(reading.value.isoformat()))
        if isinstance(reading, Ambiguous):
            settled = tuple(c.isoformat() for c in reading.candidates if context.settles_age(c))
            return Ambiguous(settled) if settled else AnswerProblem("problem-day-more")
        return reading

    def _of_age(self, age: Age, context: Context) -> Reading[Value]:
        """Offer what an age leaves open, where the age band is the same either way; else ask for the date."""
        today = context.today
        if age.of_the_year:
            born = [PartialDate(today.year - age.years - 1)]
        elif age.coming is not None:
            birthday = today.year * 12 + today.month - 1 + age.coming
            born = [PartialDate(birthday // 12 - age.years - 1, birthday % 12 + 1)]
        elif age.month is None:
            born = [PartialDate(today.year - age.years - more) for more in (0, 1)]
        else:
            birthday = today.year + (age.month < today.month)
            born = [PartialDate(birthday - age.years - 1, age.month)]
        if not age.alone or not 10 < age.years < 100 or not all(map(context.settles_age, born)):
            return AnswerProblem("problem-day-age")
        return Ambiguous(tuple(day.isoformat() for day in born))

    def samples(self) -> Iterator[Value]:
        yield "1994-05-01"

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return day_shown(PartialDate.parse_iso(str(value)))

    def still_holds(self, value: Value, context: Context) -> bool:
        return context.settles_age(PartialDate.parse_iso(str(value)))


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A day so many years back or ahead at most; a month or a year alone will do (what it means is for its reader)."""

    years_back: int = 0
    years_ahead: int = 0

    def faults(self) -> Iterator[str]:
        if min(self.years_back, self.years_ahead) < 0 or not (self.years_back or self.years_ahead):
            yield "needs years back or ahead, above 0"
        if max(self.years_back, self.years_ahead) > MOST_YEARS:
            yield f"needs at most {MOST_YEARS} years back or ahead, no life is longer"

    @property
    def typed(self) -> bool:
        return True

    def example_args(self, context: Context) -> Mapping[str, Arg]:
        return {"year": str(context.today.year + 1)} if self.years_ahead else {}

    def read(self, text: str, context: Context) -> Reading[Value]:
        today = context.today
        earliest = date(today.year - self.years_back, 1, 1) if self.years_back else today
        latest = date(today.year + self.years_ahead, 12, 31) if self.years_ahead else today
        ahead = self.years_ahead > 0
        reading = read_day(text, earliest=earliest, latest=latest, today=today, ahead=ahead)
        if isinstance(reading, Certain):
            return unsure(text, Certain(reading.value.isoformat()))
        if isinstance(reading, Ambiguous):
            return Ambiguous(tuple(c.isoformat() for c in reading.candidates))
        # The words for a birth date ask for more than is needed here.
        year = str(today.year + 1 if self.years_ahead else today.year - 1)
        return AnswerProblem(_OF_ANY_DAY.get(reading.key, reading.key), {**reading.args, "year": year})

    def samples(self) -> Iterator[Value]:
        yield "2024-02-29"

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return day_shown(PartialDate.parse_iso(str(value)))

    def still_holds(self, value: Value, context: Context) -> bool:
        """What was ahead and has passed may have come true or not; a day asked for either way stays the day it was."""
        return not self.years_ahead or self.years_back > 0 or PartialDate.parse_iso(str(value)).last() >= context.today


@dataclass(frozen=True, slots=True)
class DayOrNone(Day):
    """A day that may be past or to come, or that there is none: a button says so."""

    def options(self, question_id: str, context: Context) -> Sequence[tuple[str, Text]]:
        return [(NONE, Text(f"c-{question_id}-{NONE}"))]

    def label_keys(self, question_id: str) -> Iterator[str]:
        yield f"c-{question_id}-{NONE}"

    def listed(self) -> tuple[str, ...]:
        return (NONE,)

    def can_be(self, value: str) -> bool:
        return True

    def samples(self) -> Iterator[Value]:
        yield NONE
        yield "2024-02-29"

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        if value == NONE:
            return Text(f"c-{question_id}-{NONE}")
        return day_shown(PartialDate.parse_iso(str(value)))

    def still_holds(self, value: Value, context: Context) -> bool:
        """A day that passes stays the day it was: a residence card that expired is what staff must see."""
        return True


_OF_ANY_DAY = {
    "problem-day": "problem-date",
    "problem-day-age": "problem-date",
    "problem-day-range": "problem-date-range",
    "problem-day-impossible": "problem-date-impossible",
}
