"""Kinds whose answer is chosen: of the question's own choices, or of a list that the office or the moment gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dialogs.conversation import Value
from dialogs.kinds.kind import ANY, Context, Kind
from dialogs.messages import Arg, Text
from dialogs.parsing import (
    Reading,
)
from dialogs.parsing.talk import ANY_LANGUAGE, INTERPRETER, OWN_INTERPRETER, read_talk

# More buttons side by side cannot be read on a phone.
MOST_COLUMNS = 8
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
    helps: tuple[str, ...] = (ANY_LANGUAGE, OWN_INTERPRETER, INTERPRETER)

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

    def instead(self, question_id: str) -> Sequence[tuple[str, Text]]:
        """Return what can be answered instead of ticks, each with its label."""
        return ()

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
    """A few choices of a list that the moment gives (half-days), at most `most` of them; or that `any_will_do`."""

    choices: tuple[str, ...] = ()
    source: str = ""
    most: int = 3
    any_will_do: bool = False

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

    def instead(self, question_id: str) -> Sequence[tuple[str, Text]]:
        return [(ANY, Text(f"c-{question_id}-{ANY}"))] if self.any_will_do else []

    def label_keys(self, question_id: str) -> Iterator[str]:
        yield from ManyOf.label_keys(self, question_id)
        yield from (f"c-{question_id}-{value}" for value, _ in self.instead(question_id))

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return dict(self.instead(question_id)).get(str(value)) or ManyOf.shown(self, question_id, value, context)

    def accepts(self, value: Value, context: Context) -> bool:
        return isinstance(value, list) or (value == ANY and self.any_will_do)

    def can_have(self, choice: str) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Ticks(Kind):
    """Ticks on a page, each kept as soon as it is pressed."""

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return Text(f"q-{question_id}.short")

    def accepts(self, value: Value, context: Context) -> bool:
        return isinstance(value, list)


def _label_in(choices: Sequence[tuple[str, Text]], value: str) -> Text:
    args: Mapping[str, Arg] = {"text": value}
    return dict(choices).get(value, Text("value-typed", args))
