"""One turn of a conversation: what a person did, in; screens and effects, out. No network, no database, no clock.

Everything a turn changes is on the `Conversation`; everything it asks of the world is an `Effect`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from dialogs.answer_bank import AnswerBank
from dialogs.answer_bank.lines import answer_lines
from dialogs.answer_bank.wording import is_marked_as_question
from dialogs.conversation import HANDED_OFF, REFUSED, START, Answer, Conversation, Value
from dialogs.effects import Erase, Export, FileLead, KeepRun, Picture, Reach, Step, TellStaff
from dialogs.kinds import DONE, ManyOf
from dialogs.lead import Run, lead_of, run_of
from dialogs.machine import CLOSED, Flow, Trigger, flow_for
from dialogs.matching import Match, match
from dialogs.messages import Act, Button, Incoming, Screen, Text
from dialogs.parsing import Ambiguous, AnswerProblem, Certain
from dialogs.parts.registry import asked_for_parts, questions_of
from dialogs.ports import Translator
from dialogs.question import Question, Questionnaire
from dialogs.questionnaires.hsp import NEW_JOB
from dialogs.screens import (
    BACK,
    FAILURES_BEFORE_HELP,
    HELP,
    HUMAN,
    OVERLAYS,
    UNKNOWN,
    by_name,
    hours_line,
    rows_for,
    screen_for,
)
from dialogs.view import Surroundings, View
from scoring.groups import rows_reading

COMMANDS = ("start", "help", "language", "recheck", "result", "book", "human", "privacy", "mydata", "forget", "cancel")
KEPT_HISTORY = 20
_BEFORE_CONSENT = ("start", "help", "language", "privacy", "mydata", "forget", "cancel")
# Where words that are no answer reach the office, once it has the request.
_TO_STAFF = (HANDED_OFF, "ask_review", "ask_result", "ask_leave", CLOSED)
# Where /human is not open yet; and what the office asks for itself.
_BEFORE_ANSWERS = ("language", "consent")
_OF_HAND_OFF = ("note", "name", "contact_way", "contact", "consultation", "half_days")
# Where "back" returns from a question opened from a page; answers here belong to no other page.
_PAGES = ("ask_review", "ask_result", "ask_leave", HANDED_OFF, CLOSED)
_SEVERAL = re.compile(r"[,、，;/&+]|\band\b|と")
_SOURCE = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Dialogue:
    """The conversation's rules, shared by all channels. `handle` is the only door."""

    def __init__(self, questionnaire: Questionnaire, around: Surroundings, words: Translator) -> None:
        self.questionnaire = questionnaire
        self.around = around
        self.words = words

    def handle(self, conversation: Conversation, incoming: Incoming, now: datetime) -> Step:
        """Let a person's act change the conversation (in place) and return what to show and to do.

        `now` is aware. Raises `DeadEnd` only for our own mistakes.
        """
        return _Turn(self, conversation, incoming, now).run()

    def view(self, conversation: Conversation, now: datetime) -> View:
        """What a conversation amounts to at a moment."""
        return View(conversation, self.questionnaire, self.around, now)

    def screen(self, conversation: Conversation, now: datetime) -> Screen:
        """The screen of where a conversation stands, unchanged."""
        return screen_for(self.view(conversation, now))


class _Turn:
    """One act being handled. `notes` are lines shown above the next screen."""

    def __init__(self, rules: Dialogue, conversation: Conversation, incoming: Incoming, now: datetime) -> None:
        self.rules = rules
        self.conversation = conversation
        self.incoming = incoming
        self.view = View(conversation, rules.questionnaire, rules.around, now)
        self.flow: Flow = flow_for(rules.questionnaire, self.view.ruleset)
        self.notes: list[Text] = []
        self.step = Step()
        self.show = True
        self.same_step = False

    def run(self) -> Step:
        conversation = self.conversation
        moved = self.resume()
        handlers: Mapping[Act, Callable[[], None]] = {
            Act.COMMAND: self.command,
            Act.PRESS: self.press,
            Act.TEXT: self.text,
            Act.EDIT: self.edited,
            Act.OTHER: self.other,
            Act.LEFT: self.left,
            Act.CAME_BACK: self.came_back,
        }
        if conversation.state == START and self.incoming.act is not Act.LEFT:
            self.begin()
        elif moved and self.incoming.act in (Act.PRESS, Act.TEXT) and conversation.state != HANDED_OFF:
            # It was meant for a screen that does not exist any more.
            self.greet_back()
        else:
            handlers[self.incoming.act]()
        if self.show:
            if not self.same_step:
                conversation.step += 1
            shown = screen_for(self.view.again())
            self.step.screens.append(Screen((*self.notes, *shown.lines), shown.rows, shown.fresh, shown.document))
        return self.step

    def resume(self) -> bool:
        """Make sense of what another version stored; whether that moved the bookmark, which the answers then set."""
        conversation = self.conversation
        for name, given in list(conversation.answers.items()):
            if not self.view.accepts(name, given.value):
                self.drop(name)
        known = conversation.state in self.flow.states
        if not known or conversation.overlay not in (None, *OVERLAYS):
            conversation.overlay, conversation.candidates = None, []
        if not known:
            conversation.wanted, conversation.draft = None, None
            self.go_on()
        return not known

    # --- acts -----------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """The first word, whatever it is: greet in the messenger's language if we have it."""
        conversation, incoming = self.conversation, self.incoming
        hint = (incoming.language or "").partition("-")[0]
        if hint in self.rules.around.languages:
            conversation.language = hint
        if incoming.act is Act.COMMAND and incoming.command == "start" and _SOURCE.fullmatch(incoming.text):
            conversation.source = incoming.text
        self.go_on()
        if incoming.act is Act.COMMAND and incoming.command != "start":
            self.command()
        elif incoming.act is Act.CAME_BACK:
            self.step.effects.append(Reach(True))

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

    def press(self) -> None:
        """A press counts only on the screen it belongs to; an older button shows where we are instead."""
        conversation = self.conversation
        parts = self.incoming.data.split(".", 2)
        if len(parts) != 3 or not (parts[0].isdecimal() and parts[1].isdecimal()):
            self.note("old-button")
            return
        message, step, action = int(parts[0]), int(parts[1]), parts[2]
        on_live = message == conversation.live
        if step != conversation.step:
            if on_live:
                # A double tap: the first one already did it.
                self.show = False
            else:
                self.note("old-button")
            return
        self.step.in_place = on_live
        if not self.act(action):
            self.note("old-button")

    def text(self) -> None:
        conversation = self.conversation
        if conversation.state == REFUSED:
            return
        found = self.meant()
        if conversation.overlay == "readback" and not (found and found.exact):
            # Typed again where an answer is being read back: that is a new answer.
            conversation.overlay, conversation.candidates = None, []
            found = self.meant()
        if found is not None and found.exact:
            self.act(found.button.action)
            return
        question = self.asked
        if question is not None and conversation.overlay is None:
            if not self.tick_typed(question):
                self.read(question, found.button if found else None)
        elif conversation.state in _TO_STAFF and conversation.overlay is None and conversation.lead:
            self.step.effects.append(TellStaff(self.incoming.text))
            self.answered()
            self.note("passed-on")
            hours = hours_line(self.view)
            if hours not in self.notes:
                self.notes.append(hours)
            self.show = False
            self.step.screens.append(Screen(tuple(self.notes), fresh=True))
        elif not self.answered():
            self.note("question-for-staff" if is_marked_as_question(self.incoming.text) else "use-buttons")

    def answered(self) -> bool:
        """Answer a common question, if what was typed is clearly one; the screen stays as it is."""
        found = AnswerBank.load().find(self.incoming.text, self.conversation.language)
        if found is None:
            return False
        self.notes += answer_lines(found.entry, self.view)
        self.same_step = True
        return True

    def meant(self) -> Match | None:
        """The button that was typed; where one value is read back, "yes" is it."""
        conversation = self.conversation
        rows = rows_for(self.view)
        if conversation.overlay == "readback" and len(conversation.candidates) == 1:
            rows = (*rows, (Button(Text("c-yes"), "is:0"),))
        found = match(self.incoming.text, rows, conversation.language, self.rules.words)
        if found is None and conversation.state == "ask_result" and conversation.overlay is None:
            # All that opens from the result goes by its name on each of its pages.
            return match(self.incoming.text, by_name(), conversation.language, self.rules.words)
        return found

    def tick_typed(self, question: Question) -> bool:
        """Tick what was typed where several can be chosen ("bachelor, master"); False unless all of it is clear."""
        conversation = self.conversation
        words = [part for part in _SEVERAL.split(self.incoming.text) if part.strip()]
        if not isinstance(question.kind, ManyOf) or len(words) < 2:
            return False
        rows = rows_for(self.view)
        found = [match(part, rows, conversation.language, self.rules.words) for part in words]
        if not all(one and one.exact and one.button.action.startswith("a:") for one in found):
            return False
        for value in dict.fromkeys(one.button.action.partition(":")[2] for one in found if one):
            if value not in (conversation.draft or []):
                self.choose(question, "a", value)
        return True

    def edited(self) -> None:
        self.note("edited")

    def other(self) -> None:
        """Media cannot be read; a person's own shared number is an answer where a contact is asked for."""
        question = self.asked
        if question is not None and question.id == "contact" and self.incoming.data:
            reading = question.kind.read(self.incoming.data, self.view)
            if isinstance(reading, Certain):
                self.give(question, reading.value)
                return
        self.note("only-text")

    def left(self) -> None:
        self.step.effects.append(Reach(False))
        self.show = False

    def came_back(self) -> None:
        self.step.effects.append(Reach(True))
        self.greet_back()

    # --- commands -------------------------------------------------------------------------------------------------

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
        if question is not None and question.id not in _OF_HAND_OFF:
            self.note("book-first")

    def on_human(self) -> None:
        conversation = self.conversation
        conversation.overlay = None
        if conversation.lead and conversation.state == HANDED_OFF:
            self.note("write-here")
            return
        self.answer("human", "yes")
        self.drop("leave", "note")
        self.go_on()

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

    # --- buttons --------------------------------------------------------------------------------------------------

    def act(self, action: str) -> bool:
        """Do what a button stands for; False when the screen has no such button."""
        rows = rows_for(self.view)
        if self.conversation.state == "ask_result" and self.conversation.overlay is None:
            rows = (*rows, *by_name())
        offered = {button.action for row in rows for button in row}
        if action not in offered:
            return False
        name, _, value = action.partition(":")
        question = self.asked
        if self.conversation.overlay is not None:
            self.on_overlay(name, value)
        elif name == BACK:
            self.back()
        elif name == HELP:
            self.help_on_question()
        elif name == HUMAN:
            self.on_human()
        elif question is not None and name in ("a", UNKNOWN, DONE):
            self.choose(question, name, value)
        else:
            self.on_page(name, value)
        return True

    def on_overlay(self, name: str, value: str) -> None:
        conversation = self.conversation
        overlay, conversation.overlay = conversation.overlay, None
        if overlay == "language":
            conversation.language = value
            ticked = conversation.draft
            self.answer("language", value)
            conversation.draft = ticked
        elif overlay == "readback" and name == "is":
            candidates, conversation.candidates = conversation.candidates, []
            if self.asked is not None:
                self.give(self.asked, candidates[int(value)])
        elif overlay == "readback":
            conversation.candidates = []
            self.note("type-again")
        elif overlay == "forget" and name == "forget":
            self.step.effects.append(Erase())
            self.show = False
        elif overlay == "changed" and name == "changed":
            self.changed(value)

    def on_page(self, name: str, value: str) -> None:
        conversation = self.conversation
        state = conversation.state
        if state == "ask_review" and name == "ok":
            self.answer("review", "ok")
            self.go_on()
        elif state == "ask_result" and name == "ok":
            self.answer("result", "ok")
            self.drop("leave")
            self.go_on()
        elif state == "ask_leave" and name in ("yes", "no"):
            self.leave(name)
        elif name == "change" and value in self.rules.questionnaire:
            conversation.wanted, conversation.trail = value, []
            self.go_to(self.rules.questionnaire[value].state)
        elif name == "view":
            self.drop("part")
            conversation.view = value
            self.same_step = True
        elif name in ("ask", "again"):
            if name == "again":
                self.drop(*(q.id for q in questions_of(self.view, value)))
            self.answer("part", value)
            self.go_on()
        elif name == "tick":
            held = self.view.value("papers_in_hand")
            held = held if isinstance(held, list) else []
            self.answer("papers_in_hand", [p for p in held if p != value] if value in held else [*held, value])
            self.same_step = True
        elif name == "picture":
            self.step.effects.append(Picture())
            self.show = False
        elif name == "review":
            self.drop("review")
            self.go_to("ask_review")
        elif name == "interview":
            self.drop("human", "leave")
            self.go_on()
        else:
            {"recheck": self.on_recheck, "result": self.on_result, "book": self.on_book}[name]()

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
        elif isinstance(question.kind, ManyOf) and name == "a":
            # What is not offered any more (a half-day gone by) must not count against the limit unseen.
            offered = [choice for choice, _ in question.kind.options(question.id, self.view)]
            ticked = [choice for choice in conversation.draft or [] if choice in offered]
            if value in ticked:
                ticked.remove(value)
            elif len(ticked) < question.kind.limit:
                ticked.append(value)
            else:
                self.note("enough-chosen", count=question.kind.limit)
            conversation.draft = ticked
            self.same_step = True
        elif isinstance(question.kind, ManyOf):
            self.give(question, list(conversation.draft or []))
        else:
            self.give(question, question.kind.pressed(value))

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
        if conversation.trail is not None and here not in _OF_HAND_OFF:
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
