"""Staff confirm an answer of the client, or put it right: the line, what it is, and by what that is known.

The client's answers and the lead change together, each says that the office vouches for it, and the client is told what
moved. No other answer is asked again for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from dialogs.consented import Consented, Summary
from dialogs.conversation import Conversation, Value
from dialogs.desk.choosing import gone, is_open, opened
from dialogs.desk.decision import Decision, ShowCard, WriteToClient
from dialogs.desk.matter import Correction, LeadRecord, Matter, Menu, Recorded
from dialogs.desk.papers import lead_shown, sent
from dialogs.kinds import ManyOf
from dialogs.messages import Text
from dialogs.parsing import AnswerProblem, Certain
from dialogs.question import Question
from dialogs.situation import Situation
from scoring.groups import rows_reading

if TYPE_CHECKING:
    from dialogs.desk.staff import StaffAct
    from dialogs.dialogue import Dialogue

LINE: Final = "fix"
VALUE: Final = "fix_line"
WHY: Final = "fix_why"
# By what the office knows it.
REASONS = ("papers", "person", "employer")
SAME, TICKED = "same", "ticked"


# --- which line -------------------------------------------------------------------------------------------------------


def open_lines(dialogue: Dialogue, matter: Matter, record: LeadRecord, _act: StaffAct, _now: datetime) -> Decision:
    """Show the answers that points of this person depend on; of a lead of version 0.1 there are none."""
    if record.consented.earlier is not None or record.consented.summary.total is None:
        return gone(matter)
    situation = sent(dialogue, record, matter.conversation)
    rows = [(question.id, Text(f"{question.text_key}.short")) for question in _questions(situation)]
    return opened(matter, record, Menu(LINE, tuple(rows)))


def _questions(situation: Situation) -> Iterator[Question]:
    """Yield the questions that bring points: those answered, and those that could still change a line."""
    for question in situation.questionnaire.scored():
        if question.id in situation.answers or not situation.open.isdisjoint(question.fields):
            yield question


def lines_of(
    dialogue: Dialogue, record: LeadRecord, conversation: Conversation
) -> Iterator[tuple[str, Text, Text | None]]:
    """Yield the answers that can be put right: the question, what it is called, and what was answered, if anything."""
    if record.consented.earlier is not None or record.consented.summary.total is None:
        return
    situation = sent(dialogue, record, conversation)
    for question in _questions(situation):
        value = situation.value(question.id)
        shown = None if value is None else situation.shown(question, value)
        yield question.id, Text(f"{question.text_key}.short"), shown


def choose_line(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, _now: datetime) -> Decision:
    """Show what the answer can be; one that is counted is typed."""
    if is_open(record, VALUE) and record.menu is not None and record.menu.about == act.row:
        return Decision(matter)  # pressed twice
    situation = sent(dialogue, record, matter.conversation)
    question = situation.questionnaire.by_id.get(act.row)
    if question is None or not is_open(record, LINE, act.row):
        return gone(matter)
    value = situation.value(question.id)
    draft = value if isinstance(question.kind, ManyOf) else None
    return opened(matter, record, Menu(VALUE, tuple(_values(situation, question, draft)), question.id, draft))


def _values(situation: Situation, question: Question, draft: Value) -> Iterator[tuple[str, Text]]:
    """Yield what can be chosen for an answer: first that it is right as it is."""
    if situation.value(question.id) is not None:
        shown = situation.shown(question, situation.value(question.id))
        yield SAME, Text("staff-fix-same", {"value": shown})
    options = question.kind.options(question.id, situation)
    if not isinstance(question.kind, ManyOf):
        yield from options
        return
    ticked = draft if isinstance(draft, list) else []
    yield from ((name, Text(TICKED if name in ticked else "unticked", {"label": label})) for name, label in options)
    yield TICKED, Text("staff-fix-ticked")


# --- what it is -------------------------------------------------------------------------------------------------------


def choose_value(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, _now: datetime) -> Decision:
    """Choose what the answer is, or tick one of several."""
    situation, menu = sent(dialogue, record, matter.conversation), record.menu
    question = None if menu is None else situation.questionnaire.by_id.get(menu.about)
    if menu is None or question is None or not is_open(record, VALUE, act.row):
        return gone(matter)
    if act.row == SAME:
        return _ask_why(matter, record, question, situation.value(question.id))
    if not isinstance(question.kind, ManyOf):
        return _ask_why(matter, record, question, question.kind.pressed(act.row))
    ticked = menu.value if isinstance(menu.value, list) else []
    if act.row == TICKED:
        return _ask_why(matter, record, question, ticked)
    ticked = [name for name in ticked if name != act.row] if act.row in ticked else [*ticked, act.row]
    return opened(matter, record, Menu(VALUE, tuple(_values(situation, question, ticked)), question.id, ticked))


def type_value(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, _now: datetime) -> Decision:
    """Take what a member of staff typed for the answer that is being put right."""
    situation, menu = sent(dialogue, record, matter.conversation), record.menu
    question = None if menu is None else situation.questionnaire.by_id.get(menu.about)
    if act.said is None or menu is None or question is None or menu.name != VALUE:
        return Decision(matter, refused=Text("staff-fix-how"))
    typed = act.said.text.strip()
    has_buttons = bool(question.kind.options(question.id, situation))
    reading = question.kind.read(typed, situation)
    if isinstance(reading, Certain) and question.kind.accepts(reading.value, situation):
        return _ask_why(matter, record, question, reading.value)
    if has_buttons:
        return Decision(matter, refused=Text("staff-fix-press"))
    if isinstance(reading, AnswerProblem):
        return Decision(matter, refused=Text("staff-fix-not-read", {"what": Text(f"{question.text_key}.short")}))
    return Decision(matter, refused=Text("staff-fix-not-sure", {"what": Text(f"{question.text_key}.short")}))


def _ask_why(matter: Matter, record: LeadRecord, question: Question, value: Value) -> Decision:
    rows = tuple((why, Text(f"staff-fix-by-{why}")) for why in REASONS)
    return opened(matter, record, Menu(WHY, rows, question.id, value))


# --- and by what that is known ----------------------------------------------------------------------------------------


def put_right(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Keep the answer with the client and on the lead, and tell the client what moved."""
    menu = record.menu
    if (
        menu is None
        and record.corrections
        and (record.corrections[-1].why, record.corrections[-1].by)
        == (
            act.row,
            act.by,
        )
    ):
        return Decision(matter)  # pressed twice
    question = None if menu is None else dialogue.questionnaire.by_id.get(menu.about)
    if menu is None or question is None or not is_open(record, WHY, act.row):
        return gone(matter)
    before = sent(dialogue, record, matter.conversation)
    correction = Correction(question.id, before.value(question.id), menu.value, act.row, act.by)
    moved = correction.before != correction.after
    stale = rows_reading(question.fields) if moved and act.row != "papers" else ()
    before_now = dialogue.situation(matter.conversation, now)
    conversation = _vouched(matter.conversation, correction, before_now)
    if stale:
        conversation.confirmed = [row for row in conversation.confirmed if row not in stale]
    given_on = before_now.today.isoformat()
    answers = {**record.consented.answers, question.id: (menu.value, given_on)}
    changed = replace(
        record,
        consented=replace(record.consented, answers=answers),
        confirmed=tuple(row for row in record.confirmed if row not in stale),
        corrections=(*(one for one in record.corrections if one.question != question.id), correction),
        menu=None,
    )
    changed = replace(changed, consented=summed_up(dialogue, changed))
    after = dialogue.situation(conversation, now)
    told = WriteToClient(_told(question, correction, before_now, after))
    recorded = Recorded(now.timestamp(), "corrected" if moved else "confirmed", question.id, act.by)
    matter = replace(matter, conversation=conversation, record=changed)
    return Decision(matter, (ShowCard(), told), recorded=recorded)


def _vouched(conversation: Conversation, correction: Correction, situation: Situation) -> Conversation:
    """Return a conversation with the answer, which says that the office vouches for it; older buttons are stale."""
    changed = deepcopy(conversation)
    changed.keep(correction.question, correction.after, situation.today)
    changed.vouched[correction.question] = [correction.after, correction.why, situation.today.isoformat()]
    # Staff have seen both by then, where the employer said otherwise.
    changed.employer_said.pop(correction.question, None)
    changed.place.settle(correction.question)
    changed.revision += 1
    changed.opened, changed.pressed = changed.revision, None
    return changed


def summed_up(dialogue: Dialogue, record: LeadRecord) -> Consented:
    """Return what was consented to with the summary of its answers as they are now."""
    lead = lead_shown(dialogue, record)
    summary = Summary(lead.category, lead.total, lead.range, lead.verdict, lead.j_skip, lead.flags, lead.unknown)
    return replace(record.consented, summary=summary)


def _told(question: Question, correction: Correction, before: Situation, after: Situation) -> Text:
    """Return what the client reads: what the office confirmed or put right, by what, and what moved by it."""
    theirs = before.value(question.id)
    args = {
        "what": Text(f"{question.text_key}.short"),
        "value": after.shown(question, correction.after),
        "why": Text(f"office-knows-{correction.why}"),
        "moved": moved_text(before, after),
    }
    if theirs == correction.after:
        return Text("office-confirmed", args)
    if theirs is None:
        return Text("office-added", args)
    return Text("office-corrected", {**args, "before": before.shown(question, theirs)})


def moved_text(before: Situation, after: Situation) -> Text:
    """Return what an answer moved, as the client reads it."""
    old, new = before.score.most_promising, after.score.most_promising
    if (old.total, old.verdict) == (new.total, new.verdict):
        return Text("office-moved-nothing", {"total": new.total})
    verdict = Text(f"verdict-{new.verdict.value}.label")
    return Text("office-moved", {"before": old.total, "after": new.total, "mark": new.pass_mark, "verdict": verdict})
