"""What somebody is told of whom nothing that is stored can be opened any more, because a disk spoilt it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.turns.acts import ClientTurn, Turned
from bot.turns.records import newcomer
from dialogs.messages import ActKind, Text

if TYPE_CHECKING:
    from bot.turns.apply import Batch


def answer_unopened(batch: Batch, turn: ClientTurn) -> Turned:
    """Tell whoever acts whom to call, and that they may begin anew; nothing but `/forget` changes anything.

    Without an answer their update would come again for ever, and in time keep everybody else's from being fetched.
    Where not even their address can be opened, it may be another's: then only the office can erase, by the number.
    """
    if not batch.tx.first_time(turn.channel, turn.update_key, turn.now):
        return Turned(repeated=True)
    found = batch.tx.whose(turn.channel, turn.chat)
    if found is None or turn.act.kind in (ActKind.LEFT, ActKind.CAME_BACK):
        return Turned()
    # Somebody like a newcomer in their chat; never stored.
    person, around = newcomer(found.person, found.address, turn.now.timestamp()), batch.dialogue.around
    person.conversation.language = around.hinted(turn.act.language) or person.conversation.language
    if found.sure and turn.act.kind is ActKind.COMMAND and turn.act.command == "forget":
        batch.erasing.unopened(person.id, turn.now)
        batch.posting.confirm_erased(person, [(person.address, ())], turn.now)
        return Turned(erased=True)
    told = Text("unopened" if found.sure else "unopened-call", {"phone": around.office.phone})
    batch.posting.tell(person, told, turn.now)
    return Turned(refused=told)
