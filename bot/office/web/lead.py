"""One lead: its card with the buttons that it has in the group, its lines, papers and talk, what comes and what was.

A button does what the same one does in the group, by the same function; the card there follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Any

from bot.office.audit_list import audit_list
from bot.office.cards import card_content
from bot.office.lead_list import LeadLine, is_urgent
from bot.office.moments import moment_of
from bot.office.topic_links import link_in_group
from bot.office.web.visit import DeskFile, Go, PageAnswer, PostedForm, ShownPage, StaffVisit
from bot.turns.apply import Batch
from bot.turns.records import OURS, StoredLead
from bot.turns.talking import COPY, FILE, STAYS, TAKEN_BACK, TAKEN_BACK_SECONDS, staff_takes_back
from bot.web.forms import NotTaken
from dialogs.desk import choosing, correcting
from dialogs.desk.bookings import RoomGiven
from dialogs.desk.matter import Recorded
from dialogs.desk.papers import as_of, lead_shown
from dialogs.desk.rights import LEAD
from dialogs.desk.staff import STAFF_ACTS, StaffAct, is_scored, read_press, state_text
from dialogs.desk.talk import BESIDE
from dialogs.dialogue import Dialogue
from dialogs.lead import Run
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF, today
from dialogs.parts import over_time
from dialogs.parts.plans import plans_of
from dialogs.talk import Utterance

LONGEST_WRITTEN, LONGEST_VALUE, LONGEST_LINK = 3_500, 500, 2_000
MOST_TOLD = 100
ERASED, SHEET = "erase_sure", "sheet"


@dataclass(frozen=True, slots=True)
class Line:
    """An answer that can be confirmed or put right; without a `value` there is none yet."""

    question: str
    what: Text
    value: Text | None


@dataclass(frozen=True, slots=True)
class SeenPaper:
    """A row of the points table, and whether its papers were seen."""

    label: Text
    points: int
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Word:
    """That somebody wrote, and when; what they wrote is kept in the group alone, as clients are promised.

    `pair` is given where it can be taken back.
    """

    at: datetime
    is_ours: bool
    has_file: bool
    is_taken_back: bool
    stays: bool
    has_arrived: bool
    pair: str


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which the points change."""

    day: date
    total: int
    why: Text


async def show(visit: StaffVisit) -> ShownPage:
    """Show a lead."""
    return await _shown(visit)


async def _shown(visit: StaffVisit, told: Text | None = None, typed: str = "") -> ShownPage:
    number = visit.number("number")
    return await visit.looked(lambda batch: _made(visit, batch, number, told, typed))


def _made(visit: StaffVisit, batch: Batch, number: int, told: Text | None, typed: str) -> ShownPage:
    stored = batch.tx.lead_numbered(number)
    person = None if stored is None else batch.tx.person(stored.person)
    if stored is None or person is None:
        raise NotTaken(404, "desk-gone")
    office, record, bookings = visit.parts.office, stored.record, batch.posting.bookings(person)
    content = card_content(visit.parts.words, batch.desk, record, bookings)
    leads = visit.rights.may(LEAD)
    menu = record.menu
    acts, is_older = _recorded(visit, batch, stored) if leads else ((), False)
    values = {
        "number": number,
        "name": LeadLine(office, today(office, visit.now)).name(stored),
        "urgent": is_urgent(stored),
        "state": state_text(record),
        "lines": content.lines,
        "buttons": content.rows,
        "asks_value": menu is not None and menu.name == correcting.VALUE and leads,
        "has_menu": menu is not None and menu.name != choosing.MORE,
        "answers": [Line(*line) for line in correcting.lines_of(batch.dialogue, record, person.conversation)],
        "may_correct": leads,
        "papers": _papers(batch.dialogue, stored),
        "words": _words(batch, person.id, office.zone, visit.now),
        "topic": link_in_group(batch.tx, stored),
        "language": Text(f"language-{person.conversation.language}.name"),
        "wants_room": any(_wants_room(booking) for booking in bookings),
        "steps": _steps(batch.dialogue, stored, visit.now),
        "runs": _runs(batch, stored),
        "acts": acts,
        "is_older": is_older,
        "page": visit.page(),
        "longest": LONGEST_WRITTEN,
        "typed_text": typed,
    }
    return ShownPage("lead.html", values, 200, told)


def _wants_room(booking: object) -> bool:
    return str(getattr(booking, "state", "")) == "booked" and not getattr(booking, "ended", True)


def _papers(dialogue: Dialogue, stored: StoredLead) -> list[SeenPaper]:
    confirmed = stored.record.confirmed
    return [
        SeenPaper(Text(f"item-{row.replace('_', '-')}.short"), points, row in confirmed)
        for row, points in lead_shown(dialogue, stored.record).points
    ]


def _words(batch: Batch, person: str, zone: tzinfo, now: datetime) -> list[Word]:
    """Return who wrote when, the newest first; of what staff sent lately, whether it is with the client."""
    pairs = batch.tx.talk_of(person)[-MOST_TOLD:]
    late = now.timestamp() - TAKEN_BACK_SECONDS
    # Of what is older it is not known any more.
    ours = [pair for pair in pairs if pair.side == OURS and TAKEN_BACK not in pair.kept and pair.sent_at >= late]
    arrived = batch.tx.message_ids([f"{COPY}{pair.id}" for pair in ours])
    waits = {pair.id for pair in ours if f"{COPY}{pair.id}" not in arrived}
    can_go = {pair.id for pair in ours}
    return [
        Word(
            moment_of(pair.sent_at, zone),
            pair.side == OURS,
            bool(pair.kept.get(FILE)),
            TAKEN_BACK in pair.kept,
            pair.kept.get(TAKEN_BACK) == STAYS,
            pair.id not in waits,
            pair.id if pair.id in can_go else "",
        )
        for pair in reversed(pairs)
    ]


def _steps(dialogue: Dialogue, stored: StoredLead, now: datetime) -> list[Step]:
    """Return the days on which the points change, by the answers that were sent and the law known today."""
    situation = as_of(dialogue, stored.record, now)
    if situation is None or stored.record.consented.summary.total is None:
        return []
    category = situation.score.most_promising.category
    return [Step(*step) for step in over_time.changes_ahead(situation, category, plans_of(situation))]


def _runs(batch: Batch, stored: StoredLead) -> list[tuple[str, str, Text]]:
    """Return what was scored, newest first: the day, the table and the totals."""
    runs = [Run.from_json(run) for run in batch.tx.runs_of(stored.person)]
    return [(run.day, run.ruleset, _totals(run)) for run in reversed(runs)]


def _totals(run: Run) -> Text:
    totals = [
        Text("desk-run", {"category": Text(f"category-{name}"), "total": total, "least": least, "most": most})
        for name, (total, least, most, _) in run.categories.items()
        if run.category is None or name == run.category
    ]
    return Text("list", {"items": tuple(totals)})


def _recorded(visit: StaffVisit, batch: Batch, stored: StoredLead) -> tuple[Sequence[Text], bool]:
    """Return a page of what staff did, and whether there is an older one."""
    names = {one.id: one.name for one in visit.rights.colleagues if one.id is not None}

    def has(text: Text) -> bool:
        return visit.parts.words.has(LANGUAGE_OF_STAFF, text.key)

    recorded = batch.tx.audit_of(stored.person)
    number, zone = stored.record.number, visit.parts.office.zone
    lines = audit_list(number, recorded, zone, page=visit.page(), person=None, has=has, names=names).lines
    # In the group the last line says how to read on; here a link does.
    is_older = lines[-1].key == "staff-audit-more"
    return lines[:-1] if is_older else lines, is_older


# --- what is posted ---------------------------------------------------------------------------------------------------


async def take(visit: StaffVisit, form: PostedForm) -> PageAnswer:
    """Do what is posted: press a button, open a line, write to the client, type what an answer is, give a room."""
    number = visit.number("number")
    if "press" in form.fields:
        return await _press(visit, form, number, form.text("press", 100))
    if "unsend" in form.fields:
        return await _unsend(visit, form, number, form.text("unsend", 50))
    if "correct" in form.fields:
        return await _open_line(visit, form, number, form.text("correct", 50))
    for name, longest in (("write", LONGEST_WRITTEN), ("value", LONGEST_VALUE), ("room", LONGEST_LINK)):
        if name in form.fields:
            return await _type(visit, form, number, name, form.text(name, longest))
    raise NotTaken(400, "desk-not-a-form")


async def _press(visit: StaffVisit, form: PostedForm, number: int, data: str) -> PageAnswer:
    pressed = read_press(data, STAFF_ACTS)
    if pressed is None or pressed[1] != number:
        # A form of ours has no other.
        raise NotTaken(400, "desk-not-a-form")
    act, _, row = pressed
    if act == SHEET:
        return await _sheet(visit, form, number)
    turned = await visit.parts.desk.act(form.key, number, act, visit.by, visit.rights, row)
    if turned.refused is not None:
        return await _shown(visit, turned.refused)
    return Go("/desk/leads" if act == ERASED else f"/desk/leads/{number}#do")


async def _sheet(visit: StaffVisit, form: PostedForm, number: int) -> PageAnswer:
    """Give the worksheet to whoever asks for it here; in the group it would come into the topic."""

    def made(batch: Batch) -> dict[str, Any] | None:
        stored = batch.tx.lead_numbered(number)
        person = None if stored is None else batch.tx.person(stored.person)
        if stored is None or person is None:
            raise NotTaken(404, "desk-gone")
        if not is_scored(stored.record):
            return None
        if form.is_first(batch, visit.now):
            batch.tx.add_audit(person.id, number, Recorded(visit.now.timestamp(), SHEET, "", visit.by))
        return batch.posting.sheet_data(person, stored)

    data = await visit.did(made)
    if data is None:
        return await _shown(visit, Text("staff-no-sheet"))
    return DeskFile(f"points-{number}.pdf", "application/pdf", await visit.parts.drawing.sheet(data))


async def _unsend(visit: StaffVisit, form: PostedForm, number: int, pair: str) -> PageAnswer:
    def do(batch: Batch) -> Text | None:
        return staff_takes_back(batch, number, pair, visit.by, visit.now)

    refused = await _once(visit, form, do)
    return Go(f"/desk/leads/{number}#talk") if refused is None else await _shown(visit, refused)


async def _once(visit: StaffVisit, form: PostedForm, do: Callable[[Batch], Text | None]) -> Text | None:
    """Do what a form says, if that was not done; return why not. A form that was refused may come again."""

    def once(batch: Batch) -> Text | None:
        if form.was_taken(batch):
            return None
        refused = do(batch)
        if refused is None:
            form.is_first(batch, visit.now)
        return refused

    return await visit.did(once)


async def _open_line(visit: StaffVisit, form: PostedForm, number: int, question: str) -> PageAnswer:
    """Open an answer as by two presses in the group: the list of answers, and the one."""
    for act, row in (("fix", ""), ("fix_line", question)):
        turned = await visit.parts.desk.act(f"{form.key}.{act}", number, act, visit.by, visit.rights, row)
        if turned.refused is not None:
            return await _shown(visit, turned.refused)
    return Go(f"/desk/leads/{number}#do")


async def _type(visit: StaffVisit, form: PostedForm, number: int, name: str, typed: str) -> PageAnswer:
    if not typed:
        return await _shown(visit, Text("desk-nothing-typed"))

    def do(batch: Batch) -> Text | None:
        if name == "room":
            return batch.room_given(number, None, None, RoomGiven(visit.by, typed), visit.now)
        act = StaffAct("write" if name == "write" else "fix_typed", visit.by, rights=visit.rights)
        act = replace(act, said=Utterance(typed), row=BESIDE if name == "write" else "")
        return batch.typed_by_staff(None, number, act, visit.now)

    refused = await _once(visit, form, do)
    if refused is not None:
        return await _shown(visit, refused, typed if name == "write" else "")
    return Go(f"/desk/leads/{number}#{'talk' if name == 'write' else 'do'}")


__all__ = ["show", "take"]
