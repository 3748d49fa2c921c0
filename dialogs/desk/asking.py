"""Staff ask the client a question, who answers in their language; the answer comes to the card in that of staff.

An answer to a question of the interview stands from then on, for the client and on the lead, and both are told what it
moved. One to a question of the office's own is kept with the lead. Each says who asked, and since when.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from dialogs.asks import (
    BESIDE,
    OURS,
    asked_question,
    asked_words,
    can_be_asked,
    label_for_staff,
    own_question,
    pressed,
    read_answer,
    rows_meant,
    rows_of,
    ticked_in,
    ticks,
)
from dialogs.conversation import Conversation, Value
from dialogs.desk.choosing import gone, is_open, opened
from dialogs.desk.correcting import moved_text, summed_up
from dialogs.desk.decision import Decision, Order, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import NEW, TAKEN, Ask, LeadRecord, Matter, Menu
from dialogs.effects import AnswerOffice
from dialogs.messages import Arg, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, Office, local_at
from dialogs.parsing import Ambiguous, Certain, worked_out
from dialogs.question import Question
from dialogs.situation import Situation
from scoring.groups import rows_reading

if TYPE_CHECKING:
    from dialogs.desk.staff import StaffAct
    from dialogs.dialogue import Dialogue

ASK: Final = "ask"
# So many questions stand on one page, and a button has room for so much of one.
MOST_ON_A_PAGE, LONGEST_LABEL = 8, 40
_PAGE = "page_"
# A card has room for so many answers, the newest.
MOST_ANSWERS_SHOWN = 10


# --- asking -----------------------------------------------------------------------------------------------------------


def open_questions(dialogue: Dialogue, matter: Matter, record: LeadRecord, _act: StaffAct, now: datetime) -> Decision:
    """Show the first page of what can be asked: the office's own questions, then those of the interview."""
    return opened(matter, record, Menu(ASK, tuple(_page(dialogue.situation(matter.conversation, now), record, 0))))


def _page(situation: Situation, record: LeadRecord, number: int) -> Iterator[tuple[str, Text]]:
    office = situation.around.office
    keys = [f"{OURS}{one.id}" for one in office.questions]
    if record.consented.earlier is None:
        # Of version 0.1 no answers were kept, among which another could stand.
        keys += [question.id for question in can_be_asked(situation)]
    for key in keys[number * MOST_ON_A_PAGE : (number + 1) * MOST_ON_A_PAGE]:
        yield key, _short(office, key)
    if number:
        yield f"{_PAGE}{number - 1}", Text("staff-ask-before")
    if len(keys) > (number + 1) * MOST_ON_A_PAGE:
        yield f"{_PAGE}{number + 1}", Text("staff-ask-next")


def _short(office: Office, key: str) -> Text:
    """Return how a question is called on a button."""
    own = own_question(office, key)
    if own is None:
        return label_for_staff(office, key)
    label = Office.in_language(own.text, LANGUAGE_OF_STAFF)
    return Text("value-plain", {"text": label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"})


def ask(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Ask the client what was chosen, or turn the page. Whoever asks of a lead that nobody has takes it."""
    situation = dialogue.situation(matter.conversation, now)
    waiting = next((one for one in record.asks if one.key == act.row and one.is_open), None)
    if waiting is not None:
        since = f"{local_at(dialogue.around.office, waiting.since):%Y-%m-%d %H:%M}"
        return Decision(matter, refused=Text("staff-ask-waits", {"at": since}))
    if not is_open(record, ASK, act.row) or not record.is_open:
        return gone(matter)
    if act.row.startswith(_PAGE):
        page = int(act.row.removeprefix(_PAGE))
        return opened(matter, record, Menu(ASK, tuple(_page(situation, record, page))))
    question = asked_question(situation, act.row)
    if question is None:
        return gone(matter)
    number = max((one.number for one in record.asks), default=0) + 1
    asked = Ask(number, act.row, label_for_staff(dialogue.around.office, act.row), now.timestamp(), act.by)
    others = tuple(one for one in record.asks if one.key != act.row)
    changed = replace(record, asks=(*others, asked), menu=None)
    if record.state == NEW:
        changed = replace(changed, state=TAKEN, taken_by=act.by, waits_since=None)
    conversation = with_asked(matter.conversation, number, {"key": act.row})
    told = WriteToClient(asked_words(situation, question), rows_of(situation, question), mark_of_ask(number))
    orders: tuple[Order, ...] = (ShowCard(), told)
    if not matter.reachable:
        orders += (WriteToStaff(Text("staff-held-back"), ring=True),)
    return Decision(replace(matter, record=changed, conversation=conversation), orders)


def mark_of_ask(number: int) -> str:
    """Return what the buttons under a question of staff begin with."""
    return f"{BESIDE}{number}.0"


def with_asked(conversation: Conversation, number: int, kept: dict[str, Any] | None) -> Conversation:
    """Return a conversation in which a question of staff waits, with what is kept of its answer; or waits no more."""
    others = {name: one for name, one in conversation.asked.items() if name != str(number)}
    return replace(conversation, asked=others if kept is None else {**others, str(number): kept})


# --- taking it back ---------------------------------------------------------------------------------------------------


def open_asks(record: LeadRecord, _lead: object = None) -> list[tuple[str, Text]]:
    """Return what the client has not answered yet, each with the label that takes it back."""
    return [(str(one.number), Text("staff-unask", {"what": one.label})) for one in record.asks if one.is_open]


def withdraw(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Take a question back; the client is told that it needs no answer any more."""
    found = next((one for one in record.asks if str(one.number) == act.row), None)
    if found is None:
        return Decision(matter)  # pressed twice
    if not found.is_open:
        return Decision(matter, (ShowCard(),), refused=Text("staff-ask-answered-since"))
    situation = dialogue.situation(matter.conversation, now)
    changed = replace(record, asks=tuple(one for one in record.asks if one is not found))
    told = WriteToClient(Text("office-ask-taken-back", {"asked": _in_short(situation, found.key)}))
    conversation = with_asked(matter.conversation, found.number, None)
    return Decision(replace(matter, record=changed, conversation=conversation), (ShowCard(), told))


def _in_short(situation: Situation, key: str) -> Text:
    """Return how the client knows a question."""
    own = own_question(situation.around.office, key)
    if own is not None:
        return situation.office_text(own.text)
    return Text(f"q-{key}.short") if key in situation.questionnaire else Text("value-plain", {"text": "…"})


def closed(matter: Matter, record: LeadRecord) -> tuple[Matter, LeadRecord]:
    """Return a lead that is closed, and its client's conversation, without the questions that had no answer yet."""
    answered = tuple(one for one in record.asks if not one.is_open)
    if matter.conversation.asked:
        matter = replace(matter, conversation=replace(matter.conversation, asked={}))
    return matter, record if answered == record.asks else replace(record, asks=answered)


# --- the answer -------------------------------------------------------------------------------------------------------


def take_answer(dialogue: Dialogue, matter: Matter, given: AnswerOffice, now: datetime) -> Decision:
    """Keep what the client answered, or what they ticked so far; ask back where it may mean several things."""
    record, kept = matter.record, matter.conversation.asked.get(given.number)
    asks = () if record is None else record.asks
    found = next((one for one in asks if str(one.number) == given.number and one.is_open), None)
    situation = dialogue.situation(matter.conversation, now)
    question = None if found is None else asked_question(situation, found.key)
    if record is None or kept is None or found is None or question is None:
        return Decision(matter, (WriteToClient(Text("office-ask-over")),))
    ticked = ticks(situation, question, given.action, kept)
    if ticked is not None:
        conversation = with_asked(matter.conversation, found.number, {**kept, "ticked": ticked})
        rows = rows_of(situation, question, ticked)
        shown = WriteToClient(asked_words(situation, question), rows, mark_of_ask(found.number), given.message)
        return Decision(replace(matter, conversation=conversation), () if ticked == ticked_in(kept) else (shown,))
    if given.action:
        reading = pressed(situation, question, given.action, kept)
    else:
        reading = read_answer(situation, question, given.text, dialogue.words)
    if isinstance(reading, Ambiguous):
        meant = {**kept, "meant": [worked_out.to_json(one) for one in reading.candidates]}
        rows = rows_meant(situation, question, reading.candidates)
        asked_back = WriteToClient(Text("office-ask-which"), rows, mark_of_ask(found.number))
        return Decision(
            replace(matter, conversation=with_asked(matter.conversation, found.number, meant)), (asked_back,)
        )
    if not isinstance(reading, Certain):
        return Decision(matter, (WriteToClient(Text("office-ask-over")),))
    return _answered(dialogue, matter, record, found, reading.value, now)


def _answered(
    dialogue: Dialogue, matter: Matter, record: LeadRecord, ask: Ask, value: Value, now: datetime
) -> Decision:
    before = dialogue.situation(matter.conversation, now)
    theirs, ours = (asked_question(before, ask.key, language) for language in (None, LANGUAGE_OF_STAFF))
    assert theirs is not None, "what is answered is asked"
    assert ours is not None, "in either language"
    is_own = ask.key.startswith(OURS)
    said_before = None if is_own else before.value(ask.key)
    done = replace(
        ask,
        answered=now.timestamp(),
        value=value,
        shown=before.shown(ours, value),
        before=None if said_before in (None, value) else before.shown(ours, said_before),
    )
    changed = replace(record, asks=tuple(done if one.number == ask.number else one for one in record.asks))
    conversation = with_asked(matter.conversation, ask.number, None)
    if not is_own:
        changed, conversation = _keep_standing(dialogue, changed, conversation, theirs, value, before)
    after = dialogue.situation(conversation, now)
    is_scored = not is_own and record.consented.summary.total is not None
    desk = before.around.office.desk_in(conversation.language)
    args: dict[str, Arg] = {"name": desk, "asked": _in_short(before, ask.key), "value": before.shown(theirs, value)}
    told = Text("office-ask-thanks", args)
    ring = Text("staff-ask-answered", {"what": ask.label, "value": done.shown or Text("value-unknown")})
    if is_scored:
        told = Text("office-ask-thanks-moved", {**args, "moved": moved_text(before, after)})
        ring = Text("staff-ask-answered-moved", {**ring.args, "moved": _moved_for_staff(before, after)})
    orders = (WriteToClient(told), ShowCard(), WriteToStaff(ring, ring=True, about=ask.number))
    return Decision(replace(matter, record=changed, conversation=conversation), orders)


def _keep_standing(
    dialogue: Dialogue,
    record: LeadRecord,
    conversation: Conversation,
    question: Question,
    value: Value,
    before: Situation,
) -> tuple[LeadRecord, Conversation]:
    """Return the lead and the conversation in which an answer stands; papers seen for another one prove nothing."""
    conversation = deepcopy(conversation)
    moved = before.value(question.id) != value
    conversation.keep(question.id, value, before.today)
    conversation.revision += 1
    conversation.opened, conversation.pressed = conversation.revision, None
    stale = rows_reading(question.fields) if moved else ()
    conversation.confirmed = [row for row in conversation.confirmed if row not in stale]
    answers = {**record.consented.answers, question.id: (value, before.today.isoformat())}
    changed = replace(
        record,
        consented=replace(record.consented, answers=answers),
        confirmed=tuple(row for row in record.confirmed if row not in stale),
    )
    return replace(changed, consented=summed_up(dialogue, changed)), conversation


def _moved_for_staff(before: Situation, after: Situation) -> Text:
    old, new = before.score.most_promising, after.score.most_promising
    if (old.total, old.verdict) == (new.total, new.verdict):
        return Text("staff-moved-nothing", {"total": new.total})
    verdict = Text(f"verdict-{new.verdict.value}.label")
    return Text("staff-moved", {"before": old.total, "after": new.total, "mark": new.pass_mark, "verdict": verdict})


# --- on the card ------------------------------------------------------------------------------------------------------


def card_lines_of(office: Office, record: LeadRecord) -> Iterator[Text]:
    """Yield what was answered, and what waits for an answer, with who asked and when."""
    answered = [one for one in record.asks if one.answered is not None and one.shown is not None]
    for one in answered[-MOST_ANSWERS_SHOWN:]:
        at = f"{local_at(office, one.answered or 0):%Y-%m-%d %H:%M}"
        args: dict[str, Arg] = {
            "what": one.label,
            "value": one.shown or Text("value-unknown"),
            "at": at,
            "by": Typed(one.by.name),
        }
        if one.before is None:
            yield Text("card-answered", args)
        else:
            yield Text("card-answered-anew", {**args, "before": one.before})
    for one in record.asks:
        if one.is_open:
            at = f"{local_at(office, one.since):%Y-%m-%d %H:%M}"
            yield Text("card-asked", {"what": one.label, "at": at, "by": Typed(one.by.name)})
