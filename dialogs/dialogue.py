"""One turn of a conversation: what a person did, in; screens and effects, out. No network, no database, no clock.

Everything a turn changes is on the `Conversation`; everything it asks of the world is an `Effect`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from dialogs.answer_bank.lines import COURTESIES
from dialogs.conversation import Conversation, answers_to_json
from dialogs.effects import Corrected, Reach, SetReminders, TurnResult
from dialogs.errors import QuestionnaireError, RuleWordsError
from dialogs.happenings import Before, happenings
from dialogs.kinds import Contact
from dialogs.listening import Listening
from dialogs.marks import place_of
from dialogs.messages import LONGEST_MATCHED, Act, ActKind, Screen, Text, Typed
from dialogs.own_words import OWN_WORDS
from dialogs.pages.asking import ASKING
from dialogs.pages.here import page_of, screen_of
from dialogs.parsing import Certain
from dialogs.place import HANDED_OFF, RESULT, START
from dialogs.ports import NOTHING_FULL, Translator, World
from dialogs.pressing import stands_on, warnings
from dialogs.questionnaire import Questionnaire
from dialogs.rule_words import missing_rule_texts
from dialogs.situation import Situation, Surroundings
from dialogs.talk import LATE, WORDS_ALONE
from dialogs.turn.reminding import REMINDERS
from dialogs.understanding import Reader
from dialogs.wording import missing_texts
from scoring.every_file import read_every_file

_SOURCE = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Dialogue:
    """The conversation's rules, shared by all channels. `handle` is the only door.

    Raises `QuestionnaireError` for a question without its words in one of the languages, `RuleWordsError` for a name in
    a rule file without them, `RulesetError` for a rule file that cannot be read.
    """

    def __init__(self, questionnaire: Questionnaire, around: Surroundings, words: Translator) -> None:
        self.questionnaire = questionnaire
        self.around = around
        self.words = words
        self.reader = Reader(questionnaire, around.languages)
        for fault in missing_texts(questionnaire, words, around.languages):
            raise QuestionnaireError(fault)
        read_every_file()
        for fault in missing_rule_texts(words, around.languages):
            raise RuleWordsError(fault)

    def handle(self, conversation: Conversation, act: Act, now: datetime, world: World = NOTHING_FULL) -> TurnResult:
        """Let a person's act change the conversation (in place) and return what to show and to do.

        `now` is aware; `world` answers what has to be asked before that is known. Raises `DeadEnd` only for our own
        mistakes.
        """
        return _Acts(self, conversation, act, now, world).run()

    def situation(self, conversation: Conversation, now: datetime, *, is_sent: bool = False) -> Situation:
        """What a conversation amounts to at a moment; `is_sent` is of the answers of a lead."""
        return Situation(conversation, self.questionnaire, self.around, now, is_sent=is_sent)

    def exported(self, conversation: Conversation, now: datetime) -> dict[str, Any]:
        """Return all that is stored of a conversation for its owner: what stands, and apart from it what does not."""
        parted = self.situation(conversation, now).standing
        data = {**conversation.to_json(), "answers": answers_to_json(parted.answers)}
        if parted.doubtful:
            data["to_be_confirmed"] = answers_to_json(parted.doubtful)
        if parted.aside:
            data["set_aside"] = answers_to_json(parted.aside)
        return data

    def screen(self, conversation: Conversation, now: datetime, world: World) -> Screen:
        """The screen of where a conversation stands, unchanged. Without its `world` a talk that is booked is not."""
        return screen_of(Situation(conversation, self.questionnaire, self.around, now, world), self.words)


def _shown_of(conversation: Conversation) -> tuple[object, ...]:
    """All that screens and buttons depend on, to be compared; where the person stands comes first."""
    place = conversation.place
    return (
        place_of(conversation),
        place.at,
        conversation.language,
        conversation.answers_kept(),
        tuple(conversation.again),
        dict(place.wishes),
        place.trail,
        place.candidates,
        tuple(place.mistaken),
        place.draft,
        dict(place.sheet),
        dict(place.slots),
        dict(place.heard),
        dict(place.what_if),
        conversation.reminders if place.overlay == REMINDERS else None,
        conversation.lead,
        conversation.consented_to,
        conversation.consented_text,
    )


def _but_own_words(shown: tuple[object, ...]) -> list[object]:
    """Return what screens depend on but for the person's own words."""
    return [
        {name: value for name, value in one.items() if name != OWN_WORDS} if isinstance(one, Mapping) else one
        for one in shown
    ]


class _Acts(Listening):
    """What a person did, and what follows."""

    def run(self) -> TurnResult:
        conversation = self.conversation
        if self.is_answered_album():
            if self.conversation.lead and self.act.said is not None:
                self.tell_staff()
            return self.result
        before, stood_on = _shown_of(conversation), stands_on(conversation, self.situation.today)
        counted_before = Before.of(conversation)
        reminded_of = conversation.reminders
        moved = self.resume()
        handlers: Mapping[ActKind, Callable[[], None]] = {
            ActKind.COMMAND: self.command,
            ActKind.PRESS: self.press,
            ActKind.TEXT: self.text,
            ActKind.EDIT: self.edited,
            ActKind.OTHER: self.other,
            ActKind.LEFT: self.left,
            ActKind.CAME_BACK: self.came_back,
            ActKind.TOO_FAST: self.too_fast,
        }
        silent = self.act.kind in (ActKind.LEFT, ActKind.TOO_FAST)
        if self.place.at == START and not silent:
            # A button pressed after the person was erased.
            self.result.stray = self.act.kind is ActKind.PRESS
            self.begin()
        elif moved and self.act.kind in (ActKind.PRESS, ActKind.TEXT) and self.place.at != HANDED_OFF:
            # The act answered a screen that this version no longer has.
            self.result.stray = self.act.kind is ActKind.PRESS
            self.greet_back()
        else:
            handlers[self.act.kind]()
        self.lay_again()
        if before[0] != place_of(conversation):
            self.place.leaf = 0
        if self.show:
            self.miss()
        changed = _shown_of(conversation) != before
        if (reminded_of or conversation.reminders) and (changed or reminded_of != conversation.reminders):
            # What the person chose to be reminded of may be due on another day.
            self.result.effects.append(SetReminders())
        if changed:
            self.count_on(before)
            noted = self.only_noted(before)
            self.warn(stood_on, on_result=noted)
            if noted:
                self.say_beside_the_page()
        elif self.show and self.is_said_of_a_page():
            self.say_beside_the_page()
        if self.show:
            self.result.screens.append(self.shown())
        if not silent:
            self.result.happened = happenings(counted_before, self.situation.again())
        return self.result

    def warn(self, stood_on: Mapping[str, object], *, on_result: bool) -> None:
        """Say above the next screen what has just become known and cannot wait.

        The result says it itself, where it is shown again; not `on_result`, where only something is said on it.
        """
        if not self.show or (self.place.at == RESULT and self.place.overlay is None and not on_result):
            return
        stands = stands_on(self.conversation, self.situation.today)
        if stands == stood_on:
            return
        found = warnings(self.situation.again())
        news = [text for name, text in found.items() if stands[name] != stood_on[name]]
        if news:
            # It answers "is that OK?" better than that nobody can here.
            self.notes = [*news, *(note for note in self.notes if note.key != "question-for-staff")]

    def is_said_of_a_page(self) -> bool:
        """Return whether there is only something to say on a page, which need not be shown again for it."""
        kinds = (ActKind.TEXT, ActKind.COMMAND, ActKind.EDIT, ActKind.OTHER)
        starts = self.act.kind is ActKind.COMMAND and self.act.command == "start"
        return bool(self.notes) and self.act.kind in kinds and not starts and not self.asks_something()

    def only_noted(self, before: tuple[object, ...]) -> bool:
        """Return whether a text on the result was only noted for the office: the same points need not be said again."""
        on_result = self.place.at == RESULT and self.place.overlay is None
        if self.act.kind is not ActKind.TEXT or not (self.show and self.notes and on_result):
            return False
        return _but_own_words(before) == _but_own_words(_shown_of(self.conversation))

    def say_beside_the_page(self) -> None:
        """Say the notes, and below them how to go on from the page, so that nobody must look for its buttons.

        What answers a question stays in the chat by itself, whatever is pressed below it.
        """
        situation = self.situation.again()
        brief = tuple(page_of(situation).in_brief(situation))
        short = {f"answer-{entry}" for entry in COURTESIES}
        if not brief or any(note.key.startswith("answer-") and note.key not in short for note in self.notes):
            self.aside()
        if brief:
            self.show = False
            lines = tuple(self.notes) or brief
            self.result.screens.append(Screen(lines, page_of(situation).rows(situation), fresh=True))

    def asks_something(self) -> bool:
        """Return whether a question is on the screen, or what an answer to it may mean."""
        return page_of(self.situation) is ASKING or self.place.overlay == "readback"

    def shown(self) -> Screen:
        """Return the screen of where the person stands now, under what there is to say."""
        shown = screen_of(self.situation.again(), self.rules.words)
        # A page that was laid over this one is refused: this one is in the chat already.
        refused = bool(self.notes) and self.is_closed
        lines = tuple(self.notes) if refused else (*self.notes, *shown.lines)
        if self.helped and page_of(self.situation) is ASKING:
            lines = (*self.notes, *ASKING.asked_alone(self.situation.again()))
        fresh = shown.fresh and not (refused or self.turned_leaf)
        return Screen(lines, shown.rows, fresh, self.same_screen, shown.document)

    def is_answered_album(self) -> bool:
        """Return whether this is a later part of an album already answered: one reply is enough for all."""
        answered, self.conversation.album = self.conversation.album, self.act.album or self.conversation.album
        return self.act.album != "" and self.act.album == answered

    def count_on(self, before: tuple[object, ...]) -> None:
        """Count a new revision, which makes older buttons stale."""
        conversation = self.conversation
        conversation.revision += 1
        conversation.pressed = self.accepted
        if not self.ticked or before[0] != place_of(conversation):
            conversation.opened = conversation.revision

    def resume(self) -> bool:
        """Repair a place stored by another version; return whether it had to change."""
        place = self.place
        known = self.flow.settle(place)
        if not known or not self.flow.lies_over(place.overlay):
            place.overlay, place.candidates = None, []
        place.sheet = {name: value for name, value in place.sheet.items() if name in self.rules.questionnaire}
        if place.at not in place.sheet:
            place.sheet = {}
        if not known:
            place.at, place.draft = START, None
            self.go_on()
        return not known

    def begin(self) -> None:
        """Begin the conversation at the first act of any kind, in the messenger's language if we have it."""
        conversation, act = self.conversation, self.act
        conversation.language = self.rules.around.hinted(act.language) or conversation.language
        if act.kind is ActKind.COMMAND and act.command == "start" and _SOURCE.fullmatch(act.text):
            conversation.source = act.text
        self.go_on()
        if act.kind is ActKind.TEXT:
            self.wait(self.asked)
        if act.kind is ActKind.COMMAND and act.command != "start":
            self.command()
        elif act.kind is ActKind.CAME_BACK:
            self.result.effects.append(Reach(True))

    def edited(self) -> None:
        """Let the change of a message follow the message, where that was passed on to staff."""
        said = self.act.said
        if said is not None and (self.conversation.lead or said.media is not None):
            self.show = False
            self.result.effects += [Corrected(said)] if self.conversation.lead else []
            return
        self.note("edited")

    def other(self) -> None:
        """Media cannot be read; a person's own shared number is an answer where a contact is asked for.

        Once the office has the request, it is passed on as it is.
        """
        question = self.asked
        if question is not None and isinstance(question.kind, Contact) and self.act.data:
            reading = question.kind.read(self.act.data, self.situation)
            if isinstance(reading, Certain):
                self.give(question, reading.value)
                return
        said = self.act.said
        if self.act.text == LATE and said is not None and not self.conversation.lead:
            self.note("came-late", said=Typed(said.text[:LONGEST_MATCHED]))
        elif not self.conversation.lead or said is None:
            self.note("only-text")
        elif said.media is None and not (self.act.text in WORDS_ALONE and said.text):
            # Of a picture to be paid for, say, there are only the words beneath it.
            if said.text:
                self.tell_staff()
            self.note("not-passed-on-in-part" if said.text else "not-passed-on")
            self.aside()
        elif self.is_talking:
            self.talk()
        else:
            self.tell_staff()
            self.note("passed-on")
            self.say_hours()
            self.aside()

    def too_fast(self) -> None:
        """Say once that so many acts at once are not read; nothing moves.

        Once the office has the request no word is lost: it goes to staff as it is.
        """
        self.show = False
        words = self.conversation.lead and (self.act.said is not None or self.act.text != "")
        if words:
            self.tell_staff()
        if not self.act.data and not (words and self.is_talking):
            self.result.screens.append(Screen((Text("too-fast-passed-on" if words else "too-fast"),), fresh=True))

    def left(self) -> None:
        self.result.effects.append(Reach(False))
        self.show = False

    def came_back(self) -> None:
        self.result.effects.append(Reach(True))
        self.greet_back()
