"""The outcome in lines: the short answer, every line of the table with its reason, the papers, and what moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dialogs import employer_said
from dialogs.answers import profile_from
from dialogs.cautions import counted_unsure, is_unsure, labelled
from dialogs.conversation import Answer
from dialogs.lead import Run
from dialogs.messages import Arg, Text
from dialogs.parts import family, indefinite, manager, residence, sure
from dialogs.parts.counting import counts_points
from dialogs.pressing import ABSENCE, warnings
from dialogs.situation import Situation
from dialogs.telling import dashed, listed, say
from scoring import (
    Category,
    CategoryScore,
    Confidence,
    PointItem,
    Status,
    Verdict,
    all_rulesets,
    explain_difference,
)
from scoring.stay.deciding import at_the_beginning
from scoring.stay.firm import DependsOn
from scoring.stay.goals import HSP2
from scoring.stay.statuses import StatusCode, status_of

# Of what would decide it so many are named in the short result; all of them stand line by line.
MOST_NAMED = 5
# People always ask about these, so they are explained even without points.
_ALWAYS_TOLD = ("academic", "career", "salary", "age")

_OF_BIRTHDAYS = ("birthday", "day_before_birthday")


def summary(situation: Situation) -> Iterator[Text]:
    """What is urgent, the answer to what the person came for, and the points with what decides them and how sure they
    are; then J-Skip, notices, the day and the table."""
    yield from (text for name, text in warnings(situation).items() if name != ABSENCE)
    yield from answer_to_goal(situation)
    score = situation.score
    if not counts_points(situation):
        if situation.following.goal == "family":
            # A child soon grows out of what is open today.
            yield from sure.days(situation, situation.score.categories[0].category)
        yield Text("score-disclaimer")
        return
    # Who holds J-Skip and meets its conditions needs no points.
    without = score.j_skip.met is True and status_of(situation.profile.status) is StatusCode.J_SKIP
    for entry in score.categories:
        yield from () if without else _headline(situation, entry)
        yield from sure.lines(situation, entry.category)
    yield from manager.lines(situation)
    if score.j_skip.met:
        yield Text("result-j-skip-held" if without else "result-j-skip")
    told = {on for entry in score.categories for on in sure.kinds(situation, entry.category)}
    for notice in score.notices:
        # The same birthday is told with what it changes.
        if not (notice.id in _OF_BIRTHDAYS and told & {DependsOn.FALL, DependsOn.RISE, DependsOn.EVE}):
            yield Text("result-notice", {"text": say(notice.why)})
    if DependsOn.STAFF not in told and any(counted_unsure(entry, score.ruleset) for entry in score.categories):
        yield Text("result-staff-confirms")
    if all(entry.verdict in (Verdict.SHORT, Verdict.BLOCKED) for entry in score.categories) and not score.j_skip.met:
        yield Text("result-other-ways")
    yield _basis(situation)
    yield Text("score-disclaimer")


def brief(situation: Situation) -> Text:
    """The points in a line, to go on from; where they answer nothing, only that the result is above."""
    if not counts_points(situation) or len(situation.tables) > 1:
        return Text("result-brief")
    entry = situation.score.categories[0]
    return Text("result-brief-points", {"total": entry.total, "mark": entry.pass_mark})


def _basis(situation: Situation) -> Text:
    """The day counted for; where the work begins on it, that is said."""
    args: dict[str, Arg] = {"day": situation.counted_for, "table": situation.score.ruleset.effective_from}
    return Text("result-basis", args) if situation.counted_for == situation.today else Text("result-basis-begins", args)


def answer_to_goal(situation: Situation) -> Iterator[Text]:
    """Yield the answer to a goal that today's points alone do not answer."""
    if situation.following.goal in ("hsp", HSP2) and status_of(situation.profile.status) is StatusCode.PERMANENT:
        yield Text("result-gate", {"text": Text("follows-goal-closed-permanent")})
        return
    found = {"pr": residence.headline, "hsp2": indefinite.headline, "family": family.headline}
    of_goal = found.get(situation.following.goal or "")
    if of_goal is not None:
        yield from of_goal(situation)


def _headline(situation: Situation, entry: CategoryScore) -> Iterator[Text]:
    several = len(situation.score.categories) > 1
    if several:
        yield Text("result-category", {"category": Text(f"category-{entry.category.value}")})
    # Enough points so far, and an exclusion or a gate may still take them: "you can reach them" would be wrong.
    reached = entry.verdict is Verdict.UNDECIDED and not entry.short_by
    # Once a gate is closed the other points are not asked for: what is counted of them says nothing.
    blocked = entry.verdict is Verdict.BLOCKED
    uncounted = blocked and entry.least != entry.greatest
    key = "result-blocked-uncounted" if uncounted else f"result-{entry.verdict.value}"
    yield Text(
        "result-undecided-reached" if reached else key,
        {"total": entry.total, "mark": entry.pass_mark, "short": entry.short_by},
    )
    if entry.least != entry.greatest and entry.verdict is not Verdict.BLOCKED:
        verdict = entry.verdict.value
        yield Text("result-range", {"least": entry.least, "greatest": entry.greatest, "verdict": verdict})
    for mark in situation.marks:
        if mark != entry.pass_mark and not blocked:
            yield Text(f"result-mark-{_reaches(entry, mark)}", {"mark": mark})
    for gate in entry.other_gates:
        if gate.met is False:
            yield Text("result-gate", {"text": say(gate.why)})
    if entry.decided_by:
        yield _decided_by(_fields(situation, entry.decided_by))
    if entry.verdict is Verdict.SHORT:
        # An unknown line brings nothing yet, but is not listed as bringing nothing.
        without = [i for i in entry.items if i.points == 0 and i.status is not Status.UNKNOWN]
        low = [i for i in without if i.id in ("academic", "career", "salary", "n1")]
        if low:
            yield Text("result-low", {"what": listed([_short(i.id) for i in low]), "mark": entry.pass_mark})


def _decided_by(deciding: Sequence[Text]) -> Text:
    """Return what would decide it: one point by its name, many of them by the first few."""
    if len(deciding) == 1:
        return Text("result-decided-by-one", {"what": deciding[0]})
    if len(deciding) <= MOST_NAMED:
        return Text("result-decided-by", {"what": listed(deciding)})
    more = len(deciding) - MOST_NAMED + 1
    return Text("result-decided-by-many", {"what": listed(deciding[: MOST_NAMED - 1]), "count": more})


def _reaches(entry: CategoryScore, mark: int) -> str:
    if entry.least >= mark:
        return "yes"
    return "no" if entry.greatest < mark else "open"


def details(situation: Situation, *, with_law: bool = False) -> Iterator[Text]:
    """Yield each line of the table with points and reason, and its source if wanted; those without points in one."""
    for entry in situation.score.categories:
        yield Text("details-title", {"category": Text(f"category-{entry.category.value}"), "total": entry.total})
        told, unknown, rest = _sorted(entry.items)
        for item in told:
            yield from _detail(item, with_law=with_law)
        if unknown:
            yield Text("details-unknown", {"what": listed(_up_to(item) for item in unknown)})
        if rest:
            yield Text("details-none", {"what": listed([labelled(_short(i.id), i) for i in rest])})
        for gate in entry.other_gates:
            yield Text("details-gate", {"text": say(gate.why)})
            if with_law:
                yield Text("details-citation", {"citation": gate.citation})
            if gate.confidence is Confidence.STAFF_CONFIRMS:
                yield Text("details-staff-confirms")
        yield Text("details-j-skip", {"text": say(entry.j_skip.why)})
        if entry.j_skip.citation is not None and with_law:
            yield Text("details-citation", {"citation": entry.j_skip.citation})
    yield from employer_said.lines(situation)
    yield _basis(situation)


def _sorted(items: Sequence[PointItem]) -> tuple[list[PointItem], list[PointItem], list[PointItem]]:
    """Lines worth a sentence of their own; those only not known; those that bring nothing."""
    told: list[PointItem] = []
    unknown: list[PointItem] = []
    rest: list[PointItem] = []
    for item in items:
        if item.points or item.status is Status.EXCLUDED or (item.status is Status.NONE and item.id in _ALWAYS_TOLD):
            told.append(item)
        else:
            (unknown if item.status is Status.UNKNOWN else rest).append(item)
    return told, unknown, rest


def _up_to(item: PointItem) -> Text:
    return Text(
        "details-up-to-unsure" if is_unsure(item) else "details-up-to", {"label": _short(item.id), "most": item.most}
    )


def _detail(item: PointItem, *, with_law: bool) -> Iterator[Text]:
    yield Text(
        "details-line",
        {
            "label": _short(item.id),
            "points": item.points,
            "most": item.most,
            "status": item.status.value,
            "why": say(item.why),
        },
    )
    if is_unsure(item):
        yield Text("details-staff-confirms")
    if item.points and with_law:
        yield Text("details-citation", {"citation": item.citation})


def difference(situation: Situation, before: Run) -> Iterator[Text]:
    """What moved since the last run, line by line with its cause: the law, time, then the answers."""
    if before.category != situation.category:
        yield Text("moved-category")
        return
    for table in situation.tables:
        if len(situation.tables) > 1:
            yield Text("result-category", {"category": Text(f"category-{table.category.value}")})
        yield from _moves(situation, before, table.category)


def _moves(situation: Situation, before: Run, category: Category) -> Iterator[Text]:
    day = date.fromisoformat(before.day)
    rules = next((r for r in all_rulesets() if r.id == before.ruleset), situation.score.ruleset)
    answers = {k: Answer(v, day) for k, v in before.answers.items() if situation.accepts(k, v)}
    then, counted_for = at_the_beginning(profile_from(answers, day), day)
    now = (situation.counted, situation.counted_for, situation.score.ruleset)
    moved = explain_difference(category, (then, counted_for, rules), now)
    # Since today nothing but an answer can have changed: no day is named.
    when: dict[str, Arg] = {"day": day, "today": "yes" if day == situation.today else "no"}
    if not moved.moves:
        yield Text("moved-nothing", {**when, "total": moved.after})
        return
    yield Text("moved", {**when, "before": moved.before, "after": moved.after})
    for move in moved.moves:
        yield Text(
            "moved-line",
            {
                "label": _short(move.row),
                "before": move.before,
                "after": move.after,
                "cause": Text(f"cause-{move.cause.value}"),
            },
        )


def _fields(situation: Situation, names: tuple[str, ...]) -> list[Text]:
    questions = dict.fromkeys(q for q in (situation.questionnaire.of_field(n) for n in names) if q)
    shown = [Text(f"{q.text_key}.short") for q in questions]
    # The services gate is a question without points of its own.
    if "international_services" in names:
        shown.append(Text("q-international_services.short"))
    return shown


def _short(row_id: str) -> Text:
    return Text(f"item-{dashed(row_id)}.short")
