"""The office has LINE, too: each of its settings is looked at as it is given, in words that say what to copy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.settings import Settings
from bot.setup import line
from bot.setup.line import LineAccount, ask_line
from bot.setup.prompt import Wrong
from dialogs.messages import Text
from tests.e2e.setup.operator import Answer, Operator
from tests.line.fake import SECRET, TOKEN

PUBLIC = "https://intake.example"
YES: dict[str, list[Answer]] = {"LINE clients": ["y"]}
LINE_SETTINGS: dict[str, Any] = {"line_secret": SECRET, "line_token": TOKEN, "public_url": PUBLIC}


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """LINE knows one token, and is out of reach once."""
    answers: dict[str, LineAccount | Wrong] = {TOKEN: LineAccount("Yamada", "@yamada")}
    refused = Wrong(Text("init-line-refused"))
    monkeypatch.setattr(line, "identify", lambda token: answers.get(token, refused))


def test_who_has_no_line_is_asked_once() -> None:
    operator = Operator({})
    assert ask_line(operator.prompt, Settings(), {}) == {}
    assert len(operator.asked) == 1


def test_each_setting_is_looked_at_and_asked_again() -> None:
    answers: dict[str, list[Answer]] = {
        **YES,
        "That address": ["intake.example", PUBLIC],
        "Channel secret": ["short", SECRET],
        "Channel access token": ["no", "other-token-other-token", TOKEN],
    }
    operator = Operator(answers)
    found = ask_line(operator.prompt, Settings(), {})
    assert found == {"INTAKE_PUBLIC_URL": PUBLIC, "INTAKE_LINE_SECRET": SECRET, "INTAKE_LINE_TOKEN": TOKEN}
    for said in ("This cannot be used", "no channel secret", "no channel access token", "does not know this token"):
        assert said in operator.screen
    assert "It is Yamada (@yamada)." in operator.screen
    # There is an address already.
    answers = {**YES, "secret": [SECRET], "token": [TOKEN]}
    found = ask_line(Operator(answers).prompt, Settings(public_url=PUBLIC), {})
    assert "INTAKE_PUBLIC_URL" not in found


def test_what_is_set_is_kept_unless_line_refuses_it() -> None:
    kept = Operator({})
    assert ask_line(kept.prompt, Settings(**LINE_SETTINGS), {}) == {}
    assert "Yamada, @yamada" in kept.screen
    stale = Operator({})
    assert ask_line(stale.prompt, replace(Settings(**LINE_SETTINGS), line_token="old-token-old-token-old"), {}) == {}
    assert "does not know this token" in stale.screen
    given = Operator({})
    assert ask_line(given.prompt, Settings(), {"INTAKE_LINE_TOKEN": TOKEN}) == {}
    assert given.asked == []
