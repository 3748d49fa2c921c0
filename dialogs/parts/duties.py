"""The duties of a holder in words; for others those of HSP (i), which they would have."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dialogs.checked import confidence
from dialogs.messages import Text
from dialogs.parts.follows import names_of
from dialogs.situation import Situation
from dialogs.telling import say
from scoring import Confidence
from scoring.stay.duties import Duty, duties
from scoring.stay.statuses import StatusCode, status_of

# The first stage has the same duties in every category.
_FIRST_STAGE = StatusCode.HSP1B.value


def lines(situation: Situation) -> Iterator[Text]:
    """The duties of the status held, or of the one to come. What is not certain says that staff confirm it."""
    held = duties(situation.profile.status, situation.today)
    missing = needed(situation)
    if missing:
        yield Text("follows-needed", {"what": names_of(situation, missing)})
    yield Text("follows-duty-held" if held else "follows-duty-first" if missing else "follows-duty-later")
    yield from (_told(situation, duty) for duty in held or duties(_FIRST_STAGE, situation.today))


def told(situation: Situation, names: Collection[str]) -> Iterator[Text]:
    """Yield the duties of these names that the status held has."""
    yield from (
        _told(situation, duty) for duty in duties(situation.profile.status, situation.today) if duty.id in names
    )


def _told(situation: Situation, duty: Duty) -> Text:
    told = say(duty.why)
    sure = confidence(situation.around.office.checked, f"duties.duties.{duty.id}", duty.confidence, situation.today)
    return told if sure is Confidence.VERIFIED else Text("follows-duty-unsure", {"what": told})


def needed(situation: Situation) -> tuple[str, ...]:
    """The kind of the status, where the person holds one and it is not known which."""
    holds = situation.value("residence") == "hsp"
    return ("hsp_kind",) if holds and status_of(situation.profile.status) is None else ()


def card_lines(situation: Situation) -> tuple[Text, ...]:
    """Return no lines: duties say nothing about the person."""
    return ()
