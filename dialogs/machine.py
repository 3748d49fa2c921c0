"""The dialogue as one shared `transitions` machine, whose states are chapters and pages; and where to go as a function.

The way is the chapters in order, each with the page it ends in. A person rests at the first chapter with a question to
ask, or the first page not left. The question within a chapter is picked by a pure function of the chapter; the machine
moves only from one chapter or page to another, step by step, and refuses what is not declared. Nothing is registered
with it: a conversation at rest costs the process nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from transitions import Machine, MachineError

from dialogs.chapter import Chapter
from dialogs.conditions import ALWAYS, All, Condition
from dialogs.errors import DeadEnd
from dialogs.pages.page import Page
from dialogs.place import REFUSED, START, Place, Wish
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.situation import Situation
from scoring import Category, Ruleset, weights


class Trigger(StrEnum):
    """What moves a conversation: on, to what is open again, to what the person turns to, or out.

    The button "Back" turns to a question that was answered; what is reopened opens by itself.
    """

    ONWARD = "onward"
    REOPENED = "reopened"
    TURNED_TO = "turned_to"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one chapter or page to another; those of one source and trigger are tried in order."""

    source: str
    target: str
    trigger: Trigger
    condition: Condition

    def __str__(self) -> str:
        return f"{self.source} to {self.target} when {self.condition}"


@dataclass(frozen=True, slots=True)
class HasQuestion(Condition):
    """A chapter has a question to ask."""

    flow: Flow
    chapter: Chapter

    def holds(self, situation: Situation) -> bool:
        return self.flow.question_of(situation, self.chapter) is not None

    def __str__(self) -> str:
        return f"{self.chapter.id} has a question to ask"

    def denied(self) -> str:
        return f"{self.chapter.id} has nothing to ask"


@dataclass(frozen=True, slots=True)
class Wanted(Condition):
    """What the person turns to, by a button or a command."""

    target: str

    def __str__(self) -> str:
        return f"{self.target} is turned to"


class _Bookmark:
    """What the machine moves: a state, and what its conditions look at. Made for one event and dropped."""

    __slots__ = ("state", "situation", "wanted")

    def __init__(self, state: str, situation: Situation, wanted: str) -> None:
        self.state = state
        self.situation = situation
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class _Holds:
    """A condition as `transitions` calls it."""

    condition: Condition

    def __call__(self, event: Any) -> bool:
        if isinstance(self.condition, Wanted):
            return bool(event.model.wanted == self.condition.target)
        return self.condition.holds(event.model.situation)


class Flow:
    """The compiled machine of a questionnaire under a ruleset."""

    def __init__(self, questionnaire: Questionnaire, ruleset: Ruleset) -> None:
        self.questionnaire = questionnaire
        self.way = tuple(_way(questionnaire))
        self._rests: Mapping[str, Condition] = {leg: self._rests_at(leg) for leg in self.way}
        self._number = {leg: number for number, leg in enumerate(self.way)}
        self._order = {
            category.value if category else None: {
                chapter.id: _in_order(questionnaire, ruleset, category, chapter) for chapter in questionnaire.chapters
            }
            for category in (*Category, None)
        }
        self.edges = tuple(self._edges())
        self._steps = frozenset((e.source, e.target) for e in self.edges if e.trigger is Trigger.ONWARD)
        self._turns = frozenset((e.source, e.target) for e in self.edges if e.trigger is Trigger.TURNED_TO)
        self.states = (START, *self.way, *(p.id for p in self._aside()))
        self._machine = Machine(
            model=None,
            states=list(self.states),
            initial=START,
            auto_transitions=False,
            send_event=True,
            transitions=[
                {"trigger": e.trigger, "source": e.source, "dest": e.target, "conditions": [_Holds(e.condition)]}
                for e in self.edges
            ],
        )

    # --- what is declared -----------------------------------------------------------------------------------------

    def _aside(self) -> Iterator[Page]:
        """Yield the pages that are not on the way."""
        return (p for p in self.questionnaire.pages.values() if not p.overlay and p.id not in self._number)

    def _rests_at(self, leg: str) -> Condition:
        """Return when a person rests here. A page holds a person only if the chapter before it applied to them."""
        chapter = self.questionnaire.chapter.get(leg)
        if chapter is not None:
            return HasQuestion(self, chapter)
        page = self.questionnaire.pages[leg]
        asked = {c.asked_while: None for c in self.questionnaire.chapters if c.ends_in == leg}
        parts = [condition for condition in (*asked, ~page.left) if condition is not ALWAYS]
        return All(tuple(parts)) if len(parts) > 1 else (parts or [ALWAYS])[0]

    def _edges(self) -> Iterator[Edge]:
        yield Edge(START, self.way[0], Trigger.ONWARD, ALWAYS)
        for chapter in self.questionnaire.chapters:
            yield from self._onward_from(chapter)
        for page in self.questionnaire.pages.values():
            if not page.overlay:
                yield from self._onward_from_page(page)
        for number, source in enumerate(self.way):
            if source in self.questionnaire.pages and not self.questionnaire.pages[source].goes_back:
                continue
            for target in self.way[:number]:
                yield Edge(source, target, Trigger.REOPENED, self._rests[target])
                yield Edge(source, target, Trigger.TURNED_TO, Wanted(target))
            for target in self.way[number + 1 :]:
                if self._may_be_turned_to(target):
                    yield Edge(source, target, Trigger.TURNED_TO, Wanted(target))
        if REFUSED in self.questionnaire.pages:
            yield Edge(self.way[0], REFUSED, Trigger.REFUSED, ALWAYS)

    def _onward_from(self, chapter: Chapter) -> Iterator[Edge]:
        """Yield the edges out of a finished chapter: to `otherwise`, its page or the next chapter."""
        done = ~self._rests[chapter.id]
        if chapter.otherwise is not None:
            yield Edge(chapter.id, chapter.otherwise, Trigger.ONWARD, ~chapter.asked_while)
        following = self.way[self._number[chapter.id] + 1 : self._number[chapter.id] + 2]
        for target in (chapter.ends_in,) if chapter.ends_in is not None else following:
            yield Edge(chapter.id, target, Trigger.ONWARD, done)

    def _onward_from_page(self, page: Page) -> Iterator[Edge]:
        """Yield the edges out of a page: to chapters opened from it, past it for those it is not for, then onward."""
        before = [chapter for chapter in self.questionnaire.chapters if chapter.ends_in == page.id]
        for chapter in before:
            if chapter.opened:
                yield Edge(page.id, chapter.id, Trigger.ONWARD, self._rests[chapter.id])
        for target, condition in {(c.otherwise, c.asked_while): None for c in before if c.otherwise is not None}:
            yield Edge(page.id, target, Trigger.ONWARD, ~condition)
        for target, condition in page.ways():
            yield Edge(page.id, target, Trigger.ONWARD, condition)

    def _may_be_turned_to(self, target: str) -> bool:
        """Return whether one may turn to it from before it: a page by its wish, and an answer of the interview."""
        page, chapter = self.questionnaire.pages.get(target), self.questionnaire.chapter.get(target)
        return page.by_wish if page is not None else not (chapter is None or chapter.opened or chapter.for_office)

    # --- where to go ----------------------------------------------------------------------------------------------

    def questions_of(self, situation: Situation, chapter: Chapter) -> tuple[Question, ...]:
        """Return a chapter's questions in the order in which this person is asked."""
        return self._order[situation.category][chapter.id]

    def question_of(self, situation: Situation, chapter: Chapter) -> Question | None:
        """Return the question a chapter asks now; None when it has none, or is not asked at all."""
        if chapter.opened and situation.place.wants(Wish.PART) != chapter.id:
            return None
        if not chapter.asked_while.holds(situation):
            return None
        return next((q for q in self.questions_of(situation, chapter) if chapter.has_to_ask(q, situation)), None)

    def together(self, situation: Situation, chapter: Chapter, question: Question) -> tuple[Question, ...]:
        """Return the questions that share a screen with one that is to be asked; none where it is asked alone."""
        if question.sheet is None:
            return ()
        rows = [q for q in self.questions_of(situation, chapter) if q.sheet == question.sheet]
        rows = [q for q in rows if q.is_to_be_asked(situation)]
        return tuple(rows) if question in rows and len(rows) > 1 else ()

    def next(self, situation: Situation) -> tuple[str, Question | None]:
        """Return where the answers lead, the first piece of the way where a person rests, and the question there."""
        for leg in self.way:
            chapter = self.questionnaire.chapter.get(leg)
            question = self.question_of(situation, chapter) if chapter is not None else None
            if question is not None or (chapter is None and self._rests[leg].holds(situation)):
                return leg, question
        raise DeadEnd(self.leg_of(situation.place), Trigger.ONWARD)

    def before(self, place: Place) -> Iterator[Chapter]:
        """Yield the chapters to go back through: the one we are in or that ended here, and those before it."""
        chapters = self.questionnaire.chapters
        here = next((c for c in reversed(chapters) if place.chapter == c.id or c.ends_in == place.at), None)
        if here is not None:
            yield here
            yield from (c for c in reversed(chapters[: chapters.index(here)]) if not c.opened)

    def leg_of(self, place: Place) -> str:
        """Return the chapter or page at which a place lies."""
        return place.chapter or place.at

    def lies_over(self, overlay: str | None) -> bool:
        """Return whether the name is an overlay's, or None."""
        page = self.questionnaire.pages.get(overlay or "")
        return overlay is None or (page is not None and page.overlay)

    # --- moving ---------------------------------------------------------------------------------------------------

    def go_on(self, situation: Situation) -> None:
        """Move to where the answers lead, through what is done already. Raises `DeadEnd` when nothing leads there."""
        target, question = self.next(situation)
        leg = self.leg_of(situation.place)
        for _ in self.states:
            if leg == target:
                break
            # A part is opened from the page it leads back to.
            ahead = self._number[target] > self._number.get(leg, -1) or (leg, target) in self._steps
            leg = self._fire(situation, leg, Trigger.ONWARD if ahead else Trigger.REOPENED)
        if leg != target:
            raise DeadEnd(leg, Trigger.ONWARD)
        situation.place.chapter, situation.place.at = (target, question.id) if question is not None else (None, target)

    def go_to(self, situation: Situation, question_id: str, chapter: Chapter | None = None) -> None:
        """Move to a question, of the chapter that is given or else of the first that asks it."""
        asked_in = chapter or self.questionnaire.chapters_of(question_id)[0]
        self._turn_to(situation, asked_in.id)
        situation.place.chapter, situation.place.at = asked_in.id, question_id

    def may_go_to(self, situation: Situation, question_id: str) -> bool:
        """Return whether one may move to a question from here: back, or ahead to an answer of the interview."""
        here, target = self.leg_of(situation.place), self.questionnaire.chapters_of(question_id)[0].id
        return target == here or (here, target) in self._turns

    def turn_to(self, situation: Situation, page: str) -> None:
        """Move to a page that the person asked for."""
        self._turn_to(situation, page)
        situation.place.chapter, situation.place.at = None, page

    def refuse(self, situation: Situation) -> None:
        """Move to the farewell page of a person who refused consent."""
        self._fire(situation, self.leg_of(situation.place), Trigger.REFUSED)
        situation.place.chapter, situation.place.at = None, REFUSED

    def _turn_to(self, situation: Situation, target: str) -> None:
        leg = self.leg_of(situation.place)
        if target != leg:
            self._fire(situation, leg, Trigger.TURNED_TO, target)

    def _fire(self, situation: Situation, leg: str, trigger: Trigger, wanted: str = "") -> str:
        """Let the machine move one step; return where to."""
        bookmark = _Bookmark(leg, situation, wanted)
        try:
            moved = self._machine.events[trigger].trigger(bookmark)
        except (MachineError, ValueError) as error:
            raise DeadEnd(leg, wanted or trigger) from error
        if not moved:
            raise DeadEnd(leg, wanted or trigger)
        return bookmark.state

    # --- what another version stored ------------------------------------------------------------------------------

    def settle(self, place: Place) -> bool:
        """Find the chapter of a place; return whether there is such a place at all."""
        if place.at not in self.questionnaire:
            place.chapter = None
            return place.at in self.states and place.at not in self.questionnaire.chapter
        chapters = self.questionnaire.chapters_of(place.at)
        if place.chapter not in [chapter.id for chapter in chapters]:
            opened = [c for c in chapters if c.id == place.wants(Wish.PART)]
            place.chapter = next((c.id for c in (*opened, *chapters)), None)
        return place.chapter is not None


def _way(questionnaire: Questionnaire) -> Iterator[str]:
    """Yield each chapter; after the last one that ends in a page, that page and the pages that come after it."""
    chapters = questionnaire.chapters
    for number, chapter in enumerate(chapters):
        yield chapter.id
        page = chapter.ends_in
        if page is not None and all(later.ends_in != page for later in chapters[number + 1 :]):
            yield page
            yield from (other.id for other in questionnaire.pages.values() if other.after == page)


def _in_order(
    questionnaire: Questionnaire, ruleset: Ruleset, category: Category | None, chapter: Chapter
) -> tuple[Question, ...]:
    """Return a chapter's questions as asked: its scored ones, where the first of them stands, heaviest first."""
    questions = questionnaire.asked_in(chapter)
    first = next((number for number, q in enumerate(questions) if q.fields), len(questions))
    weighed = [q for q in heaviest_first(questionnaire, ruleset, category) if q in questions]
    return (*questions[:first], *weighed, *(q for q in questions[first:] if not q.fields))


def heaviest_first(questionnaire: Questionnaire, ruleset: Ruleset, category: Category | None) -> Sequence[Question]:
    """Return the scored questions a category's table reads, by the most points they move; ties as declared.

    What only others know (those on a `sheet`) comes after what people know of themselves: often it need not be asked.
    While the category is not known, a question weighs what it weighs in its heaviest table.
    """
    tables = [weights(ruleset.categories[c]) for c in ([category] if category else Category)]
    weight = {q.id: max((t.get(f, 0) for t in tables for f in q.fields), default=0) for q in questionnaire.scored()}
    return sorted((q for q in questionnaire.scored() if weight[q.id]), key=lambda q: (bool(q.sheet), -weight[q.id]))


# More than there are tables: whoever looks at old days must not have machines built again and again.
@lru_cache(maxsize=64)
def flow_for(questionnaire: Questionnaire, ruleset: Ruleset) -> Flow:
    """Return the shared flow, built once a process for each questionnaire and ruleset."""
    return Flow(questionnaire, ruleset)
