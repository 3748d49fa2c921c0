"""What the status brings for the family, in words: what is met first, then what is open, then what is not met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dialogs.checked import confidence
from dialogs.messages import Text
from dialogs.parts.follows import day_of, name_of, vague
from dialogs.telling import dashed, listed, say
from dialogs.view import View
from scoring import Confidence, j_skip_facts
from scoring.stay.family import GROUNDS, Also, Benefit, family
from scoring.stay.statuses import HIGHLY_SKILLED, StatusCode, status_of

_ORDER = (True, None)
_FIELDS = ("children", "pregnancy", "household_income_yen", "investment_management")


def lines(view: View) -> Iterator[Text]:
    """What is met, until when and what must hold besides; what is open and what is missing; the rest in one line."""
    status = status_of(view.profile.status)
    # A holder who has not said of which kind holds it all the same.
    holds = status in HIGHLY_SKILLED or view.value("residence") == "hsp"
    if not holds and status is not StatusCode.PERMANENT:
        yield Text("follows-family-intro")
    every = of_view(view)
    for benefit in sorted((b for b in every if b.met is not False), key=lambda b: _ORDER.index(b.met)):
        yield from _benefit(view, benefit)
    closed = [_closed(benefit) for benefit in every if benefit.met is False]
    if closed:
        yield Text("follows-family-closed", {"what": listed(closed)})
    if any(benefit.ends_with_permanent for benefit in every):
        yield Text("follows-family-ends")


def of_view(view: View) -> tuple[Benefit, ...]:
    """The benefits for this person today. Grounds that no question asks for stay unknown."""
    by_oldest = family(view.profile, as_of=view.today, j_skip=view.score.j_skip.met)
    if not view.profile.children or not vague(view, "youngest_child"):
        return by_oldest
    # Born on any day of a month or a year: what the first day closes and the last one opens is not known.
    last = min(day_of(view.value("youngest_child")) or view.today, view.today)
    by_youngest = family(replace(view.profile, children=(last,)), as_of=view.today, j_skip=view.score.j_skip.met)
    return tuple(
        old if old.met is young.met else replace(young, met=None, missing=("children", *old.missing), until=None)
        for old, young in zip(by_oldest, by_youngest, strict=True)
    )


def needed(view: View) -> tuple[str, ...]:
    """Profile fields that could still change what is said."""
    missing = {name for benefit in of_view(view) for name in benefit.missing}
    found: list[str] = [name for name in _FIELDS if name in missing]
    if "j_skip" in missing:
        found += [name for table in view.tables for name in j_skip_facts(view.profile, table)]
    return tuple(dict.fromkeys(found))


def card_lines(view: View) -> tuple[Text, ...]:
    """For staff: what seems possible for the family, for those who ask about it."""
    met = [benefit for benefit in of_view(view) if benefit.met]
    if view.value("goal") != "family" or not met:
        return ()
    told = Text("follows-card-family", {"what": listed([Text(f"follows-family-short-{dashed(b.id)}") for b in met])})
    return (told, Text("follows-card-ends-family")) if ends_with_permanent(view) else (told,)


def ends_with_permanent(view: View) -> bool:
    """Whether something seems possible for the family that permanent residence would end."""
    return any(benefit.met and benefit.ends_with_permanent for benefit in of_view(view))


def _benefit(view: View, benefit: Benefit) -> Iterator[Text]:
    yield Text("follows-family-line", {"state": "yes" if benefit.met else "open", "what": say(benefit.why)})
    if benefit.until is not None:
        yield Text("follows-family-until", {"day": benefit.until})
    missing = [_missing(view, name) for name in benefit.missing]
    if missing:
        yield Text("follows-family-missing", {"what": listed(missing)})
    if benefit.met:
        yield Text("follows-family-also", {"what": listed([_also(view, benefit, also) for also in benefit.also])})
    if benefit.confidence is Confidence.STAFF_CONFIRMS:
        yield Text("follows-staff-confirms")


def _closed(benefit: Benefit) -> Text:
    lacking = listed([Text(f"follows-family-lacking-{dashed(name)}") for name in benefit.lacking])
    return Text(
        "follows-family-closed-item", {"what": Text(f"follows-family-short-{dashed(benefit.id)}"), "why": lacking}
    )


def _missing(view: View, name: str) -> Text:
    own = name in GROUNDS or name == "j_skip"
    return Text(f"follows-family-need-{dashed(name)}") if own else name_of(view, name)


def _also(view: View, benefit: Benefit, also: Also) -> Text:
    told = say(also.why)
    rule = f"family.benefits.{benefit.id}.also_staff"
    sure = confidence(view.around.office.checked, rule, also.confidence, view.today)
    return told if sure is Confidence.VERIFIED else Text("follows-family-unsure", {"what": told})
