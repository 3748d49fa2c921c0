"""What a turn does about going on by another channel: asks for a code, answers whether two people are one."""

from __future__ import annotations

from dialogs.effects import AnswerMerging, GoElsewhere, PartChats
from dialogs.elsewhere import BESIDE_A_MOVE, NOT_ME, NOT_MINE, offered
from dialogs.marks import Press
from dialogs.merging import BESIDE, NO, YES
from dialogs.turn.translating import TranslatingAlong


class GoingElsewhere(TranslatingAlong):
    """A turn in which a person goes on elsewhere."""

    def on_elsewhere(self) -> None:
        """Give the person a code to go on with by another channel."""
        self.result.effects.append(GoElsewhere())
        self.show = False

    @property
    def goes_elsewhere(self) -> bool:
        """Whether there is another channel to go on by."""
        return offered(self.rules.around, self.conversation)

    def press_on_move(self, press: Press) -> bool:
        """Act on a button under the words that somebody has gone on elsewhere; False where it is no such button."""
        if not press.place.startswith(BESIDE_A_MOVE):
            return False
        number, self.show = press.place.removeprefix(BESIDE_A_MOVE), False
        gone_to, left, _ = self.conversation.moves.get(number, ("", "", 0))
        said_by = {NOT_ME: left, NOT_MINE: gone_to}.get(press.action)
        if said_by == self.conversation.channel:
            self.result.effects.append(PartChats(number, press.action == NOT_MINE))
        else:
            self.note("elsewhere-over")
            self.aside()
        # The chat that was gone to is not theirs any more.
        self.result.stray = press.action != NOT_MINE
        return True

    def press_on_merging(self, press: Press) -> bool:
        """Act on a button under the question whether two people are one; False where it is no such button."""
        if not press.place.startswith(BESIDE):
            return False
        number = press.place.removeprefix(BESIDE)
        is_open = number == self.conversation.merging.get("number")
        # What only chooses leaves the buttons where they are.
        self.result.stray = not is_open or press.action in (YES, NO)
        self.show = False
        if is_open:
            self.result.effects.append(AnswerMerging(press.action, self.act.message))
        else:
            self.note("merge-over")
            self.aside()
        return True
