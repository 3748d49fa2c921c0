"""The points over time in words: until when they hold, from when a mark is reached, and what changes on which day.

Counted is from today, or from the day on which the work begins, for those who do not do it yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from dialogs.messages import Text
from dialogs.past import with_history
from dialogs.situation import Situation
from scoring import Category, CategoryRules, Profile, Verdict, all_rulesets, months_later
from scoring.bands import age_limits
from scoring.calendar import births_of
from scoring.timeline import ChangeCause, ChangeKind, Plan, Timeline, TimelineStep, filing_differs, timeline

MONTHS_BACK = 36
MONTHS_AHEAD = 60
MOST_CHANGES = 8
# Of what was, only the latest, as far as there is room beside the days ahead.
MOST_PAST, MOST_LINES = 8, 20


def lines(situation: Situation, plans: Sequence[Plan] = ()) -> Iterator[Text]:
    """First the sentence that matters for each mark, then the days of change, what to beware of, and what is supposed.

    While the activity is not known, the first sentence of each category only.
    """
    over_times = timelines(situation, plans)
    still_open = [over_time for over_time in over_times if not _stays_closed(situation, over_time)]
    first, last = list(_first(situation, over_times)), list(_to_know(situation, over_times, plans))
    yield from first
    if len(situation.tables) == 1 and still_open:
        yield from _past(situation, still_open[0], MOST_LINES - len(first) - len(last))
    yield from last


def _first(situation: Situation, over_times: Sequence[Timeline]) -> Iterator[Text]:
    """Yield the sentences that matter and the days ahead."""
    several = len(situation.tables) > 1
    if not over_times:
        # A year of birth settles today's points and not the day of a birthday.
        yield Text("over-time-birth-date")
    elif situation.counted_for > situation.today:
        yield Text("over-time-begins", {"day": situation.counted_for})
    for over_time in over_times:
        if several:
            yield Text("result-category", {"category": Text(f"category-{over_time.category.value}")})
        yield from _sentences(situation, over_time)
        if not several and not _stays_closed(situation, over_time):
            yield from _ahead(situation, over_time)


def _to_know(situation: Situation, over_times: Sequence[Timeline], plans: Sequence[Plan]) -> Iterator[Text]:
    """Yield what to beware of, and what is supposed."""
    still_open = [over_time for over_time in over_times if not _stays_closed(situation, over_time)]
    several = len(situation.tables) > 1
    # Of work that is yet to begin the points are those of its first day, whenever the permission comes.
    if not several and (still_open or not over_times) and situation.counted_for == situation.today:
        yield from _filing(situation, situation.tables[0].category, plans)
    yield from _doubtful(situation, still_open)
    yield from _supposed(situation, still_open)


def next_change(situation: Situation, plans: Sequence[Plan] = ()) -> Text | None:
    """The next day on which the total changes, for the card; None when there is none, or while it cannot be said."""
    if len(situation.tables) > 1 or needed(situation):
        return None
    over_time = _timeline(situation, situation.tables[0].category, plans)
    for before, step in _moves(over_time, situation.counted_for):
        if step.total != before.total:
            return Text("over-time-next", _move(before, step))
    return None


def timelines(situation: Situation, plans: Sequence[Plan] = ()) -> tuple[Timeline, ...]:
    """The timeline of each category scored, from three years ago to five years ahead, for a picture or a program.

    Empty while it cannot be said (`needed`).
    """
    return () if needed(situation) else tuple(_timeline(situation, table.category, plans) for table in situation.tables)


def changes_ahead(
    situation: Situation, category: Category, plans: Sequence[Plan] = ()
) -> tuple[tuple[date, int, Text], ...]:
    """The days ahead on which a category's total changes, each with the new total and why, for a picture."""
    if needed(situation):
        return ()
    moves = _moves(_timeline(situation, category, plans), situation.counted_for)
    return tuple((step.first_day, step.total, _causes(step)) for before, step in moves if step.total != before.total)


def causes_until(over_time: Timeline, since: date, day: date) -> Text | None:
    """What changes the points after one day and up to another; None where nothing does."""
    steps = [step for step in over_time.after(since) if step.first_day <= day]
    causes = [_cause(cause) for step in steps for cause in step.causes]
    return Text("list", {"items": tuple(causes)}) if causes else None


def needed(situation: Situation) -> tuple[str, ...]:
    """Profile fields without which nothing can be said of other days: a birth date where only an age is known."""
    return ("birth_date",) if any(_grows_older(situation.profile, table) for table in situation.tables) else ()


def _grows_older(profile: Profile, table: CategoryRules) -> bool:
    """Whether points will change with an age of which only the years are known."""
    return profile.birth_date is None and profile.age is not None and any(profile.age < n for n in age_limits(table))


def _timeline(situation: Situation, category: Category, plans: Sequence[Plan]) -> Timeline:
    start = max(months_later(situation.today, -MONTHS_BACK), all_rulesets()[0].effective_from)
    end = months_later(situation.counted_for, MONTHS_AHEAD)
    profile = with_history(situation.following, category)
    return timeline(profile, category, start=start, end=end, as_of=situation.today, plans=plans)


def _sentences(situation: Situation, over_time: Timeline) -> Iterator[Text]:
    now, later = over_time.at(situation.counted_for), over_time.after(situation.counted_for)
    if now.verdict is Verdict.BLOCKED:
        yield Text("over-time-blocked")
    elif all(step.total == now.total for step in later):
        yield Text("over-time-same", {"total": now.total, "day": over_time.end})
    else:
        for mark in situation.marks:
            yield from _sentence(over_time, mark, situation.counted_for)


def _sentence(over_time: Timeline, mark: int, today: date) -> Iterator[Text]:
    held = over_time.holds(mark, today)
    since = today if held else over_time.reaches_on(mark, today)
    if since is None:
        reached = any(step.total >= mark for step in (over_time.at(today), *over_time.after(today)))
        yield Text("over-time-open" if reached else "over-time-not-reached", {"mark": mark, "day": over_time.end})
        return
    until = over_time.holds_until(mark, since)
    if until is None:
        day = over_time.end if held else since
        yield Text("over-time-holds" if held else "over-time-reaches", {"mark": mark, "day": day})
        return
    if held:
        yield Text("over-time-holds-until", {"mark": mark, "day": until})
    else:
        yield Text("over-time-reaches-until", {"mark": mark, "day": since, "until": until})
    again = over_time.reaches_on(mark, until)
    if again is not None:
        yield Text("over-time-again", {"mark": mark, "day": again})


def _ahead(situation: Situation, over_time: Timeline) -> Iterator[Text]:
    moves = list(_moves(over_time, situation.counted_for))
    if moves:
        yield Text("over-time-ahead-line")
        day, now = situation.counted_for, over_time.at(situation.counted_for)
        yield Text("over-time-begin-line", {"day": day, "total": now.total, "today": _is_today(situation)})
        yield from (line(before, step) for before, step in moves[:MOST_CHANGES])
        if len(moves) > MOST_CHANGES:
            yield Text("over-time-more-line", {"count": len(moves) - MOST_CHANGES})


def _past(situation: Situation, over_time: Timeline, room: int) -> Iterator[Text]:
    """How it was before, where that was told: the latest changes, in as many lines as there is room for."""
    profile = with_history(situation.following, over_time.category)
    if profile.earlier or profile.since:
        past = [move for move in pairwise(over_time.steps) if move[1].first_day <= situation.counted_for]
        shown = min(MOST_PAST, max(1, room - 1))
        if past:
            yield Text("over-time-past-line")
            yield from (line(before, step) for before, step in past[-shown:])


def _is_today(situation: Situation) -> str:
    return "yes" if situation.counted_for == situation.today else "no"


def _doubtful(situation: Situation, over_times: Sequence[Timeline]) -> Iterator[Text]:
    """The next day on which by the law on ages another age may count already."""
    ahead = [day for over_time in over_times for day in over_time.doubtful_days if day >= situation.counted_for]
    if ahead:
        yield Text("over-time-doubtful-line", {"day": min(ahead)})


def _stays_closed(situation: Situation, over_time: Timeline) -> bool:
    """Whether a condition fails today and on every day ahead, so that no points help."""
    return all(
        step.verdict is Verdict.BLOCKED
        for step in (over_time.at(situation.counted_for), *over_time.after(situation.counted_for))
    )


def _moves(over_time: Timeline, today: date) -> Iterator[tuple[TimelineStep, TimelineStep]]:
    """The steps after today, each with the one before."""
    return pairwise((over_time.at(today), *over_time.after(today)))


def line(before: TimelineStep, step: TimelineStep) -> Text:
    """Return what changes on the first day of a step."""
    if step.total != before.total:
        return Text("over-time-step-line", {**_move(before, step), "verdict": step.verdict.value})
    return Text(
        "over-time-step-range-line",
        {
            "day": step.first_day,
            "total": step.total,
            "least": step.least,
            "greatest": step.greatest,
            "causes": _causes(step),
        },
    )


def _move(before: TimelineStep, step: TimelineStep) -> dict[str, int | date | Text]:
    return {"day": step.first_day, "before": before.total, "after": step.total, "causes": _causes(step)}


def _causes(step: TimelineStep) -> Text:
    return Text("list", {"items": tuple(_cause(cause) for cause in step.causes)})


def _cause(cause: ChangeCause) -> Text:
    if cause.age is not None:
        return Text("over-time-birthday", {"age": cause.age})
    if cause.years is not None:
        return Text("over-time-career", {"years": cause.years})
    return {
        ChangeKind.EXAM: Text("over-time-exam"),
        ChangeKind.RAISE: Text("over-time-raise"),
        ChangeKind.DEGREE: Text("over-time-degree"),
        ChangeKind.OTHER: Text("over-time-other"),
        ChangeKind.LAW: Text("over-time-law"),
        ChangeKind.EARLIER: Text("over-time-earlier"),
        ChangeKind.KNOWN: Text("over-time-known"),
    }[cause.kind]


def _filing(situation: Situation, category: Category, plans: Sequence[Plan]) -> Iterator[Text]:
    profile = with_history(situation.following, category)
    if profile.birth_date is None and situation.profile.age is not None:
        # An age was settled by a month or a year of birth: no birthday that matters is as near as that.
        profile = replace(profile, age=None, birth_date=births_of(situation.profile.age, situation.today)[1])
    found = filing_differs(profile, category, situation.today, plans=plans)
    if found is None:
        return
    now, then = found
    if now.total == then.total:
        yield Text("over-time-filing-outcome", {"day": then.first_day})
    else:
        yield Text("over-time-filing", {"now": now.total, "then": then.total, "day": then.first_day})


def _supposed(situation: Situation, over_times: Sequence[Timeline]) -> Iterator[Text]:
    """What the days ahead rest on: that the work goes on, and that nothing else changes."""
    ahead = [step for over_time in over_times for step in over_time.after(situation.counted_for)]
    if not ahead:
        return
    works = any(cause.kind is ChangeKind.CAREER for step in ahead for cause in step.causes)
    yield Text("over-time-supposed-work-line") if works else Text("over-time-supposed-line")
    if works and situation.profile.work_periods is None and situation.value("work_since") is None:
        yield Text("over-time-dates-line")
