"""What somebody took back themselves: nothing of it is passed on any more, and its copy for staff goes as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.delivery.post import Content
from bot.turns.acts import OFFICE
from bot.turns.apply import Batch
from bot.turns.given import Forgotten, forget_given
from bot.turns.posting import GROUP_MEMO, OFFICE_LANE, asked_handle
from bot.turns.records import THEIRS, Pair, Person, StoredLead
from bot.turns.talking import COPY, TAKEN_BACK
from dialogs.desk.taken_back import TookBack
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF


def unsent(batch: Batch, channel: str, key: str, to: str, message: str, now: datetime) -> None:
    """Handle that a person took back a message of theirs, which the channel calls `message`."""
    if not batch.tx.first_time(channel, key, now):
        return
    # It may come later than what it takes back: then nothing of that is read.
    batch.tx.first_time(channel, _taken_back(message), now)
    whose = batch.tx.whose(channel, to)
    person = None if whose is None else batch.tx.person(whose.person)
    if person is None:
        return
    stored = batch.tx.lead_of(person.id)
    plain = [question.id for question in batch.dialogue.questionnaire if question.plain]
    gone = forget_given(person, message, plain)
    batch.tx.drop_from_runs(person.id, gone.questions)
    if gone != Forgotten() and stored is not None:
        for number in gone.asks:
            _take_away(batch, person, stored, asked_handle(stored, number), now)
        _, kept = batch.decide(person, stored, TookBack(gone.questions, gone.lines, gone.asks), now)
        stored = kept or stored
    for pair in batch.tx.counterparts(person.id, THEIRS, message):
        if pair.side == THEIRS and TAKEN_BACK not in pair.kept and stored is not None:
            _take_back(batch, person, stored, pair, now)


def was_unsent(batch: Batch, channel: str, message: str) -> bool:
    """Return whether a message was taken back before it came."""
    return bool(message) and batch.tx.was_seen(channel, _taken_back(message))


def _taken_back(message: str) -> str:
    return f"unsent/{message}"


def _take_back(batch: Batch, person: Person, stored: StoredLead, pair: Pair, now: datetime) -> None:
    tx, copy = batch.tx, f"{COPY}{pair.id}"
    tx.pair(replace(pair, kept={**pair.kept, TAKEN_BACK: True}))
    waiting = [post for post in tx.waiting(OFFICE_LANE) if post.kind == "relay" and copy in post.payload["copies"]]
    tx.withdraw(waiting)
    if together := tx.message_ids([f"{copy}/m"]):
        # Others of their words are in the same message, and must not go with it.
        say = Content(LANGUAGE_OF_STAFF, (Text("staff-unsent-by-hand"),))
        message = next(iter(together.values()))
        batch.posting.note(person, stored, say, now, ring=False, answers_at=message)
        return
    names = [copy, *(f"{copy}/{part}" for part in (*range(1, 6), *range(10, 16), "t"))]
    say = Content(LANGUAGE_OF_STAFF, (Text("staff-unsent", {"number": str(stored.record.number)}),))
    _erase(batch, person, names, now, say)


def _take_away(batch: Batch, person: Person, stored: StoredLead, handle: str, now: datetime) -> None:
    """Take away what told staff how a question of theirs was answered, sent or not."""
    batch.tx.withdraw([post for post in batch.tx.waiting(OFFICE_LANE) if post.handle == handle])
    say = Content(LANGUAGE_OF_STAFF, (Text("staff-unsent", {"number": str(stored.record.number)}),))
    _erase(batch, person, [handle, *(f"{handle}/{part}" for part in range(1, 4))], now, say)


def _erase(batch: Batch, person: Person, names: Sequence[str], now: datetime, say: Content) -> None:
    tx = batch.tx
    sent = list(dict.fromkeys(tx.message_ids(names).values()))
    if sent:
        payload = {
            "messages": sent,
            "topic": None,
            "group": tx.memo(GROUP_MEMO),
            "say": say.to_json(),
            "ring": False,
        }
        tx.queue(OFFICE, OFFICE_LANE, "erase", None, person.id, payload, now)


__all__ = ["unsent", "was_unsent"]
