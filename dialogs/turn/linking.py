"""What a turn does about links to others: the one by which an employer answers, and comparing with a partner."""

from __future__ import annotations

from dialogs.effects import CompareHousehold, EndEmployerLink
from dialogs.employer_link import BESIDE, LONGEST_NAME, PAGE_ID, link_of, offered
from dialogs.household import BESIDE as BESIDE_A_PARTNER
from dialogs.household import NO, SHOW, STOP, YES
from dialogs.household import PAGE_ID as HOUSEHOLD
from dialogs.marks import Press
from dialogs.parsing import Certain, read_name
from dialogs.turn.going import GoingElsewhere

END = "end"


class Linking(GoingElsewhere):
    """A turn that gives links to others."""

    def on_household(self) -> None:
        """Show how to compare with a partner."""
        self.lay(HOUSEHOLD)

    def press_on_household(self, press: Press) -> bool:
        """Act on a button about comparing with a partner; False where it is no such button."""
        if not press.place.startswith(BESIDE_A_PARTNER):
            return False
        # What only looks again leaves the buttons where they are.
        self.result.stray, self.show = press.action != SHOW, False
        if press.action in (YES, NO, SHOW, STOP):
            number = press.place.removeprefix(BESIDE_A_PARTNER)
            self.result.effects.append(CompareHousehold(press.action, number))
        return True

    def on_employer_link(self) -> None:
        """Show how the employer can be asked, where that is offered."""
        if offered(self.situation):
            self.lay(PAGE_ID)
        else:
            self.note("employer-link-not-now")

    def hear_a_name_for_the_employer(self) -> bool:
        """Read back a typed text as the name that the page of the link may show; False where it is none."""
        if link_of(self.conversation, self.situation.now.timestamp()) or len(self.act.text) > LONGEST_NAME:
            return False
        reading = read_name(self.act.text)
        if not isinstance(reading, Certain):
            return False
        # The page stays: nothing is given out before the name is agreed to.
        self.place.candidates = [reading.value]
        return True

    def press_on_employer_link(self, press: Press) -> bool:
        """Act on the button under the words that a link was made; False where it is no such button."""
        if not press.place.startswith(BESIDE):
            return False
        self.result.stray, self.show = True, False
        is_same = press.place.removeprefix(BESIDE) == str(self.conversation.employer_link.get("number"))
        if is_same and press.action == END:
            self.result.effects.append(EndEmployerLink())
        else:
            self.note("employer-link-over")
            self.aside()
        return True
