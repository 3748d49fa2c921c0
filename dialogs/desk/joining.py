"""What a lead takes over of another that is closed, because both are the same person's: what still waits for a word.

A question of staff gets a number that neither lead had, so that no button under an old message answers another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from dialogs.asks import asked_question, asked_words, rows_of
from dialogs.desk.asking import mark_of_ask, with_asked
from dialogs.desk.decision import Decision, WriteToClient
from dialogs.desk.matter import Ask, LeadRecord, Matter

if TYPE_CHECKING:
    from dialogs.dialogue import Dialogue


@dataclass(frozen=True, slots=True)
class Joined:
    """The person of a lead had another one as well, which is closed: as that stood."""

    other: LeadRecord


def join(dialogue: Dialogue, matter: Matter, joined: Joined, now: datetime) -> Decision:
    """Ask anew what was open in the other lead, and let who waited there for a word wait on."""
    record, theirs = matter.record, joined.other.asks
    if record is None:
        return Decision(matter)
    numbers, keys = {one.number for one in theirs}, {one.key for one in theirs if one.is_open}
    known = {one.key for one in record.asks}
    last = max((one.number for one in (*record.asks, *theirs)), default=0)
    asks: list[Ask] = []
    again: list[Ask] = []
    conversation = matter.conversation
    for one in record.asks:
        if one.is_open and (one.number in numbers or one.key in keys):
            conversation = with_asked(conversation, one.number, None)
            last += 1
            again.append(replace(one, number=last))
        else:
            asks.append(one)
    for one in theirs:
        if one.key not in known:
            last += 1
            (again if one.is_open else asks).append(replace(one, number=last))
    for one in again:
        conversation = with_asked(conversation, one.number, {"key": one.key})
    waits = joined.other.unanswered
    if record.unanswered is not None or waits is None or not (waits.wrote or waits.asked):
        waits = record.unanswered
    changed = replace(record, asks=(*asks, *again), unanswered=waits)
    return Decision(
        replace(matter, record=changed, conversation=conversation), tuple(_asked(dialogue, matter, again, now))
    )


def _asked(dialogue: Dialogue, matter: Matter, again: Iterable[Ask], now: datetime) -> Iterator[WriteToClient]:
    situation = dialogue.situation(matter.conversation, now)
    for one in again:
        question = asked_question(situation, one.key)
        if question is not None:
            yield WriteToClient(asked_words(situation, question), rows_of(situation, question), mark_of_ask(one.number))
