"""The dialogue as one shared `transitions` machine, whose states are chapters and pages; and where to go as a function.

Both follow one way: the chapters in order, each with the page it ends in. Where a person rests is the first chapter
with a question to ask, or the first page not left. The question within a chapter is picked by a pure function; the
machine moves only from one chapter or page to another. Nothing is registered with it: a conversation at rest costs the
process nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from transitions import Machine, MachineError

from dialogs.chapter import Chapter
from dialogs.conditions import ALWAYS, Condition, Wished
from dialogs.errors import DeadEnd, QuestionnaireError
from dialogs.place import CLOSED, HANDED_OFF, LEAVE, OK, REFUSED, RESULT, REVIEW, START, YES, Place, Wish
from dialogs.question import Question
from dialogs.questionnaire import Questionnaire
from dialogs.questionnaires.hsp import for_a_person
from dialogs.view import View
from scoring import Category, Ruleset, weights

# When a person rests at a page. From the last one no other way leads.
PAGES: Mapping[str, Condition] = {
    REVIEW: ~for_a_person & ~Wished(Wish.REVIEW, OK),
    RESULT: ~for_a_person & ~Wished(Wish.RESULT, OK),
    LEAVE: ~(Wished(Wish.LEAVE, YES) | Wished(Wish.LEAVE, "no")),
    HANDED_OFF: Wished(Wish.LEAVE, YES),
    CLOSED: ALWAYS,
}


class Trigger(StrEnum):
    """What moves a conversation."""

    ONWARD = "onward"
    WENT_TO = "went_to"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Leg:
    """A piece of the way: a chapter or a page, and when a person rests there."""

    id: str
    rests: Condition
    chapter: Chapter | None = None


@dataclass(frozen=True, slots=True)
class _HasQuestion(Condition):
    """A chapter has a question to ask."""

    flow: Flow
    chapter: Chapter

    def holds(self, view: View) -> bool:
        return self.flow.question_of(view, self.chapter) is not None

    def __str__(self) -> str:
        return f"{self.chapter.id} has a question to ask"


class _Bookmark:
    """What the machine moves: a state, and what its conditions look at. Made for one event and dropped."""

    __slots__ = ("state", "view", "wanted")

    def __init__(self, state: str, view: View, wanted: str | None) -> None:
        self.state = state
        self.view = view
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class _Holds:
    """A condition as `transitions` calls it."""

    condition: Condition

    def __call__(self, event: Any) -> bool:
        return self.condition.holds(event.model.view)


@dataclass(frozen=True, slots=True)
class _IsWanted:
    state: str

    def __call__(self, event: Any) -> bool:
        return bool(event.model.wanted == self.state)


class Flow:
    """The compiled machine of a questionnaire under a ruleset."""

    def __init__(self, questionnaire: Questionnaire, ruleset: Ruleset) -> None:
        self.questionnaire = questionnaire
        self.legs = tuple(self._legs())
        self.states = (START, *(leg.id for leg in self.legs), REFUSED)
        self._order = {
            category.value if category else None: {
                chapter.id: _in_order(questionnaire, ruleset, category, chapter) for chapter in questionnaire.chapters
            }
            for category in (*Category, None)
        }
        self._machine = Machine(
            model=None,
            states=list(self.states),
            initial=START,
            auto_transitions=False,
            send_event=True,
            transitions=list(self._transitions()),
        )

    def _legs(self) -> Iterator[Leg]:
        """Yield each chapter, and behind the last one that ends in a page that page."""
        chapters = self.questionnaire.chapters
        for number, chapter in enumerate(chapters):
            yield Leg(chapter.id, _HasQuestion(self, chapter), chapter)
            page = chapter.ends_in
            if page is not None and page not in PAGES:
                raise QuestionnaireError(f"chapter {chapter.id!r} ends in {page!r}, which is no page")
            if page is not None and all(later.ends_in != page for later in chapters[number + 1 :]):
                yield Leg(page, PAGES[page])
        yield Leg(CLOSED, PAGES[CLOSED])

    def _transitions(self) -> Iterator[dict[str, Any]]:
        for state in self.states:
            for leg in self.legs:
                yield {"trigger": Trigger.ONWARD, "source": state, "dest": leg.id, "conditions": [_Holds(leg.rests)]}
                yield {"trigger": Trigger.WENT_TO, "source": state, "dest": leg.id, "conditions": [_IsWanted(leg.id)]}
        yield {"trigger": Trigger.REFUSED, "source": self.legs[0].id, "dest": REFUSED}

    # --- where to go ----------------------------------------------------------------------------------------------

    def questions_of(self, view: View, chapter: Chapter) -> tuple[Question, ...]:
        """Return a chapter's questions in the order in which this person is asked."""
        return self._order[view.category][chapter.id]

    def question_of(self, view: View, chapter: Chapter) -> Question | None:
        """Return the question a chapter asks now; None when it has none, or is not asked at all."""
        if chapter.opened and view.place.wants(Wish.PART) != chapter.id:
            return None
        if not chapter.asked_while.holds(view):
            return None
        return next((q for q in self.questions_of(view, chapter) if q.is_to_be_asked(view)), None)

    def next(self, view: View) -> tuple[Leg, Question | None]:
        """Return where the answers lead, the first piece of the way where a person rests, and the question there."""
        for leg in self.legs:
            question = self.question_of(view, leg.chapter) if leg.chapter is not None else None
            if question is not None or (leg.chapter is None and leg.rests.holds(view)):
                return leg, question
        raise DeadEnd(self.leg_of(view.place), Trigger.ONWARD)

    def leg_of(self, place: Place) -> str:
        """Return the chapter or page at which a place lies."""
        return place.chapter or place.at

    def ends_in(self, page: str) -> Chapter:
        """Return the chapter that ends in a page."""
        return next(chapter for chapter in self.questionnaire.chapters if chapter.ends_in == page)

    def before(self, place: Place) -> Iterator[Chapter]:
        """Yield the chapters to go back through: the one we are in or that ended here, and those before it."""
        chapters = self.questionnaire.chapters
        here = next((c for c in reversed(chapters) if place.chapter == c.id or c.ends_in == place.at), None)
        if here is not None:
            yield here
            yield from (c for c in reversed(chapters[: chapters.index(here)]) if not c.opened)

    # --- moving ---------------------------------------------------------------------------------------------------

    def go_on(self, view: View) -> None:
        """Move to where the answers lead. Raises `DeadEnd` when nothing leads there."""
        place = view.place
        leg, question = self.next(view)
        if leg.id != self.leg_of(place):
            self._fire(view, Trigger.ONWARD, None)
        place.chapter, place.at = (leg.id, question.id) if question is not None else (None, leg.id)

    def go_to(self, view: View, question_id: str, chapter: Chapter | None = None) -> None:
        """Move to a question, of the chapter that is given or else of the first that asks it."""
        asked_in = chapter or self.questionnaire.chapters_of(question_id)[0]
        if asked_in.id != self.leg_of(view.place):
            self._fire(view, Trigger.WENT_TO, asked_in.id)
        view.place.chapter, view.place.at = asked_in.id, question_id

    def turn_to(self, view: View, page: str) -> None:
        """Move to a page that the person asked for."""
        if page != self.leg_of(view.place):
            self._fire(view, Trigger.WENT_TO, page)
        view.place.chapter, view.place.at = None, page

    def refuse(self, view: View) -> None:
        """Move to the farewell of somebody who refused consent."""
        self._fire(view, Trigger.REFUSED, None)
        view.place.chapter, view.place.at = None, REFUSED

    def _fire(self, view: View, trigger: Trigger, wanted: str | None) -> None:
        bookmark = _Bookmark(self.leg_of(view.place), view, wanted)
        try:
            moved = self._machine.events[trigger].trigger(bookmark)
        except (MachineError, ValueError) as error:
            raise DeadEnd(bookmark.state, wanted or trigger) from error
        if not moved:
            raise DeadEnd(bookmark.state, wanted or trigger)

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

    While the category is not known, a question weighs what it weighs in its heaviest table.
    """
    tables = [weights(ruleset.categories[c]) for c in ([category] if category else Category)]
    weight = {q.id: max((t.get(f, 0) for t in tables for f in q.fields), default=0) for q in questionnaire.scored()}
    return sorted((q for q in questionnaire.scored() if weight[q.id]), key=lambda q: -weight[q.id])


@lru_cache(maxsize=8)
def flow_for(questionnaire: Questionnaire, ruleset: Ruleset) -> Flow:
    """Return the shared flow, built once a process for each questionnaire and ruleset."""
    return Flow(questionnaire, ruleset)
