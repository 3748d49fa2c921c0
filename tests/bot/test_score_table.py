"""`intake score` for people: the table, its width and its style."""

from __future__ import annotations

import io
import json
import re

import pytest

from bot.terminal import Style, pad, width, wrap
from tests.bot.command_line import COMPLETE, DAY, PERSON, Intake, intake

__all__ = ["intake"]


def test_the_table_tells_the_whole_story(intake: Intake) -> None:
    outcome = intake("score", "--as-of", DAY, given=PERSON | {"birth_date": "1996-12-20", "employer_rd_ratio": 0.03})
    assert outcome.code == 0
    text = " ".join(outcome.out.split())
    for part in (
        "points on November 22, 2026",
        "80 points (70 needed) possible: 80 to",
        "Pass mark reached",
        "20 Degree Your master's degree counts: 20 points.",
        "0 Japanese N2 N2 brings no points here",
        "0-10 Local support Not known yet. This can bring up to 10 points. [staff will confirm]",
        "「特別加算」(加算⑮・計算表⑪)",
        "No points: R&D ratio; Japanese N1",
        "met Lowest salary allowed",
        "J-Skip, the special route without points: the conditions are not met.",
        "Law: 高度専門職省令",
        "Please note - On December 20, 2026 you turn 30.",
        "(hsp-2023-04-21)",
        "This is an estimate, not a decision",
    ):
        assert part in text
    assert "\x1b" not in outcome.out


def test_the_table_says_what_still_decides(intake: Intake) -> None:
    outcome = intake("score", "--as-of", DAY, given=COMPLETE | {"salary_yen": None})
    text = " ".join(outcome.out.split())
    assert "50 points (70 needed) possible: 50 to 90 Not decided yet" in text
    assert "Still decides: your yearly salary Degree" not in text
    assert re.search(r"Still decides: your yearly salary +20 Degree", text)


def test_a_complete_profile_shows_no_range(intake: Intake) -> None:
    outcome = intake("score", "--as-of", DAY, given=COMPLETE)
    assert "75 points (70 needed)   Pass mark reached" in outcome.out
    assert "possible" not in outcome.out


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("cells", [40, 60, 80, 110])
def test_no_line_is_wider_than_the_window(
    intake: Intake, monkeypatch: pytest.MonkeyPatch, language: str, cells: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(cells))
    outcome = intake("score", "--as-of", DAY, "--lang", language, given={"employer_sme": True})
    assert outcome.code == 0
    assert [line for line in outcome.out.splitlines() if width(line) > cells] == []


def test_japanese_columns_stand_below_each_other(intake: Intake) -> None:
    outcome = intake("score", "--as-of", DAY, "--lang", "ja", given=PERSON)
    lines = [line for line in outcome.out.splitlines() if "まだ分かりません。" in line and "最大で" in line]
    assert len(lines) > 5
    assert len({width(line.partition("まだ")[0]) for line in lines}) == 1


def test_who_sits_at_the_keyboard_is_told_what_is_waited_for(intake: Intake) -> None:
    for keyboard in (True, False):
        outcome = intake("score", "--as-of", DAY, "--json", given=PERSON, keyboard=keyboard)
        assert outcome.code == 0
        assert json.loads(outcome.out)["categories"]
        assert ("reading JSON from the keyboard; end it with Ctrl-D" in outcome.err) is keyboard


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_style_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Style(Screen()).bold("a") == "\x1b[1ma\x1b[0m"
    assert Style(io.StringIO()).bold("a") == "a"
    monkeypatch.setenv("NO_COLOR", "1")
    assert Style(Screen()).bold("a") == "a"
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert Style(Screen()).red("a") == "a"


@pytest.mark.parametrize(
    ("text", "cells"), [("abc", 3), ("年収", 4), ("ﾎﾟ", 2), ("e\u0301", 1), ("A（円）", 7), ("", 0)]
)
def test_width_is_what_the_eye_sees(text: str, cells: int) -> None:
    assert width(text) == cells
    assert width(pad(text, 10)) == 10


def test_wrapping_breaks_between_words_and_not_before_punctuation() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("あいうえお。かき", 10) == ["あいうえ", "お。かき"]
    assert wrap("あいう（えお）", 8) == ["あいう", "（えお）"]
    assert wrap("extraordinarily long", 8) == ["extraordinarily", "long"]
    assert wrap("", 8) == [""]
