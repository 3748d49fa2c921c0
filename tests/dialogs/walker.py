"""The words our tests of the interview are written in: a person walks, and we say what is asked, refused and reached.

It stands on `Dialogue.handle` alone, with the real words and the example office; no messenger, no database. Whatever
is shown on the way is also rendered and held to a messenger's limits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Self

from bot.channels.telegram.render import Message
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.words.paragraphs import paragraphs
from bot.words.words import Words, languages, plain
from dialogs.conversation import Conversation, Value
from dialogs.dialogue import Dialogue
from dialogs.effects import Effect, Erase, FileLead, TurnResult
from dialogs.kinds import DONE, ManyOf
from dialogs.lead import Lead
from dialogs.leaves import LEAF
from dialogs.marks import OFF, ON, ROW_NO, ROW_OPEN, ROW_YES, mark_of
from dialogs.messages import Act, ActKind, Arg, Button, Screen, Text
from dialogs.pages.here import whole_screen_of
from dialogs.pages.kept_answers import TOPIC
from dialogs.pages.page import BACK
from dialogs.pages.reminders import CLOSE
from dialogs.place import HANDED_OFF, LEAVE, REFUSED, YES
from dialogs.ports import NOTHING_FULL, World
from dialogs.question import Question
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Situation, Surroundings
from tests.support import messages, no_answer

# A Tuesday on which the office is open; every walk starts at ten in the morning.
TODAY = date(2026, 11, 24)
LONGEST_MESSAGE, LONGEST_DATA = 4096, 64

# An act in a script: an action of the screen ("a:yes", "unknown"), a tuple of ticks, or a text to type.
Given = str | tuple[str, ...]
Answers = Mapping[str, Given]

TO_THE_POINTS: Answers = {
    "language": "a:en",
    "consent": "a:agree",
    "goal": "a:hsp",
    "residence": "a:work",
    "activity": "a:specialist",
    # Of no field what the other questions ask follows, so that each of them is asked.
    "work_field": "unknown",
    "international_services": "a:no",
}
# Born 1994, master's, five years, 6.5 million yen, N1, no degree from Japan: 75 points.
ENGINEER: Answers = {
    **TO_THE_POINTS,
    "salary_yen": "6,500,000",
    "birth_date": "1994-05-01",
    "degrees": ("master",),
    "experience_years": "5 years",
    "japanese": "a:n1",
    "japanese_degree": "a:no",
    "thorough": "a:stop",
}
TO_THE_CARD: Answers = {"name": "Maria Santos", "contact_way": "a:here"}


@cache
def real_words() -> Words:
    """The words as they ship."""
    return Words()


@cache
def real_dialogue() -> Dialogue:
    """The interview as it ships, at the example office."""
    return Dialogue(HSP, Surroundings(load_office(None), is_japanese_holiday, languages()), real_words())


class Walk:
    """One person's conversation. Acts return the walk, so that a test reads like the interview."""

    def __init__(
        self,
        language: str = "en",
        *,
        today: date = TODAY,
        dialogue: Dialogue | None = None,
        start: bool = True,
        careful: bool = True,
    ) -> None:
        self.dialogue = dialogue or real_dialogue()
        self.conversation = Conversation("walk", "telegram")
        self.now = datetime(today.year, today.month, today.day, 1, 0, tzinfo=UTC)
        self.world: World = NOTHING_FULL
        self.effects: list[Effect] = []
        self.last = TurnResult()
        self.screen = Screen(())
        self.asked: list[str] = []
        self.legs: list[str] = [self.conversation.place.at]
        self.sent: list[Act] = []
        self.careful = careful
        self.hint = language
        if start:
            self.commands("start")

    # --- what a person does ---------------------------------------------------------------------------------------

    def says(self, text: str) -> Self:
        """Type something."""
        return self.does(Act(ActKind.TEXT, text, language=self.hint))

    def presses(self, *actions: str) -> Self:
        """Press buttons of the screen, one after the other; each must be there."""
        for action in actions:
            self._open_the_topic_of(action)
            while (turn := self.turn_to_rows_of(action)) is not None:
                self.presses_data(self.data(turn))
            assert action in self.offered, f"{self.where} offers {sorted(self.offered)}, not {action!r}"
            self.presses_data(self.data(action))
        return self

    def _open_the_topic_of(self, action: str) -> None:
        """Turn up the answers among which a button stands, where there are too many for one screen."""
        name, _, value = action.partition(":")
        topic = next((topic for topic, names in HSP.topics if value in names), None)
        if name in ("change", "changed") and action not in self.offered and f"topic:{topic}" in self.offered:
            self.presses_data(self.data(f"topic:{topic}"))

    def turn_to_rows_of(self, action: str) -> str | None:
        """The button to press so that the lines come into sight among which a button stands; None where they are."""
        if not self.rows or action in self.offered:
            return None
        row = action.partition(":")[2]
        shown = [other.partition(":")[2] for other in self.offered if other.startswith("h:")]
        # What ends them all stands behind the last of them.
        behind = action == DONE or (row in self.rows and self.rows.index(row) > self.rows.index(shown[-1]))
        turn = f"{LEAF}:{self.conversation.place.leaf + (1 if behind else -1)}"
        return turn if turn in self.offered else None

    def presses_data(self, data: str, message: str | None = None) -> Self:
        """Press a button that carries this, wherever it came from; by default it is on the newest message."""
        on = str(self.conversation.live or 0) if message is None else message
        return self.does(Act(ActKind.PRESS, data=data, language=self.hint, message=on))

    def data(self, action: str) -> str:
        """What a button of the newest screen carries."""
        return f"{mark_of(self.conversation)}.{action}"

    def commands(self, name: str, text: str = "") -> Self:
        """Send a command."""
        return self.does(Act(ActKind.COMMAND, text, name, language=self.hint))

    def edits(self, text: str = "changed") -> Self:
        """Edit a message already sent."""
        return self.does(Act(ActKind.EDIT, text))

    def sends_media(self, kind: str = "photo", data: str = "", album: str = "") -> Self:
        """Send something that is no text; `data` is the person's own shared number."""
        return self.does(Act(ActKind.OTHER, kind, data=data, album=album))

    def blocks(self) -> Self:
        """Block the bot."""
        return self.does(Act(ActKind.LEFT))

    def comes_back(self) -> Self:
        """Unblock the bot."""
        return self.does(Act(ActKind.CAME_BACK))

    def later(self, **step: int) -> Self:
        """Let time pass: `later(days=30)`."""
        self.now += timedelta(**step)
        return self

    def copy(self) -> Walk:
        """Somebody else who has come the same way."""
        other = Walk(self.hint, dialogue=self.dialogue, start=False, careful=self.careful)
        other.conversation = Conversation.from_json(json.loads(json.dumps(self.conversation.to_json())))
        other.now, other.last, other.screen = self.now, self.last, self.screen
        other.world = self.world
        other.effects, other.asked = list(self.effects), list(self.asked)
        other.legs, other.sent = list(self.legs), list(self.sent)
        return other

    def restarts(self) -> Self:
        """The process dies and comes back: all that is left is what was stored."""
        self.conversation = Conversation.from_json(json.loads(json.dumps(self.conversation.to_json())))
        return self

    def does(self, act: Act) -> Self:
        """Any act at all."""
        conversation = self.conversation
        live, revision_before = conversation.live, conversation.revision
        self.sent.append(act)
        self.last = self.dialogue.handle(conversation, act, self.now, self.world)
        self.effects += self.last.effects
        self.legs.append(conversation.place.chapter or conversation.place.at)
        for screen in self.last.screens:
            self._show(screen, live, revision_before)
        if any(isinstance(effect, Erase) for effect in self.last.effects):
            self.conversation = Conversation("walk", "telegram")
            self.screen = Screen(())
        elif self.question is not None:
            at = self.rows or [self.question.id]
            self.asked += at if self.asked[-len(at) :] != at else []
        return self

    def _show(self, screen: Screen, live: int | None, revision_before: int) -> None:
        """Number messages as the office's own books do, and look at what a messenger would show."""
        conversation = self.conversation
        in_place = self.last.in_place and conversation.live == live and live is not None
        aside = not screen.rows and conversation.revision == revision_before
        shown = render(screen, conversation.language, self.data("")) if self.careful else []
        if not aside:
            if not (in_place and not screen.fresh and len(shown) <= 1):
                conversation.messages += max(1, len(shown))
                conversation.live = conversation.messages if screen.rows else None
        else:
            conversation.messages += max(1, len(shown))
        if not aside:
            self.screen = screen

    def answers(self, *parts: Answers, until: str | None = None, otherwise: str = "unknown", **more: Given) -> Self:
        """Answer question by question until the one of `until` (or the state) is reached, or no answer is given.

        A question without an answer gets `otherwise` ("unknown", "a:no"); pages get their first button. Where several
        are on one screen, those with an answer are pressed row by row.
        """
        given = {k: v for part in parts for k, v in part.items()} | more
        for _ in range(100):
            name = self.conversation.place.at
            if until in (name, self.conversation.place.at):
                return self
            if self.question is None and until is None:
                return self
            if self.conversation.place.sheet:
                if until is None and given.keys().isdisjoint(self.conversation.place.sheet):
                    return self
                self.presses(*on_sheet(self.conversation.place.sheet, given, otherwise))
                continue
            act = given.get(name)
            if act is None and until is None:
                return self
            if act is None:
                act = next((action for action in (otherwise, "unknown", *self.offered) if action in self.offered), None)
            if act is None:
                raise no_answer(self.where, self.offered)
            self.gives(act)
        raise AssertionError(f"never came to {until}, but to {self.where}")

    def gives(self, act: Given) -> Self:
        """One answer: a button by its action, ticks and then "done", or a typed text."""
        if isinstance(act, tuple):
            ticked = set(self.conversation.place.draft or ())
            change = sorted(set(act) ^ ticked)
            return self.presses(*(f"{OFF if tick in ticked else ON}:{tick}" for tick in change), DONE)
        return self.presses(act) if act in self.offered else self.says(act)

    def to_the_card(self, *parts: Answers) -> Self:
        """Answer what the office asks for itself, whatever it asks, to the card that may be sent."""
        return self.answers(TO_THE_CARD, *parts, until=LEAVE)

    def to_the_hand_off(self, *parts: Answers) -> Self:
        """The same, send the card, and leave the wishes for a day open."""
        return self.to_the_card(*parts).presses(YES).answers(*parts, until=HANDED_OFF)

    # --- what we see ----------------------------------------------------------------------------------------------

    def asks(self, question_id: str) -> Self:
        """This question is being asked now, and nothing is laid over it."""
        return self.leads_to(f"{question_id}")

    def asks_in(self, chapter: str) -> Self:
        """Some question of this chapter is being asked now, whichever comes first."""
        assert self.conversation.place.chapter == chapter, f"stands at {self.where}, not in {chapter}"
        return self

    def leads_to(self, state: str) -> Self:
        """The conversation stands there now."""
        assert self.where == state, f"stands at {self.where}, not at {state}; said {self.keys}"
        return self

    def refuses(self, text: str, problem: str) -> Self:
        """A typed text is not taken: the same question again, with an explanation."""
        before = self.where, dict(self.conversation.answers)
        self.says(text)
        assert (self.where, dict(self.conversation.answers)) == before, f"{text!r} was taken: {self.where}"
        return self.explains(problem)

    def explains(self, *keys: str) -> Self:
        """These texts are on the newest screen, or on another leaf of a page that is shown."""
        here = set(keys_in(self.page)) if self.last.screens and self.question is None else set()
        assert set(keys) <= here | set(self.all_keys), f"{self.where} says {self.keys}, not {keys}"
        return self

    def reads_back(self, *values: Value) -> Self:
        """The answer was not taken: these values are shown to choose from."""
        assert self.conversation.place.overlay == "readback", f"{self.where} reads nothing back; said {self.keys}"
        assert tuple(self.conversation.place.candidates) == values
        return self

    @property
    def where(self) -> str:
        """The state, or the overlay over it."""
        overlay = self.conversation.place.overlay
        return f"{overlay} over {self.conversation.place.at}" if overlay else self.conversation.place.at

    @property
    def question(self) -> Question | None:
        """The question being asked, if it is one and no page."""
        if self.conversation.place.overlay is not None:
            return None
        return self.dialogue.questionnaire.by_id.get(self.conversation.place.at)

    @property
    def rows(self) -> list[str]:
        """The questions asked on one screen here; none where one is asked alone."""
        return list(self.conversation.place.sheet) if self.question is not None else []

    @property
    def offered(self) -> dict[str, Button]:
        """The buttons of the newest screen by their actions."""
        return {button.action: button for row in self.screen.rows for button in row}

    @property
    def keys(self) -> list[str]:
        """Keys of the lines the last act was answered with."""
        return [line.key for screen in self.last.screens for line in screen.lines]

    @property
    def all_keys(self) -> list[str]:
        """The same with everything inside them."""
        return [key for screen in self.last.screens for line in screen.lines for key in keys_in(line)]

    @property
    def leads(self) -> list[Lead]:
        """Every lead filed on the way, oldest first; there is one record of them."""
        return [effect.lead for effect in self.effects if isinstance(effect, FileLead)]

    @property
    def situation(self) -> Situation:
        """What the conversation amounts to now."""
        return Situation(self.conversation, self.dialogue.questionnaire, self.dialogue.around, self.now, self.world)

    def value(self, question_id: str) -> Value:
        """The kept answer to a question, or what was wished."""
        wished = self.conversation.place.wishes.get(question_id)
        answers = self.conversation.answers
        assert wished is not None or question_id in answers, f"{question_id} was not answered, but {sorted(answers)}"
        return wished if wished is not None else answers[question_id].value

    def label(self, action: str) -> str:
        """What a button of the newest screen says."""
        if action not in self.offered:
            raise no_answer(self.where, self.offered)
        return real_words().plain(self.conversation.language, self.offered[action].label)

    @property
    def page(self) -> list[Text]:
        """The lines of the page or question where the person stands, of all its leaves."""
        return list(whole_screen_of(self.situation).lines)

    @property
    def page_keys(self) -> list[str]:
        """The keys of those lines."""
        return [line.key for line in self.page]

    @property
    def page_text(self) -> str:
        """All leaves as the person reads them."""
        return plain("".join(paragraphs(real_words(), self.conversation.language, self.page)))

    @property
    def text(self) -> str:
        """What the last act was answered with, as the person reads it."""
        said = [line for screen in self.last.screens for line in screen.lines]
        return plain("".join(paragraphs(real_words(), self.conversation.language, said)))


def on_sheet(rows: Mapping[str, Value], given: Mapping[str, object], otherwise: str = "unknown") -> Sequence[str]:
    """The presses that answer several questions on one screen, "a:yes", "a:no" or "unknown" each, and end it."""
    verbs = {"a:yes": ROW_YES, "a:no": ROW_NO, "unknown": ROW_OPEN}
    wanted = {row: verbs[str(given.get(row, otherwise))] for row in rows}
    known = {"yes": ROW_YES, "no": ROW_NO, None: ROW_OPEN}
    changes = [f"{verb}:{row}" for row, verb in wanted.items() if known[rows[row]] != verb]  # type: ignore[index]
    if set(wanted.values()) == {ROW_OPEN}:
        return ["unknown"]
    return [*changes, DONE]


def finish(walk: Walk, *, prefer: str = "unknown", most: int = 90) -> int:
    """A person who only presses buttons and sends the examples: how many acts until a result or the hand-off.

    `prefer` is what they press where it is offered; else the first button. Raises when they get stuck.
    """
    for acts in range(most):
        conversation = walk.conversation
        if conversation.place.overlay is None and conversation.place.at in ("result", HANDED_OFF):
            return acts
        if conversation.place.at == REFUSED or not walk.screen.rows:
            walk.commands("start")
            continue
        question = walk.question
        if prefer in walk.offered:
            walk.presses(prefer)
        elif conversation.place.sheet:
            walk.presses(*on_sheet(conversation.place.sheet, {}, prefer if prefer in ("a:yes", "a:no") else "unknown"))
        elif question is not None and isinstance(question.kind, ManyOf):
            walk.presses(DONE)
        elif question is not None and question.kind.typed:
            walk.says(real_words().plain(conversation.language, question.example(walk.situation)))
        elif CLOSE in walk.offered:
            # A page of ticks is left; pressing one of them stays on it.
            walk.presses(CLOSE)
        elif next(iter(walk.offered)).startswith(f"{TOPIC}:"):
            # So is a list by topics.
            walk.presses(BACK)
        else:
            walk.presses(next(iter(walk.offered)))
    raise AssertionError(f"no way out within {most} acts, at {walk.where}: {walk.asked[-20:]}")


def keys_in(value: Arg | Sequence[Text]) -> Iterator[str]:
    """The keys of a text, or of several, and of all texts inside."""
    if isinstance(value, Text):
        yield value.key
        for inner in value.args.values():
            yield from keys_in(inner)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from keys_in(part)


def render(screen: Screen, language: str, mark: str) -> Sequence[Message]:
    """A screen as a messenger gets it, within its limits."""
    parts = messages(real_words(), language, screen, mark.rstrip("."))
    for part in parts:
        assert 0 < len(part.html) <= LONGEST_MESSAGE, (language, [line.key for line in screen.lines])
        for row in part.keyboard:
            for label, data in row:
                assert label.strip()
                assert len(data.encode()) <= LONGEST_DATA, data
    return parts


def interview() -> Sequence[Question]:
    """The questions that are asked (not the one that is ticked on a page)."""
    return [q for q in HSP if HSP.chapters_of(q.id)]


__all__ = [
    "ENGINEER",
    "TODAY",
    "TO_THE_CARD",
    "TO_THE_POINTS",
    "Answers",
    "Given",
    "Walk",
    "finish",
    "interview",
    "keys_in",
    "on_sheet",
    "real_dialogue",
    "real_words",
    "render",
]
