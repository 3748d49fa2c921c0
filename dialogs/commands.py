"""What each command does, wherever a person stands."""

from __future__ import annotations

from dialogs.conversation import HANDED_OFF, REFUSED
from dialogs.effects import Export, TellStaff
from dialogs.messages import Act, Screen
from dialogs.parsing import Certain
from dialogs.screens import hours_line
from dialogs.turn import OF_HAND_OFF, Turn

COMMANDS = ("start", "help", "language", "recheck", "result", "book", "human", "privacy", "mydata", "forget", "cancel")
_BEFORE_CONSENT = ("start", "help", "language", "privacy", "mydata", "forget", "cancel")


class Commands(Turn):
    """A turn that knows the commands; buttons that do the same call them."""

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
        words = self.incoming.text.strip() if self.incoming.act is Act.COMMAND else ""
        if conversation.lead and conversation.state == HANDED_OFF:
            if words:
                self.pass_on()
            else:
                self.note("write-here")
            return
        self.answer("human", "yes")
        self.drop("leave", "note")
        # What was written behind the command is what the person wants to say; nothing of it is asked for again.
        question = self.rules.questionnaire["note"]
        reading = question.kind.read(words, self.view.again()) if words else None
        if isinstance(reading, Certain):
            self.answer("note", reading.value)
        self.go_on()

    def pass_on(self) -> None:
        """What was written goes to the office, which has the request already."""
        self.step.effects.append(TellStaff(self.incoming.text))
        self.answered()
        self.note("passed-on")
        hours = hours_line(self.view)
        if hours not in self.notes:
            self.notes.append(hours)
        self.show = False
        self.step.screens.append(Screen(tuple(self.notes), fresh=True))

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
