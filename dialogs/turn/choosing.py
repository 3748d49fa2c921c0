"""What is ticked or chosen on a screen before it is an answer, and what was chosen and is gone since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dialogs.conversation import Value
from dialogs.kinds import ManyOf
from dialogs.question import Question
from dialogs.turn import Turn


class Choosing(Turn):
    """A turn that knows of choices under way."""

    def put_in_row(self, question_id: str, value: Value) -> None:
        """Keep what is chosen in a row; it is no answer before the whole screen is done."""
        self.place.sheet[question_id] = value
        self.same_screen = self.ticked = True

    def tick(self, question: Question, kind: ManyOf, value: str, *, wanted: bool) -> None:
        """Tick or untick one of several choices; what is so already stays."""
        # A tick the person no longer sees must not count against the limit.
        self.miss()
        ticked = self.place.draft or []
        if wanted and value not in ticked and len(ticked) >= kind.limit:
            self.note("enough-chosen", count=kind.limit)
        elif wanted != (value in ticked):
            ticked = [*ticked, value] if wanted else [choice for choice in ticked if choice != value]
        self.place.draft = ticked
        self.same_screen = self.ticked = True

    def miss(self) -> bool:
        """Untick choices no longer offered (a half-day gone by, or taken) and say which; return whether any were."""
        question, ticked = self.asked, self.place.draft
        if question is None or not isinstance(question.kind, ManyOf) or not ticked:
            return False
        situation = self.situation.again()
        offered = {choice for choice, _ in question.kind.options(question.id, situation)}
        self.place.draft = [choice for choice in ticked if choice in offered]
        gone = [choice for choice in ticked if choice not in offered]
        self.notes += [missed for choice in gone if (missed := question.kind.missed(choice, situation))]
        return bool(gone)

    def let_go(self) -> None:
        """Drop earlier choices that are gone, and say so; when none is left, ask again.

        A person who sends a closed lead again must not wish for a half-day that another client has now.
        """
        situation = self.situation.again()
        for question in self.rules.questionnaire:
            given, kind = situation.value(question.id), question.kind
            if not isinstance(kind, ManyOf) or not isinstance(given, list):
                continue
            left = [choice for choice in given if not kind.is_gone(choice, situation)]
            gone = [choice for choice in given if choice not in left]
            self.notes += [missed for choice in gone if (missed := kind.missed(choice, situation))]
            if gone and left:
                self.conversation.keep(question.id, left, situation.today)
            elif gone:
                self.conversation.drop(question.id)

    def tick_given(self) -> None:
        """Tick what was chosen before, where several can be chosen."""
        self.place.sheet, self.place.more, self.place.help_part = {}, False, 0
        question = self.asked
        if question is None or not isinstance(question.kind, ManyOf):
            self.place.draft = None
            return
        given = self.situation.again().value(question.id)
        self.place.draft = list(given) if isinstance(given, list) else []
        self.miss()

    def open_sheet(self, questions: Sequence[Question], chosen: Mapping[str, Value] = MappingProxyType({})) -> None:
        """Ask questions on one screen, each with its answer so far, or what was `chosen` in its row a moment ago."""
        situation = self.situation.again()
        self.place.sheet = {q.id: chosen.get(q.id, situation.value(q.id)) for q in questions}
