"""The line about the office's hours: where there are none, and for whoever lives by another clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dialogs.conversation import Conversation
from dialogs.messages import Text
from dialogs.pages.hours import hours_line
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Situation
from tests.dialogs.walker import real_dialogue, real_words


def test_an_office_that_never_opens_is_called_by_telephone_alone() -> None:
    around = real_dialogue().around
    never = replace(around, office=replace(around.office, hours=((),) * 7))
    situation = Situation(Conversation("hours", "test", "en"), HSP, never, datetime(2026, 11, 24, 1, tzinfo=UTC))
    assert hours_line(situation) == Text("hours-unknown", {"phone": around.office.phone})


@pytest.mark.parametrize(
    ("language", "home", "line"),
    [
        (
            "en",
            ["America/New_York", "New York"],
            "November 23, 2026, at 19:00 (your time), that is Tuesday, November 24, 2026, at 09:00 (Japan time)",
        ),
        (
            "ja",
            ["Asia/Kathmandu", "カトマンズ"],
            "2026年11月24日（火）05:45（お客様の現地時間）、日本時間では",
        ),
        ("en", ["Asia/Seoul", "Seoul"], "It opens on Tuesday, November 24, 2026, at 09:00 (Japan time)."),
        ("en", None, "It opens on Tuesday, November 24, 2026, at 09:00 (Japan time)."),
    ],
)
def test_whoever_lives_by_another_clock_hears_of_the_opening_by_theirs(
    language: str, home: list[str] | None, line: str
) -> None:
    conversation, night = Conversation("hours", "test", language), datetime(2026, 11, 23, 12, tzinfo=UTC)
    if home is not None:
        conversation.keep("lives_in", home, night.date())
    situation = Situation(conversation, HSP, real_dialogue().around, night)
    assert line in real_words().plain(language, hours_line(situation))
