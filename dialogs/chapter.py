"""Where questions are asked: a chapter holds them in order and says in which page it ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogs.conditions import ALWAYS, Condition
from dialogs.place import Wish
from dialogs.question import Question
from dialogs.shapes import check_shape

if TYPE_CHECKING:
    from dialogs.situation import Situation


@dataclass(frozen=True, slots=True)
class Chapter:
    """Questions asked one after the other; a name stands for a question that an earlier chapter declares; in one
    that is `opened` or `to_the_point`, for a question of any chapter.

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

    # The questions that stand in it by name; every turn looks them up.
    by_name: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_shape("chapter", self)
        object.__setattr__(self, "by_name", frozenset(q for q in self.questions if isinstance(q, str)))

    def has_to_ask(self, question: Question, situation: Situation) -> bool:
        """Return whether it asks a question of its own now."""
        by_name = self.to_the_point and question.id in self.by_name
        # A part that is open asks by itself what it needs. Whether it decides is told sooner than the rest.
        if by_name and (situation.place.wants(Wish.PART) is not None or not situation.decides(question)):
            return False
        return question.is_to_be_asked(situation)

    def number_to_ask(self, questions: Iterable[Question], situation: Situation, *, but: Question) -> int:
        """Return how many of some questions it has to ask now, but for one: as `has_to_ask` says of each."""
        # Looked at with every question that is shown, for all of them: what has an answer needs no more than that.
        answers, wishes, number = situation.answers, situation.place.wishes, 0
        asks_by_name = self.to_the_point and situation.place.wants(Wish.PART) is None
        for question in questions:
            name = question.id
            if name in answers or name in wishes or name == but.id:
                continue
            if self.to_the_point and name in self.by_name and not (asks_by_name and situation.decides(question)):
                continue
            number += question.asking.holds(situation)
        return number
