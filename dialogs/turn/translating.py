"""What a turn does about the machine that translates a talk with staff: shows how it stands, switches it."""

from __future__ import annotations

from dialogs.effects import OfferTranslation, SwitchTranslation
from dialogs.marks import Press
from dialogs.translating import BESIDE, NO_MORE, SWITCH_OFF, SWITCH_ON, TOLD, may_be_translated
from dialogs.turn.reminding import Reminding


class TranslatingAlong(Reminding):
    """A turn in which a person says whether they want their talk with staff translated."""

    def offer_translation(self) -> None:
        """Have the person shown how it stands, and the button to change it, where there is anything to translate."""
        if may_be_translated(self.rules.around, self.conversation):
            self.result.effects.append(OfferTranslation())

    def press_translation(self, press: Press) -> bool:
        """Act on a button that switches the translation; return False where it is no such button.

        It says what is wanted, so that pressing an older copy does what it says.
        """
        if press.place != BESIDE:
            return False
        self.result.stray = True
        if press.action not in (SWITCH_ON, SWITCH_OFF):
            self.note("old-button")
            return True
        wanted = TOLD if press.action == SWITCH_ON else NO_MORE
        if self.conversation.translation != wanted:
            self.result.effects.append(SwitchTranslation(wanted == TOLD))
        self.conversation.translation = wanted
        self.note("translation-switched", now=press.action)
        self.aside()
        return True
