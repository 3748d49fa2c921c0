"""The ways to the points a person's goal asks for, in lines: first what may be true already and costs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dialogs.messages import Arg, Text
from dialogs.situation import Situation
from scoring import CategoryScore, Confidence, Reason, Verdict
from scoring.ways.keeping import keeping
from scoring.ways.lever_costs import Demand
from scoring.ways.whatif import Way, ways

MOST_WAYS = 5
# Free checks of what may be true already come first, but leave room for what a person can do.
MOST_FREE = 2
MOST_ON_CARD = 2
MOST_BEYOND = 3


def lines(situation: Situation) -> Iterator[Text]:
    """For each mark of the goal: reached already, or at most a few ways to it, or a sentence that there is none."""
    if situation.score.j_skip.met:
        yield Text("ways-j-skip-met")
        return
    shown: list[Way] = []
    on, facts = situation.counted_for, situation.counted
    for place, mark in enumerate(situation.marks):
        reached = list(_reached(situation, mark))
        if reached:
            yield from reached
            yield from _keeping(situation, mark)
            continue
        room = (MOST_WAYS - len(shown)) // (len(situation.marks) - place)
        chosen = _chosen(ways(facts, as_of=on, mark=mark), room)
        if chosen:
            yield Text("ways-title", {"mark": mark})
            yield from map(_line, chosen)
            shown += chosen
        elif all(entry.verdict is Verdict.BLOCKED for entry in situation.score.categories):
            # What closes it comes first; not every point may have been asked for, so nothing is said of them.
            yield Text("ways-closed")
            return
        else:
            yield Text("ways-none", {"mark": mark})
    if shown:
        still_open = dict.fromkeys(name for way in shown for name in way.still_open)
        if still_open:
            what = Text("list", {"items": tuple(Text(f"ways-open-{name}") for name in still_open)})
            yield Text("ways-open-line", {"what": what})
        if any(way.confidence is Confidence.STAFF_CONFIRMS for way in shown):
            yield Text("ways-eve-line")
        yield Text("ways-note")


def _keeping(situation: Situation, mark: int) -> Iterator[Text]:
    """The day on which a mark reached today will be lost, and what keeps it, each with the day to begin."""
    if len(situation.tables) > 1:
        return
    found = keeping(situation.counted, situation.tables[0].category, as_of=situation.counted_for, mark=mark)
    if found is None:
        return
    yield Text("ways-keep-title", {"mark": mark, "day": found.falls_on, "total": found.step.total})
    chosen = _chosen([kept.way for kept in found.ways], MOST_WAYS)
    for kept in found.ways:
        if kept.way in chosen:
            late = "yes" if kept.begin_by < situation.today or kept.comes_late else "no"
            args: dict[str, Arg] = {"levers": _levers([lever.why for lever in kept.way.levers])}
            yield Text("ways-keep-line", args | {"total": kept.way.total, "day": kept.begin_by, "late": late})


def best(situation: Situation) -> tuple[Text, ...]:
    """At most two lines for the staff card: the best ways to the nearest mark that is not reached."""
    if situation.score.j_skip.met:
        return ()
    for mark in situation.marks:
        if not any(_reached(situation, mark)):
            found = ways(situation.counted, as_of=situation.counted_for, mark=mark)
            chosen = _chosen(found, MOST_ON_CARD, most_free=1)
            return tuple(_card_line(way) for way in chosen)
    return ()


def beyond(situation: Situation) -> Iterator[Text]:
    """The ways to the mark of the shorter way to permanent residence, where all that the goal asks for is reached."""
    mark = max(situation.following.ruleset.permanent_residence_marks, default=0)
    reached = all(any(_reached(situation, other)) for other in situation.marks)
    if mark in situation.marks or not reached or situation.score.j_skip.met:
        return
    chosen = _chosen(ways(situation.counted, as_of=situation.counted_for, mark=mark), MOST_BEYOND)
    if chosen:
        yield Text("ways-beyond-title", {"mark": mark})
        yield from map(_line, chosen)
        yield Text("ways-note")


def nearest(situation: Situation) -> Text | None:
    """The best way to the lowest mark that is not reached, in a line; None where all are, or nothing realistic is."""
    if situation.score.j_skip.met:
        return None
    mark = next((mark for mark in sorted(situation.marks) if not any(_reached(situation, mark))), None)
    if mark is None:
        return None
    chosen = _chosen(ways(situation.counted, as_of=situation.counted_for, mark=mark), 1)
    return _line(chosen[0]) if chosen else None


def _chosen(found: Sequence[Way], room: int, most_free: int = MOST_FREE) -> list[Way]:
    """The best ones, free checks first, without those that say nearly the same as one before.

    The best way that needs no such check to turn out well is among them.
    """
    chosen: list[Way] = []
    for way in found:
        free = sum(w.demand is Demand.CHECK for w in chosen)
        too_many = way.demand is Demand.CHECK and free >= most_free
        if len(chosen) < room and not too_many and not any(_alike(way, other) for other in chosen):
            chosen.append(way)
    sure = next((way for way in found if all(lever.demand is not Demand.CHECK for lever in way.levers)), None)
    if sure is not None and sure not in chosen and room > 1:
        chosen = [*chosen[: room - 1], sure]
    return chosen


def _alike(one: Way, other: Way) -> bool:
    """Whether two ways in one category share more than half of what is to be done, whatever the step."""
    mine, others = {lever.id for lever in one.levers}, {lever.id for lever in other.levers}
    return one.category is other.category and 2 * len(mine & others) > max(len(mine), len(others))


def _reached(situation: Situation, mark: int) -> Iterator[Text]:
    """The categories in which the mark is counted already and no gate fails; what a birthday tomorrow may take away."""
    several = len(situation.score.categories) > 1
    for entry in situation.score.categories:
        gates = [gate.met for gate in entry.other_gates]
        if entry.total < mark or False in gates:
            continue
        name = "reached" if entry.least >= mark and all(gates) else "counted"
        args: dict[str, Arg] = {"mark": mark}
        if several:
            args["category"] = _short(entry)
        yield Text(f"ways-{name}{'-in' if several else ''}-line", args)
        if entry.is_doubtful(mark):
            yield Text("ways-eve-line")


def _line(way: Way) -> Text:
    key = f"ways{'-j-skip' if way.via_j_skip else ''}{'-if' if way.conditional else ''}-line"
    return Text(key, _args(way))


def _card_line(way: Way) -> Text:
    key = f"ways-card{'-j-skip' if way.via_j_skip else ''}{'-in' if way.conditional else ''}"
    return Text(key, _args(way) | {"mark": way.mark})


def _args(way: Way) -> dict[str, Arg]:
    when = Text("ways-later", {"count": way.months}) if way.months else Text("ways-now")
    args: dict[str, Arg] = {"when": when, "levers": _levers([lever.why for lever in way.levers])}
    if not way.via_j_skip:
        args["total"] = way.total
    if way.conditional:
        args["category"] = _short(way)
    return args


def _levers(reasons: Sequence[Reason]) -> Text:
    told = [Text(reason.key, reason.args) for reason in reasons]
    if len(told) == 1:
        return told[0]
    if len(told) == 2:
        return Text("ways-two", {"first": told[0], "second": told[1]})
    return Text("ways-three", {"first": told[0], "second": told[1], "third": told[2]})


def _short(entry: CategoryScore | Way) -> Text:
    return Text(f"category-{entry.category.value}.short")
