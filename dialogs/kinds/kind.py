"""What every kind of question is: the buttons it offers, how a typed answer is read, how a value is shown back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dialogs.conversation import Value
from dialogs.messages import Arg, Text
from dialogs.parsing import (
    Ambiguous,
    AnswerProblem,
    Certain,
    PartialDate,
    Reading,
)

# The end of ticking; that there is none of what is asked; that any of what is asked will do.
DONE, NONE, ANY = "done", "none", "any"


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
    def lives_in_japan(self) -> bool:
        """Whether the person said something that only somebody in Japan says, so that a town needs no country."""

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


def unsure(text: str, reading: Reading[Value]) -> Reading[Value]:
    """Read back an answer with a question mark behind it: "5 years?"."""
    if isinstance(reading, Certain) and text.rstrip().endswith(("?", "？")):
        return Ambiguous((reading.value,))
    return reading


def widen(reading: Reading[int]) -> Reading[Value]:
    """Return the same reading as one of any value."""
    if isinstance(reading, Certain):
        return Certain(reading.value)
    if isinstance(reading, Ambiguous):
        return Ambiguous(reading.candidates)
    return reading
