"""What leaves as a card, a picture or a sheet: leads and scores turned into contents, which channels render."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from bot.delivery.post import Choice, Content
from bot.sheets.data import CardData, SheetData
from bot.sheets.fill import card_data, worksheet_data
from bot.turns.records import StoredLead
from bot.words.words import Words, WordsError
from dialogs.conversation import Answer, Conversation
from dialogs.dialogue import Dialogue
from dialogs.lead import Lead, card
from dialogs.messages import Screen, Text, Typed
from dialogs.parts import over_time, papers
from dialogs.parts.plans import plans_of
from dialogs.view import View
from scoring.groups import rows_reading
from scoring.proof.proving import Level

NEW, TAKEN, DONE, DECLINED = "new", "taken", "done", "declined"
LANGUAGE_OF_STAFF = "ja"
# Days of change on a picture: more would not be read.
MOST_STEPS = 6


def content_of(language: str, screen: Screen, mark: str) -> Content:
    """A screen as what a message says; `mark` goes before every action, so that a press tells what it belongs to."""
    rows = tuple(tuple(Choice(b.label, f"{mark}.{b.action}") for b in row) for row in screen.rows if row)
    document = None
    if screen.document is not None:
        document = (screen.document[0], screen.document[1].decode("utf-8"))
    return Content(language, screen.lines, rows, document)


def card_content(words: Words, dialogue: Dialogue, stored: StoredLead, *, buttons: bool = True) -> Content:
    """The card as staff see it: Japanese, red flags first, who has it, and the buttons that make sense now."""
    office = dialogue.around.office
    lead = replace(stored.lead, facts=tuple(text for text in stored.lead.facts if _is_sayable(words, text)))
    lines = card(lead, office, LANGUAGE_OF_STAFF, number=stored.number)
    half = stored.checking and "salary" in stored.confirmed and "age" in {row for row, _ in stored.lead.points}
    if half and "age" not in stored.confirmed:
        lines = (*lines, Text("staff-check-age"))
    state = Text(f"card-state-{stored.state}", {"name": Typed(stored.taken_by or "")})
    rows = (_state_row(stored), *_papers_rows(stored)) if buttons else ()
    return Content(LANGUAGE_OF_STAFF, (*lines, state), rows)


def _is_sayable(words: Words, text: Text) -> bool:
    """Whether a line kept with a lead can still be said: another version may have kept it, with words we lost."""
    try:
        words.html(LANGUAGE_OF_STAFF, text)
    except WordsError:
        return False
    return True


def _state_row(stored: StoredLead) -> tuple[Choice, ...]:
    offered = {NEW: ("take", "done", "decline"), TAKEN: ("done", "decline"), DONE: ("take",), DECLINED: ("take",)}
    return tuple(Choice(Text(f"staff-{act}"), f"{act}:{stored.number}") for act in offered[stored.state])


def _papers_rows(stored: StoredLead) -> tuple[tuple[Choice, ...], ...]:
    """The worksheet and the papers, or, while staff go through them, a tick for each row that brings points."""
    number = stored.number
    if stored.lead.total is None:
        return ()
    if not stored.checking:
        sheet = Choice(Text("staff-sheet-button"), f"sheet:{number}")
        return ((sheet, Choice(Text("staff-check"), f"check:{number}")),)
    ticks = [_tick(stored, row, points) for row, points in stored.lead.points]
    pairs = [tuple(ticks[i : i + 2]) for i in range(0, len(ticks), 2)]
    return (*pairs, (Choice(Text("staff-checked"), f"checked:{number}"),))


def _tick(stored: StoredLead, row: str, points: int) -> Choice:
    label = Text("card-point", {"label": Text(f"item-{row.replace('_', '-')}.short"), "points": points})
    ticked = "ticked" if row in stored.confirmed else "unticked"
    return Choice(Text(ticked, {"label": label}), f"ok:{stored.number}:{row}")


def topic_text(stored: StoredLead) -> Text:
    """What a lead's topic is called."""
    return Text("staff-topic", {"number": str(stored.number), "name": stored.lead.name or "—"})


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
        checked=dialogue.around.office.checked,
    )
