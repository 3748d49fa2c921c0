"""Answers accepted, corrected, taken back, and where they lead. Commands and buttons build on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dialogs.contradictions import against
from dialogs.conversation import Value
from dialogs.deadline import deadline_of
from dialogs.effects import Erase, Withdraw
from dialogs.following import forget
from dialogs.kinds import DONE, Consent, Language, ManyOf
from dialogs.marks import OFF, ON, ROW_HELP, ROW_NO, ROW_YES
from dialogs.messages import Text
from dialogs.pages.page import UNKNOWN, office_args
from dialogs.place import HANDED_OFF, NO, OK, REFUSED, REVIEW, STOP, YES, Wish
from dialogs.question import Question
from dialogs.telling import listed
from dialogs.turn.helping import Helping
from dialogs.turn.moving import Moving
from scoring.groups import rows_reading

# With so few days left a call is surer than a wish for a day.
DAYS_TO_CALL = 30


class Accepting(Helping, Moving):
    """A turn that keeps answers."""

    def choose(self, question: Question, name: str, value: str) -> None:
        """Handle a question's button: a choice, a tick, the end of ticking, or "I don't know"."""
        if self.place.sheet:
            self.choose_row(name, value)
        elif name == UNKNOWN:
            self.give(question, None)
        elif isinstance(question.kind, ManyOf) and name in (ON, OFF):
            self.tick(question, question.kind, value, wanted=name == ON)
        elif isinstance(question.kind, ManyOf) and name != DONE:
            # That any will do is said instead of ticks, whatever was ticked.
            self.give(question, value)
        elif isinstance(question.kind, ManyOf) and self.miss():
            self.same_screen = self.ticked = True
        elif isinstance(question.kind, ManyOf):
            self.give(question, list(self.place.draft or []))
        else:
            self.give(question, question.kind.pressed(value))

    def choose_row(self, name: str, value: str) -> None:
        """Handle a button of several questions on one screen: a row's, the end, or "I don't know" for all."""
        rows = self.place.sheet
        if name == UNKNOWN:
            self.take(dict.fromkeys(rows))
        elif name == DONE:
            self.take(dict(rows))
        elif name == ROW_HELP:
            self.place.help_part = 0
            self.help_on(self.rules.questionnaire[value].text_key)
        else:
            self.put_in_row(value, {ROW_YES: YES, ROW_NO: NO}.get(name))

    def give(self, question: Question, value: Value) -> None:
        """Keep an answer and go where the answers lead."""
        if isinstance(question.kind, Consent) and value == "refuse":
            self.refuse_consent()
            return
        self.keep(question, value)
        self.go_on()
        if isinstance(question.kind, Consent):
            self.agreed()

    def take(self, heard: Mapping[str, Value]) -> None:
        """Keep several answers at once, in the order of the declaration, and go where they lead."""
        self.keep_all(heard)
        self.go_on()

    def keep_all(self, heard: Mapping[str, Value]) -> None:
        """Keep several answers at once, in the order of the declaration, without going anywhere."""
        for question in self.rules.questionnaire:
            if question.id in heard:
                self.keep(question, heard[question.id])

    def go_straight(self, confirmed: Collection[str]) -> None:
        """Go straight to a proved outcome where all that was answered has just been confirmed on one page."""
        asked = self.rules.questionnaire.asked_in(self.rules.questionnaire.chapter_before(REVIEW))
        answers = self.situation.again().answers
        if self.conversation.last_run is not None or any(q.id in answers and q.id not in confirmed for q in asked):
            return
        if self.asked is not None and self.asked.wish:
            self.answer(self.asked, STOP)
            self.go_on()
        if self.place.at == REVIEW:
            self.place.wishes[Wish.REVIEW] = OK
            self.go_on()

    def correct(self, heard: Mapping[str, Value], mistaken: Sequence[str]) -> None:
        """Keep what was `heard` rightly, and ask what was `mistaken`: the first that can be asked at once.

        The others come in their turn; those that have an earlier answer are asked again.
        """
        self.keep_all(heard)
        situation, questionnaire = self.situation.again(), self.rules.questionnaire
        # What a part asks by itself is asked there.
        interview = {q.id for q in questionnaire.asked_in(questionnaire.chapter_before(REVIEW))}
        asked = [questionnaire[name] for name in mistaken if name in questionnaire]
        first = next(
            (
                q
                for q in asked
                if (situation.was_answered(q.id) and self.flow.may_go_to(situation, q.id))
                or (q.id in interview and q.asking.holds(situation))
            ),
            None,
        )
        later = [q for q in asked if q is not first]
        self.place.supposed = []
        self.suppose(q.id for q in later if situation.was_answered(q.id))
        if first is None:
            self.go_on()
        else:
            self.put_off_reading_back()
            if situation.was_answered(first.id):
                self.place.trail = []
            self.go_to(first.id)
        if later:
            self.note("asked-later", what=listed(Text(f"{q.text_key}.short") for q in later))

    def keep(self, question: Question, value: Value) -> None:
        """Keep an answer, and doubt those that hang on it."""
        conversation = self.conversation
        # Only an answer that changes an earlier one can lead to another table, or tell apart what was one choice.
        kept = conversation.has_kept(question.id)
        table_before = self.situation.again().category if kept else None
        # Years worked stay proven; the same pay in another job is proved by other papers.
        doubted = question.id in conversation.again and not question.kind.grows_old
        before = self.situation.again().standing.told(question.id) if kept else None
        if isinstance(question.kind, Consent):
            conversation.consented_to = self.rules.questionnaire.version
            conversation.consented_text = self.situation.terms
        moved = self.answer(question, value)
        if before is not None and question.kind.is_told_apart(before.value, value):
            # Nothing changed in the person's life: what rests on the answer stands.
            moved = False
        if isinstance(question.kind, Language):
            conversation.language = str(value)
        if moved:
            self.reconsider(question, table_before)
        elif doubted:
            self.unconfirm(rows_reading(question.fields))
        if moved or not kept:
            self.doubt_what_gainsays(question)
        self.place.pass_by(question.id)
        # Whatever an earlier text may have meant, it is answered.
        for earlier in (self.place.offers, self.place.offered, self.place.heard):
            earlier.pop(question.id, None)

    def doubt_what_gainsays(self, question: Question) -> None:
        """Ask again what cannot be true beside a new answer, and say both; said again it stays, and staff see it."""
        situation, questionnaire = self.situation.again(), self.rules.questionnaire
        for name in against(question.id, situation.answers, situation.today):
            both = (questionnaire[name], question)
            lines = (
                Text("review-line", {"what": Text(f"{q.text_key}.short"), "value": situation.shown(q, told.value)})
                for q in both
                if (told := situation.answers.get(q.id)) is not None
            )
            self.note("gainsays", what=listed(lines))
            if name == "residence":
                # Whoever is on the way to a person with a day so near is sent through no interview for it.
                continue
            self.conversation.again.append(name)

    def agreed(self) -> None:
        """Do what waited for consent."""

    def answer(self, question: Question, value: Value) -> bool:
        """Keep an answer, or a wish with the place; return whether an answer was changed by it."""
        self.place.failures = 0
        if question.id == self.place.at:
            # Ticks under way elsewhere are no part of this answer.
            self.place.draft = None
        if question.wish:
            self.place.wish(question.id, str(value))
            return False
        return self.conversation.keep(question.id, value, self.situation.today)

    def changed(self, what: str) -> None:
        """Reopen the changed question, its dependents, and answers that have aged."""
        questionnaire = self.rules.questionnaire
        self.place.take_back(Wish.RESULT, Wish.LEAVE, Wish.HUMAN)
        self.place.trail, self.place.supposed = [], []
        aged = [q for q in self.aged() if q.id != what]
        dependents = [q for q in self.dependents(what) if q.id != what and q not in aged]
        if what in questionnaire.events:
            self.ask_again(aged + dependents, supposed=True)
        else:
            self.ask_again(aged, aged=True, supposed=True)
            if dependents and what in questionnaire:
                items = tuple(Text(f"{q.text_key}.short") for q in self.as_asked(dependents))
                self.note("ask-again-if", what=Text("list", {"items": items}))
        if what in questionnaire:
            self.go_to(what)
        else:
            self.go_on()

    def refuse_consent(self) -> None:
        """Keep nothing of a person who refuses at first; tell one who withdraws later what stops and what stays."""
        if self.conversation.lead:
            self.on_withdraw()
        elif self.conversation.last_run is not None:
            self.lay("forget")
        else:
            self.refuse()

    def refuse(self) -> None:
        """Keep nothing but the refusal and the language it was given in."""
        conversation = self.conversation
        self.flow.refuse(self.situation)
        consent = self.rules.questionnaire.of_kind(Consent)
        conversation.drop_all()
        conversation.keep(consent.id, "refuse", self.situation.today)
        self.place.forget_steps()
        conversation.source, conversation.consented_to, conversation.consented_text = None, None, ""
        conversation.last_run = conversation.shown_run = None
        conversation.history, conversation.confirmed = [], []
        conversation.refused = True

    def on_withdraw(self) -> None:
        """Say what becomes of all that is here, to somebody who takes their leave back; once that is done, that it is.

        Before anybody agreed there is nothing to take back.
        """
        if self.conversation.consented_to is None:
            self.note("withdrawn" if self.conversation.lead else "withdraw-nothing")
        else:
            self.lay("withdraw")

    def withdraw(self) -> None:
        """Take back the leave to keep answers of a person whose request the office has: that alone stays."""
        conversation, questionnaire = self.conversation, self.rules.questionnaire
        conversation.drop_all()
        # It is not asked again in which language that was.
        for kind, value in ((Language, conversation.language), (Consent, "refuse")):
            conversation.keep(questionnaire.of_kind(kind).id, value, self.situation.today)
        conversation.consented_to, conversation.consented_text = None, ""
        conversation.last_run = conversation.shown_run = None
        conversation.history, conversation.reminders, conversation.laws_told = [], {}, {}
        conversation.employer_link, conversation.translation = {}, "off"
        self.place.forget_steps()
        self.result.effects.append(Withdraw())
        self.note("withdrawn")
        self.aside()

    def erase(self) -> None:
        """Have everything of the person erased."""
        forget()
        self.result.effects.append(Erase())
        self.show = False

    def reopen_consent(self) -> None:
        """Ask for leave again where somebody rests whose leave is taken back, or was given to another text."""
        consent = self.rules.questionnaire.of_kind(Consent)
        if self.place.at != REFUSED and self.conversation.has_kept(consent.id) and not self.has_agreed:
            self.go_on()

    def reopen_if_refused(self) -> None:
        """Start anew for a person who had refused."""
        conversation = self.conversation
        if self.place.at == REFUSED:
            conversation.refused = False
            conversation.drop_all()
            self.go_on()

    def leave(self, choice: str) -> None:
        """File the lead where the person, having seen the card, allows it; else send nothing."""
        self.place.wish(Wish.LEAVE, choice)
        if choice == YES:
            self.conversation.lead = True
            self.let_go()
            self.file_lead()
        self.go_on()
        if choice == YES and self.place.at != HANDED_OFF:
            # What is asked next is about a meeting: nobody should wonder whether the card has gone.
            due = deadline_of(self.situation.again())
            urgent = due is not None and due.days_left(self.situation.today) <= DAYS_TO_CALL
            self.note("card-sent-call" if urgent else "card-sent", **office_args(self.situation))
