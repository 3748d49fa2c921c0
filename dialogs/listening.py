"""What a typed text does: a button, an answer, several facts at once, a question, or a message to the office."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dialogs.answer_bank.sentences import is_marked_as_question
from dialogs.conversation import Value
from dialogs.deadline import KINDS_WITH_A_DAY, STAY_UNTIL
from dialogs.employer_link import PAGE_ID as EMPLOYER_LINK
from dialogs.kinds import DONE, NONE, Consent, Home, Language, Name, TalkLanguage, Worded, YesNo
from dialogs.matching import match
from dialogs.messages import LONGEST_MATCHED, Button, Text
from dialogs.own_words import NOTE, Remark
from dialogs.pages.asking import FAILURES_BEFORE_HELP
from dialogs.pages.page import HUMAN, UNKNOWN
from dialogs.parsing import Ambiguous, Certain, PartialDate, read_name, visible
from dialogs.parts import what_if
from dialogs.place import BOOKING, NO, REFUSED, REVIEW, Wish
from dialogs.question import Question
from dialogs.remarking import GOAL, TO_A_PERSON
from dialogs.supposing import Supposing
from dialogs.turn import UNDERSTOOD, WHICH_ANSWER
from dialogs.understanding import NOT_UNDERSTOOD, Fact, Understood
from dialogs.understanding.rows import rows_placed, rows_told

CHANGED = "changed"
# What somebody says happened, as the event that makes answers doubtful.
EVENT_OF: Mapping[str, str] = {"job_changed": "new_job"}
STOP, RESTART, SHOW, TO_LANGUAGE = "stop", "restart", "show", "to_language"
_TO_COMMAND = (
    (Button(Text("typed-stop"), STOP), Button(Text("typed-restart"), RESTART), Button(Text("typed-result"), SHOW)),
    (Button(Text("typed-language"), TO_LANGUAGE),),
)
_TO_BOOK = ((Button(Text("command-book"), "book"),),)
_A_NO = ((Button(Text("c-no"), NO),),)
# Pages laid over the screen that only offer something: what is typed there is something new.
_OFFERING = ("readback", WHICH_ANSWER, what_if.PAGE, what_if.WHICH)
# What is written before consent waits: so many texts, each so long, are kept of one person.
MOST_WAITING, LONGEST_WAITING = 10, 1_000
# What is longer than a word says something, and is not just a button missed.
A_WORD = 12
A_GREETING = 20
# Facts that no home, name, nationality or employer is told by.
ELSEWHERE = frozenset(
    ("salary_yen", "birth_date", "degrees", "experience_years", "japanese", "licences", "research", "has_children")
    + ("household_income_yen", "salary_before", "salary_since", "japanese_since", "married_since", "stay_until")
)
_PARTS, MOST_PARTS = re.compile(r"[,、，;；\n]"), 8
# With so few days left, or after a refusal, a person of the office comes first.
DAYS_WITHOUT_AN_INTERVIEW = 30


class Listening(Supposing):
    """A turn that reads what is typed."""

    def text(self) -> None:
        """Do what a typed text asks for, or keep what it says."""
        place = self.place
        if place.at == REFUSED or self.left_to_staff():
            return
        if self.asked is not None and isinstance(self.asked.kind, Language):
            # Asked in another language than they write in: not every messenger says which one is theirs.
            self.conversation.language = self.rules.around.hinted(self.act.language) or self.conversation.language
        found = self.meant()
        if place.overlay in _OFFERING and not (found and found.exact):
            # Typed again where an answer is being read back, or answers are offered: that is something new. What it
            # does not answer is read back again.
            self.put_off_reading_back()
            place.overlay, place.candidates = None, []
            found = self.meant()
        if self.asks_to_forget():
            self.on_forget()
        elif self.asks_to_withdraw():
            self.on_withdraw()
        elif found is not None and found.exact:
            self.does(found.button.action)
        elif (
            self.answers_a_reminder()
            or (place.overlay == BOOKING and self.hear_a_time())
            or self.hear_of_a_booking()
            or self.hear_how_long()
            or self.commands_in_words()
            or (place.overlay == EMPLOYER_LINK and not self.is_a_word() and self.hear_a_name_for_the_employer())
            or self.hear_for_staff()
        ):
            pass
        elif not self.has_agreed and not self.once_agreed:
            self.wait(self.asked)
        elif place.overlay == CHANGED:
            self.hear_what_changed()
        elif place.overlay not in (None, UNDERSTOOD, BOOKING):
            self.not_here()
        elif self.asked is not None and place.overlay is None:
            self.hear_or_tell_staff(self.hear_at, self.asked)
        elif self.conversation.lead and self.asked is None:
            # Once the office has the request, a text typed on a page is a message to the office, also where an earlier
            # one is still to be confirmed.
            self.hear_for_the_office()
        else:
            self.hear_on_page()

    def answers_a_reminder(self) -> bool:
        """Take a text for the answer to a reminder, where nothing else is asked of who has sent the card."""
        return self.conversation.lead and self.asked is None and self.place.overlay is None and self.hear_an_answer()

    # --- a button's words -----------------------------------------------------------------------------------------

    def commands_in_words(self) -> bool:
        """Do what "stop", "start over" and "result" ask for, with nothing lost: leave what is open, or say more."""
        found = match(self.act.text, _TO_COMMAND, self.conversation.language, self.rules.words)
        if found is None or not found.exact or self.is_question():
            return False
        if found.button.action == SHOW and not self.once_agreed:
            return False
        if found.button.action == TO_LANGUAGE and self.asks_for_a_language():
            return False
        if found.button.action == TO_LANGUAGE:
            self.on_language()
        elif found.button.action == SHOW:
            self.on_result()
        elif found.button.action == RESTART and self.conversation.last_run is not None and self.once_agreed:
            self.on_recheck()
        elif found.button.action == STOP and self.place.overlay is not None:
            self.on_cancel()
        else:
            self.note("stopped" if found.button.action == STOP else "start-over")
            if found.button.action == STOP:
                self.offer_a_nudge()
            self.same_screen = True
        return True

    def asks_for_a_language(self) -> bool:
        """Return whether a language may be the answer to what is asked."""
        kind = self.asked.kind if self.asked is not None else None
        return isinstance(kind, Language | TalkLanguage) or (kind is not None and kind.any_words)

    # --- before consent -------------------------------------------------------------------------------------------

    def wait(self, question: Question | None) -> None:
        """Keep what was written before consent unread, for after it; a common question is answered all the same."""
        place = self.place
        # What only tells something is read after consent, and is no question to the bank.
        answered = (self.is_question() or len(self.act.text) <= A_GREETING) and self.answered(surely=True)
        # What is answered here may tell facts as well: "8M, N1, what is the fee?"
        place.waiting = [*place.waiting, self.act.text[:LONGEST_WAITING]][-MOST_WAITING:]
        if question is None or answered:
            return
        place.failures += 1
        if len(self.act.text) > A_WORD:
            self.note("read-after-consent")
        else:
            self.not_understood()
            self.note("use-buttons")
        if place.failures >= FAILURES_BEFORE_HELP and isinstance(question.kind, Consent):
            self.note("consent-first", phone=self.rules.around.office.phone)

    def agreed(self) -> None:
        """Read, now that it may be, what was written before consent."""
        waiting, self.place.waiting = self.place.waiting, []
        # One by one, as they came: what a later one says or denies stands.
        for text in waiting:
            heard = self.heard(text, None)
            self.unsay(heard)
            self.remark(heard)
            # What was answered at once is not answered again.
            told = says_more_than_a_word(text) or heard.facts
            if told and not self.is_surely_answered(text):
                self.answer_aside(heard)
            if not self.lay_over(heard):
                self.deny(heard)

    # --- what a text says -----------------------------------------------------------------------------------------

    def hear_at(self, question: Question) -> None:
        """Keep a typed answer, with what else it says, read it back, or say kindly what would be accepted."""
        if self.place.sheet:
            self.hear_on_sheet()
            return
        if self.is_for_the_office(question) or (isinstance(question.kind, Home) and self.only_asks()):
            return
        if isinstance(question.kind, Name) and self.says_no_name():
            return
        if question.kind.any_words and self.says_something_else(question):
            return
        if question.kind.any_words or self.tick_typed(question) or self.tick_days(question):
            if question.kind.any_words:
                elsewhere, left = ("", self.act.text) if question.id == NOTE else self.parts_from_other_facts()
                self.act = replace(self.act, text=left)
                named = not isinstance(question.kind, Worded) or self.names_a_status
                self.read_as(question, None if named else Understood())
                if elsewhere:
                    self.understand(self.heard(elsewhere, None))
            return
        if question.plain and not question.wish:
            self.read_as(question)
            return
        if self.is_of_another_screen():
            self.not_understood()
            self.note("use-buttons")
            self.same_screen = True
            return
        heard = self.heard(self.act.text, question)
        taken = self.unsay(heard)
        if self.place.at != question.id:
            # What was answered by words that are taken back is asked again.
            self.remark(heard)
            return
        if question.id == GOAL and self.is_pressing(heard):
            self.to_a_person(question, heard)
            return
        mine = [fact for fact in heard.facts if fact.question == question.id and fact.candidates]
        others = [fact for fact in self.news(heard) if fact.question != question.id]
        if taken and isinstance(question.kind, YesNo) and mine and mine[0].candidates == (NO,):
            # "No, I was not fired" says no to what was kept, not to the question.
            mine = []
        if mine and not others and not heard.on_behalf:
            self.remark(heard)
            self.answer_aside(heard)
            self.take_answer(question, mine[0])
        elif mine or others:
            self.understand(heard)
        elif self.deny(heard):
            self.remark(heard)
        elif self.hear_what_is_left(question, heard):
            pass
        elif (taken or self.says_not_so(heard)) and not heard.question:
            self.remark(heard)
            self.same_screen = True
        elif heard.wish == Wish.HUMAN:
            self.on_human()
        elif isinstance(question.kind, TalkLanguage) and self.names_a_language(question.kind):
            # "Japanese is OK" is an answer here, and elsewhere a question about the examination.
            self.remark(heard)
            self.read_as(question)
        elif self.supposes_before_the_result() or (not self.only_tells(heard) and self.answered()):
            self.remark(heard)
        elif heard.unknown and not question.plain:
            self.remark(heard)
            self.choose(question, UNKNOWN, "")
        elif heard.on_behalf or heard.of_others:
            self.remark_of_others(heard)
            self.note("for-who-applies")
            self.same_screen = True
        else:
            self.remark(heard)
            self.read_as(question, heard if heard != Understood() else None)

    def only_tells(self, heard: Understood) -> bool:
        """Return whether a text tells something that cannot be taken as it is, and asks nothing: "my wife has N1"."""
        told = heard.problem is not None and heard.problem.key not in NOT_UNDERSTOOD
        return (told or heard.of_others) and not self.is_question()

    def remark_of_others(self, heard: Understood) -> None:
        """Keep whole, for the office, what a text tells of somebody else: no answer has a place for it."""
        whole = visible(self.act.text[:LONGEST_MATCHED])
        if self.is_question() or any(remark.words == whole for remark in heard.remarks):
            self.remark(heard)
            return
        others = tuple(remark for remark in heard.remarks if remark.kind != "family")
        self.remark(replace(heard, remarks=(*others, Remark("family", None, whole))))

    def says_no_name(self) -> bool:
        """Do what a text asks for that was typed where a name is asked, and is none: "I earn 9M", "a person please".

        Any word may be a name, so only pay and other figures, a denied answer, the wish for a person, questions word by
        word and answers to another question are heard. "My name is No" gives a name all the same.
        """
        if self.asks_to_be_called():
            # When to call, in the person's words, is for the office; the name is asked again.
            self.remark(Understood(remarks=(Remark("other", None, visible(self.act.text[:LONGEST_MATCHED])),)))
            self.same_screen = True
            if not self.place.wants(Wish.HUMAN):
                self.on_human()
            return True
        if is_marked_as_question(self.act.text):
            if not self.answered():
                self.not_understood()
                self.leave_to_staff(self.act.text)
            self.same_screen = True
            return True
        heard, name = self.heard(self.act.text, None), read_name(self.act.text)
        # "Call me Maria" gives a name.
        if isinstance(name, Certain) and name.value == self.act.text.strip():
            if heard.wish == Wish.HUMAN:
                self.on_human()
                return True
            if self.asks_word_by_word():
                return self.answered()
            if self.is_a_word():
                self.note("name-really")
                self.same_screen = True
                return True
        taken = self.unsay(heard)
        counted = any(isinstance(fact.candidates[0], int) for fact in self.news(heard))
        if not counted and self.is_another_fact(heard):
            return self.takes_another_fact(heard)
        return (counted and self.understand(heard)) or self.deny(heard) or taken

    def is_another_fact(self, heard: Understood) -> bool:
        """Return whether all of a text clearly answers another question: "N2 passed", where a home is asked."""
        return heard.whole and any(fact.settled and fact.question in ELSEWHERE for fact in heard.facts)

    def takes_another_fact(self, heard: Understood) -> bool:
        """Read back the answer to another question, or say that it stands; what is asked stays open."""
        if not self.understand(heard):
            self.note("already-so")
            self.same_screen = True
        return True

    def parts_from_other_facts(self) -> tuple[str, str]:
        """Return what of a text tells clearly of other questions, and what is left: "Osaka, N2 passed"."""
        parts = [part.strip() for part in _PARTS.split(self.act.text) if part.strip()]
        if not 1 < len(parts) <= MOST_PARTS:
            return "", self.act.text
        others = [part for part in parts if self.is_another_fact(self.heard(part, None))]
        left = [part for part in parts if part not in others]
        return (", ".join(others), ", ".join(left)) if others and left else ("", self.act.text)

    def says_something_else(self, question: Question) -> bool:
        """Take up what a text changes of earlier answers, typed where any words are an answer: "my salary is 4M now".

        Where somebody writes to the office, their words are that all the same.
        """
        heard = self.heard(self.act.text, None)
        taken = self.unsay(heard)
        if question.id == NOTE and self.place.at == NOTE:
            self.note_the_deadline(heard)
            return False
        answers = self.situation.again().answers
        changed = any(f.question in answers and isinstance(f.candidates[0], int) for f in self.news(heard))
        if not changed and self.is_another_fact(heard):
            return self.takes_another_fact(heard)
        return (changed and self.understand(heard)) or self.deny(heard) or taken

    def note_the_deadline(self, heard: Understood) -> None:
        """Keep the day that a message to the office names for what must be done, and offer it where it is asked."""
        dated = tuple(remark for remark in heard.remarks if remark.day and remark.kind in KINDS_WITH_A_DAY)
        self.remark(replace(heard, remarks=dated))
        if self.situation.is_answered(STAY_UNTIL):
            return
        for fact in heard.facts:
            if fact.question == STAY_UNTIL and fact.candidates:
                self.place.offers[STAY_UNTIL] = list(fact.candidates)
                self.place.offered[STAY_UNTIL] = fact.words

    def is_pressing(self, heard: Understood) -> bool:
        """Return whether a text tells of a refusal, or of a day so near that no interview should stand before it."""
        if any(remark.kind == "refusal" for remark in heard.remarks):
            return True
        days = [remark.day for remark in heard.remarks if remark.day and remark.kind in KINDS_WITH_A_DAY]
        days += [str(fact.candidates[0]) for fact in heard.facts if fact.question == STAY_UNTIL and fact.candidates]
        dated = (PartialDate.parse_iso(day) for day in days if day != NONE)
        # A month alone may be near and may not: the interview asks for the day.
        return any((day.last() - self.situation.today).days <= DAYS_WITHOUT_AN_INTERVIEW for day in dated)

    def to_a_person(self, question: Question, heard: Understood) -> None:
        """Offer a person of the office with one tap: the words of the text are the note, its facts are kept with it."""
        self.remark(heard)
        self.note("pressing")
        note = self.rules.questionnaire[NOTE]
        reading = note.kind.read(self.act.text, self.situation)
        # What the person came for stays what it is; with the note they ask for somebody of the office.
        wanted = {c for f in heard.facts if f.question == GOAL for c in f.candidates} - {TO_A_PERSON}
        told: dict[str, Value] = {question.id: wanted.pop() if len(wanted) == 1 else TO_A_PERSON}
        told |= {note.id: reading.value} if isinstance(reading, Certain) else {}
        self.place.heard.update(told)
        self.lay_over(replace(heard, facts=tuple(fact for fact in heard.facts if fact.question not in told)))

    def hear_on_sheet(self) -> None:
        """Choose in the rows that a text names, by place ("1 yes, 2 no", "all no") or by what it says of them."""
        rows = [self.rules.questionnaire[name] for name in self.place.sheet]
        placed = rows_placed(self.act.text, rows)
        if len(placed) == len(rows) and set(placed.values()) == {None}:
            self.choose_row(UNKNOWN, "")
            return
        for name, value in placed.items():
            self.put_in_row(name, value)
        if placed or self.says_no_to_the_rest(rows):
            return
        heard = self.heard(self.act.text, None)
        taken = self.unsay(heard)
        mine = {fact.question: fact.candidates for fact in heard.facts if fact.question in self.place.sheet}
        told = {name: values[0] for name, values in mine.items() if len(values) == 1}
        told |= rows_told(self.act.text, rows, self.rules.reader, self.conversation.language, self.situation.again())
        for name, value in told.items():
            self.put_in_row(name, value)
        rest = replace(heard, facts=tuple(fact for fact in heard.facts if fact.question not in told))
        if told or rest.facts or rest.remarks:
            self.understand(rest)
            self.same_screen = True
        elif taken:
            self.same_screen = True
        elif heard.unknown:
            self.choose_row(UNKNOWN, "")
        else:
            self.no_row_named()

    def says_no_to_the_rest(self, together: Sequence[Question]) -> bool:
        """Choose no, for a mere "no", in the rows not chosen yet; it is seen there, and kept only with "Done".

        Said once more, where no is chosen in all of them, it agrees to that.
        """
        found = match(self.act.text, _A_NO, self.conversation.language, self.rules.words)
        left = [row.id for row in together if self.place.sheet[row.id] is None]
        if found is None or not found.exact or self.is_question():
            return False
        if not left:
            if set(self.place.sheet.values()) != {NO}:
                return False
            self.choose_row(DONE, "")
            return True
        for name in left:
            self.put_in_row(name, NO)
        self.note("rows-all-no")
        return True

    def no_row_named(self) -> None:
        """Answer a question; else say how a row is named."""
        if self.answered():
            return
        self.not_understood()
        self.same_screen = True
        if is_marked_as_question(self.act.text):
            self.leave_to_staff(self.act.text)
            return
        self.place.failures += 1
        self.note("row-which")
        if self.place.failures >= FAILURES_BEFORE_HELP:
            self.note("stuck", phone=self.rules.around.office.phone)

    def take_answer(self, question: Question, fact: Fact) -> None:
        """Keep what was understood for the question asked, or read it back."""
        if fact.settled:
            self.give(question, fact.candidates[0])
        else:
            self.read_back(*fact.candidates)

    def read_as(self, question: Question, heard: Understood | None = None) -> None:
        """Read a text as the answer to a question by its kind alone.

        What the reader `heard` nothing in is never taken at once, whatever the kind makes of it.
        """
        found = heard.problem if heard is not None else None
        reading = found or question.kind.read(self.act.text, self.situation)
        if isinstance(reading, Certain) and heard is None:
            self.give(question, reading.value)
        elif isinstance(reading, Certain):
            self.read_back(reading.value)
        elif isinstance(reading, Ambiguous):
            self.read_back(*reading.candidates)
        elif (heard is None or not self.only_tells(heard)) and self.answered():
            pass
        elif is_marked_as_question(self.act.text) and self.has_agreed:
            self.not_understood()
            self.leave_to_staff(self.act.text)
            self.same_screen = True
        elif heard is not None and heard.remarks:
            # Something was said, only not what was asked: no failure.
            self.same_screen = True
        else:
            self.not_understood()
            self.place.failures += 1
            self.problem(reading, question)

    def hear_on_page(self) -> None:
        """Read a text typed on a page: facts to confirm, a question to answer, or neither."""
        if self.asks_for_a_side() or self.compares() or self.supposes():
            return
        self.place.what_if = {}
        heard = self.heard(self.act.text, None)
        taken = self.unsay(heard)
        if self.understand(heard) or self.deny(heard) or self.hear_what_is_left(None, heard):
            return
        if taken or self.says_not_so(heard):
            return
        if heard.of_others and not (heard.wish or heard.question):
            if not self.asks_again_of_both():
                self.note("for-who-applies")
            return
        if heard.wish == Wish.HUMAN:
            self.on_human()
        elif self.says_what_is_known(heard):
            pass
        elif not (heard.remarks or self.really_asks(heard) or self.asks_for_a_meeting()):
            self.says_no_fact()

    def says_what_is_known(self, heard: Understood) -> bool:
        """Say so where all that a text tells is answered already; return whether that is so."""
        told = [fact for fact in heard.facts if fact.candidates]
        if not told or self.news(heard) or heard.question or self.place.overlay is not None:
            return False
        self.note("already-so")
        return True

    def says_no_fact(self) -> None:
        """Take a text with no fact as an answer or a button beside a list; else keep it, or name the buttons."""
        over_a_list = self.place.overlay == UNDERSTOOD
        if not (over_a_list and self.says_beside_the_list()):
            self.not_here(keeps=over_a_list or self.place.at == REVIEW)

    def says_beside_the_list(self) -> bool:
        """Do what a text typed over a list of what was understood means without it: an answer that is asked, a button.

        The list comes again on the next screen.
        """
        place, questions = self.place, self.rules.questionnaire
        asked = [questions[name] for name in (*place.mistaken, *place.offers)]
        asked += [self.asked] if self.asked is not None and self.asked.kind.typed else []
        for question in asked:
            # A mere yes or no may speak of the list.
            if isinstance(question.kind, YesNo) or question.kind.any_words:
                continue
            heard = self.heard(self.act.text, question)
            if any(fact.question == question.id and fact.candidates for fact in heard.facts):
                return self.understand(heard)
        return self.presses_beneath()

    def presses_beneath(self) -> bool:
        """Press the button under the list whose words were typed: whoever asks for the office comes to it."""
        overlay, self.place.overlay = self.place.overlay, None
        found = self.meant()
        # An answer to the question under the list is given where that is asked.
        if found is not None and found.exact and (self.asked is None or found.button.action == HUMAN):
            self.does(found.button.action)
            return True
        self.place.overlay = overlay
        return False

    def asks_for_a_meeting(self) -> bool:
        """Do what the list of commands calls asking for a consultation, typed as a whole."""
        found = match(self.act.text, _TO_BOOK, self.conversation.language, self.rules.words)
        if found is None or not found.exact:
            return False
        self.on_book()
        return True

    def hear_what_changed(self) -> None:
        """Read what is typed where it is asked what changed: a change, or what is not so any more."""
        self.place.overlay = None
        heard = self.heard(self.act.text, None)
        taken = self.unsay(heard)
        if self.understand(heard) or self.deny(heard) or taken:
            return
        happened = next((EVENT_OF[r.kind] for r in heard.remarks if r.kind in EVENT_OF), None)
        if happened in self.rules.questionnaire.events:
            self.changed(happened)
            return
        self.place.overlay = CHANGED
        if not heard.remarks:
            self.not_here()

    def hear_for_the_office(self) -> None:
        """Pass a text on to staff, and take up what it changes: taken back, denied, or to be confirmed."""
        if self.supposes_after_sending():
            return
        heard = self.heard(self.act.text, None)
        self.unsay(heard)
        self.pass_on()
        self.remark(heard)
        if self.asked is not None or (not self.lay_over(heard) and self.deny(heard)):
            # An answer is asked again.
            self.show = True

    def not_here(self, *, keeps: bool = False) -> None:
        """Answer a question, or say that buttons are to be pressed; keep for staff, where asked to, what says more."""
        if self.answered():
            return
        self.not_understood()
        if keeps and not self.is_question() and says_more_than_a_word(self.act.text):
            self.remark(Understood(remarks=(Remark("other", None, visible(self.act.text[:LONGEST_MATCHED])),)))
        elif is_marked_as_question(self.act.text):
            self.leave_to_staff(self.act.text)
        else:
            self.note("use-buttons")

    # --- several facts at once ------------------------------------------------------------------------------------

    # --- what could not be read -----------------------------------------------------------------------------------


def says_more_than_a_word(text: str) -> bool:
    """Return whether a text tells something, be it a figure with its unit, and is no button missed."""
    plain = visible(text[:LONGEST_MATCHED])
    figures = sum(map(str.isdecimal, plain))
    # Japanese says as much in half the characters.
    long = len(plain) > (A_WORD if plain.isascii() else A_WORD // 2)
    return (long and any(map(str.isalpha, plain))) or figures >= 4 or (figures > 0 and any(map(str.isalpha, plain)))
