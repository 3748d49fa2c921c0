"""The page of figures: where people stop, which question loses whom, how soon staff answer. Nobody is behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.office.funnel import BY_LANGUAGE, BY_SOURCE, EVERYBODY, PARTITIONS, STAGES, Figure, Figures, StepFigures
from bot.office.moments import month_before
from bot.office.web.visit import PageAnswer, ShownPage, StaffVisit
from bot.turns.counting import OTHERS
from dialogs.happenings import BOOKED, KEPT, OPENED, step_ids
from dialogs.messages import Text
from dialogs.office import today

if TYPE_CHECKING:
    from bot.turns.apply import Batch

# So many months are looked back to.
MONTHS = 13


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage with its figures, and how long a bar is for all together, in hundredths of the longest."""

    name: str
    whole: Figure
    each: tuple[Figure, ...]
    length: int


async def show(visit: StaffVisit) -> PageAnswer:
    """Show the figures of a month."""
    day = today(visit.parts.office, visit.now).replace(day=1)
    months = [day]
    while len(months) < MONTHS:
        months.append(month_before(months[-1]))
    named = [f"{month:%Y-%m}" for month in months]
    asked = visit.query("month")
    month = asked if asked in named else named[0]
    happened = await visit.looked(lambda batch: _counted(batch, month))
    # Whoever comes back and goes on is counted in the month in which they had stopped: so that one moves, too.
    is_running, steps_are_moving = month == named[0], month in named[:2]
    figures = Figures(happened, is_moving=is_running, steps_are_moving=steps_are_moving)
    by = visit.query("by") if visit.query("by") in PARTITIONS else EVERYBODY
    groups = () if by == EVERYBODY else figures.groups(by)
    # The group is named with a mark before it, since one has no name.
    marked = visit.query("of")
    of = marked[1:] if marked and marked[1:] in groups else None
    questionnaire = visit.parts.dialogue.questionnaire
    order = step_ids({chapter.id: tuple(_ids(chapter)) for chapter in questionnaire.chapters})
    found = figures.steps(order) if of is None else figures.steps(order, by, of)
    # Where only few came to a question, not even that is said.
    steps = [step for step in found if step.asked is not None]
    values = {
        "months": named,
        "month": month,
        "is_running": is_running,
        "steps_are_moving": steps_are_moving,
        "by": by,
        "partitions": PARTITIONS,
        "groups": [(f"={name}", name, _name(by, name)) for name in groups],
        "of": "" if of is None else f"={of}",
        "bars": _bars(figures, by, groups, visit),
        "is_less": len(steps) < len(found),
        "steps": [(step, _step_name(visit, step), _width(step)) for step in steps],
        "waits": figures.waits(),
    }
    return ShownPage("figures.html", values)


def _counted(batch: Batch, month: str) -> Mapping[Any, int]:
    return batch.tx.counted((month,))


def _ids(chapter: Any) -> list[str]:
    return [question if isinstance(question, str) else question.id for question in chapter.questions]


def _bars(figures: Figures, by: str, groups: tuple[str, ...], visit: StaffVisit) -> list[Bar]:
    table, office = figures.funnel(by), visit.parts.office
    shown = [
        stage
        for stage in STAGES
        if (stage != OPENED or office.web is not None) and (stage not in (BOOKED, KEPT) or office.booking is not None)
    ]
    longest = max((table[stage]["all"] or 0 for stage in shown), default=0) or 1
    return [
        Bar(
            stage,
            table[stage]["all"],
            tuple(table[stage][f"={name}"] for name in groups),
            round(100 * (table[stage]["all"] or 0) / longest),
        )
        for stage in shown
    ]


def _width(step: StepFigures) -> int:
    return round(100 * step.stopped / step.asked) if step.stopped and step.asked else 0


def _name(by: str, name: str) -> Text:
    if by == BY_LANGUAGE:
        return Text(f"language-{name}.name")
    if by == BY_SOURCE and name in ("", OTHERS):
        return Text("desk-figures-others" if name else "staff-stats-no-source")
    return Text("value-plain", {"text": name})


def _step_name(visit: StaffVisit, step: StepFigures) -> Text:
    question = visit.parts.dialogue.questionnaire.by_id.get(step.at)
    return Text(f"desk-step-{step.at}") if question is None else Text(f"{question.text_key}.short")


__all__ = ["show"]
