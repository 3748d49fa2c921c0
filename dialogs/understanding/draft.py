"""One text while it is read: what the steps of the reader know of it, and hand on from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from dialogs.kinds import Context
from dialogs.parsing import AnswerProblem
from dialogs.question import Question
from dialogs.understanding.clauses import Clause
from dialogs.understanding.doubts import leaves_open
from dialogs.understanding.lexicon import Vocabulary
from dialogs.understanding.phrases import Hit
from dialogs.understanding.said import Said
from dialogs.understanding.understood import Certainty, Fact, Remark, Understood


@dataclass(slots=True)
class Draft:
    """A text that is being read.

    With what is said `beside` the asked question, of others that it names by their nouns: those are read as if each had
    been asked (`read_as`). `parted` is a text of which only we guess where its sentences end; one on `behalf` of
    somebody else is about them.
    """

    text: str
    said: Said
    clauses: list[Clause]
    hits: list[Hit]
    questions: Mapping[str, Question]
    vocabulary: Vocabulary
    context: Context
    read_as: Callable[[str, Question], Understood]
    beside: bool
    parted: bool
    behalf: bool
    answer: Fact | None = None
    problem: AnswerProblem | None = None
    facts: tuple[Fact, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def unknown(self) -> bool:
        """Return whether the person says that they do not know, or will not say."""
        return self.said.declines or any(
            clause.has("unknown") and leaves_open(self.said, clause) for clause in self.clauses
        )

    def read_back(self, doubted: Callable[[Fact], bool]) -> None:
        """Have the facts read back that are in doubt."""
        self.facts = tuple(
            replace(fact, certainty=Certainty.READ_BACK) if doubted(fact) else fact for fact in self.facts
        )
