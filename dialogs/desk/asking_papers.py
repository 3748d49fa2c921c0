"""Staff ask for the papers that are missing: they read the list in their language, and the client gets it in theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from dialogs.desk.choosing import gone, is_open, opened
from dialogs.desk.decision import Decision, Order, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import NEW, TAKEN, LeadRecord, Matter, Menu
from dialogs.desk.papers import as_of
from dialogs.desk.summary import paper_named, papers_named
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.parts.counting import counts_points
from dialogs.parts.papers import to_ask_for

if TYPE_CHECKING:
    from dialogs.desk.staff import StaffAct
    from dialogs.dialogue import Dialogue

ASK_PAPERS: Final = "ask_papers"
SEND: Final = "send"


def preview(dialogue: Dialogue, matter: Matter, record: LeadRecord, _act: StaffAct, now: datetime) -> Decision:
    """Show which papers would be asked for; where none is missing, say so."""
    papers = _missing(dialogue, record, now)
    if not papers:
        return Decision(matter, refused=Text("staff-papers-none-missing"))
    said = dialogue.words.plain(LANGUAGE_OF_STAFF, papers_named(papers))
    return opened(matter, record, Menu(ASK_PAPERS, ((SEND, Text("staff-papers-send")),), value=said))


def send(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Ask the client for the papers, and leave the list in the topic; what changed since is shown once more instead.

    Whoever asks of a lead that nobody has takes it.
    """
    papers = _missing(dialogue, record, now)
    if record.menu is None or not is_open(record, ASK_PAPERS, act.row) or not papers:
        return gone(matter)
    said = dialogue.words.plain(LANGUAGE_OF_STAFF, papers_named(papers))
    if said != record.menu.value:
        again = opened(matter, record, replace(record.menu, value=said))
        return replace(again, refused=Text("staff-menu-gone"))
    office, language = dialogue.around.office, matter.conversation.language
    lines = tuple(paper_named(paper, language) for paper in papers)
    asked = Text("office-asks-papers", {"name": office.desk_in(language), "count": len(papers), "lines": lines})
    told = WriteToStaff(Text("staff-papers-asked", {"papers": papers_named(papers)}), ring=False)
    sent = replace(record, menu=None)
    if record.state == NEW:
        sent = replace(sent, state=TAKEN, taken_by=act.by, waits_since=None)
    orders: tuple[Order, ...] = (ShowCard(), WriteToClient(asked), told)
    if not matter.reachable:
        orders += (WriteToStaff(Text("staff-held-back"), ring=True),)
    return Decision(replace(matter, record=sent), orders)


def _missing(dialogue: Dialogue, record: LeadRecord, now: datetime) -> Sequence[str]:
    """Return the papers that are missing by what was sent; below the mark, of all that prove a line."""
    situation = as_of(dialogue, record, now)
    return () if situation is None or not counts_points(situation) else to_ask_for(situation)
