"""What a question means, and answers of the bank to what somebody asks in between."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.answer_bank import AnswerBank
from dialogs.answer_bank.lines import COURTESIES, answer_lines
from dialogs.answer_bank.matching import MOST_OFFERED, Found
from dialogs.answer_bank.sentences import is_marked_as_question
from dialogs.answer_bank.several import found_for_each
from dialogs.effects import NotUnderstood
from dialogs.pages.asking import about_ways, asks_how_to_meet
from dialogs.pages.page import whose
from dialogs.place import HANDED_OFF
from dialogs.turn import HELP_PARTS, WHICH_ANSWER, Turn

# More answers than this, one under the other, nobody reads.
MOST_TOLD = 3


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
        bank, language = AnswerBank.load(), self.conversation.language
        found, each = bank.find(typed, language, asked), found_for_each(bank, typed, language, asked)
        # "PR or HSP (ii)? Which is better?": what is asked in two pieces is one thing, if only the whole is answered.
        is_whole = found is not None and found.sure and not found.helps and all(f is None or f.helps for _, f in each)
        if not is_whole and self.answered_each(each, alone=alone, surely=surely):
            return True
        if found is None or (surely and not found.sure):
            return False
        # A greeting or thanks beside a question is no second subject to choose.
        entries = [entry for entry in found.entries if entry not in COURTESIES] or list(found.entries)[:1]
        may_offer = self.may_offer(alone=alone)
        if found.helps:
            self.help_on_question()
        elif may_offer and (len(entries) > 1 or (not found.sure and self.is_question())):
            self.place.overlay, self.place.candidates = WHICH_ANSWER, list(entries)
        elif not found.sure or len(entries) > MOST_OFFERED:
            # Three answers are a page of text; where they cannot be offered by name, staff answer.
            return False
        else:
            self.tell(*entries)
        return True

    def is_surely_answered(self, text: str) -> bool:
        """Return whether the bank answers a text, or one of its questions, wherever it is typed."""
        bank, language = AnswerBank.load(), self.conversation.language
        found = [bank.find(text, language), *(answer for _, answer in found_for_each(bank, text, language))]
        return any(answer is not None and answer.sure for answer in found)

    def may_offer(self, *, alone: bool) -> bool:
        """Return whether answers can be offered by name: over a screen that has nothing over it yet."""
        return alone and self.place.overlay is None and self.place.at != HANDED_OFF

    def answered_each(self, each: Sequence[tuple[str, Found | None]], *, alone: bool, surely: bool) -> bool:
        """Answer the questions of a text one by one, if any of them can be; say that staff answer the others."""
        may_offer = self.may_offer(alone=alone)
        told: list[str] = []
        offered: list[str] = []
        left: list[str] = []
        helps = False
        for asked, found in each:
            entries = [entry for entry in found.entries if entry not in COURTESIES] if found else []
            is_told = found is not None and found.sure and (len(entries) == 1 or not may_offer)
            if found is not None and found.helps:
                helps = True
            elif is_told and len({*told, *entries}) <= MOST_TOLD:
                told += entries
            elif entries and may_offer and not surely and not offered:
                offered = entries
            else:
                left.append(asked)
        if not (told or offered or helps):
            return False
        if helps:
            self.help_on_question()
        self.tell(*dict.fromkeys(told))
        if offered:
            self.place.overlay, self.place.candidates = WHICH_ANSWER, [*offered]
        if left:
            self.not_understood()
            self.leave_others(left)
        return True

    def leave_others(self, asked: Sequence[str]) -> None:
        """Say that the other questions of a text, which these were, cannot be answered here."""
        self.note("other-questions-for-staff", kept="no")

    def not_understood(self) -> None:
        """Count it, without its words, so that the office can see where people get stuck."""
        self.result.effects.append(NotUnderstood(self.place.overlay or self.place.at, self.conversation.language))

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
