"""What the office asks one client beside the interview: a question of the interview, or of the office's own list.

The client gets it in their language as a message with its own buttons, and answers by a press or in words. Here is what
can be asked, how it looks, and what an answer says; that the office has it, and what follows, is for the desk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogs.answer_bank import AnswerBank
from dialogs.answer_bank.lines import COURTESIES
from dialogs.conversation import Value
from dialogs.kinds import (
    DONE,
    Consent,
    Context,
    Day,
    FreeText,
    Kind,
    Language,
    ManyOf,
    ManyOfSource,
    OwnWords,
    Ticks,
    YesNo,
)
from dialogs.marks import OFF, ON
from dialogs.matching import match
from dialogs.messages import Button, Text
from dialogs.office import LANGUAGE_OF_STAFF, Office, OfficeQuestion
from dialogs.own_words import NOTE
from dialogs.pages.page import UNKNOWN, ButtonRow, button, in_rows, tick, whose
from dialogs.parsing import Ambiguous, Certain, Reading, worked_out
from dialogs.question import Question
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.ports import Translator

# How a question of the office's own list is called, where those of the interview go by their ids.
OURS = "ours_"
# How the place of a button is called that stands under such a question.
BESIDE = "a/"
# What is answered by: a choice, one of several meanings of a typed text.
CHOICE, MEANT = "v", "is"
# What is asked and answered elsewhere, or is no answer to anything.
_NOT_ASKED = (Consent, Language, ManyOfSource, OwnWords, Ticks)
# A day of the office's own question may lie so many years back or ahead.
YEARS = 100


@dataclass(frozen=True, slots=True)
class OfficeChoice(Kind):
    """One of the choices of the office's own question, each labelled in the language of whoever reads it."""

    choices: tuple[tuple[str, str], ...] = ()

    def options(self, question_id: str, context: Context) -> Sequence[tuple[str, Text]]:
        return [(name, Text("value-plain", {"text": label})) for name, label in self.choices]

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return Text("value-plain", {"text": dict(self.choices).get(str(value), str(value))})


# --- what can be asked ------------------------------------------------------------------------------------------------


def can_be_asked(situation: Situation) -> Iterator[Question]:
    """Yield the questions of the interview that staff can ask this person: those that are true of them."""
    for question in situation.questionnaire:
        if question.plain or question.wish or question.id == NOTE or isinstance(question.kind, _NOT_ASKED):
            continue
        if question.applies_when.holds(situation):
            yield question


def own_question(office: Office, key: str) -> OfficeQuestion | None:
    """Return a question of the office's own list; None where it is none, or the list has it no more."""
    wanted = key.removeprefix(OURS) if key.startswith(OURS) else None
    return next((one for one in office.questions if one.id == wanted), None)


def asked_question(situation: Situation, key: str, language: str | None = None) -> Question | None:
    """Return what a key stands for; None where nobody asks that any more. The labels are in the client's language."""
    own = own_question(situation.around.office, key)
    if own is None:
        return situation.questionnaire.by_id.get(key)
    return Question(key, _kind(own, language or situation.conversation.language))


def _kind(own: OfficeQuestion, language: str) -> Kind:
    if own.kind == "yes_no":
        return YesNo()
    if own.kind == "day":
        return Day(years_back=YEARS, years_ahead=YEARS)
    if own.kind == "choices":
        return OfficeChoice(tuple((one.id, Office.in_language(one.label, language)) for one in own.choices))
    return FreeText()


def label_for_staff(office: Office, key: str) -> Text:
    """Return how staff know a question."""
    own = own_question(office, key)
    if own is None:
        return Text(f"q-{key}.short")
    return Text("value-plain", {"text": Office.in_language(own.text, LANGUAGE_OF_STAFF)})


# --- how it looks -----------------------------------------------------------------------------------------------------


def asked_words(situation: Situation, question: Question) -> Text:
    """Return what is asked, in the client's language, and how to answer where that is typed."""
    own = own_question(situation.around.office, question.id)
    if own is not None:
        asked = situation.office_text(own.text)
        how = Text({"day": "office-ask-day", "text": "office-ask-type"}.get(own.kind, "office-ask-press"))
    else:
        asked = Text(question.text_key, {"whose": whose(situation)})
        how = Text("office-ask-press")
        if question.kind.typed:
            how = Text("example", {"text": question.example(situation)})
    desk = situation.around.office.desk_in(situation.conversation.language)
    return Text("office-ask", {"name": desk, "asked": asked, "how": how})


def rows_of(situation: Situation, question: Question, ticked: Sequence[str] = ()) -> tuple[ButtonRow, ...]:
    """Return the buttons under a question: its choices, those that are ticked as such, and "I don't know"."""
    return (*_choices(situation, question, ticked), (button("button-unknown", UNKNOWN),))


def _choices(situation: Situation, question: Question, ticked: Sequence[str]) -> Iterator[ButtonRow]:
    kind, options = question.kind, question.kind.options(question.id, situation)
    if not isinstance(kind, ManyOf):
        yield from in_rows([Button(label, f"{CHOICE}:{value}") for value, label in options], kind.per_row)
        return
    yield from in_rows([tick(value, label, value in ticked) for value, label in options], kind.per_row)
    yield (Button(Text("button-done" if ticked else f"c-{question.id}-none"), DONE),)


def rows_meant(situation: Situation, question: Question, values: Sequence[Value]) -> tuple[ButtonRow, ...]:
    """Return a button for each thing that a typed answer may mean."""
    shown = [situation.shown(question, value) for value in values]
    return tuple((Button(label, f"{MEANT}:{number}"),) for number, label in enumerate(shown))


# --- what an answer says ----------------------------------------------------------------------------------------------


def is_action(action: str) -> bool:
    """Return whether a button under such a question can carry this."""
    return action in (DONE, UNKNOWN) or action.partition(":")[0] in (CHOICE, MEANT, ON, OFF)


def pressed(situation: Situation, question: Question, action: str, kept: Mapping[str, object]) -> Reading[Value] | None:
    """Return what a press says; None where it only ticks, or is of no button there."""
    name, _, value = action.partition(":")
    if action == UNKNOWN:
        return Certain(None)
    if action == DONE and isinstance(question.kind, ManyOf):
        return Certain(ticked_in(kept))
    if name == MEANT:
        meant = kept.get("meant")
        values = [worked_out.from_json(one) for one in meant] if isinstance(meant, list) else []
        return Certain(values[int(value)]) if value.isdecimal() and int(value) < len(values) else None
    if name == CHOICE and value in dict(question.kind.options(question.id, situation)):
        return Certain(question.kind.pressed(value))
    return None


def ticks(situation: Situation, question: Question, action: str, kept: Mapping[str, object]) -> list[str] | None:
    """Return what is ticked after a press; None where it ticks nothing. The button says what is wanted."""
    name, _, value = action.partition(":")
    options = dict(question.kind.options(question.id, situation))
    if not isinstance(question.kind, ManyOf) or name not in (ON, OFF) or value not in options:
        return None
    others = [one for one in ticked_in(kept) if one != value]
    return [*others, value] if name == ON else others


def ticked_in(kept: Mapping[str, object]) -> list[str]:
    """Return what is ticked so far."""
    found = kept.get("ticked")
    return [str(one) for one in found] if isinstance(found, list) else []


def read_answer(situation: Situation, question: Question, text: str, words: Translator) -> Reading[Value]:
    """Read a typed answer: the words of a button, or what the question itself reads."""
    rows = rows_of(situation, question)
    found = match(text, rows, situation.conversation.language, words)
    if found is not None and found.exact:
        name, _, value = found.button.action.partition(":")
        if isinstance(question.kind, ManyOf) and name in (ON, OFF):
            return Certain([value])
        said = pressed(situation, question, found.button.action, {})
        if said is not None:
            return said
    return question.kind.read(text, situation)


def heard(situation: Situation, text: str, words: Translator) -> tuple[str, str] | None:
    """Return which open question of the office a text answers, newest first; None where it answers none.

    Where any words are an answer, thanks and greetings are none.
    """
    for number, kept in reversed(situation.conversation.asked.items()):
        question = asked_question(situation, str(kept["key"]))
        if question is None or (question.kind.any_words and _is_courtesy(text, situation.conversation.language)):
            continue
        reading = read_answer(situation, question, text, words)
        if isinstance(reading, Certain | Ambiguous):
            return number, question.id
    return None


def _is_courtesy(text: str, language: str) -> bool:
    found = AnswerBank.load().find(text, language, None)
    return found is not None and all(entry in COURTESIES for entry in found.entries)
