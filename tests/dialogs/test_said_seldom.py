"""Sentences that few people ever read, each where it is said and where it is not."""

from __future__ import annotations

import pytest

from dialogs.messages import Text
from dialogs.parts import procedure
from tests.dialogs.reached import reached


@pytest.mark.parametrize(
    ("said", "line", "yes", "no", "left_out"),
    [
        (
            "I am writing for my husband. He is an engineer and earns 7 million yen a year",
            "understood-for-other",
            "button-for-other",
            "button-for-other-not",
            "for-who-applies",
        ),
        (
            "I am an engineer and earn 7 million yen a year",
            "understood",
            "button-understood",
            "button-understood-not",
            "type-again",
        ),
    ],
    ids=["of somebody else", "of oneself"],
)
def test_what_is_told_of_somebody_else_is_asked_about_as_such(
    said: str, line: str, yes: str, no: str, left_out: str
) -> None:
    walk = reached("goal").says(said)
    assert line in walk.keys
    labels = {button.action: button.label for row in walk.screen.rows for button in row}
    assert (labels["ok"], labels["drop"]) == (Text(yes), Text(no))
    assert left_out in walk.presses("drop").keys
    assert not walk.conversation.place.heard


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"residence": "a:hsp", "hsp_kind": "unknown"}, True),
        ({"residence": "a:hsp", "hsp_kind": "a:hsp1b"}, False),
        ({"residence": "unknown"}, False),
    ],
    ids=["a holder of one of the kinds", "a holder of a known kind", "of no status that is known"],
)
def test_a_holder_who_does_not_know_which_kind_is_told_what_is_missing(answers: dict[str, str], why: bool) -> None:
    lines = [line.key for line in procedure.lines(reached("result", answers).situation)]
    assert ("procedure-why-kind" in lines) is why
    if why:
        assert lines == ["procedure-why-kind", "procedure-ask-office"]
