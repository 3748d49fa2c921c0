"""One turn of a conversation: what a person did, in; screens and effects, out. No network, no database, no clock.

Everything a turn changes is on the `Conversation`; everything it asks of the world is an `Effect`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from dialogs.answer_bank.wording import is_marked_as_question
from dialogs.buttons import Buttons
from dialogs.conversation import Conversation, answers_to_json
from dialogs.effects import Reach, TurnResult
from dialogs.errors import QuestionnaireError
from dialogs.kinds import Contact, ManyOf
from dialogs.marks import OFF, ON, place_of
from dialogs.matching import Match, match
from dialogs.messages import LONGEST_MATCHED, Act, Button, Incoming, Screen, Text
from dialogs.pages.here import page_of, screen_of
from dialogs.parsing import Certain
from dialogs.place import HANDED_OFF, REFUSED, START
from dialogs.ports import NOTHING_FULL, Translator, World
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.situation import Situation, Surroundings
from dialogs.wording import missing_texts

_SEVERAL = re.compile(r"[,、，;/&+]|\band\b|と")
# More words than any question has choices are no list of them.
MOST_TICKS_AT_ONCE = 12
_SOURCE = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Dialogue:
    """The conversation's rules, shared by all channels. `handle` is the only door.

    Raises `QuestionnaireError` for a question without its words in one of the languages.
    """

    def __init__(self, questionnaire: Questionnaire, around: Surroundings, words: Translator) -> None:
        self.questionnaire = questionnaire
        self.around = around
        self.words = words
        for fault in missing_texts(questionnaire, words, around.languages):
            raise QuestionnaireError(fault)

    def handle(
        self, conversation: Conversation, incoming: Incoming, now: datetime, world: World = NOTHING_FULL
    ) -> TurnResult:
        """Let a person's act change the conversation (in place) and return what to show and to do.

        `now` is aware; `world` answers what has to be asked before that is known. Raises `DeadEnd` only for our own
        mistakes.
        """
        return _Acts(self, conversation, incoming, now, world).run()

    def situation(self, conversation: Conversation, now: datetime, *, is_sent: bool = False) -> Situation:
        """What a conversation amounts to at a moment; `is_sent` is of the answers of a lead."""
        return Situation(conversation, self.questionnaire, self.around, now, is_sent=is_sent)

    def exported(self, conversation: Conversation, now: datetime) -> dict[str, Any]:
        """Return all that is stored of a conversation for its owner: what stands, and apart from it what does not."""
        parted = self.situation(conversation, now).standing
        data = {**conversation.to_json(), "answers": answers_to_json(parted.answers)}
        if parted.doubtful:
            data["to_be_confirmed"] = answers_to_json(parted.doubtful)
        if parted.aside:
            data["set_aside"] = answers_to_json(parted.aside)
        return data

    def screen(self, conversation: Conversation, now: datetime) -> Screen:
        """The screen of where a conversation stands, unchanged."""
        return screen_of(self.situation(conversation, now))


def _shown_of(conversation: Conversation) -> tuple[object, ...]:
    """All that screens and buttons depend on, to be compared; where the person stands comes first."""
    place = conversation.place
    return (
        place_of(conversation),
        place.at,
        conversation.language,
        conversation.answers_kept(),
        tuple(conversation.again),
        dict(place.wishes),
        place.trail,
        place.candidates,
        place.draft,
        conversation.lead,
        conversation.consented_to,
    )


class _Acts(Buttons):
    """What a person did, and what follows."""

    def run(self) -> TurnResult:
        conversation = self.conversation
        if self.is_answered_album():
            return self.result
        before = _shown_of(conversation)
        moved = self.resume()
        handlers: Mapping[Act, Callable[[], None]] = {
            Act.COMMAND: self.command,
            Act.PRESS: self.press,
            Act.TEXT: self.text,
            Act.EDIT: self.edited,
            Act.OTHER: self.other,
            Act.LEFT: self.left,
            Act.CAME_BACK: self.came_back,
            Act.TOO_FAST: self.too_fast,
        }
        silent = self.incoming.act in (Act.LEFT, Act.TOO_FAST)
        if self.place.at == START and not silent:
            # A button pressed after the person was erased.
            self.result.stray = self.incoming.act is Act.PRESS
            self.begin()
        elif moved and self.incoming.act in (Act.PRESS, Act.TEXT) and self.place.at != HANDED_OFF:
            # The act answered a screen that this version no longer has.
            self.result.stray = self.incoming.act is Act.PRESS
            self.greet_back()
        else:
            handlers[self.incoming.act]()
        if self.show:
            self.miss()
        if _shown_of(conversation) != before:
            self.count_on(before)
        if self.show:
            shown = screen_of(self.situation.again())
            self.result.screens.append(
                Screen((*self.notes, *shown.lines), shown.rows, shown.fresh, self.same_screen, shown.document)
            )
        return self.result

    def is_answered_album(self) -> bool:
        """Return whether this is a later part of an album already answered: one reply is enough for all."""
        answered, self.conversation.album = self.conversation.album, self.incoming.album or self.conversation.album
        return self.incoming.album != "" and self.incoming.album == answered

    def count_on(self, before: tuple[object, ...]) -> None:
        """Count a new revision, which makes older buttons stale."""
        conversation = self.conversation
        conversation.revision += 1
        conversation.pressed = self.accepted
        if not self.ticked or before[0] != place_of(conversation):
            conversation.opened = conversation.revision

    def resume(self) -> bool:
        """Repair a place stored by another version; return whether it had to change."""
        place = self.place
        known = self.flow.settle(place)
        if not known or not self.flow.lies_over(place.overlay):
            place.overlay, place.candidates = None, []
        if not known:
            place.at, place.draft = START, None
            self.go_on()
        return not known

    def begin(self) -> None:
        """Begin the conversation at the first act of any kind, in the messenger's language if we have it."""
        conversation, incoming = self.conversation, self.incoming
        hint = (incoming.language or "").partition("-")[0]
        if hint in self.rules.around.languages:
            conversation.language = hint
        if incoming.act is Act.COMMAND and incoming.command == "start" and _SOURCE.fullmatch(incoming.text):
            conversation.source = incoming.text
        self.go_on()
        if incoming.act is Act.COMMAND and incoming.command != "start":
            self.command()
        elif incoming.act is Act.CAME_BACK:
            self.result.effects.append(Reach(True))

    def text(self) -> None:
        place = self.place
        if place.at == REFUSED:
            return
        found = self.meant()
        if place.overlay == "readback" and not (found and found.exact):
            # Typed again where an answer is being read back: that is a new answer.
            place.overlay, place.candidates = None, []
            found = self.meant()
        if found is not None and found.exact:
            self.act(found.button.action)
            return
        question = self.asked
        if question is not None and place.overlay is None:
            if not self.tick_typed(question):
                self.read(question, found.button if found else None)
        elif place.overlay is None and self.conversation.lead:
            # Once the office has the request, a text typed on a page is a message to the office.
            self.pass_on()
        elif not self.answered():
            self.note("question-for-staff" if is_marked_as_question(self.incoming.text) else "use-buttons")

    def meant(self) -> Match | None:
        """Return the button whose words were typed; "yes" confirms a single value being read back."""
        conversation, place = self.conversation, self.place
        page = page_of(self.situation)
        rows = page.rows(self.situation)
        if place.overlay == "readback" and len(place.candidates) == 1:
            rows = (*rows, (Button(Text("c-yes"), "is:0"),))
        found = match(self.incoming.text, rows, conversation.language, self.rules.words)
        # What a page offers by its name alone gives way to what is on the screen.
        return found or match(self.incoming.text, page.by_name(self.situation), conversation.language, self.rules.words)

    def tick_typed(self, question: Question) -> bool:
        """Tick what was typed where several can be chosen ("bachelor, master"); False unless all of it is clear."""
        conversation = self.conversation
        if not isinstance(question.kind, ManyOf) or len(self.incoming.text) > LONGEST_MATCHED:
            return False
        words = [part for part in _SEVERAL.split(self.incoming.text) if part.strip()]
        if not 2 <= len(words) <= MOST_TICKS_AT_ONCE:
            return False
        rows = page_of(self.situation).rows(self.situation)
        found = [match(part, rows, conversation.language, self.rules.words) for part in words]
        if not all(one and one.exact and one.button.action.startswith((f"{ON}:", f"{OFF}:")) for one in found):
            return False
        for value in dict.fromkeys(one.button.action.partition(":")[2] for one in found if one):
            self.choose(question, ON, value)
        return True

    def edited(self) -> None:
        self.note("edited")

    def other(self) -> None:
        """Media cannot be read; a person's own shared number is an answer where a contact is asked for."""
        question = self.asked
        if question is not None and isinstance(question.kind, Contact) and self.incoming.data:
            reading = question.kind.read(self.incoming.data, self.situation)
            if isinstance(reading, Certain):
                self.give(question, reading.value)
                return
        self.note("only-text")

    def too_fast(self) -> None:
        """Say once that so many acts at once are not read; nothing moves."""
        self.show = False
        self.result.screens.append(Screen((Text("too-fast"),), fresh=True))

    def left(self) -> None:
        self.result.effects.append(Reach(False))
        self.show = False

    def came_back(self) -> None:
        self.result.effects.append(Reach(True))
        self.greet_back()
