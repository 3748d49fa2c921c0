"""What leaves as a card, a picture or a sheet: leads and scores turned into payloads of the outbox, words and all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.i18n import Words
from bot.render import card_html
from bot.sheets.data import CardData, SheetData
from bot.sheets.words import card_data, worksheet_data
from bot.storage.records import StoredLead
from dialogs.conversation import Conversation
from dialogs.dialogue import Dialogue
from dialogs.lead import card
from dialogs.messages import Text, Typed
from dialogs.parts import over_time, papers
from dialogs.parts.plans import plans_of
from dialogs.view import View
from scoring import CategoryScore, Verdict
from scoring.proving import Level

NEW, TAKEN, DONE, DECLINED = "new", "taken", "done", "declined"
LANGUAGE_OF_STAFF = "ja"
# Days of change on a picture: more would not be read.
MOST_STEPS = 6


def card_payload(words: Words, dialogue: Dialogue, stored: StoredLead) -> dict[str, Any]:
    """The card as staff see it: Japanese, red flags first, who has it, and the buttons that make sense now."""
    office = dialogue.around.office
    lines = card(stored.lead, office, LANGUAGE_OF_STAFF, number=stored.number)
    state = Text(f"card-state-{stored.state}", {"name": Typed(stored.taken_by or "")})
    offered = {NEW: ("take", "done", "decline"), TAKEN: ("done", "decline"), DONE: ("take",), DECLINED: ("take",)}
    buttons = [
        [(words.plain(LANGUAGE_OF_STAFF, Text(f"staff-{act}")), f"{act}:{stored.number}")]
        for act in offered[stored.state]
    ]
    sheet = [[(words.plain(LANGUAGE_OF_STAFF, Text("staff-sheet-button")), f"sheet:{stored.number}")]]
    if stored.lead.total is None:
        sheet = []
    return {
        "text": card_html(words, LANGUAGE_OF_STAFF, (*lines, state)),
        "keyboard": [[button for row in buttons for button in row], *sheet],
        "lead": stored.id,
        "number": stored.number,
        "topic": topic_name(words, stored),
    }


def topic_name(words: Words, stored: StoredLead) -> str:
    """What a lead's topic is called; Telegram takes up to 128 characters."""
    args = {"number": str(stored.number), "name": stored.lead.name or "—"}
    return words.plain(LANGUAGE_OF_STAFF, Text("staff-topic", args))[:128]


def picture_of(words: Words, dialogue: Dialogue, conversation: Conversation, now: datetime) -> CardData:
    """The score card of a conversation, in the person's language."""
    view = dialogue.view(conversation, now)
    entry = _best(view)
    return card_data(
        words,
        conversation.language,
        entry,
        today=view.today,
        table=view.ruleset.effective_from,
        office=words.plain(conversation.language, view.office_text(view.around.office.names)),
        steps=over_time.changes_ahead(view, entry.category, plans_of(view))[:MOST_STEPS],
    )


def sheet_of(
    words: Words, dialogue: Dialogue, stored: StoredLead, conversation: Conversation, now: datetime
) -> SheetData:
    """The worksheet of a lead as its conversation stands, in Japanese, for the office's file."""
    view = dialogue.view(conversation, now)
    entry = _best(view)
    return worksheet_data(
        words,
        entry,
        today=view.today,
        table=view.ruleset.effective_from,
        office=dialogue.around.office.in_language(dialogue.around.office.names, LANGUAGE_OF_STAFF),
        lead_number=stored.number,
        client=stored.lead.name or "",
        notes=stored.lead.note or "",
        documented=_documented(view, entry),
    )


def _documented(view: View, entry: CategoryScore) -> Mapping[str, int]:
    """Points of the rows whose papers the client has in hand; none known while nothing was ticked."""
    if view.value(papers.IN_HAND) is None:
        return {}
    by_level = {total.level: total.points for total in papers.totals(view, entry.category)}
    return by_level[Level.IN_HAND]


def _best(view: View) -> CategoryScore:
    """The category asked for, or the most promising one while the activity is not known."""
    return max(view.score.categories, key=lambda c: (c.verdict is Verdict.QUALIFIES, c.total, c.greatest))
