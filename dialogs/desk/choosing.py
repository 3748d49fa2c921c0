"""What staff choose from lists under a card: what is not needed every day, a colleague, an erasure.

A list is open for all who look at the card. A press on one that was closed meanwhile changes nothing and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from dialogs.desk.decision import Decision, EraseEverything, Order, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import NEW, TAKEN, LeadRecord, Matter, Menu
from dialogs.messages import Arg, Text, Typed

if TYPE_CHECKING:
    from dialogs.desk.staff import StaffAct
    from dialogs.dialogue import Dialogue

MORE: Final = "more"
PASS: Final = "pass"
OUTCOME: Final = "outcome"
ERASE: Final = "erase"
# How a talk can have ended. That a client did not come to a booked one is said of the booking instead, so that no card
# says both that they came and that they did not.
NO_SHOW: Final = "no_show"
ENGAGED = "engaged"
OUTCOMES = (ENGAGED, "thinking", "again", "not_now", "not_engaged", "elsewhere", NO_SHOW)
# A card has room for so many buttons with names.
MOST_COLLEAGUES = 30
LONGEST_LABEL = 40


def menu_args(menu: Menu) -> Mapping[str, Arg]:
    """Return what the line over an open list says beside its own words."""
    if isinstance(menu.value, str) and not menu.about:
        return {"text": Typed(menu.value)}
    return {"what": Text(f"q-{menu.about}.short")} if menu.about else {}


def opened(matter: Matter, record: LeadRecord, menu: Menu | None) -> Decision:
    """Open another list under the card, or close it."""
    return Decision(replace(matter, record=replace(record, menu=menu)), (ShowCard(),))


def gone(matter: Matter) -> Decision:
    """Say that the list was closed, or changed, meanwhile."""
    return Decision(matter, (ShowCard(),), refused=Text("staff-menu-gone"))


def is_open(record: LeadRecord, name: str, row: str = "") -> bool:
    """Return whether a list is open, with this among its choices."""
    menu = record.menu
    return menu is not None and menu.name == name and (not row or row in dict(menu.rows))


def open_more(_dialogue: Dialogue, matter: Matter, record: LeadRecord, _act: StaffAct, _now: datetime) -> Decision:
    """Show what is not needed every day."""
    return opened(matter, record, Menu(MORE))


def turn_more(_dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, _now: datetime) -> Decision:
    """Turn to another page of what is not needed every day."""
    if record.menu is None or record.menu.name != MORE or not act.row.isdecimal():
        return gone(matter)
    return opened(matter, record, Menu(MORE, value=int(act.row)))


def close(_dialogue: Dialogue, matter: Matter, record: LeadRecord, _act: StaffAct, _now: datetime) -> Decision:
    """Close the list that is open."""
    return Decision(matter) if record.menu is None else opened(matter, record, None)


# --- a colleague ------------------------------------------------------------------------------------------------------


def open_colleagues(_dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, _now: datetime) -> Decision:
    """Show to whom the lead can be passed on."""
    others = [one for one in act.rights.colleagues if record.taken_by is None or not one.is_same(record.taken_by)]
    rows = [
        (one.id, Text("value-typed", {"text": Typed(one.name[:LONGEST_LABEL])}))
        for one in others[:MOST_COLLEAGUES]
        if one.id is not None
    ]
    if not rows:
        return Decision(matter, refused=Text("staff-no-colleagues"))
    return opened(matter, record, Menu(PASS, tuple(rows)))


def pass_on(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, _now: datetime) -> Decision:
    """Give the lead to a colleague, who is told; the client hears of it where nobody had taken it."""
    if record.menu is None and record.taken_by is not None and record.taken_by.id == act.row:
        return Decision(matter)  # pressed twice
    if not is_open(record, PASS, act.row) or not record.is_open:
        return gone(matter)
    to = next((one for one in act.rights.colleagues if one.id == act.row), None)
    if to is None:
        return Decision(matter, refused=Text("staff-colleague-gone"))
    changed = replace(record, state=TAKEN, taken_by=to, waits_since=None, menu=None)
    told = Text("staff-passed", {"number": str(record.number), "name": Typed(to.name), "by": Typed(act.by.name)})
    orders: tuple[Order, ...] = (ShowCard(), WriteToStaff(told, ring=True))
    if record.state == NEW:
        office = dialogue.around.office
        name = office.desk_in(matter.conversation.language)
        orders += (WriteToClient(Text("taken", {"name": name, "phone": office.phone})),)
    return Decision(replace(matter, record=changed), orders)


# --- erasing ----------------------------------------------------------------------------------------------------------


def open_erasing(_dialogue: Dialogue, matter: Matter, record: LeadRecord, _act: StaffAct, _now: datetime) -> Decision:
    """Ask once more before all is erased."""
    return opened(matter, record, Menu(ERASE))


def erase(_dialogue: Dialogue, matter: Matter, record: LeadRecord, _act: StaffAct, _now: datetime) -> Decision:
    """Erase all about the client, who is told so."""
    if not is_open(record, ERASE):
        return gone(matter)
    return Decision(matter, (EraseEverything("staff-erased-here", asked=True),))
