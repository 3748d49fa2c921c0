"""What leaves as a card, a picture or a sheet: leads and scores turned into payloads of the outbox, words and all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from bot.channels.telegram.render import card_html
from bot.sheets.data import CardData, SheetData
from bot.sheets.fill import card_data, worksheet_data
from bot.storage.records import StoredLead
from bot.words.words import Words, WordsError
from dialogs.conversation import Answer, Conversation
from dialogs.dialogue import Dialogue
from dialogs.lead import Lead, card
from dialogs.messages import Text, Typed
from dialogs.parts import over_time, papers
from dialogs.parts.plans import plans_of
from dialogs.view import View
from scoring.groups import rows_reading
from scoring.proof.proving import Level

NEW, TAKEN, DONE, DECLINED = "new", "taken", "done", "declined"
LANGUAGE_OF_STAFF = "ja"
# Days of change on a picture: more would not be read.
MOST_STEPS = 6


def card_payload(words: Words, dialogue: Dialogue, stored: StoredLead) -> dict[str, Any]:
    """The card as staff see it: Japanese, red flags first, who has it, and the buttons that make sense now."""
    office = dialogue.around.office
    lead = replace(stored.lead, facts=tuple(text for text in stored.lead.facts if _is_sayable(words, text)))
    lines = card(lead, office, LANGUAGE_OF_STAFF, number=stored.number)
    state = Text(f"card-state-{stored.state}", {"name": Typed(stored.taken_by or "")})
    offered = {NEW: ("take", "done", "decline"), TAKEN: ("done", "decline"), DONE: ("take",), DECLINED: ("take",)}
    buttons = [
        [(words.plain(LANGUAGE_OF_STAFF, Text(f"staff-{act}")), f"{act}:{stored.number}")]
        for act in offered[stored.state]
    ]
    half = stored.checking and "salary" in stored.confirmed and "age" in {row for row, _ in stored.lead.points}
    if half and "age" not in stored.confirmed:
        lines = (*lines, Text("staff-check-age"))
    return {
        "text": card_html(words, LANGUAGE_OF_STAFF, (*lines, state)),
        "keyboard": [[button for row in buttons for button in row], *_papers_rows(words, stored)],
        "lead": stored.id,
        "number": stored.number,
        "topic": topic_name(words, stored),
    }


def _is_sayable(words: Words, text: Text) -> bool:
    """Whether a line kept with a lead can still be said: another version may have kept it, with words we lost."""
    try:
        words.html(LANGUAGE_OF_STAFF, text)
    except WordsError:
        return False
    return True


def _papers_rows(words: Words, stored: StoredLead) -> list[list[tuple[str, str]]]:
    """The worksheet and the papers, or, while staff go through them, a tick for each row that brings points."""
    if stored.lead.total is None:
        return []

    def button(action: str, label: Text) -> tuple[str, str]:
        return (words.plain(LANGUAGE_OF_STAFF, label), action)

    if not stored.checking:
        sheet = button(f"sheet:{stored.number}", Text("staff-sheet-button"))
        return [[sheet, button(f"check:{stored.number}", Text("staff-check"))]]
    ticks = [
        button(
            f"ok:{stored.number}:{row}",
            Text(
                "ticked" if row in stored.confirmed else "unticked",
                {"label": Text("card-point", {"label": Text(f"item-{row.replace('_', '-')}.short"), "points": points})},
            ),
        )
        for row, points in stored.lead.points
    ]
    pairs = [ticks[i : i + 2] for i in range(0, len(ticks), 2)]
    return [*pairs, [button(f"checked:{stored.number}", Text("staff-checked"))]]


def topic_name(words: Words, stored: StoredLead) -> str:
    """What a lead's topic is called; Telegram takes up to 128 characters."""
    args = {"number": str(stored.number), "name": stored.lead.name or "—"}
    return words.plain(LANGUAGE_OF_STAFF, Text("staff-topic", args))[:128]


def picture_of(words: Words, dialogue: Dialogue, conversation: Conversation, now: datetime) -> CardData:
    """The score card of a conversation, in the person's language."""
    view = dialogue.view(conversation, now)
    entry = view.score.most_promising
    return card_data(
        words,
        conversation.language,
        entry,
        today=view.today,
        table=view.ruleset.effective_from,
        office=words.plain(conversation.language, view.office_text(view.around.office.names)),
        steps=over_time.changes_ahead(view, entry.category, plans_of(view))[:MOST_STEPS],
    )


def sent(dialogue: Dialogue, lead: Lead, conversation: Conversation) -> View:
    """What a person sent, on the day of it; later answers stay with them until they send those as well."""
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
    """Whether what a row of the table was counted from when the lead was sent is what the person says today."""
    before = {name: answer.value for name, answer in _answers_sent(lead, conversation).items()}
    now = {name: answer.value for name, answer in conversation.answers.items()}
    changed = [q for q in dialogue.questionnaire if before.get(q.id) != now.get(q.id)]
    return not any(q.id == "activity" or row in rows_reading(q.fields) for q in changed)


def confirmed_lead(dialogue: Dialogue, stored: StoredLead, conversation: Conversation) -> Lead:
    """The lead with the state of its papers as staff have confirmed them."""
    state = papers.card_lines(sent(dialogue, stored.lead, conversation), stored.confirmed)
    others = [text for text in stored.lead.facts if text.key not in {new.key for new in state}]
    return replace(stored.lead, facts=(*others, *state))


def sheet_of(words: Words, dialogue: Dialogue, stored: StoredLead, conversation: Conversation) -> SheetData:
    """The worksheet of a lead as it was sent, in Japanese, for the office's file."""
    view = sent(dialogue, stored.lead, conversation)
    entry = view.score.most_promising
    by_level = {level.level: level.points for level in papers.totals(view, entry.category, stored.confirmed)}
    ticked = view.value(papers.IN_HAND) is not None or stored.confirmed
    return worksheet_data(
        words,
        entry,
        today=view.today,
        table=view.ruleset.effective_from,
        office=dialogue.around.office.in_language(dialogue.around.office.names, LANGUAGE_OF_STAFF),
        lead_number=stored.number,
        client=stored.lead.name or "",
        notes=stored.lead.note or "",
        documented=by_level[Level.IN_HAND] if ticked else None,
        confirmed=by_level[Level.CONFIRMED] if stored.confirmed else None,
    )
