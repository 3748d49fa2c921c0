"""The days that a person may want to hear of in time, and what is said of each: the law as scoring says it.

What is said is looked up in the answers as they stand then. Where staff must confirm a reading of the law, it says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import pairwise

from dialogs.deadline import deadlines_of
from dialogs.kinds import NONE
from dialogs.messages import Text
from dialogs.office import first_shown
from dialogs.parsing import PartialDate
from dialogs.parts import duties, over_time, residence
from dialogs.parts.counting import needs_no_points
from dialogs.parts.papers import label_of
from dialogs.pressing import NEW_EMPLOYER_SINCE
from dialogs.situation import Situation
from scoring import Verdict, months_later
from scoring.calendar import ONE_DAY
from scoring.stay.duties import DutyRule, duty_rules
from scoring.stay.own_route import OwnRoute
from scoring.stay.residence import Route
from scoring.stay.statuses import status_of
from scoring.timeline import ChangeKind, Timeline, TimelineStep

# Told as a number they grow from the day on which they were told.
YEARS_OF_WORK = "experience_years"
NOON = time(12)
# What somebody tells of their work that starts the time of a duty.
_OF_WORK = ("job_changed", "job_lost")
# Duties that are counted from a day, by how their numbers are called in the rule files.
_COUNTED = ("notice_first", "notice_second", "activity_first", "activity_second")


# --- when -------------------------------------------------------------------------------------------------------------


def that_day(day: date) -> tuple[date, ...]:
    """Return the day itself."""
    return (day,)


def a_month_and_that_day(day: date) -> tuple[date, ...]:
    """Return the day a month before, and the day itself."""
    return (months_later(day, -1), day)


def a_month_and_a_week(day: date) -> tuple[date, ...]:
    """Return the days a month and a week before."""
    return (months_later(day, -1), day - timedelta(days=7))


def a_week_and_two_days(day: date) -> tuple[date, ...]:
    """Return the days a week and two days before."""
    return (day - timedelta(days=7), day - timedelta(days=2))


def two_days_before(day: date) -> tuple[date, ...]:
    """Return the day two days before."""
    return (day - timedelta(days=2),)


def three_months_one_and_two_weeks(day: date) -> tuple[date, ...]:
    """Return the days three months, one month and two weeks before."""
    return (months_later(day, -3), months_later(day, -1), day - timedelta(days=14))


# --- the points -------------------------------------------------------------------------------------------------------


def _as_told(situation: Situation) -> Situation:
    """Return the same answers on the day on which the years of work were told: as a number, they are those of that day.

    Of who told since when they work, they are counted to any day.
    """
    told = situation.answers.get(YEARS_OF_WORK)
    return situation if told is None or situation.is_answered("work_since") else _on(situation, told.given_on)


def _on(situation: Situation, day: date) -> Situation:
    if day == situation.today:
        return situation
    moment = first_shown(situation.around.office, day, NOON)
    return Situation(situation.conversation, situation.questionnaire, situation.around, moment, situation.world)


def _over_time(situation: Situation) -> tuple[Timeline, date] | None:
    """Return the points over time and the day from which they are counted; plans are not.

    None where points say nothing of what a person came for.
    """
    told = _as_told(situation)
    if len(told.tables) > 1 or needs_no_points(told):
        return None
    found = told.following.once("reminders", lambda: over_time.timelines(told))
    return (found[0], told.counted_for) if found else None


def _changes(situation: Situation) -> Iterator[tuple[TimelineStep, TimelineStep]]:
    """Yield the steps ahead with another total, each with the one before."""
    seen = _over_time(situation)
    if seen is not None:
        timeline, first = seen
        steps = (timeline.at(first), *timeline.after(first))
        yield from ((before, step) for before, step in pairwise(steps) if before.total != step.total)


def points_change(situation: Situation) -> Iterator[date]:
    """Yield the days ahead on which the total changes."""
    yield from (step.first_day for _, step in _changes(situation))


def says_points(situation: Situation, day: date) -> Iterator[Text]:
    """Yield how the points change on a day ahead, and where the day before may count already."""
    seen = _over_time(situation)
    for before, step in _changes(situation):
        if seen is None or step.first_day != day or day <= situation.today:
            continue
        yield Text("reminder-points-line", over_time.line(before, step).args)
        if day - ONE_DAY in seen[0].doubtful_days and _is_birthday(step):
            yield Text("over-time-doubtful-line", {"day": day - ONE_DAY})


def _is_birthday(step: TimelineStep) -> bool:
    return any(cause.kind is ChangeKind.BIRTHDAY for cause in step.causes)


def marks_reached(situation: Situation) -> Iterator[date]:
    """Yield the days ahead from which a mark holds that does not before."""
    seen = _over_time(situation)
    if seen is not None:
        timeline, first = seen
        found = (timeline.reaches_on(mark, first) for mark in _marks(situation))
        yield from (day for day in found if day is not None)


def says_mark(situation: Situation, day: date) -> Iterator[Text]:
    """Yield which mark was reached on a day and holds today; of several the highest."""
    seen = _over_time(situation)
    if seen is None or not seen[1] < day <= situation.today <= seen[0].end:
        return
    now, before = seen[0].at(situation.today), seen[0].at(day - ONE_DAY)
    reached = [mark for mark in _marks(situation) if now.holds(mark) and not before.holds(mark)]
    if reached:
        yield Text("reminder-mark", {"mark": max(reached), "total": now.total})
        yield Text("over-time-blocked") if now.verdict is Verdict.BLOCKED else Text("reminder-mark-next")


def _marks(situation: Situation) -> tuple[int, ...]:
    law = situation.following.ruleset
    return tuple(sorted({situation.tables[0].pass_mark, *law.permanent_residence_marks}))


# --- the stay ---------------------------------------------------------------------------------------------------------


def _as_last_told(situation: Situation) -> Situation:
    """Return the same answers on the day of the last of them that brings a fact.

    What is not known of earlier days is known from then on: a day that hangs on it must not move away day by day.
    """
    brings = situation.questionnaire.brings_facts
    days = [answer.given_on for name, answer in situation.answers.items() if brings(name)]
    return _on(situation, max(days, default=situation.today))


def residence_opens(situation: Situation) -> Iterator[date]:
    """Yield the day ahead from which permanent residence is open, by the way that opens first."""
    told = _as_last_told(situation)
    days = [way.earliest for way in _ways_to_stay(told) if way.earliest is not None]
    if days and min(days) > told.today:
        yield min(days)


def says_residence(situation: Situation, day: date) -> Iterator[Text]:
    """Yield what stands of permanent residence, with what staff must confirm."""
    if any(way.met for way in _ways_to_stay(situation)):
        yield from residence.headline(situation)
    elif day in residence_opens(situation):
        yield from residence.headline(_as_last_told(situation))
    else:
        return
    yield Text("reminder-residence-next")


def _ways_to_stay(situation: Situation) -> list[OwnRoute | Route]:
    found = residence.own_way(situation), residence.best_by_points(situation)
    return [way for way in found if way is not None]


def stay_ends_on(situation: Situation) -> Iterator[date]:
    """Yield the day on which the stay ends; of a month or a year alone the first day in it."""
    yield from (end.day.first() for end in deadlines_of(situation) if end.of_stay)


def says_stay(situation: Situation, day: date) -> Iterator[Text]:
    """Yield until when the stay is, and how many days that leaves."""
    for end in deadlines_of(situation):
        if end.of_stay and end.day.first() == day and not end.has_passed(situation.today):
            yield Text("reminder-stay", {"value": end.shown(situation.today)})


# --- after a change of work -------------------------------------------------------------------------------------------


def _work_changed_on(situation: Situation) -> date | None:
    """Return the day on which the work of somebody changed or ended last, as far as they told it.

    Of a month or a year alone its first day: nothing is late then.
    """
    told = situation.value(NEW_EMPLOYER_SINCE) if NEW_EMPLOYER_SINCE in situation.questionnaire else None
    days = [str(told)] if told not in (None, NONE) else []
    days += [remark.day for remark in situation.remarks if remark.kind in _OF_WORK and remark.day]
    return max((PartialDate.parse_iso(day).first() for day in days), default=None)


def _ends(situation: Situation) -> Iterator[tuple[date, str]]:
    """Yield the last day of each duty that is counted from a change of work, with the duty's name."""
    changed, held = _work_changed_on(situation), status_of(situation.profile.status)
    if changed is None or held is None:
        return
    for rule in duty_rules(situation.today):
        if rule.id in _COUNTED and held in rule.statuses:
            yield _last_day(rule, changed), rule.id


def _last_day(rule: DutyRule, changed: date) -> date:
    figures = dict(rule.figures)
    return (
        months_later(changed, figures["months"]) if "months" in figures else changed + timedelta(days=figures["days"])
    )


def duties_end(situation: Situation) -> Iterator[date]:
    """Yield the days by which something must be done after a change of work."""
    yield from (day for day, _ in _ends(situation))


def says_duty(situation: Situation, day: date) -> Iterator[Text]:
    """Yield the duties that end on a day ahead, as the law has them."""
    changed = _work_changed_on(situation)
    ending = {name for end, name in _ends(situation) if end == day}
    if changed is None or not ending or day < situation.today:
        return
    yield Text("reminder-job", {"day": changed, "until": day})
    yield from duties.told(situation, ending)


# --- what was agreed --------------------------------------------------------------------------------------------------


def agreed_day(situation: Situation) -> Iterator[date]:
    """Yield the day until which a person agreed with staff to do something, while it is not over."""
    until = situation.conversation.agreed.get("until")
    day = None if until is None else date.fromisoformat(until)
    if day is not None and day >= situation.today:
        yield day


def says_agreed(situation: Situation, day: date) -> Iterator[Text]:
    """Yield what a person agreed to do until a day; nothing once it is over, or another was agreed."""
    if day not in agreed_day(situation):
        return
    kept = situation.conversation.agreed
    yield Text("reminder-agreed-until", {"day": day})
    yield from (Text("reminder-paper-line", {"label": label_of(paper)}) for paper in kept["papers"])
    if kept["step"]:
        yield Text(f"summary-step-{kept['step']}")
