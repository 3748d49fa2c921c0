"""What leaves as a card, a picture or a sheet: leads and scores turned into contents, which channels render."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.delivery.post import Content, PostButton
from bot.sheets.data import CardData, SheetData
from bot.sheets.fill import card_data, worksheet_data
from bot.words.words import Words, WordsError
from dialogs.card_lines import card_by_lines
from dialogs.card_values import days, values
from dialogs.conversation import Conversation
from dialogs.deadline import Deadline, deadlines_of
from dialogs.desk.desk import Desk
from dialogs.desk.matter import LeadRecord
from dialogs.desk.papers import lead_shown, sent
from dialogs.dialogue import Dialogue
from dialogs.lead import Lead
from dialogs.messages import Screen, Text
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.parts import manager, over_time, papers, residence, sure
from dialogs.parts.plans import plans_of
from scoring.proof.proving import ProofLevel

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

log = logging.getLogger(__name__)
# Days of change on a picture: more would not be read.
MOST_STEPS = 6


def content_of(language: str, screen: Screen, mark: str) -> Content:
    """A screen as what a message says; `mark` goes before every action, so that a press tells what it belongs to."""
    rows = tuple(tuple(PostButton(b.label, f"{mark}.{b.action}") for b in row) for row in screen.rows if row)
    document = None
    if screen.document is not None:
        document = (screen.document[0], screen.document[1].decode("utf-8"))
    return Content(language, screen.lines, rows, document)


def card_content(
    words: Words, desk: Desk, record: LeadRecord, bookings: Sequence[Booking] = (), *, buttons: bool = True
) -> Content:
    """The card as staff see it, with the buttons that make sense now.

    A mistake of ours in a card must not lose the lead that is being filed with it: then it says whom to write to, and
    it is made again with the next act on the lead, in its place.
    """
    try:
        screen = desk.card(record, bookings, buttons=buttons)
    except Exception as error:  # the type only: a message may hold what a client typed
        log.error("the card of lead %d cannot be made (%s)", record.number, type(error).__name__)
        screen = desk.plain_card(record, bookings, buttons=buttons)
    if record.consented.earlier is not None:
        screen = replace(screen, lines=tuple(text for text in screen.lines if _is_sayable(words, text)))
    return screen_content(screen)


def screen_content(screen: Screen) -> Content:
    """What staff are shown without a lead, with its buttons as they are."""
    rows = tuple(tuple(PostButton(button.label, button.action) for button in row) for row in screen.rows)
    return Content(LANGUAGE_OF_STAFF, screen.lines, rows)


def _is_sayable(words: Words, text: Text) -> bool:
    """Whether a line that version 0.1 kept with a lead can still be said: we may have lost its words since."""
    try:
        words.html(LANGUAGE_OF_STAFF, text)
    except WordsError:
        return False
    return True


def picture_of(words: Words, dialogue: Dialogue, conversation: Conversation, now: datetime) -> CardData:
    """The score card of a conversation, in the person's language."""
    situation = dialogue.situation(conversation, now)
    entry = situation.score.most_promising
    return card_data(
        words,
        conversation.language,
        entry,
        today=situation.counted_for,
        table=situation.score.ruleset.effective_from,
        sure=sure.for_picture(situation, entry.category),
        told=tuple(days(situation)),
        deadlines=[_of_a_picture(due, situation.today) for due in deadlines_of(situation)],
        own_way=residence.own_way_headline(situation),
        begins=situation.counted_for != situation.today,
        office=words.plain(conversation.language, situation.office_text(situation.around.office.names)),
        steps=over_time.changes_ahead(situation, entry.category, plans_of(situation))[:MOST_STEPS],
    )


def _of_a_picture(due: Deadline, today: date) -> Text:
    """Return a deadline as a picture says it, without the signs that no outline draws."""
    return Text("sheets-stay-until" if due.of_stay else "sheets-due", {"value": due.shown(today)})


# Answers that are a kind of status, or one of several, and not what stands on the residence card.
KINDS_OF_STATUS = frozenset({"work", "hsp", "designated", "spouse_of", "other"})


def _with_status(lead: Lead) -> Lead:
    """Return a lead for the file, which says of a kind of status that the status itself is not known yet."""
    if lead.status is not None or lead.residence not in KINDS_OF_STATUS:
        return lead
    return replace(lead, status=Text("sheets-status-open", {"kind": Text(f"c-residence-{lead.residence}")}))


# What the worksheet says of a lead in fields of its own; everything else of the card stands below the table.
IN_FIELDS = frozenset({"first", "values", "reach", "note", "category", "as_of"})


def sheet_of(
    words: Words,
    dialogue: Dialogue,
    record: LeadRecord,
    conversation: Conversation,
    bookings: Sequence[Booking] = (),
) -> SheetData:
    """The worksheet of a lead as it was sent, in Japanese, for the office's file, with all that its card says."""
    situation, office = sent(dialogue, record, conversation), dialogue.around.office
    entry = situation.score.most_promising
    by_level = {level.level: level.points for level in papers.totals(situation, entry.category, record.confirmed)}
    ticked = situation.value(papers.IN_HAND) is not None or record.confirmed
    lead = _with_status(lead_shown(dialogue, record))
    told = card_by_lines(lead, office, LANGUAGE_OF_STAFF, number=record.number, bookings=bookings)
    first, reach = next(iter(told.get("first", ())), None), next(iter(told.get("reach", ())), None)
    others = [line for name, lines in told.items() if name not in IN_FIELDS for line in lines]
    return worksheet_data(
        words,
        entry,
        today=situation.counted_for,
        made_on=situation.today,
        table=situation.score.ruleset.effective_from,
        office=office.in_language(office.names, LANGUAGE_OF_STAFF),
        lead_number=record.number,
        client=record.consented.name or "",
        notes=record.consented.text("note") or "",
        documented=by_level[ProofLevel.IN_HAND] if ticked else None,
        confirmed=by_level[ProofLevel.CONFIRMED] if record.confirmed else None,
        checked=office.checked,
        deadline=first,
        facts=values(situation, entry),
        criteria=manager.gates(situation),
        contact=reach,
        # A lead of version 0.1 may have lines whose words are gone since.
        card=[line for line in others if record.consented.earlier is None or _is_sayable(words, line)],
    )
