"""How sure the answer is: "nothing can change that" only where nothing can, else what it depends on, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dialogs.checked import residence_as_checked
from dialogs.messages import Text
from dialogs.parts.residence import absence_untold, answers_of, history_of
from dialogs.pressing import needs_permission_first
from dialogs.situation import Situation
from dialogs.telling import say
from scoring import Category, Confidence
from scoring.stay.firm import Dependence, DependsOn, Firmness, firm

# What is said of an answer that is no.
_OF_A_NO = frozenset({DependsOn.RISE, DependsOn.EVE})
_DAYS = frozenset({DependsOn.FALL, DependsOn.RISE, DependsOn.EVE})


def firmness(situation: Situation, category: Category) -> Firmness:
    """Return how firm the answer to what the person came for is; of what the office has checked nothing is doubtful."""
    told = absence_untold(situation)
    return situation.following.once(("firm", category, told), lambda: _firmness(situation, category))


def _firmness(situation: Situation, category: Category) -> Firmness:
    goal = situation.following.goal
    own_day = goal in ("pr", "hsp2")
    profile = history_of(situation, category) if own_day else situation.profile
    found = firm(
        profile,
        goal or "hsp",
        category,
        as_of=situation.today,
        conditions=answers_of(situation, profile),
        rules=residence_as_checked(situation.around.office.checked, situation.today),
    )
    kept = tuple(d for d in found.depends if not _is_checked(situation, category, d))
    return replace(found, depends=kept)


def _is_checked(situation: Situation, category: Category, depends: Dependence) -> bool:
    """Return whether the office has checked all lines of the table that it rests on."""
    entry = situation.score.of(category)
    if depends.on is not DependsOn.STAFF or situation.following.goal == "family":
        return False
    unsure = {item.id for item in entry.items if item.confidence is Confidence.STAFF_CONFIRMS}
    return unsure.isdisjoint(depends.names)


def lines(situation: Situation, category: Category) -> Iterator[Text]:
    """Yield that it is sure, or each thing it depends on; what is not known is named elsewhere."""
    found = firmness(situation, category)
    if found.met is not False and needs_permission_first(situation):
        yield Text("result-permission-first")
    elif found.sure and found.met:
        yield Text("result-sure")
    yield from (say(depends.why) for depends in _told(found))


def _told(found: Firmness) -> Iterator[Dependence]:
    for depends in found.depends:
        if depends.on is not DependsOn.UNKNOWN and (found.met is not False or depends.on in _OF_A_NO):
            yield depends


def days(situation: Situation, category: Category) -> Iterator[Text]:
    """Yield the days alone on which it changes, for a picture and for the card."""
    for depends in firmness(situation, category).depends:
        if depends.on in _DAYS:
            yield say(depends.why)


def fall(situation: Situation, category: Category) -> Dependence | None:
    """Return the first loss, before a decision would come: of points that takes the mark, or of a child's age."""
    falls = (d for d in firmness(situation, category).depends if d.on is DependsOn.FALL)
    return min(falls, key=lambda found: found.day or situation.today, default=None)


def for_picture(situation: Situation, category: Category) -> tuple[Text, ...]:
    """Return for a picture of the points that nothing can change them, or the days on which they change."""
    found = firmness(situation, category)
    certain = found.sure and found.met and not needs_permission_first(situation)
    return (Text("result-sure"),) if certain else tuple(days(situation, category))


def kinds(situation: Situation, category: Category) -> frozenset[DependsOn]:
    """Return the kinds of things it is said to depend on."""
    return frozenset(depends.on for depends in _told(firmness(situation, category)))
