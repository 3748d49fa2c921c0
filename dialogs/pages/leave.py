"""The leave to send: what is sent, in few lines of the person's language, and on tap the very card staff will see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dialogs.card_lines import card
from dialogs.conditions import AnyOf, Wished
from dialogs.lead import lead_of
from dialogs.messages import Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.pages.page import BACK, ButtonRow, Page, button, office_args
from dialogs.place import CLOSED, LEAVE, NO, YES, Wish
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands


# What the office acts on comes first.
TOLD = ("stay_until", "name", "contact_way", "contact", "note", "goal", "residence", "activity")
# Of a person's own words so many letters: they know the rest.
LONGEST_SHOWN = 70


class Leave(Page):
    """The card, and the question whether it may be sent."""

    id = LEAVE
    left = AnyOf((Wished(Wish.LEAVE, YES), Wished(Wish.LEAVE, NO)), "it is decided whether the card is sent")
    leads_to = (("appointment", Wished(Wish.LEAVE, YES)), (CLOSED, Wished(Wish.LEAVE, NO)))

    def lines(self, situation: Situation) -> Iterable[Text]:
        office = situation.around.office
        if situation.place.more:
            lead = lead_of(situation)
            yield Text("in-japanese", {"lines": card(lead, office, LANGUAGE_OF_STAFF)}, LANGUAGE_OF_STAFF)
            return
        yield Text("leave", office_args(situation))
        yield from _in_short(situation)

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        shown = button("button-short-card", "fold") if situation.place.more else button("button-staff-card", "unfold")
        return (
            (button("button-send", YES), button("button-do-not-send", NO)),
            (shown,),
            (button("button-back", BACK),),
        )

    def is_fresh(self, situation: Situation) -> bool:
        return True

    def press(self, turn: Commands, action: str, value: str) -> None:
        if action in ("fold", "unfold"):
            turn.unfold(more=action == "unfold")
        else:
            turn.leave(action)


def _in_short(situation: Situation) -> Iterator[Text]:
    """Yield what is sent, in the person's own language and in few lines; the rest of it is named, not hidden."""
    told = [q for q in map(situation.questionnaire.__getitem__, TOLD) if situation.value(q.id) is not None]
    for question in told:
        shown = situation.shown(question, situation.value(question.id))
        if question.kind.any_words:
            shown = Text("value-typed", {"text": Typed(_shortened(str(situation.value(question.id))))})
        yield Text("leave-line", {"what": Text(f"{question.text_key}.short"), "value": shown})
    lead = lead_of(situation)
    if lead.total is not None:
        yield Text("leave-points-line", {"total": lead.total, "mark": lead.mark or 0})
    others = [name for name in situation.answers if name not in TOLD and situation.questionnaire.brings_facts(name)]
    if others:
        yield Text("leave-others-line", {"count": len(others)})


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"


PAGE = Leave()
