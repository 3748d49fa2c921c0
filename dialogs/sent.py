"""Whether the office has what a person's result rests on: then nobody asks them to send it once more."""

from __future__ import annotations

import hashlib
import json

from dialogs.parsing import worked_out
from dialogs.place import HANDED_OFF
from dialogs.situation import Situation


def sent_now(situation: Situation) -> str:
    """Return what stands for the answers and the result as they are now, but for when and how to meet."""
    questionnaire = situation.questionnaire
    meeting = {question.id for question in questionnaire.asked_in(questionnaire.chapter_before(HANDED_OFF))}
    given = {
        name: worked_out.to_json(answer.value) for name, answer in situation.answers.items() if name not in meeting
    }
    run = situation.conversation.last_run or {}
    whole = [given, run.get("ruleset"), run.get("category"), run.get("categories")]
    return hashlib.sha256(json.dumps(whole, sort_keys=True, default=repr).encode()).hexdigest()[:32]


def is_as_sent(situation: Situation) -> bool:
    """Return whether the office has the answers and the result as they are now."""
    conversation = situation.conversation
    return conversation.lead and conversation.sent == sent_now(situation)


__all__ = ["is_as_sent", "sent_now"]
