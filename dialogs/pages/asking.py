"""A question on the screen: where we are, what we ask, an example where typing is expected, and every way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from dialogs.kinds import DONE, Consent, Language, ManyOf, OneOfSource
from dialogs.messages import Button, Text
from dialogs.pages.page import BACK, HELP, HUMAN, UNKNOWN, ButtonRow, Page, button, in_rows, office_args, tick
from dialogs.question import Question
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands

FAILURES_BEFORE_HELP = 3


class Asking(Page):
    """The question at which a person stands."""

    id = "asking"

    def lines(self, situation: Situation) -> Iterable[Text]:
        question = situation.questionnaire[situation.place.at]
        # A person who came back to change one answer sees no progress through all questions.
        if question.fields and not (situation.conversation.last_run and situation.was_answered(question.id)):
            yield Text("progress", _progress(situation, question))
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


def _progress(situation: Situation, question: Question) -> Mapping[str, int]:
    """Which of the scored questions this is, in the order they were answered, and how many there can be."""
    scored = {q.id for q in situation.questionnaire.scored() if q.id in situation.answers or q.id == question.id}
    given = [name for name in situation.place.passed if name in scored]
    number = given.index(question.id) if question.id in given else len(given)
    others = len(given) - (question.id in given)
    return {"number": number + 1, "most": others + max(1, situation.remaining() + situation.is_answered(question.id))}


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
