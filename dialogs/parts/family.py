"""What the status brings for the family, in words: what is met first, then what is open, then what is not met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dialogs.checked import confidence
from dialogs.messages import Text
from dialogs.parts.follows import closed, name_of, vague
from dialogs.past import day_of
from dialogs.situation import Situation
from dialogs.telling import dashed, listed, say
from scoring import Confidence, j_skip_facts
from scoring.stay.family import GROUNDS, Also, Benefit, family
from scoring.stay.statuses import HIGHLY_SKILLED, StatusCode, status_of

_ORDER = (True, None)
_FIELDS = ("children", "pregnancy", "household_income_yen", "investment_management")


def lines(situation: Situation) -> Iterator[Text]:
    """What is met, until when and what must hold besides; what is open and what is missing; the rest in one line."""
    status = status_of(situation.profile.status)
    if not _holds(situation) and status is not StatusCode.PERMANENT:
        gate = closed(situation, "family")
        if gate is not None:
            yield Text("follows-closed-here", {"why": gate})
            return
        yield Text("follows-family-intro")
    every = of_situation(situation)
    for benefit in sorted((b for b in every if b.met is not False), key=lambda b: _ORDER.index(b.met)):
        yield from _benefit(situation, benefit)
    not_met = [_closed(benefit) for benefit in every if benefit.met is False]
    if not_met:
        yield Text("follows-family-closed", {"what": listed(not_met)})
    if any(benefit.ends_with_permanent for benefit in every):
        yield Text("follows-family-ends")


def headline(situation: Situation) -> Iterator[Text]:
    """Yield what is met for the family, and what is open, in short; what is closed, its gate says among the points."""
    if status_of(situation.profile.status) is not StatusCode.PERMANENT and closed(situation, "family") is not None:
        return
    every = of_situation(situation)
    met, still_open = (
        [Text(f"follows-family-short-{dashed(b.id)}") for b in every if b.met is state] for state in _ORDER
    )
    if met:
        yield Text("result-family-met", {"what": listed(met)})
    if still_open:
        yield Text("result-family-open", {"what": listed(still_open)})
    if (met or still_open) and not _holds(situation):
        yield Text("result-family-once")
    if met or still_open:
        # Who came for their parents is not content with the work of their spouse.
        parents = [_closed(benefit) for benefit in every if benefit.met is False and benefit.id == "parents"]
        yield from [Text("follows-family-closed", {"what": listed(parents)})] if parents else []
    if all(benefit.met is False for benefit in every):
        yield Text("result-family-none")


def _holds(situation: Situation) -> bool:
    """Return whether the person holds a highly skilled status; who has not said of which kind holds it all the same."""
    return status_of(situation.profile.status) in HIGHLY_SKILLED or situation.value("residence") == "hsp"


def of_situation(situation: Situation) -> tuple[Benefit, ...]:
    """The benefits for this person today. Grounds that no question asks for stay unknown."""
    by_oldest = family(situation.profile, as_of=situation.today, j_skip=situation.score.j_skip.met)
    if not situation.profile.children or not vague(situation, "youngest_child"):
        return by_oldest
    # A birth known to the month or year: what its first and its last day decide differently is not known.
    last = min(day_of(situation.value("youngest_child")) or situation.today, situation.today)
    by_youngest = family(
        replace(situation.profile, children=(last,)), as_of=situation.today, j_skip=situation.score.j_skip.met
    )
    return tuple(
        old if old.met is young.met else replace(young, met=None, missing=("children", *old.missing), until=None)
        for old, young in zip(by_oldest, by_youngest, strict=True)
    )


def needed(situation: Situation) -> tuple[str, ...]:
    """Profile fields that could still change what is said."""
    missing = {name for benefit in of_situation(situation) for name in benefit.missing}
    found: list[str] = [name for name in _FIELDS if name in missing]
    if "j_skip" in missing:
        found += [name for table in situation.tables for name in j_skip_facts(situation.profile, table)]
    return tuple(dict.fromkeys(found))


def card_lines(situation: Situation) -> tuple[Text, ...]:
    """For staff: what seems possible for the family, for those who ask about it."""
    met = [benefit for benefit in of_situation(situation) if benefit.met]
    if situation.value("goal") != "family" or not met:
        return ()
    told = Text("follows-card-family", {"what": listed([Text(f"follows-family-short-{dashed(b.id)}") for b in met])})
    found = [told]
    if ends_with_permanent(situation):
        found.append(Text("follows-card-ends-family"))
    if may_be_permanent(situation):
        found.append(Text("follows-card-family-permanent"))
    return tuple(found)


def may_be_permanent(situation: Situation) -> bool:
    """Return whether the answer about the visa leaves open a permanent resident, to whom no benefit is open."""
    # In leads sent by earlier versions one choice stands for spouses, long-term residents and permanent residents.
    return situation.value("residence") == "spouse"


def ends_with_permanent(situation: Situation) -> bool:
    """Whether something seems possible for the family that permanent residence would end."""
    return any(benefit.met and benefit.ends_with_permanent for benefit in of_situation(situation))


def _benefit(situation: Situation, benefit: Benefit) -> Iterator[Text]:
    yield Text("follows-family-line", {"state": "yes" if benefit.met else "open", "what": say(benefit.why)})
    if benefit.until is not None:
        yield Text("follows-family-until", {"day": benefit.until})
    missing = [_missing(situation, name) for name in benefit.missing]
    if missing:
        yield Text("follows-family-missing", {"what": listed(missing)})
    if benefit.met:
        yield Text("follows-family-also", {"what": listed([_also(situation, benefit, also) for also in benefit.also])})
    if benefit.confidence is Confidence.STAFF_CONFIRMS:
        yield Text("follows-staff-confirms")


def _closed(benefit: Benefit) -> Text:
    lacking = listed([Text(f"follows-family-lacking-{dashed(name)}") for name in benefit.lacking])
    return Text(
        "follows-family-closed-item", {"what": Text(f"follows-family-short-{dashed(benefit.id)}"), "why": lacking}
    )


def _missing(situation: Situation, name: str) -> Text:
    own = name in GROUNDS or name == "j_skip"
    return Text(f"follows-family-need-{dashed(name)}") if own else name_of(situation, name)


def _also(situation: Situation, benefit: Benefit, also: Also) -> Text:
    told = say(also.why)
    rule = f"family.benefits.{benefit.id}.also_staff"
    sure = confidence(situation.around.office.checked, rule, also.confidence, situation.today)
    return told if sure is Confidence.VERIFIED else Text("follows-family-unsure", {"what": told})
