"""Writes down a whole conversation as people read it: what is typed and pressed, what is answered, and the card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.office.cards import card_content
from bot.words.paragraphs import paragraphs
from bot.words.words import plain
from dialogs.desk.clients import file_lead
from dialogs.desk.desk import Desk
from dialogs.desk.matter import LeadRecord, Matter
from dialogs.effects import FileLead, TellStaff
from dialogs.kinds import DONE
from dialogs.leaves import LEAF
from dialogs.messages import Screen, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.place import HANDED_OFF, LEAVE, RESULT
from tests.dialogs.walker import Given, Walk, on_sheet, real_words
from tests.support import messages, no_answer


@dataclass(frozen=True)
class By:
    """What is typed depends on the language."""

    en: str
    ja: str


@dataclass(frozen=True)
class Later:
    """Days go by."""

    days: int


@dataclass(frozen=True)
class Until:
    """What is asked on the way to a state is answered by question, whatever the order; the rest by one button.

    A scene about something else passes over it in one line, `aside`.
    """

    state: str
    answers: Mapping[str, Given | By]
    otherwise: str = "unknown"
    aside: str = ""


Step = Given | By | Later | Until


def next_leaf(walk: Walk) -> str | None:
    """The button that turns to the next leaf of a long page; the lines of a question are turned by who answers them."""
    if walk.rows:
        return None
    turned = walk.conversation.place.leaf + 1
    return f"{LEAF}:{turned}" if f"{LEAF}:{turned}" in walk.offered else None


class Scribe:
    """Writes down what a person and the bot say to each other."""

    # Every leaf of a long page is read; a hurried person reads the first.
    turns_leaves = True

    def __init__(self, language: str) -> None:
        self.language = language
        self.walk = Walk(language, start=False)
        self.lines: list[str] = []
        # Where each act is written, and the day on which it was done.
        self.dated: dict[int, date] = {}

    def play(self, scene: Sequence[Step]) -> str:
        """All acts of a scene, and the card at the end."""
        for step in scene:
            self.act(step)
        self.card()
        return "\n".join(line.rstrip() for line in self.lines).replace("\u2068", "").replace("\u2069", "") + "\n"

    def act(self, step: Step) -> None:
        """One act of the scene."""
        walk = self.walk
        if isinstance(step, Later):
            walk.later(days=step.days)
            self.lines += ["", f"        ({step.days} days later)"]
        elif isinstance(step, By):
            self.say(getattr(step, self.language))
        elif isinstance(step, tuple):
            for tick in (*(f"on:{tick}" for tick in step), DONE):
                self.press(tick)
        elif isinstance(step, Until):
            self.go_to(step)
        elif step == "language":
            self.press(f"a:{self.language}")
        elif step == "first half-day":
            self.press(next(iter(walk.offered)))
            self.press(DONE)
        elif step.startswith("/"):
            self.does(step)
            self.heard(lambda: walk.commands(step[1:]))
        elif ":" in step or step.islower():
            self.press(step)
        else:
            self.say(step)

    def go_to(self, step: Until) -> None:
        """Question by question to a state."""
        written = len(self.lines)
        while (state := self.walk.conversation.place.at) != step.state:
            if self.walk.conversation.place.sheet:
                for press in on_sheet(self.walk.conversation.place.sheet, step.answers, step.otherwise):
                    self.press(press)
                continue
            given = step.answers.get(state)
            offered = self.walk.offered
            usual = next((action for action in (step.otherwise, "unknown", *offered) if action in offered), None)
            act = usual if given is None else given
            if act is None:
                raise no_answer(state, offered)
            self.act(act)
        if step.aside:
            said = dict.fromkeys(line for line in self.lines[written:] if "(the office gets" in line)
            self.dated = {number: day for number, day in self.dated.items() if number < written}
            self.lines[written:] = ["", f"        ({step.aside})", *said, "", *self.written(self.walk.screen)]

    def does(self, act: str) -> None:
        """Write down an act, and remember its day."""
        self.lines += ["", f"> {act}"]
        self.dated[len(self.lines) - 1] = self.walk.situation.today

    def press(self, action: str) -> None:
        while action not in self.walk.offered and (turn := self.walk.turn_to_rows_of(action)) is not None:
            self.press(turn)
        self.does(f"[{self.walk.label(action)}]")
        self.heard(lambda: self.walk.presses(action))

    def say(self, text: str) -> None:
        self.does(text)
        self.heard(lambda: self.walk.says(text))

    def heard(self, act: object) -> None:
        """What the bot answers; on the same screen, only what is new."""
        walk = self.walk
        before, effects = walk.screen, len(walk.effects)
        assert callable(act)
        act()
        for screen in walk.last.screens:
            same = screen.again and walk.last.in_place and walk.question is not None
            shown = tuple(line for line in screen.lines if not same or line not in before.lines)
            self.lines += ["", *self.written(Screen(shown, screen.rows))]
        while self.turns_leaves and (turn := next_leaf(walk)) is not None:
            walk.presses(turn)
            self.lines += [
                "",
                f"    ({turn})",
                *(line for s in walk.last.screens for line in self.written(Screen(s.lines))),
            ]
        for effect in walk.effects[effects:]:
            if isinstance(effect, FileLead):
                self.lines += ["", "        (the office gets the card)"]
            elif isinstance(effect, TellStaff):
                told = real_words().plain(LANGUAGE_OF_STAFF, Text("staff-note", {"text": Typed(effect.text)}))
                self.lines += ["", f"        (the office gets: {told})"]

    def written(self, screen: Screen) -> Iterator[str]:
        """A message, and its buttons row by row."""
        parts = messages(real_words(), self.walk.conversation.language, screen, "1")
        for part in parts:
            yield from (f"    {line}" if line else "" for line in plain(part.html).split("\n") if part.html)
            for row in part.keyboard:
                yield "    " + "  ".join(f"[{label}]" for label, _ in row)

    def card(self) -> None:
        """The card as it stands with the office at the end."""
        self.lines += ["", "=" * 20 + " the card in the staff group " + "=" * 20, ""]
        leads = self.walk.leads
        if not leads:
            self.lines.append("(none: the person did not send anything)")
            return
        content = card_content(real_words(), Desk(self.walk.dialogue), self.record())
        self.lines.append("🔔 rings" if any(lead.rings for lead in leads) else "🔕 does not ring")
        self.lines += [line for text in content.lines for line in self.staff_words(text).split("\n")]
        self.lines += ["  ".join(f"[{self.staff_words(choice.label)}]" for choice in row) for row in content.rows]

    def record(self) -> LeadRecord:
        """The lead as the desk keeps it after all that was sent, with what was said otherwise before."""
        matter = Matter(self.walk.conversation, reachable=True, acted_at=0)
        for effect in self.walk.effects:
            if isinstance(effect, FileLead):
                matter = file_lead(matter, effect, self.walk.now).matter
        assert matter.record is not None
        return replace(matter.record, number=1)

    def staff_words(self, text: Text) -> str:
        """A text as staff read it."""
        return real_words().plain(LANGUAGE_OF_STAFF, text)


# What was understood, or read back, is right.
RIGHT = "[ok|is:0|resume]"


class Pace(Scribe):
    """Writes down a person who types nearly everything, and how long it took.

    A step in brackets is a button by its action: "[a:yes]"; the first that is there of several, "[ok|is:0]"; nothing
    where none is, "[ok?]", so that what is confirmed may be understood in another way tomorrow. All else is typed.
    """

    turns_leaves = False

    def __init__(self, language: str, picks: Sequence[str] = (), never: Sequence[str] = ()) -> None:
        """Take what a person looks for where several readings are offered (else the first is it), and what never is."""
        super().__init__(language)
        self.picks, self.never = picks, never
        self.acts = 0
        self.letters = 0
        self.first_number: int | None = None

    def act(self, step: Step) -> None:
        if not isinstance(step, str) or step.startswith("/"):
            super().act(step)
        elif step.startswith("["):
            wanted = [*self.picked(), *step.strip("[]").rstrip("?").split("|")]
            action = next((one for one in wanted if one in self.walk.offered), None)
            if action is not None:
                self.press(action)
            elif not step.endswith("?]"):
                raise AssertionError(f"{self.walk.where} offers {sorted(self.walk.offered)}, not {step}")
        else:
            self.say(step)

    def picked(self) -> Sequence[str]:
        """The reading this person means, where one is read back; the last button, where it is none of them."""
        labels = {action: self.walk.label(action) for action in self.walk.offered}
        overlay = self.walk.conversation.place.overlay
        if overlay == "understood":
            wrong = [line for line in self.walk.page_text.split("\n") if any(word in line for word in self.never)]
            fixes = {action: label.partition(" ")[2] for action, label in labels.items() if action.startswith("fix:")}
            return [action for action, what in fixes.items() if any(line.startswith(what) for line in wrong)][:1]
        if overlay != "readback":
            return []
        # A short word is the whole label, so that "1" means no eleven years.
        meant = [
            action
            for action, label in labels.items()
            if any(word == label or (len(word) > 1 and word in label) for word in self.picks)
        ]
        can_be = [action for action, label in labels.items() if not any(word in label for word in self.never)]
        return [*meant, *can_be, list(labels)[-1]][:1]

    def go_to(self, step: Until) -> None:
        """Question by question to a state, or to the office, where it turns away from the result.

        What is not taken is not said again, and what is read back is right.
        """
        walk, tried = self.walk, set[str]()
        while (place := walk.conversation.place).at not in (step.state, LEAVE, HANDED_OFF):
            # A question not answered with the first words has others, under `<question>_again`.
            given = step.answers.get(f"{place.at}_again" if place.at in tried else place.at)
            if place.overlay is not None:
                self.act(RIGHT)
            elif step.state == RESULT and place.chapter == "hand_off":
                return
            elif place.sheet:
                for press in on_sheet(place.sheet, step.answers, step.otherwise):
                    self.press(press)
            elif place.draft:
                self.press(DONE)
            elif given is not None and f"{place.at}_again" not in tried:
                tried.add(f"{place.at}_again" if place.at in tried else place.at)
                self.act(getattr(given, self.language) if isinstance(given, By) else given)
            else:
                self.act(f"[{step.otherwise}|unknown|{next(iter(walk.offered))}]")

    def heard(self, act: object) -> None:
        super().heard(act)
        self.acts += 1
        lines = [line for screen in self.walk.last.screens for line in screen.lines]
        self.letters += len(plain("".join(paragraphs(real_words(), self.walk.conversation.language, lines))))
        if self.first_number is None and any(_tells_a_total(line) for line in lines):
            self.first_number = self.acts

    def measured(self) -> str:
        """How long it took: acts of the person, letters they were shown, and the act that brought the first number."""
        number = f"the first number after act {self.first_number}" if self.first_number else "no number"
        return f"{self.acts} acts; {self.letters} letters shown; {number}"


def _tells_a_total(value: object) -> bool:
    """Whether a text, or one inside it, says how many points there are."""
    if isinstance(value, Text):
        return "total" in value.args or any(_tells_a_total(inner) for inner in value.args.values())
    return isinstance(value, tuple | list) and any(_tells_a_total(inner) for inner in value)
