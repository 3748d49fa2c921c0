"""What the parts tell staff on the lead card: a few lines, the same facts the person can open."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.messages import Text
from dialogs.parts import advice, family, indefinite, over_time, papers, residence, ways
from dialogs.parts.plans import plans_of
from dialogs.view import View


def facts_for_staff(view: View) -> Iterator[Text]:
    """Route and earliest day, the next change of points, the best ways up."""
    if view.category is None:
        return
    if view.value("goal") == "pr" or view.is_answered("in_japan_since"):
        # For everybody else it would say no more than that nobody asked.
        yield from residence.card_lines(view)
    yield from indefinite.card_lines(view)
    yield from family.card_lines(view)
    yield from advice.card_lines(view)
    change = over_time.next_change(view, plans_of(view))
    if change is not None:
        yield change
    yield from ways.best(view)


def papers_for_staff(view: View) -> Iterator[Text]:
    """The state of the papers, which staff change by their ticks."""
    if view.category is not None:
        yield from papers.card_lines(view, view.conversation.confirmed)
