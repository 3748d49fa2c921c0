"""A lead that was sent, read again: how it is shown, its papers, and which of its answers are unchanged.

A lead is read by the law of the day it was sent on, whatever became law since; later answers stay with the person
until they send those as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from dialogs.consented import Consented
from dialogs.conversation import Answer, Conversation, Value
from dialogs.desk.matter import Correction, LeadRecord
from dialogs.dialogue import Dialogue
from dialogs.employer_said import parts_told
from dialogs.lead import Lead, shown, shown_of_0_1
from dialogs.messages import Arg, Text, Typed
from dialogs.own_words import OWN_WORDS
from dialogs.parts import papers
from dialogs.question import Question
from dialogs.situation import Situation
from scoring.groups import rows_reading

_TO_BE_SETTLED = ("card-employer-differs", "card-employer-otherwise")


def lead_shown(dialogue: Dialogue, record: LeadRecord) -> Lead:
    """Return what is shown of a lead, with the state of its papers as staff have confirmed them."""
    if record.consented.earlier is not None:
        return shown_of_0_1(record.consented)
    situation = _as_sent(dialogue, record.consented, record.confirmed)
    return replace(shown(situation, record.consented), changed=tuple(_changes(situation, record.before)))


def _changes(situation: Situation, before: Mapping[str, Value]) -> Iterator[Text]:
    """Say what was answered otherwise when the lead was last sent; own words only grow, and stand for themselves."""
    for name, value in before.items():
        question = situation.questionnaire.by_id.get(name)
        if question is None or name == OWN_WORDS or not situation.accepts(name, value):
            continue
        shown_then = situation.shown(question, value)
        shown_now = situation.shown(question, situation.value(name))
        yield Text(
            "card-change", {"what": Text(f"{question.text_key}.short"), "before": shown_then, "after": shown_now}
        )


def vouched_lines(dialogue: Dialogue, record: LeadRecord) -> tuple[Text, ...]:
    """Return a line for each answer that the office vouches for, as long as the lead has it so: who, and by what."""
    if not record.corrections or record.consented.earlier is not None:
        return ()
    situation = _as_sent(dialogue, record.consented, record.confirmed)
    found = _vouched(situation, record.corrections)
    # First what somebody has to decide.
    return tuple(sorted(found, key=lambda line: line.key not in _TO_BE_SETTLED))


def _vouched(situation: Situation, corrections: Sequence[Correction]) -> Iterator[Text]:
    settled = {one.question for one in corrections if not one.on and situation.value(one.question) == one.after}
    for one in corrections:
        question = situation.questionnaire.by_id.get(one.question)
        if question is not None and one.on:
            yield _by_employer(situation, question, one, "office" if one.question in settled else "client")
        if question is None or one.on or situation.value(one.question) != one.after:
            continue
        args: dict[str, Arg] = {
            "what": Text(f"{question.text_key}.short"),
            "value": situation.shown(question, one.after),
        }
        args |= {"why": Text(f"staff-fix-by-{one.why}"), "by": Typed(one.by.name)}
        if one.before is None or one.before == one.after:
            yield Text("card-vouched", args)
        else:
            yield Text("card-put-right", {**args, "before": situation.shown(question, one.before)})


def _by_employer(situation: Situation, question: Question, one: Correction, whose: str) -> Text:
    """Return what the employer said by the client's link; where somebody says otherwise, both of them."""
    now = situation.value(one.question)
    args: dict[str, Arg] = {
        "what": Text(f"{question.text_key}.short"),
        "value": situation.shown(question, one.after),
        "before": situation.shown(question, one.before),
        "now": situation.shown(question, now),
        "day": date.fromisoformat(one.on),
        "whose": whose,
    }
    if one.after is None:
        return Text("card-employer-part", {**args, "lines": parts_told(one.parts, besides=one.besides)})
    if now != one.after:
        return Text("card-employer-otherwise", args)
    return Text("card-employer-said" if one.before in (None, one.after) else "card-employer-differs", args)


def sent(dialogue: Dialogue, record: LeadRecord, conversation: Conversation) -> Situation:
    """Return what a person sent, on the day of it. `conversation` is theirs as it is now."""
    consented = record.consented
    if consented.earlier is None:
        return _as_sent(dialogue, consented, record.confirmed)
    # A lead of version 0.1 kept no answers: then those that have not changed since.
    day = date.fromisoformat(consented.day)
    today = dialogue.situation(conversation, _noon(dialogue, day), is_sent=True).answers
    return _situation(dialogue, consented, {k: a for k, a in today.items() if a.given_on <= day}, record.confirmed)


def as_of(dialogue: Dialogue, record: LeadRecord, now: datetime) -> Situation | None:
    """Return what a person sent, read by the law and the facts of another day; of version 0.1 nothing is known."""
    if record.consented.earlier is not None:
        return None
    return _situation(dialogue, record.consented, _answers_of(record.consented), record.confirmed, now)


def still_said(dialogue: Dialogue, record: LeadRecord, conversation: Conversation, row: str, now: datetime) -> bool:
    """Return whether the answers behind a row are unchanged since the lead was sent."""
    before, after = sent(dialogue, record, conversation), dialogue.situation(conversation, now)
    changed = [
        q
        for q in dialogue.questionnaire.scored()
        # The same answer given on another day may be about another job; years worked are asked again as time passes.
        if before.value(q.id) != after.value(q.id) or (not q.kind.grows_old and _day(before, q) != _day(after, q))
    ]
    return before.category == after.category and not any(row in rows_reading(q.fields) for q in changed)


def _day(situation: Situation, question: Question) -> date | None:
    answer = situation.answers.get(question.id)
    return None if answer is None else answer.given_on


def confirmed_in_0_1(dialogue: Dialogue, record: LeadRecord, conversation: Conversation) -> Consented:
    """Return a lead of version 0.1 with the state of its papers written into it; later versions derive that."""
    consented = record.consented
    if consented.earlier is None:
        return consented
    state = [text.to_json() for text in papers.card_lines(sent(dialogue, record, conversation), record.confirmed)]
    new = {text["key"] for text in state}
    others = [text for text in consented.earlier.get("facts") or () if text["key"] not in new]
    return replace(consented, earlier={**consented.earlier, "facts": [*others, *state]})


def _as_sent(dialogue: Dialogue, consented: Consented, confirmed: Collection[str]) -> Situation:
    return _situation(dialogue, consented, _answers_of(consented), confirmed)


def _answers_of(consented: Consented) -> dict[str, Answer]:
    return {name: Answer(value, date.fromisoformat(given)) for name, (value, given) in consented.answers.items()}


def _situation(
    dialogue: Dialogue,
    consented: Consented,
    answers: dict[str, Answer],
    confirmed: Collection[str],
    now: datetime | None = None,
) -> Situation:
    conversation = Conversation(
        "lead",
        consented.channel,
        consented.language,
        answers=answers,
        consented_to=consented.consent,
        confirmed=list(confirmed),
    )
    moment = now or _noon(dialogue, date.fromisoformat(consented.day))
    return dialogue.situation(conversation, moment, is_sent=True)


def _noon(dialogue: Dialogue, day: date) -> datetime:
    return datetime.combine(day, time(12), dialogue.around.office.zone)
