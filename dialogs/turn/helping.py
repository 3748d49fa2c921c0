"""What a question means, and answers of the bank to what somebody asks in between."""

from __future__ import annotations

from dialogs.answer_bank import AnswerBank
from dialogs.answer_bank.lines import COURTESIES, answer_lines
from dialogs.answer_bank.sentences import is_marked_as_question
from dialogs.pages.asking import about_ways, asks_how_to_meet
from dialogs.pages.page import whose
from dialogs.place import HANDED_OFF
from dialogs.turn import HELP_PARTS, WHICH_ANSWER, Turn


class Helping(Turn):
    """A turn that explains."""

    def answered(self, text: str | None = None, *, surely: bool = False) -> bool:
        """Answer a question, if what was typed is clearly one: by the help of what is asked, or by the answer bank.

        Where two answers are as near, let the person choose, or tell both: where nothing can be laid over the screen,
        and when the question is a part of a `text` that says more. What is not sure is offered by name to who asks
        something, or left to staff where nothing can be; a word that asks nothing is an answer that was not understood.
        `surely` leaves out what is not sure: of a text that may tell a whole life, a word is no question.
        """
        typed, alone = (self.act.text, True) if text is None else (text, False)
        # Beside an answer the question of the screen is done with, so its help is no answer.
        asked = self.asked.id if self.asked is not None and alone and self.place.overlay is None else None
        found = AnswerBank.load().find(typed, self.conversation.language, asked)
        if found is None or (surely and not found.sure):
            return False
        # A greeting or thanks beside a question is no second subject to choose.
        entries = [entry for entry in found.entries if entry not in COURTESIES] or list(found.entries)[:1]
        may_offer = alone and self.place.overlay is None and self.place.at != HANDED_OFF
        if found.helps:
            self.help_on_question()
        elif may_offer and (len(entries) > 1 or (not found.sure and self.is_question())):
            self.place.overlay, self.place.candidates = WHICH_ANSWER, list(entries)
        elif not found.sure:
            return False
        else:
            self.tell(*entries)
        return True

    def is_question(self) -> bool:
        """Return whether the text asks something."""
        return "?" in self.act.text or "？" in self.act.text or is_marked_as_question(self.act.text)

    def tell(self, *entries: str) -> None:
        """Tell answers of the bank above the screen, which stays as it is."""
        for entry in entries:
            self.notes += answer_lines(entry, self.situation)
        self.same_screen = True

    def help_on_question(self) -> None:
        """Say what there is to say of the question being asked."""
        question = self.asked
        if question is not None:
            self.help_on(question.sheet_key if self.place.sheet else question.text_key)
            self.notes += about_ways(self.situation.again()) if asks_how_to_meet(question) else ()
        self.same_screen = True

    def help_on(self, text_key: str) -> None:
        """Say what there is to say of a question, or of several on one screen."""
        part = HELP_PARTS[self.place.help_part]
        if self.rules.words.has(self.conversation.language, f"{text_key}.{part}"):
            self.note(f"{text_key}.{part}", whose=whose(self.situation.again()))
        following = f"{text_key}.{HELP_PARTS[(self.place.help_part + 1) % len(HELP_PARTS)]}"
        goes_on = part != HELP_PARTS[-1] and self.rules.words.has(self.conversation.language, following)
        self.place.help_part = self.place.help_part + 1 if goes_on else 0
        self.same_screen = self.helped = True
