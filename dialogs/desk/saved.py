"""Staff answer with a text they keep: they choose it, read it in their own language, and send it in the client's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from dialogs.desk import talk
from dialogs.desk.choosing import gone, is_open, opened
from dialogs.desk.decision import Decision, RelayToClient, ShowCard
from dialogs.desk.matter import LeadRecord, Matter, Menu
from dialogs.messages import Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.saved import Filled, SavedText, filled
from dialogs.talk import Utterance

if TYPE_CHECKING:
    from dialogs.desk.staff import StaffAct
    from dialogs.dialogue import Dialogue

SAVED: Final = "saved"
PREVIEW: Final = "saved_this"
# Acts for which the texts that are kept are looked up.
NEED_SAVED = frozenset({"saved", "saved_this", "saved_send"})


def open_saved(_dialogue: Dialogue, matter: Matter, record: LeadRecord, _act: StaffAct, _now: datetime) -> Decision:
    """Show the texts that are kept."""
    if not matter.saved:
        return Decision(matter, refused=Text("staff-saved-none"))
    rows = tuple((one.id, Text("value-plain", {"text": one.name})) for one in matter.saved)
    return opened(matter, record, Menu(SAVED, rows))


def preview(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Show what would be sent, in the language of staff; or say by its name what is missing."""
    found = next((one for one in matter.saved if one.id == act.row), None)
    if found is None or not is_open(record, SAVED, act.row):
        return gone(matter)
    theirs, ours = _filled(dialogue, matter, found, now)
    if isinstance(theirs, Text):
        return Decision(matter, refused=theirs)
    assert isinstance(ours, Filled), "what is filled in one language is in the other"
    rows = ((found.id, Text("staff-saved-send")),)
    return opened(matter, record, Menu(PREVIEW, rows, value=ours.text))


def send(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Send the text that was read, as words of staff; what changed since is shown once more instead."""
    found = next((one for one in matter.saved if one.id == act.row), None)
    if found is None or record.menu is None or not is_open(record, PREVIEW, act.row):
        return gone(matter)
    theirs, ours = _filled(dialogue, matter, found, now)
    if isinstance(theirs, Text):
        return Decision(matter, refused=theirs)
    assert isinstance(ours, Filled), "what is filled in one language is in the other"
    if ours.text != record.menu.value:
        changed = replace(record.menu, value=ours.text)
        return replace(opened(matter, record, changed), refused=Text("staff-menu-gone"))
    chosen = replace(record, menu=None)
    said = replace(act, said=Utterance(theirs.text))
    decision = talk.write(dialogue, replace(matter, record=chosen), chosen, said, now)
    told = Text("staff-saved-sent", {"name": Typed(found.name), "text": Typed(ours.text)})
    orders = [replace(order, told=told) if isinstance(order, RelayToClient) else order for order in decision.orders]
    shown = () if ShowCard() in orders else (ShowCard(),)
    return replace(decision, orders=(*orders, *shown))


def _filled(dialogue: Dialogue, matter: Matter, saved: SavedText, now: datetime) -> tuple[Filled | Text, Filled | Text]:
    """Return the text in the client's language and in that of staff, or why it cannot be sent."""
    language = matter.conversation.language
    found: list[Filled | Text] = []
    for code in (language, LANGUAGE_OF_STAFF):
        if code not in saved.texts:
            why: Filled | Text = Text("staff-saved-no-language", {"language": Text(f"language-{code}.name")})
        else:
            why = filled(dialogue.around, dialogue.words, matter, saved.texts[code], code, now)
            if why.missing:
                why = Text("staff-saved-hole", {"value": why.missing})
        if isinstance(why, Text):
            return why, why
        found.append(why)
    return found[0], found[1]
