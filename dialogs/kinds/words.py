"""Kinds whose answer is in the person's own words: a text, a home, a name, a contact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialogs.conversation import Value
from dialogs.kinds.choices import OneOf
from dialogs.kinds.kind import Context, Kind
from dialogs.messages import Text, Typed
from dialogs.own_words import Remark
from dialogs.parsing import (
    Ambiguous,
    AnswerProblem,
    Certain,
    Reading,
    names_status,
    read_contact,
    read_name,
    visible,
)
from dialogs.whereabouts import JAPAN, Whereabouts, names_abroad, zone_named

LONGEST_TEXT = 1_000
# The number of a button, which is no answer in words; a postal code is longer.
_NUMBER_ALONE = re.compile(r"\W*\d{1,2}\W*")


@dataclass(frozen=True, slots=True)
class FreeText(Kind):
    """A line in the person's own words."""

    longest: int = LONGEST_TEXT

    def faults(self) -> Iterator[str]:
        if not 1 <= self.longest <= LONGEST_TEXT:
            yield f"needs room for 1 to {LONGEST_TEXT} characters, not {self.longest}"

    @property
    def typed(self) -> bool:
        return True

    @property
    def any_words(self) -> bool:
        return True

    def read(self, text: str, context: Context) -> Reading[Value]:
        kept = visible(text)
        if not kept:
            return AnswerProblem("problem-text-empty")
        if len(kept) > self.longest:
            return AnswerProblem("problem-text-long", {"most": self.longest})
        return Certain(kept)

    def samples(self) -> Iterator[Value]:
        yield "a word"

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return Text("value-typed", {"text": Typed(str(value))})


@dataclass(frozen=True, slots=True)
class Worded(FreeText):
    """A line in the person's own words, where the usual ones are buttons, labelled `c-<question>-<choice>`."""

    choices: tuple[str, ...] = ()

    def faults(self) -> Iterator[str]:
        yield from FreeText.faults(self)
        yield from OneOf.faults(OneOf(self.choices))

    def options(self, question_id: str, context: Context) -> Sequence[tuple[str, Text]]:
        return [(choice, Text(f"c-{question_id}-{choice}")) for choice in self.choices]

    def label_keys(self, question_id: str) -> Iterator[str]:
        return (f"c-{question_id}-{choice}" for choice in self.choices)

    def knows(self, text: str) -> bool:
        """Return whether a text has a word that names what can be chosen, on a button or not."""
        return names_status(text)

    def read(self, text: str, context: Context) -> Reading[Value]:
        # What is asked is no answer, nor is a number.
        if re.search(r"[?？]", text) or _NUMBER_ALONE.fullmatch(text):
            return AnswerProblem("problem-choice")
        reading = FreeText.read(self, text, context)
        # A card may have words that we do not know: only the person can say so.
        unknown = isinstance(reading, Certain) and not self.knows(str(reading.value))
        return Ambiguous((reading.value,)) if isinstance(reading, Certain) and unknown else reading

    def listed(self) -> tuple[str, ...]:
        return self.choices

    def can_be(self, value: str) -> bool:
        return True

    def samples(self) -> Iterator[Value]:
        yield from self.choices
        yield "a word"

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        return Text(f"c-{question_id}-{value}") if value in self.choices else FreeText.shown(self, "", value, context)


@dataclass(frozen=True, slots=True)
class Home(FreeText):
    """Where somebody lives and when they can be reached; the time zone is kept with the words.

    A question that names no place is none: "can my wife work there?" is asked, and not where somebody lives.
    Nor is the number of a button.
    """

    longest: int = 200

    def read(self, text: str, context: Context) -> Reading[Value]:
        reading = FreeText.read(self, text, context)
        if not isinstance(reading, Certain):
            return reading
        words = str(reading.value)
        named = zone_named(words)
        if named is None and (re.search(r"[?？]", words) or _NUMBER_ALONE.fullmatch(words)):
            return AnswerProblem("problem-where")
        if named is None and context.lives_in_japan and not names_abroad(words):
            # No list has every town in Japan.
            named = JAPAN
        return Certain(Whereabouts(named, words).kept())

    def samples(self) -> Iterator[Value]:
        yield Whereabouts(JAPAN, "a town").kept()

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        found = Whereabouts.of(value)
        return Text("value-unknown") if found is None else found.shown(context.today)

    def accepts(self, value: Value, context: Context) -> bool:
        return Whereabouts.of(value) is not None


@dataclass(frozen=True, slots=True)
class Name(FreeText):
    """A person's name: any text but a number or a question."""

    longest: int = 80

    def read(self, text: str, context: Context) -> Reading[Value]:
        reading = FreeText.read(self, text, context)
        if isinstance(reading, Certain):
            return _widen_text(read_name(str(reading.value)))
        unseen = isinstance(reading, AnswerProblem) and reading.key == "problem-text-empty"
        return AnswerProblem("problem-name-unseen") if unseen else reading


@dataclass(frozen=True, slots=True)
class Contact(FreeText):
    """A telephone number or an e-mail address."""

    longest: int = 120

    @property
    def any_words(self) -> bool:
        return False

    def read(self, text: str, context: Context) -> Reading[Value]:
        reading = FreeText.read(self, text, context)
        if not isinstance(reading, Certain):
            return reading
        found = read_contact(str(reading.value))
        if not isinstance(found, Certain):
            return found if isinstance(found, AnswerProblem) else AnswerProblem("problem-contact")
        if not found.value.has_country and context.lives_abroad:
            return AnswerProblem("problem-contact-country")
        return Certain(found.value.text)


@dataclass(frozen=True, slots=True)
class OwnWords(Kind):
    """What a person said that fits no question; each line as `Remark.kept` gives it."""

    def shown(self, question_id: str, value: Value, context: Context) -> Text:
        lines = value if isinstance(value, list) else []
        return Text("list", {"items": tuple(Remark.of(line).shown() for line in lines)})

    def accepts(self, value: Value, context: Context) -> bool:
        return isinstance(value, list) and all(line.count("|") >= 2 for line in value)


def _widen_text(reading: Reading[str]) -> Reading[Value]:
    if isinstance(reading, Certain):
        return Certain(reading.value)
    return reading if isinstance(reading, AnswerProblem) else Ambiguous(reading.candidates)
