"""What is typed at the questions for the office: half an answer is kept too, and no word is taken for another."""

from __future__ import annotations

from dataclasses import replace

from dialogs.by_words import SEVERAL, ByWords
from dialogs.kinds import Contact, Home, Name, OneOfSource, TalkLanguage, Worded
from dialogs.matching import match
from dialogs.messages import LONGEST_MATCHED, Button, Text
from dialogs.own_words import LANGUAGE, OWN_WORDS, Remark, with_more
from dialogs.pages.page import UNKNOWN
from dialogs.parsing import AnswerProblem, Certain, contact_within, read_name, visible
from dialogs.parsing.talk import others_named
from dialogs.place import OK, RESULT
from dialogs.question import Question
from dialogs.understanding import Understood
from dialogs.whereabouts import zone_named

# Questions whose choices are statuses of residence.
STATUSES = ("residence", "status_as_on_card")
PHONE, EMAIL = "phone", "email"
# Shorter numbers are hours and days.
DIGITS_OF_A_NUMBER = 7


class ForTheOffice(ByWords):
    """A turn that reads what the office asks for itself."""

    def is_for_the_office(self, question: Question) -> bool:
        """Do what was typed at a question for the office where it is more, or other, than its answer."""
        if not any(chapter.for_office for chapter in self.rules.questionnaire.chapters_of(question.id)):
            return False
        if question.kind.any_words and (
            self.presses_what_was_shown() or self.is_a_mere_word(question) or self.says_where(question)
        ):
            return True
        if isinstance(question.kind, Name):
            return self.gives_name_and_contact(question)
        contact = self.rules.questionnaire.of_kind(Contact)
        if isinstance(question.kind, TalkLanguage):
            self.puts_contact_aside(contact)
            self.keeps_languages(question.kind)
            return False
        if isinstance(question.kind, OneOfSource):
            return self.chooses_and_says_when(question)
        return question.id in (contact.id, *contact.asked_again_with) and self.gives_contact(question, contact)

    def is_a_mere_word(self, question: Question) -> bool:
        """Ask back where a "yes" or "no" was typed and neither was asked, or a status where a home is."""
        a_status = isinstance(question.kind, Home) and self.is_a_status_alone()
        if not isinstance(question.kind, Home | Worded) or not (a_status or self.is_a_word()):
            return False
        self.place.failures += 1
        if isinstance(question.kind, Home):
            self.note("problem-where")
        else:
            self.note("problem-choice-again")
        return True

    def is_a_status_alone(self) -> bool:
        """Return whether the text is the label of a status of residence, which is no place: "Dependent"."""
        statuses = (q for q in self.rules.questionnaire if q.id in STATUSES)
        buttons = [
            Button(label, value) for q in statuses for value, label in q.kind.options(q.id, self.situation.again())
        ]
        found = match(self.act.text, (buttons,), self.conversation.language, self.rules.words)
        return found is not None and found.exact and zone_named(self.act.text) is None

    def keeps_languages(self, talk: TalkLanguage) -> None:
        """Keep the words that name languages which nobody of the staff speaks: who finds an interpreter must know."""
        if not others_named(self.act.text, [code for code, _ in self.situation.choices(talk.source)]):
            return
        words = Remark(LANGUAGE, None, visible(self.act.text[:LONGEST_MATCHED]))
        before = [line for line in self.own_words() if Remark.of(line).kind != LANGUAGE]
        self.conversation.keep(OWN_WORDS, with_more(before, [words]), self.situation.today)

    def gives_contact(self, asked: Question, contact: Question) -> bool:
        """Keep a number or an address typed where it is asked how to answer: it says both."""
        text = self.act.text
        reading = contact.kind.read(text, self.situation)
        if isinstance(reading, AnswerProblem):
            within = contact.kind.read(contact_within(text)[1], self.situation)
            if isinstance(within, Certain):
                # What is said beside the number, such as when to call, goes to the office in the person's words.
                reading = within
                self.remark(Understood(remarks=(Remark("other", None, visible(text[:LONGEST_MATCHED])),)))
        if isinstance(reading, Certain) and asked is contact:
            self.give(contact, reading.value)
            return True
        if isinstance(reading, Certain):
            self.take({asked.id: _way_of(str(reading.value)), contact.id: reading.value})
            return True
        if (
            asked is not contact
            and isinstance(reading, AnswerProblem)
            and sum(map(str.isdecimal, text)) >= DIGITS_OF_A_NUMBER
        ):
            # It is clear how; the number itself cannot be called as it stands.
            self.give(asked, PHONE)
            self.notes.append(Text(reading.key, reading.args))
            return True
        return False

    def puts_contact_aside(self, contact: Question) -> None:
        """Keep a number or an address for its own question, and read the rest of the text as what was asked."""
        rest, found = contact_within(self.act.text)
        reading = contact.kind.read(found, self.situation)
        if found and isinstance(reading, Certain):
            self.keep_all({**{way: _way_of(found) for way in contact.asked_again_with}, contact.id: reading.value})
            self.note("kept-for", what=Text(f"{contact.text_key}.short"))
            self.act = replace(self.act, text=rest)

    def chooses_and_says_when(self, question: Question) -> bool:
        """Take the way to meet and the half-days from one text: "online, Tuesday morning"."""
        parts = [part for part in SEVERAL.split(self.act.text) if part.strip()]
        options = [Button(label, value) for value, label in question.kind.options(question.id, self.situation)]
        found = [match(part, (options,), self.conversation.language, self.rules.words) for part in parts]
        chosen = [one.button.action for one in found if one is not None and one.exact]
        when = ", ".join(part.strip() for part, one in zip(parts, found, strict=True) if one is None)
        if len(chosen) != 1 or not when:
            return False
        self.give(question, chosen[0])
        self.act = replace(self.act, text=when)
        if self.asked is None or not self.tick_days(self.asked):
            self.remark(Understood(remarks=(Remark("other", None, visible(when[:LONGEST_MATCHED])),)))
        self.same_screen = False
        return True

    def gives_name_and_contact(self, name: Question) -> bool:
        """Keep a number or an address typed beside a name."""
        contact = self.rules.questionnaire.of_kind(Contact)
        rest, found = contact_within(self.act.text)
        called, reading = read_name(rest), contact.kind.read(found, self.situation)
        if not found or not isinstance(called, Certain) or not isinstance(reading, Certain):
            return False
        ways = {way: _way_of(found) for way in contact.asked_again_with}
        self.take({name.id: called.value, **ways, contact.id: reading.value})
        return True

    def says_where(self, question: Question) -> bool:
        """Keep for its own question where somebody lives, typed where the status of residence is asked."""
        home = self.rules.questionnaire.of_kind(Home)
        if not isinstance(question.kind, Worded) or self.situation.is_answered(home.id):
            return False
        reading = home.kind.read(self.act.text, self.situation)
        if zone_named(self.act.text) is None or question.kind.knows(self.act.text) or not isinstance(reading, Certain):
            return False
        self.keep(home, reading.value)
        self.note("kept-for", what=Text(f"{home.text_key}.short"))
        self.same_screen = True
        return True

    def presses_what_was_shown(self) -> bool:
        """Do what a button of the result does, whose words were typed after it: they are no message to the office."""
        if self.conversation.last_run is None:
            return False
        page, words, language = self.rules.questionnaire.pages[RESULT], self.rules.words, self.conversation.language
        shown: list[Button] = [b for row in (*page.rows(self.situation), *page.by_name(self.situation)) for b in row]
        named = {words.plain(language, button.label).casefold(): button for button in shown}
        button = named.get(" ".join(self.act.text.split()).casefold())
        if button is None or button.action == UNKNOWN:
            return False
        if button.action == OK:
            # It led here already.
            self.help_on_question()
            return True
        self.show_result()
        self.does(button.action)
        return True


def _way_of(reached: str) -> str:
    return EMAIL if "@" in reached else PHONE
