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
    noon = datetime.combine(day, time(12), dialogue.around.office.zone)
    if lead.answers:
        answers = {name: Answer(value, date.fromisoformat(given)) for name, (value, given) in lead.answers.items()}
    else:
        # A lead of version 0.1 has none: then those that have not changed since.
        today = dialogue.view(conversation, noon).answers
        answers = {name: answer for name, answer in today.items() if answer.given_on <= day}
    return dialogue.view(replace(conversation, answers=answers, again=[]), noon)


def still_said(dialogue: Dialogue, lead: Lead, conversation: Conversation, row: str, now: datetime) -> bool:
    """Return whether what a row of the table was counted from when the lead was sent is what the person says now."""
    before, after = sent(dialogue, lead, conversation), dialogue.view(conversation, now)
    changed = [q for q in dialogue.questionnaire.scored() if before.value(q.id) != after.value(q.id)]
    return before.category == after.category and not any(row in rows_reading(q.fields) for q in changed)


def confirmed_lead(dialogue: Dialogue, lead: Lead, conversation: Conversation, confirmed: Collection[str]) -> Lead:
    """Return the lead with the state of its papers as staff have confirmed them."""
    state = papers.card_lines(sent(dialogue, lead, conversation), confirmed)
    others = [text for text in lead.facts if text.key not in {new.key for new in state}]
    return replace(lead, facts=(*others, *state))
