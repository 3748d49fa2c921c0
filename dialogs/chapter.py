"""Where questions are asked: a chapter holds them in order and says in which page it ends."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.conditions import ALWAYS, Condition
from dialogs.question import Question
from dialogs.shapes import check_shape


@dataclass(frozen=True, slots=True)
class Chapter:
    """Questions asked one after the other; a name stands for a question that an earlier chapter declares; in one
    that is `opened`, for a question of any chapter.

    After the last one comes the page of `ends_in`; without one, the next chapter. `asked_while` says when the chapter
    is asked at all, `otherwise` where it leads whom it does not ask. A chapter that is `opened` asks only whoever
    opened it by its name (`Wish.PART`). Back from its first question takes back the first of the wishes `begun_by` that
    was made. A changed answer to one of its questions takes back the wishes it `reopens`, so that their pages are shown
    again. What a chapter `for_office` asks may be left out, and no fact follows from it.
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

    def __post_init__(self) -> None:
        check_shape("chapter", self)
