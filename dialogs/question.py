"""What a question is, and what a questionnaire refuses at construction: names in messages, early."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dialogs.conditions import ALWAYS, Condition, StillMatters
from dialogs.errors import QuestionnaireError
from dialogs.kinds import Context, Kind
from dialogs.messages import Text


@dataclass(frozen=True, slots=True)
class Question:
    """One thing we ask. The text key comes from the id: `q-<id>`, with `.help`, `.short` and `.example`.

    `fields` are the profile fields the answer brings; a question with fields is asked only while one of them still
    matters. `asked_again_with` names questions whose change makes this answer
    doubtful. A `plain` question has neither "I don't know" nor "Back". One answered `by_button` is never asked: a
    button elsewhere sets it.
    """

    id: str
    kind: Kind
    applies_when: Condition = ALWAYS
    fields: tuple[str, ...] = ()
    asked_again_with: tuple[str, ...] = ()
    plain: bool = False
    by_button: bool = False

    @property
    def text_key(self) -> str:
        """Key of the question's words."""
        return f"q-{self.id}"

    # When it is asked at all, apart from being answered already; made once, because every turn looks at it.
    condition: Condition = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        whole = self.applies_when & StillMatters(self.fields) if self.fields else self.applies_when
        object.__setattr__(self, "condition", whole)

    def example(self, context: Context) -> Text:
        """An answer that is accepted as it stands; only for questions whose answer is typed."""
        return Text(f"{self.text_key}.example", self.kind.example_args(context))

    @property
    def state(self) -> str:
        """The bookmark while it is being asked."""
        return f"ask_{self.id}"


# Identity equality: there is one object per interview, and it keys the cache of compiled machines.
@dataclass(frozen=True, eq=False)
class Questionnaire:
    """An ordered list of questions. Scored ones (those with fields) are reordered by what they weigh in the law.

    `events` name changes of life that are no single question (a new job) but make answers doubtful.
    Raises `QuestionnaireError` for a duplicate id, a condition that names a later or unknown question, a choice
    without a value, or a scored question with no field.
    """

    id: str
    version: str
    questions: tuple[Question, ...]
    events: tuple[str, ...] = ()
    by_id: Mapping[str, Question] = field(init=False)
    _scored: tuple[Question, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        seen: dict[str, Question] = {}
        for question in self.questions:
            if question.id in seen:
                raise QuestionnaireError(f"question {question.id!r} is declared twice")
            for name in question.applies_when.questions():
                if name not in seen and name != question.id:
                    raise QuestionnaireError(
                        f"question {question.id!r} applies when {question.applies_when}, "
                        f"but {name!r} is not asked before it"
                    )
            for problem in question.kind.faults():
                raise QuestionnaireError(f"question {question.id!r}: {problem}")
            seen[question.id] = question
        for question in self.questions:
            for name in question.asked_again_with:
                if name not in seen and name not in self.events:
                    raise QuestionnaireError(f"question {question.id!r} is asked again with {name!r}, which is unknown")
        object.__setattr__(self, "by_id", seen)
        object.__setattr__(self, "_scored", tuple(q for q in self.questions if q.fields))

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __getitem__(self, question_id: str) -> Question:
        return self.by_id[question_id]

    def __contains__(self, question_id: str) -> bool:
        return question_id in self.by_id

    def scored(self) -> tuple[Question, ...]:
        """The questions that bring profile fields."""
        return self._scored

    def of_field(self, name: str) -> Question | None:
        """The question that brings a profile field."""
        return next((q for q in self.questions if name in q.fields), None)
