"""Walks that stand where a test begins."""

from __future__ import annotations

from functools import cache

from dialogs.questionnaires.hsp import HSP
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Answers, Given, Walk

SCORED = [q.id for q in HSP.scored()]

RESEARCHER: Answers = {
    **ENGINEER,
    "activity": "a:research",
    "degrees": ("doctorate",),
    "research": ("patents", "papers"),
}


MANAGER: Answers = {
    **ENGINEER,
    "activity": "a:manage",
    "salary_yen": "12,000,000",
    "position": "a:representative",
    "experience_years": "7 years",
}


def reached(where: str, *more: Answers) -> Walk:
    """Somebody at a state, who answers as the engineer does but for what is said."""
    changes = {name: given for answers in more for name, given in answers.items()}
    return _reached(where, tuple(changes.items())).copy()


@cache
def _reached(where: str, changes: tuple[tuple[str, Given], ...]) -> Walk:
    return Walk().answers(ENGINEER, TO_THE_CARD, dict(changes), until=where)


def scored_of(walk: Walk) -> list[str]:
    """The scored questions asked, in order."""
    return [name for name in walk.asked if name in SCORED]
