"""The dialogue as one shared `transitions` machine, built from the questionnaire; and the same route as a function.

Both read one list of edges: the first whose condition holds wins, and the last always holds, so nobody gets stuck.
Nothing is registered with the machine: a conversation at rest costs the process nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from transitions import Machine, MachineError, Transition

from dialogs.conditions import ALWAYS, Condition, InCategory, Is, Unanswered
from dialogs.conversation import HANDED_OFF, REFUSED, START
from dialogs.errors import DeadEnd
from dialogs.question import Question, Questionnaire
from dialogs.view import View
from scoring import Category, Ruleset, weights

CLOSED = "closed"
# An edge for whatever category; None is the category that is not known yet.
ANY = "any"


class Trigger(StrEnum):
    """What moves a conversation."""

    ANSWERED = "answered"
    WENT_TO = "went_to"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Edge:
    """From anywhere to `state`, when the condition holds; `category` names the only one it is for (ANY: for all)."""

    state: str
    condition: Condition
    category: str | None = ANY

    def __str__(self) -> str:
        return f"{self.state} when {self.condition}"


def route(questionnaire: Questionnaire, ruleset: Ruleset) -> tuple[Edge, ...]:
    """Where to go next, in order. Scored questions come heaviest first, in an order of their own for each category."""
    scored = questionnaire.scored()
    ids = [q.id for q in questionnaire]
    others = [q for q in questionnaire if not q.fields and not q.by_button]
    before = [q for q in others if ids.index(q.id) < ids.index(scored[0].id)]
    after = [q for q in others if q not in before]
    edges = [Edge(q.state, Unanswered(q.id) & q.condition) for q in before]
    for category in (*Category, None):
        for question in heaviest_first(questionnaire, ruleset, category):
            name = category.value if category else None
            condition = InCategory(name) & Unanswered(question.id) & question.condition
            edges.append(Edge(question.state, condition, name))
    edges += [Edge(q.state, Unanswered(q.id) & q.condition) for q in after]
    return (*edges, Edge(HANDED_OFF, Is("leave", ("yes",))), Edge(CLOSED, ALWAYS))


def heaviest_first(questionnaire: Questionnaire, ruleset: Ruleset, category: Category | None) -> Sequence[Question]:
    """The scored questions a category's table reads, by the most points they move; ties as declared.

    While the category is not known, a question weighs what it weighs in its heaviest table.
    """
    tables = [weights(ruleset.categories[c]) for c in ([category] if category else Category)]
    weight = {q.id: max((t.get(f, 0) for t in tables for f in q.fields), default=0) for q in questionnaire.scored()}
    return sorted((q for q in questionnaire.scored() if weight[q.id]), key=lambda q: -weight[q.id])


def next_state(edges: Sequence[Edge], view: View) -> str:
    """The route as a pure function: where the answers lead."""
    return next(edge.state for edge in edges if edge.condition.holds(view))


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

    def __str__(self) -> str:
        return str(self.condition)


@dataclass(frozen=True, slots=True)
class _IsWanted:
    state: str

    def __call__(self, event: Any) -> bool:
        return bool(event.model.wanted == self.state)

    def __str__(self) -> str:
        return f"{self.state} was asked for"


class _Tried(Transition):
    """A transition that looks at its condition before it prepares anything: of many tried, one is made."""

    def execute(self, event_data: Any) -> bool:
        for condition in self.conditions:
            if not condition.func(event_data):  # type: ignore[operator]  # always a callable of ours
                return False
        return super().execute(event_data)


class _Machine(Machine):
    transition_cls = _Tried


class Flow:
    """The compiled machine of a questionnaire under a ruleset. `fire` and `resume` are the only doors."""

    def __init__(self, questionnaire: Questionnaire, ruleset: Ruleset) -> None:
        self.questionnaire = questionnaire
        self.edges = route(questionnaire, ruleset)
        # A person passes only the edges that can be for them.
        self._edges_in = {
            name: tuple(e for e in self.edges if e.category in (ANY, name))
            for name in (None, *(category.value for category in Category))
        }
        self.states = (START, *(q.state for q in questionnaire if not q.by_button), HANDED_OFF, CLOSED, REFUSED)
        self._machine = _Machine(
            model=None,
            states=list(self.states),
            initial=START,
            auto_transitions=False,
            send_event=True,
            transitions=[
                *(
                    {"trigger": _answered(name), "source": "*", "dest": e.state, "conditions": [_Holds(e.condition)]}
                    for name, edges in self._edges_in.items()
                    for e in edges
                ),
                *(
                    {"trigger": Trigger.WENT_TO, "source": "*", "dest": state, "conditions": [_IsWanted(state)]}
                    for state in self.states
                ),
                {"trigger": Trigger.REFUSED, "source": "*", "dest": REFUSED},
            ],
        )

    def fire(self, view: View, trigger: Trigger, wanted: str | None = None) -> str:
        """Move the conversation of a view and return its new state. Raises `DeadEnd` when nothing leads on."""
        conversation = view.conversation
        state = conversation.state if conversation.state in self.states else START
        bookmark = _Bookmark(state, view, wanted)
        event = _answered(view.category) if trigger is Trigger.ANSWERED else trigger
        try:
            moved = self._machine.events[event].trigger(bookmark)
        except MachineError as error:
            raise DeadEnd(state, trigger) from error
        if not moved:
            raise DeadEnd(state, trigger)
        conversation.state = bookmark.state
        return bookmark.state

    def resume(self, view: View) -> str:
        """Where the answers lead, whatever the bookmark says: after a correction, or in a newer version."""
        return next_state(self._edges_in[view.category], view)


def _answered(category: str | None) -> str:
    """The event of an answer, one for each category."""
    return f"{Trigger.ANSWERED}_{category or 'unknown'}"


@lru_cache(maxsize=8)
def flow_for(questionnaire: Questionnaire, ruleset: Ruleset) -> Flow:
    """The shared flow, built once a process for each questionnaire and ruleset."""
    return Flow(questionnaire, ruleset)
