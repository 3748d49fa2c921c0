"""The papers of a lead: what was sent, what of it the client still says, and what staff have confirmed of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time

from dialogs.conversation import Answer, Conversation
from dialogs.dialogue import Dialogue
from dialogs.lead import Lead
from dialogs.parts import papers
from dialogs.view import View
from scoring.groups import rows_reading


def sent(dialogue: Dialogue, lead: Lead, conversation: Conversation) -> View:
    """Return what a person sent, on the day of it; later answers stay with them until they send those as well."""
    day = date.fromisoformat(str(lead.as_of))
    answers = _answers_sent(lead, conversation)
    noon = datetime.combine(day, time(12), dialogue.around.office.zone)
    return dialogue.view(replace(conversation, answers=answers, again=[]), noon)


def _answers_sent(lead: Lead, conversation: Conversation) -> dict[str, Answer]:
    """The answers a lead was made of. A lead of version 0.1 has none: then those that have not changed since."""
    if lead.answers:
        return {name: Answer(value, date.fromisoformat(day)) for name, (value, day) in lead.answers.items()}
    until = date.fromisoformat(str(lead.as_of))
    return {name: answer for name, answer in conversation.answers.items() if answer.given_on <= until}


def still_said(dialogue: Dialogue, lead: Lead, conversation: Conversation, row: str) -> bool:
    """Return whether what a row of the table was counted from when the lead was sent is what the person says today."""
    before = {name: answer.value for name, answer in _answers_sent(lead, conversation).items()}
    now = {name: answer.value for name, answer in conversation.answers.items()}
    changed = [q for q in dialogue.questionnaire if before.get(q.id) != now.get(q.id)]
    return not any(q.id == "activity" or row in rows_reading(q.fields) for q in changed)


def confirmed_lead(dialogue: Dialogue, lead: Lead, conversation: Conversation, confirmed: Collection[str]) -> Lead:
    """Return the lead with the state of its papers as staff have confirmed them."""
    state = papers.card_lines(sent(dialogue, lead, conversation), confirmed)
    others = [text for text in lead.facts if text.key not in {new.key for new in state}]
    return replace(lead, facts=(*others, *state))
