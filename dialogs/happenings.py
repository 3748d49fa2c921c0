"""What is counted of conversations, so that an office sees where people stop: figures of nobody, without names or ids.

A place that was asked for and is not answered yet is remembered on the conversation, with what it is counted by: so the
difference of those who were asked and those who went on is how many stopped there, whatever became of the person since.
"""

from __future__ import annotations

from typing import NamedTuple

from dialogs.conversation import Conversation
from dialogs.place import HANDED_OFF, LEAVE, REFUSED, RESULT, REVIEW, START
from dialogs.situation import Situation
from scoring import Verdict

# A start page was opened on the website; somebody said their first word; they agreed; they saw their result, and it
# says that they qualify; they sent it to the office; a talk was booked, and took place; staff had a first word with
# them.
OPENED, BEGUN, CONSENTED, SAW_RESULT, QUALIFIED = "opened", "begun", "consented", "saw_result", "qualified"
HANDED, BOOKED, KEPT, ANSWERED = "handed", "booked", "kept", "answered"
# Something was asked of somebody; and they went on from there.
ASKED, WENT_ON = "asked", "went_on"
# Pages at which people stop, beside the questions.
_PAGES = frozenset({REVIEW, RESULT, LEAVE})
# What opens from the result is no step on the way to the office.
_CHAPTERS = frozenset({"opening", "interview", "hand_off", "appointment"})
_AFTER_RESULT = frozenset({"hand_off", "appointment"})
_CAN_QUALIFY = (Verdict.QUALIFIES, Verdict.UNDECIDED)


class Happening(NamedTuple):
    """Something to be counted once: what, in which month, in which language, and by which word somebody came.

    `at` is the question or page that it is about, or how long something took. `could` says that what had been told
    until then could still qualify.
    """

    month: str
    name: str
    language: str
    source: str = ""
    at: str = ""
    could: bool = False


class Before(NamedTuple):
    """What of a conversation must be known from before a turn to see what happened in it."""

    is_new: bool
    has_agreed: bool
    results: int
    qualifies: bool

    @classmethod
    def of(cls, conversation: Conversation) -> Before:
        """Look at a conversation."""
        history = conversation.history
        qualifies = bool(history) and any(kept[-1] == Verdict.QUALIFIES for kept in history)
        is_new = conversation.place.at == START and not conversation.refused
        return cls(is_new, conversation.consented_to is not None, len(history), qualifies)


def happenings(before: Before, situation: Situation) -> tuple[Happening, ...]:
    """Return what happened in a turn; what is asked now is remembered on the conversation."""
    conversation = situation.conversation
    if conversation.refused:
        # Nothing is kept but the refusal; where it was refused, it stopped.
        conversation.counted = []
        return ()
    found, after = _asked(situation), Before.of(conversation)
    if before != after:
        language, source = conversation.language, conversation.source or ""
        month = situation.today.isoformat()[:7]
        for name, happened in (
            (BEGUN, before.is_new and not after.is_new),
            (CONSENTED, after.has_agreed and not before.has_agreed),
            (SAW_RESULT, after.results and not before.results),
            (QUALIFIED, after.qualifies and not before.qualifies),
        ):
            if happened:
                found.append(Happening(month, name, language, source))
    return tuple(found)


def _asked(situation: Situation) -> list[Happening]:
    """Return what was asked for and what was gone on from."""
    conversation = situation.conversation
    found: list[Happening] = []
    at, source = conversation.place.at, conversation.source or ""
    if at in conversation.place.passed:
        # Whoever goes back to change an answer has not gone on from where they stood.
        return found
    if conversation.counted:
        asked, *when, could = conversation.counted
        if asked == at:
            return found
        found.append(Happening(when[0], WENT_ON, when[1], source, asked, could))
        conversation.counted = []
    if _is_a_step(situation):
        could, month = can_qualify(situation), situation.today.isoformat()[:7]
        conversation.counted = [at, month, conversation.language, could]
        found.append(Happening(month, ASKED, conversation.language, source, at, could))
    return found


def _is_a_step(situation: Situation) -> bool:
    """Return whether somebody stands at a question or page for the first time, on their way to the office."""
    conversation, place = situation.conversation, situation.place
    if conversation.lead or place.at in (START, REFUSED, HANDED_OFF):
        return False
    if place.at in _PAGES:
        return place.at not in place.wishes and not (place.at == REVIEW and conversation.history)
    chapters = _AFTER_RESULT if conversation.history else _CHAPTERS
    return place.chapter in chapters


def can_qualify(situation: Situation) -> bool:
    """Return whether what was told until now qualifies, or still can."""
    if any(way.met for way in situation.following.own_ways):
        return True
    return any(entry.verdict in _CAN_QUALIFY for entry in situation.score.categories)


def step_ids(questions: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the questions and pages at which people may stop, in the order in which they come."""
    interview = [name for chapter in ("opening", "interview") for name in questions.get(chapter, ())]
    later = [name for chapter in ("hand_off", "appointment") for name in questions.get(chapter, ())]
    return (*interview, REVIEW, RESULT, *later, LEAVE)
