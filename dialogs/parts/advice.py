"""All categories side by side in words: points, what closes each, and J-Skip even where no question led to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dialogs.messages import Text
from dialogs.situation import Situation
from dialogs.telling import say
from scoring.confidence import Confidence
from scoring.points import Notice
from scoring.stay.advice import CategoryAdvice, advice
from scoring.stay.statuses import StatusCode


def lines(situation: Situation) -> Iterator[Text]:
    """What stands out, then each category with its points and what closes it or may close it."""
    result = advice(situation.counted, as_of=situation.counted_for)
    begins = situation.counted_for if situation.counted_for != situation.today else None
    yield from (_said(notice, begins) for notice in result.notices)
    for entry in result.categories:
        yield from _category(entry)
    yield Text("follows-advice-intro")


def needed(situation: Situation) -> tuple[str, ...]:
    """The kind of work, while it is not known; what decides each category the points ask for anyway."""
    return ("activity",) if situation.category is None else ()


def card_lines(situation: Situation) -> tuple[Text, ...]:
    """For staff: J-Skip where it seems met, and another category that would do."""
    found = advice(situation.counted, as_of=situation.counted_for).notices
    held = situation.profile.status == StatusCode.J_SKIP.value
    told = (notice for notice in found if not (held and notice.id == "j_skip"))
    begins = situation.counted_for if situation.counted_for != situation.today else None
    return tuple(_said(notice, begins) for notice in told)


def _said(notice: Notice, begins: date | None) -> Text:
    """Return a notice in words; of the eve of a birthday with its day, where that is not today."""
    if notice.id == "day_before_birthday" and begins is not None:
        return Text("follows-advice-eve-then", {"day": begins})
    return say(notice.why)


def _category(entry: CategoryAdvice) -> Iterator[Text]:
    yield Text(
        "follows-advice-line",
        {
            "category": Text(f"category-{entry.category.value}.short"),
            "total": entry.total,
            "mark": entry.pass_mark,
            "verdict": Text(f"verdict-{entry.verdict.value}.label"),
            "told": "yes" if entry.told else "no",
        },
    )
    for closing in entry.closings:
        if closing.confidence is Confidence.STAFF_CONFIRMS:
            # Its text already says that staff decide.
            yield say(closing.why)
        else:
            key = "follows-advice-closed" if closing.met is False else "follows-advice-open"
            yield Text(key, {"why": say(closing.why)})
