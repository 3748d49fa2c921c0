"""Choices that are made by typing, for channels whose buttons are gone with the next message: by number or by word.

What is asked has plain numbers, unless a number could be its answer. What stands beside it has letters before them, so
that a number never means two things.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.post import Content
from bot.turns.records import Person
from bot.words.words import Words
from dialogs.conversation import Conversation
from dialogs.dialogue import Dialogue
from dialogs.kinds import Kind, ManyOf
from dialogs.marks import OFF, mark_of
from dialogs.matching import is_called, match
from dialogs.messages import Button, Text
from dialogs.ports import World

# Letters that are told apart at a glance, behind one that makes no word with a number: B2 and N1 are answers.
BEFORE, LETTERS = "X", "ABCDEFGHJKLMNPRSTUVW"
# So many messages beside what is asked can be answered so.
MOST_BESIDE = 5
LONGEST = 80
_BESIDE = re.compile(r"(x[a-z])\s?[-.]?\s?([0-9]{1,2})[.)]?")
# "2", "2.", "(2)", "#2", "no. 2" and 2番.
_NUMBER = r"(?:no\.? ?|number |#|\()?[0-9]{1,2}(?:番|[.)])?"
_NUMBERS = re.compile(rf"{_NUMBER}(?:[\s,、]+{_NUMBER})*")
# How a language says it of one number, in words of its own around "#".
_SAID = "typed-number.typed"
# Choices that are a day or a time: they begin with figures, and nobody means one of them by a figure alone.
_DAYS = frozenset({"half-day", "slot-day", "slot-short", "slot-short-both", "slot-on-request"})
# Commands that are called by words as well, as no menu of commands stands in such a chat.
NAMED = ("help", "language", "book", "human", "privacy", "mydata", "forget", "recheck")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def letter_of(number: int) -> str:
    """Return the letter of the message of this number."""
    return BEFORE + LETTERS[number % len(LETTERS)]


def note_beside(person: Person, number: int, say: Content) -> None:
    """Keep the choices of a message beside what is asked, which is called by its letter."""
    choices = [[choice.label.to_json(), choice.data] for row in say.rows for choice in row]
    letter = letter_of(number)
    others = [one for one in person.beside if one[0] != letter]
    person.beside = [*others, [letter, choices]][-MOST_BESIDE:]
    person.touched = True


def is_numbered(dialogue: Dialogue, words: Words, conversation: Conversation, labels: Sequence[Text]) -> bool:
    """Return whether choices have numbers: not where a number may be an answer, or one of theirs is in a choice."""
    if _expects_typing(dialogue, conversation):
        return False
    counts = (label for label in labels if not _is_a_day(label))
    said = (unicodedata.normalize("NFKC", words.plain(conversation.language, label)) for label in counts)
    figures = (found[1] for one in said if (found := re.match(r"\W*([0-9]+)", one)) is not None)
    return all(int(figure) > len(labels) for figure in figures)


def _is_a_day(label: Text) -> bool:
    """Whether a choice is a day or a time, ticked or not."""
    within = (arg for arg in label.args.values() if isinstance(arg, Text))
    return label.key in _DAYS or any(map(_is_a_day, within))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The data of the buttons that somebody means by what they typed; none where it is an answer in words.

    `by_number`: it says something only below the question that it answers.
    """

    data: tuple[str, ...] = ()
    by_number: bool = False


NOTHING = Chosen()


def chosen(dialogue: Dialogue, words: Words, person: Person, typed: str, now: datetime, world: World) -> Chosen:
    """Return what somebody means by what they typed."""
    line = unicodedata.normalize("NFKC", typed).strip().casefold()
    if not line or len(line) > LONGEST:
        return NOTHING
    conversation = person.conversation
    if (found := _BESIDE.fullmatch(line)) is not None:
        choices = next((one for letter, one in reversed(person.beside) if letter.casefold() == found[1]), ())
        number = int(found[2])
        if 1 <= number <= len(choices):
            return Chosen((str(choices[number - 1][1]),))
    if conversation.talk.is_silent:
        # A person of the office has the word: what is written answers them.
        return NOTHING
    live = [button for row in dialogue.screen(conversation, now, world).rows for button in row]
    mark = mark_of(conversation)
    named = [one.action for one in live if _word(words.plain(conversation.language, one.label)) == _word(line)]
    if len(set(named)) == 1 and _word(line):
        return Chosen((f"{mark}.{named[0]}",))
    line = _bare(line, words, conversation.language)
    if _NUMBERS.fullmatch(line) and is_numbered(dialogue, words, conversation, [one.label for one in live]):
        numbers = [int(one) for one in re.findall("[0-9]+", line)]
        if all(1 <= number <= len(live) for number in numbers) and (
            len(numbers) == 1 or _ticks(dialogue, conversation)
        ):
            actions = [live[number - 1].action for number in dict.fromkeys(numbers)]
            if len(actions) > 1:
                # A list says what holds: what is ticked already stays so.
                actions = [one for one in actions if not one.startswith(f"{OFF}:")] or actions
            return Chosen(tuple(f"{mark}.{action}" for action in actions), by_number=True)
    if not named and _word(line):
        said = _said_beside(person, words, line, live)
        if len(said) == 1:
            return Chosen((said[0],))
    return NOTHING


def _said_beside(person: Person, words: Words, line: str, live: Sequence[Button]) -> list[str]:
    """What stands beside what is asked and is called by its label; the newest message by other words for it, too.

    Those may be an answer to what is asked: then they are one.
    """
    conversation = person.conversation
    language, newest = conversation.language, letter_of(conversation.messages)
    answers = match(line, [live], language, words) is not None
    return [
        str(data)
        for letter, choices in person.beside
        for label, data in choices
        if _word(words.plain(language, said := Text.from_json(label))) == _word(line)
        or (letter == newest and not answers and is_called(line, said, language, words))
    ]


def command_named(dialogue: Dialogue, words: Words, person: Person, typed: str) -> str | None:
    """Return which command somebody means by a word of their own, where no menu shows them; None where it is none.

    Only the whole text is one, and not where any words are an answer, or a person of the office has the word.
    """
    conversation = person.conversation
    kind = _kind(dialogue, conversation)
    if conversation.talk.is_silent or (kind is not None and kind.any_words):
        return None
    said = _word(typed.strip())
    for command in NAMED:
        known = words.plain(conversation.language, Text(f"named-{command}")).split("|")
        if said and said in map(_word, known):
            return command
    return None


def _bare(line: str, words: Words, language: str) -> str:
    """The number alone, where that is all that a line says: 2です, 二番目, "option 2"; else the line as it is."""
    plain = "".join(_figure(sign) for sign in line)
    figures = re.findall("[0-9]+", plain)
    if len(figures) != 1 or len(figures[0]) > len("10"):
        return line
    said = _word(plain.replace(figures[0], "#", 1).replace("#", "0"))
    forms = words.plain(language, Text(_SAID)).split("|")
    return figures[0] if said in {_word(form.replace("#", "0")) for form in forms} else line


def _figure(sign: str) -> str:
    """A sign, or the figure that it is a numeral of."""
    value = 0.0 if sign.isascii() else unicodedata.numeric(sign, 0.0)
    return str(int(value)) if value in range(1, 10) else sign


def _word(text: str) -> str:
    """A label without signs and pictures around it."""
    return _EDGES.sub("", unicodedata.normalize("NFKC", text).casefold()).strip()


def _kind(dialogue: Dialogue, conversation: Conversation) -> Kind | None:
    if conversation.place.overlay is not None:
        return None
    question = dialogue.questionnaire.by_id.get(conversation.place.at)
    return None if question is None else question.kind


def _expects_typing(dialogue: Dialogue, conversation: Conversation) -> bool:
    kind = _kind(dialogue, conversation)
    return kind is not None and kind.typed


def _ticks(dialogue: Dialogue, conversation: Conversation) -> bool:
    return isinstance(_kind(dialogue, conversation), ManyOf)


__all__ = ["NAMED", "NOTHING", "Chosen", "chosen", "command_named", "is_numbered", "letter_of", "note_beside"]
