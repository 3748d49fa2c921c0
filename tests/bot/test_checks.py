"""Checks of the doctor, each alone, where a whole installation hardly comes to them."""

from __future__ import annotations

from typing import Any

import pytest
from telegram.error import Forbidden

from bot.checks import office, store


class Outside:
    """A bot that the group shut out."""

    async def get_chat(self, chat_id: int) -> Any:
        raise Forbidden("bot was kicked from the supergroup chat")


async def test_a_group_that_shut_the_office_bot_out_is_named() -> None:
    bot: Any = Outside()
    [finding] = [finding async for finding in office._group(bot, -1001)]
    assert (finding.severity.value, finding.says.key) == ("problem", "doctor-group-not-in")
    assert finding.says.args == {"group": "-1001"}


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
    monkeypatch.setattr(store, "_memo", lambda *_: fact)
    nothing: Any = None
    assert store._moved(nothing, nothing) == moved
