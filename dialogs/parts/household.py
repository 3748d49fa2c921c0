"""Two people side by side who both agreed to it: how each stands, who should apply, and what follows for the other.

Of neither more is told than totals, what decides whatever the points are, and what follows: no answer of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.checked import confidence
from dialogs.messages import Arg, Text
from dialogs.parts.counting import counts_points
from dialogs.parts.family import of_situation
from dialogs.situation import Situation
from dialogs.telling import listed, say
from scoring import Confidence, Verdict
from scoring.points import CategoryScore
from scoring.stay.family import Benefit, family_rules

YOU, PARTNER = "you", "partner"
# What the status brings the spouse of who applies, by the rules of `scoring.stay.family`.
_FOR_THE_SPOUSE = ("spouse", "spouse_j_skip")
# What it may bring others of the family, for reasons that have nothing to do with which of the two holds it.
_FOR_THE_FAMILY = ("parents", "worker_family")
_RANKS = {Verdict.BLOCKED: 0, Verdict.SHORT: 1, Verdict.UNDECIDED: 2, Verdict.QUALIFIES: 3}
# With so many points permanent residence comes soonest, as the marks of that say.
_HIGHEST = 80


def lines(own: Situation, other: Situation) -> Iterator[Text]:
    """Yield the comparison as one of the two reads it."""
    yield Text("household-title")
    for who, one in ((YOU, own), (PARTNER, other)):
        yield from _how_it_stands(who, one)
    yield from choice(own, other)
    for who, one in ((PARTNER, own), (YOU, other)):
        yield from _for_the_other(who, one)
    yield from _for_the_family((own, other))
    yield Text("household-about")


def is_counted(situation: Situation) -> bool:
    """Return whether a person has a result of points to be compared."""
    return situation.conversation.last_run is not None and counts_points(situation)


def _how_it_stands(who: str, situation: Situation) -> Iterator[Text]:
    if not is_counted(situation):
        has_result = situation.conversation.last_run is not None
        yield Text("household-no-points-line" if has_result else "household-not-yet-line", {"who": who})
        return
    entry = situation.score.most_promising
    least, most = entry.least, entry.greatest
    args: dict[str, Arg] = {
        "who": who,
        "category": Text(f"category-{entry.category.value}.short"),
        "total": entry.total,
        "mark": entry.pass_mark,
        "verdict": Text(f"verdict-{entry.verdict.value}.label"),
    }
    if least == most:
        yield Text("household-points-line", args)
    else:
        yield Text("household-range-line", {**args, "least": least, "most": most})
    failed = [Text(f"gate-{gate.id}") for gate in entry.gates if gate.met is False and gate.id != "pass_mark"]
    if failed:
        yield Text("household-gate-line", {"what": listed(failed)})
    if least >= entry.pass_mark and not failed and entry.verdict is Verdict.UNDECIDED:
        # Else nobody sees why enough points do not decide it. Of the partner it is an answer which condition that is.
        still_open = [Text(f"gate-{gate.id}") for gate in entry.gates if gate.met is None]
        yield Text("household-gate-open-line", {"who": who, "what": listed(still_open) if who == YOU else ""})
    if situation.score.j_skip.met:
        yield Text("household-j-skip-line")


def choice(own: Situation, other: Situation) -> Iterator[Text]:
    """Yield who of the two should apply, as far as that is proved, and why."""
    counted = {YOU: own, PARTNER: other}
    if not all(map(is_counted, counted.values())):
        yield Text("household-choice-later")
        return
    ranks = {who: _rank(one) for who, one in counted.items()}
    entries = {who: one.score.most_promising for who, one in counted.items()}
    better = max(ranks, key=lambda who: ranks[who])
    if ranks[YOU] != ranks[PARTNER] and max(ranks.values()) == _RANKS[Verdict.QUALIFIES]:
        # What is not known yet may still make the other the better one.
        is_open = min(ranks.values()) == _RANKS[Verdict.UNDECIDED]
        yield Text("household-choice-so-far" if is_open else "household-choice-one", {"who": better})
    elif max(ranks.values()) == _RANKS[Verdict.QUALIFIES]:
        yield _of_both(entries, [who for who, one in counted.items() if one.score.j_skip.met])
    elif Verdict.UNDECIDED in (entry.verdict for entry in entries.values()):
        yield Text("household-choice-open")
    else:
        yield Text("household-choice-none")


def _of_both(entries: dict[str, CategoryScore], skip: list[str]) -> Text:
    """Return who has the more of two who can both apply: where permanent residence surely comes sooner, else by points.

    Those in `skip` need no points (J-Skip): for them permanent residence comes as soon as with the highest mark.
    """
    sure = [who for who, entry in entries.items() if entry.least >= _HIGHEST or who in skip]
    if len(sure) == 1:
        if sure == skip:
            return Text("household-choice-j-skip", {"who": sure[0]})
        return Text("household-choice-eighty", {"who": sure[0], "mark": _HIGHEST})
    (one, first), (other, second) = entries.items()
    if not skip and (first.least > second.greatest or second.least > first.greatest):
        return Text("household-choice-more", {"who": one if first.total > second.total else other})
    return Text("household-choice-either")


def _rank(situation: Situation) -> int:
    if situation.score.j_skip.met:
        return _RANKS[Verdict.QUALIFIES]
    return _RANKS[situation.score.most_promising.verdict]


def _for_the_other(who: str, principal: Situation) -> Iterator[Text]:
    """Yield what `who` has of it if the other of the two applies."""
    if not is_counted(principal) or _rank(principal) == _RANKS[Verdict.BLOCKED]:
        return
    for benefit in of_situation(principal):
        if benefit.id not in _FOR_THE_SPOUSE or not benefit.met:
            continue
        also = listed([Text(one.why.key, dict(one.why.args)) for one in benefit.also])
        yield Text(f"household-follows-{benefit.id.replace('_', '-')}-line", {"who": who, "what": also})
        if benefit.confidence is Confidence.STAFF_CONFIRMS:
            yield Text("follows-staff-confirms")


def _for_the_family(both: tuple[Situation, Situation]) -> Iterator[Text]:
    """Yield what the law of the day asks for parents and helpers, whoever applies; of neither whether that is met.

    It hangs on children and on the income of both, which are answers.
    """
    principals = [one for one in both if is_counted(one) and _rank(one) != _RANKS[Verdict.BLOCKED]]
    if not principals:
        return
    asked = [one for one in of_situation(principals[0]) if one.id in _FOR_THE_FAMILY]
    if asked:
        yield Text("household-family-line", {"rules": tuple(_asks_for(principals[0], one) for one in asked)})
        ends = any(one.ends_with_permanent for one in asked)
        yield Text("household-family-ends" if ends else "household-family-unjudged")


def _asks_for(situation: Situation, benefit: Benefit) -> Text:
    # The rule's own: that of a benefit tells of the day on which a child is too old.
    given = next(one.confidence for one in family_rules(situation.today).benefits if one.id == benefit.id)
    sure = confidence(situation.around.office.checked, f"family.benefits.{benefit.id}", given, situation.today)
    also = listed([say(one.why) for one in benefit.also])
    told = Text("household-family-rule", {"what": say(benefit.why), "also": also})
    return told if sure is Confidence.VERIFIED else Text("follows-family-unsure", {"what": told})


__all__ = ["choice", "is_counted", "lines"]
