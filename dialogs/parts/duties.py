"""The duties of a holder in words; for others those of HSP (i), which they would have."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.checked import confidence
from dialogs.messages import Text
from dialogs.parts.follows import names_of
from dialogs.telling import say
from dialogs.view import View
from scoring import Confidence
from scoring.stay.duties import Duty, duties
from scoring.stay.statuses import StatusCode, status_of

# The first stage has the same duties in every category.
_FIRST_STAGE = StatusCode.HSP1B.value


def lines(view: View) -> Iterator[Text]:
    """The duties of the status held, or of the one to come. What is not certain says that staff confirm it."""
    held = duties(view.profile.status, view.today)
    missing = needed(view)
    if missing:
        yield Text("follows-needed", {"what": names_of(view, missing)})
    yield Text("follows-duty-held" if held else "follows-duty-first" if missing else "follows-duty-later")
    yield from (_told(view, duty) for duty in held or duties(_FIRST_STAGE, view.today))


def _told(view: View, duty: Duty) -> Text:
    told = say(duty.why)
    sure = confidence(view.around.office.checked, f"duties.duties.{duty.id}", duty.confidence, view.today)
    return told if sure is Confidence.VERIFIED else Text("follows-duty-unsure", {"what": told})


def needed(view: View) -> tuple[str, ...]:
    """The kind of the status, where the person holds one and it is not known which."""
    holds = view.value("residence") == "hsp"
    return ("hsp_kind",) if holds and status_of(view.profile.status) is None else ()


def card_lines(view: View) -> tuple[Text, ...]:
    """Nothing: duties say nothing about the person."""
    return ()
