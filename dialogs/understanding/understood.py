"""What comes out of reading a typed text: facts, the person's own words, and what else the text does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from dialogs.conversation import Value
from dialogs.own_words import Remark
from dialogs.parsing import AnswerProblem
from dialogs.understanding.put_right import PutRight

# What a parser says when a text is nothing it knows; its other problems say what is missing.
NOT_UNDERSTOOD = frozenset(
    (
        "problem-choice",
        "problem-yen",
        "problem-years",
        "problem-day",
        "problem-date",
        "problem-whole",
        "problem-percent",
    )
)


# A denied choice that stands for whatever was answered: how it was made up is not what counts.
ANY_ANSWER = ""


class Certainty(Enum):
    """Whether a fact may be kept at once, or is read back for a yes first."""

    CLEAR = "clear"
    READ_BACK = "read_back"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a text says of a question.

    One candidate is a reading; two or three: it can mean any of them, so that all are offered. None at all: the text
    speaks of the question and settles nothing, so that the question itself is asked.
    """

    question: str
    candidates: tuple[Value, ...]
    certainty: Certainty
    words: str

    @property
    def settled(self) -> bool:
        """Return whether the fact may be kept as it is."""
        return self.certainty is Certainty.CLEAR and len(self.candidates) == 1


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A kind of remark that a text says is not so, or takes back, and the words that name it.

    `overstay` tells a stay that is over from the day on which one ends.
    """

    kind: str
    words: str
    overstay: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """All that a text says.

    `wish` is what the person wants of the conversation, `question` the part of the text that asks something. The text
    may correct what was said before (`correction`), doubt itself (`doubt`), or say that the answer is not known
    (`unknown`). `denied` are choices that it says are not so, where it does not say what is (`ANY_ANSWER`: whatever was
    answered). `problem` is what the
    asked question's own parser found wrong, where nothing was read for it.

    `whole` is a text of which every part was understood. Of `put_right` it names the old figure beside the new
    one. `unsaid` are remarks that it denies or takes back by name; one that `takes_back` tells nothing else and
    takes back what was said last. What it tells may be `on_behalf` of somebody else, for whom the person asks,
    or be only `of_others`.
    """

    facts: tuple[Fact, ...] = ()
    remarks: tuple[Remark, ...] = ()
    wish: str | None = None
    question: str = ""
    correction: bool = False
    doubt: bool = False
    unknown: bool = False
    problem: AnswerProblem | None = None
    denied: Mapping[str, str] = field(default_factory=dict)
    unsaid: tuple[Unsaid, ...] = ()
    on_behalf: bool = False
    of_others: bool = False
    takes_back: bool = False
    put_right: tuple[PutRight, ...] = ()
    whole: bool = False

    def of(self, question: str) -> Fact | None:
        """Return the fact of a question, if there is one."""
        return next((fact for fact in self.facts if fact.question == question), None)

    @property
    def denied_topics(self) -> frozenset[str]:
        """Return what the text says is not so: kinds of remarks, and questions of which a choice is denied."""
        return frozenset({unsaid.kind for unsaid in self.unsaid}.union(self.denied))

    @property
    def problem_told(self) -> bool:
        """Return whether the parser's problem says what is missing, rather than that nothing was understood."""
        return self.problem is not None and self.problem.key not in NOT_UNDERSTOOD


__all__ = ["Certainty", "Fact", "Remark", "Understood", "Unsaid"]
