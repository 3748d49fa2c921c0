"""Clients of several processes press the same time in the chat, as turns that run whole on one database.

    python -m tests.storage.rivals FOLDER-OR-ADDRESS PROCESSES PEOPLE

It prints how many seconds all of it took and, for each press, what the client read and which times they were offered.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import replace
from typing import Any

from bot.turns.acts import ClientTurn, Turned
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from dialogs.booking.rules import BookingRule
from dialogs.conversation import Conversation
from dialogs.dialogue import Dialogue
from dialogs.marks import mark_of
from dialogs.messages import Act, ActKind
from tests.dialogs.booking.offices import member, week
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Walk, real_dialogue, real_words
from tests.storage.contract.bookings import SATO, TEN
from tests.storage.contract.stores import NOW
from tests.storage.forks import forked
from tests.support import core_at

CHANNELS = frozenset({"telegram"})


def dialogue() -> Dialogue:
    """The interview at an office with one member of staff."""
    rule = BookingRule(
        minutes={"online": 60}, notice_hours=24, horizon_days=60, change_until_hours=24, most_changes=2, step_minutes=60
    )
    around = real_dialogue().around
    office = replace(
        around.office,
        booking=rule,
        staff=(member(SATO, hours=week("09:00-18:00")),),
        closures=(),
        closed_on_holidays=False,
    )
    return Dialogue(real_dialogue().questionnaire, replace(around, office=office), real_words())


def looking(at: Dialogue) -> Conversation:
    """Somebody who has sent the card and looks at the times."""
    walk = Walk(dialogue=at).answers(ENGINEER, until="result").presses("ok").answers(TO_THE_CARD, until="leave")
    return walk.presses("yes").conversation


class Rivals:
    """People who look at the same times."""

    def __init__(self, place: str) -> None:
        self.place, self.dialogue, self.words = place, dialogue(), real_words()
        self.sees = looking(self.dialogue)

    def look(self, people: int) -> None:
        """All of them have the times before them."""
        core = core_at(self.place)

        def keep(batch: Batch) -> None:
            for chat in range(people):
                person = batch.tx.person_at("telegram", str(chat), NOW)
                kept = json.loads(json.dumps(self.sees.to_json()))
                person.conversation, person.touched = Conversation.from_json(kept | {"id": person.id}), True

        core.ledger.do(Call(keep))
        core.database.close()

    def press(self, chat: str) -> Call[Turned]:
        """One of them presses the time."""
        act = Act(ActKind.PRESS, data=f"{mark_of(self.sees)}.s:{TEN}", message="1")
        turn = ClientTurn("telegram", f"press-{chat}", chat, act, NOW)
        return Call(lambda batch: Batch(batch.tx, self.dialogue, self.words, CHANNELS).client_turn(turn))

    def all_press(self, people: range) -> list[Any]:
        """Some of them press, one after the other; returns what each reads and is offered."""
        core = core_at(self.place)
        return [_read(core.ledger.do(self.press(str(chat)))) for chat in people]


def _read(turned: Turned) -> tuple[list[str], list[int]]:
    lines = [line.key for screen in turned.screens for line in screen.lines]
    actions = [button.action for screen in turned.screens for row in screen.rows for button in row]
    return lines, [int(action[2:]) for action in actions if action.startswith("s:")]


def main(place: str, processes: str, people: str) -> dict[str, Any]:
    """Let the people of several processes press at the same moment."""
    rivals, each = Rivals(place), int(people) // int(processes)
    rivals.look(int(people))
    (became, tell), (went, go) = os.pipe(), os.pipe()

    def some(first: int) -> None:
        os.close(go)
        os.read(went, 1)  # until nobody can write to it any more
        read = rivals.all_press(range(first, first + each))
        with os.fdopen(tell, "w") as line:
            line.write(f"{json.dumps(read)}\n")

    for number in range(int(processes)):
        forked(lambda first=number * each: some(first))  # type: ignore[misc]  # the loop's own
    os.close(tell)
    begun = time.perf_counter()
    os.close(go)
    with os.fdopen(became) as lines:
        read = [one for line in lines for one in json.loads(line)]
    return {"read": read, "seconds": time.perf_counter() - begun}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
