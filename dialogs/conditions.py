"""When a question applies, as values that can be read aloud: `answer("goal").is_("other") | ~answered("name")`.

Conditions are objects, not lambdas, so that the machine, diagrams and errors can print them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogs.view import View


class Condition:
    """Something that holds or not for a view of a conversation. Combine with `&`, `|` and `~`."""

    def holds(self, view: View) -> bool:
        """Whether it holds now."""
        raise NotImplementedError  # a subclass without it is a programming error

    def questions(self) -> Iterator[str]:
        """Ids of the questions it reads."""
        return iter(())

    def __and__(self, other: Condition) -> Condition:
        return All((self, other))

    def __or__(self, other: Condition) -> Condition:
        return AnyOf((self, other))

    def __invert__(self) -> Condition:
        return Not(self)


@dataclass(frozen=True, slots=True)
class Always(Condition):
    """Holds for everybody."""

    def holds(self, view: View) -> bool:
        return True

    def __str__(self) -> str:
        return "always"


@dataclass(frozen=True, slots=True)
class Is(Condition):
    """The answer to a question is one of some values."""

    question: str
    values: tuple[str, ...]

    def holds(self, view: View) -> bool:
        return view.value(self.question) in self.values

    def questions(self) -> Iterator[str]:
        yield self.question

    def __str__(self) -> str:
        return f"{self.question} is {' or '.join(self.values)}"


@dataclass(frozen=True, slots=True)
class Has(Condition):
    """Among the ticks of a question is a certain one."""

    question: str
    choice: str

    def holds(self, view: View) -> bool:
        value = view.value(self.question)
        return isinstance(value, list) and self.choice in value

    def questions(self) -> Iterator[str]:
        yield self.question

    def __str__(self) -> str:
        return f"{self.question} has {self.choice}"


@dataclass(frozen=True, slots=True)
class Answered(Condition):
    """A question has an answer, "I don't know" included."""

    question: str

    def holds(self, view: View) -> bool:
        return view.is_answered(self.question)

    def questions(self) -> Iterator[str]:
        yield self.question

    def __str__(self) -> str:
        return f"{self.question} is answered"


@dataclass(frozen=True, slots=True)
class StillMatters(Condition):
    """The answer can still change whether a mark of this person's goal is reached, or the person asked for all."""

    fields: tuple[str, ...]

    def holds(self, view: View) -> bool:
        return view.matters(self.fields)

    def __str__(self) -> str:
        return f"{' or '.join(self.fields)} still matters"


@dataclass(frozen=True, slots=True)
class SomethingOpen(Condition):
    """Lines of the table are still open although the verdict is proved."""

    def holds(self, view: View) -> bool:
        return view.can_stop_early()

    def __str__(self) -> str:
        return "the verdict is proved and lines are still open"


@dataclass(frozen=True, slots=True)
class InCategory(Condition):
    """The category being asked for; None while it is not known."""

    category: str | None

    def holds(self, view: View) -> bool:
        return view.category == self.category

    def __str__(self) -> str:
        return f"category is {self.category or 'not known'}"


@dataclass(frozen=True, slots=True)
class Unanswered(Condition):
    """A question has no answer, or is to be asked again."""

    question: str

    def holds(self, view: View) -> bool:
        return not view.is_answered(self.question)

    def questions(self) -> Iterator[str]:
        yield self.question

    def __str__(self) -> str:
        return f"{self.question} is not answered"


@dataclass(frozen=True, slots=True)
class All(Condition):
    """Every part holds; parts are tried in order."""

    parts: tuple[Condition, ...]

    def holds(self, view: View) -> bool:
        # A loop of its own: every turn asks this of every question.
        for part in self.parts:  # noqa: SIM110
            if not part.holds(view):
                return False
        return True

    def questions(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.questions()

    def __str__(self) -> str:
        return " and ".join(f"({p})" if isinstance(p, AnyOf) else str(p) for p in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def holds(self, view: View) -> bool:
        for part in self.parts:  # noqa: SIM110  as above
            if part.holds(view):
                return True
        return False

    def questions(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.questions()

    def __str__(self) -> str:
        return " or ".join(str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The part does not hold."""

    part: Condition

    def holds(self, view: View) -> bool:
        return not self.part.holds(view)

    def questions(self) -> Iterator[str]:
        yield from self.part.questions()

    def __str__(self) -> str:
        return f"not ({self.part})"


@dataclass(frozen=True, slots=True)
class Once(Condition):
    """A condition that many questions share: looked at once a view."""

    part: Condition

    def holds(self, view: View) -> bool:
        # Kept by identity: hashing a whole condition costs more than asking it.
        known = view.settled.get(id(self))
        if known is None:
            known = view.settled[id(self)] = self.part.holds(view)
        return known

    def questions(self) -> Iterator[str]:
        yield from self.part.questions()

    def __str__(self) -> str:
        return str(self.part)


ALWAYS = Always()


@dataclass(frozen=True, slots=True)
class answer:  # noqa: N801  reads as a word inside a declaration
    """The answer to a question, to be compared: `answer("goal").is_("pr")`."""

    question: str

    def is_(self, *values: str) -> Condition:
        """Holds when the answer is one of the values."""
        return Is(self.question, values)

    def has(self, choice: str) -> Condition:
        """Holds when a choice is among the ticks."""
        return Has(self.question, choice)

    @property
    def given(self) -> Condition:
        """Holds when there is an answer, "I don't know" included."""
        return Answered(self.question)
