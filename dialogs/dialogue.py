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
from dialogs.following import forget
from dialogs.kinds import DONE, ManyOf
from dialogs.machine import CLOSED
from dialogs.marks import OFF, ON, Press, place_of, read_press
from dialogs.matching import Match, match
from dialogs.messages import LONGEST_MATCHED, Act, Button, Incoming, Screen, Text
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
# More words than any question has choices are no list of them.
MOST_TICKS_AT_ONCE = 12
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


def _shown_of(conversation: Conversation) -> tuple[object, ...]:
    """All that screens and buttons depend on, to be compared; where the person stands comes first."""
    return (
        place_of(conversation),
        conversation.state,
        conversation.language,
        dict(conversation.answers),
        tuple(conversation.again),
        conversation.wanted,
        conversation.trail,
        conversation.candidates,
        conversation.draft,
        conversation.lead,
        conversation.consented_to,
    )


class _Acts(Turn):
    """What a person did, and what follows: presses, words, commands, pages."""

    # The press that was acted upon: place and revision, action, and the message it was on.
    accepted: list[str] | None = None

    def run(self) -> Step:
        conversation = self.conversation
        if self.is_answered_album():
            return self.step
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
        if conversation.state == START and not silent:
            # A button of somebody we do not know any more.
            self.step.stray = self.incoming.act is Act.PRESS
            self.begin()
        elif moved and self.incoming.act in (Act.PRESS, Act.TEXT) and conversation.state != HANDED_OFF:
            # It was meant for a screen that does not exist any more.
            self.step.stray = self.incoming.act is Act.PRESS
            self.greet_back()
        else:
            handlers[self.incoming.act]()
        if _shown_of(conversation) != before:
            self.count_on(before)
        if self.show:
            shown = screen_for(self.view.again())
            self.step.screens.append(
                Screen((*self.notes, *shown.lines), shown.rows, shown.fresh, self.same_step, shown.document)
            )
        return self.step

    def is_answered_album(self) -> bool:
        """Whether it is one more part of an album whose first part was answered: one reply is enough for all."""
        answered, self.conversation.album = self.conversation.album, self.incoming.album or self.conversation.album
        return self.incoming.album != "" and self.incoming.album == answered

    def count_on(self, before: tuple[object, ...]) -> None:
        """What is shown has changed: buttons made before are those of an earlier screen."""
        conversation = self.conversation
        conversation.revision += 1
        conversation.pressed = self.accepted
        if not self.ticked or before[0] != place_of(conversation):
            conversation.opened = conversation.revision

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
        """A press counts on any copy of the current screen; a stray copy shows where we are instead."""
        conversation = self.conversation
        press = read_press(self.incoming.data)
        here = press is not None and press.place == place_of(conversation)
        if press and here and conversation.opened <= press.revision <= conversation.revision:
            self.accepted = [f"{press.place}.{press.revision}", press.action, self.incoming.message]
            self.step.in_place = True
            if not (self.says_the_same(press) and self.act(press.action)):
                self.note("old-button")
        elif press is None or not self.is_repeated(press):
            self.step.stray = True
            self.note("old-button")

    def says_the_same(self, press: Press) -> bool:
        """Whether a press says on the current screen what it said on the copy it was on.

        Since the place was opened only ticks have changed. A tick says what is wanted of it, and help is help; what
        keeps or leaves the ticks must be pressed where they are shown as they are. On the page of papers each tick is
        kept at once, and no other button there depends on it.
        """
        conversation = self.conversation
        name = press.action.partition(":")[0]
        return press.revision == conversation.revision or conversation.draft is None or name in (ON, OFF, HELP)

    def is_repeated(self, press: Press) -> bool:
        """Whether it is the press that just moved the person: a double tap, or once more on another copy.

        A double tap is passed over, once: whoever goes on pressing has not been shown where they are.
        """
        before = self.conversation.pressed
        if before is None or before[0] != f"{press.place}.{press.revision}":
            return False
        self.conversation.pressed = None
        if before[2] == self.incoming.message:
            self.show = False
            return True
        self.step.in_place = before[1] == press.action
        return self.step.in_place

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
        if not isinstance(question.kind, ManyOf) or len(self.incoming.text) > LONGEST_MATCHED:
            return False
        words = [part for part in _SEVERAL.split(self.incoming.text) if part.strip()]
        if not 2 <= len(words) <= MOST_TICKS_AT_ONCE:
            return False
        rows = rows_for(self.view)
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
        if question is not None and question.id == "contact" and self.incoming.data:
            reading = question.kind.read(self.incoming.data, self.view)
            if isinstance(reading, Certain):
                self.give(question, reading.value)
                return
        self.note("only-text")

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
        name, _, value = action.partition(":")
        # A tick that is as wanted already is offered the other way round.
        as_it_is = {ON: f"{OFF}:{value}", OFF: f"{ON}:{value}"}.get(name, action)
        if offered.isdisjoint((action, as_it_is)):
            return False
        question = self.asked
        if self.conversation.overlay is not None:
            self.on_overlay(name, value)
        elif name == BACK:
            self.back()
        elif name == HELP:
            self.help_on_question()
        elif name == HUMAN:
            self.on_human()
        elif question is not None and name in ("a", ON, OFF, UNKNOWN, DONE):
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
            forget()
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
        elif name in (ON, OFF):
            held = self.view.value("papers_in_hand")
            held = held if isinstance(held, list) else []
            if (name == ON) != (value in held):
                others = [paper for paper in held if paper != value]
                self.answer("papers_in_hand", [*held, value] if name == ON else others)
            self.same_step = self.ticked = True
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
