"""What a turn keeps: answers given, read back or doubted, and where they lead. Acts and commands build on it.

Everything a turn changes is on the `Conversation`; everything it asks of the world is an `Effect`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from dialogs.answer_bank import AnswerBank
from dialogs.answer_bank.lines import COURTESIES, answer_lines
from dialogs.chapter import Chapter
from dialogs.conversation import Conversation, Value
from dialogs.effects import FileLead, KeepRun, TurnResult
from dialogs.kinds import DONE, Consent, Language, ManyOf
from dialogs.lead import Run, lead_of, run_of
from dialogs.machine import Flow, flow_for
from dialogs.marks import OFF, ON, ROW_HELP, ROW_NO, ROW_YES
from dialogs.messages import LONGEST_TYPED, Act, Screen, Text
from dialogs.pages.asking import about_ways, asks_how_to_meet
from dialogs.pages.page import UNKNOWN, whose
from dialogs.place import HANDED_OFF, LEAVE, NO, OK, REFUSED, RESULT, REVIEW, STOP, YES, Place, Wish
from dialogs.ports import Translator, World
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.situation import Situation, Surroundings
from dialogs.telling import listed
from dialogs.understanding import Reader
from scoring.groups import rows_reading

KEPT_HISTORY = 20
# The page that offers two answers by name.
WHICH_ANSWER = "which_answer"
# A long help is said in parts, one for each press.
HELP_PARTS = ("help", "more", "rest")


class Rules(Protocol):
    """What all turns share."""

    questionnaire: Questionnaire
    around: Surroundings
    words: Translator
    reader: Reader


class Turn:
    """One act being handled. `notes` are lines shown above the next screen."""

    def __init__(self, rules: Rules, conversation: Conversation, act: Act, now: datetime, world: World) -> None:
        self.rules = rules
        self.conversation = conversation
        self.place: Place = conversation.place
        if max(len(act.text), len(act.data)) > LONGEST_TYPED:
            act = replace(act, text=act.text[:LONGEST_TYPED], data=act.data[:LONGEST_TYPED])
        self.act = act
        self.situation = Situation(conversation, rules.questionnaire, rules.around, now, world)
        self.flow: Flow = flow_for(rules.questionnaire, self.situation.ruleset)
        self.notes: list[Text] = []
        self.result = TurnResult()
        self.show = True
        self.same_screen = False
        self.ticked = False
        self.turned_leaf = False
        self.helped = False
        self.closed: tuple[str, str] | None = None

    # --- answering ------------------------------------------------------------------------------------------------

    @property
    def asked(self) -> Question | None:
        """The question being asked, if we are at one (and not at a page)."""
        return self.rules.questionnaire.by_id.get(self.place.at)

    @property
    def is_closed(self) -> bool:
        """Whether a page laid over another one was closed, and nothing else happened."""
        return self.closed is not None and self.asked is None and self.closed == (self.place.at, self.place.side)

    @property
    def chapter(self) -> Chapter | None:
        """The chapter whose question is being asked; None at a page."""
        return self.rules.questionnaire.chapter[self.place.chapter] if self.place.chapter else None

    @property
    def has_agreed(self) -> bool:
        """Whether this person agreed to today's text, so that their answers may be kept."""
        return self.situation.again().is_answered(self.rules.questionnaire.of_kind(Consent).id)

    @property
    def once_agreed(self) -> bool:
        """Whether this person agreed to keep answers here, be it to an earlier text."""
        told = self.situation.again().standing.told(self.rules.questionnaire.of_kind(Consent).id)
        return told is not None and told.value == "agree"

    def choose(self, question: Question, name: str, value: str) -> None:
        """Handle a question's button: a choice, a tick, the end of ticking, or "I don't know"."""
        if self.place.sheet:
            self.choose_row(name, value)
        elif name == UNKNOWN:
            self.give(question, None)
        elif isinstance(question.kind, ManyOf) and name in (ON, OFF):
            self.tick(question, question.kind, value, wanted=name == ON)
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

    def put_in_row(self, question_id: str, value: Value) -> None:
        """Keep what is chosen in a row; it is no answer before the whole screen is done."""
        self.place.sheet[question_id] = value
        self.same_screen = self.ticked = True

    def tick(self, question: Question, kind: ManyOf, value: str, *, wanted: bool) -> None:
        """Tick or untick one of several choices; what is so already stays."""
        # A tick the person no longer sees must not count against the limit.
        self.miss()
        ticked = self.place.draft or []
        if wanted and value not in ticked and len(ticked) >= kind.limit:
            self.note("enough-chosen", count=kind.limit)
        elif wanted != (value in ticked):
            ticked = [*ticked, value] if wanted else [choice for choice in ticked if choice != value]
        self.place.draft = ticked
        self.same_screen = self.ticked = True

    def miss(self) -> bool:
        """Untick choices no longer offered (a half-day gone by, or taken) and say which; return whether any were."""
        question, ticked = self.asked, self.place.draft
        if question is None or not isinstance(question.kind, ManyOf) or not ticked:
            return False
        situation = self.situation.again()
        offered = {choice for choice, _ in question.kind.options(question.id, situation)}
        self.place.draft = [choice for choice in ticked if choice in offered]
        gone = [choice for choice in ticked if choice not in offered]
        self.notes += [missed for choice in gone if (missed := question.kind.missed(choice, situation))]
        return bool(gone)

    def let_go(self) -> None:
        """Drop earlier choices that are gone, and say so; when none is left, ask again.

        A person who sends a closed lead again must not wish for a half-day that another client has now.
        """
        situation = self.situation.again()
        for question in self.rules.questionnaire:
            given, kind = situation.value(question.id), question.kind
            if not isinstance(kind, ManyOf) or not isinstance(given, list):
                continue
            left = [choice for choice in given if not kind.is_gone(choice, situation)]
            gone = [choice for choice in given if choice not in left]
            self.notes += [missed for choice in gone if (missed := kind.missed(choice, situation))]
            if gone and left:
                self.conversation.keep(question.id, left, situation.today)
            elif gone:
                self.conversation.drop(question.id)

    def answered(self, text: str | None = None) -> bool:
        """Answer a question, if what was typed is clearly one: by the help of what is asked, or by the answer bank.

        Where two answers are as near, let the person choose, or tell both: where nothing can be laid over the screen,
        and when the question is a part of a `text` that says more.
        """
        typed, alone = (self.act.text, True) if text is None else (text, False)
        # Beside an answer the question of the screen is done with, so its help is no answer.
        asked = self.asked.id if self.asked is not None and alone and self.place.overlay is None else None
        found = AnswerBank.load().find(typed, self.conversation.language, asked)
        if found is None:
            return False
        # A greeting or thanks beside a question is no second subject to choose.
        entries = [entry for entry in found.entries if entry not in COURTESIES] or list(found.entries)[:1]
        if found.helps:
            self.help_on_question()
        elif len(entries) > 1 and alone and self.place.overlay is None and self.place.at != HANDED_OFF:
            self.place.overlay, self.place.candidates = WHICH_ANSWER, list(entries)
        else:
            self.tell(*entries)
        return True

    def tell(self, *entries: str) -> None:
        """Tell answers of the bank above the screen, which stays as it is."""
        for entry in entries:
            self.notes += answer_lines(entry, self.situation)
        self.same_screen = True

    def read_back(self, *candidates: Value) -> None:
        self.place.overlay = "readback"
        self.place.candidates = list(candidates)

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

    def put_off_reading_back(self) -> None:
        """Read back what an earlier text may have meant when its own question is reached again, and no other's."""
        if self.place.overlay == "readback":
            self.place.offers[self.place.at] = list(self.place.candidates)
            self.place.overlay, self.place.candidates = None, []

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
        self.place.pass_by(question.id)
        self.place.offers.pop(question.id, None)

    def agreed(self) -> None:
        """Do what waited for consent."""

    def answer(self, question: Question, value: Value) -> bool:
        """Keep an answer, or a wish with the place; return whether an answer was changed by it."""
        self.place.failures = 0
        self.place.draft = None
        if question.wish:
            self.place.wish(question.id, str(value))
            return False
        return self.conversation.keep(question.id, value, self.situation.today)

    def reconsider(self, question: Question, table_before: str | None) -> None:
        """Ask again what depends on a changed answer, and show again the pages already left."""
        # Papers that staff have seen prove the old answer, for rows of the old table.
        another_table = self.situation.again().category != table_before
        self.unconfirm(self.conversation.confirmed if another_table else rows_reading(question.fields))
        doubtful = self.dependents(question.id)
        self.ask_again(doubtful)
        # What really changed stays in doubt until it is answered, whatever is taken back.
        self.place.supposed = [name for name in self.place.supposed if name not in {q.id for q in doubtful}]
        if question.id in self.place.supposed and question.id in self.by_event:
            self.place.supposed = []
        for wished in (q for q in self.rules.questionnaire if q.wish and question.id in q.asked_again_with):
            self.place.take_back(wished.id)
        for chapter in self.rules.questionnaire.chapters_of(question.id):
            # What a part asks by itself is answered there, and leads back to it.
            if not (chapter.to_the_point and question.id in chapter.by_name) or self.place.chapter == chapter.id:
                self.place.take_back(*chapter.reopens)

    def unconfirm(self, rows: Collection[str]) -> None:
        """Take rows away from those whose papers staff have seen."""
        self.conversation.confirmed = [row for row in self.conversation.confirmed if row not in rows]

    def dependents(self, question_id: str) -> list[Question]:
        """Return the answered questions, true of this person, whose answers a change makes doubtful."""
        situation = self.situation.again()
        return [
            q for q in self.rules.questionnaire if question_id in q.asked_again_with and situation.standing.told(q.id)
        ]

    @property
    def by_event(self) -> frozenset[str]:
        """Return the questions that a life event (a new job) makes doubtful."""
        events = set(self.rules.questionnaire.events)
        return frozenset(q.id for q in self.rules.questionnaire if not events.isdisjoint(q.asked_again_with))

    def suppose(self, question_ids: Iterable[str]) -> None:
        """Mark questions to be asked again while the person may change an answer; see `Place.supposed`."""
        fresh = [name for name in question_ids if name not in self.conversation.again]
        self.conversation.again.extend(fresh)
        self.place.supposed.extend(fresh)

    def ask_again(self, questions: list[Question], *, aged: bool = False, supposed: bool = False) -> None:
        again = self.conversation.again
        fresh = self.as_asked(q for q in questions if q.id not in again)
        if supposed:
            self.suppose(q.id for q in fresh)
        else:
            again.extend(q.id for q in fresh)
        if fresh:
            what = Text("list", {"items": tuple(Text(f"{q.text_key}.short") for q in fresh)})
            self.notes.append(Text("ask-again-time", {"what": what}) if aged else Text("ask-again", {"what": what}))

    def as_asked(self, questions: Iterable[Question]) -> list[Question]:
        """Return questions in the order in which this person is asked; those of parts come last."""
        situation = self.situation.again()
        interview = self.flow.questions_of(situation, self.rules.questionnaire.chapter_before(REVIEW))
        place = {question.id: number for number, question in enumerate(interview)}
        return sorted(questions, key=lambda question: place.get(question.id, len(place)))

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

    def forget_supposed(self) -> None:
        """Cancel the re-asking that was only supposed: in the end no answer changed."""
        supposed, self.place.supposed = self.place.supposed, []
        self.conversation.again = [name for name in self.conversation.again if name not in supposed]

    def aged(self) -> list[Question]:
        """Return the questions whose answers grow old by themselves, given on another day: years of work."""
        answers, today = self.situation.answers, self.situation.today
        return [
            q
            for q in self.rules.questionnaire.scored()
            if q.kind.grows_old and q.id in answers and answers[q.id].value is not None
            if answers[q.id].given_on != today
        ]

    # --- moving ---------------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Go where the answers lead, and run what arriving there triggers."""
        before = self.place.at
        self.flow.go_on(self.situation.again())
        self.arrive(before)

    def go_to(self, question_id: str, chapter: Chapter | None = None) -> None:
        """Go to a question, whether or not it has an answer."""
        self.flow.go_to(self.situation.again(), question_id, chapter)
        self.place.failures = 0
        self.tick_given()

    def turn_to(self, page: str) -> None:
        """Turn to a page that was asked for."""
        self.flow.turn_to(self.situation.again(), page)
        self.place.failures = 0
        self.tick_given()

    def arrive(self, before: str) -> None:
        """Run what arriving at this place triggers: keep a run, file the lead."""
        place, chosen = self.place, self.place.sheet
        if place.chapter is None:
            place.trail = None
        if place.at == RESULT:
            # Questions of a part lead back to it.
            place.side = place.wants(Wish.PART) or "short"
            self.keep_run()
        elif place.at == LEAVE:
            self.let_go()
        elif place.at == HANDED_OFF and before != HANDED_OFF and self.conversation.lead:
            # Leave was given before; what may have changed since is the choice of when to meet.
            self.file_lead(only=tuple(q.id for q in self.appointment()))
        self.tick_given()
        if self.asked is not None and self.chapter is not None:
            self.open_sheet(self.flow.together(self.situation.again(), self.chapter, self.asked), chosen)
        self.offer()

    def offer(self) -> None:
        """Read back what an earlier text may have meant for the question that is reached."""
        candidates = self.place.offers.pop(self.place.at, None) if self.place.overlay is None else None
        if candidates:
            self.read_back(*candidates)

    def tick_given(self) -> None:
        """Tick what was chosen before, where several can be chosen."""
        self.place.sheet, self.place.more, self.place.help_part = {}, False, 0
        question = self.asked
        if question is None or not isinstance(question.kind, ManyOf):
            self.place.draft = None
            return
        given = self.situation.again().value(question.id)
        self.place.draft = list(given) if isinstance(given, list) else []
        self.miss()

    def turn_up(self, side: str) -> None:
        """Show one side of a page, in place."""
        self.place.side = side
        self.same_screen = self.turned_leaf = True

    def unfold(self, *, more: bool) -> None:
        """Show what a page keeps back, or take it away again; in place."""
        self.place.more = more
        self.same_screen = self.turned_leaf = True

    def open_sheet(self, questions: Sequence[Question], chosen: Mapping[str, Value] = MappingProxyType({})) -> None:
        """Ask questions on one screen, each with its answer so far, or what was `chosen` in its row a moment ago."""
        situation = self.situation.again()
        self.place.sheet = {q.id: chosen.get(q.id, situation.value(q.id)) for q in questions}

    def keep_run(self) -> None:
        """Record this result as a new run unless facts, day and table are unchanged."""
        conversation = self.conversation
        run = run_of(self.situation.again())
        last = Run.from_json(conversation.last_run) if conversation.last_run else None
        if last is not None and (last.day, last.ruleset, last.answers, last.category) == (
            run.day,
            run.ruleset,
            run.answers,
            run.category,
        ):
            return
        conversation.shown_run, conversation.last_run = conversation.last_run, run.to_json()
        # Staff see one line a day, so a correction replaces the line of its day; all runs are stored besides.
        earlier = [kept for kept in conversation.history if kept[0] != run.day]
        conversation.history = [*earlier, [run.day, *run.best()[1]]][-KEPT_HISTORY:]
        self.result.effects.append(KeepRun(run))

    def back(self) -> None:
        """Go one question back; its answer stays until another one is given."""
        place, chapter = self.place, self.chapter
        if chapter is not None and not (chapter.opened or chapter.for_office) and place.trail is not None:
            self.back_on_trail(place.trail)
            return
        for earlier in self.flow.before(place):
            passed = self.passed_in(earlier)
            if passed:
                self.go_back_to(passed, earlier)
                return
            wish = next((wish for wish in earlier.begun_by if place.wants(wish)), None)
            if wish is not None:
                self.back_before(wish)
                return
        self.note("first-question")

    def go_back_to(self, passed: Sequence[str], chapter: Chapter | None = None) -> None:
        """Go to the last of the questions passed; where several were asked on one screen, to that screen."""
        last = self.rules.questionnaire[passed[-1]]
        together = [last]
        for name in reversed(passed[:-1]):
            question = self.rules.questionnaire[name]
            if last.sheet is None or question.sheet != last.sheet:
                break
            together.insert(0, question)
        self.go_to(together[0].id, chapter)
        if len(together) > 1:
            self.open_sheet(together)

    def passed_in(self, chapter: Chapter) -> list[str]:
        """Return the questions of a chapter that were answered before the one we are at."""
        here, situation = self.place.at, self.situation.again()
        asked = [q.id for q in self.flow.questions_of(situation, chapter)]
        if chapter.opened:
            asked = [
                q
                for q in asked
                if q == here or (situation.was_answered(q) and situation.questionnaire[q].asking.holds(situation))
            ]
        else:
            asked = [q for q in self.place.passed if q in asked and (q == here or situation.was_answered(q))]
        return asked[: asked.index(here)] if here in asked else asked

    def back_before(self, wish: str) -> None:
        """Withdraw the wish that began this chapter and return to the page it came from."""
        part = self.place.wants(Wish.PART)
        self.place.take_back(wish)
        if wish == Wish.PART:
            self.forget_supposed()
        self.go_on()
        if wish == Wish.PART and part is not None:
            self.place.side = part

    def back_on_trail(self, trail: list[str]) -> None:
        """Go back one question answered since a page was left; from the first one, to that page."""
        here = self.place.at
        passed = trail[: trail.index(here)] if here in trail else trail
        # What a text answered ahead, for the office, lies on no way back.
        situation = self.situation.again()
        passed = [name for name in passed if self.flow.may_go_to(situation, name)]
        if passed:
            self.go_back_to(passed)
            return
        self.place.trail = None
        self.forget_supposed()
        self.go_on()

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

    def aside(self) -> None:
        """Say the notes alone: the page they are said on is in the chat already, with its buttons."""
        self.show = False
        said, self.notes = tuple(self.notes), []
        self.result.screens.append(Screen(said, fresh=True))

    # --- consent and hand-off -------------------------------------------------------------------------------------

    def refuse_consent(self) -> None:
        """Keep nothing of a person who refuses at first; offer one who withdraws later to erase all, the lead too."""
        if self.conversation.lead or self.conversation.last_run is not None:
            self.place.overlay = "forget"
        else:
            self.refuse()

    def refuse(self) -> None:
        """Keep nothing but the refusal and the language it was given in."""
        conversation = self.conversation
        self.flow.refuse(self.situation)
        consent = self.rules.questionnaire.of_kind(Consent)
        conversation.drop_all()
        conversation.keep(consent.id, "refuse", self.situation.today)
        self.place.forget_way()
        conversation.source, conversation.consented_to = None, None
        conversation.last_run = conversation.shown_run = None
        conversation.history, conversation.confirmed = [], []
        conversation.refused = True

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

    def file_lead(self, only: tuple[str, ...] = ()) -> None:
        """Give the office the card as it stands now; with `only`, no more of it than these answers."""
        self.result.effects.append(FileLead(lead_of(self.situation.again()), only))

    def appointment(self) -> tuple[Question, ...]:
        """Return the questions that are asked after the leave was given: when and how to meet."""
        questionnaire = self.rules.questionnaire
        return questionnaire.asked_in(questionnaire.chapter_before(HANDED_OFF))

    def note(self, key: str, **args: str | int | Text) -> None:
        self.notes.append(Text(key, args))
