"""What would be if something were so: the points with supposed answers beside those that stand, in a few lines.

Nothing is kept of what is supposed but its words for the screen (`Place.what_if`): a copy of the answers is scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from itertools import islice

from dialogs.cautions import counted_unsure
from dialogs.conversation import Value
from dialogs.kinds import ManyOf, OneOf, YesNo
from dialogs.messages import Arg, Text
from dialogs.parsing import PartialDate
from dialogs.parts import over_time, sure, ways
from dialogs.parts.counting import counts_points
from dialogs.parts.plans import plans_of
from dialogs.parts.residence import best_by_points
from dialogs.place import YES
from dialogs.pressing import new_employer
from dialogs.question import Question
from dialogs.results import answer_to_goal
from dialogs.situation import Situation
from dialogs.telling import listed, say
from scoring import CategoryScore, Status, Verdict
from scoring.calendar import completed_years
from scoring.groups import rows_reading
from scoring.stay.duties import before_a_new_employer
from scoring.stay.firm import DependsOn
from scoring.timeline import TimelineStep

# What is supposed beside answers: a day from today, a figure that pay is below, another employer.
DAY, BELOW, NEW_WORK = "_day", "_below", "_new_work"
_BESIDE = frozenset({DAY, BELOW, NEW_WORK})
# The page that shows it, and the one that asks whether it is only supposed.
PAGE, WHICH = "what_if", "so_or_supposed"
MOST_LINES = 6
SALARY, DEGREES, BIRTH, JAPANESE = "salary_yen", "degrees", "birth_date", "japanese"
SME, INNOVATION, NONE = "employer_sme", "employer_innovation_support", "none"


def answers_of(supposed: Mapping[str, Value]) -> dict[str, Value]:
    """Return the answers among what is supposed."""
    return {name: value for name, value in supposed.items() if name not in _BESIDE}


def may_be_so(situation: Situation, supposed: Mapping[str, Value]) -> bool:
    """Return whether what is supposed may be an answer: nobody is of another age, and a day ahead is to come."""
    told = {name: value for name, value in answers_of(supposed).items() if name != BIRTH}
    return DAY not in supposed and any(is_news(situation, name, value) for name, value in told.items())


def lines(situation: Situation, supposed: Mapping[str, Value]) -> Iterator[Text]:
    """Yield at most six lines: the points instead of today's, what that opens or closes, and what to beware of."""
    then = with_supposed(situation, answers_of(supposed))
    said = [*_told(situation, then, supposed), *_cautions(situation, then, supposed)]
    yield from islice(said, MOST_LINES - 1)
    yield Text("what-if-note-line")


def with_supposed(situation: Situation, answers: Mapping[str, Value]) -> Situation:
    """Return the situation of a copy of the conversation in which these answers were given as well."""
    conversation = deepcopy(situation.conversation)
    for name, value in answers.items():
        conversation.keep(name, value, situation.today)
    return Situation(conversation, situation.questionnaire, situation.around, situation.now, situation.world)


def _told(situation: Situation, then: Situation, supposed: Mapping[str, Value]) -> Iterator[Text]:
    if not counts_points(situation) or not counts_points(then):
        yield Text("what-if-no-points-line", {"what": what(situation, supposed)})
        yield from islice(answer_to_goal(then), 2)
        return
    if DAY in supposed:
        yield from _on_a_day(situation, then, supposed)
        return
    before, after = situation.score.categories, then.score.categories
    if len(after) > 1 or len(before) > 1:
        yield Text("what-if-several-line", {"what": what(situation, supposed)})
        for entry in after:
            now = next((one for one in before if one.category is entry.category), None)
            yield Text(
                "what-if-category-line",
                {"category": Text(f"category-{entry.category.value}.short"), **_moved(now, entry.total, entry)},
            )
        return
    args = _moved(before[0], after[0].total, after[0])
    yield Text("what-if-line", {"what": what(situation, supposed), **args})
    yield from _why_not(situation, then, supposed, after[0])
    yield from _marks(situation, before[0], after[0])


def _moved(before: CategoryScore | None, total: int, after: CategoryScore | None = None) -> dict[str, Arg]:
    was = total if before is None else before.total
    moved = "new" if before is None else "same" if total == was else "more" if total > was else "less"
    open_still = after is not None and after.least != after.greatest and after.verdict is Verdict.UNDECIDED
    return {
        "total": total,
        "before": was,
        "moved": moved,
        "difference": abs(total - was),
        "open": "yes" if open_still else "no",
        "least": after.least if after is not None else total,
        "greatest": after.greatest if after is not None else total,
    }


def _on_a_day(situation: Situation, then: Situation, supposed: Mapping[str, Value]) -> Iterator[Text]:
    """Yield the points of a day ahead, the work going on until then."""
    day = date.fromisoformat(str(supposed[DAY]))
    for over in over_time.timelines(then, plans_of(situation)):
        step = over.at(min(day, over.end))
        now = next((entry for entry in situation.score.categories if entry.category is over.category), None)
        args = {"what": what(situation, supposed), "day": day, **_moved(now, step.total)}
        if len(then.tables) > 1:
            yield Text("what-if-category-line", args | {"category": Text(f"category-{over.category.value}.short")})
            continue
        yield Text("what-if-day-with-line" if answers_of(supposed) else "what-if-day-line", args)
        was = step.total if now is None else now.total
        yield from _marks_then(situation, was, step, over_time.causes_until(over, situation.counted_for, day))


def _marks_then(situation: Situation, now: int, step: TimelineStep, causes: Text | None) -> Iterator[Text]:
    if causes is not None:
        yield Text("what-if-causes-line", {"causes": causes})
    if step.verdict is Verdict.BLOCKED:
        yield Text("over-time-blocked")
    else:
        yield from _of_marks(situation, now, step.total)
    yield Text("what-if-work-goes-on-line")


def _why_not(
    situation: Situation, then: Situation, supposed: Mapping[str, Value], after: CategoryScore
) -> Iterator[Text]:
    """Yield why something supposed brings nothing, where it alone is supposed."""
    names = list(answers_of(supposed))
    if len(names) != 1 or after.total != situation.score.most_promising.total:
        return
    question = situation.questionnaire[names[0]]
    if not is_news(situation, question.id, supposed[question.id]):
        yield Text("what-if-known-line")
    elif question.id == SME and then.value(INNOVATION) != YES:
        yield Text("what-if-small-line")
    else:
        rows = rows_reading(question.fields)
        items = [item for item in after.items if item.id in rows and item.status in (Status.NONE, Status.EXCLUDED)]
        if len(items) == 1:
            yield Text("what-if-why-line", {"text": say(items[0].why)})


def is_news(situation: Situation, name: str, value: Value) -> bool:
    """Return whether an answer is another than the one that stands."""
    return not situation.is_answered(name) or situation.value(name) != value


def _shut(entry: CategoryScore) -> Text | None:
    """Return why a gate is closed; None while none is."""
    return next((say(gate.why) for gate in entry.other_gates if gate.met is False), None)


def _marks(situation: Situation, before: CategoryScore, after: CategoryScore) -> Iterator[Text]:
    """Yield which gate closes, or which marks are reached, kept, lost or missed."""
    shut = _shut(after)
    if shut is not None:
        yield Text("what-if-closed-line", {"why": shut})
        return
    if before.verdict is Verdict.BLOCKED:
        yield Text("what-if-opened-line")
    yield from _of_marks(situation, before.total, after.total)


def _of_marks(situation: Situation, had: int, has: int) -> Iterator[Text]:
    """Yield what becomes of the pass mark, and of the mark of the shorter way to permanent residence."""
    mark = situation.tables[0].pass_mark
    shorter = max(situation.following.ruleset.permanent_residence_marks, default=mark)
    if has < mark:
        yield Text("what-if-lost-line" if had >= mark else "what-if-short-line", {"mark": mark, "short": mark - has})
    elif had < mark:
        yield Text("what-if-reached-line", {"mark": mark})
    best = best_by_points(situation)
    # Where permanent residence is open already, 80 points bring nothing sooner.
    rises = has >= shorter > had and not (best is not None and best.met)
    if has >= mark <= had and not rises:
        yield Text("what-if-kept-line", {"mark": mark})
    if rises:
        yield Text("what-if-shorter-line", {"mark": shorter})
    elif has < shorter <= had:
        yield Text("what-if-shorter-lost-line", {"mark": shorter})


def _cautions(situation: Situation, then: Situation, supposed: Mapping[str, Value]) -> Iterator[Text]:
    """Yield what to beware of: a permission first, a fall ahead, what staff confirm; then the way that is left."""
    if supposed.get(NEW_WORK) and situation.value("residence") == "hsp" and new_employer(situation) is None:
        first = before_a_new_employer(str(situation.value("hsp_kind")), situation.today)
        yield say(first.why) if first else Text("follows-duty-employer-first")
    if not counts_points(then):
        return
    law = then.score.ruleset
    if DAY not in supposed and len(then.tables) == 1:
        category = then.tables[0].category
        fall = sure.fall(then, category) if DependsOn.FALL in sure.kinds(then, category) else None
        if fall is not None:
            yield say(fall.why)
    if any(counted_unsure(entry, law) for entry in then.score.categories):
        yield Text("result-staff-confirms")
    if DAY not in supposed and len(then.tables) == 1 and _shut(then.score.categories[0]) is None:
        nearest = ways.nearest(then)
        if nearest is not None:
            yield Text("what-if-next-line", {"way": nearest})


# --- in words ---------------------------------------------------------------------------------------------------------


def what(situation: Situation, supposed: Mapping[str, Value]) -> Text:
    """Return what is supposed, in words."""
    return listed(_named(situation, supposed) or [Text("what-if-time")])


def _named(situation: Situation, supposed: Mapping[str, Value]) -> list[Text]:
    return [
        _shown(situation, question, supposed)
        for question in situation.questionnaire
        if question.id in answers_of(supposed)
    ]


def _shown(situation: Situation, question: Question, supposed: Mapping[str, Value]) -> Text:
    """Return one answer that is supposed: what says by itself what it is about, else with its question."""
    value, name = supposed[question.id], Text(f"{question.text_key}.short")
    if question.id == SALARY and BELOW in supposed:
        return Text("what-if-pay-below", {"pay": Text("value-yen", {"yen": int(str(supposed[BELOW]))})})
    if question.id == BIRTH:
        born = PartialDate.parse_iso(str(value)).last()
        return Text("what-if-age", {"age": completed_years(born, situation.today)})
    held = situation.value(question.id)
    if isinstance(question.kind, ManyOf) and isinstance(value, list):
        before = held if isinstance(held, list) else []
        added, gone = [one for one in value if one not in before], [one for one in before if one not in value]
        if gone and not added:
            return Text("what-if-without", {"what": situation.shown(question, gone)})
        shown = situation.shown(question, added or value)
        return shown if question.id == DEGREES and value else Text("what-if-fact", {"what": name, "value": shown})
    if value == NONE and held not in (None, NONE):
        return Text("what-if-without", {"what": _short(situation, question, held)})
    shown = _short(situation, question, value)
    if question.id == SALARY:
        return Text("what-if-pay", {"pay": shown})
    if isinstance(question.kind, YesNo):
        return Text(f"what-if-{value}", {"what": name})
    by_itself = isinstance(question.kind, OneOf) and value != NONE
    return shown if by_itself else Text("what-if-fact", {"what": name, "value": shown})


def _short(situation: Situation, question: Question, value: Value) -> Text:
    """Return an answer as it is shown, an examination by its short name."""
    if question.id == JAPANESE and value in ("n1", "n2"):
        return Text(f"item-{value}.short")
    return situation.shown(question, value)


__all__ = ["BELOW", "DAY", "NEW_WORK", "PAGE", "WHICH", "answers_of", "lines", "what", "with_supposed"]
