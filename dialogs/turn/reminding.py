"""What a turn does about reminders that a person chooses: opens their page, ticks a kind, stops one."""

from __future__ import annotations

from dialogs.marks import Press
from dialogs.messages import Text
from dialogs.remarking import Remarking
from dialogs.reminding.chosen import ReminderKind, is_unfinished

# The page on which they are chosen, and how the place of a button is called that stands under a reminder.
REMINDERS, BESIDE = "reminders", "m/"
STOP, LIST = "stop", "list"


class Reminding(Remarking):
    """A turn that reminds."""

    def on_reminders(self) -> None:
        """Show what the person is reminded of, to be switched."""
        self.lay(REMINDERS)

    def remind(self, kind: str, *, wanted: bool) -> None:
        """Remind the person of something from now on, or no more; what is so already stays."""
        chosen = self.conversation.reminders
        if wanted and kind not in chosen:
            self.conversation.reminders = {**chosen, str(kind): self.situation.today.isoformat()}
        elif not wanted:
            self.conversation.reminders = {other: until for other, until in chosen.items() if other != kind}

    def press_reminder(self, press: Press) -> bool:
        """Act on a button under a reminder, by what stands now; False where it is no such button."""
        if not press.place.startswith(BESIDE):
            return False
        self.result.stray = True
        named = press.place.removeprefix(BESIDE)
        kind = next((kind for kind in ReminderKind if kind == named), None)
        if kind is not None and press.action == STOP:
            key = "reminder-stopped" if kind in self.conversation.reminders else "reminder-not-chosen"
            self.remind(kind, wanted=False)
            # Where the page of them is open, it is ticked as if it were there.
            self.ticked = True
            self.note(key, kind=Text(f"reminder-kind-{kind}"))
            self.aside()
        elif kind is not None and press.action == LIST:
            self.on_reminders()
        else:
            self.note("old-button")
        return True

    def offer_a_nudge(self) -> None:
        """Say, to somebody who breaks off, that they can be reminded to go on: once they do, it is worth a word."""
        chosen = ReminderKind.INTERVIEW in self.conversation.reminders
        if self.once_agreed and is_unfinished(self.situation) and not chosen:
            self.note("reminder-offer")
