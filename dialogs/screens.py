"""What the person sees at each bookmark and overlay: text keys and buttons, never finished words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from dialogs.kinds import DONE, Consent, Language, ManyOf, OneOfSource
from dialogs.lead import Run, card, lead_of
from dialogs.marks import OFF, ON
from dialogs.messages import Button, Screen, Text
from dialogs.office import is_open, next_opening
from dialogs.parts import over_time, residence
from dialogs.parts.papers import checklist
from dialogs.parts.registry import LINES, offered, pending, questions_of
from dialogs.place import CLOSED, HANDED_OFF, LEAVE, REFUSED, RESULT, REVIEW, YES, Wish
from dialogs.question import Question
from dialogs.questionnaires.hsp import INTERVIEW, NEW_JOB, for_a_person
from dialogs.results import details, difference, summary
from dialogs.view import WEEKDAYS, View

Row = tuple[Button, ...]
FAILURES_BEFORE_HELP = 3
UNKNOWN, BACK, HELP, HUMAN = "unknown", "back", "help", "human"


def screen_for(view: View) -> Screen:
    """The screen of where the conversation stands."""
    place = view.place
    if place.overlay is not None:
        return OVERLAYS[place.overlay](view)
    if place.at in _PAGES:
        return _PAGES[place.at](view)
    return question_screen(view, view.questionnaire[place.at])


def rows_for(view: View) -> tuple[Row, ...]:
    """The buttons of where the conversation stands, without the words above them."""
    place = view.place
    if place.overlay is None and place.at in _PAGE_ROWS:
        return _PAGE_ROWS[place.at](view)
    if place.overlay is not None or place.at in _PAGES:
        return screen_for(view).rows
    return tuple(_question_rows(view, view.questionnaire[place.at]))


def question_screen(view: View, question: Question) -> Screen:
    """A question: where we are, what we ask, an example where typing is expected, and every way out."""
    lines = []
    # Coming back to change one thing is not a way through all questions.
    if question.fields and not (view.conversation.last_run and view.was_told(question.id)):
        lines.append(Text("progress", _progress(view, question)))
    if isinstance(question.kind, Language):
        lines.append(Text("welcome", _office_args(view)))
    lines.append(Text(question.text_key, _question_args(view, question)))
    if isinstance(question.kind, OneOfSource) and question.kind.source == "consultation_ways":
        lines += _ways(view)
    if question.kind.typed:
        lines.append(Text("example", {"text": question.example(view)}))
    return Screen(tuple(lines), tuple(_question_rows(view, question)))


def _ways(view: View) -> Iterator[Text]:
    """What the office says of each way to meet: what it costs, what to know. It says nothing it did not state."""
    for way in view.around.office.consultation_ways:
        about = [view.office_text(texts) for texts in (way.cost, way.note) if texts is not None]
        if about:
            yield Text("way-line", {"way": view.office_text(way.label), "about": tuple(about)})


def _progress(view: View, question: Question) -> Mapping[str, int]:
    """Which of the scored questions this is, in the order they were answered, and how many there can be."""
    scored = {q.id for q in view.questionnaire.scored() if q.id in view.answers or q.id == question.id}
    given = [name for name in view.place.passed if name in scored]
    number = given.index(question.id) if question.id in given else len(given)
    others = len(given) - (question.id in given)
    return {"number": number + 1, "most": others + max(1, view.remaining() + view.is_answered(question.id))}


def _question_rows(view: View, question: Question) -> Iterator[Row]:
    kind = question.kind
    draft = view.place.draft if isinstance(kind, ManyOf) else None
    options = kind.options(question.id, view)
    buttons = [
        _tick(value, label, value in (draft or ())) if isinstance(kind, ManyOf) else Button(label, f"a:{value}")
        for value, label in options
    ]
    yield from _rows(buttons, kind.per_row)
    if isinstance(kind, ManyOf):
        label = Text("button-done") if draft else Text(f"c-{question.id}-none")
        yield (Button(label, DONE),)
    if question.plain:
        return
    own = f"{question.text_key}.unknown"
    yield (
        Button(Text(own if _may_be_left_out(view, question) else "button-unknown"), UNKNOWN),
        Button(Text("button-back"), BACK),
    )
    if not question.kind.any_words:
        yield (Button(Text("button-help"), HELP),)
    if view.place.failures >= FAILURES_BEFORE_HELP:
        yield (Button(Text("button-human"), HUMAN),)


def _may_be_left_out(view: View, question: Question) -> bool:
    """Questions for the office say in their own words what leaving them open means."""
    return any(chapter.for_office for chapter in view.questionnaire.chapters_of(question.id))


def _tick(value: str, label: Text, on: bool) -> Button:
    """A tick to set or to take away: the button says what is wanted, not "the other way round"."""
    return Button(Text("ticked" if on else "unticked", {"label": label}), f"{OFF if on else ON}:{value}")


def _rows(buttons: Sequence[Button], per_row: int) -> Iterator[Row]:
    for i in range(0, len(buttons), per_row):
        yield tuple(buttons[i : i + per_row])


def _question_args(view: View, question: Question) -> Mapping[str, str | int | date | Text]:
    if isinstance(question.kind, Consent):
        office = view.around.office
        return {
            "office": view.office_text(office.privacy.controller),
            "days_count": office.privacy.keep_days,
            "version": view.questionnaire.version,
        }
    if question.wish:
        summary_of = view.score.categories[0]
        return {
            "verdict": summary_of.verdict.value,
            "total": summary_of.total,
            "least": summary_of.least,
            "greatest": summary_of.greatest,
            "mark": view.marks[-1],
            "left_count": view.not_asked(),
        }
    return {}


def _office_args(view: View) -> Mapping[str, Text | str]:
    office = view.around.office
    return {"office": view.office_text(office.names), "phone": office.phone}


# --- pages --------------------------------------------------------------------------------------------------------


def review_screen(view: View) -> Screen:
    """Every answer, each with a button to change it."""
    given = answered_questions(view)
    lines = [
        Text("review"),
        *(_answer_line(view, q) for q in given if view.value(q.id) is not None),
        *_unknown(view, given),
    ]
    change = [_change(q) for q in given]
    rows = [(Button(Text("button-review-ok"), "ok"),), *_rows(change, 2), (Button(Text("button-back"), BACK),)]
    return Screen(tuple(lines), tuple(rows))


def _unknown(view: View, given: Sequence[Question]) -> Iterator[Text]:
    """What the person did not know, in one line."""
    open_ones = [Text(f"{q.text_key}.short") for q in given if view.value(q.id) is None]
    if open_ones:
        yield Text("review-unknown-line", {"what": Text("list", {"items": tuple(open_ones)})})


def answered_questions(view: View) -> list[Question]:
    """The interview's questions that have an answer."""
    return [q for q in view.questionnaire.asked_in(INTERVIEW) if q.id in view.answers]


def _answer_line(view: View, question: Question) -> Text:
    shown = view.shown(question, view.value(question.id))
    return Text("review-line", {"what": Text(f"{question.text_key}.short"), "value": shown})


def result_screen(view: View) -> Screen:
    """The outcome: short first; every line, and each part, on tap and back."""
    shown = view.place.view
    if shown in LINES:
        lines: Iterable[Text] = LINES[shown](view)
    elif shown == "parts":
        lines = (Text("parts"),)
    elif shown == "details":
        lines = details(view)
    else:
        before = Run.from_json(view.conversation.shown_run) if view.conversation.shown_run else None
        lines = (*(difference(view, before) if before else ()), *summary(view))
    fresh = shown not in (*LINES, "parts", "details")
    return Screen(tuple(lines), result_rows(view), fresh=fresh)


def result_rows(view: View) -> tuple[Row, ...]:
    """The buttons under the result, or under the part of it that is shown."""
    shown = view.place.view
    if shown in LINES:
        return tuple(_part_rows(view, shown))
    if shown == "parts":
        every = [Button(Text(f"button-part-{part}"), f"view:{part}") for part in LINES]
        return (*_rows(every, 1), _from_result("short", "details"))
    if shown == "details":
        return (_next(view), _from_result("short", "parts"))
    matter = [Button(Text(f"button-part-{part}"), f"view:{part}") for part in offered(view)]
    return (
        _next(view),
        *_rows(matter, 1),
        (*_from_result("details", "parts"), Button(Text("button-picture"), "picture")),
        (Button(Text("button-change-answer"), "review"), Button(Text("button-recheck"), "recheck")),
    )


def _part_rows(view: View, part: str) -> Iterator[Row]:
    """The questions a part still has, its papers to tick, and the ways on and back."""
    left, own = pending(view, part), questions_of(view, part)
    if left:
        yield (Button(Text("button-part-ask", {"count": left}), f"ask:{part}"),)
    elif own:
        yield (Button(Text("button-part-again"), f"again:{part}"),)
    yield from _rows([_change(question) for question in _needed_for(view, part)], 2)
    if part == "papers":
        ticks = [_tick(paper, label, ticked) for paper, label, ticked in checklist(view)]
        yield from _rows(ticks, 1)
    yield _from_result("short", "parts")
    yield _next(view)


def _needed_for(view: View, part: str) -> Iterator[Question]:
    """The interview's questions that a part still needs: it asks only its own."""
    needed = {"over_time": over_time.needed, "residence": residence.needed}
    wanted = needed[part](view) if part in needed else ()
    for question in view.questionnaire.scored():
        if not set(wanted).isdisjoint(question.fields) and question.applies_when.holds(view):
            yield question


def _change(question: Question) -> Button:
    return Button(Text("button-change", {"what": Text(f"{question.text_key}.short")}), f"change:{question.id}")


def by_name() -> tuple[Row, ...]:
    """What opens from the result, whichever of its pages is shown: its name does it even where it is no button."""
    parts = (Button(Text(f"button-part-{part}"), f"view:{part}") for part in LINES)
    return (tuple(parts), _from_result("short", "details", "parts"))


def _next(view: View) -> Row:
    return (Button(Text("button-update-office" if view.conversation.lead else "button-next"), "ok"),)


def _from_result(*names: str) -> Row:
    return tuple(Button(Text(f"button-{name}"), f"view:{name}") for name in names)


def leave_screen(view: View) -> Screen:
    """The very card staff will see, in the person's language and as staff read it, and the question for leave."""
    lead = lead_of(view)
    office, language = view.around.office, view.conversation.language
    own = card(lead, office, language)
    lines = [Text("leave", _office_args(view)), Text("card", {"lines": own})]
    if language != "ja":
        lines.append(Text("leave-japanese", {"card": Text("in-japanese", {"lines": card(lead, office, "ja")}, "ja")}))
    return Screen(tuple(lines), leave_rows(view), fresh=True)


def leave_rows(_view: View) -> tuple[Row, ...]:
    """Send it, or not."""
    return (
        (Button(Text("button-send"), "yes"), Button(Text("button-do-not-send"), "no")),
        (Button(Text("button-back"), BACK),),
    )


def handed_off_screen(view: View) -> Screen:
    """After the hand-off: what happens next, and that writing here reaches the staff."""
    lines = [Text("handed-off", _office_args(view)), hours_line(view)]
    return Screen(tuple(lines), (_ways_back(view), (Button(Text("button-book"), "book"),)), fresh=True)


def closed_screen(view: View) -> Screen:
    """Nothing was sent; every way back stays open."""
    rows = ((Button(Text("button-next"), "book"),), _ways_back(view))
    return Screen((Text("closed", _office_args(view)), hours_line(view)), rows, fresh=True)


def _ways_back(view: View) -> Row:
    """To the result and what changed, or on with the interview, or to another choice of what is wanted."""
    if view.conversation.last_run:
        return (Button(Text("button-my-result"), "result"), Button(Text("button-recheck"), "recheck"))
    if view.place.wants(Wish.HUMAN) == YES or not for_a_person.holds(view):
        return (Button(Text("button-interview"), "interview"),)
    cause = next(name for part in for_a_person.parts if part.holds(view) for name in part.questions())
    return (Button(Text("button-other-wish"), f"change:{cause}"),)


def refused_screen(view: View) -> Screen:
    """A polite farewell: nothing is kept but the refusal; the telephone and the hours."""
    return Screen((Text("refused", _office_args(view)), hours_line(view), Text("refused-again")))


def hours_line(view: View) -> Text:
    """Whether the office is open now, and else when it opens, in real hours."""
    office, holiday = view.around.office, view.around.holiday
    if is_open(office, view.now, holiday):
        return Text("hours-open", {"phone": office.phone})
    opening = next_opening(office, view.now, holiday)
    if opening is None:
        return Text("hours-unknown", {"phone": office.phone})
    return Text(
        "hours-closed",
        {
            "phone": office.phone,
            "day": opening.date(),
            "weekday": WEEKDAYS[opening.weekday()],
            "time": opening.strftime("%H:%M"),
        },
    )


# --- overlays -----------------------------------------------------------------------------------------------------


def language_screen(view: View) -> Screen:
    """The choice of language, laid over wherever the person is."""
    buttons = [Button(label, f"a:{code}") for code, label in view.choices("languages")]
    return Screen((Text("q-language"),), tuple((b,) for b in buttons))


def readback_screen(view: View) -> Screen:
    """What we understood, to be confirmed: an ambiguous answer is never guessed silently."""
    question = view.questionnaire[view.place.at]
    candidates = view.place.candidates
    rows = [(Button(view.shown(question, value), f"is:{i}"),) for i, value in enumerate(candidates)]
    return Screen(
        (Text("readback", {"what": Text(f"{question.text_key}.short")}),),
        (*rows, (Button(Text("button-again"), "again"),)),
    )


def forget_screen(view: View) -> Screen:
    """The last question before everything is erased."""
    return Screen(
        (Text("forget"),),
        ((Button(Text("button-forget-yes"), "forget"), Button(Text("button-forget-no"), "keep")),),
    )


def changed_screen(view: View) -> Screen:
    """The kept answers with their days, and the question what changed."""
    given = answered_questions(view)
    lines = [Text("recheck")]
    for question in given:
        answer = view.answers[question.id]
        if answer.value is None:
            continue
        lines.append(
            Text(
                "recheck-line",
                {
                    "what": Text(f"{question.text_key}.short"),
                    "value": view.shown(question, answer.value),
                    "day": answer.given_on,
                },
            )
        )
    lines += _unknown(view, given)
    lines.append(Text("recheck-question"))
    change = [Button(Text(f"{q.text_key}.short"), f"changed:{q.id}") for q in given]
    rows = [
        *_rows(change, 2),
        (Button(Text("button-new-job"), f"changed:{NEW_JOB}"),),
        (Button(Text("button-nothing-changed"), "changed:nothing"), Button(Text("button-back"), BACK)),
    ]
    return Screen(tuple(lines), tuple(rows))


_PAGES: Mapping[str, Callable[[View], Screen]] = {
    REVIEW: review_screen,
    RESULT: result_screen,
    LEAVE: leave_screen,
    HANDED_OFF: handed_off_screen,
    CLOSED: closed_screen,
    REFUSED: refused_screen,
}
# Buttons of the pages whose words take long to find.
_PAGE_ROWS: Mapping[str, Callable[[View], tuple[Row, ...]]] = {RESULT: result_rows, LEAVE: leave_rows}
OVERLAYS: Mapping[str, Callable[[View], Screen]] = {
    "language": language_screen,
    "readback": readback_screen,
    "forget": forget_screen,
    "changed": changed_screen,
}
