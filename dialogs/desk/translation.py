"""What people are told of the machine that translates their talk: the client where it begins, staff where it ends."""

from __future__ import annotations

from dataclasses import replace

from dialogs.desk.decision import Decision, RelayToClient, RelayToStaff, WriteToClient, WriteToStaff
from dialogs.desk.matter import Matter
from dialogs.effects import SwitchTranslation
from dialogs.messages import Text
from dialogs.situation import Surroundings
from dialogs.translating import MARK, SWITCH_OFF, SWITCH_ON, TOLD, is_translated, may_be_translated, switch


def with_notice(around: Surroundings, decision: Decision) -> Decision:
    """Return a decision that also tells the client, once, that a machine translates what is passed on."""
    conversation = decision.matter.conversation
    if not around.translates or conversation.translation or not may_be_translated(around, conversation):
        return decision
    if not any(isinstance(order, RelayToClient | RelayToStaff) for order in decision.orders):
        return decision
    notice = WriteToClient(Text("translation-told"), switch(conversation), MARK)
    told = replace(decision.matter, conversation=replace(conversation, translation=TOLD))
    return replace(decision, matter=told, orders=(*decision.orders, notice))


def offer(around: Surroundings, matter: Matter) -> Decision:
    """Show a client how it stands, with the button to change it."""
    conversation = matter.conversation
    now = SWITCH_ON if is_translated(around, conversation) else SWITCH_OFF
    state = Text("translation-state", {"now": now})
    return Decision(matter, (WriteToClient(state, switch(conversation), MARK),))


def tell_staff(matter: Matter, act: SwitchTranslation) -> Decision:
    """Tell staff, without a sound, why what follows is translated, or is not."""
    if matter.record is None:
        return Decision(matter)
    told = Text("staff-translation-switched", {"now": "on" if act.on else "off"})
    return Decision(matter, (WriteToStaff(told, ring=False),))
