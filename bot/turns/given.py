"""What came of which message, for as long as a person may take the message back and we hear of it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.turns.acts import ClientTurn
from bot.turns.records import Person
from dialogs.abilities import Abilities
from dialogs.conversation import Answer, Conversation, Value
from dialogs.effects import AnswerOffice, Effect
from dialogs.own_words import OWN_WORDS
from dialogs.place import Place

# LINE lets people take back what is a day old at most.
KEPT_SECONDS, MOST_KEPT = 48 * 3_600.0, 60
# How that is called, beside the answers to questions, which go by their names: what was read and not taken yet, a line
# of own words, a text that waits for consent, an answer to staff, what was only supposed.
READING, LINE, WAITING, TO_STAFF, SUPPOSED = "?", "w/", "p/", "@", "~"
_MARK_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What came of a message and is gone: answers, lines of own words, and answers to questions that staff asked."""

    questions: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    asks: tuple[int, ...] = ()


class OfThisMessage:
    """Notes what comes of one act of a person: made before it is handled, told after."""

    def __init__(self, channels: Mapping[str, Abilities], person: Person, turn: ClientTurn) -> None:
        can = channels.get(turn.channel)
        self._notes = can is not None and can.unsends
        self._person = person
        self._turn = turn
        if not self._notes:
            return
        conversation, place = person.conversation, person.conversation.place
        self._before: Mapping[str, Answer] = conversation.answers_kept()
        self._reading = _being_read(place)
        self._ticking = place.at if place.draft is not None else None
        self._lines = {*_lines(conversation)}
        self._waiting = {*map(_mark, place.waiting)}
        self._supposed = dict(place.what_if)

    def note(self, effects: Sequence[Effect]) -> None:
        """Keep what is the message's now, and no other's any more."""
        if not self._notes:
            return
        person, said = self._person, self._turn.act.said
        moment = self._turn.now.timestamp()
        changed, news = self._changed(), self._news(effects)
        kept = [[one, at, self._left(names, changed, news)] for one, at, names in person.given]
        kept = [one for one in kept if one[2] and one[1] > moment - KEPT_SECONDS]
        if said is not None and said.id and news:
            kept.append([said.id, moment, news])
        person.given = [] if person.conversation.refused else kept[-MOST_KEPT:]

    def _changed(self) -> list[str]:
        answers = self._person.conversation.answers_kept()
        return [name for name, answer in answers.items() if name != OWN_WORDS and self._before.get(name) != answer]

    def _news(self, effects: Sequence[Effect]) -> list[str]:
        """What there is now that was not there before."""
        conversation, place = self._person.conversation, self._person.conversation.place
        found = self._changed()
        found += [READING + name for name, values in _being_read(place).items() if self._reading.get(name) != values]
        found += [LINE + _mark(line) for line in _lines(conversation) if line not in self._lines]
        found += [WAITING + mark for mark in map(_mark, place.waiting) if mark not in self._waiting]
        found += [TO_STAFF + effect.number for effect in effects if isinstance(effect, AnswerOffice)]
        if place.what_if and place.what_if != self._supposed:
            found.append(SUPPOSED)
        return found

    def _left(self, names: Sequence[str], changed: Collection[str], news: Sequence[str]) -> list[str]:
        """What is left of an earlier message: what was read of it may be taken now, another answer be given."""
        conversation, place = self._person.conversation, self._person.conversation.place
        reading, waiting = _being_read(place), {*map(_mark, place.waiting)}
        left: list[str] = []
        for name in names:
            bare = name.removeprefix(READING)
            if name.startswith(WAITING) and name.removeprefix(WAITING) not in waiting:
                # It is read now, with the consent.
                left += news
            elif name.startswith(READING) and bare in changed:
                value = conversation.answers_kept()[bare].value
                if bare == self._ticking or value in self._reading.get(bare, ()):
                    left.append(bare)
            elif name.startswith(READING):
                if bare in reading and (place.draft is not None or reading[bare] == self._reading.get(bare)):
                    left.append(name)
            elif name not in changed:
                left.append(name)
        return list(dict.fromkeys(left))


def forget_given(person: Person, message: str, stays: Collection[str]) -> Forgotten:
    """Drop what came of a message, as if it had never been written; return what that was.

    Answers to the questions `stays` do not go, nor those that the office knows itself by now.
    """
    names = [name for one, _, given in person.given if one == message for name in given]
    person.given = [one for one in person.given if one[0] != message]
    if not names:
        return Forgotten()
    conversation, place = person.conversation, person.conversation.place
    for name in names:
        if name.startswith(READING):
            _stop_reading(place, name.removeprefix(READING))
    place.waiting = [text for text in place.waiting if WAITING + _mark(text) not in names]
    if SUPPOSED in names:
        place.what_if = {}
    theirs = [name for name in names if conversation.has_kept(name) and not _is_known(conversation, name)]
    dropped = [name for name in theirs if name not in stays]
    lines = [line for line in _lines(conversation) if LINE + _mark(line) in names]
    _take_out(conversation, lines)
    conversation.drop(*dropped)
    for run in (conversation.last_run, conversation.shown_run):
        for name in dropped:
            (run or {}).get("answers", {}).pop(name, None)
    conversation.revision += 1
    conversation.opened, conversation.pressed = conversation.revision, None
    person.touched = True
    asks = [int(name.removeprefix(TO_STAFF)) for name in names if name.startswith(TO_STAFF)]
    return Forgotten(tuple(dropped), tuple(lines), tuple(asks))


def _being_read(place: Place) -> dict[str, list[Value]]:
    """What is read of each question, and not taken yet."""
    found: dict[str, list[Value]] = {name: [value] for name, value in place.heard.items()}
    for name, values in place.offers.items():
        found[name] = [*found.get(name, ()), *values]
    for name, value in place.sheet.items():
        if value is not None:
            found[name] = [*found.get(name, ()), value]
    if place.candidates:
        found[place.at] = list(place.candidates)
    if place.draft is not None:
        found[place.at] = [list(place.draft)]
    return found


def _stop_reading(place: Place, name: str) -> None:
    place.settle(name)
    if name in place.sheet:
        place.sheet[name] = None
    if name == place.at and place.draft is not None:
        place.draft = None


def _is_known(conversation: Conversation, name: str) -> bool:
    """Whether an answer is the office's by now, or the employer's: not what the person wrote."""
    known = conversation.vouched.get(name)
    return known is not None and bool(known[0] == conversation.answers_kept()[name].value)


def _take_out(conversation: Conversation, lines: Collection[str]) -> None:
    if not lines:
        return
    day = conversation.answers_kept()[OWN_WORDS].given_on
    left = [line for line in _lines(conversation) if line not in lines]
    if left:
        conversation.keep(OWN_WORDS, left, day)
    else:
        conversation.drop(OWN_WORDS)
    conversation.place.noted = [line for line in conversation.place.noted if line not in lines]


def _lines(conversation: Conversation) -> list[str]:
    kept = conversation.answers_kept().get(OWN_WORDS)
    return list(kept.value) if kept is not None and isinstance(kept.value, list) else []


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_MARK_LENGTH]


__all__ = ["Forgotten", "OfThisMessage", "forget_given"]
