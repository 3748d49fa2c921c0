"""A turn with what its channel has done around it: whether somebody may act is looked at before, and what they did is
shown; what came of it is read after it. All of it is one transaction, so that neither stands without the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.turns.acts import ClientTurn, Turned

if TYPE_CHECKING:
    from bot.turns.apply import Batch
    from bot.turns.shelf import Scene


def in_scene(batch: Batch, turn: ClientTurn, scene: Scene, take: Callable[[ClientTurn], Turned]) -> Turned:
    """Take a turn, where its person may act; one that comes again shows nothing again."""
    tx = batch.tx
    person = tx.person_at(turn.channel, turn.chat, turn.now)
    is_new = not tx.was_seen(turn.channel, turn.update_key)
    act = scene.begins(tx, person, turn.act, is_new=is_new)
    if act is None:
        if person.version == 0 and not person.touched:
            tx.forget_newcomer(person)
        return Turned(is_barred=True)
    if act is not turn.act:
        turn = ClientTurn(turn.channel, turn.update_key, turn.chat, act, turn.now, turn.message_id)
    turned = take(turn) if is_new else Turned(repeated=True)
    if not turned.erased:
        turned.shown = scene.ends(tx)
    return turned


__all__ = ["in_scene"]
