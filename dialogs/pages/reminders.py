"""What a person is reminded of: ticks, laid over wherever they are, and for each kind the next day it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dialogs.marks import OFF, ON
from dialogs.messages import Text
from dialogs.office import SENT
from dialogs.pages.page import ButtonRow, Page, button, in_rows, tick
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands

CLOSE = "close"


class Reminders(Page):
    """What can be chosen, and what was."""

    id = "reminders"
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        yield Text("reminders", {"days_count": situation.around.office.kept_days(SENT)})
        yield from _when(situation)

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        chosen = situation.conversation.reminders
        ticks = [tick(kind, Text(f"reminder-kind-{kind}"), kind in chosen) for kind in _offered(situation)]
        return (*in_rows(ticks, 1), (button("reminders-close", CLOSE),))

    def press(self, turn: Commands, action: str, value: str) -> None:
        if action in (ON, OFF):
            turn.remind(value, wanted=action == ON)
            turn.place.overlay, turn.closed = self.id, None
            turn.same_screen = turn.ticked = True


def _offered(situation: Situation) -> tuple[str, ...]:
    from dialogs.reminding.chosen import offered

    return offered(situation)


def _when(situation: Situation) -> Iterator[Text]:
    """Yield for each kind that was chosen when it comes next, as far as the answers tell."""
    from dialogs.reminding.chosen import ReminderKind, kinds, next_day

    for kind in kinds(situation):
        if kind is ReminderKind.INTERVIEW:
            continue
        name, day = Text(f"reminder-kind-{kind}"), next_day(situation, kind)
        if day is None:
            yield Text("reminders-no-day-line", {"kind": name})
        else:
            yield Text("reminders-day-line", {"kind": name, "day": day})


PAGE = Reminders()
