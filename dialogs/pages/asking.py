"""A question on the screen: where we are, what we ask, an example where typing is expected, and every way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from dialogs.consent_text import consent_args
from dialogs.conversation import Value
from dialogs.employer_link import ASK as ASK_EMPLOYER
from dialogs.employer_link import SHEET
from dialogs.employer_link import offered as link_offered
from dialogs.kinds import DONE, Consent, Language, ManyOf, OneOfSource
from dialogs.leaves import LEAF
from dialogs.marks import ROW_HELP, ROW_NO, ROW_OPEN, ROW_YES
from dialogs.messages import Arg, Button, Text
from dialogs.pages.page import BACK, HELP, HUMAN, UNKNOWN, ButtonRow, Page, button, in_rows, office_args, tick, whose
from dialogs.parts.counting import counts_points
from dialogs.place import LEAVE, NO, REVIEW, YES
from dialogs.question import Question
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.chapter import Chapter
    from dialogs.commands import Commands
    from dialogs.questionnaire import Questionnaire

FAILURES_BEFORE_HELP = 3
ANSWERS_BEFORE_A_TOTAL = 3
# What stands on one screen of a phone: so many rows, each with its buttons side by side, and three or four lines below.
MOST_ROWS = 4
# Where somebody chooses how the office is to answer them.
HOW_TO_ANSWER = "contact_way"
_END_OF_ROWS = (button("button-done", DONE),)


class Asking(Page):
    """The question at which a person stands, or several of them on one screen."""

    id = "asking"

    def lines(self, situation: Situation) -> Iterable[Text]:
        question = situation.questionnaire[situation.place.at]
        # A person who came back to change one answer sees no progress through all questions.
        part = situation.questionnaire.chapter.get(situation.place.chapter or "")
        of_a_part = part is not None and part.opened
        if (
            _is_counted(situation.questionnaire, question)
            and not of_a_part
            and not (situation.conversation.last_run and situation.was_answered(question.id))
        ):
            yield _progress_text(situation, question)
        if situation.place.sheet:
            yield from _sheet(situation, question)
            return
        if isinstance(question.kind, Language):
            yield Text("welcome", office_args(situation))
        if _begins_hand_off(situation):
            yield Text("hand-off-languages", {"note": situation.office_text(situation.around.office.languages_note)})
        if isinstance(question.kind, Consent) and situation.conversation.consented_to and not situation.agrees_today:
            yield Text("consent-anew")
        yield Text(question.text_key, _args(situation, question))
        if asks_how_to_meet(question):
            yield from _ways(situation)
        if question.id == HOW_TO_ANSWER and situation.around.is_on_pages(situation.conversation.channel):
            yield Text("answered-on-a-page")
        if question.kind.typed:
            yield Text("example", {"text": question.example(situation)})

    def asked_alone(self, situation: Situation) -> Sequence[Text]:
        """Return what is asked, without what stands around it: under a help, which takes room of its own."""
        around = ("progress", "example", "welcome", "way-line")
        return [line for line in self.lines(situation) if not line.key.startswith(around)]

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return tuple(_rows(situation, situation.questionnaire[situation.place.at]))

    def by_name(self, situation: Situation) -> tuple[ButtonRow, ...]:
        """Return the end of several questions on one screen, and what can be chosen in rows that are not turned up."""
        if not situation.place.sheet:
            return ()
        rows = enumerate(_together(situation), 1)
        return (_END_OF_ROWS, *(tuple(_all_of_a_row(str(number), row)) for number, row in rows))

    def press(self, turn: Commands, action: str, value: str) -> None:
        if action == ASK_EMPLOYER:
            turn.on_employer_link()
            return
        turn.choose(turn.rules.questionnaire[turn.place.at], action, value)


ASKING = Asking()


def _together(situation: Situation) -> Sequence[Question]:
    return [situation.questionnaire[name] for name in situation.place.sheet]


def _sheet(situation: Situation, question: Question) -> Iterator[Text]:
    """Yield what is asked of several questions on one screen, and row by row what is chosen so far."""
    yield Text(question.sheet_key, {"whose": whose(situation)})
    for number, row in enumerate(_together(situation), 1):
        chosen = situation.shown(row, situation.place.sheet[row.id])
        yield Text("row-line", {"number": str(number), "what": Text(f"{row.text_key}.short"), "value": chosen})


def _sheet_rows(situation: Situation, question: Question) -> Iterator[ButtonRow]:
    """Yield for the rows turned up what can be chosen, then what holds for all; the end where none is left to look at.

    A button says what is wanted of its row, so that pressing it twice does the same as pressing it once.
    """
    leaves = _leaves_of_rows(situation)
    leaf = min(situation.place.leaf, len(leaves) - 1)
    for number, row in leaves[leaf]:
        yield tuple(_row_buttons(str(number), row, situation.place.sheet[row.id]))
    ways = (("button-rows-before", leaf - 1), ("button-rows-next", leaf + 1))
    turning = [(key, at) for key, at in ways if 0 <= at < len(leaves)]
    if turning:
        yield tuple(Button(Text(key, {"lines": _numbers(leaves[at])}), f"{LEAF}:{at}") for key, at in turning)
    if leaf == len(leaves) - 1 or None not in situation.place.sheet.values():
        yield _END_OF_ROWS
    if question.sheet == SHEET and link_offered(situation):
        yield (button("button-ask-employer", ASK_EMPLOYER),)
    yield (Button(Text(f"{question.sheet_key}.unknown", {"whose": whose(situation)}), UNKNOWN),)
    yield (button("button-back", BACK),)


def _leaves_of_rows(situation: Situation) -> Sequence[Sequence[tuple[int, Question]]]:
    """Return the rows by their numbers, so many together as have their buttons on the screen at once."""
    rows = list(enumerate(_together(situation), 1))
    each = -(-len(rows) // -(-len(rows) // MOST_ROWS))
    return [rows[first : first + each] for first in range(0, len(rows), each)]


def _numbers(rows: Sequence[tuple[int, Question]]) -> str:
    first, last = rows[0][0], rows[-1][0]
    return str(first) if first == last else f"{first}–{last}"


def _help_button(situation: Situation) -> Button:
    return button("button-help-more" if situation.place.help_part else "button-help", HELP)


def _row_buttons(number: str, question: Question, chosen: Value) -> Iterator[Button]:
    args = {"number": number}
    for action, value, label in ((ROW_YES, YES, Text("row-yes", args)), (ROW_NO, NO, Text("row-no", args))):
        # What is chosen is taken back as a tick is.
        on = chosen == value
        yield Button(Text("ticked", {"label": label}) if on else label, f"{ROW_OPEN if on else action}:{question.id}")
    yield Button(Text("row-help", args), f"{ROW_HELP}:{question.id}")


def _all_of_a_row(number: str, question: Question) -> Iterator[Button]:
    said = (("row-yes", ROW_YES), ("row-no", ROW_NO), ("row-open", ROW_OPEN), ("row-help", ROW_HELP))
    for key, action in said:
        yield Button(Text(key, {"number": number}), f"{action}:{question.id}")


def _rows(situation: Situation, question: Question) -> Iterator[ButtonRow]:
    if situation.place.sheet:
        yield from _sheet_rows(situation, question)
        if situation.place.failures >= FAILURES_BEFORE_HELP:
            yield (button("button-human", HUMAN),)
        return
    kind = question.kind
    options = kind.options(question.id, situation)
    if isinstance(kind, ManyOf):
        ticked = situation.place.draft or []
        yield from in_rows([tick(value, label, value in ticked) for value, label in options], kind.per_row)
        yield (Button(Text("button-done" if ticked else f"c-{question.id}-none"), DONE),)
        yield from ((Button(label, f"a:{value}"),) for value, label in kind.instead(question.id))
    else:
        yield from in_rows([Button(label, f"a:{value}") for value, label in options], kind.per_row)
    if question.plain:
        return
    unknown = f"{question.text_key}.unknown" if _may_be_left_out(situation, question) else "button-unknown"
    yield (button(unknown, UNKNOWN), button("button-back", BACK))
    if not kind.any_words:
        yield (_help_button(situation),)
    if situation.place.failures >= FAILURES_BEFORE_HELP:
        yield (button("button-human", HUMAN),)


def _begins_hand_off(situation: Situation) -> bool:
    """Return whether this is the first that is asked for the office, of a person whose language staff do not speak."""
    chapter = situation.questionnaire.chapter.get(situation.place.chapter or "")
    if chapter is None or chapter.ends_in != LEAVE:
        return False
    if situation.conversation.language in situation.around.office.languages:
        return False
    questionnaire = situation.questionnaire
    # What another chapter asks as well may have been answered there.
    own = (q for q in questionnaire.asked_in(chapter) if len(questionnaire.chapters_of(q.id)) == 1)
    return not any(situation.is_answered(question.id) for question in own)


def _may_be_left_out(situation: Situation, question: Question) -> bool:
    """Questions for the office say in their own words what leaving them open means."""
    return any(chapter.for_office for chapter in situation.questionnaire.chapters_of(question.id))


def _is_counted(questionnaire: Questionnaire, question: Question) -> bool:
    """Return whether a question is one of those that lead to the result."""
    return not question.plain and any(c.ends_in == REVIEW for c in questionnaire.chapters_of(question.id))


# The same for everybody, and looked at with every question that is shown.
@lru_cache(maxsize=64)
def _counted(questionnaire: Questionnaire) -> tuple[Chapter, tuple[Question, ...]]:
    """Return the chapter that leads to the result, and of its questions those that are counted."""
    chapter = questionnaire.chapter_before(REVIEW)
    return chapter, tuple(q for q in questionnaire.asked_in(chapter) if _is_counted(questionnaire, q))


def _progress(situation: Situation, question: Question) -> Mapping[str, int | Text]:
    """Which question this is of those that lead to the result, in the order of answering, and how many there can be."""
    chapter, counted = _counted(situation.questionnaire)
    answers = situation.answers
    told = {q.id for q in counted if q.id in answers or q.id == question.id}
    given = [name for name in situation.place.passed if name in told]
    number = given.index(question.id) if question.id in given else len(given)
    others = len(given) - (question.id in given)
    left = chapter.number_to_ask(counted, situation, but=question)
    last = number + max(1, len(situation.place.sheet))
    most = max(last, others + 1 + left)
    where = {"first": number + 1, "last": last}
    return {"where": Text("progress-one" if last == number + 1 else "progress-several", where), "most": most}


def _progress_text(situation: Situation, question: Question) -> Text:
    """Return how far a person has come, with the points so far as soon as enough is known for a total to say much."""
    counted = _progress(situation, question)
    scored = [q for q in situation.questionnaire.scored() if situation.value(q.id) is not None]
    if len(scored) < ANSWERS_BEFORE_A_TOTAL or len(situation.score.categories) > 1 or not counts_points(situation):
        return Text("progress", counted)
    [now] = situation.score.categories
    least, *others = sorted(situation.marks)
    so_far = {**counted, "total": now.total, "mark": least}
    if not others:
        return Text("progress-so-far", so_far)
    if len(scored) == ANSWERS_BEFORE_A_TOTAL:
        return Text("progress-so-far-for-residence", {**so_far, "shorter": others[-1]})
    # What is needed of two marks is said once: at each question it would be noise.
    return Text("progress-points", {**counted, "total": now.total})


def _args(situation: Situation, question: Question) -> Mapping[str, Arg]:
    if isinstance(question.kind, Consent):
        conversation, version = situation.conversation, situation.questionnaire.version
        return consent_args(situation.around.office, conversation.language, conversation.channel, version)
    if question.wish:
        # Whether to go on is asked with the outcome so far.
        now = situation.score.categories[0]
        own = bool(situation.following.own_ways)
        return {
            "verdict": "undecided" if own else now.verdict.value,
            "total": now.total,
            "least": now.least,
            "greatest": now.greatest,
            "mark": situation.marks[-1],
            "left_count": situation.not_asked(),
            "goal": "own_way" if own else situation.following.goal or "hsp",
        }
    return {"whose": whose(situation)}


def _ways(situation: Situation) -> Iterator[Text]:
    """Yield what the office's profile states of each way to meet: what it costs."""
    for way in situation.around.office.consultation_ways:
        if way.cost is not None:
            yield _way(situation, way.label, way.cost)


def about_ways(situation: Situation) -> Iterator[Text]:
    """Yield what else there is to know of each way to meet, for who asks what it means."""
    for way in situation.around.office.consultation_ways:
        if way.note is not None:
            yield _way(situation, way.label, way.note)


def _way(situation: Situation, label: Mapping[str, str], about: Mapping[str, str]) -> Text:
    return Text("way-line", {"way": situation.office_text(label), "about": situation.office_text(about)})


def asks_how_to_meet(question: Question) -> bool:
    """Return whether a question is about the office's ways to meet."""
    return isinstance(question.kind, OneOfSource) and question.kind.source == "consultation_ways"
