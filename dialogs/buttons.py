"""What a press does: whether it counts, and what its button stands for on a question, a page or an overlay."""

from __future__ import annotations

from dialogs.commands import Commands
from dialogs.effects import Erase, Picture
from dialogs.following import forget
from dialogs.kinds import DONE, Language, ManyOf
from dialogs.marks import OFF, ON, Press, place_of, read_press
from dialogs.parts.papers import IN_HAND
from dialogs.place import LEAVE, OK, RESULT, REVIEW, YES, Wish
from dialogs.question import Question
from dialogs.screens import BACK, HELP, HUMAN, UNKNOWN, by_name, rows_for


class Buttons(Commands):
    """A turn that knows the buttons. `accepted` is the press acted upon: its mark, action, and message."""

    accepted: list[str] | None = None

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
        return press.revision == conversation.revision or self.place.draft is None or name in (ON, OFF, HELP)

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

    def act(self, action: str) -> bool:
        """Do what a button stands for; False when the screen has no such button."""
        rows = rows_for(self.view)
        if self.place.at == RESULT and self.place.overlay is None:
            rows = (*rows, *by_name())
        offered = {button.action for row in rows for button in row}
        name, _, value = action.partition(":")
        # A tick that is as wanted already is offered the other way round.
        as_it_is = {ON: f"{OFF}:{value}", OFF: f"{ON}:{value}"}.get(name, action)
        question = self.asked
        if offered.isdisjoint((action, as_it_is)):
            return self.place.overlay is None and question is not None and self.missed(question, name, value)
        if self.place.overlay is not None:
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

    def missed(self, question: Question, name: str, value: str) -> bool:
        """Say why a choice of this very question is not offered any more; False where it never was."""
        kind = question.kind
        missed = kind.missed(value, self.view) if isinstance(kind, ManyOf) and name in (ON, OFF) else None
        if missed is None or not isinstance(kind, ManyOf):
            return False
        if value not in (self.place.draft or []):
            self.notes.append(missed)
        self.miss()
        self.same_step = self.ticked = True
        return True

    def on_overlay(self, name: str, value: str) -> None:
        """Do what a button of an overlay stands for; whatever it is, the overlay goes."""
        conversation, place = self.conversation, self.place
        overlay, place.overlay = place.overlay, None
        if overlay == "language":
            conversation.language = value
            # Nothing moves, and ticks that are not confirmed yet stay.
            conversation.keep(self.rules.questionnaire.of_kind(Language).id, value, self.view.today)
            place.failures = 0
        elif overlay == "readback" and name == "is":
            candidates, place.candidates = place.candidates, []
            if self.asked is not None:
                self.give(self.asked, candidates[int(value)])
        elif overlay == "readback":
            place.candidates = []
            self.note("type-again")
        elif overlay == "forget" and name == "forget":
            forget()
            self.step.effects.append(Erase())
            self.show = False
        elif overlay == "changed" and name == "changed":
            self.changed(value)

    def on_page(self, name: str, value: str) -> None:
        """Do what a button of a page stands for."""
        place = self.place
        if place.at == REVIEW and name == OK:
            place.wishes[Wish.REVIEW] = OK
            self.go_on()
        elif place.at == RESULT and name == OK:
            self.to_the_card()
        elif place.at == LEAVE and name in (YES, "no"):
            self.leave(name)
        elif name == "change" and value in self.rules.questionnaire:
            place.trail = []
            self.go_to(value)
        elif name == "view":
            place.take_back(Wish.PART)
            place.view = value
            self.same_step = True
        elif name in ("ask", "again"):
            if name == "again":
                # All anew, what did not apply this time too.
                chapter = self.rules.questionnaire.chapter[value]
                self.conversation.drop(*(q.id for q in self.rules.questionnaire.asked_in(chapter)))
            place.wishes[Wish.PART] = value
            self.go_on()
        elif name in (ON, OFF):
            self.tick_paper(value, wanted=name == ON)
        elif name == "picture":
            self.step.effects.append(Picture())
            self.show = False
        elif name == "review":
            place.take_back(Wish.REVIEW, Wish.HUMAN)
            self.turn_to(REVIEW)
        elif name == "interview":
            place.take_back(Wish.HUMAN, Wish.LEAVE)
            self.go_on()
        else:
            {"recheck": self.on_recheck, "result": self.on_result, "book": self.on_book}[name]()

    def tick_paper(self, paper: str, *, wanted: bool) -> None:
        """A paper is in hand or is not; said again, it stays as it is."""
        held = self.view.value(IN_HAND)
        held = held if isinstance(held, list) else []
        if wanted != (paper in held):
            others = [other for other in held if other != paper]
            self.conversation.keep(IN_HAND, [*held, paper] if wanted else others, self.view.today)
        self.same_step = self.ticked = True
