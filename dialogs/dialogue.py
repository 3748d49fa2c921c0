"""One turn of a conversation: what a person did, in; screens and effects, out. No network, no database, no clock.

Everything a turn changes is on the `Conversation`; everything it asks of the world is an `Effect`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from dialogs.answer_bank.wording import is_marked_as_question
from dialogs.conversation import HANDED_OFF, REFUSED, START, Conversation
from dialogs.effects import Erase, Export, Picture, Reach, Step, TellStaff
from dialogs.kinds import DONE, ManyOf
from dialogs.machine import CLOSED
from dialogs.matching import Match, match
from dialogs.messages import Act, Button, Incoming, Screen, Text
from dialogs.parsing import Certain
from dialogs.parts.registry import questions_of
from dialogs.ports import Translator
from dialogs.question import Question, Questionnaire
from dialogs.screens import (
    BACK,
    HELP,
    HUMAN,
    OVERLAYS,
    UNKNOWN,
    by_name,
    hours_line,
    rows_for,
    screen_for,
)
from dialogs.turn import OF_HAND_OFF, Turn
from dialogs.view import Surroundings, View

COMMANDS = ("start", "help", "language", "recheck", "result", "book", "human", "privacy", "mydata", "forget", "cancel")
_BEFORE_CONSENT = ("start", "help", "language", "privacy", "mydata", "forget", "cancel")
# Where words that are no answer reach the office, once it has the request.
_TO_STAFF = (HANDED_OFF, "ask_review", "ask_result", "ask_leave", CLOSED)
_SEVERAL = re.compile(r"[,、，;/&+]|\band\b|と")
_SOURCE = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Dialogue:
    """The conversation's rules, shared by all channels. `handle` is the only door."""

    def __init__(self, questionnaire: Questionnaire, around: Surroundings, words: Translator) -> None:
        self.questionnaire = questionnaire
        self.around = around
        self.words = words

    def handle(self, conversation: Conversation, incoming: Incoming, now: datetime) -> Step:
        """Let a person's act change the conversation (in place) and return what to show and to do.

        `now` is aware. Raises `DeadEnd` only for our own mistakes.
        """
        return _Acts(self, conversation, incoming, now).run()

    def view(self, conversation: Conversation, now: datetime) -> View:
        """What a conversation amounts to at a moment."""
        return View(conversation, self.questionnaire, self.around, now)

    def screen(self, conversation: Conversation, now: datetime) -> Screen:
        """The screen of where a conversation stands, unchanged."""
        return screen_for(self.view(conversation, now))


class _Acts(Turn):
    """What a person did, and what follows: presses, words, commands, pages."""

    def run(self) -> Step:
        conversation = self.conversation
        moved = self.resume()
        handlers: Mapping[Act, Callable[[], None]] = {
            Act.COMMAND: self.command,
            Act.PRESS: self.press,
            Act.TEXT: self.text,
            Act.EDIT: self.edited,
            Act.OTHER: self.other,
            Act.LEFT: self.left,
            Act.CAME_BACK: self.came_back,
            Act.MORE: self.more,
            Act.TOO_FAST: self.too_fast,
        }
        if conversation.state == START and self.incoming.act not in (Act.LEFT, Act.MORE, Act.TOO_FAST):
            self.begin()
        elif moved and self.incoming.act in (Act.PRESS, Act.TEXT) and conversation.state != HANDED_OFF:
            # It was meant for a screen that does not exist any more.
            self.greet_back()
        else:
            handlers[self.incoming.act]()
        if self.show:
            if not self.same_step:
                conversation.step += 1
            shown = screen_for(self.view.again())
            self.step.screens.append(Screen((*self.notes, *shown.lines), shown.rows, shown.fresh, shown.document))
        return self.step

    def resume(self) -> bool:
        """Make sense of what another version stored; whether that moved the bookmark, which the answers then set."""
        conversation = self.conversation
        for name, given in list(conversation.answers.items()):
            if not self.view.accepts(name, given.value):
                self.drop(name)
        known = conversation.state in self.flow.states
        if not known or conversation.overlay not in (None, *OVERLAYS):
            conversation.overlay, conversation.candidates = None, []
        if not known:
            conversation.wanted, conversation.draft = None, None
            self.go_on()
        return not known

    # --- acts -----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """The first word, whatever it is: greet in the messenger's language if we have it."""
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
            self.step.effects.append(Reach(True))

    def greet_back(self) -> None:
        """Only who left answers with us is told that they are here."""
        if self.view.again().value("consent") == "agree":
            self.note("welcome-back")

    def command(self) -> None:
        name = self.incoming.command
        if name not in COMMANDS:
            self.note("unknown-command")
            self.note("help", phone=self.rules.around.office.phone)
            return
        if name not in _BEFORE_CONSENT and self.view.value("consent") != "agree":
            self.note("consent-first", phone=self.rules.around.office.phone)
            self.reopen_if_refused()
            return
        getattr(self, f"on_{name}")()

    def press(self) -> None:
        """A press counts only on the screen it belongs to; an older button shows where we are instead."""
        conversation = self.conversation
        parts = self.incoming.data.split(".", 2)
        if len(parts) != 3 or not (parts[0].isdecimal() and parts[1].isdecimal()):
            self.note("old-button")
            return
        message, step, action = int(parts[0]), int(parts[1]), parts[2]
        on_live = message == conversation.live
        if step != conversation.step:
            if on_live:
                # A double tap: the first one already did it.
                self.show = False
            else:
                self.note("old-button")
            return
        self.step.in_place = on_live
        if not self.act(action):
            self.note("old-button")

    def text(self) -> None:
        conversation = self.conversation
        if conversation.state == REFUSED:
            return
        found = self.meant()
        if conversation.overlay == "readback" and not (found and found.exact):
            # Typed again where an answer is being read back: that is a new answer.
            conversation.overlay, conversation.candidates = None, []
            found = self.meant()
        if found is not None and found.exact:
            self.act(found.button.action)
            return
        question = self.asked
        if question is not None and conversation.overlay is None:
            if not self.tick_typed(question):
                self.read(question, found.button if found else None)
        elif conversation.state in _TO_STAFF and conversation.overlay is None and conversation.lead:
            self.step.effects.append(TellStaff(self.incoming.text))
            self.answered()
            self.note("passed-on")
            hours = hours_line(self.view)
            if hours not in self.notes:
                self.notes.append(hours)
            self.show = False
            self.step.screens.append(Screen(tuple(self.notes), fresh=True))
        elif not self.answered():
            self.note("question-for-staff" if is_marked_as_question(self.incoming.text) else "use-buttons")

    def meant(self) -> Match | None:
        """The button that was typed; where one value is read back, "yes" is it."""
        conversation = self.conversation
        rows = rows_for(self.view)
        if conversation.overlay == "readback" and len(conversation.candidates) == 1:
            rows = (*rows, (Button(Text("c-yes"), "is:0"),))
        found = match(self.incoming.text, rows, conversation.language, self.rules.words)
        if found is None and conversation.state == "ask_result" and conversation.overlay is None:
            # All that opens from the result goes by its name on each of its pages.
            return match(self.incoming.text, by_name(), conversation.language, self.rules.words)
        return found

    def tick_typed(self, question: Question) -> bool:
        """Tick what was typed where several can be chosen ("bachelor, master"); False unless all of it is clear."""
        conversation = self.conversation
        words = [part for part in _SEVERAL.split(self.incoming.text) if part.strip()]
        if not isinstance(question.kind, ManyOf) or len(words) < 2:
            return False
        rows = rows_for(self.view)
        found = [match(part, rows, conversation.language, self.rules.words) for part in words]
        if not all(one and one.exact and one.button.action.startswith("a:") for one in found):
            return False
        for value in dict.fromkeys(one.button.action.partition(":")[2] for one in found if one):
            if value not in (conversation.draft or []):
                self.choose(question, "a", value)
        return True

    def edited(self) -> None:
        self.note("edited")

    def other(self) -> None:
        """Media cannot be read; a person's own shared number is an answer where a contact is asked for."""
        question = self.asked
        if question is not None and question.id == "contact" and self.incoming.data:
            reading = question.kind.read(self.incoming.data, self.view)
            if isinstance(reading, Certain):
                self.give(question, reading.value)
                return
        self.note("only-text")

    def more(self) -> None:
        """What belongs to something answered already is not answered again."""
        self.show = False

    def too_fast(self) -> None:
        """So much at once that we do not read it: said once, and nothing moves."""
        self.show = False
        self.step.screens.append(Screen((Text("too-fast"),), fresh=True))

    def left(self) -> None:
        self.step.effects.append(Reach(False))
        self.show = False

    def came_back(self) -> None:
        self.step.effects.append(Reach(True))
        self.greet_back()

    # --- commands -------------------------------------------------------------------------------------------------

    def on_start(self) -> None:
        if self.conversation.state == REFUSED:
            self.reopen_if_refused()
        else:
            self.conversation.overlay = None
            self.greet_back()

    def on_help(self) -> None:
        self.note("help", phone=self.rules.around.office.phone)
        self.help_on_question()

    def on_language(self) -> None:
        if self.conversation.state != "ask_language":
            self.conversation.overlay = "language"

    def on_recheck(self) -> None:
        if self.conversation.last_run is None:
            self.no_result_yet()
            return
        self.conversation.overlay = "changed"

    def on_result(self) -> None:
        if self.conversation.last_run is None:
            self.no_result_yet()
            return
        self.show_result()

    def show_result(self) -> None:
        conversation = self.conversation
        conversation.overlay, conversation.wanted, conversation.trail = None, None, None
        conversation.view = "short"
        self.drop("part")
        self.go_to("ask_result")

    def no_result_yet(self) -> None:
        done = self.conversation.state in ("ask_thorough", "ask_review")
        self.note("result-is-next" if done else "no-result-yet")

    def on_book(self) -> None:
        conversation = self.conversation
        conversation.overlay = None
        if conversation.lead and self.view.value("leave") != "no":
            self.drop("consultation", "half_days")
        elif conversation.last_run is not None:
            self.answer("result", "ok")
            self.drop("leave")
        else:
            self.note("book-later")
            self.answer("human", "yes")
            self.drop("leave")
        self.go_on()
        question = self.asked
        if question is not None and question.id not in OF_HAND_OFF:
            self.note("book-first")

    def on_human(self) -> None:
        conversation = self.conversation
        conversation.overlay = None
        if conversation.lead and conversation.state == HANDED_OFF:
            self.note("write-here")
            return
        self.answer("human", "yes")
        self.drop("leave", "note")
        self.go_on()

    def on_privacy(self) -> None:
        office = self.rules.around.office
        self.note(
            "privacy",
            controller=self.view.office_text(office.privacy.controller),
            contact=self.view.office_text(office.privacy.contact),
            days_count=office.privacy.keep_days,
        )

    def on_mydata(self) -> None:
        self.step.effects.append(Export())
        self.show = False

    def on_forget(self) -> None:
        self.conversation.overlay = "forget"

    def on_cancel(self) -> None:
        """Leave whatever is going on; the answers stay."""
        conversation = self.conversation
        if conversation.state == REFUSED:
            return
        if conversation.overlay is not None:
            conversation.overlay = None
        elif conversation.trail is not None and conversation.last_run is not None:
            self.forget_new_job()
            self.show_result()
        elif conversation.wanted is not None:
            conversation.wanted, conversation.trail = None, None
            self.go_on()
        elif self.view.value("part") and conversation.state != "ask_result":
            self.leave_part()
        elif conversation.state in ("ask_note", "ask_name", "ask_contact_way", "ask_contact", "ask_leave"):
            self.drop("human", "result")
            self.go_on()
        else:
            self.note("cancel-nothing")
            return
        self.note("cancelled")

    # --- buttons --------------------------------------------------------------------------------------------------

    def act(self, action: str) -> bool:
        """Do what a button stands for; False when the screen has no such button."""
        rows = rows_for(self.view)
        if self.conversation.state == "ask_result" and self.conversation.overlay is None:
            rows = (*rows, *by_name())
        offered = {button.action for row in rows for button in row}
        if action not in offered:
            return False
        name, _, value = action.partition(":")
        question = self.asked
        if self.conversation.overlay is not None:
            self.on_overlay(name, value)
        elif name == BACK:
            self.back()
        elif name == HELP:
            self.help_on_question()
        elif name == HUMAN:
            self.on_human()
        elif question is not None and name in ("a", UNKNOWN, DONE):
            self.choose(question, name, value)
        else:
            self.on_page(name, value)
        return True

    def on_overlay(self, name: str, value: str) -> None:
        conversation = self.conversation
        overlay, conversation.overlay = conversation.overlay, None
        if overlay == "language":
            conversation.language = value
            ticked = conversation.draft
            self.answer("language", value)
            conversation.draft = ticked
        elif overlay == "readback" and name == "is":
            candidates, conversation.candidates = conversation.candidates, []
            if self.asked is not None:
                self.give(self.asked, candidates[int(value)])
        elif overlay == "readback":
            conversation.candidates = []
            self.note("type-again")
        elif overlay == "forget" and name == "forget":
            self.step.effects.append(Erase())
            self.show = False
        elif overlay == "changed" and name == "changed":
            self.changed(value)

    def on_page(self, name: str, value: str) -> None:
        conversation = self.conversation
        state = conversation.state
        if state == "ask_review" and name == "ok":
            self.answer("review", "ok")
            self.go_on()
        elif state == "ask_result" and name == "ok":
            self.answer("result", "ok")
            self.drop("leave")
            self.go_on()
        elif state == "ask_leave" and name in ("yes", "no"):
            self.leave(name)
        elif name == "change" and value in self.rules.questionnaire:
            conversation.wanted, conversation.trail = value, []
            self.go_to(self.rules.questionnaire[value].state)
        elif name == "view":
            self.drop("part")
            conversation.view = value
            self.same_step = True
        elif name in ("ask", "again"):
            if name == "again":
                self.drop(*(q.id for q in questions_of(self.view, value)))
            self.answer("part", value)
            self.go_on()
        elif name == "tick":
            held = self.view.value("papers_in_hand")
            held = held if isinstance(held, list) else []
            self.answer("papers_in_hand", [p for p in held if p != value] if value in held else [*held, value])
            self.same_step = True
        elif name == "picture":
            self.step.effects.append(Picture())
            self.show = False
        elif name == "review":
            self.drop("review")
            self.go_to("ask_review")
        elif name == "interview":
            self.drop("human", "leave")
            self.go_on()
        else:
            {"recheck": self.on_recheck, "result": self.on_result, "book": self.on_book}[name]()
