"""One act being handled: where the person stands, and what is said above the next screen.

Everything a turn changes is on the `Conversation`; everything it asks of the world is an `Effect`. The files beside
this one are what a turn can do, each a class of its own, put together in `accepting`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from dialogs.chapter import Chapter
from dialogs.conversation import Conversation
from dialogs.effects import TurnResult
from dialogs.kinds import Consent
from dialogs.machine import Flow, flow_for
from dialogs.messages import LONGEST_TYPED, Act, Screen, Text
from dialogs.place import Place
from dialogs.ports import Translator, World
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.situation import Situation, Surroundings
from dialogs.understanding import Reader

# The page that offers two answers by name.
WHICH_ANSWER = "which_answer"
# The page that lists what was understood of a text.
UNDERSTOOD = "understood"
# A long help is said in parts, one for each press.
HELP_PARTS = ("help", "more", "rest")


class Rules(Protocol):
    """What all turns share."""

    questionnaire: Questionnaire
    around: Surroundings
    words: Translator
    reader: Reader


class Turn:
    """One act being handled. `notes` are lines shown above the next screen."""

    def __init__(self, rules: Rules, conversation: Conversation, act: Act, now: datetime, world: World) -> None:
        self.rules = rules
        self.conversation = conversation
        self.place: Place = conversation.place
        if max(len(act.text), len(act.data)) > LONGEST_TYPED:
            act = replace(act, text=act.text[:LONGEST_TYPED], data=act.data[:LONGEST_TYPED])
        self.act = act
        self.situation = Situation(conversation, rules.questionnaire, rules.around, now, world)
        self.flow: Flow = flow_for(rules.questionnaire, self.situation.ruleset)
        self.notes: list[Text] = []
        self.result = TurnResult()
        self.show = True
        self.same_screen = False
        self.ticked = False
        self.turned_leaf = False
        self.helped = False
        self.closed: tuple[str, str] | None = None

    @property
    def asked(self) -> Question | None:
        """The question being asked, if we are at one (and not at a page)."""
        return self.rules.questionnaire.by_id.get(self.place.at)

    @property
    def is_closed(self) -> bool:
        """Whether a page laid over another one was closed, and nothing else happened."""
        return self.closed is not None and self.asked is None and self.closed == (self.place.at, self.place.side)

    @property
    def chapter(self) -> Chapter | None:
        """The chapter whose question is being asked; None at a page."""
        return self.rules.questionnaire.chapter[self.place.chapter] if self.place.chapter else None

    @property
    def has_agreed(self) -> bool:
        """Whether this person agreed to today's text, so that their answers may be kept."""
        return self.situation.again().is_answered(self.rules.questionnaire.of_kind(Consent).id)

    @property
    def once_agreed(self) -> bool:
        """Whether this person agreed to keep answers here, be it to an earlier text."""
        told = self.situation.again().standing.told(self.rules.questionnaire.of_kind(Consent).id)
        return told is not None and told.value == "agree"

    def turn_up(self, side: str) -> None:
        """Show one side of a page, in place."""
        self.place.side = side
        self.same_screen = self.turned_leaf = True

    def unfold(self, *, more: bool) -> None:
        """Show what a page keeps back, or take it away again; in place."""
        self.place.more = more
        self.same_screen = self.turned_leaf = True

    def aside(self) -> None:
        """Say the notes alone: the page they are said on is in the chat already, with its buttons."""
        self.show = False
        said, self.notes = tuple(self.notes), []
        self.result.screens.append(Screen(said, fresh=True))

    def note(self, key: str, **args: str | int | Text) -> None:
        self.notes.append(Text(key, args))
