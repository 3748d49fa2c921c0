"""What a turn does about a question that staff asked: a press of its buttons, or a typed text, is the answer."""

from __future__ import annotations

from dialogs.asks import BESIDE, heard, is_action
from dialogs.effects import AnswerOffice
from dialogs.marks import OFF, ON, Press
from dialogs.messages import ActKind
from dialogs.parsing import AnswerProblem
from dialogs.turn.linking import Linking


class Replying(Linking):
    """A turn that answers the office."""

    def press_on_ask(self, press: Press) -> bool:
        """Act on a button under a question of staff; False where it is no such button."""
        if not press.place.startswith(BESIDE):
            return False
        number, name = press.place.removeprefix(BESIDE), press.action.partition(":")[0]
        # What only ticks leaves the buttons where they are.
        self.result.stray = name not in (ON, OFF)
        self.show = False
        if number in self.conversation.asked and is_action(press.action):
            self.result.effects.append(AnswerOffice(number, press.action, message=self.act.message))
        else:
            self.result.stray = True
            self.note("office-ask-over")
            self.aside()
        return True

    def answers_the_office(self) -> str | None:
        """Return which question of staff a typed text answers; None where it answers none, or the interview's own."""
        conversation, place = self.conversation, self.place
        if not conversation.asked or not conversation.lead or self.act.kind is not ActKind.TEXT:
            return None
        if place.overlay is not None or "?" in self.act.text or "？" in self.act.text:
            return None
        situation = self.situation
        if self.asked is not None and not isinstance(self.asked.kind.read(self.act.text, situation), AnswerProblem):
            return None
        found = heard(situation, self.act.text, self.rules.words)
        return None if found is None else found[0]

    def hear_for_staff(self) -> bool:
        """Take a typed text for the answer to a question of staff; False where it is none."""
        number = self.answers_the_office()
        if number is None:
            return False
        self.result.effects.append(AnswerOffice(number, text=self.act.text))
        self.show = False
        return True
