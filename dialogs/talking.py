"""What a typed text does while a person of the office has the word: it is theirs, and the bot says next to nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dialogs.effects import AnswerOffice
from dialogs.for_the_office import ForTheOffice
from dialogs.kinds import BirthDate, Day, Percent, Whole, Years, Yen
from dialogs.messages import ActKind
from dialogs.office import is_open, next_opening
from dialogs.parsing import Certain
from dialogs.question import Question

# Kinds of which nobody types an answer who does not mean it.
_FIGURES = (BirthDate, Day, Percent, Whole, Years, Yen)


class TalkingAlong(ForTheOffice):
    """A turn that leaves what is written to a person of the office."""

    @property
    def is_talking(self) -> bool:
        """Whether a person of the office has the word: what is written is for them, and the bot says nothing to it."""
        return self.conversation.lead and self.conversation.talk.is_silent

    def left_to_staff(self) -> bool:
        """Leave what was written to the person of the office who has the word; return whether one has."""
        if self.is_talking:
            answers = self.answers_the_office()
            self.talk()
            if answers is not None:
                # They read it as it was written, and the card has it in their language.
                self.result.effects.append(AnswerOffice(answers, text=self.act.text))
        return self.is_talking

    def hear_or_tell_staff(self, hear: Callable[[Question], None], question: Question) -> None:
        """Hear a text as the answer to a question; once the office has the request, one that is none is for staff."""
        at, answers = self.place.at, self.conversation.answers_kept()
        hear(question)
        unheard = (self.place.at, self.place.overlay) == (at, None) and self.conversation.answers_kept() == answers
        if unheard and self.conversation.lead and self.act.said is not None and not self.ticked:
            self.tell_staff()
            self.note("passed-on")

    def talk(self) -> None:
        """Leave what was written to the person of the office; say once that this is so, and when they may answer."""
        self.tell_staff()
        is_answer, talk = self.takes_typed(), self.conversation.talk
        if not talk.told:
            self.note("talk-with-staff")
        self.conversation.talk = replace(talk, told=True)
        if self.opening():
            self.say_hours()
        if not is_answer and self.notes:
            self.aside()
        elif not is_answer:
            self.show = False

    def on_human(self) -> None:
        """Lead to a person; words behind the command, once the office has the request, are a message to it."""
        words = self.act.text.strip() if self.act.kind is ActKind.COMMAND else ""
        if not words or not self.conversation.lead:
            super().on_human()
        elif not self.left_to_staff():
            self.pass_on()

    def say_hours(self) -> None:
        """Say whether the office is open; of one opening, when an answer may be expected, once."""
        opening, talk = self.opening(), self.conversation.talk
        if opening and talk.told_opening == opening:
            return
        super().say_hours()
        if opening:
            self.conversation.talk = replace(talk, told_opening=opening)

    def takes_typed(self) -> bool:
        """Take what was typed for an answer as well, where a date or a figure is asked for and it is nothing else."""
        question = self.asked
        if question is None or not isinstance(question.kind, _FIGURES) or self.act.kind is not ActKind.TEXT:
            return False
        reading = question.kind.read(self.act.text, self.situation)
        if isinstance(reading, Certain):
            self.give(question, reading.value)
        return isinstance(reading, Certain)

    def opening(self) -> str:
        """Return the opening for which an answer may be expected while the office is closed; "" while it is open."""
        around, now = self.rules.around, self.situation.now
        if is_open(around.office, now, around.holiday):
            return ""
        opening = next_opening(around.office, now, around.holiday)
        return "?" if opening is None else opening.isoformat()
