"""A whole interview: its chapters and their questions, and what it refuses at construction, by name and early."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogs.chapter import Chapter
from dialogs.conditions import NOBODY, AnyOf
from dialogs.errors import QuestionnaireError
from dialogs.faults import faults_of
from dialogs.kinds import Kind
from dialogs.question import Question
from dialogs.shapes import check_shape

if TYPE_CHECKING:
    from dialogs.pages.page import Page


# A topic of the interview with the questions that belong to it.
Topic = tuple[str, tuple[str, ...]]


# Identity equality: there is one object per interview, and it keys the cache of compiled machines.
@dataclass(frozen=True, eq=False)
class Questionnaire:
    """An ordered list of chapters. Within one, scored questions (those with fields) are asked by what they weigh.

    `pages` are those its chapters end in and those they lead to. A person of whom `to_a_person` holds is not
    interviewed. `unasked` questions are never asked: their answer is ticked on a page. `events` name changes of life
    that are no single question (a new job) but make answers doubtful. `topics` put the questions of the interview
    together where there are too many to show a button for each.
    Raises `QuestionnaireError`, by name, for what could never work as it is declared (`dialogs.faults` says what).
    """

    id: str
    version: str
    chapters: tuple[Chapter, ...]
    pages: Mapping[str, Page] = field(default_factory=dict)
    to_a_person: AnyOf = NOBODY
    unasked: tuple[Question, ...] = ()
    events: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    questions: tuple[Question, ...] = field(init=False)
    by_id: Mapping[str, Question] = field(init=False)
    chapter: Mapping[str, Chapter] = field(init=False)
    _asked_in: Mapping[str, tuple[Question, ...]] = field(init=False, repr=False)
    _chapters_of: Mapping[str, tuple[Chapter, ...]] = field(init=False, repr=False)
    _scored: tuple[Question, ...] = field(init=False, repr=False)
    _asides: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        check_shape("questionnaire", self)
        declared = tuple(q for chapter in self.chapters for q in chapter.questions if isinstance(q, Question))
        questions = (*declared, *self.unasked)
        put = object.__setattr__
        put(self, "questions", questions)
        put(self, "by_id", {question.id: question for question in questions})
        put(self, "chapter", {chapter.id: chapter for chapter in self.chapters})
        for fault in faults_of(self):
            raise QuestionnaireError(fault)
        put(self, "_asked_in", {c.id: tuple(map(self._resolved, c.questions)) for c in self.chapters})
        put(
            self,
            "_chapters_of",
            {q.id: tuple(c for c in self.chapters if q in self.asked_in(c)) for q in questions},
        )
        put(self, "_scored", tuple(q for q in questions if q.fields))
        aside = {q.id for q in questions if q.plain or any(c.for_office for c in self.chapters_of(q.id))}
        put(self, "_asides", frozenset(aside))

    # --- what is asked where --------------------------------------------------------------------------------------

    def _resolved(self, question: Question | str) -> Question:
        return self.by_id[question] if isinstance(question, str) else question

    def asked_in(self, chapter: Chapter) -> tuple[Question, ...]:
        """Return a chapter's questions as declared."""
        return self._asked_in[chapter.id]

    def chapter_before(self, page: str) -> Chapter:
        """Return the chapter that ends in a page."""
        return next(chapter for chapter in self.chapters if chapter.ends_in == page)

    def chapters_of(self, question_id: str) -> tuple[Chapter, ...]:
        """Return the chapters that ask a question; none for one that is ticked on a page."""
        return self._chapters_of[question_id]

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __getitem__(self, question_id: str) -> Question:
        return self.by_id[question_id]

    def __contains__(self, question_id: str) -> bool:
        return question_id in self.by_id

    def scored(self) -> tuple[Question, ...]:
        """Return the questions that bring profile fields."""
        return self._scored

    def of_field(self, name: str) -> Question | None:
        """Return the question that brings a profile field."""
        return next((q for q in self._scored if name in q.fields), None)

    def of_kind(self, kind: type[Kind]) -> Question:
        """Return the question of a kind that only one question is of: the language, the consent."""
        return next(q for q in self.questions if isinstance(q.kind, kind))

    def brings_facts(self, question_id: str) -> bool:
        """Return whether facts can follow from an answer: not from names, contacts and wishes to the office."""
        return question_id not in self._asides
