"""What a turn keeps: answers given, read back or doubted, and where they lead. Acts and commands stand upon it.

Everything a turn changes is on the `Conversation`; everything it asks of the world is an `Effect`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol

from dialogs.answer_bank import AnswerBank
from dialogs.answer_bank.lines import answer_lines
from dialogs.answer_bank.wording import is_marked_as_question
from dialogs.conversation import HANDED_OFF, REFUSED, Answer, Conversation, Value
from dialogs.effects import FileLead, KeepRun, Step
from dialogs.kinds import ManyOf
from dialogs.lead import Run, lead_of, run_of
from dialogs.machine import CLOSED, Flow, Trigger, flow_for
from dialogs.marks import OFF, ON
from dialogs.messages import LONGEST_TYPED, Button, Incoming, Text
from dialogs.parsing import Ambiguous, AnswerProblem, Certain
from dialogs.parts.registry import asked_for_parts, questions_of
from dialogs.ports import Translator
from dialogs.question import Question, Questionnaire
from dialogs.questionnaires.hsp import NEW_JOB
from dialogs.screens import (
    FAILURES_BEFORE_HELP,
    UNKNOWN,
)
from dialogs.view import Surroundings, View
from scoring.groups import rows_reading

KEPT_HISTORY = 20
# Where a question is no reason to write to the office yet; and what the office asks for itself.
_BEFORE_ANSWERS = ("language", "consent")
OF_HAND_OFF = ("note", "name", "contact_way", "contact", "consultation", "half_days")
# Where "back" returns from a question opened from a page; answers here belong to no other page.
_PAGES = ("ask_review", "ask_result", "ask_leave", HANDED_OFF, CLOSED)


class Rules(Protocol):
    """What all turns share."""

    questionnaire: Questionnaire
    around: Surroundings
    words: Translator


class Turn:
    """One act being handled. `notes` are lines shown above the next screen."""

    def __init__(self, rules: Rules, conversation: Conversation, incoming: Incoming, now: datetime) -> None:
        self.rules = rules
        self.conversation = conversation
        if max(len(incoming.text), len(incoming.data)) > LONGEST_TYPED:
            incoming = replace(incoming, text=incoming.text[:LONGEST_TYPED], data=incoming.data[:LONGEST_TYPED])
        self.incoming = incoming
        self.view = View(conversation, rules.questionnaire, rules.around, now)
        self.flow: Flow = flow_for(rules.questionnaire, self.view.ruleset)
        self.notes: list[Text] = []
        self.step = Step()
        self.show = True
        self.same_step = False
        self.ticked = False

    # --- answering ------------------------------------------------------------------------------------------------

    @property
    def asked(self) -> Question | None:
        """The question being asked, if we are at one (and not at a page)."""
        name = self.conversation.state.removeprefix("ask_")
        question = self.rules.questionnaire.by_id.get(name)
        return None if question is None or name in ("review", "result", "leave") else question

    def choose(self, question: Question, name: str, value: str) -> None:
        """A button of a question: a choice, a tick, the ticks done, or "I don't know"."""
        conversation = self.conversation
        if name == UNKNOWN:
            self.give(question, None)
        elif isinstance(question.kind, ManyOf) and name in (ON, OFF):
            self.tick(question, question.kind, value, wanted=name == ON)
        elif isinstance(question.kind, ManyOf):
            self.give(question, list(conversation.draft or []))
        else:
            self.give(question, question.kind.pressed(value))

    def tick(self, question: Question, kind: ManyOf, value: str, *, wanted: bool) -> None:
        """One of several ticked or not; as it is already, it stays."""
        # What is not offered any more (a half-day gone by) must not count against the limit unseen.
        offered = [choice for choice, _ in kind.options(question.id, self.view)]
        ticked = [choice for choice in self.conversation.draft or [] if choice in offered]
        if wanted and value not in ticked and len(ticked) >= kind.limit:
            self.note("enough-chosen", count=kind.limit)
        elif wanted != (value in ticked):
            ticked = [*ticked, value] if wanted else [choice for choice in ticked if choice != value]
        self.conversation.draft = ticked
        self.same_step = self.ticked = True

    def read(self, question: Question, near: Button | None) -> None:
        """A typed answer: keep it, read it back, or say kindly what would be accepted."""
        conversation = self.conversation
        reading = question.kind.read(self.incoming.text, self.view)
        if isinstance(reading, Certain):
            self.give(question, reading.value)
        elif isinstance(reading, Ambiguous):
            self.read_back(*reading.candidates)
        elif near is not None and near.action.startswith("a:") and not isinstance(question.kind, ManyOf):
            self.read_back(question.kind.pressed(near.action[2:]))
        elif self.answered():
            pass
        elif is_marked_as_question(self.incoming.text) and question.id not in _BEFORE_ANSWERS:
            self.note("question-for-staff")
            self.same_step = True
        else:
            conversation.failures += 1
            self.problem(reading, question)

    def answered(self) -> bool:
        """Answer a common question, if what was typed is clearly one; the screen stays as it is."""
        found = AnswerBank.load().find(self.incoming.text, self.conversation.language)
        if found is None:
            return False
        self.notes += answer_lines(found.entry, self.view)
        self.same_step = True
        return True

    def read_back(self, *candidates: Value) -> None:
        self.conversation.overlay = "readback"
        self.conversation.candidates = list(candidates)

    def problem(self, problem: AnswerProblem, question: Question) -> None:
        helpless = self.conversation.failures >= FAILURES_BEFORE_HELP
        if question.plain:
            self.note("use-buttons")
            if helpless and question.id == "consent":
                self.note("consent-first", phone=self.rules.around.office.phone)
            return
        self.notes.append(Text(problem.key, problem.args))
        if helpless:
            self.note("stuck", phone=self.rules.around.office.phone)
            if question.kind.typed:
                self.note("stuck-example", text=question.example(self.view))

    def give(self, question: Question, value: Value) -> None:
        """Keep an answer and go where the answers lead."""
        conversation = self.conversation
        if question.id == "consent" and value == "refuse":
            if conversation.lead or conversation.last_run is not None:
                # Taken back later, it means that everything goes: also what the office has.
                conversation.overlay = "forget"
            else:
                self.refuse()
            return
        if question.id == "consent":
            conversation.consented_to = self.rules.questionnaire.version
        before = conversation.answers.get(question.id)
        moved = before is not None and before.value != value
        self.answer(question.id, value)
        if question.id == "language":
            conversation.language = str(value)
        if moved:
            self.reconsider(question)
        conversation.wanted = None
        if conversation.trail is not None:
            conversation.trail = [*(q for q in conversation.trail if q != question.id), question.id]
        self.go_on()

    def reconsider(self, question: Question) -> None:
        """An answer changed: what depends on it is asked again, and pages already left are shown again."""
        conversation = self.conversation
        # Papers that staff have seen prove what was said then.
        gone = rows_reading(question.fields) if question.id != "activity" else conversation.confirmed
        conversation.confirmed = [row for row in conversation.confirmed if row not in gone]
        dependents = self.dependents(question.id)
        self.ask_again(dependents)
        if question.id in ("goal", "activity"):
            # Stopping early was agreed to for another outcome.
            self.drop("thorough")
        if question.fields or question.id in ("goal", "residence", "activity", "international_services"):
            self.drop("part", "review", "result", "leave")
        elif question.id in ("name", "contact_way", "contact", "note"):
            self.drop("leave")

    def answer(self, question_id: str, value: Value) -> None:
        conversation = self.conversation
        conversation.answers[question_id] = Answer(value, self.view.today)
        conversation.again = [q for q in conversation.again if q != question_id]
        conversation.failures = 0
        conversation.draft = None

    def drop(self, *question_ids: str) -> None:
        for question_id in question_ids:
            self.conversation.answers.pop(question_id, None)

    def dependents(self, question_id: str) -> list[Question]:
        """Answered questions on this person's path that a change makes doubtful."""
        view = self.view.again()
        return [
            q
            for q in self.rules.questionnaire
            if question_id in q.asked_again_with and q.id in view.answers and q.applies_when.holds(view)
        ]

    def ask_again(self, questions: list[Question], *, aged: bool = False) -> None:
        again = self.conversation.again
        fresh = [q for q in questions if q.id not in again]
        again.extend(q.id for q in fresh)
        if fresh:
            what = Text("list", {"items": tuple(Text(f"{q.text_key}.short") for q in fresh)})
            self.notes.append(Text("ask-again-time", {"what": what}) if aged else Text("ask-again", {"what": what}))

    def changed(self, what: str) -> None:
        """What changed since last time: ask that, and only what it makes doubtful or time made old."""
        conversation = self.conversation
        questionnaire = self.rules.questionnaire
        self.drop("result", "leave", "human")
        conversation.trail = []
        aged = [q for q in self.aged() if q.id != what]
        dependents = [q for q in self.dependents(what) if q.id != what and q not in aged]
        if what == NEW_JOB:
            self.ask_again(aged + dependents)
        else:
            self.ask_again(aged, aged=True)
            if dependents and what in questionnaire:
                items = tuple(Text(f"{q.text_key}.short") for q in dependents)
                self.note("ask-again-if", what=Text("list", {"items": items}))
        if what in questionnaire:
            conversation.wanted = what
            self.go_to(questionnaire[what].state)
        else:
            self.go_on()

    def forget_new_job(self) -> None:
        """What was to be asked again because of a new job keeps its answer after all."""
        questionnaire = self.rules.questionnaire
        self.conversation.again = [
            q for q in self.conversation.again if NEW_JOB not in questionnaire[q].asked_again_with
        ]

    def aged(self) -> list[Question]:
        """Answers that grow old by themselves: years of work given on another day."""
        given = self.conversation.answers.get("experience_years")
        if given is None or given.value is None or given.given_on == self.view.today:
            return []
        return [self.rules.questionnaire["experience_years"]]

    # --- moving ---------------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Go where the answers lead, and do what arriving there means."""
        before = self.conversation.state
        state = self.flow.fire(self.view.again(), Trigger.ANSWERED)
        self.arrive(before, state)

    def go_to(self, state: str) -> None:
        self.flow.fire(self.view.again(), Trigger.WENT_TO, state)
        self.conversation.failures = 0
        self.tick_given()

    def arrive(self, before: str, state: str) -> None:
        conversation = self.conversation
        if state in _PAGES:
            conversation.trail = None
        if state == "ask_result":
            # Questions of a part lead back to it.
            conversation.view = str(self.view.again().value("part") or "short")
            self.keep_run()
        elif state == HANDED_OFF and before != HANDED_OFF and conversation.lead:
            self.file_lead()
        self.tick_given()

    def tick_given(self) -> None:
        """Where several can be chosen, what was chosen before is ticked."""
        question = self.asked
        if question is None or not isinstance(question.kind, ManyOf):
            self.conversation.draft = None
            return
        given = self.conversation.answers.get(question.id)
        self.conversation.draft = list(given.value) if given and isinstance(given.value, list) else []

    def keep_run(self) -> None:
        """A result reached with other facts, or on another day, is a run of its own."""
        conversation = self.conversation
        run = run_of(self.view.again())
        last = Run.from_json(conversation.last_run) if conversation.last_run else None
        if last is not None and (last.day, last.ruleset, last.answers, last.category) == (
            run.day,
            run.ruleset,
            run.answers,
            run.category,
        ):
            return
        conversation.shown_run, conversation.last_run = conversation.last_run, run.to_json()
        # A correction on the same day is no step of its own in what staff see; every run is kept apart from this.
        earlier = [kept for kept in conversation.history if kept[0] != run.day]
        conversation.history = [*earlier, [run.day, *run.best()[1]]][-KEPT_HISTORY:]
        self.step.effects.append(KeepRun(run))

    def back(self) -> None:
        """One question back; its answer stays until another one is given."""
        conversation = self.conversation
        here = conversation.state.removeprefix("ask_")
        if here == "note" and self.view.value("human") == "yes":
            self.drop("human")
            self.go_on()
            return
        part = self.view.value("part")
        of_parts = [q.id for q in asked_for_parts(self.rules.questionnaire)]
        if part and here in of_parts:
            own = [q.id for q in questions_of(self.view, str(part)) if q.id in conversation.answers or q.id == here]
            if own[0] == here:
                self.leave_part()
            else:
                conversation.wanted = own[own.index(here) - 1]
                self.go_to(self.rules.questionnaire[conversation.wanted].state)
            return
        if conversation.trail is not None and here not in OF_HAND_OFF:
            self.back_on_trail(here, conversation.trail)
            return
        pages = ("review", "result", "leave", "human", "part", "papers_in_hand", *of_parts, here)
        passed = list(conversation.answers)
        if here in passed:
            passed = passed[: passed.index(here)]
        earlier = [q for q in passed if q not in pages and q in self.rules.questionnaire]
        if here in ("name", "contact_way", "contact") and "result" in conversation.answers:
            earlier = [q for q in earlier if q in ("note", "name", "contact_way", "contact")]
            if not earlier:
                self.drop("result")
                self.go_on()
                return
        if not earlier:
            self.note("first-question")
            return
        conversation.wanted = earlier[-1]
        self.go_to(self.rules.questionnaire[earlier[-1]].state)

    def back_on_trail(self, here: str, trail: list[str]) -> None:
        """Back through what was answered since a page was left, and at last to that page."""
        conversation = self.conversation
        passed = trail[: trail.index(here)] if here in trail else trail
        if passed:
            conversation.wanted = passed[-1]
            self.go_to(self.rules.questionnaire[passed[-1]].state)
            return
        conversation.wanted, conversation.trail = None, None
        self.forget_new_job()
        self.go_on()

    def leave_part(self) -> None:
        """From a part's questions to the part as it stands."""
        part = str(self.view.value("part"))
        self.drop("part")
        self.go_on()
        self.conversation.view = part

    def help_on_question(self) -> None:
        question = self.asked
        key = f"{question.text_key}.help" if question else ""
        if question is not None and self.rules.words.has(self.conversation.language, key):
            self.note(key)
        self.same_step = True

    # --- consent and hand-off -------------------------------------------------------------------------------------

    def refuse(self) -> None:
        """Keep nothing but the refusal and the language it was given in."""
        conversation = self.conversation
        self.flow.fire(self.view, Trigger.REFUSED)
        refused_on = Answer("refuse", self.view.today)
        conversation.answers = {"consent": refused_on}
        conversation.again, conversation.draft, conversation.source = [], None, None
        conversation.wanted, conversation.consented_to = None, None
        conversation.last_run = conversation.shown_run = None
        conversation.history, conversation.confirmed = [], []
        conversation.refused = True

    def reopen_if_refused(self) -> None:
        conversation = self.conversation
        if conversation.state == REFUSED:
            conversation.refused = False
            self.drop("consent")
            self.go_on()

    def leave(self, choice: str) -> None:
        """The person saw the card: with leave it is filed, without nothing is sent."""
        self.answer("leave", choice)
        if choice == "yes":
            self.conversation.lead = True
            self.file_lead()
        self.go_on()

    def file_lead(self) -> None:
        self.step.effects.append(FileLead(lead_of(self.view.again())))

    def note(self, key: str, **args: str | int | Text) -> None:
        self.notes.append(Text(key, args))
