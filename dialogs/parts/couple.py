"""Which of two should apply: what is told of the partner is counted as of a person of whom no more is known.

Nothing of it is kept but the words, for the office. Who is better off, staff say, once both were asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dialogs.conversation import Conversation, Value
from dialogs.messages import Text
from dialogs.parts.counting import counts_points
from dialogs.parts.what_if import what
from dialogs.situation import Situation
from dialogs.telling import listed

# Of kinds of work that nobody told so many, with the most points.
MOST_KINDS = 2
# What is asked first of anybody, as far as nobody told it: it moves the points most.
_FIRST = ("activity", "salary_yen", "birth_date", "degrees", "experience_years", "japanese")


def partner_of(situation: Situation, told: Mapping[str, Value]) -> Situation:
    """Return the situation of a person of whom only this is known, with the goal of the one who writes."""
    own = situation.conversation
    partner = Conversation(own.id, own.channel, own.language)
    goal = situation.value("goal")
    for name, value in {"goal": goal, **told}.items():
        partner.keep(name, value, situation.today)
    return Situation(partner, situation.questionnaire, situation.around, situation.now, situation.world)


def lines(situation: Situation, told: Mapping[str, Value]) -> Iterator[Text]:
    """Yield both totals, what is not known of the partner, and how the two are compared."""
    if told and counts_points(situation):
        partner = partner_of(situation, told)
        yield Text("couple-partner-line", {"what": what(partner, told)})
        several = len(partner.score.categories) > 1
        for entry in sorted(partner.score.categories, key=lambda entry: -entry.total)[:MOST_KINDS]:
            args = {"total": entry.total, "mark": entry.pass_mark}
            category = Text(f"category-{entry.category.value}.short")
            yield Text("couple-points-in-line" if several else "couple-points-line", {"category": category, **args})
        if len(situation.tables) == 1:
            yield Text("couple-yours-line", {"total": situation.score.categories[0].total})
        missing = list(_missing(situation, list(told)))
        if missing:
            yield Text("couple-missing-line", {"what": listed(missing)})
    yield Text("couple-line")
    if not told:
        yield Text("couple-tell-line")


def _missing(situation: Situation, told: Sequence[str]) -> Iterator[Text]:
    for name in _FIRST:
        if name not in told:
            yield Text(f"{situation.questionnaire[name].text_key}.short")


__all__ = ["lines", "partner_of"]
