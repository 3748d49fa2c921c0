"""The line about the office's hours, where there are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from dialogs.conversation import Conversation
from dialogs.messages import Text
from dialogs.pages.hours import hours_line
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Situation
from tests.dialogs.walker import real_dialogue


def test_an_office_that_never_opens_is_called_by_telephone_alone() -> None:
    around = real_dialogue().around
    never = replace(around, office=replace(around.office, hours=((),) * 7))
    situation = Situation(Conversation("hours", "test", "en"), HSP, never, datetime(2026, 11, 24, 1, tzinfo=UTC))
    assert hours_line(situation) == Text("hours-unknown", {"phone": around.office.phone})
