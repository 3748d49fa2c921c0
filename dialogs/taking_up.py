"""What was understood of a text and is taken up: confirmed together, denied, told later, answered aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dialogs.conversation import Value
from dialogs.deadline import STAY_UNTIL
from dialogs.kinds import Consent, Name
from dialogs.messages import Text
from dialogs.pages.asking import ASKING, FAILURES_BEFORE_HELP
from dialogs.parsing import AnswerProblem
from dialogs.putting_right import with_what_is_put_right
from dialogs.question import Question
from dialogs.talking import TalkingAlong
from dialogs.telling import listed
from dialogs.turn import UNDERSTOOD
from dialogs.understanding import ANY_ANSWER, Certainty, Fact, Understood
from dialogs.whereabouts import names_a_time, zone_named

# A word or two without a mark behind ask nothing.
MOST_WORDS_OF_A_REMARK = 2
# Problems that say only that nothing could be read, not what was wrong with it; and what is said the second time.
AGAIN: Mapping[str, str] = {
    "problem-choice": "problem-choice-again",
    "problem-yen": "problem-yen-again",
    "problem-years": "problem-years-again",
    "problem-day": "problem-day-again",
    "problem-date": "problem-date-again",
}


JAPANESE, HOUSEHOLD = "japanese", "household_income_yen"
# What is left of the levels where one is denied.
_LEFT: Mapping[str, tuple[str, ...]] = {"n1": ("n2", "none"), "n2": ("none",)}


class TakingUp(TalkingAlong):
    """A turn that takes up what was understood."""

    def answered(self, text: str | None = None, *, surely: bool = False) -> bool:
        """Answer a question; what only says that something is not so ("I never overstayed") asks none."""
        typed, language = self.act.text if text is None else text, self.conversation.language
        if not self.is_question() and self.rules.reader.denied_topics(typed, language, self.situation.again()):
            return False
        return super().answered(text, surely=surely)

    def heard(self, text: str, asked: Question | None) -> Understood:
        """Read a text for what it says of this person; an old value that it names tells which answer it puts right."""
        heard = self._read(text, asked)
        if not heard.put_right:
            return heard
        standing = {name: answer.value for name, answer in self.situation.again().answers.items()} | self.place.heard
        return with_what_is_put_right(heard, standing, self.rules.questionnaire.by_id, self._read)

    def _read(self, text: str, asked: Question | None) -> Understood:
        return self.rules.reader.read(
            text, asked=asked, language=self.conversation.language, context=self.situation.again()
        )

    def understand(self, heard: Understood) -> bool:
        """Keep the person's own words and lay what they say over the screen, to be confirmed with one tap.

        What can mean several things is read back when its question is reached. Return whether there was a fact.
        """
        self.remark(heard)
        self.answer_aside(heard)
        return self.lay_over(heard)

    def lay_over(self, heard: Understood) -> bool:
        """Lay what is news over the screen; return whether anything is."""
        place, asked = self.place, self.asked
        self.settle_as_kept(heard)
        news = self.but_spoken_for(self.news(heard))
        for fact in news:
            if len(fact.candidates) > 1 and place.heard.get(fact.question) in fact.candidates:
                # What may mean what is to be confirmed anyway leaves that as it is.
                continue
            if len(fact.candidates) == 1:
                place.heard[fact.question] = fact.candidates[0]
                place.offers.pop(fact.question, None)
                place.offered.pop(fact.question, None)
                # Said again, it is to be confirmed again.
                place.mistaken = [name for name in place.mistaken if name != fact.question]
            else:
                place.offers[fact.question] = list(fact.candidates)
                place.offered[fact.question] = fact.words
                place.heard.pop(fact.question, None)
        later = [fact.question for fact in news if fact.question in place.offers]
        self.tell_later(later)
        opened = [] if self.conversation.lead else [name for name in later if name in self.situation.again().answers]
        # What can mean several things instead of an answer that stands: it is not reckoned with until that is settled.
        self.suppose(opened)
        if news:
            place.for_other = heard.on_behalf or (place.for_other and place.overlay == UNDERSTOOD)
        elif heard.on_behalf and place.overlay == UNDERSTOOD:
            # Told over a list, it may be what the list is of.
            place.for_other = True
        elif heard.on_behalf:
            self.note("for-who-applies")
        if place.heard:
            place.overlay, place.candidates = UNDERSTOOD, []
            self.show = True
        elif asked is not None:
            self.offer()
        elif opened and place.overlay is None:
            place.trail = []
            self.go_on()
        return bool(news)

    def but_spoken_for(self, news: list[Fact]) -> list[Fact]:
        """Return the facts without a guess at words, amid more, that surely say another: a visa held is no wish."""
        sure = {fact.words for fact in news if len(fact.candidates) == 1} - {self.act.text.strip()}
        return [fact for fact in news if len(fact.candidates) == 1 or fact.words not in sure]

    def settle_as_kept(self, heard: Understood) -> None:
        """Drop what was to be confirmed instead of an answer that is now said again as it stands."""
        place, answers = self.place, self.situation.again().answers
        for fact in heard.facts:
            if fact.question in answers and fact.candidates == (answers[fact.question].value,):
                place.heard.pop(fact.question, None)
                place.offers.pop(fact.question, None)
        if place.overlay == UNDERSTOOD and not place.heard:
            place.overlay = None

    def deny(self, heard: Understood) -> bool:
        """Ask again for an answer of which a text says that it is not so, and not what is: "I don't have N1".

        Of what is still to be confirmed it is taken back. Return whether there was such an answer.
        """
        place, answers = self.place, self.situation.again().answers
        for name, choice in heard.denied.items():
            if place.overlay == UNDERSTOOD and _says(place.heard.get(name), choice):
                del place.heard[name]
                place.overlay = UNDERSTOOD if place.heard else None
                self.tell_later([name])
                return True
        for name, choice in heard.denied.items():
            if place.overlay is None and name != place.at and name in answers and _says(answers[name].value, choice):
                self.note("ask-again", what=Text(f"{self.rules.questionnaire[name].text_key}.short"))
                self.put_off_reading_back()
                self.correct({}, [name])
                return True
        return False

    def asks_again_of_both(self) -> bool:
        """Ask again what both earn where a text tells other pay of the spouse: "my wife makes 1M, not 900,000"."""
        if HOUSEHOLD not in self.situation.again().answers or self.place.overlay is not None:
            return False
        both = self.rules.questionnaire[HOUSEHOLD]
        fact = self.heard(self.act.text, both).of(HOUSEHOLD)
        # What can be several sums may as well be an age.
        if fact is None or len(fact.candidates) != 1:
            return False
        self.note("ask-again", what=Text(f"{both.text_key}.short"))
        self.put_off_reading_back()
        self.correct({}, [HOUSEHOLD])
        return True

    def hear_what_is_left(self, question: Question | None, heard: Understood) -> bool:
        """Read back what is left where an examination is denied that nobody asked of: "N2 no" says that there is none.

        Return whether that says something new.
        """
        left = _LEFT.get(heard.denied.get(JAPANESE, ""))
        if left is None or JAPANESE not in self.rules.questionnaire:
            return False
        fact = Fact(JAPANESE, left, Certainty.READ_BACK, self.act.text.strip())
        if question is not None and question.id == JAPANESE:
            self.remark(heard)
            self.read_back(*left)
            return True
        told = replace(heard, facts=(fact,))
        return bool(self.news(told)) and self.understand(told)

    def tell_later(self, names: Sequence[str]) -> None:
        """Say which answers will be asked for, since what was typed can mean several things."""
        later = [self.rules.questionnaire[name] for name in names if name != self.place.at]
        if later:
            self.note("asked-later", what=listed(Text(f"{question.text_key}.short") for question in later))

    def news(self, heard: Understood) -> list[Fact]:
        """Return the facts that say something new, of questions from which facts follow, and a name put right.

        What is only asked ("can my mother come?") changes no answer; it may be the first word on it ("can I get HSP?").
        """
        questionnaire, answers = self.rules.questionnaire, self.situation.again().answers
        return [
            fact
            for fact in heard.facts
            if fact.candidates
            and (questionnaire.brings_facts(fact.question) or self.is_put_right(fact))
            and not (fact.question in answers and _is_borne_out(fact, answers[fact.question].value, heard))
            and not (fact.question in answers and fact.words in heard.question)
        ]

    def is_put_right(self, fact: Fact) -> bool:
        """Return whether a fact is the end of a stay, or another name than the one given: it is asked for last."""
        name = self.rules.questionnaire.of_kind(Name)
        return fact.question == STAY_UNTIL or (fact.question == name.id and name.id in self.situation.again().answers)

    def answer_aside(self, heard: Understood) -> None:
        """Answer the part of a text that asks something; "can I get HSP?" is answered by what it leads to.

        What may only look like an answer ("can my wife work?") is read back, and answered by the bank where it is sure.
        """
        if not heard.question:
            return
        told = [fact for fact in self.news(heard) if fact.words in heard.question]
        if told:
            if not any(fact.settled for fact in told):
                self.answered(heard.question, surely=True)
            return
        if not self.answered(heard.question) and self.really_asks(heard):
            self.not_understood()
            self.leave_to_staff(heard.question)

    def really_asks(self, heard: Understood) -> bool:
        """Return whether a text asks something, and does not only begin as a question does or doubt a word of its own.

        "All right" asks nothing; no more does 「どんな活動かと言うと」, nor "instructor?" beside what is told.
        """
        asked, tells = heard.question, bool(heard.facts or heard.remarks)
        if asked.isascii():
            count = len(asked.split())
            return count > MOST_WORDS_OF_A_REMARK or (self.is_question() and (count > 1 or not tells))
        return bool(asked) and (self.is_question() or not tells)

    def only_asks(self) -> bool:
        """Answer a question typed where a home is asked, or keep it for staff; with a place or a time it is an answer.

        "Is there any hope?" is no place, with its mark or without.
        """
        text = self.act.text
        if zone_named(text) is not None or names_a_time(text):
            return False
        heard = self.heard(text, None)
        whole = text.isascii() and len(heard.question.split()) == len(text.split())
        if not (whole or self.is_question()):
            return False
        if not self.answered():
            self.not_understood()
            self.leave_to_staff(text)
            self.same_screen = True
        return True

    def problem(self, problem: AnswerProblem, question: Question) -> None:
        """Say what would be accepted; more shortly the second time, and with help the third."""
        helpless = self.place.failures >= FAILURES_BEFORE_HELP
        if question.plain:
            self.note("use-buttons")
            if helpless and isinstance(question.kind, Consent):
                self.note("consent-first", phone=self.rules.around.office.phone)
            return
        # Said three times, an apology is noise: the second is shorter, and then help is worth more than either.
        if problem.key not in AGAIN:
            self.notes.append(Text(problem.key, problem.args))
        elif self.place.failures == 1:
            example = {"label": self.first_label()} if problem.key == "problem-choice" else {}
            self.notes.append(Text(problem.key, {**problem.args, **example}))
        elif not helpless:
            self.notes.append(Text(AGAIN[problem.key], problem.args))
        if helpless:
            # Where nothing helps, the question with all its ways out does.
            self.place.offers.pop(question.id, None)
            self.note("stuck", phone=self.rules.around.office.phone)
            if question.kind.typed:
                self.note("stuck-example", text=question.example(self.situation))

    def first_label(self) -> Text:
        """Return the label of the screen's first button, as a person would type it."""
        label = ASKING.rows(self.situation.again())[0][0].label
        inner = label.args.get("label")
        return inner if isinstance(inner, Text) else label


def _is_borne_out(fact: Fact, value: Value, heard: Understood) -> bool:
    """Return whether words say what is answered already, or can mean it: 「大学院」 beside a master.

    What corrects itself, or somebody, is news where it can mean something else.
    """
    if fact.candidates == (value,):
        return True
    if len(fact.candidates) == 1 or heard.correction:
        return False
    return value in fact.candidates or (
        isinstance(value, list)
        and any(isinstance(one, list) and one and set(one) <= set(value) for one in fact.candidates)
    )


def _says(value: Value, choice: str) -> bool:
    """Return whether an answer is a choice, or holds it among others; any answer is `ANY_ANSWER`."""
    return choice in value if isinstance(value, list) else value is not None and choice in (str(value), ANY_ANSWER)
