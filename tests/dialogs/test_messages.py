"""Texts that are kept and said again later: nothing of them is lost on the way through JSON."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from bot.words.words import Words
from dialogs.messages import Arg, Text, Typed


@pytest.mark.parametrize(
    "value",
    [
        "plain words",
        Typed("typed <b>words</b>"),
        7_200_000,
        Decimal("0.031"),
        date(2026, 11, 24),
        datetime(2026, 11, 24, 1, 30, tzinfo=UTC),
        Text("value-year", {"year": "1994"}, "ja"),
        (Text("c-yes"), Text("value-day", {"day": date(2026, 11, 24)})),
        (),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_argument_comes_back_as_it_was_kept(value: Arg) -> None:
    text = Text("value-typed", {"text": value})
    again = Text.from_json(json.loads(json.dumps(text.to_json())))
    assert again == text
    assert type(again.args["text"]) is type(value)


def test_a_text_kept_for_later_reads_the_same_in_every_language() -> None:
    moment = Text("value-day", {"day": datetime(2026, 11, 24, 1, 30, tzinfo=timezone(timedelta(hours=9)))})
    kept = Text.from_json(json.loads(json.dumps(moment.to_json())))
    words = Words()
    assert words.plain("en", kept) == words.plain("en", moment) == "Nov 24, 2026, 1:30:00\u202fAM"
    assert words.plain("ja", kept) == words.plain("ja", moment) == "2026/11/24 1:30:00"
