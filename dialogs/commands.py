"""What each command does, wherever a person stands."""

from __future__ import annotations

from dataclasses import replace

from dialogs.consent_text import privacy_args
from dialogs.effects import Export, TellStaff
from dialogs.elsewhere import COMMAND as ELSEWHERE
from dialogs.kinds import Language
from dialogs.messages import ActKind, Text
from dialogs.own_words import NOTE
from dialogs.pages.hours import hours_line
from dialogs.parsing import Certain
from dialogs.place import BOOKING, HANDED_OFF, LEAVE, OK, REFUSED, RESULT, REVIEW, YES, Wish
from dialogs.sent import is_as_sent
from dialogs.turn import UNDERSTOOD, WHICH_ANSWER
from dialogs.turn.replying import Replying

COMMANDS = (
    *("start", "help", "language", "recheck", "result", "book", "reminders", "human"),
    *("privacy", "mydata", "forget", "cancel"),
)
_BEFORE_CONSENT = ("start", "help", "language", "privacy", "mydata", "forget", "cancel")


class Commands(Replying):
    """A turn that knows the commands; buttons that do the same call them."""

    def greet_back(self) -> None:
        """Greet returning people; only those who agreed once learn that we kept their answers."""
        if self.once_agreed:
            self.note("welcome-back")
            self.tell_apart()

    def tell_apart(self) -> None:
        """Ask a returning person again what has been split into several choices since they answered it.

        Whoever sent the card is asked once they turn to the answers again: the office has what was sent.
        """
        doubtful = self.situation.again().standing.doubtful
        split = {name for name in doubtful if self.rules.questionnaire[name].kind.was_split(doubtful[name].value)}
        if split and self.place.at != HANDED_OFF:
            self.go_on()
        if self.asked is not None and self.asked.id in split:
            self.note("ask-again-split", what=Text(f"{self.asked.text_key}.short"))

    def command(self) -> None:
        name = self.act.command
        if name not in COMMANDS and not (name == ELSEWHERE and self.goes_elsewhere):
            self.note("unknown-command")
            self.note("help", phone=self.rules.around.office.phone)
            return
        if name not in _BEFORE_CONSENT and not self.once_agreed:
            self.note("consent-first", phone=self.rules.around.office.phone)
            self.reopen_if_refused()
            self.reopen_consent()
            return
        getattr(self, f"on_{name}")()

    def on_start(self) -> None:
        if self.place.at == REFUSED:
            self.reopen_if_refused()
        else:
            if self.place.overlay != WHICH_ANSWER:
                self.uncover()
            self.greet_back()
            self.reopen_consent()

    def on_help(self) -> None:
        self.note("help", phone=self.rules.around.office.phone)
        self.place.help_part = 0
        self.help_on_question()
        self.helped = False

    def on_language(self) -> None:
        if self.asked is None or not isinstance(self.asked.kind, Language):
            self.lay("language")

    def on_recheck(self) -> None:
        if self.conversation.last_run is None:
            self.no_result_yet()
            return
        self.lay("changed")

    def on_result(self) -> None:
        if self.conversation.last_run is None:
            self.no_result_yet()
            return
        self.show_result()

    def show_result(self) -> None:
        """Turn to the short side of the result."""
        place = self.place
        self.uncover()
        place.trail = None
        place.side = "short"
        # Whatever is opened from the result leads back to it, also after the card was sent.
        place.take_back(Wish.PART, Wish.RESULT)
        self.turn_to(RESULT)

    def no_result_yet(self) -> None:
        """Say what comes before the result."""
        done = self.place.at == REVIEW or (self.asked is not None and self.asked.wish)
        self.note("result-is-next" if done else "no-result-yet")

    def hear_of_a_booking(self) -> bool:
        """Show what is booked where a text asks for that, or to move or cancel it; False where it says none of it."""
        if not (self.books and self.conversation.lead) or self.asked is not None:
            return False
        said = self.said_of_a_booking()
        for_staff = None if said is None else self._pressing().hear_of_booking(said)
        if for_staff:
            self.tell_staff()
            self.note("passed-on")
            if self.place.overlay != BOOKING:
                self.aside()
        return for_staff is not None

    def to_the_card(self) -> None:
        """Go on from the result to the card, and ask for leave to send it; where the office has it, to what is next."""
        self.place.wish(Wish.RESULT, OK)
        self.place.take_back(Wish.PART)
        if is_as_sent(self.situation):
            self.place.wish(Wish.LEAVE, YES)
        else:
            self.place.take_back(Wish.LEAVE)
        self.go_on()

    def look_again(self) -> None:
        """Back to the review, to correct an answer, and from there to the result."""
        self.place.take_back(Wish.REVIEW, Wish.RESULT, Wish.HUMAN)
        self.turn_to(REVIEW)

    def back_to_the_interview(self) -> None:
        """On with the interview where it stopped."""
        self.place.take_back(Wish.HUMAN, Wish.LEAVE)
        self.go_on()

    def change(self, question_id: str) -> None:
        """Open a question from a page, to change its answer."""
        self.place.trail, self.place.supposed = [], []
        self.go_to(question_id)

    def on_book(self) -> None:
        """Let the person choose when to meet, again if need be; before the card is sent, lead there first."""
        place = self.place
        self.uncover()
        if self.conversation.lead and place.wants(Wish.LEAVE) != "no" and self.books:
            self.open_booking()
            return
        if self.conversation.lead and place.wants(Wish.LEAVE) != "no":
            self.conversation.drop(*(q.id for q in self.appointment()))
            place.take_back(Wish.PART)
            place.wish(Wish.RESULT, OK)
            self.go_on()
        elif self.conversation.last_run is not None:
            self.to_the_card()
        else:
            self.note("book-later")
            place.wish(Wish.HUMAN, YES)
            place.take_back(Wish.LEAVE)
            self.go_on()
        if self.chapter is not None and not self.chapter.for_office:
            self.note("book-first")

    def on_human(self) -> None:
        """Lead to a person of the office; a text behind the command is the message to them."""
        place = self.place
        self.uncover()
        words = self.act.text.strip() if self.act.kind is ActKind.COMMAND else ""
        if self.conversation.lead and place.at != HANDED_OFF and self.is_about_the_meeting():
            # The office has the request: the words are a message to it, and change nothing of what it has.
            self.pass_on()
            self.show = True
            return
        if self.conversation.lead and place.at == HANDED_OFF:
            self.note("write-here")
            return
        place.wish(Wish.HUMAN, YES)
        place.take_back(Wish.LEAVE)
        question = self.rules.questionnaire[NOTE]
        self.conversation.drop(question.id)
        # The message was given with the command, so the question is passed by.
        reading = question.kind.read(words, self.situation.again()) if words else None
        if isinstance(reading, Certain):
            self.answer(question, reading.value)
            place.pass_by(question.id)
        self.go_on()

    def is_about_the_meeting(self) -> bool:
        """Return whether a text was typed where only the meeting is asked, after the card was sent."""
        asked = self.asked
        return self.act.kind is ActKind.TEXT and asked is not None and asked in self.appointment()

    def pass_on(self) -> None:
        """Pass what was written to the office, which already has the request."""
        self.tell_staff()
        self.answered()
        self.note("passed-on")
        if self.conversation.last_run:
            self.note("passed-on-recheck")
        self.say_hours()
        self.aside()

    def tell_staff(self) -> None:
        """Have the office hear what was written, and note when."""
        talk = self.conversation.talk
        if talk.is_silent:
            self.conversation.talk = replace(talk, last_word=self.situation.now.timestamp())
        self.result.effects.append(TellStaff(self.act.text, self.act.said))

    def say_hours(self) -> None:
        """Say, once, whether the office is open, and when it opens."""
        hours = hours_line(self.situation)
        if hours not in self.notes:
            self.notes.append(hours)

    def on_privacy(self) -> None:
        conversation = self.conversation
        args = privacy_args(self.rules.around.office, conversation.language, conversation.channel)
        self.notes.append(Text("privacy", args))
        self.offer_translation()

    def on_mydata(self) -> None:
        self.result.effects.append(Export())
        self.show = False

    def on_forget(self) -> None:
        self.lay("forget")

    def on_cancel(self) -> None:
        """Leave whatever is going on; the answers stay."""
        place, chapter = self.place, self.chapter
        if place.at == REFUSED:
            return
        if place.overlay == UNDERSTOOD:
            place.heard, place.mistaken = {}, []
        if place.overlay is not None:
            place.overlay, self.closed = None, (place.at, place.side)
        elif place.trail is not None and self.conversation.last_run is not None:
            self.forget_supposed()
            self.show_result()
        elif self.asked is not None and self.situation.is_answered(self.asked.id):
            # The person had come back to an answered question; the answer stays.
            place.trail = None
            self.go_on()
        elif chapter is not None and chapter.opened:
            self.back_before(Wish.PART)
        elif place.at == LEAVE or (chapter is not None and chapter.ends_in == LEAVE):
            place.take_back(Wish.HUMAN, Wish.RESULT)
            self.go_on()
        else:
            self.note("cancel-nothing")
            return
        self.note("cancelled")
