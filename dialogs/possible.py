"""Whether a condition can hold at all, and can fail: one that cannot do both decides nothing and is a slip.

Every way the world can be, as far as a condition looks at it, is tried: an answer is one of the values it is compared
with, another one, "I don't know" or not there.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from functools import partial

from dialogs.conditions import ALWAYS, Answered, Condition, Declared, Has, Is, Wished

_NOT_THERE, _DONT_KNOW, _ANOTHER = "", "?", "*"
# What a condition looks at, by the kind of look; and how that is: a value, some ticks, or whether it holds.
_Subject = tuple[str, object]
_World = Mapping[_Subject, object]


def never_or_always(condition: Condition, declared: Declared) -> str | None:
    """Return "can never hold" or "always holds" for a condition that decides nothing; None for a good one."""
    if condition in (ALWAYS, ~ALWAYS):
        return None  # said in so many words
    outcomes = {condition.by(partial(_holds, world=world)) for world in _worlds(condition, declared)}
    if len(outcomes) > 1:
        return None
    return "always holds" if True in outcomes else "can never hold"


def _worlds(condition: Condition, declared: Declared) -> Iterator[_World]:
    """Yield every world that the condition can tell from the others."""
    simple = list(condition.simple())
    subjects = list(dict.fromkeys(_subject(one) for one in simple))
    for states in itertools.product(*(_states(subject, simple, declared) for subject in subjects)):
        yield dict(zip(subjects, states, strict=True))


def _subject(one: Condition) -> _Subject:
    if isinstance(one, Is | Has | Answered):
        return "answer", one.question
    return ("wish", str(one.wish)) if isinstance(one, Wished) else ("itself", one)


def _states(subject: _Subject, simple: list[Condition], declared: Declared) -> list[object]:
    looks = [one for one in simple if _subject(one) == subject]
    sort, name = subject
    if sort == "wish":
        return [_NOT_THERE, _ANOTHER, *(one.value for one in looks if isinstance(one, Wished))]
    if sort == "itself":
        return [True] if name == ALWAYS else [True, False]
    return [_NOT_THERE, *_answers(str(name), looks, declared)]


def _answers(question: str, looks: list[Condition], declared: Declared) -> Iterator[object]:
    """Yield the answers to a question that some looks at it tell apart."""
    kind = declared.kinds[question]
    if question not in declared.plain:
        yield _DONT_KNOW
    ticked = sorted({one.choice for one in looks if isinstance(one, Has)})
    if ticked:
        for number in range(len(ticked) + 1):
            yield from map(frozenset, itertools.combinations(ticked, number))
    values = {value for one in looks if isinstance(one, Is) for value in one.values}
    yield from sorted(values)
    if not ticked and (not kind.listed() or set(kind.listed()) - values):
        yield _ANOTHER


def _holds(one: Condition, world: _World) -> bool:
    state = world[_subject(one)]
    if isinstance(one, Is):
        return state in one.values
    if isinstance(one, Has):
        return isinstance(state, frozenset) and one.choice in state
    if isinstance(one, Answered):
        return state != _NOT_THERE
    return state == one.value if isinstance(one, Wished) else bool(state)
