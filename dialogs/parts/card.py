"""What the parts show staff on the lead card: a few lines, the same facts the person can open."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.messages import Text
from dialogs.parts import advice, family, indefinite, manager, over_time, papers, residence, sure, ways
from dialogs.parts.plans import plans_of
from dialogs.situation import Situation
from dialogs.telling import say
from scoring import Category


def facts_for_staff(situation: Situation) -> Iterator[Text]:
    """Route and earliest day, the next change of points, the best ways up."""
    if situation.category is None:
        yield from facts_without_points(situation)
        return
    # A fall stands in the first lines, with the day to file by.
    falls = sure.fall(situation, Category(situation.category))
    told = None if falls is None else say(falls.why)
    yield from (text for text in sure.days(situation, Category(situation.category)) if text != told)
    yield from facts_without_points(situation)
    yield from manager.card_lines(situation)
    yield from advice.card_lines(situation)
    change = over_time.next_change(situation, plans_of(situation))
    if change is not None:
        yield change
    yield from ways.best(situation)


def facts_without_points(situation: Situation) -> Iterator[Text]:
    """Yield the routes and what comes for the family, which are told where points are not asked as well."""
    if situation.category is None and not situation.following.own_ways:
        return
    if situation.value("goal") == "pr" or situation.is_answered("in_japan_since"):
        # For other people the line would only say that the question was not asked.
        yield from residence.card_lines(situation)
    yield from indefinite.card_lines(situation)
    yield from family.card_lines(situation)


def papers_for_staff(situation: Situation) -> Iterator[Text]:
    """The state of the papers, which staff change by their ticks."""
    if situation.category is not None:
        yield from papers.card_lines(situation, situation.conversation.confirmed)
