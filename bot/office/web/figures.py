"""The page of figures: where people stop, which question loses whom, how soon staff answer. Nobody is behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.office.funnel import BY_LANGUAGE, BY_SOURCE, EVERYBODY, PARTITIONS, STAGES, Figures, StepFigures
from bot.office.moments import month_before
from bot.office.web.visit import PageAnswer, ShownPage, StaffVisit
from bot.turns.counting import OTHERS
from dialogs.happenings import BOOKED, KEPT, OPENED, step_ids
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF, today

if TYPE_CHECKING:
    from bot.turns.apply import Batch

# So many months are looked back to; the last twelve that are over can be taken together.
MONTHS = 13
YEAR = "year"


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage with its figures, and how long a bar is for all together, in hundredths of the longest."""

    name: str
    whole: int
    each: tuple[int, ...]
    length: int


async def show(visit: StaffVisit) -> PageAnswer:
    """Show the figures of a month, or of a year."""
    day = today(visit.parts.office, visit.now).replace(day=1)
    months = [day]
    while len(months) < MONTHS:
        months.append(month_before(months[-1]))
    named = [f"{month:%Y-%m}" for month in months]
    asked = visit.query("month")
    month = asked if asked in (*named, YEAR) else named[0]
    counted = tuple(named[1:]) if month == YEAR else (month,)
    figures = Figures(await visit.looked(lambda batch: _counted(batch, counted)))
    by = visit.query("by") if visit.query("by") in PARTITIONS else EVERYBODY
    groups = () if by == EVERYBODY else figures.groups(by)
    # The group is named with a mark before it, since one has no name.
    marked = visit.query("of")
    of = marked[1:] if marked and marked[1:] in groups else None
    questionnaire = visit.parts.dialogue.questionnaire
    order = step_ids({chapter.id: tuple(_ids(chapter)) for chapter in questionnaire.chapters})
    steps = figures.steps(order) if of is None else figures.steps(order, by, of)
    most = max((step.stopped for step in steps), default=0)
    values = {
        "months": named,
        "year": YEAR,
        "since": counted[-1],
        "until": counted[0],
        "month": month,
        "is_running": month == named[0],
        "by": by,
        "partitions": PARTITIONS,
        "groups": [(f"={name}", name, _name(visit, by, name)) for name in groups],
        "of": "" if of is None else f"={of}",
        "bars": _bars(figures, by, groups, visit),
        "steps": [(step, _step_name(visit, step), round(100 * step.stopped / most)) for step in steps],
        "waits": figures.waits(),
    }
    return ShownPage("figures.html", values)


def _counted(batch: Batch, months: Sequence[str]) -> Mapping[Any, int]:
    return batch.tx.counted(months)


def _ids(chapter: Any) -> list[str]:
    return [question if isinstance(question, str) else question.id for question in chapter.questions]


def _bars(figures: Figures, by: str, groups: tuple[str, ...], visit: StaffVisit) -> list[Bar]:
    table, office = figures.funnel(by), visit.parts.office
    shown = [
        stage
        for stage in STAGES
        if (stage != OPENED or office.web is not None) and (stage not in (BOOKED, KEPT) or office.booking is not None)
    ]
    longest = max((table[stage]["all"] for stage in shown), default=0) or 1
    return [
        Bar(
            stage,
            table[stage]["all"],
            tuple(table[stage][f"={name}"] for name in groups),
            round(100 * table[stage]["all"] / longest),
        )
        for stage in shown
    ]


def _name(visit: StaffVisit, by: str, name: str) -> Text:
    if name == OTHERS or (by == BY_SOURCE and not name):
        return Text("desk-figures-others" if name else "staff-stats-no-source")
    language = Text(f"language-{name}.name")
    # A language that we had once has no name any more.
    if by == BY_LANGUAGE and visit.parts.words.has(LANGUAGE_OF_STAFF, language.key):
        return language
    return Text("value-plain", {"text": name})


def _step_name(visit: StaffVisit, step: StepFigures) -> Text:
    question = visit.parts.dialogue.questionnaire.by_id.get(step.at)
    said = Text(f"desk-step-{step.at}") if question is None else Text(f"{question.text_key}.short")
    # So has a question that is asked no more.
    return said if visit.parts.words.has(LANGUAGE_OF_STAFF, said.key) else Text("value-plain", {"text": step.at})


__all__ = ["show"]
