"""Checks of the doctor, each alone, where a whole installation hardly comes to them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from telegram.error import Forbidden

from bot.checks import office, stored


class Outside:
    """A bot that the group shut out."""

    async def get_chat(self, chat_id: int) -> Any:
        raise Forbidden("bot was kicked from the supergroup chat")


async def test_a_group_that_shut_the_office_bot_out_is_named() -> None:
    bot: Any = Outside()
    [finding] = [finding async for finding in office._group(bot, -1001)]
    assert (finding.severity.value, finding.says.key) == ("problem", "doctor-group-not-in")
    assert finding.says.args == {"group": "-1001"}


class Gone:
    """A bot that sees a group, and is no member of it any more."""

    def __init__(self, status: str) -> None:
        self.id, self.status = 200, status

    async def get_chat(self, chat_id: int) -> Any:
        return SimpleNamespace(id=chat_id, type="supergroup", is_forum=True, title="Staff")

    async def get_chat_member(self, chat_id: int, user_id: int) -> Any:
        return SimpleNamespace(status=self.status)


@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_a_group_that_the_office_bot_is_no_member_of_is_named_and_nothing_else_of_it(status: str) -> None:
    bot: Any = Gone(status)
    [finding] = [finding async for finding in office._group(bot, -1001)]
    assert (finding.severity.value, finding.says.key) == ("problem", "doctor-group-not-in")
    assert finding.says.args == {"group": "-1001"}


def test_where_people_get_stuck_is_named_most_often_first(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {"salary (en)": 2, "age (ja)": 2, "degrees (ja)": 9, "name (en)": 1, "goal (en)": 3, "phone (en)": 1}
    nothing: Any = None
    monkeypatch.setattr(stored, "_memo", lambda *_: {"since": "2026-11-24", "counts": counts})
    [finding] = stored._not_understood(nothing, nothing)
    assert (finding.severity.value, finding.says.key) == ("note", "doctor-not-understood")
    most = "degrees (ja) 9, goal (en) 3, age (ja) 2, salary (en) 2, name (en) 1"
    assert finding.says.args == {"since": "2026-11-24", "most": most}
    monkeypatch.setattr(stored, "_memo", lambda *_: None)
    assert list(stored._not_understood(nothing, nothing)) == []


@pytest.mark.parametrize(
    ("fact", "moved"),
    [
        (None, None),
        ({"setting": -1, "chat": -1001}, (-1, -1001)),
        ({"chat": -1001}, None),
        ({"setting": None, "chat": -1001}, None),
        ({"setting": "-1", "chat": "the group"}, None),
    ],
)
def test_a_moved_group_is_told_only_where_it_is_known(
    monkeypatch: pytest.MonkeyPatch, fact: object, moved: object
) -> None:
    monkeypatch.setattr(stored, "_memo", lambda *_: fact)
    nothing: Any = None
    assert stored._moved(nothing, nothing) == moved
