"""Typed texts as words of a button: of the screen, of what a page offers by its name, or of several to be ticked."""

from __future__ import annotations

import re

from dialogs.answer_bank import AnswerBank
from dialogs.buttons import Buttons
from dialogs.kinds import ManyOf, ManyOfSource, TalkLanguage
from dialogs.marks import OFF, ON
from dialogs.matching import IN_FULL, Match, fold, match
from dialogs.messages import LONGEST_MATCHED, Button, Text
from dialogs.pages.asking import ASKING
from dialogs.pages.here import page_of, screen_of
from dialogs.parsing import AnswerProblem
from dialogs.question import Question

SEVERAL = re.compile(r"[,、，;/&+]|\band\b|と")
FORGET = "forget"
WITHDRAW = "withdraw"
_TO_FORGET = ((Button(Text("typed-forget"), FORGET),),)
_TO_WITHDRAW = ((Button(Text("typed-withdraw"), WITHDRAW),),)
# What answers something else, or asks for something, where a name is asked.
_NO_NAMES = (
    tuple(Button(Text(key), key) for key in ("typed-no-name", "c-yes", "c-no", "button-unknown", "button-back")),
)
# What other screens offer in full: "Yes, send it" says yes to nothing else.
_ELSEWHERE = ("button-send", "button-do-not-send", "button-forget-yes", "button-forget-no")
# So much may stand behind them: "please".
A_PLEASE = 8
# More words than any question has choices are no list of them.
MOST_TICKS_AT_ONCE = 12


class ByWords(Buttons):
    """A turn that knows the words of buttons."""

    def meant(self) -> Match | None:
        """Return the button whose words were typed; "yes" confirms a single value being read back.

        What cannot be taken back is no button's words when it is asked: "Agree?" agrees to nothing.
        """
        conversation, place, text = self.conversation, self.place, self.act.text
        page = page_of(self.situation)
        rows = page.rows(self.situation) if page is ASKING else screen_of(self.situation, self.rules.words).rows
        if place.overlay == "readback" and len(place.candidates) == 1:
            # Where several can be chosen, "Done" says that this one is all.
            of_several = self.asked is not None and isinstance(self.asked.kind, ManyOf)
            agrees = ("c-yes", "button-done") if of_several else ("c-yes",)
            rows = (*rows, tuple(Button(Text(key), "is:0") for key in agrees))
        found = match(text, rows, conversation.language, self.rules.words)
        # What a page offers by its name alone gives way to what is on the screen.
        found = found or match(text, page.by_name(self.situation), conversation.language, self.rules.words)
        if found is not None and found.button.label.key in IN_FULL and self.is_question():
            return None
        return found

    def asks_to_forget(self) -> bool:
        """Return whether the whole text asks to erase; the page it opens still needs its own button."""
        return self.place.overlay != FORGET and self._asks_for(_TO_FORGET)

    def asks_to_withdraw(self) -> bool:
        """Return whether the whole text takes back the leave to keep answers; the page it opens has its own button."""
        return self.place.overlay != WITHDRAW and self._asks_for(_TO_WITHDRAW)

    def _asks_for(self, named: tuple[tuple[Button, ...], ...]) -> bool:
        found = match(self.act.text, named, self.conversation.language, self.rules.words)
        return found is not None and found.exact and not self.is_question()

    def is_of_another_screen(self) -> bool:
        """Return whether the text begins with a whole label of a button of another screen, in any language."""
        typed, words = fold(self.act.text[:LONGEST_MATCHED]), self.rules.words
        return any(
            typed.startswith(label := fold(words.plain(language, Text(key)))) and len(typed) - len(label) <= A_PLEASE
            for language in self.rules.around.languages
            for key in _ELSEWHERE
        )

    def tick_typed(self, question: Question) -> bool:
        """Tick what was typed where several can be chosen ("bachelor, master"); False unless all of it is clear."""
        conversation = self.conversation
        if not isinstance(question.kind, ManyOf) or len(self.act.text) > LONGEST_MATCHED:
            return False
        words = [part for part in SEVERAL.split(self.act.text) if part.strip()]
        if not 2 <= len(words) <= MOST_TICKS_AT_ONCE:
            return False
        rows = page_of(self.situation).rows(self.situation)
        found = [match(part, rows, conversation.language, self.rules.words) for part in words]
        if not all(one and one.exact and one.button.action.startswith((f"{ON}:", f"{OFF}:")) for one in found):
            return False
        for value in dict.fromkeys(one.button.action.partition(":")[2] for one in found if one):
            self.choose(question, ON, value)
        return True

    def tick_days(self, question: Question) -> bool:
        """Tick half-days as people name them ("Tuesday morning", "Wednesday": both of its half-days)."""
        if not isinstance(question.kind, ManyOfSource) or len(self.act.text) > LONGEST_MATCHED:
            return False
        language, words = self.conversation.language, self.rules.words
        rows = page_of(self.situation).rows(self.situation)
        parts = words.plain(language, Text("half-day-parts")).split("|")
        found: list[str] = []
        for named in filter(str.strip, SEVERAL.split(self.act.text)):
            meant = [match(f"{named} {part}".strip(), rows, language, words) for part in ("", *parts)]
            ticks = [one.button.action for one in meant if one and one.button.action.startswith((f"{ON}:", f"{OFF}:"))]
            if not ticks:
                return False
            found += ticks
        for value in dict.fromkeys(action.partition(":")[2] for action in found):
            self.choose(question, ON, value)
        return bool(found)

    def is_a_word(self) -> bool:
        """Return whether the text is a word, or only such words, that answer something and are nobody's name.

        "Yes" is one in any language; so is "OK send": buttons are pressed so.
        """
        return any(self.is_a_word_of(self.act.text, language) for language in self.rules.around.languages)

    def is_a_word_of(self, text: str, language: str) -> bool:
        """Return whether words answer something in a language: as a whole, or each of them, be it with an "it"."""
        words = self.rules.words
        if (found := match(text, _NO_NAMES, language, words)) is not None and found.exact:
            return True
        said = re.findall(r"[\w']+", text.casefold())[:MOST_TICKS_AT_ONCE]
        beside = set(words.plain(language, Text("typed-no-name-beside")).split("|"))
        meant = [match(word, _NO_NAMES, language, words) for word in said if word not in beside]
        return len(said) > 1 and bool(meant) and all(one is not None and one.exact for one in meant)

    def asks_to_be_called(self) -> bool:
        """Return whether the text only asks to be called, in any language: "call me now please"."""
        return not self.is_question() and self.says_only("typed-call-beside", "typed-call")

    def names_a_language(self, kind: TalkLanguage) -> bool:
        """Return whether the text names a language to talk in, and asks nothing."""
        return not self.is_question() and not isinstance(kind.read(self.act.text, self.situation), AnswerProblem)

    def asks_word_by_word(self) -> bool:
        """Return whether the text is a common question as people type it: "why do you ask", "help"."""
        asked = self.asked.id if self.asked is not None else None
        found = AnswerBank.load().find(self.act.text, self.conversation.language, asked)
        return found is not None and found.sure and found.score == 1.0
