"""What a question is: one thing we ask, whom it is true of, and what its answer brings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dialogs.conditions import ALWAYS, Condition, StillMatters
from dialogs.kinds import Context, Kind
from dialogs.messages import Text
from dialogs.shapes import check_shape

if TYPE_CHECKING:
    from dialogs.conversation import Answer
    from dialogs.situation import Situation


@dataclass(frozen=True, slots=True)
class Question:
    """One thing we ask. The text key comes from the id: `q-<id>`, with `.help`, `.short` and `.example`.

    `applies_when` says of which people it is true at all: only of them an answer stands. `asked_while` says when it is
    worth asking, which is no matter of truth. `fields` are the profile fields the answer brings; a question with fields
    is asked only while one of them still matters. `brings` are those of a question asked whatever they weigh; some of
    its answers may say nothing of them. `asked_again_with` names questions whose change makes this answer
    doubtful. A `plain` question has neither "I don't know" nor "Back", and no fact follows from it. The answer to a
    `wish` says what the person wants of the way, and is kept with the place. One `on_card` has a line of its own on
    the card. An answer that `holds_days` is doubtful once they are over, because time has changed what it tells.
    Yes-or-no questions of one `sheet` are asked together on one screen, where two or more of them are to be asked.
    """

    id: str
    kind: Kind
    applies_when: Condition = ALWAYS
    fields: tuple[str, ...] = ()
    brings: tuple[str, ...] = ()
    asked_again_with: tuple[str, ...] = ()
    asked_while: Condition = ALWAYS
    plain: bool = False
    wish: bool = False
    on_card: bool = False
    holds_days: int | None = None
    sheet: str | None = None
    # When it is asked while it has no answer; combined once, because every turn reads it.
    asking: Condition = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_shape("question", self)
        parts = [part for part in (self.applies_when, self.asked_while) if part is not ALWAYS]
        if self.fields:
            parts.append(StillMatters(self.fields))
        asking: Condition = ALWAYS
        for number, part in enumerate(parts):
            asking = asking & part if number else part
        object.__setattr__(self, "asking", asking)

    @property
    def text_key(self) -> str:
        """Key of the question's words."""
        return f"q-{self.id}"

    @property
    def sheet_key(self) -> str:
        """Key of the words over the rows of its sheet."""
        return f"sheet-{self.sheet}"

    def example(self, context: Context) -> Text:
        """Return an answer that is accepted as it stands; only for questions whose answer is typed."""
        return Text(f"{self.text_key}.example", self.kind.example_args(context))

    def is_outdated(self, answer: Answer, context: Context) -> bool:
        """Return whether time or a new text has made an accepted answer doubtful."""
        if self.holds_days is not None and (context.today - answer.given_on).days > self.holds_days:
            return True
        return answer.value is not None and not self.kind.still_holds(answer.value, context)

    def is_to_be_asked(self, situation: Situation) -> bool:
        """Return whether it has no answer that stands, and is worth asking this person."""
        return not situation.is_answered(self.id) and self.asking.holds(situation)
