"""What must hold, as values that can be read aloud: `answer("goal").is_("other") | ~answer("plan").is_("none")`.

Conditions are objects, not lambdas, so that the machine, its diagram and errors can print them. Some are true or not
of a person, whatever was asked when; others look at the talk: what is wished, answered, or still worth asking.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogs.errors import QuestionnaireError
from dialogs.office import ON_REQUEST
from dialogs.place import GO_ON, YES, Wish
from scoring.errors import did_you_mean
from scoring.profile import STARTING

if TYPE_CHECKING:
    from dialogs.conversation import Answer
    from dialogs.kinds import Kind
    from dialogs.situation import Situation


@dataclass(frozen=True, slots=True)
class Declared:
    """All that a condition can look at, when declarations are checked.

    `plain` are the questions without "I don't know". `wishes` has by the name of each wish the values it can
    have, none for one that can have any.
    """

    kinds: Mapping[str, Kind]
    plain: Collection[str]
    wishes: Mapping[str, tuple[str, ...]]
    fields: Collection[str]


# Says of a simple condition whether it holds.
Judge = Callable[["Condition"], bool]


class Condition:
    """Something that holds or not for a situation. Combine with `&`, `|` and `~`."""

    def holds(self, situation: Situation) -> bool:
        """Return whether it holds now."""
        return self.true_of(situation.answers)

    def true_of(self, answers: Mapping[str, Answer]) -> bool:
        """Return whether it is true of a person with these answers."""
        raise NotImplementedError  # of the way, not of a person: `is_of_person` says so before anybody asks

    def is_of_person(self) -> bool:
        """Return whether it looks at nothing but the person's answers."""
        return False

    def questions(self) -> Iterator[str]:
        """Yield the ids of the questions it reads."""
        return iter(())

    def simple(self) -> Iterator[Condition]:
        """Yield the conditions it is put together from, itself if from none."""
        yield self

    def inside(self) -> Iterator[Condition]:
        """Yield itself and every condition inside it, those put together too."""
        yield self

    def by(self, judge: Judge) -> bool:
        """Return whether it holds, where `judge` says so of each of its simple conditions."""
        return judge(self)

    def faults(self, declared: Declared) -> Iterator[str]:
        """Yield why it can never hold as it is declared: an answer, a wish or a fact that cannot be."""
        return iter(())

    def denied(self) -> str:
        """Return in words that it does not hold."""
        return f"not ({self})"

    def __and__(self, other: Condition) -> Condition:
        return All((self, other))

    def __or__(self, other: Condition) -> Condition:
        return AnyOf((self, other))

    def __invert__(self) -> Condition:
        return Not(self)

    def __bool__(self) -> bool:
        """Refuse `and`, `or` and `not`, which would silently leave one side out."""
        raise QuestionnaireError(f"{self} is joined with and, or, not: conditions are joined with &, | and ~")


# --- true of a person -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Always(Condition):
    """Holds for everybody."""

    def holds(self, situation: Situation) -> bool:
        return True

    def true_of(self, answers: Mapping[str, Answer]) -> bool:
        return True

    def is_of_person(self) -> bool:
        return True

    def __str__(self) -> str:
        return "always"


@dataclass(frozen=True, slots=True)
class Is(Condition):
    """The answer to a question is one of some values."""

    question: str
    values: tuple[str, ...]

    def true_of(self, answers: Mapping[str, Answer]) -> bool:
        given = answers.get(self.question)
        return given is not None and given.value in self.values

    def is_of_person(self) -> bool:
        return True

    def questions(self) -> Iterator[str]:
        yield self.question

    def faults(self, declared: Declared) -> Iterator[str]:
        kind = declared.kinds[self.question]
        if not self.values:
            yield f"{self.question!r} is compared with no value"
        for value in self.values:
            if not kind.can_be(value):
                yield f"{self.question!r} is never {value!r}{did_you_mean(value, kind.listed())}"

    def __str__(self) -> str:
        return f"{self.question} is {' or '.join(self.values)}"


@dataclass(frozen=True, slots=True)
class Has(Condition):
    """Among the ticks of a question is a certain one."""

    question: str
    choice: str

    def true_of(self, answers: Mapping[str, Answer]) -> bool:
        given = answers.get(self.question)
        return given is not None and isinstance(given.value, list) and self.choice in given.value

    def is_of_person(self) -> bool:
        return True

    def questions(self) -> Iterator[str]:
        yield self.question

    def faults(self, declared: Declared) -> Iterator[str]:
        kind = declared.kinds[self.question]
        if not kind.can_have(self.choice):
            yield f"{self.question!r} never has {self.choice!r}{did_you_mean(self.choice, kind.listed())}"

    def __str__(self) -> str:
        return f"{self.question} has {self.choice}"


# --- of the way -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answered(Condition):
    """A question has an answer that stands, "I don't know" included."""

    question: str

    def holds(self, situation: Situation) -> bool:
        return situation.is_answered(self.question)

    def questions(self) -> Iterator[str]:
        yield self.question

    def __str__(self) -> str:
        return f"{self.question} is answered"


@dataclass(frozen=True, slots=True)
class Wished(Condition):
    """A person wants something of the way."""

    wish: str
    value: str

    def holds(self, situation: Situation) -> bool:
        return situation.place.wants(self.wish) == self.value

    def faults(self, declared: Declared) -> Iterator[str]:
        values = declared.wishes.get(self.wish)
        if values is None:
            yield f"nobody can wish {str(self.wish)!r}{did_you_mean(self.wish, declared.wishes)}"
        elif values and self.value not in values:
            yield f"the wish {str(self.wish)!r} is never {self.value!r}{did_you_mean(self.value, values)}"

    def __str__(self) -> str:
        said: Mapping[str, str] = {
            Wish.HUMAN: "a person is asked for",
            Wish.THOROUGH: "every question is asked for" if self.value == GO_ON else "it is asked to stop",
            Wish.PART: f"the part {self.value} is opened",
            Wish.LEAVE: f"leave to send the card is {'given' if self.value == YES else 'refused'}",
        }
        return said.get(self.wish, f"the page {self.wish} is left")

    def denied(self) -> str:
        return str(self).replace(" is ", " is not ", 1)


@dataclass(frozen=True, slots=True)
class StillMatters(Condition):
    """The answer can still change the answer to what this person came for, or the person asked for all."""

    fields: tuple[str, ...]

    def holds(self, situation: Situation) -> bool:
        return situation.matters(self.fields)

    def faults(self, declared: Declared) -> Iterator[str]:
        for name in self.fields:
            if name not in declared.fields:
                yield f"{name!r} is no field of a profile{did_you_mean(name, declared.fields)}"

    def __str__(self) -> str:
        return f"{' or '.join(self.fields)} still matters"


@dataclass(frozen=True, slots=True)
class FactOpen(Condition):
    """A profile field is not known, whatever question could bring it."""

    field: str

    def holds(self, situation: Situation) -> bool:
        return getattr(situation.profile, self.field) is None

    def faults(self, declared: Declared) -> Iterator[str]:
        if self.field not in declared.fields:
            yield f"{self.field!r} is no field of a profile{did_you_mean(self.field, declared.fields)}"

    def __str__(self) -> str:
        return f"{self.field} is not known"


@dataclass(frozen=True, slots=True)
class ManagerBound(Condition):
    """The criteria for managers bind this person by now, and not only once a transition is over."""

    def holds(self, situation: Situation) -> bool:
        found = situation.following.manager
        return found is not None and bool(found.gates)

    def __str__(self) -> str:
        return "the criteria for managers bind"


@dataclass(frozen=True, slots=True)
class OfficeAsks(Condition):
    """The office's profile wants a question asked that is not asked for every office."""

    question: str

    def holds(self, situation: Situation) -> bool:
        return self.question in situation.around.office.hand_off.asks

    def faults(self, declared: Declared) -> Iterator[str]:
        if self.question not in ON_REQUEST:
            yield f"no office can ask for {self.question!r}{did_you_mean(self.question, ON_REQUEST)}"

    def __str__(self) -> str:
        return f"the office asks for {self.question}"


@dataclass(frozen=True, slots=True)
class OfficeBooks(Condition):
    """Real times can be booked at the office, so that no half-days are wished for."""

    def holds(self, situation: Situation) -> bool:
        return situation.around.office.booking is not None

    def __str__(self) -> str:
        return "times can be booked"


@dataclass(frozen=True, slots=True)
class StartMatters(Condition):
    """Since when one of these facts is so still decides permanent residence; with `before`, how it was before."""

    fields: tuple[str, ...]
    before: bool = False

    def holds(self, situation: Situation) -> bool:
        return situation.needs_start(self.fields, before=self.before)

    def faults(self, declared: Declared) -> Iterator[str]:
        for name in self.fields:
            if name not in STARTING:
                yield f"{name!r} is no field whose first day counts{did_you_mean(name, STARTING)}"

    def __str__(self) -> str:
        return f"{'how it was before' if self.before else 'since when'} still matters of {' or '.join(self.fields)}"


@dataclass(frozen=True, slots=True)
class SomethingOpen(Condition):
    """Lines of the table are still open although the answer is proved."""

    def holds(self, situation: Situation) -> bool:
        return situation.can_stop_early()

    def __str__(self) -> str:
        return "the answer is proved and lines are still open"


@dataclass(frozen=True, slots=True)
class Untold(Condition):
    """No day was told with what a person said of a kind in their own words."""

    remark: str

    def holds(self, situation: Situation) -> bool:
        return not any(remark.kind == self.remark and remark.day for remark in situation.remarks)

    def __str__(self) -> str:
        return f"no day was told of {self.remark}"


@dataclass(frozen=True, slots=True)
class AsksPoints(Condition):
    """Points are asked for: everybody, but for who came for permanent residence and has a way to it without points."""

    def holds(self, situation: Situation) -> bool:
        return situation.asks_points

    def __str__(self) -> str:
        return "points are asked for"


# --- put together -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Compound(Condition):
    """What is put together of parts, and is asked of them in their order."""

    parts: tuple[Condition, ...]

    def is_of_person(self) -> bool:
        return all(part.is_of_person() for part in self.parts)

    def questions(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.questions()

    def simple(self) -> Iterator[Condition]:
        for part in self.parts:
            yield from part.simple()

    def inside(self) -> Iterator[Condition]:
        yield self
        for part in self.parts:
            yield from part.inside()


@dataclass(frozen=True, slots=True)
class All(_Compound):
    """Every part holds."""

    def holds(self, situation: Situation) -> bool:
        # A loop of its own: every turn asks this of every question.
        for part in self.parts:  # noqa: SIM110
            if not part.holds(situation):
                return False
        return True

    def true_of(self, answers: Mapping[str, Answer]) -> bool:
        return all(part.true_of(answers) for part in self.parts)

    def by(self, judge: Judge) -> bool:
        return all(part.by(judge) for part in self.parts)

    def __str__(self) -> str:
        return " and ".join(f"({p})" if isinstance(p, AnyOf) and not p.name else str(p) for p in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf(_Compound):
    """At least one part holds; what that amounts to may have a `name` of its own, which says it shorter."""

    name: str = ""

    def holds(self, situation: Situation) -> bool:
        for part in self.parts:  # noqa: SIM110  as above
            if part.holds(situation):
                return True
        return False

    def true_of(self, answers: Mapping[str, Answer]) -> bool:
        return any(part.true_of(answers) for part in self.parts)

    def by(self, judge: Judge) -> bool:
        return any(part.by(judge) for part in self.parts)

    def __str__(self) -> str:
        return self.name or self.in_full()

    def denied(self) -> str:
        return self.name.replace(" is ", " is not ", 1) or f"not ({self})"

    def in_full(self) -> str:
        """Return its parts in words, whether it has a name or not."""
        return " or ".join(str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The part does not hold."""

    part: Condition

    def holds(self, situation: Situation) -> bool:
        return not self.part.holds(situation)

    def __invert__(self) -> Condition:
        return self.part

    def true_of(self, answers: Mapping[str, Answer]) -> bool:
        return not self.part.true_of(answers)

    def is_of_person(self) -> bool:
        return self.part.is_of_person()

    def questions(self) -> Iterator[str]:
        yield from self.part.questions()

    def simple(self) -> Iterator[Condition]:
        yield from self.part.simple()

    def inside(self) -> Iterator[Condition]:
        yield self
        yield from self.part.inside()

    def by(self, judge: Judge) -> bool:
        return not self.part.by(judge)

    def __str__(self) -> str:
        return self.part.denied()

    def denied(self) -> str:
        return str(self.part)


ALWAYS = Always()
NEVER = ~ALWAYS
# The way to a person of a questionnaire that has none.
NOBODY = AnyOf((NEVER,), "it is for nobody")


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
        """Holds when there is an answer that stands, "I don't know" included."""
        return Answered(self.question)
