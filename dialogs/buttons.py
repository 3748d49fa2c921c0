"""What a press does: whether it counts, and what its button stands for on a question, a page or an overlay."""

from __future__ import annotations

import re

from dialogs.commands import Commands
from dialogs.kinds import ManyOf
from dialogs.leaves import LEAF
from dialogs.marks import OFF, ON, ROW_ACTIONS, Press, place_of, read_press
from dialogs.pages.asking import ASKING
from dialogs.pages.here import page_of
from dialogs.pages.page import BACK, HELP, HUMAN

# Any leaf of a page may be turned to, from whichever leaf a copy shows; one past the last is the last.
_LEAF = re.compile(rf"{LEAF}:[0-9]{{1,2}}")


class Buttons(Commands):
    """A turn that knows the buttons. `accepted` is the press acted upon: its mark, action, and message."""

    accepted: list[str] | None = None

    def press(self) -> None:
        """Act on a press from any copy of the current screen; on another copy, show where the person is."""
        conversation = self.conversation
        press = read_press(self.act.data)
        here = press is not None and press.place == place_of(conversation)
        if press and self.press_under_a_message(press):
            pass
        elif press and here and conversation.opened <= press.revision <= conversation.revision:
            self.accepted = [f"{press.place}.{press.revision}", press.action, self.act.message]
            self.result.in_place = True
            if not (self.says_the_same(press) and self.does(press.action)):
                self.note("old-button")
        elif press is None or not self.is_repeated(press):
            self.result.stray = True
            self.note("old-button")

    def press_under_a_message(self, press: Press) -> bool:
        """Act on a button under a message beside the screen; False where it is none of those."""
        beside = (self.press_beside, self.press_reminder, self.press_translation, self.press_on_ask, self.press_on_feed)
        moves = (self.press_on_move, self.press_on_merging, self.press_on_employer_link, self.press_on_household)
        return any(acts(press) for acts in (*beside, *moves))

    def says_the_same(self, press: Press) -> bool:
        """Return whether a press still means the same on the current screen.

        Since the place was opened only ticks have changed. A tick says what is wanted of it, and help is help; what
        keeps or leaves the ticks must be pressed where they are shown as they are. On the page of papers each tick is
        kept at once, and no other button there depends on it.
        """
        conversation = self.conversation
        name = press.action.partition(":")[0]
        has_ticks = self.place.draft is not None or bool(self.place.sheet)
        same = (ON, OFF, HELP, LEAF, *ROW_ACTIONS)
        return press.revision == conversation.revision or not has_ticks or name in same

    def is_repeated(self, press: Press) -> bool:
        """Return whether this press repeats the one that just moved the person, by a double tap or on another copy.

        Ignore one double tap; answer the next, because the person may be lost.
        """
        before = self.conversation.pressed
        if before is None or before[0] != f"{press.place}.{press.revision}":
            return False
        self.conversation.pressed = None
        if before[2] == self.act.message:
            self.show = False
            return True
        self.result.in_place = before[1] == press.action
        return self.result.in_place

    def does(self, action: str) -> bool:
        """Do what a button stands for; False when the screen has no such button."""
        page, place = page_of(self.situation), self.place
        if (page is not ASKING or place.sheet) and _LEAF.fullmatch(action):
            place.leaf = int(action.partition(":")[2])
            self.same_screen = self.turned_leaf = True
            return True
        # A page whose buttons cost much to find says of most presses what it does without looking for them.
        known = page.offers(self.situation, action)
        rows = (*page.rows(self.situation), *page.by_name(self.situation)) if known is None else ()
        offered = {action} if known else {button.action for row in rows for button in row}
        name, _, value = action.partition(":")
        # A choice ticked already is on the screen as the button that unticks it, and the reverse.
        as_it_is = {ON: f"{OFF}:{value}", OFF: f"{ON}:{value}"}.get(name, action)
        if offered.isdisjoint((action, as_it_is)):
            return page.missed(self, name, value) if page.overlay else self.missed(name, value)
        if page.overlay:
            # Any press closes the overlay.
            place.overlay, self.closed = None, (place.at, place.side)
            page.press(self, name, value)
        elif name == BACK:
            self.back()
        elif name == HELP:
            self.help_on_question()
        elif name == HUMAN:
            self.on_human()
        else:
            page.press(self, name, value)
        return True

    def missed(self, name: str, value: str) -> bool:
        """Say why a choice of this very question is not offered any more; False where it never was."""
        kind = None if self.asked is None else self.asked.kind
        if not isinstance(kind, ManyOf) or name not in (ON, OFF):
            return False
        missed = kind.missed(value, self.situation)
        if missed is None:
            return False
        if value not in (self.place.draft or []):
            self.notes.append(missed)
        self.miss()
        self.same_screen = self.ticked = True
        return True
