"""How long one turn of the dialogue takes, and how long the question what to ask next takes alone.

`python -m tests.benchmarks.turn [people]` prints p50 and p99 over random people; nothing here runs with the tests.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from copy import deepcopy
from statistics import quantiles
from time import thread_time

from dialogs.conversation import Conversation
from dialogs.kinds import DONE, ManyOf
from dialogs.machine import flow_for
from dialogs.messages import Act, ActKind
from dialogs.place import HANDED_OFF
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Situation
from scoring import ruleset_for
from tests.dialogs.walker import TODAY, Walk, real_dialogue, real_words

PEOPLE = 150
WARM_UP = 10


def one_person(chance: random.Random) -> list[tuple[Conversation, Act]]:
    """Somebody's way to the hand-off: the conversation before each act, and the act."""
    walk = Walk(careful=False)
    acts: list[tuple[Conversation, Act]] = []
    for _ in range(80):
        conversation, question = walk.conversation, walk.question
        if conversation.place.at == HANDED_OFF or not walk.screen.rows:
            break
        if question is not None and question.kind.typed and chance.random() < 0.8:
            example = question.example(walk.situation)
            act = Act(ActKind.TEXT, real_words().plain(conversation.language, example))
        else:
            choices = [a for a in walk.offered if a not in ("back", "help", "human", "a:refuse", "no", "a:ja")]
            if question is not None and isinstance(question.kind, ManyOf) and chance.random() < 0.6:
                choices = [DONE]
            if conversation.place.at in ("review", "result", "leave"):
                choices = choices[:1]
            act = Act(ActKind.PRESS, data=walk.data(chance.choice(choices)))
        acts.append((deepcopy(conversation), act))
        walk.does(act)
    return acts


def timed(do: Callable[[], object]) -> float:
    """Milliseconds of processor time that one call takes: whatever else the machine does, it is not counted."""
    start = thread_time()
    do()
    return (thread_time() - start) * 1_000


def told(name: str, figures: list[float]) -> None:
    """One line of the report."""
    cuts = quantiles(figures, n=100)
    print(f"{name:<44} p50 {cuts[49]:6.3f} ms   p99 {cuts[98]:6.3f} ms   n {len(figures)}")


def main(people: int) -> None:
    """Measure and print."""
    chance = random.Random(20_261_124)
    dialogue, now = real_dialogue(), Walk(start=False).now
    flow = flow_for(HSP, ruleset_for(TODAY))
    pressed: list[float] = []
    typed: list[float] = []
    routes: list[float] = []
    fired: list[float] = []
    for number in range(people + WARM_UP):
        for conversation, act in one_person(chance):
            here = deepcopy(conversation)
            route = timed(lambda c=here: flow.next(Situation(c, HSP, dialogue.around, now)))  # type: ignore[misc]  # the loop's own
            fire = timed(
                lambda c=here: flow.go_on(Situation(c, HSP, dialogue.around, now))  # type: ignore[misc]
            )
            turn = timed(lambda c=conversation, i=act: dialogue.handle(c, i, now))  # type: ignore[misc]
            if number >= WARM_UP:
                routes.append(route)
                fired.append(fire)
                (typed if act.kind is ActKind.TEXT else pressed).append(turn)
    told("where to go (relevance of all questions)", routes)
    told("the machine (the same, through transitions)", fired)
    told("a turn, pressed", pressed)
    told("a turn, typed", typed)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
