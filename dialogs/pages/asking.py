"""A question on the screen: where we are, what we ask, an example where typing is expected, and every way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from dialogs.kinds import DONE, Consent, Language, ManyOf, OneOfSource
from dialogs.messages import Button, Text
from dialogs.pages.page import BACK, HELP, HUMAN, UNKNOWN, ButtonRow, Page, button, in_rows, office_args, tick
from dialogs.place import REVIEW
from dialogs.question import Question
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands

FAILURES_BEFORE_HELP = 3
ANSWERS_BEFORE_A_TOTAL = 3


class Asking(Page):
    """The question at which a person stands."""

    id = "asking"

    def lines(self, situation: Situation) -> Iterable[Text]:
        question = situation.questionnaire[situation.place.at]
        # A person who came back to change one answer sees no progress through all questions.
        if _is_counted(situation, question) and not (
            situation.conversation.last_run and situation.was_answered(question.id)
        ):
            yield _progress_text(situation, question)
        if isinstance(question.kind, Language):
            yield Text("welcome", office_args(situation))
        yield Text(question.text_key, _args(situation, question))
        if isinstance(question.kind, OneOfSource) and question.kind.source == "consultation_ways":
            yield from _ways(situation)
        if question.kind.typed:
            yield Text("example", {"text": question.example(situation)})

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return tuple(_rows(situation, situation.questionnaire[situation.place.at]))

    def press(self, turn: Commands, action: str, value: str) -> None:
        turn.choose(turn.rules.questionnaire[turn.place.at], action, value)


ASKING = Asking()


def _rows(situation: Situation, question: Question) -> Iterator[ButtonRow]:
    kind = question.kind
    options = kind.options(question.id, situation)
    if isinstance(kind, ManyOf):
        ticked = situation.place.draft or []
        yield from in_rows([tick(value, label, value in ticked) for value, label in options], kind.per_row)
        yield (Button(Text("button-done" if ticked else f"c-{question.id}-none"), DONE),)
    else:
        yield from in_rows([Button(label, f"a:{value}") for value, label in options], kind.per_row)
    if question.plain:
        return
    unknown = f"{question.text_key}.unknown" if _may_be_left_out(situation, question) else "button-unknown"
    yield (button(unknown, UNKNOWN), button("button-back", BACK))
    if not kind.any_words:
        yield (button("button-help", HELP),)
    if situation.place.failures >= FAILURES_BEFORE_HELP:
        yield (button("button-human", HUMAN),)


def _may_be_left_out(situation: Situation, question: Question) -> bool:
    """Questions for the office say in their own words what leaving them open means."""
    return any(chapter.for_office for chapter in situation.questionnaire.chapters_of(question.id))


def _is_counted(situation: Situation, question: Question) -> bool:
    """Return whether a question is one of those that lead to the result."""
    chapters = situation.questionnaire.chapters_of(question.id)
    return not question.plain and any(chapter.ends_in == REVIEW for chapter in chapters)


def _progress(situation: Situation, question: Question) -> Mapping[str, int]:
    """Which question this is of those that lead to the result, in the order of answering, and how many there can be."""
    chapter = situation.questionnaire.chapter_before(REVIEW)
    counted = [q for q in situation.questionnaire.asked_in(chapter) if _is_counted(situation, q)]
    told = {q.id for q in counted if q.id in situation.answers or q.id == question.id}
    given = [name for name in situation.place.passed if name in told]
    number = given.index(question.id) if question.id in given else len(given)
    others = len(given) - (question.id in given)
    left = sum(q.is_to_be_asked(situation) for q in counted if q.id != question.id)
    return {"number": number + 1, "most": max(number + 1, others + 1 + left)}


def _progress_text(situation: Situation, question: Question) -> Text:
    """Return how far a person has come, with the points so far as soon as enough is known for a total to say much."""
    counted = _progress(situation, question)
    scored = [q for q in situation.questionnaire.scored() if situation.value(q.id) is not None]
    if len(scored) < ANSWERS_BEFORE_A_TOTAL or len(situation.score.categories) > 1:
        return Text("progress", counted)
    [now] = situation.score.categories
    return Text("progress-so-far", {**counted, "total": now.total, "mark": min(situation.marks)})


def _args(situation: Situation, question: Question) -> Mapping[str, str | int | date | Text]:
    if isinstance(question.kind, Consent):
        office = situation.around.office
        return {
            "office": situation.office_text(office.privacy.controller),
            "days_count": office.privacy.keep_days,
            "version": situation.questionnaire.version,
        }
    if question.wish:
        # Whether to go on is asked with the outcome so far.
        now = situation.score.categories[0]
        return {
            "verdict": now.verdict.value,
            "total": now.total,
            "least": now.least,
            "greatest": now.greatest,
            "mark": situation.marks[-1],
            "left_count": situation.not_asked(),
        }
    return {}


def _ways(situation: Situation) -> Iterator[Text]:
    """Yield what the office's profile states of each way to meet: what it costs, what to know."""
    for way in situation.around.office.consultation_ways:
        about = [situation.office_text(texts) for texts in (way.cost, way.note) if texts is not None]
        if about:
            yield Text("way-line", {"way": situation.office_text(way.label), "about": tuple(about)})
