"""What carries the office bot's calls: the library asks it how long an answer may keep silent."""

from __future__ import annotations

from bot.office.telegram.request import Patience, Request


def test_the_library_is_told_how_long_an_answer_may_keep_silent() -> None:
    assert Request(4, Patience(connect=1.0, read=7.5)).read_timeout == 7.5
