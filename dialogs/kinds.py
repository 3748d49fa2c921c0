"""Kinds of question: which buttons they offer, how a typed answer is read, and how a value is shown back.

A wrong answer is not an exception: reading gives the value, candidates to read back, or a problem to explain kindly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from dialogs.conversation import Value
from dialogs.messages import Arg, Text, Typed
from dialogs.own_words import Remark
from dialogs.parsing import (
    Age,
    Ambiguous,
    AnswerProblem,
    Certain,
    PartialDate,
    Reading,
    Summand,
    WorkedOut,
    read_age,
    read_contact,
    read_day,
    read_name,
    read_percent,
    read_whole,
    read_years,
    read_yen,
    visible,
)
from dialogs.parsing.talk import INTERPRETER, OWN_INTERPRETER, read_talk
from dialogs.telling import day_shown
from dialogs.whereabouts import JAPAN, Whereabouts, zone_named

DONE, NONE = "done", "none"
LONGEST_TEXT = 1_000
# More buttons side by side cannot be read on a phone.
MOST_COLUMNS = 8
MOST_YEARS = 150


class Context(Protocol):
    """What a kind may know beside the text: the day, and choices that depend on the office or the moment."""

    @property
    def today(self) -> date:
        """The day in Japan."""

    def choices(self, source: str) -> Sequence[tuple[str, Text]]:
        """Values and labels of a named list of choices."""

    def missed(self, source: str, value: str) -> Text | None:
        """Why a choice is not in a named list any more; None where it was never in it."""

    def is_gone(self, source: str, value: str) -> bool:
        """Return whether a choice from a named list is gone."""

    def settles_age(self, birth: PartialDate) -> bool:
        """Whether a birth date known in part already fixes the age band."""

    @property
    def lives_abroad(self) -> bool:
        """Whether the person said that they are not in Japan yet, so that a number needs its country."""

    @property
    def agrees_today(self) -> bool:
        """Whether the text of consent that was agreed to is today's."""

    @property
    def is_sent(self) -> bool:
        """Whether the answers are those of a lead that was sent: they are read, and nothing is asked again."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Base of all kinds: nothing to press, nothing to type."""

    def faults(self) -> Iterator[str]:
        """What is wrong with the declaration."""
        return iter(())

    def options(self, question_id: str, context: Context) -> Sequence[tuple[str, Text]]:
        """Values and labels to offer as buttons."""
        return ()

    def label_keys(self, question_id: str) -> Iterator[str]:
        """Yield the keys of the labels that are the question's own, whatever the moment."""
        return iter(())

    @property
    def typed(self) -> bool:
        """Whether the answer is expected to be typed (an example is shown)."""
        return False

    def example_args(self, context: Context) -> Mapping[str, Arg]:
        """What the example needs to be a good answer on any day."""
        return {}

    @property
    def per_row(self) -> int:
        """How many buttons stand side by side."""
        return 1

    def pressed(self, value: str) -> Value:
        """The value a button's choice stands for."""
        return value

    def read(self, text: str, context: Context) -> Reading[Value]:
        """Read a typed answer that matches no button."""
        return AnswerProblem("problem-choice")

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        """A value as the person should read it back."""
        raise NotImplementedError  # every kind that is asked shows its values

    def accepts(self, value: Value, context: Context) -> bool:
        """Whether a stored value is still one this kind could give (a newer version may have changed the choices)."""
        return True

    def still_holds(self, value: Value, context: Context) -> bool:
        """Return whether an accepted value is free of doubt: neither time nor a new text has overtaken it."""
        return True

    def was_split(self, value: Value) -> bool:
        """Return whether a value has a choice that was split into several since."""
        return False

    def is_told_apart(self, before: Value, after: Value) -> bool:
        """Return whether an answer only says which of the choices it is that the one before it was split into."""
        return False

    def can_be(self, value: str) -> bool:
        """Return whether an answer can be this choice, so that a condition may ask for it."""
        return False

    def can_have(self, choice: str) -> bool:
        """Return whether this can be among the ticks of an answer."""
        return False

    def listed(self) -> tuple[str, ...]:
        """Return the choices that are the question's own, whatever the moment."""
        return ()

    def samples(self) -> Iterator[Value]:
        """Yield answers such as can be given, so that what they bring can be checked."""
        return iter(())

    @property
    def any_words(self) -> bool:
        """Return whether any words at all are an answer, "help me" too."""
        return False

    @property
    def grows_old(self) -> bool:
        """Return whether an answer ages, so that a person who comes back on another day is asked again."""
        return False


# A choice of an earlier version, and the choices of today that it was split into.
Split = tuple[str, tuple[str, ...]]


# They are the questions' own, so there are few.
@lru_cache(maxsize=256)
def _labelled(prefix: str, choices: tuple[str, ...]) -> tuple[tuple[str, Text], ...]:
    """Choices that never change, each with its label."""
    return tuple((choice, Text(f"{prefix}-{choice}")) for choice in choices)


@dataclass(frozen=True, slots=True)
class OneOf(Kind):
    """One of a few fixed choices, labelled `c-<question>-<choice>`.

    `split` are choices offered once that stand for several of today's: a stored one stays, is shown as it was in a lead
    that was sent, and is asked again of a person who comes back.
    """

    choices: tuple[str, ...]
    columns: int = 1
    split: tuple[Split, ...] = ()

    def faults(self) -> Iterator[str]:
        if not self.choices or len(set(self.choices)) != len(self.choices):
            yield "needs choices, none twice"
        if not 1 <= self.columns <= MOST_COLUMNS:
            yield f"needs 1 to {MOST_COLUMNS} columns, not {self.columns}"
        for choice in (*self.choices, *dict(self.split)):
            if not re.fullmatch(r"[a-z0-9_]{1,24}", choice):
                yield f"choice {choice!r} needs a short value of a-z, 0-9 and _"
        for name, parts in self.split:
            if name in self.choices or len(parts) < 2 or not set(parts) <= set(self.choices):
                yield f"choice {name!r}, split since, must stand for two or more of today's choices and be none of them"

    @property
    def per_row(self) -> int:
        return self.columns

    def options(self, question_id: str, context: Context) -> Sequence[tuple[str, Text]]:
        return _labelled(self.prefix(question_id), self.choices)

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return Text(f"{self.prefix(question_id)}-{value}")

    def accepts(self, value: Value, context: Context) -> bool:
        return value in self.choices or value in dict(self.split)

    def still_holds(self, value: Value, context: Context) -> bool:
        return context.is_sent or not self.was_split(value)

    def was_split(self, value: Value) -> bool:
        return value in dict(self.split)

    def is_told_apart(self, before: Value, after: Value) -> bool:
        return str(after) in dict(self.split).get(str(before), ())

    def can_be(self, value: str) -> bool:
        return value in self.choices

    def listed(self) -> tuple[str, ...]:
        return self.choices

    def samples(self) -> Iterator[Value]:
        yield from self.choices

    def label_keys(self, question_id: str) -> Iterator[str]:
        return (f"{self.prefix(question_id)}-{choice}" for choice in (*self.choices, *dict(self.split)))

    def prefix(self, question_id: str) -> str:
        """Return what the keys of the labels begin with."""
        return f"c-{question_id}"


@dataclass(frozen=True, slots=True)
class YesNo(OneOf):
    """Yes or no, with the same labels everywhere."""

    choices: tuple[str, ...] = ("yes", "no")
    columns: int = 2

    def prefix(self, question_id: str) -> str:
        return "c"


# Lists of choices that the office or the moment gives.
SOURCES = ("languages", "talk_languages", "consultation_ways", "half_days")


def _source_faults(source: str) -> Iterator[str]:
    if source not in SOURCES:
        yield f"no list of choices is called {source!r}; there are {', '.join(SOURCES)}"


@dataclass(frozen=True, slots=True)
class OneOfSource(Kind):
    """One choice of a list that the office or the moment gives (languages, ways to meet)."""

    source: str

    def faults(self) -> Iterator[str]:
        return _source_faults(self.source)

    def options(self, question_id: str, context: Context) -> Sequence[tuple[str, Text]]:
        return context.choices(self.source)

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return _label_in(self.options(question_id, context), str(value))

    def accepts(self, value: Value, context: Context) -> bool:
        return value in [choice for choice, _ in self.options("", context)]

    def can_be(self, value: str) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Language(OneOfSource):
    """The language to talk in."""

    source: str = "languages"


@dataclass(frozen=True, slots=True)
class TalkLanguage(OneOfSource):
    """A language of the staff to talk in, or with whose help, labelled `c-<question>-<help>`."""

    source: str = "talk_languages"
    helps: tuple[str, ...] = (OWN_INTERPRETER, INTERPRETER)

    def read(self, text: str, context: Context) -> Reading[Value]:
        return read_talk(text, [choice for choice, _ in context.choices(self.source)])

    def options(self, question_id: str, context: Context) -> Sequence[tuple[str, Text]]:
        return [*context.choices(self.source), *((way, Text(f"c-{question_id}-{way}")) for way in self.helps)]

    def label_keys(self, question_id: str) -> Iterator[str]:
        return (f"c-{question_id}-{way}" for way in self.helps)


@dataclass(frozen=True, slots=True)
class Consent(OneOf):
    """Leave to keep what is answered: it is given to one version of a text."""

    choices: tuple[str, ...] = ("agree", "refuse")
    columns: int = 2

    def still_holds(self, value: Value, context: Context) -> bool:
        return context.agrees_today


@dataclass(frozen=True, slots=True)
class ManyOf(Kind):
    """Any number of fixed choices, ticked one by one; none is an answer too. `split` is as for `OneOf`."""

    choices: tuple[str, ...]
    split: tuple[Split, ...] = ()

    def faults(self) -> Iterator[str]:
        yield from OneOf.faults(OneOf(self.choices, split=self.split))

    def options(self, question_id: str, context: Context) -> Sequence[tuple[str, Text]]:
        return _labelled(f"c-{question_id}", self.choices)

    @property
    def limit(self) -> int:
        """How many may be ticked."""
        return len(self.choices)

    def missed(self, choice: str, context: Context) -> Text | None:
        """Why a choice that was offered is not any more; None for one that never was."""
        return None

    def is_gone(self, choice: str, context: Context) -> bool:
        """Return whether a choice that was made is gone, so that it must not be sent (again)."""
        return False

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        labels = dict(self.options(question_id, context))
        labels |= {choice: Text(f"c-{question_id}-{choice}") for choice in dict(self.split)}
        ticked = [labels[v] for v in value if v in labels] if isinstance(value, list) else []
        return Text("list", {"items": tuple(ticked)}) if ticked else Text(f"c-{question_id}-none")

    def accepts(self, value: Value, context: Context) -> bool:
        return isinstance(value, list) and set(value) <= {*self.choices, *dict(self.split)}

    def still_holds(self, value: Value, context: Context) -> bool:
        return context.is_sent or not self.was_split(value)

    def was_split(self, value: Value) -> bool:
        return isinstance(value, list) and not set(value).isdisjoint(dict(self.split))

    def is_told_apart(self, before: Value, after: Value) -> bool:
        if not isinstance(before, list) or not isinstance(after, list):
            return False
        parts = [set(into) for name, into in self.split if name in before]
        told = set[str]().union(*parts)
        stayed = set(before) - set(dict(self.split)) == set(after) - told
        return bool(parts) and stayed and all(not part.isdisjoint(after) for part in parts)

    def can_have(self, choice: str) -> bool:
        return choice in self.choices

    def listed(self) -> tuple[str, ...]:
        return self.choices

    def samples(self) -> Iterator[Value]:
        yield []
        yield from ([choice] for choice in self.choices)

    def label_keys(self, question_id: str) -> Iterator[str]:
        return (f"c-{question_id}-{choice}" for choice in (*self.choices, *dict(self.split), "none"))


@dataclass(frozen=True, slots=True)
class ManyOfSource(ManyOf):
    """A few choices of a list that the moment gives (half-days), at most `most` of them."""

    choices: tuple[str, ...] = ()
    source: str = ""
    most: int = 3

    def faults(self) -> Iterator[str]:
        yield from _source_faults(self.source)
        if self.most < 1:
            yield f"needs room for at least 1 tick, not {self.most}"

    def options(self, question_id: str, context: Context) -> Sequence[tuple[str, Text]]:
        return context.choices(self.source)

    def missed(self, choice: str, context: Context) -> Text | None:
        return context.missed(self.source, choice)

    def is_gone(self, choice: str, context: Context) -> bool:
        return context.is_gone(self.source, choice)

    @property
    def limit(self) -> int:
        return self.most

    @property
    def per_row(self) -> int:
        return 2

    def accepts(self, value: Value, context: Context) -> bool:
        return isinstance(value, list)

    def can_have(self, choice: str) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Yen(Kind):
    """Pay a year in whole yen."""

    @property
    def typed(self) -> bool:
        return True

    def read(self, text: str, context: Context) -> Reading[Value]:
        return _unsure(text, _widen(read_yen(text)))

    def samples(self) -> Iterator[Value]:
        yield 6_500_000

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return _worked_out_pay(value) if isinstance(value, WorkedOut) else Text("value-yen", {"yen": _number(value)})


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A small count; the usual ones are buttons."""

    low: int
    high: int
    usual: tuple[int, ...]

    def faults(self) -> Iterator[str]:
        if len(set(self.usual)) != len(self.usual) or list(self.usual) != sorted(self.usual):
            yield "needs its usual counts from the least to the greatest, none twice"
        if not self.usual or not self.low <= min(self.usual) <= max(self.usual) <= self.high:
            yield f"needs usual counts from {self.low} to {self.high}"

    @property
    def typed(self) -> bool:
        return True

    @property
    def per_row(self) -> int:
        return 4

    def options(self, question_id: str, context: Context) -> Sequence[tuple[str, Text]]:
        last = self.usual[-1]
        return [(str(n), Text("value-or-more" if n == last else "value-whole", {"number": n})) for n in self.usual]

    def pressed(self, value: str) -> Value:
        return int(value)

    def read(self, text: str, context: Context) -> Reading[Value]:
        return _unsure(text, _widen(read_whole(text, self.low, self.high)))

    def samples(self) -> Iterator[Value]:
        yield self.high

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        left_out = isinstance(value, WorkedOut) and value.left_out
        return Text("value-whole-unlisted" if left_out else "value-whole", {"number": _number(value)})


@dataclass(frozen=True, slots=True)
class Years(Kind):
    """A length of time, kept in whole months; it goes on, so that it is another one on another day."""

    @property
    def grows_old(self) -> bool:
        return True

    @property
    def typed(self) -> bool:
        return True

    def read(self, text: str, context: Context) -> Reading[Value]:
        return _unsure(text, _widen(read_years(text, context.today)))

    def samples(self) -> Iterator[Value]:
        yield 54

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        years, months = divmod(_number(value), 12)
        if not months:
            return Text("value-years", {"count": years})
        return Text("value-years-months", {"years_count": years, "months_count": months})


@dataclass(frozen=True, slots=True)
class Percent(Kind):
    """A share, kept as the decimal text of a ratio ("0.031" is 3.1 %)."""

    @property
    def typed(self) -> bool:
        return True

    def read(self, text: str, context: Context) -> Reading[Value]:
        reading = read_percent(text)
        if isinstance(reading, Certain):
            return _unsure(text, Certain(str(reading.value)))
        if isinstance(reading, Ambiguous):
            return Ambiguous(tuple(str(c) for c in reading.candidates))
        return reading

    def samples(self) -> Iterator[Value]:
        yield "0.031"

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return Text("value-percent", {"percent": (Decimal(str(value)) * 100).normalize() + 0})


@dataclass(frozen=True, slots=True)
class BirthDate(Kind):
    """A birth date; a month or a year alone will do while the age band is the same either way."""

    @property
    def typed(self) -> bool:
        return True

    def read(self, text: str, context: Context) -> Reading[Value]:
        today = context.today
        age = read_age(text)
        if age is not None:
            return self._of_age(age, context)
        reading = read_day(text, earliest=date(today.year - 100, 1, 1), latest=date(today.year - 10, 12, 31))
        if isinstance(reading, Certain):
            if not context.settles_age(reading.value):
                return AnswerProblem("problem-day-more")
            return _unsure(text, Certain(reading.value.isoformat()))
        if isinstance(reading, Ambiguous):
            settled = tuple(c.isoformat() for c in reading.candidates if context.settles_age(c))
            return Ambiguous(settled) if settled else AnswerProblem("problem-day-more")
        return reading

    def _of_age(self, age: Age, context: Context) -> Reading[Value]:
        """Offer what an age leaves open, where the age band is the same either way; else ask for the date."""
        today = context.today
        if age.month is None:
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
            return _unsure(text, Certain(reading.value.isoformat()))
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
        """What was ahead and has passed may have come true or not."""
        return not self.years_ahead or PartialDate.parse_iso(str(value)).last() >= context.today


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


@dataclass(frozen=True, slots=True)
class FreeText(Kind):
    """A line in the person's own words."""

    longest: int = LONGEST_TEXT

    def faults(self) -> Iterator[str]:
        if not 1 <= self.longest <= LONGEST_TEXT:
            yield f"needs room for 1 to {LONGEST_TEXT} characters, not {self.longest}"

    @property
    def typed(self) -> bool:
        return True

    @property
    def any_words(self) -> bool:
        return True

    def read(self, text: str, context: Context) -> Reading[Value]:
        kept = visible(text)
        if not kept:
            return AnswerProblem("problem-text-empty")
        if len(kept) > self.longest:
            return AnswerProblem("problem-text-long", {"most": self.longest})
        return Certain(kept)

    def samples(self) -> Iterator[Value]:
        yield "a word"

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return Text("value-typed", {"text": Typed(str(value))})


@dataclass(frozen=True, slots=True)
class Worded(FreeText):
    """A line in the person's own words, where the usual ones are buttons, labelled `c-<question>-<choice>`."""

    choices: tuple[str, ...] = ()

    def faults(self) -> Iterator[str]:
        yield from FreeText.faults(self)
        yield from OneOf.faults(OneOf(self.choices))

    def options(self, question_id: str, context: Context) -> Sequence[tuple[str, Text]]:
        return [(choice, Text(f"c-{question_id}-{choice}")) for choice in self.choices]

    def label_keys(self, question_id: str) -> Iterator[str]:
        return (f"c-{question_id}-{choice}" for choice in self.choices)

    def read(self, text: str, context: Context) -> Reading[Value]:
        # What is asked is no answer.
        return AnswerProblem("problem-choice") if re.search(r"[?？]", text) else FreeText.read(self, text, context)

    def listed(self) -> tuple[str, ...]:
        return self.choices

    def can_be(self, value: str) -> bool:
        return True

    def samples(self) -> Iterator[Value]:
        yield from self.choices
        yield "a word"

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return Text(f"c-{question_id}-{value}") if value in self.choices else FreeText.shown(self, "", value, context)


@dataclass(frozen=True, slots=True)
class Home(FreeText):
    """Where somebody lives and when they can be reached; the time zone is kept with the words.

    A question that names no place is none: "can my wife work there?" is asked, and not where somebody lives.
    """

    longest: int = 200

    def read(self, text: str, context: Context) -> Reading[Value]:
        reading = FreeText.read(self, text, context)
        if not isinstance(reading, Certain):
            return reading
        words = str(reading.value)
        named = zone_named(words)
        if named is None and re.search(r"[?？]", words):
            return AnswerProblem("problem-where")
        return Certain(Whereabouts(named or (None if context.lives_abroad else JAPAN), words).kept())

    def samples(self) -> Iterator[Value]:
        yield Whereabouts(JAPAN, "a town").kept()

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        found = Whereabouts.of(value)
        return Text("value-unknown") if found is None else found.shown(context.today)

    def accepts(self, value: Value, context: Context) -> bool:
        return Whereabouts.of(value) is not None


@dataclass(frozen=True, slots=True)
class Name(FreeText):
    """A person's name: any text but a number or a question."""

    longest: int = 80

    def read(self, text: str, context: Context) -> Reading[Value]:
        reading = FreeText.read(self, text, context)
        if isinstance(reading, Certain):
            return _widen_text(read_name(str(reading.value)))
        unseen = isinstance(reading, AnswerProblem) and reading.key == "problem-text-empty"
        return AnswerProblem("problem-name-unseen") if unseen else reading


@dataclass(frozen=True, slots=True)
class Contact(FreeText):
    """A telephone number or an e-mail address."""

    longest: int = 120

    @property
    def any_words(self) -> bool:
        return False

    def read(self, text: str, context: Context) -> Reading[Value]:
        reading = FreeText.read(self, text, context)
        if not isinstance(reading, Certain):
            return reading
        found = read_contact(str(reading.value))
        if not isinstance(found, Certain):
            return found if isinstance(found, AnswerProblem) else AnswerProblem("problem-contact")
        if not found.value.has_country and context.lives_abroad:
            return AnswerProblem("problem-contact-country")
        return Certain(found.value.text)


@dataclass(frozen=True, slots=True)
class Ticks(Kind):
    """Ticks on a page, each kept as soon as it is pressed."""

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return Text(f"q-{question_id}.short")

    def accepts(self, value: Value, context: Context) -> bool:
        return isinstance(value, list)


_LEFT_OUT: Mapping[str, Text] = {
    "shares": Text("left-out-shares"),
    "allowances": Text("left-out-allowances"),
    "signing": Text("left-out-signing"),
}


_PARTS: Mapping[str, str] = {"bonus": "pay-bonus", "counted": "pay-allowance"}


def _worked_out_pay(value: WorkedOut) -> Text:
    """Say in one line how pay was worked out: "6,480,000 + bonus 1,080,000 = 7,560,000 yen; shares: staff check"."""
    parts = [_part_text(part) for part in value.parts]
    total = Text("value-yen", {"yen": int(value)})
    shown = total
    if len(parts) > 1 or any(part.times > 1 for part in value.parts):
        added = parts[0]
        for part in parts[1:]:
            added = Text("pay-plus", {"first": added, "second": part})
        shown = Text("value-yen-worked-out", {"parts": added, "total": total})
    if not value.left_out:
        return shown
    items = tuple(_LEFT_OUT[name] for name in value.left_out)
    return Text("value-yen-left-out", {"value": shown, "what": Text("list", {"items": items})})


def _part_text(part: Summand) -> Text:
    amount = Text("pay-amount", {"yen": part.amount})
    if part.times > 1:
        amount = Text("pay-times", {"amount": amount, "number": part.times})
    key = _PARTS.get(part.role)
    return Text(key, {"amount": amount}) if key else amount


def _unsure(text: str, reading: Reading[Value]) -> Reading[Value]:
    """Read back an answer with a question mark behind it: "5 years?"."""
    unsure = isinstance(reading, Certain) and text.rstrip().endswith(("?", "？"))
    return Ambiguous((reading.value,)) if unsure and isinstance(reading, Certain) else reading


@dataclass(frozen=True, slots=True)
class OwnWords(Kind):
    """What a person said that fits no question; each line as `Remark.kept` gives it."""

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        lines = value if isinstance(value, list) else []
        return Text("list", {"items": tuple(Remark.of(line).shown() for line in lines)})

    def accepts(self, value: Value, context: Context) -> bool:
        return isinstance(value, list) and all(line.count("|") >= 2 for line in value)


def _widen(reading: Reading[int]) -> Reading[Value]:
    if isinstance(reading, Certain):
        return Certain(reading.value)
    if isinstance(reading, Ambiguous):
        return Ambiguous(reading.candidates)
    return reading


def _widen_text(reading: Reading[str]) -> Reading[Value]:
    if isinstance(reading, Certain):
        return Certain(reading.value)
    return reading if isinstance(reading, AnswerProblem) else Ambiguous(reading.candidates)


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _label_in(choices: Sequence[tuple[str, Text]], value: str) -> Text:
    args: Mapping[str, Arg] = {"text": value}
    return dict(choices).get(value, Text("value-typed", args))
