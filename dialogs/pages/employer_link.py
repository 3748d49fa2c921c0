"""Asking the employer by a link: what it is, what its page may name, taking it back; laid over where a person is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from dialogs.effects import AskEmployer, EndEmployerLink
from dialogs.employer_link import GOOD_FOR, PAGE_ID, link_of
from dialogs.messages import Button, Text, Typed
from dialogs.pages.page import ButtonRow, Page, button
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands

NAMED, TYPED, UNNAMED, REMIND, END, CLOSE = "named", "typed", "unnamed", "nudge", "end", "close"


class EmployerLink(Page):
    """Make a link for the employer, or take it back."""

    id = PAGE_ID
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        if link_of(situation.conversation, situation.now.timestamp()):
            yield Text("employer-link-open", {"until": until_of(situation)})
            return
        if situation.place.candidates:
            yield Text("employer-link-typed")
        else:
            yield Text("employer-link", {"days_count": GOOD_FOR.days})

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        close = (button("employer-link-close", CLOSE),)
        if link_of(situation.conversation, situation.now.timestamp()):
            return ((button("employer-link-nudge", REMIND),), (button("employer-link-end", END),), close)
        names: tuple[tuple[object, str], ...] = ((situation.value("name"), NAMED),)
        if situation.place.candidates:
            # What was typed may be no name at all: it is shown to be agreed to.
            names = ((situation.place.candidates[0], TYPED),)
        named = tuple(
            (Button(Text("employer-link-named", {"name": Typed(name)}), action),)
            for name, action in names
            if isinstance(name, str)
        )
        return (*named, (button("employer-link-unnamed", UNNAMED),), close)

    def press(self, turn: Commands, action: str, value: str) -> None:
        # Pressed, the page is closed; what comes of it is said in messages of their own.
        typed, turn.place.candidates = turn.place.candidates, []
        if action == TYPED:
            turn.result.effects.append(AskEmployer(str(typed[0])))
        elif action == NAMED:
            turn.result.effects.append(AskEmployer(str(turn.situation.value("name") or "")))
        elif action == UNNAMED:
            turn.result.effects.append(AskEmployer(""))
        elif action == REMIND:
            turn.note("employer-link-nudge-how")
            turn.note("employer-link-nudge-text")
            # The text stands alone, to be forwarded; below it the person goes on where they were.
            turn.aside()
            turn.show = True
        elif action == END:
            turn.result.effects.append(EndEmployerLink())


def until_of(situation: Situation) -> Text:
    """Return the last day on which a link can be answered, as it is shown."""
    return Text("value-day", {"day": date.fromisoformat(situation.conversation.employer_link["last_day"])})


PAGE = EmployerLink()
