"""What cannot wait until the result, nor stand only in it: said on the first screen after it is known, and on the card.

A holder's permission comes before the work at a new employer; a long time abroad may start the years in Japan anew; an
application for permanent residence does not extend a stay that ends soon; between the end of a stay and work that
begins later lies a gap; and an expired stay that ends in the future is a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from dialogs.deadline import HAS_NO_STAY, STAY_UNTIL, Deadline, deadlines_of
from dialogs.kinds.kind import NONE
from dialogs.messages import Text
from dialogs.own_words import OWN_WORDS, Remark
from dialogs.parsing import PartialDate
from dialogs.place import YES
from dialogs.telling import day_shown, say
from scoring.stay.duties import before_a_new_employer
from scoring.stay.statuses import StatusCode

if TYPE_CHECKING:
    from datetime import date

    from dialogs.conversation import Conversation, Value
    from dialogs.situation import Situation

# The result says it of each day it names.
ABSENCE = "absence"
# Between the end of the stay and the beginning of the work.
GAP, WORK_BEGINS = "gap", "work_begins"
# The longest of the years that a way to permanent residence counts (guideline 2(2)); what lies before breaks none.
YEARS_OF_ABSENCE = 5
EMPLOYER_CHANGE, NEW_EMPLOYER_SINCE = "employer_change", "new_employer_since"


class NewEmployer(StrEnum):
    """How a holder's change of employer stands: the work has begun, is to begin, or it is not known; or it needs no
    permission."""

    BEGUN = "begun"
    AHEAD = "ahead"
    OPEN = "open"
    FREE = "free"


def needs_permission_first(situation: Situation) -> bool:
    """Return whether a holder changes to a new employer, or has, and needs the permission for that first."""
    return new_employer(situation) in (NewEmployer.BEGUN, NewEmployer.AHEAD, NewEmployer.OPEN)


def warnings(situation: Situation) -> Mapping[str, Text]:
    """Return what cannot wait, by its name, the most urgent first; also of what is still to be confirmed."""
    return dict(_warnings(situation))


def stands_on(conversation: Conversation, today: date) -> Mapping[str, object]:
    """Return for each warning what it stands on, to see whether there is something new to warn of."""
    kept = {name: answer.value for name, answer in conversation.answers_kept().items()} | conversation.place.heard
    lines = kept.get(OWN_WORDS)
    said = [Remark.of(line) for line in lines] if isinstance(lines, list) else []
    job, since = [remark for remark in said if remark.kind == "job_changed"], kept.get(NEW_EMPLOYER_SINCE)
    days = [str(since)] if since is not None else [remark.day for remark in job if remark.day]
    changes = kept.get("residence") == "hsp" and (kept.get(EMPLOYER_CHANGE) == YES or bool(job))
    # That work ahead needs the permission first was said; that it has begun is news.
    begun = bool(days) and _state(PartialDate.parse_iso(days[-1]), today) is NewEmployer.BEGUN
    return {
        "employer": (changes, changes and begun, kept.get("hsp_kind") == StatusCode.HSP2.value),
        ABSENCE: [remark for remark in said if remark.kind == ABSENCE],
        GAP: (kept.get(STAY_UNTIL), kept.get(WORK_BEGINS), kept.get("residence"), days, said),
        "stay": (kept.get("goal"), kept.get("residence") in HAS_NO_STAY, kept.get(STAY_UNTIL)),
    }


def _warnings(situation: Situation) -> Iterator[tuple[str, Text]]:
    change = new_employer(situation)
    if change is NewEmployer.FREE:
        yield "employer", Text("follows-duty-employer-second")
    elif change is not None:
        # A holder who has not said of which kind mostly holds HSP (i).
        first = before_a_new_employer(str(_told(situation, "hsp_kind")), situation.today)
        text = say(first.why) if first else Text("follows-duty-employer-first")
        yield "employer", Text("result-urgent", {"text": text, "begun": change.value})
    if spoke_of_absence(situation):
        yield ABSENCE, Text("absence-told")
    gap = stay_gap(situation)
    if gap is not None:
        yield GAP, Text("stay-gap", {"until": day_shown(gap.until), "begins": day_shown(gap.begins)})
    ends = stay_ends(situation)
    if stay_disagrees(situation):
        yield "stay", Text("stay-disagrees")
    elif ends is not None and _told(situation, "goal") == "pr" and _is_near(ends, situation.today):
        yield "stay", Text("stay-renew-first", {"value": ends.shown(situation.today)})


def new_employer(situation: Situation) -> NewEmployer | None:
    """Return how the change of employer of somebody with a highly skilled status stands; None without one."""
    if _told(situation, "residence") != "hsp" or _told(situation, EMPLOYER_CHANGE) not in (None, YES):
        return None
    said = [remark for remark in situation.remarks if remark.kind == "job_changed"]
    if _told(situation, EMPLOYER_CHANGE) is None and not said:
        return None
    if _told(situation, "hsp_kind") == StatusCode.HSP2.value:
        return NewEmployer.FREE
    told = _told(situation, NEW_EMPLOYER_SINCE)
    days = [str(told)] if told is not None else [remark.day for remark in said if remark.day]
    return _state(PartialDate.parse_iso(days[-1]), situation.today) if days else NewEmployer.OPEN


def spoke_of_absence(situation: Situation) -> bool:
    """Return whether somebody told, in their own words, of a time abroad that can start their years in Japan anew."""
    if not told_absence(situation):
        return False
    return _told(situation, "goal") in (None, "pr", "hsp2") or _told(situation, "residence") == "hsp"


def told_absence(situation: Situation) -> bool:
    """Return whether a time abroad was told in own words that can lie in the years that count."""
    first = situation.today.year - YEARS_OF_ABSENCE
    said = (remark for remark in situation.remarks if remark.kind == ABSENCE)
    return any(remark.day is None or PartialDate.parse_iso(remark.day).year >= first for remark in said)


def new_employer_day(situation: Situation) -> PartialDate | None:
    """Return the day on which a holder's work at a new employer begins, or began, as far as it was told."""
    if new_employer(situation) in (None, NewEmployer.FREE):
        return None
    told = _told(situation, NEW_EMPLOYER_SINCE)
    said = [r.day for r in situation.remarks if r.kind == "job_changed" and r.day]
    found = str(told) if told is not None else next(reversed(said), None)
    return None if found is None else PartialDate.parse_iso(found)


class Gap(NamedTuple):
    """A time without a stay: it ends, and the work that the next one is for begins later."""

    until: PartialDate
    begins: PartialDate


def stay_gap(situation: Situation) -> Gap | None:
    """Return the gap between the end of the stay and the work that is to begin, where there surely is one.

    No source says what may be done with it: staff do.
    """
    ends, begins = stay_ends(situation), _work_ahead(situation)
    if ends is None or begins is None or stay_disagrees(situation):
        return None
    surely = begins.first() > ends.day.last() + timedelta(days=1)
    return Gap(ends.day, begins) if surely else None


def _work_ahead(situation: Situation) -> PartialDate | None:
    """Return the day on which work begins that the person does not do yet, as far as it was told."""
    told = _told(situation, WORK_BEGINS)
    if told not in (None, NONE):
        return PartialDate.parse_iso(str(told))
    return new_employer_day(situation)


def stay_ends(situation: Situation) -> Deadline | None:
    """Return the end of the stay as far as it was told, also where it is still to be confirmed."""
    heard = situation.place.heard.get(STAY_UNTIL)
    if heard not in (None, NONE):
        return Deadline(PartialDate.parse_iso(str(heard)), of_stay=True)
    return next((due for due in deadlines_of(situation) if due.of_stay), None)


def stay_disagrees(situation: Situation) -> bool:
    """Return whether a stay was called expired, and its end lies ahead: one of the two is a slip."""
    ends = stay_ends(situation)
    return _told(situation, "residence") in HAS_NO_STAY and ends is not None and ends.day.first() > situation.today


def _is_near(ends: Deadline, today: date) -> bool:
    return ends.is_urgent(today) and not ends.has_passed(today)


def _state(day: PartialDate, today: date) -> NewEmployer:
    if day.first() > today:
        return NewEmployer.AHEAD
    return NewEmployer.BEGUN if day.last() <= today or day.day is not None else NewEmployer.OPEN


def _told(situation: Situation, question_id: str) -> Value:
    """Return an answer, or what was heard and waits for a yes."""
    heard = situation.place.heard.get(question_id)
    return heard if heard is not None else situation.value(question_id)
