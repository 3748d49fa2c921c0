"""Which answers came of which message, for as long as a person may take the message back and we hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.turns.acts import ClientTurn
from bot.turns.records import Person
from dialogs.abilities import Abilities
from dialogs.conversation import Answer

# LINE lets people take back what is a day old at most.
KEPT_SECONDS, MOST_KEPT = 48 * 3_600.0, 60
# What stands in place of a question where a message was read, and not taken yet.
PENDING = "?"


class OfThisMessage:
    """Notes what comes of one act of a person: made before it is handled, told after."""

    def __init__(self, channels: Mapping[str, Abilities], person: Person, turn: ClientTurn) -> None:
        can = channels.get(turn.channel)
        self._notes = can is not None and can.unsends
        self._person = person
        self._turn = turn
        self._before: Mapping[str, Answer] = person.conversation.answers_kept() if self._notes else {}
        self._read = list(person.conversation.place.candidates)

    def note(self) -> None:
        """Keep which answers are the message's now, and no other's any more."""
        person, act = self._person, self._turn.act
        if not self._notes:
            return
        answers, moment = person.conversation.answers_kept(), self._turn.now.timestamp()
        changed = [name for name, answer in answers.items() if self._before.get(name) != answer]
        read = person.conversation.place.candidates
        if read and read != self._read:
            changed.append(PENDING)
        # What was read before is taken now, or left.
        over = {*changed} if read else {*changed, PENDING}
        kept = [[one, at, [name for name in names if name not in over]] for one, at, names in person.given]
        kept = [one for one in kept if one[2] and one[1] > moment - KEPT_SECONDS]
        if act.said is not None and act.said.id and changed:
            kept.append([act.said.id, moment, changed])
        person.given = [] if person.conversation.refused else kept[-MOST_KEPT:]


def forget_given(person: Person, message: str, now: datetime) -> list[str]:
    """Drop the answers that came of a message, as if they had never been given; return their questions."""
    names = [name for one, _, given in person.given if one == message for name in given]
    person.given = [one for one in person.given if one[0] != message]
    if not names:
        return []
    conversation = person.conversation
    if PENDING in names:
        conversation.place.overlay, conversation.place.candidates = None, []
    dropped = [name for name in names if conversation.has_kept(name)]
    conversation.drop(*dropped)
    conversation.revision += 1
    conversation.opened, conversation.pressed = conversation.revision, None
    person.touched = True
    return dropped


__all__ = ["OfThisMessage", "forget_given"]
