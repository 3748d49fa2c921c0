"""A question on the screen: where we are, what we ask, an example where typing is expected, and every way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from dialogs.kinds import DONE, Consent, Language, ManyOf, OneOfSource
from dialogs.messages import Button, Text
from dialogs.pages.page import BACK, HELP, HUMAN, UNKNOWN, Page, Row, button, in_rows, office_args, tick
from dialogs.question import Question
from dialogs.view import View

if TYPE_CHECKING:
    from dialogs.commands import Commands

FAILURES_BEFORE_HELP = 3


class Asking(Page):
    """The question at which a person stands."""

    id = "asking"

    def lines(self, view: View) -> Iterable[Text]:
        question = view.questionnaire[view.place.at]
        # Coming back to change one thing is not a way through all questions.
        if question.fields and not (view.conversation.last_run and view.was_told(question.id)):
            yield Text("progress", _progress(view, question))
        if isinstance(question.kind, Language):
            yield Text("welcome", office_args(view))
        yield Text(question.text_key, _args(view, question))
        if isinstance(question.kind, OneOfSource) and question.kind.source == "consultation_ways":
            yield from _ways(view)
        if question.kind.typed:
            yield Text("example", {"text": question.example(view)})

    def rows(self, view: View) -> tuple[Row, ...]:
        return tuple(_rows(view, view.questionnaire[view.place.at]))

    def press(self, turn: Commands, action: str, value: str) -> None:
        turn.choose(turn.rules.questionnaire[turn.place.at], action, value)


ASKING = Asking()


def _rows(view: View, question: Question) -> Iterator[Row]:
    kind = question.kind
    options = kind.options(question.id, view)
    if isinstance(kind, ManyOf):
        ticked = view.place.draft or []
        yield from in_rows([tick(value, label, value in ticked) for value, label in options], kind.per_row)
        yield (Button(Text("button-done" if ticked else f"c-{question.id}-none"), DONE),)
    else:
        yield from in_rows([Button(label, f"a:{value}") for value, label in options], kind.per_row)
    if question.plain:
        return
    unknown = f"{question.text_key}.unknown" if _may_be_left_out(view, question) else "button-unknown"
    yield (button(unknown, UNKNOWN), button("button-back", BACK))
    if not kind.any_words:
        yield (button("button-help", HELP),)
    if view.place.failures >= FAILURES_BEFORE_HELP:
        yield (button("button-human", HUMAN),)


def _may_be_left_out(view: View, question: Question) -> bool:
    """Questions for the office say in their own words what leaving them open means."""
    return any(chapter.for_office for chapter in view.questionnaire.chapters_of(question.id))


def _progress(view: View, question: Question) -> Mapping[str, int]:
    """Which of the scored questions this is, in the order they were answered, and how many there can be."""
    scored = {q.id for q in view.questionnaire.scored() if q.id in view.answers or q.id == question.id}
    given = [name for name in view.place.passed if name in scored]
    number = given.index(question.id) if question.id in given else len(given)
    others = len(given) - (question.id in given)
    return {"number": number + 1, "most": others + max(1, view.remaining() + view.is_answered(question.id))}


def _args(view: View, question: Question) -> Mapping[str, str | int | date | Text]:
    if isinstance(question.kind, Consent):
        office = view.around.office
        return {
            "office": view.office_text(office.privacy.controller),
            "days_count": office.privacy.keep_days,
            "version": view.questionnaire.version,
        }
    if question.wish:
        # Whether to go on is asked with the outcome so far.
        now = view.score.categories[0]
        return {
            "verdict": now.verdict.value,
            "total": now.total,
            "least": now.least,
            "greatest": now.greatest,
            "mark": view.marks[-1],
            "left_count": view.not_asked(),
        }
    return {}


def _ways(view: View) -> Iterator[Text]:
    """What the office says of each way to meet: what it costs, what to know. It says nothing it did not state."""
    for way in view.around.office.consultation_ways:
        about = [view.office_text(texts) for texts in (way.cost, way.note) if texts is not None]
        if about:
            yield Text("way-line", {"way": view.office_text(way.label), "about": tuple(about)})
