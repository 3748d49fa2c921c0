"""Where questions are asked: a chapter holds them in order and says in which page it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialogs.conditions import ALWAYS, Condition
from dialogs.place import Wish
from dialogs.question import Question

if TYPE_CHECKING:
    from dialogs.situation import Situation


@dataclass(frozen=True, slots=True)
class Chapter:
    """Questions asked one after the other; a name stands for a question that an earlier chapter declares.

    After the last one comes the page of `ends_in`; without one, the next chapter. `asked_while` says when the chapter
    is asked at all, `otherwise` where it leads whom it does not ask. A chapter that is `opened` asks only whoever
    opened it by its name (`Wish.PART`). Back from its first question takes back the first of the wishes `begun_by` that
    was made. A changed answer to one of its questions takes back the wishes it `reopens`, so that their pages are shown
    again. What a chapter `for_office` asks may be left out, and no fact follows from it. One that is `to_the_point`
    asks the questions that stand in it by name only while they decide what the person came for.
    """

    id: str
    questions: tuple[Question | str, ...]
    ends_in: str | None = None
    asked_while: Condition = ALWAYS
    otherwise: str | None = None
    opened: bool = False
    begun_by: tuple[str, ...] = ()
    reopens: tuple[str, ...] = ()
    for_office: bool = False
    to_the_point: bool = False

    def has_to_ask(self, question: Question, situation: Situation) -> bool:
        """Return whether it asks a question of its own now."""
        if not question.is_to_be_asked(situation):
            return False
        if not self.to_the_point or question.id not in self.questions:
            return True
        # A part that is open asks by itself what it needs.
        return situation.place.wants(Wish.PART) is None and situation.decides(question)
